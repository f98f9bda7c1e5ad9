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

    /// The desk that the seeds set up; refused with file and line when a template leaves out what the law demands, or one of
    /// the models beyond it.
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
        let models = try seeds.models()
        for model in models.models.values.sorted(by: { $0.id < $1.id }) {
            for kind in LetterKind.allCases {
                if let lacks = templates[kind]?.lacks(for: model) { throw SeedError("\(lacks)") }
            }
        }
        self.init(councils: councils, models: models, templates: templates, holidays: try seeds.holidays())
    }
}
