import Arguments
import CaseFile
import Casework
import Contracts
import JSON
import Runtime
import Statute

/// What whoever withdraws a paper is told: where it has been, by when what is due, and drafts of what the families are told.
struct WithdrawalNotice {
    let id: CaseID
    let trace: DocumentTrace
    let file: CaseFile
    let ground: WithdrawalGround
    let belongs: CaseID?
    /// The day on which somebody became aware of it.
    let aware: Day
    /// For whom it was given; nil where that is not kept any more.
    let audience: Audience?
    /// Whether its bytes were erased.
    var isErased = false
    /// Whether it had been withdrawn before.
    var wasWithdrawn = false

    /// The last day for the report of the breach; nil of a paper of this child.
    var reportBy: Day? { ground == .anotherChild ? aware + Statute.Limit.breachDays : nil }

    private var what: String { Words.list(trace.roles.map { $0.rawValue.replacing("-", with: " ") }) }

    private var sendings: [String] {
        trace.sent.map { sending in
            let back = sending.isReturned ? "; it came back" : ""
            return "\(Words.addressee(sending.addressee, in: file)), with the \(Words.message(sending.message)), on "
                + "\(sending.on.inWords)\(back)"
        }
    }

    private var readers: [String] {
        audience.map { trace.readers($0, in: file) } ?? ["it is not known any more for whom it was given"]
    }

    /// For people.
    var text: String {
        var text =
            isErased
            ? "\(id): \(trace.document), kept as \(what), is withdrawn\(wasWithdrawn ? " since before" : ""), and its bytes are erased.\n"
            : "\(id): \(trace.document), kept as \(what), could be withdrawn (--dry-run: nothing was).\n"
        text += "\nWHO GOT IT\n"
        text += sendings.isEmpty ? "  Nobody: it did not leave.\n" : sendings.map { "  - \($0)\n" }.joined()
        text += "\nWHO COULD OPEN IT\n" + readers.map { "  - \($0)\n" }.joined()
        text += "\nWHAT RESTS ON IT\n"
        let standing = file.submissions.filter { $0.stands && trace.reports.contains($0.key) }
        text += standing.isEmpty ? "  Nothing that stands.\n" : ""
        for report in standing { text += "  - \(report.kind) of \(report.happened.inWords): \(report.key)\n" }
        if let reportBy {
            text += "\nBY WHEN\n"
            text += Prose.wrapped(
                "Report the breach to the Information Commissioner by \(reportBy.withWeekday), 72 hours after somebody became "
                    + "aware of it, unless nobody is likely to come to harm (\(Statute.rule(.inf1).source)). Both families are "
                    + "told.", indent: 2)
        }
        return text
    }

    /// For programs.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("case")
        writer.text(id)
        writer.name("document")
        writer.text(trace.document)
        writer.name("roles")
        writer.list(trace.roles.map(\.rawValue))
        writer.name("erased")
        writer.boolean(isErased)
        writer.name("sent")
        writer.list(sendings)
        writer.name("readers")
        writer.list(readers)
        writer.name("reports")
        writer.list(trace.reports.map { "\($0)" })
        if let reportBy {
            writer.name("report_breach_by")
            writer.text(reportBy)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    // MARK: Drafts

    /// Writes drafts of what both families are told, and who can have read the paper, for somebody to complete: nothing leaves
    /// by itself.
    func writeDrafts(to folder: String, with letters: BreachLetters, on today: Day) throws {
        try Disk.makeFolder(folder)
        let here = try letters.draft(.paperNotYours, case: id.text, on: today, withdrawn: today, readers: strangers)
        try Disk.write(Array(here.utf8), to: "\(folder)/\(id)-here.txt")
        let elsewhere = try letters.draft(
            .paperAstray, case: belongs?.text ?? "[reference]", on: today, withdrawn: today, readers: strangers)
        let other = belongs?.text ?? "other-child"
        try Disk.write(Array(elsewhere.utf8), to: "\(folder)/\(other)-elsewhere.txt")
        try Disk.write(Array(strangers.map { $0 + "\n" }.joined().utf8), to: "\(folder)/\(other)-readers.txt")
    }

    /// Who can have read it, for the other family: not who they are, which would tell one family of the other.
    private var strangers: [String] {
        let got = trace.sent.count
        var lines = [
            got == 0
                ? "It was sent to nobody."
                : "\(Words.sentence(Deadline.count(got, got == 1 ? "person" : "people"))) to whom it was sent by mistake."
        ]
        switch audience {
        case .invited?:
            lines.append("The people who work with the other child, and that child\u{2019}s family, could open it.")
        case .council?, .writer?: lines.append("Nobody outside the council could open it.")
        case nil: lines.append("We do not know any more who could open it.")
        }
        return lines
    }
}
