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
    mutating func merge(_ other: ChildCells) -> [(line: Int, column: PersonColumn, reason: String)] {
        var faults: [(line: Int, column: PersonColumn, reason: String)] = []
        for (column, theirs) in other.cells {
            guard let ours = cells[column] else {
                cells[column] = theirs
                continue
            }
            guard ours.text != theirs.text else { continue }
            for (here, there) in [(ours, theirs), (theirs, ours)] {
                faults.append(
                    (here.line, column, "says \(here.text), line \(there.line) says \(there.text); keep one of them"))
            }
        }
        return faults
    }

    /// What does not go together, once all rows are taken in.
    var faults: [(line: Int, column: PersonColumn, reason: String)] {
        var faults: [(line: Int, column: PersonColumn, reason: String)] = []
        if cells[.upn] != nil, let reason = cells[.upnReason] {
            faults.append((reason.line, .upnReason, "says why there is no UPN, and upn gives one; keep one of them"))
        }
        if let born = cells[.childBorn], child == nil {
            faults.append(
                (born.line, .childBorn, "stands beside no name: give child, the name that letters call the child by"))
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
        let fault: String?
        switch column {
        case .childBorn:
            guard let day = reader.day(column.rawValue) else { return nil }
            guard day <= today else {
                reader.refuse(column.rawValue, "\(day) has not come yet: today is \(today)")
                return nil
            }
            return day.description
        case .sex:
            return reader.word(column.rawValue, of: Sex.self)?.rawValue
        case .ethnicity:
            fault =
                isCode(EthnicityCode.self) ? nil : "\(text) is no code of the DfE's: those have four letters, as WBRI"
        case .upn: fault = PupilNumbers.fault(upn: capitals)
        case .upnReason:
            fault = isCode(MissingUPNReason.self) ? nil : "\(text) is no reason of the DfE's: write UN1, UN2 and so on"
        case .uln: fault = PupilNumbers.fault(uln: text)
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
