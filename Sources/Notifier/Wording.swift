public import CaseFile
public import Contracts
public import Statute

/// Puts a message into words.
public protocol Wording {
    /// The message as it leaves; of one that carries a letter, all but the letter. Throws `.template` when the words of its kind are missing, and `.refused` when this one
    /// case cannot fill them: either is that message's trouble alone.
    func post(_ context: MessageContext) throws(SendingError) -> Post

    /// Why messages of that council cannot be written, with the file that mends it; nil when they can.
    func lack(for council: String) -> String?
}

extension Wording {
    public func lack(for council: String) -> String? { nil }
}

/// All that a message is written from.
public struct MessageContext {
    /// The case.
    public var id: CaseID
    /// The message.
    public var message: ConclusionID
    /// The row by which it is said.
    public var row: MessageRule
    /// What is known of the case.
    public var reading: CaseReading
    /// What is known of the plan.
    public var plan: PlanRecorded
    /// To whom.
    public var to: Person
    /// The EHCP Coordinator, when known.
    public var coordinator: Person?
    /// The partition's today.
    public var day: Day
    /// What is true of the log.
    public var log: LogBook
    /// What it quotes, in the order of its words; nil of what its addressee may not see, or what cannot be quoted.
    public var quotes: [String?] = []
    /// How it is served.
    public var by: Delivery
    /// Of a letter that goes again, what it was and when it left first; nil of other messages.
    public var again: (letter: ConclusionID, sent: Day)?

    /// The reasons that it quotes; nil when it quotes none.
    public var reasons: String? {
        get { quote(0) }
        set { quotes = [newValue] }
    }
    /// What it quotes at that place; nil when it quotes nothing there.
    public func quote(_ place: Int) -> String? { quotes.indices.contains(place) ? quotes[place] : nil }
    /// In which format the addressee reads letters: as they chose, or as `people` holds it.
    public var format: LetterFormat {
        message.contact.flatMap { file.contact($0)?.format } ?? to.letterFormat
    }
    /// What is known of the case.
    public var file: CaseFile { reading.file }
    /// The council, as the log names it.
    public var council: String { log.began?.council ?? "" }
    /// What stands over everything of a rehearsal.
    public var banner: String? { log.isRehearsal ? MessageContext.rehearsalBanner : nil }
    /// What stands over everything of a rehearsal.
    public static let rehearsalBanner = "Rehearsal: invented children"
}
