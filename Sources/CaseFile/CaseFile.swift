public import Contracts
public import Statute

// What is not obvious here:
//
// - `missing` may not look at the model for what the file already holds. The fold accepts by structure alone; the
//   model and the law decide only what is asked for next.
// - A case file holds no stored ids but packed ones. `ConclusionID` is sixteen bytes; the text is made when written.
//   A case of a year with one contact stays under 1,200 bytes (`memory-bench`; the layout is held by
//   `Tests/CaseFileTests`).

/// All that is known of one child's plan and its reviews: the fold of the case's entries, in the order of the log.
///
/// Every service folds the same entries with this one type, so they all see the same file. What people report always
/// counts; what services conclude counts once, and only if it fits what stands before it. Nothing that can be computed
/// is held: deadlines are `Statute`'s answer to the days below.
///
/// Every service holds all files in memory, so a file is laid out to be small: after a year of nine reports, one contact, ten
/// conclusions and twelve messages it takes under 1,200 bytes, array headers and the allocator's own bytes included
/// (`swift run -c release memory-bench` in `Benchmarks`).
public struct CaseFile: Sendable {
    // The last report of the plan that stands, in place: most files have one, and an array of its own for each is heap.
    private var lastPlan: RecordedPlan?
    private var earlierPlans: [RecordedPlan] = []
    /// What people reported, also what no longer stands: in file order, a correction beside what it corrects.
    public private(set) var submissions: [Submission] = []
    /// What services concluded and was accepted, but messages.
    public private(set) var said: [ConclusionID] = []
    /// The messages that ought to be sent, and how far each has come.
    public private(set) var messages: [Message] = []
    /// The letters that were written and have not left for the family, oldest first.
    public private(set) var letters: [WrittenLetter] = []
    /// The kinds that were proposed when reviews were opened.
    var proposals = Proposals()
    /// What coordinators submitted and no letter answers yet.
    public private(set) var pending: [PendingSubmission] = []
    /// What few files have, behind one pointer.
    private var rare = RareFacts()
    /// The position of the last import of this case; nothing leaves until a release stands after it. -1: never imported.
    public private(set) var importedAt: Int64 = -1
    /// How many messages there were when the setting became the one that it is.
    private(set) var settingSince: UInt16 = 0
    /// How many entries of conclusions were ignored, and reports sent again.
    public private(set) var ignored: UInt32 = 0

    public init() {}

    /// A report whose correction or withdrawal came first.
    struct Overtaken: Sendable {
        let key: SubmissionKey
        /// The kinds that these may say they may also correct.
        let by: Speakers
        /// Who said so, in four bytes.
        let actor: UInt32
    }

    /// The versions of the plan that were recorded and stand.
    var recordedVersions: [RecordedVersion] { rare.versions }
    /// What the family answered to amendment notices, and what became of it, also where it no longer stands.
    var amendmentWords: AmendmentWords { rare.amendments }
    /// The papers that were withdrawn, by the reports that say so.
    var withdrawals: [SubmissionKey: DocumentWithdrawn] { rare.withdrawn }

    /// What was ordered from suppliers, and what they made, by the reports that say so.
    var formatOrders: [SubmissionKey: FormatOrdered] { rare.orders }
    var formatSupplies: [SubmissionKey: FormatSupplied] { rare.supplies }
    /// The messages that carry a copy which was made for an embosser here.
    var embossedMessages: [ConclusionID] { rare.embossed }
    /// The moves of which the letter has left for everybody who was to be told at the time.
    var transfersTold: [Fact] { rare.transfersTold }

    /// The messages that somebody looked through before they left, also where that was withdrawn since.
    var messagesLookedThrough: [SubmissionKey: ConclusionID] { rare.looked }
    /// The messages that somebody asked to be sent again, also where that was corrected or withdrawn since.
    var resendsAsked: [Resend] { rare.resends }
    /// What was asked, said and answered of the council's service, also where it was corrected or withdrawn since.
    var serviceWords: [SubmissionKey: EventData] { rare.words }
    /// The audits that were recorded, whether or not they stand, in the order of the log.
    var auditsRecorded: [RecordedAudit] { rare.audits }

