import Arguments
import CaseFile
import Casework
import Contracts
import Statute

extension RecordKind {
    /// What was asked, said and answered of the council's service, and why days were missed.
    static let ofService: [RecordKind] = [
        lateReason, factContested, contestSettled, questionAsked, questionAnswered, supportNotDelivered,
        supportAnswered,
        experienceAnswered, sessionOffered, sessionAttended, complaintMade, complaintAnswered, adjustmentAsked,
        adjustmentSupplied, remedyConsidered, agencyInvolved, outcomesRated, contributionRead, safetyConcernRaised,
        safetyConcernRead, looksReleased, signInLetterAsked,
    ]

    private static let missedOption = Option.choice(
        "missed", MissedDay.allCases.map(\.rawValue), "which day was missed (`annual-review ledger` lists them)")
    /// The review that is meant; without one none in particular.
    private static let reviewOption = Option.integer(
        "of-review", "N", in: 0...255, "the review that it is about (default: none in particular)")
    private static let officerOption = Option.text("officer", "ID", "who answers, by an id that is no name")
    private static let answerOption = Option.text("document", "FILE", "the answer in writing")

    private static func owner(_ arguments: Arguments, _ draft: RecordDraft) throws -> ActorID? {
        try actor(arguments, "owner") ?? draft.file.plan?.coordinator
    }

    private static func about(_ arguments: Arguments) throws -> UInt8 {
        UInt8(clamping: try arguments.optionalInt("of-review") ?? 0)
    }

    private static func need<Value>(_ value: Value?, _ option: String) throws(UsageError) -> Value {
        guard let value else { throw UsageError("--\(option) is missing") }
        return value
    }

    /// What is answered: what was named, or else the one of its kind that waits.
    private static func matter(_ kind: Matter.Kind, _ arguments: Arguments, _ draft: RecordDraft) throws
        -> SubmissionKey
    {
        if let named = arguments.optionalString("answers") {
            return try need(RecordDraft.key(named), "answers KEY, as `annual-review case CASE --json` shows it,")
        }
        let waiting = draft.file.matters.filter { $0.kind == kind && $0.answered == nil }
        guard let first = waiting.first else {
            throw CommandError("no \(kind.words) of \(draft.id) waits; name one with --answers KEY")
        }
        guard waiting.count == 1 else {
            let keys = waiting.map { "\($0.key) of \($0.asked)" }.joined(separator: ", ")
            throw CommandError("several wait in \(draft.id); name one with --answers KEY: \(keys)")
        }
        return first.key
    }

    private static let answersOption = Option.text(
        "answers", "KEY", "what is answered, by its key (default: what waits)")

    private static let lateReason = RecordKind(
        name: "late-reason-given", summary: "Why a day was missed, as one word that is counted",
        on: "the day this was said", isAboutReview: false,
        options: [
            .integer(
                "of-review", "N", in: 0...255, "the review whose day was missed; 0: the plan's own, of a transfer"),
            missedOption, .choice("reason", LateReason.allCases.map(\.rawValue), "why"),
            .text("document", "FILE", "what there is to say of it"),
        ],
        example:
            "annual-review record late-reason-given B-10432 --of-review 3 --missed decision --reason health-advice",
        data: { arguments, draft in
            .lateReasonGiven(
                LateReasonGiven(
                    review: try about(arguments), missed: try word(arguments, "missed"),
                    reason: try word(arguments, "reason"), document: draft.document("document")))
        })

    private static let factContested = RecordKind(
        name: "fact-contested", summary: "The family says of something in the record that it is not right",
        on: "the day this was said", isAboutReview: false,
        options: [
            reviewOption, .choice("fact", ContestedFact.allCases.map(\.rawValue), "what is contested"), contactOption,
            .text("says", "DATE", "the day on which the family says that it happened"),
            .text("document", "FILE", "what the family says"),
        ],
        example: "annual-review record fact-contested B-10432 --of-review 3 --fact letter-sent --says 2024-12-09",
        data: { arguments, draft in
            .factContested(
                FactContested(
                    review: try about(arguments), fact: try word(arguments, "fact"),
                    contact: try contact(arguments, draft)?.number, says: try day(arguments, "says"),
                    document: draft.document("document")))
        })

