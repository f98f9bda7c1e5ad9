import CaseFile
import Contracts
import JSON
import Runtime
import Statute
import Synchronization

/// What pages need of each case and the fold does not hold: who said what, which papers were named, and who looked.
///
/// - Thread: the service's adds; any reads.
final class CaseStories: Sendable {
    /// How many looks at one case are kept; older ones stand on the topic alone.
    static let mostLooks = 200

    private struct State {
        var entries: [CaseID: [(position: Int64, entry: Entry)]] = [:]
        var looks: [String: [AccessRecord]] = [:]
        var began: LogBegan?
    }

    private let state = Mutex(State())

    /// An entry was folded. What services say is kept where it names papers alone: it is most of the log.
    func folded(_ entry: Entry, at position: Int64, of id: CaseID, _ reception: CaseFile.Reception) {
        guard reception == .accepted,
            entry.events.contains(where: { $0.data.kind.isReport || $0.data.kind == .letterWritten })
        else { return }
        state.withLock { $0.entries[id, default: []].append((position, entry)) }
    }

    /// What the log says of itself.
    func began(_ began: LogBegan?) { state.withLock { $0.began = began ?? $0.began } }

    /// Whose log it is; nil before it was read.
    var council: String? { state.withLock { $0.began?.council } }
    /// Whether its children are invented.
    var isRehearsal: Bool { state.withLock { $0.began?.calendar == .rehearsal } }

    /// A record of `access` was read.
    func looked(_ record: TopicRecord) throws {
        guard let value = record.value else { return }
        let look = try AccessRecord(json: value)
        state.withLock { state in
            var looks = state.looks[record.key] ?? []
            looks.append(look)
            if looks.count > Self.mostLooks { looks.removeFirst(looks.count - Self.mostLooks) }
            state.looks[record.key] = looks
        }
    }

    /// The entries of that case that tell whose words are which, in the order of the log.
    func entries(of id: CaseID) -> [(position: Int64, entry: Entry)] { state.withLock { $0.entries[id] ?? [] } }

    /// Who looked at that case, oldest first.
    func looks(at id: CaseID) -> [AccessRecord] { state.withLock { $0.looks[id.text] ?? [] } }
}
