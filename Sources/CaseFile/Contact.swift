public import Contracts

// What is not obvious here:
//
// - A file without any contact has one: contact 1, the parent whom the law presumes. So silence about who is told is
//   an alarm for want of an address, never nobody.

/// Someone who is told of the child, as the file holds it: by a number, without a name, in four bytes.
public struct Contact: Hashable, Sendable {
    /// The number within the case, from 1.
    public let number: UInt8
    /// What the contact is to the child.
    public let relation: Relation
    /// What the contact may see.
    public let sees: Sight
    private let facts: Facts

    private struct Facts: OptionSet, Hashable {
        let rawValue: UInt8
        static let holdsRights = Facts(rawValue: 1)
        static let mayBeWrittenTo = Facts(rawValue: 2)
        static let locationProtected = Facts(rawValue: 4)

        /// In which format the contact chose to read letters, as its place among all from 1; 0: nobody said.
        init(_ format: LetterFormat?) {
            let place = format.flatMap { LetterFormat.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
            rawValue = UInt8(place) << 4
        }
        init(rawValue: UInt8) { self.rawValue = rawValue }
        var format: LetterFormat? {
            let place = Int(rawValue >> 4)
            return LetterFormat.allCases.indices.contains(place - 1) ? LetterFormat.allCases[place - 1] : nil
        }
    }

    private init(number: UInt8, relation: Relation, sees: Sight, facts: Facts) {
        self.number = number
        self.relation = relation
        self.sees = sees
        self.facts = facts
    }

    init(_ data: ContactRecorded) {
        var facts = Facts(data.format)
        if data.holdsRights.isSo { facts.insert(.holdsRights) }
        if data.mayBeWrittenTo.isSo { facts.insert(.mayBeWrittenTo) }
        if data.locationProtected.isSo { facts.insert(.locationProtected) }
        self.init(number: data.contact, relation: data.relation, sees: data.maySee.sees, facts: facts)
    }

    /// Whom a file without any contact has: the child's parent, who holds the rights unless somebody else does (CFA 2014
    /// s.83), as contact 1. Where nobody's address is known, that is an alarm, never silence.
    public static let presumed = Contact(
        number: 1, relation: .parent, sees: .everything, facts: [.holdsRights, .mayBeWrittenTo])

    /// The same contact, holding the rights or not.
    func holding(_ isSo: Bool) -> Contact {
        var facts = facts
        if isSo { facts.insert(.holdsRights) } else { facts.remove(.holdsRights) }
        return Contact(number: number, relation: relation, sees: sees, facts: facts)
    }

    /// Whether the contact holds the rights that the law gives for this plan: as it was recorded, or, since they passed by
    /// law, as the law has it.
    public var holdsRights: Bool { facts.contains(.holdsRights) }
    /// Whether anything may be sent to the contact.
    public var mayBeWrittenTo: Bool { facts.contains(.mayBeWrittenTo) }
    /// Whether where the child is must be kept from the contact.
    public var isLocationProtected: Bool { facts.contains(.locationProtected) }
    /// In which format the contact chose to read letters; nil where nobody said so here, and what `people` holds counts.
    public var format: LetterFormat? { facts.format }
    /// In what capacity the law knows the contact: the young person, or a parent.
    public var party: Party { relation == .youngPerson ? .youngPerson : .parent }
}

extension CaseFile {
    /// The child's contacts, by number; where none was recorded, the parent whom the law presumes. One without a number
    /// is none: nothing could be addressed to it.
    public var contacts: [Contact] { asTheLawHasIt(recordedContacts) }

    /// The contacts as they were recorded.
    var recordedContacts: [Contact] {
        var all: [Contact] = []
        for report in submissions where report.kind == .contactRecorded && report.stands {
            guard let contact = report.contact, contact.number > 0 else { continue }
            if let place = all.firstIndex(where: { $0.number >= contact.number }) {
                if all[place].number == contact.number { all[place] = contact } else { all.insert(contact, at: place) }
            } else {
                all.append(contact)
            }
        }
        return all.isEmpty ? [.presumed] : all
    }

    /// The contact with that number; nil when there is none.
    public func contact(_ number: UInt8) -> Contact? {
        guard rightsBasis == .asRecorded else { return contacts.first { $0.number == number } }
        var found: Contact?
        var isPresumed = true
        for report in submissions where report.kind == .contactRecorded && report.stands {
            guard let contact = report.contact, contact.number > 0 else { continue }
            isPresumed = false
            if contact.number == number { found = contact }
        }
        return isPresumed && number == Contact.presumed.number ? .presumed : found
    }

    /// Whoever holds the rights.
    public var rightsHolders: [Contact] { contacts.filter(\.holdsRights) }

    /// Whoever holds the rights and may be written to: these are told. Whom a decision closes is shown as not told, by
    /// decision.
    public var toldHolders: [Contact] {
        var all = contacts
        all.removeAll { !$0.holdsRights || !$0.mayBeWrittenTo }
        return all
    }

    /// Whether anything may be sent to that addressee.
    func mayBeWrittenTo(_ addressee: Addressee?) -> Bool {
        guard case .contact(let number) = addressee else { return addressee != nil }
        return contact(number)?.mayBeWrittenTo ?? false
    }
}

extension CaseFile {
    /// Whether somebody looked through that message for whatever tells where the child is, and it may leave.
    public func isLookedThrough(_ message: ConclusionID) -> Bool {
        let looked = messagesLookedThrough
        guard !looked.isEmpty else { return false }
        return submissions.contains { $0.kind == .lookedThrough && $0.stands && looked[$0.key] == message }
    }
}
