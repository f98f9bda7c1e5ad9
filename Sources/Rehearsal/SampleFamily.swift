import CouncilFiles
import Contracts
import Statute

/// The rows of `people.csv` about one invented child: everybody who is told, and what is known of the child.
struct SampleFamily {
    /// The rows, a cell for each column that is not empty.
    let rows: [[PersonColumn: String]]

    /// The family of the child at that place.
    init(_ child: SampleChild, _ place: Int) {
        let id = SampleCaseload.id(place)
        rows = child.contacts.enumerated().map { index, contact in
            var row = SampleFamily.contact(contact, index: index, of: child, place)
            row[.subject] = id
            row[.contact] = String(index + 1)
            if index == 0 { row.merge(SampleFamily.child(child, place)) { own, _ in own } }
            return row
        }
    }

    private static func contact(
        _ contact: SampleContact, index: Int, of child: SampleChild, _ place: Int
    ) -> [PersonColumn: String] {
        func pick(_ list: [String], _ number: Int) -> String { list[number % list.count] }
        let isYoungPerson = contact.relation == .youngPerson
        // Who lives elsewhere has another name as a rule.
        let family = pick(SampleNames.families, place / 7 + (contact.isAtHome ? 0 : 5))
        let title = pick(SampleNames.titles, place / 3 + index)
        let suffix = index == 0 ? "" : "-\(index + 1)"
        var row: [PersonColumn: String] = [
            .relation: contact.relation.rawValue, .holdsRights: contact.holdsRights ? "yes" : "no",
            .mayBeWrittenTo: contact.mayBeWrittenTo ? "yes" : "no",
            .locationProtected: contact.locationProtected ? "yes" : "no",
            .name: isYoungPerson ? "\(firstName(place)) \(family)" : "\(title) \(family)",
            .address1: "\((place + (contact.isAtHome ? 0 : 71)) % 180 + 1) Example Street", .address2: "Exampleton",
            .postcode: "EX0 0ZZ", .email: "\(SampleCaseload.id(place).lowercased())\(suffix)@example.org",
        ]
        // Everybody's first address was verified when the plan was made: who may sign in at the portal.
        if let made = child.dates.made, !child.coordinator.isEmpty {
            row[.emailVerifiedBy] = child.coordinator
            row[.emailVerifiedOn] = made.description
        }
        row[.maySee] = contact.maySee?.rawValue
        if (place + index) % 53 == 0 { row[.language] = pick(["pl", "ro", "ur", "bn", "uk"], place / 53) }
        if place % 97 == 0 {
            row[.format] = "large-print"
        } else if isYoungPerson, place % 11 == 0 {
            row[.format] = "easy-read"
        }
        if (place + index) % 41 == 0 { row[.channels] = "email;folder" }
        return row
    }

    private static func child(_ child: SampleChild, _ place: Int) -> [PersonColumn: String] {
        var row: [PersonColumn: String] = [
            .child: firstName(place), .sex: place * 7 % 10 < 3 ? Sex.female.rawValue : Sex.male.rawValue,
            .homePostcode: "EX0 0ZZ",
        ]
        if place % 19 == 0 { row[.childLegalName] = firstName(place + 5) }
        row[.childBorn] = Day(child.born.year, child.born.month, place * 5 % 28 + 1)?.description
        let codes = ["WBRI", "WBRI", "WBRI", "WBRI", "WOTH", "BCRB", "BAFR", "AIND", "APKN", "MWBC", "OOTH", "NOBT"]
        row[.ethnicity] = codes[place * 11 % codes.count]
        if child.age >= 4 {
            row[.upn] = SampleNumbers.upn(place)
        } else {
            row[.upnReason] = "UN1"
        }
        if child.age >= 14 { row[.uln] = SampleNumbers.uln(place) }
        return row
    }

    private static func firstName(_ place: Int) -> String { SampleNames.children[place % SampleNames.children.count] }
}

/// Numbers of nobody that pass their checks.
enum SampleNumbers {
    /// A unique pupil number: no authority has the number 999.
    static func upn(_ place: Int) -> String? {
        let rest = "999" + padded(place, 9)
        return "ABCDEFGHJKLMNPQRTUVWXYZ".map { "\($0)\(rest)" }.first { PupilNumbers.fault(upn: $0) == nil }
    }

    /// A unique learner number. To every eleventh or so nine digits no check digit fits; then the next are tried.
    static func uln(_ place: Int) -> String? {
        let tries = 5
        for number in place * tries..<(place + 1) * tries {
            let start = "9" + padded(number, 8)
            if let whole = (0...9).map({ "\(start)\($0)" }).first(where: { PupilNumbers.fault(uln: $0) == nil }) {
                return whole
            }
        }
        return nil
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
