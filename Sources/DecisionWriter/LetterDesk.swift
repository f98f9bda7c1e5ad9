public import Contracts
public import Letters
public import Runtime
public import Statute

/// What letters are written with: the councils' words, the models' words, the templates and the calendar.
public struct LetterDesk: Sendable {
    /// The councils, by the name that a log's first record has.
    public var councils: [String: Council]
    /// The models, which say what people and things are called, and the pilots.
    public var models: ReviewModels
    /// The template of each kind of letter.
    public var templates: [LetterKind: LetterTemplate]
    /// The bank holidays, for the Tribunal's days and the post.
    public var holidays: BankHolidays
    /// Where it was set up from, for advice.
    public var seeds = Seeds(folder: "seeds")

    /// The desk with those things.
    public init(
        councils: [String: Council], models: ReviewModels, templates: [LetterKind: LetterTemplate],
        holidays: BankHolidays
    ) {
        self.councils = councils
        self.models = models
        self.templates = templates
        self.holidays = holidays
    }

    /// Why letters of that council cannot be written, with the file that mends it: the council has no file, or a template
    /// leaves out what a model demands beyond the law that its plans may follow. Nil when they can.
    public func lack(for council: String) -> String? {
        guard let known = councils[council] else { return seeds.lacksCouncil(council) }
        for model in models.models.values.sorted(by: { $0.id < $1.id })
        where model.council == nil || model.council == known.name {
            for kind in LetterKind.allCases {
                if let lack = templates[kind]?.lacks(for: model) { return lack.description }
            }
        }
        return nil
    }

    /// The desk that the seeds set up; refused with file and line when a template leaves out what the law demands.
    public init(seeds: Seeds) throws(SeedError) {
        var councils: [String: Council] = [:]
        for name in try seeds.names(in: "councils", suffix: ".yaml") {
            let text = try seeds.text(name)
            do {
                let council = try Council(parsing: text, file: seeds.path(name))
                councils[council.id] = council
            } catch {
                throw SeedError("\(error)")
            }
        }
        var parts: [String: String] = [:]
        for name in try seeds.names(in: "templates/letters/parts", suffix: ".md") {
            let title = name.split(separator: "/").last.map { $0.dropLast(".md".count) } ?? ""
            parts[String(title)] = try seeds.text(name)
        }
        var templates: [LetterKind: LetterTemplate] = [:]
        for kind in LetterKind.allCases {
            let name = "templates/letters/\(kind.rawValue).md"
            let text = try seeds.text(name)
            do {
                templates[kind] = try LetterTemplate(kind, parsing: text, file: seeds.path(name), parts: parts)
            } catch {
                throw SeedError("\(error)")
            }
        }
        self.init(
            councils: councils, models: try seeds.models(), templates: templates, holidays: try seeds.holidays())
        self.seeds = seeds
    }
}
