import CSV
import Contracts
import Foundation
import Statute
import TestSupport

@testable import Analytics

/// A council's row of the DfE's table of annual reviews for 2024, as it was published: `seeds/dfe`.
struct DfERow {
    let council: String
    let numbers: [String: Int]
    /// The share as it is printed: `x` where the DfE leaves it out.
    let inFourWeeks: String

    subscript(column: String) -> Int { numbers[column] ?? 0 }

    /// The rows of councils in which no number is left out.
    static func councils() throws -> [DfERow] {
        let path = "\(root)/seeds/dfe/annual-reviews-2024.csv"
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let file = try CSVFile(parsing: bytes, file: path)
        guard let header = file.rows.first?.fields else { return [] }
        let columns = DfETable.columns.prefix(DfETable.published).compactMap { name in
            header.firstIndex(of: name).map { (name, $0) }
        }
        guard let council = header.firstIndex(of: "la_name"), let level = header.firstIndex(of: "geographic_level"),
            let share = header.firstIndex(of: "pc_decsion_4weeks")
        else { return [] }
        return file.rows.dropFirst().compactMap { row in
            let numbers = columns.compactMap { name, place in Int(row.fields[place]).map { (name, $0) } }
            guard row.fields[level] == "Local authority", numbers.count == DfETable.published else { return nil }
            return DfERow(
                council: row.fields[council], numbers: Dictionary(uniqueKeysWithValues: numbers),
                inFourWeeks: row.fields[share])
        }
    }
}

/// Plans whose dates give a council's row, one after the other.
///
/// The row says how many there are of each sort, and not which go together; any that go together will do. Whoever was told
/// within four weeks of a meeting in December cannot have been told more than four weeks after it, so meetings that are not
/// due yet go to those who were told soon, or not at all.
struct DfECases {
    /// One plan.
    struct Plan {
        var made = day("2019-05-01")
        var held: Day?
        var told: Day?
        var outcome: Outcome?
    }

    /// The day of the count.
    static let census = day("2025-01-16")

    private(set) var plans: [Plan] = []
    /// What of the row could not be given a plan; empty when all could.
    private(set) var left: [String] = []

    private enum Band { case before, within, after }
    private struct Slot {
        var held: Band
        var told: Band?
        var isSoon = false
        var isNotDue = false
        var outcome: Outcome?
    }

