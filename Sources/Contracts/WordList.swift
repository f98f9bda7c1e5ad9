import func Glibc.memcmp

/// A closed list of words, looked up by their bytes: a word is compared only with those of its length.
struct WordList: Sendable {
    private struct Word: Sendable {
        let ends: Ends
        let text: StaticString
        let index: Int
    }

    /// The first and the last eight bytes of a text, or as many as it has: all of a text of up to sixteen.
    private struct Ends: Equatable, Sendable {
        let first: UInt64
        let last: UInt64

        @inline(__always) init(_ text: UnsafePointer<UInt8>, _ count: Int) {
            let text = UnsafeRawPointer(text)
            if count >= 8 {
                first = text.loadUnaligned(as: UInt64.self)
                last = text.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            } else if count >= 4 {
                first = UInt64(text.loadUnaligned(as: UInt32.self))
                last = UInt64(text.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
            } else {
                first = (0..<count).reduce(0) { $0 << 8 | UInt64(text.load(fromByteOffset: $1, as: UInt8.self)) }
                last = 0
            }
        }
    }

    /// By length, and in their order.
    private let words: [Word]
    /// Where in `words` those of a length begin; one more than the longest.
    private let starts: [Int]

    init(_ texts: [StaticString]) {
        let longest = texts.map(\.utf8CodeUnitCount).max() ?? 0
        let words = texts.enumerated().map {
            Word(ends: Ends($1.utf8Start, $1.utf8CodeUnitCount), text: $1, index: $0)
        }
        let sorted = (0...longest).map { length in words.filter { $0.text.utf8CodeUnitCount == length } }
        self.words = sorted.flatMap { $0 }
        starts = sorted.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    }

    /// The place of that word in the list; nil when it is none of it.
    func index(of text: UnsafeBufferPointer<UInt8>) -> Int? {
        let count = text.count
        guard let start = text.baseAddress, count > 0, count + 1 < starts.count else { return nil }
        let ends = Ends(start, count)
        for place in starts[count]..<starts[count + 1] where words[place].ends == ends {
            guard count <= 16 || memcmp(words[place].text.utf8Start, start, count) == 0 else { continue }
            return words[place].index
        }
        return nil
    }
}
