import Caseload
import CaseFile
import Casework
import Contracts
import JSON
import Runtime
import Statute

/// What was passed, and what looks like a blanket policy, over all cases.
struct QualityReport {
    /// A decision that a manager or deputy passed.
    struct Passed {
        let id: CaseID
        let review: UInt8
        let day: Day
        let by: ActorID
        /// What was asked, by code and values.
        let defects: [String]
    }

    /// Decisions in several cases that the decision-writer found alike, as the log holds it.
    struct Raised {
        /// Each case and review, with whether it was audited since.
        var decisions: [(id: CaseID, review: UInt8, isAudited: Bool)] = []
        /// The day on which it was said first.
        var on: Day
        /// Whose outcomes stand out; nil where the reasons are alike.
        let sign: OutcomeSign?
        /// Of outcomes that stand out, of which kind of review which outcome.
        var what: (kind: ReviewKind, outcome: Outcome)?

        var cases: [CaseID] { decisions.map(\.id) }
        /// Those that nobody has audited since; of outcomes that stand out none once some were.
        var open: [CaseID] {
            let open = decisions.filter { !$0.isAudited }.map(\.id)
            return sign != nil && decisions.count - open.count >= BlanketPolicy.fewestRead ? [] : open
        }

        /// What was found of them.
        func sentence(in words: ModelWords) -> String {
            let count = Deadline.count(decisions.count, "case")
            guard let sign else { return "their reasons were found the same, or nearly, in \(count)" }
            let kind = what.map { " of the kind \u{201C}\(words.kind($0.kind))\u{201D}" } ?? ""
            let outcome = what.map { " \(Words.outcome($0.outcome))" } ?? " one outcome"
            switch sign {
            case .team:
                return
                    "nearly all decisions\(kind) in one team were found to be\(outcome), and others\u{2019} are not (\(count))"
            case .officer:
                return
                    "nearly all decisions\(kind) by one officer were found to be\(outcome), and others\u{2019} are not (\(count))"
            case .kind: return "more decisions\(kind) than of other kinds were found to be\(outcome) (\(count))"
            }
        }
    }

    let passed: [Passed]
    let policy: BlanketPolicy
    /// The latest first.
    let raised: [Raised]
    private let words: ModelWords

    /// Looks at the decisions that were made, or are about to be, from that day on.
    init(
        _ caseload: Caseload, sketches: [DocumentKey: ReasonsSketch], since: Day? = nil,
        models: ReviewModels = ReviewModels(), teams: Teams = Teams(), team: String? = nil
    ) {
        var passed: [Passed] = []
        var seen: [DecisionSeen] = []
        var plans: [String: PlanRecorded] = [:]
        for (id, known) in caseload.cases.sorted(by: { $0.key < $1.key }) {
            if let plan = known.file.plan { plans[plan.model] = plan }
            for review in known.file.reviews {
                guard let submission = review.submission, submission.happened >= since ?? submission.happened,
                    let decision = known.decisions[submission.key], let outcome = decision.outcome
                else { continue }
                let own = teams.team(of: decision.officer)
                seen.append(
                    DecisionSeen(
                        id, review: review.number, officer: decision.officer, team: own, kind: review.kind ?? .annual,
                        outcome: outcome, day: submission.happened,
                        reasons: decision.reasons.flatMap { sketches[DocumentKey(id, .reasons, $0)] }))
                if team == nil || own == team, let by = decision.passedBy, let defects = decision.defects {
                    passed.append(
                        Passed(
                            id: id, review: review.number, day: submission.happened, by: by, defects: defects))
                }
            }
        }
        for (id, known) in caseload.cases.sorted(by: { $0.key < $1.key }) {
            for review in known.file.reviews {
                guard let submission = review.finalSubmission, submission.happened >= since ?? submission.happened,
                    let final = known.finals[submission.key], let by = final.passedBy, let defects = final.defects,
                    team == nil || teams.team(of: final.officer) == team
                else { continue }
                passed.append(
                    Passed(id: id, review: review.number, day: submission.happened, by: by, defects: defects))
            }
        }
        self.passed = passed
        raised = QualityReport.raised(caseload, since: since)
        policy = BlanketPolicy(seen)
        // Cases of several models are told in everybody's words.
        words =
            plans.count == 1
            ? ModelWords(of: plans.values.first, on: caseload.today ?? Day(number: 0), in: models) : ModelWords()
    }

    private static func raised(_ caseload: Caseload, since: Day?) -> [Raised] {
        var groups: [Int64: Raised] = [:]
        for (id, known) in caseload.cases.sorted(by: { $0.key < $1.key }) {
            for (conclusion, said) in known.alike.sorted(by: { $0.key.review < $1.key.review })
            where said.on >= since ?? said.on {
                let audits = Set(known.file.audits(of: conclusion.review).map(\.key))
                let isAudited = known.file.submissions.contains { audits.contains($0.key) && $0.happened >= said.on }
                var group = groups[said.group] ?? Raised(on: said.on, sign: said.sign)
                if said.sign != nil, group.what == nil, let review = known.file.review(conclusion.review),
                    let outcome = review.submission?.outcome ?? review.outcome
                {
                    group.what = (review.kind ?? .annual, outcome)
                }
                group.decisions.append((id: id, review: conclusion.review, isAudited: isAudited))
                group.on = min(group.on, said.on)
                groups[said.group] = group
            }
        }
        return groups.sorted { ($1.value.on, $0.key) < ($0.value.on, $1.key) }.map(\.value)
    }

