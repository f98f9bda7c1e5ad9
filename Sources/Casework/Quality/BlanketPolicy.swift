public import Contracts

/// Signs that children are decided by a rule and not one by one, which the law does not allow: for the quality lead, with the
/// cases. None of them says that a decision is wrong; each asks somebody to read some.
///
/// Three things are looked for: the same or nearly the same reasons in several cases; one outcome for nearly all of one kind
/// of review by one officer or in one team; and outcomes of the lighter kinds that differ from those of the others. The last two are
/// counts, and counts differ by chance: each is compared with all other decisions by Fisher's exact test, and of all
/// comparisons together those are shown of which, by Benjamini and Hochberg, no more than one in twenty is by chance.
public struct BlanketPolicy: Sendable {
    /// One sign.
    public enum Alarm: Hashable, Sendable {
        /// Reasons that are the same, or nearly, in these cases.
        case sameReasons(cases: [CaseID])
        /// One officer decides nearly all reviews of a kind alike, and others do not.
        case oneOutcome(officer: ActorID, ReviewKind, Outcome, count: Int, of: Int, p: Double, cases: [CaseID])
        /// One team decides nearly all reviews of a kind alike, and others do not.
        case oneOutcomeInTeam(String, ReviewKind, Outcome, count: Int, of: Int, p: Double, cases: [CaseID])
        /// A kind of review ends otherwise than the other kinds do.
        case kindDiffers(
            ReviewKind, Outcome, count: Int, of: Int, others: Int, ofOthers: Int, p: Double, cases: [CaseID])

        /// Whose decisions stand out; nil of reasons, and of a kind of review that is none of the lighter ones: that those end
        /// otherwise follows from what they are for.
        public var sign: OutcomeSign? {
            switch self {
            case .sameReasons: nil
            case .oneOutcome: .officer
            case .oneOutcomeInTeam: .team
            case .kindDiffers(let kind, _, _, _, _, _, _, _): kind.isLighter ? .kind : nil
            }
        }

        /// What those have in common that stand out together, in one word for each; no case is in it.
        public var group: String {
            switch self {
            case .sameReasons: ""
            case .oneOutcome(let officer, let kind, let outcome, _, _, _, _): "\(officer)/\(kind)/\(outcome)"
            case .oneOutcomeInTeam(let team, let kind, let outcome, _, _, _, _): "\(team)/\(kind)/\(outcome)"
            case .kindDiffers(let kind, let outcome, _, _, _, _, _, _): "\(kind)/\(outcome)"
            }
        }

        /// Whether it is a sign of that decision's outcome.
        public func concerns(_ decision: DecisionSeen) -> Bool {
            switch self {
            case .sameReasons: false
            case .oneOutcome(let officer, let kind, let outcome, _, _, _, _):
                decision.officer == officer && decision.kind == kind && decision.outcome == outcome
            case .oneOutcomeInTeam(let team, let kind, let outcome, _, _, _, _):
                decision.team == team && decision.kind == kind && decision.outcome == outcome
            case .kindDiffers(let kind, let outcome, _, _, _, _, _, _):
                decision.kind == kind && decision.outcome == outcome
            }
        }

        /// The cases that somebody should read.
        public var cases: [CaseID] {
            switch self {
            case .sameReasons(let cases), .oneOutcome(_, _, _, _, _, _, let cases),
                .oneOutcomeInTeam(_, _, _, _, _, _, let cases),
                .kindDiffers(_, _, _, _, _, _, _, let cases):
                cases
            }
        }
    }

    /// How many decisions of those that stand out for their outcome are read before they are no work any more.
    public static let fewestRead = 5
    /// In how many cases the same reasons are a sign.
    public static let fewestAlike = 3
    /// How many decisions a group must have before its outcomes are counted.
    public static let fewestDecisions = 10
    /// From which share of one outcome on it is nearly all.
    public static let nearlyAll = 0.95
    /// Of the comparisons that are shown, the share that may be so by chance.
    public static let falseShare = 0.05
    /// The most decisions whose reasons are held against each other; of more, the latest.
    public static let mostCompared = 20_000

