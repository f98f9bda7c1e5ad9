import Contracts
import JSON
import Runtime
import Statute

/// Those who are told, by their keys of `people`, and the cases that wait for one who cannot be reached.
struct PeopleAtHand {
    private var people: [String: Person] = [:]
    /// Cases with a message for somebody who cannot be reached, by that person's key.
    private var unreached: [String: Set<CaseID>] = [:]

    /// Reads a record of `people`; the cases that waited for that person.
    mutating func read(_ record: TopicRecord) throws -> [CaseID] {
        // Whoever cannot be read cannot be reached.
        people[record.key] = nil
        if let value = record.value {
            let person = try Person(json: value)
            if let field = person.oversized { throw SendingError.oversized(field: field) }
            people[record.key] = person
        }
        return (unreached.removeValue(forKey: record.key) ?? []).sorted()
    }

    /// Whoever that addressee is; nil when nobody is recorded.
    func person(_ addressee: Addressee, in view: CaseInView) -> Person? {
        PersonKey.key(of: addressee, in: view.id, plan: view.plan).flatMap { people[$0] }
    }

    /// Whoever that addressee is, and how they are written to: by e-mail or by post where a letter says so, because its
    /// days run from that.
    func reach(_ addressee: Addressee, by letters: Delivery?, in view: CaseInView) -> Reach {
        guard let person = person(addressee, in: view), person.hasAnyAddress else { return .failed(.noAddress) }
        switch letters ?? person.delivery {
        case .email? where person.usableEmail != nil: return .person(person, .email)
        case .post? where person.postalAddress != nil: return .person(person, .post)
        default: return .failed(.badAddress)
        }
    }

    /// The case is to be looked at again when a record of that addressee comes.
    mutating func wait(for addressee: Addressee, in view: CaseInView) {
        guard let key = PersonKey.key(of: addressee, in: view.id, plan: view.plan) else { return }
        unreached[key, default: []].insert(view.id)
    }
}

/// Whether somebody can be written to.
enum Reach {
    case person(Person, Delivery)
    case failed(DeliveryFailure)
}
