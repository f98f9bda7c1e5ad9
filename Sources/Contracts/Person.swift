public import JSON
public import Statute

/// Someone who is told: the value of a record of `people`. Erased by a tombstone.
public struct Person: Fields, Sendable, Equatable {
    /// The name as letters address it.
    public var name = ""
    /// The lines of the postal address, without the name.
    public var address: [String] = []
    /// The e-mail address.
    public var email: String?
    /// The language that the person reads best, by its code of ISO 639, as in `pl`.
    public var language: String?
    /// The format that letters should have: one of `LetterFormat`, or an open word.
    public var format: String?
    /// By which channels the person wants to be told, first choice first.
    public var channels: [ChannelName]?
    /// That an officer verified the e-mail address, so that codes may go to it; nil where nobody did.
    public var verified: VerifiedEmail?
    /// The day on which the postal address took the place of another; nil where it took no other's place.
    public var addressChanged: Day?

    /// The format of whoever reads letters in short sentences with pictures.
    public static let easyRead = "easy-read"
    /// The format of whoever reads large letters.
    public static let largePrint = "large-print"

    public init() {}

    public init(
        name: String, address: [String] = [], email: String? = nil, language: String? = nil, format: String? = nil,
        channels: [ChannelName]? = nil, verified: VerifiedEmail? = nil, addressChanged: Day? = nil
    ) {
        self.name = name
        self.address = address
        self.email = email
        self.language = language
        self.format = format
        self.channels = channels
        self.verified = verified
        self.addressChanged = addressChanged
    }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("name", &name, "The name as letters address it.")
        try visitor.field("address", &address, "The lines of the postal address, without the name.")
        try visitor.optional("email", &email, "The e-mail address.")
        try visitor.optional("language", &language, "The language that the person reads best, as in pl (ISO 639).")
        try visitor.optional("format", &format, "The format that letters should have.")
        try visitor.optional("channels", &channels, "By which channels the person wants to be told.")
        try visitor.optional(
            "verified", &verified, "That an officer verified the e-mail address: codes go to it alone.")
        try visitor.optional(
            "address_changed", &addressChanged, "The day on which the postal address took the place of another.")
    }
}

/// The key under which `people` holds whoever is told.
public enum PersonKey {
    /// The key of that addressee; nil when the plan names nobody for it, or when the family is named as a party: it is
    /// told contact by contact.
    public static func key(of addressee: Addressee, in id: CaseID, plan: PlanRecorded) -> String? {
        switch addressee {
        case .contact(let number): contact(number, in: id)
        case .party(.parent), .party(.youngPerson): nil
        case .party(.setting): plan.setting.map(setting)
        case .party(.coordinator): plan.coordinator.map(officer)
        case .party(let party): team(party)
        }
    }

    /// The key of one of the child's contacts.
    public static func contact(_ number: UInt8, in id: CaseID) -> String { "\(id)/\(number)" }
    /// The key of a setting, by its URN or UKPRN.
    public static func setting(_ number: UInt32) -> String { "setting/\(number)" }
    /// The key of somebody who works for the council.
    public static func officer(_ id: ActorID) -> String { "officer/\(id)" }
    /// The key of the team that is told as that party.
    public static func team(_ party: Party) -> String { "team/\(party.rawValue)" }
}