    /// What was found, in the order of the list above.
    public let alarms: [Alarm]
    /// How many decisions were looked at.
    public let decisions: Int
    /// Of how many the reasons were at hand.
    public let withReasons: Int
    /// How many comparisons of counts were made.
    public let comparisons: Int

    /// Looks at all of them.
    public init(_ decisions: [DecisionSeen]) {
        self.decisions = decisions.count
        withReasons = decisions.count { $0.reasons != nil }
        var comparisons: [Comparison] = []
        comparisons += BlanketPolicy.byGroup(decisions, \.officer?.text) { text, kind, outcome, count, all, p, cases in
            ActorID(text).map {
                .oneOutcome(officer: $0, kind, outcome, count: count, of: all, p: p, cases: cases)
            }
        }
        comparisons += BlanketPolicy.byGroup(decisions, \.team) { team, kind, outcome, count, all, p, cases in
            .oneOutcomeInTeam(team, kind, outcome, count: count, of: all, p: p, cases: cases)
        }
        comparisons += BlanketPolicy.byKind(decisions)
        self.comparisons = comparisons.count
        let standOut = BenjaminiHochberg.places(of: comparisons.map(\.p), falseShare: BlanketPolicy.falseShare)
        alarms =
            BlanketPolicy.alike(decisions)
            + comparisons.indices.filter(standOut.contains).compactMap { comparisons[$0].alarm }
    }

    // MARK: The same reasons

    /// Groups of cases whose reasons are alike: each is like the first of its group.
    private static func alike(_ decisions: [DecisionSeen]) -> [Alarm] {
        let latest = decisions.filter { $0.reasons != nil }.sorted { ($0.day, $0.id) < ($1.day, $1.id) }
            .suffix(mostCompared)
        var groups: [(first: ReasonsSketch, cases: [CaseID])] = []
        // Reasons that have a run in common stand under it: only those are held against each other.
        var byRun: [UInt64: [Int]] = [:]
        for decision in latest {
            guard let reasons = decision.reasons else { continue }
            var common: [Int: Int] = [:]
            for run in reasons.signature { for group in byRun[run] ?? [] { common[group, default: 0] += 1 } }
            let near = common.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.first {
                groups[$0.key].first.isAlike(reasons)
            }
            if let near {
                if !groups[near.key].cases.contains(decision.id) { groups[near.key].cases.append(decision.id) }
            } else {
                for run in reasons.signature { byRun[run, default: []].append(groups.count) }
                groups.append((reasons, [decision.id]))
            }
        }
        return groups.filter { $0.cases.count >= fewestAlike }.sorted { $0.cases.count > $1.cases.count }
            .map { .sameReasons(cases: $0.cases) }
    }

    // MARK: Counts

    /// One comparison, and the sign that it is where it stands out; nil of one that is none. All are counted, for what is
    /// looked at alone because it looked odd stands out always.
    private typealias Comparison = (alarm: Alarm?, p: Double)

    /// Of each officer, or team, and kind that has one outcome for nearly all: held against all others of that kind.
    private static func byGroup(
        _ decisions: [DecisionSeen], _ group: (DecisionSeen) -> String?,
        alarm: (String, ReviewKind, Outcome, Int, Int, Double, [CaseID]) -> Alarm?
    ) -> [Comparison] {
        var found: [Comparison] = []
        let kinds = Dictionary(grouping: decisions, by: \.kind)
        for kind in ReviewKind.allCases {
            let all = kinds[kind] ?? []
            let groups = Dictionary(grouping: all) { group($0) ?? "" }
            for (name, own) in groups.sorted(by: { $0.key < $1.key })
            where own.count >= fewestDecisions && !name.isEmpty {
                for outcome in Outcome.allCases {
                    let count = own.count { $0.outcome == outcome }
                    let others = all.count { $0.outcome == outcome } - count
                    let p = FishersExactTest(
                        count, own.count - count, others, all.count - own.count - others
                    ).p
                    let isNearlyAll = Double(count) >= nearlyAll * Double(own.count)
                    let isMore = count * (all.count - own.count) > others * own.count
                    let stands = isNearlyAll && isMore
                    found.append(
                        (stands ? alarm(name, kind, outcome, count, own.count, p, cases(own, outcome)) : nil, p))
                }
            }
        }
        return found
    }

