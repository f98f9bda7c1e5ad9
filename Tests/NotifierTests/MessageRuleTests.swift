import CaseFile
import Contracts
import Letters
import Statute
import TestSupport
import Testing

@testable import Notifier

@Suite struct `The rules of messages` {
    @Test func `tell of what their kind of message tells of, and of nothing else`() throws {
        for row in MessageRule.table {
            let kind = try #require(MessageKind.of(row.subject))
            let fits =
                switch (kind.source, row.cause) {
                case (.opening, .concluded(.opened)), (.meeting, .meetingArranged): true
                case (.request, .earlyReviewRequested), (.answer, .earlyReviewAnswered): true
                case (.report(let told), .reported(let kind)): told == kind
                case (.resend, .resendAsked): true
                case (.alarm(nil), .concluded(let cause)): cause.isAlarm
                case (.reminder(let told), .concluded(let cause)), (.alarm(.some(let told)), .concluded(let cause)),
                    (.letter(let told), .concluded(let cause)), (.passing(let told), .concluded(let cause)):
                    told == cause
                case (.refusal(let one, let other), .concluded(let cause)): cause == one || cause == other
                default: false
                }
            #expect(fits, "\(row.subject) is said of \(row.cause), and its kind tells of \(kind.source)")
            #expect((row.recipients == .youngPersonAndHolders) == (kind.contacts == .youngPersonAndHolders))
            // A letter goes to whoever holds the rights, and nothing comes with what is none.
            let isLetter = if case .letter = kind.source { row.recipients == .rightsHolders } else { false }
            #expect(row.carriesLetter == isLetter, "\(row.subject) to \(row.recipients)")
            #expect(row.encloses.isEmpty || row.carriesLetter)
            // What is written as a letter when it leaves goes to the family alone.
            if case .letter(let letter) = row.text {
                #expect(row.recipients == .rightsHolders || row.recipients == .youngPersonAndHolders)
                #expect(!letter.isOfDecision && letter.rawValue == row.template)
            }
        }
    }

    @Test func `say each kind of message`() {
        let said = Set(MessageRule.table.map(\.subject))
        #expect(said == Set(MessageKind.table.map(\.subject)))
    }
}

