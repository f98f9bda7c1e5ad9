import Glibc
public import JSON
public import Statute

/// What a conclusion says. The word stands in its id, once and for ever; the fact beside it says on what it rests.
public enum Subject: UInt8, CaseIterable, Sendable {
    /// The day has begun (on every partition). Fact: the day.
    case day = 1
    /// The log began: the first record of each partition. No fact.
    case logBegan

    // The scheduler.
    /// A review was opened. Fact: the last day of its twelve months, or none when that is not known.
    case opened
    /// Someone was reminded. Fact: the day by which it is due.
    case remindArrange, remindAdvice, remindReport, remindDecision, remindFinal
    /// By a day, something had not been recorded. Fact: that day.
    case noMeetingBy, noReportBy, noDecisionBy, noFinalBy, notReviewedBy, noTransferPlanBy, noAnswerBy

    // The decision-writer. Fact: the submission that is answered.
    case decisionMade, decisionRefused, decisionLetter, finalMade, finalRefused, finalLetter

    // The notifier: one message to one party. Fact: that of the conclusion or report which the message tells of; of an
    // invitation, the report by which what its party was told last is true no longer, so that a date which stands again
    // is told again.
    case tellReviewDue, tellInvitation
    case tellRemindArrange, tellRemindAdvice, tellRemindReport, tellRemindDecision, tellRemindFinal
    case tellNotRecorded, tellLateToFamily
    case tellDecision, tellRefused, tellFinal
    case tellEarlyRequest, tellEarlyAnswer

    /// The word in ids.
    public var word: StaticString {
        switch self {
        case .day: "day"
        case .logBegan: "log-began"
        case .opened: "opened"
        case .remindArrange: "remind-arrange"
        case .remindAdvice: "remind-advice"
        case .remindReport: "remind-report"
        case .remindDecision: "remind-decision"
        case .remindFinal: "remind-final"
        case .noMeetingBy: "no-meeting-by"
        case .noReportBy: "no-report-by"
        case .noDecisionBy: "no-decision-by"
        case .noFinalBy: "no-final-by"
        case .notReviewedBy: "not-reviewed-by"
        case .noTransferPlanBy: "no-transfer-plan-by"
        case .noAnswerBy: "no-answer-by"
        case .decisionMade: "decision-made"
        case .decisionRefused: "decision-refused"
        case .decisionLetter: "decision-letter"
        case .finalMade: "final-made"
        case .finalRefused: "final-refused"
        case .finalLetter: "final-letter"
        case .tellReviewDue: "tell-review-due"
        case .tellInvitation: "tell-invitation"
        case .tellRemindArrange: "tell-remind-arrange"
        case .tellRemindAdvice: "tell-remind-advice"
        case .tellRemindReport: "tell-remind-report"
        case .tellRemindDecision: "tell-remind-decision"
        case .tellRemindFinal: "tell-remind-final"
        case .tellNotRecorded: "tell-not-recorded"
        case .tellLateToFamily: "tell-late-to-family"
        case .tellDecision: "tell-decision"
        case .tellRefused: "tell-refused"
        case .tellFinal: "tell-final"
        case .tellEarlyRequest: "tell-early-request"
        case .tellEarlyAnswer: "tell-early-answer"
        }
    }

    /// Whether it is a message to a party.
    public var isMessage: Bool { rawValue >= Subject.tellReviewDue.rawValue }

    /// Whether its id may name a party: a message, or a reminder.
    public var isFor: Bool {
        isMessage || (Subject.remindArrange.rawValue...Subject.remindFinal.rawValue).contains(rawValue)
    }

    /// Whether its fact is a submission rather than a day.
    public var restsOnSubmission: Bool {
        switch self {
        case .decisionMade, .decisionRefused, .decisionLetter, .finalMade, .finalRefused, .finalLetter, .tellDecision,
            .tellRefused, .tellFinal, .tellEarlyRequest, .tellEarlyAnswer, .tellInvitation:
            true
        default: false
        }
    }

}

/// How far a message has come; part of the id of what is said about it.
public enum Stage: UInt8, Sendable {
    /// The conclusion itself; of a message, that it ought to be sent.
    case said = 0
    /// An instance is about to send it.
    case claim
    /// It left.
    case sent
    /// It could not be sent.
    case failed

