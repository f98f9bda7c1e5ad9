import func Glibc.memcmp
public import JSON
public import Statute

/// How far a message has come; part of the id of what is said about it.
public enum Stage: UInt8, CaseIterable, Sendable {
    /// The conclusion itself; of a message, that it ought to be sent.
    case said = 0
    /// An instance is about to send it.
    case claim
    /// It left.
    case sent
    /// It could not be sent.
    case failed
    /// It had left, and came back or did not arrive.
    case returned

    var word: StaticString {
        switch self {
        case .said: ""
        case .claim: "claim"
        case .sent: "sent"
        case .failed: "failed"
        case .returned: "returned"
        }
    }
}

/// On what a conclusion rests.
public enum Fact: Hashable, Sendable {
    case nothing
    case day(Day)
    /// A submission, by the first eight bytes of its key.
    case submission(UInt64)
    /// The child's month of birth.
    case month(Month)
}

/// To whom something is addressed: one of the child's contacts by its number, or a party that is none.
public enum Addressee: Hashable, Sendable {
    case contact(UInt8)
    case party(Party)
}

/// The id of a conclusion, relative to its case: what it concludes, on what fact, for whom.
///
/// In text `review-3/no-decision-by/2024-11-29`, `review-3/tell-remind-report/2024-11-22/setting/claim/1`,
/// `review-3/tell-decision/<the first eight bytes of the submission's key, base64url>/contact-2`. Never a random number,
/// never a clock; when the facts change, so does the id. In memory sixteen bytes, because a case file holds dozens.
public struct ConclusionID: Hashable, Sendable, CustomStringConvertible {
    // subject 8 bits | review 8 | about 8, an alarm's subject | the low 8 of the attempt
    private let head: UInt32
    // fact's kind 2 bits | addressee's kind 2 | stage 4 | addressee 8: a party's or a contact's number | the high 16 of the
    // attempt
    private let tail: UInt32
    private let factHigh: UInt32
    private let factLow: UInt32

    /// How many times one message may be claimed, which is what 24 bits hold: a message that is claimed anew every second,
    /// as by a program that starts again and again, uses them up in half a year.
    public static let mostAttempts: UInt32 = 0xFF_FFFF
    /// The most values that four bits hold; the lists that are packed into them are held to it by a test.
    static let widthOfFourBits = 16

    public init(
        _ subject: Subject, review: UInt8 = 0, fact: Fact = .nothing, to addressee: Addressee?, about: Subject? = nil,
        stage: Stage = .said, attempt: UInt32 = 0
    ) {
        head =
            UInt32(subject.rawValue) << 24 | UInt32(review) << 16 | UInt32(about?.rawValue ?? 0) << 8 | attempt & 0xFF
        assert(attempt <= ConclusionID.mostAttempts)
        let (factKind, number): (UInt32, UInt64) =
            switch fact {
            case .nothing: (0, 0)
            case .day(let day): (1, UInt64(UInt32(bitPattern: day.number)))
            case .submission(let reference): (2, reference)
            case .month(let month): (3, UInt64(UInt32(bitPattern: month.number)))
            }
        let (whomKind, whom): (UInt32, UInt32) =
            switch addressee {
            case nil: (0, 0)
            case .party(let party): (1, UInt32(party.number))
            case .contact(let contact): (2, UInt32(contact))
            }
        assert(stage.rawValue < ConclusionID.widthOfFourBits)
        tail =
            factKind << 30 | whomKind << 28 | UInt32(stage.rawValue) << 24 | whom << 16 | attempt >> 8 & 0xFFFF
        factHigh = UInt32(truncatingIfNeeded: number >> 32)
        factLow = UInt32(truncatingIfNeeded: number)
    }

    /// A conclusion for that party, or for nobody.
    public init(
        _ subject: Subject, review: UInt8 = 0, fact: Fact = .nothing, party: Party? = nil, about: Subject? = nil,
        stage: Stage = .said, attempt: UInt32 = 0
    ) {
        self.init(
            subject, review: review, fact: fact, to: party.map { .party($0) }, about: about, stage: stage,
            attempt: attempt)
    }

