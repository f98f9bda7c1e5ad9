public import CaseFile
public import Contracts
public import Statute

/// The whole history of one case in plain words: what was due, when and why; what happened, and when that was recorded;
/// who was told what; what is missing, and who does what next. Computed over all entries, not only over the fold.
public struct History {
    /// Something that happened.
    public struct Line {
        /// The day it happened; when nobody knows it, the day by which it had.
        public let day: Day
        /// Whether that day is known: a caseload file does not say when a meeting was arranged.
        public var isDayKnown = true
        /// Whether it tells what became of a message to somebody.
        public var isOfMessage = false
        /// The day it was recorded, when that is another.
        public let recorded: Day?
        /// The review; 0 when it is about the case.
        public let review: UInt8
        /// What happened, as sentences.
        public var text: String
        /// Why it no longer counts; nil while it does.
        public var noLonger: String?
        /// Its key, for reports: what a correction or a withdrawal names.
        public let key: SubmissionKey?
        public let order: Int
    }

    /// Something that was, or is, due.
    public struct Due {
        public let deadline: Deadline
        /// The day it was done; nil while it is not.
        public let done: Day?
        /// What became of it: "done 3 Dec 2024, four days late".
        public var state: String
        /// Whether it was done late, or is late now.
        public let isLate: Bool
        /// Whether the plan itself or the council's policy sets it, and not the law.
        public var isOwn: Bool { [.cyc8, .cyc10, .pol1].contains(deadline.rule) }
    }

    /// A letter that was written.
    public struct Letter {
        /// Its number in the case, from 1.
        public let number: Int
        /// The conclusion that it was written.
        public let id: ConclusionID
        public let review: UInt8
        public let kind: LetterKind
        /// To which contacts it is addressed, and where each copy is.
        public let copies: [LetterCopy]
        public let written: Day
    }

    /// One review.
    public struct Part {
        public let number: UInt8
        public let title: String
        public let due: [Due]
        public let lines: [Line]
        /// What somebody should see: what contradicts itself, what is missing, what came late; each with its rule.
        public let concerns: [String]
        /// What the council's model asks for while the review is open: its forms, who chooses, and all beyond the law.
        public let byModel: [String]
    }

    public let id: CaseID
    /// What the model that holds calls people and kinds of review.
    public let words: ModelWords
    /// The partition's today.
    public let today: Day
    public let isRehearsal: Bool
    /// What is known of the plan, as sentences.
    public let plan: [String]
    /// Who is told of the child and who is not, as sentences; empty while nobody is recorded.
    public let contacts: [String]
    /// The contacts themselves.
    public let contactList: [Contact]
    /// What remains to be done.
    public let next: [NextStep]
    /// When the next review must be complete, while none is under way.
    public let nextReview: Deadline?
    /// When the plan's own shorter interval ends (CYC-8), while no review is under way.
    public let nextByPlan: Deadline?
    /// The reviews, latest first.
    public let parts: [Part]
    /// What happened outside any review.
    public let lines: [Line]
    /// The days of a transfer that the child faces.
    public let transfer: [Due]
    /// What waits for the coordinator to decide on, of each open review whose time it is.
    public let drafts: [Draft]
    public let letters: [Letter]
    /// Entries of services that came twice or no longer fitted, and reports that were sent again.
    public let ignored: Int

    /// Folds the entries of a case, in the order of the log, and tells it in the words of the model that holds. Nil when
    /// there are none.
    public init?(
        of id: CaseID, entries: [(position: Int64, entry: Entry)], log: LogBook, models: ReviewModels = ReviewModels(),
        meetings: MeetingDays? = nil, holidays: BankHolidays = .byRuleOnly, addressed: [Addressee: Day] = [:],
        formats: [UInt8: HeldFormat] = [:]
    ) {
        guard let last = entries.last else { return nil }
        self.id = id
        let today = log.today ?? last.entry.recorded
        self.today = today
        isRehearsal = log.isRehearsal
        var file = CaseFile()
        let accepted = entries.filter { file.append($0.entry, at: $0.position) == .accepted }
        let words = ModelWords(of: file.plan, on: today, in: models)
        self.words = words
        var scribe = Scribe(words)
        for (_, entry) in accepted { scribe.note(entry) }
        scribe.finish(file, today: today)
        ignored = Int(file.ignored)
        letters = scribe.letters
        plan = History.sentences(about: file, on: today, in: words)
        let book = ContactBook(of: file, entries: accepted)
        contactList = ContactBook.isKept(in: file) ? file.contacts : []
        contacts = contactList.map(book.sentence)
        next =
            NextSteps(
                of: file, lacks: scribe.lacks, log: log, on: today, words: words, meetings: meetings,
                holidays: holidays, addressed: addressed, formats: formats
            ).steps
        nextReview = History.nextReview(of: file)
        nextByPlan = nextReview.flatMap { file.ownInterval(from: $0.from) }
        let all = scribe.lines.sorted { ($0.day, $0.order) < ($1.day, $1.order) }
        let known = Set(file.reviews.map(\.number))
        let undated = Set(all.filter { !$0.isDayKnown }.compactMap(\.key))
        lines = all.filter { !known.contains($0.review) }
        transfer = History.transfer(of: file, on: today)
        drafts = Draft.waiting(
            of: id, file: file, entries: accepted, on: today, days: words.draftDays, known: plan)
        parts = file.reviews.reversed().map { review in
            Part(
                number: review.number, title: "Review \(review.number): \(words.kind(review.kind))",
                due: History.due(
                    review, in: file, undated: undated, on: today, answerDays: words.answerDays, holidays: holidays),
                lines: all.filter { $0.review == review.number },
                concerns: History.concerns(about: review, in: file, on: today),
                byModel: review.isDecided || file.ended != nil ? [] : words.asked(of: review))
        }
    }

