import Arguments
import CaseFile
import Contracts
import Foundation
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import Caseload
@testable import Rehearsal
@testable import Recording

/// The dates of `annual-review deadlines --json` as a program reads them.
private struct Reckoned: Decodable {
    struct Line: Decodable {
        let rule: String
        let due: String
        let reading: String
        let from: String?
        let counting: String
        let owner: String
        let to: [String]
        let source: String
        let why: String
        let provisional: Bool
    }
    struct Duty: Decodable {
        let rule: String
        let from: String
        let why: String
    }
    let facts: [String: String]
    let deadlines: [Line]
    let duties: [Duty]
    let notes: [String]

    init(_ answer: Answer) throws {
        self = try JSONDecoder().decode(Reckoned.self, from: Data(answer.output.utf8))
    }

    func due(_ rule: String, _ reading: String = "default") -> String? {
        deadlines.first { $0.rule == rule && $0.reading == reading }?.due
    }
}

/// Runs `annual-review deadlines` with those words, without a broker.
private func deadlines(_ words: String...) -> Answer { deadlines(words) }

private func deadlines(_ words: [String]) -> Answer {
    let seeds = Repository.root.appending(path: "seeds").path
    return Answer(DeadlinesCommand.command, words + ["--seeds", seeds]) {
        try DeadlinesCommand.answer($0, today: Day.of("2026-11-24"))
    }
}

/// The same for a case.
private func deadlines(of story: Story, _ words: String...) -> Answer {
    let caseload = story.caseload
    let id = story.id
    let seeds = Repository.root.appending(path: "seeds").path
    return Answer(DeadlinesCommand.command, words + ["--json", "--seeds", seeds]) { arguments in
        let asAt = try RecordKind.day(arguments, "as-at")
        return try DeadlinesCommand.report(of: id, in: caseload, arguments, asAt: asAt).json()
    }
}

