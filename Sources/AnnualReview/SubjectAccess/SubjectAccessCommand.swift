import Arguments
import CaseFile
import Caseload
import Casework
import Contracts
import Glibc
import JSON
import Runtime
import Statute

/// `annual-review subject-access`: all that is held of a case, for one of its contacts who asked for it (UK GDPR art. 15).
enum SubjectAccessCommand {
    static let command = Command(
        name: "subject-access",
        summary: "Write all that is held of a case for a contact who asked for it",
        discussion: """
            The folder `given` holds what the contact may have by the rules of docs/portal.md: what it gave, what was addressed to it, \
            what everybody who is invited has, and what is kept of its own name and address. The folder `to-decide` holds the rest: what \
            concerns others or may do harm, each with the rule in to-decide.csv. A person looks at each and adds it or keeps it \
            back; nothing is left out silently. Give the folder to nobody as it is.
            """,
        example: "annual-review subject-access B-10432 --for 1 ./for-contact-1",
        options: Cluster.options + [
            .integer("for", in: 1...255, "the contact who asked, by its number within the case")
        ],
        positionals: [
            Positional("CASE", "the council's reference for the plan, as B-10432"),
            Positional("DIR", "a folder that is not there yet"),
        ],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let word = try arguments.string("CASE")
        guard let id = CaseID(word) else { throw UsageError("\(word) is no case; a case looks like B-10432") }
        guard let number = try arguments.optionalInt("for").flatMap({ UInt8(exactly: $0) }) else {
            throw UsageError("--for CONTACT is missing: say for which of the child's contacts")
        }
        let folder = try arguments.string("DIR")
        guard access(folder, F_OK) != 0 else {
            throw CommandError(
                "\(folder) is there already: name a folder that is not, so that nothing of another case is in it")
        }
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address, keeping: id)
        guard let file = caseload.cases[id]?.file else { throw CommandError("there is no case \(id) in this log") }
        guard let contact = file.contacts.first(where: { $0.number == number }) else {
            throw CommandError("\(id) has no contact \(number): `annual-review case \(id)` shows those that it has")
        }
        let sorted = SubjectAccess(of: contact, in: file, id, entries: caseload.entries)
        let kept = try KeptDocuments.read(Set(sorted.papers.map { DocumentKey(id, $0.role, $0.document) }), address)
        try write(sorted, kept, records(of: id, contact, address), to: folder)
        let report = sorted.sort { kept[DocumentKey(id, $0.role, $0.document)]?.audience }
        Output.write(
            "wrote \(folder): \(report.given.count) papers that contact \(number) may have, and \(report.toDecide.count) for a "
                + "person to decide on (to-decide.csv)\n")
        return ExitStatus.success
    }

    /// What stands of the contact and the child beside the case file, each as its topic has it, and who opened the case.
    private struct Records {
        var person: [UInt8]?
        var child: [UInt8]?
        var looks: [AccessRecord] = []
    }

    private static func records(of id: CaseID, _ contact: Contact, _ address: LogAddress) throws -> Records {
        var records = Records()
        let own = PersonKey.contact(contact.number, in: id)
        let reader = LogReader(address)
        try reader.readToEnd(.people) { _, _, key, value in
            if key?.elementsEqual(own.utf8) ?? false { records.person = value.map { Array($0) } }
        }
        try LogReader(address).readToEnd(.children) { _, _, key, value in
            if key?.elementsEqual(id.text.utf8) ?? false { records.child = value.map { Array($0) } }
        }
        var unreadable = 0
        try LogReader(address).readToEnd(.access) { _, _, key, value in
            guard let value, key?.elementsEqual(id.text.utf8) ?? false else { return }
            do { records.looks.append(try AccessRecord(json: Array(value))) } catch { unreadable += 1 }
        }
        if unreadable > 0 {
            Output.note("\(unreadable) records of who opened \(id) could not be read, and are not in looks.csv")
        }
        return records
    }

    private static func write(
        _ access: SubjectAccess, _ kept: KeptDocuments, _ records: Records, to folder: String
    ) throws {
        try Disk.makeFolder(folder)
        for part in ["given", "to-decide"] { try Disk.makeFolder("\(folder)/\(part)") }
        let sorted = access.sort { kept[DocumentKey(access.id, $0.role, $0.document)]?.audience }
        var list = "file,day,role,kind,whose,rule,why\n"
        for (part, papers) in [("given", sorted.given), ("to-decide", sorted.toDecide)] {
            for (place, paper) in papers.enumerated() {
                let document = kept[DocumentKey(access.id, paper.paper.role, paper.paper.document)]
                let name = "\(place + 1)-\(paper.paper.role.rawValue)\(document.map { SubjectAccess.ending($0) } ?? "")"
                if let document { try Disk.write(document.bytes, to: "\(folder)/\(part)/\(name)") }
                guard part == "to-decide" else { continue }
                let file = document == nil ? "erased" : name
                list +=
                    "\(file),\(paper.paper.day),\(paper.paper.role.rawValue),\(SubjectAccess.word(paper.paper.kind)),\(SubjectAccess.words(paper.paper.giver)),"
                    + "\(paper.rule.rawValue),\"\(paper.rule.words)\"\n"
            }
        }
        try Disk.write(Array(list.utf8), to: "\(folder)/to-decide.csv")
        try Disk.write(Array(access.events.utf8), to: "\(folder)/to-decide/events.csv")
        if let person = records.person { try Disk.write(person, to: "\(folder)/given/person.json") }
        if let child = records.child { try Disk.write(child, to: "\(folder)/to-decide/child.json") }
        var looks = "at,by,opened,why\n"
        for look in records.looks {
            looks +=
                "\(London.day(unixSeconds: look.at / 1_000)),\(look.by),\(look.opened.rawValue),\(look.why.rawValue)\n"
        }
        try Disk.write(Array(looks.utf8), to: "\(folder)/to-decide/looks.csv")
    }
}
