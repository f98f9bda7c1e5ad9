public import YAML

/// A trial of a model: it holds for a named cohort from a day on, another model for the rest. A plan names a pilot like a
/// model.
public struct ReviewPilot: Hashable, Sendable {
    /// What decides whether a child belongs to the cohort.
    public struct Child: Hashable, Sendable {
        /// The setting's unique reference number.
        public var setting: Int?
        /// The year group.
        public var yearGroup: YearGroup?
        /// The id of the coordinator who holds the case.
        public var coordinator: String

        /// That child.
        public init(setting: Int?, yearGroup: YearGroup?, coordinator: String) {
            self.setting = setting
            self.yearGroup = yearGroup
            self.coordinator = coordinator
        }
    }

    /// Who takes part: a child that is in every list that is not empty.
    public struct Cohort: Hashable, Sendable {
        /// Unique reference numbers of settings.
        public let settings: [Int]
        /// Year groups.
        public let yearGroups: [YearGroup]
        /// Ids of coordinators: a team.
        public let coordinators: [String]

        /// Whether that child takes part.
        public func contains(_ child: Child) -> Bool {
            (settings.isEmpty || child.setting.map { settings.contains($0) } ?? false)
                && (yearGroups.isEmpty || child.yearGroup.map { yearGroups.contains($0) } ?? false)
                && (coordinators.isEmpty || coordinators.contains(child.coordinator))
        }
    }

    /// Its name in files, and what a plan's model names.
    public let id: String
    /// Its name for people.
    public let name: String
    /// The first day on which it holds.
    public let since: Day
    /// Who takes part.
    public let cohort: Cohort
    /// The model for the cohort from that day.
    public let model: String
    /// The model for the rest, and for everyone before that day.
    public let otherwise: String

    /// The name of the model that holds for that child on that day.
    public func model(for child: Child, on day: Day) -> String {
        day >= since && cohort.contains(child) ? model : otherwise
    }
}

extension ReviewPilot {
    /// Whether a file that was parsed is a pilot and not a model.
    static func isPilot(_ root: YAMLNode) throws(YAMLError) -> Bool { try root.optional("pilot") != nil }

    init(_ root: YAMLNode) throws(YAMLError) {
        try root.allow(only: ["id", "pilot"])
        id = try root.required("id").string()
        let node = try root.required("pilot")
        try node.allow(only: ["name", "since", "cohort", "model", "otherwise"])
        name = try node.required("name").string()
        let since = try node.required("since")
        guard let day = Day(try since.string()) else {
            throw since.error("expected a day as 2026-09-01, found \(try since.string())")
        }
        self.since = day
        cohort = try Cohort(node.required("cohort"))
        model = try node.required("model").string()
        otherwise = try node.required("otherwise").string()
        guard model != otherwise else {
            throw try node.required("otherwise").error("the same model for the cohort and for the rest is no pilot")
        }
    }
}

extension ReviewPilot.Cohort {
    init(_ node: YAMLNode) throws(YAMLError) {
        try node.allow(only: ["settings", "year_groups", "coordinators"])
        var settings: [Int] = []
        for item in try node.optional("settings")?.items() ?? [] {
            settings.append(try item.int(in: 100_000...999_999))
        }
        var yearGroups: [YearGroup] = []
        for item in try node.optional("year_groups")?.items() ?? [] { yearGroups.append(try YearGroup(item)) }
        self.settings = settings
        self.yearGroups = yearGroups
        coordinators = try node.optional("coordinators")?.strings() ?? []
        guard !settings.isEmpty || !yearGroups.isEmpty || !coordinators.isEmpty else {
            throw node.error("nobody is named; write settings, year_groups or coordinators")
        }
    }
}

/// All models and pilots that a council can name, by name.
public struct ReviewModels: Sendable {
    /// One file of a model or pilot.
    public struct File: Sendable {
        /// The name without folder and ending, which must be the `id` in it.
        public let name: String
        /// Its path, for messages.
        public let path: String
        /// What stands in it.
        public let text: String

        /// That file.
        public init(name: String, path: String, text: String) {
            self.name = name
            self.path = path
            self.text = text
        }
    }

