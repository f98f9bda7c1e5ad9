import Contracts
import Statute

/// What the simulation itself makes of a case's entries, apart from `CaseFile`, which is tried here: what counts for
/// nothing because of who says it, who is told, and when a decision was told to the last of them.
struct Reckoning {
    /// Someone who is told.
    struct Holder {
        let number: UInt8
        let holdsRights: Bool
        let mayBeWrittenTo: Bool

        var isTold: Bool { holdsRights && mayBeWrittenTo }
    }

    /// A letter that was written.
    struct Letter {
        var copies: [LetterCopy]
        /// To whom it has not left, and who may be told.
        var waiting: Set<UInt8>
        /// The last day on which a copy left.
        var left: Day?

        /// Those who wait, and whose copies could not be written.
        var lacking: Set<UInt8> {
            waiting.intersection(copies.lazy.filter { $0.document == nil }.map(\.contact))
        }

        /// The day on which the last of those to whom it is addressed was sent theirs.
        var told: Day? { waiting.isEmpty ? left : nil }
    }

    private struct Report {
        let key: SubmissionKey
        let kind: EventKind
        let contact: ContactRecorded?
        let data: EventData
    }

    private var reports: [Report] = []
    private var struck: Set<SubmissionKey> = []
    /// Who corrected or withdrew what had not come, and what they may say.
    private var struckBefore: [SubmissionKey: Speakers] = [:]
    /// The reports that count.
    private(set) var keys: Set<SubmissionKey> = []
    /// The child's contacts as the reports that stand leave them.
    private(set) var holders = Reckoning.presumed
    private(set) var letters: [ConclusionID: Letter] = [:]

    /// Where nobody is recorded the law presumes the parent.
    private static let presumed = [Holder(number: 1, holdsRights: true, mayBeWrittenTo: true)]

    /// Whether that counts from whoever says it, by the table of the kinds.
    static func maySay(_ data: EventData, _ actor: Actor) -> Bool {
        !data.kind.saidBy.isDisjoint(with: actor.speaker)
    }

    /// Reads a report; whether it is new and counts.
    mutating func report(_ event: Event, by actor: Actor) -> Bool {
        let kind = event.data.kind
        guard case .submission(let key) = event.id, kind.isReport, Reckoning.maySay(event.data, actor),
            keys.insert(key).inserted
        else { return false }
        var contact: ContactRecorded?
        if case .contactRecorded(let data) = event.data { contact = data }
        let report = Report(key: key, kind: kind, contact: contact, data: event.data)
        if let by = struckBefore.removeValue(forKey: key), !by.isDisjoint(with: kind.saidBy) { struck.insert(key) }
        var strikes = false
        // A correction stands where the corrected report stood, if whoever says it may say that too.
        let replaced = event.replaces.flatMap { replaced in reports.firstIndex { $0.key == replaced } }
        if let place = replaced, !reports[place].kind.saidBy.isDisjoint(with: actor.speaker) {
            strikes = struck.insert(reports[place].key).inserted
            reports.insert(report, at: place + 1)
        } else {
            if let replaces = event.replaces, replaced == nil, replaces != key {
                struckBefore[replaces, default: []].formUnion(actor.speaker)
            }
            reports.append(report)
        }
        if case .withdrawn(let data) = event.data, data.report != key {
            if reports.contains(where: { $0.key == data.report }) {
                strikes = struck.insert(data.report).inserted || strikes
            } else {
                struckBefore[data.report] = Speakers(rawValue: .max)
            }
        }
        if contact != nil || strikes { settle() }
        return true
    }

    private mutating func settle() {
        var latest: [UInt8: Holder] = [:]
        for report in reports where !struck.contains(report.key) {
            guard let contact = report.contact else { continue }
            latest[contact.contact] = Holder(
                number: contact.contact, holdsRights: contact.holdsRights.isSo,
                mayBeWrittenTo: contact.mayBeWrittenTo.isSo)
        }
        holders = latest.isEmpty ? Reckoning.presumed : latest.values.sorted { $0.number < $1.number }
        let told = told
        for id in letters.keys { letters[id]?.waiting.formIntersection(told) }
    }