    /// A conclusion that rests on a day.
    public init(
        _ subject: Subject, review: UInt8 = 0, day: Day?, party: Party? = nil, about: Subject? = nil,
        stage: Stage = .said, attempt: UInt32 = 0
    ) {
        self.init(
            subject, review: review, fact: day.map { .day($0) } ?? .nothing, party: party, about: about, stage: stage,
            attempt: attempt)
    }

    /// What it concludes.
    public var subject: Subject { Subject(rawValue: UInt8(head >> 24)) ?? .day }
    /// Whether it is about a message to somebody.
    public var isMessage: Bool { head >> 24 >= UInt32(Subject.tellReviewDue.rawValue) }
    /// The number of the review within the case, from 1; 0 when it is about no review.
    public var review: UInt8 { UInt8(truncatingIfNeeded: head >> 16) }
    /// For whom.
    public var addressee: Addressee? {
        switch tail >> 28 & 3 {
        case 1: party.map { .party($0) }
        case 2: .contact(UInt8(truncatingIfNeeded: tail >> 16))
        default: nil
        }
    }
    /// For which party that is no contact of the child.
    public var party: Party? {
        tail >> 28 & 3 == 1 ? Party(number: UInt8(truncatingIfNeeded: tail >> 16)) : nil
    }
    /// For which of the child's contacts, by its number.
    public var contact: UInt8? { tail >> 28 & 3 == 2 ? UInt8(truncatingIfNeeded: tail >> 16) : nil }
    /// The alarm that a `tellNotRecorded` tells of.
    public var about: Subject? { Subject(rawValue: UInt8(truncatingIfNeeded: head >> 8)) }
    /// How far the message has come.
    public var stage: Stage { Stage(rawValue: UInt8(truncatingIfNeeded: tail >> 24 & 15)) ?? .said }
    /// The number of the claim, from 1.
    public var attempt: UInt32 { head & 0xFF | (tail & 0xFFFF) << 8 }
    /// On what it rests.
    public var fact: Fact {
        switch tail >> 30 {
        case 1: .day(Day(number: Int32(bitPattern: factLow)))
        case 2: .submission(UInt64(factHigh) << 32 | UInt64(factLow))
        case 3: month.map { .month($0) } ?? .nothing
        default: .nothing
        }
    }
    /// The day that it rests on; nil when it rests on a submission or on nothing.
    public var day: Day? { tail >> 30 == 1 ? Day(number: Int32(bitPattern: factLow)) : nil }

    /// The month that it rests on; nil when it rests on something else.
    public var month: Month? {
        let number = Int(Int32(bitPattern: factLow))
        return tail >> 30 == 3 ? Month(number / 12, number % 12 + 1) : nil
    }

    /// The same message at another stage.
    public func at(_ stage: Stage, attempt: UInt32) -> ConclusionID {
        ConclusionID(
            head: head & ~0xFF | attempt & 0xFF,
            tail: tail & ~0x0F00_FFFF | UInt32(stage.rawValue) << 24 | attempt >> 8 & 0xFFFF, factHigh: factHigh,
            factLow: factLow)
    }

    /// The letter itself, when it is that a copy of it was written later for one contact.
    public var letter: ConclusionID { ConclusionID(subject, review: review, fact: fact) }

    private init(head: UInt32, tail: UInt32, factHigh: UInt32, factLow: UInt32) {
        self.head = head
        self.tail = tail
        self.factHigh = factHigh
        self.factLow = factLow
    }

    /// The message itself, whatever was said about it.
    public var message: ConclusionID { at(.said, attempt: 0) }

    public var description: String { String(decoding: text, as: UTF8.self) }
}

