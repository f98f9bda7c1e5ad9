public import CaseFile
public import Contracts
import Statute

/// The contacts of a case with who decided each of their facts and when, which the fold does not hold.
public struct ContactBook: Sendable {
    /// What stands of each contact, by number.
    public private(set) var recorded: [UInt8: ContactRecorded] = [:]

    /// Nothing is known beside the fold.
    public init() {}

    /// From the case's file and the entries of which it was made.
    public init(of file: CaseFile, entries: [(position: Int64, entry: Entry)]) {
        var said: [SubmissionKey: ContactRecorded] = [:]
        for (_, entry) in entries where entry.by.maySay(.contactRecorded) {
            for event in entry.events {
                guard case .submission(let key) = event.id, case .contactRecorded(let data) = event.data,
                    said[key] == nil
                else { continue }
                said[key] = data
            }
        }
        for report in file.submissions where report.kind == .contactRecorded && report.stands {
            guard let number = report.contact?.number, let data = said[report.key] else { continue }
            recorded[number] = data
        }
    }

    /// Whether anybody was recorded; otherwise the law presumes a parent.
    public static func isKept(in file: CaseFile) -> Bool {
        file.submissions.contains { $0.kind == .contactRecorded && $0.stands && $0.contact != nil }
    }

    /// A contact in words, without its name: "Contact 2, the parent: holds the rights, and is told of decisions."
    public func sentence(about contact: Contact) -> String {
        let recorded = recorded[contact.number]
        func by(_ fact: DecidedFact?) -> String { fact.map { " (\($0.by), \($0.on.short))" } ?? "" }
        var facts: [String] = []
        facts.append((contact.holdsRights ? "holds the rights" : "holds no rights") + by(recorded?.holdsRights))
        if contact.mayBeWrittenTo {
            facts.append(contact.holdsRights ? "is told of decisions" : "is not told of decisions")
        } else {
            let decided = recorded.map { " of \($0.mayBeWrittenTo.by) on \($0.mayBeWrittenTo.on.short)" } ?? ""
            facts.append("is not told, by decision\(decided)")
        }
        switch contact.sees {
        case .everything: facts.append("may see everything")
        case .own: facts.append("may see what it gave and was sent")
        case .nothing: facts.append("may see nothing")
        }
        if contact.isLocationProtected {
            facts.append("must not learn where the child is" + by(recorded?.locationProtected))
        }
        return "Contact \(contact.number), \(Words.relation(contact.relation)): \(facts.joined(separator: "; "))."
    }

    /// What follows from how a contact is recorded, for whoever has just recorded it.
    public static func consequences(of number: UInt8, in file: CaseFile) -> [String] {
        guard let contact = file.contact(number) else { return [] }
        let who = "contact \(number), \(Words.relation(contact.relation)),"
        var all: [String] = []
        switch (contact.holdsRights, contact.mayBeWrittenTo) {
        case (true, true): all.append("\(who) will be told of decisions")
        case (true, false):
            all.append("\(who) is not told, by decision: nothing is sent, and nobody is asked for an address")
        case (false, true): all.append("\(who) will not be told of decisions")
        case (false, false): all.append("nothing is sent to \(who) by decision")
        }
        if contact.isLocationProtected {
            all.append("what says where the child is must not reach contact \(number)")
        }
        let told = file.toldHolders
        if file.rightsHolders.isEmpty {
            all.append("nobody holds the rights now: no decision can be told until somebody does")
        } else if told.isEmpty {
            all.append("nobody who holds the rights may be written to: no letter of a decision can leave")
        } else if told.count > 1 {
            let numbers = Words.list(told.map { "contact \($0.number)" })
            all.append("a decision counts as told when the last of \(numbers) was sent theirs")
        }
        return all
    }
}
