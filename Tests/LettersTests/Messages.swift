import Contracts
import Letters
import Statute
import Testing

@Suite struct `Messages` {
    private func facts(_ recipient: Reminder.Recipient, rule: RuleID = .dec1, today: String) throws -> MessageFacts {
        let meeting = try day("2024-11-01")
        let deadlines: [Deadline] = Statute.deadlines(
            for: Facts(
                planMade: try day("2024-02-29"), meeting: meeting, outcome: .amend, noticeSent: try day("2024-11-25"),
                noticeServed: try day("2024-11-27")))
        let deadline: Deadline = try #require(deadlines.first { $0.rule == rule })
        return MessageFacts(
            council: try bromley(), caseReference: "B-10432", recipient: recipient,
            officer: Officer(name: "Tom Ashworth", title: "EHCP Coordinator"), coordinatorTitle: "EHCP Coordinator",
            deadline: deadline, meeting: meeting, today: try day(today),
            portal: "https://portal.example.org", asked: try day("2024-10-28"), isAgreed: recipient != .family,
            approach: MessageFacts.Approach(
                kind: "Annual Progress Review", why: "in Year 4", isChosen: false, answerDays: 15,
                familyForm: "Parental contribution form", childForm: "My Life, My Review"),
            again: MessageFacts.Again(
                sent: try day("2024-11-01"), representUntil: try day("2024-12-20"), carriesAppeal: true))
    }

    @Test(arguments: MessageForm.allCases.filter { !$0.isLetter })
    func `Every message of the seeds reads whole for every recipient, in time and late`(_ kind: MessageForm) throws {
        let template = try messageTemplate(kind)
        for recipient in Reminder.Recipient.allCases {
            for today in ["2024-11-29", "2024-12-10"] {
                let message = try template.message(
                    facts(recipient, today: today), banner: "Rehearsal: invented children")
                #expect(message.subject.contains("B-10432"))
                #expect(!message.subject.contains("\n") && message.subject.count <= 100)
                for part in [message.subject, message.text, message.html] {
                    #expect(!part.contains("((") && !part.contains("??"))
                }
                #expect(message.text.hasPrefix("Rehearsal: invented children\n\n"))
            }
        }
    }

    @Test(arguments: [
        MessageForm.reviewDue, .invitation, .reminderArrange, .reminderAdvice, .reminderReport, .reminderDecision,
        .reminderFinal, .notRecorded,
    ])
    func `What must be done by when says its rule`(_ kind: MessageForm) throws {
        let message = try messageTemplate(kind).message(
            facts(kind == .invitation ? .setting : .family, today: "2024-11-20"))
        #expect(message.text.contains("SEND Regulations 2014, reg 20(10)"))
        #expect(message.text.contains("29 November 2024"))
    }

    @Test
    func
        `The family of a late decision learns what should have happened, what happens now, how to complain, and its right`()
        throws
    {
        var late = try letterFacts(sent: "2024-11-30", meeting: "2024-11-01")
        late.occasion.deadline = try facts(.family, today: "2024-11-30").deadline
        let text = try letterTemplate(.lateToFamily).letter(late).plainText()
        #expect(text.contains("by Friday 29 November 2024. That is four weeks after the meeting"))
        #expect(text.contains("you can appeal only once we have sent you the letter"))
        #expect(text.contains("full two months start on that day") && text.contains("it can be put right"))
        #expect(!text.contains("lost"), "who waits for an appeal has lost something in effect")
        #expect(text.contains("complaints@bromley.example.org"))
        #expect(text.contains("We are sorry"))
    }