    var word: StaticString {
        switch self {
        case .said: ""
        case .claim: "claim"
        case .sent: "sent"
        case .failed: "failed"
        }
    }
}

/// The id of a conclusion, relative to its case: what it concludes, on what fact, for whom.
///
/// In text `review-3/no-decision-by/2024-11-29`, `review-3/tell-remind-report/2024-11-22/setting/claim/1`,
/// `review-3/decision-made/<the first eight bytes of the submission's key, base64url>`. Never a random number, never a
/// clock; when the facts change, so does the id. In memory twelve bytes, because a case file holds dozens.
public struct ConclusionID: Hashable, Sendable, CustomStringConvertible {
    // subject 8 bits | review 8 | party 4 | about 4 (an alarm's subject, relative) | stage 2 | attempt 6
    private let head: UInt32
    private let factHigh: UInt32
    private let factLow: UInt32

    /// How many times an instance may claim one message, which is what six bits hold.
    public static let mostAttempts: UInt8 = 63

    public init(
        _ subject: Subject, review: UInt8 = 0, fact: UInt64 = 0, party: Party? = nil, about: Subject? = nil,
        stage: Stage = .said, attempt: UInt8 = 0
    ) {
        let about = about.map { UInt32($0.rawValue - Subject.remindArrange.rawValue + 1) } ?? 0
        head =
            UInt32(subject.rawValue) << 24 | UInt32(review) << 16 | UInt32(party?.number ?? 0) << 12
            | (about & 15) << 8 | UInt32(stage.rawValue) << 6 | UInt32(attempt & 63)
        factHigh = UInt32(truncatingIfNeeded: fact >> 32)
        factLow = UInt32(truncatingIfNeeded: fact)
    }

    /// A conclusion that rests on a day.
    public init(
        _ subject: Subject, review: UInt8 = 0, day: Day?, party: Party? = nil, about: Subject? = nil,
        stage: Stage = .said, attempt: UInt8 = 0
    ) {
        self.init(
            subject, review: review, fact: day.map(ConclusionID.fact) ?? 0, party: party, about: about, stage: stage,
            attempt: attempt)
    }

    /// A day as a fact; 0 is kept for "none".
    static func fact(_ day: Day) -> UInt64 { UInt64(UInt32(bitPattern: day.number)) | 1 << 32 }

    /// What it concludes.
    public var subject: Subject { Subject(rawValue: UInt8(head >> 24)) ?? .day }
    /// Whether it is about a message to a party.
    public var isMessage: Bool { head >> 24 >= UInt32(Subject.tellReviewDue.rawValue) }
    /// The number of the review within the case, from 1; 0 when it is about no review.
    public var review: UInt8 { UInt8(truncatingIfNeeded: head >> 16) }
    /// For whom.
    public var party: Party? { Party(number: UInt8(truncatingIfNeeded: head >> 12 & 15)) }
    /// The alarm that a `tellNotRecorded` tells of.
    public var about: Subject? {
        let relative = UInt8(truncatingIfNeeded: head >> 8 & 15)
        return relative == 0 ? nil : Subject(rawValue: relative + Subject.remindArrange.rawValue - 1)
    }
    /// How far the message has come.
    public var stage: Stage { Stage(rawValue: UInt8(truncatingIfNeeded: head >> 6 & 3)) ?? .said }
    /// The number of the claim, from 1.
    public var attempt: UInt8 { UInt8(truncatingIfNeeded: head & 63) }
    /// The fact as 64 bits: a submission's reference or an encoded day.
    public var fact: UInt64 { UInt64(factHigh) << 32 | UInt64(factLow) }
    /// The day that it rests on; nil when it rests on a submission or on nothing.
    public var day: Day? {
        guard !subject.restsOnSubmission, factHigh == 1 else { return nil }
        return Day(number: Int32(bitPattern: factLow))
    }

    /// The same message at another stage.
    public func at(_ stage: Stage, attempt: UInt8) -> ConclusionID {
        ConclusionID(
            head: head & ~0xFF | UInt32(stage.rawValue) << 6 | UInt32(attempt & 63), factHigh: factHigh,
            factLow: factLow)
    }

