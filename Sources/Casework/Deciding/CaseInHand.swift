public import CaseFile
public import Contracts
public import Statute

/// A case as somebody has it in hand who is about to say something of it: its file, the day, the law's calendar and the
/// council's model. What may be said is decided here and nowhere else, for every program alike.
public struct CaseInHand: Sendable {
    let id: CaseID
    let file: CaseFile
    /// The partition's today.
    let today: Day
    let holidays: BankHolidays
    /// The model that holds; nil when it is not at hand, and then the law alone is asked.
    let model: ReviewModel?

    /// That case on that day.
    public init(
        _ id: CaseID, _ file: CaseFile, on today: Day, holidays: BankHolidays = .byRuleOnly, model: ReviewModel? = nil
    ) {
        self.id = id
        self.file = file
        self.today = today
        self.holidays = holidays
        self.model = model
    }

    /// What becomes of what somebody says.
    public enum Verdict: Sendable {
        /// The entry to append, and what whoever says it should know: findings that ask or note.
        case accepted(Entry, [Finding])
        /// The file holds it already, under its key: nothing is to be appended.
        case repeated
        /// It is not taken; at least one finding refuses.
        case refused([Finding])
    }

    /// Decides whether a person may say that of the case now. `seen` is the position after the last record of the partition
    /// that the person was shown; `documents` are those that were given with it.
    public func decide(
        _ event: Event, by actor: Actor, seen: Int64? = nil, documents: [DocumentHash: Document] = [:]
    ) -> Verdict {
        if case .submission(let key) = event.id, file.submissions.contains(where: { $0.key == key }) {
            return .repeated
        }
        let findings = findings(of: event, by: actor) + quoting(event.data, documents)
        guard findings.refusals.isEmpty else { return .refused(findings) }
        var event = event
        if event.happened == today { event.happened = nil }
        return .accepted(Entry(by: actor, recorded: today, seen: seen, events: [event]), findings)
    }

    /// What a letter would quote and cannot: a decision whose letter could not be written is none. A message does without.
    private func quoting(_ data: EventData, _ documents: [DocumentHash: Document]) -> [Finding] {
        data.documents.compactMap { role, hash in
            let isAnswer = data.kind == .earlyReviewAnswered
            guard role.isQuoted || isAnswer, let document = documents[hash] else { return nil }
            do throws(QuoteFault) {
                _ = try document.quotable()
                return nil
            } catch {
                return isAnswer ? Finding(.answerNotQuotable, .text("\(error)")) : .unquotable(role, error)
            }
        }
    }
}

extension Finding {
    /// Why a letter cannot quote a document of that role.
    public static func unquotable(_ role: DocumentRole, _ fault: QuoteFault) -> Finding {
        Finding(.unquotable, .text(role.rawValue), .text("\(fault)"))
    }
}
