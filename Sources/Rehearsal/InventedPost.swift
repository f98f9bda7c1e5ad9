import CaseFile
import Contracts
import Runtime
import Statute

/// Reports, for the people of a rehearsal, what names papers: it writes the papers first, and the entry only when they are
/// acknowledged, as everybody does who reports.
struct InventedPost: SideEffects {
    /// The most cases whose papers are written in one turn.
    private static let mostAtOnce = 500

    private let world: OutsideWorld
    /// The first day on which somebody has papers to give, by case.
    private var due: [CaseID: Day] = [:]
    /// The partitions in which papers of today are still to be given.
    private var waiting: Set<Int32> = []

    init(_ world: OutsideWorld) { self.world = world }

    var writes: [Topic] { [.documents] }

    mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        guard reception == .accepted else {
            // What counts for nothing would be said for ever.
            if [.notEntitled, .doesNotFit].contains(reception), entry.by.isRehearsed { due[id] = nil }
            return
        }
        due[id] = world.steps(in: copy file, of: id, log: copy log).filter { !$0.papers.isEmpty }.map(\.day).min()
    }

    mutating func act(_ state: any State) throws -> [Act] {
        var acts: [Act] = []
        var cases = 0
        waiting = []
        // Most are due on a day to come: what has come is sorted, not everything.
        let latest = state.owned.compactMap { state.log(of: $0).today }.max()
        let come = due.filter { day in latest.map { day.value <= $0 } ?? false }
        for (id, day) in come.sorted(by: { $0.key < $1.key }) {
            let partition = state.partition(of: id)
            let log = state.log(of: partition)
            guard state.owns(id), let today = log.today, day <= today, let file = state.file(of: id) else { continue }
            guard cases < InventedPost.mostAtOnce, !state.isInFlight(id) else {
                waiting.insert(partition)
                continue
            }
            let steps = world.steps(in: file, of: id, log: log).filter { $0.day <= today && !$0.papers.isEmpty }
            // What may not be said today is nobody's to wait for.
            let given = steps.compactMap { step in step.entry(of: id, in: file, on: today).map { (step, $0) } }
            guard !given.isEmpty else { continue }
            waiting.insert(partition)
            cases += 1
            for (step, entry) in given {
                for paper in step.papers {
                    acts.append(
                        .record(
                            .documents, partition: nil, key: "\(DocumentKey(id, paper.role, paper.hash))",
                            value: paper.document.bytes, headers: paper.document.headers))
                }
                acts.append(.entry(id, entry))
            }
        }
        return acts
    }

    func isAtRest(_ partition: Int32) -> Bool { !waiting.contains(partition) }
}

extension Actor {
    /// Whether it is an invented person of a rehearsal.
    fileprivate var isRehearsed: Bool {
        if case .person(let person) = self { person.way == .rehearsal } else { false }
    }
}
