public import YAML

extension ReviewModel {
    /// The model in that text. Refused, with file and line, when it cannot be read or is laxer than the law; then the
    /// message names the rule.
    public init(parsing text: String, file: String) throws(YAMLError) {
        try self.init(try YAMLNode.parse(text, file: file))
    }

    /// Everything in that text that is laxer than the law, in the order of the rules; empty for a text that is no model
    /// at all, of which `init` says why.
    public static func faults(in text: String, file: String) -> [YAMLError] {
        // What is no YAML, or no model, is refused by `init`, which says where.
        guard let root = try? YAMLNode.parse(text, file: file) else { return [] }
        return ModelSetting.allCases.compactMap { setting in
            do throws(YAMLError) {
                _ = try setting.read(root)
                return nil
            } catch {
                return error
            }
        }
    }

    init(_ root: YAMLNode) throws(YAMLError) {
        try root.allow(
            only: [
                "id", "name", "council", "words", "kinds", "approach", "forms", "progress", "open_weeks_before_due",
                "under_five_months", "early_request_answer_days", "draft_days_before_decision", "supplier_days",
                "reminders", "priorities",
                "most_vulnerable", "longest_waiting_one_in", "quality", "uncertain",
            ] + ModelSetting.allCases.map(\.rawValue))
        id = try root.required("id").string()
        name = try root.required("name").string()
        council = try root.optional("council")?.string()
        words = try Words(root.required("words"))
        var settings: [ModelSetting: SettingValue] = [:]
        for setting in ModelSetting.allCases { settings[setting] = try setting.read(root) }
        self.settings = settings
        kinds = try ReviewModel.kinds(root.required("kinds"))
        approach = try Approach(root.optional("approach"))
        forms = try ReviewModel.list(root, "forms") { node throws(YAMLError) in try Form(node) }
        progress = try Progress(root.optional("progress"))
        openWeeksBeforeDue = try root.optional("open_weeks_before_due")?.int(in: 1...ReviewModel.longestLead) ?? 16
        underFiveMonths = try ReviewModel.underFive(root)
        earlyRequestAnswerDays = try root.optional("early_request_answer_days")?.int(in: 1...56) ?? 15
        draftDaysBeforeDecision =
            try root.optional("draft_days_before_decision")?.int(in: 1...27) ?? ReviewModel.usualDraftDays
        supplierDays = try SupplierDays(root.optional("supplier_days"))
        reminders = try ReviewModel.reminders(root)
        priorities = try ReviewModel.list(root, "priorities") { node throws(YAMLError) in try node.choice() }
        mostVulnerable =
            try root.optional("most_vulnerable") == nil
            ? Vulnerability.delivered
            : ReviewModel.list(root, "most_vulnerable") { node throws(YAMLError) in try node.choice() }
        longestWaitingOneIn =
            try root.optional("longest_waiting_one_in")?.int(in: 2...10) ?? ReviewModel.usualLongestWaitingOneIn
        quality = try root.optional("quality")?.string()
        uncertain = try ReviewModel.list(root, "uncertain") { node throws(YAMLError) in try node.string() }
        let least = noticeWeeks + decisionWeeks
        guard openWeeksBeforeDue >= least else {
            throw (try root.optional("open_weeks_before_due") ?? root).breaks(
                RuleID.cyc4.rawValue, Statute.rule(.cyc4).source,
                "\(openWeeksBeforeDue) weeks leave no room for \(noticeWeeks) of notice and \(decisionWeeks) for the "
                    + "decision")
        }
    }

    private static func list<Element>(
        _ root: YAMLNode, _ key: String, _ read: (YAMLNode) throws(YAMLError) -> Element
    ) throws(YAMLError) -> [Element] {
        var list: [Element] = []
        guard let node = try root.optional(key) else { return list }
        for item in try node.items() { list.append(try read(item)) }
        return list
    }

    private static func reminders(_ root: YAMLNode) throws(YAMLError) -> [Reminder] {
        var reminders: [Reminder] = []
        for item in try root.optional("reminders")?.items() ?? [] {
            let reminder = try Reminder(item)
            guard !reminders.contains(where: { $0.subject == reminder.subject }) else {
                throw item.error(
                    "of the \(reminder.subject.rawValue) is reminded once; write the earlier reminder alone")
            }
            reminders.append(reminder)
        }
        return reminders
    }

    private static func underFive(_ root: YAMLNode) throws(YAMLError) -> Int? {
        guard let node = try root.optional("under_five_months") else { return nil }
        let months = try node.int()
        guard months >= 1 else { throw node.error("\(months) is too few; write a number from 1 to 12") }
        guard months <= Statute.Limit.cycleMonths else {
            let rule = ModelSetting.cycleMonths.invariant
            throw node.breaks(rule.rule, rule.source, "\(months) is more than the twelve that the law allows")
        }
        return months
    }