    /// What became of an entry.
    public enum Reception: Equatable, Sendable {
        /// It counts. Of reports, at least one was new.
        case accepted
        /// The file holds one of its ids already.
        case repeated
        /// One of its conclusions does not fit what stands, or its reports are of no kind that people report.
        case doesNotFit
        /// Nothing in it that its speaker may say (`EventKind.saidBy`).
        case notEntitled
    }

    /// Adds the entry that stands at that position of the partition.
    ///
    /// Reports count one by one, each once. Conclusions count all together or not at all; ignored ones leave no trace
    /// but a count, and use up no id.
    @discardableResult
    public mutating func append(_ entry: Entry, at position: Int64) -> Reception {
        // Only ids are looked at, by index: to take an event out of its array costs more than all that is done here.
        var reports = 0
        for index in entry.events.indices {
            if case .submission = entry.events[index].id { reports += 1 }
        }
        let reception =
            reports == entry.events.count
            ? appendReports(entry, at: position) : appendConclusions(entry, reports: reports)
        if reception != .accepted { ignored &+= 1 }
        return reception
    }

    /// The most reports of one case. A report always counts, but for this: a case has a few dozen in a year, and what asks for
    /// more is a program with a fault or somebody who means harm. `concerns` says when it is reached.
    public static let mostReports = 5_000

    private mutating func appendReports(_ entry: Entry, at position: Int64) -> Reception {
        var reception = Reception.repeated
        for index in entry.events.indices {
            guard case .submission(let key) = entry.events[index].id, !submissions.contains(where: { $0.key == key }),
                !entry.saysBefore(index)
            else {
                continue
            }
            let kind = entry.events[index].data.kind
            guard kind.isReport, entry.by.maySay(kind) else {
                if reception == .repeated { reception = kind.isReport ? .notEntitled : .doesNotFit }
                continue
            }
            guard submissions.count < CaseFile.mostReports else {
                if reception == .repeated { reception = .doesNotFit }
                continue
            }
            reception = .accepted
            record(entry.events[index], key: key, by: entry.by, recorded: entry.recorded)
            // Also when only a review changed: nothing leaves after an import until it is released.
            if entry.by.isImport { importedAt = position }
        }
        return reception
    }