    private static let contestSettled = RecordKind(
        name: "contest-settled", summary: "What became of something that the family contested",
        on: "the day it was settled", isAboutReview: false,
        options: [
            answersOption, .choice("outcome", ContestOutcome.allCases.map(\.rawValue), "what was found"), officerOption,
            answerOption,
        ],
        example: "annual-review record contest-settled B-10432 --outcome stands --document answer.md",
        data: { arguments, draft in
            .contestSettled(
                ContestSettled(
                    contest: try matter(.contest, arguments, draft), outcome: try word(arguments, "outcome"),
                    officer: try actor(arguments, "officer"), document: draft.document("document")))
        })

    private static let questionAsked = RecordKind(
        name: "question-asked", summary: "Somebody asked a question, which has an owner and a day until it is answered",
        on: "the day it was asked", isAboutReview: false,
        options: [
            reviewOption, .choice("from", askers, "who asks"), contactOption,
            .text("owner", "ID", "who answers it (default: whoever holds the case)"),
            .text("until", "DATE", "the last day for the answer (default: five working days)"),
            .text("document", "FILE", "the question"),
        ],
        example: "annual-review record question-asked B-10432 --from parent --owner C-07 --document question.md",
        data: { arguments, draft in
            let (from, contact) = try speaker(arguments, draft)
            let asked = draft.on ?? draft.today
            return .questionAsked(
                QuestionAsked(
                    review: try about(arguments), from: from, contact: contact, owner: try owner(arguments, draft),
                    until: try day(arguments, "until")
                        ?? BankHolidays.byRuleOnly.workingDays(Matter.questionDays, after: asked),
                    document: draft.document("document")))
        })

    private static let questionAnswered = RecordKind(
        name: "question-answered", summary: "A question was answered", on: "the day of the answer",
        isAboutReview: false, options: [answersOption, officerOption, answerOption],
        example: "annual-review record question-answered B-10432 --officer C-07 --document answer.md",
        data: { arguments, draft in
            .questionAnswered(
                QuestionAnswered(
                    question: try matter(.question, arguments, draft), officer: try actor(arguments, "officer"),
                    document: draft.document("document")))
        })

    private static let supportNotDelivered = RecordKind(
        name: "support-not-delivered", summary: "Somebody says that support in the plan is not delivered",
        on: "the day this was said", isAboutReview: false,
        options: [
            .choice("from", askers, "who says so"), contactOption,
            .text("item", "ID", repeats: true, "which provision of the plan, as F-3"),
            .text("owner", "ID", "who answers, in five working days (default: whoever holds the case)"),
            .text("document", "FILE", "what is said"),
        ],
        example: "annual-review record support-not-delivered B-10432 --from parent --item F-3 --document message.md",
        data: { arguments, draft in
            let (from, contact) = try speaker(arguments, draft)
            return .supportNotDelivered(
                SupportNotDelivered(
                    from: from, contact: contact, items: try items(arguments), owner: try owner(arguments, draft),
                    document: draft.document("document")))
        })

    private static let supportAnswered = RecordKind(
        name: "support-answered", summary: "Whoever said that support is not delivered was answered",
        on: "the day of the answer", isAboutReview: false,
        options: [
            answersOption, .choice("finding", SupportFinding.allCases.map(\.rawValue), "what was found"), officerOption,
            answerOption,
        ],
        example: "annual-review record support-answered B-10432 --finding being-put-right --document answer.md",
        data: { arguments, draft in
            .supportAnswered(
                SupportAnswered(
                    report: try matter(.support, arguments, draft), finding: try word(arguments, "finding"),
                    officer: try actor(arguments, "officer"), document: draft.document("document")))
        })

