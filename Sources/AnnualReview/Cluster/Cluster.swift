import Arguments
import Kafka
import Runtime

/// How the operator's command reaches Kafka: the options that every command has that does.
enum Cluster {
    /// The options.
    static let options = ServiceOptions.kafkaOptions

    /// What the arguments say.
    static func configuration(_ arguments: Arguments) throws(UsageError) -> KafkaConfiguration {
        try ServiceOptions.kafka(arguments, clientID: "annual-review")
    }
}

/// Why a command could not do what it was asked to, and what to do.
struct CommandError: Error, CustomStringConvertible {
    /// What is wrong and what to do.
    let description: String

    init(_ description: String) { self.description = description }
}
