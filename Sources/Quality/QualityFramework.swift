public import Contracts
public import Statute
public import YAML

/// What an audit looks at: a framework of criteria, declared in `seeds/quality`.
public struct QualityFramework: Sendable {
    /// Its name, by which an audit says what it was made by; the file's.
    public let name: String
    /// What it is called.
    public let title: String
    /// The criteria, in the order of the file.
    public let criteria: [Criterion]
    /// From which share of the weights that count on each grade begins.
    public let thresholds: Thresholds

    /// From which share of the weights, in hundredths, a grade is given.
    public struct Thresholds: Equatable, Sendable {
        public let outstanding: Int
        public let good: Int
        public let requiresImprovement: Int
    }

    /// One thing that is looked at.
    public struct Criterion: Sendable {
        /// Its name, which never changes its meaning: `views-of-the-child`.
        public let name: String
        /// What it belongs to.
        public let theme: Theme
        /// What is asked, answered by a mark.
        public let question: String
        /// What makes it met, partly met, and not.
        public let guidance: String
        /// How much it counts: 1 to 5.
        public let weight: Int
        /// The rule of law behind it; nil where it is good practice.
        public let rule: RuleID?
        /// The best grade that an audit can have in which this is not met; nil where it does not limit.
        public let cap: Grade?
        /// The file and line where it is declared.
        public let place: String
    }

    /// What a criterion belongs to, in the order of a review.
    public enum Theme: String, CaseIterable, Sendable {
        case voice, preparation, meeting, content, decision, after

        /// In words.
        public var words: String {
            switch self {
            case .voice: "The child's and the family's voice"
            case .preparation: "Preparation"
            case .meeting: "The meeting"
            case .content: "What the plan says"
            case .decision: "The decision"
            case .after: "What came after"
            }
        }
    }

    /// The most criteria of a framework.
    static let most = 100

    /// Reads a framework. Refused with file, line and what is wrong.
    public init(_ text: String, name: String, file: String) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: ["title", "grades", "criteria"])
        self.name = name
        title = try root.required("title").string()
        thresholds = try Thresholds(try root.required("grades"))
        var criteria: [Criterion] = []
        for item in try root.required("criteria").items() {
            let criterion = try Criterion(item)
            guard criteria.count < Self.most else { throw item.error("there are at most \(Self.most) criteria") }
            if let other = criteria.first(where: { $0.name == criterion.name }) {
                throw item.error("“\(criterion.name)” is declared already, in \(other.place); give each its own name")
            }
            criteria.append(criterion)
        }
        guard !criteria.isEmpty else { throw root.error("a framework has a criterion at least") }
        self.criteria = criteria
    }

    /// The criterion of that name.
    public subscript(name: String) -> Criterion? { criteria.first { $0.name == name } }
}

extension QualityFramework.Thresholds {
    init(_ node: YAMLNode) throws(YAMLError) {
        try node.allow(only: ["outstanding", "good", "requires-improvement"])
        outstanding = try node.required("outstanding").int(in: 1...100)
        good = try node.required("good").int(in: 1...100)
        requiresImprovement = try node.required("requires-improvement").int(in: 1...100)
        guard requiresImprovement < good, good < outstanding else {
            throw node.error("a better grade begins at a greater share: requires-improvement, good, outstanding")
        }
    }
}

extension QualityFramework.Criterion {
    init(_ node: YAMLNode) throws(YAMLError) {
        try node.allow(only: ["name", "theme", "question", "guidance", "weight", "rule", "cap"])
        name = try node.required("name").string()
        guard !name.isEmpty,
            name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
        else { throw try node.required("name").error("a name has small letters, digits and hyphens alone") }
        theme = try node.required("theme").choice()
        question = try node.required("question").string()
        guidance = try node.required("guidance").string()
        weight = try node.required("weight").int(in: 1...5)
        if let rule = try node.optional("rule") {
            guard let id = RuleID(rawValue: try rule.string()) else {
                throw rule.error("is no rule of the law: annual-review rules lists them")
            }
            self.rule = id
        } else {
            rule = nil
        }
        cap = try node.optional("cap")?.choice()
        if let cap, cap == .outstanding {
            throw try node.required("cap").error("outstanding limits nothing: leave it out")
        }
        place = "\(node.file):\(node.line)"
    }
}
