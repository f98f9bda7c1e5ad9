import CaseFile
import Casework
import Contracts
import Statute
import TestSupport

/// What a test tells of the first review of a case in hand, in few words.
extension Hand {
    private static let paper = DocumentHash(9, 9, 9, 9)

    /// Somebody says that, as of that day or of today.
    @discardableResult
    mutating func say(_ data: EventData, on date: String? = nil) -> SubmissionKey {
        story.report(data, on: date.map { day($0) } ?? today)
    }

    /// A service concludes that of what was reported under that key.
    mutating func conclude(_ subject: Subject, _ key: SubmissionKey, _ data: EventData) {
        story.conclude(ConclusionID(subject, review: 1, fact: key.reference), data, on: today)
    }

    /// What is to be done in the case now.
    func steps(addressed: [Addressee: Day] = [:]) throws -> [NextStep] {
        let refused = story.file.said.filter { isRead && $0.subject == .decisionRefused }
        let lacks = Dictionary(refused.map { ($0, ["no-officer"]) }, uniquingKeysWith: { first, _ in first })
        let terms = try SchoolTerms(parsing: Repository.text("seeds/calendars/terms-bromley.txt"), file: "terms")
        let meetings = hasTerms ? MeetingDays(terms, holidays: .byRuleOnly) : nil
        return NextSteps(
            of: story.file, lacks: lacks, log: story.log, on: today, meetings: meetings, addressed: addressed
        ).steps
    }

    /// The plan is recorded anew, changed so.
    mutating func plan(_ change: (inout PlanRecorded) -> Void) {
        var plan = story.file.plan ?? PlanRecorded()
        change(&plan)
        say(.planRecorded(plan))
    }

    /// The first contact is recorded.
    mutating func contact(holdsRights: Bool = true, mayBeWrittenTo: Bool = true) {
        story.contact(1, holdsRights: holdsRights, mayBeWrittenTo: mayBeWrittenTo, on: today)
    }

    mutating func arrange(_ meeting: String) {
        say(.meetingArranged(MeetingArranged(review: 1, meeting: day(meeting))), on: "2024-08-01")
    }

    mutating func meet(_ date: String = "2024-08-15") {
        say(.meetingHeld(MeetingHeld(review: 1)), on: date)
    }

    @discardableResult
    mutating func decide(_ outcome: Outcome) -> SubmissionKey {
        say(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: outcome, officer: actorID("C-07"), reasons: Self.paper, plan: Self.paper,
                    amendments: Self.paper, evidence: [Self.paper])))
    }

    /// A decision is submitted that could not stand.
    mutating func refuse() {
        meet()
        let key = say(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
        conclude(.decisionRefused, key, .decisionRefused(DecisionRefused(lacks: ["no-officer"])))
    }

    /// A decision is made and its letter written, or its copy not, for what it lacks; the message that carries it.
    @discardableResult
    mutating func write(_ outcome: Outcome, lacks: LetterLack? = nil) -> ConclusionID {
        meet()
        let key = decide(outcome)
        conclude(.decisionMade, key, .decisionMade(DecisionMade(outcome: outcome)))
        let letter = ConclusionID(.decisionLetter, review: 1, fact: key.reference)
        let kind = Hand.letter(outcome)
        if let lacks {
            let copies = [LetterCopy(contact: 1, lacks: lacks)]
            story.conclude(letter, .letterWritten(LetterWritten(letter: kind, copies: copies)), on: today)
        } else {
            story.writeLetter(letter, kind, on: today)
        }
        return ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(1))
    }

    /// The family is sent a decision on that day, and it comes back on the other; the message.
    @discardableResult
    mutating func tell(_ outcome: Outcome, on date: String, returned: String? = nil) -> ConclusionID {
        meet(date)
        let key = decide(outcome)
        conclude(.decisionMade, key, .decisionMade(DecisionMade(outcome: outcome)))
        story.tellDecision(key, Hand.letter(outcome), on: day(date))
        let message = ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(1))
        if let returned {
            story.conclude(
                message.at(.returned, attempt: 1), .notificationReturned(NotificationReturned(why: .returned)),
                on: day(returned))
        }
        return message
    }

    /// The first contact reads letters in that format, since long.
    mutating func reads(_ format: LetterFormat) {
        var contact = ContactRecorded(
            contact: 1, relation: .parent, holdsRights: true, by: actorID("C-07"), on: day("2024-07-01"))
        contact.format = format
        say(.contactRecorded(contact), on: "2024-07-01")
    }

    /// The family asked for a change and is sent the answer on that day; the message.
    @discardableResult
    mutating func tellChangeAnswer(on date: String) -> ConclusionID {
        let request = say(.changeRequested(ChangeRequested(from: .parent)), on: date)
        let answer = say(.changeAnswered(ChangeAnswered(request: request, agreed: false)), on: date)
        let message = ConclusionID(.tellChangeAnswer, review: 0, fact: answer.reference, to: .contact(1))
        story.conclude(
            message, .notificationRequested(NotificationRequested(until: today + 90)), on: day(date))
        story.send(message, on: day(date))
        return message
    }

    /// That message is asked for and cannot be sent.
    mutating func fail(_ message: ConclusionID, _ why: DeliveryFailure) {
        story.conclude(
            message, .notificationRequested(NotificationRequested(document: Self.paper, until: today + 90)), on: today)
        story.conclude(
            message.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "test")), on: today)
        story.conclude(message.at(.failed, attempt: 1), .notificationFailed(NotificationFailed(why: why)), on: today)
    }

    /// The setting is to be reminded to arrange the meeting, and cannot be.
    mutating func remind(failing why: DeliveryFailure) {
        let reminder = ConclusionID(.remindArrange, review: 1, day: today, party: .setting)
        story.conclude(reminder, .reminded(Reminded(until: today + 30)), on: today)
        fail(ConclusionID(.tellRemindArrange, review: 1, day: today, party: .setting), why)
    }

    /// All sending is paused.
    mutating func pause() {
        story.log.append(
            Entry(
                by: .operator, recorded: today,
                events: [Event(SubmissionKey(high: 7, low: 7), .sendingPaused(SendingPaused()))]), at: 1)
    }

    private static func letter(_ outcome: Outcome) -> LetterKind {
        switch outcome {
        case .maintain: .decisionMaintain
        case .amend: .decisionAmend
        case .cease: .decisionCease
        }
    }
}
