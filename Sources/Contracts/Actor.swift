public import JSON

/// One of this system's own services, by the word of the log.
public enum ServiceName: String, CaseIterable, Sendable, CustomStringConvertible {
    case scheduler
    case notifier
    case decisionWriter = "decision-writer"
    case analytics
    /// The people of a rehearsal: it speaks as them and says nothing by its own name.
    case outsideWorld = "outside-world"
    /// The pages of the council's staff, and of families, settings and professionals: they append what people give there, as
    /// theirs, and say nothing by their own names.
    case desk, portal

    public var description: String { rawValue }
}

/// In what capacity a person speaks. What may be said in which stands with each kind (`EventKind.saidBy`).
public enum Role: String, CaseIterable, Sendable {
    /// The EHCP Coordinator, by whatever name the council's model gives them.
    case coordinator
    /// The coordinator's manager.
    case manager
    /// Whom a manager has named to stand in.
    case deputy
    /// Answers for the quality of plans and reviews.
    case qualityLead = "quality-lead"
    /// Decides whom it is unsafe to tell.
    case safeguardingLead = "safeguarding-lead"
    /// Audits plans and reviews; says nothing in a case.
    case auditor
    /// May look; says nothing.
    case readOnly = "read-only"
    /// The school, college or early years provider.
    case setting
    case health
    case socialCare = "social-care"
    /// A parent, the young person, or whoever speaks for them.
    case family
    /// Runs this system, and brings in what others recorded elsewhere.
    case `operator`
}

/// How a person was known when something was said.
public enum Way: String, CaseIterable, Sendable {
    case desk, portal
    /// On the operator's command line.
    case command
    /// In a file that was imported.
    case `import`
    /// Nobody: an invented person of a rehearsal.
    case rehearsal
}

/// Those whose entries of a kind count: services and roles, a bit for each.
public struct Speakers: OptionSet, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let scheduler = Speakers(rawValue: 1)
    public static let notifier = Speakers(rawValue: 1 << 1)
    public static let decisionWriter = Speakers(rawValue: 1 << 2)
    public static let analytics = Speakers(rawValue: 1 << 3)
    public static let coordinator = Speakers(rawValue: 1 << 8)
    public static let manager = Speakers(rawValue: 1 << 9)
    public static let deputy = Speakers(rawValue: 1 << 10)
    public static let qualityLead = Speakers(rawValue: 1 << 11)
    public static let safeguardingLead = Speakers(rawValue: 1 << 12)
    public static let auditor = Speakers(rawValue: 1 << 13)
    public static let readOnly = Speakers(rawValue: 1 << 14)
    public static let setting = Speakers(rawValue: 1 << 15)
    public static let health = Speakers(rawValue: 1 << 16)
    public static let socialCare = Speakers(rawValue: 1 << 17)
    public static let family = Speakers(rawValue: 1 << 18)
    public static let `operator` = Speakers(rawValue: 1 << 19)

    /// The words of those in it, in the order of the lists: for pages and refusals.
    public var words: [String] {
        ServiceName.allCases.filter { !$0.speaker.isEmpty && contains($0.speaker) }.map(\.rawValue)
            + Role.allCases.filter { contains($0.speaker) }.map(\.rawValue)
    }
}

extension ServiceName {
    /// Its bit.
    public var speaker: Speakers {
        switch self {
        case .scheduler: .scheduler
        case .notifier: .notifier
        case .decisionWriter: .decisionWriter
        case .analytics: .analytics
        case .outsideWorld, .desk, .portal: []
        }
    }
}

extension Role {
    /// Its bit.
    public var speaker: Speakers {
        switch self {
        case .coordinator: .coordinator
        case .manager: .manager
        case .deputy: .deputy
        case .qualityLead: .qualityLead
        case .safeguardingLead: .safeguardingLead
        case .auditor: .auditor
        case .readOnly: .readOnly
        case .setting: .setting
        case .health: .health
        case .socialCare: .socialCare
        case .family: .family
        case .operator: .operator
        }
    }
}

extension Role {
    /// Those of the council's people who sign in at its own pages.
    public static let ofStaff: [Role] = [
        .coordinator, .manager, .deputy, .qualityLead, .safeguardingLead, .auditor, .readOnly, .operator,
    ]
}

