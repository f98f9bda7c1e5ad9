/// What the law demands of every review, as a setting that a model may write down: stricter, never laxer. What a model
/// leaves out is as the law has it.
public enum ModelSetting: String, CaseIterable, Hashable, Sendable {
    // The cycle.
    case firstReviewMonths = "first_review_months"
    case cycleMonths = "cycle_months"
    case completeWhen = "complete_when"
    case priorityMovesDates = "priority_moves_dates"
    // Before and at the meeting.
    case invites
    case noticeWeeks = "notice_weeks"
    case adviceWeeks = "advice_weeks"
    case meetingConsiders = "meeting_considers"
    case adulthoodFromYear = "adulthood_from_year"
    case consults
    case includes
    case disagreementAnswered = "disagreement_answered_in_writing"
    // After the meeting.
    case reportWeeks = "report_weeks"
    case decisionWeeks = "decision_weeks"
    case decisionLetter = "decision_letter"
    case appealRightsAfter = "appeal_rights_after"
    case appealPackage = "appeal_package"
    // The amendment.
    case noticeOfAmendmentWeeks = "amendment_notice_weeks"
    case amendedSections = "sections_changed_by_amendment_only"
    case progressReplacesOutcomes = "progress_replaces_section_e"
    case representationDays = "representation_days"
    case finalWeeksAfterNotice = "final_weeks_after_notice"
    case notAmendedWithReasons = "not_amended_with_reasons"
    case finalWeeksAfterMeeting = "final_weeks_after_meeting"
    // Phase transfer.
    case transferPlanBefore = "transfer_plan_before"
    case post16PlanBefore = "post16_plan_before"
    case laterTransferMonths = "later_transfer_months"
    // Ceasing.
    case ceaseGrounds = "cease_grounds"
    case ceaseConsults = "cease_consults"
    case ceaseNotifies = "cease_notifies"
    case keptUntilAppealTimePasses = "kept_until_appeal_time_passes"
    case keptWhileAppealed = "kept_while_appealed"
    case reviewedBeforeCeasingUnder18 = "reviewed_before_ceasing_under_18"
    case reviewedBeforeCeasingAdults = "reviewed_before_ceasing_adults"
}

/// What a model says in answer to a demand of the law.
public enum SettingValue: Hashable, Sendable {
    case number(Int)
    case words([String])
    case flag(Bool)
    case date(month: Int, day: Int)
}

/// What the law demands of a setting, and in which rule.
public struct Invariant: Hashable, Sendable {
    /// The law's limit.
    public enum Demand: Hashable, Sendable {
        /// No more than the first, and no fewer than the second, below which nothing makes sense.
        case atMost(Int, least: Int)
        /// No fewer than the first, and no more than the second.
        case atLeast(Int, most: Int)
        /// All of these, and what the council adds; only some of `more`, where nothing would follow from anything else.
        case holds([String], more: [String]? = nil)
        /// Nothing but these.
        case only([String])
        /// Exactly that.
        case flag(Bool)
        /// That day of the year, or an earlier one.
        case before(month: Int, day: Int)
    }

    /// The rule's name, as the table of the law has it; "4b" is the package that goes with every right to appeal.
    public let rule: String
    /// The limit.
    public let demand: Demand
    /// What the law demands, as the end of a sentence.
    public let reason: String
    /// What it is about, for people: "notice of the meeting".
    public let title: String
    /// The unit of a number, in the plural.
    public let unit: String
    private let cited: String

    fileprivate init(
        _ rule: String, _ title: String, _ demand: Demand, unit: String = "", _ reason: String, _ cited: String = ""
    ) {
        self.rule = rule
        self.title = title
        self.demand = demand
        self.unit = unit
        self.reason = reason
        self.cited = cited
    }

    /// Where the rule is written: what the table of the law cites, if it has the rule.
    public var source: String { RuleID(rawValue: rule).map { Statute.rule($0).source } ?? cited }

    /// What the law itself says, which a model that is silent says too.
    public var value: SettingValue {
        switch demand {
        case .atMost(let number, _), .atLeast(let number, _): .number(number)
        case .holds(let words, more: _), .only(let words): .words(words)
        case .flag(let flag): .flag(flag)
        case .before(let month, let day): .date(month: month, day: day)
        }
    }
}