@Suite struct `The days that follow from what is known` {
    @Test func `IPSEA: a meeting on 1 November 2024, and a decision to amend`() throws {
        let answer = deadlines("--meeting", "2024-11-01", "--decision", "amend", "--json")
        #expect(answer.status == 0)
        let reckoned = try Reckoned(answer)
        #expect(reckoned.facts == ["meeting": "2024-11-01", "decision": "amend"])
        #expect(reckoned.due("DEC-1") == "2024-11-29")
        #expect(reckoned.due("AMD-1") == "2024-11-29")
        #expect(reckoned.due("AMD-5") == "2025-01-24")
        #expect(reckoned.due("MTG-3") == "2024-10-18")
        #expect(reckoned.due("MTG-3", "other") == "2024-10-17")
        let decision = try #require(reckoned.deadlines.first { $0.rule == "DEC-1" })
        #expect(
            decision.why
                == "decision due 29 Nov 2024: four weeks after the meeting on 1 Nov 2024 (SEND Regulations 2014, "
                + "reg 20(10))")
        #expect(decision.from == "2024-11-01")
        #expect(decision.counting == "four weeks after the meeting")
        #expect(decision.owner == "local authority")
        #expect(decision.to == ["the child's parent or the young person", "head teacher or principal"])
        #expect(decision.source == "SEND Regulations 2014, reg 20(10)")
        #expect(reckoned.duties.contains { $0.rule == "MTG-5" })
    }

    @Test(arguments: [("json", ["--json"]), ("txt", [])])
    func `reads as the golden file has it`(suffix: String, form: [String]) throws {
        let answer = deadlines(["--meeting", "2024-11-01", "--decision", "amend", "--notice", "2024-11-25"] + form)
        let path = "Tests/AnnualReviewTests/Golden/deadlines-ipsea.\(suffix)"
        // The day on which it is asked stands in the first line alone.
        if Repository.isSet("UPDATE_GOLDEN") { try Repository.write(answer.output, to: path) }
        #expect(answer.output == (try Repository.text(path)))
    }

    @Test func `a notice says by itself that the decision is to amend`() throws {
        let reckoned = try Reckoned(deadlines("--meeting", "2024-11-01", "--notice", "2024-11-25", "--json"))
        #expect(reckoned.facts["decision"] == "amend")
        #expect(reckoned.due("AMD-6") == "2025-01-20")
        let outside = try Reckoned(deadlines("--notice", "2024-05-14", "--outside-review", "--json"))
        #expect(outside.facts["decision"] == nil)
        #expect(outside.due("AMD-8") == "2024-07-09")
    }

    @Test(arguments: [
        ("--made 2024-02-29", "CYC-1", "2025-02-28"), ("--last-review 2023-11-25", "CYC-2", "2024-11-24"),
        ("--served 2026-12-18", "AMD-2", "2027-01-01"), ("--notice 2024-05-14", "AMD-4", "2024-07-09"),
        ("--transfer primary-to-secondary:2027", "PH-1", "2027-02-14"),
        ("--transfer secondary-to-post-16:2027", "PH-4", "2027-01-05"),
        ("--later-transfer 2027-09-01", "PH-3", "2027-04-01"),
        ("--final 2026-06-30", "APP-3", "2026-09-01"), ("--not-amended 2026-10-25", "APP-3", "2027-01-04"),
        ("--decided 2026-06-30 --decision cease", "APP-3", "2026-09-01"),
        ("--decided 31/12/2025 --decision maintain --certificate 2026-02-25", "APP-2", "2026-03-25"),
        ("--last-review 2024-03-15 --interval 6", "CYC-8", "2024-09-14"),
        ("--reassessment-requested 2026-01-10", "REA-2", "2026-01-25"), ("--born 2010-03", "AGE-1", "2026-06-26"),
        ("--order amend-contents:2026-03-02", "TRI-7", "2026-04-06"),
    ])
    func `every option reaches its rule`(words: String, rule: String, due: String) throws {
        let answer = deadlines(words.split(separator: " ").map(String.init) + ["--json"])
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try Reckoned(answer).due(rule) == due)
    }

    @Test(arguments: RuleID.allCases)
    func `every worked example that the table shows can be asked for, and answers as it says`(id: RuleID) throws {
        for example in WorkedExample.all(of: id) {
            let answer = deadlines(example.options + ["--json"])
            #expect(answer.status == 0, "\(example): \(answer.errors)")
            guard answer.status == 0 else { continue }
            let reckoned = try Reckoned(answer)
            let days = reckoned.deadlines.filter { $0.rule == id.rawValue }
            switch example.result {
            case "duty": #expect(reckoned.duties.contains { $0.rule == id.rawValue }, "\(example)")
            case "none":
                // What the law makes of facts that a notice decides is asked for without that notice's own answer.
                #expect(days.isEmpty && !reckoned.duties.contains { $0.rule == id.rawValue }, "\(example)")
            default:
                let wanted = example.result.split(separator: " ").map(String.init).filter {
                    $0 != "or" && $0 != "provisional"
                }
                #expect(days.first?.due == wanted.first, "\(example)")
                #expect(Set(wanted).isSubset(of: days.map(\.due)), "\(example)")
                #expect(days.first?.provisional == example.result.hasSuffix("provisional"), "\(example)")
            }
        }
    }

    @Test(arguments: Facts.Field.allCases)
    func `every day that the law counts from has its option`(field: Facts.Field) throws {
        let reckoned = try Reckoned(deadlines("--\(field.option)", "2025-03-04", "--json"))
        #expect(reckoned.facts[field.option] == "2025-03-04")
    }

    @Test func `counts by the law of the day that is asked for`() throws {
        let words = ["--meeting", "2021-06-01", "--decision", "amend", "--json"]
        let before = try Reckoned(deadlines(words + ["--as-at", "2022-03-07"]))
        #expect(before.due("DEC-1") == "2021-06-29")
        #expect(before.due("AMD-1") == nil && before.due("AMD-5") == nil)
        #expect(try Reckoned(deadlines(words + ["--as-at", "2022-03-08"])).due("AMD-5") == "2021-08-24")
    }

    @Test func `marks what is provisional, guidance or not read, and explains each mark that it uses`() {
        let text = deadlines("--term-starts", "2030-09-02", "--final", "2035-10-01").output
        #expect(text.contains("[P]  provisional:") || text.contains("[P]         provisional:"))
        #expect(text.contains("[K] "))
        #expect(text.contains("[guidance]"))
        #expect(!text.contains("[S]"))
        #expect(!deadlines("--meeting", "2024-11-01").output.contains("[P]"))
        let calendar = deadlines("--final", "2035-10-01", "--ics").output
        #expect(calendar.contains("STATUS:TENTATIVE") && calendar.contains("provisional"))
    }

    @Test func `keeps to a hundred columns, whatever is asked`() {
        var words: [String] = []
        for field in Facts.Field.allCases where field != .notAmendedSent && field != .mediationDeclined {
            words += ["--\(field.option)", "2025-03-04"]
        }
        words += ["--born", "2007-01", "--transfer", "secondary-to-post-16:2026", "--interval", "6"]
        let answer = deadlines(words)
        #expect(answer.status == 0, "\(answer.errors)")
        for line in answer.output.split(separator: "\n") { #expect(line.count <= Prose.width, "\(line)") }
    }
}

