package import Arguments
import CaseFile
import Casework
package import Contracts
package import Statute

/// What can be reported, one kind each: its list of options is its list of fields, for the command line and for every form.
package struct RecordKind: Sendable {
    /// The word on the command line, which is the event's type where there is one.
    package let name: String
    /// What it reports.
    package let summary: String
    /// What `--on` means; nil when there is no such day.
    package let on: String
    /// Whether it is about a review.
    package let isAboutReview: Bool
    /// Its own options.
    package let options: [Option]
    /// A whole command line.
    package let example: String
    /// Builds the event's data from the arguments.
    package let data: @Sendable (Arguments, RecordDraft) throws -> EventData

    /// What is asked of every kind besides its own options.
    package enum Common { case day, review }

    /// The option of it; none where there is no such thing.
    package func options(about common: Common) -> [Option] {
        switch common {
        case .day: [.text("on", "DATE", "\(on) (default: the log's today)")]
        case .review:
            isAboutReview ? [.integer("review", in: 1...254, "which review (default: the one that is open)")] : []
        }
    }

    /// The kind of that name.
    package static func named(_ name: String) -> RecordKind? { all.first { $0.name == name } }

    /// The kinds, in the order of a review.
    package static let all: [RecordKind] =
        [
            RecordKind(
                name: "approach-chosen", summary: "The kind of review was chosen together", on: "the day it was agreed",
                isAboutReview: true,
                options: [
                    .choice("kind", ReviewKind.allCases.map(\.rawValue), "the kind"),
                    .text("agreed", "PARTY", repeats: true, "who agreed"),
                    .text("disagreed", "PARTY", repeats: true, "who did not"),
                ],
                example:
                    "annual-review record approach-chosen B-10432 --kind progress --agreed parent --agreed setting",
                data: { arguments, draft in
                    let disagreed = try parties(arguments, "disagreed")
                    return .approachChosen(
                        ApproachChosen(
                            review: draft.review, kind: try word(arguments, "kind"),
                            agreed: try parties(arguments, "agreed"),
                            disagreed: disagreed.isEmpty ? nil : disagreed))
                }),
            RecordKind(
                name: "disagreement-answered",
                summary: "Somebody who did not agree with the kind of review was answered in writing",
                on: "the day of the answer", isAboutReview: true,
                options: [
                    .choice("to", Party.allCases.map(\.rawValue), "who is answered"),
                    .text("document", "FILE", "the answer"),
                ],
                example: "annual-review record disagreement-answered B-10432 --to parent --document answer.md",
                data: { arguments, draft in
                    .disagreementAnswered(
                        DisagreementAnswered(
                            review: draft.review, to: try word(arguments, "to"),
                            document: draft.document("document")))
                }),
            RecordKind(
                name: "meeting-arranged", summary: "The date of the meeting was set or moved",
                on: "the day it was arranged", isAboutReview: true,
                options: [.text("for", "DATE", "the date of the meeting")],
                example: "annual-review record meeting-arranged B-10432 --for 2024-11-08",
                data: { arguments, draft in
                    guard let meeting = try day(arguments, "for") else { throw UsageError("--for DATE is missing") }
                    return .meetingArranged(MeetingArranged(review: draft.review, meeting: meeting))
                }),
            RecordKind(
                name: "advice-circulated", summary: "Advice was sent to everyone invited", on: "the day it was sent",
                isAboutReview: true, options: [],
                example: "annual-review record advice-circulated B-10432 --on 2024-10-18",
                data: { _, draft in .adviceCirculated(AdviceCirculated(review: draft.review)) }),
            RecordKind(
                name: "views-received", summary: "Someone's views came in", on: "the day they came",
                isAboutReview: true,
                options: [
                    .choice("from", Party.allCases.map(\.rawValue), default: Party.parent.rawValue, "whose views"),
                    .choice("form", ViewsForm.allCases.map(\.rawValue), "on which form, if on one"),
                    contactOption, .flag("on-paper", "they came on paper"), .text("document", "FILE", "the views"),
                    .text("written", "DATE", "of a professional's advice, the day on which it was written"),
                ],
                example: "annual-review record views-received B-10432 --from parent --form parental-contribution "
                    + "--document views.md",
                data: { arguments, draft in
                    let (from, contact) = try speaker(arguments, draft)
                    return .viewsReceived(
                        ViewsReceived(
                            review: draft.review, from: from, form: try optionalWord(arguments, "form"),
                            onPaper: arguments.flag("on-paper") ? true : nil, contact: contact,
                            document: draft.document("document"), written: try day(arguments, "written")))
                }),
            RecordKind(
                name: "meeting-held", summary: "The review meeting was held", on: "the day of the meeting",
                isAboutReview: true,
                options: [
                    .text(
                        "attended", "PARTY", repeats: true,
                        "who took part in any of it: \(Party.allCases.map(\.rawValue).joined(separator: ", "))")
                ],
                example: "annual-review record meeting-held B-10432 --on 2024-11-08 --attended parent "
                    + "--attended young-person --attended setting",
                data: { arguments, draft in
                    let attended = try parties(arguments, "attended")
                    return .meetingHeld(
                        MeetingHeld(review: draft.review, attended: attended.isEmpty ? nil : attended))
                }),
            RecordKind(
                name: "report-received", summary: "The written report of the meeting was sent",
                on: "the day it was sent",
                isAboutReview: true,
                options: [
                    .choice("recommends", Outcome.allCases.map(\.rawValue), "what it recommends"),
                    .text("document", "FILE", "the report"),
                ],
                example: "annual-review record report-received B-10432 --on 2024-11-15 --document report.pdf",
                data: { arguments, draft in
                    .reportReceived(
                        ReportReceived(
                            review: draft.review, recommends: try optionalWord(arguments, "recommends"),
                            document: draft.document("document")))
                }),
            RecordKind(
                name: "short-term-outcomes", summary: "Short-term outcomes were agreed, and are kept outside the plan",
                on: "the day they were agreed", isAboutReview: true,
                options: [
                    .text("document", "FILE", "the outcomes; they replace nothing in section E of the plan"),
                    .integer("targets", "N", in: 0...200, "how many there are"),
                    .integer(
                        "targets-owned", "N", in: 0...200,
                        "of how many of them it is written who sees to it, and by which day; of those that are counted"),
                ] + itemOptions,
                example: "annual-review record short-term-outcomes B-10432 --item E-2 --document outcomes.md",
                data: { arguments, draft in
                    let targets = try arguments.optionalInt("targets")
                    let owned = try arguments.optionalInt("targets-owned")
                    guard owned ?? 0 <= targets ?? 0 else {
                        throw UsageError("--targets-owned counts some of --targets: it cannot be more")
                    }
                    return .shortTermOutcomesAgreed(
                        ShortTermOutcomesAgreed(
                            review: draft.review, document: draft.document("document"), items: try items(arguments),
                            provides: try optionalWord(arguments, "provides"),
                            targets: targets.map { UInt8(clamping: $0) },
                            targetsOwned: owned.map { UInt8(clamping: $0) }))
                }),
            RecordKind(
                name: "evidence-received", summary: "A piece of evidence came in of itself, such as a private report",
                on: "the day it came", isAboutReview: true,
                options: [
                    .choice("from", Party.allCases.map(\.rawValue), default: Party.parent.rawValue, "who gave it"),
                    contactOption, .text("document", "FILE", "the evidence"),
                ],
                example: "annual-review record evidence-received B-10432 --from parent --document private-report.pdf",
                data: { arguments, draft in
                    let (from, contact) = try speaker(arguments, draft)
                    return .evidenceReceived(
                        EvidenceReceived(
                            review: draft.review, from: from, contact: contact, document: draft.document("document")))
                }),
        ] + decisions + between + others

    /// Who may ask for a review before it is due: the family, and whoever works with the child.
    package static let askers = [Party.parent, .youngPerson, .setting, .health, .socialCare].map(\.rawValue)

    private static let between: [RecordKind] = [
        RecordKind(
            name: "early-review-requested", summary: "Somebody asked for a review before it is due",
            on: "the day it was asked for", isAboutReview: false,
            options: [
                .choice("from", askers, "who asks"),
                .choice(
                    "ground", EarlyReviewGround.allCases.map(\.rawValue), default: EarlyReviewGround.other.rawValue,
                    "on what ground"),
                contactOption, .text("document", "FILE", "the request"),
            ],
            example: "annual-review record early-review-requested B-10432 --from parent --ground needs-changed "
                + "--document request.md",
            data: { arguments, draft in
                let (from, contact) = try speaker(arguments, draft)
                return .earlyReviewRequested(
                    EarlyReviewRequested(
                        from: from, ground: try word(arguments, "ground"), contact: contact,
                        document: draft.document("document")))
            }),
        RecordKind(
            name: "early-review-answered",
            summary: "A request for an early review was answered; if agreed, the review opens at once",
            on: "the day of the answer", isAboutReview: false,
            options: [
                .choice("agreed", ["yes", "no"], "whether the review is held early"),
                .text("request", "KEY", "the request that is answered (default: the one that waits)"),
                .text("officer", "ID", "the EHCP Coordinator who answers"),
                .text("document", "FILE", "the reasons in writing"),
            ],
            example: "annual-review record early-review-answered B-10432 --agreed yes --officer C-07 "
                + "--document reasons.md",
            data: { arguments, draft in
                guard let agreed = arguments.optionalString("agreed") else {
                    throw UsageError("--agreed yes or --agreed no is missing")
                }
                return .earlyReviewAnswered(
                    EarlyReviewAnswered(
                        request: try draft.request(arguments.optionalString("request")), agreed: agreed == "yes",
                        review: agreed == "yes" ? draft.reviewToBegin : nil,
                        officer: try actor(arguments, "officer"), document: draft.document("document")))
            }),
        RecordKind(
            name: "progress", summary: "Progress was recorded between reviews", on: "the day of which it tells",
            isAboutReview: false,
            options: [
                .choice("from", Party.allCases.map(\.rawValue), "whose record it is"), contactOption,
                .text("document", "FILE", "the record"),
            ] + itemOptions,
            example: "annual-review record progress B-10432 --from setting --item F-3 --document progress.md",
            data: { arguments, draft in
                let (from, contact) = try speaker(arguments, draft)
                return .progressRecorded(
                    ProgressRecorded(
                        from: from, contact: contact, document: draft.document("document"), items: try items(arguments),
                        provides: try optionalWord(arguments, "provides")))
            }),
    ]

    private static let decisions: [RecordKind] = [
        RecordKind(
            name: "decision-submitted", summary: "A coordinator decided, and asks for the letter",
            on: "the day of the decision", isAboutReview: true,
            options: [
                .choice("outcome", Outcome.allCases.map(\.rawValue), "what was decided"),
                .text("officer", "ID", "the EHCP Coordinator who decides"),
                .text("reasons", "FILE", "the reasons, written for this child"),
                .text("plan", "FILE", "the plan as it stands, for an amendment notice (reg 22(2))"),
                .text("amendments", "FILE", "the proposed amendments (reg 22(2))"),
                .text("evidence", "FILE", repeats: true, "evidence for them (reg 22(2))"),
                .text("consulted", "DATE", "when parent and setting were consulted on ceasing, and answered (reg 31)"),
                .text(
                    "offered", "DATE", repeats: true, "a day on which consultation was offered and nobody answered"),
                .choice("ground", CeaseGround.allCases.map(\.rawValue), "on what ground the plan ceases (s.45(1))"),
                .choice(
                    "no-return", NoReturn.allCases.map(\.rawValue),
                    "of somebody of 18 or over who left: what the review found about a return (reg 30)"),
                .choice(
                    "outcomes-achieved", ["yes", "no"],
                    "of somebody of 19 or over: whether the education and training outcomes are achieved (s.45(3))"),
                .choice(
                    "institution", Institution.allCases.map(\.rawValue),
                    "of somebody of 24 or over: which kind they attend (reg 46)"),
                .text("course-ends", "DATE", "when their course or training ends (reg 46)"),
                .text("ceases", "DATE", "the day from which the council means to cease"),
                .text(
                    "weighed", "KEY", repeats: true,
                    "a piece of the family's evidence, or a request, of which the reasons speak (`annual-review draft`)"
                ),
                .text("passed-by", "ID", "the manager who passes it in spite of what was shown, and says so"),
                .text("explanation", "FILE", "that manager's explanation"), correctionOption,
            ],
            example: "annual-review record decision-submitted B-10432 --outcome maintain --officer C-07 "
                + "--reasons reasons.md",
            data: { arguments, draft in
                .decisionSubmitted(
                    DecisionSubmitted(
                        review: draft.review, outcome: try optionalWord(arguments, "outcome"),
                        officer: try actor(arguments, "officer"), reasons: draft.document("reasons"),
                        plan: draft.document("plan"), amendments: draft.document("amendments"),
                        evidence: draft.documents("evidence"), consulted: try day(arguments, "consulted"),
                        ceases: try day(arguments, "ceases"), passedBy: try actor(arguments, "passed-by"),
                        explanation: draft.document("explanation"), ground: try optionalWord(arguments, "ground"),
                        offered: try days(arguments, "offered"), noReturn: try optionalWord(arguments, "no-return"),
                        outcomesAchieved: arguments.optionalString("outcomes-achieved").map { $0 == "yes" },
                        institution: try optionalWord(arguments, "institution"),
                        courseEnds: try day(arguments, "course-ends"), weighed: try keys(arguments, "weighed", draft),
                        correction: draft.document("correction")))
            }),
        RecordKind(
            name: "decision-recorded", summary: "A decision letter was sent outside this system",
            on: "the day the letter was sent", isAboutReview: true,
            options: [
                .choice("outcome", Outcome.allCases.map(\.rawValue), "what was decided, if it is known"),
                .text("notice", "DATE", "the day the amendment notice was sent"),
                .flag("day-unknown", "nobody knows on which day the letter was sent; the review is not complete by it"),
            ],
            example: "annual-review record decision-recorded B-10432 --on 2024-11-29 --outcome maintain",
            data: { arguments, draft in
                let outcome: Outcome? = try optionalWord(arguments, "outcome")
                let notice = try day(arguments, "notice")
                guard notice == nil || outcome == .amend else {
                    throw UsageError("--notice belongs to --outcome amend")
                }
                guard arguments.flag("day-unknown") else {
                    return .decisionRecorded(DecisionRecorded(review: draft.review, outcome: outcome, notice: notice))
                }
                guard draft.on == nil else {
                    throw UsageError("--on is the day of the letter, and --day-unknown that there is none")
                }
                return .decisionUndated(DecisionUndated(review: draft.review, outcome: outcome, notice: notice))
            }),
        RecordKind(
            name: "representations", summary: "The family answered the amendment notice", on: "the day the answer came",
            isAboutReview: true,
            options: [
                contactOption, sectionOption, .text("setting", "NUMBER", "the setting that the family asks for"),
                .flag("asks-meeting", "the family asks for a meeting with an officer"),
                .flag("final", "the family says that nothing more will come"),
                .text("document", "FILE", "the answer"),
            ],
            example: "annual-review record representations B-10432 --on 2024-12-10 --section F --document answer.md",
            data: { arguments, draft in
                .representationsReceived(
                    RepresentationsReceived(
                        review: draft.review, contact: try contact(arguments, draft)?.number,
                        document: draft.document("document"), sections: try sections(arguments),
                        setting: try arguments.optionalString("setting").flatMap { try setting($0) },
                        asksMeeting: arguments.flag("asks-meeting") ? true : nil,
                        isFinal: arguments.flag("final") ? true : nil))
            }),
        .amendmentAnswered, .officerMet,
        RecordKind(
            name: "final-submitted", summary: "A coordinator finished the amendment, and asks for the letter",
            on: "the day of that decision", isAboutReview: true,
            options: [
                .choice("outcome", FinalOutcome.allCases.map(\.rawValue), "how the amendment ends"),
                .text("officer", "ID", "the EHCP Coordinator who decides"),
                .text("reasons", "FILE", "the reasons; not to amend needs them (reg 22(4))"),
                .text("plan", "FILE", "the final amended plan"),
                .text("setting", "NUMBER", "the setting that section I names, by URN or UKPRN"),
                .flag("names-transfer", "section I names the place after the phase transfer"),
                .text("passed-by", "ID", "the manager who passes it in spite of what was shown, and says so"),
                .text("explanation", "FILE", "that manager's explanation"), correctionOption,
            ],
            example: "annual-review record final-submitted B-10432 --outcome amended --officer C-07 "
                + "--plan plan.pdf",
            data: { arguments, draft in
                .finalSubmitted(
                    FinalSubmitted(
                        review: draft.review, outcome: try optionalWord(arguments, "outcome"),
                        officer: try actor(arguments, "officer"), reasons: draft.document("reasons"),
                        plan: draft.document("plan"),
                        setting: try arguments.optionalString("setting").flatMap { try setting($0) },
                        namesTransfer: arguments.flag("names-transfer") ? true : nil,
                        passedBy: try actor(arguments, "passed-by"), explanation: draft.document("explanation"),
                        correction: draft.document("correction")))
            }),
        RecordKind(
            name: "final-recorded", summary: "A final letter was sent outside this system", on: "the day it was sent",
            isAboutReview: true,
            options: [
                .choice("outcome", FinalOutcome.allCases.map(\.rawValue), "how the amendment ended, if it is known"),
                .flag("names-transfer", "section I names the place after the phase transfer"),
            ],
            example: "annual-review record final-recorded B-10432 --on 2025-01-20 --outcome amended",
            data: { arguments, draft in
                .finalRecorded(
                    FinalRecorded(
                        review: draft.review, outcome: try optionalWord(arguments, "outcome"),
                        namesTransfer: arguments.flag("names-transfer") ? true : nil))
            }),
    ]

    private static let others: [RecordKind] =
        audits + ofService + [
            .changeRequested, .changeAnswered, .appeal, .mediation, .ceasingConsidered, .resendAsked, .lookedThrough,
            .contact,
            .correctionRecorded, .paperAstray, .paperNotYours, .formatOrdered, .formatSupplied,
            .capacityAssessed, .movedIn,
            RecordKind(
                name: "plan", summary: "Something of the plan changed: setting, coordinator, dates",
                on: "the day from which this is so", isAboutReview: false,
                options: [
                    .text("setting", "NUMBER", "the setting's URN or UKPRN, or none"),
                    .choice("placement", Placement.allCases.map(\.rawValue), "where the child is educated"),
                    .choice("need", Need.allCases.map(\.rawValue), "the primary type of need"),
                    .integer("year-group", in: -1...14, "the National Curriculum year; 0 is Reception"),
                    .text("coordinator", "ID", "which EHCP Coordinator holds the case"),
                    .choice(
                        "transfer", TransferPhase.allCases.map(\.rawValue) + ["none"],
                        "the transfer that is due next; none: no transfer follows from the child's year group"),
                    .integer("transfer-year", in: 2014...2100, "the calendar year of that transfer"),
                    .flag("transfer-named", "the plan names the place after the transfer"),
                    .text("later-transfer", "DATE", "the day of a move between post-16 institutions"),
                    .text("made", "DATE", "the day the plan was first made"),
                    .text("last-review", "DATE", "the day the decision of the last review was sent"),
                    .integer(
                        "interval", "MONTHS", in: 1...12,
                        "months from review to review that the plan itself stipulates; 12: none but the law's"),
                    .text("priority", "FLAG", repeats: true, "what puts the child first among equals, or none"),
                ],
                example: "annual-review record plan B-10432 --setting 101234 --placement special",
                data: { arguments, draft in .planRecorded(try changedPlan(arguments, draft)) }),
            RecordKind(
                name: "plan-ended", summary: "The council no longer maintains the plan", on: "the day it ended",
                isAboutReview: false,
                options: [.choice("reason", EndReason.allCases.map(\.rawValue), "why, as SEN2 lists it")],
                example: "annual-review record plan-ended B-10432 --on 2024-08-31 --reason maximum-age",
                data: { arguments, _ in .planEnded(PlanEnded(reason: try word(arguments, "reason"))) }),
            RecordKind(
                name: "withdraw", summary: "A report no longer counts: filed on the wrong child, or never true",
                on: "the day it was withdrawn", isAboutReview: false,
                options: [.text("report", "KEY", "the key of the report (`annual-review case CASE --json` shows it)")],
                example: "annual-review record withdraw B-10432 --report 8GkRb1Y2l3qf0d9KQx7u4A",
                data: { arguments, draft in
                    let text = try arguments.string("report")
                    guard let key = RecordDraft.key(text) else { throw UsageError("\(text) is no key of a report") }
                    guard draft.file.submissions.contains(where: { $0.key == key }) else {
                        throw CommandError("\(draft.id) holds no report \(text)")
                    }
                    return .withdrawn(Withdrawn(report: key))
                }),
        ]

    // MARK: Reading arguments

    /// What was wrong with the letter that a new one takes the place of.
    private static let correctionOption = Option.text(
        "correction", "FILE",
        "of a correction of a decision that the family was told: what was wrong in that letter, in words that the new one "
            + "quotes")

    /// About which sections of the plan.
    static let sectionOption = Option.text(
        "section", "LETTER", repeats: true, "about which section of the plan, A to K")

    static func sections(_ arguments: Arguments) throws(UsageError) -> [PlanSection]? {
        var sections: [PlanSection] = []
        for text in arguments.strings("section") {
            guard let section = PlanSection(rawValue: text.uppercased()) else {
                throw UsageError(
                    "--section takes one of \(PlanSection.allCases.map(\.rawValue).joined(separator: ", ")); found \(text)"
                )
            }
            sections.append(section)
        }
        return sections.isEmpty ? nil : sections
    }

    /// From which items of the plan something comes, and how it stands to them.
    private static let itemOptions = [
        Option.text(
            "item", "ID", repeats: true, "the item of section F, or the outcome of E, that it comes from, as F-3"),
        .choice(
            "provides", ProvisionChange.allCases.map(\.rawValue),
            "how what is provided stands to section F; less, or none, is a change of the plan"),
    ]

    static func items(_ arguments: Arguments) throws(UsageError) -> [PlanItemID]? {
        var items: [PlanItemID] = []
        for text in arguments.strings("item") {
            guard let item = PlanItemID(text) else {
                throw UsageError("--item takes the id of an item of the plan, as F-3; found \(text)")
            }
            items.append(item)
        }
        return items.isEmpty ? nil : items
    }

    private static func days(_ arguments: Arguments, _ name: String) throws(UsageError) -> [Day]? {
        var days: [Day] = []
        for text in arguments.strings(name) { days.append(try Day.ofOption(name, text)) }
        return days.isEmpty ? nil : days
    }

    /// Reports of the case, by their keys.
    private static func keys(_ arguments: Arguments, _ name: String, _ draft: RecordDraft) throws -> [SubmissionKey]? {
        var keys: [SubmissionKey] = []
        for text in arguments.strings(name) {
            guard let key = RecordDraft.key(text) else { throw UsageError("--\(name) \(text) is no key of a report") }
            guard draft.file.submissions.contains(where: { $0.key == key && $0.stands }) else {
                throw CommandError("\(draft.id) holds no report \(text) that stands")
            }
            keys.append(key)
        }
        return keys.isEmpty ? nil : keys
    }

    /// Which of the child's contacts is meant, where it is one of them.
    static let contactOption = Option.integer(
        "contact", in: 1...255, "which of the child's contacts, by number, where it is one of them")

    /// The contact that is named; nil when none is.
    static func contact(_ arguments: Arguments, _ draft: RecordDraft) throws -> Contact? {
        guard let number = try arguments.optionalInt("contact") else { return nil }
        guard let contact = UInt8(exactly: number).flatMap(draft.file.contact) else {
            let known = Words.list(
                draft.file.contacts.map { "contact \($0.number), \(Words.relation($0.relation))" })
            throw CommandError("\(draft.id) has no contact \(number): it has \(known)")
        }
        return contact
    }

    /// Whose it is: of a contact its party, whichever of the family `--from` names.
    static func speaker(
        _ arguments: Arguments, _ draft: RecordDraft
    ) throws -> (from: Party, contact: UInt8?) {
        guard let contact = try contact(arguments, draft) else { return (try word(arguments, "from"), nil) }
        let from: Party = try optionalWord(arguments, "from") ?? contact.party
        guard from == .parent || from == .youngPerson else {
            throw UsageError("--contact is one of the child's contacts, and --from \(from.rawValue) is none of them")
        }
        return (contact.party, contact.number)
    }

    package static func word<Word: RawRepresentable & CaseIterable>(
        _ arguments: Arguments, _ name: String
    ) throws(UsageError) -> Word where Word.RawValue == String {
        guard let word: Word = try optionalWord(arguments, name) else { throw UsageError("--\(name) is missing") }
        return word
    }

    package static func optionalWord<Word: RawRepresentable & CaseIterable>(
        _ arguments: Arguments, _ name: String
    ) throws(UsageError) -> Word? where Word.RawValue == String {
        guard let text = arguments.optionalString(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw UsageError(
                "--\(name) takes one of \(Word.allCases.map(\.rawValue).joined(separator: ", ")); found \(text)")
        }
        return word
    }

    /// The id of a person that an option gives; nil when it is not given.
    package static func actor(_ arguments: Arguments, _ name: String) throws(UsageError) -> ActorID? {
        guard let text = arguments.optionalString(name) else { return nil }
        guard let id = ActorID(text) else {
            throw UsageError(
                "--\(name) takes an id such as C-07, 1 to 15 letters, digits, - _ and . and no name; found \(text)")
        }
        return id
    }

    /// A day that an option gives; nil when it is not given.
    package static func day(_ arguments: Arguments, _ name: String) throws(UsageError) -> Day? {
        guard let text = arguments.optionalString(name) else { return nil }
        return try Day.ofOption(name, text)
    }

    private static func parties(_ arguments: Arguments, _ name: String) throws(UsageError) -> [Party] {
        var parties: [Party] = []
        for text in arguments.strings(name) {
            guard let party = Party(rawValue: text) else {
                throw UsageError(
                    "--\(name) takes one of \(Party.allCases.map(\.rawValue).joined(separator: ", ")); found \(text)")
            }
            parties.append(party)
        }
        return parties
    }

    /// A setting's number.
    private static func setting(_ text: String) throws(UsageError) -> UInt32 {
        guard let number = SettingNumber.of(text) else {
            throw UsageError("--setting takes a URN of six digits or a UKPRN of eight, or none; found \(text)")
        }
        return number
    }

    private static func changedPlan(_ arguments: Arguments, _ draft: RecordDraft) throws -> PlanRecorded {
        var plan = draft.file.plan ?? PlanRecorded()
        if let text = arguments.optionalString("setting") {
            plan.setting = text == "none" ? nil : try setting(text)
        }
        if let placement: Placement = try optionalWord(arguments, "placement") { plan.placement = placement }
        if let need: Need = try optionalWord(arguments, "need") { plan.need = need }
        if let year = try arguments.optionalInt("year-group") {
            // That no transfer follows was said of another year group.
            if plan.year != Int8(clamping: year) { plan.noTransfer = nil }
            plan.year = Int8(clamping: year)
        }
        if let coordinator = try actor(arguments, "coordinator") { plan.coordinator = coordinator }
        if arguments.optionalString("transfer") == "none" {
            (plan.transfer, plan.transferYear, plan.transferNamed, plan.noTransfer) = (nil, nil, nil, true)
        } else if let transfer: TransferPhase = try optionalWord(arguments, "transfer") {
            (plan.transfer, plan.noTransfer) = (transfer, nil)
        }
        if let year = try arguments.optionalInt("transfer-year") { plan.transferYear = UInt16(clamping: year) }
        if arguments.flag("transfer-named") { plan.transferNamed = true }
        if let move = try day(arguments, "later-transfer") { plan.laterTransfer = move }
        if let made = try day(arguments, "made") { plan.made = made }
        if let reviewed = try day(arguments, "last-review") { plan.reviewed = reviewed }
        if let months = try arguments.optionalInt("interval") {
            plan.interval = months < Statute.Limit.cycleMonths ? UInt8(exactly: months) : nil
        }
        let flags = arguments.strings("priority")
        if !flags.isEmpty {
            var priority: [PriorityFlag] = []
            for text in flags where text != "none" {
                guard let flag = PriorityFlag(rawValue: text) else {
                    throw UsageError(
                        "--priority takes one of \(PriorityFlag.allCases.map(\.rawValue).joined(separator: ", ")), "
                            + "none; found \(text)")
                }
                priority.append(flag)
            }
            plan.priority = priority.isEmpty ? nil : priority
        }
        return plan
    }
}
