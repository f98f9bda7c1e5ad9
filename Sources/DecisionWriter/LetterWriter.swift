public import CaseFile
public import Contracts
import JSON
public import Runtime
import Statute

/// Writes the letter of every decision and final plan that stands in the log, a copy for each of those who are told,
/// keeps the copies on `documents`, and says so.
///
/// It waits for the texts that a submission names: they are on `documents` before the submission is on `case-files`, but
/// the two are read side by side. What cannot be written, because a text was erased or nobody's address is known, is
/// reported once and tried again whenever people or documents change; the file goes on to show that there is no letter.
///
/// - Thread: the runtime's, one owner.
public struct LetterWriter: SideEffects {
    /// The most letters written between two looks at the log.
    public static let mostLettersAtOnce = 64
    /// The longest text that a letter takes in, in bytes; what is longer is enclosed, never quoted.
    public static let longestText = 64 << 10
    /// Seconds to wait for a text before saying that it is missing.
    public static let patience = 60.0

    /// Told of what cannot be written: where the decision stands, and why. Holds no personal data.
    public typealias Trouble = @Sendable (_ decision: Position, _ why: String) -> Void

    private let name: ServiceName
    private let composer: LetterComposer
    private let trouble: Trouble

    private var sources = LetterSources()
    private var waiting: [CaseID: Waiting] = [:]
    public private(set) var lack: String?
    /// The council whose log it is, once read.
    private var council: String?

    /// A case that waits for a letter.
    private struct Waiting {
        /// Where the latest decision stands.
        var decision: Position
        /// When it was first looked at, on the steady clock.
        var since: Double?
        /// Whether it was reported as impossible, and nothing has changed since.
        var isStuck = false
        /// Whether it was reported at all.
        var isReported = false
    }

    /// With that desk, speaking as that service.
    public init(desk: LetterDesk, as service: DecisionWriter = DecisionWriter(), trouble: @escaping Trouble) {
        name = service.name
        composer = LetterComposer(desk: desk)
        self.trouble = trouble
    }

    public var reads: [Topic] { [.people, .children, .documents] }
    public var writes: [Topic] { [.documents] }

    public mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        guard reception == .accepted else { return }
        let isMade = entry.events.contains { event in
            switch event.data {
            case .decisionMade, .finalMade: true
            default: false
            }
        }
        // Not only a decision that was just made is owed its letter: when the submission before it is refused, one that was
        // made earlier counts again.
        guard !OwedLetter.all(in: file).isEmpty else {
            waiting[id] = nil
            return
        }
        let decision = isMade ? position : waiting[id]?.decision ?? position
        waiting[id] = Waiting(decision: decision)
    }

    public mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) {
        // Once: every template is held to every model of that council.
        guard let council = log.began?.council, council != self.council else { return }
        self.council = council
        lack = composer.desk.lack(for: council)
    }

    public mutating func read(_ record: TopicRecord) throws {
        // Also a record that is refused may have taken away what was there.
        defer { for id in waiting.keys where waiting[id]?.isStuck == true { waiting[id]?.isStuck = false } }
        try sources.read(record)
    }

    public func isAtRest(_ partition: Int32) -> Bool {
        // What is impossible is known to people, and nothing that this service can do.
        !waiting.values.contains { $0.decision.partition == partition && !$0.isStuck }
    }

    public mutating func act(_ state: any State) throws -> [Act] {
        // What waits goes on waiting, and is not reported one by one: one file mends all.
        guard lack == nil else { return [] }
        var acts: [Act] = []
        var letters = 0
        for id in waiting.keys.sorted() where letters < LetterWriter.mostLettersAtOnce {
            guard var wait = waiting[id], !wait.isStuck, state.owns(id), !state.isInFlight(id),
                let file = state.file(of: id), let today = state.log(of: wait.decision.partition).today
            else { continue }
            let since = wait.since ?? state.seconds
            wait.since = since
            let matter = LetterMatter(id: id, file: file, today: today, log: state.log(of: wait.decision.partition))
            for owed in OwedLetter.all(in: file) {
                do throws(LetterTrouble) {
                    acts += try write(owed, of: matter)
                    letters += 1
                } catch {
                    let isLate = state.seconds - since >= LetterWriter.patience
                    if error.isForGood || isLate {
                        if !wait.isReported { trouble(wait.decision, error.why) }
                        wait.isReported = true
                        wait.isStuck = true
                    }
                }
            }
            waiting[id] = wait
        }
        return acts
    }

    /// All copies of a letter, and behind them the entry that names them: either all are written, or none is.
    private func write(_ owed: OwedLetter, of matter: LetterMatter) throws(LetterTrouble) -> [Act] {
        let written = try composer.copies(of: owed, for: matter, from: sources)
        var acts: [Act] = []
        var copies: [LetterCopy] = []
        for (contact, document) in written {
            let key = DocumentKey(matter.id, .letter, document.hash)
            copies.append(LetterCopy(contact: contact, document: key.hash))
            acts.append(
                .record(
                    .documents, partition: nil, key: key.description, value: document.bytes, headers: document.headers))
        }
        let said = Event(owed.id, .letterWritten(LetterWritten(letter: owed.kind, copies: copies)))
        acts.append(
            .entry(
                matter.id,
                Entry(
                    by: .service(name), recorded: matter.today, because: .conclusion(owed.cause), events: [said])))
        return acts
    }
}

/// A case to which a letter is owed, as it is found.
struct LetterMatter {
    let id: CaseID
    let file: CaseFile
    let today: Day
    let log: LogBook
}

/// Why a letter is not written.
enum LetterTrouble: Error {
    /// A text that it needs has not been read yet.
    case notYet(String)
    /// Nothing that this service can wait for will change it.
    case impossible(String)

    var isForGood: Bool {
        if case .impossible = self { true } else { false }
    }

    var why: String {
        switch self {
        case .notYet(let why), .impossible(let why): why
        }
    }
}
