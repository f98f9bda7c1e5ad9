package import Arguments
package import CSV
import Casework
package import Contracts
import JSON
package import Statute

/// The rows of `people.csv`: those that can be imported, and why others cannot.
package struct PeopleTable {
    /// Who stands under which key of `people`.
    package struct Row {
        package let line: Int
        /// The key.
        package let key: String
        /// The case, when it is about one.
        let id: CaseID?
        package let person: Person
    }

    /// The file as the operator named it.
    package let file: String
    package private(set) var rows: [Row] = []
    /// The contacts and the child of each case.
    package private(set) var families: [FamilyRows] = []
    package private(set) var problems: [RowProblem] = []
    /// Rows that nothing is wrong with and that wait for another of their case, which is refused.
    package private(set) var keptOut: [RowProblem] = []
    package let count: Int
    /// How many rows were refused or kept out.
    package var refused: Int { count - rows.count }
    /// How the file was read as a whole.
    package let judgement: FileJudgement

    /// The most rows of one case: a contact's number has one byte, and is never given to another.
    static let mostRowsOfCase = 255

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

    /// Whether there is a case of whom a row speaks.
    package enum Known {
        /// In the log, or in the plans of the same import.
        case known
        /// Its row in the plans of the same import was refused.
        case refused
        case unknown
    }

    /// Reads a file. `known` says whether there is such a case. Throws when the file cannot be read as a whole.
    package init(
        _ content: CSVFile, today: Day, reading: FileReading = FileReading(),
        known: (CaseID) -> Known, born: (CaseID) -> Month? = { _ in nil }
    ) throws(CommandError) {
        self.file = content.file
        count = max(0, content.rows.count - 1)
        let header = try Header(
            of: content, known: PersonColumn.allCases.map(\.rawValue),
            otherNames: PersonColumn.otherNames.mapValues(\.rawValue),
            required: [PersonColumn.subject.rawValue, PersonColumn.name.rawValue])
        judgement = try FileJudgement(content, header, columns: [PersonColumn.childBorn.rawValue], given: reading)
        var linesOfKey: [String: [Int]] = [:]
        var others: [Row] = []
        var families: [CaseID: [FamilyRow]] = [:]
        for row in content.rows.dropFirst() {
            if let fault = header.fault(of: row) {
                problems.append(RowProblem(file: content.file, line: row.line, column: nil, fault))
                continue
            }
            var reader = RowReader(file: content.file, row: row, header: header, days: judgement.days)
            var isWaiting = false
            let subject = PeopleTable.subject(&reader, known, isWaiting: &isWaiting)
            if isWaiting {
                keptOut.append(
                    RowProblem(file: content.file, line: row.line, column: nil, Finding(.waitsForPlan)))
                continue
            }
            let person = PeopleTable.person(&reader)
            switch subject {
            case .contact(let id):
                let cells = FamilyRows.Cells(&reader, person, today: today)
                families[id, default: []].append(FamilyRow(cells: cells, isRefused: !reader.problems.isEmpty))
            case .other(let key):
                for column in PersonColumn.ofContact + PersonColumn.ofChild where reader.text(column.rawValue) != nil {
                    reader.refuse(column.rawValue, Finding(.ofCaseAlone, .text(key)))
                }
                linesOfKey[key, default: []].append(row.line)
                if reader.problems.isEmpty { others.append(Row(line: row.line, key: key, id: nil, person: person)) }
            case nil: break
            }
            problems += reader.problems
        }
        for (key, lines) in linesOfKey where lines.count > 1 {
            for line in lines {
                refuse(
                    line, .subject, Finding(.rowTwice, .text(key), .text(Lines.named(of: lines, but: line))))
            }
        }
        rows = others.filter { linesOfKey[$0.key]?.count == 1 }
        for (id, family) in families { take(id, family, born: born(id), on: today) }
        rows.sort { $0.line < $1.line }
        self.families.sort { ($0.contacts.first?.line ?? 0) < ($1.contacts.first?.line ?? 0) }
        problems.sort { ($0.line, $0.column ?? "") < ($1.line, $1.column ?? "") }
        keptOut.sort { $0.line < $1.line }
    }

    private mutating func refuse(_ line: Int, _ column: PersonColumn, _ found: Finding) {
        problems.append(RowProblem(file: file, line: line, column: column.rawValue, found))
    }

    /// Takes the rows of a case, all or none.
    private mutating func take(_ id: CaseID, _ family: [FamilyRow], born: Month?, on today: Day) {
        guard family.count <= Self.mostRowsOfCase else {
            let lines = Lines.named(family.map(\.cells.line))
            refuse(
                family[0].cells.line, .subject,
                Finding(
                    .tooManyContacts, .number(family.count), .text(id.text), .text(lines),
                    .number(Self.mostRowsOfCase)))
            for row in family.dropFirst() { keepOut(row.cells.line, because: [family[0].cells.line], of: id) }
            return
        }
        let together = FamilyRows(id, family.map(\.cells), born: born, on: today)
        for fault in together.faults { refuse(fault.line, fault.column, fault.found) }
        let refused = Set(family.filter(\.isRefused).map(\.cells.line) + together.faults.map(\.line)).sorted()
        guard refused.isEmpty else {
            let isRefused = Set(refused)
            for row in family where !isRefused.contains(row.cells.line) {
                keepOut(row.cells.line, because: refused, of: id)
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

    /// Nothing is wrong with the row itself, so that it is no fault.
    private mutating func keepOut(_ line: Int, because refused: [Int], of id: CaseID) {
        keptOut.append(
            RowProblem(
                file: file, line: line, column: nil,
                Finding(
                    .waitsForFamily, .text(Lines.named(refused)), .text(id.text),
                    .text(refused.count > 1 ? "are" : "is"))))
    }

    private static func subject(
        _ reader: inout RowReader, _ known: (CaseID) -> Known, isWaiting: inout Bool
    ) -> Subject? {
        let column = PersonColumn.subject.rawValue
        guard let text = reader.text(column) else {
            reader.refuse(column, Finding(.noSubject))
            return nil
        }
        let parts = text.split(separator: ":", maxSplits: 1).map { Header.trimmed(String($0)) }
        guard parts.count == 2 else {
            guard let id = CaseID(text) else {
                reader.refuse(column, Finding(.badSubject, .cell(text)))
                return nil
            }
            switch known(id) {
            case .known: return .contact(id)
            case .refused: isWaiting = true
            case .unknown: reader.refuse(column, Finding(.caseUnknown, .text(id.text)))
            }
            return nil
        }
        switch parts[0].lowercased() {
        case "setting":
            if let number = SettingNumber.of(parts[1]) { return .other(PersonKey.setting(number)) }
            reader.refuse(column, Finding(.noSettingNumber, .cell(parts[1])))
        case "officer", "coordinator":
            if let id = ActorID(parts[1]) { return .other(PersonKey.officer(id)) }
            reader.refuse(column, Finding(.noOfficerID, .cell(parts[1]), .text("name")))
        case "team":
            let teams: [Party] = [.health, .socialCare, .manager]
            if let party = RowReader.word(parts[1], of: Party.self), teams.contains(party) {
                return .other(PersonKey.team(party))
            }
            reader.refuse(column, RowReader.notListed(parts[1], teams.map(\.rawValue)))
        default: reader.refuse(column, Finding(.badSubject, .cell(text)))
        }
        return nil
    }

    private static func person(_ reader: inout RowReader) -> Person {
        var person = Person()
        if let name = reader.text(PersonColumn.name.rawValue) {
            person.name = name
        } else {
            reader.refuse(PersonColumn.name.rawValue, Finding(.noName))
        }
        let lines: [PersonColumn] = [.address1, .address2, .address3, .address4, .postcode]
        person.address = lines.compactMap { reader.text($0.rawValue) }
        person.email = email(&reader)
        if let language = reader.text(PersonColumn.language.rawValue)?.lowercased() {
            if (2...3).contains(language.utf8.count), language.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
                person.language = language
            } else {
                reader.refuse(PersonColumn.language.rawValue, Finding(.noLanguage, .cell(language)))
            }
        }
        if let format = reader.text(PersonColumn.format.rawValue)?.lowercased() {
            if PersonColumn.formats.contains(format) {
                person.format = format
            } else {
                reader.refuse(PersonColumn.format.rawValue, RowReader.notListed(format, PersonColumn.formats))
            }
        }
        person.channels = channels(&reader)
        person.verified = verified(&reader, person.email)
        person.addressChanged = reader.day(PersonColumn.addressChangedOn.rawValue)
        return person
    }

    /// That somebody verified the e-mail address of the row.
    private static func verified(_ reader: inout RowReader, _ email: String?) -> VerifiedEmail? {
        let columns: [PersonColumn] = [.emailVerifiedBy, .emailVerifiedOn, .emailChangedOn]
        guard let filled = columns.first(where: { reader.text($0.rawValue) != nil }) else { return nil }
        let on = reader.day(PersonColumn.emailVerifiedOn.rawValue)
        let changed = reader.day(PersonColumn.emailChangedOn.rawValue)
        guard let email else {
            if !reader.isRefused(PersonColumn.email.rawValue) {
                reader.refuse(filled.rawValue, Finding(.verifiedWithoutAddress))
            }
            return nil
        }
        // That an address is a new one is said also while nobody has verified it.
        guard let by = reader.text(PersonColumn.emailVerifiedBy.rawValue) else {
            if on != nil {
                reader.refuse(PersonColumn.emailVerifiedBy.rawValue, Finding(.noVerifier))
            }
            return nil
        }
        guard let officer = ActorID(by) else {
            reader.refuse(PersonColumn.emailVerifiedBy.rawValue, Finding(.noOfficerID, .cell(by), .text("people.csv")))
            return nil
        }
        guard let on else {
            if !reader.isRefused(PersonColumn.emailVerifiedOn.rawValue) {
                reader.refuse(PersonColumn.emailVerifiedOn.rawValue, Finding(.noVerifiedDay))
            }
            return nil
        }
        return VerifiedEmail(email, by: officer, on: on, changed: changed)
    }

    private static func email(_ reader: inout RowReader) -> String? {
        guard let email = reader.text(PersonColumn.email.rawValue) else { return nil }
        do throws(EmailAddress.Fault) {
            return try EmailAddress(email).text
        } catch {
            reader.refuse(PersonColumn.email.rawValue, Finding(.noEmailAddress, .cell(email), .text("\(error)")))
            return nil
        }
    }

    private static func channels(_ reader: inout RowReader) -> [ChannelName]? {
        let column = PersonColumn.channels.rawValue
        guard let text = reader.text(column) else { return nil }
        var channels: [ChannelName] = []
        for part in text.split(whereSeparator: { ";,| ".contains($0) }) {
            guard let channel = PupilNumbers.value(part.lowercased(), of: ChannelName.self) else {
                reader.refuse(column, Finding(.noChannel, .cell(String(part))))
                return nil
            }
            if !channels.contains(channel) { channels.append(channel) }
        }
        return channels.isEmpty ? nil : channels
    }
}
