import CaseFile
import Casework
import Contracts
import Runtime
import Statute
import Synchronization

/// What is to be done in every case, reckoned when a case changes or its day does, so that a list needs no look at all files.
///
/// - Thread: the service's keeps it, pages read from it; each holds it for a moment.
final class CaseBoard: Sendable {
    /// How many cases are reckoned anew between two looks at the log.
    static let mostAtOnce = 400

    /// One case on it.
    struct Known: Sendable {
        var items: [WorkItem] = []
        var words = ModelWords()
        var coordinator: ActorID?
        /// Who is named for something in it.
        var named: [ActorID] = []
        /// What did not reach whoever it was for.
        var unsent: [Unsent] = []
        var hasEnded = false
    }

    private struct State {
        var cases: [CaseID: Known] = [:]
        var lacks: [CaseID: [ConclusionID: [String]]] = [:]
        var changed: Set<CaseID> = []
        /// The day as of which the cases of a partition were reckoned.
        var days: [Int32: Day] = [:]
        var children: [CaseID: String] = [:]
        var began: LogBegan?
    }

    private let state = Mutex(State())
    private let models: ReviewModels
    private let holidays: BankHolidays

    init(models: ReviewModels, holidays: BankHolidays) {
        self.models = models
        self.holidays = holidays
    }

    // MARK: On the service's thread

    /// A case has changed.
    func note(_ entry: Entry, of id: CaseID) {
        state.withLock { state in
            state.changed.insert(id)
            for event in entry.events {
                guard case .conclusion(let conclusion) = event.id else { continue }
                switch event.data {
                case .decisionRefused(let refused): state.lacks[id, default: [:]][conclusion] = refused.lacks
                case .finalRefused(let refused): state.lacks[id, default: [:]][conclusion] = refused.lacks
                default: break
                }
            }
        }
    }

    /// What a child is called; nil when it was erased.
    func name(_ name: String?, of id: CaseID) { state.withLock { $0.children[id] = name } }

    /// Whether a case waits to be reckoned.
    var hasNews: Bool { state.withLock { !$0.changed.isEmpty } }

    /// Reckons some of those that changed.
    func refresh(_ state: any Runtime.State) {
        let (batch, lacks) = self.state.withLock { held -> ([CaseID], [CaseID: [ConclusionID: [String]]]) in
            if held.began == nil { held.began = state.log(of: 0).began }
            for partition in 0..<Int32(held.began?.partitions ?? 0) {
                guard let today = state.log(of: partition).today, held.days[partition] != today else { continue }
                held.days[partition] = today
                for id in held.cases.keys where state.partition(of: id) == partition { held.changed.insert(id) }
            }
            let batch = Array(held.changed.prefix(CaseBoard.mostAtOnce))
            held.changed.subtract(batch)
            return (batch, held.lacks)
        }
        guard !batch.isEmpty else { return }
        let known = batch.compactMap { id in
            state.file(of: id).map { file in
                (id, reckon(id, file, state.log(of: state.partition(of: id)), lacks[id] ?? [:]))
            }
        }
        self.state.withLock { held in for (id, known) in known { held.cases[id] = known } }
    }

    private func reckon(_ id: CaseID, _ file: CaseFile, _ log: LogBook, _ lacks: [ConclusionID: [String]]) -> Known {
        var known = Known()
        guard let today = log.today else { return known }
        known.words = ModelWords(of: file.plan, on: today, in: models)
        known.coordinator = file.plan?.coordinator
        known.named = file.peopleNamed
        known.hasEnded = file.ended != nil
        known.unsent = file.unsent(on: today)
        let precedence = Precedence(of: file, model: known.words.holding?.model, on: today)
        known.items = NextSteps(
            of: file, lacks: lacks, log: log, on: today, words: known.words, holidays: holidays
        ).steps.map { WorkItem(id, $0, in: file, precedence: precedence) }
        return known
    }

    // MARK: For pages

    /// What is to be done by whom that says: with whose case it is, and who is named for a thing.
    func items(of isMeant: (ActorID?) -> Bool) -> [WorkItem] {
        state.withLock { state in
            state.cases.values.flatMap { known in
                let isTheirs = isMeant(known.coordinator)
                return known.items.filter { isTheirs || $0.step.owner.map { isMeant($0) } ?? false }
            }
        }
    }

    /// A case as it stands on the board.
    func known(_ id: CaseID) -> Known? { state.withLock { $0.cases[id] } }

    /// What a child is called.
    func name(of id: CaseID) -> String? { state.withLock { $0.children[id] } }

    /// How much each officer has to do; under nil what nobody holds.
    func load(on day: Day) -> [(officer: ActorID?, load: Load)] {
        let all = state.withLock { state in
            state.cases.values.reduce(into: [ActorID?: Load]()) { all, known in
                guard !known.hasEnded || !known.items.isEmpty else { return }
                all[known.coordinator, default: Load()].add(known, on: day)
            }
        }
        return all.map { ($0.key, $0.value) }.sorted { ($0.0?.text ?? "") < ($1.0?.text ?? "") }
    }

    /// What did not reach whoever it was for, of the cases that are meant.
    func unsent(of isMeant: (ActorID?) -> Bool) -> [(id: CaseID, officer: ActorID?, unsent: Unsent)] {
        state.withLock { state in
            state.cases.flatMap { id, known in
                isMeant(known.coordinator) ? known.unsent.map { (id, known.coordinator, $0) } : []
            }
        }.sorted { ($0.id, "\($0.unsent.message)") < ($1.id, "\($1.unsent.message)") }
    }

    /// Whether the children are invented.
    var isRehearsal: Bool { state.withLock { $0.began?.calendar == .rehearsal } }

    /// Whose log it is; nil before that was read.
    var council: String? { state.withLock { $0.began?.council } }

    /// The names and references of all children, for noticing another child's in a letter.
    var others: OtherCases {
        var children = OtherChildren()
        for (id, name) in state.withLock({ $0.children }) { children.add(id, name: name) }
        return OtherCases(children: children)
    }

    /// The latest day of the partitions; nil before any has begun.
    var today: Day? { state.withLock { $0.days.values.max() } }
}

/// How much somebody has to do.
struct Load: Sendable, Equatable {
    var cases = 0
    var lines = 0
    var late = 0
    /// The longest that anything has been late, in days.
    var longest = 0

    mutating func add(_ known: CaseBoard.Known, on day: Day) {
        cases += 1
        lines += known.items.count
        for item in known.items {
            guard let by = item.step.by, by < day else { continue }
            late += 1
            longest = max(longest, day - by)
        }
    }
}