    /// Those who are told.
    var told: Set<UInt8> { Set(holders.lazy.filter(\.isTold).map(\.number)) }

    /// Reads a conclusion that was accepted on that day.
    mutating func conclude(_ event: Event, on day: Day) {
        guard case .conclusion(let id) = event.id else { return }
        switch event.data {
        case .letterWritten(let data) where id.contact != nil:
            let whole = ConclusionID(id.subject, review: id.review, fact: id.fact)
            guard let place = letters[whole]?.copies.firstIndex(where: { $0.contact == id.contact }),
                let copy = data.copies.first
            else { return }
            letters[whole]?.copies[place] = copy
        case .letterWritten(let data):
            letters[id] = Letter(copies: data.copies, waiting: told.intersection(data.copies.map(\.contact)))
        case .notificationSent:
            guard let contact = id.contact, let carried = Reckoning.letter(of: id), var letter = letters[carried]
            else { return }
            letter.waiting.remove(contact)
            letter.left = max(day, letter.left ?? day)
            letters[carried] = letter
        default: break
        }
    }

    /// Whether a message may leave: after an end only to the council's own staff, or of the decision to cease, unless the
    /// child died.
    func mayLeave(_ message: ConclusionID) -> Bool {
        var reasons: [EndReason] = []
        var isCeasing = false
        for report in reports {
            switch report.data {
            case .planEnded(let data): if !struck.contains(report.key) { reasons.append(data.reason) }
            case .decisionSubmitted(let data):
                isCeasing = isCeasing || report.key.reference == message.fact && data.outcome == .cease
            default: break
            }
        }
        guard !reasons.isEmpty else { return true }
        if message.addressee == .party(.coordinator) || message.addressee == .party(.manager) { return true }
        return !reasons.contains(.died) && message.subject == .tellDecision && isCeasing
    }

    /// The letter that a message carries; nil when it carries none.
    static func letter(of message: ConclusionID) -> ConclusionID? {
        switch message.subject {
        case .tellDecision: ConclusionID(.decisionLetter, review: message.review, fact: message.fact)
        case .tellFinal: ConclusionID(.finalLetter, review: message.review, fact: message.fact)
        default: nil
        }
    }
}

/// The same of a partition: which day it is, and whether anything may leave.
struct LogReckoning {
    private(set) var today: Day?
    private(set) var isPaused = false
    private(set) var releasedAt: Int64 = -1
    /// How many people must say a release, who said one where, and who asked for how many.
    private var needed = 1
    private var said: [ActorID: Int64] = [:]
    private var asked: [ActorID: Int] = [:]
    private var keys: Set<SubmissionKey> = []

    mutating func read(_ entry: Entry, at offset: Int64) {
        for event in entry.events where Reckoning.maySay(event.data, entry.by) {
            if case .submission(let key) = event.id, !keys.insert(key).inserted { continue }
            switch event.data {
            case .dayBegan:
                // The run's logs follow the real calendar: the scheduler begins the next day, and no other.
                guard case .conclusion(let id) = event.id, let day = id.day else { continue }
                if let today, day != today + 1 || entry.by != .service(.scheduler) { continue }
                today = day
            case .released:
                guard case .person(let person) = entry.by else { continue }
                said[person.id] = offset
                let places = said.values.sorted()
                if places.count >= needed { releasedAt = max(releasedAt, places[places.count - needed]) }
            case .logPolicy(let policy):
                guard case .person(let person) = entry.by else { continue }
                let number = max(1, Int(policy.approvals))
                asked[person.id] = number
                if number > needed || asked.values.count(where: { $0 <= number }) >= needed { needed = number }
            case .sendingPaused: isPaused = true
            case .sendingResumed: isPaused = false
            default: continue
            }
        }
    }
}
