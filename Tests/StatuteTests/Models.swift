import Statute
import Testing
import YAML

@Suite struct `Review models` {
    private func bromley() throws -> ReviewModel {
        try ReviewModel(parsing: seed("models/bromley.yaml"), file: "bromley.yaml")
    }

    @Test(arguments: ["statutory", "bromley", "wiltshire", "kensington-and-chelsea"])
    func `The models of the seeds are lawful`(_ name: String) throws {
        let model = try ReviewModel(parsing: seed("models/\(name).yaml"), file: "\(name).yaml")
        #expect(model.id == name)
        #expect(model.openWeeksBeforeDue == 16)
        #expect(model.decisionWeeks == 4)
        #expect(model.reminders.map(\.subject) == Reminder.Subject.allCases)
        #expect(model.opens(reviewDue: try day("2025-02-28")).description == "2024-11-08")
    }

    @Test(arguments: [
        (-1, "transition"), (0, "progress"), (1, "progress"), (2, "transition"), (3, "progress"), (5, "progress"),
        (6, "transition"), (7, "progress"), (8, "progress"), (9, "transition"), (10, "progress"),
        (11, "transition"),
        (12, "progress"),
    ])
    func `Bromley proposes a transition review at its own transition points and at statutory transfers`(
        _ year: Int, _ kind: String
    ) throws {
        let model = try bromley()
        #expect(model.proposedKind(yearGroup: YearGroup(year), transfer: nil).rawValue == kind)
        let transfer = Transfer(.primaryToMiddle, in: 2027)
        #expect(model.proposedKind(yearGroup: YearGroup(year), transfer: transfer).rawValue == "transition")
        #expect(
            model.proposedKind(yearGroup: YearGroup(year), transfer: nil, settingEnds: true).rawValue == "transition")
    }

    @Test func `A child of unknown year has the review that opens always`() throws {
        #expect(try bromley().proposedKind(yearGroup: nil, transfer: nil).rawValue == "progress")
        #expect(try bromley().words.coordinator == "EHCP Coordinator")
    }

    /// That line of Bromley's model replaced, or that line added at its end.
    private func bromley(_ line: String, instead of: String? = nil) throws -> String {
        let text = try seed("models/bromley.yaml")
        let key = line.prefix { $0 != ":" }
        guard let lawful = of else {
            let kept = text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("\(key):") }
            return kept.joined(separator: "\n") + "\n\(line)\n"
        }
        let parts = text.split(separator: lawful, maxSplits: 1)
        return "\(try #require(parts.first))\(line)\(try #require(parts.last))"
    }

    /// One laxer line for each demand of the law that no model may override.
    static let laxerLines: [(rule: String, line: String)] = [
        ("CYC-1", "first_review_months: 13"), ("CYC-2", "cycle_months: 13"), ("CYC-2", "under_five_months: 13"),
        ("CYC-2", "priority_moves_dates: true"), ("CYC-3", "complete_when: [meeting-held]"),
        ("CYC-4", "open_weeks_before_due: 6"),
        ("MTG-2", "invites: [family, setting, sen-officer]"), ("MTG-3", "notice_weeks: 1"),
        ("MTG-4", "advice_weeks: 1"), ("MTG-5", "meeting_considers: [attendance]"),
        ("MTG-6", "adulthood_from_year: 10"), ("MTG-7", "consults: [parent, setting]"),
        ("MTG-7", "disagreement_answered_in_writing: false"), ("MTG-8", "includes: [out-of-borough]"),
        ("MTG-8", "includes: [education-otherwise]"), ("REP-1", "report_weeks: 3"), ("DEC-1", "decision_weeks: 5"),
        ("DEC-1", "decision_letter: false"), ("DEC-2", "appeal_rights_after: [cease, final-plan, not-amended]"),
        ("DEC-2", "appeal_rights_after: [maintain, cease, final-plan]"),
        ("4b", "appeal_package: [right-to-appeal, time-limits, disagreement-resolution, advice-service]"),
        ("AMD-1", "amendment_notice_weeks: 8"),
        ("AMD-1", "sections_changed_by_amendment_only: [A, B, C, D, G, H, I, J, K]"),
        ("AMD-1", "progress_replaces_section_e: true"), ("AMD-2", "representation_days: 14"),
        ("AMD-3", "final_weeks_after_notice: 9"), ("AMD-4", "not_amended_with_reasons: false"),
        ("AMD-5", "final_weeks_after_meeting: 13"), ("PH-1", "transfer_plan_before: 16 February"),
        ("PH-2", "post16_plan_before: 1 April"), ("PH-3", "later_transfer_months: 4"),
        ("CEASE-1", "cease_grounds: [no-longer-necessary, too-costly]"), ("CEASE-2", "cease_consults: [setting]"),
        ("CEASE-3", "cease_notifies: [family, setting]"), ("CEASE-4", "kept_until_appeal_time_passes: false"),
        ("CEASE-5", "kept_while_appealed: false"), ("CEASE-6", "reviewed_before_ceasing_under_18: false"),
        ("CEASE-7", "reviewed_before_ceasing_adults: false"),
    ]

    /// The rules that no model may override.
    static let untouchable =
        ["4b"] + (1...3).map { "CYC-\($0)" } + (1...8).map { "MTG-\($0)" } + ["REP-1", "DEC-1", "DEC-2"]
        + (1...5).map { "AMD-\($0)" } + (1...3).map { "PH-\($0)" } + (1...7).map { "CEASE-\($0)" }

    @Test(arguments: laxerLines)
    func `A model laxer than the law is refused with its rule and its line`(_ rule: String, _ line: String) throws {
        let text = try bromley(line)
        let error = #expect(throws: YAMLError.self) { try ReviewModel(parsing: text, file: "lax.yaml") }
        let message = try #require(error).description
        #expect(message.contains("laxer than the law: "), "\(message)")
        #expect(message.contains("(\(rule); "), "\(message)")
        #expect(!message.contains("; )"), "the rule has no source: \(message)")
        #expect(
            message.hasPrefix("lax.yaml:\(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1):"))
    }

    @Test(arguments: [
        ("    opens_when: always", "    opens_when: {year_groups: [3]}", "CYC-2"),
        ("    plan_reissued: only-when-needed", "    plan_reissued: never", "AMD-1"),
        ("    plan_reissued: only-when-needed", "    plan_reissued: normally\n    outcome: maintain", "DEC-1"),
        ("    plan_reissued: only-when-needed", "    plan_reissued: normally\n    outcomes: [maintain]", "DEC-1"),
        ("    plan_reissued: only-when-needed", "    plan_reissued: normally\n    meeting: false", "MTG-1"),
    ])
    func `A kind of review laxer than the law is refused with its rule`(_ lawful: String, _ lax: String, _ rule: String)
        throws
    {
        let text = try bromley(lax, instead: lawful)
        let error = #expect(throws: YAMLError.self) { try ReviewModel(parsing: text, file: "lax.yaml") }
        #expect(try #require(error).description.contains("laxer than the law: "))
        #expect(try #require(error).description.contains("(\(rule); "))
    }

    @Test func `Every rule that no model may override has its laxer file, and every setting its rule and source`() {
        let tried = Set(Self.laxerLines.map(\.rule) + ["MTG-1"])
        #expect(Self.untouchable.filter { !tried.contains($0) } == [])
        let keys = Set(Self.laxerLines.map { $0.line.prefix { $0 != ":" } }.map(String.init))
        #expect(ModelSetting.allCases.map(\.rawValue).filter { !keys.contains($0) } == [])
        for setting in ModelSetting.allCases {
            #expect(Self.untouchable.contains(setting.invariant.rule), "\(setting.rawValue)")
            #expect(!setting.invariant.source.isEmpty, "\(setting.rawValue)")
        }
    }

    @Test func `All that is laxer in a file is said at once`() throws {
        let text = try bromley("decision_weeks: 6") + "report_weeks: 4\nkept_while_appealed: false\n"
        let faults = ReviewModel.faults(in: text, file: "lax.yaml").map(\.description)
        #expect(faults.count == 3)
        #expect(faults.first?.contains("report_weeks: laxer than the law: 4 is more than 2; ") == true)
        #expect(ReviewModel.faults(in: try seed("models/bromley.yaml"), file: "bromley.yaml").isEmpty)
    }

    @Test(arguments: [
        "cycle_months: 6", "first_review_months: 6", "decision_weeks: 3", "advice_weeks: 3", "report_weeks: 1",
        "invites: [family, setting, sen-officer, health, social-care, virtual-school]", "adulthood_from_year: 8",
        "transfer_plan_before: 31 January", "post16_plan_before: 31 January", "later_transfer_months: 6",
        "representation_days: 21", "final_weeks_after_notice: 6", "cease_grounds: [no-longer-necessary]",
    ])
    func `A stricter model is lawful`(_ line: String) throws {
        let model = try ReviewModel(parsing: bromley(line), file: "m.yaml")
        let key = line.prefix { $0 != ":" }
        #expect(
            ModelSetting.allCases.filter { model.isStricter($0) && $0 != .noticeWeeks }.map(\.rawValue) == ["\(key)"])
    }

    @Test(arguments: [
        ("cycle_months: 0", "too few"), ("notice_weeks: 99", "too many"),
        ("transfer_plan_before: 31 Feb", "as 15 February"), ("cycle_moths: 12", "unknown key"),
        ("early_request_answer_days: 0", "1 to 56"), ("draft_days_before_decision: 28", "1 to 27"),
    ])
    func `What is no sense is refused in a plain sentence`(_ line: String, _ words: String) throws {
        let text = try bromley(line)
        let error = #expect(throws: YAMLError.self) { try ReviewModel(parsing: text, file: "m.yaml") }
        #expect(try #require(error).description.contains(words))
        #expect(try !#require(error).description.contains("laxer than the law"))
    }

    @Test func `People choose the kind of a review, never the software`() throws {
        let text = try bromley("  chosen_by: [software]", instead: "  chosen_by: [coordinator, family, setting]")
        let error = #expect(throws: YAMLError.self) { try ReviewModel(parsing: text, file: "m.yaml") }
        #expect(try #require(error).message.contains("the software never"))
    }

    @Test func `A kind that no event can name is refused`() throws {
        let text = try bromley("  - id: interim", instead: "  - id: progress")
        let error = #expect(throws: YAMLError.self) { try ReviewModel(parsing: text, file: "m.yaml") }
        #expect(try #require(error).message.contains("no kind of review that events can name"))
    }

    @Test func `Bromley's approaches are named with what they are inferred from`() throws {
        let model = try bromley()
        #expect(model.kinds.map { $0.alias?.name } == ["Approach 1", "Approach 2"])
        #expect(model.kinds.allSatisfy { $0.alias?.isInferred == true })
        #expect(model.approach.chosenBy == [.coordinator, .family, .setting])
        #expect(model.progress.place == .council)
        #expect(model.requestedKind.rawValue == "transition")
        #expect(model.earlyRequestAnswerDays == 15)
        #expect(model.draftDaysBeforeDecision == 10)
    }

    @Test func `Each council has its own words`() throws {
        func title(_ name: String) throws -> String {
            try ReviewModel(parsing: seed("models/\(name).yaml"), file: name).words.coordinator
        }
        #expect(try title("bromley") == "EHCP Coordinator")
        #expect(try title("wiltshire") == "SEND lead worker")
        #expect(try title("kensington-and-chelsea") == "SEN caseworker")
    }

    @Test(arguments: [("2022-03", 6), ("2020-01", 12), ("2020-10", 6), ("2020-08", 12)])
    func `Under five the cycle is shorter where the model says so, and the law's day stays`(
        _ born: String, _ months: Int
    ) throws {
        let model = try ReviewModel(parsing: seed("models/wiltshire.yaml"), file: "wiltshire.yaml")
        let start = try day("2025-03-10")
        // Six months end on 9 September 2025: who may be five by then has the ordinary cycle.
        #expect(model.cycle.months(from: start, isFirst: false, bornIn: Month(born)) == months)
        #expect(try bromley().cycle.months(from: start, isFirst: false, bornIn: Month(born)) == 12)
        #expect(model.cycle.months(from: start, isFirst: false, bornIn: nil) == 12)
        #expect(Statute.reviewDue(made: nil, lastReviewed: start)?.description == "2026-03-09")
    }

    @Test(arguments: [
        ("notice_weeks: 3", "decision_weeks: 4"), ("notice_weeks: 3", "notice_weeks: 2"),
        ("notice_weeks: 3", "report_weeks: 2"),
        ("notice_weeks: 3", "cycle_months: 12"), ("open_weeks_before_due: 16", "open_weeks_before_due: 7"),
    ])
    func `The limits themselves are lawful`(_ from: String, _ to: String) throws {
        let parts = try seed("models/bromley.yaml").split(separator: from, maxSplits: 1)
        let edited = "\(try #require(parts.first))\(to)\(try #require(parts.last))"
        _ = try ReviewModel(parsing: edited, file: "m.yaml")
    }

    @Test(arguments: [
        (
            "appeal_rights_after: [maintain, cease, final-plan, not-amended, amend]",
            "nothing would follow from amend"
        ),
        ("includes: [education-otherwise, out-of-borough, abroad]", "nothing would follow from abroad"),
        ("tell_family_when_late: true", "unknown key"),
    ])
    func `What would change nothing is refused`(_ line: String, _ words: String) throws {
        let text = try bromley(line)
        let error = #expect(throws: YAMLError.self) { try ReviewModel(parsing: text, file: "m.yaml") }
        #expect(try #require(error).description.contains(words))
    }

    @Test(arguments: [
        ("{about: arrange, days_before: 3, to: [setting]}", "advice, report, decision"),
        ("{about: report, days_before: 3, to: [family]}", "a family owes nothing"),
        ("{about: report, days_before: 3, to: []}", "nobody is reminded"),
        (
            "{about: report, days_before: 3, to: [setting]}\n  - {about: report, days_after: 1, to: [setting]}",
            "reminded once"
        ),
    ])
    func `A reminder that would never go is refused`(_ line: String, _ words: String) throws {
        let text = try bromley("  - \(line)", instead: "  - {about: report, days_before: 3, to: [setting]}")
        let error = #expect(throws: YAMLError.self) { try ReviewModel(parsing: text, file: "m.yaml") }
        #expect(try #require(error).description.contains(words))
    }

    @Test(arguments: [
        ("first_review_months: 6", RuleID.cyc1, "2025-02-28", "2024-08-28"),
        ("first_review_months: 6", .cyc4, "2025-01-31", "2024-07-31"),
        ("cycle_months: 11", .cyc1, "2025-02-28", "2025-01-28"),
        ("notice_weeks: 4", .mtg3, "2024-10-18", "2024-10-04"),
        ("advice_weeks: 3", .mtg4, "2024-10-18", "2024-10-11"),
        ("report_weeks: 1", .rep1, "2024-11-15", "2024-11-08"),
        ("decision_weeks: 3", .dec1, "2024-11-29", "2024-11-22"),
        ("amendment_notice_weeks: 3", .amd1, "2024-11-29", "2024-11-22"),
        ("representation_days: 21", .amd2, "2024-12-11", "2024-12-17"),
        ("final_weeks_after_notice: 6", .amd6, "2025-01-20", "2025-01-06"),
        ("final_weeks_after_meeting: 9", .amd6, "2025-01-20", "2025-01-03"),
        ("transfer_plan_before: 31 January", .ph1, "2025-02-14", "2025-01-30"),
        ("transfer_plan_before: 31 January", .ph4, "2024-11-22", "2024-11-07"),
        ("later_transfer_months: 6", .ph3, "2025-04-01", "2025-03-01"),
    ])
    func `A stricter number or day of a model is a day of the council's own beside the law's, which stays`(
        _ line: String, _ rule: RuleID, _ law: String, _ own: String
    ) throws {
        var facts = Facts(
            planMade: try day("2024-02-29"), meeting: try day("2024-11-01"), outcome: .amend,
            noticeSent: try day("2024-11-25"), noticeServed: try day("2024-11-27"),
            transfer: Transfer(.primaryToSecondary, in: 2025))
        facts.laterTransfer = try day("2025-09-01")
        let deadline = try #require(Statute.deadlines(for: facts).first { $0.rule == rule })
        #expect(deadline.due.description == law)
        let strict = try ReviewModel(parsing: bromley(line), file: "m.yaml")
        #expect(strict.ownDay(for: deadline, by: facts)?.description == own)
        let usual = try ReviewModel(parsing: bromley("notice_weeks: 2"), file: "m.yaml")
        #expect(Statute.deadlines(for: facts).allSatisfy { usual.ownDay(for: $0, by: facts) == nil })
    }

    @Test func `What a model adds to the law's lists is told apart`() throws {
        let model = try ReviewModel(
            parsing: bromley("invites: [family, setting, sen-officer, health, social-care, virtual-school]"),
            file: "m.yaml")
        #expect(model.beyondTheLaw(.invites) == ["virtual-school"])
        #expect(model.beyondTheLaw(.consults) == [] && model.beyondTheLaw(.reportWeeks) == [])
    }

    @Test func `A setting ends for the child with the school year before the transfer, not with another`() throws {
        let transfer = Transfer(.infantToJunior, in: 2027)
        for (date, ends) in [
            ("2026-08-31", false), ("2026-09-01", true), ("2027-08-31", true), ("2027-09-01", false),
        ] {
            #expect(transfer.endsSetting(inYearOf: try day(date)) == ends)
        }
    }
}
