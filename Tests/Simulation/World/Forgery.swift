import CaseFile
import Contracts
import Statute
import TestSupport

/// What is said by somebody who may not say it: a program with a fault, or a wrong hand. It must count for nothing.
extension World {
    func forge(_ fault: Fault) {
        switch fault {
        case .forgedDay: forgeDay()
        case .forgedRelease: forgeRelease()
        default:
            guard let id = randomCase() else { return }
            let partition = log.partition(of: id.text)
            guard let today = truth.partitions[partition].book.today else { return }
            let file = truth.file(of: id)
            let entry = fault == .wrongSpeaker ? wrongReport(file, today) : forgedConclusion(file, today, partition)
            guard let entry else { return }
            let offset = append(entry, key: id.text, to: partition)
            say("somebody who may not says of \(id) at \(partition)/\(offset): \(Truth.words(entry))")
        }
    }

    private func wrongReport(_ file: CaseFile, _ day: Day) -> Entry? {
        let key = SubmissionKey(high: random.next(), low: random.next())
        let others = file.submissions.map(\.key)
        let number = max(file.reviewCount, 1)
        func entry(_ actor: Actor, _ event: Event) -> Entry { Entry(by: actor, recorded: day, events: [event]) }
        switch random.pick(0...11) {
        case 0:
            guard let other = others.randomElement(using: &random) else { return nil }
            return entry(.family, Event(key, .withdrawn(Withdrawn(report: other))))
        case 1:
            guard let other = others.randomElement(using: &random) else { return nil }
            return entry(.setting, Event(key, replaces: other, .planEnded(PlanEnded(reason: .other))))
        case 2:
            // Whoever was closed opens their own contact, or closes the other's.
            guard let contact = file.contacts.randomElement(using: &random) else { return nil }
            let data = ContactRecorded(
                contact: contact.number, relation: contact.relation, holdsRights: random.oneIn(2),
                mayBeWrittenTo: !contact.mayBeWrittenTo, by: ActorID(contact: contact.number), on: day)
            let family = Actor.person(.family, ActorID(contact: contact.number), by: .portal)
            return entry(random.pick(family, .of(.auditor), .setting), Event(key, .contactRecorded(data)))
        case 3: return entry(.ofNewerVersion, Event(key, .planEnded(PlanEnded(reason: .other))))
        case 4:
            let decision = DecisionSubmitted(review: number, outcome: .maintain, officer: actorID("C-01"))
            return entry(random.pick(.operator, .setting, .family), Event(key, .decisionSubmitted(decision)))
        case 5: return entry(.family, Event(key, happened: day, .meetingHeld(MeetingHeld(review: number))))
        case 6:
            // Of an entry only that counts which its speaker may say.
            let events = [
                Event(key, .progressRecorded(ProgressRecorded(from: .setting))),
                Event(
                    SubmissionKey(high: random.next(), low: random.next()), .planEnded(PlanEnded(reason: .other))),
            ]
            return Entry(by: .setting, recorded: day, events: events)
        case 7:
            let told = DecisionRecorded(review: number, outcome: .maintain)
            return entry(random.pick(.family, .of(.readOnly)), Event(key, .decisionRecorded(told)))
        case 8:
            let name = ServiceName.allCases.randomElement(using: &random) ?? .scheduler
            return entry(.service(name), Event(key, .planEnded(PlanEnded(reason: .other))))
        case 9:
            // Said by somebody who may say it, but takes the place of nothing that they may not.
            let others = file.submissions.filter { !$0.kind.saidBy.contains(.family) }
            guard let other = others.randomElement(using: &random) else { return nil }
            return entry(
                .family, Event(key, replaces: other.key, .progressRecorded(ProgressRecorded(from: .parent))))
        case 10:
            // A conclusion that stands under a report's key.
            return entry(
                .service(.decisionWriter), Event(key, .decisionMade(DecisionMade(outcome: .maintain))))
        default:
            return entry(
                .of(random.pick(.health, .socialCare, .qualityLead)),
                Event(key, .meetingArranged(MeetingArranged(review: number, meeting: day + random.pick(1...40)))))
        }
    }

    private func forgedConclusion(_ file: CaseFile, _ day: Day, _ partition: Int) -> Entry? {
        guard let event = conclusion(file, day) else { return nil }
        let speakers: [Actor] =
            ServiceName.allCases.map { .service($0) } + Role.allCases.map { .of($0) } + [.ofNewerVersion]
        guard let actor = speakers.filter({ !$0.maySay(event.data.kind) }).randomElement(using: &random) else {
            return nil
        }
        var events = [event]
        // What its speaker may say beside it counts no more than the rest.
        if random.oneIn(4), let other = conclusion(file, day), other.id != event.id {
            events.insert(other, at: random.pick(0...1))
        }
        return Entry(
            by: actor, recorded: day, seen: Int64(truth.partitions[partition].receptions.count), events: events)
    }