    private init(head: UInt32, factHigh: UInt32, factLow: UInt32) {
        self.head = head
        self.factHigh = factHigh
        self.factLow = factLow
    }

    /// The message itself, whatever was said about it.
    public var message: ConclusionID { at(.said, attempt: 0) }

    public var description: String { String(decoding: text, as: UTF8.self) }
}

extension Party {
    /// A number below 16 for packed ids; never reordered.
    var number: UInt8 {
        switch self {
        case .parent: 1
        case .youngPerson: 2
        case .setting: 3
        case .coordinator: 4
        case .health: 5
        case .socialCare: 6
        case .manager: 7
        }
    }

    init?(number: UInt8) {
        switch number {
        case 1: self = .parent
        case 2: self = .youngPerson
        case 3: self = .setting
        case 4: self = .coordinator
        case 5: self = .health
        case 6: self = .socialCare
        case 7: self = .manager
        default: return nil
        }
    }

    /// The party with that word; by a list, as ids are read by the million.
    init?(word: UnsafeBufferPointer<UInt8>) {
        guard let index = Party.words.index(of: word) else { return nil }
        self.init(number: UInt8(index + 1))
    }

    // In the order of the numbers, which begin at 1.
    private static let words = WordList([
        "parent", "young-person", "setting", "coordinator", "health", "social-care", "manager",
    ])
}

