import CaseFile
import Contracts
import Runtime
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Rehearsal

@Suite struct `The outside world of a rehearsal` {
    static let first = Day(number: 19_967)
    static let last = first + 365

    static func world(_ habits: Habits, seed: UInt64 = 1) -> OutsideWorld {
        OutsideWorld(
            draw: Draw(seed: seed), habits: habits, first: first, last: last, papers: InventedPapers())
    }

    /// A year of so many plans whose reviews are due evenly over it.
    static func year(
        _ habits: Habits, plans: Int, seed: UInt64 = 1, _ change: (inout RehearsedCases) -> Void = { _ in }
    ) throws -> RehearsedCases {
        var cases = RehearsedCases(world(habits, seed: seed))
        change(&cases)
        for place in 0..<plans {
            let id = try #require(CaseID(SampleCaseload.id(place)))
            var plan = PlanRecorded()
            plan.made = first - 1500
            plan.reviewed = first - 364 + place * 360 / plans
            plan.coordinator = actorID("C-01")
            plan.setting = 900_001
            cases.add(id, plan)
        }
        cases.run(to: last)
        return cases
    }

    /// One year of many plans, lived through once for all tests.
    static let asIn2024 = Result { try year(.bromley2024, plans: 2500) }
    static let promptYear = Result { try year(Habits.bromley2024.prompt(), plans: 1500) }

    /// Told within four weeks, told later, never; of the meetings due a decision.
    static func shares(_ cases: RehearsedCases) -> (inTime: Double, late: Double, never: Double, due: Int) {
        let reviews = cases.files.values.flatMap(\.reviews).filter {
            ($0.held ?? last) > first && ($0.held ?? last) <= last - 28
        }
        let inTime = reviews.count { review in review.told.map { $0 - (review.held ?? $0) <= 28 } ?? false }
        let late = reviews.count { $0.told != nil } - inTime
        let all = Double(reviews.count)
        return (Double(inTime) / all, Double(late) / all, Double(reviews.count - inTime - late) / all, reviews.count)
    }

    @Test func `tells families as Bromley's were told in 2024`() throws {
        let shares = Self.shares(try Self.asIn2024.get())
        #expect(shares.due > 2000)
        #expect(abs(shares.inTime - 0.0755) < 0.005, "\(shares)")
        #expect(abs(shares.late - 0.4261) < 0.015, "\(shares)")
        #expect(abs(shares.never - 0.4984) < 0.015, "\(shares)")
    }

    @Test func `leaves one review in eight without a meeting`() throws {
        let cases = try Self.asIn2024.get()
        let without = cases.files.values.count { $0.submissions.contains { $0.kind == .meetingArranged } == false }
        #expect(abs(Double(without) / 2500 - 448 / 3681.0) < 0.005)
    }

    @Test func `tells everybody in time when coordinators are prompt`() throws {
        let shares = Self.shares(try Self.promptYear.get())
        #expect(shares.inTime == 1, "\(shares)")
    }

    @Test func `decides in England's mix, whatever the kind of review`() throws {
        let reviews = try Self.promptYear.get().files.values.flatMap(\.reviews)
        let decided = reviews.filter { $0.outcome != nil }
        let amend = Double(decided.count { $0.outcome == .amend }) / Double(decided.count)
        #expect(abs(amend - Habits.amend) < 0.04)
        #expect(decided.contains { $0.outcome == .cease })
    }

    /// The families of that year who are told late through a refusal of ours.
    static func lateThroughRefusal(_ cases: RehearsedCases, _ habits: Habits) -> Int {
        let world = world(habits)
        return cases.files.reduce(0) { $0 + world.lateThroughRefusal(in: $1.value, of: $1.key, log: cases.book) }
    }

    @Test func `makes nobody late through a refusal of ours, in a year of either habit`() throws {
        #expect(Self.lateThroughRefusal(try Self.promptYear.get(), Habits.bromley2024.prompt()) == 0)
        #expect(Self.lateThroughRefusal(try Self.asIn2024.get(), .bromley2024) == 0)
    }

    @Test func `counts whom a refusal makes late, by the decision-writer or before a word of it stands`() throws {
        // Nobody answers with a decision that stands: all that is submitted is refused.
        let refused = try Self.year(Habits.bromley2024.prompt(), plans: 40) { $0.refusesAll = true }
        #expect(refused.files.values.contains { $0.said.contains { $0.subject == .decisionRefused } })
        #expect(Self.lateThroughRefusal(refused, Habits.bromley2024.prompt()) > 20)
        // Or what is said of a decision is turned away before it stands in the log.
        let unsaid = try Self.year(Habits.bromley2024.prompt(), plans: 40) { $0.turnsAway = [.decisionSubmitted] }
        #expect(!unsaid.files.values.contains { $0.submissions.contains { $0.kind == .decisionSubmitted } })
        #expect(Self.lateThroughRefusal(unsaid, Habits.bromley2024.prompt()) > 20)
    }

