import Arguments
package import Contracts
import Glibc
package import Kafka

/// Waits until every service has said all that it had to say of what stands in the log.
///
/// A group's commit means: asked, answers read back, effects recorded. So when every group's commit is the end, nothing is
/// on its way; it is looked at twice, for a commit is older than the end that is read after it.
package final class Rest {
    /// How long to look without any progress before it is called a fault, in seconds, unless the operator says otherwise.
    package static let patienceSeconds = 60
    /// The pause between two looks, in microseconds.
    private static let pause: UInt32 = 3_000
    /// The same while a broker is away.
    private static let pauseWhileAway: UInt32 = 100_000
    /// How long one question to a broker may take, in milliseconds: one that is away is asked again.
    private static let question: Int32 = 5_000
    /// How often everything must be seen at rest.
    private static let looks = 2

    private let admin: Admin
    private let namespace: Namespace
    /// The services, by their names.
    private var groups: [String]
    private let partitions: Int32
    private let patience: Double
    /// What ends the wait: a service of this process that has stopped.
    private let isBroken: () -> String?

    package init(
        _ admin: Admin, in namespace: Namespace, groups: [String], partitions: Int32,
        patienceSeconds: Int = Rest.patienceSeconds,
        isBroken: @escaping () -> String?
    ) {
        self.admin = admin
        self.namespace = namespace
        self.groups = groups
        self.partitions = partitions
        patience = Double(patienceSeconds)
        self.isBroken = isBroken
    }

    /// How many records a topic has had that is partitioned as `case-files` is.
    package func recordCount(_ topic: Topic) throws -> Int64 {
        try asked { () throws(KafkaError) in
            try admin.endOffsets(
                topic: namespace.topic(topic), partitions: 0..<partitions, timeoutMilliseconds: Rest.question)
        }.reduce(0, +)
    }

    /// Waits; gives the number of records in the log.
    @discardableResult
    package func wait() throws -> Int64 {
        var progress: Int64 = -1
        var since = Rest.seconds
        var calmLooks = 0
        var ends = try self.ends()
        while true {
            if let why = isBroken() { throw CommandError(why) }
            var sum = ends.reduce(0, +)
            var late: Int?
            for (place, group) in groups.enumerated() {
                let committed = try committed(group)
                sum += committed.reduce(0) { $0 + ($1 ?? 0) }
                if !zip(committed, ends).allSatisfy({ $0 == $1 }) {
                    late = place
                    break
                }
            }
            // Read after the commits: had anything been added meanwhile, the ends would have moved.
            let now = try self.ends()
            calmLooks = late == nil && now == ends ? calmLooks + 1 : 0
            if calmLooks == Rest.looks { return ends.reduce(0, +) }
            ends = now
            if let late {
                // Whoever was late is asked first next time: then the others need not be asked.
                groups.swapAt(0, late)
                usleep(Rest.pause)
            }
            if sum != progress {
                progress = sum
                since = Rest.seconds
            } else if Rest.seconds - since > patience {
                throw CommandError(describe(try groups.map { try committed($0) }, ends))
            }
        }
    }

    private func ends() throws -> [Int64] {
        try asked { () throws(KafkaError) in
            try admin.endOffsets(
                topic: namespace.topic(.caseFiles), partitions: 0..<partitions, timeoutMilliseconds: Rest.question)
        }
    }

    private func committed(_ group: String) throws -> [Int64?] {
        try asked { () throws(KafkaError) in
            try admin.committedOffsets(
                group: namespace.group(group), topic: namespace.topic(.caseFiles), partitions: 0..<partitions,
                timeoutMilliseconds: Rest.question)
        }
    }

    /// Whether the same question may be answered later. The topics are there: they were asked about before. A broker that
    /// has just started may not know them yet.
    private static func mayPass(_ error: KafkaError) -> Bool {
        switch error.code {
        case .unknownTopic, .unknownPartition, .unknownTopicOrPartition: true
        default: error.advice == .retry
        }
    }

    /// Asks a broker, again and again while it is away and patience lasts.
    private func asked<Answer>(_ ask: () throws(KafkaError) -> Answer) throws -> Answer {
        let began = Rest.seconds
        while true {
            do throws(KafkaError) {
                return try ask()
            } catch {
                guard Rest.mayPass(error) else { throw error }
                guard Rest.seconds - began < patience else {
                    throw CommandError("the brokers did not answer within \(Int(patience)) s: \(error)")
                }
            }
            if let why = isBroken() { throw CommandError(why) }
            usleep(Rest.pauseWhileAway)
        }
    }

    private func describe(_ committed: [[Int64?]], _ ends: [Int64]) -> String {
        let lines = zip(groups, committed).compactMap { group, offsets -> String? in
            guard offsets.contains(where: { $0 != nil }) else {
                return "\(group) has committed nothing: is it running?"
            }
            let behind = zip(offsets, ends).reduce(0) { $0 + ($1.1 - ($1.0 ?? 0)) }
            return behind > 0 ? "\(group) is \(behind) records behind: its log says what it waits for" : nil
        }
        return "the services did not come to rest within \(Int(patience)) s: "
            + lines.joined(separator: "; ")
    }

    /// Seconds of a clock that never jumps.
    package static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
