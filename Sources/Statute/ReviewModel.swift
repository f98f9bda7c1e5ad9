// What is not obvious here:
//
// - A model moves no day of the law. Where it is stricter, reviews open and reminders go earlier; alarms and
//   everything that people are told name the law's own day. The council's own day stands beside the law's in
//   `annual-review deadlines` (`ReviewModel.ownDay`). A pilot is resolved anew for each question, by the plan and
//   the day, and `nextLook` knows the day on which it begins.
// - Every setting of a model is held, or seen, or a demand that cannot vary. Numbers and days: openings, reminders,
//   letters, the decision-writer (which refuses a final plan before the days that the model gives the family are
//   over, naming the model) and `deadlines`. Lists: `appeal_package` may add `tribunal-recommendations`, which the
//   decision-writer then demands of templates and letters; what `cease_consults` adds is named when a cease is
//   refused; all that is beyond the law, with forms, choosers and quality, stands under each open review in `case`.
//   Lists from whose additions nothing could follow (`appeal_rights_after`, `includes`,
//   `sections_changed_by_amendment_only`) take none. Flags and lists that can only say what the law says stay in the
//   file so that a laxer one is refused with its rule. Each thing is reminded of once: a conclusion's id names what
//   is due, not how often one asked.
// - A setting ends for a child with the school year before its transfer. That is all that the file knows of it, and
//   enough for `setting_ends`, also when the next setting is named already.

/// The name of a kind of review in a council's model.
public struct ReviewKindID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// As the model's file writes it: "progress".
    public let rawValue: String

    /// The kind of that name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The name.
    public var description: String { rawValue }

    /// The kinds that events can name; a model that needs another adds it to the contracts first.
    public static let known = ["annual", "progress", "transition", "early", "phase-transfer"].map {
        ReviewKindID(rawValue: $0)
    }
}

/// A reminder that a council sends some days before or after something is due, once for each thing. The request to arrange
/// the meeting is none: it goes out when the review is opened.
public struct Reminder: Hashable, Sendable {
    /// What is due.
    public enum Subject: String, CaseIterable, Hashable, Sendable {
        case advice, report, decision, final
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

/// How a council holds its reviews: data, held to the law. It may be stricter than the law, never laxer.
public struct ReviewModel: Hashable, Sendable {
    /// Which child comes first when there is more to do than time. It rests on what people set and record, orders work
    /// among equals, and moves no date.
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

        /// Another name under which people know the kind.
        public struct Alias: Hashable, Sendable {
            /// The name: "Approach 1".
            public let name: String
            /// Whether that it means this kind is inferred, not said by the council.
            public let isInferred: Bool
            /// From what.
            public let from: String
        }

        /// Its name in files and events.
        public let id: ReviewKindID
        /// Its name for people: "Annual Progress Review".
        public let title: String
        /// What it is, for families, in a sentence or two.
        public let about: String
        /// Another name for it.
        public let alias: Alias?
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
        /// The plan: "EHC plan".
        public let plan: String
    }

    /// How the kind of a review is agreed. The software proposes one and never chooses.
    public struct Approach: Hashable, Sendable {
        /// People; software is none of them.
        public enum Chooser: String, CaseIterable, Hashable, Sendable {
            case coordinator, family, setting
        }

        /// Who chooses, together.
        public let chosenBy: [Chooser]
    }

    /// What a child or family, or a professional, is asked to fill in.
    public struct Form: Hashable, Sendable {
        /// Who fills it in.
        public enum Author: String, CaseIterable, Hashable, Sendable {
            case family, child, setting, professionals
        }

        /// How it may come.
        public enum Medium: String, CaseIterable, Hashable, Sendable {
            case paper, digital
        }

        /// Its title: "My Life, My Review".
        public let title: String
        /// Who fills it in.
        public let from: Author
        /// How it may come.
        public let media: [Medium]
    }

    /// How soon one review follows another, as a council plans it: asked for every case, so it looks nothing up.
    public struct Cycle: Hashable, Sendable {
        fileprivate let months: Int
        fileprivate let firstMonths: Int
        fileprivate let underFiveMonths: Int?

        /// The law's own twelve months.
        public static let statutory = Cycle(
            months: Statute.Limit.cycleMonths, firstMonths: Statute.Limit.cycleMonths, underFiveMonths: nil)

        /// Months from the last review, or from the making of a plan that has had none, to the next that is planned. A
        /// child counts as under five unless it is five for certain on the day planned.
        public func months(from start: Day, isFirst: Bool, bornIn month: Month?) -> Int {
            underFiveMonths(from: start, isFirst: isFirst, bornIn: month) ?? (isFirst ? firstMonths : months)
        }

