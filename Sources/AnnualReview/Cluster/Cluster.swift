import Arguments
import Kafka

/// How the operator's command reaches Kafka: the options that every command has that does.
enum Cluster {
    /// The options.
    static let options: [Option] = [
        .text(
            "bootstrap-servers", "HOST:PORT,…", default: "127.0.0.1:9092", environment: "KAFKA_BOOTSTRAP_SERVERS",
            "the Kafka brokers"),
        .text("tls-ca", "FILE", environment: "KAFKA_TLS_CA", "the authorities that sign the brokers (PEM); puts TLS on"),
        .text("tls-certificate", "FILE", environment: "KAFKA_TLS_CERTIFICATE", "this client's certificate (PEM)"),
        .text("tls-key", "FILE", environment: "KAFKA_TLS_KEY", "this client's private key (PEM)"),
    ]

    /// What the arguments say.
    static func configuration(_ arguments: Arguments) throws(UsageError) -> KafkaConfiguration {
        var tls: KafkaConfiguration.TLS?
        if let authority = arguments.optionalString("tls-ca") {
            tls = KafkaConfiguration.TLS(
                caLocation: authority, certificateLocation: arguments.optionalString("tls-certificate"),
                keyLocation: arguments.optionalString("tls-key"))
        } else if arguments.optionalString("tls-certificate") != nil {
            throw UsageError("--tls-certificate needs --tls-ca FILE")
        }
        return KafkaConfiguration(
            bootstrapServers: try arguments.string("bootstrap-servers"), clientID: "annual-review", tls: tls)
    }
}

/// Why a command could not do what it was asked to, and what to do.
struct CommandError: Error, CustomStringConvertible {
    /// What is wrong and what to do.
    let description: String

    init(_ description: String) { self.description = description }
}