@Suite struct `What cannot be reckoned is refused with its rule or field` {
    @Test(arguments: [
        ("--meeting 2024-02-30", "--meeting: there is no day 2024-02-30"),
        ("--meeting soon", "--meeting: there is no day soon"),
        (
            "--meeting 2024-11-01 --decided 2024-10-01",
            "--meeting, --decided: the decision was sent on 1 Oct 2024, before"
        ),
        ("--meeting 2024-11-01 --decided 2024-10-01", "DEC-1"),
        ("--decision maintain --notice 2024-11-25", "but the decision is to maintain"),
        ("--notice 2024-11-25 --served 2024-11-20", "--notice, --served"),
        ("--notice 2024-11-25 --final 2024-11-20", "AMD-3"),
        ("--final 2024-12-25 --not-amended 2024-12-20", "--final, --not-amended"),
        ("--born 1999-01 --made 2015-01-01", "26 or older"), ("--born 2030-01", "still to come"),
        ("--born 2015", "--born takes a month as 2015-03"), ("--made 0001-01-01", "hardly meant"),
        ("--transfer primary-to-secondary", "--transfer takes a phase and a calendar year"),
        ("--transfer sideways:2027", "--transfer takes a phase"),
        ("--transfer primary-to-secondary:99999999999999999999", "--transfer takes a phase"),
        ("--transfer primary-to-secondary:9999", "hardly meant"), ("--order nothing:2026-03-02", "--order takes"),
        ("--order amend-contents:2026-02-29", "--order: there is no day 2026-02-29"),
        ("--interval 13", "--interval takes a whole number, 1 to 12"), ("", "say a day to count from"),
        ("--decision amends", "--decision takes one of maintain, amend, cease"),
        ("--meeting 2024-11-01 --as-at 2013-01-01", "came into force on 1 September 2014"),
        ("--meeting 2024-11-01 --json --ics", "keep one"), ("--meeting 2024-11-01 --review 2", "--case"),
        ("--meetin 2024-11-01", "did you mean --meeting"), ("--case B/1", "a case looks like B-10432"),
    ])
    func `says what to write`(words: String, sentence: String) {
        let answer = deadlines(words.split(separator: " ").map(String.init))
        #expect(answer.status == ExitStatus.usage)
        #expect(answer.errors.contains(sentence), "\(answer.errors)")
        #expect(answer.output.isEmpty)
    }

    @Test func `three thousand random command lines answer or are refused, and never trap`() {
        let days = [
            "2024-11-01", "2024-02-29", "2014-09-01", "2199-12-31", "1900-01-01", "0001-01-01", "9999-12-31",
            "31/01/2025",
            "2025-13-01", "-5", "", "é", "2025-01-01T00:00", "99999999999999999999", "2025-06-30", "2026-08-15",
        ]
        let values: [String: [String]] = [
            "decision": ["maintain", "amend", "cease", "x"], "born": ["2010-03", "1999-12", "2199-01", "2010-00", "x"],
            "transfer": [
                "primary-to-secondary:2027", "secondary-to-post-16:1900", "infant-to-junior:-1", ":", "a:b:c",
                "middle-to-secondary:9223372036854775807",
            ],
            "interval": ["1", "12", "0", "-9223372036854775808"],
            "order": ["assess:2026-01-05", "make-plan:9999-12-31", "section-i", "continue-plan:", "::"],
        ]
        var chance = Chance(seed: 20241101)
        let options = DeadlinesCommand.command.options.prefix { $0.name != "case" }
        var answered = 0
        for round in 0..<3000 {
            var words: [String] = []
            for _ in 0...chance.number(0...5) {
                let option = options[chance.number(0...options.count - 1)]
                words.append("--\(option.name)")
                guard option.kind != .flag else { continue }
                let pool = values[option.name] ?? (chance.number(0...2) == 0 ? days : Array(days.prefix(4)))
                words.append(pool[chance.number(0...pool.count - 1)])
            }
            if chance.number(0...3) == 0 { words += ["--as-at", days[chance.number(0...days.count - 1)]] }
            words += [["--json"], ["--ics"], []][round % 3]
            let answer = deadlines(words)
            #expect(answer.status == ExitStatus.success || answer.status == ExitStatus.usage, "\(words)")
            #expect(answer.output.isEmpty == (answer.status != ExitStatus.success), "\(words)")
            #expect(answer.errors.isEmpty == (answer.status == ExitStatus.success), "\(words)")
            if answer.status == ExitStatus.success { answered += 1 }
        }
        #expect(answered > 300)
    }
}

