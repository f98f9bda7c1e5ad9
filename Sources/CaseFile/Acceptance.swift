public import Contracts
import Statute

extension CaseFile {
    /// Whether a conclusion fits what stands: its cause stands, and what it waits for has not come.
    ///
    /// It looks at the file alone, never at the law or a model, so that editing a rule never rewrites the past.
    public func accepts(_ id: ConclusionID, _ data: EventData) -> Bool { accepts(id, data.conclusionKind) }

    func accepts(_ id: ConclusionID, _ conclusionKind: ConclusionKind) -> Bool {
        switch (id.subject, conclusionKind) {
        case (.opened, .reviewOpened):
            guard plan != nil, ended == nil, id.review == reviewCount &+ 1, id.review > 0 else { return false }
            return latestReview?.isDecided ?? true
        case (.remindArrange, .reminded), (.noMeetingBy, .notRecorded):
            return waits(id) { $0.held == nil && $0.told == nil && (id.subject == .noMeetingBy || $0.arranged == nil) }
        case (.remindAdvice, .reminded):
            return waits(id) { $0.held == nil && $0.told == nil && $0.advice == nil && $0.arranged != nil }
        case (.remindReport, .reminded), (.noReportBy, .notRecorded):
            return waits(id) { $0.held != nil && $0.meetingReport == nil && $0.told == nil }
        case (.remindDecision, .reminded), (.noDecisionBy, .notRecorded):
            return waits(id) { $0.held != nil && $0.told == nil }
        case (.remindFinal, .reminded), (.noFinalBy, .notRecorded):
            return waits(id) { $0.told != nil && $0.outcome == .amend && $0.finalTold == nil }
        case (.notReviewedBy, .notRecorded):
            return waits(id) { $0.told == nil }
        case (.noTransferPlanBy, .notRecorded):
            return plan?.transfer != nil && !isTransferNamed && ended == nil
        case (.noAnswerBy, .notRecorded):
            guard ended == nil, let day = id.day else { return false }
            guard id.review == 0 else {
                return waits(id) { !$0.unanswered.isEmpty && $0.disagreed ?? day <= day }
            }
            return earlyRequests.contains { $0.answer == nil && $0.asked <= day }
        case (.decisionMade, .decisionMade), (.decisionRefused, .decisionRefused):
            return review(id.review).map { !$0.isMade && $0.submission?.key.reference == id.fact } ?? false
        case (.decisionLetter, .letterWritten):
            return review(id.review).map {
                $0.isMade && !$0.isLetterWritten && $0.submission?.key.reference == id.fact
            } ?? false
        case (.finalMade, .finalMade), (.finalRefused, .finalRefused):
            return review(id.review).map {
                !$0.isFinalMade && $0.finalTold == nil && $0.finalSubmission?.key.reference == id.fact
            } ?? false
        case (.finalLetter, .letterWritten):
            return review(id.review).map {
                $0.isFinalMade && !$0.isFinalLetterWritten && $0.finalSubmission?.key.reference == id.fact
            } ?? false
        default:
            return id.isMessage && acceptsMessage(id, conclusionKind)
        }
    }

    private func waits(_ id: ConclusionID, _ condition: (Review) -> Bool) -> Bool {
        guard ended == nil, let review = review(id.review) else { return false }
        return condition(review)
    }

    private func acceptsMessage(_ id: ConclusionID, _ conclusionKind: ConclusionKind) -> Bool {
        switch (id.stage, conclusionKind) {
        case (.said, .notificationRequested): return tells(id)
        case (.claim, .notificationClaimed):
            guard let message = message(id.message), message.stage != .sent else { return false }
            return id.attempt == message.claims &+ 1 && id.attempt <= ConclusionID.mostAttempts
        case (.sent, .notificationSent):
            // A receipt of an overtaken claim counts too: the message did leave.
            guard let message = message(id.message), message.stage != .sent else { return false }
            return id.attempt > 0 && id.attempt <= message.claims
        case (.failed, .notificationFailed):
            guard let message = message(id.message), message.stage == .claim else { return false }
            return id.attempt == message.claims
        default: return false
        }
    }

    /// Whether that of which the message tells stands.
    private func tells(_ id: ConclusionID) -> Bool {
        guard id.party != nil else { return false }
        func concluded(_ subject: Subject, party: Party? = nil) -> Bool {
            said.contains(ConclusionID(subject, review: id.review, fact: id.fact, party: party))
        }
        func reports(_ kind: Submission.Kind, _ fact: UInt64) -> Bool {
            self.submissions.contains { $0.kind == kind && $0.stands && $0.key.reference == fact }
        }
        switch id.subject {
        case .tellReviewDue: return concluded(.opened)
        case .tellInvitation:
            return id.party.flatMap { invitation(to: $0, in: id.review) }?.fact == id.fact
        case .tellRemindArrange: return concluded(.remindArrange, party: id.party)
        case .tellRemindAdvice: return concluded(.remindAdvice, party: id.party)
        case .tellRemindReport: return concluded(.remindReport, party: id.party)
        case .tellRemindDecision: return concluded(.remindDecision, party: id.party)
        case .tellRemindFinal: return concluded(.remindFinal, party: id.party)
        case .tellNotRecorded: return id.about.map { concluded($0) } ?? false
        case .tellLateToFamily: return concluded(.noDecisionBy)
        case .tellDecision: return concluded(.decisionLetter)
        case .tellRefused: return concluded(.decisionRefused) || concluded(.finalRefused)
        case .tellFinal: return concluded(.finalLetter)
        case .tellEarlyRequest: return reports(.request, id.fact)
        case .tellEarlyAnswer: return reports(.answer, id.fact)
        default: return false
        }
    }
}

/// What a conclusion says, without the data that says it: to take those out of their entry costs more than to judge.
enum ConclusionKind {
    case reviewOpened, reminded, notRecorded, decisionMade, decisionRefused, letterWritten, finalMade, finalRefused
    case notificationRequested, notificationClaimed, notificationSent, notificationFailed
    /// A report, or nothing that a case holds.
    case other
}

extension EventData {
    @inline(__always) var conclusionKind: ConclusionKind {
        switch self {
        case .reviewOpened: .reviewOpened
        case .reminded: .reminded
        case .notRecorded: .notRecorded
        case .decisionMade: .decisionMade
        case .decisionRefused: .decisionRefused
        case .letterWritten: .letterWritten
        case .finalMade: .finalMade
        case .finalRefused: .finalRefused
        case .notificationRequested: .notificationRequested
        case .notificationClaimed: .notificationClaimed
        case .notificationSent: .notificationSent
        case .notificationFailed: .notificationFailed
        default: .other
        }
    }

    /// The hash of the name of the instance that claims a message.
    @inline(__always) var claimant: UInt32? {
        if case .notificationClaimed(let claim) = self { claim.instance.stableHash } else { nil }
    }

    /// The last day of a message that is asked for.
    @inline(__always) var until: Day? {
        if case .notificationRequested(let request) = self { request.until } else { nil }
    }
}