    private mutating func record(_ event: Event, key: SubmissionKey, by actor: Actor, recorded: Day) {
        let speaker = actor.speaker
        var report = Submission(event, key: key, by: actor, recorded: recorded)
        // A report always counts: not even by itself is it replaced.
        let replaces = event.replaces.flatMap { $0 != key && mayCorrect($0, speaker) ? $0 : nil }
        let maySettle = report.kind == .planRecorded || report.kind == .withdrawn || replaces != nil
        let setting = maySettle ? plan?.setting : nil
        let mayPassRights = !letters.isEmpty && (maySettle || report.kind == .capacityAssessed)
        let basis = mayPassRights ? rightsBasis : .asRecorded
        var hasFallen = false
        defer {
            if maySettle { settle(key, before: setting, hasFallen: hasFallen) }
            if mayPassRights { readdressLetters(before: basis) }
            if maySettle || report.kind == .contactRecorded { dropClosedCopies() }
            if maySettle || report.kind == .contactRecorded || report.kind == .capacityAssessed { noteTransferLetter() }
        }
        if let replaces { hasFallen = overtake(replaces, by: speaker, actor.mark) }
        if case .withdrawn(let withdrawn) = event.data, withdrawn.report != key {
            // Who may withdraw may withdraw any report.
            hasFallen = overtake(withdrawn.report, by: Speakers(rawValue: .max), actor.mark)
        }
        if rare.overtaken.contains(where: { $0.key == key }) {
            // Several may have come before it, and not all of them may correct it.
            report.stands = !rare.overtaken.contains {
                $0.key == key && !$0.by.isDisjoint(with: report.kind.saidBy) && report.mayBeStruckOut(by: $0.actor)
            }
            rare.change(\.overtaken) { $0.removeAll { $0.key == key } }
        }
        // A correction stands where the corrected report stood: what counts as first or as latest stays so.
        if let place = replaces.flatMap({ replaced in submissions.firstIndex { $0.key == replaced } }) {
            submissions.reserveTightly()
            report.isBesideCorrected = true
            submissions.insert(report, at: place + 1)
        } else {
            // A plan and the first three reports of its review.
            if submissions.isEmpty { submissions.reserveCapacity(4) }
            submissions.appendTightly(report)
        }
        guard report.stands else { return }
        switch event.data {
        case .planRecorded(let plan):
            // After it in file order stand the plans that a correction of an older one must not overrule.
            let later = submissions.reversed().prefix { $0.key != key }.filter { $0.kind == .planRecorded && $0.stands }
                .count
            let recorded = RecordedPlan(key: key, plan: plan)
            if later > 0 {
                earlierPlans.insert(recorded, at: max(0, earlierPlans.count - later + 1))
            } else {
                if let lastPlan { earlierPlans.appendTightly(lastPlan) }
                lastPlan = recorded
            }
        case .decisionSubmitted(let decision): pending.append(.decision(key, decision))
        case .finalSubmitted(let final): pending.append(.final(key, final))
        case .representationsReceived(let said): rare.change(\.amendments) { $0.said[key] = said }
        case .auditRecorded(let audit):
            rare.change(\.audits) { $0.appendTightly(RecordedAudit(audit, key: key, by: actor)) }
        case .documentWithdrawn(let withdrawn): rare.change(\.withdrawn) { $0[key] = withdrawn }
        case .lateReasonGiven, .factContested, .contestSettled, .questionAsked, .questionAnswered, .supportNotDelivered,
            .supportAnswered, .experienceAnswered, .sessionOffered, .sessionAttended, .complaintMade,
            .complaintAnswered,
            .adjustmentAsked, .adjustmentSupplied, .remedyConsidered, .auditActionSet, .auditLearningReturned,
            .auditContentRead, .agencyInvolved, .outcomesRated, .readingPromised, .contributionRead,
            .safetyConcernRaised, .safetyConcernRead, .looksReleased, .signInLetterAsked, .signInLetterUsed:
            rare.change(\.words) { $0[key] = event.data }
        // Most have no count, and need no room.
        case .shortTermOutcomesAgreed(let agreed) where agreed.targets != nil:
            rare.change(\.words) { $0[key] = event.data }
        case .formatOrdered(let ordered): rare.change(\.orders) { $0[key] = ordered }
        case .formatSupplied(let supplied): rare.change(\.supplies) { $0[key] = supplied }
        case .officerMet(let meeting):
            if let contact = meeting.contact { rare.change(\.amendments) { $0.met[key] = contact } }
        case .amendmentAnswered(let answer): rare.change(\.amendments) { $0.answers[key] = answer }
        case .planVersionRecorded(let version):
            let made = RecordedVersion(key: key, made: event.happened ?? recorded, data: version)
            rare.change(\.versions) { $0.appendTightly(made) }
        case .lookedThrough(let looked): rare.change(\.looked) { $0[key] = looked.message }
        case .resendAsked(let asked):
            let again = Resend(key: key, message: asked.message, by: asked.by)
            rare.change(\.resends) { $0.appendTightly(again) }
        default: break
        }
    }

    /// By that report another setting may have taken the place of that one, or an arranged meeting fallen. What is told
    /// of it then, though no report says anything new of the meeting, rests on that report (`invitation`).
    private mutating func settle(_ key: SubmissionKey, before: UInt32?, hasFallen: Bool) {
        let isOther = plan?.setting != before
        guard isOther || hasFallen else { return }
        if isOther { settingSince = UInt16(clamping: messages.count) }
        for index in submissions.indices { submissions[index].turns = submissions[index].key == key }
    }

    /// Whether these may correct that report: only what they may say themselves. One that has not come is seen when it
    /// comes.
    private func mayCorrect(_ key: SubmissionKey, _ speaker: Speakers) -> Bool {
        guard let report = submissions.first(where: { $0.key == key }) else { return true }
        return !report.kind.saidBy.isDisjoint(with: speaker)
    }

