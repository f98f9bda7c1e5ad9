import Contracts
import Kafka

/// Why a service cannot begin yet, and what mends it. It waits and asks again.
struct Obstacle: Error, CustomStringConvertible {
    /// The check of `/readyz` that it fails.
    var check: StaticString
    var description: String
}

/// Holds the topics that a service uses against the table in `Topic`.
enum TopicCheck {
    /// Settings on which the record, the scheduler's trust in its clock, or an erasure rests. Others are the operator's.
    private static let essential: Set<String> = [
        "cleanup.policy", "retention.ms", "retention.bytes", "unclean.leader.election.enable", "min.insync.replicas",
        "flush.messages", "message.timestamp.type", "max.compaction.lag.ms", "delete.retention.ms",
    ]

    /// The topics as they are; throws an `Obstacle` for the first that is missing or set wrong.
    static func check(
        _ topics: [Topic], on admin: Admin, of address: LogAddress
    ) throws -> (metadata: Admin.Metadata, capabilities: Admin.Capabilities) {
        let metadata = try admin.metadata(timeoutMilliseconds: 5_000)
        let capabilities = try admin.capabilities(timeoutMilliseconds: 5_000)
        let names = topics.map(address.namespace.topic)
        let missing = names.filter { metadata.topics[$0] == nil }
        guard missing.isEmpty else {
            throw Obstacle(
                check: "topics",
                description:
                    "missing on the broker: \(missing.joined(separator: ", ")); run: annual-review topics --create "
                    + "\(address.options); if they are there, this client has no right to see them: "
                    + "annual-review topics --acls \(address.options)")
        }
        if capabilities.contains(.describesSettings),
            let fault = try settings(of: topics, on: admin, of: address, brokers: metadata.clusterSize)
        {
            throw fault
        }
        return (metadata, capabilities)
    }

    /// What is wrong with the settings of topics on a cluster of that many brokers; nil when nothing is.
    static func settings(
        of topics: [Topic], on admin: Admin, of address: LogAddress, brokers: Int
    ) throws(KafkaError) -> RecordFault? {
        let names = topics.map(address.namespace.topic)
        let settings = try admin.settings(of: names)
        var faults: [String] = []
        for (topic, topicName) in zip(topics, names) {
            for (name, wanted) in topic.settings(brokers: brokers)
            where essential.contains(name) && !topic.isCouncilsOwn(name) {
                let found = settings[topicName]?[name]?.value ?? "unset"
                if !satisfies(name, found, wanted) {
                    faults.append("\(topicName) has \(name)=\(found), not \(wanted)")
                }
            }
        }
        guard !faults.isEmpty else { return nil }
        return .settings("\(faults.joined(separator: "; ")); run: annual-review topics \(address.options)")
    }

    private static func satisfies(_ name: String, _ found: String, _ wanted: String) -> Bool {
        // More copies in sync than asked for are no fault.
        if name == "min.insync.replicas", let found = Int(found), let wanted = Int(wanted) { return found >= wanted }
        // So is an erasure that reaches the disks sooner, or stays known for longer.
        if name == "max.compaction.lag.ms", let found = Int(found), let wanted = Int(wanted) { return found <= wanted }
        if name == "delete.retention.ms", let found = Int(found), let wanted = Int(wanted) { return found >= wanted }
        return found == wanted
    }
}
