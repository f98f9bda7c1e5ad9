public import Contracts
public import Statute
public import YAML

/// How a pilot of `seeds/models` will be judged, set down before it starts: what it is for and by which figure, with whom it is
/// compared, what harm ends it, and on which day the result is published, whatever it is. A file of `seeds/pilots`.
public struct PilotPlan: Sendable {
    /// Which way a figure should move.
    public enum Better: String, CaseIterable, Sendable {
        case higher, lower
    }

    /// What the pilot is for.
    public struct Aim: Sendable {
        /// In words.
        public let words: String
        /// The metric of `seeds/metrics`, a share, by which it is judged.
        public let metric: String
        /// Which way is better.
        public let better: Better
        /// How many points of a hundred better the pilot must be for the aim to be reached.
        public let points: Int
    }

    /// What ends the pilot.
    public struct Harm: Sendable {
        public let words: String
        public let metric: String
        /// Which way is better: harm is the other.
        public let better: Better
        /// How many points of a hundred worse the pilot must be for it to end.
        public let points: Int
    }

    /// The file's name.
    public let name: String
    public let title: String
    /// The pilot of `seeds/models` that it is about.
    public let pilot: String
    /// The first and the last day that are judged.
    public let from: Day
    public let until: Day
    /// The day of publication.
    public let published: Day
    /// With whom the children of the pilot are compared, and why that is fair, in words.
    public let comparison: String
    /// The fewest children in either group of whom anything is said.
    public let fewest: Int
    public let aims: [Aim]
    public let harms: [Harm]
    /// What family and child are asked after each review.
    public let questions: [String]
    /// What every family and every setting is told before it starts.
    public let notice: String
    /// The SHA-256 of the file: whoever keeps it can show that nothing was changed since.
    public let sha256: DocumentHash

    /// How many questions there are.
    public static let questionCount = 3

    /// Reads a plan. Refused, with file and line, when something is missing or a day out of order.
    public init(_ text: String, name: String, file: String) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: [
            "title", "pilot", "from", "until", "published", "comparison", "fewest", "aims", "harms", "questions",
            "notice",
        ])
        self.name = name
        title = try root.required("title").string()
        pilot = try root.required("pilot").string()
        from = try PilotPlan.day(root, "from")
        until = try PilotPlan.day(root, "until")
        published = try PilotPlan.day(root, "published")
        guard from <= until else { throw try root.required("until").error("it lies before from") }
        guard until < published else { throw try root.required("published").error("it must come after until") }
        comparison = try root.required("comparison").string()
        fewest = try root.required("fewest").int(in: 5...100_000)
        var aims: [Aim] = []
        for node in try root.required("aims").items() {
            let (words, metric, better, points) = try PilotPlan.measure(node)
            aims.append(Aim(words: words, metric: metric, better: better, points: points))
        }
        guard !aims.isEmpty else { throw try root.required("aims").error("a pilot has an aim at least") }
        self.aims = aims
        var harms: [Harm] = []
        for node in try root.required("harms").items() {
            let (words, metric, better, points) = try PilotPlan.measure(node)
            harms.append(Harm(words: words, metric: metric, better: better, points: points))
        }
        guard !harms.isEmpty else { throw try root.required("harms").error("say at least once what ends it") }
        self.harms = harms
        var questions: [String] = []
        for node in try root.required("questions").items() { questions.append(try node.string()) }
        guard questions.count == PilotPlan.questionCount else {
            throw try root.required("questions").error(
                "there are \(PilotPlan.questionCount) questions, found \(questions.count)")
        }
        self.questions = questions
        notice = try root.required("notice").string()
        sha256 = DocumentHash(of: Array(text.utf8))
    }

    private static func day(_ root: YAMLNode, _ key: String) throws(YAMLError) -> Day {
        let node = try root.required(key)
        guard let day = Day(try node.string()) else {
            throw node.error("expected a day as 2026-09-01, found \(try node.string())")
        }
        return day
    }

    private static func measure(_ node: YAMLNode) throws(YAMLError) -> (String, String, Better, Int) {
        try node.allow(only: ["words", "metric", "better", "points"])
        return (
            try node.required("words").string(), try node.required("metric").string(),
            try node.required("better").choice(), try node.required("points").int(in: 1...100)
        )
    }
}
