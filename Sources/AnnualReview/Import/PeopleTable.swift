import CSV
import Contracts
import JSON
import Statute

/// The rows of `people.csv`: those that can be imported, and why others cannot.
struct PeopleTable {
    /// Who stands under which key of `people`.
    struct Row {
        let line: Int
        /// The key.
        let key: String
        /// The case, when it is about one.
        let id: CaseID?
        let person: Person
    }

    /// The file as the operator named it.
    let file: String
    private(set) var rows: [Row] = []
    /// The contacts and the child of each case.
    private(set) var families: [FamilyRows] = []
    private(set) var problems: [RowProblem] = []
    let count: Int
    /// How many rows were refused.
    var refused: Int { count - rows.count }
    let encoding: CSVFile.Encoding

    /// Whom a row is about.
    private enum Subject {
        /// A contact of that case.
        case contact(CaseID)
        /// Who stands under that key.
        case other(String)
    }

    /// A row before it is held against the others of its case.
    private struct FamilyRow {
        let cells: FamilyRows.Cells
        let isRefused: Bool
    }

    /// Reads a file. `isKnown` says whether there is such a case. Throws when the file cannot be read as a whole.
    init(parsing bytes: [UInt8], file: String, today: Day, isKnown: (CaseID) -> Bool) throws(CommandError) {
        let content: CSVFile
        do throws(CSVError) {
            content = try CSVFile(parsing: bytes, file: file)
        } catch {
            throw CommandError(error.description)
        }
        self.file = file
        encoding = content.encoding
        count = max(0, content.rows.count - 1)
        let header = try Header(
            of: content, known: PersonColumn.allCases.map(\.rawValue),
            otherNames: Dictionary(
                uniqueKeysWithValues: PersonColumn.otherNames.map { ($0, PersonColumn.subject.rawValue) }),
            gone: PersonColumn.gone, required: [PersonColumn.subject.rawValue, PersonColumn.name.rawValue])
        var linesOfKey: [String: [Int]] = [:]
        var others: [Row] = []
        var families: [CaseID: [FamilyRow]] = [:]
        for row in content.rows.dropFirst() {
            guard row.fields.count == header.count else {
                problems.append(
                    RowProblem(
                        file: file, line: row.line, column: nil,
                        reason: "has \(row.fields.count) fields, the first row \(header.count); "
                            + "put a field that holds a comma in double quotes"))
                continue
            }
            var reader = RowReader(file: file, row: row, header: header)
            let subject = PeopleTable.subject(&reader, isKnown)
            let person = PeopleTable.person(&reader)
            switch subject {
            case .contact(let id):
                let cells = FamilyRows.Cells(&reader, person, today: today)
                families[id, default: []].append(FamilyRow(cells: cells, isRefused: !reader.problems.isEmpty))
            case .other(let key):
                for column in PersonColumn.ofContact + PersonColumn.ofChild where reader.text(column.rawValue) != nil {
                    reader.refuse(column.rawValue, "is for a case; leave it empty for \(key)")
                }
                linesOfKey[key, default: []].append(row.line)
                if reader.problems.isEmpty { others.append(Row(line: row.line, key: key, id: nil, person: person)) }
            case nil: break
            }
            problems += reader.problems
        }
        for (key, lines) in linesOfKey where lines.count > 1 {
            for line in lines {
                let others = lines.filter { $0 != line }.map(String.init).joined(separator: ", ")
                refuse(line, .subject, "\(key) stands also in line \(others); keep one row of each")
            }
        }
        rows = others.filter { linesOfKey[$0.key]?.count == 1 }
        for (id, family) in families { take(id, family) }
        rows.sort { $0.line < $1.line }
        self.families.sort { ($0.contacts.first?.line ?? 0) < ($1.contacts.first?.line ?? 0) }
        problems.sort { ($0.line, $0.column ?? "") < ($1.line, $1.column ?? "") }
    }

    private mutating func refuse(_ line: Int, _ column: PersonColumn?, _ reason: String) {
        problems.append(RowProblem(file: file, line: line, column: column?.rawValue, reason: reason))
    }

