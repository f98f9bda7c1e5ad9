package import Contracts
package import Statute

/// What caseload files have said of one case: for each kind of report the latest, in a chain of what replaced what.
package struct ImportedReports {
    /// A kind of report of one review, or of one contact.
    package struct Slot: Hashable {
        /// The event's type, as on the topic.
        let kind: String
        /// The number of the review or of the contact; 0 when it is about neither.
        let number: UInt8

        package init(_ data: EventData, review: UInt8) {
            kind = "\(data.type)"
            if case .contactRecorded(let contact) = data { number = contact.contact } else { number = review }
        }

        package init(_ data: EventData) { self.init(data, review: data.review) }

        /// The key of the report that says that in this place, after another: it follows from what it says and what it
        /// replaces, so that the same row is the same report, and a value that goes from A to B and back to A is three.
        func key(of id: CaseID, after previous: SubmissionKey?, saying content: [String?]) -> SubmissionKey {
            var parts = [Way.import.rawValue, id.text, kind, String(number), previous?.description ?? ""]
            for part in content { parts += part.map { ["=", $0] } ?? ["?"] }
            return SubmissionKey(hashing: parts)
        }
    }

    /// The latest report of a chain.
    package struct Link: Equatable {
        /// Its key.
        package let key: SubmissionKey
        /// The key of what it replaces.
        let previous: SubmissionKey?
        /// Whether it withdraws what was said before, so that nothing is said any more.
        package let isWithdrawal: Bool
    }

    /// The latest of each.
    package private(set) var latest: [Slot: Link] = [:]

    /// Of a case of which no file has said anything.
    package init() {}

    /// The report that says this in its place; nil when the latest that a file made says the same.
    package func report(_ data: EventData, of id: CaseID, happened: Day? = nil, saying content: [String?]) -> Event? {
        let place = Slot(data)
        let latest = latest[place]
        if let latest, !latest.isWithdrawal, latest.key == place.key(of: id, after: latest.previous, saying: content) {
            return nil
        }
        return Event(
            place.key(of: id, after: latest?.key, saying: content), happened: happened, replaces: latest?.key, data)
    }

    /// The number of the latest review that a file said was under way; 0 when none did.
    package private(set) var review: UInt8 = 0

    /// Notes an entry that came from a file and was accepted.
    mutating func note(_ entry: Entry) {
        for event in entry.events {
            guard case .submission(let key) = event.id else { continue }
            if case .withdrawn(let withdrawn) = event.data {
                guard let place = latest.first(where: { $0.value.key == withdrawn.report })?.key else { continue }
                latest[place] = Link(key: key, previous: withdrawn.report, isWithdrawal: true)
                continue
            }
            review = max(review, event.data.review)
            // What was read before is not read again: a repeated key must not move the chain back.
            let place = Slot(event.data)
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
        case .decisionUndated(let data): data.review
        case .representationsReceived(let data): data.review
        case .finalSubmitted(let data): data.review
        case .finalRecorded(let data): data.review
        // A request that was turned down is about none.
        case .earlyReviewAnswered(let data): data.agreed ? data.review ?? 0 : 0
        case .disagreementAnswered(let data): data.review
        case .shortTermOutcomesAgreed(let data): data.review
        case .evidenceReceived(let data): data.review
        case .appealRecorded(let data): data.review
        case .mediationRecorded(let data): data.review
        case .ceasingConsidered(let data): data.review
        default: 0
        }
    }
}
