public import Contracts

/// The id of a person in a test, as `C-07`; `-` when it is none, which no test expects.
public func actorID(_ text: String) -> ActorID { ActorID(text) ?? ActorID(contact: 0) }

extension Actor {
    /// An EHCP Coordinator at the desk.
    public static let coordinator = person(.coordinator, actorID("C-01"), by: .desk)
    /// Their manager.
    public static let manager = person(.manager, actorID("M-01"), by: .desk)
    /// Whoever decides whom it is unsafe to tell.
    public static let safeguardingLead = person(.safeguardingLead, actorID("SG-1"), by: .desk)
    /// The operator at the command line.
    public static let `operator` = person(.operator, actorID("operator"), by: .command)
    /// A file that was imported.
    public static let importer = person(.operator, actorID("import"), by: .import)
    /// The setting.
    public static let setting = person(.setting, ActorID(setting: 100_001), by: .portal)
    /// The first of the child's contacts.
    public static let family = person(.family, ActorID(contact: 1), by: .portal)

    /// The first service or role whose entries of that kind count: for tests that care about what is said alone.
    public static func whoSays(_ kind: EventKind) -> Actor {
        if let service = ServiceName.allCases.first(where: { kind.saidBy.contains($0.speaker) }) {
            return .service(service)
        }
        return Role.allCases.first { kind.saidBy.contains($0.speaker) }.map { of($0) } ?? .ofNewerVersion
    }

    /// Somebody in that role.
    public static func of(_ role: Role) -> Actor {
        let id =
            switch role {
            case .family: ActorID(contact: 1)
            case .setting: ActorID(setting: 100_001)
            default: actorID("P-01")
            }
        return person(role, id, by: .desk)
    }
}

/// The name of the logs of tests.
public let testLog = LogName(high: 0x7465_7374, low: 0x6C6F_67)

/// The case of that reference, as a test writes it down.
public func caseID(_ text: String) -> CaseID {
    guard let id = CaseID(text) else { preconditionFailure("\(text) is no case") }
    return id
}
