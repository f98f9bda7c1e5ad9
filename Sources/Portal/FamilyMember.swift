import Contracts

/// Whoever is signed in: one of the contacts of one child, by number. A parent of two children signs in for each.
struct FamilyMember: Hashable, Sendable {
    /// The case.
    let id: CaseID
    /// The contact's number within it.
    let contact: UInt8

    /// By what codes and sign-ins are told apart: the key on `people`.
    var key: String { PersonKey.contact(contact, in: id) }

    /// Who speaks in the log.
    var actor: Actor { .person(.family, ActorID(contact: contact), by: .portal) }

    init(_ id: CaseID, _ contact: UInt8) {
        self.id = id
        self.contact = contact
    }

    /// Of a key on `people`; nil where it is none of a contact.
    init?(key: String) {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = CaseID(String(parts[0])), let number = UInt8(parts[1]), number > 0 else {
            return nil
        }
        self.init(id, number)
    }
}