    /// Takes the rows of a case, all or none.
    private mutating func take(_ id: CaseID, _ family: [FamilyRow]) {
        let together = FamilyRows(id, family.map(\.cells))
        for fault in together.faults { refuse(fault.line, fault.column, fault.reason) }
        let refused = Set(family.filter(\.isRefused).map(\.cells.line) + together.faults.map(\.line)).sorted()
        guard refused.isEmpty else {
            let lines = refused.map(String.init).joined(separator: ", ")
            for row in family where !refused.contains(row.cells.line) {
                refuse(
                    row.cells.line, nil,
                    "is not imported, as line \(lines) of \(id) is refused: the contacts of a case are taken together")
            }
            return
        }
        families.append(together)
        for contact in together.contacts {
            rows.append(
                Row(
                    line: contact.line, key: PersonKey.contact(contact.number, in: id), id: id, person: contact.person))
        }
    }

    private static let subjects = "setting:NUMBER nor officer:ID nor team:NAME"

    private static func subject(_ reader: inout RowReader, _ isKnown: (CaseID) -> Bool) -> Subject? {
        let column = PersonColumn.subject.rawValue
        guard let text = reader.text(column) else {
            reader.refuse(column, "is missing: say whom the row is about")
            return nil
        }
        let parts = text.split(separator: ":", maxSplits: 1).map { Header.trimmed(String($0)) }
        guard parts.count == 2 else {
            guard let id = CaseID(text) else {
                reader.refuse(column, "\(text) is no case, and neither \(subjects)")
                return nil
            }
            if isKnown(id) { return .contact(id) }
            reader.refuse(column, "\(id) is neither in the log nor in the plans of this import")
            return nil
        }
        switch parts[0].lowercased() {
        case "setting":
            if let number = SettingNumber.of(parts[1]) { return .other(PersonKey.setting(number)) }
            reader.refuse(
                column,
                "\(parts[1]) is neither a URN, which has six digits, nor a UKPRN, which has eight, the first a 1")
        case "officer", "coordinator":
            if let id = ActorID(parts[1]) { return .other(PersonKey.officer(id)) }
            reader.refuse(column, "\(parts[1]) is no id: write one such as C-07; the name belongs in name")
        case "team":
            let teams: [Party] = [.health, .socialCare, .manager]
            if let party = RowReader.word(parts[1], of: Party.self), teams.contains(party) {
                return .other(PersonKey.team(party))
            }
            reader.refuse(
                column, "\(parts[1]) is none of \(teams.map(\.rawValue).joined(separator: ", "))")
        default: reader.refuse(column, "\(text) is neither a case nor \(subjects)")
        }
        return nil
    }

    private static func person(_ reader: inout RowReader) -> Person {
        var person = Person()
        if let name = reader.text(PersonColumn.name.rawValue) {
            person.name = name
        } else {
            reader.refuse(PersonColumn.name.rawValue, "is missing: a letter must be addressed to somebody")
        }
        let lines: [PersonColumn] = [.address1, .address2, .address3, .address4, .postcode]
        person.address = lines.compactMap { reader.text($0.rawValue) }
        person.email = email(&reader)
        if let language = reader.text(PersonColumn.language.rawValue)?.lowercased() {
            if (2...3).contains(language.utf8.count), language.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
                person.language = language
            } else {
                reader.refuse(
                    PersonColumn.language.rawValue,
                    "\(language) is no code of a language: write two or three letters, as pl")
            }
        }
        if let format = reader.text(PersonColumn.format.rawValue)?.lowercased() {
            if PersonColumn.formats.contains(format) {
                person.format = format
            } else {
                reader.refuse(
                    PersonColumn.format.rawValue, "\(format) is none of \(PersonColumn.formats.joined(separator: ", "))"
                )
            }
        }
        person.channels = channels(&reader)
        return person
    }

    private static func email(_ reader: inout RowReader) -> String? {
        guard let email = reader.text(PersonColumn.email.rawValue) else { return nil }
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        if parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !email.contains(where: \.isWhitespace),
            parts[1].first != ".", parts[1].last != "."
        {
            return email
        }
        reader.refuse(PersonColumn.email.rawValue, "\(email) is no e-mail address")
        return nil
    }

    private static func channels(_ reader: inout RowReader) -> [ChannelName]? {
        let column = PersonColumn.channels.rawValue
        guard let text = reader.text(column) else { return nil }
        var channels: [ChannelName] = []
        for part in text.split(whereSeparator: { ";,| ".contains($0) }) {
            guard let channel = PupilNumbers.value(part.lowercased(), of: ChannelName.self) else {
                reader.refuse(column, "\(part) is no channel: write a word of small letters, as email")
                return nil
            }
            if !channels.contains(channel) { channels.append(channel) }
        }
        return channels.isEmpty ? nil : channels
    }
}
