import Casework
import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload

@Suite struct `A coordinator's worklist` {
    static let today = "2024-09-02"

    /// A review of which so much is known, on 2 September 2024.
    static func story(
        _ id: String, held: String? = nil, arranged: String? = nil, coordinator: String = "C-07",
        priority: [PriorityFlag]? = nil, change: (inout Story) -> Void = { _ in }
    ) -> Story {
        var story = Story(id, first: "2024-01-01")
        story.report(
            .planRecorded(
                .sample {
                    $0.coordinator = actorID(coordinator)
                    $0.priority = priority
                }))
        story.conclude(
            ConclusionID(.opened, review: 1, day: Day.of("2024-12-04")),
            .reviewOpened(ReviewOpened(kind: .annual, rule: .of(.cyc2))))
        if let arranged {
            story.report(.meetingArranged(MeetingArranged(review: 1, meeting: Day.of(arranged))))
        }
        story.day(today)
        if let held { story.report(on: held, .meetingHeld(MeetingHeld(review: 1))) }
        change(&story)
        return story
    }

    static func list(_ stories: [Story], of coordinator: String = "C-07") -> Worklist {
        var caseload = Caseload(partitions: 1)
        caseload.begin(on: Day.of(today))
        for story in stories {
            for (position, entry) in story.entries { caseload.append(entry, of: story.id, at: position) }
        }
        return Worklist(of: coordinator, in: caseload, on: Day.of(today))
    }

    @Test
    func `puts first what can still be in time this week, then what is late, what has no day, and what is to come`() {
        let list = Self.list([
            Self.story("A-1"),
            Self.story("A-2", arranged: "2024-09-10"),
            Self.story("A-3", held: "2024-08-04"),
            Self.story("A-4", held: "2024-05-02"),
            Self.story("A-5", held: "2024-08-06"),
            Self.unknown("A-6"),
        ])
        // A-3's four weeks ended on 1 September, A-5's end on 3 September; A-2 meets on the 10th, in eight days.
        #expect(list.items.map(\.id.text) == ["A-5", "A-4", "A-3", "A-6", "A-2", "A-1"])
        #expect(list.items.map(\.step.keepsFamilyWaiting) == [false, true, true, false, false, false])
        #expect(list.items.map { $0.step.by == nil } == [false, false, false, true, false, false])
        // Its advice can no longer be in time, and does not hide the meeting.
        #expect(list.items[4].step.code == .holdMeeting)
        #expect(list.items[4].step.also == [StepNote(.adviceOverdue, .day(Day.of("2024-08-27")))])
    }