    /// Whether an arranged meeting fell.
    private mutating func overtake(_ key: SubmissionKey, by speaker: Speakers, _ actor: UInt32) -> Bool {
        guard let index = submissions.firstIndex(where: { $0.key == key }) else {
            rare.change(\.overtaken) { $0.append(Overtaken(key: key, by: speaker, actor: actor)) }
            return false
        }
        guard submissions[index].mayBeStruckOut(by: actor) else { return false }
        let falls = submissions[index].kind == .meetingArranged && submissions[index].stands
        submissions[index].stands = false
        earlierPlans.removeAll { $0.key == key }
        if lastPlan?.key == key { lastPlan = earlierPlans.popLast() }
        removePending { $0.key == key }
        if !rare.versions.isEmpty { rare.change(\.versions) { $0.removeAll { $0.key == key } } }
        return falls
    }

    private mutating func appendConclusions(_ entry: Entry, reports: Int) -> Reception {
        // A codec refuses entries that mix the two; one that came by another way counts for nothing.
        guard reports == 0 else { return .doesNotFit }
        let events = entry.events
        var areMessages = true
        for index in events.indices {
            guard case .conclusion(let id) = events[index].id else { return .doesNotFit }
            guard entry.by.maySay(events[index].data.kind) else { return .notEntitled }
            // What is said of a message's way fits only if it is not held yet: one search is enough for it.
            if id.stage == .said, holds(id) { return .repeated }
            for earlier in 0..<index {
                if case .conclusion(let other) = events[earlier].id, other == id { return .repeated }
            }
            areMessages = areMessages && id.isMessage
        }
        // What is said of different messages is independent, and so is what stands alone: no copy is needed.
        if events.count == 1 || areMessages {
            for index in events.indices {
                guard case .conclusion(let id) = events[index].id, accepts(id, events, at: index) else {
                    return refusal(of: events)
                }
            }
            if events.count > 1, events[0].data.kind == .notificationRequested {
                messages.reserveCapacity(messages.count + events.count)
            }
            for index in events.indices {
                guard case .conclusion(let id) = events[index].id else { continue }
                conclude(id, events, at: index, on: entry.recorded)
            }
            return .accepted
        }
        // Else each is tried on a copy that holds those before it: an entry may say what follows from its own start.
        var next = self
        for index in events.indices {
            guard case .conclusion(let id) = events[index].id, next.accepts(id, events, at: index) else {
                return refusal(of: events)
            }
            next.conclude(id, events, at: index, on: entry.recorded)
        }
        self = next
        return .accepted
    }

    /// Why conclusions of which one does not fit are refused: because the file holds one of them already, or otherwise.
    private func refusal(of events: [Event]) -> Reception {
        events.contains { if case .conclusion(let id) = $0.id { holds(id) } else { false } } ? .repeated : .doesNotFit
    }

    /// A copy is held no longer than until the message that carries it left: 40 bytes a copy for ever would be a tenth of
    /// the file.
    private mutating func settleLetter(of message: ConclusionID) {
        guard let contact = message.contact else { return }
        dropCopies { $0.id.review == message.review && $0.id.fact == message.fact && $1.contact == contact }
    }

    /// Whom nothing may be sent to, or who holds the rights no longer, is not waited for: whether a report says so, or the
    /// one is withdrawn that said otherwise, or it was so already when the letter came.
    private mutating func dropClosedCopies() {
        guard !letters.isEmpty else { return }
        let told = toldHolders.map(\.number)
        dropCopies { !told.contains($1.contact) }
    }

