import CSV
import Contracts
import JSON

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

    private(set) var rows: [Row] = []
    private(set) var problems: [RowProblem] = []
    let count: Int
    /// How many rows were refused.
    var refused: Int { count - rows.count }
    let encoding: CSVFile.Encoding

    /// Reads a file. `isKnown` says whether there is such a case. Throws when the file cannot be read as a whole.
    init(parsing bytes: [UInt8], file: String, isKnown: (CaseID) -> Bool) throws(CommandError) {
        let content: CSVFile
        do throws(CSVError) {
            content = try CSVFile(parsing: bytes, file: file)
        } catch {
            throw CommandError(error.description)
        }
        encoding = content.encoding
        count = max(0, content.rows.count - 1)
        let header = try Header(
            of: content, known: PersonColumn.allCases.map(\.rawValue),
            otherNames: Dictionary(
                uniqueKeysWithValues: PersonColumn.otherNames.map { ($0, PersonColumn.subject.rawValue) }),
            required: [PersonColumn.subject.rawValue, PersonColumn.name.rawValue])
        var linesOfKey: [String: [Int]] = [:]
        var read: [Row] = []
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
            let person = PeopleTable.person(&reader, isFamily: subject.map { $0.id != nil } ?? true)
            if let subject { linesOfKey[subject.key, default: []].append(row.line) }
            problems += reader.problems
            guard let subject, reader.problems.isEmpty else { continue }
            read.append(Row(line: row.line, key: subject.key, id: subject.id, person: person))
        }
        for (key, lines) in linesOfKey where lines.count > 1 {
            for line in lines {
                let others = lines.filter { $0 != line }.map(String.init).joined(separator: ", ")
                problems.append(
                    RowProblem(
                        file: file, line: line, column: PersonColumn.subject.rawValue,
                        reason: "\(key) stands also in line \(others); keep one row of each"))
            }
        }
        rows = read.filter { linesOfKey[$0.key]?.count == 1 }
        problems.sort { ($0.line, $0.column ?? "") < ($1.line, $1.column ?? "") }
    }

    private static func subject(
        _ reader: inout RowReader, _ isKnown: (CaseID) -> Bool
    ) -> (key: String, id: CaseID?)? {
        let column = PersonColumn.subject.rawValue
        guard let text = reader.text(column) else {
            reader.refuse(column, "is missing: say whom the row is about")
            return nil
        }
        let parts = text.split(separator: ":", maxSplits: 1).map { Header.trimmed(String($0)) }
        if parts.count == 2 {
            if reader.text(PersonColumn.party.rawValue) != nil {
                reader.refuse(PersonColumn.party.rawValue, "is for a case; leave it empty for \(text)")
            }
            switch (parts[0].lowercased(), parts[1]) {
            case ("setting", let urn) where UInt32(urn).map { (100_000...999_999).contains($0) } ?? false:
                return ("setting/\(urn)", nil)
            case ("setting", let urn):
                reader.refuse(column, "\(urn) is no unique reference number: those have six digits")
            case ("coordinator", let id) where !id.isEmpty && !id.contains(where: { $0.isWhitespace }):
                return ("officer/\(id)", nil)
            case ("team", let name):
                if let party = RowReader.word(name, of: Party.self),
                    [.health, .socialCare, .manager].contains(party)
                {
                    return ("team/\(party.rawValue)", nil)
                }
                reader.refuse(column, "\(name) is none of health, social-care, manager")
            default: reader.refuse(column, "\(text) is neither setting:URN nor coordinator:ID nor team:NAME")
            }
            return nil
        }
        return family(text, &reader, isKnown)
    }

    private static func family(
        _ text: String, _ reader: inout RowReader, _ isKnown: (CaseID) -> Bool
    ) -> (key: String, id: CaseID?)? {
        let column = PersonColumn.subject.rawValue
        // `B-10432/parent` is the key as `people` has it.
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard let first = parts.first, let id = CaseID(first) else {
            reader.refuse(column, "\(text) is no case, and neither setting:URN nor coordinator:ID nor team:NAME")
            return nil
        }
        guard isKnown(id) else {
            reader.refuse(column, "\(id) is neither in the log nor in the plans of this import")
            return nil
        }
        let name = parts.count > 1 ? parts[1] : reader.text(PersonColumn.party.rawValue) ?? Party.parent.rawValue
        guard let party = RowReader.word(name, of: Party.self), [.parent, .youngPerson].contains(party) else {
            reader.refuse(PersonColumn.party.rawValue, "\(name) is none of parent, young-person")
            return nil
        }
        return (PersonKey.contact(party == .parent ? 1 : 2, in: id), id)
    }

    private static func person(_ reader: inout RowReader, isFamily: Bool) -> Person {
        var person = Person()
        if let name = reader.text(PersonColumn.name.rawValue) {
            person.name = name
        } else {
            reader.refuse(PersonColumn.name.rawValue, "is missing: a letter must be addressed to somebody")
        }
        let lines: [PersonColumn] = [.address1, .address2, .address3, .address4, .postcode]
        person.address = lines.compactMap { reader.text($0.rawValue) }
        if let email = reader.text(PersonColumn.email.rawValue) {
            let parts = email.split(separator: "@", omittingEmptySubsequences: false)
            if parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !email.contains(where: \.isWhitespace),
                parts[1].first != ".", parts[1].last != "."
            {
                person.email = email
            } else {
                reader.refuse(PersonColumn.email.rawValue, "\(email) is no e-mail address")
            }
        }
        if let child = reader.text(PersonColumn.child.rawValue) {
            if isFamily {
                _ = child
            } else {
                reader.refuse(PersonColumn.child.rawValue, "is for the family of a case only")
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
        return person
    }
}