    /// The model that holds for a child on a day.
    public struct Holding: Sendable {
        /// The model.
        public let model: ReviewModel
        /// The pilot that the plan names; nil when it names the model itself.
        public let pilot: ReviewPilot?
        /// The day since which the model holds by the pilot; nil when the pilot does not make it hold.
        public let since: Day?
    }

    /// The models by name.
    public private(set) var models: [String: ReviewModel] = [:]
    /// The pilots by name.
    public private(set) var pilots: [String: ReviewPilot] = [:]
    /// Why a file is of no use, with file and line, by the name of the model or pilot in it.
    public private(set) var faults: [String: String] = [:]

    /// None.
    public init() {}

    /// Those models, without pilots.
    public init(_ models: [ReviewModel]) {
        for model in models { self.models[model.id] = model }
    }

    /// The models and pilots in those files. Refused, with file and line, when one cannot be read, is laxer than the law,
    /// or names a model that is not there.
    public init(parsing files: [File]) throws(YAMLError) {
        if let first = read(files).first { throw first }
    }

    /// What is of use in those files: one that cannot be read, is laxer than the law, or names a model that is not there is
    /// left out and concerns the plans of its own name alone. `unreadable` says why other files could not be had, by name.
    public init(usable files: [File], unreadable: [String: String] = [:]) {
        faults = unreadable
        _ = read(files)
    }

    /// Reads them; what is wrong with each that is left out, in their order.
    private mutating func read(_ files: [File]) -> [YAMLError] {
        var errors: [YAMLError] = []
        var roots: [(root: YAMLNode, pilot: ReviewPilot)] = []
        for file in files {
            do throws(YAMLError) {
                let root = try YAMLNode.parse(file.text, file: file.path)
                if try ReviewPilot.isPilot(root) {
                    let pilot = try ReviewPilot(root)
                    try ReviewModels.check(pilot.id, file, root)
                    roots.append((root, pilot))
                    pilots[pilot.id] = pilot
                } else {
                    let model = try ReviewModel(root)
                    try ReviewModels.check(model.id, file, root)
                    models[model.id] = model
                }
            } catch {
                errors.append(error)
                faults[file.name] = error.description
            }
        }
        for (root, pilot) in roots {
            do throws(YAMLError) {
                try check(pilot, root)
            } catch {
                errors.append(error)
                faults[pilot.id] = error.description
                pilots[pilot.id] = nil
            }
        }
        return errors
    }

    /// Whether the models that it names are there. One that is there and of no use concerns only whom it holds for.
    private func check(_ pilot: ReviewPilot, _ root: YAMLNode) throws(YAMLError) {
        for (key, name) in [("model", pilot.model), ("otherwise", pilot.otherwise)]
        where models[name] == nil && faults[name] == nil {
            let known = models.keys.sorted().joined(separator: ", ")
            throw try root.required("pilot").required(key).error("there is no model “\(name)”; there are \(known)")
        }
    }

    /// Why the model is not known that holds for a child whose plan names that model or pilot: its file is of no use. Nil
    /// when it is known, and for a name of which there is no file.
    public func fault(of name: String, for child: ReviewPilot.Child, on day: Day) -> String? {
        faults[name] ?? pilots[name].flatMap { faults[$0.model(for: child, on: day)] }
    }

    private static func check(_ id: String, _ file: File, _ root: YAMLNode) throws(YAMLError) {
        guard id == file.name else {
            throw try root.required("id").error("the file is called \(file.name), so its id must be \(file.name) too")
        }
    }

    /// The names that a plan may give, in order.
    public var names: [String] { (Array(models.keys) + Array(pilots.keys)).sorted() }

    /// The model that holds for a child whose plan names that model or pilot; nil for a name that is not known here.
    public func holding(_ name: String, for child: ReviewPilot.Child, on day: Day) -> Holding? {
        if let model = models[name] { return Holding(model: model, pilot: nil, since: nil) }
        guard let pilot = pilots[name] else { return nil }
        let held = pilot.model(for: child, on: day)
        return models[held].map { Holding(model: $0, pilot: pilot, since: held == pilot.model ? pilot.since : nil) }
    }

    /// The day after that one from which a pilot may make another model hold for a plan that names it.
    public func nextChange(_ name: String, after day: Day) -> Day? {
        pilots[name].flatMap { $0.since > day ? $0.since : nil }
    }
}
