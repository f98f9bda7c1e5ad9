import Contracts
import Letters
import Statute
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The text of that file of the seeds.
func seed(_ path: String, from here: String = #filePath) throws -> String {
    let root = here.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    return try String(contentsOfFile: "\(root)/seeds/\(path)", encoding: .utf8)
}

func day(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Day {
    try #require(Day(text), "\(text) is not a day", sourceLocation: sourceLocation)
}

func bromley() throws -> Council { try Council(parsing: seed("councils/bromley.yaml"), file: "councils/bromley.yaml") }

func holidays() throws -> BankHolidays {
    try BankHolidays(parsing: seed("calendars/bank-holidays-england.txt"), file: "bank-holidays-england.txt")
}

func letterTemplate(_ kind: LetterKind, _ style: LetterStyle = .ordinary, text: String? = nil) throws -> LetterTemplate
{
    try LetterTemplate(
        kind, style: style, parsing: text ?? seed("\(style.folder)/\(kind.rawValue).md"), file: "\(kind.rawValue).md",
        parts: parts(style))
}

/// What several letters of a style say.
func parts(_ style: LetterStyle = .ordinary) throws -> [String: String] {
    try Dictionary(
        uniqueKeysWithValues: ["appeal", "help"].map { ($0, try seed("\(style.folder)/parts/\($0).md")) })
}

/// A kind of letter in one style.
struct StyledKind: Sendable, CustomStringConvertible {
    let kind: LetterKind
    let style: LetterStyle
    var description: String { "\(kind.rawValue), \(style.rawValue)" }

    static let all = LetterKind.allCases.flatMap { kind in
        LetterStyle.allCases.map { StyledKind(kind: kind, style: $0) }
    }
}

func messageTemplate(_ kind: MessageForm) throws -> MessageTemplate {
    try MessageTemplate(kind, parsing: seed("templates/messages/\(kind.rawValue).md"), file: "\(kind.rawValue).md")
}

/// The facts of an invented child, enough for every kind of letter.
func facts(sent: String = "2026-02-04", meeting: String = "2026-01-07") throws -> LetterFacts {
    var facts = LetterFacts(
        council: try bromley(), caseReference: "B-10432", child: "Amira",
        recipient: Recipient(
            name: "Mrs Leila Haddad", salutation: "Mrs Haddad",
            address: ["Flat 2", "14 Example Avenue", "Bromley", "BR0 0ZZ"]),
        officer: Officer(name: "Tom Ashworth", title: "EHCP Coordinator"), sent: try day(sent), delivery: .post,
        holidays: try holidays())
    facts.meeting = try day(meeting)
    facts.setting = "Example Wood Primary School"
    facts.reasons = """
        Amira has met two of her four outcomes: she now asks for help in class, and she reads with a partner for ten minutes.

        The school's report and the speech therapist's advice both say that the help in Section F is right for the other two. \
        You told us that you agree. We therefore see no reason to change the plan this year.
        """
    facts.amendments = [
        "Section B, paragraph 4: replace “needs an adult beside her” by “needs an adult within sight”.",
        "Section F, paragraph 2: speech therapy for 45 minutes a week, instead of 30.",
    ]
    facts.evidence = [
        "Report of the review meeting, 16 January 2026", "Advice of the speech therapist, 12 December 2025",
    ]
    facts.noticeSent = try day("2025-12-10")
    facts.planDay = facts.sent
    facts.planSentTo = ["Example Wood Primary School", "the South East London Integrated Care Board"]
    facts.consultedOn = try day("2026-01-12")
    facts.answers = [
        "Section F, paragraph 2: you asked for 60 minutes. We used this: the final plan says 60 minutes.",
        "Section I: you asked for another school. We did not use this: the school has told us that it is full.",
    ]
    facts.occasion = try occasion(sent: facts.sent)
    return facts
}

/// The same, for those who have facts of their own.
func letterFacts(sent: String, meeting: String) throws -> LetterFacts { try facts(sent: sent, meeting: meeting) }

/// Of what letters tell that are no decisions, of the same child.
func occasion(sent: Day) throws -> Occasion {
    var occasion = Occasion()
    occasion.deadline = Deadline(rule: .dec1, due: sent - 7, from: sent - 35)
    occasion.asked = try day("2026-01-12")
    occasion.isAgreed = false
    occasion.replyBy = sent + 21
    occasion.ended = sent - 1
    occasion.transferred = sent - 14
    occasion.isReassessing = false
    occasion.reviewBy = sent + 76
    occasion.wrongLetter = sent - 30
    occasion.whatWasWrong = "We wrote that the next review is due by 3 May 2026."
    occasion.whatIsRight = "The next review is due by 3 February 2027."
    occasion.paper = "a report of a speech therapist of May 2025"
    occasion.withdrawn = sent - 2
    occasion.readers = ["The family of one other child, to whom it was sent", "The school of that child"]
    return occasion
}
