import CaseFile
import Contracts
public import Metrics
import SQLite
import Statute

/// What is kept of a row and asked for by name: the fact, and its value for the read model.
struct StoredFact<Source>: Sendable {
    let fact: MetricFact
    let value: @Sendable (Source) -> SQLiteValue

    static func happening(_ name: String, _ meaning: String, _ day: @escaping @Sendable (Source) -> Day?) -> Self {
        Self(fact: MetricFact(name, .happening, meaning)) { .integer(day($0).map { Int($0.number) }) }
    }

    static func due(_ name: String, _ meaning: String, _ day: @escaping @Sendable (Source) -> Day?) -> Self {
        Self(fact: MetricFact(name, .due, meaning)) { .integer(day($0).map { Int($0.number) }) }
    }

    static func number(_ name: String, _ meaning: String, _ number: @escaping @Sendable (Source) -> Int?) -> Self {
        Self(fact: MetricFact(name, .number, meaning)) { .integer(number($0)) }
    }

    static func truth(_ name: String, _ meaning: String, _ truth: @escaping @Sendable (Source) -> Bool) -> Self {
        Self(fact: MetricFact(name, .truth, meaning)) { .bool(truth($0)) }
    }

    /// Of which nobody may have said whether it is so.
    static func said(_ name: String, _ meaning: String, _ truth: @escaping @Sendable (Source) -> Bool?) -> Self {
        Self(fact: MetricFact(name, .truth, meaning)) { source in truth(source).map { .bool($0) } ?? .null }
    }

    static func word<Word: RawRepresentable<String> & CaseIterable & SendableMetatype>(
        _ name: String, _ meaning: String, _ word: @escaping @Sendable (Source) -> Word?
    ) -> Self {
        Self(fact: MetricFact(name, .word(Word.allCases.map(\.rawValue)), meaning)) { .text(word($0)?.rawValue) }
    }

    static func name(_ name: String, _ meaning: String, _ text: @escaping @Sendable (Source) -> String?) -> Self {
        Self(fact: MetricFact(name, .name, meaning)) { .text(text($0)) }
    }
}

/// A fact that follows from those that are kept, by the law: it is not kept, so that no day of the law is older than the law.
struct DerivedFact: Sendable {
    /// What is kept of the row, by name.
    struct Kept {
        let facts: [String: Int]
        let value: (Int) -> Int32

        func number(_ name: String) -> Int32 { facts[name].map(value) ?? MetricFact.unknown }
        func day(_ name: String) -> Day? {
            let number = number(name)
            return number == MetricFact.unknown ? nil : Day(number: number)
        }
    }

    let fact: MetricFact
    let value: @Sendable (Kept) -> Int32

    static func due(_ name: String, _ meaning: String, _ day: @escaping @Sendable (Kept) -> Day?) -> Self {
        Self(fact: MetricFact(name, .due, meaning)) { day($0)?.number ?? MetricFact.unknown }
    }

    /// The team of whoever holds the case: the log knows none, so it is put in where the council's teams are at hand.
    static let team = DerivedFact(
        fact: MetricFact("team", .name, "The team of whoever holds the case, as seeds/teams has it today.")
    ) { _ in MetricFact.unknown }

    /// The stage of education of the year group that is kept.
    static let stage = DerivedFact(
        fact: MetricFact("stage", .word(Stage.allCases.map(\.rawValue)), "The stage of education, by year group.")
    ) { kept in
        let year = kept.number("year")
        let stage = Stage(year: year == MetricFact.unknown ? nil : Int(year))
        return Int32(Stage.allCases.firstIndex(of: stage) ?? 0)
    }
}

/// One review as its facts are read from it.
struct ReviewSource {
    let row: ReviewRow
    let review: Review
    let file: CaseFile

    /// The day on which a report of that kind happened: of those of this review that stand, the first.
    func first(_ kind: EventKind, from parties: Party...) -> Day? {
        var first: Day?
        for report in file.submissions
        where report.kind == kind && report.review == review.number && report.stands
            && (parties.isEmpty || report.party.map(parties.contains) ?? false)
        { first = min(report.happened, first ?? report.happened) }
        return first
    }

    /// The day on which the first invitation to its meeting left for one of the child's contacts.
    var invited: Day? {
        file.messages.lazy.filter {
            $0.id.subject == .tellInvitation && $0.id.review == review.number && $0.id.contact != nil
        }.compactMap(\.sent).min()
    }
}

