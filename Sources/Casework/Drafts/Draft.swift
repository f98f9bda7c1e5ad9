public import CaseFile
public import Contracts
public import Statute

/// What waits for the coordinator who decides on a review: what is known, what is missing, by when under which rule, what
/// family, child and setting say and where that differs, each piece of the family's own evidence, and what was asked for.
///
/// It proposes no outcome, and none follows from the kind of review: there is no place in it for one.
public struct Draft: Sendable {
    /// Something that somebody gave or asked for.
    public struct Piece: Hashable, Sendable {
        /// The key of its report, by which a decision says that its reasons speak of it.
        public let key: SubmissionKey
        /// What it is.
        public let kind: EventKind
        /// Whose it is.
        public let from: Party
        /// Which contact's, where it is one of them.
        public let contact: UInt8?
        /// The day it came, or was asked for.
        public let day: Day
        /// Where it is; nil when it was not kept here.
        public let document: DocumentKey?
        /// On which form, of views.
        public var form: ViewsForm?
        /// About which sections, of a request for a change.
        public var sections: [PlanSection] = []
        /// Whether the decision must say a word about it.
        public var mustBeWeighed = false
    }

    /// The case.
    public let id: CaseID
    /// The review.
    public let review: UInt8
    /// The kind of review; it decides nothing.
    public let kind: ReviewKind?
    /// Why it waits.
    public let reason: StepNote
    /// The day of the meeting.
    public let meeting: Day
    /// The decision's last day and its rule.
    public let deadline: Deadline
    /// What the report recommends, when it says so.
    public let recommends: Outcome?
    /// What is known of child and plan, as sentences.
    public let known: [String]
    /// What is missing.
    public let missing: [StepNote]
    /// Where what is said differs.
    public let differences: [StepNote]
    /// The views that came in, the child's and the family's first.
    public let views: [Piece]
    /// The family's own evidence, and anybody else's.
    public let evidence: [Piece]
    /// What was asked for, by whom.
    public let requests: [Piece]
    /// The reports of the meeting, the progress recorded since the last review, and the short-term outcomes.
    public let papers: [Piece]

    /// All that has a document.
    public var pieces: [Piece] { views + evidence + requests + papers }

    /// Why a draft of that review waits on that day; nil when none does: there was no meeting, the family was told, a decision
    /// is on its way, or it is too early.
    public static func reason(_ review: Review, in file: CaseFile, on day: Day, days: Int) -> StepNote? {
        guard file.ended == nil, let held = review.held, review.told == nil, review.submission == nil else {
            return nil
        }
        if let report = review.meetingReport { return StepNote(.draftWaits, .day(report)) }
        let due = Statute.decisionBy(meeting: held)
        return day >= due - days ? StepNote(.draftWaitsUnreported, .day(due)) : nil
    }

    /// The drafts that wait on that day, by the entries of a case and the file that they make; `known` is said of the child.
    public static func waiting(
        of id: CaseID, file: CaseFile, entries: [(position: Int64, entry: Entry)], on day: Day, days: Int,
        known: [String] = []
    ) -> [Draft] {
        file.reviews.compactMap { review in
            guard let reason = reason(review, in: file, on: day, days: days), let held = review.held else { return nil }
            return Draft(of: review, held: held, because: reason, id: id, file, entries, on: day, known: known)
        }
    }

    private init(
        of review: Review, held: Day, because reason: StepNote, id: CaseID, _ file: CaseFile,
        _ entries: [(position: Int64, entry: Entry)], on day: Day, known: [String]
    ) {
        self.id = id
        self.review = review.number
        self.reason = reason
        self.known = known
        kind = review.kind
        meeting = held
        deadline =
            file.deadlines(of: review).first(.dec1)
            ?? Deadline(rule: .dec1, due: Statute.decisionBy(meeting: held), from: held)
        recommends = review.recommends
        let since = file.reviews.last { $0.number < review.number && $0.isComplete }?.told
        let all = DraftPieces(of: id, file, entries, review: review.number, since: since)
        views = all.views
        evidence = all.evidence
        requests = all.requests
        papers = all.papers
        missing = Draft.gaps(review, file, all.views, on: day)
        differences = Draft.differences(review, file, all)
    }

    private static func gaps(_ review: Review, _ file: CaseFile, _ views: [Piece], on day: Day) -> [StepNote] {
        var gaps: [StepNote] = []
        if let missing = StepNote.report(of: review, on: day) { gaps.append(missing) }
        if review.meetingReport != nil, review.recommends == nil { gaps.append(StepNote(.noRecommendation)) }
        let from = Set(views.map(\.from))
        var asked: [Party] = [.parent, .youngPerson]
        if file.plan?.setting != nil { asked.append(.setting) }
        gaps += asked.filter { !from.contains($0) }.map { StepNote(.noViews, .parties([$0])) }
        if review.advice == nil { gaps.append(StepNote(.noAdvice)) }
        if file.rightsHolders.isEmpty { gaps.append(StepNote(.noHolder)) }
        if let end = file.rightsUnconfirmed(on: day) { gaps.append(StepNote(.rightsUnconfirmed, .day(end))) }
        if file.plan?.born == nil { gaps.append(StepNote(.bornUnknown)) }
        if let unwritten = file.unwrittenTransfer(on: day) {
            gaps.append(
                StepNote(.transferUnwritten, .day(unwritten.planBy), .word(unwritten.transfer.phase.rule)))
        }
        return gaps
    }

    private static func differences(_ review: Review, _ file: CaseFile, _ pieces: DraftPieces) -> [StepNote] {
        var found: [StepNote] = []
        let chosen = file.submissions.last {
            $0.kind == .approachChosen && $0.review == review.number && $0.stands
        }
        for party in Party.allCases where chosen?.disagreed.contains(party) == true {
            let isAnswered = !review.unanswered.contains(party)
            found.append(StepNote(isAnswered ? .disagreedAnswered : .disagreedUnanswered, .parties([party])))
        }
        let reports = file.submissions.filter {
            $0.kind == .reportReceived && $0.review == review.number && $0.stands
        }.compactMap(\.outcome)
        if let first = reports.first, let other = reports.first(where: { $0 != first }) {
            found.append(StepNote(.recommendedOtherwise, .word(first), .word(other)))
        }
        if review.recommends == .maintain {
            for request in pieces.requests where request.kind == .changeRequested {
                found.append(StepNote(.changeAskedFor, .parties([request.from]), .day(request.day)))
            }
        }
        if let held = review.held, let other = review.heldOtherwise {
            found.append(StepNote(.heldTwice, .day(held), .day(other)))
        }
        return found
    }
}