@Suite struct `Who is told what` {
    @Test func `a review that is due is told to the family and the coordinator, until its due day`() {
        var paper = CaseOnPaper()
        paper.open()
        #expect(
            paper.lacking == [
                "review-1/tell-review-due/2024-12-11/contact-1", "review-1/tell-review-due/2024-12-11/coordinator",
            ])
        #expect(paper.missing.count == 1)
        #expect(paper.missing.first?.because?.description == "review-1/opened/2024-12-11")
        #expect(paper.request("review-1/tell-review-due/2024-12-11/contact-1")?.until == day("2024-12-11"))
    }

    @Test func `a review that is late already, or due on an unknown day, is worth saying for four weeks`() {
        var paper = CaseOnPaper(today: "2025-02-03")
        paper.open()
        #expect(paper.request("review-1/tell-review-due/2024-12-11/contact-1")?.until == day("2025-03-03"))
        var unknown = CaseOnPaper(today: "2025-02-03")
        unknown.conclude((ConclusionID(.opened, review: 1, day: nil), .reviewOpened(ReviewOpened(kind: .annual))))
        #expect(unknown.request("review-1/tell-review-due/contact-1")?.until == day("2025-03-03"))
    }

    @Test func `when the rights are the young person's, the young person is told instead of the parent`() {
        var paper = CaseOnPaper()
        paper.passRights()
        let letter = paper.decide(.maintain)
        #expect(paper.lacking.contains("review-1/tell-decision/\(reference(letter))/contact-2"))
        #expect(!paper.lacking.contains { $0.hasSuffix("/contact-1") })
    }

    @Test func `everyone who must be invited is invited to the date that stands, until that day`() {
        var paper = CaseOnPaper()
        paper.open()
        _ = paper.sayWhatIsMissing()
        let first = paper.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-01"))))
        let parties = ["contact-1", "setting", "coordinator", "health", "social-care"]
        func invitations(_ key: SubmissionKey) -> [String] {
            parties.map { "review-1/tell-invitation/\(named(key))/\($0)" }
        }
        #expect(paper.lacking == invitations(first))
        #expect(paper.missing.first?.because == .submission(first))
        #expect(paper.request(invitations(first)[3])?.until == day("2024-11-01"))
        _ = paper.sayWhatIsMissing()
        let second = paper.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-08"))))
        #expect(paper.lacking == invitations(second))
        #expect(paper.missing.first?.because == .submission(second))
        // And back: what was told of the first day does not count as told any more.
        #expect(paper.sayWhatIsMissing() == [.accepted])
        let third = paper.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-01"))))
        #expect(paper.lacking == invitations(third))
        #expect(paper.sayWhatIsMissing() == [.accepted])
        #expect(paper.lacking == [])
        paper.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-08"))))
        paper.today = day("2024-11-09")
        #expect(paper.lacking == [])
    }

    @Test
    func
        `a setting that takes another's place is invited to the meeting that was arranged before, on its plan's account`()
    {
        var paper = CaseOnPaper()
        paper.open()
        paper.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-01"))))
        _ = paper.sayWhatIsMissing()
        let plan = paper.report(
            .planRecorded(
                PlanRecorded(
                    made: day("2023-12-12"), setting: 101_999, placement: .mainstream, need: .autism,
                    coordinator: actorID("C-07"), model: "statutory")))
        #expect(paper.lacking == ["review-1/tell-invitation/\(named(plan))/setting"])
        #expect(paper.missing.first?.because == .submission(plan))
        #expect(paper.sayWhatIsMissing() == [.accepted])
        #expect(paper.lacking == [])
    }

    @Test func `whoever comes to hold the rights is invited to the meeting that stands, and whoever held them no more`()
    {
        var paper = CaseOnPaper()
        paper.open()
        let first = paper.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-01"))))
        _ = paper.sayWhatIsMissing()
        paper.send(ConclusionID(.tellInvitation, review: 1, fact: first.reference, to: .contact(1)))
        paper.passRights()
        #expect(
            paper.lacking.filter { $0.contains("invitation") } == ["review-1/tell-invitation/\(named(first))/contact-2"]
        )
        _ = paper.sayWhatIsMissing()
        paper.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-08"))))
        #expect(paper.lacking.contains { $0.hasSuffix("/contact-2") })
        #expect(!paper.lacking.contains { $0.hasSuffix("/contact-1") })
    }

    @Test func `each of two who hold the rights is told everything that is told to the family, each its own copy`() {
        var paper = CaseOnPaper()
        paper.contact(1)
        paper.contact(4, .grandparent)
        let letter = paper.decide(.maintain)
        for contact: UInt8 in [1, 4] {
            let id = "review-1/tell-decision/\(reference(letter))/contact-\(contact)"
            #expect(paper.request(id)?.document == CaseOnPaper.letter(to: contact))
        }
        #expect(paper.missing.count { $0.because == .conclusion(letter) } == 1, "one entry a cause")
        #expect(paper.sayWhatIsMissing().allSatisfy { $0 == .accepted })
        #expect(paper.lacking == [])
    }

    @Test func `who holds the rights and may not be written to is told nothing; nor who holds none`() {
        var paper = CaseOnPaper()
        paper.contact(1)
        paper.contact(2, mayBeWrittenTo: false)
        paper.contact(3, .socialWorker, holdsRights: false)
        let letter = paper.decide(.maintain)
        _ = paper.sayWhatIsMissing()
        #expect(Set(paper.file.messages.compactMap(\.id.contact)) == [1])
        paper.tell(letter, .tellDecision)
        #expect(paper.file.review(1)?.told == paper.today)
    }

    @Test func `what waits for a contact is not timely any more once it is closed, or has lost the rights`() {
        for (holdsRights, mayBeWrittenTo) in [(true, false), (false, true)] {
            var paper = CaseOnPaper()
            let letter = paper.decide(.maintain)
            let message = ConclusionID(.tellDecision, review: 1, fact: letter.fact, to: .contact(1))
            #expect(paper.file.isTimely(message))
            paper.contact(1, holdsRights: holdsRights, mayBeWrittenTo: mayBeWrittenTo)
            #expect(!paper.file.isTimely(message))
            #expect(!paper.lacking.contains { $0.hasSuffix("/contact-1") })
        }
    }

    @Test func `no message goes to a setting when the plan has none`() {
        var paper = CaseOnPaper(setting: nil)
        paper.open()
        paper.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-01"))))
        #expect(!paper.lacking.isEmpty)
        _ = paper.sayWhatIsMissing()
        #expect(!paper.file.messages.contains { $0.id.party == .setting })
        _ = paper.decide(.maintain)
        #expect(!paper.lacking.contains { $0.hasSuffix("/setting") })
    }

    @Test(arguments: [
        (Subject.remindArrange, Party.setting, "tell-remind-arrange/2024-11-13/setting"),
        (.remindArrange, .coordinator, "tell-remind-arrange/2024-11-13/coordinator"),
        (.remindAdvice, .setting, "tell-remind-advice/2024-11-13/setting"),
        (.remindReport, .setting, "tell-remind-report/2024-11-13/setting"),
        (.remindDecision, .coordinator, "tell-remind-decision/2024-11-13/coordinator"),
        (.remindFinal, .coordinator, "tell-remind-final/2024-11-13/coordinator"),
    ])
    func `a reminder goes to whom it is for, until its day, and not once it is done`(
        subject: Subject, party: Party, message: String
    ) {
        var paper = CaseOnPaper()
        switch subject {
        case .remindArrange: paper.open()
        case .remindAdvice:
            paper.open()
            paper.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-11-01"))))
        case .remindFinal:
            let letter = paper.decide(.amend)
            paper.tell(letter, .tellDecision)
        default: paper.hold()
        }
        _ = paper.sayWhatIsMissing()
        let id = ConclusionID(subject, review: 1, day: day("2024-11-13"), party: party)
        #expect(paper.conclude((id, .reminded(Reminded(until: day("2024-11-13"))))) == .accepted)
        #expect(paper.lacking == ["review-1/" + message])
        #expect(paper.request("review-1/" + message)?.until == day("2024-11-13"))
        var late = paper
        late.today = day("2024-11-14")
        // A meeting that should have been held is no less to be arranged.
        #expect(late.lacking == (subject == .remindArrange ? ["review-1/" + message] : []))
        var done = paper
        done.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)))
        done.report(.finalRecorded(FinalRecorded(review: 1, outcome: .amended)))
        #expect(!done.lacking.contains("review-1/" + message))
    }

    @Test func `a decision that was not recorded in time is told to coordinator, manager and family, for four weeks`() {
        var paper = CaseOnPaper()
        paper.hold()
        _ = paper.sayWhatIsMissing()
        paper.today = day("2024-11-30")
        paper.conclude(
            (
                ConclusionID(.noDecisionBy, review: 1, day: day("2024-11-29")),
                .notRecorded(NotRecorded(rule: RuleName(.dec1)))
            ))
        let messages = [
            "review-1/tell-not-recorded/no-decision-by/2024-11-29/coordinator",
            "review-1/tell-not-recorded/no-decision-by/2024-11-29/manager",
            "review-1/tell-late-to-family/2024-11-29/contact-1",
        ]
        #expect(paper.lacking == messages)
        #expect(paper.missing.count == 1)
        for message in messages { #expect(paper.request(message)?.until == day("2024-12-27")) }
        paper.today = day("2024-12-28")
        #expect(paper.lacking == [])
        paper.today = day("2024-12-02")
        paper.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)))
        #expect(paper.lacking == [])
    }

    @Test(arguments: [Subject.noMeetingBy, .noReportBy, .noFinalBy, .notReviewedBy, .noTransferPlanBy])
    func `other alarms go to the coordinator`(subject: Subject) {
        var paper = CaseOnPaper()
        switch subject {
        case .noReportBy: paper.hold()
        case .noFinalBy:
            let letter = paper.decide(.amend)
            paper.tell(letter, .tellDecision)
        case .noTransferPlanBy:
            paper.report(
                .planRecorded(
                    PlanRecorded(
                        setting: 1, placement: .mainstream, need: .autism, transfer: .primaryToSecondary,
                        coordinator: actorID("C-07"),
                        transferYear: 2025, model: "statutory")))
        default: paper.open()
        }
        _ = paper.sayWhatIsMissing()
        let review: UInt8 = subject == .noTransferPlanBy ? 0 : 1
        paper.today = day("2024-12-12")
        let id = ConclusionID(subject, review: review, day: day("2024-12-11"))
        #expect(paper.conclude((id, .notRecorded(NotRecorded(rule: RuleName(.dec1))))) == .accepted)
        let about = id.description.replacing("\(subject.word)", with: "tell-not-recorded/\(subject.word)")
        #expect(paper.lacking == [about + "/coordinator"])
    }

    @Test
    func
        `a decision is told to the family with its letter, and once that has left to setting and coordinator without; on ceasing to health`()
    {
        for outcome in Outcome.allCases {
            var paper = CaseOnPaper()
            let letter = paper.decide(outcome)
            let id = "review-1/tell-decision/\(reference(letter))/"
            let parties = ["setting", "coordinator"] + (outcome == .cease ? ["health"] : [])
            #expect(paper.lacking == [id + "contact-1"])
            #expect(paper.missing.first?.because == .conclusion(letter))
            #expect(paper.request(id + "contact-1")?.document == CaseOnPaper.letter(to: 1))
            var later = paper
            later.today = day("2031-01-01")
            #expect(later.request(id + "contact-1")?.until == MessageRule.always)
            // Asked for, claimed, failed: they have not got it.
            let message = ConclusionID(.tellDecision, review: 1, fact: letter.fact, to: .contact(1))
            _ = paper.sayWhatIsMissing()
            paper.conclude(
                (message.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "x"))))
            paper.conclude((message.at(.failed, attempt: 1), .notificationFailed(NotificationFailed(why: .noDocument))))
            #expect(paper.lacking == [])
            let early = ConclusionID(.tellDecision, review: 1, fact: letter.fact, party: .setting)
            #expect(
                paper.conclude((early, .notificationRequested(NotificationRequested(until: paper.today))))
                    == .doesNotFit)
            paper.conclude(
                (message.at(.claim, attempt: 2), .notificationClaimed(NotificationClaimed(instance: "x"))))
            paper.conclude(
                (message.at(.sent, attempt: 2), .notificationSent(NotificationSent(channel: .folder, receipt: "r"))))
            #expect(paper.lacking == parties.map { id + $0 })
            #expect(paper.request(id + "setting")?.document == nil)
        }
    }

    @Test func `others are told of a decision when one of two families has it, or it is recorded as sent by hand`() {
        var paper = CaseOnPaper()
        paper.contact(1)
        paper.contact(2)
        let letter = paper.decide(.maintain)
        let id = "review-1/tell-decision/\(reference(letter))/"
        #expect(paper.lacking == ["contact-1", "contact-2"].map { id + $0 })
        var byHand = paper
        paper.tell(letter, .tellDecision, contact: 2)
        #expect(paper.file.review(1)?.told == nil, "one of two waits")
        #expect(paper.lacking == ["contact-1", "setting", "coordinator"].map { id + $0 })
        byHand.report(.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)))
        #expect(
            byHand.lacking == ["setting", "coordinator"].map { id + $0 }, "what was sent by hand is not sent again")
    }

    @Test(arguments: EndReason.allCases)
    func `after an end nothing leaves but what it demands, and after a death nothing; taken back, all goes on`(
        reason: EndReason
    ) {
        for outcome in Outcome.allCases {
            var paper = CaseOnPaper()
            let letter = paper.decide(outcome)
            let message = ConclusionID(.tellDecision, review: 1, fact: letter.fact, to: .contact(1))
            let isDue = outcome == .cease && reason != .died
            // Before it is asked for.
            var early = paper
            early.report(.planEnded(PlanEnded(reason: reason)))
            #expect(early.lacking.contains { $0.hasSuffix("/contact-1") } == isDue)
            // While it waits, however long: no claim fits.
            _ = paper.sayWhatIsMissing()
            let end = paper.report(.planEnded(PlanEnded(reason: reason)))
            paper.today = paper.today + 300
            let claim = (
                message.at(.claim, attempt: 1), EventData.notificationClaimed(NotificationClaimed(instance: "x"))
            )
            #expect(paper.file.isTimely(message) == isDue)
            var tried = paper
            #expect(tried.conclude(claim) == (isDue ? .accepted : .doesNotFit))
            // Recorded by mistake.
            paper.report(.withdrawn(Withdrawn(report: end)), by: .manager)
            #expect(paper.file.isTimely(message))
            #expect(paper.conclude(claim) == .accepted)
        }
    }

    @Test func `the council's own staff hear after an end what they have to do; nobody else does`() {
        for row in MessageRule.table {
            var paper = CaseOnPaper()
            paper.report(.planEnded(PlanEnded(reason: .died)))
            for addressee in [
                Addressee.party(.coordinator), .party(.manager), .party(.setting), .party(.health),
                .party(.socialCare), .contact(1),
            ] {
                let message = ConclusionID(row.subject, review: 1, to: addressee)
                let isStaff = addressee == .party(.coordinator) || addressee == .party(.manager)
                #expect(paper.file.mayLeave(message) == isStaff)
            }
        }
    }

    @Test func `a decision that was withdrawn before it was told is not told`() {
        var paper = CaseOnPaper()
        _ = paper.decide(.maintain)
        let submission = paper.file.submissions.last { $0.kind == .decisionSubmitted }?.key
        paper.report(.withdrawn(Withdrawn(report: submission ?? SubmissionKey(high: 0, low: 0))))
        #expect(paper.lacking == [])
    }

    @Test func `a refused decision goes back to the coordinator`() {
        var paper = CaseOnPaper()
        paper.hold()
        let key = paper.report(.decisionSubmitted(DecisionSubmitted(review: 1)))
        let refusal = ConclusionID(.decisionRefused, review: 1, fact: key.reference)
        paper.conclude((refusal, .decisionRefused(DecisionRefused(lacks: ["outcome"]))))
        let message = "review-1/tell-refused/\(reference(refusal))/coordinator"
        #expect(paper.lacking == [message])
        #expect(paper.request(message)?.until == day("2024-11-29"))
    }

    @Test
    func `a final plan is told to the family with its letter, to setting and health; not to amend only to the family`()
    {
        for outcome in FinalOutcome.allCases {
            var paper = CaseOnPaper()
            let decision = paper.decide(.amend)
            _ = paper.sayWhatIsMissing()
            paper.tell(decision, .tellDecision)
            let key = paper.report(.finalSubmitted(FinalSubmitted(review: 1, outcome: outcome)))
            let made = ConclusionID(.finalMade, review: 1, fact: key.reference)
            let letter = ConclusionID(.finalLetter, review: 1, fact: key.reference)
            paper.conclude((made, .finalMade(FinalMade(outcome: outcome))))
            paper.write(letter, .finalPlan)
            let id = "review-1/tell-final/\(reference(letter))/"
            #expect(paper.lacking.filter { $0.hasPrefix(id) } == [id + "contact-1"])
            #expect(paper.request(id + "contact-1")?.document == CaseOnPaper.letter(to: 1))
            #expect(paper.request(id + "contact-1")?.until == MessageRule.always)
            _ = paper.sayWhatIsMissing()
            paper.send(ConclusionID(.tellFinal, review: 1, fact: letter.fact, to: .contact(1)))
            #expect(paper.lacking == (outcome == .amended ? ["setting", "health"] : []).map { id + $0 })
        }
    }

    @Test func `a child who comes of age, or moves school, is not sent old letters`() {
        var paper = CaseOnPaper(setting: nil)
        let letter = paper.decide(.maintain)
        paper.tell(letter, .tellDecision)
        _ = paper.sayWhatIsMissing()
        paper.today = paper.today + 29
        paper.report(
            .planRecorded(
                PlanRecorded(
                    setting: 5, placement: .mainstream, need: .autism, coordinator: actorID("C-07"),
                    model: "statutory")))
        paper.passRights()
        #expect(paper.lacking == [])
    }

    @Test func `nobody is told of a plan that is not known or was withdrawn`() {
        var paper = CaseOnPaper()
        paper.open()
        paper.report(.withdrawn(Withdrawn(report: SubmissionKey(high: 1 << 32, low: 7))))
        #expect(paper.lacking == [])
    }

    @Test func `every message of the table has a template and is found again by its id`() {
        for row in MessageRule.table {
            let addressee: Addressee =
                switch row.recipients {
                case .rightsHolders, .youngPersonAndHolders: .contact(3)
                case .party(let party): .party(party)
                case .reminded, .asker, .asBefore: .party(.setting)
                }
            var about: Subject?
            if row.subject == .tellNotRecorded, case .concluded(let subject) = row.cause { about = subject }
            let found = MessageRule.row(of: ConclusionID(row.subject, review: 1, to: addressee, about: about))
            #expect(found?.template == row.template)
        }
        #expect(Set(MessageRule.table.map(\.subject)) == Set(Subject.allCases.filter(\.isMessage)))
    }

    @Test func `every row that the law asks for agrees with the law's own table of who is told what`() {
        for row in MessageRule.table {
            guard case .told(let messages) = row.basis else { continue }
            let told = Set(row.cells.map(\.message))
            #expect(told == Set(messages), "\(row.subject) to \(row.recipients)")
        }
    }

    @Test func `every cell of that table has its row, but for what is asked or sent by others than the notifier`() {
        // Schools send advice and reports; lists of a term are no part of a review; and that a health body is told of a plan
        // that moved is known by hearsay alone.
        let others: Set<Told.Message> = [.termlyList, .advice, .report]
        let served = MessageRule.table.flatMap(\.cells)
        for cell in Statute.told where !others.contains(cell.message) && cell.manner != .consultedIfNamed {
            if cell.message == .transferredIn, cell.who == .healthBody { continue }
            #expect(served.contains(cell), "\(cell.message) to \(cell.who)")
        }
    }

    @Test func `on random files what is missing is accepted, and then not missing any more`() {
        var messages = 0
        for seed: UInt64 in 0..<300 {
            var random = SplitMix64(state: seed)
            var paper = CaseOnPaper(setting: random.next() % 2 == 0 ? nil : 5)
            for _ in 0..<40 {
                paper.happen(&random)
                for entry in paper.missing {
                    let reception = paper.append(entry)
                    #expect(reception == .accepted, "seed \(seed): \(entry)")
                }
                #expect(paper.lacking == [], "seed \(seed)")
                // Time alone makes nothing missing.
                var later = paper
                later.today = later.today + Int(random.next() % 400)
                #expect(later.lacking == [], "seed \(seed)")
            }
            messages += paper.file.messages.count
        }
        #expect(messages > 2000)
    }

    private func reference(_ id: ConclusionID) -> String {
        id.description.split(separator: "/").last.map(String.init) ?? ""
    }
}