/// What is known of a review, by name.
public enum ReviewFacts {
    static let stored: [StoredFact<ReviewSource>] =
        [
            .number("number", "The number of the review within the case, from 1.") { Int($0.row.number) },
            .word("kind", "The kind of review that people chose, or else the one proposed.") { $0.row.kind },
            .word("need", "The primary type of need.") { Optional($0.row.about.need) },
            .word("placement", "Where the child is educated.") { Optional($0.row.about.placement) },
            .number("year", "The National Curriculum year.") { $0.row.about.year },
            .word("transfer", "The transfer between phases that is due next.") { $0.row.about.transfer },
            .name("setting", "The setting, by its number.") { $0.row.about.setting.map { "\($0)" } },
            .name("coordinator", "The EHCP Coordinator who holds the case, by id.") {
                $0.row.about.coordinator.isEmpty ? nil : $0.row.about.coordinator
            },
            .happening("plan_made", "The plan was first made.") { $0.file.planMade },
            .happening("plan_ended", "The plan ended.") { $0.row.about.ended },
            .due("due", "The last day of the review's twelve months, as known when it was opened.") { $0.row.due },
            .due("arranged", "The day for which the meeting was last arranged.") { $0.row.arranged },
            .happening("invited", "The first invitation to the meeting left for the family.") { $0.invited },
            .happening("advice_sent", "Advice and information were sent to everyone invited.") { $0.review.advice },
            .happening("parent_views", "The parent's views came.") { $0.first(.viewsReceived, from: .parent) },
            .happening("child_views", "The child's or young person's views came.") {
                $0.first(.viewsReceived, from: .youngPerson)
            },
            .happening("setting_views", "The setting's views came.") { $0.first(.viewsReceived, from: .setting) },
            .happening("health_views", "Health's views came.") { $0.first(.viewsReceived, from: .health) },
            .happening("social_care_views", "Social care's views came.") {
                $0.first(.viewsReceived, from: .socialCare)
            },
            .happening("disagreed", "Somebody did not agree with the kind of review.") { $0.review.disagreed },
            .happening("held", "The meeting was held.") { $0.row.held },
            .happening("held_recorded", "That the meeting was held was recorded.") { $0.row.heldRecorded },
            .happening("report_sent", "The report was sent to everyone invited.") { $0.row.report },
            .word("recommended", "What the report recommends.") { $0.review.recommends },
            .happening("outcomes_agreed", "Short-term outcomes were last agreed.") { $0.review.outcomesAgreed },
            .happening("decided", "The decision was made.") { $0.row.decided },
            .word("outcome", "What was decided.") { $0.row.outcome },
            .word("undated_outcome", "What was decided by a letter that was sent on a day that nobody knows.") {
                $0.review.undated?.outcome
            },
            .truth("reasons_alike", "Its reasons are the same, or nearly, as those of decisions in other cases.") {
                source in
                source.file.said.contains { $0.subject == .reasonsAlike && $0.review == source.review.number }
            },
            .happening("refused", "A decision was submitted that was refused here for what it lacked.") {
                $0.row.refused
            },
            .happening("told", "The family was told the decision.") { $0.row.told },
            .happening("told_recorded", "That the family was told was recorded.") { $0.row.toldRecorded },
            .happening("notice", "The amendment notice was sent.") { $0.row.notice },
            .happening("answered", "The family's answer to the notice came.") { $0.first(.representationsReceived) },
            .happening("final_sent", "The final plan, or the decision not to amend, was sent.") { $0.row.finalTold },
            .word("final_outcome", "How the amendment ended.") { $0.row.finalOutcome },
            .truth("names_transfer", "The final plan names the setting after the transfer.") { $0.row.namesTransfer },
        ] + ReviewServiceFacts.stored + ReviewQualityFacts.stored

    static let derived: [DerivedFact] =
        CohortRows.facts + [
            .stage,
            .due("invite_by", "Two weeks before the meeting: the last day for the invitation (MTG-3).") { kept in
                (kept.day("held") ?? kept.day("arranged")).map { Statute.noticeBy(meeting: $0).last }
            },
            .due("advice_by", "Two weeks before the meeting: the last day for advice to be sent round (MTG-4).") {
                kept in
                (kept.day("held") ?? kept.day("arranged")).map { Statute.adviceBy(meeting: $0).last }
            },
            .due("meet_by", "The last day for a meeting that leaves the decision its four weeks (CYC-4).") { kept in
                kept.day("due").map { Statute.latestMeeting(reviewDue: $0) }
            },
            .due("report_by", "The last day for the report (REP-1).") { kept in
                kept.day("held").map { Statute.reportBy(meeting: $0) }
            },
            .due("decision_by", "The last day for the family to be told the decision (DEC-1).") { kept in
                kept.day("held").map { Statute.decisionBy(meeting: $0) }
            },
            .due("answer_until", "The last of the fifteen days for the family's answer to the notice (AMD-2).") {
                kept in
                kept.day("notice").map { Statute.representationsUntil(served: $0) }
            },
            .due("final_by_notice", "Eight weeks from the notice: the last day for the final plan (AMD-3).") { kept in
                kept.day("notice").map { Statute.finalBy(noticeSent: $0) }
            },
            .due("final_by_meeting", "Twelve weeks from the meeting: the last day for the final plan (AMD-7).") {
                kept in
                kept.day("held").map { Statute.finalBy(meeting: $0, noticeSent: nil) }
            },
            .team,
        ]

    /// All of them; `opened` is kept beside them, for a file does not hold it.
    public static let all: [MetricFact] =
        stored.map(\.fact) + [MetricFact("opened", .happening, "The review was opened.")] + derived.map(\.fact)

