public import CaseFile
public import Contracts
public import Runtime
public import Statute

/// Says who must be told what. Nothing leaves by this: a request is a conclusion, which `Sender` acts on once it has
/// been read back.
public struct Notifier: Service {
    /// The service's name: its consumer group, and `by` in its entries.
    public static let name = ServiceName.notifier

    /// What its words lack, with what mends it; nil when nothing.
    public let lack: String?

    public init(lack: String? = nil) { self.lack = lack }

    public var name: ServiceName { Notifier.name }

    /// The requests that the file lacks, one entry a cause.
    public func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        missing(from: CaseReading(file), on: day)
    }

    func missing(from reading: CaseReading, on day: Day) -> [Entry] {
        let file = reading.file
        // Whose plan is not known, or was withdrawn, has nobody to be told.
        guard file.plan != nil else { return [] }
        var entries: [Entry] = []
        for cause in file.said {
            // A copy that was written later is told of with its letter.
            guard cause.contact == nil else { continue }
            let rows = MessageRule.rows(of: .concluded(cause.subject))
            guard !rows.isEmpty else { continue }
            add(rows, of: cause, because: .conclusion(cause), to: &entries, from: reading, on: day)
        }
        entries += invitations(in: reading, on: day)
        entries += resends(in: reading, on: day)
        for report in file.submissions where report.stands {
            let (cause, subject): (MessageRule.Cause, Subject)
            switch report.kind {
            case .earlyReviewRequested: (cause, subject) = (.earlyReviewRequested, .tellEarlyRequest)
            case .earlyReviewAnswered: (cause, subject) = (.earlyReviewAnswered, .tellEarlyAnswer)
            case let kind:
                guard let row = MessageRule.rows(of: .reported(kind)).first else { continue }
                (cause, subject) = (.reported(kind), row.subject)
            }
            add(
                MessageRule.rows(of: cause),
                of: ConclusionID(subject, review: Notifier.review(of: report), fact: report.key.reference),
                because: .submission(report.key), to: &entries, from: reading, on: day)
        }
        return entries
    }

    /// Never: what must be told follows from what is in the file, and time alone only makes it stale.
    public func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? { nil }

    /// The invitations to the latest review's meeting that are lacking, one entry a report on which they rest: mostly one.
    private func invitations(in reading: CaseReading, on day: Day) -> [Entry] {
        let file = reading.file
        guard let review = reading.review(file.reviewCount), let meeting = review.arranged, day <= meeting,
            file.mayMeet(review)
        else { return [] }
        var entries: [Entry] = []
        for row in MessageRule.rows(of: .meetingArranged) {
            for addressee in row.addressees(in: reading, of: nil) {
                guard let invitation = file.invitation(to: addressee, in: review.number),
                    let report = reading.report(invitation.fact)
                else { continue }
                let event = Event(
                    ConclusionID(row.subject, review: review.number, fact: invitation.fact, to: addressee),
                    .notificationRequested(NotificationRequested(until: invitation.meeting)))
                let because = EventID.submission(report.key)
                if let place = entries.firstIndex(where: { $0.because == because }) {
                    entries[place].events.append(event)
                } else {
                    entries.append(Entry(by: .service(name), recorded: day, because: because, events: [event]))
                }
            }
        }
        return entries
    }

    /// The messages that somebody asked to be sent again and that are lacking, one entry each.
    private func resends(in reading: CaseReading, on day: Day) -> [Entry] {
        reading.file.resends.compactMap { asked in
            guard let first = reading.message(asked.message), day <= first.until, !reading.holds(asked.again),
                reading.isTimely(asked.again)
            else { return nil }
            let request = NotificationRequested(until: first.until)
            return Entry(
                by: .service(name), recorded: day, because: .submission(asked.key),
                events: [Event(asked.again, .notificationRequested(request))])
        }
    }

    private func add(
        _ rows: [MessageRule], of cause: ConclusionID, because: EventID, to entries: inout [Entry],
        from reading: CaseReading, on day: Day
    ) {
        var events: [Event] = []
        for row in rows {
            for addressee in row.addressees(in: reading, of: cause) {
                let message = ConclusionID(
                    row.subject, review: cause.review, fact: Notifier.fact(of: cause), to: addressee,
                    about: row.subject == .tellNotRecorded ? cause.subject : nil)
                guard !reading.holds(message) else { continue }
                let until = row.lastDay(of: message, on: day)
                guard day <= until, row.holds(for: reading.review(cause.review)),
                    reading.isTimely(message), row.isNews(message, in: reading, on: day)
                else { continue }
                // The fold would refuse what isTimely let through only if the two disagreed about a cause.
                let letter = row.carriesLetter ? reading.file.waitingCopy(of: message)?.document : nil
                let request = NotificationRequested(document: letter, until: until)
                events.append(Event(message, .notificationRequested(request)))
            }
        }
        guard !events.isEmpty else { return }
        entries.append(Entry(by: .service(name), recorded: day, because: because, events: events))
    }

    /// The review that a message of that report names: of a request for an early one it is none.
    private static func review(of report: Submission) -> UInt8 {
        switch report.kind {
        case .ceasingConsidered, .disagreementAnswered: report.review
        default: 0
        }
    }

    /// On what a message of that cause rests. Of rights that pass it is the last day of compulsory school age: the month of
    /// birth is nothing that others need to read.
    private static func fact(of cause: ConclusionID) -> Fact {
        guard let month = cause.month else { return cause.fact }
        return SchoolYear.compulsoryAgeEnds(bornIn: month).map { .day($0) } ?? .nothing
    }
}