extension ModelSetting {
    /// What the law demands of it. A `switch`, so that the compiler refuses a setting without its rule.
    public var invariant: Invariant {
        switch self {
        case .firstReviewMonths:
            Invariant(
                "CYC-1", "first review after a plan is made", .atMost(Statute.Limit.cycleMonths, least: 1),
                unit: "months", "a plan is reviewed within twelve months of being made")
        case .cycleMonths:
            Invariant(
                "CYC-2", "from one review to the next", .atMost(Statute.Limit.cycleMonths, least: 1), unit: "months",
                "a plan is reviewed within twelve months of its last review")
        case .completeWhen:
            Invariant(
                "CYC-3", "a review is complete when", .only(["decision-sent"]),
                "a review is complete when its decision is sent, not when its meeting is held")
        case .priorityMovesDates:
            Invariant(
                "CYC-2", "a priority moves a date", .flag(false),
                "who comes first orders the work and moves no child's date")
        case .invites:
            Invariant(
                "MTG-2", "invited to the meeting",
                .holds(["family", "setting", "sen-officer", "health", "social-care"]),
                "the parent or young person, the setting, and the council's SEN, health and social care officers are "
                    + "all invited")
        case .noticeWeeks:
            Invariant(
                "MTG-3", "notice of the meeting", .atLeast(Statute.Limit.noticeWeeks, most: ReviewModel.longestLead),
                unit: "weeks", "everyone invited has two weeks' notice of the date")
        case .adviceWeeks:
            Invariant(
                "MTG-4", "advice sent round before the meeting",
                .atLeast(Statute.Limit.noticeWeeks, most: ReviewModel.longestLead), unit: "weeks",
                "advice reaches everyone invited two weeks before the meeting")
        case .meetingConsiders:
            Invariant(
                "MTG-5", "the meeting considers", .holds(["progress"]),
                "the meeting considers the child's progress towards the outcomes in the plan",
                "SEND Regulations 2014, reg 20(5)")
        case .adulthoodFromYear:
            Invariant(
                "MTG-6", "preparation for adulthood, from Year", .atMost(9, least: 1),
                "from Year 9 every review considers preparation for adulthood",
                "SEND Regulations 2014, reg 20(6) and 21(6)")
        case .consults:
            Invariant(
                "MTG-7", "asked for their views", .holds(["child", "parent", "young-person", "setting"]),
                "the child, the parent or young person and the setting are consulted",
                "SEND Regulations 2014, reg 19; Children and Families Act 2014, s.44(6)")
        case .includes:
            Invariant(
                "MTG-8", "holds also for", .holds(["education-otherwise", "out-of-borough"], more: []),
                "children educated otherwise than at school, or out of the area, have the same review; without a "
                    + "setting the council holds it",
                "SEND Regulations 2014, reg 21")
        case .reportWeeks:
            Invariant(
                "REP-1", "report after the meeting", .atMost(Statute.Limit.reportWeeks, least: 1), unit: "weeks",
                "the report is sent within two weeks of the meeting")
        case .decisionWeeks:
            Invariant(
                "DEC-1", "decision after the meeting", .atMost(Statute.Limit.decisionWeeks, least: 1), unit: "weeks",
                "the family is told the decision within four weeks of the meeting")
        case .decisionLetter:
            Invariant(
                "DEC-1", "a decision letter after every review", .flag(true),
                "a decision letter follows every review, also when nothing changes, and cannot be switched off")
        case .disagreementAnswered:
            Invariant(
                "MTG-7", "disagreement about the approach is recorded and answered in writing", .flag(true),
                "views that differ are recorded and answered in writing",
                "SEND Regulations 2014, reg 19; Children and Families Act 2014, s.44(6)")
        case .appealRightsAfter:
            Invariant(
                "DEC-2", "a right to appeal goes with",
                .holds(["maintain", "cease", "final-plan", "not-amended"], more: []),
                "notice of the right to appeal goes with each of these decisions")
        case .appealPackage:
            Invariant(
                "4b", "told with a right to appeal",
                .holds(
                    ["right-to-appeal", "time-limits", "mediation", "disagreement-resolution", "advice-service"],
                    more: [ReviewModel.tribunalRecommendations]),
                "the letter tells the right to appeal, its time limits, mediation, disagreement resolution and where "
                    + "to get advice",
                "SEND Regulations 2014, reg 20(11), 22(5), 31(3) and 32")
        case .noticeOfAmendmentWeeks:
            Invariant(
                "AMD-1", "amendment notice after the meeting", .atMost(Statute.Limit.decisionWeeks, least: 1),
                unit: "weeks", "the amendment notice is part of the decision, within four weeks of the meeting")
        case .amendedSections:
            Invariant(
                "AMD-1", "changed by an amendment only", .holds("ABCDEFGHIJK".map(String.init), more: []),
                "a change of any section, as of outcomes (E) or provision (F), is an amendment with its notice")
        case .progressReplacesOutcomes:
            Invariant(
                "AMD-1", "short-term outcomes or targets replace Section E", .flag(false),
                "what is kept beside the plan never replaces Section E, which only an amendment changes")
        case .representationDays:
            Invariant(
                "AMD-2", "for the family's answer to an amendment notice",
                .atLeast(Statute.Limit.representationDays, most: 55), unit: "days",
                "the family has at least 15 days to answer")
        case .finalWeeksAfterNotice:
            Invariant(
                "AMD-3", "final plan after the amendment notice",
                .atMost(Statute.Limit.finalWeeksAfterNotice, least: 3), unit: "weeks",
                "the final plan is sent within eight weeks of the notice")
        case .notAmendedWithReasons:
            Invariant(
                "AMD-4", "reasons when a plan is not amended after all", .flag(true),
                "a decision not to amend after all gives its reasons")
        case .finalWeeksAfterMeeting:
            Invariant(
                "AMD-5", "final plan after the meeting", .atMost(Statute.Limit.finalWeeksAfterMeeting, least: 4),
                unit: "weeks", "the final plan is sent within twelve weeks of the meeting")
        case .transferPlanBefore:
            Invariant(
                "PH-1", "plan that names the next school, before",
                .before(month: Statute.Limit.schoolPlanBefore.month, day: Statute.Limit.schoolPlanBefore.day),
                "the plan names the next school before 15 February")
        case .post16PlanBefore:
            Invariant(
                "PH-2", "plan that names the post-16 institution, before",
                .before(month: Statute.Limit.post16PlanBefore.month, day: Statute.Limit.post16PlanBefore.day),
                "the plan names the post-16 institution before 31 March")
        case .laterTransferMonths:
            Invariant(
                "PH-3", "plan before a later move after 16", .atLeast(Statute.Limit.laterTransferMonths, most: 12),
                unit: "months", "the plan is amended five months before such a move")
        case .ceaseGrounds:
            Invariant(
                "CEASE-1", "a plan may cease only when", .only(["no-longer-responsible", "no-longer-necessary"]),
                "a plan ceases only when the council is no longer responsible or the plan no longer necessary",
                "Children and Families Act 2014, s.45(1)")
        case .ceaseConsults:
            Invariant(
                "CEASE-2", "consulted before a plan ceases", .holds(["family", "setting"]),
                "the family and the setting are consulted first", "SEND Regulations 2014, reg 31(1)")
        case .ceaseNotifies:
            Invariant(
                "CEASE-3", "told that a plan ceases", .holds(["family", "setting", "health"]),
                "the family, the setting and the health body are told", "SEND Regulations 2014, reg 31(2) and (3)")
        case .keptUntilAppealTimePasses:
            Invariant(
                "CEASE-4", "the plan is kept until the time for an appeal has passed", .flag(true),
                "the plan is kept until the time for an appeal has passed",
                "Children and Families Act 2014, s.45(4)")
        case .keptWhileAppealed:
            Invariant(
                "CEASE-5", "the plan is kept while an appeal is open", .flag(true),
                "the plan is kept until an appeal is finally determined", "Children and Families Act 2014, s.45(4)")
        case .reviewedBeforeCeasingUnder18:
            Invariant(
                "CEASE-6", "under 18 and not in education: reviewed, to bring them back", .flag(true),
                "a plan of someone under 18 who is not in education is reviewed and amended, not ceased",
                "SEND Regulations 2014, reg 29")
        case .reviewedBeforeCeasingAdults:
            Invariant(
                "CEASE-7", "18 or over and leaving: reviewed before the plan ceases", .flag(true),
                "a plan of someone of 18 or over who leaves is reviewed before it ceases",
                "SEND Regulations 2014, reg 30")
        }
    }