/// The id of a person who speaks or decides, such as `C-07`: never a name. Names stand on `people` alone, which can be
/// erased. One to fifteen ASCII letters, digits, `-`, `_` and `.`, held in sixteen plain bytes: an entry is copied often,
/// and a string in it would be counted up and down each time.
public struct ActorID: Hashable, Sendable, CustomStringConvertible, TextValue {
    // The characters from the highest byte on; the lowest byte of `last` is how many there are.
    private let first: UInt64
    private let last: UInt64

    /// Holds them; `isValid` was asked before.
    private init(packing bytes: some Collection<UInt8>) {
        var (first, last): (UInt64, UInt64) = (0, UInt64(bytes.count))
        for (place, byte) in bytes.enumerated() {
            if place < 8 {
                first |= UInt64(byte) << UInt64(56 - 8 * place)
            } else {
                last |= UInt64(byte) << UInt64(120 - 8 * place)
            }
        }
        self.first = first
        self.last = last
    }

    /// That id; nil when it is not of the form.
    public init?(_ text: String) {
        guard CaseID.isValid(text.utf8) else { return nil }
        self.init(packing: text.utf8)
    }

    /// The number of one of the child's contacts.
    public init(contact: UInt8) { self.init(packing: "contact-\(contact)".utf8) }

    /// The number of a setting.
    public init(setting: UInt32) { self.init(packing: String(setting).utf8) }

