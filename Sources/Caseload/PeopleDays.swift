package import CaseFile
package import Contracts
package import Runtime
package import Statute

/// Since which day `people` has had the record of each who can be reached by it, as the broker stamped it: what came back before
/// that day may arrive now; and who reads letters in a format that a supplier makes. It is for a person to look at, and nothing
/// leaves by it.
package struct PeopleDays {
    private var days: [String: Day] = [:]
    private var formats: [String: HeldFormat] = [:]

    /// Of nobody.
    package init() {}

    /// Reads `people`. A rehearsal's days are invented, and no broker's clock says anything of them: there no address is newer
    /// than what came back, and whoever reads in some format did so from the beginning.
    package static func read(_ address: LogAddress, for caseload: Caseload) throws -> PeopleDays {
        var known = PeopleDays()
        let isReal = caseload.began?.calendar == .real
        try LogReader(address).readPeople { key, person, day in
            known.take(person, at: key, on: isReal ? day : .first)
        }
        return known
    }

    /// Takes a later record of `people`.
    package mutating func take(_ person: Person?, at key: String, on day: Day) {
        days[key] = person?.canBeReached == true ? day : nil
        guard let format = person?.letterFormat.supplied else {
            formats[key] = nil
            return
        }
        // Another address does not begin it anew.
        if formats[key]?.format != format { formats[key] = HeldFormat(format, since: day) }
    }

    /// Of those to whom something of that case came back.
    package func days(of id: CaseID, _ file: CaseFile) -> [Addressee: Day] {
        guard !days.isEmpty, let plan = file.plan else { return [:] }
        var known: [Addressee: Day] = [:]
        for message in file.messages where message.returned != nil {
            guard let addressee = message.id.addressee else { continue }
            known[addressee] = PersonKey.key(of: addressee, in: id, plan: plan).flatMap { days[$0] }
        }
        return known
    }

    /// The formats of that case's contacts, by their numbers.
    package func formats(of id: CaseID, _ file: CaseFile) -> [UInt8: HeldFormat] {
        guard !formats.isEmpty else { return [:] }
        var known: [UInt8: HeldFormat] = [:]
        for contact in file.contacts { known[contact.number] = formats[PersonKey.contact(contact.number, in: id)] }
        return known
    }
}