    /// Of each kind of review: whether an outcome is more frequent than in all others together.
    private static func byKind(_ decisions: [DecisionSeen]) -> [Comparison] {
        var found: [Comparison] = []
        for kind in ReviewKind.allCases {
            let own = decisions.filter { $0.kind == kind }
            let others = decisions.count - own.count
            guard own.count >= fewestDecisions, others >= fewestDecisions else { continue }
            for outcome in Outcome.allCases {
                let count = own.count { $0.outcome == outcome }
                let ofOthers = decisions.count { $0.outcome == outcome } - count
                let p = FishersExactTest(count, own.count - count, ofOthers, others - ofOthers).p
                let alarm = Alarm.kindDiffers(
                    kind, outcome, count: count, of: own.count, others: ofOthers, ofOthers: others, p: p,
                    cases: cases(own, outcome))
                found.append((count * others > ofOthers * own.count ? alarm : nil, p))
            }
        }
        return found
    }

    private static func cases(_ decisions: [DecisionSeen], _ outcome: Outcome) -> [CaseID] {
        decisions.filter { $0.outcome == outcome }.map(\.id).sorted()
    }
}

extension ReviewKind {
    /// Whether less is looked at in it than in a review of the ordinary kind, so that nobody may take it for one that changes
    /// nothing.
    public var isLighter: Bool { self == .progress }
}

extension BlanketPolicy.Alarm {
    /// What it is, as a sentence, in the words of the council's model.
    public func sentence(in words: ModelWords) -> String {
        func share(_ count: Int, _ all: Int) -> String { "\(count) of \(all)" }
        switch self {
        case .sameReasons(let cases):
            return "The reasons are the same, or nearly, in \(cases.count) cases."
        case .oneOutcome(let officer, let kind, let outcome, let count, let all, let p, _):
            return "\(officer) decided \(Words.outcome(outcome)) in \(share(count, all)) of the kind "
                + "\u{201C}\(words.kind(kind))\u{201D}, more than others of that kind (\(BlanketPolicy.words(p)))."
        case .oneOutcomeInTeam(let team, let kind, let outcome, let count, let all, let p, _):
            return "The team \(team) decided \(Words.outcome(outcome)) in \(share(count, all)) of the kind "
                + "\u{201C}\(words.kind(kind))\u{201D}, more than others of that kind (\(BlanketPolicy.words(p)))."
        case .kindDiffers(let kind, let outcome, let count, let all, let others, let ofOthers, let p, _):
            return "Of the kind \u{201C}\(words.kind(kind))\u{201D} \(share(count, all)) ended with the decision "
                + "\(Words.outcome(outcome)), of all other kinds \(share(others, ofOthers)) (\(BlanketPolicy.words(p)))."
        }
    }
}

extension BlanketPolicy {
    /// How it was compared, and what came out: "Fisher's exact test, p = 0.0012".
    static func words(_ p: Double) -> String {
        // Whole parts of ten thousand: no format of numbers is needed.
        let parts = Int((p * 10_000).rounded())
        guard parts > 0 else { return "Fisher\u{2019}s exact test, p below 0.0001" }
        let digits = String(10_000 + min(parts, 9_999)).dropFirst()
        return "Fisher\u{2019}s exact test, p = 0.\(digits)"
    }
}
