import Contracts
import Statute

/// One case as the check reads it: a fold of its own, written from the description of the log and not from `CaseFile`,
/// so that a mistake in one shows in the other.
struct Ledger {
    /// One report.
    struct Note {
        let key: SubmissionKey
        let data: EventData
        let happened: Day
        let recorded: Day
    }

    /// One message and what became of it.
    struct Message {
        /// The claims made so far.
        var claims: UInt8 = 0
        /// Whether a claim stands.
        var isClaimed = false
        /// The day it left.
        var sent: Day?
        /// What the channel said.
        var receipt: String?
        /// Why it could not leave.
        var failure: DeliveryFailure?
        /// The letter that it carries.
        var document: DocumentHash?
        /// The last day on which it is worth saying: of an invitation, the day of the meeting.
        var until: Day?
        /// How many messages of this case were asked for before it.
        var order = 0
    }

    /// What became of an entry.
    enum Verdict {
        case accepted, repeated, unfit
    }

    private(set) var notes: [Note] = []
    private var keys: Set<SubmissionKey> = []
    private var struckOut: Set<SubmissionKey> = []
    /// What each correction corrects.
    private var corrects: [SubmissionKey: SubmissionKey] = [:]
    private(set) var conclusions: Set<ConclusionID> = []
    private(set) var openedOn: [UInt8: (day: Day, kind: ReviewKind)] = [:]
    private(set) var messages: [ConclusionID: Message] = [:]
    private(set) var letters: [ConclusionID: [LetterCopy]] = [:]
    /// The last report by which an arranged meeting fell, or the setting became another.
    private var turn: SubmissionKey?
    /// How many messages had been asked for when the setting became the one that it is.
    private var messagesBeforeSetting = 0
    /// The reports of one entry that were new; the conclusions of it, when it was accepted.
    private(set) var latest: [Event] = []

    /// Adds an entry.
    mutating func add(_ entry: Entry) -> Verdict {
        latest = []
        var ids: [ConclusionID] = []
        for event in entry.events {
            switch event.id {
            case .submission(let key):
                guard keys.insert(key).inserted else { continue }
                latest.append(event)
                let mayTurn = event.replaces != nil || Ledger.mayTurn(event.data)
                let (setting, meetings) = mayTurn ? (plan?.setting, meetingsThatStand) : (nil, [])
                if let replaced = event.replaces {
                    struckOut.insert(replaced)
                    if replaced != key { corrects[key] = replaced }
                }
                if case .withdrawn(let data) = event.data { struckOut.insert(data.report) }
                let note = Note(
                    key: key, data: event.data, happened: event.happened ?? entry.recorded, recorded: entry.recorded)
                // A correction stands where the corrected report stood.
                if let place = event.replaces.flatMap({ replaced in notes.firstIndex { $0.key == replaced } }) {
                    notes.insert(note, at: place + 1)
                } else {
                    notes.append(note)
                }
                if mayTurn, !meetings.isSubset(of: meetingsThatStand) { turn = key }
                if mayTurn, plan?.setting != setting {
                    turn = key
                    messagesBeforeSetting = messages.count
                }
            case .conclusion(let id): ids.append(id)
            }
        }
        guard !ids.isEmpty else { return latest.isEmpty ? .repeated : .accepted }
        guard Set(ids).count == ids.count, !ids.contains(where: isHeld) else { return .repeated }
        var next = self
        for event in entry.events {
            guard case .conclusion(let id) = event.id, next.take(id, event.data, on: entry.recorded) else {
                return .unfit
            }
        }
        self = next
        latest = entry.events
        return .accepted
    }

    private func isHeld(_ id: ConclusionID) -> Bool {
        guard id.stage != .said else { return conclusions.contains(id) }
        guard let message = messages[id.message] else { return false }
        switch id.stage {
        case .said: return true
        case .claim: return message.claims >= id.attempt
        case .sent: return message.sent != nil
        case .failed: return message.failure != nil && message.claims == id.attempt && !message.isClaimed
        }
    }

    // MARK: Conclusions

