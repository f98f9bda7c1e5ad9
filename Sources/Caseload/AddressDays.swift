package import CaseFile
package import Contracts
package import Runtime
package import Statute

/// Since which day `people` has had the record of each who can be reached by it, as the broker stamped it: what came back before
/// that day may arrive now. It is for a person to look at, and nothing leaves by it.
package struct AddressDays {
    private var days: [String: Day] = [:]

    /// Of nobody.
    package init() {}

    /// Reads `people`, where something came back in that caseload. A rehearsal's days are invented, and no broker's clock says
    /// anything of them.
    package static func read(_ address: LogAddress, for caseload: Caseload) throws -> AddressDays {
        var days = AddressDays()
        guard caseload.began?.calendar == .real,
            caseload.cases.values.contains(where: { $0.file.messages.contains { $0.returned != nil } })
        else { return days }
        try LogReader(address).readPeople { key, person, day in days.take(person, at: key, on: day) }
        return days
    }

    /// Takes a later record of `people`.
    package mutating func take(_ person: Person?, at key: String, on day: Day) {
        days[key] = person?.canBeReached == true ? day : nil
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
}
