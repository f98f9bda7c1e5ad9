import Contracts
import Glibc
import Kafka

/// Waits until every service has said all that it had to say of what stands in the log.
///
/// A group's commit means: asked, answers read back, effects recorded. So when every group's commit is the end, nothing is
/// on its way; it is looked at twice, for a commit is older than the end that is read after it.
final class Rest {
    /// How long to look without any progress before it is called a fault, in seconds.
    static let patienceSeconds = 60.0
    /// The pause between two looks, in microseconds.
    private static let pause: UInt32 = 2_000

    private let admin: Admin
    private let groups: [String]
    private let partitions: Int32
    /// What ends the wait: a service of this process that has stopped.
    private let isBroken: () -> String?

    init(_ admin: Admin, groups: [String], partitions: Int32, isBroken: @escaping () -> String?) {
        self.admin = admin
        self.groups = groups
        self.partitions = partitions
        self.isBroken = isBroken
    }

    /// Waits; gives the number of records in the log.
    @discardableResult
    func wait() throws -> Int64 {
        var progress: [Int64] = []
        var since = Rest.seconds
        var calm: [Int64]?
        while true {
            if let why = isBroken() { throw CommandError(why) }
            var committed: [[Int64?]] = []
            for group in groups {
                committed.append(
                    try admin.committedOffsets(
                        group: group, topic: Topic.caseFiles.rawValue, partitions: 0..<partitions))
            }
            let ends = try admin.endOffsets(topic: Topic.caseFiles.rawValue, partitions: 0..<partitions)
            let isCalm = committed.allSatisfy { group in zip(group, ends).allSatisfy { $0 == $1 } }
            if isCalm, calm == ends { return ends.reduce(0, +) }
            calm = isCalm ? ends : nil
            let sum = ends + committed.map { $0.reduce(0) { $0 + ($1 ?? 0) } }
            let now = Rest.seconds
            if sum != progress {
                progress = sum
                since = now
            } else if now - since > Rest.patienceSeconds, !isCalm {
                throw CommandError(describe(committed, ends))
            }
            if !isCalm { usleep(Rest.pause) }
        }
    }

    private func describe(_ committed: [[Int64?]], _ ends: [Int64]) -> String {
        let lines = zip(groups, committed).compactMap { group, offsets -> String? in
            guard offsets.contains(where: { $0 != nil }) else { return "\(group) has committed nothing: is it running?" }
            let behind = zip(offsets, ends).reduce(0) { $0 + ($1.1 - ($1.0 ?? 0)) }
            return behind > 0 ? "\(group) is \(behind) records behind: its log says what it waits for" : nil
        }
        return "the services did not come to rest within \(Int(Rest.patienceSeconds)) s: "
            + lines.joined(separator: "; ")
    }

    /// Seconds of a clock that never jumps.
    static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
