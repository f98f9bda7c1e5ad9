import Glibc

/// A closed list of words, looked up by their bytes: a word is compared only with those of its length.
struct WordList: Sendable {
    private struct Word: Sendable {
        let text: StaticString
        let index: Int
    }

    /// By length, and in their order.
    private let words: [Word]
    /// The last byte of each: few words of one length end alike.
    private let ends: [UInt8]
    /// Where in `words` those of a length begin; one more than the longest.
    private let starts: [Int]

    init(_ texts: [StaticString]) {
        let longest = texts.map(\.utf8CodeUnitCount).max() ?? 0
        let words = texts.enumerated().map { Word(text: $1, index: $0) }
        let sorted = (0...longest).map { length in words.filter { $0.text.utf8CodeUnitCount == length } }
        self.words = sorted.flatMap { $0 }
        ends = self.words.map { $0.text.withUTF8Buffer { $0.last ?? 0 } }
        starts = sorted.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    }

    /// The place of that word in the list; nil when it is none of it.
    func index(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let start = text.baseAddress, text.count > 0, text.count + 1 < starts.count else { return nil }
        let end = start[text.count - 1]
        for place in starts[text.count]..<starts[text.count + 1]
        where ends[place] == end && memcmp(words[place].text.utf8Start, start, text.count) == 0 {
            return words[place].index
        }
        return nil
    }
}
