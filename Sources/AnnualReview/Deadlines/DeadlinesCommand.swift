import Caseload
import Arguments
import CaseFile
import Contracts
import Glibc
import Recording
import Runtime
import Statute

/// `annual-review deadlines`: every day that follows from what is known.
enum DeadlinesCommand {
    static let command = Command(
        name: "deadlines",
        summary: "Reckon every day that follows, with its rule",
        discussion: """
            From any of the days below: every date that follows, who owes it to whom, the rule, its source, and the other \
            date where sources disagree. Needs no broker, but with --case, which takes the facts from a case in the log; \
            days given beside it count instead of the case's own. --as-at answers by the law of that day and, of a case, \
            by what had been recorded by then. Options that contradict each other are refused with the rule.
            """,
        example: """
            annual-review deadlines --meeting 2024-11-01 --decision amend
            annual-review deadlines --transfer primary-to-secondary:2027 --ics > transfer.ics
            annual-review deadlines --case B-10432 --as-at 2024-12-02 --json
            """,
        options: FactOptions.all + [
            .text("case", "ID", "take the facts from this case, as B-10432"),
            .integer("review", in: 1...255, "which review of the case (default: the one under way, or else the next)"),
            .text(
                "model", "NAME",
                "show the stricter days of this model of the review beside the law’s (of a case: the model that holds)"),
            .text(
                "terms", "COUNCIL",
                "propose school days for the meeting by calendars/terms-COUNCIL.txt (of a case: its log’s council)"),
            .text("as-at", "DATE", "by the law, and what was known, on that day"),
            .flag("json", "as JSON"),
            .flag("ics", "as a calendar file, for a calendar program"),
            .text(
                "seeds", "DIR", environment: "AR_SEEDS",
                "the folder that holds calendars/ and models/ (default: ./seeds, or the one beside the program)"),
        ] + Cluster.options,
        run: { arguments in
            Output.write(try answer(arguments, today: London.day(unixSeconds: Int64(time(nil)))))
            return ExitStatus.success
        })

    /// What the command writes.
    static func answer(_ arguments: Arguments, today: Day) throws -> String {
        let asAt = try RecordKind.day(arguments, "as-at")
        if let asAt, asAt < LegalDay.act {
            throw UsageError(
                "--as-at \(asAt): the first of these rules came into force on \(LegalDay.act.inWords) (Children and "
                    + "Families Act 2014)")
        }
        guard !(arguments.flag("json") && arguments.flag("ics")) else {
            throw UsageError("--json and --ics are two forms of the answer: keep one")
        }
        let id = try caseID(arguments)
        let report =
            if let id {
                try DeadlinesCommand.report(
                    of: id, in: try Caseload.read(try Cluster.address(arguments), keeping: id), arguments,
                    asAt: asAt)
            } else {
                try DeadlinesCommand.report(arguments, asAt: asAt, today: today)
            }
        if arguments.flag("json") { return try report.json() }
        guard arguments.flag("ics") else { return report.text }
        return CalendarFile(
            subject: report.subject, deadlines: report.deadlines, madeAt: Int64(time(nil))
        ).text
    }

    private static func caseID(_ arguments: Arguments) throws(UsageError) -> CaseID? {
        guard let word = arguments.optionalString("case") else {
            guard arguments.optionalString("review") == nil else {
                throw UsageError("--review is a review of a case: name it with --case")
            }
            return nil
        }
        guard let id = CaseID(word) else { throw UsageError("--case: \(word) is no case; a case looks like B-10432") }
        return id
    }

    /// The days of options alone.
    private static func report(_ arguments: Arguments, asAt: Day?, today: Day) throws -> DeadlineReport {
        var facts = Facts()
        try FactOptions.read(arguments, into: &facts)
        guard !FactOptions.given(facts).isEmpty else {
            throw UsageError("say a day to count from, as --meeting 2024-11-01, or a case with --case")
        }
        let contradictions = facts.contradictions(on: asAt ?? today)
        guard contradictions.isEmpty else {
            throw UsageError(contradictions.map(FactOptions.words).joined(separator: "; "))
        }
        let holidays = try holidays(arguments)
        var report = DeadlineReport(facts, holidays: holidays, asAt: asAt, today: today)
        if folderIfAny(arguments) == nil { report.notes.append(withoutHolidays) }
        if let name = arguments.optionalString("model") { report.model = try model(name, arguments) }
        if let council = arguments.optionalString("terms") {
            report.proposeMeetings(in: try folder(arguments).terms(of: council), from: nil, holidays: holidays)
        }
        return report
    }

    private static func model(_ name: String, _ arguments: Arguments) throws -> ReviewModel {
        let models = try folder(arguments).models().models
        guard let model = models[name] else {
            throw UsageError(
                "--model: there is no model \(name); there are \(models.keys.sorted().joined(separator: ", "))")
        }
        return model
    }

