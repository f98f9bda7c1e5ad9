public import YAML

/// The name of a kind of review in a council's model.
public struct ReviewKindID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// As the model's file writes it: "progress".
    public let rawValue: String

    /// The kind of that name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The name.
    public var description: String { rawValue }
}

/// A reminder that a council sends some days before or after something is due.
public struct Reminder: Hashable, Sendable {
    /// What is due.
    public enum Subject: String, CaseIterable, Hashable, Sendable {
        case arrange, advice, report, decision, final
    }

    /// Who is reminded.
    public enum Recipient: String, CaseIterable, Hashable, Sendable {
        case setting, coordinator, family
    }

    /// What is due.
    public let subject: Subject
    /// Days after the due day; negative before it.
    public let days: Int
    /// Who is reminded.
    public let recipients: [Recipient]

    /// The day of the reminder for something due on that day.
    public func day(due: Day) -> Day { due + days }
}

extension Reminder.Subject {
    /// The last day for it by those dates; nil while the dates do not say. `arrange` is the last day for telling everyone
    /// the date of the latest meeting that leaves the decision its four weeks.
    public func due(_ dates: Facts) -> Day? {
        switch self {
        case .arrange:
            Statute.reviewDue(made: dates.planMade, lastReviewed: dates.lastReviewed).map {
                Statute.noticeBy(meeting: Statute.latestMeeting(reviewDue: $0)).last
            }
        case .advice: dates.meeting.map { Statute.adviceBy(meeting: $0).last }
        case .report: dates.meeting.map { Statute.reportBy(meeting: $0) }
        case .decision: dates.meeting.map { Statute.decisionBy(meeting: $0) }
        case .final:
            dates.meeting.map { Statute.finalBy(meeting: $0, noticeSent: dates.noticeSent) }
                ?? dates.noticeSent.map { $0.weeksAfter(Statute.Limit.finalWeeksAfterNotice) }
        }
    }
}

/// How a council holds its reviews: data, held to the law. It may be stricter than the law, never laxer.
public struct ReviewModel: Hashable, Sendable {
    /// Which child comes first when there is more to do than time.
    public enum Priority: String, CaseIterable, Hashable, Sendable {
        case phaseTransfer = "phase-transfer"
        case overdue
        case mostVulnerable = "most-vulnerable"
        case keyTransition = "key-transition"
        case longestWithoutUpdate = "longest-without-update"
    }

    /// A kind of review that a council holds.
    public struct Kind: Hashable, Sendable {
        /// When the plan itself is written anew after such a review. A habit, never a rule: the outcome is decided for each
        /// child.
        public enum Reissue: String, CaseIterable, Hashable, Sendable {
            case normally
            case onlyWhenNeeded = "only-when-needed"
        }

        /// What proposes this kind for a child. People choose.
        public struct Opening: Hashable, Sendable {
            /// For every child for whom no other kind opens.
            public var always = false
            /// In these years of the National Curriculum, as the council's own transition points.
            public var yearGroups: [YearGroup] = []
            /// When the child faces a statutory transfer between phases.
            public var statutoryTransfer = false
            /// When the child's setting ends before the next school year.
            public var settingEnds = false
            /// When someone asks for it, and on what ground: the words for the form. Nil when nobody can.
            public var onRequest: String?
        }

        /// Its name in files and events.
        public let id: ReviewKindID
        /// Its name for people: "Annual Progress Review".
        public let title: String
        /// What it is, for families, in a sentence or two.
        public let about: String
        /// What proposes it.
        public let opening: Opening
        /// When the plan is written anew.
        public let planReissued: Reissue
    }

    /// What the council calls people and things.
    public struct Words: Hashable, Sendable {
        /// The officer who decides: "EHCP Coordinator".
        public let coordinator: String
        /// The review: "annual review".
        public let review: String
    }

    /// Its name in files: "bromley".
    public let id: String
    /// Its name for people.
    public let name: String
    /// The council whose model it is; nil for one that any council can use.
    public let council: String?
    /// What the council calls people and things.
    public let words: Words
    /// The kinds of review, the one that is proposed first standing first.
    public let kinds: [Kind]
    /// How many weeks before the review is due it is opened.
    public let openWeeksBeforeDue: Int
    /// Weeks of notice of the meeting that the council plans for; the law's two at least.
    public let noticeWeeks: Int
    /// Weeks after the meeting for the report; the law's two at most.
    public let reportWeeks: Int
    /// Weeks after the meeting for the decision; the law's four at most.
    public let decisionWeeks: Int
    /// Months from one review to the next; the law's twelve at most.
    public let cycleMonths: Int
    /// The reminders.
    public let reminders: [Reminder]
    /// Whether the family is told when no decision letter was sent in time.
    public let tellFamilyWhenLate: Bool
    /// Which child comes first.
    public let priorities: [Priority]