    /// Takes one conclusion; false when nothing in the file calls for it.
    private mutating func take(_ id: ConclusionID, _ data: EventData, on day: Day) -> Bool {
        switch data {
        case .reviewOpened(let opened):
            guard plan != nil, ended == nil, id.review == reviewCount &+ 1, reviewCount == 0 || told(reviewCount) != nil
            else { return false }
            openedOn[id.review] = (day, opened.kind)
        case .reminded, .notRecorded:
            guard isOwed(id) else { return false }
        case .decisionMade, .decisionRefused:
            guard made(.decisionMade, id.review) == nil, submission(id.review)?.key.reference == id.fact else {
                return false
            }
        case .finalMade, .finalRefused:
            guard made(.finalMade, id.review) == nil, finalTold(id.review) == nil,
                finalSubmission(id.review)?.key.reference == id.fact
            else { return false }
        case .letterWritten(let letter):
            let isDecision = id.subject == .decisionLetter
            guard made(isDecision ? .decisionMade : .finalMade, id.review)?.fact == id.fact else { return false }
            letters[id] = letter.copies
        case .notificationRequested(let request):
            guard isNews(id) else { return false }
            messages[id] = Message(document: request.document, until: request.until, order: messages.count)
        case .notificationClaimed:
            guard var message = messages[id.message], message.sent == nil, id.attempt == message.claims &+ 1,
                let addressee = id.addressee, mayBeWrittenTo(addressee)
            else { return false }
            message.claims = id.attempt
            message.isClaimed = true
            message.failure = nil
            messages[id.message] = message
            return true
        case .notificationSent(let sent):
            guard var message = messages[id.message], message.sent == nil, id.attempt > 0, id.attempt <= message.claims
            else { return false }
            message.sent = day
            message.receipt = sent.receipt
            message.failure = nil
            message.isClaimed = false
            messages[id.message] = message
            return true
        case .notificationFailed(let failed):
            guard var message = messages[id.message], message.sent == nil, message.isClaimed,
                id.attempt == message.claims
            else { return false }
            message.failure = failed.why
            message.isClaimed = false
            messages[id.message] = message
            return true
        default: return false
        }
        conclusions.insert(id)
        return true
    }

    /// Whether something is still awaited, so that someone may be reminded of it, or that it was not recorded.
    private func isOwed(_ id: ConclusionID) -> Bool {
        guard ended == nil else { return false }
        let review = id.review
        switch id.subject {
        case .noTransferPlanBy: return plan?.transfer != nil && plan?.transferNamed != true
        case .noAnswerBy:
            guard let day = id.day else { return false }
            return review > 0
                ? isKnown(review) && !unanswered(review, by: day).isEmpty
                : unansweredRequests.contains { $0.happened <= day }
        case .remindFinal, .noFinalBy:
            return told(review) != nil && outcome(review) == .amend && finalTold(review) == nil
        default: break
        }
        guard isKnown(review), told(review) == nil else { return false }
        let held = held(review) != nil
        switch id.subject {
        case .remindArrange: return !held && arranged(review) == nil
        case .noMeetingBy: return !held
        case .remindAdvice: return !held && arranged(review) != nil && first(review, .advice) == nil
        case .remindReport, .noReportBy: return held && first(review, .report) == nil
        case .remindDecision, .noDecisionBy: return held
        case .notReviewedBy: return true
        default: return false
        }
    }

    /// Whether that of which the message tells stands in the file.
    private func isNews(_ id: ConclusionID) -> Bool {
        guard let addressee = id.addressee, mayBeTold(addressee) else { return false }
        func stands(_ subject: Subject, for party: Party? = nil) -> Bool {
            conclusions.contains(ConclusionID(subject, review: id.review, fact: id.fact, party: party))
        }
        switch id.subject {
        case .tellReviewDue: return stands(.opened)
        case .tellInvitation: return isInvitationOwed(id, to: addressee)
        case .tellRemindArrange: return stands(.remindArrange, for: id.party)
        case .tellRemindAdvice: return stands(.remindAdvice, for: id.party)
        case .tellRemindReport: return stands(.remindReport, for: id.party)
        case .tellRemindDecision: return stands(.remindDecision, for: id.party)
        case .tellRemindFinal: return stands(.remindFinal, for: id.party)
        case .tellNotRecorded: return id.about.map { stands($0) } ?? false
        case .tellLateToFamily: return stands(.noDecisionBy)
        case .tellDecision: return stands(.decisionLetter) && isAddressed(id, .decisionLetter)
        case .tellRefused: return stands(.decisionRefused) || stands(.finalRefused)
        case .tellFinal: return stands(.finalLetter) && isAddressed(id, .finalLetter)
        case .tellEarlyRequest: return asked.contains { $0.key.reference == id.fact }
        case .tellEarlyAnswer:
            return standing.contains {
                if case .earlyReviewAnswered = $0.data { $0.key.reference == id.fact } else { false }
            }
        default: return false
        }
    }

    /// Whether that party's last word on the meeting is another than what stands, and that id the one to say it by.
    private func isInvitationOwed(_ id: ConclusionID, to addressee: Addressee) -> Bool {
        guard isKnown(id.review), let note = all(id.review, .arranged).last, let meeting = arranged(id.review) else {
            return false
        }
        let said = messages.filter {
            $0.key.subject == .tellInvitation && $0.key.review == id.review && $0.key.addressee == addressee
                && (addressee != .party(.setting) || $0.value.order >= messagesBeforeSetting)
        }
        // What became too late under its only claim never left.
        let heard = said.values.filter { $0.failure != .tooLate || $0.claims > 1 }.max { $0.order < $1.order }
        if let heard, heard.until == meeting, heard.failure != .tooLate { return false }
        func isUsed(_ fact: Fact) -> Bool {
            messages[ConclusionID(.tellInvitation, review: id.review, fact: fact, to: addressee)] != nil
        }
        let own = note.key.reference
        return id.fact == (isUsed(own) ? turn?.reference : own)
    }