    /// Where the rights passed by law, or back, since then: what waits is written anew for whoever holds them now and has no
    /// copy. What left stays, and so does a letter of which every copy left.
    private mutating func readdressLetters(before basis: RightsBasis) {
        guard !letters.isEmpty, rightsBasis != basis else { return }
        let told = toldHolders.map(\.number)
        for index in letters.indices {
            let id = letters[index].id
            guard let message = MessageKind.carrying(id.subject)?.subject else { continue }
            for contact in told where !letters[index].waiting.contains(where: { $0.contact == contact }) {
                let own = ConclusionID(message, review: id.review, fact: id.fact, to: .contact(contact))
                if self.message(own)?.sent == nil { letters[index].waiting.append(LetterCopy(waitingFor: contact)) }
            }
            letters[index].waiting.sort { $0.contact < $1.contact }
        }
        dropClosedCopies()
    }

    private mutating func dropCopies(_ isSettled: (WrittenLetter, LetterCopy) -> Bool) {
        for index in letters.indices {
            let letter = letters[index]
            letters[index].waiting.removeAll { isSettled(letter, $0) }
        }
        letters.removeAll { $0.waiting.isEmpty }
        if letters.isEmpty { letters = [] }
        dropAnswered()
    }

    /// What was submitted is held until a letter answers it and has left: until then it may have to be written for others.
    private mutating func dropAnswered() {
        guard !pending.isEmpty else { return }
        let (said, letters) = (said, letters)
        removePending { submitted in
            let fact = submitted.key.reference
            func isFact(_ id: ConclusionID) -> Bool { id.subject.isLetter && id.fact == fact }
            return said.contains(where: isFact) && !letters.contains { isFact($0.id) }
        }
    }

    /// A letter was written, or later a copy of it that could not be written with it.
    private mutating func write(_ id: ConclusionID, _ letter: LetterWritten) {
        guard let contact = id.contact else {
            letters.append(WrittenLetter(id: id, waiting: letter.copies))
            return dropClosedCopies()
        }
        guard let copy = letter.copies.first, let place = letters.firstIndex(where: { $0.id == id.letter }),
            let waiting = letters[place].waiting.firstIndex(where: { $0.contact == contact })
        else { return }
        letters[place].waiting[waiting] = copy
        dropAnswered()
    }

    /// Copies that were made for an embosser are no task for a supplier, also once they have left.
    private mutating func noteEmbossed(_ id: ConclusionID, _ letter: LetterWritten) {
        guard let message = MessageKind.carrying(id.subject)?.subject else { return }
        for copy in letter.copies where copy.forms?.contains(where: { $0.form == .braille }) ?? false {
            noteEmbossed(ConclusionID(message, review: id.review, fact: id.fact, to: .contact(copy.contact)))
        }
    }

    private mutating func noteEmbossed(_ message: ConclusionID) {
        guard !embossedMessages.contains(message) else { return }
        rare.change(\.embossed) { $0.appendTightly(message) }
    }

    /// Once the letter that a plan was transferred has left for everybody who was to be told, it has: whoever comes to be told
    /// later gets theirs, and the six weeks are not missed by it.
    private mutating func noteTransferLetter() {
        guard let told = transferJustTold else { return }
        rare.change(\.transfersTold) { $0.appendTightly(told) }
    }

    /// The data is taken out of its entry only where something of it is kept: that copies the whole event.
    private mutating func conclude(_ id: ConclusionID, _ events: [Event], at index: Int, on day: Day) {
        switch events[index].data.kind {
        case .notificationRequested:
            guard let until = events[index].data.until else { return }
            messages.appendTightly(Message(id: id, until: until))
        case .notificationClaimed:
            guard let claimant = events[index].data.claimant else { return }
            change(id) { $0.claim(id.attempt, by: claimant) }
        case .notificationSent:
            // What somebody posted left on the day on which they did, and not on the day on which they said so.
            let left = events[index].happened.map { min($0, day) } ?? day
            // Its copy goes by the way for which its days were reckoned, and is held no longer than until now.
            let delivery = waitingCopy(of: id.message)?.by
            change(id) { $0.leave(on: left, by: delivery) }
            settleLetter(of: id)
            if id.subject == .tellMovedIn { noteTransferLetter() }
            if events[index].data.leftInBraille { noteEmbossed(id.message) }
        case .notificationFailed:
            guard case .notificationFailed(let failed) = events[index].data else { return }
            change(id) { $0.fail(failed.why) }
        case .notificationReturned:
            guard case .notificationReturned(let returned) = events[index].data else { return }
            change(id) { $0.comeBack(returned.why) }
        case let said:
            let basis = said == .rightsPass ? rightsBasis : .asRecorded
            // They are small: room for one more saves every other allocation.
            self.said.appendTightly(id, spare: 1)
            if said == .rightsPass {
                readdressLetters(before: basis)
                noteTransferLetter()
            }
            if said == .reviewOpened, case .reviewOpened(let opened) = events[index].data {
                proposals[id.review] = opened.kind
            } else if said == .letterWritten, case .letterWritten(let letter) = events[index].data {
                write(id, letter)
                noteEmbossed(id, letter)
            }
            if id.subject == .decisionRefused || id.subject == .finalRefused {
                removePending { $0.key.reference == id.fact }
            }
        }
    }

