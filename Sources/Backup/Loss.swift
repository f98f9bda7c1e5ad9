import Caseload
import CaseFile
import Contracts
package import JSON
import Statute

/// What is known outside a log, and is not in it: what is lost when it becomes the record again.
package struct Loss: Fields {
    /// What is missing of one case.
    struct Item: Fields, Hashable {
        /// The case.
        var id = ""
        var what = ""

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("case", &id, "The case.")
            try visitor.field("what", &what, "What is known of it, and by whom.")
        }
    }

    /// By case.
    private(set) var items: [Item] = []
    /// What is missing of the log as a whole.
    private(set) var positions: [String] = []

    package init() {}

    package mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("cases", &items, "What is missing, case by case.")
        try visitor.field("positions", &positions, "What is missing of the log as a whole.")
    }

    package var isEmpty: Bool { items.isEmpty && positions.isEmpty }

    private mutating func add(_ id: CaseID, _ what: String) {
        var item = Item()
        item.id = id.text
        item.what = what
        items.append(item)
    }

    /// Holds the messages of an outbox against the log.
    mutating func add(_ outbox: OutboxFolder, against caseload: Caseload) {
        for file in outbox.messages {
            guard let (id, text) = OutboxFolder.message(of: file) else {
                positions.append("\(outbox.path)/\(file) is of no case")
                continue
            }
            guard let message = ConclusionID(text), let known = caseload.cases[id]?.file.message(message) else {
                add(id, "\(text) left (\(file)), and nothing is known of it")
                continue
            }
            if known.sent == nil { add(id, "\(text) left (\(file)), and it is not known that it did") }
        }
    }

    /// Holds what the read model knows against the log; `ends` are its ends by partition.
    mutating func add(_ model: ReadModelFile, against caseload: Caseload, ends: [Int64]) {
        for (partition, position) in model.positions.sorted(by: { $0.key < $1.key }) {
            let end = ends.indices.contains(Int(partition)) ? ends[Int(partition)] : 0
            guard position > end else { continue }
            positions.append(
                "partition \(partition) ends at \(end), and analytics had read \(position) records of it (\(model.path))"
            )
        }
        for id in model.cases where caseload.cases[id]?.file.plan == nil { add(id, "its plan, which analytics knows") }
        for review in model.reviews {
            guard let known = caseload.cases[review.id]?.file.review(review.number) else {
                add(review.id, "review \(review.number), which analytics knows")
                continue
            }
            let days: [Day?] = [
                known.arranged, known.held, known.meetingReport, known.told, known.noticeSent, known.finalTold,
            ]
            // A day that the log knows by another name, as that of a submission, is none that was lost.
            let all = Set(days.compactMap(\.self) + (known.submission.map { [$0.happened, $0.recorded] } ?? []))
            for (what, day) in review.days where !all.contains(day) {
                if what.hasPrefix("a decision was made"), known.isMade || known.told != nil { continue }
                add(review.id, "review \(review.number): \(what) \(day)")
            }
        }
    }

    /// Notes a record for others that tells of an entry behind the log's end.
    mutating func add(notification id: String, partition: Int32, offset: Int64, ends: [Int64]) {
        let end = ends.indices.contains(Int(partition)) ? ends[Int(partition)] : 0
        guard offset >= end else { return }
        let parts = id.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let name = CaseID(parts[0]) else {
            positions.append(
                "a record for others, \(id), tells of partition \(partition) at \(offset), and it ends at \(end)")
            return
        }
        add(name, "others were told of \(parts[1]) (partition \(partition) at \(offset), and it ends at \(end))")
    }

    /// For people, case by case.
    package var text: String {
        var text = positions.map { "  \($0)\n" }.joined()
        var last = ""
        for item in items.sorted(by: { ($0.id, $0.what) < ($1.id, $1.what) }) {
            if item.id != last { text += "  \(item.id)\n" }
            last = item.id
            text += "    \(item.what)\n"
        }
        return text
    }
}

extension ConclusionID {
    /// The id in that text; nil when this version knows none such.
    init?(_ text: String) {
        var text = text
        guard let id = text.withUTF8({ ConclusionID(utf8: $0) }) else { return nil }
        self = id
    }
}
