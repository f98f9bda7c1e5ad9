import CaseFile
import Casework
import Contracts
import Statute
import TestSupport
import Testing

@Suite struct `What was wrong in a letter, and a paper on the wrong file` {
    private let manager = Actor.person(.manager, actorID("M-1"), by: .command)

    private func paper(_ text: String) -> Document {
        Document(
            Array(text.utf8), salt: DocumentSalt(high: 1, low: 2), mediaType: Document.plainText, title: "Words",
            audience: .invited)
    }

    private func codes(_ verdict: CaseInHand.Verdict) -> [FindingCode] {
        switch verdict {
        case .accepted(_, let findings), .refused(let findings): findings.map(\.code)
        case .repeated: []
        }
    }

    @Test func `a correction names the day of a letter that left, and says what was wrong and what is right`() throws {
        var hand = try Hand("2024-09-02")
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-07-20"))
        hand.story.report(
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), on: day("2024-08-01"))
        let (wrong, right) = (paper("The telephone number."), paper("It ends in 12."))
        let documents = [wrong.hash: wrong, right.hash: right]
        let whole = CorrectionRecorded(letter: day("2024-08-01"), wrong: wrong.hash, right: right.hash)
        #expect(codes(hand.decide(.correctionRecorded(whole), documents: documents)).isEmpty)
        #expect(
            hand.findings(.correctionRecorded(CorrectionRecorded(letter: day("2024-08-02")))) == [
                .noLetterThatDay, .letterUnsaid, .letterUnsaid,
            ])
        var inner = wrong
        inner.audience = .council
        let verdict = hand.decide(
            .correctionRecorded(whole), documents: [wrong.hash: inner, right.hash: right])
        #expect(codes(verdict) == [.notForFamily])
    }

    @Test func `the letter to the family on whose file it lay is of a paper that was withdrawn, and names nobody`()
        throws
    {
        var hand = try Hand("2024-09-02")
        let withdrawal = hand.story.report(
            .documentWithdrawn(
                DocumentWithdrawn(role: .evidence, document: DocumentHash(1, 2, 3, 4), ground: .anotherChild)),
            on: day("2024-09-01"))
        let words = paper("A report of a speech therapist.")
        func codes(_ key: SubmissionKey, _ document: Document, _ others: OtherCases = OtherCases()) -> [FindingCode] {
            self.codes(
                hand.decide(
                    .paperNotYours(PaperNotYours(withdrawal: key, document: document.hash)), by: manager,
                    documents: [document.hash: document], others: others))
        }
        #expect(codes(withdrawal, words).isEmpty)
        #expect(codes(SubmissionKey(high: 3, low: 3), words) == [.noSuchWithdrawal])
        var others = OtherCases()
        others.children.add(try #require(CaseID("B-10433")), name: "Ben Okafor")
        #expect(codes(withdrawal, paper("A report on Ben Okafor."), others) == [.namesAnotherChild])
        #expect(codes(withdrawal, paper("A report of B-10433."), others) == [.namesAnotherChild])
        // It is for somebody who answers for it.
        let coordinators = PaperNotYours(withdrawal: withdrawal, document: words.hash)
        #expect(hand.findings(.paperNotYours(coordinators)) == [.notEntitled])
        // Until that was said a manager is asked to tell this family, and then to see to the other.
        func step() -> String {
            NextSteps(of: hand.story.file, log: hand.story.log, on: hand.today).steps.first {
                $0.order.contains("report the breach")
            }?.order ?? ""
        }
        #expect(step().contains("tell this family and the other child\u{2019}s"))
        hand.story.report(
            .paperNotYours(PaperNotYours(withdrawal: withdrawal, document: words.hash)), on: day("2024-09-02"),
            by: manager)
        #expect(step().contains("see that the other child\u{2019}s family is told"))
    }

    @Test
    func
        `the letter to the family that the paper is about says when it was taken off, what it is, and who can have read it`()
        throws
    {
        let hand = try Hand("2024-09-02")
        #expect(
            hand.findings(.paperAstray(PaperAstray(withdrawn: day("2024-09-03"))), by: manager) == [
                .factToCome, .letterUnsaid, .letterUnsaid,
            ])
        let words = paper("A report.")
        let whole = PaperAstray(withdrawn: day("2024-09-02"), document: words.hash, readers: words.hash)
        #expect(codes(hand.decide(.paperAstray(whole), by: manager, documents: [words.hash: words])).isEmpty)
    }
}

