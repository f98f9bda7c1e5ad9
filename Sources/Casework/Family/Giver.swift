public import Contracts

/// Whose words a report holds, or who gave a paper with it.
public enum Giver: Hashable, Sendable {
    /// One of the child's contacts, by number.
    case contact(UInt8)
    /// Somebody of the family, and nobody said who.
    case family
    /// Another party: the setting, health, social care.
    case party(Party)
    /// The council.
    case council
}

extension EventData {
    /// Whose words it holds, as it says, or else as who said it shows.
    func giver(saidBy actor: Actor) -> Giver {
        switch self {
        case .viewsReceived(let data): .of(data.from, data.contact)
        case .evidenceReceived(let data): .of(data.from, data.contact)
        case .progressRecorded(let data): .of(data.from, data.contact)
        case .earlyReviewRequested(let data): .of(data.from, data.contact)
        case .changeRequested(let data): .of(data.from, data.contact)
        case .questionAsked(let data): .of(data.from, data.contact)
        case .supportNotDelivered(let data): .of(data.from, data.contact)
        case .complaintMade(let data): .of(data.from, data.contact)
        case .experienceAnswered(let data): .of(data.from, data.contact)
        case .safetyConcernRaised(let data): .of(data.from, data.contact)
        case .factContested(let data): .of(.parent, data.contact)
        case .adjustmentAsked(let data): .of(.parent, data.contact)
        case .representationsReceived(let data): .of(.parent, data.contact)
        // What was said at a meeting with an officer are the family's words, whoever wrote them down.
        case .officerMet(let data): .of(.parent, data.contact)
        default: Giver.of(actor)
        }
    }

    /// The report that it answers.
    var answers: SubmissionKey? {
        switch self {
        case .earlyReviewAnswered(let data): data.request
        case .changeAnswered(let data): data.request
        case .amendmentAnswered(let data): data.answer
        case .questionAnswered(let data): data.question
        case .supportAnswered(let data): data.report
        case .complaintAnswered(let data): data.complaint
        case .contestSettled(let data): data.contest
        default: nil
        }
    }
}

extension Giver {
    static func of(_ party: Party, _ contact: UInt8?) -> Giver {
        switch party {
        case .parent, .youngPerson: contact.map { .contact($0) } ?? .family
        case .setting, .health, .socialCare: .party(party)
        case .coordinator, .manager: .council
        }
    }

    fileprivate static func of(_ actor: Actor) -> Giver {
        guard case .person(let person) = actor else { return .council }
        switch person.role {
        case .family: return .family
        case .setting: return .party(.setting)
        case .health: return .party(.health)
        case .socialCare: return .party(.socialCare)
        default: return .council
        }
    }
}