        /// The months of the shorter cycle of a child under five; nil where there is none, or the child is older.
        public func underFiveMonths(from start: Day, isFirst: Bool, bornIn month: Month?) -> Int? {
            guard let shorter = underFiveMonths, shorter < (isFirst ? firstMonths : months), let month else {
                return nil
            }
            let planned = start.lastDayOfPeriodStarting(months: shorter)
            return SchoolYear.age(bornIn: month, on: planned) < 5 ? shorter : nil
        }
    }

    /// Where what was achieved, and what is aimed at next, is kept between two versions of the plan. It never replaces
    /// Section E.
    public struct Progress: Hashable, Sendable {
        /// Where it is kept.
        public enum Location: String, CaseIterable, Hashable, Sendable {
            /// In the report of the meeting.
            case report
            /// By the council, outside the plan.
            case council
            /// Online, where family and professionals add to it through the year.
            case online
        }

        /// Where.
        public let place: Location
        /// What it is called: "short-term outcomes".
        public let title: String
        /// What it is, for families.
        public let about: String
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
    /// How the kind of a review is agreed.
    public let approach: Approach
    /// What people are asked to fill in.
    public let forms: [Form]
    /// Where progress between two versions of the plan is kept.
    public let progress: Progress
    /// What the model says of each demand of the law: at least the law.
    public let settings: [ModelSetting: SettingValue]
    /// How many weeks before the review is due it is opened.
    public let openWeeksBeforeDue: Int
    /// Months from one review to the next of a child under five, where the council reviews those more often. It shortens
    /// the council's own cycle; the day that the law sets stays.
    public let underFiveMonths: Int?
    /// Days within which a request for an early review, or a disagreement about the approach, is answered in writing:
    /// the council's own policy, for the law sets no time and not answering is fault (CYC-10).
    public let earlyRequestAnswerDays: Int
    /// Days before the decision is due from which a draft of what is known waits for the coordinator, though the report of
    /// the meeting is not in.
    public let draftDaysBeforeDecision: Int
    /// How many days before it is to arrive a letter is ordered in a format that a supplier makes.
    public let supplierDays: SupplierDays
    /// The reminders.
    public let reminders: [Reminder]
    /// Which child comes first.
    public let priorities: [Priority]
    /// Whom the council counts as most vulnerable.
    public let mostVulnerable: [Vulnerability]
    /// Of so many lines of what can still be in time and what is late, one is for whoever has waited longest.
    public let longestWaitingOneIn: Int
    /// How the council assures the quality of reviews; nil when it has said nothing of it.
    public let quality: String?
    /// What is not certain about the model: what was inferred, assumed or not found.
    public let uncertain: [String]

    /// What a model that says nothing of it has for `draftDaysBeforeDecision`.
    public static let usualDraftDays = 10

    /// The kind of that name.
    public func kind(_ id: ReviewKindID) -> Kind? { kinds.first { $0.id == id } }

    /// The kind for every child for whom no other opens.
    public var ordinaryKind: Kind? { kinds.first { $0.opening.always } }

    /// The kind that opens when someone asks for a review before its time.
    public var requestedKind: ReviewKindID {
        kinds.first { $0.opening.onRequest != nil }?.id ?? ReviewKindID(rawValue: "early")
    }

    /// The day on which a review is opened that must be complete by that day.
    public func opens(reviewDue: Day) -> Day { reviewDue.weeksBefore(openWeeksBeforeDue) }

    /// How soon one review follows another as the council plans it; it moves no day of the law.
    public var cycle: Cycle {
        Cycle(
            months: cycleMonths, firstMonths: min(firstReviewMonths, cycleMonths), underFiveMonths: underFiveMonths)
    }

    /// The kind that the model proposes for a child: the first that opens for it, else the one that opens always. The
    /// coordinator chooses with the family and the setting, and the outcome does not follow from the kind.
    public func proposedKind(yearGroup: YearGroup?, transfer: Transfer?, settingEnds: Bool = false) -> ReviewKindID {
        let opened = kinds.first { kind in
            (transfer != nil && kind.opening.statutoryTransfer)
                || (settingEnds && kind.opening.settingEnds)
                || (yearGroup.map { kind.opening.yearGroups.contains($0) } ?? false)
        }
        return opened?.id ?? ordinaryKind?.id ?? ReviewKindID(rawValue: "annual")
    }
}