@Suite struct `A letter in a format that a supplier makes` {
    /// A decision of 1 September on the meeting of 20 August, told to a parent who reads audio since July.
    private func told(_ today: String, format: LetterFormat? = .audio) throws -> (Hand, ConclusionID) {
        var hand = try Hand(today)
        var contact = ContactRecorded(
            contact: 1, relation: .parent, holdsRights: true, by: actorID("C-07"), on: day("2024-07-01"))
        contact.format = format
        hand.story.report(.contactRecorded(contact), on: day("2024-07-01"))
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-20"))
        let document = DocumentHash(1, 2, 3, 4)
        let key = hand.story.report(
            .decisionSubmitted(
                DecisionSubmitted(review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: document)),
            on: day("2024-08-25"))
        hand.story.conclude(
            ConclusionID(.decisionMade, review: 1, fact: key.reference),
            .decisionMade(DecisionMade(outcome: .maintain)),
            on: day("2024-08-25"))
        hand.story.tellDecision(key, .decisionMaintain, on: day("2024-08-26"))
        return (hand, ConclusionID(.tellDecision, review: 1, fact: key.reference, to: .contact(1)))
    }

    private func steps(_ hand: Hand) -> [NextStep] {
        NextSteps(of: hand.story.file, log: hand.story.log, on: hand.today).steps
    }

