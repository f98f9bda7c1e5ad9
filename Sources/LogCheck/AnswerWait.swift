import Contracts
import Statute

/// What somebody to whom an amendment notice was sent had of their fifteen days when the amendment was finished, as the check
/// reckons it: by no code of the services.
struct AnswerWait {
    /// Which of the child's contacts.
    let contact: UInt8
    /// The last day on which they could answer, or an earlier one: by post a letter counts as served on the second working day,
    /// and of working days the check knows the weekends alone.
    let until: Day
    /// Whether that had passed when it was decided, or they had said that nothing more would come.
    let isOver: Bool
}

extension Ledger {
    /// Of each who was sent that review's notice and still is to be told: their days before the end of the amendment that
    /// counts, which was answered on that day. Nothing of a notice that was sent outside this system.
    func waits(before review: UInt8, recorded: Day) -> [AnswerWait] {
        guard first(review, .recorded) == nil, outcome(review) == .amend, let made = made(.decisionMade, review),
            let final = finalSubmission(review)
        else { return [] }
        let day = min(final.happened, recorded)
        let letter = ConclusionID(.decisionLetter, review: review, fact: made.fact)
        let copies = (letters[letter] ?? []).filter {
            toBeTold.contains($0.contact) && !isClosed($0.contact, letter)
        }
        return copies.compactMap { copy in
            let message = ConclusionID(.tellDecision, review: review, fact: made.fact, to: .contact(copy.contact))
            guard let sent = messages[message]?.sent else { return nil }
            let served = copy.by == .post ? Ledger.secondWeekday(after: sent) : sent
            // Fifteen days, the day of service the first of them.
            let until = served + 14
            // Also a word that was struck out since may have stood when it was decided.
            let isLastWord = notes.contains { note in
                guard case .representationsReceived(let said) = note.data else { return false }
                let isTheirs = said.contact == copy.contact || said.contact == nil && copies.count == 1
                return said.review == review && said.isFinal == true && isTheirs && note.happened <= day
            }
            return AnswerWait(contact: copy.contact, until: until, isOver: until < day || isLastWord)
        }
    }

    /// The second day from Monday to Friday after that one.
    private static func secondWeekday(after day: Day) -> Day {
        var (last, left) = (day, 2)
        while left > 0 {
            last = last + 1
            if last.weekday != .saturday, last.weekday != .sunday { left -= 1 }
        }
        return last
    }
}
