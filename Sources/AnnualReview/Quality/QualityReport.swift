import Analytics
import Caseload
import CaseFile
import Casework
import Contracts
import JSON
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

    let passed: [Passed]
    let policy: BlanketPolicy
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
        policy = BlanketPolicy(seen)
        // Cases of several models are told in everybody's words.
        words =
            plans.count == 1
            ? ModelWords(of: plans.values.first, on: caseload.today ?? Day(number: 0), in: models) : ModelWords()
    }

    /// What the quality lead has to do by it: each sign of a blanket policy, and each decision that was passed, with its cases.
    var work: String {
        var lines = policy.alarms.map { alarm in
            "Read the decisions of \(alarm.cases.map(\.text).joined(separator: ", ")). \(alarm.sentence(in: words))"
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
