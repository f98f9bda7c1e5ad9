/// A command of a program: what it is called, what it takes and what it does. Commands are values; a program is one
/// command, perhaps with subcommands.
public struct Command: Sendable {
    /// The word that calls it.
    public let name: String
    /// One line: what it does.
    public let summary: String
    /// More for its own help, when one line is not enough.
    public let discussion: String
    /// A whole command line that works, shown in the help.
    public let example: String
    /// The options, which every subcommand takes too.
    public let options: [Option]
    /// The values without a name, in their order.
    public let positionals: [Positional]
    /// The commands below this one. A command has these or `run`.
    public let subcommands: [Command]
    /// What it does; the result is the exit status. A thrown error becomes status 1 and its description a message, a
    /// thrown `UsageError` status 2.
    public let run: (@Sendable (Arguments) throws -> Int32)?

    /// A command that does something.
    public init(
        name: String, summary: String, discussion: String = "", example: String, options: [Option] = [],
        positionals: [Positional] = [], run: @escaping @Sendable (Arguments) throws -> Int32
    ) {
        self.init(
            name: name, summary: summary, discussion: discussion, example: example, options: options,
            positionals: positionals, subcommands: [], action: run)
    }

    /// A command that leads to others. `options` are those that all of them take.
    public init(
        name: String, summary: String, discussion: String = "", example: String, options: [Option] = [],
        subcommands: [Command]
    ) {
        self.init(
            name: name, summary: summary, discussion: discussion, example: example, options: options, positionals: [],
            subcommands: subcommands, action: nil)
    }

    private init(
        name: String, summary: String, discussion: String, example: String, options: [Option],
        positionals: [Positional], subcommands: [Command], action: (@Sendable (Arguments) throws -> Int32)?
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.example = example
        self.options = options
        self.positionals = positionals
        self.subcommands = subcommands
        self.run = action
    }
}

/// A command line that cannot be understood, and what to write instead.
public struct UsageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong and what to do.
    public let message: String

    /// An error with this message.
    public init(_ message: String) { self.message = message }

    /// As `message`.
    public var description: String { message }
}

/// What a program tells whoever started it.
public enum ExitStatus {
    /// It did what it was asked to.
    public static let success: Int32 = 0
    /// It could not.
    public static let failure: Int32 = 1
    /// It did not understand.
    public static let usage: Int32 = 2
}