    private static func sentences(about file: CaseFile, on today: Day, in words: ModelWords) -> [String] {
        guard let plan = file.plan else { return ["Nothing is recorded of the plan."] }
        var all: [String] = []
        let made = plan.made.map { "The plan was made on \($0.inWords)" } ?? "It is not known when the plan was made"
        let last = file.lastReviewed
        let reviewed =
            last.map { "the decision of the last review was sent on \($0.inWords)" }
            ?? "no decision on a review is recorded"
        all.append("\(made); \(last == nil && plan.made == nil ? "nor when it was last reviewed" : reviewed).")
        var child: [String] = []
        if let born = plan.born { child.append("born in \(Day.monthNames[born.month - 1]) \(born.year)") }
        if let year = plan.year { child.append("in \(YearGroup(Int(year)))") }
        if plan.need != .notRecorded { child.append("primary need \(plan.need.rawValue)") }
        if !child.isEmpty { all.append("The child: \(child.joined(separator: ", ")).") }
        let place = plan.placement == .notRecorded ? "placement not recorded" : plan.placement.rawValue
        let setting = plan.setting.map { "setting \($0)" } ?? "no setting with a number"
        all.append("Education: \(place), \(setting).")
        if let phase = plan.transfer {
            let year = plan.transferYear.map { " in \($0)" } ?? ", in a year that is not recorded"
            let named = file.isTransferNamed ? "the place is named" : "the place is not named yet"
            all.append("The child moves \(phase.words)\(year); \(named).")
        }
        let coordinator =
            plan.coordinator.map { "\(Words.sentence(words.coordinator)): \($0)." }
            ?? "No \(words.coordinator) holds the case."
        // Once the rights have passed by age the law presumes no parent any more.
        let presumption = file.rightsHolders.isEmpty ? "the rights are the young person's" : "the law presumes a parent"
        let presumed = ContactBook.isKept(in: file) ? "" : "; no contact is recorded, and \(presumption)"
        all.append("\(coordinator) Holding the rights: \(Words.holders(file))\(presumed).")
        let closed = file.rightsHolders.filter { !$0.mayBeWrittenTo }
        if !closed.isEmpty {
            let who = Words.list(closed.map { Words.addressee(.contact($0.number), in: file) })
            all.append("Not told, by decision: \(who).")
        }
        all.append("Model: \(words.model(named: plan.model, on: today)).\(words.planWords)")
        if let months = words.cycleMonths(of: file), months < Statute.Limit.cycleMonths {
            all.append(
                "By its model the child is reviewed every \(Deadline.count(months, "month")); the day that the law sets "
                    + "stays.")
        }
        if let months = plan.interval {
            all.append("The plan itself stipulates a review every \(Deadline.count(Int(months), "month")).")
        }
        if let priority = plan.priority, !priority.isEmpty {
            all.append("Comes first among equals: \(priority.map(\.rawValue).joined(separator: ", ")).")
        }
        // What is unknown of the plan itself is said above; left are reports that count nowhere.
        all += file.concerns.filter { $0.rule == "the record" }.map(\.what)
        // What the law brings about by itself is asked for here: it belongs to no review.
        let known = Set(file.concerns)
        all += file.concerns(on: today).filter { !known.contains($0) }.map { "\($0.what) (\($0.rule))" }
        if let ended = file.ended { all.append("The council no longer maintains the plan since \(ended.inWords).") }
        return all
    }

    private static func nextReview(of file: CaseFile) -> Deadline? {
        guard file.plan != nil, file.ended == nil, file.latestReview?.isDecided ?? true else { return nil }
        var facts = Facts(planMade: file.planMade, lastReviewed: file.lastReviewed)
        facts.movedIn = file.unreviewedTransfer?.happened
        return Statute.deadlines(for: facts).first(.mov5, .cyc1, .cyc2)
    }