    // MARK: Who is told

    /// What the last report of that contact that stands says; where none of the case stands, the parent whom the law
    /// presumes is contact 1 and holds the rights.
    func contact(_ number: UInt8) -> (holdsRights: Bool, mayBeWrittenTo: Bool)? {
        let recorded = standing.compactMap { note -> ContactRecorded? in
            if case .contactRecorded(let data) = note.data { data } else { nil }
        }
        guard !recorded.isEmpty else { return number == 1 ? (true, true) : nil }
        return recorded.last { $0.contact == number }.map { ($0.holdsRights.isSo, $0.mayBeWrittenTo.isSo) }
    }

    private func mayBeWrittenTo(_ addressee: Addressee) -> Bool {
        guard case .contact(let number) = addressee else { return true }
        return contact(number)?.mayBeWrittenTo ?? false
    }

    private func mayBeTold(_ addressee: Addressee) -> Bool {
        guard case .contact(let number) = addressee, let contact = contact(number) else {
            return mayBeWrittenTo(addressee)
        }
        return contact.holdsRights && contact.mayBeWrittenTo
    }

    /// Whether the letter has a copy for that contact, or the message is a notice to somebody else.
    private func isAddressed(_ id: ConclusionID, _ letter: Subject) -> Bool {
        guard let contact = id.contact else { return true }
        let copies = letters[ConclusionID(letter, review: id.review, fact: id.fact)] ?? []
        return copies.contains { $0.contact == contact }
    }

    // MARK: What is known

    /// The reports that stand.
    var standing: [Note] { notes.filter { !struckOut.contains($0.key) } }

    /// The plan as last recorded.
    var plan: PlanRecorded? {
        for note in standing.reversed() { if case .planRecorded(let plan) = note.data { return plan } }
        return nil
    }

    /// The day the plan ended.
    var ended: Day? {
        for note in standing { if case .planEnded = note.data { return note.happened } }
        return nil
    }

    /// How many reviews there are.
    var reviewCount: UInt8 {
        var count = openedOn.keys.max() ?? 0
        for note in standing { if case .reviewUnderWay(let data) = note.data { count = max(count, data.review) } }
        return count
    }

    /// Whether such a report may take away what stood, or name another setting.
    private static func mayTurn(_ data: EventData) -> Bool {
        switch data {
        case .planRecorded, .withdrawn: true
        default: false
        }
    }

    /// The reports of a meeting arranged that stand, of whichever review.
    private var meetingsThatStand: Set<SubmissionKey> {
        Set(standing.compactMap { if case .meetingArranged = $0.data { $0.key } else { nil } })
    }

    private func isKnown(_ review: UInt8) -> Bool { review > 0 && review <= reviewCount && opened(review) != nil }

    /// The requests for an early review.
    private var asked: [Note] {
        standing.filter { if case .earlyReviewRequested = $0.data { true } else { false } }
    }

    /// The report that a chain of corrections began with.
    private func root(_ key: SubmissionKey) -> SubmissionKey {
        var root = key
        // A chain is no longer than there are reports; one that turns back on itself has no first.
        for _ in corrects { root = corrects[root] ?? root }
        return root
    }

    /// The requests for an early review that no answer names, in any of their versions.
    var unansweredRequests: [Note] {
        let answered = standing.compactMap { note -> SubmissionKey? in
            if case .earlyReviewAnswered(let data) = note.data { root(data.request) } else { nil }
        }
        return asked.filter { !answered.contains(root($0.key)) }
    }

    /// Whether the council agreed to hold a review early.
    var hasAgreedToRequest: Bool {
        standing.contains { if case .earlyReviewAnswered(let data) = $0.data { data.agreed } else { false } }
    }

    /// Who did not agree with the kind of that review, as it was last chosen by that day, and has no answer.
    private func unanswered(_ review: UInt8, by day: Day) -> [Party] {
        guard let note = all(review, .approach).last, note.happened <= day, case .approachChosen(let data) = note.data
        else { return [] }
        return (data.disagreed ?? []).filter { party in
            !standing.contains {
                guard case .disagreementAnswered(let reply) = $0.data else { return false }
                return reply.review == review && reply.to == party && $0.happened >= note.happened
            }
        }
    }

    /// The reports that the check tells apart.
    enum Kind {
        case advice, report, held, arranged, decision, recorded, final, finalRecorded, underWay, approach
    }

