import CSV
import CaseFile
import Casework
import Contracts
import JSON
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload
@testable import CouncilFiles

@Suite struct `Importing contacts` {
    static let columns = "for,contact,relation,holds_rights,may_be_written_to,may_see,location_protected,name,address1"

    /// An office that holds the plan of B-1, born in March 2015.
    static func office() throws -> Office {
        var office = Office()
        try office.take("case,born\nB-1,2015-03\nB-2,\n")
        return office
    }

    /// The rows of a file with those columns.
    static func file(_ rows: String...) -> String { ([columns] + rows).joined(separator: "\n") + "\n" }

    /// A contact in short: number, relation, and which facts are so.
    static func short(_ contact: Contact) -> String {
        var text = "\(contact.number) \(contact.relation.rawValue) \(contact.sees.rawValue)"
        if contact.holdsRights { text += " rights" }
        if !contact.mayBeWrittenTo { text += " closed" }
        if contact.isLocationProtected { text += " protected" }
        return text
    }

    func contacts(_ rows: String) throws -> [String] {
        var office = try Self.office()
        let report = try office.take(people: "for,contact,relation,holds_rights,name,address1\n\(rows)")
        #expect(report.problems.isEmpty, "\(report.problems)")
        return try #require(office.file("B-1")).contacts.map(Self.short)
    }

