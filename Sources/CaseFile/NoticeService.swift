import Contracts
public import Statute

// What is not obvious here:
//
// - Each of those who hold the rights has days of their own: they begin when their own copy was served (AMD-2), and only
//   their own word that nothing more will come ends them sooner.
// - A notice that was recorded as sent outside this system counts as served on its day: nobody knows how it went, and no
//   earlier can it have been served.

/// An amendment notice as it was served on one of those who hold the rights (SEND Regulations 2014, reg 22(2)).
public struct NoticeService: Hashable, Sendable {
    /// On which of the child's contacts; nil where nobody is known who holds the rights.
    public let contact: UInt8?
    /// The day on which it left.
    public let sent: Day
    /// How it went; nil where nobody knows.
    public let by: Delivery?
    /// Whether it came back since: then it was served on nobody (Interpretation Act 1978, s.7).
    public let isReturned: Bool

    /// The day from which its fifteen days are counted, the first of them (AMD-2).
    public func served(holidays: BankHolidays) -> Day {
        by.map { Statute.served(sent: sent, by: $0, holidays: holidays) } ?? sent
    }
}

extension CaseFile {
    /// How that review's amendment notice was served: on each of those who hold the rights and may be written to, by the copy
    /// of theirs that left; empty while none was sent, or of a decision that is none to amend.
    public func noticeServices(of review: Review) -> [NoticeService] {
        guard review.outcome == .amend, let notice = review.noticeSent ?? review.told else { return [] }
        var copies: [NoticeService] = []
        if review.isMade, let key = review.submission?.key {
            let asked = AskedAgain(in: self)
            for message in messages where message.id.subject == .tellDecision && message.id.review == review.number {
                guard message.id.fact == key.reference, let contact = message.id.contact, let sent = message.sent else {
                    continue
                }
                // What came back was not served: the days begin with what went again (`Resend`).
                let latest = latest(of: message, asked)
                copies.append(
                    NoticeService(
                        contact: contact, sent: latest?.sent ?? sent, by: (latest ?? message).delivery,
                        isReturned: latest?.sent == nil || latest?.returned != nil))
            }
        }
        guard !copies.isEmpty, !isNoticeRecorded(review) else {
            let holders: [UInt8?] = toldHolders.map(\.number)
            return (holders.isEmpty ? [nil] : holders).map {
                NoticeService(contact: $0, sent: notice, by: nil, isReturned: false)
            }
        }
        // Whoever lost the rights since, or is closed, is waited for no longer.
        let told = Set(toldHolders.map(\.number))
        let holding = copies.filter { $0.contact.map(told.contains) ?? true }
        return holding.isEmpty ? copies : holding
    }

    /// The contacts, by number, who hold the rights, may be written to, and have not had that review's amendment notice: it
    /// came back, and nothing was sent since that did not. Of one that was recorded as sent outside this system nothing is known.
    public func noticeUnserved(of review: Review) -> [UInt8] {
        let told = Set(toldHolders.map(\.number))
        return noticeServices(of: review).filter(\.isReturned).compactMap(\.contact).filter(told.contains)
    }

    /// Whether somebody recorded that the decision was sent outside this system: that is the notice by which it counts.
    private func isNoticeRecorded(_ review: Review) -> Bool {
        submissions.contains { $0.kind == .decisionRecorded && $0.review == review.number && $0.stands }
    }

    /// The first of the family's fifteen days: the day on which the amendment notice was served on the last of those who
    /// hold the rights (AMD-2). Nil while none was sent.
    public func noticeServed(in review: Review, holidays: BankHolidays) -> Day? {
        noticeServices(of: review).map { $0.served(holidays: holidays) }.max()
    }

    /// The last day on which somebody may still answer that review's notice who has not said by `day` that nothing more will
    /// come; nil where everybody has, or where none was sent. The council may give more `days` than the law.
    public func answerAwaitedUntil(
        in review: Review, on day: Day, days: Int = Statute.Limit.representationDays, holidays: BankHolidays
    ) -> Day? {
        let finals = representations(of: review.number).filter { $0.isFinal && $0.came <= day }
        let services = noticeServices(of: review)
        return services.compactMap { service in
            let isDone = finals.contains { final in
                // An answer of which nobody said whose it is speaks for the family where one alone could have given it.
                guard let contact = service.contact, let from = final.contact else { return services.count == 1 }
                return from == contact
            }
            return isDone ? nil : service.served(holidays: holidays).lastOfDaysBeginning(days)
        }.max()
    }
}
