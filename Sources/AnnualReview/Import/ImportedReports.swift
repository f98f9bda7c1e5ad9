import Contracts

/// What caseload files have said of one case: for each kind of report the latest, in a chain of what replaced what.
struct ImportedReports {
    /// A kind of report of one review.
    struct Slot: Hashable {
        /// The event's type, as on the topic.
        let kind: String
        /// The number of the review; 0 when it is about none.
        let review: UInt8
    }

    /// The latest report of a chain.
    struct Link: Equatable {
        /// Its key.
        let key: SubmissionKey
        /// The key of what it replaces.
        let previous: SubmissionKey?
        /// Whether it withdraws what was said before, so that nothing is said any more.
        let isWithdrawal: Bool
    }

    private(set) var latest: [Slot: Link] = [:]

    /// The number of the latest review that a file said was under way; 0 when none did.
    private(set) var review: UInt8 = 0

    /// Notes an entry that came from a file and was accepted.
    mutating func note(_ entry: Entry) {
        for event in entry.events {
            guard case .submission(let key) = event.id else { continue }
            if case .withdrawn(let withdrawn) = event.data {
                guard let place = latest.first(where: { $0.value.key == withdrawn.report })?.key else { continue }
                latest[place] = Link(key: key, previous: withdrawn.report, isWithdrawal: true)
                continue
            }
            let number = event.data.review
            review = max(review, number)
            // What was read before is not read again: a repeated key must not move the chain back.
            let place = Slot(kind: "\(event.data.type)", review: number)
            guard latest[place]?.previous != key else { continue }
            latest[place] = Link(key: key, previous: event.replaces, isWithdrawal: false)
        }
    }
}

extension EventData {
    /// The number of the review that a report is about; 0 when it is about none.
    var review: UInt8 {
        switch self {
        case .reviewUnderWay(let data): data.review
        case .approachChosen(let data): data.review
        case .meetingArranged(let data): data.review
        case .adviceCirculated(let data): data.review
        case .viewsReceived(let data): data.review
        case .meetingHeld(let data): data.review
        case .reportReceived(let data): data.review
        case .decisionSubmitted(let data): data.review
        case .decisionRecorded(let data): data.review
        case .representationsReceived(let data): data.review
        case .finalSubmitted(let data): data.review
        case .finalRecorded(let data): data.review
        // A request that was turned down is about none.
        case .earlyReviewAnswered(let data): data.agreed ? data.review ?? 0 : 0
        case .disagreementAnswered(let data): data.review
        case .shortTermOutcomesAgreed(let data): data.review
        default: 0
        }
    }
}
