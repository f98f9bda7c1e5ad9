import Casework
package import Contracts
import JSON
package import Statute

/// What the rows of one case say of the child. Each cell may stand on any one of them; two that differ are refused with
/// both lines.
package struct ChildCells {
    /// What a cell says, in the form in which it is kept, and where.
    struct Cell: Equatable {
        let text: String
        let line: Int
    }

    private(set) var cells: [PersonColumn: Cell] = [:]

    /// Nothing.
    init() {}

    /// Reads the cells of one row, and refuses those that cannot be true.
    init(_ reader: inout RowReader, today: Day) {
        for column in PersonColumn.ofChild {
            guard let text = reader.text(column.rawValue) else { continue }
            guard let kept = ChildCells.kept(text, column, &reader, today: today) else { continue }
            cells[column] = Cell(text: kept, line: reader.line)
        }
    }

    /// Takes in another row of the same case; answers what contradicts, by the line of each.
    mutating func merge(_ other: ChildCells) -> [FamilyRows.Fault] {
        var faults: [FamilyRows.Fault] = []
        for (column, theirs) in other.cells {
            guard let ours = cells[column] else {
                cells[column] = theirs
                continue
            }
            guard ours.text != theirs.text else { continue }
            for (here, there) in [(ours, theirs), (theirs, ours)] {
                let found = Finding(.cellsDiffer, .cell(here.text), .number(there.line), .cell(there.text))
                faults.append((here.line, column, found))
            }
        }
        return faults
    }

    /// What does not go together, once all rows are taken in.
    var faults: [FamilyRows.Fault] {
        var faults: [FamilyRows.Fault] = []
        if cells[.upn] != nil, let reason = cells[.upnReason] {
            faults.append((reason.line, .upnReason, Finding(.upnAndReason)))
        }
        if let born = cells[.childBorn], child == nil {
            faults.append((born.line, .childBorn, Finding(.bornWithoutName)))
        }
        return faults
    }

    /// The child for letters; nil when no name is given.
    package var child: Child? {
        guard let name = cells[.child] ?? cells[.childLegalName] else { return nil }
        return Child(
            name: name.text, legalName: cells[.childLegalName]?.text, born: cells[.childBorn].flatMap { Day($0.text) })
    }

    /// The child for returns; nil when nothing is known.
    package var childReturn: ChildReturn? {
        func value<Value: TextValue>(_ column: PersonColumn) -> Value? {
            cells[column].flatMap { PupilNumbers.value($0.text, of: Value.self) }
        }
        var child = ChildReturn()
        child.sex = value(.sex)
        child.ethnicity = value(.ethnicity)
        child.upn = value(.upn)
        child.upnReason = value(.upnReason)
        child.uln = value(.uln)
        child.postcode = cells[.homePostcode]?.text
        return child.isEmpty ? nil : child
    }

    /// The line and the month of the day of birth.
    package var born: (line: Int, day: Day)? {
        cells[.childBorn].flatMap { cell in Day(cell.text).map { (cell.line, $0) } }
    }

    /// The form in which a cell is kept; nil when it was refused.
    private static func kept(
        _ text: String, _ column: PersonColumn, _ reader: inout RowReader, today: Day
    ) -> String? {
        let capitals = text.uppercased()
        func isCode<Value: TextValue>(_: Value.Type) -> Bool { PupilNumbers.value(capitals, of: Value.self) != nil }
        let fault: Finding?
        switch column {
        case .childBorn:
            guard let day = reader.day(column.rawValue) else { return nil }
            guard day <= today else {
                reader.refuse(column.rawValue, Finding(.dayToCome, .day(day), .day(today)))
                return nil
            }
            return day.description
        case .sex:
            return reader.word(column.rawValue, of: Sex.self)?.rawValue
        case .ethnicity:
            fault = isCode(EthnicityCode.self) ? nil : Finding(.noEthnicity, .cell(text))
        case .upn: fault = PupilNumbers.fault(upn: capitals).map { Finding(.noUPN, .cell(capitals), .text($0)) }
        case .upnReason: fault = isCode(MissingUPNReason.self) ? nil : Finding(.noUPNReason, .cell(text))
        case .uln: fault = PupilNumbers.fault(uln: text).map { Finding(.noULN, .cell(text), .text($0)) }
        case .homePostcode: return capitals
        default: return text
        }
        if let fault {
            reader.refuse(column.rawValue, fault)
            return nil
        }
        return capitals
    }
}
