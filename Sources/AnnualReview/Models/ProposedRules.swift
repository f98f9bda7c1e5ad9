import Contracts
import Statute
import YAML

// What is not obvious here:
//
// - This room belongs to the operator's command, on which no service depends; nothing of `seeds/models` or `Statute` reads such a
//   file, and a model that has its keys is refused. So what is proposed can be looked at, and nobody can act on it.

/// Rules that somebody proposes and that are not law: each item with its source, and with what contradicts it. A file to
/// compare with, as those in `seeds/proposed`.
struct ProposedRules {
    /// When a plan would be reviewed.
    enum Trigger: String, CaseIterable {
        case yearly
        case atPhaseTransfer = "at-phase-transfer"
        case endOfKeyStage = "end-of-key-stage"

        var words: String {
            switch self {
            case .yearly: "every year"
            case .atPhaseTransfer: "at a transfer between phases alone"
            case .endOfKeyStage: "at the end of a key stage (Years 2, 6, 9 and 11)"
            }
        }
    }

    /// A stage of education, by year group.
    enum Stage: String, CaseIterable {
        case earlyYears = "early-years"
        case schoolAge = "school-age"
        case post16 = "post-16"

        /// The stage of that National Curriculum year: nursery and Reception, Years 1 to 11, and what follows.
        init(year: Int) { self = year <= 0 ? .earlyYears : year <= 11 ? .schoolAge : .post16 }
    }

    /// One thing that is proposed.
    struct Item {
        let name: String
        /// What is proposed, in words.
        let says: String
        /// Who says that it is, and where.
        let source: String
        /// What contradicts it; nil where nothing is known to.
        let conflict: String?
        /// When plans would be reviewed, where it is about that.
        let reviews: [Stage: Trigger]
    }

    let title: String
    let items: [Item]

    /// What stands on every line that is said of it.
    static let mark = "proposed, not law"

    init(_ text: String, file: String) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: ["title", "status", "items"])
        let status = try root.required("status")
        guard try status.string() == ProposedRules.mark else {
            throw status.error("a file of rules that are no law says so: status: \(ProposedRules.mark)")
        }
        title = try root.required("title").string()
        var items: [Item] = []
        for node in try root.required("items").items() {
            try node.allow(only: ["name", "says", "source", "conflict", "reviews"])
            var reviews: [Stage: Trigger] = [:]
            if let of = try node.optional("reviews") {
                try of.allow(only: Stage.allCases.map(\.rawValue))
                for stage in Stage.allCases { reviews[stage] = try of.required(stage.rawValue).choice(Trigger.self) }
            }
            items.append(
                Item(
                    name: try node.required("name").string(), says: try node.required("says").string(),
                    source: try node.required("source").string(), conflict: try node.optional("conflict")?.string(),
                    reviews: reviews))
        }
        guard !items.isEmpty else { throw try root.required("items").error("there is no item") }
        self.items = items
    }
}
