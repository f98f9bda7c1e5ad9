import Casework
import CaseFile
import Contracts
import Notifier
import Scheduler
import Runtime
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import CouncilFiles

@Suite struct `What an import asks about` {
    // MARK: A backlog whose decision nobody dated

    static let backlog =
        "case,plan_made,last_review_decision,review_kind,meeting_held,decision_sent,decision_outcome,notice_sent,final_sent,"
        + "final_outcome\n"

    private func taken(_ cells: String) throws -> (file: CaseFile, report: ImportReport) {
        var office = Office(today: "2024-04-12")
        let report = try office.take("\(Self.backlog)B-1,2018-05-01,2023-04-20,annual,\(cells)\n")
        return (try #require(office.file("B-1")), report)
    }

    @Test(
        arguments: [
            ("2024-03-25,,,,2024-04-11,amended", nil, nil, "2024-04-11"),
            ("2024-03-25,?,amend,?,2024-04-11,amended", .amend, nil, "2024-04-11"),
            ("2024-03-25,?,amend,2024-04-02,,", .amend, "2024-04-02", nil),
            ("2024-03-25,?,maintain,,,", .maintain, nil, nil),
        ] as [(String, Outcome?, String?, String?)])
    func `a row with an unknown decision day is taken with what is known, and the day stays unknown`(
        cells: String, outcome: Outcome?, notice: String?, final: String?
    ) throws {
        let (file, report) = try taken(cells)
        #expect(report.problems.isEmpty, "\(report.problems)")
        #expect(report.warnings.contains { $0.reason.contains("the review is not complete until its day is known") })
        let review = try #require(file.review(1))
        #expect(file.plan?.made == Day.of("2018-05-01"))
        #expect(review.held == Day.of("2024-03-25"))
        #expect(review.told == nil && !review.isComplete)
        #expect(review.undated?.outcome == outcome && review.undated?.notice == notice.map(Day.of))
        #expect(review.finalTold == final.map(Day.of))
        // The year runs on from the last review that is known.
        #expect(file.lastReviewed == Day.of("2023-04-20"))
        let steps = NextSteps(of: file, log: LogBook(), on: Day.of("2024-04-12")).steps
        #expect(steps.contains { $0.review == 1 && $0.code == .findLetterDay })
    }

    @Test(arguments: [
        (
            "2024-03-25,2024-04-02,maintain,2024-04-02,,",
            "notice_sent: the amendment notice is given, and the decision is not to amend"
        ),
        (
            "2024-03-25,2024-04-02,cease,2024-04-02,2024-04-11,amended",
            "notice_sent: the amendment notice is given, and the decision is not to amend"
        ),
        (
            "2024-03-25,2024-04-02,maintain,,2024-04-11,amended",
            "final_sent: the final plan is given, and the decision is not to amend"
        ),
        ("2024-03-25,,,,,amended", "final_outcome: how the amendment ended is given, and no day of its letter"),
    ])
    func `what contradicts its outcome is refused, once`(cells: String, reason: String) throws {
        var office = Office(today: "2024-04-12")
        let report = try office.take("\(Self.backlog)B-1,2018-05-01,2023-04-20,annual,\(cells)\n")
        #expect(report.problems.map(\.description) == ["plans.csv:2: \(reason)"])
    }

    @Test func `the day that is found later takes the place of what stood without it`() throws {
        var office = Office(today: "2024-04-12")
        let unknown = "\(Self.backlog)B-1,2018-05-01,2023-04-20,annual,2024-03-25,?,amend,2024-04-02,,\n"
        try office.take(unknown)
        #expect(try office.take(unknown).plans.unchanged == 1)
        let known = unknown.replacing("?", with: "2024-04-02")
        try office.take(known)
        let review = try #require(office.file("B-1")?.review(1))
        #expect(review.told == Day.of("2024-04-02") && review.outcome == .amend && review.undated == nil)
        #expect(try office.take(known).plans.unchanged == 1)
        try office.take(unknown)
        #expect(office.file("B-1")?.review(1)?.told == nil && office.file("B-1")?.review(1)?.undated?.outcome == .amend)
    }

    @Test func `a final plan nine days after its notice is pointed out, and said wherever it is called in time`() throws
    {
        let (file, report) = try taken("2024-03-25,2024-04-02,amend,2024-04-02,2024-04-11,amended")
        let early = "the family's fifteen days for its answer ended on 16 Apr 2024"
        #expect(report.warnings.contains { $0.reason.contains(early) })
        let review = try #require(file.review(1))
        #expect(
            file.concerns(about: review, on: Day.of("2024-04-12")).contains {
                $0.rule == "AMD-2" && $0.what.contains("16 Apr 2024")
            })
        var story = Story("B-1", first: "2024-03-01")
        story.report(.planRecorded(.sample { $0.reviewed = Day.of("2023-05-20") }))
        story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)))
        story.day("2024-04-12")
        story.report(on: "2024-03-25", .meetingHeld(MeetingHeld(review: 1)))
        story.report(
            on: "2024-04-02",
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: Day.of("2024-04-02"))))
        story.report(on: "2024-04-11", .finalRecorded(FinalRecorded(review: 1, outcome: .amended)))
        #expect(story.history?.text.contains("in time, but before the family's fifteen days") == true)
        story.report(on: "2024-04-10", .representationsReceived(RepresentationsReceived(review: 1)))
        #expect(story.history?.text.contains("fifteen days") == false)
    }

    // MARK: Settings, and children who moved in

    @Test func `a college without a number is asked about, and is a setting all the same`() throws {
        var office = Office()
        let rows =
            "case,setting_urn,setting_ukprn,placement\nB-1,,,further-education\nB-2,,10098765,further-education\n"
        let report = try office.take("\(rows)B-3,,,not-in-education\nB-4,,,not-recorded\n")
        #expect(report.warnings.map(\.line) == [2])
        #expect(
            report.warnings.first?.reason.contains(
                "recorded as further education and the setting by no number: nobody there is asked or told") == true)
        let (taken, today) = (office, office.today)
        func isFirst(_ id: String) throws -> Bool {
            Precedence(of: try #require(taken.file(id)), model: nil, on: today).isFirst
        }
        func codes(_ id: String) throws -> [FindingCode] {
            CaseInHand(try #require(CaseID(id)), try #require(taken.file(id)), on: today).standing.map(\.code)
        }
        #expect(try codes("B-1") == [.settingUnnumbered] && codes("B-2").isEmpty && codes("B-3").isEmpty)
        #expect(try !isFirst("B-1") && !isFirst("B-2"))
        #expect(try isFirst("B-3") && isFirst("B-4"))
    }

    @Test func `a child who moved in keeps the old council's days, and the days of the transfer follow`() throws {
        var office = Office(today: "2024-03-01")
        let columns = "case,plan_made,last_review_decision,moved_in,moved_in_told\n"
        let row = "\(columns)B-1,2019-07-12,2023-02-10,2024-02-28,\n"
        try office.take(row)
        let file = try #require(office.file("B-1"))
        // Three months from the transfer, as that is later than the twelve months of the old council's review (MOV-5).
        #expect(file.reviewDue == Day.of("2024-05-27"))
        #expect(file.movedIn?.isFamilyTold == false)
        #expect(try office.take(row).plans.unchanged == 1)
        try office.take(row.replacing("2024-02-28,", with: "2024-02-28,2024-03-01"))
        #expect(office.file("B-1")?.movedIn?.isFamilyTold == true)
        // An emptied cell takes it back.
        try office.take("\(columns)B-1,2019-07-12,2023-02-10,,\n")
        #expect(office.file("B-1")?.movedIn == nil)
        #expect(office.file("B-1")?.reviewDue == Day.of("2024-02-09"))
        #expect(
            try office.problems("\(columns)B-2,2019-07-12,,,2024-03-01\nB-3,2019-07-12,,2019-07-11,\n") == [
                "plans.csv:2: moved_in_told: a day on which the family was told of a transfer is given, and none of the "
                    + "transfer",
                "plans.csv:3: moved_in: 11 Jul 2019 is before the plan was made, on 12 Jul 2019",
            ])
    }

    // MARK: Transfers

    @Test(arguments: [("6", "14 Feb 2025"), ("11", "30 Mar 2025"), ("N", "14 Feb 2025")])
    func `a child in a year from which a transfer follows, of which nothing is written, is asked about`(
        year: String, by: String
    ) throws {
        var office = Office()
        let report = try office.take("case,year_group,transfer_phase\nB-1,\(year),\nB-2,\(year),none\nB-3,5,\n")
        #expect(report.warnings.count == 1)
        #expect(report.warnings.first?.line == 2)
        #expect(report.warnings.first?.reason.contains("the plan must name the next place by \(by)") == true)
        #expect(office.file("B-2")?.plan?.noTransfer == true)
        func steps(_ id: String) throws -> [NextStep] {
            NextSteps(of: try #require(office.file(id)), log: LogBook(), on: office.today).steps
        }
        let step = try #require(
            try steps("B-1").first { $0.code == .recordTransfer })
        #expect(step.by?.short == by)
        #expect(try !steps("B-2").contains { $0.order.contains("transfer") })
        #expect(try !steps("B-3").contains { $0.order.contains("transfer") })
    }

    @Test func `children whose school may end with their year are asked about together`() throws {
        var office = Office()
        let report = try office.take(
            "case,year_group,transfer_phase\nB-1,2,\nB-2,8,\nB-3,2,infant-to-junior\nB-4,4,none\n")
        #expect(report.warnings.map(\.line) == [2])
        #expect(report.warnings.first?.reason.hasPrefix("in lines 2 and 3 the child is in Year 2, 4 or 8") == true)
    }

    @Test func `none stands with no year and no naming`() throws {
        #expect(
            try Office().problems("case,transfer_phase,transfer_year\nB-1,none,2025\n")
                == ["plans.csv:2: transfer_year: something of a transfer is given, and that there is none"])
    }

    // MARK: Rights by age

    static let people = "for,contact,relation,holds_rights,name,address1,postcode\n"

    private func holders(born: String, _ rows: String) throws -> (told: [UInt8], report: ImportReport) {
        var office = Office()
        let report = try office.take("case,born\nB-1,\(born)\n", people: Self.people + rows)
        return (try #require(office.file("B-1")).toldHolders.map(\.number), report)
    }

    @Test func `past compulsory school age the rights are the young person's where the cell is empty`() throws {
        let rows = "B-1,1,parent,,Ms Cat,1 Street,BR1 1AA\nB-1,2,young-person,,Kim,2 Street,BR1 1AA\n"
        let adult = try holders(born: "2005-03", rows)
        #expect(adult.told == [2])
        #expect(
            adult.report.warnings.contains {
                $0.finding?.code == .rightsByAge
                    && $0.reason.contains("compulsory school age ended on 25 Jun 2021, and where nothing else is said")
            })
        let child = try holders(born: "2013-03", rows)
        #expect(child.told == [1])
        #expect(child.report.warnings.isEmpty)
    }

    @Test func `a parent alone of a young person holds nothing by silence, and that is said`() throws {
        let (told, report) = try holders(born: "2005-03", "B-1,1,parent,,Ms Cat,1 Street,BR1 1AA\n")
        #expect(told.isEmpty)
        #expect(report.warnings.contains { $0.finding?.code == .nobodyHolds })
    }

    @Test func `a parent who is said to hold them past that age does not by that alone, and that is said`() throws {
        var office = Office()
        let rows = "B-1,1,parent,yes,Ms Cat,1 Street,BR1 1AA\n"
        let report = try office.take("case,born\nB-1,2005-03\n", people: Self.people + rows)
        #expect(report.warnings.contains { $0.finding?.code == .heldPastAge })
        func holders() throws -> [UInt8] { try #require(office.file("B-1")).toldHolders.map(\.number) }
        office.ask(Scheduler(), of: "B-1")
        #expect(try holders().isEmpty)
        office.report(
            .capacityAssessed(
                CapacityAssessed(
                    decision: .annualReview, lacks: true, assessor: actorID("SW-4"),
                    evidence: DocumentHash(1, 2, 3, 4), againBy: office.today + 365)), of: "B-1")
        #expect(try holders() == [1])
    }

    @Test func `a case of a young person without any contact is asked about, and is on the worklist`() throws {
        var office = Office()
        let report = try office.take("case,born,coordinator\nB-1,2005-03,C-07\n")
        #expect(report.warnings.map(\.line) == [2])
        #expect(report.warnings.first?.reason.contains("record who holds them now") == true)
        let file = try #require(office.file("B-1"))
        let steps = NextSteps(of: file, log: LogBook(), on: office.today).steps
        #expect(steps.first?.code == .recordRights)
        #expect(steps.first?.by == Day.of("2021-06-25"))
    }

    @Test func `the rights pass on the day after compulsory school age ends, and both are told six months before`()
        throws
    {
        var office = Office(today: "2024-12-27")
        let rows = "B-1,1,parent,,Ms Cat,1 Street,BR1 1AA\nB-1,2,young-person,,Kim,2 Street,BR1 1AA\n"
        try office.take("case,born\nB-1,2009-03\n", people: Self.people + rows)
        func told() throws -> [UInt8] { try #require(office.file("B-1")).toldHolders.map(\.number) }
        func asked() throws -> [String] {
            try #require(office.file("B-1")).messages.map(\.id.description).filter { $0.contains("rights") }
        }
        for _ in 0..<182 {
            office.ask(Scheduler(), of: "B-1")
            office.ask(Notifier(), of: "B-1")
            office.nextDay()
        }
        #expect(office.today == Day.of("2025-06-27"), "the last Friday of June")
        #expect(try told() == [1])
        let before = [1, 2].map { "tell-rights-will-pass/2025-06-27/contact-\($0)" }
        #expect(try asked() == before)
        office.nextDay()
        office.ask(Scheduler(), of: "B-1")
        office.ask(Notifier(), of: "B-1")
        #expect(try told() == [2])
        #expect(try asked() == before + [1, 2].map { "tell-rights-passed/2025-06-27/contact-\($0)" })
    }

    @Test
    func `the family of a child who moved in is told within six weeks of the transfer, and when the plan is reviewed`()
        throws
    {
        var office = Office(today: "2025-01-02")
        let rows = "B-1,1,parent,yes,Ms Cat,1 Street,BR1 1AA\nB-2,1,parent,yes,Mr Dog,2 Street,BR1 1AA\n"
        try office.take("case,born\nB-1,2014-03\nB-2,2014-03\n", people: Self.people + rows)
        let transferred = Day.of("2024-12-20")
        for id in ["B-1", "B-2"] {
            office.report(
                .movedIn(MovedIn(made: Day.of("2024-01-10"), told: id == "B-2" ? Day.of("2025-01-02") : nil)),
                of: id, on: transferred)
            office.ask(Notifier(), of: id)
        }
        func letters(_ id: String) throws -> [ConclusionID] {
            try #require(office.file(id)).messages.map(\.id).filter { $0.subject == .tellMovedIn }
        }
        #expect(try letters("B-2").isEmpty, "its family was told outside this system")
        let letter = try #require(try letters("B-1").first)
        #expect(letter.addressee == .contact(1))
        #expect(try #require(office.file("B-1")).reviewDue == Day.of("2025-03-19"), "three months from the transfer")
        #expect(try #require(office.file("B-1")?.movedIn).isFamilyTold == false)
        office.send(letter, of: "B-1")
        #expect(try #require(office.file("B-1")?.movedIn).isFamilyTold)
        for _ in 0..<60 { office.nextDay() }
        for id in ["B-1", "B-2"] {
            office.ask(Scheduler(), of: id)
            #expect(try #require(office.file(id)).said.contains { $0.subject == .noTransferLetterBy } == false)
        }
    }

    // MARK: Meetings

    @Test func `meetings on days when hardly anybody meets, and decisions without any, are pointed out`() throws {
        var office = Office(today: "2025-01-02")
        let report = try office.take(
            "case,review_kind,meeting_held,meeting_arranged_for,decision_sent\nB-1,annual,2024-12-28,,\n"
                + "B-2,annual,2024-12-25,2025-02-02,\nB-3,annual,,,2024-12-20\nB-4,annual,2024-12-19,,2024-12-20\n")
        #expect(
            report.warnings.map { "\($0.line): \($0.reason)" } == [
                "2: B-1: the day of the meeting, 28 Dec 2024, is a Saturday",
                "3: B-2: the day of the meeting, 25 Dec 2024, is Christmas Day",
                "3: B-2: the day of the meeting, 2 Feb 2025, is a Sunday",
                "4: B-3: a decision is recorded and no meeting: without one there is no review, and its twelve months run on "
                    + "(MTG-1, SEND Regulations 2014, reg 20(1))",
            ])
        #expect(office.file("B-3")?.lastReviewed == nil && office.file("B-4")?.lastReviewed == Day.of("2024-12-20"))
    }
}