    @Test(arguments: MessageForm.allCases.filter { !$0.isLetter })
    func `Where the council arranges the meeting, no message to a family says that a school will write`(
        _ kind: MessageForm
    ) throws {
        for recipient in Reminder.Recipient.allCases {
            var facts = try facts(recipient, today: "2024-11-20")
            facts.isArrangedByCouncil = true
            let text = try messageTemplate(kind).message(facts).text.split(whereSeparator: \.isWhitespace).joined(
                separator: " ")
            #expect(!text.contains("he school or setting"), "\(text)")
            guard [.reviewDue, .reviewDueLate, .invitation].contains(kind), recipient == .family else { continue }
            #expect(text.contains("We arrange the meeting ourselves"), "\(text)")
            facts.isArrangedByCouncil = false
            let other = try messageTemplate(kind).message(facts).text
            #expect(other.contains("he school or setting"))
        }
    }

    @Test(arguments: [false, true])
    func `An invitation names the kind, why it is proposed, that every outcome is open, and how to disagree`(
        _ isYoungPerson: Bool
    ) throws {
        var facts = try facts(.family, today: "2024-10-01")
        facts.isYoungPerson = isYoungPerson
        func text() throws -> String {
            try messageTemplate(.invitation).message(facts).text.split(whereSeparator: \.isWhitespace).joined(
                separator: " ")
        }
        let proposed = try text()
        #expect(proposed.contains("Its kind: Annual Progress Review."))
        #expect(proposed.contains("We propose this kind in Year 4"))
        #expect(proposed.contains("every outcome is open: the plan can stay as it is, be changed, or end"))
        #expect(proposed.contains("If you do not agree") && proposed.contains("in writing within 15 days"))
        #expect(proposed.contains("“Parental contribution form”") && proposed.contains("“My Life, My Review”"))
        #expect(proposed.contains("free, impartial and confidential"))
        // It speaks to a parent or to the young person, never to both.
        #expect(proposed.contains("Your child can take part") == !isYoungPerson)
        #expect(proposed.contains("your own words") == isYoungPerson)
        facts.approach?.isChosen = true
        facts.approach?.familyForm = nil
        facts.approach?.childForm = nil
        let chosen = try text()
        #expect(chosen.contains("This is the kind that was chosen.") && !chosen.contains("We propose"))
        #expect(!chosen.contains("There is a form") && !chosen.contains("Ask us for it"))
    }

    @Test func `A review that is overdue is an apology and a date, never something to wait for quietly`() throws {
        let text = try messageTemplate(.reviewDueLate).message(facts(.family, today: "2024-11-30")).text
        #expect(text.contains("We are sorry"))
        #expect(text.contains("by Saturday 21 December 2024, tell us"))
        #expect(!text.contains("do not need to do anything"))
    }

    @Test func `An alarm says what was not recorded by which day, and stays true`() throws {
        let text = try messageTemplate(.notRecorded).message(facts(.coordinator, today: "2024-11-30")).text
        #expect(
            text.hasPrefix(
                "By the end of Friday 29 November 2024 the file of case B-10432 held no record of this: decision."))
    }

    @Test(arguments: [
        "child", "whose", "reasons", "setting", "amendments",
    ])
    func `A message cannot ask for anything of the child but the case's reference`(_ field: String) throws {
        #expect(!(try #require(Field(rawValue: field)).isInMessages))
        for text in ["Subject: ((\(field)))\n\nx", "Subject: x\n\n((\(field)))"] {
            #expect(throws: TemplateError.self) { try MessageTemplate(.reviewDue, parsing: text, file: "m.md") }
        }
    }

    @Test(arguments: MessageForm.allCases.filter(\.isLetter))
    func `A message that is a letter has a subject alone, and is never written without its letter`(
        _ kind: MessageForm
    ) throws {
        #expect(throws: TemplateError.self) { try MessageTemplate(kind, parsing: "Subject: x\n\ny", file: "m.md") }
        let facts = try facts(.family, today: "2024-11-20")
        #expect(throws: TemplateError.self) { try messageTemplate(kind).message(facts) }
    }

    @Test(arguments: ["x", "", "Subject:\n\nx", "Subject: x\n\n"])
    func `A message begins with its subject`(_ text: String) {
        #expect(throws: TemplateError.self) { try MessageTemplate(.reviewDue, parsing: text, file: "m.md") }
    }
}