    private mutating func removePending(_ isAnswered: (PendingSubmission) -> Bool) {
        pending.removeAll(where: isAnswered)
        // They are large: an empty array would keep their room for ever.
        if pending.isEmpty { pending = [] }
    }

    private mutating func change(_ id: ConclusionID, _ body: (inout Message) -> Void) {
        guard let index = place(of: id.message) else { return }
        body(&messages[index])
    }

    /// Whether the file holds that conclusion.
    public func holds(_ id: ConclusionID) -> Bool {
        guard id.isMessage else { return said.contains(id) }
        guard let message = message(id.message) else { return false }
        return switch id.stage {
        case .said: true
        case .claim: message.claims >= id.attempt
        case .sent: message.stage == .sent
        case .failed: message.stage == .failed && message.claims == id.attempt
        case .returned: message.returned != nil
        }
    }

    /// The message with that id.
    public func message(_ id: ConclusionID) -> Message? { place(of: id).map { messages[$0] } }

    /// Searched from the end: it is mostly of the latest that something is said.
    private func place(of message: ConclusionID) -> Int? { messages.lastIndex { $0.id == message } }

    /// What is known of the plan now; nil when nothing is.
    public var plan: PlanRecorded? { lastPlan?.plan }

    /// What is known of the plan: the reports that stand, oldest first. The last one counts.
    public var plans: [RecordedPlan] { earlierPlans + (lastPlan.map { [$0] } ?? []) }

    /// The day the plan ended; nil while it is maintained.
    public var ended: Day? {
        submissions.first { $0.kind == .planEnded && $0.stands }?.happened
    }
}

/// What was reported of a plan.
public struct RecordedPlan: Sendable {
    /// The report's key.
    public let key: SubmissionKey
    /// What it says.
    public let plan: PlanRecorded
}

/// The kinds of review that were proposed when reviews were opened: four bits a review, for the first thirty-two. A plan
/// ends with the 25th year of life; of a review beyond that the proposal is not held.
struct Proposals: Sendable {
    private var bits: InlineArray<2, UInt64> = [0, 0]

    subscript(review: UInt8) -> ReviewKind? {
        get {
            guard (1...32).contains(review) else { return nil }
            let place = Int(bits[Int(review - 1) / 16] >> shift(review) & 15)
            return place == 0 ? nil : ReviewKind.allCases[place - 1]
        }
        set {
            guard (1...32).contains(review), let newValue, let place = ReviewKind.allCases.firstIndex(of: newValue)
            else { return }
            bits[Int(review - 1) / 16] |= UInt64(place + 1) << shift(review)
        }
    }

    private func shift(_ review: UInt8) -> UInt64 { UInt64((review - 1) % 16) * 4 }
}

/// What a coordinator submitted, held until its letter is written.
public enum PendingSubmission: Sendable {
    case decision(SubmissionKey, DecisionSubmitted)
    case final(SubmissionKey, FinalSubmitted)

    /// The submission's key.
    public var key: SubmissionKey {
        switch self {
        case .decision(let key, _), .final(let key, _): key
        }
    }
}