    init(_ row: DfERow) {
        var slots: [Slot] = []
        func add(_ band: Band, _ count: Int) {
            for _ in 0..<count { slots.append(Slot(held: band)) }
        }
        add(.before, row["review_meeting_prior_24"])
        add(.within, row["review_meeting_24"])
        add(.after, row["review_meeting_25"])
        func tell(_ band: Band, _ count: Int, of meetings: [Band]) -> Int {
            var rest = count
            for meeting in meetings {
                for place in slots.indices where rest > 0 && slots[place].held == meeting && slots[place].told == nil {
                    slots[place].told = band
                    rest -= 1
                }
            }
            return rest
        }
        var left: [String] = []
        func check(_ rest: Int, _ what: String) { if rest != 0 { left.append("\(rest) \(what)") } }
        check(tell(.before, row["review_decision_prior24"], of: [.before]), "decided before the year")
        check(tell(.within, row["review_decision24"], of: [.before, .within]), "decided in the year")
        check(tell(.after, row["review_decision25"], of: [.within, .after, .before]), "decided after it")
        // A meeting after the year is never due yet; others are held in the last days of the year.
        var notDue = row["review_decision_not_due"]
        for place in slots.indices where slots[place].held == .after {
            slots[place].isNotDue = true
            notDue -= 1
        }
        let decisions = row["number_decsion_4weeks"] + row["number_decision_gt_4weeks"]
        var soon = row["number_decsion_4weeks"]
        // Where more decisions are counted than plans of which a review is expected have, a younger plan has one.
        var younger = decisions - slots.count { $0.told != nil }
        soon -= younger
        func isFree(_ slot: Slot) -> Bool { slot.held == .within && !slot.isNotDue }
        for place in slots.indices where notDue > 0 && isFree(slots[place]) && slots[place].told == nil {
            slots[place].isNotDue = true
            notDue -= 1
        }
        for place in slots.indices where slots[place].held == .after && slots[place].told != nil {
            slots[place].isSoon = true
            soon -= 1
        }
        for place in slots.indices where notDue > 0 && isFree(slots[place]) && slots[place].told != nil {
            slots[place].isNotDue = true
            slots[place].isSoon = true
            notDue -= 1
            soon -= 1
        }
        check(notDue, "not due")
        for place in slots.indices
        where soon > 0 && slots[place].told != nil && !slots[place].isSoon
            && !(slots[place].held == .before && slots[place].told == .after)
        {
            slots[place].isSoon = true
            soon -= 1
        }
        check(soon, "within four weeks")
        // Whoever was told has an outcome before all others; the last have no meeting on record.
        let outcomes =
            [Outcome](repeating: .amend, count: row["outcome_amend"])
            + [Outcome](repeating: .cease, count: row["outcome_cease"])
            + [Outcome](repeating: .maintain, count: row["outcome_maintan"])
        var rest = outcomes[...]
        for isTold in [true, false] {
            for place in slots.indices where (slots[place].told != nil) == isTold {
                slots[place].outcome = rest.popFirst()
            }
        }
        plans = slots.map(DfECases.plan)
        for _ in 0..<row["no_review_meeting"] {
            var plan = Plan()
            plan.outcome = rest.popFirst()
            plans.append(plan)
        }
        check(rest.count, "outcomes")
        for _ in 0..<row["review_not_expected"] {
            var plan = Plan()
            plan.made = day("2024-06-01")
            if younger > 0 {
                plan.held = day("2024-10-01")
                plan.told = day("2024-10-10")
                younger -= 1
            }
            plans.append(plan)
        }
        check(younger, "decided, of a younger plan")
        self.left = left
    }

    private static func plan(_ slot: Slot) -> Plan {
        var plan = Plan()
        plan.outcome = slot.outcome
        let held: Day
        switch (slot.held, slot.isNotDue) {
        case (.after, _): held = day("2025-01-02")
        case (.within, true): held = day("2024-12-20")
        case (.within, false):
            held = slot.told == .after && slot.isSoon ? day("2024-12-19") : day("2024-05-10")
        case (.before, _):
            held = slot.told == .within && slot.isSoon ? day("2023-12-20") : day("2023-03-10")
        }
        plan.held = held
        switch (slot.told, slot.isSoon) {
        case (nil, _): break
        case (.after?, true): plan.told = held + (slot.held == .after ? 9 : 28)
        case (.after?, false): plan.told = day("2025-01-10")
        case (.within?, true):
            plan.told = slot.held == .before || slot.isNotDue ? held + (slot.isNotDue ? 10 : 28) : held + 28
        case (.within?, false): plan.told = slot.held == .before ? day("2024-02-10") : held + 29
        case (.before?, let isSoon): plan.told = held + (isSoon ? 28 : 29)
        }
        return plan
    }

    /// What is recorded of that plan, as its council would.
    static func events(of plan: Plan, at place: Int) -> [Event] {
        var events: [Event] = []
        func report(_ data: EventData, happened: Day? = nil) {
            let key = SubmissionKey(high: UInt64(place + 1), low: UInt64(events.count + 1))
            events.append(Event(key, happened: happened, data))
        }
        report(.planRecorded(PlanRecorded(made: plan.made, placement: .mainstream, need: .autism, model: "bromley")))
        guard plan.held != nil || plan.outcome != nil else { return events }
        report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)))
        if let held = plan.held { report(.meetingHeld(MeetingHeld(review: 1)), happened: held) }
        if let told = plan.told {
            report(.decisionRecorded(DecisionRecorded(review: 1, outcome: plan.outcome)), happened: told)
        } else if plan.outcome != nil {
            report(.decisionUndated(DecisionUndated(review: 1, outcome: plan.outcome)))
        }
        return events
    }
}
