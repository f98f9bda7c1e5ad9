import Braille
import CaseFile
import Contracts
import PDF
import Runtime
import Statute
import TestSupport
import Testing

@testable import Notifier

/// What is no decision of a review and yet is told by a letter, which the notifier writes as it leaves.
@Suite struct `A letter that the notifier writes` {
    let templates: Templates

    init() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        templates = try Templates(seeds: "\(root)/seeds")
    }

    private func letters(_ paper: CaseOnPaper, _ word: String) -> [String] {
        paper.lacking.filter { $0.contains(word) }
    }

    /// The words of the letter to that contact, in one line.
    private func text(
        _ paper: CaseOnPaper, _ subject: Subject, _ key: SubmissionKey, review: UInt8 = 0,
        to addressee: Addressee = .contact(1), reasons: String? = nil, format: String? = nil
    ) throws -> String {
        var context = try paper.context(
            ConclusionID(subject, review: review, fact: key.reference, to: addressee), format: format)
        context.reasons = reasons
        return try templates.post(context).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test
    func
        `tells the family of a child who moved in that the plan was transferred, whether it is assessed again, and when it is reviewed`()
        throws
    {
        for reassesses in [true, nil] {
            var paper = CaseOnPaper()
            let moved = paper.report(
                .movedIn(MovedIn(made: day("2023-12-12"), reassesses: reassesses)), on: day("2024-08-30"))
            #expect(letters(paper, "tell-moved-in") == ["tell-moved-in/\(named(moved))/contact-1"])
            let text = try text(paper, .tellMovedIn, moved)
            #expect(
                text.contains("plan was transferred to us on 30 August 2024, from the council that kept it before."))
            #expect(text.contains("We will assess your child’s needs again.") == (reassesses == true))
            #expect(text.contains("We do not propose to assess your child’s needs again.") == (reassesses == nil))
            // Twelve months from the other council's plan, which is later than three months from the transfer.
            #expect(text.contains("We will review the plan by Wednesday 11 December 2024."))
            _ = paper.sayWhatIsMissing()
            #expect(paper.file.movedIn?.isFamilyTold == false)
            paper.send(ConclusionID(.tellMovedIn, fact: moved.reference, to: .contact(1)))
            #expect(paper.file.movedIn?.isFamilyTold == true)
        }
    }

    @Test func `is not written to the family of a child who moved in that was told already, or is reviewed since`() {
        var told = CaseOnPaper()
        told.report(.movedIn(MovedIn(made: day("2023-12-12"), told: day("2024-09-01"))), on: day("2024-08-30"))
        #expect(letters(told, "tell-moved-in").isEmpty)
        var paper = CaseOnPaper(today: "2024-09-02")
        paper.report(.movedIn(MovedIn(made: day("2023-12-12"))), on: day("2024-08-30"))
        #expect(letters(paper, "tell-moved-in").count == 1)
        let letter = paper.decide(.maintain)
        paper.tell(letter, .tellDecision)
        #expect(letters(paper, "tell-moved-in").isEmpty)
    }

    @Test(arguments: [("Mrs Haddad", true), ("محمد علي", false)])
    func
        `is in braille too for whoever reads it, in the words of its text, unless it holds a sign that braille has not`(
            _ name: String, _ isEmbossed: Bool
        ) throws
    {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let braille = try BrailleWriter()
        let templates = try Templates(seeds: "\(root)/seeds", braille: braille)
        var paper = CaseOnPaper()
        let moved = paper.report(.movedIn(MovedIn(made: day("2023-12-12"))), on: day("2024-08-30"))
        func post(_ format: String?) throws -> Post {
            var context = try paper.context(
                ConclusionID(.tellMovedIn, fact: moved.reference, to: .contact(1)), format: format)
            context.to.name = name
            return try templates.post(context)
        }
        let one = try post("braille")
        #expect(one.isInBraille == isEmbossed)
        #expect(try !post(nil).isInBraille && !post("audio").isInBraille)
        guard isEmbossed else { return }
        let form = try #require(one.forms.first)
        #expect(form.role == .letter && form.fileName == "Letter, braille.brf")
        func cells(_ text: String) -> String { text.filter { !$0.isWhitespace } }
        var expected = ""
        for line in one.text.split(whereSeparator: \.isNewline) {
            expected += cells(String(decoding: try braille.brf(String(line)), as: UTF8.self))
        }
        #expect(cells(String(decoding: form.document.bytes, as: UTF8.self)) == expected)
        #expect(expected.count > 500)
    }

    /// The words of a letter that quotes several texts.
    private func text(
        _ paper: CaseOnPaper, _ subject: Subject, _ key: SubmissionKey, quotes: [String?], format: String? = nil
    ) throws -> String {
        var context = try paper.context(ConclusionID(subject, fact: key.reference, to: .contact(1)), format: format)
        context.quotes = quotes
        return try templates.post(context).text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test
    func
        `tells the family what was wrong in a letter and what is right, in the officer's words, also after the plan has ended`()
        throws
    {
        var paper = CaseOnPaper()
        let letter = paper.decide(.cease)
        paper.tell(letter, .tellDecision)
        let correction = paper.report(.correctionRecorded(CorrectionRecorded(letter: day("2024-11-01"))))
        let message = "tell-correction/\(named(correction))/contact-1"
        #expect(letters(paper, "tell-correction") == [message])
        for format in [nil, "easy-read"] {
            let text = try text(
                paper, .tellCorrection, correction, quotes: ["The number was old.", "It is 020 8461 7651."],
                format: format)
            #expect(text.contains("1 November 2024"))
            #expect(text.contains("The number was old.") && text.contains("It is 020 8461 7651."))
        }
        // Words that cannot be quoted keep it back, rather than leave a hole in it.
        #expect(throws: SendingError.self) {
            try self.text(paper, .tellCorrection, correction, quotes: ["The number was old.", nil])
        }
        // What was sent stays, and the correction is owed after an end too; not after a death.
        paper.report(.planEnded(PlanEnded(reason: .needsMet)))
        #expect(letters(paper, "tell-correction") == [message])
        #expect(paper.sayWhatIsMissing().allSatisfy { $0 == .accepted })
        paper.report(.planEnded(PlanEnded(reason: .died)))
        #expect(!paper.file.isTimely(ConclusionID(.tellCorrection, fact: correction.reference, to: .contact(1))))
    }

    @Test func `tells both families of a paper on the wrong child's file, and neither of the other`() throws {
        let manager = Actor.person(.manager, actorID("M-1"), by: .command)
        var here = CaseOnPaper()
        let withdrawal = here.report(
            .documentWithdrawn(
                DocumentWithdrawn(role: .evidence, document: DocumentHash(1, 2, 3, 4), ground: .anotherChild)))
        // Nobody is told by the withdrawal itself.
        #expect(letters(here, "tell-paper").isEmpty)
        here.report(.paperNotYours(PaperNotYours(withdrawal: withdrawal)))
        #expect(letters(here, "tell-paper").isEmpty, "nor by a coordinator")
        let told = here.report(.paperNotYours(PaperNotYours(withdrawal: withdrawal)), by: manager)
        #expect(letters(here, "tell-paper") == ["tell-paper-not-yours/\(named(told))/contact-1"])
        let text = try text(here, .tellPaperNotYours, told, quotes: ["a report of a therapist"])
        #expect(text.contains("The paper is: a report of a therapist."))
        #expect(text.contains("We took it off the file on 2 September 2024."))

        var there = CaseOnPaper()
        let astray = there.report(.paperAstray(PaperAstray(withdrawn: day("2024-09-01"))), by: manager)
        #expect(letters(there, "tell-paper") == ["tell-paper-astray/\(named(astray))/contact-1"])
        let other = try self.text(
            there, .tellPaperAstray, astray,
            quotes: [
                "a report of a therapist", "- It was sent to nobody.\n- Nobody outside the council could open it.",
            ])
        #expect(other.contains("We took the paper off the wrong file on 1 September 2024"))
        #expect(other.contains("It was sent to nobody.") && other.contains("Nobody outside the council could open it."))
    }

    @Test func `is written in the format that the contact chose, whatever is held of the address`() throws {
        var paper = CaseOnPaper()
        var contact = ContactRecorded(
            contact: 1, relation: .parent, holdsRights: true, by: actorID("C-07"), on: paper.today)
        contact.format = .easyRead
        paper.report(.contactRecorded(contact))
        let moved = paper.report(.movedIn(MovedIn(made: day("2023-12-12"))), on: day("2024-08-30"))
        let id = ConclusionID(.tellMovedIn, fact: moved.reference, to: .contact(1))
        let post = try templates.post(paper.context(id, format: "large-print"))
        #expect(post.html.contains("<body class=\"easy-read\">") && post.to.format == "easy-read")
    }

    @Test func `goes to the print room as a tagged PDF, in large print where that was chosen`() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let templates = try Templates(seeds: "\(root)/seeds", typesetter: Typesetter())
        var paper = CaseOnPaper()
        let moved = paper.report(.movedIn(MovedIn(made: day("2023-12-12"))), on: day("2024-08-30"))
        let id = ConclusionID(.tellMovedIn, fact: moved.reference, to: .contact(1))
        var sizes: [Int] = []
        for format in [nil, "large-print", "easy-read"] {
            var context = try paper.context(id, format: format)
            context.by = .post
            let forms = try templates.post(context).forms
            #expect(forms.map(\.document.mediaType) == [Document.pdf])
            let bytes = try #require(forms.first?.document.bytes)
            #expect(String(decoding: bytes.prefix(8), as: UTF8.self) == "%PDF-1.5")
            sizes.append(bytes.count)
            context.by = .email
            #expect(try templates.post(context).forms.isEmpty, "an e-mail is its page and text")
        }
        #expect(Set(sizes).count == 3)
    }

    @Test func `asks the family and the setting before ending the plan is decided, and says until when`() throws {
        var paper = CaseOnPaper()
        paper.hold()
        let asked = paper.report(.ceasingConsidered(CeasingConsidered(review: 1)))
        let message = "review-1/tell-ceasing-considered/\(named(asked))"
        #expect(letters(paper, "tell-ceasing-considered") == ["\(message)/contact-1", "\(message)/setting"])
        let text = try text(paper, .tellCeasingConsidered, asked, review: 1, reasons: "The outcomes are met.")
        #expect(text.contains("We have not decided this. Before we decide, we must ask what you think."))
        #expect(text.contains("The outcomes are met.") && text.contains("by Friday 22 November 2024"))
        #expect(text.contains("We are also asking the head of the school or college that the plan names."))
        let notice = try self.text(paper, .tellCeasingConsidered, asked, review: 1, to: .party(.setting))
        #expect(notice.contains("Please tell us what you think of it by Friday 22 November 2024"))
        // Once it is decided and told nobody is asked any more.
        let letter = ConclusionID(
            .decisionLetter, review: 1,
            fact: paper.report(.decisionSubmitted(DecisionSubmitted(review: 1, outcome: .cease))).reference)
        paper.conclude(
            (ConclusionID(.decisionMade, review: 1, fact: letter.fact), .decisionMade(DecisionMade(outcome: .cease))))
        paper.write(letter)
        #expect(letters(paper, "tell-ceasing-considered").count == 2)
        paper.tell(letter, .tellDecision)
        #expect(letters(paper, "tell-ceasing-considered").isEmpty)
    }

    @Test
    func `says that the plan has ended after a decision to cease alone, and to nobody after a death or a transfer`()
        throws
    {
        for (reason, isTold) in [(EndReason.needsMet, true), (.died, false), (.transferred, false)] {
            for outcome in [Outcome.cease, .maintain] {
                var paper = CaseOnPaper()
                let letter = paper.decide(outcome)
                paper.tell(letter, .tellDecision)
                paper.today = paper.today + 80
                let end = paper.report(.planEnded(PlanEnded(reason: reason)))
                let expected = isTold && outcome == .cease ? ["tell-ended/\(named(end))/contact-1"] : []
                #expect(letters(paper, "tell-ended") == expected, "\(reason), \(outcome)")
                guard !expected.isEmpty else { continue }
                let text = try text(paper, .tellEnded, end)
                #expect(text.contains("ended on 20 January 2025. We no longer maintain it."))
                #expect(paper.sayWhatIsMissing().allSatisfy { $0 == .accepted })
                // A death that is reported afterwards silences it.
                paper.report(.planEnded(PlanEnded(reason: .died)))
                #expect(!paper.file.isTimely(ConclusionID(.tellEnded, fact: end.reference, to: .contact(1))))
            }
        }
    }

    @Test func `answers the family that did not agree with the kind of review, and nobody else`() throws {
        for party in [Party.parent, .setting] {
            var paper = CaseOnPaper()
            paper.open()
            let answer = paper.report(.disagreementAnswered(DisagreementAnswered(review: 1, to: party)))
            let expected = ["review-1/tell-disagreement-answer/\(named(answer))/contact-1"]
            #expect(letters(paper, "tell-disagreement-answer") == (party == .parent ? expected : []))
            guard party == .parent else { continue }
            let text = try text(paper, .tellDisagreementAnswer, answer, review: 1, reasons: "Nothing has changed.")
            #expect(text.contains("You told us that you do not agree with the kind of the annual review."))
            #expect(text.contains("This is our answer. Nothing has changed."))
        }
    }

    @Test func `answers who asked for a change of the plan with the reasons, the setting too when it asked`() throws {
        for party in [Party.parent, .setting] {
            for isAgreed in [true, false] {
                var paper = CaseOnPaper()
                let request = paper.report(.changeRequested(ChangeRequested(from: party)))
                let answer = paper.report(.changeAnswered(ChangeAnswered(request: request, agreed: isAgreed)))
                let message = "tell-change-answer/\(named(answer))"
                let expected = ["\(message)/contact-1"] + (party == .setting ? ["\(message)/setting"] : [])
                #expect(letters(paper, "tell-change-answer") == expected)
                let text = try text(paper, .tellChangeAnswer, answer, reasons: "The help fits.")
                #expect(
                    text.contains("On Monday 2 September 2024 we were asked to change the plan outside its review."))
                #expect(text.contains("We propose to change the plan.") == isAgreed)
                #expect(text.contains("We do not propose to change the plan now.") == !isAgreed)
                #expect(text.contains("Why we decided this The help fits."))
            }
        }
    }

    @Test func `is in Easy Read for whoever wants it so, in large print, and else in plain English`() throws {
        var paper = CaseOnPaper()
        let moved = paper.report(.movedIn(MovedIn(made: day("2023-12-12"))), on: day("2024-08-30"))
        let id = ConclusionID(.tellMovedIn, fact: moved.reference, to: .contact(1))
        let pages = try ["easy-read", "large-print", nil].map { try templates.post(paper.context(id, format: $0)) }
        #expect(pages[0].html.contains("<body class=\"easy-read\">") && pages[0].text.contains("plan came to us on"))
        #expect(pages[1].html.contains("<body class=\"large\">") && pages[1].text.contains("was transferred to us on"))
        #expect(pages[2].html.contains("<body>") && pages[2].text == pages[1].text)
        for page in pages {
            #expect(page.text.contains("Kim Officer") && page.text.contains("Telephone 020 7946 0100"))
        }
    }

    @Test func `is signed by the team, with its telephone, where nobody is named`() throws {
        var paper = CaseOnPaper()
        let moved = paper.report(.movedIn(MovedIn(made: day("2023-12-12"))), on: day("2024-08-30"))
        var context = try paper.context(ConclusionID(.tellMovedIn, fact: moved.reference, to: .contact(1)))
        context.coordinator = nil
        let text = try templates.post(context).text
        #expect(text.contains("SEN Team\nfor your SEN case officer\nTelephone 020 7946 0100\n"))
    }
}