/// A letter that was written, by which a message to the family finds it.
public struct WrittenLetter: Sendable {
    /// The conclusion that says so: `decisionLetter` or `finalLetter`, on the submission that it answers.
    public let id: ConclusionID
    /// The copies that have not left, each where it is on `documents`, or why it could not be written.
    public internal(set) var waiting: [LetterCopy]
}

/// A message to somebody, in 28 bytes.
public struct Message: Sendable {
    // The message's id at the stage that it has reached; its attempt is the last claim.
    private var reached: ConclusionID
    /// The last day on which it is, or was, worth saying: of an invitation, the day of the meeting that it tells.
    public let until: Day
    private var progress = Progress.waiting

    /// What is known of how far it has come.
    private enum Progress {
        case waiting
        /// The hash of the claimant's name.
        case claimed(UInt32)
        /// The day it left, and of a letter how it is served.
        case sent(Day, Delivery?)
        case failed(DeliveryFailure)
        /// The day it left, what its channel says of it since, and of a letter how it was to be served.
        case returned(Day, ReturnReason, Delivery?)
    }

    init(id: ConclusionID, until: Day) {
        reached = id
        self.until = until
    }

    mutating func claim(_ attempt: UInt32, by claimant: UInt32) {
        reached = reached.at(.claim, attempt: attempt)
        progress = .claimed(claimant)
    }

    mutating func leave(on day: Day, by delivery: Delivery?) {
        reached = reached.at(.sent, attempt: claims)
        progress = .sent(day, delivery)
    }

    mutating func fail(_ why: DeliveryFailure) {
        reached = reached.at(.failed, attempt: claims)
        progress = .failed(why)
    }

    /// It left all the same: the day on which it did stays.
    mutating func comeBack(_ why: ReturnReason) {
        guard case .sent(let day, let delivery) = progress else { return }
        progress = .returned(day, why, delivery)
    }

    /// What it says, on what fact, to whom.
    public var id: ConclusionID { reached.message }
    /// How far it has come; what came back was sent.
    public var stage: Stage { reached.stage }
    /// How often it was claimed.
    public var claims: UInt32 { reached.attempt }
    /// Why it failed, when it did.
    public var failure: DeliveryFailure? { if case .failed(let why) = progress { why } else { nil } }
    /// Whether the claim of that instance stands.
    public func isClaimed(by instance: String) -> Bool {
        if case .claimed(let claimant) = progress { claimant == instance.stableHash } else { false }
    }
    /// The day it left, also when it came back since; nil while it has not.
    public var sent: Day? {
        switch progress {
        case .sent(let day, _), .returned(let day, _, _): day
        case .waiting, .claimed, .failed: nil
        }
    }
    /// Of a letter that left, how it is served: as its copy says, whose days run from that. Nil of any other message.
    public var delivery: Delivery? {
        switch progress {
        case .sent(_, let delivery), .returned(_, _, let delivery): delivery
        case .waiting, .claimed, .failed: nil
        }
    }
    /// What its channel says of it since it left; nil as long as nothing says that it did not arrive.
    public var returned: ReturnReason? { if case .returned(_, let why, _) = progress { why } else { nil } }
}

extension String {
    /// A hash that is the same in every process (FNV-1a).
    var stableHash: UInt32 {
        var text = self
        return text.withUTF8 { bytes in
            var hash: UInt32 = 2_166_136_261
            for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
            return hash
        }
    }
}

extension Entry {
    /// Whether an earlier of its events has the id of that one: an entry holds an id once, and the first counts or none.
    func saysBefore(_ index: Int) -> Bool {
        for earlier in 0..<index where events[earlier].id == events[index].id { return true }
        return false
    }
}

extension Array {
    /// Appends with next to no room to spare: a file is read for ever and grows by a few dozen in a year.
    mutating func appendTightly(_ element: Element, spare: Int = 0) {
        reserveTightly(spare: spare)
        append(element)
    }

    /// Makes room for one more, and for `spare` others, when there is none.
    mutating func reserveTightly(spare: Int = 0) {
        if count == capacity { reserveCapacity(count + 1 + spare) }
    }
}