    /// Something that would fit the file, or nearly, if a service concluded it.
    private func conclusion(_ file: CaseFile, _ day: Day) -> Event? {
        switch random.pick(0...7) {
        case 0...1:
            guard let message = file.messages.filter({ $0.sent == nil }).randomElement(using: &random) else {
                return nil
            }
            guard message.stage == .claim, random.oneIn(2) else {
                return Event(
                    message.id.at(.claim, attempt: message.claims &+ 1),
                    .notificationClaimed(NotificationClaimed(instance: "forged")))
            }
            return random.oneIn(2)
                ? Event(
                    message.id.at(.sent, attempt: message.claims),
                    .notificationSent(NotificationSent(channel: .folder, receipt: "forged")))
                : Event(
                    message.id.at(.failed, attempt: message.claims),
                    .notificationFailed(NotificationFailed(why: .refused)))
        case 2:
            guard let review = file.latestReview, let submission = review.submission, !review.isMade else { return nil }
            return Event(
                ConclusionID(.decisionMade, review: review.number, fact: submission.key.reference),
                .decisionMade(DecisionMade(outcome: submission.outcome ?? .maintain)))
        case 3:
            guard let review = file.latestReview, let submission = review.submission else { return nil }
            let copies = file.toldHolders.map {
                LetterCopy(contact: $0.number, document: DocumentHash(1, 2, 3, UInt64($0.number)))
            }
            return Event(
                ConclusionID(.decisionLetter, review: review.number, fact: submission.key.reference),
                .letterWritten(LetterWritten(letter: .decisionMaintain, copies: copies)))
        case 4:
            let number = file.reviewCount &+ 1
            return Event(
                ConclusionID(.opened, review: number, day: day + 60), .reviewOpened(ReviewOpened(kind: .annual)))
        case 5:
            guard let review = file.latestReview else { return nil }
            return Event(
                ConclusionID(.noDecisionBy, review: review.number, day: day - random.pick(1...20)),
                .notRecorded(NotRecorded(rule: RuleName(.dec1))))
        case 6:
            guard let review = file.latestReview, let holder = file.toldHolders.first else { return nil }
            let opened = file.said.first { $0.subject == .opened && $0.review == review.number }
            return Event(
                ConclusionID(
                    .tellReviewDue, review: review.number, fact: opened?.fact ?? .nothing,
                    to: .contact(holder.number)),
                .notificationRequested(NotificationRequested(until: day + 20)))
        default:
            guard let review = file.latestReview, let submission = review.submission else { return nil }
            return Event(
                ConclusionID(.decisionRefused, review: review.number, fact: submission.key.reference),
                .decisionRefused(DecisionRefused(lacks: ["forged"])))
        }
    }

    private func forgeDay() {
        let partition = random.pick(0...(course.partitions - 1))
        guard let today = truth.partitions[partition].book.today else { return }
        let (actor, day): (Actor, Day) =
            switch random.pick(0...4) {
            case 0: (.service(.scheduler), today + 30)
            case 1: (.service(.scheduler), today - random.pick(0...3))
            case 2: (.operator, today + 1)
            case 3: (.coordinator, today + 1)
            default: (.service(random.pick(.notifier, .decisionWriter)), today + 1)
            }
        let entry = Entry(
            by: actor, recorded: day, seen: Int64(truth.partitions[partition].receptions.count),
            events: [Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))])
        let offset = append(entry, key: LogBook.key, to: partition)
        say("somebody begins a day out of turn at \(partition)/\(offset): \(Truth.words(entry))")
    }

    private func forgeRelease() {
        let partition = random.pick(0...(course.partitions - 1))
        guard let today = truth.partitions[partition].book.today else { return }
        let data: EventData =
            random.pick(
                .released(Released(messages: 1)), .sendingPaused(SendingPaused()), .sendingResumed(SendingResumed()))
        let actor: Actor = random.pick(.coordinator, .of(.deputy), .family, .service(.notifier), .ofNewerVersion)
        let key = SubmissionKey(high: random.next(), low: random.next())
        let entry = Entry(by: actor, recorded: today, events: [Event(key, data)])
        let offset = append(entry, key: LogBook.key, to: partition)
        say("somebody who may not says of the whole log at \(partition)/\(offset): \(Truth.words(entry))")
    }
}
