public import Contracts
public import Statute

// What is not obvious here:
//
// - After an end nothing leaves but what that end itself demands, however long it waited: a claim stops fitting. An end
//   that was recorded by mistake is withdrawn, and what waited fits again.

/// The end of a plan, as the file shows it.
public struct PlanEnd: Hashable, Sendable {
    /// The day it ended.
    public let day: Day
    /// Why, as SEN2 lists it.
    public let reason: EndReason
    /// The day that was recorded.
    public let recorded: Day
}

extension CaseFile {
    /// The end of the plan that stands, and of several a death; nil while the plan is maintained.
    public var end: PlanEnd? {
        var end: PlanEnd?
        for report in submissions where report.kind == .planEnded && report.stands {
            let reason = report.endReason ?? .other
            guard end == nil || reason == .died else { continue }
            end = PlanEnd(day: report.happened, reason: reason, recorded: report.recorded)
        }
        return end
    }

    /// Whether that message may leave: the plan has not ended, or the end itself demands it. The council's own staff
    /// hear of what they have to do, whatever happened.
    public func mayLeave(_ message: ConclusionID) -> Bool {
        guard let end else { return true }
        // What goes again may leave where it might the first time.
        let message = origin(of: message)
        switch message.addressee {
        case .party(.coordinator), .party(.manager): return true
        default: break
        }
        switch MessageKind.of(message.subject)?.afterEnd {
        case nil, .never?: return false
        case .ofAll?: return end.reason != .died
        case .ofCeasing?:
            return end.reason != .died
                && submissions.contains {
                    $0.kind == .decisionSubmitted && $0.key.reference == message.fact && $0.outcome == .cease
                }
        case .ofItsEnd?:
            return end.reason != .died && end.reason != .transferred
                && submissions.contains {
                    $0.kind == .planEnded && $0.stands && $0.key.reference == message.fact
                }
        }
    }

    /// Whether the family was told of a decision to cease, by its letter or outside this system: what ended without one is
    /// not said to carry one out.
    var hasDecidedToCease: Bool { reviews.contains { $0.outcome == .cease && $0.told != nil } }

    /// Whether the family was told outside this system of what the letter says: what waits is sent to nobody then.
    public func isRecordedAsSent(_ message: ConclusionID) -> Bool {
        let kind: EventKind = message.source == .letter(.finalLetter) ? .finalRecorded : .decisionRecorded
        return submissions.contains { $0.kind == kind && $0.review == message.review && $0.stands }
    }
}
