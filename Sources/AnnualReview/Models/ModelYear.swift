import CaseFile
import Contracts
import Runtime
import Statute

/// The reviews that a caseload needs in one year under a model: each complete on the last day that the council plans for,
/// what is overdue as soon as notice and decision allow, and of the kind that the model proposes.
struct ModelYear {
    /// One review.
    struct Review: Equatable {
        /// Whose, by place in the caseload.
        let plan: Int
        /// The day by which the council means to have it complete.
        let complete: Day
        /// The day on which it is opened.
        let opens: Day
        /// Its kind, by the model's title.
        let kind: String
        /// Whether the plan is written anew after such a review as a habit.
        let isReissued: Bool
        /// Whether the child is outside the cohort of the pilot, or the pilot has not begun.
        let isOutsidePilot: Bool
    }

    /// In the order of the caseload.
    private(set) var reviews: [Review] = []
    /// Plans for whom nobody knows when they were made or last reviewed; they are reviewed as soon as can be.
    private(set) var unknown = 0
    /// The titles of the kinds, in the models' order.
    let kinds: [String]
    private let name: String
    private let models: ReviewModels
    private let from: Day
    private let through: Day

    /// The year that begins on that day, under that model or pilot.
    init(of plans: [PlanRecorded], under name: String, in models: ReviewModels, from: Day) {
        self.name = name
        self.models = models
        self.from = from
        through = from.lastDayOfPeriodStarting(months: 12)
        let pilot = models.pilots[name]
        let used = pilot.map { [$0.model, $0.otherwise] } ?? [name]
        var kinds: [String] = []
        for kind in used.compactMap({ models.models[$0] }).flatMap(\.kinds) where !kinds.contains(kind.title) {
            kinds.append(kind.title)
        }
        self.kinds = kinds
        for (place, plan) in plans.enumerated() { add(plan, place) }
    }

    /// A transfer that the child faces and for which the plan names no place yet.
    private struct Move {
        let transfer: Transfer
        let planBy: Day
        /// When a review for it alone is opened, and complete.
        let opens: Day
        let complete: Day
    }

    private func move(_ plan: PlanRecorded, _ model: ReviewModel) -> Move? {
        guard let phase = plan.transfer, let year = plan.transferYear, plan.transferNamed != true,
            let law = Statute.transferPlanBy(phase, year: Int(year)), law >= from,
            let planned = model.transferPlanBy(phase, year: Int(year))
        else { return nil }
        let meeting = planned.weeksBefore(Statute.Limit.finalWeeksAfterMeeting)
        let complete = meeting.weeksAfter(Statute.Limit.decisionWeeks)
        return Move(
            transfer: Transfer(phase, in: Int(year)), planBy: law, opens: model.opens(reviewDue: complete),
            complete: complete)
    }

    private mutating func add(_ plan: PlanRecorded, _ place: Int) {
        guard var holding = models.holding(name, for: plan.cohort, on: from) else { return }
        var last = plan.reviewed ?? plan.made
        var isFirst = plan.reviewed == nil
        var isMoveReviewed = false
        if last == nil { unknown += 1 }
        while true {
            let model = holding.model
            let ordinary = last.map { last in
                let months = model.cycle.months(from: last, isFirst: isFirst, bornIn: plan.born)
                return last.lastDayOfPeriodStarting(
                    months: min(months, plan.interval.map { max(1, Int($0)) } ?? months))
            }
            let soonest = from.weeksAfter(model.noticeWeeks + model.decisionWeeks)
            let planned = ordinary.map { $0 < from ? soonest : $0 } ?? soonest
            var complete = planned
            var transfer: Transfer?
            if let move = move(plan, model), !isMoveReviewed, last.map({ $0 < move.opens }) ?? true {
                // The yearly review is the one before the transfer as well, unless it comes too early or too late.
                if model.opens(reviewDue: planned) > move.opens {
                    complete = max(from, move.complete)
                    transfer = move.transfer
                } else if planned >= move.opens {
                    transfer = move.transfer
                }
                isMoveReviewed = transfer != nil
            }
            guard complete <= through else { return }
            let kind = model.kind(
                model.proposedKind(
                    yearGroup: yearGroup(plan, on: complete), transfer: transfer,
                    settingEnds: transferOf(plan)?.endsSetting(inYearOf: complete) ?? false))
            reviews.append(
                Review(
                    plan: place, complete: complete, opens: model.opens(reviewDue: complete),
                    kind: kind?.title ?? "annual review", isReissued: kind?.planReissued == .normally,
                    isOutsidePilot: holding.pilot != nil && holding.since == nil))
            last = complete
            isFirst = false
            holding = models.holding(name, for: plan.cohort, on: complete) ?? holding
        }
    }

    private func transferOf(_ plan: PlanRecorded) -> Transfer? {
        guard let phase = plan.transfer, let year = plan.transferYear else { return nil }
        return Transfer(phase, in: Int(year))
    }

    /// The year group on a day of the year or after it; the caseload says the one at its beginning.
    private func yearGroup(_ plan: PlanRecorded, on day: Day) -> YearGroup? {
        plan.year.map { YearGroup(Int($0) + SchoolYear.start(on: day) - SchoolYear.start(on: from)) }
    }

    /// How many reviews are of that kind.
    func count(_ kind: String) -> Int { reviews.count { $0.kind == kind } }

    /// Plans that are written anew after a review of a kind after which they normally are.
    var reissued: Int { reviews.count { $0.isReissued } }

    /// The same for the other reviews, when so many of a hundred of them end in an amendment; of a pilot, inside it and
    /// outside.
    func amended(_ needed: Int, outsidePilot: Int) -> Int {
        let others = reviews.lazy.filter { !$0.isReissued }
        let outside = others.count { $0.isOutsidePilot }
        return ((others.count { !$0.isOutsidePilot }) * needed + outside * outsidePilot + 50) / 100
    }

    /// Children who have more than one review in the year.
    var reviewedTwice: Int {
        var seen: Set<Int> = []
        var twice: Set<Int> = []
        for review in reviews where !seen.insert(review.plan).inserted { twice.insert(review.plan) }
        return twice.count
    }
}
