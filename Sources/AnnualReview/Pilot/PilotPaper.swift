import CaseFile
import Contracts
import Kafka
import PDF
import Runtime
import Statute

/// What left on paper in the days of a pilot, and what people recorded, case by case.
struct PilotPaper {
    /// What of one case.
    struct Sheet {
        /// Letters that left with a copy on paper, the pages of these, and letters of which no paper is at hand.
        var letters = 0
        var pages = 0
        var withoutPaper = 0
        /// Reports that officers recorded, and that settings did.
        var byOfficers = 0
        var bySettings = 0

        /// Adds those of another case.
        mutating func add(_ other: Sheet) {
            letters += other.letters
            pages += other.pages
            withoutPaper += other.withoutPaper
            byOfficers += other.byOfficers
            bySettings += other.bySettings
        }
    }

    private(set) var sheets: [CaseID: Sheet] = [:]
    private let first: Day
    private let last: Day
    private var files: [CaseID: CaseFile] = [:]
    /// The paper of each letter that may leave: of its copies the form that is printed.
    private var papers: [CaseID: [ConclusionID: DocumentHash]] = [:]
    private var left: [(id: CaseID, paper: DocumentHash?)] = []

    /// Of those days.
    init(from first: Day, to last: Day) {
        self.first = first
        self.last = last
    }

    /// Reads the log, and the letters that were printed.
    init(reading address: LogAddress, from first: Day, to last: Day) throws {
        self.init(from: first, to: last)
        try LogReader(address).readCaseFiles { record in
            guard let value = record.value, let id = record.key.flatMap({ CaseID(utf8: $0) }) else { return }
            var skipped = 0
            do throws(EntryError) {
                append(try Entry.read(value, skipped: &skipped), of: id)
            } catch {
                // No entry: it counts nowhere, and who reads the caseload says so.
                return
            }
        }
        try count(try KeptDocuments.read(wanted, address))
    }

    /// Adds an entry of that case; what does not count there does not count here.
    mutating func append(_ entry: Entry, of id: CaseID) {
        guard files[id, default: CaseFile()].append(entry, at: 0) == .accepted else { return }
        for event in entry.events {
            switch (event.id, event.data) {
            case (.conclusion(let said), .letterWritten(let letter)):
                guard let message = MessageKind.carrying(said.subject)?.subject else { continue }
                for copy in letter.copies {
                    let to = ConclusionID(message, review: said.review, fact: said.fact, to: .contact(copy.contact))
                    papers[id, default: [:]][to] = copy.forms?.first { $0.form.isOnPaper }?.document
                }
            case (.conclusion(let said), .notificationSent):
                let sent = event.happened ?? entry.recorded
                guard first <= sent, sent <= last, said.contact != nil, said.message.toldLetter != nil else { continue }
                left.append((id, papers[id]?[said.message]))
            case (.submission, _):
                guard first <= entry.recorded, entry.recorded <= last, !entry.by.isImport,
                    case .person(let person) = entry.by
                else { continue }
                switch person.role {
                case .coordinator, .manager, .deputy: sheets[id, default: Sheet()].byOfficers += 1
                case .setting: sheets[id, default: Sheet()].bySettings += 1
                default: continue
                }
            default: continue
            }
        }
    }

    /// Where the letters stand that left on paper.
    var wanted: Set<DocumentKey> {
        Set(left.compactMap { item in item.paper.map { DocumentKey(item.id, .letter, $0) } })
    }

    /// Counts the pages of what left, as far as it is kept.
    mutating func count(_ kept: KeptDocuments) throws {
        for (id, paper) in left {
            guard let key = paper.map({ DocumentKey(id, .letter, $0) }), let document = kept[key] else {
                sheets[id, default: Sheet()].withoutPaper += 1
                continue
            }
            sheets[id, default: Sheet()].letters += 1
            sheets[id, default: Sheet()].pages += try PageCount.of(document.bytes, name: "document \(key)")
        }
        left = []
    }
}