    private static func kinds(_ node: YAMLNode) throws(YAMLError) -> [Kind] {
        var kinds: [Kind] = []
        for item in try node.items() {
            let kind = try Kind(item)
            guard !kinds.contains(where: { $0.id == kind.id }) else {
                throw item.error("the kind “\(kind.id)” stands a second time; give each its own id")
            }
            kinds.append(kind)
        }
        guard kinds.contains(where: \.opening.always) else {
            throw node.breaks(
                .cyc2, "every plan is reviewed in each twelve months, so one kind must have “opens_when: always”")
        }
        return kinds
    }
}

extension ReviewModel.Words {
    init(_ node: YAMLNode) throws(YAMLError) {
        try node.allow(only: ["coordinator", "review", "plan"])
        coordinator = try node.required("coordinator").string()
        review = try node.required("review").string()
        plan = try node.optional("plan")?.string() ?? "EHC plan"
    }
}

extension ReviewModel.Kind {
    init(_ node: YAMLNode) throws(YAMLError) {
        if let outcome = try node.optional("outcome") {
            throw outcome.breaks(
                .dec1, "the outcome is decided for each child and never follows from the kind of review")
        }
        try node.allow(
            only: ["id", "title", "about", "also_called", "opens_when", "plan_reissued", "outcomes", "meeting"])
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
        let name = try node.required("id")
        id = ReviewKindID(rawValue: try name.string())
        guard ReviewKindID.known.contains(id) else {
            let known = ReviewKindID.known.map(\.rawValue).joined(separator: ", ")
            throw name.error("“\(id)” is no kind of review that events can name; there are \(known)")
        }
        title = try node.required("title").string()
        about = try node.required("about").string()
        alias = try node.optional("also_called").map { node throws(YAMLError) in try Alias(node) }
        opening = try Opening(node.required("opens_when"))
        let reissued = try node.required("plan_reissued")
        if try reissued.string() == "never" {
            throw reissued.breaks(.amd1, "every review may end in an amendment; write “only-when-needed”")
        }
        planReissued = try reissued.choice()
    }
}

extension ReviewModel.Kind.Alias {
    init(_ node: YAMLNode) throws(YAMLError) {
        try node.allow(only: ["name", "inferred", "from"])
        name = try node.required("name").string()
        isInferred = try node.required("inferred").bool()
        from = try node.required("from").string()
    }
}

extension ReviewModel.Kind.Opening {
    init(_ node: YAMLNode) throws(YAMLError) {
        if case .scalar(text: "always", quoted: _) = node.value {
            always = true
            return
        }
        guard case .mapping = node.value else {
            throw node.error("expected “always”, or keys that say when")
        }
        try node.allow(only: ["year_groups", "statutory_transfer", "setting_ends", "on_request"])
        for item in try node.optional("year_groups")?.items() ?? [] { yearGroups.append(try YearGroup(item)) }
        statutoryTransfer = try node.optional("statutory_transfer")?.bool() ?? false
        settingEnds = try node.optional("setting_ends")?.bool() ?? false
        onRequest = try node.optional("on_request")?.string()
    }
}

extension YearGroup {
    init(_ node: YAMLNode) throws(YAMLError) {
        switch try node.string() {
        case "nursery": self = .nursery
        case "reception": self = .reception
        default: self = YearGroup(try node.int(in: 1...14))
        }
    }
}

extension ReviewModel.Approach {
    init(_ node: YAMLNode?) throws(YAMLError) {
        guard let node else {
            chosenBy = [.coordinator]
            return
        }
        try node.allow(only: ["chosen_by"])
        let list = try node.required("chosen_by")
        var chosenBy: [Chooser] = []
        for item in try list.items() {
            guard let chooser = Chooser(rawValue: try item.string()) else {
                let people = Chooser.allCases.map(\.rawValue).joined(separator: ", ")
                throw item.error("people choose the kind of a review, the software never: write some of \(people)")
            }
            chosenBy.append(chooser)
        }
        guard !chosenBy.isEmpty else { throw list.error("somebody must choose; write coordinator at least") }
        self.chosenBy = chosenBy
    }
}

extension ReviewModel.Form {
    init(_ node: YAMLNode) throws(YAMLError) {
        try node.allow(only: ["title", "from", "as"])
        title = try node.required("title").string()
        from = try node.required("from").choice()
        var media: [Medium] = []
        for item in try node.required("as").items() { media.append(try item.choice()) }
        self.media = media
    }
}

