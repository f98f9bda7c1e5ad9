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
        var relation = Relation.parent
        /// Whether it is kept from it where the child is.
        var isProtected = false
        /// Whether it holds the rights, or held them before they passed, or is the young person.
        var isOfPassing = true

        var isTold: Bool { holdsRights && mayBeWrittenTo }

        /// Whether messages of that kind may be for it: that the rights pass is for both sides.
        func hears(of subject: Subject) -> Bool {
            subject == .tellRightsWillPass || subject == .tellRightsPassed ? isOfPassing && mayBeWrittenTo : isTold
        }
    }

    /// A letter that was written.
    struct Letter {
        var copies: [LetterCopy]
        /// To whom it has not left, and who may be told.
        var waiting: Set<UInt8>
        /// The last day on which a copy left.
        var left: Day?
        /// To whom it left.
        var had: Set<UInt8> = []
        /// The day on which everybody had been told first. What somebody posts later to whoever is not told any more makes the
        /// family no later told.
        var firstTold: Day?

        /// Those who have not had it and do not wait are to have a copy.
        mutating func address(_ told: Set<UInt8>) {
            for contact in told.subtracting(had).subtracting(waiting) {
                copies.removeAll { $0.contact == contact }
                copies.append(LetterCopy(waitingFor: contact))
                waiting.insert(contact)
            }
        }

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
        /// Who said it, and on which day.
        let who: String
        let recorded: Day
    }

    /// By what somebody holds the rights.
    private enum Holding {
        case recorded, age, incapacity
    }

    private var reports: [Report] = []
    private var struck: Set<SubmissionKey> = []
    /// Who corrected or withdrew what had not come, and what they may say.
    private var struckBefore: [SubmissionKey: [(may: Speakers, who: String)]] = [:]
    /// The months of birth of which it was said that the rights have passed.
    private var passed: Set<Month> = []
    private var holding = Holding.recorded
    /// The contacts as they were recorded.
    private var recorded = Reckoning.presumed
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
    mutating func report(_ event: Event, by actor: Actor, on day: Day) -> Bool {
        let kind = event.data.kind
        guard case .submission(let key) = event.id, kind.isReport, Reckoning.maySay(event.data, actor),
            keys.insert(key).inserted
        else { return false }
        var contact: ContactRecorded?
        if case .contactRecorded(let data) = event.data { contact = data }
        let who = Reckoning.who(actor)
        let report = Report(key: key, kind: kind, contact: contact, data: event.data, who: who, recorded: day)
        for before in struckBefore.removeValue(forKey: key) ?? []
        where !before.may.isDisjoint(with: kind.saidBy) && (before.who != who || !Reckoning.isDeath(event.data)) {
            struck.insert(key)
        }
        var strikes = false
        // A correction stands where the corrected report stood, if whoever says it may say that too.
        let replaced = event.replaces.flatMap { replaced in reports.firstIndex { $0.key == replaced } }
        if let place = replaced, !reports[place].kind.saidBy.isDisjoint(with: actor.speaker) {
            strikes = strike(reports[place], who)
            reports.insert(report, at: place + 1)
        } else {
            if let replaces = event.replaces, replaced == nil, replaces != key {
                struckBefore[replaces, default: []].append((actor.speaker, who))
            }
            reports.append(report)
        }
        if case .withdrawn(let data) = event.data, data.report != key {
            if let other = reports.first(where: { $0.key == data.report }) {
                strikes = strike(other, who) || strikes
            } else {
                struckBefore[data.report, default: []].append((Speakers(rawValue: .max), who))
            }
        }
        switch event.data {
        case .planRecorded, .capacityAssessed, .contactRecorded: settle()
        default: if strikes { settle() }
        }
        noteTold()
        return true
    }

    private mutating func noteTold() {
        for (id, letter) in letters where letter.firstTold == nil { letters[id]?.firstTold = letter.told }
    }

    /// Strikes a report out, unless it tells of a death and nobody else says so; whether that is news.
    private mutating func strike(_ report: Report, _ who: String) -> Bool {
        guard report.who != who || !Reckoning.isDeath(report.data) else { return false }
        return struck.insert(report.key).inserted
    }

    private static func isDeath(_ data: EventData) -> Bool {
        if case .planEnded(let data) = data { data.reason == .died } else { false }
    }

    private static func who(_ actor: Actor) -> String {
        if case .person(let person) = actor { person.id.text } else { "\(actor)" }
    }

    /// The month of birth as it is known now, and when that was recorded.
    private var born: (month: Month, recorded: Day)? {
        for report in reports.reversed() where !struck.contains(report.key) {
            if case .planRecorded(let plan) = report.data { return plan.born.map { ($0, report.recorded) } }
        }
        return nil
    }

    /// Whether the rights passed: as was said of that month, or of another, and this one was past the age when it was recorded.
    private var havePassed: Bool {
        guard let born else { return false }
        if passed.contains(born.month) { return true }
        return !passed.isEmpty && Reckoning.compulsoryAgeEnds(bornIn: born.month).map { $0 < born.recorded } ?? false
    }

    /// By what somebody holds the rights now.
    private var holdingNow: Holding {
        guard havePassed else { return .recorded }
        var lacks = false
        for report in reports where !struck.contains(report.key) {
            if case .capacityAssessed(let data) = report.data, data.decision == .annualReview { lacks = data.lacks }
        }
        return lacks ? .incapacity : .age
    }

    private mutating func settle() {
        var latest: [UInt8: Holder] = [:]
        for report in reports where !struck.contains(report.key) {
            guard let contact = report.contact else { continue }
            latest[contact.contact] = Holder(
                number: contact.contact, holdsRights: contact.holdsRights.isSo,
                mayBeWrittenTo: contact.mayBeWrittenTo.isSo, relation: contact.relation,
                isProtected: contact.locationProtected.isSo)
        }
        recorded = latest.isEmpty ? Reckoning.presumed : latest.values.sorted { $0.number < $1.number }
        let before = holding
        holding = holdingNow
        let own = holding == .incapacity && recorded.contains { $0.relation == .representative && $0.holdsRights }
        holders = recorded.map { holder in
            let isYoung = holder.relation == .youngPerson
            let holds =
                switch holding {
                case .recorded: holder.holdsRights
                case .age: isYoung
                case .incapacity: holder.holdsRights && !isYoung && (!own || holder.relation == .representative)
                }
            return Holder(
                number: holder.number, holdsRights: holds, mayBeWrittenTo: holder.mayBeWrittenTo,
                relation: holder.relation, isProtected: holder.isProtected, isOfPassing: holder.holdsRights || isYoung)
        }
        let told = told
        for id in letters.keys {
            // By law others hold the rights: what waited is for these, unless they have had it.
            if holding != before, letters[id]?.waiting.isEmpty == false { letters[id]?.address(told) }
            letters[id]?.waiting.formIntersection(told)
        }
    }

    /// Those who are told.
    var told: Set<UInt8> { Set(holders.lazy.filter(\.isTold).map(\.number)) }

    /// Reads a conclusion that was accepted on that day.
    mutating func conclude(_ event: Event, on day: Day) {
        guard case .conclusion(let id) = event.id else { return }
        defer { noteTold() }
        switch event.data {
        case .rightsPass:
            guard let month = id.month, id.subject == .rightsPassed else { return }
            passed.insert(month)
            settle()
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
            letter.had.insert(contact)
            // What somebody posted left on the day on which they did.
            let left = event.happened.map { min($0, day) } ?? day
            letter.left = max(left, letter.left ?? left)
            letters[carried] = letter
        default: break
        }
    }

    /// Whether somebody said of that message that they looked through it, whether or not that was withdrawn since.
    func wasLookedThrough(_ message: ConclusionID) -> Bool {
        reports.contains { report in
            if case .lookedThrough(let looked) = report.data { looked.message == message } else { false }
        }
    }

    /// What a message says: of one that goes again, the first that came back.
    func origin(of message: ConclusionID) -> ConclusionID {
        var origin = message
        for _ in reports {
            guard origin.subject == .tellAgain,
                case .resendAsked(let data)? = reports.first(where: { $0.key.reference == origin.fact })?.data
            else { break }
            origin = data.message
        }
        return origin
    }

    /// Whether a message may leave: after an end only to the council's own staff, of the decision to cease, or of that end
    /// itself unless the plan went to another council; of nothing when the child died.
    func mayLeave(_ message: ConclusionID) -> Bool {
        let message = origin(of: message)
        var reasons: [EndReason] = []
        var isCeasing = false
        var isOfItsEnd = false
        for report in reports {
            switch report.data {
            case .planEnded(let data):
                guard !struck.contains(report.key) else { continue }
                reasons.append(data.reason)
                isOfItsEnd = isOfItsEnd || report.key.reference == message.fact
            case .decisionSubmitted(let data):
                isCeasing = isCeasing || report.key.reference == message.fact && data.outcome == .cease
            default: break
            }
        }
        guard !reasons.isEmpty else { return true }
        if message.addressee == .party(.coordinator) || message.addressee == .party(.manager) { return true }
        guard !reasons.contains(.died) else { return false }
        if message.subject == .tellEnded { return isOfItsEnd && reasons.first != .transferred }
        return message.subject == .tellDecision && isCeasing
    }

    /// The last Friday in June of the school year, from September, in which a child of that month turns 16.
    static func compulsoryAgeEnds(bornIn month: Month) -> Day? {
        guard let first = Day(month.year + (month.month >= 9 ? 17 : 16), 6, 24) else { return nil }
        return (0...6).map { first + $0 }.first { $0.weekday == .friday }
    }

    /// What the letter says comes with it that this message to a contact carries: with the proposal to amend the plan as it
    /// stands, the amendments and their evidence, with the final plan that.
    func enclosed(in message: ConclusionID) -> [(role: DocumentRole, hash: DocumentHash)] {
        guard message.contact != nil, message.subject == .tellDecision || message.subject == .tellFinal,
            let submitted = reports.first(where: { $0.key.reference == message.fact })?.data
        else { return [] }
        switch submitted {
        case .decisionSubmitted(let decision) where decision.outcome == .amend:
            return (decision.plan.map { [(.plan, $0)] } ?? []) + (decision.amendments.map { [(.amendments, $0)] } ?? [])
                + (decision.evidence ?? []).map { (.evidence, $0) }
        case .finalSubmitted(let final) where final.outcome == .amended:
            return final.plan.map { [(.finalPlan, $0)] } ?? []
        default: return []
        }
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