    @Test func `says the same for the same seed, and something else for another`() throws {
        let one = try Self.year(.bromley2024, plans: 150)
        #expect(try Self.year(.bromley2024, plans: 150).log == one.log)
        #expect(try Self.year(.bromley2024, plans: 150, seed: 2).log != one.log)
    }

    @Test func `says nothing on a log whose days are the real ones`() throws {
        var cases = RehearsedCases(Self.world(.bromley2024), calendar: .real)
        var plan = PlanRecorded()
        plan.made = Self.first - 360
        cases.add(try #require(CaseID("B-10001")), plan)
        cases.run(to: Self.first + 60)
        #expect(!cases.log.contains { $0.contains("setting") || $0.contains("coordinator") })
    }

    @Test func `reports nothing that happens later than it is recorded, and nothing twice`() throws {
        let cases = try Self.asIn2024.get()
        for file in cases.files.values {
            for report in file.submissions { #expect(report.happened <= report.recorded, "\(report)") }
            #expect(Set(file.submissions.map(\.key)).count == file.submissions.count)
        }
        #expect(!cases.log.contains { $0.hasSuffix("repeated") || $0.hasSuffix("doesNotFit") })
    }

    @Test func `reports late, contradicts and corrects, and says nothing that would be refused`() throws {
        let cases = try Self.promptYear.get()
        let files = cases.files.values
        let reviews = files.flatMap(\.reviews)
        #expect(reviews.contains { $0.heldOtherwise != nil })
        #expect(files.contains { $0.submissions.contains { !$0.stands } })
        #expect(!files.contains { $0.said.contains { $0.subject == .decisionRefused } })
        #expect(
            files.contains { $0.submissions.contains { $0.kind == .decisionRecorded && $0.recorded > $0.happened } })
        let late = try Self.asIn2024.get().files.values.flatMap(\.reviews)
        #expect(late.contains { ($0.heldRecorded ?? Self.first) - ($0.held ?? Self.first) >= 10 })
        // Each refused decision was submitted again.
        for file in files where file.said.contains(where: { $0.subject == .decisionRefused }) {
            #expect(file.said.contains { $0.subject == .decisionMade } || file.reviews.contains { $0.told == nil })
        }
    }

    @Test func `names only papers of its own case and role that were written before`() throws {
        for cases in [try Self.asIn2024.get(), try Self.promptYear.get()] {
            #expect(cases.premature.isEmpty, "\(cases.premature.prefix(3))")
            #expect(cases.documents.count > 1000)
        }
        let documents = try Self.promptYear.get().documents
        let roles = Set(documents.keys.compactMap(DocumentKey.init).map(\.role))
        #expect(roles.isSuperset(of: [.reasons, .plan, .amendments, .evidence, .finalPlan, .answer]))
        // Two children's reasons in the same words are two documents.
        let reasons = documents.filter { DocumentKey($0.key)?.role == .reasons }
        #expect(Set(reasons.values.map(\.bytes)).count < Set(reasons.values.map(\.hash)).count)
        #expect(Set(reasons.values.map(\.hash)).count == reasons.count)
    }

    /// A year of one case that is due early in it, whatever else is known of it.
    static func one(_ contacts: [ContactRecorded] = [], _ change: (inout PlanRecorded) -> Void = { _ in }) throws
        -> RehearsedCases
    {
        var cases = RehearsedCases(world(Habits.bromley2024.prompt()))
        for place in 0..<60 {
            var plan = PlanRecorded()
            plan.made = first - 1500
            plan.reviewed = first - 300
            plan.coordinator = actorID("C-01")
            plan.setting = 900_001
            change(&plan)
            cases.add(try #require(CaseID(SampleCaseload.id(place))), plan, contacts: contacts)
        }
        cases.run(to: last)
        return cases
    }

    @Test func `lets somebody decide where no coordinator holds the case, so that every report counts`() throws {
        let cases = try Self.one { plan in
            plan.coordinator = nil
            plan.setting = nil
        }
        #expect(!cases.log.contains { $0.hasSuffix("notEntitled") })
        #expect(cases.files.values.contains { $0.reviews.contains { $0.told != nil } })
    }

    @Test func `lets the first of those speak who hold the rights and are told, and tells each of them`() throws {
        let contacts = [
            ContactRecorded(
                contact: 1, relation: .parent, holdsRights: true, mayBeWrittenTo: false, by: actorID("SG-1"),
                on: Self.first),
            ContactRecorded(contact: 2, relation: .parent, holdsRights: true, by: actorID("C-01"), on: Self.first),
            ContactRecorded(contact: 3, relation: .fosterCarer, holdsRights: true, by: actorID("C-01"), on: Self.first),
        ]
        let cases = try Self.one(contacts)
        let family = Set(
            cases.entries.compactMap { item -> ActorID? in
                if case .person(let person) = item.entry.by, person.role == .family { person.id } else { nil }
            })
        #expect(family == [ActorID(contact: 2)])
        let told = cases.files.values.filter { $0.reviews.contains { $0.told != nil } }
        #expect(!told.isEmpty)
        for file in told {
            #expect(Set(file.messages.compactMap(\.id.contact)).isSubset(of: [2, 3]))
            #expect(file.letters.isEmpty)
        }
    }
}

@Suite struct `The post of a rehearsal` {
    typealias World = `The outside world of a rehearsal`

    /// A post that has folded cases whose decisions are due today, with what it sees.
    static func post(cases: Int = 1) throws -> (post: InventedPost, desk: Desk, today: Day) {
        let world = World.world(Habits.bromley2024.prompt())
        let today = World.last
        var book = LogBook()
        let began = LogBegan(calendar: .rehearsal, partitions: 1, council: "test", log: testLog)
        book.append(
            Entry(by: .operator, recorded: today, events: [Event(ConclusionID(.logBegan), .logBegan(began))]), at: 0)
        book.append(LogStart.dayBegan(today), at: 1)
        var desk = Desk(files: [:], book: book)
        var post = InventedPost(world)
        for place in 0..<cases {
            let id = try #require(CaseID(SampleCaseload.id(place)))
            var file = CaseFile()
            let held = World.first + 40
            for data in [
                EventData.planRecorded(.sample()), .reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)),
                .meetingHeld(MeetingHeld(review: 1)), .reportReceived(ReportReceived(review: 1)),
            ] {
                let key = SubmissionKey(hashing: [id.text, "\(data.type)"])
                let entry = Entry(by: .c07, recorded: held, events: [Event(key, data)])
                let reception = file.append(entry, at: 2)
                post.folded(
                    entry, at: Position(partition: 0, offset: 2), of: id, reception, into: file, log: book)
            }
            desk.files[id] = file
        }
        return (post, desk, today)
    }