    @Test
    func `is ordered by the last day on which it still reaches its reader in time, seen to, and done when it went on`()
        throws
    {
        var (hand, message) = try told("2024-09-02")
        // Four weeks from the meeting are 17 September; a recording takes two weeks.
        let order = try #require(steps(hand).first)
        #expect(order.order == "order the decision letter for the parent as audio" && order.by == day("2024-09-03"))
        #expect(
            order.reason.contains("there by 17 Sep 2024 (DEC-1") && order.reason.contains("takes 14 days"),
            "\(order.reason)")
        let data = FormatOrdered(message: message, format: .audio, expected: day("2024-09-12"))
        #expect(hand.findings(.formatOrdered(data)).isEmpty)
        #expect(hand.findings(.formatSupplied(FormatSupplied(message: message, format: .audio))) == [.formatNotOrdered])
        hand.story.report(.formatOrdered(data), on: day("2024-09-02"))
        let wait = try #require(steps(hand).first)
        #expect(wait.order == "see that the decision letter for the parent as audio has come and gone on to them")
        #expect(wait.by == day("2024-09-12") && wait.reason.contains("ordered on 2 Sep 2024"))
        hand.story.report(.formatSupplied(FormatSupplied(message: message, format: .audio)), on: day("2024-09-11"))
        #expect(steps(hand).isEmpty)
        #expect(hand.story.file.suppliedLetters().map(\.stage) == [.supplied(on: day("2024-09-11"))])
    }

    @Test func `is asked for by nobody who reads what is made here, or chose the format after the letter`() throws {
        for format in [LetterFormat.standard, .largePrint, .easyRead] {
            let (hand, message) = try told("2024-09-02", format: format)
            #expect(steps(hand).isEmpty)
            #expect(hand.findings(.formatOrdered(FormatOrdered(message: message, format: format))) == [.formatMadeHere])
            #expect(hand.findings(.formatOrdered(FormatOrdered(message: message, format: .bsl))) == [.formatNotChosen])
        }
        var (hand, _) = try told("2024-09-02", format: .standard)
        var contact = ContactRecorded(
            contact: 1, relation: .parent, holdsRights: true, by: actorID("C-07"), on: day("2024-09-01"))
        contact.format = .bsl
        hand.story.report(.contactRecorded(contact), on: day("2024-09-01"))
        #expect(steps(hand).isEmpty)
        #expect(hand.story.file.contacts.map(\.format) == [.bsl])
    }

    @Test
    func
        `is ordered for whoever reads so by what people holds alone, since it is held there, unless they chose otherwise`()
        throws
    {
        /// What there is to order where `people` holds that contact 1 reads in that format since that day.
        func steps(_ hand: Hand, since: String) -> [NextStep] {
            NextSteps(
                of: hand.story.file, log: hand.story.log, on: hand.today,
                formats: [1: HeldFormat(.bsl, since: day(since))]
            ).steps
        }
        var (hand, message) = try told("2024-09-02", format: nil)
        #expect(self.steps(hand).isEmpty, "the file says nothing of it")
        let order = try #require(steps(hand, since: "2024-08-26").first)
        #expect(order.order == "order the decision letter for the parent as British Sign Language")
        #expect(steps(hand, since: "2024-08-27").isEmpty, "the letter had left before")
        // What was ordered is on the file: it is seen to, whatever people holds by then.
        let data = FormatOrdered(message: message, format: .bsl, expected: day("2024-09-12"))
        hand.story.report(.formatOrdered(data), on: day("2024-09-02"))
        for found in [self.steps(hand), steps(hand, since: "2024-08-26")] {
            #expect(found.map(\.code) == [.seeFormatCome] && found.first?.by == day("2024-09-12"))
        }
        let (chosen, _) = try told("2024-09-02", format: .standard)
        #expect(steps(chosen, since: "2024-08-01").isEmpty)
    }

    @Test func `is ordered from nobody where the letter left in braille that was made here`() throws {
        for isMade in [true, false] {
            var hand = try Hand("2024-09-02")
            var contact = ContactRecorded(
                contact: 1, relation: .parent, holdsRights: true, by: actorID("C-07"), on: day("2024-07-01"))
            contact.format = .braille
            hand.story.report(.contactRecorded(contact), on: day("2024-07-01"))
            let correction = hand.story.report(
                .correctionRecorded(CorrectionRecorded(letter: day("2024-08-01"))), on: day("2024-08-25"))
            let id = ConclusionID(.tellCorrection, fact: correction.reference, to: .contact(1))
            hand.story.conclude(
                id, .notificationRequested(NotificationRequested(until: day("2025-01-01"))), on: hand.today)
            hand.story.conclude(
                id.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "n")), on: hand.today)
            let sent = NotificationSent(channel: .folder, receipt: "r", braille: isMade ? true : nil)
            #expect(hand.story.conclude(id.at(.sent, attempt: 1), .notificationSent(sent), on: hand.today) == .accepted)
            #expect(steps(hand).contains { $0.code == .orderFormat } == !isMade)
        }
    }

    @Test func `is foreseen from the meeting on: the letter has to be written in time for the supplier`() throws {
        var hand = try Hand("2024-09-02")
        var contact = ContactRecorded(
            contact: 1, relation: .parent, holdsRights: true, by: actorID("C-07"), on: day("2024-07-01"))
        contact.format = .bsl
        hand.story.report(.contactRecorded(contact), on: day("2024-07-01"))
        hand.story.report(.meetingHeld(MeetingHeld(review: 1)), on: day("2024-08-26"))
        let notes = steps(hand).flatMap(\.remarks)
        let also = notes.first { $0.contains("British Sign Language") } ?? ""
        // Four weeks from the meeting are 23 September, and a film takes four.
        #expect(
            also.contains("there by 23 Sep 2024") && also.contains("by 26 Aug 2024"), "\(notes)")
    }

    @Test func `takes as long as the council's model says`() throws {
        let text = try Repository.text("seeds/models/statutory.yaml")
        #expect(try ReviewModel(parsing: text, file: "s").supplierDays == .usual)
        let slower = try ReviewModel(
            parsing: text.replacing(
                "supplier_days: {audio: 14, bsl: 28, braille: 10}", with: "supplier_days: {audio: 21}"),
            file: "s")
        #expect(slower.supplierDays[.audio] == 21 && slower.supplierDays[.bsl] == 28)
        #expect(throws: (any Error).self) {
            try ReviewModel(
                parsing: text.replacing("supplier_days: {audio: 14", with: "supplier_days: {audio: 0"), file: "s")
        }
    }
}
