import Arguments
import Runtime

/// How the operator's command reaches the log: the options that every command has that does.
enum Cluster {
    /// The options.
    static let options = ServiceOptions.kafkaOptions

    /// Where the arguments say that the log is.
    static func address(_ arguments: Arguments) throws(UsageError) -> LogAddress {
        try ServiceOptions.address(arguments, clientID: "annual-review")
    }
}

/// Why a command could not do what it was asked to, and what to do.
struct CommandError: Error, CustomStringConvertible {
    /// What is wrong and what to do.
    let description: String

    init(_ description: String) { self.description = description }
}
