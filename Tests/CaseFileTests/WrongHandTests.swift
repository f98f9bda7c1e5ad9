import Contracts
import Statute
import TestSupport
import Testing

@testable import CaseFile

@Suite struct `What a wrong hand cannot do` {
    private let monday = day("2026-01-05")

    /// The book of a real log on that Monday.
    private func book() -> LogBook {
        var log = LogBook()
        let began = LogBegan(calendar: .real, partitions: 1, council: "bromley", log: testLog)
        log.append(
            Entry(by: .operator, recorded: monday, events: [Event(ConclusionID(.logBegan), .logBegan(began))]), at: 0)
        log.append(begins(monday, by: .operator), at: 1)
        return log
    }

    private func begins(_ day: Day, by actor: Actor) -> Entry {
        Entry(by: actor, recorded: day, events: [Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))])
    }

    @Test func `begin a day thirty days ahead, or 9999-12-31, whoever says it`() {
        for day in [monday + 30, day("9999-12-31")] {
            for actor in [Actor.service(.scheduler), .operator, .manager, .service(.notifier), .importer] {
                var log = book()
                #expect(log.append(begins(day, by: actor), at: 2) != .accepted, "\(actor) on \(day)")
                #expect(log.today == monday)
                #expect(log.append(begins(monday + 1, by: .service(.scheduler)), at: 3) == .accepted)
            }
        }
    }

    @Test func `release what was imported, in any role but operator and manager`() {
        var imported = Story.entry(1, Story.plan())
        imported.by = .importer
        var file = CaseFile()
        file.append(imported, at: 5)
        for actor in [Actor.coordinator, .family, .safeguardingLead, .service(.decisionWriter), .ofNewerVersion] {
            var log = book()
            log.append(
                Entry(by: actor, recorded: monday, events: [Event(Story.key(2), .released(Released(messages: 1)))]),
                at: 9)
            #expect(!log.maySend(file), "\(actor)")
        }
    }

    @Test func `make a decision to cease in the place of the decision writer, or write its letter`() throws {
        var story = try Story.held()
        let key = story.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .cease, officer: actorID("C-07"))), on: monday + 40
        )
        let made = Event(
            ConclusionID(.decisionMade, review: 1, fact: key.reference), .decisionMade(DecisionMade(outcome: .cease)))
        let letter = Event(
            ConclusionID(.decisionLetter, review: 1, fact: key.reference),
            .letterWritten(
                LetterWritten(letter: .decisionCease, copies: [LetterCopy(contact: 1, document: Story.document)])))
        for actor in [Actor.coordinator, .manager, .operator, .importer, .service(.scheduler), .service(.notifier)] {
            for event in [made, letter] {
                #expect(
                    story.append(Entry(by: actor, recorded: monday + 40, events: [event])) == .notEntitled, "\(actor)")
            }
        }
        #expect(story.file.review(1)?.isMade == false)
    }

    @Test func `hold a child's letters: only what the operator imports waits for a release`() {
        // A report by the family or a coordinator in an import is nobody's who may import, and one by command is no import.
        for actor in [Actor.family, .coordinator, .operator] {
            var file = CaseFile()
            file.append(Story.entry(1, Story.plan()), at: 0)
            file.append(
                Entry(
                    by: actor, recorded: monday,
                    events: [Event(Story.key(2), .viewsReceived(ViewsReceived(review: 1, from: .parent)))]), at: 7)
            #expect(file.importedAt == -1, "\(actor)")
        }
    }
}

@Suite struct `A release that two people must say` {
    private let today = day("2026-01-05")

    private func say(_ data: EventData, _ role: Role, _ id: String, key: UInt64) -> Entry {
        Entry(by: .person(role, actorID(id), by: .command), recorded: today, events: [Event(Story.key(key), data)])
    }

    private func policy(_ approvals: UInt8) -> EventData { .logPolicy(LogPolicy(approvals: approvals)) }
    private let release = EventData.released(Released(messages: 3))

