import Caseload
import Arguments
import Contracts
import Glibc
import Recording
import Runtime
import Statute

/// How a log begins: once, with `log-began` in every partition, and the first day.
struct LogStart {
    let calendar: LogCalendar
    let council: String
    /// The first day; nil on a real log whose scheduler is to begin the days.
    let firstDay: Day?

    /// Checks what the operator said. A rehearsal's days are invented, so it must be told its first.
    init(calendar: LogCalendar, council: String, firstDay: String?) throws(UsageError) {
        var day: Day?
        if let firstDay {
            day = try Day.ofOption("first-day", firstDay)
        }
        let now = LogStart.today
        if calendar == .rehearsal, day == nil {
            throw UsageError("a rehearsal needs its first day: --first-day 2024-09-01")
        }
        if calendar == .real, let day, day != now {
            throw UsageError("a real log begins today, \(now), not on \(day); for other days begin a rehearsal")
        }
        guard !council.isEmpty else { throw UsageError("say whose log it is: --council NAME") }
        self.calendar = calendar
        self.council = council
        self.firstDay = day ?? now
    }

    /// Today in England.
    static var today: Day { London.day(unixSeconds: Int64(time(nil))) }

    /// Today in England by this host's clock, where that is before the log's day and not by a few minutes; else nil.
    static func dayBefore(_ logDay: Day) -> Day? {
        let soon = London.day(unixSeconds: Int64(time(nil)) + DayKeeper.toleranceSeconds)
        return soon < logDay ? today : nil
    }

    /// Appends the first records of every partition, and waits until they are acknowledged.
    func begin(_ writer: LogWriter) throws {
        let day = firstDay ?? LogStart.today
        try writer.begin(
            // Its name is the writer's to give: that of an attempt which came no further than to mark topics, or a new one.
            LogBegan(calendar: calendar, partitions: 0, council: council, log: LogBegan().log), on: day,
            by: Operator.standard, marking: Topic.allCases)
        guard let firstDay else { return }
        for partition in 0..<writer.partitions {
            try writer.append(LogStart.dayBegan(firstDay), toLogOf: partition)
        }
        try writer.flush()
    }

    /// The entry that begins a day.
    static func dayBegan(_ day: Day) -> Entry {
        Entry(
            by: Operator.standard, recorded: day, events: [Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))])
    }
}
