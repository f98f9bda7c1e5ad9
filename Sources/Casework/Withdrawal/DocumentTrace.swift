public import CaseFile
public import Contracts
public import Statute

/// Where a paper of a case has been, as its log tells it: what names it, to whom it left, and who could open it. Before it is
/// withdrawn, somebody must know whom to ask for it back.
public struct DocumentTrace: Sendable {
    /// A copy of a letter that quoted or enclosed the paper and left.
    public struct Sending: Hashable, Sendable {
        /// To whom.
        public let addressee: Addressee
        /// With which message.
        public let message: Subject
        /// The day on which it left.
        public let on: Day
        /// Whether it came back since.
        public let isReturned: Bool
    }

    /// The paper.
    public let document: DocumentHash
    /// What it is kept for, in the order in which it was named.
    public let roles: [DocumentRole]
    /// The reports that name it, as they were made.
    public let reports: [SubmissionKey]
    /// The day from which it was kept.
    public let since: Day?
    /// To whom it left.
    public let sent: [Sending]

    /// Follows the paper through the entries of its case, in the order of the log.
    public init(_ document: DocumentHash, in file: CaseFile, entries: [Entry]) {
        var roles: [DocumentRole] = []
        var reports: [SubmissionKey] = []
        var since: Day?
        // The messages that carry what rests on it: of which subject, on which fact.
        var carrying: Set<ConclusionID> = []
        for entry in entries {
            for event in entry.events {
                let named = event.data.documents.filter { $0.hash == document }
                guard case .submission(let key) = event.id, !named.isEmpty else { continue }
                for (role, _) in named where !roles.contains(role) { roles.append(role) }
                if !reports.contains(key) { reports.append(key) }
                since = since ?? entry.recorded
                for (role, _) in named {
                    guard let subject = DocumentTrace.message(carrying: role, of: event.data) else { continue }
                    carrying.insert(ConclusionID(subject, review: event.data.review, fact: key.reference))
                }
                if case .amendmentAnswered(let answer) = event.data {
                    // It is quoted in the letter that ends the amendment, whichever that is.
                    for message in file.messages
                    where message.id.subject == .tellFinal && message.id.review == answer.review {
                        carrying.insert(ConclusionID(.tellFinal, review: answer.review, fact: message.id.fact))
                    }
                }
            }
        }
        self.document = document
        self.roles = roles
        self.reports = reports
        self.since = since
        sent = file.messages.compactMap { message in
            let id = message.id
            guard let day = message.sent, let addressee = id.addressee,
                carrying.contains(where: { $0.subject == id.subject && $0.fact == id.fact })
            else { return nil }
            // A letter leaves for those who hold the rights; notices of it to others carry none of its papers.
            guard id.contact != nil || id.subject == .tellEarlyAnswer else { return nil }
            return Sending(addressee: addressee, message: id.subject, on: day, isReturned: message.returned != nil)
        }
    }

    /// The message by which a document of that role leaves that such a report names; nil where it stays.
    private static func message(carrying role: DocumentRole, of data: EventData) -> Subject? {
        switch data {
        case .decisionSubmitted:
            data.leavingWithLetter.contains { $0.role == role } ? .tellDecision : nil
        case .finalSubmitted: data.leavingWithLetter.contains { $0.role == role } ? .tellFinal : nil
        case .earlyReviewAnswered: role == .answer ? .tellEarlyAnswer : nil
        default: nil
        }
    }

    /// Who could open it, by the audience that it was given for: parties in words, and those of the child's contacts who may see
    /// everything.
    public func readers(_ audience: Audience, in file: CaseFile) -> [String] {
        var readers = ["the council\u{2019}s officers"]
        guard audience == .invited else {
            return audience == .writer ? readers + ["whoever gave it"] : readers
        }
        for contact in file.contacts where contact.sees == .everything {
            readers.append(Words.addressee(.contact(contact.number), in: file))
        }
        return readers + ["the setting", "health", "social care"]
    }
}
