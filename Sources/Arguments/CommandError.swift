/// Why a command could not do what it was asked to, and what to do.
package struct CommandError: Error, CustomStringConvertible {
    /// What is wrong and what to do.
    package let description: String

    package init(_ description: String) { self.description = description }
}