    private static let experienceAnswered = RecordKind(
        name: "experience-answered", summary: "Somebody of the family answered the three questions after a review",
        on: "the day of the answer", isAboutReview: false,
        options: [
            .integer("of-review", "N", in: 1...255, "the review that it is about"),
            .choice(
                "from", [Contracts.Party.parent, .youngPerson].map(\.rawValue),
                "whose answer: the parent's or the child's"),
            contactOption, .choice("way", AnswerChannel.allCases.map(\.rawValue), "by which way it came"),
            .choice("listened", ExperienceAnswer.allCases.map(\.rawValue), "were you listened to?"),
            .choice(
                "understood", ExperienceAnswer.allCases.map(\.rawValue),
                "did you understand what would happen, and when?"),
            .choice("helped", ExperienceAnswer.allCases.map(\.rawValue), "will this review help?"),
        ],
        example: "annual-review record experience-answered B-10432 --of-review 3 --from young-person --way paper "
            + "--listened yes --understood partly --helped yes",
        data: { arguments, draft in
            let (from, contact) = try speaker(arguments, draft)
            return .experienceAnswered(
                ExperienceAnswered(
                    review: UInt8(clamping: try need(try arguments.optionalInt("of-review"), "of-review")), from: from,
                    contact: contact, by: try word(arguments, "way"), listened: try optionalWord(arguments, "listened"),
                    understood: try optionalWord(arguments, "understood"),
                    helped: try optionalWord(arguments, "helped")))
        })

    private static let sessionOffered = RecordKind(
        name: "session-offered", summary: "The family was offered a session about the review",
        on: "the day it was offered", isAboutReview: true,
        options: [
            .choice("when", SessionTime.allCases.map(\.rawValue), "by day, in the evening, or online"),
            .text("session", "DATE", "the day of the session"), contactOption,
        ],
        example: "annual-review record session-offered B-10432 --when evening --session 2024-10-22",
        data: { arguments, draft in
            .sessionOffered(
                SessionOffered(
                    review: draft.review, when: try word(arguments, "when"),
                    session: try need(try day(arguments, "session"), "session"),
                    contact: try contact(arguments, draft)?.number))
        })

    private static let sessionAttended = RecordKind(
        name: "session-attended", summary: "Whether somebody came to a session that was offered",
        on: "the day of the session", isAboutReview: false,
        options: [
            .choice("attended", ["yes", "no"], "whether anybody of the family came"),
            .text("session", "KEY", "the session, by the key of its offer (default: the last)"),
        ],
        example: "annual-review record session-attended B-10432 --attended yes --on 2024-10-22",
        data: { arguments, draft in
            let named = try arguments.optionalString("session").map { try need(RecordDraft.key($0), "session KEY") }
            guard let session = named ?? draft.file.sessions.last?.key else {
                throw CommandError("\(draft.id) was offered no session: record session-offered first")
            }
            return .sessionAttended(
                SessionAttended(
                    session: session, attended: try need(arguments.optionalString("attended"), "attended") == "yes"))
        })

    private static let agencyInvolved = RecordKind(
        name: "agency-involved", summary: "An agency was invited to the meeting, gave its advice, or took part",
        on: "the day of the invitation, of the advice, or of the meeting", isAboutReview: true,
        options: [
            .choice("agency", Agency.allCases.map(\.rawValue), "which"),
            .choice("step", AgencyStep.allCases.map(\.rawValue), "what of it"),
        ],
        example: "annual-review record agency-involved B-10432 --agency psychology --step advised --on 2024-10-22",
        data: { arguments, draft in
            .agencyInvolved(
                AgencyInvolved(
                    review: draft.review, agency: try word(arguments, "agency"), step: try word(arguments, "step")))
        })

    /// As many outcomes as a plan can have here.
    private static let mostOutcomes = 200