    @Test func `counts from where the earlier of the two said it: what was imported between was seen by one alone`() {
        var log = LogBook()
        #expect(log.append(say(policy(2), .manager, "M-1", key: 1), at: 1) == .accepted)
        log.append(say(release, .operator, "O-1", key: 2), at: 10)
        #expect(log.releasedAt == -1)
        log.append(say(release, .operator, "O-1", key: 3), at: 20)
        #expect(log.releasedAt == -1)
        log.append(say(release, .manager, "M-1", key: 4), at: 30)
        #expect(log.releasedAt == 20)
        log.append(say(release, .manager, "M-1", key: 5), at: 40)
        #expect(log.releasedAt == 20)
        log.append(say(release, .operator, "O-1", key: 6), at: 50)
        #expect(log.releasedAt == 40)
        // The same id in another role is the same person.
        log.append(say(release, .manager, "O-1", key: 7), at: 60)
        #expect(log.releasedAt == 40)
    }

    @Test func `is needed as soon as one says so, and no longer once two have said so`() {
        var log = LogBook()
        log.append(say(policy(2), .operator, "O-1", key: 1), at: 1)
        #expect(log.approvals == 2)
        log.append(say(policy(1), .operator, "O-1", key: 2), at: 2)
        #expect(log.approvals == 2)
        log.append(say(policy(1), .manager, "M-1", key: 3), at: 3)
        #expect(log.approvals == 1)
        log.append(say(release, .operator, "O-1", key: 4), at: 4)
        #expect(log.releasedAt == 4)
        log.append(say(policy(0), .operator, "O-1", key: 5), at: 5)
        #expect(log.approvals == 1)
    }

    @Test func `is nobody's to ask for but operator and manager`() {
        var log = LogBook()
        #expect(log.append(say(policy(9), .coordinator, "C-1", key: 1), at: 1) == .notEntitled)
        #expect(log.approvals == 1)
    }
}

/// A collection that counts how often it is looked at.
private struct Counted: Collection {
    final class Count {
        var looks = 0
    }

    let base: [Submission]
    let count_ = Count()

    var startIndex: Int { base.startIndex }
    var endIndex: Int { base.endIndex }
    func index(after index: Int) -> Int { index + 1 }
    subscript(index: Int) -> Submission {
        count_.looks += 1
        return base[index]
    }
}

@Suite struct `Work on a case` {
    @Test(arguments: [500, 1000, 3000])
    func `with thousands of requests for an early review looks at each report a few times`(requests: Int) throws {
        var file = CaseFile()
        var events: [Event] = []
        for number in 1...UInt64(requests) {
            events.append(
                Event(
                    Story.key(number), .earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .needsChanged))
                ))
        }
        for number in 1...UInt64(requests) where number % 2 == 0 {
            events.append(
                Event(
                    Story.key(1_000_000 + number),
                    .earlyReviewAnswered(EarlyReviewAnswered(request: Story.key(number), agreed: false))))
        }
        file.append(Story.entry(999_999, Story.plan()), at: 0)
        file.append(Entry(by: .coordinator, recorded: Story.today, events: events), at: 1)
        let counted = Counted(base: file.submissions)
        let found = CaseFile.earlyRequests(in: counted)
        #expect(found.count == requests && found.count { $0.answer == nil } == requests / 2)
        #expect(counted.count_.looks <= 2 * file.submissions.count)
        #expect(found.map(\.key) == file.earlyRequests.map(\.key))
    }

    @Test func `of one case ends with a number of reports that no case has, and the file says so`() {
        var file = CaseFile()
        file.append(Story.entry(0, Story.plan()), at: 0)
        for start in stride(from: 1, through: CaseFile.mostReports, by: 1000) {
            let events = (start..<min(start + 1000, CaseFile.mostReports + 5)).map {
                Event(Story.key(UInt64($0)), .viewsReceived(ViewsReceived(review: 1, from: .parent)))
            }
            file.append(Entry(by: .coordinator, recorded: Story.today, events: events), at: Int64(start))
        }
        #expect(file.submissions.count == CaseFile.mostReports)
        let more = Story.entry(999_999, .viewsReceived(ViewsReceived(review: 1, from: .parent)))
        #expect(file.append(more, at: 9_999) == .doesNotFit)
        #expect(file.submissions.count == CaseFile.mostReports)
        #expect(file.concerns.contains { $0.what.contains("takes no more") })
    }
}