    /// The reports of that kind about that review that stand, in the order of the log.
    func all(_ review: UInt8, _ kind: Kind) -> [Note] {
        standing.filter { note in
            switch (kind, note.data) {
            case (.advice, .adviceCirculated(let data)): data.review == review
            case (.report, .reportReceived(let data)): data.review == review
            case (.held, .meetingHeld(let data)): data.review == review
            case (.arranged, .meetingArranged(let data)): data.review == review
            case (.decision, .decisionSubmitted(let data)): data.review == review
            case (.recorded, .decisionRecorded(let data)): data.review == review
            case (.final, .finalSubmitted(let data)): data.review == review
            case (.finalRecorded, .finalRecorded(let data)): data.review == review
            case (.underWay, .reviewUnderWay(let data)): data.review == review
            case (.approach, .approachChosen(let data)): data.review == review
            default: false
            }
        }
    }

    func first(_ review: UInt8, _ kind: Kind) -> Note? { all(review, kind).first }

    /// The day of the meeting.
    func held(_ review: UInt8) -> Day? { first(review, .held)?.happened }

    /// The day for which the meeting was last arranged.
    func arranged(_ review: UInt8) -> Day? {
        guard case .meetingArranged(let data)? = all(review, .arranged).last?.data else { return nil }
        return data.meeting
    }

    /// The day the review was opened.
    func opened(_ review: UInt8) -> Day? { all(review, .underWay).last?.happened ?? openedOn[review]?.day }

    /// The kind that people chose, or else recorded or proposed.
    func kind(_ review: UInt8) -> ReviewKind? {
        if case .approachChosen(let data)? = all(review, .approach).last?.data { return data.kind }
        if case .reviewUnderWay(let data)? = all(review, .underWay).last?.data { return data.kind }
        return openedOn[review]?.kind
    }

    private func isRefused(_ subject: Subject, _ review: UInt8, _ note: Note) -> Bool {
        conclusions.contains(ConclusionID(subject, review: review, fact: note.key.reference))
    }

    /// The first decision submitted that was not refused.
    func submission(_ review: UInt8) -> Note? {
        all(review, .decision).first { !isRefused(.decisionRefused, review, $0) }
    }

    /// The first final submitted that was not refused.
    func finalSubmission(_ review: UInt8) -> Note? {
        all(review, .final).first { !isRefused(.finalRefused, review, $0) }
    }

    /// What answers the submission that counts; nil while none does.
    func made(_ subject: Subject, _ review: UInt8) -> ConclusionID? {
        let note = subject == .decisionMade ? submission(review) : finalSubmission(review)
        let id = note.map { ConclusionID(subject, review: review, fact: $0.key.reference) }
        return id.flatMap { conclusions.contains($0) ? $0 : nil }
    }

    /// The day on which the last of those to whom the letter is addressed, and who may still be told, was sent theirs.
    private func left(_ subject: Subject, _ letter: Subject, _ id: ConclusionID?) -> Day? {
        guard let id, let copies = letters[ConclusionID(letter, review: id.review, fact: id.fact)] else { return nil }
        var last: Day?
        for copy in copies {
            let message = ConclusionID(subject, review: id.review, fact: id.fact, to: .contact(copy.contact))
            guard let sent = messages[message]?.sent else {
                if mayBeTold(.contact(copy.contact)) { return nil }
                continue
            }
            last = max(sent, last ?? sent)
        }
        return last
    }

    /// The day the family was told, and the day that became known.
    func told(_ review: UInt8) -> (day: Day, known: Day)? {
        if let recorded = first(review, .recorded) { return (recorded.happened, recorded.recorded) }
        return left(.tellDecision, .decisionLetter, made(.decisionMade, review)).map { ($0, $0) }
    }

    /// What was decided.
    func outcome(_ review: UInt8) -> Outcome? {
        if case .decisionRecorded(let data)? = first(review, .recorded)?.data { return data.outcome }
        guard made(.decisionMade, review) != nil, case .decisionSubmitted(let data)? = submission(review)?.data else {
            return nil
        }
        return data.outcome
    }

    /// The day the decision was made, or recorded as sent.
    func decided(_ review: UInt8) -> Day? {
        made(.decisionMade, review) != nil
            ? submission(review)?.happened : first(review, .recorded)?.happened
    }

    /// The day of the amendment notice.
    func notice(_ review: UInt8) -> Day? {
        if case .decisionRecorded(let data)? = first(review, .recorded)?.data { return data.notice }
        return outcome(review) == .amend ? told(review)?.day : nil
    }

    /// The day the amendment ended for the family.
    func finalTold(_ review: UInt8) -> Day? {
        first(review, .finalRecorded)?.happened ?? left(.tellFinal, .finalLetter, made(.finalMade, review))
    }
}