    /// What the quality lead has to do by it: each sign of a blanket policy, and each decision that was passed, with its cases.
    var work: String {
        var lines = policy.alarms.map { alarm in
            "Read the decisions of \(alarm.cases.map(\.text).joined(separator: ", ")). \(alarm.sentence(in: words))"
        }
        lines += raised.filter { !$0.open.isEmpty }.map { group in
            let some = group.sign == nil ? "" : "\(min(BlanketPolicy.fewestRead, group.cases.count)) of "
            return
                "Audit \(some)the decisions of \(group.open.map(\.text).joined(separator: ", ")): on \(group.on.short) "
                + "\(group.sentence(in: words))."
        }
        lines += passed.map { item in
            let defects = item.defects.map { Finding.sentence($0, in: words) }.joined(separator: "; ")
            return
                "Look at \(item.id), review \(item.review): on \(item.day.short) \(item.by) passed what was shown: \(defects)."
        }
        guard !lines.isEmpty else { return "Nothing is to be done.\n" }
        return lines.enumerated().reduce("What is to be done by the quality lead: \(lines.count)\n") { text, line in
            text + "\n" + Prose.wrapped("\(line.offset + 1). \(line.element)", indent: 0, hanging: 3)
        }
    }

    /// For people.
    var text: String {
        var text = "PASSED IN SPITE OF WHAT WAS ASKED\n"
        if passed.isEmpty { text += "  Nothing.\n" }
        for item in passed {
            text += Prose.wrapped(
                "\(item.id), review \(item.review), \(item.day.short), by \(item.by):", indent: 2, hanging: 4)
            for line in item.defects { text += Prose.wrapped(Finding.sentence(line, in: words), indent: 6) }
        }
        text += "\nSIGNS OF A BLANKET POLICY\n"
        if policy.alarms.isEmpty { text += "  None.\n" }
        for alarm in policy.alarms {
            text += Prose.wrapped(alarm.sentence(in: words), indent: 2, hanging: 4)
            text += Prose.wrapped("Cases: \(alarm.cases.map(\.text).joined(separator: ", ")).", indent: 6)
        }
        text += "\nRAISED BY THE DECISION-WRITER\n"
        if raised.isEmpty { text += "  Nothing.\n" }
        for group in raised {
            text += Prose.wrapped(
                "\(group.on.short): \(group.sentence(in: words)), of which \(group.decisions.count(where: \.isAudited)) were "
                    + "audited since.", indent: 2, hanging: 4)
            text += Prose.wrapped("Cases: \(group.cases.map(\.text).joined(separator: ", ")).", indent: 6)
        }
        text += "\n"
        text += Prose.wrapped(
            "Looked at: \(Deadline.count(policy.decisions, "decision")), of \(policy.withReasons) the reasons; "
                + "\(Deadline.count(policy.comparisons, "comparison")) of counts.", indent: 0)
        return text
    }

    /// For programs.
    var json: String {
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        writer.name("decisions")
        writer.integer(policy.decisions)
        writer.name("with_reasons")
        writer.integer(policy.withReasons)
        writer.name("comparisons")
        writer.integer(policy.comparisons)
        writer.name("passed")
        writer.beginList()
        for item in passed {
            writer.element()
            writer.beginObject()
            writer.name("case")
            writer.text(item.id)
            writer.name("review")
            writer.integer(Int(item.review))
            writer.name("on")
            writer.text(item.day)
            writer.name("by")
            writer.text(item.by)
            writer.name("defects")
            writer.list(item.defects)
            writer.endObject()
        }
        writer.endList()
        writer.name("raised")
        writer.beginList()
        for group in raised {
            writer.element()
            writer.beginObject()
            writer.name("on")
            writer.text(group.on)
            writer.name("sign")
            writer.string(group.sign?.rawValue ?? "reasons")
            writer.name("cases")
            writer.list(group.cases.map(\.text))
            writer.name("open")
            writer.list(group.open.map(\.text))
            writer.endObject()
        }
        writer.endList()
        writer.name("alarms")
        writer.beginList()
        for alarm in policy.alarms {
            writer.element()
            writer.beginObject()
            writer.name("alarm")
            writer.string(alarm.name)
            writer.name("text")
            writer.string(alarm.sentence(in: words))
            writer.name("cases")
            writer.list(alarm.cases.map(\.text))
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}

extension BlanketPolicy.Alarm {
    /// Its name for programs.
    fileprivate var name: String {
        switch self {
        case .sameReasons: "same-reasons"
        case .oneOutcome: "one-outcome"
        case .oneOutcomeInTeam: "one-outcome-in-team"
        case .kindDiffers: "kind-differs"
        }
    }
}