    /// The values of each review of that file, whose reviews are these, for the read model.
    static func rows(
        of file: CaseFile, _ reviews: [Review], _ id: CaseID
    ) -> [(number: UInt8, values: [SQLiteValue])] {
        zip(ReviewRow.rows(file, reviews, of: id), reviews).map { row, review in
            let source = ReviewSource(row: row, review: review, file: file)
            return (row.number, stored.map { $0.value(source) } + [.integer(row.opened.map { Int($0.number) })])
        }
    }
}

/// One plan as its facts are read from it.
struct PlanSource {
    let row: PlanRow
    let plan: PlanRecorded
    let file: CaseFile
    /// The last of its reviews of which a meeting, a decision or an outcome is recorded.
    let latest: Review?

    init(row: PlanRow, plan: PlanRecorded, file: CaseFile, reviews: [Review]) {
        self.row = row
        self.plan = plan
        self.file = file
        latest = reviews.last { $0.held != nil || $0.told != nil || $0.outcome != nil || $0.undated?.outcome != nil }
    }
}

/// What is known of a plan, by name.
public enum PlanFacts {
    static let stored: [StoredFact<PlanSource>] =
        [
            .word("need", "The primary type of need.") { Optional($0.plan.need) },
            .word("placement", "Where the child is educated.") { Optional($0.plan.placement) },
            .number("year", "The National Curriculum year.") { $0.plan.year.map { Int($0) } },
            .name("setting", "The setting, by its number.") { $0.plan.setting.map { "\($0)" } },
            .name("coordinator", "The EHCP Coordinator who holds the case, by id.") { $0.plan.coordinator?.text },
            .happening("made", "The plan was first made.") { $0.row.made },
            .happening("reviewed", "The council sent the decision that ended the last review (CYC-2).") {
                $0.row.reviewed
            },
            .happening("ended", "The plan ended.") { $0.row.ended },
            .happening(
                "reviewed_before", "The decision of a review that is not in this log, as recorded with the plan."
            ) {
                [$0.plan.reviewed, $0.file.movedIn?.reviewed].compactMap { $0 }.max()
            },
            .happening("moved_in", "The plan was transferred from another council.") { $0.file.movedIn?.happened },
            .due("due", "The last day for the next review to be complete.") { $0.row.due },
            .word("transfer", "The transfer between phases that is due next.") { $0.row.transfer },
            .number("transfer_year", "The calendar year of that transfer.") { $0.row.transferYear },
            .happening("transfer_named", "The plan names the setting after the transfer from this day on.") {
                $0.row.namedOn
            },
            .happening("last_held", "The meeting of the last completed review.") { $0.row.last?.held },
            .happening("last_told", "The family was told the decision of the last completed review.") {
                $0.row.last?.told
            },
            .word("last_outcome", "What was decided in the last completed review.") { $0.row.last?.outcome },
            .due("born", "The first day of the child's month of birth.") { $0.plan.born.flatMap { $0.firstDay } },
            .happening("latest_held", "The meeting of the last review of which a meeting or decision is recorded.") {
                $0.latest?.held
            },
            .happening("latest_told", "The family was told the decision of that review.") { $0.latest?.told },
            .happening("latest_notice", "The amendment notice of that review was sent.") { $0.latest?.noticeSent },
            .word("latest_outcome", "What was decided in that review, also where nobody knows on which day.") {
                $0.latest.flatMap { $0.outcome ?? $0.undated?.outcome }
            },
            .number("reviews", "How many reviews the file knows.") { Int($0.file.reviewCount) },
        ] + PlanServiceFacts.stored

    static let derived: [DerivedFact] =
        CohortRows.facts + [
            .stage,
            .due("starts", "The day on which the plan was first made, also where that lies after the last day.") {
                $0.day("made")
            },
            .due("last_decision_by", "The last day for the decision of the last completed review (DEC-1).") { kept in
                kept.day("last_held").map { Statute.decisionBy(meeting: $0) }
            },
            .due("transfer_by", "The last day for the plan to name the setting after the transfer (PH-1, PH-2).") {
                kept in
                let phase = kept.number("transfer")
                guard phase != MetricFact.unknown, let transfer = TransferPhase.allCases.dropFirst(Int(phase)).first
                else {
                    return nil
                }
                return Statute.transferPlanBy(transfer, year: Int(kept.number("transfer_year")))
            },
            .due("later_transfer_by", "Five months before a move between post-16 institutions (PH-3).") { kept in
                kept.day("later_transfer").map { Statute.laterTransferPlanBy(transfer: $0) }
            },
            .team,
        ]

    /// All of them.
    public static let all: [MetricFact] = stored.map(\.fact) + derived.map(\.fact)

    /// The values of that file's plan, whose reviews are these, for the read model; nil while nothing is known of a plan.
    static func values(of file: CaseFile, _ reviews: [Review], _ id: CaseID) -> [SQLiteValue]? {
        guard let plan = file.plan, let row = PlanRow(file, reviews, of: id) else { return nil }
        let source = PlanSource(row: row, plan: plan, file: file, reviews: reviews)
        return stored.map { $0.value(source) }
    }
}
