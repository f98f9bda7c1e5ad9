import CaseFile
import Contracts
import Letters
import Pages
import Runtime

/// What the portal does beside folding: it keeps what pages need, and answers what they ask.
struct PortalEffects: SideEffects {
    let questions: Questions
    let stories: CaseStories
    let directory: FamilyDirectory
    let shelf: DocumentShelf
    /// Letters with codes to sign in; nil where none are laid ready here.
    let letters: CodeLetters?
    private let councilOf: @Sendable (String) -> Council?
    /// What the council's words lack, once the log has said whose it is.
    private let lackFor: @Sendable (String) -> String?
    private var council: String?

    init(
        questions: Questions, stories: CaseStories, directory: FamilyDirectory, shelf: DocumentShelf,
        letters: CodeLetters? = nil, council: @escaping @Sendable (String) -> Council? = { _ in nil },
        lack: @escaping @Sendable (String) -> String?
    ) {
        self.questions = questions
        self.stories = stories
        self.directory = directory
        self.shelf = shelf
        self.letters = letters
        councilOf = council
        lackFor = lack
    }

    var reads: [Topic] { [.people, .children, .documents, .access] }
    var writes: [Topic] { [.documents, .access] }
    var actsEverywhere: Bool { true }
    var documents: DocumentIndex? { shelf.index }
    var hasNews: Bool { questions.hasNews }
    var lack: String? { council.flatMap(lackFor) }

    mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        stories.folded(entry, at: position.offset, of: id, reception)
        letters?.folded(entry, of: id, reception)
        questions.folded(entry, of: id, reception)
        shelf.index.askAnew(of: id)
    }

    mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) {
        council = log.began?.council
        stories.began(log.began)
    }

    mutating func read(_ record: TopicRecord) throws {
        switch record.topic {
        case .documents: try shelf.index.read(record)
        case .access: try stories.looked(record)
        default:
            try directory.read(record)
            if record.topic == .people { letters?.readPerson() }
        }
    }

    mutating func act(_ state: any State) -> [Act] {
        letters?.look(state, directory, council: council.flatMap(councilOf), isRehearsal: stories.isRehearsal)
        return questions.act(state)
    }
    mutating func wakes(by wake: @escaping @Sendable () -> Void) { questions.wakes(by: wake) }
    func isAtRest(_ partition: Int32) -> Bool { questions.isAtRest }

    mutating func stop() {
        questions.stop()
        letters?.drain()
        shelf.close()
    }
}
