package import Arguments
package import Contracts

/// Who speaks when the operator's command appends something.
package enum Operator {
    /// The id by which the operator speaks and decides.
    package static let id = ActorID("operator") ?? ActorID(contact: 0)

    /// The operator on the command line, where nobody says who.
    package static let standard = actor(.operator, by: .command)
    /// The operator who brings in a file.
    package static let importing = actor(.operator, by: .import)
    /// The operator who lets the days of a rehearsal pass.
    package static let rehearsing = actor(.operator, by: .rehearsal)

    private static func actor(_ role: Role, by way: Way) -> Actor {
        .person(role, id, by: way)
    }

    /// Whoever `--by ROLE/ID` names, on the command line.
    package static func named(_ text: String) throws(UsageError) -> Actor {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let role = Role(rawValue: parts[0]) else {
            throw UsageError(
                "--by takes ROLE/ID, the role one of \(Role.allCases.map(\.rawValue).joined(separator: ", ")); found "
                    + text)
        }
        guard parts.count == 2, let id = ActorID(parts[1]) else {
            throw UsageError("--by takes ROLE/ID, the id 1 to 15 letters, digits, - _ and . and no name; found \(text)")
        }
        return .person(role, id, by: .command)
    }
}
