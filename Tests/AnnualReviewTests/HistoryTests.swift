import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@testable import AnnualReview

@Suite struct `The history of a case` {
    /// A Progress Review that keeps the plan, told in time; one message failed on the way.
    static func maintained() -> Story {
        var story = Story("B-10001", first: "2024-08-13")
        story.report(by: .importer, .planRecorded(.sample()))
        let due = Day.of("2024-12-04")
        story.conclude(
            ConclusionID(.opened, review: 1, day: due), .reviewOpened(ReviewOpened(kind: .progress, rule: .of(.cyc2))))
        story.send(.tellReviewDue, day: due, to: [.parent, .coordinator])
        story.day("2024-09-20")
        let meeting = Day.of("2024-11-01")
        let arranged = story.report(by: .setting, .meetingArranged(MeetingArranged(review: 1, meeting: meeting)))
        story.send(
            .tellInvitation, fact: arranged.reference, until: meeting,
            to: [.setting, .parent, .coordinator, .socialCare])
        story.fail(.tellInvitation, fact: arranged.reference, to: .health, until: meeting)
        story.report(
            .approachChosen(ApproachChosen(review: 1, kind: .progress, agreed: [.parent, .setting, .coordinator])))
        story.day("2024-10-16")
        story.report(by: .setting, .adviceCirculated(AdviceCirculated(review: 1)))
        story.report(by: .family, .viewsReceived(ViewsReceived(review: 1, from: .parent)))
        story.day("2024-11-04")
        story.report(by: .setting, on: "2024-11-01", .meetingHeld(MeetingHeld(review: 1)))
        story.day("2024-11-12")
        story.report(by: .setting, .reportReceived(ReportReceived(review: 1, recommends: .maintain)))
        story.day("2024-11-20")
        let key = story.report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: DocumentHash(of: [1]))))
        story.decide(key, .maintain, .decisionMaintain)
        story.day("2024-11-21")
        return story
    }

    /// A Progress Review that ends in an amendment: refused once, then told with its notice; the final plan is to come.
    static func amended() -> Story {
        var story = Story("B-10002", first: "2024-08-13")
        story.report(
            by: .importer,
            .planRecorded(
                .sample {
                    $0.transfer = .primaryToSecondary
                    $0.transferYear = 2025
                    $0.transferNamed = false
                    $0.year = 6
                    $0.priority = [.lookedAfter]
                }))
        story.conclude(
            ConclusionID(.opened, review: 1, day: Day.of("2024-12-04")),
            .reviewOpened(ReviewOpened(kind: .progress, rule: .of(.cyc2))))
        story.report(on: "2024-08-13", .meetingArranged(MeetingArranged(review: 1, meeting: Day.of("2024-09-26"))))
        story.day("2024-09-27")
        story.report(by: .setting, on: "2024-09-26", .meetingHeld(MeetingHeld(review: 1)))
        story.report(by: .setting, .reportReceived(ReportReceived(review: 1, recommends: .amend)))
        story.day("2024-10-10")
        let first = story.report(
            .decisionSubmitted(DecisionSubmitted(review: 1, outcome: .amend, officer: actorID("C-07"))))
        story.conclude(
            ConclusionID(.decisionRefused, review: 1, fact: first.reference),
            .decisionRefused(
                DecisionRefused(lacks: ["no-reasons", "no-amendments"])))
        story.send(.tellRefused, fact: first.reference, to: [.coordinator])
        story.day("2024-10-14")
        let second = story.report(
            replaces: first,
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .amend, officer: actorID("C-07"), reasons: DocumentHash(of: [1]),
                    plan: DocumentHash(of: [2]), amendments: DocumentHash(of: [3]), evidence: [DocumentHash(of: [4])])))
        story.decide(second, .amend, .decisionAmend)
        story.day("2024-11-01")
        story.report(by: .family, on: "2024-10-28", .representationsReceived(RepresentationsReceived(review: 1)))
        return story
    }

    /// Decided late, with the alarm, the apology, and a meeting that came to light weeks after it.
    static func late() -> Story {
        var story = Story("B-10003", first: "2024-06-03")
        story.report(by: .importer, .planRecorded(.sample()))
        story.contact(1, .youngPerson, by: .importer)
        story.contact(2, .parent, holdsRights: false, by: .importer)
        story.report(by: .importer, on: "2024-05-20", .reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)))
        story.day("2024-07-22")
        story.report(by: .setting, on: "2024-06-20", .meetingHeld(MeetingHeld(review: 1)))
        story.conclude(
            ConclusionID(.noDecisionBy, review: 1, day: Day.of("2024-07-18")),
            .notRecorded(NotRecorded(rule: .of(.dec1))))
        story.send(
            .tellNotRecorded, day: Day.of("2024-07-18"), about: .noDecisionBy, to: [.coordinator, .manager])
        story.send(.tellLateToFamily, day: Day.of("2024-07-18"), to: [.contact(1)])
        story.day("2024-09-09")
        story.report(
            on: "2024-09-06", .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)))
        return story
    }

    /// A child without a setting: two days for one meeting, a report on the wrong child, nothing decided.
    static func withoutSetting() -> Story {
        var story = Story("B-10004", first: "2024-06-03")
        story.report(
            by: .importer,
            .planRecorded(
                .sample {
                    $0.setting = nil
                    $0.placement = .otherwise
                    $0.reviewed = nil
                    $0.made = nil
                    $0.priority = [.notAttending]
                }))
        story.conclude(ConclusionID(.opened, review: 1), .reviewOpened(ReviewOpened(kind: .annual)))
        story.day("2024-07-01")
        story.report(on: "2024-06-25", .meetingHeld(MeetingHeld(review: 1)))
        story.report(on: "2024-06-26", .meetingHeld(MeetingHeld(review: 1)))
        let wrong = story.report(by: .of(.health), .viewsReceived(ViewsReceived(review: 1, from: .health)))
        story.day("2024-07-03")
        story.report(.withdrawn(Withdrawn(report: wrong)))
        story.report(
            .planRecorded(
                .sample {
                    $0.made = Day.of("2022-03-01"); $0.reviewed = nil; $0.setting = nil
                }))
        story.day("2024-07-30")
        return story
    }

    /// A review that the setting asked for and the council agreed to, another request that nobody answers, progress in
    /// between, a parent who did not agree with the kind of review, and short-term outcomes.
    static func early() -> Story {
        var story = Story("B-10005", first: "2024-02-05")
        story.report(by: .importer, .planRecorded(.sample { $0.interval = 6 }))
        let request = story.report(
            by: .setting,
            .earlyReviewRequested(
                EarlyReviewRequested(from: .setting, ground: .placementAtRisk, document: DocumentHash(of: [1]))))
        story.send(.tellEarlyRequest, review: 0, fact: request.reference, to: [.coordinator])
        story.day("2024-02-12")
        let answer = story.report(
            .earlyReviewAnswered(
                EarlyReviewAnswered(
                    request: request, agreed: true, review: 1, officer: actorID("C-07"), document: DocumentHash(of: [2])
                )
            ))
        story.send(.tellEarlyAnswer, review: 0, fact: answer.reference, to: [.parent, .setting])
        story.conclude(
            ConclusionID(.opened, review: 1, day: Day.of("2024-12-04")),
            .reviewOpened(ReviewOpened(kind: .transition, rule: .of(.cyc2))))
        story.report(
            .approachChosen(
                ApproachChosen(
                    review: 1, kind: .progress, agreed: [.setting, .coordinator], disagreed: [.parent])))
        story.day("2024-02-28")
        story.conclude(
            ConclusionID(.noAnswerBy, review: 1, day: Day.of("2024-02-27")), .notRecorded(NotRecorded(rule: .of(.pol1)))
        )
        story.send(
            .tellNotRecorded, day: Day.of("2024-02-27"), about: .noAnswerBy, to: [.coordinator, .manager])
        story.day("2024-03-01")
        story.report(
            .disagreementAnswered(
                DisagreementAnswered(review: 1, to: .parent, document: DocumentHash(of: [3]))))
        story.report(
            by: .family,
            .viewsReceived(ViewsReceived(review: 1, from: .parent, form: .parentalContribution, onPaper: true)))
        story.day("2024-03-20")
        story.report(.meetingHeld(MeetingHeld(review: 1)))
        story.report(.reportReceived(ReportReceived(review: 1, recommends: .amend)))
        story.report(.shortTermOutcomesAgreed(ShortTermOutcomesAgreed(review: 1, document: DocumentHash(of: [4]))))
        story.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)))
        story.day("2024-05-01")
        story.report(by: .family, .progressRecorded(ProgressRecorded(from: .parent)))
        story.report(by: .family, .earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .needsChanged)))
        story.day("2024-05-20")
        story.conclude(
            ConclusionID(.noAnswerBy, day: Day.of("2024-05-16")), .notRecorded(NotRecorded(rule: .of(.cyc10))))
        story.send(
            .tellNotRecorded, review: 0, day: Day.of("2024-05-16"), about: .noAnswerBy, to: [.coordinator, .manager])
        return story
    }

    /// Two parents in two households and a foster carer: the safeguarding lead closes one parent before the decision, and
    /// the letter of another cannot be sent.
    static func contacts() -> Story {
        var story = Story("B-10006", first: "2024-08-13")
        story.report(by: .importer, .planRecorded(.sample()))
        story.contact(1, by: .importer)
        story.contact(2, by: .importer)
        story.contact(3, .fosterCarer, by: .importer)
        story.contact(4, .grandparent, holdsRights: false, by: .importer)
        story.conclude(
            ConclusionID(.opened, review: 1, day: Day.of("2024-12-04")),
            .reviewOpened(ReviewOpened(kind: .progress, rule: .of(.cyc2))))
        story.day("2024-09-02")
        story.contact(
            2, mayBeWrittenTo: false, locationProtected: true,
            by: .person(.safeguardingLead, actorID("SG-1"), by: .command))
        story.report(on: "2024-08-30", .meetingHeld(MeetingHeld(review: 1)))
        story.report(by: .family, .viewsReceived(ViewsReceived(review: 1, from: .parent, contact: 1)))
        story.day("2024-09-20")
        let key = story.report(
            .decisionSubmitted(
                DecisionSubmitted(
                    review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: DocumentHash(of: [1]))))
        story.write(key, .maintain, .decisionMaintain, to: [1, 3])
        story.send(.tellDecision, fact: key.reference, to: [.contact(1), .setting])
        story.fail(.tellDecision, fact: key.reference, to: .contact(3), until: story.today + 30)
        story.day("2024-09-28")
        return story
    }

    @Test(arguments: [
        ("contacts", contacts()), ("early", early()), ("maintained", maintained()), ("amended", amended()),
        ("late", late()),
        ("without-setting", withoutSetting()),
    ])
    func `reads as the golden file has it`(name: String, story: Story) throws {
        let text = try #require(story.history).text
        let path = "Tests/AnnualReviewTests/Golden/case-\(name).txt"
        if Repository.isSet("UPDATE_GOLDEN") { try Repository.write(text, to: path) }
        #expect(text == (try Repository.text(path)))
    }

    @Test(arguments: [maintained(), amended(), late(), withoutSetting(), early(), contacts()])
    func `names a rule for every day that was set, and keeps to the terminal's width`(story: Story) throws {
        let history = try #require(story.history)
        #expect(!history.parts.isEmpty)
        for due in history.parts.flatMap(\.due) {
            #expect(due.deadline.why.hasSuffix(")"))
            #expect(!due.state.isEmpty)
        }
        for line in history.text.split(separator: "\n") { #expect(line.count <= Prose.width + 12, "\(line)") }
    }

    @Test func `tells a report that was sent again once, and a conclusion that came twice once`() throws {
        var story = Self.maintained()
        let before = try #require(story.history)
        for entry in story.entries.suffix(6) { story.append(entry.entry) }
        let after = try #require(story.history)
        #expect(after.parts.map { $0.lines.map(\.text) } == before.parts.map { $0.lines.map(\.text) })
        #expect(after.letters.count == before.letters.count)
        #expect(after.ignored > before.ignored)
    }

    @Test func `tells of an entry that repeats one report and adds another only what is new`() throws {
        var story = Self.late()
        let held = try #require(story.entries.first { $0.entry.events[0].data.kind == .meetingHeld })
        let views = Event(SubmissionKey(high: 99, low: 99), .viewsReceived(ViewsReceived(review: 1, from: .parent)))
        story.append(Entry(by: .setting, recorded: Day.of("2024-09-09"), events: held.entry.events + [views]))
        let lines = try #require(story.history?.parts.first?.lines)
        #expect(lines.count { $0.text == "The review meeting was held." } == 1)
        #expect(lines.count { $0.text == "The views of the parent came in." } == 1)
    }

    @Test func `shows both days when news came late`() throws {
        let lines = try #require(Self.late().history?.parts.first?.lines)
        let held = try #require(lines.first { $0.text == "The review meeting was held." })
        #expect(held.day == Day.of("2024-06-20"))
        #expect(held.recorded == Day.of("2024-07-22"))
    }

    @Test func `has no case without entries`() {
        #expect(Story("B-1", first: "2024-01-01").history == nil)
    }

    @Test
    func `says who is told and who is not, by whose decision, and says neither of a closed contact that it is told`()
        throws
    {
        let history = try #require(Self.contacts().history)
        #expect(
            history.contacts[1]
                == "Contact 2, the parent: holds the rights (SG-1, 2 Sep 2024); is not told, by decision of SG-1 on 2 Sep "
                + "2024; may see nothing; must not learn where the child is (SG-1, 2 Sep 2024).")
        #expect(history.plan.contains("Not told, by decision: the parent (contact 2)."))
        // The last of those who hold the rights was not sent theirs: nobody was told yet.
        #expect(history.next.first?.code == .sendDecision)
        #expect(!history.text.contains("(contact 2) was told"))
        let json = try history.json()
        #expect(
            json.contains(
                #"{"contact":2,"relation":"parent","holds_rights":true,"may_be_written_to":false,"may_see":"nothing","#)
        )
    }

    @Test func `is the same for programs`() throws {
        let json = try #require(try Self.amended().history?.json())
        #expect(json.contains("\"letters\":[{\"number\":1,\"review\":1,\"letter\":\"decision-amend\""))
        #expect(json.contains("\"no_longer_counts\":\"corrected on 14 Oct 2024\""))
        #expect(json.hasSuffix("}\n"))
    }
}
