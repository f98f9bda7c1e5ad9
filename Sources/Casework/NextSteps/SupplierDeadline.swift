import CaseFile
import Contracts
import Statute

/// By when a letter is to be there in the format that its reader chose, under which rule, and the last day on which it can be
/// ordered for that. Where the law sets no day for the letter it is to be ordered when it leaves, and to be there as soon as
/// the supplier can: whoever cannot read print is not to wait longer than others need (Equality Act 2010, s.20).
struct SupplierDeadline {
    /// The last day on which it is there in time.
    let due: Day
    /// Why, in words.
    let why: String
    /// The last day for the order.
    let orderBy: Day
    /// Why, in words.
    let whyOrdered: String

    init(of letter: SuppliedLetter, in file: CaseFile, days: SupplierDays) {
        let takes = Deadline.count(days[letter.format], "day")
        guard let deadline = SupplierDeadline.deadline(of: letter, in: file) else {
            due = letter.sent + days[letter.format]
            orderBy = letter.sent
            why = "the supplier takes \(takes) (Equality Act 2010, s.20)"
            whyOrdered =
                "the letter left on \(letter.sent.short), and no rule sets a later day: the supplier takes \(takes) "
                + "(Equality Act 2010, s.20)"
            return
        }
        due = deadline.due
        orderBy = days.orderBy(letter.format, due: deadline.due)
        let rule = Statute.rule(deadline.rule)
        why = "it is to be there by \(deadline.due.short) (\(deadline.rule.rawValue), \(rule.source))"
        whyOrdered = "\(why), and the supplier takes \(takes)"
    }

    /// The day by which the law has that letter sent; nil where it sets none.
    private static func deadline(of letter: SuppliedLetter, in file: CaseFile) -> Deadline? {
        let review = file.review(letter.message.review)
        switch letter.message.subject {
        case .tellDecision:
            return review?.held.map { Statute.decisionBy(meeting: $0) }
                .map { Deadline(rule: .dec1, due: $0, from: review?.held ?? $0) }
        case .tellFinal: return review?.finalDeadline
        case .tellInvitation:
            return review?.arranged.map { Deadline(rule: .mtg3, due: Statute.noticeBy(meeting: $0).last, from: $0) }
        case .tellMovedIn:
            return file.movedIn.map {
                Deadline(
                    rule: .mov4, due: Statute.transferLetterBy(transferred: $0.happened), from: $0.happened)
            }
        default: return nil
        }
    }
}

extension SupplierDays.Format {
    /// In words: "British Sign Language".
    var words: String {
        switch self {
        case .audio: Words.format(.audio)
        case .bsl: Words.format(.bsl)
        case .braille: Words.format(.braille)
        }
    }
}
