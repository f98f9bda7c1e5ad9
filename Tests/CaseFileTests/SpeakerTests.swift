import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `Who may say what` {
    private static let everybody: [Actor] =
        ServiceName.allCases.map { .service($0) } + Role.allCases.map { .of($0) } + [.ofNewerVersion]

    /// What the example of that kind says.
    private func data(_ kind: EventKind) throws -> EventData {
        let declared = try #require(EventData.kinds.first { $0.kind == kind })
        let id = kind.isReport ? Story.key(9).description : "review-1/opened"
        let text =
            #"{"by":"scheduler","on":"2026-01-05","events":[{"type":"\#(declared.type)","id":"\#(id)","#
            + #""data":\#(declared.example)}]}"#
        return try Entry.read(Array(text.utf8)).events[0].data
    }

    private func report(_ kind: EventKind, by actor: Actor) throws -> Entry {
        Entry(by: actor, recorded: Story.today, events: [Event(Story.key(9), try data(kind))])
    }

    @Test(arguments: EventKind.allCases.filter(\.isReport))
    func `a report counts exactly from those whom its kind declares`(kind: EventKind) throws {
        for actor in Self.everybody {
            var file = CaseFile()
            let isDeclared = !kind.saidBy.isDisjoint(with: actor.speaker)
            #expect(
                try file.append(report(kind, by: actor), at: 0) == (isDeclared ? .accepted : .notEntitled), "\(actor)")
            #expect(file.submissions.map(\.kind) == (isDeclared ? [kind] : []), "\(actor)")
            #expect(file.ignored == (isDeclared ? 0 : 1))
        }
    }

    /// A file in which that conclusion fits, and the conclusion.
    private func fitting(_ kind: EventKind) throws -> (TestCase, Event)? {
        let due = day("2026-04-01")
        let told = ConclusionID(.tellReviewDue, review: 1, fact: .day(due), to: .contact(1))
        switch kind {
        case .reviewOpened:
            var story = TestCase(try #require(CaseID("B-1")))
            story.report(Story.plan(), on: Story.today)
            return (story, Event(ConclusionID(.opened, review: 1, day: due), try data(kind)))
        case .reminded:
            return (
                try Story.opened(),
                Event(ConclusionID(.remindArrange, review: 1, day: due, party: .setting), try data(kind))
            )
        case .notRecorded:
            return (try Story.opened(), Event(ConclusionID(.noMeetingBy, review: 1, day: due), try data(kind)))
        case .rightsPass:
            var story = try Story.opened()
            let born = try #require(Month("2010-03"))
            story.report(
                .planRecorded(
                    PlanRecorded(born: born, placement: .mainstream, need: .autism, model: "statutory")),
                on: Story.today)
            return (story, Event(ConclusionID(.rightsPassed, fact: .month(born)), try data(kind)))
        case .reasonsAlike, .outcomesAlike:
            var story = try Story.held()
            let key = story.report(
                .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: Story.today)
            let subject: Subject = kind == .reasonsAlike ? .reasonsAlike : .outcomesAlike
            return (story, Event(ConclusionID(subject, review: 1, fact: key.reference), try data(kind)))
        case .decisionMade, .decisionRefused:
            var story = try Story.held()
            let key = story.report(
                .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: Story.today)
            let subject: Subject = kind == .decisionMade ? .decisionMade : .decisionRefused
            return (story, Event(ConclusionID(subject, review: 1, fact: key.reference), try data(kind)))
        case .letterWritten:
            let (story, key) = try Story.made(.maintain)
            let letter = LetterWritten(
                letter: .decisionMaintain, copies: [LetterCopy(contact: 1, document: Story.document)])
            return (story, Event(ConclusionID(.decisionLetter, review: 1, fact: key.reference), .letterWritten(letter)))
        case .finalMade, .finalRefused:
            var (story, decision) = try Story.made(.amend)
            story.tellDecision(decision, .decisionAmend, on: day("2026-02-12"))
            let key = story.report(.finalSubmitted(FinalSubmitted(review: 1, outcome: .amended)), on: Story.today)
            let subject: Subject = kind == .finalMade ? .finalMade : .finalRefused
            return (story, Event(ConclusionID(subject, review: 1, fact: key.reference), try data(kind)))
        case .notificationRequested: return (try Story.opened(), Event(told, try data(kind)))
        case .notificationClaimed, .notificationSent, .notificationFailed, .notificationReturned:
            var story = try Story.opened()
            story.conclude(told, .notificationRequested(NotificationRequested(until: due)), on: Story.today)
            if kind == .notificationClaimed { return (story, Event(told.at(.claim, attempt: 1), try data(kind))) }
            let claim = NotificationClaimed(instance: "a")
            story.conclude(told.at(.claim, attempt: 1), .notificationClaimed(claim), on: Story.today)
            if kind == .notificationReturned {
                let sent = EventData.notificationSent(NotificationSent(channel: .folder, receipt: "r"))
                story.conclude(told.at(.sent, attempt: 1), sent, on: Story.today)
                return (story, Event(told.at(.returned, attempt: 1), try data(kind)))
            }
            let stage: Stage = kind == .notificationSent ? .sent : .failed
            return (story, Event(told.at(stage, attempt: 1), try data(kind)))
        default: return nil
        }
    }

    @Test(
        arguments: EventKind.allCases.filter {
            !$0.isReport
                && ![
                    .logBegan, .dayBegan, .released, .sendingPaused, .sendingResumed, .headReckoned, .logPolicy,
                    .auditCommitted, .auditRevealed, .pilotCommitted, .formDeleted,
                    .unknown,
                ]
                .contains($0)
        })
    func `a conclusion counts from the service that concludes such things, and forged by nobody`(
        kind: EventKind
    ) throws {
        let (story, event) = try #require(try fitting(kind), "a test for every kind of conclusion")
        for actor in Self.everybody {
            var file = story.file
            let forged = Entry(by: actor, recorded: Story.today, events: [event])
            let isDeclared = !kind.saidBy.isDisjoint(with: actor.speaker)
            #expect(file.append(forged, at: 99) == (isDeclared ? .accepted : .notEntitled), "\(actor)")
            guard case .conclusion(let id) = event.id else { continue }
            #expect(file.holds(id) == isDeclared, "\(actor)")
        }
    }

    @Test func `of several reports in one entry those count that their speaker may say`() {
        var file = CaseFile()
        let entry = Entry(
            by: .setting, recorded: Story.today,
            events: [
                Event(Story.key(1), .meetingHeld(MeetingHeld(review: 1))),
                Event(Story.key(2), .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .cease))),
            ])
        #expect(file.append(entry, at: 0) == .accepted)
        #expect(file.submissions.map(\.kind) == [.meetingHeld])
        // Ignored it uses up no key: whoever may say it, says it yet.
        #expect(file.append(Story.entry(2, .decisionSubmitted(DecisionSubmitted(review: 1))), at: 1) == .accepted)
    }

    @Test func `of several conclusions in one entry none counts when one is another's to say`() throws {
        let (story, _) = try Story.made(.maintain)
        let due = day("2026-04-01")
        var file = story.file
        let events = [
            Event(ConclusionID(.notReviewedBy, review: 1, day: due), .notRecorded(NotRecorded(rule: .cyc2))),
            Event(
                ConclusionID(.tellReviewDue, review: 1, fact: .day(due), to: .contact(1)),
                .notificationRequested(NotificationRequested(until: due))),
        ]
        let said = file.said
        #expect(
            file.append(Entry(by: .service(.scheduler), recorded: due, events: events), at: 50) == .notEntitled)
        #expect(file.said == said && file.messages.isEmpty)
    }

    @Test func `a report that is none, or a conclusion under a report's key, counts for nothing`() throws {
        for kind in EventKind.allCases where !kind.isReport && kind != .unknown {
            var file = CaseFile()
            let entry = Entry(
                by: .whoSays(kind), recorded: Story.today, events: [Event(Story.key(1), try data(kind))])
            #expect(file.append(entry, at: 0) == .doesNotFit, "\(kind)")
            #expect(file.submissions.isEmpty)
        }
    }

    @Test func `a correction takes the place of what its speaker may say, and of nothing else, in any order`() {
        let plan = Story.entry(1, Story.plan())
        var views = Story.entry(2, .viewsReceived(ViewsReceived(review: 1, from: .parent)), replaces: 1)
        views.by = .family
        for entries in [[plan, views], [views, plan]] {
            var file = CaseFile()
            for (position, entry) in entries.enumerated() {
                #expect(file.append(entry, at: Int64(position)) == .accepted)
            }
            #expect(file.plan != nil && file.submissions.allSatisfy(\.stands))
        }
        views.by = .coordinator
        for entries in [[plan, views], [views, plan]] {
            var file = CaseFile()
            for (position, entry) in entries.enumerated() { file.append(entry, at: Int64(position)) }
            #expect(file.plan == nil && file.submissions.count(where: \.stands) == 1)
        }
    }

    @Test func `of several corrections that came first, those count whose speaker may make them`() {
        let plan = Story.entry(1, Story.plan())
        var views = Story.entry(2, .viewsReceived(ViewsReceived(review: 1, from: .parent)), replaces: 1)
        views.by = .family
        let withdrawal = Story.entry(3, .withdrawn(Withdrawn(report: Story.key(1))))
        for entries in [[views, withdrawal, plan], [withdrawal, views, plan]] {
            var file = CaseFile()
            for (position, entry) in entries.enumerated() {
                #expect(file.append(entry, at: Int64(position)) == .accepted)
            }
            #expect(file.plan == nil)
        }
    }

    @Test func `what came in a file is held, in whatever role, until it is released`() {
        for role in [Role.operator, .coordinator] {
            var file = CaseFile()
            var entry = Story.entry(1, Story.plan())
            entry.by = .person(role, actorID("import"), by: .import)
            #expect(file.append(entry, at: 7) == .accepted)
            #expect(file.importedAt == 7)
        }
    }
}
