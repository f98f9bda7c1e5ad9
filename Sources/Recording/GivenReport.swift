package import CaseFile
package import Casework
package import Contracts
package import Statute

/// One report as it is about to be given: what it says, and the documents that come with it.
package struct GivenReport: Sendable {
    /// What is said.
    package let event: Event
    /// The documents that are given with it; of a final plan in sections also the version that is kept.
    package private(set) var documents: [DocumentHash: Document]
    private let sections: FinalInSections?

    /// Somebody says that under the key; `day` is when it happened. Each document reaches whoever its role's documents
    /// usually reach, unless `audience` says otherwise.
    package init(
        _ data: EventData, under key: SubmissionKey, on day: Day, today: Day, replacing replaced: SubmissionKey? = nil,
        documents: [DocumentHash: Document] = [:], audience: Audience? = nil, sections: FinalInSections? = nil
    ) {
        var documents = documents
        for (role, hash) in data.documents { documents[hash]?.audience = audience ?? role.usualAudience }
        event = Event(key, happened: day == today ? nil : day, replaces: replaced, data)
        self.documents = documents
        self.sections = sections
    }

    /// The same with documents that have their audiences already.
    package init(_ event: Event, documents: [DocumentHash: Document], sections: FinalInSections? = nil) {
        self.event = event
        self.documents = documents
        self.sections = sections
    }

    /// Whether it may be said of the case in hand now, and the entry that says it.
    package mutating func verdict(
        of hand: CaseInHand, in file: CaseFile, by actor: Actor, seen: Int64?, others: OtherCases = OtherCases()
    ) throws -> CaseInHand.Verdict {
        let verdict = hand.decide(event, by: actor, seen: seen, documents: documents, others: others)
        guard let sections, case .submission(let key) = event.id,
            case .accepted(var entry, var findings) = verdict
        else { return verdict }
        switch try sections.version(of: key, in: file, hand: hand, entry: entry, by: actor) {
        case .accepted(let version, let more):
            entry.events += version.events
            findings += more
            documents[sections.structured.hash] = sections.structured
            return .accepted(entry, findings)
        case .refused(let findings): return .refused(findings)
        case .repeated: return verdict
        }
    }

    /// The records of `documents` that the entry rests on, in its order.
    package func records(of entry: Entry, in id: CaseID) -> [(key: DocumentKey, document: Document)] {
        entry.events.flatMap { event in
            event.data.documents.compactMap { role, hash in
                documents[hash].map { (DocumentKey(id, role, hash), $0) }
            }
        }
    }
}