    /// What the council of a case has set beside the law: its model's stricter days, and school days for the meeting. Both
    /// are left out, with a word, where the folder of seeds does not say them.
    private static func addOwn(
        to report: inout DeadlineReport, _ file: CaseFile, council: String?, on today: Day, _ arguments: Arguments,
        holidays: BankHolidays
    ) throws {
        if let name = arguments.optionalString("model") {
            report.model = try model(name, arguments)
        } else if let plan = file.plan, let seeds = folderIfAny(arguments) {
            do {
                report.model = try seeds.models().holding(plan, on: today)?.model
                if report.model == nil { report.notes.append("The model \(plan.model) is not at hand.") }
            } catch {
                report.notes.append("The council’s own days are not at hand: \(error)")
            }
        }
        let named = arguments.optionalString("terms")
        guard named != nil || folderIfAny(arguments)?.hasTerms(of: council) == true, let council = named ?? council
        else {
            return
        }
        report.proposeMeetings(in: try folder(arguments).terms(of: council), from: today, holidays: holidays)
    }

    /// The days of a case, with what options say instead.
    static func report(
        of id: CaseID, in caseload: Caseload, _ arguments: Arguments, asAt: Day?
    ) throws -> DeadlineReport {
        guard let last = caseload.entries.last else { throw CommandError("there is no case \(id) in this log") }
        let today = asAt ?? caseload.log(of: id).today ?? last.entry.recorded
        var file = CaseFile()
        for (position, entry) in caseload.entries where entry.recorded <= today { _ = file.append(entry, at: position) }
        guard file.plan != nil || file.latestReview != nil else {
            throw CommandError("nothing was recorded of \(id) by \(today)")
        }
        let review = try review(of: file, id, arguments)
        let holidays = try holidays(arguments)
        let stands = file.facts(of: review, holidays: holidays)
        var facts = stands
        try FactOptions.read(arguments, into: &facts)
        // What people reported may contradict itself and is shown; what is asked here may not.
        let known = Set(stands.contradictions(on: today))
        let contradictions = facts.contradictions(on: today)
        let asked = contradictions.filter { !known.contains($0) }
        guard asked.isEmpty else { throw UsageError(asked.map(FactOptions.words).joined(separator: "; ")) }
        var report = DeadlineReport(facts, holidays: holidays, asAt: asAt, today: today)
        if folderIfAny(arguments) == nil { report.notes.append(withoutHolidays) }
        try addOwn(
            to: &report, file, council: caseload.log(of: id).began?.council, on: today, arguments, holidays: holidays)
        if stands.noticeServed == facts.noticeServed, let review {
            for note in file.noticeServices(of: review).compactMap({ serviceNote($0, holidays) })
            where !report.notes.contains(note) { report.notes.append(note) }
        }
        report.subject = review.map { "\(id), review \($0.number)" } ?? "\(id), the next review"
        report.notes += contradictions.map { "The file contradicts itself: \($0)." }
        if review == nil, let closed = file.latestReview {
            report.notes.append("Review \(closed.number) is closed; --review \(closed.number) shows its days.")
        }
        if let ended = file.ended {
            report.notes.append("The council no longer maintains the plan since \(ended.inWords).")
        }
        return report
    }

    /// What is said of how a notice was served: where nobody knows how it went, and where it came back.
    private static func serviceNote(_ service: NoticeService, _ holidays: BankHolidays) -> String? {
        if service.isReturned {
            let whom = service.contact.map { " to contact \($0)" } ?? ""
            return "The notice\(whom) came back, so it was served on nobody: those days begin when it is sent again."
        }
        guard service.by == nil else { return nil }
        let byPost = Statute.served(sent: service.sent, by: .post, holidays: holidays)
        return
            "The notice counts as served on the day it was sent, as by e-mail, for nobody recorded how it went. If it "
            + "went by post, say --served \(byPost)."
    }

    private static func review(of file: CaseFile, _ id: CaseID, _ arguments: Arguments) throws -> Review? {
        guard let number = try arguments.optionalInt("review") else {
            return file.latestReview.flatMap { $0.isClosed ? nil : $0 }
        }
        guard let review = UInt8(exactly: number).flatMap({ file.review($0) }) else {
            throw CommandError("\(id) has no review \(number): it has \(file.reviewCount)")
        }
        return review
    }

    /// The announced bank holidays; without a folder of seeds none are, and days that they decide are provisional.
    private static func holidays(_ arguments: Arguments) throws -> BankHolidays {
        try folderIfAny(arguments)?.holidays() ?? .byRuleOnly
    }

    /// The folder of seeds: the one that is named, or ./seeds.
    private static func folder(_ arguments: Arguments) -> Seeds {
        Seeds(folder: arguments.optionalString("seeds") ?? Seeds.standardFolder)
    }

    /// The same; nil when none is named and none is at hand.
    private static func folderIfAny(_ arguments: Arguments) -> Seeds? {
        (arguments.optionalString("seeds") ?? Seeds.folderAtHand).map { Seeds(folder: $0) }
    }

    /// What a reader must know where no bank holidays are at hand: days that they decide are reckoned by the usual rules.
    static let withoutHolidays =
        "No calendar of bank holidays is at hand (--seeds or AR_SEEDS names the folder): days that working days decide are "
        + "reckoned by the usual rules alone, announced changes left out, and so marked as provisional."
}

extension Seeds {
    /// Whether there is a file of school terms for that council.
    func hasTerms(of council: String?) -> Bool {
        council.map { Disk.names(in: path("calendars"))?.contains("terms-\($0).txt") ?? false } ?? false
    }
}