    @Test func `every contact of a case is recorded with its four facts, and told under its number`() throws {
        var office = try Self.office()
        let report = try office.take(
            people: Self.file(
                "B-1,1,parent,yes,yes,everything,no,Ada,1 Example Street BR1 1AA",
                "B-1,2,parent,yes,no,nothing,yes,Ben,2 Example Street BR1 1AA",
                "B-1,3,grandparent,no,yes,own,no,Cleo,3 Example Street BR1 1AA"))
        #expect(report.problems.isEmpty && report.warnings.isEmpty, "\(report.problems) \(report.warnings)")
        let file = try #require(office.file("B-1"))
        #expect(
            file.contacts.map(Self.short) == [
                "1 parent everything rights", "2 parent nothing rights closed protected", "3 grandparent own",
            ])
        #expect(file.toldHolders.map(\.number) == [1])
        #expect(office.written.map(\.key) == ["B-1/1", "B-1/2", "B-1/3"])
        #expect(report.contacts == ImportReport.Count(rows: 3, new: 3))
        // Who decided it, and when, is the operator on the log's today.
        let id = CaseID.of("B-1")
        var entries: [Entry] = []
        var copy = Caseload(partitions: 4, keeping: id)
        copy.begin(on: office.today)
        var again = try Self.office()
        again.caseload = copy
        try again.take(
            "case\nB-1\n", people: Self.file("B-1,1,parent,yes,yes,everything,no,Ada,1 Example Street BR1 1AA"))
        entries = again.caseload.entries.map(\.entry)
        #expect(entries.count == 1, "plan and contacts are one entry")
        guard case .contactRecorded(let said)? = entries.first?.events.last?.data else {
            Issue.record("no contact is recorded")
            return
        }
        #expect(said.holdsRights == DecidedFact(true, by: Operator.id, on: office.today))
        #expect(entries.first?.by == Operator.importing)
    }

    @Test func `what a row leaves open follows from the law`() throws {
        #expect(try contacts("B-1,,,,Ada,1 Street\n") == ["1 parent everything rights"])
        #expect(
            try contacts("B-1,1,,,Ada,1 Street\nB-1,2,parent,,Ben,2 Street\nB-1,3,foster-carer,,Cleo,3 Street\n")
                == ["1 parent everything rights", "2 parent everything rights", "3 foster-carer own"])
        // A young person who holds the rights holds them instead of a parent, in whichever order the rows stand.
        #expect(
            try contacts("B-1,1,,,Ada,1 Street\nB-1,2,young-person,yes,Robin,1 Street\n")
                == ["1 parent own", "2 young-person everything rights"])
        #expect(
            try contacts("B-1,1,,,Ada,1 Street\nB-1,2,young-person,no,Robin,1 Street\n")
                == ["1 parent everything rights", "2 young-person own"])
        // What is said is so.
        #expect(
            try contacts("B-1,1,parent,yes,Ada,1 Street\nB-1,2,young-person,yes,Robin,1 Street\n")
                == ["1 parent everything rights", "2 young-person everything rights"])
    }

    @Test func `the same file twice changes nothing, on whichever day`() throws {
        var office = try Self.office()
        let file = Self.file("B-1,1,,,,,,Ada,1 Street BR1 1AA", "B-1,2,,,,,,Ben,2 Street BR1 1AA")
        #expect(try office.take(people: file).contacts == ImportReport.Count(rows: 2, new: 2))
        office.nextDay()
        let ends = office.caseload.ends
        let report = try office.take(people: file)
        #expect(report.contacts == ImportReport.Count(rows: 2, unchanged: 2))
        #expect(report.people == ImportReport.Count(rows: 2, unchanged: 2))
        #expect(office.written.isEmpty)
        #expect(office.caseload.ends == ends)
    }

    @Test func `a changed row corrects its contact alone, and from A to B and back to A are three reports`() throws {
        var office = try Self.office()
        let a = Self.file("B-1,1,,,,,,Ada,1 Street BR1 1AA", "B-1,2,,,,,,Ben,2 Street BR1 1AA")
        let b = a.replacing("B-1,2,,,", with: "B-1,2,,,no")
        try office.take(people: a)
        #expect(try office.take(people: b).contacts == ImportReport.Count(rows: 2, changed: 1, unchanged: 1))
        #expect(office.file("B-1")?.toldHolders.map(\.number) == [1])
        try office.take(people: a)
        let file = try #require(office.file("B-1"))
        #expect(file.toldHolders.map(\.number) == [1, 2])
        let reports = file.submissions.filter { $0.kind == .contactRecorded && $0.contact?.number == 2 }
        #expect(reports.map(\.stands) == [false, false, true])
        // A change of the name alone is none of the file's.
        let ends = office.caseload.ends
        #expect(try office.take(people: a.replacing("Ben", with: "Benedict")).people.changed == 1)
        #expect(office.caseload.ends == ends)
    }

    @Test func `what somebody decided since stands, whatever a file says again`() throws {
        var office = try Self.office()
        let file = Self.file("B-1,1,,,,,,Ada,1 Street BR1 1AA", "B-1,2,,,,,,Ben,2 Street BR1 1AA")
        try office.take(people: file)
        let lead = Actor.person(.safeguardingLead, actorID("SG-1"), by: .desk)
        func close(_ number: UInt8, _ key: UInt64) -> (id: CaseID, entry: Entry) {
            let closed = ContactRecorded(
                contact: number, relation: .parent, holdsRights: true, mayBeWrittenTo: false, maySee: .nothing,
                locationProtected: true, by: actorID("SG-1"), on: office.today)
            return (
                CaseID.of("B-1"),
                Entry(
                    by: lead, recorded: office.today,
                    events: [Event(SubmissionKey(high: 1, low: key), .contactRecorded(closed))])
            )
        }
        office.caseload.take([close(2, 1), close(3, 2)])
        let again = try office.take(people: file)
        #expect(office.file("B-1")?.contact(2)?.mayBeWrittenTo == false)
        #expect(
            again.warnings.map(\.description) == [
                "people.csv:3: B-1: somebody recorded contact 2 otherwise, and that stands: to change it, record the contact "
                    + "again: annual-review record contact B-1 --contact 2"
            ])
        #expect(again.warnings.map(\.finding) == [Finding(.contactOtherwise, .number(2))])
        #expect(try again.json().contains(#""code":"contact-otherwise","values":["2"],"#))
        // Nor does a row that changed open it, nor one about a contact that no file spoke of before.
        let third = Self.file(
            "B-1,1,,,,,,Ada,1 Street BR1 1AA", "B-1,2,,,yes,own,,Ben,2 Street BR1 1AA",
            "B-1,3,,,,,,Cleo,3 Street BR1 1AA")
        #expect(try office.take(people: third).warnings.map(\.line) == [3, 4])
        #expect(office.file("B-1")?.toldHolders.map(\.number) == [1])
    }

    @Test func `a case of whose contacts none holds the rights is pointed out, and one told without an address`() throws
    {
        var office = try Self.office()
        let report = try office.take(
            people: Self.file("B-1,1,social-worker,,,,,Sam,1 Street BR1 1AA", "B-2,1,,,,,,Ada,"))
        #expect(
            report.warnings.map(\.finding) == [Finding(.nobodyHolds), Finding(.contactWithoutAddress, .number(1))])
        #expect(report.warnings.map(\.line) == [2, 3])
        #expect(!report.hasRefused)
    }

    @Test(arguments: [
        (
            ["B-1,,,,,,,Ada,", "B-1,,,,,,,Ben,"],
            [
                "people.csv:2: contact: is empty, which is contact 1, and so is line 3; number the contacts of B-1",
                "people.csv:3: contact: is empty, which is contact 1, and so is line 2; number the contacts of B-1",
            ]
        ),
        (
            ["B-1,2,,,,,,Ada,", "B-1,2,,,,,,Ben,"],
            [
                "people.csv:2: contact: 2 is contact of B-1 in line 3 too; give each its own number",
                "people.csv:3: contact: 2 is contact of B-1 in line 2 too; give each its own number",
            ]
        ),
        (
            ["B-1,1,,,,,,Ada,", "B-1,0,,,,,,Ben,"],
            [
                "people.csv:3: contact: 0 is no number of a contact: write 1 to 255"
            ]
        ),
        (["B-1,1,uncle,,,,,Ada,"], ["people.csv:2: relation: uncle is none of parent, foster-carer, "]),
        (["B-1,1,,maybe,,,,Ada,"], ["people.csv:2: holds_rights: maybe is neither yes nor no"]),
        (["B-1,1,,,,half,,Ada,"], ["people.csv:2: may_see: half is none of everything, own, nothing"]),
        (["B-9,1,,,,,,Ada,"], ["people.csv:2: for: B-9 is neither in the log nor in the plans of this import"]),
        (["setting:12,,,,,,,School,"], ["people.csv:2: for: 12 is neither a URN, which has six digits, nor a UKPRN, "]),
        (
            ["setting:101234,1,,,,,,School,"],
            ["people.csv:2: contact: is for a case; leave it empty for setting/101234"]
        ),
        (["officer:Holly Sample,,,,,,,Holly,"], ["people.csv:2: for: Holly Sample is no id: write one such as C-07"]),
        (["team:police,,,,,,,Them,"], ["people.csv:2: for: police is none of health, social-care, manager"]),
    ])
    func `rows that cannot be true are refused with line and column`(rows: [String], problems: [String]) throws {
        let found = try Self.office().problems(people: ([Self.columns] + rows).joined(separator: "\n") + "\n")
        #expect(found.count == problems.count, "\(found)")
        for (one, other) in zip(found, problems) { #expect(one.hasPrefix(other), "\(one)") }
    }

    @Test func `the contacts of a case are taken together or not at all, and other cases are taken`() throws {
        var office = try Self.office()
        let report = try office.take(
            people: Self.file(
                "B-1,1,,,,,,Ada,1 Street BR1 1AA", "B-1,2,,,,,,,2 Street BR1 1AA", "B-2,1,,,,,,Cleo,3 Street BR1 1AA"))
        #expect(report.problems.map(\.line) == [3])
        #expect(
            report.keptOut.map(\.description) == [
                "people.csv:2: is not imported, as line 3 of B-1 is refused: the contacts of a case are taken together"
            ])
        #expect(report.people == ImportReport.Count(rows: 3, new: 1, refused: 2))
        #expect(office.written.map(\.key) == ["B-2/1"])
        #expect(office.file("B-1")?.contacts == [.presumed])
    }

    @Test func `whoever was erased stays erased, whatever an old file says, until they are named`() throws {
        var office = try Self.office()
        let old =
            "for,contact,name,address1,child,sex\nB-1,1,Ada,1 Street,Zoe,F\nB-2,1,Cleo,2 Street,Max,M\n"
            + "officer:C-07,,Holly,,,\n"
        try office.take(people: old)
        let topics: [Topic] = [.people, .people, .people, .children, .children, .childrenReturn, .childrenReturn]
        #expect(
            office.written.map(\.topic).sorted { $0.rawValue < $1.rawValue }
                == topics.sorted { $0.rawValue < $1.rawValue })
        office.standing.people["B-1/1"] = .erased
        office.standing.people["officer/C-07"] = .erased
        office.standing.children["B-1"] = .erased
        let report = try office.take(people: old)
        #expect(office.written.allSatisfy { $0.key.hasPrefix("B-2") }, "\(office.written.map(\.key))")
        #expect(report.warnings.count { $0.description.contains("--bring-back") } == 3)
        for key in ["B-1/1", "B-1", "officer/C-07"] {
            #expect(report.warnings.contains { $0.description.contains("--bring-back \(key)") }, "\(key)")
        }
        // A warning names nobody.
        #expect(!report.warnings.contains { $0.description.contains("Ada") || $0.description.contains("Holly") })
        office.standing.bringBack(["B-1/1", "B-1"])
        try office.take(people: old)
        #expect(Set(office.written.filter { $0.topic != .childrenReturn }.map(\.key)) == ["B-1/1", "B-1"])
        #expect(office.standing.people["officer/C-07"] == .erased)
    }

    @Test func `settings, officers and teams stand under their own keys`() throws {
        var office = try Self.office()
        try office.take(
            people: "for,name,language,channels\nsetting:101234,School,,\nsetting:10012345,College,,\n"
                + "officer:C-07,Holly,pl,email;folder\ncoordinator:C-08,Gale,,\nteam:health,DCO,,\n")
        #expect(
            office.written.map(\.key) == [
                "setting/101234", "setting/10012345", "officer/C-07", "officer/C-08", "team/health",
            ])
        let written = try #require(office.written.first { $0.key == "officer/C-07" })
        let holly = try Person(json: written.value)
        #expect(holly.language == "pl" && holly.channels?.map(\.text) == ["email", "folder"])
        let problems = try office.problems(
            people: "for,name,language,channels\nofficer:C-07,Holly,Polish,E mail!\n")
        #expect(problems.map { $0.prefix(24) } == ["people.csv:2: channels: ", "people.csv:2: language: "])
    }

    @Test func `Windows-1252, a byte-order mark and quoted line ends are read`() throws {
        let known: (CaseID) -> PeopleTable.Known = { _ in .known }
        let today = Day.of("2024-09-02")
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let people = "for,name,address1\r\nB-1,\"Zoë\r\nExample\",\"1, Example Street\"\r\n"
        let marked = try PeopleTable(
            parsing: mark + Array(people.utf8), file: "people.csv", today: today, known: known)
        #expect(marked.problems.isEmpty)
        #expect(marked.rows.first?.person.name == "Zoë\r\nExample")
        #expect(marked.rows.first?.person.address == ["1, Example Street"])
        let older = Array("for,name\r\nB-1,Zo".utf8) + [0xEB] + Array(" Example\r\n".utf8)
        let table = try PeopleTable(
            parsing: older, file: "people.csv", today: today, reading: FileReading(encoding: .windows1252), known: known
        )
        #expect(table.rows.first?.person.name == "Zoë Example")
        #expect(table.judgement.encoding == .windows1252)
        #expect(table.rows.first?.key == "B-1/1")
    }

    @Test func `the example files can be imported whole, without a warning`() throws {
        var office = Office()
        let report = try office.take(
            try Repository.text("seeds/sample/plans-example.csv"),
            people: try Repository.text("seeds/sample/people-example.csv"))
        #expect(report.problems.isEmpty, "\(report.problems)")
        #expect(report.warnings.isEmpty, "\(report.warnings)")
        #expect(report.contacts.new > 6 && report.children.new == 6 && report.returns > 0)
    }
}

