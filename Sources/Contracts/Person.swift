public import JSON

/// Someone who is told: the value of a record of `people`. Erased by a tombstone.
public struct Person: Fields, Sendable, Equatable {
    /// The name as letters address it.
    public var name = ""
    /// The lines of the postal address, without the name.
    public var address: [String] = []
    /// The e-mail address.
    public var email: String?
    /// How to speak of the child, in letters to the family only: the first name.
    public var child: String?
    /// The format that letters should have: `standard`, `large-print`, `easy-read`.
    public var format: String?

    public init() {}

    public init(
        name: String, address: [String] = [], email: String? = nil, child: String? = nil, format: String? = nil
    ) {
        self.name = name
        self.address = address
        self.email = email
        self.child = child
        self.format = format
    }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("name", &name, "The name as letters address it.")
        try visitor.field("address", &address, "The lines of the postal address, without the name.")
        try visitor.optional("email", &email, "The e-mail address.")
        try visitor.optional("child", &child, "The child's first name, for letters to the family only.")
        try visitor.optional("format", &format, "The format that letters should have.")
    }
}

/// The key under which `people` holds whoever plays a party in a case.
public enum PersonKey {
    /// The key for that party; nil when the plan names nobody for it.
    public static func key(of party: Party, in id: CaseID, plan: PlanRecorded) -> String? {
        switch party {
        case .parent, .youngPerson: "\(id)/\(party.rawValue)"
        case .setting: plan.setting.map { "setting/\($0)" }
        case .coordinator: plan.coordinator.isEmpty ? nil : "coordinator/\(plan.coordinator)"
        case .health, .socialCare, .manager: "team/\(party.rawValue)"
        }
    }
}
