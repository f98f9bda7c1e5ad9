package import Caseload
import CaseFile
package import Casework
package import Contracts
import Statute

/// What a row adds to its case's file: nothing when the file has said the same before.
package struct CaseImport {
    /// The reports, all for one entry.
    package private(set) var events: [Event] = []
    /// What somebody should look at.
    package private(set) var warning: Finding?

    private let row: PlanRow
    private let imported: ImportedReports

    /// Holds the row against what the case's file holds.
    package init(of row: PlanRow, onto known: Caseload.Known?) {
        self.row = row
        imported = known?.imported ?? ImportedReports()
        let file = known?.file ?? CaseFile()
        addPlan()
        addMove()
        guard row.review.isKnown else {
            noteEnded(file)
            return
        }
        addReview(number(in: file), file)
    }

    /// The number of the review that the row speaks of: the one an earlier file spoke of, unless the row says that it was
    /// decided and speaks of a later one; else the one that is open; else the next.
    private func number(in file: CaseFile) -> UInt8 {
        let earlier = imported.review
        if earlier > 0 {
            guard let told = file.review(earlier)?.told, let reviewed = row.plan.reviewed, reviewed >= told,
                row.review.decided.map({ $0 > told }) ?? true
            else { return earlier }
        }
        let last = file.reviewCount
        if last > earlier, file.review(last)?.isDecided == false { return last }
        return max(last, earlier) &+ 1
    }

    private mutating func addPlan() {
        let plan = row.plan
        add(
            .planRecorded(plan),
            content: [
                plan.born?.description, plan.made?.description, plan.reviewed?.description,
                plan.setting.map { String($0) }, plan.placement.rawValue, plan.need.rawValue,
                plan.year.map { String($0) }, plan.transfer?.rawValue, plan.transferYear.map { String($0) },
                plan.transferNamed.map { String($0) }, plan.coordinator?.text, plan.model,
                plan.priority.map { $0.map(\.rawValue).joined(separator: ";") }, plan.interval.map { String($0) },
            ] + (plan.noTransfer == true ? ["no transfer"] : []))
    }

    /// The move of a child whose plan another council had made: its days stand with the plan.
    private mutating func addMove() {
        let told = row.movedInTold
        report(.movedIn, row.movedIn, 0, happened: row.movedIn, more: [told?.description]) { _ in
            .movedIn(MovedIn(told: told))
        }
    }

    private mutating func addReview(_ number: UInt8, _ file: CaseFile) {
        let review = row.review
        // A review that this system opened itself needs no report that it is under way.
        let isOpenedHere =
            file.review(number) != nil && imported.latest[place(.reviewUnderWay(ReviewUnderWay()), number)] == nil
        if !isOpenedHere {
            let due = Statute.reviewDue(made: row.plan.made, lastReviewed: lastReviewed(before: review))
            add(
                .reviewUnderWay(ReviewUnderWay(review: number, kind: review.kind ?? .annual, due: due)),
                happened: review.opened,
                content: [review.kind?.rawValue, review.opened?.description, due?.description])
        }
        report(.meetingArrangedFor, review.arranged, number, happened: nil) { day in
            .meetingArranged(MeetingArranged(review: number, meeting: day))
        }
        report(.adviceCirculated, review.advice, number, happened: review.advice) { _ in
            .adviceCirculated(AdviceCirculated(review: number))
        }
        report(.meetingHeld, review.held, number, happened: review.held) { _ in
            .meetingHeld(MeetingHeld(review: number))
        }
        report(.reportSent, review.report, number, happened: review.report) { _ in
            .reportReceived(ReportReceived(review: number))
        }
        report(
            .decisionSent, review.decided, number, happened: review.decided,
            more: [review.outcome?.rawValue, review.notice?.description]
        ) { _ in
            .decisionRecorded(DecisionRecorded(review: number, outcome: review.outcome, notice: review.notice))
        }
        reportUndated(review, number)
        report(
            .finalSent, review.final, number, happened: review.final, more: [review.finalOutcome?.rawValue]
        ) { _ in
            .finalRecorded(FinalRecorded(review: number, outcome: review.finalOutcome))
        }
    }

    /// A decision of which the row says something, but not the day of its letter: unknown stays unknown, and what is known is
    /// taken. Once the day is known, that report takes its place.
    private mutating func reportUndated(_ review: PlanRow.OpenReview, _ number: UInt8) {
        let data = EventData.decisionUndated(
            DecisionUndated(review: number, outcome: review.outcome, notice: review.notice))
        guard review.decided == nil, review.outcome != nil || review.notice != nil else {
            if row.speaksOf.contains(.decisionSent) { withdraw(place(data, number)) }
            return
        }
        add(data, content: [review.outcome?.rawValue, review.notice?.description])
    }

    /// The decision from which the open review's twelve months run; not its own.
    private func lastReviewed(before review: PlanRow.OpenReview) -> Day? {
        row.plan.reviewed == review.decided ? nil : row.plan.reviewed
    }

    /// Reports what the column says; an empty cell withdraws what it said before, and a missing column says nothing.
    private mutating func report(
        _ column: PlanColumn, _ day: Day?, _ number: UInt8, happened: Day?, more: [String?] = [],
        _ data: (Day) -> EventData
    ) {
        guard row.speaksOf.contains(column) else { return }
        if let day {
            add(data(day), happened: happened, content: [day.description] + more)
        } else {
            withdraw(place(data(Day(number: 0)), number))
        }
    }

    private func place(_ data: EventData, _ number: UInt8) -> ImportedReports.Slot {
        ImportedReports.Slot(data, review: number)
    }

    /// Adds a report, unless it is the latest that a file made.
    private mutating func add(_ data: EventData, happened: Day? = nil, content: [String?]) {
        guard let event = imported.report(data, of: row.id, happened: happened, saying: content) else { return }
        events.append(event)
    }

    private mutating func withdraw(_ place: ImportedReports.Slot) {
        guard let latest = imported.latest[place], !latest.isWithdrawal else { return }
        let key = SubmissionKey(hashing: [Way.import.rawValue, row.id.text, "withdrawn", latest.key.description])
        events.append(Event(key, .withdrawn(Withdrawn(report: latest.key))))
    }

    /// A row that no longer speaks of the review that an earlier file spoke of says nothing about it; if it tells of a
    /// later decision, somebody must say which.
    private mutating func noteEnded(_ file: CaseFile) {
        guard let open = file.latestReview, !open.isDecided, let reviewed = row.plan.reviewed,
            reviewed > open.held ?? file.plan?.reviewed ?? reviewed
        else { return }
        warning = Finding(.lastDecisionLater, .number(open.number), .day(reviewed))
    }
}