@Suite struct `Deadlines as a calendar file` {
    /// Reads a calendar file as RFC 5545 has it, and nothing that a program would not.
    struct Reader {
        var events: [[String: String]] = []

        init(_ text: String) throws {
            #expect(text.hasSuffix("\r\n"))
            var lines: [String] = []
            for line in text.dropLast().components(separatedBy: "\r\n") where !line.isEmpty {
                #expect(line.utf8.count <= 75, "\(line)")
                #expect(!line.contains("\n") && !line.contains("\r"))
                if line.hasPrefix(" ") {
                    #expect(!lines.isEmpty)
                    let last = lines.popLast() ?? ""
                    lines.append(last + line.dropFirst())
                } else {
                    lines.append(line)
                }
            }
            #expect(lines.first == "BEGIN:VCALENDAR" && lines.last == "END:VCALENDAR")
            #expect(lines.contains("VERSION:2.0") && lines.contains { $0.hasPrefix("PRODID:") })
            for line in lines.dropFirst().dropLast() {
                let colon = try #require(line.firstIndex(of: ":"))
                let name = String(line[..<colon])
                let value = String(line[line.index(after: colon)...])
                if line == "BEGIN:VEVENT" {
                    events.append([:])
                } else if !events.isEmpty {
                    events[events.count - 1][name] = Reader.unescaped(value)
                }
            }
        }

        static func unescaped(_ value: String) -> String {
            var text = ""
            var rest = value[...]
            while let character = rest.popFirst() {
                #expect(character != ";" && character != ",", "\(value)")
                guard character == "\\" else {
                    text.append(character)
                    continue
                }
                #expect(!rest.isEmpty)
                let next = rest.popFirst() ?? "?"
                text.append(next == "n" || next == "N" ? "\n" : next)
            }
            return text
        }
    }

    @Test func `is read back: one all-day event for each day, with its reason`() throws {
        let words = ["--meeting", "2024-11-01", "--decision", "amend", "--notice", "2024-11-25"]
        let reckoned = try Reckoned(deadlines(words + ["--json"]))
        let lines = reckoned.deadlines.filter { $0.reading == "default" }
        let read = try Reader(deadlines(words + ["--ics"]).output)
        #expect(read.events.count == lines.count)
        for (event, line) in zip(read.events, lines) {
            let due = Day.of(line.due)
            #expect(event["DTSTART;VALUE=DATE"] == "\(due)".replacing("-", with: ""))
            #expect(event["DTEND;VALUE=DATE"] == "\(due + 1)".replacing("-", with: ""))
            #expect(event["SUMMARY"]?.hasSuffix("(\(line.rule))") ?? false)
            #expect(event["DESCRIPTION"]?.lowercased().hasPrefix(line.why.lowercased()) ?? false)
            #expect(event["DTSTAMP"]?.wholeMatch(of: /\d{8}T\d{6}Z/) != nil)
        }
    }

    @Test func `has the same names when it is made again, and each once`() throws {
        let words = [
            "--later-transfer", "2027-09-01", "--transfer", "primary-to-secondary:2027", "--meeting", "2026-09-01",
        ]
        let first = try Reader(deadlines(words + ["--ics"]).output).events.map { $0["UID"] ?? "" }
        let second = try Reader(deadlines(words + ["--ics"]).output).events.map { $0["UID"] ?? "" }
        #expect(first == second)
        #expect(Set(first).count == first.count && !first.contains(""))
    }

    @Test func `of a case keeps the name of an event whose day moves`() {
        func names(_ meeting: String) -> [Substring] {
            let facts = Facts(meeting: Day.of(meeting))
            let file = CalendarFile(
                subject: "B-1, review 2", deadlines: Statute.deadlines(for: facts), madeAt: 1_732_000_000)
            return file.text.split(separator: "\r\n").filter { $0.hasPrefix("UID:") }
        }
        #expect(names("2024-11-01") == names("2024-11-08"))
        #expect(names("2024-11-01").contains("UID:B-1-review-2-DEC-1@annual-review"))
    }

