import Contracts
import JSON
import Runtime

/// Those who are told, by their keys of `people`, and the cases that wait for one who cannot be reached.
struct PeopleAtHand {
    private var people: [String: Person] = [:]
    /// Cases with a message for somebody who cannot be reached, by that person's key.
    private var unreached: [String: Set<CaseID>] = [:]

    /// Reads a record of `people`; the cases that waited for that person.
    mutating func read(_ record: TopicRecord) throws(JSONError) -> [CaseID] {
        // Whoever cannot be read cannot be reached.
        people[record.key] = nil
        if let value = record.value { people[record.key] = try Person(json: value) }
        return (unreached.removeValue(forKey: record.key) ?? []).sorted()
    }

    /// Whoever that addressee is; nil when nobody is recorded.
    func person(_ addressee: Addressee, in view: CaseInView) -> Person? {
        PersonKey.key(of: addressee, in: view.id, plan: view.plan).flatMap { people[$0] }
    }

    /// Whoever that addressee is, when anything can be sent to them.
    func reachable(_ addressee: Addressee, in view: CaseInView) -> Person? {
        person(addressee, in: view).flatMap { $0.canBeReached ? $0 : nil }
    }

    /// The case is to be looked at again when a record of that addressee comes.
    mutating func wait(for addressee: Addressee, in view: CaseInView) {
        guard let key = PersonKey.key(of: addressee, in: view.id, plan: view.plan) else { return }
        unreached[key, default: []].insert(view.id)
    }
}
