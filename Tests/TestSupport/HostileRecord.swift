/// A record that a program with a fault, or a wrong hand, may write.
public struct HostileRecord: Sendable, CustomStringConvertible {
    /// The case that most of them are about.
    public static let caseID = "B-9"

    /// What is wrong with it.
    public let name: String
    /// The record.
    public let key: [UInt8]?
    public let value: [UInt8]?

    public var description: String { name }

    private init(_ name: String, key: String? = caseID, _ text: String?) {
        self.name = name
        self.key = key.map { Array($0.utf8) }
        value = text.map { Array($0.utf8) }
    }

    private static func report(_ events: String, by: String = "coordinator/C-07/desk", more: String = "") -> String {
        #"{"by":"\#(by)","on":"2024-11-25"\#(more),"events":[\#(events)]}"#
    }

    private static func event(_ type: String, _ data: String, key: Int = 1, more: String = "") -> String {
        let id = String(repeating: "A", count: 18) + String(1_000 + key).dropFirst() + "A"
        return #"{"type":"\#(type)","id":"\#(id)"\#(more),"data":\#(data)}"#
    }

    /// All of them.
    public static let all: [HostileRecord] = {
        let plan = #"{"placement":"mainstream","need":"ASD","model":"statutory"}"#
        let many = (0..<990).map { event("views-received", #"{"review":1,"from":"parent"}"#, key: $0) }
        let nested = String(repeating: "[", count: 100_000)
        return [
            HostileRecord("no key", key: nil, report(event("plan-recorded", plan))),
            HostileRecord("an empty key", key: "", report(event("plan-recorded", plan))),
            HostileRecord("a tombstone", nil),
            HostileRecord("a tombstone of the log", key: "log", nil),
            HostileRecord("an empty value", ""),
            HostileRecord("no entry", #"{"by":1}"#),
            HostileRecord(
                "a report that claims to have read on",
                report(event("plan-recorded", plan), more: #","seen":1000000000"#)),
            HostileRecord(
                "a second beginning with other partitions", key: "log",
                report(
                    #"{"type":"log-began","id":"log-began","data":{"calendar":"real","partitions":99,"council":"bexley","log":"ASNFZ4mrze_-3LqYdlQyEA"}}"#,
                    by: "operator/O-1/command")),
            HostileRecord(
                "a beginning in a case",
                report(
                    #"{"type":"log-began","id":"log-began","data":{"calendar":"real","partitions":99,"council":"bexley","log":"ASNFZ4mrze_-3LqYdlQyEA"}}"#,
                    by: "operator/O-1/command")),
            HostileRecord(
                "a calendar that nobody knows", key: "log",
                report(
                    #"{"type":"log-began","id":"log-began","data":{"calendar":"lunar","partitions":1,"council":"x","log":"ASNFZ4mrze_-3LqYdlQyEA"}}"#,
                    by: "operator/O-1/command")),
            HostileRecord(
                "a day in a case", report(#"{"type":"day-began","id":"day/9999-12-31","data":{}}"#, by: "scheduler")),
            HostileRecord(
                "the last day", key: "log",
                report(#"{"type":"day-began","id":"day/9999-12-31","data":{}}"#, by: "scheduler")),
            HostileRecord(
                "a proof of a day to come", key: "log",
                report(
                    #"{"type":"head-reckoned","id":"head/9999-12-31","data":{"through":9223372036854775807,"sha256":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"}}"#,
                    by: "scheduler")),
            HostileRecord(
                "a proof that is none", key: "log",
                report(
                    #"{"type":"head-reckoned","id":"head/2024-11-25","data":{"through":1,"sha256":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"}}"#,
                    by: "scheduler")),
            HostileRecord(
                "a proof at a negative place", key: "log",
                report(
                    #"{"type":"head-reckoned","id":"head/2024-11-25","data":{"through":-1,"sha256":"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"}}"#,
                    by: "scheduler")),
            HostileRecord(
                "plans at the ends of time",
                report(
                    [
                        event(
                            "plan-recorded",
                            #"{"made":"0001-01-01","reviewed":"0001-01-01","interval":255,"placement":"mainstream","need":"ASD","model":"statutory","transfer":"primary-to-secondary","transfer_year":2147483647,"year":-2147483648}"#,
                            more: #","time":"9999-12-31""#),
                        event(
                            "plan-recorded",
                            #"{"born":"9999-12","made":"9999-12-31","reviewed":"9999-12-31","placement":"mainstream","need":"ASD","model":"statutory","transfer_year":-2147483648,"year":2147483647}"#,
                            key: 2, more: #","time":"0001-01-01""#),
                    ].joined(separator: ","))),
            HostileRecord(
                "an entry of the last day",
                #"{"by":"coordinator/C-07/desk","on":"9999-12-31","events":[\#(event("meeting-held", #"{"review":255}"#))]}"#
            ),
            HostileRecord(
                "contact 0 and contact 255",
                report(
                    [0, 255].map { number in
                        event(
                            "early-review-requested", #"{"from":"parent","ground":"other","contact":\#(number)}"#,
                            key: number)
                    }.joined(separator: ","))),
            HostileRecord(
                "the last review",
                report(
                    [
                        event("review-under-way", #"{"review":255,"kind":"annual","due":"9999-12-31"}"#),
                        event("meeting-held", #"{"review":255}"#, key: 2),
                    ].joined(separator: ","))),
            HostileRecord("an id twice", report(event("plan-recorded", plan) + "," + event("plan-recorded", plan))),
            HostileRecord("very many events", report(many.joined(separator: ","))),
            HostileRecord("more events than an entry may hold", report((many + many).joined(separator: ","))),
            HostileRecord(
                "a report that replaces itself",
                report(event("plan-recorded", plan, more: #","replaces":"AAAAAAAAAAAAAAAAAA001A""#))),
            HostileRecord(
                "a report that withdraws itself", report(event("withdrawn", #"{"report":"AAAAAAAAAAAAAAAAAA001A"}"#))),
            HostileRecord(
                "a huge model",
                report(
                    event(
                        "plan-recorded",
                        #"{"placement":"mainstream","need":"ASD","model":"\#(String(repeating: "m", count: 900_000))"}"#
                    ))),
            HostileRecord("deep JSON", #"{"by":"coordinator/C-07/desk","on":"2024-11-25","deep":\#(nested)"#),
            HostileRecord(
                "a huge key", key: String(repeating: "k", count: 900_000), report(event("plan-recorded", plan))),
            HostileRecord(
                "a claim of the last attempt",
                report(
                    #"{"type":"notification-claimed","id":"review-255/tell-decision/AAAAAAAAAAA/contact-255/claim/255","data":{"instance":"x"}}"#,
                    by: "notifier", more: #","seen":3"#)),
        ]
    }()
}
