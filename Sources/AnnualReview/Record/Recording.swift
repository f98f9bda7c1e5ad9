import Arguments
import CaseFile
import Caseload
import Casework
import Contracts
import Recording
import Runtime
import Statute

/// One case as a command has it in hand that records something of it: whether that may be said, what is appended, and what whoever
/// says it is answered, in one place.
struct Recording {
    let id: CaseID
    let caseload: Caseload
    let address: LogAddress
    let arguments: Arguments
    let file: CaseFile
    /// The partition's today.
    let today: Day
    private let words: ModelWords
    private let hand: CaseInHand

    /// That case of the caseload, with the model and the bank holidays that the arguments name; throws where there is none.
    init(_ id: CaseID, in caseload: Caseload, at address: LogAddress, _ arguments: Arguments) throws {
        guard let file = caseload.cases[id]?.file, file.plan != nil else {
            throw CommandError("there is no case \(id) in this log")
        }
        self.id = id
        self.caseload = caseload
        self.address = address
        self.arguments = arguments
        self.file = file
        today = try caseload.today(of: id)
        words = ModelWords(of: file.plan, on: today, in: try ModelFolder.ifAny(arguments))
        hand = CaseInHand(
            id, file, on: today, holidays: try ModelFolder.holidaysIfAny(arguments), model: words.holding?.model)
    }

    /// Somebody says that: with `--dry-run` nothing is appended. `kind` is its word for people. Answers with which status the
    /// command ends.
    func say(_ report: GivenReport, as kind: String, by actor: Actor) throws -> Int32 {
        guard case .submission(let key) = report.event.id else { throw CommandError("\(kind) is no report") }
        let data = report.event.data
        let mayNameOthers = [.decisionSubmitted, .paperAstray, .paperNotYours].contains(data.kind)
        let others = mayNameOthers ? try OtherCases(besides: id, address) : OtherCases()
        var answer = RecordAnswer(id: id, kind: kind, day: report.event.happened ?? today, key: key, words: words)
        var report = report
        let verdict = try report.verdict(
            of: hand, in: file, by: actor, seen: caseload.ends[caseload.partition(of: id)], others: others)
        switch verdict {
        case .refused(let findings):
            answer.outcome = .refused
            answer.findings = findings
        case .repeated: answer.outcome = .repeated
        case .accepted(let entry, let findings):
            answer.findings = findings
            if case .contactRecorded(let contact) = data {
                var after = file
                _ = after.append(entry, at: .max)
                answer.follows = ContactBook.consequences(of: contact.contact, in: after)
            }
            if arguments.flag("dry-run") {
                answer.outcome = .tried
            } else {
                try entry.write(to: id, with: report.documents, address)
            }
        }
        return try answer.give(arguments)
    }

    /// The key of a report that an option names; nil without the option.
    static func key(_ arguments: Arguments, _ option: String) throws(UsageError) -> SubmissionKey? {
        guard let text = arguments.optionalString(option) else { return nil }
        guard let key = RecordDraft.key(text) else {
            throw UsageError("--\(option) takes a key of 22 characters; found \(text)")
        }
        return key
    }

    /// A key that nobody else makes.
    static func freshKey() -> SubmissionKey { .fresh() }
}
