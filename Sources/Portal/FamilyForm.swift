import Contracts

// What is not obvious here:
//
// - A form gives a report of a kind that the command gives too (`RecordKind`), through the same fields. What it adds are
//   prompts, whose answers become the one document of that report: nobody has to know how to begin.
// - Last year's answers are shown beside the form and never in its fields: an old answer that is sent again by oversight
//   would count as this year's.

/// One thing that a family can give on the portal, as a form.
struct FamilyForm: Sendable {
    /// Something that is asked for in words, or by a choice of few.
    struct Prompt: Sendable {
        let name: String
        let label: String
        var hint: String?
        /// The answers to choose from, for whoever does not write; none where it is written.
        var choices: [String] = []
    }

    /// Its name in addresses.
    let id: String
    /// What stands above it, and in the list of what can be given.
    let title: String
    /// What it is, and what becomes of it.
    let about: String
    /// The kind of report, by its name on the command line.
    let kind: String
    /// What the form says by itself, by the kind's options.
    var says: [String: String] = [:]
    /// Which of the kind's options are asked as they are.
    var asks: [String] = []
    /// What is asked for in words.
    var prompts: [Prompt] = []
    /// What the document begins with, where the form itself says something.
    var beginning: String?
    /// Whether a file may be given too.
    var takesFile = false
    /// Whether it is the child's own.
    var isChilds = false
    /// What it is given for; of nothing in particular, on any day.
    var occasion: Occasion?

    /// What a form is given for, which is not always there.
    enum Occasion: Sendable {
        /// A kind of review that is proposed.
        case proposedKind
        /// Changes of the plan that are proposed.
        case proposedChanges
        /// A review that was held.
        case heldReview
    }

    /// What its reports are in the log.
    var gives: EventKind {
        switch kind {
        case "progress": .progressRecorded
        case "views-received": .viewsReceived
        case "evidence-received": .evidenceReceived
        case "change-requested": .changeRequested
        case "early-review-requested": .earlyReviewRequested
        case "support-not-delivered": .supportNotDelivered
        case "fact-contested": .factContested
        case "representations": .representationsReceived
        case "adjustment-asked": .adjustmentAsked
        case "complaint-made": .complaintMade
        case "safety-concern-raised": .safetyConcernRaised
        case "experience-answered": .experienceAnswered
        default: .questionAsked
        }
    }

    /// Whether anything of it becomes a document, whose readers are chosen.
    var hasDocument: Bool { !prompts.isEmpty || takesFile }

    /// What is said where it is about a review and none waits for it.
    var withoutReview: String {
        kind == "representations"
            ? "No proposed changes wait for your answer now. You can ask for a change of the plan on any day."
            : kind == "experience-answered"
                ? "No review meeting was held yet. You can answer once one was."
                : "No review is open now. You can record progress, ask a question, or ask for an early review on any day."
    }

    /// Whether it goes to the safeguarding lead alone.
    var isForSafeguarding: Bool { kind == FamilyForm.safety.kind }

    /// The same, with what was written in it for the safeguarding lead alone.
    var toSafeguarding: FamilyForm {
        FamilyForm(
            id: FamilyForm.safety.id, title: FamilyForm.safety.title, about: FamilyForm.safety.about,
            kind: FamilyForm.safety.kind, prompts: prompts,
            beginning: isForSafeguarding ? nil : "Written in the form \u{201C}\(title)\u{201D}.", takesFile: takesFile)
    }

    /// Whether what it gives is read first and answered perhaps: everything in words but what the safeguarding lead reads.
    var promisesReading: Bool { hasDocument && !isForSafeguarding }

    /// To the safeguarding lead.
    static let safety = FamilyForm(
        id: "safety", title: "Somebody is not safe",
        about:
            "It goes to the council\u{2019}s safeguarding lead alone. The school and your family do not see it here, nor do you see it "
            + "here again.",
        kind: "safety-concern-raised",
        prompts: [
            Prompt(name: "message", label: "What are you worried about, and for whom?"),
            Prompt(name: "reach", label: "How can you be reached safely?", hint: "Leave it empty if nobody should."),
        ], takesFile: true)

    /// How the council reaches whoever is signed in.
    static let details = FamilyForm(
        id: "details", title: "Change your e-mail address or telephone number",
        about:
            "We send a code to the address that we have, so that nobody else changes it for you. An officer then makes the change. A new "
            + "address is used for codes after two weeks.",
        kind: "question-asked",
        prompts: [
            Prompt(name: "email", label: "New e-mail address"), Prompt(name: "phone", label: "New telephone number"),
            Prompt(
                name: "safe", label: "May we still write to the address that we have?",
                hint:
                    "Choose No if somebody else reads it. Then nothing is sent there, and an officer rings you first.",
                choices: ["Yes", "No"]),
        ])

