import CaseFile
import Contracts
import Statute

extension NextSteps {
    /// Letters in a format that a supplier makes: what is to be ordered, by the last day on which it is there in time, and
    /// what was ordered and has not come.
    var ofSuppliers: [NextStep] {
        file.suppliedLetters(held: formats).compactMap { letter in
            let due = SupplierDeadline(of: letter, in: file, days: words.supplierDays)
            let what: [CodedValue] = [
                .message(letter.message), .addressees([.contact(letter.contact)], in: file),
                .text(letter.format.words),
            ]
            switch letter.stage {
            case .supplied: return nil
            case .toOrder:
                var step = NextStep(
                    Coded(.orderFormat, values: what.map(\.text)), review: letter.message.review, by: due.orderBy,
                    because: due.whyByThen)
                step.also = [StepNote(.howToOrder, .text(letter.message.description))]
                return step
            case .ordered(let day, let expected):
                var step = NextStep(
                    Coded(.seeFormatCome, values: what.map(\.text)), review: letter.message.review,
                    by: expected ?? due.due,
                    because: due.whyOrdered(on: day))
                step.also = [StepNote(.howToSupply, .text(letter.message.description))]
                return step
            }
        }
    }

    /// Of a letter that is still to be written, by when its reader's format would have to be ordered.
    func formatNotes(_ review: Review) -> [StepNote] {
        guard review.told == nil, let held = review.held else { return [] }
        let due = Statute.decisionBy(meeting: held)
        return file.toldHolders.compactMap { contact in
            // What the contact chose goes before what `people` holds.
            guard let format = contact.format.map(\.supplied) ?? formats[contact.number]?.format else { return nil }
            let last = words.supplierDays.orderBy(format, due: due)
            return StepNote(
                last < day ? .formatTooLate : .formatToOrder, .addressees([.contact(contact.number)], in: file),
                .text(format.words), .day(due), .word(RuleID.dec1), .day(last))
        }
    }
}