    /// The kind of that name.
    public func kind(_ id: ReviewKindID) -> Kind? { kinds.first { $0.id == id } }

    /// The day on which a review is opened that must be complete by that day.
    public func opens(reviewDue: Day) -> Day { reviewDue.weeksBefore(openWeeksBeforeDue) }

    /// The kind that the model proposes for a child: the first that opens for it, else the one that opens always. The
    /// coordinator chooses with the family and the setting, and the outcome does not follow from the kind.
    public func proposedKind(yearGroup: YearGroup?, transfer: Transfer?, settingEnds: Bool = false) -> ReviewKindID {
        let opened = kinds.first { kind in
            (transfer != nil && kind.opening.statutoryTransfer)
                || (settingEnds && kind.opening.settingEnds)
                || (yearGroup.map { kind.opening.yearGroups.contains($0) } ?? false)
        }
        let always = kinds.first { $0.opening.always }
        return opened?.id ?? always?.id ?? ReviewKindID(rawValue: "annual")
    }
}

extension ReviewModel {
    /// How long before its due day a review may be opened, in weeks.
    public static let longestLead = 40

    /// The model in that text. Refused, with file and line, when it cannot be read or is laxer than the law; then the
    /// message names the rule.
    public init(parsing text: String, file: String) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: [
            "id", "name", "council", "words", "kinds", "open_weeks_before_due", "notice_weeks", "report_weeks",
            "decision_weeks", "cycle_months", "decision_letter", "reminders", "tell_family_when_late", "priorities",
        ])
        id = try root.required("id").string()
        name = try root.required("name").string()
        council = try root.optional("council")?.string()
        words = try ReviewModel.words(root.required("words"))

        cycleMonths = try ReviewModel.atMost(Statute.Limit.cycleMonths, root, "cycle_months", .cyc2)
        reportWeeks = try ReviewModel.atMost(Statute.Limit.reportWeeks, root, "report_weeks", .rep1)
        decisionWeeks = try ReviewModel.atMost(Statute.Limit.decisionWeeks, root, "decision_weeks", .dec1)
        noticeWeeks = try ReviewModel.notice(root)
        if let letter = try root.optional("decision_letter"), try !letter.bool() {
            throw letter.breaks(.dec1, "a decision letter follows every review and cannot be switched off")
        }
        openWeeksBeforeDue = try ReviewModel.lead(root, noticeWeeks: noticeWeeks, decisionWeeks: decisionWeeks)
        tellFamilyWhenLate = try root.optional("tell_family_when_late")?.bool() ?? true

        let kindsNode = try root.required("kinds")
        kinds = try ReviewModel.kinds(kindsNode)
        guard kinds.contains(where: \.opening.always) else {
            throw kindsNode.breaks(
                .cyc2, "every plan is reviewed in each twelve months, so one kind must have “opens_when: always”")
        }
        var reminders: [Reminder] = []
        if let node = try root.optional("reminders") {
            for item in try node.items() { reminders.append(try ReviewModel.reminder(item)) }
        }
        self.reminders = reminders
        var priorities: [Priority] = []
        if let node = try root.optional("priorities") {
            for item in try node.items() { priorities.append(try item.choice()) }
        }
        self.priorities = priorities
    }

    private static func words(_ node: YAMLNode) throws(YAMLError) -> Words {
        try node.allow(only: ["coordinator", "review"])
        return Words(
            coordinator: try node.required("coordinator").string(), review: try node.required("review").string())
    }

    private static func atMost(
        _ limit: Int, _ root: YAMLNode, _ key: String, _ rule: RuleID
    ) throws(YAMLError) -> Int {
        guard let node = try root.optional(key) else { return limit }
        let number = try node.int()
        guard number >= 1 else { throw node.error("\(number) is too few; write a number from 1 to \(limit)") }
        guard number <= limit else {
            throw node.breaks(rule, "\(number) is more than the \(limit) that the law allows")
        }
        return number
    }

    private static func notice(_ root: YAMLNode) throws(YAMLError) -> Int {
        let usual = Statute.Limit.noticeWeeks + 1
        guard let node = try root.optional("notice_weeks") else { return usual }
        let number = try node.int()
        guard number >= Statute.Limit.noticeWeeks else {
            throw node.breaks(.mtg3, "\(number) is fewer than the \(Statute.Limit.noticeWeeks) that the law demands")
        }
        guard number <= longestLead else { throw node.error("\(number) is too many; write at most \(longestLead)") }
        return number
    }

    private static func lead(
        _ root: YAMLNode, noticeWeeks: Int, decisionWeeks: Int
    ) throws(YAMLError) -> Int {
        guard let node = try root.optional("open_weeks_before_due") else { return 16 }
        let number = try node.int()
        let least = noticeWeeks + decisionWeeks
        guard number >= least else {
            throw node.breaks(
                .cyc4,
                "\(number) weeks leave no room for \(noticeWeeks) of notice and \(decisionWeeks) for the decision")
        }
        guard number <= longestLead else { throw node.error("\(number) is too many; write at most \(longestLead)") }
        return number
    }

    private static func kinds(_ node: YAMLNode) throws(YAMLError) -> [Kind] {
        var kinds: [Kind] = []
        for item in try node.items() {
            let kind = try kind(item)
            guard !kinds.contains(where: { $0.id == kind.id }) else {
                throw item.error("the kind “\(kind.id)” stands a second time; give each its own id")
            }
            kinds.append(kind)
        }
        return kinds
    }

    private static func kind(_ node: YAMLNode) throws(YAMLError) -> Kind {
        if let outcome = try node.optional("outcome") {
            throw outcome.breaks(
                .dec1, "the outcome is decided for each child and never follows from the kind of review")
        }
        try node.allow(only: ["id", "title", "about", "opens_when", "plan_reissued", "outcomes", "meeting"])
        if let meeting = try node.optional("meeting"), try !meeting.bool() {
            throw meeting.breaks(.mtg1, "there is no review without a meeting")
        }
        if let outcomes = try node.optional("outcomes") {
            var allowed: Set<ReviewOutcome> = []
            for item in try outcomes.items() { allowed.insert(try item.choice()) }
            guard allowed.count == ReviewOutcome.allCases.count else {
                let missing = ReviewOutcome.allCases.filter { !allowed.contains($0) }.map(\.rawValue)
                throw outcomes.breaks(
                    .dec1, "every review may end in each outcome, and \(missing.joined(separator: " and ")) is left out"
                )
            }
        }
        let reissued = try node.required("plan_reissued")
        if try reissued.string() == "never" {
            throw reissued.breaks(.amd1, "every review may end in an amendment; write “only-when-needed”")
        }
        return Kind(
            id: ReviewKindID(rawValue: try node.required("id").string()), title: try node.required("title").string(),
            about: try node.required("about").string(), opening: try opening(node.required("opens_when")),
            planReissued: try reissued.choice())
    }

    private static func opening(_ node: YAMLNode) throws(YAMLError) -> Kind.Opening {
        var opening = Kind.Opening()
        if case .scalar(text: "always", quoted: _) = node.value {
            opening.always = true
            return opening
        }
        guard case .mapping = node.value else {
            throw node.error("expected “always”, or keys that say when")
        }
        try node.allow(only: ["year_groups", "statutory_transfer", "setting_ends", "on_request"])
        for item in try node.optional("year_groups")?.items() ?? [] {
            switch try item.string() {
            case "nursery": opening.yearGroups.append(.nursery)
            case "reception": opening.yearGroups.append(.reception)
            default: opening.yearGroups.append(YearGroup(try item.int(in: 1...13)))
            }
        }
        opening.statutoryTransfer = try node.optional("statutory_transfer")?.bool() ?? false
        opening.settingEnds = try node.optional("setting_ends")?.bool() ?? false
        opening.onRequest = try node.optional("on_request")?.string()
        return opening
    }

    private static func reminder(_ node: YAMLNode) throws(YAMLError) -> Reminder {
        try node.allow(only: ["about", "days_before", "days_after", "to"])
        let before = try node.optional("days_before")
        let after = try node.optional("days_after")
        let days: Int
        switch (before, after) {
        case (let before?, nil): days = -(try before.int(in: 0...longestLead * 7))
        case (nil, let after?): days = try after.int(in: 1...longestLead * 7)
        default: throw node.error("write either days_before or days_after")
        }
        var recipients: [Reminder.Recipient] = []
        for item in try node.required("to").items() { recipients.append(try item.choice()) }
        return Reminder(subject: try node.required("about").choice(), days: days, recipients: recipients)
    }
}

extension YAMLNode {
    /// The refusal of a setting that is laxer than the law: the rule, what it demands, and where it is written.
    fileprivate func breaks(_ id: RuleID, _ reason: String) -> YAMLError {
        error("laxer than the law: \(reason) (\(id.rawValue); \(Statute.rule(id).source))")
    }
}
