public import CaseFile
public import Contracts
public import Statute

/// A value of a code's words: as programs have it, and, by the name that the words give it, as people read it.
public struct CodedValue: Sendable {
    let text: String

    /// A day.
    public static func day(_ day: Day) -> CodedValue { CodedValue(text: day.description) }
    /// A count, or a number of something.
    public static func number(_ number: some BinaryInteger) -> CodedValue { CodedValue(text: "\(number)") }
    /// Who takes part.
    public static func parties(_ parties: [Party]) -> CodedValue { list(parties.map(\.rawValue)) }
    /// Sections of a plan.
    public static func sections(_ sections: [PlanSection]) -> CodedValue { list(sections.map(\.rawValue)) }
    /// A name, a word of a closed list, or words that are the same in every vocabulary; never a person's name.
    public static func text(_ text: String) -> CodedValue { CodedValue(text: text) }
    /// A word of a closed list.
    public static func word<Word: RawRepresentable<String>>(_ word: Word) -> CodedValue {
        CodedValue(text: word.rawValue)
    }
    /// Whoever are addressed: `setting`, `foster-carer`, or, where there are several contacts, `parent/2`.
    public static func addressees(_ addressees: [Addressee], in file: CaseFile) -> CodedValue {
        list(addressees.map { name($0, in: file) })
    }
    /// A message, by its id.
    public static func message(_ message: ConclusionID) -> CodedValue { CodedValue(text: message.description) }
    /// A day of the law: its rule, the day, and the day from which it counts.
    public static func deadline(_ deadline: Deadline) -> CodedValue {
        let provisional = deadline.isProvisional ? " provisional" : ""
        return CodedValue(text: "\(deadline.rule.rawValue) \(deadline.due) \(deadline.from)\(provisional)")
    }
    /// What was found of something.
    static func finding(_ line: String) -> CodedValue { CodedValue(text: line) }

    private static func list(_ parts: [String]) -> CodedValue { CodedValue(text: parts.joined(separator: ",")) }

    private static func name(_ addressee: Addressee, in file: CaseFile) -> String {
        switch addressee {
        case .party(let party): return party.rawValue
        case .contact(let number):
            guard let contact = file.contact(number) else { return "\(unknown)/\(number)" }
            return file.contacts.count > 1 ? "\(contact.relation.rawValue)/\(number)" : contact.relation.rawValue
        }
    }

    private static let unknown = "contact"

    // MARK: For people

    /// That value in words, by the name that the words give it.
    static func shown(_ value: String, as name: Substring, in words: ModelWords) -> String {
        func said<Word: RawRepresentable<String>>(_ say: (Word) -> String) -> String {
            Word(rawValue: value).map(say) ?? value
        }
        switch name {
        case "party", "parties":
            return Words.list(parts(value).map { part in Party(rawValue: part).map(words.party) ?? part })
        case "addressee", "addressees": return Words.list(parts(value).map { addressee($0, in: words) })
        case "message": return message(value).map { Words.message($0.subject) } ?? value
        case "failure": return said { (failure: DeliveryFailure) in Words.mending(failure) }
        case "lack": return said { (lack: LetterLack) in Words.mending(lack) }
        case "return": return said { (why: ReturnReason) in why.words }
        case "recommendation", "otherwise": return said { (outcome: Outcome) in Words.outcome(outcome) }
        case "phase": return said { (phase: TransferPhase) in phase.words }
        case "rule": return said { (rule: RuleID) in rule.cited }
        case "weekday": return Day(value)?.withWeekday ?? value
        case "deadline": return deadline(value)?.why ?? value
        case "finding": return Finding.sentence(value, in: words)
        case "paper": return value.replacing("-", with: " ")
        case "period": return Int(value).map { Deadline.count($0, "day") } ?? value
        case "sections":
            let sections = parts(value)
            return sections.isEmpty ? "" : " about section\(sections.count > 1 ? "s" : "") \(Words.list(sections))"
        case "whose": return value.isEmpty ? "" : " (\(value))"
        // As it stands in its file, also where it is a day.
        case "cell", "theirs": return value
        default: return Day(value)?.short ?? value
        }
    }

    private static func parts(_ value: String) -> [String] {
        value.split(separator: ",").map(String.init)
    }

    private static func addressee(_ value: String, in words: ModelWords) -> String {
        let parts = value.split(separator: "/", maxSplits: 1).map(String.init)
        guard let first = parts.first, first != unknown else { return value.replacing("/", with: " ") }
        let name = Party(rawValue: first).map(words.party) ?? Relation(rawValue: first).map(Words.relation) ?? first
        return parts.count > 1 ? "\(name) (contact \(parts[1]))" : name
    }

    private static func message(_ value: String) -> ConclusionID? {
        Array(value.utf8).withUnsafeBufferPointer { ConclusionID(utf8: $0) }
    }

    private static func deadline(_ value: String) -> Deadline? {
        let parts = value.split(separator: " ").map(String.init)
        guard parts.count >= 3, let rule = RuleID(rawValue: parts[0]), let due = Day(parts[1]), let from = Day(parts[2])
        else { return nil }
        return Deadline(rule: rule, due: due, from: from, isProvisional: parts.count > 3)
    }
}
