import Statute
import Testing

@Suite struct `School terms` {
    private func bromley() throws -> SchoolTerms {
        try SchoolTerms(parsing: seed("calendars/terms-bromley.txt"), file: "terms-bromley.txt")
    }

    @Test(arguments: ["bromley", "wiltshire", "kensington-and-chelsea"])
    func `The seeds' terms can be read and say what is only assumed`(_ council: String) throws {
        let terms = try SchoolTerms(parsing: seed("calendars/terms-\(council).txt"), file: council)
        #expect(!terms.council.isEmpty && !terms.source.isEmpty)
        #expect(terms.terms.count >= 18)
        let holidays = try announcedHolidays()
        for term in terms.terms {
            #expect(terms.isSchoolDay(term.first, holidays: holidays), "\(term.name) begins on no school day")
            #expect(terms.isSchoolDay(term.last, holidays: holidays), "\(term.name) ends on no school day")
            #expect(term.isAssumed)
        }
    }

    @Test(arguments: [
        ("2026-11-22", "2026-11-20", "a Sunday: the Friday before"), ("2026-11-20", "2026-11-20", "the day itself"),
        ("2026-10-28", "2026-10-23", "half-term"), ("2027-01-02", "2026-12-18", "Christmas"),
        ("2027-05-03", "2027-04-30", "a bank holiday and the weekend before"),
        ("2026-08-20", "2026-07-21", "summer"),
    ])
    func `A meeting is proposed on the last school day no later than the latest lawful day`(
        _ latest: String, _ expected: String, _ name: String
    ) throws {
        let latest = try day(latest)
        let proposal = try #require(try bromley().meeting(noLaterThan: latest, holidays: announcedHolidays()))
        #expect(proposal.day.description == expected)
        #expect(proposal.day <= latest && proposal.why.contains("assumed"))
    }

    @Test func `No day is proposed before the earliest one, before the file or long after it`() throws {
        let terms = try bromley()
        let holidays = try announcedHolidays()
        func proposal(_ latest: String, _ earliest: String? = nil) throws -> SchoolTerms.Proposal? {
            terms.meeting(noLaterThan: try day(latest), from: try earliest.map { try day($0) }, holidays: holidays)
        }
        #expect(try proposal("2026-08-20", "2026-07-22") == nil)
        #expect(try proposal("2026-08-20", "2026-07-21") != nil)
        #expect(try proposal("2020-01-01") == nil)
        #expect(try proposal("2040-01-01") == nil)
        #expect(try proposal("2026-01-04", "2026-01-05") == nil)
    }

    @Test func `A closed day is no school day, and the next term is found`() throws {
        let text =
            "council Ours\nclosed 2026-09-04\nterm 2026-09-02 2026-10-23 Autumn 1 # first\nterm 2026-11-02 2026-12-18 Autumn 2"
        let terms = try SchoolTerms(parsing: text, file: "f")
        let holidays = try announcedHolidays()
        let proposal = try #require(terms.meeting(noLaterThan: try day("2026-09-05"), holidays: holidays))
        #expect(proposal.day.description == "2026-09-03")
        #expect(
            proposal.why == "Thursday 3 September 2026 in Autumn 1: the last school day no later than 5 Sep 2026")
        #expect(terms.nextTermStart(after: try day("2026-09-02"))?.description == "2026-11-02")
        #expect(terms.nextTermStart(after: try day("2026-11-02")) == nil)
    }

    @Test(arguments: [
        (
            "council Ours\nterm 2026-09-31 2026-10-23 Autumn",
            "f:2: “2026-09-31” is not a day; write it as 2026-09-02"
        ),
        ("council Ours\nterm 2026-09-02", "f:2: “” is not a day; write it as 2026-09-02"),
        ("council Ours\nterm 2026-09-02 2026-10-23", "f:2: the term has no name; write one behind its last day"),
        (
            "council Ours\nterm 2026-10-23 2026-09-02 A",
            "f:2: the term ends on 2026-09-02, before it begins on 2026-10-23"
        ),
        (
            "council Ours\nterm 2026-09-02 2026-10-23 A\nterm 2026-10-23 2026-12-18 B",
            "f:3: B begins on 2026-10-23, before A has ended on 2026-10-23"
        ),
        ("council Ours\nholiday 2026-10-23", "f:2: “holiday” is none of council, source, term, assumed, closed"),
        ("term 2026-09-02 2026-10-23 A", "f:1: no line “council NAME”"),
        ("council Ours", "f:1: no line “term FIRST LAST NAME”"),
    ])
    func `A bad line is refused with its file, its line and what to write`(_ text: String, _ message: String) throws {
        let error = #expect(throws: CalendarRefusal.self) { try SchoolTerms(parsing: text, file: "f") }
        #expect(error?.description == message)
    }
}
