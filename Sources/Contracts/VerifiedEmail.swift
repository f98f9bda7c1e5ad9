public import JSON
public import Statute

/// That an officer verified somebody's e-mail address: codes by which they sign in go to it and to no other.
public struct VerifiedEmail: Fields, Sendable, Equatable {
    /// The address, as it was verified. Another one is not verified by it.
    public var email = ""
    /// Who verified it, by an id that is no name.
    public var by = ActorID.none
    /// The day of that.
    public var on = Day(number: 0)
    /// The day on which it took the place of another; nil where it took no other's place.
    public var changed: Day?

    public init() {}

    public init(_ email: String, by: ActorID, on: Day, changed: Day? = nil) {
        self.email = email
        self.by = by
        self.on = on
        self.changed = changed
    }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("email", &email, "The address, as it was verified; another one is not verified by it.")
        try visitor.field("by", &by, "Who verified it, by an id that is no name.")
        try visitor.field("on", &on, "The day of that.")
        try visitor.optional("changed", &changed, "The day on which it took the place of another.")
    }
}

extension Person {
    /// Days after a change of an address before a code goes to the new one: whoever changed it unseen is found out by then.
    public static let daysAfterChange = 14

    /// The lines of the postal address to which a letter with a code may go on that day: unless it took another's place within the
    /// last fourteen days. Nil where there is none.
    public func codePostalAddress(on today: Day) -> [String]? {
        if let addressChanged, today - addressChanged < Person.daysAfterChange { return nil }
        return postalAddress
    }

    /// The address to which a code may go on that day: the one that an officer verified, unless it took another's place within
    /// the last fourteen days. Nil where there is none.
    public func codeAddress(on today: Day) -> String? {
        guard let verified, verified.on <= today, let usable = usableEmail else { return nil }
        do throws(EmailAddress.Fault) {
            guard try EmailAddress(verified.email).wire == usable else { return nil }
        } catch { return nil }
        if let changed = verified.changed, today - changed < Person.daysAfterChange { return nil }
        return usable
    }
}
