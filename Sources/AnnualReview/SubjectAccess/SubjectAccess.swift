import CaseFile
import Casework
import Contracts
import Statute

/// All papers and events of a case, sorted for one of its contacts into what it may have and what a person decides on.
struct SubjectAccess {
    /// A paper and the rule that sorts it.
    struct Sorted {
        let paper: CasePaper
        let rule: PaperRule
    }

    let id: CaseID
    /// Every paper that the log names, in its order.
    let papers: [CasePaper]
    /// Every event of the case, a line each: days, kinds and ids, as the log has them.
    let events: String
    private let contact: Contact

    init(of contact: Contact, in file: CaseFile, _ id: CaseID, entries: [(position: Int64, entry: Entry)]) {
        self.id = id
        self.contact = contact
        papers = CasePaper.all(of: file, entries: entries)
        var lines = "recorded,by,kind,happened\n"
        for (_, entry) in entries {
            for event in entry.events {
                lines += "\(entry.recorded),\(entry.by),\(event.data.type),\(event.happened ?? entry.recorded)\n"
            }
        }
        events = lines
    }

    /// Each paper once; `audience` is whom it reaches, nil where its bytes are not there.
    func sort(_ audience: (CasePaper) -> Audience?) -> (given: [Sorted], toDecide: [Sorted]) {
        let all = papers.map { Sorted(paper: $0, rule: .deciding($0, to: contact, audience: audience($0))) }
        return (all.filter(\.rule.shows), all.filter { !$0.rule.shows })
    }

    /// Whose a paper is, in words.
    static func words(_ giver: Giver) -> String {
        switch giver {
        case .contact(let number): "contact \(number)"
        case .family: "somebody of the family"
        case .party(let party): Words.party(party)
        case .council: "the council"
        }
    }

    /// The log's word of a kind.
    static func word(_ kind: EventKind) -> String {
        EventData.kinds.first { $0.kind == kind }.map { "\($0.type)" } ?? "\(kind)"
    }

    /// How the name of its file ends.
    static func ending(_ document: Document) -> String {
        switch Document.mediaType(of: document.bytes) {
        case Document.pdf: ".pdf"
        case Document.html: ".html"
        case Document.plainText: ".txt"
        default: ""
        }
    }
}
