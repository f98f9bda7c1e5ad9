public import CaseFile
public import Contracts
public import Statute

// What is not obvious here:
//
// - Whom a paper reaches stands with its bytes, not in the log: `PaperRule` is asked with it once the paper is at hand.
// - The family's words that name no contact are those of the only contact of the case. Where there are two they are
//   nobody's: a guess would show one parent what the other wrote.

/// A paper of a case, as its log tells of it: what it is for, whose it is, and whom it may have reached.
public struct CasePaper: Hashable, Sendable {
    /// What it is for.
    public let role: DocumentRole
    /// Its bytes, by their hash; with case and role its key on `documents`.
    public let document: DocumentHash
    /// The report that names it; of a letter nil.
    public let key: SubmissionKey?
    /// What kind of event names it.
    public let kind: EventKind
    /// The number of the review; 0: of none in particular.
    public let review: UInt8
    /// The day on which it came, or was written.
    public let day: Day
    /// Whose it is.
    public let giver: Giver
    /// Of an answer, whose words it answers; of a letter, to whom it is addressed.
    public let to: Giver?
    /// Of a letter, which form of it.
    public let form: LetterForm?
    /// Whether it counts still: neither withdrawn nor corrected.
    public let stands: Bool
    /// Of what a letter carries, and of a letter itself, the contacts for whom it has left; nil of what waits for none.
    public let told: Set<UInt8>?

    /// The papers of a case in the order of its log.
    public static func all(of file: CaseFile, entries: [(position: Int64, entry: Entry)]) -> [CasePaper] {
        let reports = Dictionary(file.submissions.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let contacts = file.contacts
        let only = contacts.count == 1 ? contacts.first?.number : nil
        func known(_ giver: Giver) -> Giver { giver == .family ? only.map { .contact($0) } ?? .family : giver }
        var said: [SubmissionKey: Giver] = [:]
        var written: Set<ConclusionID> = []
        var papers: [CasePaper] = []
        for (_, entry) in entries {
            for event in entry.events {
                switch event.id {
                case .submission(let key):
                    guard said[key] == nil, let report = reports[key], entry.by.maySay(event.data.kind) else {
                        continue
                    }
                    let giver = known(event.data.giver(saidBy: entry.by))
                    said[key] = giver
                    var to = event.data.answers.flatMap { said[$0] }
                    if case .disagreementAnswered(let answer) = event.data { to = known(.of(answer.to, nil)) }
                    let told = event.data.letter.map { subject in
                        file.contactsTold(subject, review: event.data.review, fact: key.reference)
                    }
                    for (role, hash) in event.data.documents {
                        papers.append(
                            CasePaper(
                                role: role, document: hash, key: key, kind: event.data.kind, review: event.data.review,
                                day: report.happened, giver: giver, to: to, form: nil,
                                stands: report.stands && !file.isWithdrawn(role, hash), told: told))
                    }
                case .conclusion(let id):
                    guard case .letterWritten(let letter) = event.data, file.said.contains(id), !written.contains(id),
                        entry.by.maySay(.letterWritten)
                    else { continue }
                    written.insert(id)
                    papers += CasePaper.letters(letter, id, on: entry.recorded, in: file)
                }
            }
        }
        return papers
    }

    private static func letters(
        _ letter: LetterWritten, _ id: ConclusionID, on day: Day, in file: CaseFile
    ) -> [CasePaper] {
        guard let subject = MessageKind.carrying(id.subject)?.subject else { return [] }
        let told = file.contactsTold(subject, review: id.review, fact: id.fact)
        return letter.copies.flatMap { copy in
            copy.keptForms.map { form in
                CasePaper(
                    role: .letter, document: form.document, key: nil, kind: .letterWritten, review: id.review,
                    day: day, giver: .council, to: .contact(copy.contact), form: form.form,
                    stands: !file.isWithdrawn(.letter, form.document), told: told)
            }
        }
    }
}

extension EventData {
    /// The message with which its papers leave for the family: before that nobody of the family sees them.
    var letter: Subject? {
        switch self {
        case .decisionSubmitted: .tellDecision
        case .finalSubmitted: .tellFinal
        case .ceasingConsidered: .tellCeasingConsidered
        default: nil
        }
    }
}

extension CaseFile {
    /// The contacts for whom that message has left.
    func contactsTold(_ subject: Subject, review: UInt8, fact: Fact) -> Set<UInt8> {
        Set(
            messages.lazy.filter { message in
                message.id.subject == subject && message.id.review == review && message.id.fact == fact
                    && message.sent != nil
            }.compactMap(\.id.contact))
    }
}
