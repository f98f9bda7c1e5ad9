import CouncilFiles
import Caseload
import Casework
import Arguments
import CSV
import CaseFile
import Contracts
import Statute

/// `annual-review export`: cases and reviews as rows, for other programs.
enum ExportCommand {
    static let command = Command(
        name: "export",
        summary: "Write cases, reviews and contacts as CSV",
        discussion: """
            reviews.csv has a row for each review, cases.csv one for each case, contacts.csv one for each contact, without \
            names, with the days as they are known; what is unknown is empty. Without --out the reviews go to standard output. A row is about one child: keep it as you \
            keep the file.
            """,
        example: "annual-review export --out export",
        options: Cluster.options + [
            .text("out", "DIR", "the folder for cases.csv, reviews.csv and contacts.csv; with --map the file"),
            .text("map", "FILE", "write a row a case in a council's own shape, as `writes` of this map says"),
        ],
        run: { arguments in
            let caseload = try Caseload.read(try Cluster.address(arguments))
            if let map = arguments.optionalString("map") {
                return try write(caseload, by: CouncilMap.read(map), arguments)
            }
            let export = Export(caseload)
            guard let folder = arguments.optionalString("out") else {
                Output.write(export.reviews)
                return ExitStatus.success
            }
            try Disk.makeFolder(folder)
            try Disk.write(export.cases, to: "\(folder)/cases.csv")
            try Disk.write(export.reviews, to: "\(folder)/reviews.csv")
            try Disk.write(export.contacts, to: "\(folder)/contacts.csv")
            Output.write(
                "wrote cases.csv, reviews.csv and contacts.csv in \(folder): \(caseload.cases.count) cases\n")
            return ExitStatus.success
        })
}

extension ExportCommand {
    /// Writes the cases in the council's own shape.
    private static func write(_ caseload: Caseload, by map: CouncilMap, _ arguments: Arguments) throws -> Int32 {
        guard !map.writes.isEmpty else { throw UsageError("\(map.file) has no `writes`: nothing says what to write") }
        let export = MappedExport(caseload, by: map)
        for (column, words) in export.uncoded.sorted(by: { $0.key < $1.key }) {
            Output.note(
                "\(column): \(map.file) has no code for \(words.sorted().joined(separator: ", ")); it stands as it is")
        }
        guard let file = arguments.optionalString("out") else {
            Output.write(export.bytes)
            return ExitStatus.success
        }
        try Disk.write(export.bytes, to: file)
        Output.write("wrote \(file) by \(map.file): \(export.count) cases\n")
        return ExitStatus.success
    }
}