/// Numbers that a seed repeats.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension CaseOnPaper {
    /// One random thing, as people or other services may say it; what does not fit is ignored by the file.
    mutating func happen(_ random: inout SplitMix64) {
        let review = max(1, file.reviewCount)
        let then = today + Int(random.next() % 40) - 10
        func submission(_ kind: EventKind) -> Fact {
            file.submissions.last { $0.kind == kind }?.key.reference ?? .nothing
        }
        switch random.next() % 25 {
        case 0, 1: today = today + Int(random.next() % 60)
        case 2, 3:
            conclude(
                (
                    ConclusionID(.opened, review: file.reviewCount + 1, day: then),
                    .reviewOpened(ReviewOpened(kind: .annual))
                ))
        case 4: report(.meetingArranged(MeetingArranged(review: review, meeting: then)))
        case 5: report(.meetingHeld(MeetingHeld(review: review)), on: then)
        case 6: report(.reportReceived(ReportReceived(review: review)))
        case 7, 8:
            report(
                .decisionSubmitted(
                    DecisionSubmitted(review: review, outcome: Outcome.allCases.randomElement(using: &random))))
        case 9: report(.finalSubmitted(FinalSubmitted(review: review, outcome: .amended)))
        case 10: report(.decisionRecorded(DecisionRecorded(review: review, outcome: .amend)))
        case 11:
            let key = file.submissions.randomElement(using: &random)?.key ?? SubmissionKey(high: 0, low: 0)
            if file.submissions.first?.key != key { report(.withdrawn(Withdrawn(report: key))) }
        case 12, 13:
            let fact = submission(.decisionSubmitted)
            conclude(
                (ConclusionID(.decisionMade, review: review, fact: fact), .decisionMade(DecisionMade(outcome: .amend))))
            write(ConclusionID(.decisionLetter, review: review, fact: fact), .decisionAmend)
        case 14:
            conclude(
                (
                    ConclusionID(.decisionRefused, review: review, fact: submission(.decisionSubmitted)),
                    .decisionRefused(DecisionRefused(lacks: []))
                ))
        case 15:
            let fact = submission(.finalSubmitted)
            conclude((ConclusionID(.finalMade, review: review, fact: fact), .finalMade(FinalMade(outcome: .amended))))
            write(ConclusionID(.finalLetter, review: review, fact: fact), .finalPlan)
        case 16, 17:
            let subject = [Subject.remindArrange, .remindAdvice, .remindReport, .remindDecision].randomElement(
                using: &random)
            let party = [Party.setting, .coordinator].randomElement(using: &random)
            conclude(
                (
                    ConclusionID(subject ?? .remindFinal, review: review, day: then, party: party),
                    .reminded(Reminded(until: then))
                ))
        case 18, 19:
            let subject = [Subject.noMeetingBy, .noDecisionBy, .noReportBy, .notReviewedBy].randomElement(
                using: &random)
            conclude(
                (
                    ConclusionID(subject ?? .noFinalBy, review: review, day: then),
                    .notRecorded(NotRecorded(rule: RuleName(.dec1)))
                ))
        case 20:
            for message in file.messages where message.stage == .said {
                conclude(
                    (message.id.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "i"))))
                conclude(
                    (
                        message.id.at(.sent, attempt: 1),
                        .notificationSent(NotificationSent(channel: .folder, receipt: "r"))
                    ))
            }
        case 21...23:
            contact(
                UInt8(1 + random.next() % 3), Relation.allCases.randomElement(using: &random) ?? .parent,
                holdsRights: random.next() % 4 > 0, mayBeWrittenTo: random.next() % 4 > 0)
        default:
            report(
                .planRecorded(
                    PlanRecorded(
                        setting: random.next() % 2 == 0 ? nil : 9, placement: .other, need: .other,
                        model: "statutory")))
        }
    }
}