    @Test func `folds between characters and escapes what the format uses`() {
        let long = String(repeating: "é→", count: 60)
        let folded = CalendarFile.folded("DESCRIPTION:\(long)")
        for line in folded.components(separatedBy: "\r\n") { #expect(line.utf8.count <= 75) }
        #expect(folded.replacing("\r\n ", with: "") == "DESCRIPTION:\(long)\r\n")
        #expect(CalendarFile.escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne")
    }

    @Test func `says when it was made`() {
        let file = CalendarFile(
            subject: nil, deadlines: [Deadline(rule: .dec1, due: .of("2024-11-29"), from: .of("2024-11-01"))],
            madeAt: 1_732_970_096)
        #expect(file.text.contains("DTSTAMP:20241130T123456Z\r\n"))
    }
}

@Suite struct `The days of a case` {
    static func story() -> Story {
        var story = Story("B-10432", first: "2024-09-02")
        story.report(
            .planRecorded(
                .sample {
                    $0.transfer = .primaryToSecondary; $0.transferYear = 2026
                }))
        story.conclude(
            ConclusionID(.opened, review: 1, day: Day.of("2024-12-04")), .reviewOpened(ReviewOpened(kind: .annual)))
        story.day("2024-11-04")
        story.report(on: "2024-11-01", .meetingHeld(MeetingHeld(review: 1)))
        return story
    }

    @Test func `follow from what the file knows`() throws {
        let answer = deadlines(of: Self.story())
        let reckoned = try Reckoned(answer)
        #expect(answer.output.contains("\"of\":\"B-10432, review 1\""))
        #expect(reckoned.facts["meeting"] == "2024-11-01")
        #expect(reckoned.due("DEC-1") == "2024-11-29")
        #expect(reckoned.due("CYC-2") == "2024-12-04")
        #expect(reckoned.due("PH-1") == "2026-02-14")
    }

    @Test func `are those of what had been recorded by the day that is asked for`() throws {
        let reckoned = try Reckoned(deadlines(of: Self.story(), "--as-at", "2024-11-03"))
        #expect(reckoned.facts["meeting"] == nil)
        #expect(reckoned.due("DEC-1") == nil)
        #expect(reckoned.due("CYC-2") == "2024-12-04")
        #expect(deadlines(of: Self.story(), "--as-at", "2024-09-01").status == ExitStatus.failure)
    }

    @Test func `change with a day that is given beside it, which may not contradict the file`() throws {
        let reckoned = try Reckoned(deadlines(of: Self.story(), "--notice", "2024-11-25"))
        #expect(reckoned.due("AMD-6") == "2025-01-20")
        let refused = deadlines(of: Self.story(), "--decided", "2024-10-01")
        #expect(refused.status == ExitStatus.usage)
        #expect(refused.errors.contains("DEC-1"))
    }