    private static let outcomesRated = RecordKind(
        name: "outcomes-rated", summary: "How far the child has come towards the outcomes of section E, by number",
        on: "the day on which it was looked at", isAboutReview: true,
        options: [
            .integer("outcomes", "N", in: 1...mostOutcomes, "how many outcomes section E has"),
            .integer("achieved", "N", in: 0...mostOutcomes, "how many of them are achieved (default: 0)"),
            .integer("on-track", "N", in: 0...mostOutcomes, "how many are on track (default: 0)"),
            .integer("not-on-track", "N", in: 0...mostOutcomes, "how many are not (default: 0)"),
            .integer("not-started", "N", in: 0...mostOutcomes, "how many were not begun (default: 0)"),
        ],
        example: "annual-review record outcomes-rated B-10432 --outcomes 5 --achieved 1 --on-track 3 --not-on-track 1",
        data: { arguments, draft in
            func count(_ option: String) throws -> Int { try arguments.optionalInt(option) ?? 0 }
            let outcomes = try need(try arguments.optionalInt("outcomes"), "outcomes N")
            let (achieved, onTrack) = (try count("achieved"), try count("on-track"))
            let (notOnTrack, notStarted) = (try count("not-on-track"), try count("not-started"))
            let said = achieved + onTrack + notOnTrack + notStarted
            guard said <= outcomes else {
                throw UsageError(
                    "the plan has \(outcomes) outcomes by --outcomes, and \(said) are said to stand somehow")
            }
            return .outcomesRated(
                OutcomesRated(
                    review: draft.review, outcomes: UInt8(clamping: outcomes), achieved: UInt8(clamping: achieved),
                    onTrack: UInt8(clamping: onTrack), notOnTrack: UInt8(clamping: notOnTrack),
                    notStarted: UInt8(clamping: notStarted)))
        })

    private static let complaintMade = RecordKind(
        name: "complaint-made", summary: "The family complains of the council", on: "the day it was made",
        isAboutReview: false,
        options: [
            .choice("from", askers, "who complains"), contactOption,
            .choice("about", ComplaintSubject.allCases.map(\.rawValue), "of what"),
            .text("owner", "ID", "who answers it (default: whoever holds the case)"),
            .text("document", "FILE", "the complaint"),
        ],
        example: "annual-review record complaint-made B-10432 --from parent --about delay --owner M-02",
        data: { arguments, draft in
            let (from, contact) = try speaker(arguments, draft)
            return .complaintMade(
                ComplaintMade(
                    from: from, contact: contact, about: try word(arguments, "about"),
                    owner: try owner(arguments, draft), document: draft.document("document")))
        })

    private static let complaintAnswered = RecordKind(
        name: "complaint-answered", summary: "A complaint was answered", on: "the day of the answer",
        isAboutReview: false,
        options: [
            answersOption, .choice("outcome", ComplaintOutcome.allCases.map(\.rawValue), "what came of it"),
            officerOption, answerOption,
        ],
        example: "annual-review record complaint-answered B-10432 --outcome upheld --document answer.md",
        data: { arguments, draft in
            .complaintAnswered(
                ComplaintAnswered(
                    complaint: try matter(.complaint, arguments, draft), outcome: try word(arguments, "outcome"),
                    officer: try actor(arguments, "officer"), document: draft.document("document")))
        })

    private static let adjustmentAsked = RecordKind(
        name: "adjustment-asked", summary: "The family needs an interpreter, or something in another form",
        on: "the day it was asked for", isAboutReview: false,
        options: [
            reviewOption, .choice("what", Adjustment.allCases.map(\.rawValue), "what is asked for"), contactOption,
            .text("until", "DATE", "the day by which it is needed (default: that of the review meeting)"),
        ],
        example: "annual-review record adjustment-asked B-10432 --of-review 3 --what interpreter --until 2024-11-08",
        data: { arguments, draft in
            .adjustmentAsked(
                AdjustmentAsked(
                    review: try about(arguments), what: try word(arguments, "what"),
                    contact: try contact(arguments, draft)?.number, until: try day(arguments, "until")))
        })

    private static let adjustmentSupplied = RecordKind(
        name: "adjustment-supplied", summary: "An interpreter, or another form, was supplied",
        on: "the day it was supplied", isAboutReview: false, options: [answersOption],
        example: "annual-review record adjustment-supplied B-10432 --on 2024-11-08",
        data: { arguments, draft in
            .adjustmentSupplied(AdjustmentSupplied(adjustment: try matter(.adjustment, arguments, draft)))
        })

