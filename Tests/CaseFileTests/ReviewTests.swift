import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `A review` {
    @Test func `is as its file shows it: proposed, then chosen`() throws {
        var story = try Story.opened()
        var review = try #require(story.file.review(1))
        #expect(review.kind == .progress && !review.kindChosen)
        #expect(review.dueWhenOpened == day("2026-04-01"))
        story.report(
            .approachChosen(ApproachChosen(review: 1, kind: .transition, agreed: [.parent])), on: Story.today)
        review = try #require(story.file.review(1))
        #expect(review.kind == .transition && review.kindChosen)
        #expect(story.file.review(2) == nil && story.file.review(0) == nil)
        #expect(story.file.latestReview?.number == 1)
    }

    @Test func `is decided on the day the letter left to whoever holds the rights`() throws {
        var (story, key) = try Story.made(.maintain)
        #expect(story.file.pending.map(\.key) == [key])
        #expect(story.file.review(1)?.outcome == .maintain)
        #expect(story.file.review(1)?.isDecided == false)
        story.tellDecision(key, .decisionMaintain, on: day("2026-02-12"))
        let review = try #require(story.file.review(1))
        #expect(review.isMade && review.isLetterWritten)
        #expect(review.told == day("2026-02-12"))
        #expect(review.noticeSent == nil)
        #expect(review.isDecided && review.isClosed)
        #expect(story.file.lastReviewed == day("2026-02-12"))
        #expect(story.file.pending.isEmpty)
    }

    @Test func `that amends is closed by a final plan, and its letter is the amendment notice`() throws {
        var (story, key) = try Story.made(.amend)
        story.tellDecision(key, .decisionAmend, on: day("2026-02-12"))
        #expect(story.file.review(1)?.noticeSent == day("2026-02-12"))
        #expect(story.file.review(1)?.isClosed == false)
        let final = story.report(
            .finalSubmitted(
                FinalSubmitted(review: 1, outcome: .amended, officer: actorID("C-07"), namesTransfer: true)),
            on: day("2026-03-20"))
        let made = story.conclude(
            ConclusionID(.finalMade, review: 1, fact: final.reference),
            .finalMade(FinalMade(outcome: .amended, namesTransfer: true)), on: day("2026-03-20"))
        #expect(made == .accepted)
        story.tellFinal(final, .finalPlan, on: day("2026-03-21"))
        let review = try #require(story.file.review(1))
        #expect(review.isFinalMade && review.isFinalLetterWritten && review.namesTransfer)
        #expect(review.finalTold == day("2026-03-21") && review.finalOutcome == .amended)
        #expect(review.isClosed)
        #expect(story.file.isTransferNamed)
    }

    @Test func `whose submission was refused waits for the next`() throws {
        var story = try Story.held()
        let first = story.report(.decisionSubmitted(DecisionSubmitted(review: 1)), on: day("2026-02-10"))
        let refused = story.conclude(
            ConclusionID(.decisionRefused, review: 1, fact: first.reference),
            .decisionRefused(DecisionRefused(lacks: ["DEC-1"])), on: day("2026-02-10"))
        #expect(refused == .accepted)
        #expect(story.file.review(1)?.submission == nil)
        #expect(story.file.pending.isEmpty)
        let second = story.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)), on: day("2026-02-11"))
        #expect(story.file.review(1)?.submission?.key == second)
    }

    @Test func `whose decision was recorded elsewhere was told on that day, also when its outcome is unknown`() throws {
        var story = try Story.opened()
        story.report(
            .decisionRecorded(DecisionRecorded(review: 1)), on: day("2026-02-10"), happened: day("2026-02-06"))
        let review = try #require(story.file.review(1))
        #expect(review.told == day("2026-02-06") && review.outcome == nil && review.isClosed)
    }

    @Test func `is seen whole when its reports come in any order`() throws {
        var story = try Story.opened()
        story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: day("2026-02-20"))),
            on: day("2026-02-25"), happened: day("2026-02-20"))
        story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2026-03-25"), happened: day("2026-02-02"))
        let review = try #require(story.file.review(1))
        #expect(review.held == day("2026-02-02") && review.heldRecorded == day("2026-03-25"))
        #expect(review.told == day("2026-02-20") && review.noticeSent == day("2026-02-20"))
    }

    @Test func `remembers the kind that was proposed for each of many`() throws {
        var story = TestCase(try #require(CaseID("B-1")))
        story.report(Story.plan(), on: Story.today)
        let kinds = ReviewKind.allCases
        for number: UInt8 in 1...32 {
            story.conclude(
                ConclusionID(.opened, review: number), .reviewOpened(ReviewOpened(kind: kinds[Int(number) % 5])),
                on: Story.today)
            story.report(.decisionRecorded(DecisionRecorded(review: number)), on: Story.today)
        }
        #expect(story.file.reviews.map(\.kind) == (1...32).map { kinds[$0 % 5] })
    }
}

