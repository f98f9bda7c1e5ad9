import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

/// The whole of what the law asks before a plan ceases, by age and institution.
@Suite struct `A decision to cease` {
    private let document = DocumentHash(1, 2, 3, 4)

    /// Of somebody born in that month, whose meeting was on 20 August 2024, on 2 September.
    private func met(born: String?, placement: Placement = .mainstream) throws -> Hand {
        var hand = try Hand("2024-09-02", born: born.flatMap { Month($0) }, placement: placement)
        hand.story.contact(1, .youngPerson, on: day("2024-08-01"))
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-20"))
        hand.story.report(.reportReceived(ReportReceived(review: 1)), on: day("2024-08-30"))
        return hand
    }

    private func findings(_ hand: Hand, _ change: (inout DecisionSubmitted) -> Void = { _ in }) -> [FindingCode] {
        var decision = DecisionSubmitted(
            review: 1, outcome: .cease, officer: actorID("C-07"), reasons: document, consulted: day("2024-08-20"),
            ground: .notNecessary)
        change(&decision)
        return hand.findings(.decisionSubmitted(decision)).filter { $0 != .rightsUnconfirmed }
    }

    @Test func `names one of the two grounds (CEASE-1)`() throws {
        let hand = try met(born: "2012-05")
        #expect(findings(hand).isEmpty)
        #expect(findings(hand) { $0.ground = nil } == [.noGround])
    }

    @Test func `follows a consultation, or offers of one that nobody answered (CEASE-2)`() throws {
        let hand = try met(born: "2012-05")
        #expect(findings(hand) { $0.consulted = nil } == [.notConsulted])
        func offered(_ days: String...) -> [FindingCode] {
            findings(hand) {
                $0.consulted = nil
                $0.offered = days.map { day($0) }
            }
        }
        #expect(offered("2024-08-01", "2024-08-12").isEmpty)
        #expect(offered("2024-08-01", "2024-08-01") == [.offeredOnce])
        #expect(offered("2024-08-01", "2024-09-03") == [.consultedLate])
    }

    @Test
    func `under 18 rests on the plan being no longer necessary, and asks of one who left for a way back (CEASE-6)`()
        throws
    {
        #expect(findings(try met(born: "2007-03")) { $0.ground = .notResponsible } == [.underEighteen])
        #expect(findings(try met(born: "2007-03", placement: .notInEducation)) == [.outOfEducation])
        #expect(
            findings(try met(born: "2006-03")) { $0.ground = .notResponsible } == [], "18, and at a school still")
        // In the month of the birthday both may be so.
        #expect(
            findings(try met(born: "2006-09", placement: .notInEducation)) == [.leaverNotAsked, .outOfEducation])
    }

    @Test func `from 18 on of one who left says what the review found about a return (CEASE-7)`() throws {
        let hand = try met(born: "2006-03", placement: .notInEducation)
        #expect(findings(hand) == [.leaverNotAsked])
        #expect(findings(hand) { $0.noReturn = .notWished }.isEmpty)
    }

    @Test func `from 19 on regards the outcomes, for age alone ends no plan (CEASE-8)`() throws {
        let hand = try met(born: "2005-03", placement: .furtherEducation)
        #expect(findings(hand) == [.outcomesNotRegarded])
        #expect(findings(hand) { $0.outcomesAchieved = false }.isEmpty)
        #expect(findings(try met(born: "2006-03", placement: .furtherEducation)).isEmpty)
    }

    @Test func `at 25 names no day after the last, which depends on the institution (CEASE-9)`() throws {
        // 25 in March 2025: at a college until 31 July 2025, elsewhere until the course ends, and to March 2026 at the latest.
        let hand = try met(born: "2000-03", placement: .furtherEducation)
        func ceasing(_ date: String, _ institution: Institution?, courseEnds: String? = nil) -> [FindingCode] {
            findings(hand) {
                $0.outcomesAchieved = true
                $0.ceases = day(date)
                $0.institution = institution
                $0.courseEnds = courseEnds.map { day($0) }
            }
        }
        #expect(ceasing("2025-07-31", .college).isEmpty)
        #expect(ceasing("2025-08-01", .college) == [.ceasesAfterLastDay])
        #expect(ceasing("2025-08-01", .other, courseEnds: "2025-12-19").isEmpty)
        #expect(ceasing("2025-12-20", .other, courseEnds: "2025-12-19") == [.ceasesAfterLastDay])
        #expect(ceasing("2025-08-01", nil) == [.institutionUnknown])
        #expect(ceasing("2024-12-01", nil).isEmpty, "before 25 the institution decides nothing")
    }

    @Test func `whose appeal would outlast the plan's last day by age is no decision to cease (CEASE-9)`() throws {
        let hand = try met(born: "1999-03", placement: .furtherEducation)
        let found = findings(hand) {
            $0.outcomesAchieved = true
            $0.institution = .college
        }
        #expect(found == [.endsByAge])
    }

    @Test func `of an unknown age is for a manager to pass (CEASE-6)`() throws {
        #expect(findings(try met(born: nil)) == [.bornUnknown])
    }

    @Test func `keeps the plan until the time for an appeal has passed, and while one is open (CEASE-4, CEASE-5)`()
        throws
    {
        var hand = try Hand("2024-09-02", born: Month("2012-05"))
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-05-20"))
        hand.story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .cease)), on: day("2024-06-10"))
        func ended(_ reason: EndReason = .needsMet, on date: String) -> [FindingCode] {
            hand.findings(.planEnded(PlanEnded(reason: reason)), on: date)
        }
        // Two months from 10 June end on 10 August, a Saturday in August: the first working day of September.
        #expect(ended(on: "2024-09-02") == [.keptForAppeal])
        #expect(ended(.died, on: "2024-08-02").isEmpty)
        hand.today = day("2024-09-20")
        #expect(ended(on: "2024-09-03").isEmpty)
        hand.story.report(.appealRecorded(AppealRecorded(review: 1, step: .lodged)), on: day("2024-08-20"))
        #expect(ended(on: "2024-09-03") == [.appealOpen])
        var dismissed = hand
        dismissed.story.report(
            .appealRecorded(AppealRecorded(review: 1, step: .dismissed)), on: day("2024-09-10"))
        #expect(dismissed.findings(.planEnded(PlanEnded(reason: .needsMet)), on: "2024-09-10").isEmpty)
        hand.story.report(
            .appealRecorded(AppealRecorded(review: 1, step: .orderedToContinue)), on: day("2024-09-10"))
        #expect(ended(on: "2024-09-12") == [.orderedToContinue])
    }

    @Test func `is kept a month longer by a mediation certificate (CEASE-4, APP-2)`() throws {
        var hand = try Hand("2024-09-20", born: Month("2012-05"))
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-05-20"))
        hand.story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .cease)), on: day("2024-06-10"))
        hand.story.report(
            .mediationRecorded(MediationRecorded(review: 1, step: .certificate)), on: day("2024-08-30"))
        #expect(hand.findings(.planEnded(PlanEnded(reason: .needsMet)), on: "2024-09-20") == [.keptForAppeal])
    }
}