    private static let contributionRead = RecordKind(
        name: "contribution-read", summary: "A person read what the family gave on the portal",
        on: "the day on which it was read", isAboutReview: false, options: [answersOption],
        example: "annual-review record contribution-read B-10432",
        data: { arguments, draft in
            .contributionRead(ContributionRead(promise: try matter(.reading, arguments, draft)))
        })

    private static let safetyConcernRaised = RecordKind(
        name: "safety-concern-raised",
        summary: "Somebody wrote to the safeguarding lead that a child may not be safe, unseen by family and setting",
        on: "the day it was written", isAboutReview: false,
        options: [
            .choice("from", askers, "who wrote it"), contactOption, .text("document", "FILE", "what was written"),
        ],
        example: "annual-review record safety-concern-raised B-10432 --from setting --document concern.md",
        data: { arguments, draft in
            let (from, contact) = try speaker(arguments, draft)
            return .safetyConcernRaised(
                SafetyConcernRaised(from: from, contact: contact, document: draft.document("document")))
        })

    private static let safetyConcernRead = RecordKind(
        name: "safety-concern-read", summary: "The safeguarding lead read what was written about a child's safety",
        on: "the day on which it was read", isAboutReview: false, options: [answersOption],
        example: "annual-review record safety-concern-read B-10432 --by safeguarding-lead/SG-1",
        data: { arguments, draft in
            .safetyConcernRead(SafetyConcernRead(concern: try matter(.concern, arguments, draft)))
        })

    private static let looksReleased = RecordKind(
        name: "looks-released",
        summary: "The family may see that safeguarding and social care opened the case",
        on: "the day on which that was decided", isAboutReview: false,
        options: [
            .text("through", "DATE", "the last day whose openings may be seen (default: the day of the decision)")
        ],
        example: "annual-review record looks-released B-10432 --through 2024-11-08 --by safeguarding-lead/SG-1",
        data: { arguments, draft in
            .looksReleased(LooksReleased(through: try day(arguments, "through") ?? draft.on ?? draft.today))
        })

    private static let signInLetterAsked = RecordKind(
        name: "sign-in-letter-asked",
        summary: "A letter goes to a contact with a code to sign in at the portal, once, within fourteen days",
        on: "the day on which it was asked for", isAboutReview: false,
        options: [
            contactOption,
            .text(
                "officer", "ID", "who made sure to whom it goes, by an id that is no name (default: whoever records it)"
            ),
        ],
        example: "annual-review record sign-in-letter-asked B-10432 --contact 1 --officer C-07",
        data: { arguments, draft in
            var officer = try actor(arguments, "officer")
            if officer == nil, case .person(let person) = draft.actor { officer = person.id }
            return .signInLetterAsked(
                SignInLetterAsked(
                    contact: try need(try contact(arguments, draft)?.number, "contact N"), officer: officer))
        })

    private static let remedyConsidered = RecordKind(
        name: "remedy-considered", summary: "A person considered what the family is owed for a day that was missed",
        on: "the day of that", isAboutReview: false,
        options: [
            .integer(
                "of-review", "N", in: 0...255, "the review whose day was missed; 0: the plan's own, of a transfer"),
            missedOption,
            .choice("remedy", Remedy.allCases.map(\.rawValue), "what was decided; no sum is reckoned or kept here"),
            .text("item", "ID", repeats: true, "the provision that was late for it, as F-3"),
            .text("apologised", "DATE", "the day on which the family was told sorry"),
            .text("officer", "ID", "who decided, by an id that is no name"),
            .text("document", "FILE", "why, in writing"),
        ],
        example: "annual-review record remedy-considered B-10432 --of-review 3 --missed decision --remedy apology "
            + "--apologised 2025-01-10 --officer M-02 --by manager/M-02",
        data: { arguments, draft in
            .remedyConsidered(
                RemedyConsidered(
                    review: try about(arguments), missed: try word(arguments, "missed"),
                    remedy: try word(arguments, "remedy"), items: try items(arguments),
                    apologised: try day(arguments, "apologised"), officer: try actor(arguments, "officer"),
                    document: draft.document("document")))
        })
}
