public import CaseFile
public import Contracts
public import Statute

/// A decision that will have to be made: it comes to a list on the day of the meeting.
public struct WorkArrival: Sendable {
    /// The day of the meeting.
    public let day: Day
    /// What there is to do from then on.
    public let item: WorkItem

    public init(day: Day, item: WorkItem) {
        self.day = day
        self.item = item
    }

    /// The decision that follows the next meeting of that case, in no later than so many days; nil when none is foreseen.
    ///
    /// The meeting is the one that is arranged for a day to come. Where none is, it is held on the last day on which it is in
    /// time; where that has passed, nobody can foresee it.
    public init?(in file: CaseFile, of id: CaseID, precedence: Precedence, from today: Day, through last: Day) {
        guard file.ended == nil, let meeting = WorkArrival.nextMeeting(in: file), meeting > today, meeting <= last
        else {
            return nil
        }
        let decision = Deadline(rule: .dec1, due: Statute.decisionBy(meeting: meeting), from: meeting)
        let open = file.latestReview.flatMap { $0.held == nil && $0.told == nil ? $0.number : nil }
        var step = NextStep(
            Coded(.decide), review: open ?? file.reviewCount &+ 1, by: decision.due, because: .due(decision))
        step.tellsFamily = true
        self.init(day: meeting, item: WorkItem(id, step, in: file, precedence: precedence))
    }

    private static func nextMeeting(in file: CaseFile) -> Day? {
        if let review = file.latestReview, review.told == nil {
            if review.held != nil { return nil }
            return review.arranged ?? file.deadlines(of: review).first(.cyc4)?.due
                ?? review.dueWhenOpened.map { Statute.latestMeeting(reviewDue: $0) }
        }
        return file.reviewDue.map { Statute.latestMeeting(reviewDue: $0) }
    }
}
