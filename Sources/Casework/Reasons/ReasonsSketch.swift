/// What is kept of the words of reasons so that those of many decisions can be held against each other: hashes of runs of
/// words, of which no text can be made again.
///
/// Small letters, no signs; figures, and words with a capital within a sentence, are left out: so reasons that were copied
/// and differ by a name, a date or an hour are still found.
public struct ReasonsSketch: Hashable, Sendable {
    // The lowest hashes of the runs, in order: of a short text all of them, of a long one a fair sample.
    private let runs: [UInt64]
    /// How many words the reasons have.
    public let words: Int

    /// How many words a run has.
    static let run = 4
    /// The most hashes that are kept of one text.
    static let most = 256
    /// From this share of common runs on reasons are nearly the same.
    public static let alike = 0.6
    /// Reasons of fewer words hardly say why for a child.
    public static let fewestWords = 25

    /// Of that text.
    public init(_ text: String) {
        let all = text.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "\u{2019}" }
        words = all.count
        var kept: [[UInt8]] = []
        for sentence in text.split(whereSeparator: { ".!?:\n\r\u{2028}\u{2029}".contains($0) }) {
            let parts = sentence.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "\u{2019}" }
            for (place, word) in parts.enumerated() {
                if word.contains(where: \.isNumber) { continue }
                if place > 0, word.first?.isUppercase == true { continue }
                kept.append(ReasonsSketch.neutral(word.lowercased()))
            }
        }
        var hashes: Set<UInt64> = []
        let run = min(ReasonsSketch.run, max(1, kept.count))
        if !kept.isEmpty {
            for start in 0...(kept.count - run) { hashes.insert(ReasonsSketch.hash(kept[start..<(start + run)])) }
        }
        runs = Array(hashes.sorted().prefix(ReasonsSketch.most))
    }

    /// The lowest of its runs, by which reasons that may be alike are found among many.
    var signature: ArraySlice<UInt64> { runs.prefix(ReasonsSketch.inSignature) }
    /// How many those are: two texts that are alike have one of them in common but once in millions.
    private static let inSignature = 24

    /// How much two have in common, from 0 to 1: of the runs of either, the share that both have.
    public func likeness(to other: ReasonsSketch) -> Double {
        guard !runs.isEmpty, !other.runs.isEmpty else { return 0 }
        var (left, right, both, all) = (0, 0, 0, 0)
        // The lowest hashes of the two together are a sample of all their runs.
        while all < ReasonsSketch.most, left < runs.count || right < other.runs.count {
            all += 1
            if right == other.runs.count || (left < runs.count && runs[left] < other.runs[right]) {
                left += 1
            } else if left == runs.count || other.runs[right] < runs[left] {
                right += 1
            } else {
                both += 1
                left += 1
                right += 1
            }
        }
        return Double(both) / Double(all)
    }

    /// Whether they are the same, or nearly.
    public func isAlike(_ other: ReasonsSketch) -> Bool { likeness(to: other) >= ReasonsSketch.alike }

    /// A word, without what changes from one child to the next.
    private static func neutral(_ word: String) -> [UInt8] {
        switch word {
        case "he", "she", "they", "him", "her", "them", "his", "hers", "their", "theirs": [0x2A]
        default: Array(word.utf8)
        }
    }

    /// FNV-1a of 64 bits, and a stir at the end, so that the lowest are no sample of certain words.
    private static func hash(_ words: ArraySlice<[UInt8]>) -> UInt64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for word in words {
            for byte in word { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
            hash = (hash ^ 0x20) &* 1_099_511_628_211
        }
        hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ hash >> 33
    }
}
