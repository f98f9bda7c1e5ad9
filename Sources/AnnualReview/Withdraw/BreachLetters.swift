import Contracts
import Letters
import Runtime
import Statute

/// Drafts of the letters to both families when a paper lay on the wrong child's file, in the words of the council's seeds: for
/// somebody to complete. What leaves is written from the same templates once a manager or the safeguarding lead says so
/// (`annual-review record paper-not-yours`, `paper-astray`).
struct BreachLetters {
    private let templates: LetterTemplates
    private let council: Council
    private let holidays: BankHolidays

    /// What stands over each.
    static let banner = "A draft: nobody has sent it. What stands in brackets is to be completed."
    /// What a person says in words that name nobody.
    static let paper = "[what kind of paper it is, in words that name nobody]"

    /// In the words of that council.
    init(seeds: Seeds, council name: String?) throws {
        let name = name ?? ""
        let file = "councils/\(name).yaml"
        guard try seeds.names(in: "councils", suffix: ".yaml").contains(file) else {
            throw SeedError(seeds.lacksCouncil(name))
        }
        council = try Council(parsing: try seeds.text(file), file: seeds.path(file))
        holidays = try seeds.holidays()
        templates = LetterTemplates(
            of: [.paperAstray, .paperNotYours], names: { try seeds.names(in: $0, suffix: ".md") }, text: seeds.text,
            path: seeds.path)
    }

    /// The draft of that letter as text.
    func draft(_ kind: LetterKind, case reference: String, on day: Day, withdrawn: Day, readers: [String]) throws
        -> String
    {
        guard let template = templates.template(kind) else {
            throw SeedError(templates.fault(kind) ?? "there is no template for the letter \(kind.rawValue)")
        }
        var facts = LetterFacts(
            council: council, caseReference: reference, child: "[name]",
            recipient: Recipient(name: "[name]", address: ["[address]"]),
            officer: Officer(name: "[name]", title: "[post]"), sent: day, delivery: .post, holidays: holidays)
        facts.setting = "[school or college]"
        facts.occasion.paper = BreachLetters.paper
        facts.occasion.withdrawn = withdrawn
        facts.occasion.readers = readers
        return try template.letter(facts).plainText(banner: BreachLetters.banner)
    }
}
