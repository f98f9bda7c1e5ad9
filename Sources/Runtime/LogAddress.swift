public import Contracts
public import Kafka

/// Where a council's log is: the cluster, and the council's namespace on it.
public struct LogAddress: Sendable {
    /// How to reach the cluster.
    public var kafka: KafkaConfiguration
    /// Which topics and consumer groups there are the council's.
    public var namespace: Namespace

    /// The log in that namespace of that cluster.
    public init(_ kafka: KafkaConfiguration, namespace: Namespace) {
        self.kafka = kafka
        self.namespace = namespace
    }

    /// The options by which a command is told of this place, for advice.
    public var options: String { "--bootstrap-servers \(kafka.bootstrapServers)\(namespace.option)" }
}
