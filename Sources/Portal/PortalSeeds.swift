import Casework
import Letters
import Runtime
import Statute
import YAML

/// What the portal reads of the seeds at its start.
struct PortalSeeds: Sendable {
    var councils: [String: Council]
    var badCouncils: [String: String] = [:]
    let models: ReviewModels
    let holidays: BankHolidays
    let questions: PortalQuestions
    let firstPage: FirstPage
    private let seeds: Seeds

    init(_ seeds: Seeds) throws {
        self.seeds = seeds
        var councils: [String: Council] = [:]
        for name in try seeds.names(in: "councils", suffix: ".yaml") {
            do {
                let council = try Council(parsing: try seeds.text(name), file: seeds.path(name))
                councils[council.id] = council
            } catch {
                badCouncils[String(name.dropFirst("councils/".count).dropLast(".yaml".count))] = "\(error)"
            }
        }
        self.councils = councils
        models = try seeds.usableModels()
        holidays = try seeds.holidays()
        questions = try PortalQuestions(
            parsing: try seeds.text("portal/questions.yaml"), file: seeds.path("portal/questions.yaml"))
        firstPage = try FirstPage(
            parsing: try seeds.text("portal/first-page.yaml"), file: seeds.path("portal/first-page.yaml"))
    }

    /// Why nothing can be said of that council, with the file that mends it; nil where it can.
    func lack(for council: String) -> String? {
        councils[council] == nil ? badCouncils[council] ?? seeds.lacksCouncil(council) : nil
    }

    /// The words of that council's public pages: of the one model of its name that is no pilot, where there is one.
    func words(for council: Council) -> PortalWords {
        let own = models.models.values.filter { $0.council == council.name }.sorted { $0.id < $1.id }
        return PortalWords(council: council, model: own.first { $0.id == council.id } ?? own.first)
    }
}
