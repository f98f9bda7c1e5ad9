import Contracts
import JSON
import Runtime
import SignIn
import Synchronization

/// Names and addresses as `people` and `children` hold them, found by what somebody who signs in has: an address, or a link.
///
/// - Thread: any.
final class FamilyDirectory: Sendable {
    private struct State {
        var people: [String: Person] = [:]
        var children: [String: Child] = [:]
        /// Contacts by their verified address, as servers take it, and by their link.
        var byAddress: [String: Set<FamilyMember>] = [:]
        var byLink: [String: FamilyMember] = [:]
    }

    private let state = Mutex(State())
    private let links: SignInLinks

    init(links: SignInLinks) { self.links = links }

    /// Reads a record. What it throws about is as if it were not there.
    func read(_ record: TopicRecord) throws {
        switch record.topic {
        case .people: try readPerson(record)
        case .children:
            let child = try record.value.map { value in
                let child = try Child(json: value)
                if let field = child.oversized { throw Oversized(field: field) }
                return child
            }
            state.withLock { $0.children[record.key] = child }
        default: return
        }
    }

    private struct Oversized: Error, CustomStringConvertible {
        let field: String
        var description: String { "the field \(field) is larger than anything is taken" }
    }

    private func readPerson(_ record: TopicRecord) throws {
        let links = links
        let member = FamilyMember(key: record.key)
        state.withLock { state in
            guard let member, let old = state.people.removeValue(forKey: record.key).flatMap(Self.verified) else {
                state.people[record.key] = nil
                return
            }
            state.byAddress[Self.sought(old)]?.remove(member)
            state.byLink[links.token(for: record.key, address: old)] = nil
        }
        guard let value = record.value else { return }
        let person = try Person(json: value)
        if let field = person.oversized { throw Oversized(field: field) }
        state.withLock { state in
            state.people[record.key] = person
            guard let member, let address = Self.verified(person) else { return }
            state.byAddress[Self.sought(address), default: []].insert(member)
            state.byLink[links.token(for: record.key, address: address)] = member
        }
    }

    /// The address that was verified, whether or not a code may go to it yet.
    private static func verified(_ person: Person) -> String? {
        person.verified == nil ? nil : person.usableEmail
    }

    /// As addresses are found: people write them with capitals or without.
    private static func sought(_ wire: String) -> String { wire.lowercased() }

    /// The contacts with that verified address, in the order of their cases.
    func members(at address: String) -> [FamilyMember] {
        guard let sought = sought(address) else { return [] }
        return state.withLock { Array($0.byAddress[sought] ?? []) }.sorted { ($0.id, $0.contact) < ($1.id, $1.contact) }
    }

    /// The address in one spelling, however it is typed; nil of what is none.
    func sought(_ address: String) -> String? {
        do throws(EmailAddress.Fault) { return Self.sought(try EmailAddress(address).wire) } catch { return nil }
    }

    /// Whose link that is; nil of one that leads nowhere.
    func member(at link: String) -> FamilyMember? { state.withLock { $0.byLink[link] } }

    /// The link of that contact; nil where no address of theirs was verified.
    func link(of member: FamilyMember) -> String? {
        person(member.key).flatMap(Self.verified).map { links.token(for: member.key, address: $0) }
    }

    /// Whoever has that key on `people`.
    func person(_ key: String) -> Person? { state.withLock { $0.people[key] } }

    /// The name of whoever has that key; nil where none is known.
    func name(_ key: String?) -> String? {
        key.flatMap { person($0)?.name }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The name that letters use for the child; nil when none is known.
    func child(of id: CaseID) -> String? {
        state.withLock { $0.children[id.text] }.flatMap { $0.name.isEmpty ? nil : $0.name }
    }
}
