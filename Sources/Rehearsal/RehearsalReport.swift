import Arguments
package import JSON
import Statute

/// What a rehearsal was, for whoever reads its figures.
package struct RehearsalReport: Fields {
    var first = Day(number: 0)
    var last = Day(number: 0)
    var plans = 0
    var milliseconds = 0
    var records = 0
    var notifications = 0
    var coordinators = ""
    var putIn = ""
    var lateThroughRefusal = 0

    package init() {}

    init(
        first: Day, last: Day, plans: Int, seconds: Double, records: Int, notifications: Int, coordinators: String,
        habits: Habits?, lateThroughRefusal: Int
    ) {
        self.first = first
        self.last = last
        self.plans = plans
        milliseconds = Int(seconds * 1000)
        self.records = records
        self.notifications = notifications
        self.coordinators = coordinators
        putIn = habits?.words ?? "nobody outside acts."
        self.lateThroughRefusal = lateThroughRefusal
    }

    package mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("first", &first, "The log's day before the rehearsal.")
        try visitor.field("last", &last, "Its last day.")
        try visitor.field("plans", &plans, "How many plans the log holds.")
        try visitor.field("milliseconds", &milliseconds, "How long it took.")
        try visitor.field("records", &records, "How many records were added to case-files.")
        try visitor.field("notifications", &notifications, "How many records were added to notifications.")
        try visitor.field("coordinators", &coordinators, "as-2024, prompt or nobody.")
        try visitor.field("put_in", &putIn, "The shares that were put in, in words.")
        try visitor.field(
            "late_through_a_refusal", &lateThroughRefusal,
            "Families told late, or not, after a decision that was given in time and refused; the goal is 0.")
    }

    /// For people.
    package var text: String {
        let seconds = Double(milliseconds) / 1000
        let days = last - first
        return """
            Rehearsed \(days) days of \(plans) plans, \(first + 1) to \(last), in \(Decimal.text(seconds)) s: \
            \(Decimal.text(Double(days) / max(seconds, 0.001))) days a second, \
            \(Decimal.text(Double(records) / Double(max(plans, 1)))) records a plan.
            Families told late through a refusal of ours: \(lateThroughRefusal) (goal: 0).
            Put in, not found: \(putIn)

            """
    }
}

extension Habits {
    /// The shares, in words.
    var words: String {
        func percent(_ share: Double) -> String { "\(Decimal.text(share * 100))%" }
        return """
            \(percent(noMeeting)) of reviews without a meeting; of meetings due a decision \(percent(toldInTime)) of \
            families told within four weeks, \(percent(toldLate)) later, \(percent(max(0, 1 - toldInTime - toldLate))) \
            not at all.
            """
    }
}
