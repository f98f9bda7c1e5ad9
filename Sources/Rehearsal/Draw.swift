import Contracts

/// Chance that is the same in every process: a number between 0 and 1 for each question about each case.
struct Draw: Sendable {
    /// The rehearsal's seed.
    let seed: UInt64

    /// A number in 0..<1 for that question about that review of that case.
    func uniform(_ id: CaseID, _ review: UInt8, _ question: StaticString) -> Double {
        Double(bits(id, review, question) >> 11) / 9_007_199_254_740_992
    }

    /// A whole number of that range.
    func number(_ range: ClosedRange<Int>, _ id: CaseID, _ review: UInt8, _ question: StaticString) -> Int {
        range.lowerBound + Int(uniform(id, review, question) * Double(range.count))
    }

    /// Whether something that happens to that share of all reviews happens to this one.
    func happens(_ share: Double, _ id: CaseID, _ review: UInt8, _ question: StaticString) -> Bool {
        uniform(id, review, question) < share
    }

    /// The key of what is reported in answer to that question.
    func key(_ id: CaseID, _ review: UInt8, _ question: StaticString) -> SubmissionKey {
        let bits = bits(id, review, question)
        return SubmissionKey(high: bits, low: Draw.mixed(bits ^ 0x9E37_79B9_7F4A_7C15))
    }

    /// The salt of a document that is invented in answer to that question: drawn, so that a rehearsal repeats exactly.
    func salt(_ id: CaseID, _ review: UInt8, _ question: StaticString) -> DocumentSalt {
        let bits = Draw.mixed(bits(id, review, question) ^ 0xA076_1D64_78BD_642F)
        return DocumentSalt(high: bits, low: Draw.mixed(bits ^ 0x9E37_79B9_7F4A_7C15))
    }

    /// What is spread evenly over the cases rather than drawn for each alone.
    enum Spread: UInt64 {
        // The two steps of Roberts' sequence R2, so that each pair of answers is spread evenly too.
        case meeting = 0xC13F_A9A9_02A6_328F
        case told = 0x91E1_0DA5_C79E_7B1D

        /// From a case's review to its next one: another answer, or who was told soon would be told soon twice a year. Two
        /// hundred second reviews in a year are too few to come out even by themselves; with this step they do for Bromley.
        var next: UInt64 {
            switch self {
            case .meeting: 0x9E37_79B9_7F4A_7C15
            case .told: 0xDB4F_0B91_75AE_2165
            }
        }
    }

    /// A number in 0..<1 that is spread evenly over neighbouring cases, so that a share of a few thousand reviews comes
    /// out nearly as it was put in.
    func spread(_ id: CaseID, _ review: UInt8, _ spread: Spread) -> Double {
        var ordinal: UInt64 = 0
        for byte in id.text.utf8 where (0x30...0x39).contains(byte) { ordinal = ordinal &* 10 &+ UInt64(byte - 0x30) }
        let start = Draw.mixed(seed ^ spread.rawValue) &+ 0x9E37_79B9_7F4A_7C15 &+ UInt64(review &- 1) &* spread.next
        return Double((start &+ ordinal &* spread.rawValue) >> 11) / 9_007_199_254_740_992
    }

    private func bits(_ id: CaseID, _ review: UInt8, _ question: StaticString) -> UInt64 {
        var hash = Draw.hash(question)
        for byte in id.text.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        return Draw.mixed(hash ^ Draw.mixed(seed &+ UInt64(review)))
    }

    /// FNV-1a.
    private static func hash(_ word: StaticString) -> UInt64 {
        word.withUTF8Buffer { $0.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 } }
    }

    /// The finaliser of SplitMix64.
    private static func mixed(_ number: UInt64) -> UInt64 {
        var bits = number &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
