public import Statute

extension Person {
    /// Whether anything can be sent to them.
    public var canBeReached: Bool { usableEmail != nil || postalAddress != nil }

    /// Whether an address of either kind is recorded, be it usable or not.
    public var hasAnyAddress: Bool { !(email ?? "").isEmpty || address.contains { !Person.isBlank($0) } }

    /// The e-mail address, as servers take it, when it is one to which something can be sent.
    public var usableEmail: String? {
        guard let email else { return nil }
        do throws(EmailAddress.Fault) { return try EmailAddress(email).wire } catch { return nil }
    }

    /// The lines of the postal address, when post can be delivered there: not where one says that there is none.
    public var postalAddress: [String]? {
        let lines = address.filter { !Person.isBlank($0) }
        return lines.isEmpty || lines.contains(where: Person.saysNone) ? nil : lines
    }

    /// How they are written to: by e-mail where that can be, else by post; nil when by neither.
    public var delivery: Delivery? { usableEmail != nil ? .email : postalAddress != nil ? .post : nil }

    private static func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }

    /// Whether the line says that there is no address, as people enter it where one is asked for.
    private static func saysNone(_ line: String) -> Bool {
        let words = line.lowercased().split { !$0.isLetter }
        return noAddress.contains(words.joined(separator: " "))
    }

    private static let noAddress: Set<String> = [
        "no fixed abode", "no fixed address", "nfa", "n f a", "of no fixed abode", "no fixed abode nfa", "homeless",
    ]
}
