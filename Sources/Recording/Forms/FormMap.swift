package import Arguments
package import Contracts
import CouncilFiles
import Statute
package import YAML

/// How the answers to an online form become reports: a file of YAML as `seeds/mappings/microsoft-forms-parental.yaml`.
package struct FormMap: Sendable {
    /// A question's heading in the paper that is kept, and the column that holds its answers.
    struct Question: Sendable {
        let heading: String
        let column: String
    }

    /// The file's name without folder and ending: by it rows are told apart, and a deletion names the form.
    package let id: String
    /// The file, for messages.
    package let file: String
    /// What the form is called on the paper that is kept.
    package let name: String
    /// In which order its days stand, where they are no days of a workbook.
    let days: DayOrder?
    /// What an answer reports.
    package let kind: RecordKind
    /// The options that are the same for every answer.
    let same: [(name: String, value: String)]
    /// Whom the answers reach; nil: whoever such papers usually reach.
    package let audience: Audience?
    /// The columns of: the case, the child's day of birth, the answer's own number, when it came, and who gave it by an e-mail address.
    let caseColumn, bornColumn, rowColumn, cameColumn: String
    let whoColumn: String?
    let questions: [Question]
    /// The columns of which nothing is taken, each with the reason.
    let ignored: [String: String]

    /// Reads a map. Refused, with file and line, when it names a kind that takes no paper, or an option that the kind has not.
    package init(parsing text: String, file: String) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: [
            "name", "days", "report", "with", "audience", "case", "born", "row", "came", "who", "answers", "ignored",
        ])
        self.file = file
        let last = file.split(separator: "/").last.map(String.init) ?? file
        id = last.hasSuffix(".yaml") ? String(last.dropLast(5)) : last
        name = try root.required("name").string()
        days = try root.optional("days")?.choice()
        let report = try root.required("report")
        let word = try report.string()
        guard let kind = RecordKind.named(word), kind.options.contains(where: { $0.name == "document" }) else {
            let known = RecordKind.all.filter { $0.options.contains { $0.name == "document" } }.map(\.name)
            throw report.error("\(word) is no report that takes a document; there are \(known.joined(separator: ", "))")
        }
        self.kind = kind
        var same: [(name: String, value: String)] = []
        for entry in try root.optional("with")?.entries() ?? [] {
            guard entry.key != "document", kind.options.contains(where: { $0.name == entry.key }) else {
                throw entry.value.error("\(word) has no option \(entry.key)")
            }
            same.append((entry.key, try entry.value.string()))
        }
        self.same = same
        do throws(FieldFaults) {
            _ = try RecordForm(kind).arguments(same)
        } catch {
            throw try root.required("with").error(error.faults.map(\.message).joined(separator: "; "))
        }
        audience = try root.optional("audience")?.choice()
        caseColumn = try root.required("case").string()
        bornColumn = try root.required("born").string()
        rowColumn = try root.required("row").string()
        cameColumn = try root.required("came").string()
        let who = try root.optional("who")
        whoColumn = try who?.string()
        if let who, !kind.options.contains(where: { $0.name == "contact" }) {
            throw who.error("\(word) does not say which contact gave it")
        }
        questions = try root.required("answers").entries().map { entry throws(YAMLError) in
            Question(heading: entry.key, column: try entry.value.string())
        }
        var ignored: [String: String] = [:]
        for entry in try root.optional("ignored")?.entries() ?? [] { ignored[entry.key] = try entry.value.string() }
        self.ignored = ignored
    }

    /// The map in that file. Throws what to do when it cannot be read.
    package static func read(_ file: String) throws(CommandError) -> FormMap {
        let bytes = try Disk.read(file, most: 1 << 20)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError("\(file) is no text in UTF-8")
        }
        do throws(YAMLError) {
            return try FormMap(parsing: text, file: file)
        } catch {
            throw CommandError("\(error)")
        }
    }

    /// The columns that it takes something from.
    var columns: [String] {
        [caseColumn, bornColumn, rowColumn, cameColumn] + (whoColumn.map { [$0] } ?? []) + questions.map(\.column)
    }
}