/// Appeals, mediation, and requests for a change of the plan.
@Suite struct `An appeal or a request for a change` {
    /// A case whose decision to keep the plan was sent on 3 June 2024.
    private func told(_ today: String = "2024-07-01") throws -> Hand {
        var hand = try Hand(today, born: Month("2012-05"))
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-05-20"))
        hand.story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: day("2024-06-03"))
        return hand
    }

    private func steps(_ hand: Hand) -> [String] {
        NextSteps(of: hand.story.file, log: hand.story.log, on: hand.today).steps.map {
            "\($0.order) by \($0.by?.description ?? "no day")"
        }
    }

    @Test func `is lodged after something was sent that can be appealed against, and what ends it after that`() throws {
        let hand = try told()
        func appeal(_ step: AppealStep, on date: String) -> [FindingCode] {
            hand.findings(.appealRecorded(AppealRecorded(review: 1, step: step)), on: date)
        }
        #expect(appeal(.lodged, on: "2024-06-02") == [.beforeDecision])
        #expect(appeal(.lodged, on: "2024-06-20").isEmpty)
        #expect(appeal(.dismissed, on: "2024-06-20") == [.noAppeal])
        #expect(
            try told("2024-12-01").findings(
                .appealRecorded(AppealRecorded(review: 1, step: .lodged)), on: "2024-11-20") == [.appealLate])
    }

    @Test func `against an amendment waits for its final plan (APP-6)`() throws {
        var hand = try Hand("2024-07-01", born: Month("2012-05"))
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-05-20"))
        hand.story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend)), on: day("2024-06-03"))
        #expect(
            hand.findings(.appealRecorded(AppealRecorded(review: 1, step: .lodged)), on: "2024-06-20") == [
                .beforeDecision
            ])
    }

    @Test func `is answered to the Tribunal in thirty working days, and its order carried out in its weeks`() throws {
        var hand = try told()
        hand.story.report(.appealRecorded(AppealRecorded(review: 1, step: .lodged)), on: day("2024-06-20"))
        // Thirty working days after 20 June, without those of August, which the Tribunal does not count.
        #expect(steps(hand).contains { $0.hasPrefix("answer the appeal of 20 Jun 2024 to the Tribunal by 2024-") })
        hand.story.report(
            .appealRecorded(AppealRecorded(review: 1, step: .orderedToAmend)), on: day("2024-06-28"))
        #expect(steps(hand).contains("send the plan that follows from the appeal by 2024-08-02"))
        #expect(!steps(hand).contains { $0.hasPrefix("answer the appeal") })
        hand.story.report(
            .finalRecorded(FinalRecorded(review: 1, outcome: .amended)), on: day("2024-07-01"))
        #expect(!steps(hand).contains { $0.hasPrefix("send the plan") })
    }

    @Test func `leaves thirty days for mediation that the family wants (MED-3)`() throws {
        var hand = try told()
        hand.story.report(.mediationRecorded(MediationRecorded(review: 1, step: .wanted)), on: day("2024-06-20"))
        #expect(steps(hand).contains("arrange the mediation that the family wants by 2024-07-20"))
        hand.story.report(.mediationRecorded(MediationRecorded(review: 1, step: .agreed)), on: day("2024-06-28"))
        #expect(!steps(hand).contains { $0.hasPrefix("arrange the mediation") })
    }

    @Test func `for a change waits for its answer within the council's own days, and is answered once (AMD-8)`() throws
    {
        var hand = try told()
        let request = hand.story.report(
            .changeRequested(ChangeRequested(from: .parent, sections: [.f], owner: actorID("C-07"))),
            on: day("2024-06-20"))
        #expect(
            steps(hand).contains("answer in writing the request of 20 Jun 2024 for a change of the plan by 2024-07-05"))
        let answer = EventData.changeAnswered(ChangeAnswered(request: request, agreed: false))
        #expect(hand.findings(answer, on: "2024-06-19") == [.beforeRequest, .changeWithoutReasons])
        #expect(
            hand.findings(.changeAnswered(ChangeAnswered(request: SubmissionKey(high: 1, low: 1), agreed: true))) == [
                .noSuchRequest
            ])
        hand.story.report(answer, on: day("2024-06-25"))
        #expect(!steps(hand).contains { $0.contains("for a change of the plan") })
        #expect(hand.findings(answer) == [.changeAnswered, .changeWithoutReasons])
    }

    @Test func `for a change that was corrected is answered by the key that it had`() throws {
        var hand = try told()
        let first = hand.story.report(.changeRequested(ChangeRequested(from: .parent)), on: day("2024-06-20"))
        hand.story.report(.changeRequested(ChangeRequested(from: .health)), on: day("2024-06-20"))
        hand.story.report(
            .changeRequested(ChangeRequested(from: .parent, sections: [.f])), on: day("2024-06-21"), replacing: first)
        hand.story.report(.changeAnswered(ChangeAnswered(request: first, agreed: true)), on: day("2024-06-22"))
        let requests = hand.story.file.changeRequests
        #expect(requests.map(\.from) == [.parent, .health])
        #expect(requests.map { $0.answer?.isAgreed } == [true, nil])
    }
}

