import Arguments
import CaseFile
import Casework
import Contracts
import Plan
import Runtime
import Statute

/// The versions of one child's plan, and what was recorded of its items between them.
struct PlanShelf {
    let id: CaseID
    let versions: [PlanVersion]
    private let file: CaseFile
    private let entries: [Entry]

    init(_ id: CaseID, _ file: CaseFile, _ entries: [Entry]) {
        self.id = id
        self.file = file
        self.entries = entries
        versions = file.planVersions
    }

    /// A record between versions: progress that was seen, or short-term outcomes that were agreed.
    struct Record {
        let key: DocumentKey
        let day: Day
        let from: String
        let isShortTerm: Bool
    }

    /// The version of that number; throws which there are.
    func version(_ number: Int) throws(CommandError) -> PlanVersion {
        guard let version = versions.first(where: { $0.number == number }) else {
            throw CommandError(
                "\(id) has no version \(number) of its plan: it has \(versions.isEmpty ? "none" : "1 to \(versions.count)")"
            )
        }
        return version
    }

    /// Where the text of a version stands.
    func key(_ version: PlanVersion) -> DocumentKey { DocumentKey(id, .structuredPlan, version.plan) }

    /// The text of a version; throws when it was erased, or is no plan.
    func plan(_ version: PlanVersion, in kept: KeptDocuments) throws(CommandError) -> Plan {
        guard let document = kept[key(version)], !file.isWithdrawn(.structuredPlan, version.plan) else {
            throw CommandError(
                "version \(version.number) of \(id) is not kept: document \(version.plan) was erased, or its bytes are not "
                    + "those that its key names")
        }
        do throws(PlanError) {
            return try Plan(reading: document.bytes)
        } catch {
            throw CommandError("version \(version.number) of \(id) cannot be read: \(error)")
        }
    }

    /// What was recorded up to the day on which the next version was made.
    func records(beside version: PlanVersion) -> [Record] {
        let next = versions.first { $0.number == version.number + 1 }?.made
        let standing = Set(file.submissions.filter(\.stands).map(\.key))
        var records: [Record] = []
        for entry in entries {
            for event in entry.events {
                guard case .submission(let key) = event.id, standing.contains(key) else { continue }
                let day = event.happened ?? entry.recorded
                guard next.map({ day < $0 }) ?? true else { continue }
                switch event.data {
                case .progressRecorded(let data):
                    guard let hash = data.document else { continue }
                    records.append(
                        Record(
                            key: DocumentKey(id, .progress, hash), day: day, from: Words.party(data.from),
                            isShortTerm: false))
                case .shortTermOutcomesAgreed(let data):
                    guard let hash = data.document else { continue }
                    records.append(
                        Record(key: DocumentKey(id, .outcomes, hash), day: day, from: "", isShortTerm: true))
                default: continue
                }
            }
        }
        return records.filter { !file.isWithdrawn($0.key.role, $0.key.hash) }
    }

    /// A version as it is shown, with what was recorded of its items.
    func page(_ version: PlanVersion, in kept: KeptDocuments) throws(CommandError) -> PlanPage {
        var notes: [DatedNote] = []
        var others: [String] = []
        for record in records(beside: version) {
            if let sheet = kept[record.key].flatMap({ ProgressSheet($0) }) {
                notes += sheet.notes.map {
                    DatedNote($0, on: record.day, from: record.from, isShortTerm: record.isShortTerm)
                }
            } else {
                let from = record.from.isEmpty ? "" : " by \(record.from)"
                others.append(
                    "\(record.isShortTerm ? "Short-term outcomes" : "Progress")\(from), \(record.day.inWords), in words of its "
                        + "own: document \(record.key.hash)")
            }
        }
        let title = "Plan \(id), version \(version.number) of \(versions.count)"
        return PlanPage(try plan(version, in: kept), title: title, notes: notes, others: others)
    }

    /// The outcomes of the plan as it stands, each with its baseline, its target and how far the child has come over the years;
    /// none where the plan is in no sections.
    func outcomes(_ address: LogAddress) throws -> [String] {
        guard let version = versions.last else { return [] }
        let records = records(beside: version)
        let kept = try KeptDocuments.read(Set([key(version)] + records.map(\.key)), address)
        return try page(version, in: kept).outcomes
    }

    /// The versions, or else where the plan is kept as a document.
    var list: String {
        guard versions.isEmpty else {
            return versions.map { version in
                let by = version.officer.map { ", decided by \($0.text)" } ?? ""
                let source = version.source.map { "; read from document \($0)" } ?? ""
                return "version \(version.number), made on \(version.made)\(by): document \(version.plan)\(source)\n"
            }.joined()
        }
        let standing = Set(file.submissions.filter(\.stands).map(\.key))
        var papers: [String] = []
        for entry in entries {
            for event in entry.events {
                guard case .submission(let key) = event.id, standing.contains(key) else { continue }
                for (role, hash) in event.data.documents
                where (role == .plan || role == .finalPlan) && !file.isWithdrawn(role, hash) {
                    papers.append(
                        "- \(role == .plan ? "the plan as it stood" : "a final plan"), \(event.happened ?? entry.recorded): "
                            + "document \(hash)\n")
                }
            }
        }
        guard !papers.isEmpty else { return "\(id) has no plan in sections, and no document of its plan.\n" }
        return "\(id) has no plan in sections. Its plan is kept as a document, and is amended by written changes:\n"
            + papers.joined()
    }
}
