package import Arguments
import Contracts
import Kafka
package import Runtime

/// How the operator's command reaches the log: the options that every command has that does.
package enum Cluster {
    /// The options.
    package static let options = ServiceOptions.kafkaOptions

    /// Where the arguments say that the log is.
    package static func address(_ arguments: Arguments) throws(UsageError) -> LogAddress {
        try ServiceOptions.address(arguments, clientID: "annual-review")
    }

    /// Refuses a document that this cluster's broker does not take: an embedded one takes less than Apache Kafka.
    package static func checkSizes(_ documents: [(name: String, bytes: Int)], at address: LogAddress) throws {
        guard let large = documents.first(where: { $0.bytes > Bounds.embeddedDocument }) else { return }
        let admin = try Admin(address.kafka)
        defer { admin.close() }
        guard try admin.capabilities().isEmpty else { return }
        throw CommandError(
            "\(large.name) has \(large.bytes) bytes, and the embedded broker takes documents of at most "
                + "\(Bounds.embeddedDocument): it is for demonstrations and rehearsals, and Apache Kafka takes "
                + "\(Bounds.document)")
    }

    /// What to say where there are no case files.
    package static func noTopic(_ address: LogAddress) -> String {
        "there is no topic \(address.namespace.topic(.caseFiles)): make the topics with `annual-review topics --create"
            + "\(address.namespace.option)`"
    }
}
