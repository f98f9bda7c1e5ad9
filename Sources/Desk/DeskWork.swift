import CaseFile
import Contracts
import JSON
import Pages
import Runtime

/// What the desk does on what it has read: it keeps the board and the entries of each case, and answers pages.
///
/// - Thread: the service's, one owner.
struct DeskWork: SideEffects {
    let questions: Questions
    let board: CaseBoard
    let entries: CaseEntries
    let shelf: DocumentShelf
    /// Told of what pages cannot show because it could not be kept.
    let trouble: @Sendable (String) -> Void
    /// Why entries cannot be kept; nil while they can. Case pages would leave something out.
    private var broken: String?

    init(
        questions: Questions, board: CaseBoard, entries: CaseEntries, shelf: DocumentShelf,
        trouble: @escaping @Sendable (String) -> Void
    ) {
        self.questions = questions
        self.board = board
        self.entries = entries
        self.shelf = shelf
        self.trouble = trouble
    }

    let reads: [Topic] = [.children, .documents, .access]
    let writes: [Topic] = [.documents, .access]
    let actsEverywhere = true
    var documents: DocumentIndex? { shelf.index }
    var lack: String? { broken }

    mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        keep { entries in try entries.add(entry, of: id, at: position.offset) }
        if reception == .accepted { board.note(entry, of: id) }
        questions.folded(entry, of: id, reception)
    }

    mutating func read(_ record: TopicRecord) throws {
        switch record.topic {
        case .children:
            guard let id = CaseID(record.key) else { return }
            board.name(nil, of: id)
            if let value = record.value { board.name(try Child(json: value).name, of: id) }
        case .documents: try shelf.index.read(record)
        case .access:
            guard let value = record.value else { return }
            keep { entries in
                try entries.addOpening(
                    value, under: record.key, partition: record.position.partition, position: record.position.offset)
            }
        default: return
        }
    }

    /// What cannot be kept is said, and the desk is not ready: a case's page would leave it out.
    private mutating func keep(_ add: (CaseEntries) throws -> Void) {
        do { try add(entries) } catch {
            if broken == nil { trouble("\(error)") }
            broken = "what cases hold cannot be kept for their pages: \(error); start it again where there is room"
        }
    }

    mutating func act(_ state: any State) throws -> [Act] {
        shelf.index.commit()
        board.refresh(state)
        return questions.act(state)
    }

    var hasNews: Bool { questions.hasNews || board.hasNews }

    mutating func wakes(by wake: @escaping @Sendable () -> Void) { questions.wakes(by: wake) }

    func isAtRest(_ partition: Int32) -> Bool { questions.isAtRest && !board.hasNews }

    mutating func stop() {
        questions.stop()
        shelf.index.commit()
        shelf.close()
        entries.close()
    }
}
