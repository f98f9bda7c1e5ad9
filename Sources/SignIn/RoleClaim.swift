/// Which words of a claim give which role of this system: a council's groups are its own.
public struct RoleClaim: Sendable, Equatable {
    /// The claim, as `roles` or `groups`.
    public let claim: String
    /// The provider's words, each with the role that it gives.
    public let roles: [(word: String, role: String)]

    /// From `claim:word=role,word=role`; the roles are held against `known`. What is wrong is said.
    public init(_ text: String, known: Set<String>) throws(RoleClaimError) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, !parts[0].isEmpty else { throw .form(text) }
        var roles: [(word: String, role: String)] = []
        for pair in parts[1].split(separator: ",") {
            let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, !sides[0].isEmpty else { throw .form(text) }
            guard known.contains(sides[1]) else { throw .unknownRole(sides[1], known: known.sorted()) }
            roles.append((sides[0], sides[1]))
        }
        guard !roles.isEmpty else { throw .form(text) }
        claim = String(parts[0])
        self.roles = roles
    }

    /// The roles that a token gives, in the order in which they were set; none where no word of the claim is known here: who
    /// signs in without one may see nothing.
    public func roles(in token: IDToken) -> [String] {
        let words = token.claims[claim] ?? []
        var given: [String] = []
        for entry in roles where words.contains(entry.word) && !given.contains(entry.role) { given.append(entry.role) }
        return given
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.claim == b.claim && a.roles.elementsEqual(b.roles) { $0 == $1 }
    }
}

/// Why roles cannot be taken from a claim.
public enum RoleClaimError: Error, Sendable, Equatable, CustomStringConvertible {
    case form(String)
    case unknownRole(String, known: [String])

    public var description: String {
        switch self {
        case .form(let text):
            "roles are set as CLAIM:WORD=ROLE,WORD=ROLE, as groups:sen-team=coordinator; found \(text)"
        case .unknownRole(let role, let known): "there is no role \(role); there are \(known.joined(separator: ", "))"
        }
    }
}
