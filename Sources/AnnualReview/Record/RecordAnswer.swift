import Arguments
import Casework
import Contracts
import JSON
import Statute

/// What `record` says of a report: whether it was taken, what somebody should look at, and what follows from it.
struct RecordAnswer {
    /// What became of the report.
    enum Outcome {
        case recorded
        /// It could be recorded; nothing was (`--dry-run`).
        case tried
        /// It was recorded before, under the same key.
        case repeated
        case refused
    }

    let id: CaseID
    /// The word on the command line.
    let kind: String
    /// The day of which it tells.
    let day: Day
    let key: SubmissionKey
    /// The words of the council's model.
    let words: ModelWords
    var outcome = Outcome.recorded
    var findings: [Finding] = []
    /// What follows from it, as sentences.
    var follows: [String] = []

    /// Says it, and answers with which status the command ends. Throws what refuses it, for people.
    func give(_ arguments: Arguments) throws -> Int32 {
        if arguments.flag("json") {
            Output.write(json)
            return outcome == .refused ? ExitStatus.failure : ExitStatus.success
        }
        for finding in findings.remarks { Output.note("look: \(finding.sentence(in: words))") }
        let held = findings.held.map { $0.sentence(in: words) }
        switch outcome {
        case .refused:
            var why = findings.refusals.map { $0.sentence(in: words) }
            if why.isEmpty {
                let all = held.count == 1 ? held[0] : "\n- " + held.joined(separator: "\n- ")
                throw CommandError(
                    "\(id): \(kind) on \(day.short) is not recorded; a manager can pass it with --passed-by ID, or a named "
                        + "deputy with --by deputy/ID as well, and what they pass is recorded: \(all)")
            }
            why += held
            throw CommandError(
                "\(id): \(kind) on \(day.short) is not recorded: "
                    + (why.count == 1 ? why[0] : "\n- " + why.joined(separator: "\n- ")))
        case .tried: Output.write("\(id): \(kind) on \(day) could be recorded (--dry-run: nothing was).\n")
        case .repeated: Output.write("\(id): \(key) was recorded before; nothing was added.\n")
        case .recorded: Output.write("\(id): recorded \(kind) on \(day). Its key: \(key)\n")
        }
        if outcome != .repeated {
            for sentence in held { Output.note("passed in spite of this, and recorded: \(sentence)") }
        }
        for sentence in follows { Output.write(Prose.wrapped("\(Words.sentence(sentence)).", indent: 2)) }
        return ExitStatus.success
    }

    private var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("case")
        writer.text(id)
        writer.name("kind")
        writer.string(kind)
        writer.name("on")
        writer.text(day)
        writer.name("key")
        writer.text(key)
        writer.name("recorded")
        writer.boolean(outcome == .recorded)
        writer.name("findings")
        writer.beginList()
        for finding in findings {
            writer.element()
            writer.beginObject()
            writer.name("code")
            writer.string(finding.code.rawValue)
            writer.name("severity")
            writer.string(finding.severity.rawValue)
            writer.name("values")
            writer.list(finding.values)
            writer.name("text")
            writer.string(finding.sentence(in: words))
            writer.endObject()
        }
        writer.endList()
        writer.name("follows")
        writer.list(follows)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