    /// What the law set for a review, and what became of it. `undated` are reports of which nobody knows the day.
    private static func due(
        _ review: Review, in file: CaseFile, undated: Set<SubmissionKey>, on today: Day, answerDays: Int,
        holidays: BankHolidays
    ) -> [Due] {
        let isArrangedOnKnown = !file.submissions.contains {
            $0.kind == .meetingArranged && $0.review == review.number && $0.stands && undated.contains($0.key)
        }
        let invited = file.toldHolders.compactMap { contact in
            file.lastInvitation(to: .contact(contact.number), in: review.number).flatMap {
                $0.until == review.arranged ? $0.sent : nil
            }
        }.min()
        let isOnlyArranged = review.held == nil
        let answer = review.disagreed.map { [file.answerBy(disagreed: $0, in: review, days: answerDays)] } ?? []
        let set: [Due] = (file.deadlines(of: review, holidays: holidays) + answer).sorted { $0.due < $1.due }.compactMap
        { deadline in
            let done: Day?
            switch deadline.rule {
            case .dec1: done = review.told
            // Without a meeting there is no review (MTG-1), whatever was sent.
            case .cyc1, .cyc2, .cyc8, .mov5: done = review.isComplete ? review.told : nil
            case .cyc4: done = review.held
            case .mtg3: done = invited ?? (isArrangedOnKnown ? review.arrangedOn : nil)
            case .mtg4: done = review.advice
            case .rep1: done = review.meetingReport
            case .amd1: done = review.noticeSent
            case .amd2: return answering(deadline, review, in: file, on: today)
            case .pol1: done = review.unanswered.isEmpty ? file.lastReply(in: review.number) : nil
            case let rule where Statute.amendmentEnds.contains(rule): done = review.finalTold
            // Part of the decision, on the same day: it says nothing more here.
            case .dec2: return nil
            default: return nil
            }
            // What comes after a meeting that is only arranged is not due yet.
            if isOnlyArranged, done == nil, [.rep1, .dec1].contains(deadline.rule) { return nil }
            let isMoot =
                switch deadline.rule {
                case .mtg3, .mtg4: review.held != nil || review.told != nil
                case .cyc4, .rep1: review.told != nil
                default: false
                }
            var due = state(deadline, done: done, on: today, isMoot: isMoot)
            if done != nil, Statute.amendmentEnds.contains(deadline.rule),
                let end = file.finalTooSoon(review, holidays: holidays)
            {
                due.state += ", but before the family's fifteen days had ended on \(end.short) (AMD-2)"
            }
            return due
        }
        return set + appeal(review, on: today)
    }

    /// Until when those who hold the rights may answer the amendment notice, as it was served on the last of them.
    private static func answering(_ deadline: Deadline, _ review: Review, in file: CaseFile, on today: Day) -> Due? {
        guard review.finalTold == nil else { return nil }
        let days = deadline.due - today
        let state =
            days < 0
            ? "the family\u{2019}s days have ended"
            : days == 0
                ? "the family may answer until today" : "the family may answer for \(Deadline.count(days, "more day"))"
        return Due(deadline: deadline, done: nil, state: state, isLate: false)
    }

    /// Until when the family may appeal: from the letter that brings the right, which of an amendment is the final one.
    /// The Tribunal's own days may move it later, never earlier (APP-3).
    private static func appeal(_ review: Review, on today: Day) -> [Due] {
        guard let outcome = review.outcome, let sent = outcome == .amend ? review.finalTold : review.told else {
            return []
        }
        let until = Statute.appealPeriodEnds(sent: sent)
        let days = until - today
        let state =
            days < 0
            ? "the two months have ended; the Tribunal's own days may have moved that later"
            : days == 0 ? "open until today at least" : "open for \(Deadline.count(days, "more day")) at least"
        return [Due(deadline: Deadline(rule: .app1, due: until, from: sent), done: nil, state: state, isLate: false)]
    }

    private static func transfer(of file: CaseFile, on today: Day) -> [Due] {
        let done = file.reviews.first { $0.namesTransfer }?.finalTold
        return file.transferDeadlines.compactMap { deadline in
            switch deadline.rule {
            case .ph4: file.isTransferNamed ? nil : state(deadline, done: nil, on: today, isMoot: false)
            default:
                if done == nil, file.isTransferNamed {
                    Due(deadline: deadline, done: nil, state: "the plan names the place", isLate: false)
                } else {
                    state(deadline, done: done, on: today, isMoot: false)
                }
            }
        }
    }

    private static func state(_ deadline: Deadline, done: Day?, on today: Day, isMoot: Bool) -> Due {
        let state: String
        var isLate = false
        if let done {
            let days = done - deadline.due
            isLate = days > 0
            state = "done \(done.short), " + (days > 0 ? "\(Deadline.count(days, "day")) late" : "in time")
        } else if isMoot {
            state = "no day is recorded"
        } else {
            let days = deadline.due - today
            isLate = days < 0
            state =
                days < 0
                ? "not recorded, \(Deadline.count(-days, "day")) late"
                : days == 0 ? "due today" : "\(Deadline.count(days, "day")) left"
        }
        return Due(deadline: deadline, done: done, state: state, isLate: isLate)
    }

    private static func concerns(about review: Review, in file: CaseFile, on today: Day) -> [String] {
        var all = file.concerns(about: review, on: today).map { "\($0.what) (\($0.standing.rawValue), \($0.rule))" }
        if let held = review.held, let arranged = review.arranged, held != arranged {
            all.append("The meeting was arranged for \(arranged.short) and is reported as held on \(held.short).")
        }
        return all
    }
}
