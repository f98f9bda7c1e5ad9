import CaseFile
import Contracts
import Statute

/// What the rows of `people.csv` add to a case's file: nothing when the file has said the same before.
///
/// What somebody recorded since by their own decision stands, whatever a file says: a file of yesterday must not open what
/// the safeguarding lead closed.
struct ContactImport {
    /// The reports, for the entry of the case.
    private(set) var events: [Event] = []
    /// What somebody should look at, by line.
    private(set) var warnings: [(line: Int, reason: String)] = []
    /// How many contacts are new to the file, and how many changed.
    private(set) var new = 0
    private(set) var changed = 0

    /// Holds the contacts of a case against what its file holds. `events` are those that the same import adds before.
    init(of family: FamilyRows, onto known: Caseload.Known?, on today: Day) {
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

    private mutating func warn(_ family: FamilyRows, _ file: CaseFile) {
        for contact in family.contacts {
            guard let held = file.contact(contact.number) else { continue }
            if held.relation != contact.relation || held.holdsRights != contact.holdsRights
                || held.mayBeWrittenTo != contact.mayBeWrittenTo || held.sees != contact.maySee
                || held.isLocationProtected != contact.locationProtected
            {
                warnings.append(
                    (
                        contact.line,
                        "somebody recorded contact \(contact.number) of \(family.id) otherwise, and that stands; to "
                            + "change it: annual-review record contact \(family.id) --contact \(contact.number)"
                    ))
            }
            if held.holdsRights, held.mayBeWrittenTo, contact.person.address.isEmpty, contact.person.email == nil {
                warnings.append(
                    (
                        contact.line,
                        "contact \(contact.number) of \(family.id) is told of decisions, and has neither an address nor "
                            + "an e-mail address"
                    ))
            }
        }
        if file.rightsHolders.isEmpty, let first = family.contacts.first {
            warnings.append(
                (
                    first.line,
                    "nobody holds the rights of \(family.id): no decision can be told until somebody does; set "
                        + "holds_rights for whoever the law gives them to"
                ))
        }
    }
}
