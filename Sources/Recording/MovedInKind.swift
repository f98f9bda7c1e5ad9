import Arguments
import CaseFile
import Casework
import Contracts
import Statute

extension RecordKind {
    /// A child moved in with a plan of another council, whose days go on to count.
    static let movedIn = RecordKind(
        name: "moved-in", summary: "The child moved in, and another council's plan was transferred",
        on: "the day on which the plan was transferred", isAboutReview: false,
        options: [
            .text("made", "DATE", "the day the old council made the plan"),
            .text("reviewed", "DATE", "the day the old council sent the decision of its last review"),
            .text("moved", "DATE", "the day the child moved"),
            .text(
                "aware", "DATE", "when the old council became aware of the move, if less than 15 working days before"),
            .text("told", "DATE", "the day the family was told in writing of the transfer and of the next review"),
            .flag(
                "reassess",
                "the council assesses the needs again; without it the family is told that it does not propose to"),
        ],
        example: "annual-review record moved-in B-10432 --on 2024-02-28 --made 2019-07-12 --reviewed 2023-02-10",
        data: { arguments, _ in
            .movedIn(
                MovedIn(
                    made: try day(arguments, "made"), reviewed: try day(arguments, "reviewed"),
                    moved: try day(arguments, "moved"), aware: try day(arguments, "aware"),
                    told: try day(arguments, "told"), reassesses: arguments.flag("reassess") ? true : nil))
        })
}
