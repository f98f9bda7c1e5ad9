import Caseload
import Casework
import Arguments
import CaseFile
import Contracts
import Runtime

/// `annual-review case`: the whole history of one case in plain words.
enum CaseCommand {
    static let command = Command(
        name: "case",
        summary: "Tell the whole history of a case",
        discussion: """
            What was due, when and under which rule; what happened, and when that was recorded; who was told what; what \
            is missing, and who does what next; of a plan in sections also each outcome with its baseline, its target and how far \
            the child has come over the years. --letter writes a letter of the case into a file.
            """,
        example: "annual-review case B-10432\nannual-review case B-10432 --letter 1 --out letter.html",
        options: Cluster.options + [
            .integer("letter", in: 1...10_000, "write that letter, by its number in the list"),
            .integer("contact", in: 1...255, "the copy of the letter that is addressed to that contact"),
            .text("out", "FILE", "where to write the letter (default: standard output)"),
            .flag("json", "as JSON, with the key of each report"),
            ModelFolder.option,
        ],
        positionals: [Positional("CASE", "the council's reference for the plan, as B-10432")],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let word = try arguments.string("CASE")
        guard let id = CaseID(word) else { throw UsageError("\(word) is no case; a case looks like B-10432") }
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address, keeping: id)
        let models = try ModelFolder.ifAny(arguments)
        let log = caseload.log(of: id)
        let file = caseload.cases[id]?.file ?? CaseFile()
        let people = try PeopleDays.read(address, for: caseload)
        guard
            let history = History(
                of: id, entries: caseload.entries, log: log, models: models,
                meetings: try MeetingDays(of: log.began?.council, arguments),
                holidays: try ModelFolder.holidaysIfAny(arguments),
                addressed: people.days(of: id, file), formats: people.formats(of: id, file))
        else {
            throw CommandError("there is no case \(id) in this log")
        }
        guard let number = try arguments.optionalInt("letter") else {
            if arguments.flag("json") {
                Output.write(try history.json())
            } else {
                let outcomes = try PlanShelf(id, file, caseload.entries.map(\.entry)).outcomes(address)
                Output.write(history.text + History.text(ofOutcomes: outcomes, of: id))
            }
            return ExitStatus.success
        }
        guard let letter = history.letters.first(where: { $0.number == number }) else {
            throw CommandError("\(id) has no letter \(number): it has \(history.letters.count)")
        }
        let contact = try arguments.optionalInt("contact")
        guard let copy = letter.copies.first(where: { contact == nil || Int($0.contact) == contact }),
            let hash = copy.document
        else {
            throw CommandError("letter \(number) of \(id) is addressed to \(Words.copies(letter.copies))")
        }
        guard let bytes = try document(DocumentKey(id, .letter, hash), address) else {
            throw CommandError(
                "letter \(number) of \(id) to contact \(copy.contact) is not kept: document \(hash) was erased, "
                    + "or its bytes are not those that its key names")
        }
        if let file = arguments.optionalString("out") {
            try Disk.write(bytes, to: file)
            Output.note("wrote letter \(number) of \(id), \(Words.letter(letter.kind)): \(file)")
        } else {
            Output.write(bytes)
        }
        return ExitStatus.success
    }

    /// The bytes of a document as they stand last on its topic; nil when it is not there, or was erased.
    static func document(_ key: DocumentKey, _ address: LogAddress) throws -> [UInt8]? {
        let wanted = key.description
        var found: [UInt8]?
        try LogReader(address).readDocuments(holding: key) { key, document in
            guard key == wanted else { return }
            found = (try? document.get())??.bytes
        }
        return found
    }
}