    @Test func `holds a request for an early review until it is answered, by the council's own day`() throws {
        func work(_ change: (inout Story) -> Void) throws -> [NextStep] {
            let file = try #require(Self.story("A-1", change: change).caseload.cases[CaseID.of("A-1")]?.file)
            return NextSteps(of: file, log: LogBook(), on: Day.of(Self.today)).steps
        }
        let ask = EventData.earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .provision))
        let steps = try work { $0.report(on: "2024-08-01", ask) }
        #expect(steps.map(\.by) == [Day.of("2024-08-16"), Day.of("2024-11-06")])
        #expect(steps[0].who == .coordinator && steps[0].order.contains("the request of 1 Aug 2024"))
        #expect(!steps[0].keepsFamilyWaiting && steps[0].reason.contains("the council's own limit"))
        let answered = try work { story in
            let key = story.report(on: "2024-08-01", ask)
            story.report(.earlyReviewAnswered(EarlyReviewAnswered(request: key, agreed: false)))
        }
        #expect(answered.map(\.by) == [Day.of("2024-11-06")])
        let disagreed = try work {
            $0.report(
                on: "2024-08-20",
                .approachChosen(ApproachChosen(review: 1, kind: .progress, agreed: [], disagreed: [.parent])))
        }
        #expect(
            disagreed[0].remarks.contains {
                $0.contains("an answer in writing is due 4 Sep 2024")
            })
    }

    private static func unknown(_ id: String) -> Story {
        var story = Story(id, first: today)
        story.report(
            .planRecorded(
                .sample {
                    $0.made = nil; $0.reviewed = nil
                }))
        return story
    }

    @Test func `on the last day in time a family does not wait yet`() {
        let list = Self.list([Self.story("A-1", held: "2024-08-05")])
        #expect(list.items.map(\.step.by) == [Day.of("2024-09-02")])
        #expect(list.items.map(\.step.keepsFamilyWaiting) == [false])
    }

    @Test func `puts a child with a priority first among equals only`() {
        let list = Self.list([
            Self.story("A-1", held: "2024-05-02"), Self.story("A-2", held: "2024-05-02", priority: [.medical]),
            Self.story("A-3", held: "2024-05-01"),
        ])
        #expect(list.items.map(\.id.text) == ["A-3", "A-2", "A-1"])
    }

    @Test func `is one coordinator's`() {
        let list = Self.list([Self.story("A-1"), Self.story("A-2", coordinator: "C-02")], of: "C-02")
        #expect(list.items.map(\.id.text) == ["A-2"])
    }

    @Test func `leaves out a plan that ended and a review that is finished`() {
        let list = Self.list([
            Self.story("A-1", held: "2024-05-02") { story in
                story.report(.planEnded(PlanEnded(reason: .transferred)))
            },
            Self.story("A-2", held: "2024-05-02") { story in
                story.report(on: "2024-05-10", .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)))
            },
        ])
        #expect(list.items.isEmpty)
        #expect(list.text().contains("Nothing is to be done."))
    }

    @Test func `says what to do at each stage, with its rule`() throws {
        func step(_ story: Story) throws -> NextStep { try #require(Self.list([story]).items.first?.step) }
        let arrange = try step(Self.story("A-1"))
        #expect(arrange.order == "have the setting arrange the review meeting")
        #expect(arrange.by == Day.of("2024-11-06"))
        #expect(arrange.reason.hasPrefix("meeting no later than 6 Nov 2024: four weeks before the review is due"))
        let advice = try step(Self.story("A-1", arranged: "2024-10-01"))
        #expect(advice.order == "have advice sent round for the meeting of 1 Oct 2024")
        #expect(advice.by == Day.of("2024-09-17"))
        let past = try step(Self.story("A-1", arranged: "2024-08-20"))
        #expect(past.order == "record whether the meeting of 20 Aug 2024 was held")
        #expect(past.reason.hasPrefix("if it was: decision due 17 Sep 2024"))
        let decide = try step(Self.story("A-1", held: "2024-08-20"))
        #expect(decide.code == .decide)
        #expect(decide.reason.hasSuffix("(SEND Regulations 2014, reg 20(10))"))
        #expect(decide.also.contains(StepNote(.reportAwaited, .day(Day.of("2024-09-03")))))
        let final = try step(
            Self.story("A-1", held: "2024-06-20") { story in
                story.report(
                    on: "2024-07-01",
                    .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: Day.of("2024-07-01"))))
            })
        #expect(final.code == .finishAmendment)
        #expect(final.by == Day.of("2024-08-26"))
        #expect(!final.keepsFamilyWaiting)
    }

    @Test func `shows what a refused decision lacks`() throws {
        let story = Self.story("A-1", held: "2024-08-20") { story in
            let key = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
            story.conclude(
                ConclusionID(.decisionRefused, review: 1, fact: key.reference),
                .decisionRefused(DecisionRefused(lacks: ["no-officer"])))
        }
        let step = try #require(Self.list([story]).items.first?.step)
        #expect(step.code == .completeDecision)
        #expect(
            step.remarks.contains {
                $0.hasPrefix("it could not stand: the officer who decides is not named (DEC-1, SEND Regulations 2014")
            })
    }

    @Test func `shows a letter that could not be sent, and that the family still waits`() throws {
        let story = Self.story("A-1", held: "2024-08-01") { story in
            let key = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
            story.write(key, .maintain, .decisionMaintain)
            story.fail(.tellDecision, fact: key.reference, to: .contact(1), until: Day.of("2025-01-01"))
        }
        let step = try #require(Self.list([story]).items.first?.step)
        #expect(step.code == .sendDecision)
        #expect(step.keepsFamilyWaiting)
        #expect(
            step.remarks.contains(
                "it could not be sent to the parent: no address is known; people.csv needs one"))
    }

    @Test func `names the contact whose letter could not be sent, and what that contact lacks`() throws {
        let story = Self.story("A-1", held: "2024-08-01") { story in
            story.contact(1)
            story.contact(2)
            let key = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
            story.write(key, .maintain, .decisionMaintain, to: [1, 2])
            story.send(.tellDecision, fact: key.reference, to: [.contact(1)])
            story.fail(.tellDecision, fact: key.reference, to: .contact(2), until: Day.of("2025-01-01"))
        }
        let step = try #require(Self.list([story]).items.first?.step)
        #expect(step.code == .sendDecision)
        #expect(step.keepsFamilyWaiting)
        #expect(
            step.remarks.filter { $0.contains("could not be sent") } == [
                "it could not be sent to the parent (contact 2): no address is known; people.csv needs one"
            ])
    }

    @Test func `names what the copy of a letter lacks that could not be written, while the others have theirs`() throws
    {
        let words: [(LetterLack, String)] = [
            (.name, "no name is known; people.csv needs one"),
            (.address, "no address is known; people.csv needs one"),
            (.usableAddress, "none to which anything can be sent; people.csv needs one"),
            (.officer, "the officer needs a name in people.csv"), (.document, "submit it again with its documents"),
            (.words, "the decision-writer's log names the file"),
            (.notYet, "people.csv needs a name and an address, if they are not there yet"),
        ]
        #expect(words.map(\.0) == LetterLack.allCases)
        for (lack, sentence) in words {
            let story = Self.story("A-1", held: "2024-08-01") { story in
                story.contact(1)
                story.contact(2)
                let key = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
                story.conclude(
                    ConclusionID(.decisionMade, review: 1, fact: key.reference),
                    .decisionMade(DecisionMade(outcome: .maintain)))
                story.conclude(
                    ConclusionID(.decisionLetter, review: 1, fact: key.reference),
                    .letterWritten(
                        LetterWritten(
                            letter: .decisionMaintain,
                            copies: [
                                LetterCopy(contact: 1, document: DocumentHash(1, 2, 3, 4)),
                                LetterCopy(contact: 2, lacks: lack),
                            ])))
                story.send(.tellDecision, fact: key.reference, to: [.contact(1)])
            }
            let step = try #require(Self.list([story]).items.first?.step)
            #expect(step.keepsFamilyWaiting)
            let found = step.remarks.filter { $0.contains("could not be sent to the parent (contact 2)") }
            #expect(found.count == 1 && found[0].hasSuffix(sentence), "\(step.remarks)")
        }
    }

    @Test
    func
        `holds what could not leave of a review that is closed, and of a case that nobody holds; not what is withheld`()
        throws
    {
        func told(_ id: String, coordinator: String? = "C-07", _ why: DeliveryFailure) -> Story {
            Self.story(id, held: "2024-08-20") { story in
                if coordinator == nil { story.report(.planRecorded(.sample { $0.coordinator = nil })) }
                let key = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
                story.write(key, .maintain, .decisionMaintain)
                story.send(.tellDecision, fact: key.reference, to: [.contact(1)])
                story.fail(.tellDecision, fact: key.reference, to: .party(.setting), until: Day.of("2025-01-01"), why)
            }
        }
        let list = Self.list([
            told("A-1", .noAddress), told("A-2", .byDecision), told("A-3", .ended), told("A-4", .tooLate),
            told("A-5", .noWords),
        ])
        #expect(list.items.map(\.id.text) == ["A-1", "A-5"])
        #expect(list.items[0].step.order.hasPrefix("tell the setting yourself, or mend what is missing"))
        #expect(list.items[1].step.reason.contains("the notifier's log names the file"))
        let nobodys = Self.list([told("A-1", coordinator: nil, .noAddress)], of: Worklist.nobody)
        #expect(nobodys.items.contains { $0.step.order.hasPrefix("tell the setting yourself") })
    }

    @Test func `asks somebody to look after a death, for four weeks, and nothing else`() throws {
        for (reason, isAsked) in [(EndReason.died, true), (.transferred, false)] {
            let story = Self.story("A-1", held: "2024-05-02") { story in
                let key = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
                story.write(key, .maintain, .decisionMaintain)
                story.fail(.tellDecision, fact: key.reference, to: .contact(1), until: Day.of("2025-01-01"))
                story.report(.planEnded(PlanEnded(reason: reason)))
            }
            let items = Self.list([story]).items
            #expect(items.map(\.step.code) == (isAsked ? [.lookAfterDeath] : []))
        }
    }

    @Test func `says what is missing where the letter can be addressed to nobody`() throws {
        let nobody = Self.story("A-1", held: "2024-08-20") { story in
            story.contact(1, holdsRights: false)
            story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
        }
        let steps = Self.list([nobody]).items.map(\.step)
        #expect(steps.map(\.code).contains(.recordWhoIsTold))
        #expect(steps.map(\.code).contains(.recordHolders))
        // Whom a decision closes is no address to look for.
        let closed = Self.story("A-1", held: "2024-08-20") { story in
            story.contact(1, mayBeWrittenTo: false, by: .safeguardingLead)
            story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
        }
        let step = try #require(Self.list([closed]).items.first?.step)
        #expect(step.code == .settleTelling && step.who == .manager)
        #expect(step.remarks.contains("the parent is not told, by decision"))
        #expect(!Self.list([closed]).text().contains("address"))
    }

    @Test func `shows two days for one meeting`() throws {
        let story = Self.story("A-1", held: "2024-08-20") { story in
            story.report(on: "2024-08-21", .meetingHeld(MeetingHeld(review: 1)))
        }
        let step = try #require(Self.list([story]).items.first?.step)
        #expect(
            step.remarks.contains(
                "two days are reported for the meeting, 20 Aug 2024 and 21 Aug 2024: correct or withdraw one"))
    }

    @Test func `names the transfer's plan once its sixteen weeks have begun`() {
        func story(_ year: UInt16) -> Story {
            var story = Story("A-1", first: Self.today)
            story.report(
                .planRecorded(
                    .sample {
                        $0.transfer = .secondaryToPost16; $0.transferYear = year
                    }))
            return story
        }
        // 30 March 2024 has passed; 30 March 2025 is more than sixteen weeks away.
        #expect(Self.list([story(2024)]).items.map(\.step.by) == [Day.of("2024-03-30")])
        #expect(Self.list([story(2025)]).items.isEmpty)
    }

    @Test func `offers to send again what came back once people has another record of whoever it was for`() throws {
        let story = Self.story("A-1", held: "2024-08-01") { story in
            let key = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
            story.write(key, .maintain, .decisionMaintain)
            story.send(.tellDecision, fact: key.reference, to: [.contact(1)])
            let message = ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(1))
            story.conclude(
                message.at(.returned, attempt: 1), .notificationReturned(NotificationReturned(why: .returned)))
        }
        var caseload = Caseload(partitions: 1)
        caseload.begin(on: Day.of(Self.today))
        for (position, entry) in story.entries { caseload.append(entry, of: story.id, at: position) }
        func steps(_ person: Person?, on day: Day) -> [StepCode] {
            var people = PeopleDays()
            people.take(Person(name: "Ada", email: "ada@example.org"), at: "A-1/1", on: Day.of("2024-01-10"))
            people.take(person, at: "A-1/1", on: day)
            let list = Worklist(of: "C-07", in: caseload, on: Day.of(Self.today), people: people)
            return list.items.map(\.step.code)
        }
        let moved = Person(name: "Ada", address: ["2 New Road", "BR1 2AA"])
        #expect(steps(moved, on: Day.of(Self.today) + 1) == [.sendAgain])
        #expect(steps(moved, on: Day.of(Self.today)) == [.reachAddressee], "it may be the address to which it went")
        #expect(
            steps(Person(name: "Ada", address: ["no fixed abode"]), on: Day.of(Self.today) + 1) == [.reachAddressee])
        #expect(steps(nil, on: Day.of(Self.today) + 1) == [.reachAddressee], "whoever was erased has none")
    }

    @Test func `offers to order what a supplier makes for whoever reads so by what people holds alone`() throws {
        let story = Self.story("A-1", held: "2024-08-01") { story in
            let key = story.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .maintain)))
            story.write(key, .maintain, .decisionMaintain)
            story.send(.tellDecision, fact: key.reference, to: [.contact(1)])
        }
        var caseload = Caseload(partitions: 1)
        caseload.begin(on: Day.of(Self.today))
        for (position, entry) in story.entries { caseload.append(entry, of: story.id, at: position) }
        func steps(_ people: PeopleDays) -> [StepCode] {
            Worklist(of: "C-07", in: caseload, on: Day.of(Self.today), people: people).items.map(\.step.code)
        }
        var people = PeopleDays()
        people.take(
            Person(name: "Ada", email: "ada@example.org", format: "audio"), at: "A-1/1", on: Day.of("2024-01-10"))
        #expect(steps(people) == [.orderFormat])
        // Another address begins nothing anew, another format does.
        people.take(
            Person(name: "Ada", email: "ada@example.com", format: "audio"), at: "A-1/1", on: Day.of(Self.today) + 1)
        #expect(steps(people) == [.orderFormat])
        people.take(
            Person(name: "Ada", email: "ada@example.com", format: "bsl"), at: "A-1/1", on: Day.of(Self.today) + 1)
        #expect(steps(people).isEmpty)
        people.take(nil, at: "A-1/1", on: Day.of(Self.today) + 1)
        #expect(steps(people).isEmpty && steps(PeopleDays()).isEmpty)
    }

    @Test func `is the same for programs`() throws {
        let json = try Self.list([Self.story("A-1", held: "2024-08-01")]).json()
        #expect(
            json.hasPrefix(
                #"{"coordinator":"C-07","day":"2024-09-02","longest_waiting_one_in":3,"groups":{"in-reach":0,"late":1,"#
                    + #""undated":0,"coming":0},"items":[{"case":"A-1","group":"late","review":1,"#))
        #expect(json.contains("\"by\":\"2024-08-29\",\"days_left\":-4"))
        #expect(json.contains("\"family_waits\":true"))
        #expect(json.contains(#""code":"decide","values":[],"who":"coordinator""#))
        #expect(json.contains(#""because":{"code":"due","rule":"DEC-1","values":["DEC-1 2024-08-29 2024-08-01"],"#))
        #expect(json.contains(#"{"code":"report-overdue","rule":"REP-1","values":["2024-08-15"],"#))
    }
}
