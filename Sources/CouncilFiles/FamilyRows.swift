import Casework
package import Contracts
import Statute

/// The rows of one case: its contacts and its child. They are taken together or not at all: half a family's contacts would
/// leave out somebody who must be told.
package struct FamilyRows {
    /// What one row says of a contact; what it leaves open follows from the other rows.
    struct Cells {
        let line: Int
        let person: Person
        /// The number; nil where the cell is empty.
        var number: UInt8?
        /// Whether a number stands there that is none.
        let isNumberRefused: Bool
        var relation: Relation?
        var holdsRights: Bool?
        var mayBeWrittenTo: Bool?
        var maySee: Sight?
        var locationProtected: Bool?
        let child: ChildCells

        /// Reads one row, and refuses what cannot be true.
        init(_ reader: inout RowReader, _ person: Person, today: Day) {
            line = reader.line
            self.person = person
            number = reader.number(PersonColumn.contact.rawValue, in: 1...255, "number of a contact: write 1 to 255")
                .flatMap { UInt8(exactly: $0) }
            isNumberRefused = reader.isRefused(PersonColumn.contact.rawValue)
            relation = reader.word(PersonColumn.relation.rawValue, of: Relation.self)
            holdsRights = reader.truth(PersonColumn.holdsRights.rawValue)
            mayBeWrittenTo = reader.truth(PersonColumn.mayBeWrittenTo.rawValue)
            maySee = reader.word(PersonColumn.maySee.rawValue, of: Sight.self)
            locationProtected = reader.truth(PersonColumn.locationProtected.rawValue)
            child = ChildCells(&reader, today: today)
        }
    }

    /// One contact.
    package struct Contact {
        package let line: Int
        let number: UInt8
        let relation: Relation
        let holdsRights: Bool
        let mayBeWrittenTo: Bool
        let maySee: Sight
        let locationProtected: Bool
        let person: Person

        /// What makes it the contact that it is, for the key of its report.
        var content: [String?] {
            func word(_ truth: Bool) -> String { truth ? "yes" : "no" }
            return [
                relation.rawValue, word(holdsRights), word(mayBeWrittenTo), maySee.rawValue, word(locationProtected),
            ]
        }
    }

    package let id: CaseID
    /// The contacts, in the order of the file.
    package let contacts: [Contact]
    /// What the rows say of the child.
    package let child: ChildCells
    /// Why these rows cannot be imported.
    private(set) var faults: [Fault] = []

    /// What is wrong with a row beside the others: its line, the column, and what was found.
    typealias Fault = (line: Int, column: PersonColumn, found: Finding)

    /// The last day of compulsory school age, when it has passed and cells that were left empty were read by it.
    let ageEnded: Day?

    /// The first line that gives somebody else than the young person the rights past compulsory school age, and its last day;
    /// nil when none does. That takes an assessment of the capacity as well.
    let heldPastAge: (line: Int, end: Day)?

    /// Puts the rows of a case together. `born` is the month of birth as the plan has it.
    init(_ id: CaseID, _ rows: [Cells], born: Month? = nil, on today: Day = .first) {
        self.id = id
        let cell = rows.lazy.compactMap(\.child.born).first.map { Month(of: $0.day) }
        let end = (born ?? cell).flatMap { SchoolYear.compulsoryAgeEnds(bornIn: $0) }
        let isPast = end.map { $0 < today } ?? false
        // A young person who holds the rights holds them instead of a parent (CFA 2014 s.83), and holds them by age (AGE-1).
        let isYoungPersons = rows.contains { $0.relation == .youngPerson && $0.holdsRights == true }
        var moved: Day?
        contacts = rows.map { row in
            let relation = row.relation ?? .parent
            let before = relation == .parent && !isYoungPersons
            let byAge = isPast ? relation == .youngPerson : before
            let holds = row.holdsRights ?? byAge
            if row.holdsRights == nil, byAge != before { moved = end }
            return Contact(
                line: row.line, number: row.number ?? 1, relation: relation, holdsRights: holds,
                mayBeWrittenTo: row.mayBeWrittenTo ?? true, maySee: row.maySee ?? (holds ? .everything : .own),
                locationProtected: row.locationProtected ?? false, person: row.person)
        }
        ageEnded = moved
        let other = contacts.first { $0.holdsRights && $0.relation != .youngPerson }
        heldPastAge = if isPast, let end, let other { (other.line, end) } else { nil }
        var child = rows.first?.child
        var faults: [Fault] = []
        for row in rows.dropFirst() { faults += child?.merge(row.child) ?? [] }
        faults += child?.faults ?? []
        let unread = Set(rows.filter(\.isNumberRefused).map(\.line))
        let numbered = contacts.filter { !unread.contains($0.line) }
        for contact in numbered {
            let others = numbered.filter { $0.number == contact.number && $0.line != contact.line }
            guard !others.isEmpty else { continue }
            let lines = others.map { String($0.line) }.joined(separator: ", ")
            let isEmpty = rows.first { $0.line == contact.line }?.number == nil
            let found =
                isEmpty
                ? Finding(.contactUnnumbered, .text(lines), .text(id.text))
                : Finding(.contactTwice, .number(contact.number), .text(id.text), .text(lines))
            faults.append((contact.line, .contact, found))
        }
        self.child = child ?? ChildCells()
        self.faults = faults
    }
}