extension ReviewModel.Progress {
    init(_ node: YAMLNode?) throws(YAMLError) {
        guard let node else {
            place = .report
            title = "progress"
            about = "What was achieved, and what is aimed at next, stands in the report of the meeting."
            return
        }
        try node.allow(only: ["kept", "title", "about"])
        place = try node.required("kept").choice()
        title = try node.required("title").string()
        about = try node.required("about").string()
    }
}

extension Reminder {
    init(_ node: YAMLNode) throws(YAMLError) {
        try node.allow(only: ["about", "days_before", "days_after", "to"])
        let before = try node.optional("days_before")
        let after = try node.optional("days_after")
        switch (before, after) {
        case (let before?, nil): days = -(try before.int(in: 0...ReviewModel.longestLead * 7))
        case (nil, let after?): days = try after.int(in: 1...ReviewModel.longestLead * 7)
        default: throw node.error("write either days_before or days_after")
        }
        var recipients: [Recipient] = []
        let to = try node.required("to")
        for item in try to.items() {
            let recipient: Recipient = try item.choice()
            guard recipient != .family else { throw item.error("a family owes nothing; write setting or coordinator") }
            recipients.append(recipient)
        }
        guard !recipients.isEmpty else { throw to.error("nobody is reminded; write setting, coordinator or both") }
        self.recipients = recipients
        subject = try node.required("about").choice()
    }
}

extension ModelSetting {
    /// What the file says of it, held to the law.
    fileprivate func read(_ root: YAMLNode) throws(YAMLError) -> SettingValue {
        guard let node = try root.optional(rawValue) else { return usual }
        let rule = invariant
        func lax(_ found: String) -> YAMLError { node.breaks(rule.rule, rule.source, "\(found); \(rule.reason)") }
        switch rule.demand {
        case .atMost(let most, let least):
            let number = try node.int()
            guard number <= most else { throw lax("\(number) is more than \(most)") }
            guard number >= least else { throw node.error("\(number) is too few; write \(least) to \(most)") }
            return .number(number)
        case .atLeast(let least, let most):
            let number = try node.int()
            guard number >= least else { throw lax("\(number) is fewer than \(least)") }
            guard number <= most else { throw node.error("\(number) is too many; write \(least) to \(most)") }
            return .number(number)
        case .holds(let needed, let more):
            let words = try node.strings()
            let missing = needed.filter { !words.contains($0) }
            guard missing.isEmpty else { throw lax("left out: \(missing.joined(separator: ", "))") }
            if let more {
                let idle = words.filter { !needed.contains($0) && !more.contains($0) }
                guard idle.isEmpty else {
                    throw node.error(
                        "nothing would follow from \(idle.joined(separator: ", ")); write "
                            + (needed + more).joined(separator: ", "))
                }
            }
            return .words(words)
        case .only(let allowed):
            let words = try node.strings()
            let others = words.filter { !allowed.contains($0) }
            guard others.isEmpty else { throw lax("more than the law knows: \(others.joined(separator: ", "))") }
            guard !words.isEmpty else { throw node.error("write some of \(allowed.joined(separator: ", "))") }
            return .words(words)
        case .flag(let flag):
            guard try node.bool() == flag else { throw lax("it cannot be \(!flag)") }
            return .flag(flag)
        case .before(let month, let day):
            let written = try node.dayOfYear()
            guard written <= (month, day) else {
                throw lax("\(try node.string()) is later than \(day) \(Day.monthNames[month - 1])")
            }
            return .date(month: written.month, day: written.day)
        }
    }
}

extension YAMLNode {
    /// A day without its year: "15 February".
    fileprivate func dayOfYear() throws(YAMLError) -> (month: Int, day: Int) {
        let parts = try string().split(separator: " ")
        guard parts.count == 2, let day = Int(parts[0]), let place = Day.monthNames.firstIndex(of: String(parts[1])),
            (1...Day.length(ofMonth: place + 1, in: 2023)).contains(day)
        else { throw error("expected a day and a month, as 15 February; found \(try string())") }
        return (place + 1, day)
    }

    /// The refusal of a setting that is laxer than the law: the rule, what it demands, and where it is written.
    fileprivate func breaks(_ id: RuleID, _ reason: String) -> YAMLError {
        breaks(id.rawValue, Statute.rule(id).source, reason)
    }

    fileprivate func breaks(_ rule: String, _ source: String, _ reason: String) -> YAMLError {
        error("laxer than the law: \(reason) (\(rule); \(source))")
    }
}
