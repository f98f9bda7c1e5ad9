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
            Output.write(try json())
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

    /// For programs.
    private struct AnswerRecord: Fields {
        var id = ""
        var kind = ""
        var day = Day(number: 0)
        var key = ""
        var isRecorded = false
        var findings: [CodedRecord] = []
        var follows: [String] = []

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("case", &id, "The case.")
            try visitor.field("kind", &kind, "What was reported.")
            try visitor.field("on", &day, "The day on which it happened.")
            try visitor.field("key", &key, "The key of the report.")
            try visitor.field("recorded", &isRecorded, "Whether it stands in the log now.")
            try visitor.field("findings", &findings, "What was found of it.")
            try visitor.field("follows", &follows, "What follows from it for those who are told.")
        }
    }

    private func json() throws -> String {
        var record = AnswerRecord()
        record.id = id.text
        record.kind = kind
        record.day = day
        record.key = key.description
        record.isRecorded = outcome == .recorded
        record.findings = findings.map { CodedRecord($0, in: words) }
        record.follows = follows
        return try record.line()
    }
}