    /// The form of that name; nil when there is none.
    static func named(_ id: String) -> FamilyForm? { all.first { $0.id == id } }

    /// All, in the order of the page.
    static let all: [FamilyForm] = [
        FamilyForm(
            id: "progress", title: "Record progress",
            about:
                "Say how things are going, at any time of the year. It is kept with your child\u{2019}s file. It counts for no date and "
                + "changes nothing in the plan.",
            kind: "progress",
            prompts: [
                Prompt(name: "well", label: "What is going well?"),
                Prompt(name: "hard", label: "What is not going well?"),
                Prompt(name: "next", label: "What would help next?"),
            ], takesFile: true),
        FamilyForm(
            id: "views", title: "Your views for the review",
            about: "What you think, for the review that is open. Leave empty what you have nothing to say about.",
            kind: "views-received", says: ["form": ViewsForm.parentalContribution.rawValue],
            prompts: [
                Prompt(name: "child", label: "What should everyone know about your child?"),
                Prompt(name: "well", label: "What has gone well this year?"),
                Prompt(name: "hard", label: "What has been difficult?"),
                Prompt(name: "support", label: "Is the support in the plan given, and does it help?"),
                Prompt(name: "change", label: "What should change?"),
                Prompt(name: "future", label: "What do you hope for, for the next year and later?"),
                Prompt(
                    name: "meeting", label: "How would you like to take part?",
                    hint:
                        "Come, another way, another day, in the evening; with an interpreter, an advocate or somebody you trust."
                ),
                Prompt(name: "format", label: "In which form would you like the papers, and who else should be asked?"),
            ], takesFile: true),
        FamilyForm(
            id: "my-life-symbols", title: "My Life, My Review, with symbols",
            about: "For a child who chooses an answer. Somebody may help.", kind: "views-received",
            says: ["form": ViewsForm.myLifeMyReview.rawValue],
            prompts: ["School", "My lessons", "Play time", "My friends", "Home", "The help I get"].enumerated().map {
                Prompt(name: "symbol\($0.offset + 1)", label: $0.element, choices: symbols)
            } + [Prompt(name: "more", label: "More that I want to say"), parts, speaks], takesFile: true, isChilds: true
        ),
        FamilyForm(
            id: "my-life-8-13", title: "My Life, My Review, for ages 8 to 13",
            about: "For you to say what you think. You need not answer everything.", kind: "views-received",
            says: ["form": ViewsForm.myLifeMyReview.rawValue],
            prompts: [
                Prompt(name: "like", label: "What do you like, and what are you good at?"),
                Prompt(name: "well", label: "What goes well at school?"),
                Prompt(name: "hard", label: "What is hard for you?"),
                Prompt(name: "help", label: "What helps you, and what does not?"),
                Prompt(name: "change", label: "What would you change?"),
                Prompt(name: "wish", label: "What do you wish for?"), parts, speaks,
            ], takesFile: true, isChilds: true),
        FamilyForm(
            id: "my-life-14-25", title: "My Life, My Review, for ages 14 to 25",
            about: "Your own say in your review. You need not answer everything.", kind: "views-received",
            says: ["form": ViewsForm.myLifeMyReview.rawValue],
            prompts: [
                Prompt(name: "good", label: "What is good in your life now?"),
                Prompt(name: "hard", label: "What is difficult, and what would help?"),
                Prompt(name: "support", label: "Do you get the support in your plan, and does it work for you?"),
                Prompt(name: "work", label: "What do you want to do after school: learning, work?"),
                Prompt(name: "home", label: "How and where do you want to live?"),
                Prompt(name: "people", label: "Friends, relationships, and your part in the community"),
                Prompt(name: "health", label: "Your health"), parts, speaks,
            ], takesFile: true, isChilds: true),
        FamilyForm(
            id: "evidence", title: "Give a paper of your own",
            about: "A report, a letter or a picture that the review should weigh. You have a receipt at once.",
            kind: "evidence-received", prompts: [Prompt(name: "message", label: "What is it?")], takesFile: true),
        FamilyForm(
            id: "question", title: "Ask a question",
            about: "It has an owner and a day, and both stand on your page until it is answered.",
            kind: "question-asked",
            prompts: [Prompt(name: "message", label: "What would you like to know?")]),
        FamilyForm(
            id: "call", title: "Ask for a call back", about: "Somebody of the council rings you.",
            kind: "question-asked",
            prompts: [
                Prompt(name: "number", label: "On which number?"),
                Prompt(name: "when", label: "When can you be reached?"),
                Prompt(name: "message", label: "What is it about?"),
            ], beginning: "Please ring me back."),
        FamilyForm(
            id: "copies", title: "Ask for copies", about: "Of papers that you cannot see here, or on paper.",
            kind: "question-asked", prompts: [Prompt(name: "message", label: "Of what, and in which form?")],
            beginning: "Please send me copies."),
        FamilyForm(
            id: "disagree", title: "I disagree with the kind of review",
            about: "You have an answer in writing. The kind of review takes no right away.", kind: "question-asked",
            prompts: [
                Prompt(name: "kind", label: "Which kind of review do you want?"),
                Prompt(name: "message", label: "Why?"),
            ], beginning: "I do not agree with the kind of review that is proposed.", occasion: .proposedKind),
        FamilyForm(
            id: "change", title: "Ask for a change of the plan",
            about: "On any day, whatever kind of review is next. A named person answers in writing.",
            kind: "change-requested", asks: ["section"],
            prompts: [Prompt(name: "message", label: "What should change, and why?")], takesFile: true),
        FamilyForm(
            id: "early-review", title: "Ask for an early review",
            about: "On any day. A named person answers in writing.", kind: "early-review-requested", asks: ["ground"],
            prompts: [Prompt(name: "message", label: "Why is it needed now?")], takesFile: true),
        FamilyForm(
            id: "support", title: "Support is not delivered",
            about:
                "Tell us which support of the plan your child does not get. You have a first answer from a named person.",
            kind: "support-not-delivered",
            prompts: [
                Prompt(name: "message", label: "What is not given, and since when?"),
                Prompt(
                    name: "school", label: "May we tell the school that you said so?", choices: ["Yes", "No, not yet"]),
            ]),
        FamilyForm(
            id: "not-right", title: "This is not right",
            about:
                "Something in the record is wrong. The record stays and is marked as contested until it is settled. You have an "
                + "answer within a month.",
            kind: "fact-contested", asks: ["fact", "says"],
            prompts: [Prompt(name: "message", label: "What is wrong, and what is right?")]),
        FamilyForm(
            id: "amendments", title: "Answer the proposed changes",
            about:
                "Say what you think of the changes to the plan, section by section. You may ask for a meeting and a school.",
            kind: "representations", asks: ["section", "setting", "asks-meeting", "final"],
            prompts: PlanSection.allCases.map { section in
                Prompt(name: "section-\(section.rawValue)", label: "About section \(section.rawValue)")
            } + [Prompt(name: "message", label: "Anything else")], takesFile: true, occasion: .proposedChanges),
        FamilyForm(
            id: "three-questions", title: "Three questions after the review",
            about:
                "Tell us how the last review was for you. Leave open what you like. The answers are counted, and change nothing in your "
                + "child\u{2019}s plan.",
            kind: "experience-answered", asks: ["listened", "understood", "helped"], occasion: .heldReview),
        FamilyForm(
            id: "needs", title: "An interpreter, or another form",
            about: "Say what you need for the meeting, or for all letters.", kind: "adjustment-asked", asks: ["what"]),
        FamilyForm(
            id: "complaint", title: "Complain", about: "Of anything that the council did or did not do.",
            kind: "complaint-made", asks: ["about"],
            prompts: [Prompt(name: "message", label: "What happened, and what should be done?")], takesFile: true),
        details, safety,
    ]