extension Party {
    /// Whether it is the child's own family: the parent, or the young person.
    public var isFamily: Bool { self == .parent || self == .youngPerson }

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
        func add(number: UInt32) {
            var place: UInt32 = 10_000_000
            while place > 1, number < place { place /= 10 }
            while place > 0 {
                out.append(0x30 + UInt8(truncatingIfNeeded: number / place % 10))
                place /= 10
            }
        }
        if review > 0 {
            add("review-")
            add(number: UInt32(review))
            out.append(0x2F)
        }
        add(subject.word)
        if let about {
            out.append(0x2F)
            add(about.word)
        }
        switch fact {
        case .submission(let reference):
            out.append(0x2F)
            Base64URLWords.append([reference], to: &out)
        case .day(let day):
            out.append(0x2F)
            day.append(to: &out)
        case .month(let month):
            out.append(0x2F)
            month.appendText(to: &out)
        case .nothing: break
        }
        switch addressee {
        case .contact(let contact):
            out.append(0x2F)
            add("contact-")
            add(number: UInt32(contact))
        case .party(let party):
            out.append(0x2F)
            out.append(contentsOf: party.rawValue.utf8)
        case nil: break
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
        var fact = Fact.nothing
        var addressee: Addressee?
        var about: Subject?
        var stage = Stage.said
        var attempt: UInt32 = 0
        var next = parts.next()
        if subject == .tellNotRecorded {
            guard let part = next, let alarm = Subject(word: part), alarm.isAlarm else { return nil }
            about = alarm
            next = parts.next()
        }
        if subject.restsOnSubmission {
            guard let part = next, let words: InlineArray<1, UInt64> = Base64URLWords.read(part) else { return nil }
            fact = .submission(words[0])
            next = parts.next()
        } else if subject.restsOnMonth {
            guard let part = next, let month = Month(utf8: part) else { return nil }
            fact = .month(month)
            next = parts.next()
        } else if let part = next, let day = Day(utf8: part) {
            fact = .day(day)
            next = parts.next()
        }
        if let part = next {
            // A contact is told by its number; nobody reminds one, and no message goes to "the parent". A letter names one
            // whose copy was written later.
            if subject.isMessage || subject.isLetter, let contact = Parts.number(part, after: "contact-"),
                contact > 0
            {
                addressee = .contact(contact)
                next = parts.next()
            } else if subject.isMessage || subject.isReminder, let named = Party(word: part), !named.isFamily {
                addressee = .party(named)
                next = parts.next()
            }
        }
        if let part = next {
            guard subject.isMessage else { return nil }
            if Parts.equal(part, "claim") {
                stage = .claim
            } else if Parts.equal(part, "sent") {
                stage = .sent
            } else if Parts.equal(part, "failed") {
                stage = .failed
            } else if Parts.equal(part, "returned") {
                stage = .returned
            } else {
                return nil
            }
            guard let last = parts.next(), let number = Parts.attempt(last), number > 0,
                number <= ConclusionID.mostAttempts
            else { return nil }
            attempt = number
        }
        // One id has one text: nothing may follow, not even a slash.
        guard parts.isAtEnd else { return nil }
        self.init(
            subject, review: review, fact: fact, to: addressee, about: about, stage: stage, attempt: attempt)
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

        /// The number of a claim: of up to eight digits.
        static func attempt(_ part: UnsafeBufferPointer<UInt8>) -> UInt32? {
            guard (1...8).contains(part.count), part[0] != 0x30 || part.count == 1 else { return nil }
            var number: UInt32 = 0
            for digit in part {
                guard (0x30...0x39).contains(digit) else { return nil }
                number = number * 10 + UInt32(digit - 0x30)
            }
            return number
        }
    }
}

extension Subject {
    /// Whether it is that a letter was written.
    public var isLetter: Bool { self == .decisionLetter || self == .finalLetter }

    init?(word: UnsafeBufferPointer<UInt8>) {
        guard let index = Subject.words.index(of: word) else { return nil }
        self.init(rawValue: UInt8(index + 1))
    }

    // In the order of the raw values, which begin at 1.
    private static let words = WordList(allCases.map(\.word))
}
