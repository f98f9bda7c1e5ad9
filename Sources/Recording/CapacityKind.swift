import Arguments
import CaseFile
import Casework
import Contracts
import Statute

extension RecordKind {
    /// Whether the young person has the capacity for one decision, as somebody assessed it.
    static let capacityAssessed = RecordKind(
        name: "capacity-assessed", summary: "The young person's capacity for one decision was assessed",
        on: "the day of the assessment", isAboutReview: false,
        options: [
            .choice(
                "decision", CapacityDecision.allCases.map(\.rawValue), default: CapacityDecision.annualReview.rawValue,
                "the one decision that it is about"),
            .choice("lacks", ["yes", "no"], "whether the young person lacks the capacity for it"),
            .text("assessor", "ID", "who assessed it"),
            .text("evidence", "FILE", "the assessment in writing"),
            .text("again-by", "DATE", "the last day for assessing it again"),
        ],
        example: "annual-review record capacity-assessed B-10432 --lacks yes --assessor SW-4 --evidence assessment.md "
            + "--again-by 2025-06-30",
        data: { arguments, draft in
            guard let lacks = arguments.optionalString("lacks") else {
                throw UsageError("--lacks yes or --lacks no is missing")
            }
            guard let assessor = try actor(arguments, "assessor") else { throw UsageError("--assessor ID is missing") }
            guard let evidence = draft.document("evidence") else { throw UsageError("--evidence FILE is missing") }
            guard let againBy = try day(arguments, "again-by") else { throw UsageError("--again-by DATE is missing") }
            return .capacityAssessed(
                CapacityAssessed(
                    decision: try word(arguments, "decision"), lacks: lacks == "yes", assessor: assessor,
                    evidence: evidence, againBy: againBy))
        })
}