    static func entries(_ acts: [Act]) -> [(id: CaseID, entry: Entry)] {
        acts.compactMap { if case .entry(let id, let entry) = $0 { (id, entry) } else { nil } }
    }

    @Test func `writes each paper before the entry that names it`() throws {
        var (post, desk, today) = try Self.post()
        let acts = try post.act(desk)
        var written: Set<String> = []
        for act in acts {
            switch act {
            case .record(let topic, _, let key, let value, let headers):
                #expect(topic == .documents)
                let parsed = try #require(DocumentKey(key))
                #expect(throws: Never.self) { try Document(parsed, headers: headers, bytes: value ?? []) }
                written.insert(key)
            case .entry(let id, let entry):
                #expect(entry.recorded == today)
                for (role, hash) in entry.events.flatMap(\.data.documents) {
                    #expect(written.contains("\(DocumentKey(id, role, hash))"))
                }
            }
        }
        #expect(!Self.entries(acts).isEmpty)
    }

    @Test func `is at rest only when what is due is given and was read back, and gives it once`() throws {
        var (post, desk, _) = try Self.post()
        let id = try #require(desk.files.keys.first)
        let given = Self.entries(try post.act(desk))
        #expect(!given.isEmpty && !post.isAtRest(0))
        // On its way: nothing is said again.
        desk.flying = [id]
        #expect(try post.act(desk).isEmpty)
        #expect(!post.isAtRest(0))
        desk.flying = []
        for (_, entry) in given {
            var file = try #require(desk.files[id])
            let reception = file.append(entry, at: 9)
            #expect(reception == .accepted)
            desk.files[id] = file
            post.folded(
                entry, at: Position(partition: 0, offset: 9), of: id, reception, into: file, log: desk.book)
        }
        #expect(try post.act(desk).isEmpty)
        #expect(post.isAtRest(0))
    }

    @Test func `gives up what counts for nothing, and is at rest`() throws {
        var (post, desk, _) = try Self.post()
        let (id, entry) = try #require(Self.entries(try post.act(desk)).first)
        let file = try #require(desk.files[id])
        post.folded(
            entry, at: Position(partition: 0, offset: 9), of: id, .notEntitled, into: file, log: desk.book)
        #expect(try post.act(desk).isEmpty)
        #expect(post.isAtRest(0))
    }

    @Test func `writes the papers of five hundred cases at once at most`() throws {
        var (post, desk, _) = try Self.post(cases: 520)
        #expect(Set(Self.entries(try post.act(desk)).map(\.id)).count == 500)
        #expect(!post.isAtRest(0))
    }
}