extension ConclusionID: TextValue {
    public func appendText(to out: inout [UInt8]) {
        func add(_ word: StaticString) {
            word.withUTF8Buffer { out.append(contentsOf: $0) }
        }
        func add(number: UInt8) {
            if number >= 100 { out.append(0x30 + number / 100) }
            if number >= 10 { out.append(0x30 + number / 10 % 10) }
            out.append(0x30 + number % 10)
        }
        if review > 0 {
            add("review-")
            add(number: review)
            out.append(0x2F)
        }
        add(subject.word)
        if let about {
            out.append(0x2F)
            add(about.word)
        }
        if subject.restsOnSubmission {
            out.append(0x2F)
            Base64URLWords.append([fact], to: &out)
        } else if let day {
            out.append(0x2F)
            day.append(to: &out)
        }
        if let party {
            out.append(0x2F)
            out.append(contentsOf: party.rawValue.utf8)
        }
        if stage != .said {
            out.append(0x2F)
            add(stage.word)
            out.append(0x2F)
            add(number: attempt)
        }
    }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        var parts = Parts(bytes: bytes)
        guard var part = parts.next() else { return nil }
        var review: UInt8 = 0
        if let number = Parts.number(part, after: "review-") {
            guard number > 0, let next = parts.next() else { return nil }
            review = number
            part = next
        }
        guard let subject = Subject(word: part) else { return nil }
        var fact: UInt64 = 0
        var party: Party?
        var about: Subject?
        var stage = Stage.said
        var attempt: UInt8 = 0
        var next = parts.next()
        if subject == .tellNotRecorded {
            guard let part = next, let alarm = Subject(word: part), alarm.rawValue >= Subject.noMeetingBy.rawValue,
                alarm.rawValue <= Subject.noAnswerBy.rawValue
            else { return nil }
            about = alarm
            next = parts.next()
        }
        if subject.restsOnSubmission {
            guard let part = next, let words: InlineArray<1, UInt64> = Base64URLWords.read(part) else { return nil }
            fact = words[0]
            next = parts.next()
        } else if let part = next, let day = Day(utf8: part) {
            fact = ConclusionID.fact(day)
            next = parts.next()
        }
        if subject.isFor, let part = next, let named = Party(word: part) {
            party = named
            next = parts.next()
        }
        if let part = next {
            guard subject.isMessage else { return nil }
            if Parts.equal(part, "claim") {
                stage = .claim
            } else if Parts.equal(part, "sent") {
                stage = .sent
            } else if Parts.equal(part, "failed") {
                stage = .failed
            } else {
                return nil
            }
            guard let last = parts.next(), let number = Parts.number(last, after: ""), number > 0,
                number <= ConclusionID.mostAttempts
            else { return nil }
            attempt = number
        }
        // One id has one text: nothing may follow, not even a slash.
        guard parts.isAtEnd else { return nil }
        self.init(
            subject, review: review, fact: fact, party: party, about: about, stage: stage, attempt: attempt)
    }

    /// Whether it is a conclusion's id with a word, or of what a message tells a word, that only a newer version knows.
    /// A word alone is none: what is concluded is concluded on something.
    static func isOfNewerVersion(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var parts = Parts(bytes: bytes)
        guard bytes.contains(0x2F), var word = parts.next() else { return false }
        if let number = Parts.number(word, after: "review-") {
            guard number > 0, let next = parts.next() else { return false }
            word = next
        }
        if let subject = Subject(word: word) {
            guard subject == .tellNotRecorded, let about = parts.next(), Subject(word: about) == nil else {
                return false
            }
            word = about
        }
        guard !word.isEmpty, word.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D }) else { return false }
        while let part = parts.next() {
            let isPlain = part.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
                    || $0 == 0x5F
            }
            guard !part.isEmpty, isPlain else { return false }
        }
        return parts.isAtEnd
    }

    /// Whether that is the id of a conclusion, or of a message, that only a newer version knows.
    public static func isOfNewerVersion(_ text: some StringProtocol) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer { ConclusionID(utf8: $0) == nil && isOfNewerVersion($0) }
    }

    public static var textSchema: TextSchema {
        .pattern(
            "^(review-[0-9]{1,3}/)?[a-z-]+(/[A-Za-z0-9_-]+)*$", "a conclusion, as in review-3/no-decision-by/2024-11-29"
        )
    }

    /// The parts of an id between its slashes, without copying them.
    private struct Parts {
        let bytes: UnsafeBufferPointer<UInt8>
        var position = 0

        init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

        /// Whether the last part ended with the text: behind a slash at the end an empty part would follow.
        var isAtEnd: Bool { position > bytes.count }

        mutating func next() -> UnsafeBufferPointer<UInt8>? {
            guard position < bytes.count else { return nil }
            let start = position
            let end = slash(from: start)
            position = end + 1
            return UnsafeBufferPointer(rebasing: bytes[start..<end])
        }

        /// The place of the next slash, or the end; eight bytes at a time while there are as many.
        private func slash(from start: Int) -> Int {
            var place = start
            let ones: UInt64 = 0x0101_0101_0101_0101
            let raw = UnsafeRawBufferPointer(bytes)
            while place + 8 <= bytes.count {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                let other = word ^ (ones &* 0x2F)
                // The lowest bit set is the high bit of the first byte that is a slash.
                let found = (other &- ones) & ~other & (ones &* 0x80)
                if found != 0 { return place + found.trailingZeroBitCount >> 3 }
                place += 8
            }
            while place < bytes.count, bytes[place] != 0x2F { place += 1 }
            return place
        }

        // Inline, so that the length of the word is a constant where they are called.
        @inline(__always) static func equal(_ part: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
            guard part.count == word.utf8CodeUnitCount else { return false }
            return part.baseAddress.map { memcmp($0, word.utf8Start, part.count) == 0 } ?? false
        }

        @inline(__always) static func number(_ part: UnsafeBufferPointer<UInt8>, after word: StaticString) -> UInt8? {
            let start = word.utf8CodeUnitCount
            guard part.count > start, part.count <= start + 3, let text = part.baseAddress,
                memcmp(text, word.utf8Start, start) == 0
            else { return nil }
            var number = 0
            for index in start..<part.count {
                guard (0x30...0x39).contains(part[index]) else { return nil }
                number = number * 10 + Int(part[index] - 0x30)
            }
            guard part[start] != 0x30 || part.count == start + 1 else { return nil }
            return UInt8(exactly: number)
        }
    }
}

extension Subject {
    init?(word: UnsafeBufferPointer<UInt8>) {
        guard let index = Subject.words.index(of: word) else { return nil }
        self.init(rawValue: UInt8(index + 1))
    }

    // In the order of the raw values, which begin at 1.
    private static let words = WordList(allCases.map(\.word))
}
