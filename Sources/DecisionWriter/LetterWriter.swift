public import CaseFile
public import Contracts
import Crypto
import JSON
import Letters
public import Runtime
import Statute

/// Writes the letter of every decision and final plan that stands in the log, keeps it on `documents`, and says so.
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

    private let name: String
    private let desk: LetterDesk
    private let trouble: Trouble

    private var people: [String: Person] = [:]
    private var documents: [DocumentHash: Paper] = [:]
    private var erased: Set<DocumentHash> = []
    private var waiting: [CaseID: Waiting] = [:]
    public private(set) var lack: String?

    /// What is known of a document.
    private enum Paper {
        case text(String)
        /// It is there, and no text to quote: a scan, a letter.
        case other
    }

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
        self.desk = desk
        self.trouble = trouble
    }

    public var reads: [Topic] { [.people, .documents] }
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
        if let council = log.began?.council { lack = desk.lack(for: council) }
    }

    public mutating func read(_ topic: Topic, key: String, value: [UInt8]?) throws {
        switch topic {
        case .people:
            // A name that cannot be read is no name; the runtime notes the record.
            people[key] = nil
            if let value { people[key] = try Person(json: value) }
        case .documents:
            var key = key
            guard let hash = key.withUTF8({ DocumentHash(utf8: $0) }) else { return }
            guard let value else {
                documents[hash] = nil
                erased.insert(hash)
                break
            }
            erased.remove(hash)
            documents[hash] = LetterWriter.paper(value)
        default: return
        }
        for id in waiting.keys where waiting[id]?.isStuck == true { waiting[id]?.isStuck = false }
    }

    private static func paper(_ value: [UInt8]) -> Paper {
        guard value.count <= longestText, !value.starts(with: "<!DOCTYPE".utf8), !value.starts(with: "%PDF".utf8),
            let text = String(validating: value, as: UTF8.self)
        else { return .other }
        return .text(text)
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
            let log = state.log(of: wait.decision.partition)
            for owed in OwedLetter.all(in: file) {
                do throws(LetterTrouble) {
                    acts += try write(owed, of: id, file, on: today, log)
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

    private func write(
        _ owed: OwedLetter, of id: CaseID, _ file: CaseFile, on today: Day, _ log: LogBook
    ) throws(LetterTrouble) -> [Act] {
        let facts = try facts(owed, of: id, file, on: today, log)
        guard let template = desk.templates[owed.kind] else {
            throw .impossible("there is no template for the letter \(owed.kind.rawValue)")
        }
        let letter: Letter
        do {
            letter = try template.letter(facts.letter)
        } catch {
            throw .impossible("\(error)")
        }
        let page = letter.page(
            banner: log.isRehearsal ? "Rehearsal: invented children" : nil, largePrint: facts.isLargePrint)
        let bytes = Array(page.utf8)
        guard let hash = DocumentHash(bytes: SHA256.hash(bytes).bytes) else {
            throw .impossible("the letter has no hash")
        }
        let said = Event(owed.id, .letterWritten(LetterWritten(letter: owed.kind, document: hash)))
        return [
            .record(
                .documents, partition: nil, key: hash.description, value: bytes,
                contentType: "text/html; charset=utf-8"),
            .entry(id, Entry(by: name, recorded: today, because: .conclusion(owed.cause), events: [said])),
        ]
    }

    // MARK: What the letter says

    private struct Facts {
        var letter: LetterFacts
        var isLargePrint: Bool
    }

    private func facts(
        _ owed: OwedLetter, of id: CaseID, _ file: CaseFile, on today: Day, _ log: LogBook
    ) throws(LetterTrouble) -> Facts {
        guard let plan = file.plan else { throw .impossible("nothing is recorded of the plan") }
        let name = log.began?.council ?? ""
        guard let council = desk.councils[name] else {
            throw .impossible(desk.seeds.lacksCouncil(name))
        }
        let party = file.rightsHolder
        guard let key = PersonKey.key(of: party, in: id, plan: plan), let person = people[key] else {
            throw .impossible("no name and address is recorded for the \(party.rawValue)")
        }
        let address = person.address.isEmpty ? person.email.map { [$0] } ?? [] : person.address
        guard !address.isEmpty, !person.name.isEmpty else {
            throw .impossible("the \(party.rawValue) has no name, or neither an address nor an e-mail address")
        }
        guard let officer = owed.officer else { throw .impossible("no officer is named") }
        let model = desk.models.holding(plan, on: today)?.model ?? desk.models.models["statutory"]
        let words = model?.words
        var facts = LetterFacts(
            council: council, caseReference: id.text, child: person.child ?? "your child",
            recipient: Recipient(name: person.name, address: address, isYoungPerson: party == .youngPerson),
            officer: Officer(name: officer, title: words?.coordinator ?? "SEN case officer"),
            review: words?.review ?? "annual review", sent: today, delivery: person.email == nil ? .post : .email,
            holidays: desk.holidays)
        facts.meeting = owed.review.held
        facts.model = model
        if let plan = words?.plan { facts.plan = plan }
        if let days = model?.representationDays { facts.representationDays = days }
        if plan.setting != nil {
            let setting = PersonKey.key(of: .setting, in: id, plan: plan).flatMap { people[$0]?.name }
            facts.setting = setting ?? "the school or college"
        }
        if plan.placement == .furtherEducation { facts.headTitle = "principal" }
        switch owed.pending {
        case .decision(_, let decision): try add(decision, to: &facts)
        case .final(_, let final): try add(final, owed, to: &facts)
        }
        return Facts(letter: facts, isLargePrint: person.format == "large-print")
    }

    private func add(_ decision: DecisionSubmitted, to facts: inout LetterFacts) throws(LetterTrouble) {
        facts.reasons = try decision.reasons.map { hash throws(LetterTrouble) in try text(hash, "reasons") }
        switch decision.outcome {
        case .amend:
            let amendments = try decision.amendments.map { hash throws(LetterTrouble) in
                try text(hash, "proposed amendments")
            }
            facts.amendments = amendments.map(LetterWriter.items) ?? []
            var evidence: [String] = []
            for (index, hash) in (decision.evidence ?? []).enumerated() {
                evidence.append(try title(hash, number: index + 1))
            }
            facts.evidence = evidence
        case .cease:
            facts.consultedOn = decision.consulted
            // The letter may leave later than the decision was checked, and then names the day after the appeal's.
            let appeal = Statute.appealUntil(sent: facts.sent, certificate: nil, holidays: facts.holidays)
            facts.ceaseFrom = decision.ceases.flatMap { $0 > appeal ? $0 : nil }
        case .maintain, nil: break
        }
    }

    private func add(
        _ final: FinalSubmitted, _ owed: OwedLetter, to facts: inout LetterFacts
    ) throws(LetterTrouble) {
        facts.reasons = try final.reasons.map { hash throws(LetterTrouble) in try text(hash, "reasons") }
        facts.noticeSent = owed.review.noticeSent ?? owed.review.told
        facts.planDay = facts.sent
        let named = final.setting.flatMap { people["setting/\($0)"]?.name }
        let health = people["team/\(Party.health.rawValue)"]?.name ?? "the responsible health body"
        facts.planSentTo = [named ?? facts.setting, health].compactMap(\.self)
    }

    private func text(_ hash: DocumentHash, _ what: String) throws(LetterTrouble) -> String {
        switch documents[hash] {
        case .text(let text): return text
        case .other:
            throw .impossible("the \(what) are not a text of at most \(LetterWriter.longestText) bytes in UTF-8")
        case nil where erased.contains(hash): throw .impossible("the \(what) were erased")
        case nil: throw .notYet("the \(what) are not among the documents")
        }
    }

    /// What a list of enclosures calls a document: the first line of a text.
    private func title(_ hash: DocumentHash, number: Int) throws(LetterTrouble) -> String {
        switch documents[hash] {
        case .text(let text): return LetterWriter.items(text).first ?? "Document \(number)"
        case .other: return "Document \(number)"
        case nil where erased.contains(hash): throw .impossible("a piece of the evidence was erased")
        case nil: throw .notYet("a piece of the evidence is not among the documents")
        }
    }

    /// The things that a text lists: its paragraphs, or the lines of a list, without what marks them.
    static func items(_ text: String) -> [String] {
        var items: [String] = []
        var isOpen = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let content = line.drop { $0.isWhitespace }
            guard !content.isEmpty else {
                isOpen = false
                continue
            }
            let marker = content.first.map { "-*#•".contains($0) } ?? false
            let words = String(marker ? content.drop { "-*#• ".contains($0) } : content)
            if isOpen, !marker, let last = items.indices.last {
                items[last] += " " + words
            } else if !words.isEmpty {
                items.append(words)
            }
            isOpen = true
        }
        return items
    }
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