/// Section F is not cut by the side door.
@Suite struct `A note of progress or of short-term outcomes` {
    @Test func `that less is provided, or nothing, is refused and offered as an amendment`() throws {
        let hand = try Hand("2024-09-02")
        func notes(_ provides: ProvisionChange?, _ items: [PlanItemID]?) -> [[FindingCode]] {
            [
                hand.findings(.progressRecorded(ProgressRecorded(from: .setting, items: items, provides: provides))),
                hand.findings(
                    .shortTermOutcomesAgreed(ShortTermOutcomesAgreed(review: 1, items: items, provides: provides))),
            ]
        }
        let items = [try #require(PlanItemID("F-3"))]
        #expect(notes(.less, items) == [[.sectionFCut], [.sectionFCut]])
        #expect(notes(ProvisionChange.none, items) == [[.sectionFCut], [.sectionFCut]])
        #expect(notes(.asPlanned, items) == [[], []])
        #expect(notes(.more, [try #require(PlanItemID("A-1"))]) == [[.itemsUnnamed], [.itemsUnnamed]])
        #expect(notes(nil, nil) == [[], [.itemsUnnamed]])
        let words = try #require(hand.words(.progressRecorded(ProgressRecorded(from: .setting, provides: .less))).first)
        #expect(words.contains("decide to amend, or record a request for a change"))
    }

    @Test(arguments: [
        ("Therapy was reduced to 20 minutes a week.", "reduced to"),
        ("From now on fewer\nhours of support.", "fewer hours"),
        ("The taxi is no longer provided", "no longer provided"), ("He was reduced, today, to laughter.", nil),
        ("More support, and more hours.", nil),
    ])
    func `that reads like less is asked about`(_ text: String, _ words: String?) throws {
        let note = Document(Array(text.utf8), salt: .random(), title: "note.md", audience: .council)
        let data = EventData.progressRecorded(ProgressRecorded(from: .setting, document: note.hash))
        guard case .accepted(_, let found) = try Hand("2024-09-02").decide(data, documents: [note.hash: note]) else {
            Issue.record("it was refused")
            return
        }
        #expect(found.map(\.line) == (words.map { ["reads-like-less|\($0)"] } ?? []))
    }
}
