import Arguments
import Recording
import Statute

/// The facts of a plan and its review as options of a command, one for each that the law counts from.
enum FactOptions {
    /// The options.
    static let all: [Option] =
        Facts.Field.allCases.map { .text($0.option, "DATE", "when \($0.words)") } + [
            .choice(decision, ReviewOutcome.allCases.map(\.rawValue), "what was decided"),
            .text(
                transfer, "PHASE:YEAR",
                "the transfer that the child faces, as primary-to-secondary:2027; phases: "
                    + TransferPhase.allCases.map(\.rawValue).joined(separator: ", ")),
            .text(born, "YYYY-MM", "the child's month of birth"),
            .integer(interval, "MONTHS", in: 1...Statute.Limit.cycleMonths, "the interval that the plan itself names"),
            .text(
                order, "KIND:DATE",
                "what the Tribunal ordered and when, as amend-contents:2026-03-02; kinds: "
                    + TribunalOrder.Kind.allCases.map(\.rawValue).joined(separator: ", ")),
            .choice(
                institution, Institution.allCases.map(\.rawValue),
                "where a young person is educated: a college in the further education sector, or elsewhere, as an apprentice too"
            ),
            .flag(notAttending, "the child attends no school or institution"),
            .flag(lookedAfter, "the council looks after the child"),
            .flag(sectionIOnly, "the appeal is about Section I alone"),
            .flag(outsideReview, "the plan is amended without a review"),
        ]

    private static let decision = "decision"
    private static let transfer = "transfer"
    private static let born = "born"
    private static let interval = "interval"
    private static let order = "order"
    private static let institution = "institution"
    private static let notAttending = "not-attending"
    private static let lookedAfter = "looked-after"
    private static let sectionIOnly = "section-i-only"
    private static let outsideReview = "outside-review"

    /// Puts what the arguments say over those facts; throws what to write when a word is no day, month or transfer.
    static func read(_ arguments: Arguments, into facts: inout Facts) throws(UsageError) {
        for field in Facts.Field.allCases {
            if let day = try RecordKind.day(arguments, field.option) { facts[field] = day }
        }
        if let word = arguments.optionalString(decision) { facts.outcome = ReviewOutcome(rawValue: word) }
        if let word = arguments.optionalString(transfer) { facts.transfer = try readTransfer(word) }
        if let word = arguments.optionalString(born) {
            guard let month = Month(word) else {
                throw UsageError("--\(born) takes a month as 2015-03; found \(word)")
            }
            facts.born = month
        }
        if let months = try arguments.optionalInt(interval) { facts.planInterval = months }
        if let word = arguments.optionalString(order) { facts.tribunalOrder = try readOrder(word) }
        if let word = arguments.optionalString(institution) { facts.institution = Institution(rawValue: word) }
        if arguments.flag(notAttending) { facts.attends = false }
        if arguments.flag(lookedAfter) { facts.isLookedAfter = true }
        if arguments.flag(sectionIOnly) { facts.isSectionIOnly = true }
        if arguments.flag(outsideReview) { facts.amendsOutsideReview = true }
        // Only a decision to amend has a notice; the days of an amendment need not wait for the word.
        let ofAmending = [facts.noticeSent, facts.noticeServed, facts.finalSent, facts.notAmendedSent]
        if facts.outcome == nil, !facts.amendsOutsideReview, ofAmending.contains(where: { $0 != nil }) {
            facts.outcome = .amend
        }
    }

    private static func readTransfer(_ word: String) throws(UsageError) -> Transfer {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let phase = TransferPhase(rawValue: String(parts[0])), let year = Int(parts[1]) else {
            throw UsageError(
                "--\(transfer) takes a phase and a calendar year as primary-to-secondary:2027; phases are "
                    + "\(TransferPhase.allCases.map(\.rawValue).joined(separator: ", ")); found \(word)")
        }
        return Transfer(phase, in: year)
    }

    private static func readOrder(_ word: String) throws(UsageError) -> TribunalOrder {
        let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let kind = TribunalOrder.Kind(rawValue: parts[0]) else {
            throw UsageError(
                "--\(order) takes what was ordered and a day as amend-contents:2026-03-02; kinds are "
                    + "\(TribunalOrder.Kind.allCases.map(\.rawValue).joined(separator: ", ")); found \(word)")
        }
        return TribunalOrder(kind, made: try Day.ofOption(order, parts[1]))
    }

    /// The facts by their options, in the order of the options: what a person or a program gave.
    static func given(_ facts: Facts) -> [(option: String, value: String)] {
        var given: [(String, String)] = Facts.Field.allCases.compactMap { field in
            facts[field].map { (field.option, $0.description) }
        }
        func add(_ option: String, _ value: String?) { value.map { given.append((option, $0)) } }
        add(decision, facts.outcome?.rawValue)
        add(transfer, facts.transfer.map { "\($0.phase.rawValue):\($0.year)" })
        add(born, facts.born?.description)
        add(interval, facts.planInterval.map(String.init))
        add(order, facts.tribunalOrder.map { "\($0.kind.rawValue):\($0.made)" })
        add(institution, facts.institution?.rawValue)
        if !facts.attends { add(notAttending, "true") }
        if facts.isLookedAfter { add(lookedAfter, "true") }
        if facts.isSectionIOnly { add(sectionIOnly, "true") }
        if facts.amendsOutsideReview { add(outsideReview, "true") }
        return given
    }

    /// The option that gives the fact of that name, as contradictions and worked examples have it.
    static func option(of name: String) -> String {
        if let field = Facts.Field(rawValue: name) { return field.option }
        return switch name {
        case "outcome": decision
        case "plan-interval": interval
        case "tribunal-order": order
        default: name
        }
    }

    /// A contradiction as one sentence that begins with its options.
    static func words(_ contradiction: Contradiction) -> String {
        "\(contradiction.fields.map { "--\(option(of: $0))" }.joined(separator: ", ")): \(contradiction)"
    }
}

extension Facts.Field {
    /// The name of the option that gives it, without dashes: short for what is asked every day.
    var option: String {
        switch self {
        case .planMade: "made"
        case .lastReviewed: "last-review"
        case .decisionSent: "decided"
        case .noticeSent: "notice"
        case .noticeServed: "served"
        case .finalSent: "final"
        case .notAmendedSent: "not-amended"
        case .certificateIssued: "certificate"
        default: rawValue
        }
    }
}