    private static let symbols = ["\u{263A} good", "\u{1F610} so-so", "\u{2639} not good"]
    private static let parts = Prompt(
        name: "parts", label: "Which parts of your meeting do you want to join?",
        choices: ["All of it", "The beginning", "The part about what I want", "Another part", "None of it"])
    private static let speaks = Prompt(
        name: "speaks", label: "Who should speak for you?", hint: "You, somebody you choose, a film or a picture.")

    /// The document that its answers make; nil where nothing was answered.
    func text(_ answer: (String) -> String, writer: String?) -> String? {
        let parts = prompts.compactMap { prompt -> String? in
            let said = answer(prompt.name).replacing("\r\n", with: "\n")
            return said.allSatisfy(\.isWhitespace) ? nil : "\(prompt.label)\n\(said)"
        }
        guard !parts.isEmpty else { return nil }
        return ([beginning, writer].compactMap { $0 } + parts).joined(separator: "\n\n") + "\n"
    }
}

extension Audience {
    /// Who reads what is given for it, as a form of the portal says before anything is sent.
    func readers(coordinator: String, setting: String?) -> String {
        let council = "the council: \(coordinator), and officers who need it for their work"
        switch self {
        case .invited:
            let school = setting.map { "\($0); " } ?? ""
            return
                "Everyone who is invited to the review: \(council); \(school)health and social care where they take part; and others "
                + "of the family who are invited. These pages show it to nobody else of the family."
        case .council: return "Only \(council). You see it here too."
        case .writer:
            return
                "Only \(council), in confidence. It is never sent to anybody else, and not shown again here, so that nobody who uses "
                + "your account reads it."
        }
    }

    /// In a word.
    var choice: String {
        switch self {
        case .invited: "Everyone who is invited"
        case .council: "The council alone"
        case .writer: "The council, in confidence"
        }
    }
}