@Suite struct `Importing the child` {
    typealias Contacts = `Importing contacts`

    static let columns =
        "for,contact,name,address1,child,child_legal_name,child_born,sex,ethnicity,upn,upn_reason,uln,home_postcode"

    static func file(_ rows: String...) -> String { ([columns] + rows).joined(separator: "\n") + "\n" }

    @Test func `the name goes to letters, and what only returns read goes to them alone`() throws {
        var office = try Contacts.office()
        let report = try office.take(
            people: Self.file(
                "B-1,1,Ada,1 Street BR1 1AA,Robin,Robert Example,24/03/2015,m,WBRI,n999000000000,,,br1 3uh",
                "B-1,2,Ben,2 Street BR1 1AA,Robin,,,,,,,,"))
        #expect(report.problems.isEmpty && report.warnings.isEmpty, "\(report.problems) \(report.warnings)")
        #expect(office.written.map(\.topic) == [.people, .people, .children, .childrenReturn])
        #expect(office.written.suffix(2).map(\.key) == ["B-1", "B-1"])
        #expect(
            try Child(json: office.written[2].value)
                == Child(name: "Robin", legalName: "Robert Example", born: Day.of("2015-03-24")))
        let child = try ChildReturn(json: office.written[3].value)
        #expect(child.sex == .male && child.ethnicity?.text == "WBRI" && child.postcode == "BR1 3UH")
        #expect(child.upn?.text == "N999000000000")
        #expect(!String(decoding: office.written[2].value, as: UTF8.self).contains("N999"))
    }

    @Test func `of a child of whom nothing is known nothing is written, and what did not change is not written again`()
        throws
    {
        var office = try Contacts.office()
        try office.take(people: Self.file("B-1,1,Ada,1 Street BR1 1AA,,,,,,,,,"))
        #expect(office.written.map(\.topic) == [.people])
        let file = Self.file("B-1,1,Ada,1 Street BR1 1AA,Robin,,,F,,,,,")
        try office.take(people: file)
        #expect(office.written.map(\.topic) == [.children, .childrenReturn])
        // What stands for returns cannot be read back, and saying it again changes nothing.
        let report = try office.take(people: file)
        #expect(office.written.map(\.topic) == [.childrenReturn])
        #expect(report.children == ImportReport.Count(rows: 1, unchanged: 1))
    }

    @Test func `a day of birth in another month than the plan's is pointed out, and not refused`() throws {
        var office = try Contacts.office()
        let report = try office.take(people: Self.file("B-1,1,Ada,1 Street BR1 1AA,Robin,,2015-04-04,,,,,,"))
        #expect(
            report.warnings.map(\.finding) == [Finding(.bornOtherwise, .day(Day.of("2015-04-04")), .text("2015-03"))])
        #expect(!report.hasRefused)
        // Also against a plan of the same import.
        var other = Office()
        let both = try other.take(
            "case,born\nB-1,2015-01\n", people: Self.file("B-1,1,Ada,1 Street BR1 1AA,Robin,,2015-04-04,,,,,,"))
        #expect(both.warnings.count == 1)
    }

    @Test(arguments: [
        (",,2024-09-03,,,,,,", "child_born: 3 Sep 2024 has not come yet: the log's today is 2 Sep 2024"),
        (
            ",,2015-03-04,,,,,,",
            "child_born: stands beside no name: give child, the name that letters call the child by"
        ),
        ("R,,,X,,,,,", "sex: X is none of F, M"),
        ("R,,,,British,,,,", "ethnicity: British is no code of the DfE's: those have four letters, as WBRI"),
        (
            "R,,,,,H99900000000,,,",
            "upn: H99900000000 is no UPN: it has 12 characters, a UPN a check letter and twelve more"
        ),
        ("R,,,,,B999000000000,,,", "upn: B999000000000 is no UPN: its check letter would be N; look for a wrong digit"),
        (
            "R,,,,,A9990O0000000,,,",
            "upn: A9990O0000000 is no UPN: after the check letter come twelve digits, of which the last may be a letter"
        ),
        ("R,,,,,,because,,", "upn_reason: because is no reason of the DfE's: write UN1, UN2 and so on"),
        ("R,,,,,N999000000000,UN1,,", "upn_reason: says why there is no UPN, and upn gives one; keep one of them"),
        ("R,,,,,,,123,", "uln: 123 is no ULN: those have ten digits, the first not 0"),
        ("R,,,,,,,9000000004,", "uln: 9000000004 is no ULN: its check digit would be 8; look for a wrong digit"),
    ])
    func `cells that cannot be true are refused with what is wrong`(cells: String, problem: String) throws {
        let found = try Contacts.office().problems(people: Self.file("B-1,1,Ada,1 Street BR1 1AA,\(cells)"))
        #expect(found == ["people.csv:2: \(problem)"])
    }

    @Test func `two rows of a case that say different things of the child are refused with both lines`() throws {
        let found = try Contacts.office().problems(
            people: Self.file("B-1,1,Ada,1 Street BR1 1AA,Robin,,,F,,,,,", "B-1,2,Ben,2 Street BR1 1AA,Robert,,,F,,,,,")
        )
        #expect(
            found == [
                "people.csv:2: child: says Robin, line 3 says Robert; keep one of them",
                "people.csv:3: child: says Robert, line 2 says Robin; keep one of them",
            ])
    }
}
