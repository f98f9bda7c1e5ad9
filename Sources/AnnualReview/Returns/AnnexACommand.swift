import Arguments
import CSV
import CaseFile
import Caseload
import Contracts
import Return
import Statute

/// `annual-review annex-a`: the child-level list that an Area SEND inspection asks for.
enum AnnexACommand {
    static let command = Command(
        name: "annex-a", summary: "Write the child-level list that an Area SEND inspection asks for",
        discussion: """
            List 1 of Annex A: a row for each child with a plan on the log's today, as far as this record holds it; columns that \
            it does not hold are left empty, and named. Without --out it is only checked. The file is about single children: \
            keep it as you keep the case files. \(ReturnsAccess.principal)
            """,
        example: "annual-review annex-a --out annex-a.csv",
        options: Cluster.options + [.text("out", "FILE", "the file")],
        run: { arguments in
            let access = try ReturnsAccess(try Cluster.address(arguments))
            let day = try access.caseload.requireDay()
            var writer = CSVWriter(byteOrderMark: true)
            writer.append(AnnexA.columns.map { .text($0.name) })
            var (rows, faults) = (0, [String]())
            for (id, known) in access.caseload.cases.sorted(by: { $0.key < $1.key }) {
                let (child, data) = (access.children[id.text], access.data[id.text])
                guard let row = AnnexA.row(of: id, known.file, child: child, data: data, on: day) else { continue }
                rows += 1
                writer.append(row)
                faults += AnnexA.faults(of: known.file, child: child, data: data, on: day).map { "\(id): \($0)" }
            }
            for fault in faults { Output.write("\(fault)\n") }
            Output.write(
                "\(rows) children with a plan on \(day.inWords); \(faults.count) things to look at\n"
                    + "Not held by this record, and left empty: \(AnnexA.notHeld.joined(separator: "; "))\n")
            if let out = arguments.optionalString("out") {
                try Disk.write(writer.bytes, to: out)
                Output.write("wrote \(out)\n")
            }
            return faults.isEmpty ? ExitStatus.success : ExitStatus.failure
        })
}