@Suite struct `A log book` {
    private func entry(_ events: [Event]) -> Entry { Entry(by: .operator, recorded: Story.today, events: events) }
    private func begins(_ text: String) -> Entry {
        begins(day(text), by: .service(.scheduler))
    }
    private func begins(_ day: Day, by actor: Actor) -> Entry {
        Entry(by: actor, recorded: day, events: [Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))])
    }
    private func begun(_ calendar: LogCalendar, on day: Day) -> LogBook {
        var log = LogBook()
        let began = LogBegan(calendar: calendar, partitions: 1, council: "x", log: testLog)
        log.append(entry([Event(ConclusionID(.logBegan), .logBegan(began))]), at: 0)
        log.append(begins(day, by: .operator), at: 1)
        return log
    }

    @Test func `holds what the first record says, and no later one`() {
        var log = LogBook()
        let first = LogBegan(calendar: .rehearsal, partitions: 12, council: "bromley", log: testLog)
        #expect(log.append(entry([Event(ConclusionID(.logBegan), .logBegan(first))]), at: 0) == .accepted)
        let other = LogBegan(calendar: .real, partitions: 3, council: "x", log: testLog)
        #expect(log.append(entry([Event(ConclusionID(.logBegan), .logBegan(other))]), at: 1) == .repeated)
        #expect(log.isRehearsal && log.began?.partitions == 12)
    }

    @Test func `holds the last proof of its records, of days that have begun and places before its own`() {
        var log = begun(.rehearsal, on: day("2024-11-25"))
        func say(_ text: String, through: Int64, at position: Int64, by actor: Actor = .service(.scheduler))
            -> CaseFile.Reception
        {
            let data = HeadReckoned(through: through, sha256: RecordHead())
            return log.append(
                Entry(
                    by: actor, recorded: Story.today,
                    events: [Event(ConclusionID(.head, day: day(text)), .headReckoned(data))]), at: position)
        }
        #expect(say("2024-11-25", through: 1, at: 2, by: .service(.notifier)) == .notEntitled)
        #expect(say("2024-11-26", through: 1, at: 2) == .doesNotFit)
        #expect(say("2024-11-25", through: 2, at: 2) == .doesNotFit)
        #expect(say("2024-11-25", through: -1, at: 2) == .doesNotFit)
        #expect(log.head == nil)
        #expect(say("2024-11-25", through: 1, at: 2) == .accepted)
        #expect(say("2024-11-25", through: 1, at: 3) == .repeated)
        #expect(say("2024-11-24", through: 1, at: 4) == .repeated)
        #expect(log.head == LogBook.Head(day: day("2024-11-25"), through: 1, proof: RecordHead()))
    }

    @Test func `holds an id once: the second of an entry counts for nothing, also where the first did not`() {
        var log = begun(.rehearsal, on: day("2024-11-25"))
        let key = Story.key(1)
        log.append(
            entry([
                Event(key, .planEnded(PlanEnded(reason: .other))), Event(key, .sendingPaused(SendingPaused())),
            ]), at: 2)
        #expect(!log.isPaused)
        var file = CaseFile()
        file.append(
            entry([
                Event(key, .sendingPaused(SendingPaused())), Event(key, .planEnded(PlanEnded(reason: .other))),
            ]), at: 3)
        #expect(file.submissions.isEmpty && file.ended == nil)
    }

    @Test func `never goes back a day`() {
        var log = LogBook()
        #expect(log.today == nil)
        log.append(begins("2026-01-05"), at: 1)
        #expect(log.append(begins("2026-01-04"), at: 2) == .repeated)
        #expect(log.append(begins("2026-01-05"), at: 3) == .repeated)
        #expect(log.append(begins("2026-01-06"), at: 4) == .accepted)
        #expect(log.today == day("2026-01-06"))
    }

    @Test func `begins the first day, or the one after today, and no other: nobody can begin 9999`() {
        let monday = day("2026-01-05")
        for calendar in LogCalendar.allCases {
            var log = begun(calendar, on: monday)
            for other in ["2026-01-07", "2027-01-05", "9999-12-31"] {
                #expect(log.append(begins(other), at: 2) == .doesNotFit)
            }
            #expect(log.append(begins("2026-01-05"), at: 3) == .repeated)
            #expect(log.append(begins("2025-12-31"), at: 4) == .repeated)
            #expect(log.append(begins("2026-01-06"), at: 5) == .accepted)
            #expect(log.today == monday + 1)
        }
    }

    @Test func `takes a day from the scheduler, and from the operator the first and those of a rehearsal`() {
        let monday = day("2026-01-05")
        for actor in ServiceName.allCases.map({ Actor.service($0) }) + Role.allCases.map({ Actor.of($0) }) {
            let isScheduler = actor.isService(.scheduler)
            let isOperator = actor == .of(.operator)
            for (calendar, mayBegin) in [(LogCalendar.real, isScheduler), (.rehearsal, isScheduler || isOperator)] {
                var log = begun(calendar, on: monday)
                let reception = log.append(begins(monday + 1, by: actor), at: 2)
                #expect((reception == .accepted) == mayBegin, "\(actor), \(calendar)")
                #expect((log.today == monday + 1) == mayBegin, "\(actor), \(calendar)")
            }
            var first = LogBook()
            #expect((first.append(begins(monday, by: actor), at: 0) == .accepted) == (isScheduler || isOperator))
        }
    }

    @Test func `is released, paused and resumed by operator and manager alone`() {
        for actor in ServiceName.allCases.map({ Actor.service($0) }) + Role.allCases.map({ Actor.of($0) }) {
            let may = actor == .of(.operator) || actor == .of(.manager)
            var log = LogBook()
            var imported = Story.entry(1, Story.plan())
            imported.by = .importer
            var file = CaseFile()
            file.append(imported, at: 0)
            for (number, data) in [EventData.released(Released()), .sendingPaused(SendingPaused())].enumerated() {
                let forged = Entry(by: actor, recorded: Story.today, events: [Event(Story.key(UInt64(number)), data)])
                #expect(log.append(forged, at: Int64(number) + 1) == (may ? .accepted : .notEntitled), "\(actor)")
            }
            #expect(log.isPaused == may && (log.releasedAt > 0) == may, "\(actor)")
        }
    }

    @Test func `holds no id for what somebody said who may not`() {
        var log = LogBook()
        let release = Event(Story.key(2), .released(Released(messages: 3)))
        #expect(log.append(Entry(by: .family, recorded: Story.today, events: [release]), at: 9) == .notEntitled)
        #expect(log.append(entry([release]), at: 10) == .accepted)
    }

    @Test func `lets messages of an imported case leave only after a release that stands behind the import`() {
        var log = LogBook()
        var file = CaseFile()
        #expect(log.maySend(file))
        var imported = Story.entry(1, Story.plan())
        imported.by = .importer
        file.append(imported, at: 7)
        #expect(!log.maySend(file))
        log.append(entry([Event(Story.key(2), .released(Released(messages: 3)))]), at: 9)
        #expect(log.maySend(file))
        imported = Story.entry(3, Story.plan())
        imported.by = .importer
        file.append(imported, at: 11)
        #expect(!log.maySend(file))
        // The same release sent again is the same release.
        #expect(log.append(entry([Event(Story.key(2), .released(Released(messages: 3)))]), at: 12) == .repeated)
        #expect(!log.maySend(file))
    }

    @Test func `lets nothing leave while sending is paused`() {
        var log = LogBook()
        log.append(entry([Event(Story.key(1), .sendingPaused(SendingPaused()))]), at: 1)
        #expect(!log.maySend(CaseFile()))
        log.append(entry([Event(Story.key(2), .sendingResumed(SendingResumed()))]), at: 2)
        #expect(log.maySend(CaseFile()))
    }
}
