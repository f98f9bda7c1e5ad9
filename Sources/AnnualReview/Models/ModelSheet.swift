import Casework
import Statute

/// What a model or pilot says, in words for a terminal.
enum ModelSheet {
    /// The whole sheet of that name, which is known.
    static func text(_ name: String, in models: ReviewModels) -> String {
        if let model = models.models[name] { return text(model) }
        guard let pilot = models.pilots[name] else { return "" }
        return text(pilot)
            + [pilot.model, pilot.otherwise].compactMap { models.models[$0] }.map { "\n\(text($0))" }.joined()
    }

    private static func text(_ pilot: ReviewPilot) -> String {
        var text = "\(pilot.id) — a pilot: \(pilot.name)\n\n"
        text += item("From \(pilot.since.inWords) the model \(pilot.model) holds for \(cohort(pilot)).")
        text += item("For everyone else, and for everyone before that day: \(pilot.otherwise).")
        text += item(
            "See what differs: annual-review models compare \(pilot.otherwise) \(pilot.id); "
                + "annual-review models compare \(pilot.otherwise) \(pilot.model)")
        return text
    }

    /// Who takes part: "children in Year 3 or Year 4, at setting 101234, with C-01 or C-02".
    static func cohort(_ pilot: ReviewPilot) -> String {
        let cohort = pilot.cohort
        var parts: [String] = []
        if !cohort.yearGroups.isEmpty { parts.append("in \(Words.either(cohort.yearGroups.map { "\($0)" }))") }
        if !cohort.settings.isEmpty { parts.append("at setting \(Words.either(cohort.settings.map { "\($0)" }))") }
        if !cohort.coordinators.isEmpty { parts.append("whose case is held by \(Words.either(cohort.coordinators))") }
        return "children \(parts.joined(separator: ", "))"
    }

    /// What suppliers take: "audio 14, BSL 28 and braille 10".
    static func supplierDays(_ days: SupplierDays) -> String {
        Words.list(SupplierDays.Format.allCases.map { "\($0 == .bsl ? "BSL" : $0.rawValue) \(days[$0])" })
    }

    private static func text(_ model: ReviewModel) -> String {
        var text = Prose.wrapped("\(model.id) — \(model.name)", indent: 0, hanging: 2)
        if let council = model.council { text += "\(council)\n" }
        text += "\nKINDS OF REVIEW, the one that is proposed first standing first\n"
        for kind in model.kinds { text += self.text(kind) }
        text += item("\(ModelSentences.chosen(by: model)), and any kind may end in any decision.")
        text += "\nPEOPLE AND PAPERS\n"
        text += item(
            "The officer who decides is the \(model.words.coordinator); the plan is called \(model.words.plan), the "
                + "review \(model.words.review).")
        for form in model.forms { text += item(ModelSentences.form(form)) }
        text += item("\(Words.sentence(model.progress.title)) (\(place(model.progress))): \(model.progress.about)")
        if let quality = model.quality { text += item("\(Words.sentence(quality)).") }
        text += "\nTHE COUNCIL\u{2019}S OWN DAYS; none moves a day of the law\n"
        text += item("A review is opened \(model.openWeeksBeforeDue) weeks before it must be complete.")
        if let months = model.underFiveMonths {
            text += item("A child under five is reviewed every \(Deadline.count(months, "month")).")
        }
        text += item(
            "A request for an early review, or a disagreement about the approach, is answered in writing within "
                + "\(model.earlyRequestAnswerDays) days (policy: the law sets no time, and not answering is fault).")
        text += item(
            "A draft of what is known waits for the \(model.words.coordinator) once the report of the meeting is in, and "
                + "\(model.draftDaysBeforeDecision) days before the decision is due if it is not.")
        text += item(
            "A letter that a supplier makes is ordered so many days before it is to arrive: "
                + "\(supplierDays(model.supplierDays)).")
        for reminder in model.reminders { text += item(self.reminder(reminder)) }
        text += "\nWHO COMES FIRST AMONG EQUALS\n"
        for (place, priority) in model.priorities.enumerated() {
            text += item("\(place + 1). \(self.priority(priority))")
        }
        text += item("Most vulnerable: \(Words.list(model.mostVulnerable.map(\.words))).")
        text += item(
            "Of every \(model.longestWaitingOneIn) lines of a worklist one is for whoever has waited longest.")
        text += "\nWHAT THE LAW DEMANDS, AND WHAT THIS MODEL SAYS\n"
        text += law("MTG-1", meeting)
        for setting in ModelSetting.allCases {
            let stricter =
                model.isStricter(setting)
                ? " — stricter than \(ModelSentences.value(setting, setting.invariant.value))" : ""
            text += law(setting, ModelSentences.value(setting, model[setting]) + stricter)
        }
        if !model.uncertain.isEmpty {
            text += "\nWHAT IS NOT CERTAIN\n"
            for sentence in model.uncertain { text += item("\(Words.sentence(sentence)).") }
        }
        return text
    }

    /// What MTG-1 says of every kind of review.
    static let meeting = "every review has its meeting, whatever its kind: yes"

    /// A paragraph.
    static func item(_ text: String) -> String { Prose.wrapped(text, indent: 2, hanging: 4) }

    /// A line of the table of the law's demands.
    static func law(_ setting: ModelSetting, _ value: String) -> String {
        law(setting.invariant.rule, "\(setting.invariant.title): \(value)")
    }

    /// A line of the table for that rule.
    static func law(_ rule: String, _ text: String) -> String {
        Prose.column("  \(Prose.padded(rule, 8)) ", text)
    }

    private static func text(_ kind: ReviewModel.Kind) -> String {
        var text = item("\(kind.title) (\(kind.id))")
        func below(_ sentence: String) { text += Prose.wrapped(sentence, indent: 6) }
        below(kind.about)
        if let alias = kind.alias {
            let inferred = alias.isInferred ? ", which is inferred: \(alias.from)" : " (\(alias.from))"
            below("Also called \(alias.name)\(inferred).")
        }
        below("Proposed \(ModelSentences.opening(kind.opening)).")
        below(
            kind.planReissued == .normally
                ? "The plan is normally written anew afterwards; the child's needs decide it."
                : "The plan is written anew only when the child needs it.")
        return text
    }

    /// Where progress is kept.
    static func place(_ progress: ReviewModel.Progress) -> String {
        switch progress.place {
        case .report: "in the report of the meeting"
        case .council: "kept by the council, outside the plan"
        case .online: "recorded online, in between"
        }
    }

    private static func reminder(_ reminder: Reminder) -> String {
        let whom = reminder.recipients.map { "the \($0.rawValue)" }
        let what =
            switch reminder.subject {
            case .advice: "the last day for advice"
            case .report: "the last day for the report"
            case .decision: "the last day for the decision"
            case .final: "the last day for the final plan"
            }
        let count = Deadline.count(abs(reminder.days), "day")
        return "\(Words.sentence(count)) \(reminder.days > 0 ? "after" : "before") \(what): \(Words.list(whom))."
    }

    /// What a priority means.
    static func priority(_ priority: ReviewModel.Priority) -> String {
        switch priority {
        case .phaseTransfer: "a child who faces a transfer between phases"
        case .overdue: "a child whose twelve months have ended"
        case .mostVulnerable: "a child whom people have flagged as most vulnerable"
        case .keyTransition: "a child in a year that is a transition point of the council"
        case .longestWithoutUpdate: "the plan that was written longest ago"
        }
    }
}
