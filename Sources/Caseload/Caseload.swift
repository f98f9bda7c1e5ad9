package import Arguments
package import CaseFile
package import Contracts
import Kafka
package import Runtime
package import Statute

/// Every case of a log as its entries tell it, with what the commands need beside the fold.
package struct Caseload {
    /// One case.
    package struct Known {
        /// The fold of its entries.
        package var file = CaseFile()
        /// What caseload files have said of it, so that the same file twice changes nothing.
        package var imported = ImportedReports()
        /// What was missing from decisions and final plans that could not stand, by the submission they answer.
        package var lacks: [ConclusionID: [String]] = [:]
        /// The decisions that were submitted, by their keys; kept where they were asked for.
        package var decisions: [SubmissionKey: DecisionSubmitted] = [:]
        /// The final plans that were submitted, by their keys; kept with the decisions.
        package var finals: [SubmissionKey: FinalSubmitted] = [:]
        /// Decisions that were found alike with others; kept with the decisions.
        package var alike: [ConclusionID: Alike] = [:]
    }

    /// What a service said of a decision that is like others.
    package struct Alike {
        /// Whose outcomes stand out; nil where the reasons are alike.
        package let sign: OutcomeSign?
        /// The mark of all that are alike.
        package let group: Int64
        /// The day on which it was said.
        package let on: Day
    }

    /// The cases.
    package private(set) var cases: [CaseID: Known] = [:]
    /// What is true of each partition.
    package private(set) var logs: [LogBook]
    /// The position after the last record that was read, for each partition.
    package private(set) var ends: [Int64]
    /// The entries of the case that was asked for, in the order of the log, each with its position.
    package private(set) var entries: [(position: Int64, entry: Entry)] = []
    /// Records that are no entries.
    private(set) var unreadable = 0
    /// Records of a case in a partition that is not its own; they count for nothing.
    private(set) var misplaced = 0
    /// Events of kinds that only a newer version knows.
    private(set) var unknownEvents = 0
    private let wanted: CaseID?
    private let keepsDecisions: Bool
    /// Where it was read, for advice.
    private var namespace = Namespace.none

    /// An empty caseload in so many partitions; the entries of one case may be kept.
    package init(partitions: Int32, keeping wanted: CaseID? = nil, decisions keepsDecisions: Bool = false) {
        self.keepsDecisions = keepsDecisions
        logs = Array(repeating: LogBook(), count: Int(partitions))
        ends = Array(repeating: 0, count: Int(partitions))
        self.wanted = wanted
    }

    /// Reads the whole log; of one case, only the partition that holds it. Throws `LogDamage`, and gives nothing, when the
    /// log cannot be relied on: every command that reads cases or writes to them comes by here.
    package static func read(
        _ address: LogAddress, keeping wanted: CaseID? = nil, decisions keepsDecisions: Bool = false,
        as program: String = "annual-review"
    ) throws -> Caseload {
        let standing = try LogGuard(address, as: program).pass()
        guard !standing.ends.isEmpty else { throw CommandError(Cluster.noTopic(address)) }
        var caseload = Caseload(
            partitions: Int32(standing.ends.count), keeping: wanted, decisions: keepsDecisions)
        caseload.namespace = address.namespace
        do {
            try LogReader(address).readToEnd(.caseFiles, holding: wanted?.text) { partition, offset, key, value in
                caseload.append(partition: partition, position: offset, key: key, value: value)
            }
        } catch let damage as LogDamage {
            throw damage.named(in: address.namespace)
        }
        if caseload.misplaced > 0 {
            Output.note(
                "\(caseload.misplaced) records of cases stand in a partition that is not theirs and count for nothing; "
                    + "`annual-review check` names them.")
        }
        return caseload
    }

    /// Adds a record.
    package mutating func append(
        partition: Int32, position: Int64, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?
    ) {
        guard logs.indices.contains(Int(partition)) else { return }
        ends[Int(partition)] = position + 1
        guard let key, let value else {
            unreadable += 1
            return
        }
        let entry: Entry
        do throws(EntryError) {
            entry = try Entry.read(value, skipped: &unknownEvents)
        } catch {
            unreadable += 1
            return
        }
        if key.elementsEqual(LogBook.key.utf8) {
            logs[Int(partition)].append(entry, at: position)
        } else if let id = CaseID(utf8: key) {
            // Services look at a case in its own partition alone: what stands elsewhere counts for nothing.
            guard id.partition(of: logs.count) == partition else {
                misplaced += 1
                return
            }
            append(entry, of: id, at: position)
        } else {
            // No key, or a case that belongs elsewhere: the services set it aside, and it counts for nobody.
            unreadable += 1
        }
    }

    /// Adds an entry of that case.
    mutating func append(_ entry: Entry, of id: CaseID, at position: Int64) {
        if id == wanted { entries.append((position, entry)) }
        if cases[id, default: Known()].file.append(entry, at: position) != .accepted { return }
        if entry.by.isImport { cases[id]?.imported.note(entry) }
        for event in entry.events {
            if keepsDecisions, case .submission(let key) = event.id, case .decisionSubmitted(let decision) = event.data
            {
                cases[id]?.decisions[key] = decision
            }
            if keepsDecisions, case .submission(let key) = event.id, case .finalSubmitted(let final) = event.data {
                cases[id]?.finals[key] = final
            }
            guard case .conclusion(let conclusion) = event.id else { continue }
            switch event.data {
            case .decisionRefused(let refused): cases[id]?.lacks[conclusion] = refused.lacks
            case .finalRefused(let refused): cases[id]?.lacks[conclusion] = refused.lacks
            case .reasonsAlike(let data) where keepsDecisions:
                cases[id]?.alike[conclusion] = Alike(sign: nil, group: data.group, on: entry.recorded)
            case .outcomesAlike(let data) where keepsDecisions:
                cases[id]?.alike[conclusion] = Alike(sign: data.sign, group: data.group, on: entry.recorded)
            default: break
            }
        }
    }

    /// The partition of that case.
    package func partition(of id: CaseID) -> Int { Int(id.partition(of: logs.count)) }

    /// What is true of that case's partition.
    package func log(of id: CaseID) -> LogBook { logs[partition(of: id)] }

    /// The latest day that has begun anywhere; nil when none has.
    package var today: Day? { logs.compactMap(\.today).max() }

    /// What kind of log it is; nil when it has not begun.
    package var began: LogBegan? { logs.lazy.compactMap(\.began).first }

    /// The day of that case's partition; throws what to do when the log has none.
    package func today(of id: CaseID) throws(CommandError) -> Day {
        guard let today = log(of: id).today else { throw Caseload.noDay }
        return today
    }

    /// Throws what to do when the log has not begun, or has had no day.
    package func requireDay() throws(CommandError) -> Day {
        guard began != nil else {
            throw CommandError(
                "the log has not begun: begin it with `annual-review topics --begin real --council NAME"
                    + "\(namespace.option)`")
        }
        guard let today else { throw Caseload.noDay }
        return today
    }

    private static let noDay = CommandError(
        "the log has had no day yet: start the scheduler, which begins the days, or give --first-day when it begins")
}

extension CaseID {
    /// The partition of that many to which the case belongs. Services look for a case there alone, and so does every command:
    /// what stands of it elsewhere counts for nothing.
    package func partition(of count: Int) -> Int32 {
        Partitioner.partition(of: text, partitions: Int32(clamping: count))
    }
}
