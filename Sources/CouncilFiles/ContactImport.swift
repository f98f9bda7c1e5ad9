package import Caseload
package import Casework
import CaseFile
package import Contracts
package import Statute

/// What the rows of `people.csv` add to a case's file: nothing when the file has said the same before.
///
/// What somebody recorded since by their own decision stands, whatever a file says: a file of yesterday must not open what
/// the safeguarding lead closed.
package struct ContactImport {
    /// The reports, for the entry of the case.
    package private(set) var events: [Event] = []
    /// What somebody should look at, by line.
    package private(set) var warnings: [(line: Int, finding: Finding)] = []
    /// How many contacts are new to the file, and how many changed.
    package private(set) var new = 0
    package private(set) var changed = 0

    /// Holds the contacts of a case against what its file holds. `events` are those that the same import adds before.
    package init(of family: FamilyRows, onto known: Caseload.Known?, on today: Day) {
        let imported = known?.imported ?? ImportedReports()
        var file = known?.file ?? CaseFile()
        let recorded = file.submissions.compactMap { $0.stands ? $0.contact?.number : nil }
        for contact in family.contacts {
            let data = ContactImport.data(contact, on: today)
            let wasImported = imported.latest[ImportedReports.Slot(data)] != nil
            // A contact that a person recorded before any file spoke of it is theirs.
            if !wasImported, recorded.contains(contact.number) { continue }
            guard let event = imported.report(data, of: family.id, saying: contact.content) else { continue }
            events.append(event)
            if wasImported { changed += 1 } else { new += 1 }
        }
        if !events.isEmpty {
            _ = file.append(Entry(by: Operator.importing, recorded: today, events: events), at: .max)
        }
        warn(family, file)
    }

    private static func data(_ contact: FamilyRows.Contact, on today: Day) -> EventData {
        .contactRecorded(
            ContactRecorded(
                contact: contact.number, relation: contact.relation, holdsRights: contact.holdsRights,
                mayBeWrittenTo: contact.mayBeWrittenTo, maySee: contact.maySee,
                locationProtected: contact.locationProtected, by: Operator.id, on: today))
    }

    /// Why nothing can be sent to somebody, or may not arrive; nil when nothing is wanting.
    private static func lack(_ person: Person) -> FindingCode? {
        guard person.canBeReached else { return person.hasAnyAddress ? .contactUnreachable : .contactWithoutAddress }
        guard person.usableEmail == nil, let lines = person.postalAddress, !lines.contains(where: isPostcode) else {
            return nil
        }
        return .contactWithoutPostcode
    }

    /// Whether a line is, or ends with, a postcode: `BR1 3UH`.
    private static func isPostcode(_ line: String) -> Bool {
        let text = line.uppercased().filter { !$0.isWhitespace }.utf8.suffix(7)
        guard text.count >= 5 else { return false }
        func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        let inward = Array(text.suffix(3))
        return isDigit(inward[0]) && isLetter(inward[1]) && isLetter(inward[2])
            && text.dropLast(3).contains(where: isDigit)
    }

    private mutating func warn(_ family: FamilyRows, _ file: CaseFile) {
        for contact in family.contacts {
            guard let held = file.contact(contact.number) else { continue }
            if held.relation != contact.relation || held.holdsRights != contact.holdsRights
                || held.mayBeWrittenTo != contact.mayBeWrittenTo || held.sees != contact.maySee
                || held.isLocationProtected != contact.locationProtected
            {
                warnings.append((contact.line, Finding(.contactOtherwise, .number(contact.number))))
            }
            if held.holdsRights, held.mayBeWrittenTo, let lack = ContactImport.lack(contact.person) {
                warnings.append((contact.line, Finding(lack, .number(contact.number))))
            }
        }
        if let end = family.ageEnded, let first = family.contacts.first {
            let holders = file.rightsHolders.map { Addressee.contact($0.number) }
            warnings.append((first.line, Finding(.rightsByAge, .day(end), .addressees(holders, in: file))))
        } else if let (line, end) = family.heldPastAge {
            warnings.append((line, Finding(.heldPastAge, .day(end))))
        }
        if file.rightsHolders.isEmpty, let first = family.contacts.first {
            warnings.append((first.line, Finding(.nobodyHolds)))
        }
    }
}
