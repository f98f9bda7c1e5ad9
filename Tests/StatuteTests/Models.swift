import Statute
import Testing
import YAML

@Suite("Review models")
struct ReviewModelTests {
    private func bromley() throws -> ReviewModel {
        try ReviewModel(parsing: seed("models/bromley.yaml"), file: "bromley.yaml")
    }

    @Test("The models of the seeds are lawful", arguments: ["statutory", "bromley"])
    func seeds(_ name: String) throws {
        let model = try ReviewModel(parsing: seed("models/\(name).yaml"), file: "\(name).yaml")
        #expect(model.id == name)
        #expect(model.openWeeksBeforeDue == 16)
        #expect(model.decisionWeeks == 4)
        #expect(model.tellFamilyWhenLate)
        #expect(model.reminders.count == 8)
        #expect(model.opens(reviewDue: try day("2025-02-28")).description == "2024-11-08")
    }

    @Test(
        "Bromley proposes a transition review at its own transition points and at statutory transfers",
        arguments: [
            (-1, "transition"), (0, "progress"), (1, "progress"), (2, "transition"), (3, "progress"), (5, "progress"),
            (6, "transition"), (7, "progress"), (8, "progress"), (9, "transition"), (10, "progress"),
            (11, "transition"),
            (12, "progress"),
        ])
    func proposes(_ year: Int, _ kind: String) throws {
        let model = try bromley()
        #expect(model.proposedKind(yearGroup: YearGroup(year), transfer: nil).rawValue == kind)
        let transfer = Transfer(.primaryToMiddle, in: 2027)
        #expect(model.proposedKind(yearGroup: YearGroup(year), transfer: transfer).rawValue == "transition")
        #expect(
            model.proposedKind(yearGroup: YearGroup(year), transfer: nil, settingEnds: true).rawValue == "transition")
    }

    @Test("A child of unknown year has the review that opens always")
    func unknownYear() throws {
        #expect(try bromley().proposedKind(yearGroup: nil, transfer: nil).rawValue == "progress")
        #expect(try bromley().words.coordinator == "EHCP Coordinator")
    }

    @Test(
        "A model laxer than the law is refused with its rule and its line",
        arguments: [
            ("decision_letter: true", "decision_letter: false", "DEC-1"),
            ("notice_weeks: 3", "decision_weeks: 5", "DEC-1"),
            ("notice_weeks: 3", "notice_weeks: 1", "MTG-3"),
            ("notice_weeks: 3", "report_weeks: 3", "REP-1"),
            ("notice_weeks: 3", "cycle_months: 13", "CYC-2"),
            ("open_weeks_before_due: 16", "open_weeks_before_due: 6", "CYC-4"),
            ("    opens_when: always", "    opens_when: {year_groups: [3]}", "CYC-2"),
            ("    plan_reissued: only-when-needed", "    plan_reissued: never", "AMD-1"),
            ("    plan_reissued: only-when-needed", "    plan_reissued: normally\n    outcome: maintain", "DEC-1"),
            ("    plan_reissued: only-when-needed", "    plan_reissued: normally\n    outcomes: [maintain]", "DEC-1"),
            ("    plan_reissued: only-when-needed", "    plan_reissued: normally\n    meeting: false", "MTG-1"),
        ])
    func laxer(_ lawful: String, _ lax: String, _ rule: String) throws {
        let text = try seed("models/bromley.yaml")
        let parts = text.split(separator: lawful, maxSplits: 1)
        let edited = "\(try #require(parts.first))\(lax)\(try #require(parts.last))"
        let error = #expect(throws: YAMLError.self) { try ReviewModel(parsing: edited, file: "lax.yaml") }
        let message = try #require(error).description
        #expect(message.contains("(\(rule); "), "\(message)")
        #expect(message.hasPrefix("lax.yaml:"))
    }

    @Test(
        "The limits themselves are lawful",
        arguments: [
            ("notice_weeks: 3", "decision_weeks: 4"), ("notice_weeks: 3", "notice_weeks: 2"),
            ("notice_weeks: 3", "report_weeks: 2"),
            ("notice_weeks: 3", "cycle_months: 12"), ("open_weeks_before_due: 16", "open_weeks_before_due: 7"),
        ])
    func limits(_ from: String, _ to: String) throws {
        let parts = try seed("models/bromley.yaml").split(separator: from, maxSplits: 1)
        let edited = "\(try #require(parts.first))\(to)\(try #require(parts.last))"
        _ = try ReviewModel(parsing: edited, file: "m.yaml")
    }

    @Test(
        "What a reminder is about has its day",
        arguments: [
            (Reminder.Subject.arrange, "2025-01-17"), (.advice, "2024-10-18"), (.report, "2024-11-15"),
            (.decision, "2024-11-29"), (.final, "2025-01-20"),
        ])
    func reminders(_ subject: Reminder.Subject, _ due: String) throws {
        let dates = Facts(
            planMade: try day("2024-02-29"), meeting: try day("2024-11-01"), noticeSent: try day("2024-11-25"))
        #expect(subject.due(dates)?.description == due)
        #expect(subject.due(Facts()) == nil)
    }
}
