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

    /// Writes what both families are told, for somebody to complete and to send: nothing leaves by itself. Of a paper of this
    /// child there is nobody else to tell.
    func writeDrafts(to folder: String) throws {
        try Disk.makeFolder(folder)
        try Disk.write(Array(draftHere.utf8), to: "\(folder)/\(id)-here.md")
        guard ground == .anotherChild else { return }
        try Disk.write(Array(draftElsewhere.utf8), to: "\(folder)/\(belongs?.text ?? "other-child")-elsewhere.md")
    }

    private static let mark = "<!-- A draft: nobody has sent it. Complete what stands in brackets. -->\n\n"

    /// To the family in whose file it was.
    var draftHere: String {
        let whose = ground == .anotherChild ? "that is not about your child" : "that we should not have kept"
        var text = WithdrawalNotice.mark
        text += "# A paper that was in your child\u{2019}s file by mistake\n\n"
        text += "On \(aware.inWords) we found a paper in the file of [name] \(whose). We have taken it out. "
        text += "Its contents are erased, and nobody can open it there any more. We are sorry.\n\n"
        if !sendings.isEmpty {
            text += "The paper was sent with these letters:\n\n" + sendings.map { "- \($0)\n" }.joined() + "\n"
            text += "Please do not read or keep it. Send it back to us, or tell us that you have destroyed it.\n\n"
        }
        if !standingDecisions.isEmpty {
            text +=
                "We are looking again at what we decided while the paper was there, and will tell you what comes of it.\n\n"
        }
        return text + WithdrawalNotice.help
    }

    /// To the family whose paper it was.
    var draftElsewhere: String {
        var text = WithdrawalNotice.mark
        text += "# A paper about your child was in another child\u{2019}s file\n\n"
        let since = trace.since.map { ", where it had been since \($0.inWords)" } ?? ""
        text += "On \(aware.inWords) we found a paper about [name] in another child\u{2019}s file\(since). "
        text += "We have taken it out. Its contents are erased there. We are sorry.\n\n"
        // Not who they are: that would tell one family of the other.
        let got = trace.sent.count
        text +=
            got == 0
            ? "It was sent to nobody.\n\n"
            : "It was sent to \(got) \(got == 1 ? "person" : "people") who should not have had it. We have asked for it back.\n\n"
        text +=
            audience == .invited
            ? "The people who work with that child could also have opened it.\n\n"
            : "Nobody outside the council could open it in the file.\n\n"
        text += "The paper said: [what kind of paper it is, and what about your child it tells].\n\n"
        text += "What this may mean for your child, and what we are doing about it: [fill in].\n\n"
        return text + WithdrawalNotice.help
    }

    private static let help =
        "You can ask our data protection officer about this: [name, telephone, e-mail]. You can complain to the Information "
        + "Commissioner\u{2019}s Office.\n"

    private var standingDecisions: [Submission] {
        file.submissions.filter { report in
            report.stands && trace.reports.contains(report.key)
                && (report.kind == .decisionSubmitted || report.kind == .finalSubmitted)
        }
    }
}
