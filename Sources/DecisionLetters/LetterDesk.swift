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
    /// Sets letters on paper; without one they are written as pages and texts alone.
    public var press: LetterPress?
    /// The same in Easy Read, for whoever wants their letters so.
    public var easyRead: [LetterKind: LetterTemplate] = [:]
    /// Why there is none in Easy Read: whoever wants it gets the ordinary letter.
    public var badEasyRead: [LetterKind: String] = [:]
    /// Why there is no template of a kind: that keeps back its letters alone.
    public var badTemplates: [LetterKind: String] = [:]
    /// Why a council's file cannot be read, by its name: that keeps back its own council alone.
    public var badCouncils: [String: String] = [:]
    /// In which teams the councils' officers work.
    package var teams: [String: Teams] = [:]
    /// Why a file of teams cannot be read: of that council nothing is counted by team.
    public var badTeams: [String] = []
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
        guard let known = councils[council] else { return badCouncils[council] ?? seeds.lacksCouncil(council) }
        for model in models.models.values.sorted(by: { $0.id < $1.id })
        where model.council == nil || model.council == known.name {
            for kind in LetterKind.allCases {
                if let lack = templates[kind]?.lacks(for: model) { return lack.description }
            }
        }
        return nil
    }

    /// What of the seeds cannot be used, each with its file and line; the rest can.
    public var troubles: [String] {
        badTemplates.values.sorted() + badEasyRead.values.sorted() + badCouncils.values.sorted()
    }

    /// The desk that the seeds set up. A template that leaves out what the law demands, or a council's or a model's file that
    /// cannot be read, is left out with file and line.
    public init(seeds: Seeds) throws(SeedError) {
        var councils: [String: Council] = [:]
        var badCouncils: [String: String] = [:]
        for name in try seeds.names(in: "councils", suffix: ".yaml") {
            do {
                let council = try Council(parsing: try seeds.text(name), file: seeds.path(name))
                councils[council.id] = council
            } catch {
                badCouncils[String(name.dropFirst("councils/".count).dropLast(".yaml".count))] = "\(error)"
            }
        }
        // What is no decision is the notifier's to write.
        let kinds = LetterKind.allCases.filter(\.isOfDecision)
        let templates = LetterTemplates(
            of: kinds, names: { try seeds.names(in: $0, suffix: ".md") }, text: seeds.text, path: seeds.path)
        self.init(
            councils: councils, models: try seeds.usableModels(), templates: [:], holidays: try seeds.holidays())
        self.seeds = seeds
        for kind in kinds {
            self.templates[kind] = templates.template(kind)
            badTemplates[kind] = templates.fault(kind)
            easyRead[kind] = templates.template(kind, .easyRead)
            badEasyRead[kind] = templates.fault(kind, .easyRead)
        }
        self.badCouncils = badCouncils
        for name in councils.keys.sorted() {
            do { teams[name] = try seeds.teams(of: name) } catch { badTeams.append("\(error)") }
        }
    }
}
