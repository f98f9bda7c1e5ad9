import CaseFile
import Contracts
import Dispatch
import JSON
import Runtime
import Statute
import Synchronization
import TestSupport

@testable import Desk

/// A log in memory, and a thread that asks the desk's work to act as the loop does: records are acknowledged, then entries are
/// read back, then it is asked again.
final class PaperLog: Sendable {
    private struct Inside {
        var cases: [CaseID: CaseFile] = [:]
        var book = LogBook()
        var work: DeskWork
        var position: Int64 = 2
        var documents: [DocumentKey: Document] = [:]
        var openings: [(key: String, record: AccessRecord)] = []
        var entries: [(id: CaseID, entry: Entry)] = []
        var acknowledges = true
        var mayReadBack = true
    }

    private struct Moment: State {
        let cases: [CaseID: CaseFile]
        let book: LogBook
        func file(of id: CaseID) -> CaseFile? { cases[id] }
        func owns(_ id: CaseID) -> Bool { true }
        func partition(of id: CaseID) -> Int32 { 0 }
        func log(of partition: Int32) -> LogBook { book }
        var owned: [Int32] { [0] }
        func isInFlight(_ id: CaseID) -> Bool { false }
        var instance: String { "desk-test" }
        var seconds: Double { 0 }
    }

    private let inside: Mutex<Inside>
    private let thread = DispatchQueue(label: "the desk's work")

    init(_ work: DeskWork, day: Day) {
        var inside = Inside(work: work)
        inside.book.append(
            Entry(
                by: .operator, recorded: day,
                events: [
                    Event(
                        ConclusionID(.logBegan),
                        .logBegan(LogBegan(calendar: .rehearsal, partitions: 1, council: "bromley", log: testLog)))
                ]), at: 0)
        inside.book.append(
            Entry(
                by: .service(.scheduler), recorded: day,
                events: [Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))]), at: 1)
        self.inside = Mutex(inside)
        self.inside.withLock { $0.work.wakes { [weak self] in self?.wake() } }
    }

    private func wake() { thread.async { self.turn() } }

    /// What the loop does in a turn, and in those that follow from it.
    func turn() {
        inside.withLock { inside in
            for _ in 0..<20 {
                let acts = (try? inside.work.act(Moment(cases: inside.cases, book: inside.book))) ?? []
                for case .record(let topic, _, let key, let value, let headers) in acts {
                    PaperLog.write(topic, key, value, headers, &inside)
                }
                guard inside.acknowledges else { return }
                for case .entry(let id, let entry) in acts where inside.mayReadBack {
                    PaperLog.add(entry, of: id, to: &inside)
                }
                if acts.isEmpty, !inside.work.hasNews { return }
            }
        }
    }

    private static func write(
        _ topic: Topic, _ key: String, _ value: [UInt8]?, _ headers: [RecordHeader], _ inside: inout Inside
    ) {
        guard let value else { return }
        switch topic {
        case .access:
            guard let record = try? AccessRecord(json: value) else { return }
            inside.openings.append((key, record))
            let place = Position(partition: 0, offset: Int64(inside.openings.count))
            try? inside.work.read(TopicRecord(.access, key: key, value: value, at: place))
        case .documents:
            guard let key = DocumentKey(key), let document = try? Document(key, headers: headers, bytes: value) else {
                return
            }
            inside.documents[key] = document
            try? inside.work.read(
                TopicRecord(
                    .documents, key: "\(key)", value: value, headers: headers,
                    at: Position(partition: 0, offset: Int64(inside.documents.count))))
        default: break
        }
    }

    private static func add(_ entry: Entry, of id: CaseID, to inside: inout Inside) {
        var file = inside.cases[id] ?? CaseFile()
        let place = inside.position
        inside.position += 1
        let reception = file.append(entry, at: place)
        inside.cases[id] = file
        inside.entries.append((id, entry))
        inside.work.folded(
            entry, at: Position(partition: 0, offset: place), of: id, reception, into: file, log: inside.book)
    }

    /// Somebody else appended that.
    func append(_ entry: Entry, to id: CaseID) {
        inside.withLock { PaperLog.add(entry, of: id, to: &$0) }
        turn()
    }

    /// A child is called that.
    func name(_ name: String, _ id: CaseID) throws {
        let value = try Child(name: name).json()
        try inside.withLock { try $0.work.read(TopicRecord(.children, key: id.text, value: value)) }
    }

    /// From now on the broker acknowledges nothing.
    func holdAcknowledgements() { inside.withLock { $0.acknowledges = false } }
    /// From now on nothing that is appended is read back.
    func holdReading() { inside.withLock { $0.mayReadBack = false } }

    var openings: [(key: String, record: AccessRecord)] { inside.withLock { $0.openings } }
    var entries: [(id: CaseID, entry: Entry)] { inside.withLock { $0.entries } }
    var documents: [DocumentKey: Document] { inside.withLock { $0.documents } }
    func file(_ id: CaseID) -> CaseFile? { inside.withLock { $0.cases[id] } }
}
