public import CaseFile
public import Contracts
public import Runtime
public import Statute

/// Says who must be told what. Nothing leaves by this: a request is a conclusion, which `Sender` acts on once it has
/// been read back.
public struct Notifier: Service {
    /// The service's name: its consumer group, and `by` in its entries.
    public static let name = "notifier"

    public init() {}

    public var name: String { Notifier.name }

    /// The requests that the file lacks, one entry a cause.
    public func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        // Whose plan is not known, or was withdrawn, has nobody to be told.
        guard file.plan != nil else { return [] }
        var entries: [Entry] = []
        for cause in file.said {
            let rows = MessageRule.rows(of: .concluded(cause.subject))
            guard !rows.isEmpty else { continue }
            add(rows, of: cause, because: .conclusion(cause), to: &entries, from: file, on: day)
        }
        entries += invitations(in: file, on: day)
        for report in file.submissions where report.stands && (report.kind == .request || report.kind == .answer) {
            let isRequest = report.kind == .request
            add(
                MessageRule.rows(of: isRequest ? .earlyReviewRequested : .earlyReviewAnswered),
                of: ConclusionID(isRequest ? .tellEarlyRequest : .tellEarlyAnswer, fact: report.key.reference),
                because: .submission(report.key), to: &entries, from: file, on: day)
        }
        return entries
    }

    /// Never: what must be told follows from what is in the file, and time alone only makes it stale.
    public func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? { nil }

    /// The invitations to the latest review's meeting that are lacking, one entry a report on which they rest: mostly one.
    private func invitations(in file: CaseFile, on day: Day) -> [Entry] {
        guard let review = file.latestReview, let meeting = review.arranged, day <= meeting,
            MessageRule.mayMeet(review, in: file)
        else { return [] }
        var entries: [Entry] = []
        for row in MessageRule.rows(of: .meetingArranged) {
            guard let party = row.party(in: file, of: nil),
                let invitation = file.invitation(to: party, in: review.number),
                !isToldToFamily(party, invitation, in: review.number, file),
                let report = file.submissions.first(where: { $0.key.reference == invitation.fact })
            else { continue }
            let event = Event(
                ConclusionID(row.subject, review: review.number, fact: invitation.fact, party: party),
                .notificationRequested(NotificationRequested(until: invitation.meeting)))
            let because = EventID.submission(report.key)
            if let place = entries.firstIndex(where: { $0.because == because }) {
                entries[place].events.append(event)
            } else {
                entries.append(Entry(by: name, recorded: day, because: because, events: [event]))
            }
        }
        return entries
    }

    /// Whether that day was told to the same family already, before the rights passed from one to the other.
    private func isToldToFamily(
        _ party: Party, _ invitation: Invitation, in review: UInt8, _ file: CaseFile
    ) -> Bool {
        guard party.isFamily else { return false }
        let told = file.lastInvitation(to: party == .parent ? .youngPerson : .parent, in: review)
        return told?.sent != nil && told?.until == invitation.meeting
    }

    private func add(
        _ rows: [MessageRule], of cause: ConclusionID, because: EventID, to entries: inout [Entry], from file: CaseFile,
        on day: Day
    ) {
        var events: [Event] = []
        for row in rows {
            guard let party = row.party(in: file, of: cause) else { continue }
            let message = ConclusionID(
                row.subject, review: cause.review, fact: cause.fact, party: party,
                about: row.subject == .tellNotRecorded ? cause.subject : nil)
            guard file.message(message) == nil else { continue }
            let until = row.lastDay(of: message, on: day)
            guard day <= until, row.holds(for: file.review(cause.review)), MessageRule.isTimely(message, in: file),
                isNews(message, in: file, on: day)
            else { continue }
            let letter = row.carriesLetter ? file.letters.last { $0.id == cause }?.document : nil
            // Fit would refuse what isTimely let through only if the two disagreed about a cause.
            let request = NotificationRequested(document: letter, until: until)
            events.append(Event(message, .notificationRequested(request)))
        }
        guard !events.isEmpty else { return }
        entries.append(Entry(by: name, recorded: day, because: because, events: events))
    }

    /// Whether it was not told already in another way: a child who comes of age is not sent last year's letters, nor the
    /// school that a child moves to.
    private func isNews(_ message: ConclusionID, in file: CaseFile, on day: Day) -> Bool {
        guard let party = message.party else { return false }
        if [.tellEarlyRequest, .tellEarlyAnswer].contains(message.subject) {
            let report = file.submissions.first { $0.key.reference == message.fact }
            guard let report, day <= report.happened + 7 * MessageRule.weeks else { return false }
        }
        if party.isFamily {
            let other: Party = party == .parent ? .youngPerson : .parent
            let toOther = ConclusionID(
                message.subject, review: message.review, fact: message.fact, party: other, about: message.about)
            return file.message(toOther)?.sent == nil
        }
        let told: Day?
        switch message.subject {
        case .tellDecision: told = file.review(message.review)?.told
        case .tellFinal: told = file.review(message.review)?.finalTold
        default: return true
        }
        guard let told else { return true }
        return day <= told + 7 * MessageRule.weeks
    }
}
