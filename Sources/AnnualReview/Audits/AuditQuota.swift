import Arguments
import Runtime
import Statute
import YAML

/// How much a council audits each month: a file of YAML, `seeds/audits/COUNCIL.yaml`.
struct AuditQuota: Equatable {
    /// Reviews whose decision was sent in the month.
    var reviews = 5
    /// Final plans that were sent in it.
    var plans = 5
    /// Each so many-th is audited by a second person too.
    var secondOneIn = 5

    /// The most of either in a month.
    static let most = 10_000

    /// What holds where a council has no such file.
    init() {}

    /// Reads such a file; refused with file and line.
    init(parsing text: String, file: String) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: ["reviews_a_month", "plans_a_month", "second_one_in"])
        reviews = try root.required("reviews_a_month").int(in: 0...AuditQuota.most)
        plans = try root.required("plans_a_month").int(in: 0...AuditQuota.most)
        secondOneIn = try root.required("second_one_in").int(in: 1...100)
    }

    /// How many months a period touches: each has its quota.
    static func months(_ from: Day, _ until: Day) -> Int {
        guard from <= until else { return 0 }
        return Int(Month(of: until).number - Month(of: from).number) + 1
    }
}

extension Seeds {
    /// What that council audits each month; what usually holds, where it has no such file.
    func auditQuota(of council: String?) throws -> AuditQuota {
        guard let council, Disk.names(in: path("audits"))?.contains("\(council).yaml") == true else {
            return AuditQuota()
        }
        let name = "audits/\(council).yaml"
        return try AuditQuota(parsing: try text(name), file: path(name))
    }
}