    @Test func `are of the next review once the last one is closed, and of that one when it is named`() throws {
        var story = Self.story()
        let key = story.report(
            on: "2024-11-20", .decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)))
        _ = key
        let next = try Reckoned(deadlines(of: story))
        #expect(next.facts["meeting"] == nil)
        #expect(next.due("CYC-2") == "2025-11-19")
        #expect(next.notes.contains { $0.contains("--review 1") })
        let closed = try Reckoned(deadlines(of: story, "--review", "1"))
        #expect(closed.due("DEC-1") == "2024-11-29")
        #expect(closed.due("APP-3") == "2025-01-20")
        #expect(deadlines(of: story, "--review", "2").status == ExitStatus.failure)
    }

    @Test func `count the plan’s own interval, from the decision that was sent last`() throws {
        var story = Story("B-10432", first: "2024-09-02")
        story.report(.planRecorded(.sample { $0.interval = 6 }))
        let reckoned = try Reckoned(deadlines(of: story))
        #expect(reckoned.facts["interval"] == "6")
        #expect(reckoned.due("CYC-8") == "2024-06-04")
        #expect(reckoned.due("CYC-2") == "2024-12-04")
        #expect(
            reckoned.deadlines.first { $0.rule == "CYC-8" }?.why.contains("the interval that the plan names") == true)
    }

    @Test func `owe an answer to whoever did not agree with the kind, and to whoever asked for an early review`() throws
    {
        var story = Self.story()
        story.report(
            on: "2024-10-07",
            .approachChosen(ApproachChosen(review: 1, kind: .annual, agreed: [.setting], disagreed: [.parent])))
        let request = story.report(
            on: "2024-10-10", .earlyReviewRequested(EarlyReviewRequested(from: .parent, ground: .needsChanged)))
        let reckoned = try Reckoned(deadlines(of: story))
        #expect(reckoned.duties.first { $0.rule == "POL-1" }?.from == "2024-10-07")
        #expect(reckoned.duties.first { $0.rule == "CYC-10" }?.from == "2024-10-10")
        #expect(reckoned.facts["early-review-requested"] == "2024-10-10")
        story.report(on: "2024-10-20", .disagreementAnswered(DisagreementAnswered(review: 1, to: .parent)))
        story.report(on: "2024-10-21", .earlyReviewAnswered(EarlyReviewAnswered(request: request, agreed: false)))
        let answered = try Reckoned(deadlines(of: story))
        #expect(answered.facts["early-review-requested"] == nil)
        #expect(!answered.duties.contains { $0.rule == "CYC-10" })
    }

    @Test func `take the notice as served on its day, and say what to do when it went by post`() throws {
        var story = Self.story()
        story.day("2024-11-28")
        story.report(
            on: "2024-11-27",
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: Day.of("2024-11-27"))))
        let reckoned = try Reckoned(deadlines(of: story))
        #expect(reckoned.facts["served"] == "2024-11-27")
        #expect(reckoned.due("AMD-2") == "2024-12-11")
        #expect(reckoned.notes.contains { $0.contains("say --served 2024-11-29") })
        let posted = try Reckoned(deadlines(of: story, "--served", "2024-11-29"))
        #expect(posted.due("AMD-2") == "2024-12-13")
        #expect(!posted.notes.contains { $0.contains("--served") })
    }

    @Test func `show the readings from the last meeting and from the last final plan`() throws {
        var story = Self.story()
        story.day("2025-01-10")
        story.report(
            on: "2024-11-27",
            .decisionRecorded(DecisionRecorded(review: 1, outcome: .amend, notice: Day.of("2024-11-27"))))
        story.report(on: "2025-01-08", .finalRecorded(FinalRecorded(review: 1, outcome: .amended)))
        let reckoned = try Reckoned(deadlines(of: story))
        #expect(reckoned.facts["last-meeting"] == "2024-11-01" && reckoned.facts["last-final"] == "2025-01-08")
        #expect(
            reckoned.deadlines.filter { $0.rule == "CYC-2" }.map { "\($0.due) \($0.reading)" } == [
                "2025-11-26 default", "2025-11-27 other", "2025-10-31 other", "2026-01-07 other",
            ])
    }

    @Test func `stand beside the stricter days of the council’s model`() throws {
        var story = Self.story()
        story.day("2024-11-20")
        let answer = deadlines(of: story)
        // Bromley plans for three weeks of notice; the law’s two stay.
        #expect(answer.output.contains("\"due\":\"2024-10-18\",\"reading\":\"default\""))
        #expect(answer.output.contains("\"planned\":\"2024-10-11\",\"planned_by\":\"bromley\""))
        let other = deadlines("--meeting", "2024-11-01", "--model", "bromley")
        #expect(other.output.contains("the council plans for 11 Oct 2024 (model bromley)"))
        let unknown = deadlines("--meeting", "2024-11-01", "--model", "elsewhere")
        #expect(unknown.status == ExitStatus.usage && unknown.errors.contains("there are bromley, kensington"))
    }

    @Test func `propose a school day for a meeting that is not arranged, and say that the terms are assumed`() throws {
        var story = Self.story()
        let early = deadlines(of: story, "--as-at", "2024-10-01")
        #expect(
            early.output.contains(
                "\"meetings\":[{\"rule\":\"CYC-4\",\"day\":\"2024-11-06\",\"latest\":\"2024-11-06\",\"term\":\"Autumn 2, 2024\","
                    + "\"assumed\":true"))
        #expect(
            early.output.contains("the term's days are assumed")
        )
        story.day("2024-11-20")
        #expect(deadlines(of: story).output.contains("\"meetings\":[],"))
        let words = deadlines("--transfer", "primary-to-secondary:2027", "--terms", "bromley").output
        #expect(words.contains("PH-4      Friday 20 November 2026 in Autumn 2, 2026") && words.contains("assumed"))
        #expect(deadlines("--made", "2024-02-29", "--terms", "nowhere").status == ExitStatus.failure)
    }
}