    /// Of an actor that is none of a person.
    static let none = ActorID(packing: "-".utf8)

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard CaseID.isValid(bytes) else { return nil }
        self.init(packing: bytes)
    }

    /// The id.
    public var text: String {
        var bytes: [UInt8] = []
        appendText(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    public func appendText(to out: inout [UInt8]) {
        for place in 0..<Int(truncatingIfNeeded: last & 0xFF) {
            out.append(
                UInt8(truncatingIfNeeded: place < 8 ? first >> UInt64(56 - 8 * place) : last >> UInt64(120 - 8 * place))
            )
        }
    }

    public static var textSchema: TextSchema {
        .pattern("^[A-Za-z0-9_.-]{1,15}$", "a person's id, which is no name, as in C-07")
    }
    public var description: String { text }
}

/// Who says an entry: a service, or a person by an id that is no name, in a role, and the way they were known.
///
/// As text a service's name, or role, id and way between slashes, and for an identity provider its name:
/// `scheduler`, `coordinator/C-07/command`, `coordinator/C-07/desk/entra`.
public enum Actor: Hashable, Sendable {
    case service(ServiceName)
    case person(Person)
    /// A service, role or way that only a newer version knows; nothing of what it says counts for this one.
    case ofNewerVersion

    /// A person who speaks.
    public struct Person: Hashable, Sendable {
        /// Who, by an id that is no name.
        public var id: ActorID
        /// In what capacity.
        public var role: Role
        /// How they were known.
        public var way: Way
        /// The identity provider that vouched for them.
        public var provider: ActorID?
    }

    /// A person.
    public static func person(_ role: Role, _ id: ActorID, by way: Way, provider: ActorID? = nil) -> Actor {
        .person(Person(id: id, role: role, way: way, provider: provider))
    }

    /// Its bit among those who may say a kind; none of one that only a newer version knows.
    public var speaker: Speakers {
        switch self {
        case .service(let name): name.speaker
        case .person(let person): person.role.speaker
        case .ofNewerVersion: []
        }
    }

    /// Whether what it says came in a file that was imported, and is held until it is released.
    public var isImport: Bool {
        if case .person(let person) = self { person.way == .import } else { false }
    }

    /// Whether it may say that.
    public func maySay(_ kind: EventKind) -> Bool { !kind.saidBy.isDisjoint(with: speaker) }

    /// Whether it is that service.
    public func isService(_ name: ServiceName) -> Bool {
        if case .service(name) = self { true } else { false }
    }
}

extension Actor: CustomStringConvertible, TextValue {
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        // Two entries in three are a service's.
        if let service = Actor.services.index(of: bytes) {
            self = .service(Actor.serviceList[service])
            return
        }
        // Where its parts end: an entry is read for each, so no list of parts is made.
        var ends = InlineArray<4, Int>(repeating: bytes.count)
        var count = 0
        for place in bytes.indices where bytes[place] == 0x2F {
            guard count < 3 else { return nil }
            ends[count] = place
            count += 1
        }
        func part(_ index: Int) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(rebasing: bytes[(index == 0 ? 0 : ends[index - 1] + 1)..<ends[index]])
        }
        guard count != 1, Actor.isWord(part(0)) else { return nil }
        if count == 0 {
            self = .ofNewerVersion
            return
        }
        guard let id = ActorID(utf8: part(1)), Actor.isWord(part(2)) else { return nil }
        let provider = count == 3 ? ActorID(utf8: part(3)) : nil
        guard count == 2 || provider != nil else { return nil }
        guard let role = Actor.roles.index(of: part(0)), let way = Actor.ways.index(of: part(2)) else {
            self = .ofNewerVersion
            return
        }
        self = .person(Actor.roleList[role], id, by: Actor.wayList[way], provider: provider)
    }

    public func appendText(to out: inout [UInt8]) {
        switch self {
        case .service(let name): name.word.withUTF8Buffer { out.append(contentsOf: $0) }
        case .person(let person):
            person.role.word.withUTF8Buffer { out.append(contentsOf: $0) }
            out.append(0x2F)
            person.id.appendText(to: &out)
            out.append(0x2F)
            person.way.word.withUTF8Buffer { out.append(contentsOf: $0) }
            if let provider = person.provider {
                out.append(0x2F)
                provider.appendText(to: &out)
            }
        case .ofNewerVersion: out.append(0x2D)
        }
    }

    public static var textSchema: TextSchema {
        .pattern(
            "^([a-z-]{1,24}|[a-z-]{1,24}/[A-Za-z0-9_.-]{1,15}/[a-z-]{1,24}(/[A-Za-z0-9_.-]{1,15})?)$",
            "a service, or a person's role, id and way, as in coordinator/C-07/command")
    }
    public var description: String { String(decoding: text, as: UTF8.self) }

    private static func isWord(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        (1...24).contains(bytes.count) && bytes.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
    }

    // Made once: `allCases` makes its list anew each time.
    private static let serviceList = ServiceName.allCases
    private static let roleList = Role.allCases
    private static let wayList = Way.allCases
    // Each in the order of its enum, which a test holds.
    private static let services = WordList([
        "scheduler", "notifier", "decision-writer", "analytics", "outside-world", "desk", "portal",
    ])
    private static let roles = WordList([
        "coordinator", "manager", "deputy", "quality-lead", "safeguarding-lead", "auditor", "read-only", "setting",
        "health", "social-care", "family", "operator",
    ])
    private static let ways = WordList(["desk", "portal", "command", "import", "rehearsal"])
}

extension ServiceName {
    /// Its word as bytes: an entry is written for each.
    fileprivate var word: StaticString {
        switch self {
        case .scheduler: "scheduler"
        case .notifier: "notifier"
        case .decisionWriter: "decision-writer"
        case .analytics: "analytics"
        case .outsideWorld: "outside-world"
        case .desk: "desk"
        case .portal: "portal"
        }
    }
}

extension Role {
    /// Its word as bytes: an entry is written for each.
    fileprivate var word: StaticString {
        switch self {
        case .coordinator: "coordinator"
        case .manager: "manager"
        case .deputy: "deputy"
        case .qualityLead: "quality-lead"
        case .safeguardingLead: "safeguarding-lead"
        case .auditor: "auditor"
        case .readOnly: "read-only"
        case .setting: "setting"
        case .health: "health"
        case .socialCare: "social-care"
        case .family: "family"
        case .operator: "operator"
        }
    }
}

extension Way {
    /// Its word as bytes: an entry is written for each.
    fileprivate var word: StaticString {
        switch self {
        case .desk: "desk"
        case .portal: "portal"
        case .command: "command"
        case .import: "import"
        case .rehearsal: "rehearsal"
        }
    }
}
