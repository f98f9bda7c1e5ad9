import CSV
public import Statute

/// A return as it is written.
public struct ReturnFile: Sendable {
    /// The form.
    public let form: ReturnForm
    /// The council's three digits, as the DfE gives them.
    public let authority: String
    /// Who is in it, in the order of their references.
    public let people: [ReturnPerson]

    public init(_ form: ReturnForm, authority: String, _ people: [ReturnPerson]) {
        self.form = form
        self.authority = authority
        self.people = people.sorted { $0.id < $1.id }.map { ReturnPerson($0.id, $0.row.asked(by: form)) }
    }

    // MARK: XML

    /// The return as XML; `made` is the moment, as 2026-01-20T10:00:00.
    public func xml(made: String) -> [UInt8] {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Message>\n  <Header>\n    <CollectionDetails>\n"
        text += "      <Collection>SEN2</Collection>\n      <Year>\(form.rawValue)</Year>\n"
        text += "      <ReferenceDate>\(form.censusDay)</ReferenceDate>\n    </CollectionDetails>\n    <Source>\n"
        text += "      <SourceLevel>L</SourceLevel>\n      <LEA>\(ReturnFile.escaped(authority))</LEA>\n"
        text += "      <SoftwareCode>annual-review</SoftwareCode>\n      <SerialNo>001</SerialNo>\n"
        text += "      <DateTime>\(ReturnFile.escaped(made))</DateTime>\n    </Source>\n  </Header>\n  <Persons>\n"
        for person in people { ReturnFile.write(person.row, to: &text, indent: 4) }
        return Array((text + "  </Persons>\n</Message>\n").utf8)
    }

    private static func write(_ row: ReturnRow, to text: inout String, indent: Int) {
        let pad = String(repeating: " ", count: indent)
        text += "\(pad)<\(row.module.rawValue)>\n"
        for item in row.module.items {
            guard let value = row[item] else { continue }
            text += "\(pad)  <\(item.rawValue)>\(escaped(value))</\(item.rawValue)>\n"
        }
        for below in row.rows { write(below, to: &text, indent: indent + 2) }
        text += "\(pad)</\(row.module.rawValue)>\n"
    }

    /// What XML takes as it stands. Control characters, which it takes in no form, are left out; a check names them.
    static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars where !isRefused(scalar) {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Whether XML 1.0 takes that character in no form.
    static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && ![0x09, 0x0A, 0x0D].contains(scalar.value) || scalar.value == 0xFFFE
            || scalar.value == 0xFFFF
    }

    // MARK: Blade

    /// The return as the files of a Blade export of that day: one a module, and one of the return itself.
    public func blade(exported: Day) -> [(name: String, bytes: [UInt8])] {
        var tables = ReturnModule.allCases.map { _ in CSVWriter() }
        var counts = ReturnModule.allCases.map { _ in 0 }
        for (place, module) in ReturnModule.allCases.enumerated() {
            let parent = module.parent?.key ?? "sen2tableid"
            let items = module.items.filter(form.asks).map(\.column)
            tables[place].append(
                ([module.key, "NativeId", module.order, "sourceid", parent] + items).map { .text($0) })
        }
        func write(_ row: ReturnRow, of id: String, in parent: Int) {
            guard let place = ReturnModule.allCases.firstIndex(of: row.module) else { return }
            counts[place] += 1
            let number = counts[place]
            let cells = row.module.items.filter(form.asks).map { item -> CSVCell in
                guard let value = row[item] else { return .empty }
                return .text(item.isDay ? BladeDay.text(value) : value)
            }
            tables[place].append(
                [.integer(number), .text(id), .integer(number), .empty, .integer(parent)] + cells)
            for below in row.rows { write(below, of: id, in: number) }
        }
        for person in people { write(person.row, of: person.id, in: 1) }
        var itself = CSVWriter()
        itself.append(
            [
                "sen2tableid", "NativeId", "sen2orderseqcolumn", "sourceid", "collection", "year", "referencedate",
                "sourcelevel", "softwarecode", "release", "serialno", "lea",
            ])
        itself.append([
            1, .text(authority), 1, .empty, "SEN2", .integer(form.rawValue), .text(BladeDay.text("\(form.censusDay)")),
            "L",
            "annual-review", .empty, "001", .text(authority),
        ])
        let day = exported.parts
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let stem = "Blade-Export_\(two(day.day))-\(two(day.month))-\(day.year)"
        return [("\(stem)_sen2.csv", itself.bytes)]
            + zip(ReturnModule.allCases, tables).map { ("\(stem)_\($0.blade).csv", $1.bytes) }
    }
}

/// Days as Blade files write them: `2022-Sep-28 00:00:00`.
enum BladeDay {
    private static let months = Day.monthNames.map { $0.prefix(3) }

    /// A day in that form; what is none stands as it is.
    static func text(_ value: String) -> String {
        guard let day = Day(value) else { return value }
        let parts = day.parts
        return "\(parts.year)-\(months[parts.month - 1])-\(parts.day < 10 ? "0" : "")\(parts.day) 00:00:00"
    }

    /// The day of that form, or of YYYY-MM-DD, as YYYY-MM-DD; nil for anything else.
    static func read(_ text: String) -> String? {
        let date = text.split(separator: " ").first ?? ""
        if let day = Day(date) { return day.description }
        let parts = date.split(separator: "-")
        guard parts.count == 3, let year = Int(parts[0]), let day = Int(parts[2]),
            let month = months.firstIndex(where: { $0.lowercased() == parts[1].lowercased() })
        else { return nil }
        return Day(year, month + 1, day)?.description
    }
}