    /// What a model writes that leaves it out: the law's own, but three weeks of notice, the day to plan for.
    public var usual: SettingValue {
        self == .noticeWeeks ? .number(Statute.Limit.noticeWeeks + 1) : invariant.value
    }
}

extension ReviewModel {
    /// What a model may have told with every right to appeal, beyond the law: that the Tribunal can recommend on health and
    /// social care.
    public static let tribunalRecommendations = "tribunal-recommendations"

    /// How long before its due day a review may be opened, in weeks.
    public static let longestLead = 40

    /// What it says of a demand of the law.
    public subscript(_ setting: ModelSetting) -> SettingValue { settings[setting] ?? setting.usual }

    /// Whether it demands more of the council than the law does.
    public func isStricter(_ setting: ModelSetting) -> Bool { self[setting] != setting.invariant.value }

    private func number(_ setting: ModelSetting, _ law: Int) -> Int {
        if case .number(let number) = self[setting] { number } else { law }
    }

    /// Months from one review to the next; the law's twelve at most.
    public var cycleMonths: Int { number(.cycleMonths, Statute.Limit.cycleMonths) }
    /// Months from the making of a plan to its first review; the law's twelve at most.
    public var firstReviewMonths: Int { number(.firstReviewMonths, Statute.Limit.cycleMonths) }
    /// Weeks of notice of the meeting that the council plans for; the law's two at least.
    public var noticeWeeks: Int { number(.noticeWeeks, Statute.Limit.noticeWeeks) }
    /// Weeks before the meeting by which advice goes round; the law's two at least.
    public var adviceWeeks: Int { number(.adviceWeeks, Statute.Limit.noticeWeeks) }
    /// Weeks after the meeting for the report; the law's two at most.
    public var reportWeeks: Int { number(.reportWeeks, Statute.Limit.reportWeeks) }
    /// Weeks after the meeting for the decision, of which the amendment notice is part; the law's four at most.
    public var decisionWeeks: Int {
        let law = Statute.Limit.decisionWeeks
        return min(number(.decisionWeeks, law), number(.noticeOfAmendmentWeeks, law))
    }
    /// Days for the family's answer to an amendment notice, beginning with its service; the law's fifteen at least.
    public var representationDays: Int { number(.representationDays, Statute.Limit.representationDays) }
    /// Months before a move between post-16 institutions by which the plan is amended; the law's five at least.
    public var laterTransferMonths: Int { number(.laterTransferMonths, Statute.Limit.laterTransferMonths) }
    /// The year group from which every review considers preparation for adulthood; the law's Year 9 at the latest.
    public var adulthoodFromYear: Int { number(.adulthoodFromYear, 9) }
    /// Weeks after the amendment notice for the final plan; the law's eight at most.
    public var finalWeeks: Int { number(.finalWeeksAfterNotice, Statute.Limit.finalWeeksAfterNotice) }
    /// Weeks after the meeting for the final plan; the law's twelve at most.
    public var finalWeeksAfterMeeting: Int { number(.finalWeeksAfterMeeting, Statute.Limit.finalWeeksAfterMeeting) }

    /// The last day by which the council means to have the plan that names the next place, in a transfer's year: the
    /// law's, or an earlier one.
    public func transferPlanBy(_ phase: TransferPhase, year: Int) -> Day? {
        let setting: ModelSetting = phase == .secondaryToPost16 ? .post16PlanBefore : .transferPlanBefore
        guard case .date(let month, let day) = self[setting] else {
            return Statute.transferPlanBy(phase, year: year)
        }
        return Day(year, month, day).map { $0 - 1 }
    }
}
