import Arguments
import CaseFile
import Caseload
import Casework
import Contracts
import Plan
import Quality
import Recording
import Runtime
import Statute

/// The counts of what a rule sees in a version of a plan, as they are recorded for the figures.
struct PlanReading {
    private let version: PlanVersion
    private let shelf: PlanShelf
    private let file: CaseFile
    private let caseload: Caseload

    init(_ version: PlanVersion, of shelf: PlanShelf, _ file: CaseFile, _ caseload: Caseload) {
        self.version = version
        self.shelf = shelf
        self.file = file
        self.caseload = caseload
    }

    /// What rules see in that plan, beside the names of the council's other children.
    static func content(of plan: Plan, _ id: CaseID, _ file: CaseFile, _ address: LogAddress) throws -> PlanContent {
        let others = try OtherChildren(reading: address)
        return PlanContent(of: plan, year: file.plan?.year.map { Int($0) }) { others.sign(in: $0, of: id) != nil }
    }

    /// Reads the text and records the counts; refused as any report is.
    func record(_ arguments: Arguments, _ address: LogAddress) throws -> Int32 {
        let before = shelf.versions.filter { $0.number < version.number }
        let kept = try KeptDocuments.read(Set((before + [version]).map(shelf.key)), address)
        let plan = try shelf.plan(version, in: kept)
        // What stood before a version that was erased is not known.
        let readable = Array(before.reversed().prefix { kept[shelf.key($0)] != nil }.reversed())
        let content = try PlanReading.content(of: plan, shelf.id, file, address)
        let counts = content.counts(
            of: plan, earlier: try readable.map { try shelf.plan($0, in: kept) },
            meetings: file.reviews.compactMap(\.held).filter { $0 <= caseload.log(of: shelf.id).today ?? $0 })
        let data = EventData.auditContentRead(
            AuditContentRead(
                version: version.key, rules: PlanContent.rules, counts: counts.map { "\($0.name)=\($0.number)" }))
        let actor = try arguments.optionalString("by").map { try Operator.named($0) } ?? Operator.standard
        let recording = try Recording(shelf.id, in: caseload, at: address, arguments)
        return try recording.say(
            GivenReport(Event(Recording.freshKey(), data), documents: [:]), as: "audit-content-read", by: actor)
    }
}
