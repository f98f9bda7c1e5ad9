public import Contracts
public import Statute

// What is not obvious here:
//
// - What a supplier makes is a second copy: the message itself leaves as it is written and when it is written, and whoever is
//   told is told by that. A recording or a film that comes late moves no day of the law, and nobody waits for it.

/// A letter to one of the child's contacts who reads in a format that somebody outside makes: what is to be ordered, is ordered,
/// or went to them.
public struct SuppliedLetter: Hashable, Sendable {
    /// How far it has come.
    public enum Stage: Hashable, Sendable {
        /// Nobody has ordered it.
        case toOrder
        /// It was ordered on that day; the supplier said by when it comes, where it did.
        case ordered(on: Day, expected: Day?)
        /// It went to the contact on that day.
        case supplied(on: Day)
    }

    /// The message that carries the letter.
    public let message: ConclusionID
    /// The contact.
    public let contact: UInt8
    /// In which format.
    public let format: SupplierDays.Format
    /// The day on which the letter itself left.
    public let sent: Day
    /// How far it has come.
    public let stage: Stage
}

extension CaseFile {
    /// The letters that left for contacts who read in a format which a supplier makes, since they chose it, in the order of the
    /// messages. Not those that were made for an embosser here.
    public var suppliedLetters: [SuppliedLetter] {
        let choices = choicesOfFormat
        guard !choices.isEmpty else { return [] }
        return messages.compactMap { message in
            guard let number = message.id.contact, let sent = message.sent, let choice = choices[number],
                choice.since <= sent, !(choice.format == .braille && embossedMessages.contains(message.id))
            else { return nil }
            return SuppliedLetter(
                message: message.id, contact: number, format: choice.format, sent: sent,
                stage: stage(of: message.id, as: choice.format))
        }
    }

    /// The contacts who read in a format that a supplier makes, with the format and the day since when.
    private var choicesOfFormat: [UInt8: (format: SupplierDays.Format, since: Day)] {
        var choices: [UInt8: (format: SupplierDays.Format, since: Day)] = [:]
        for report in submissions where report.kind == .contactRecorded && report.stands {
            guard let contact = report.contact else { continue }
            guard let format = contact.format?.supplied, contact.mayBeWrittenTo else {
                choices[contact.number] = nil
                continue
            }
            if choices[contact.number]?.format != format { choices[contact.number] = (format, report.happened) }
        }
        return choices
    }

    private func stage(of message: ConclusionID, as format: SupplierDays.Format) -> SuppliedLetter.Stage {
        var stage = SuppliedLetter.Stage.toOrder
        for report in submissions where report.stands {
            if let order = formatOrders[report.key], order.message == message, order.format.supplied == format,
                stage == .toOrder
            {
                stage = .ordered(on: report.happened, expected: order.expected)
            }
            if let supply = formatSupplies[report.key], supply.message == message, supply.format.supplied == format {
                return .supplied(on: report.happened)
            }
        }
        return stage
    }
}

extension LetterFormat {
    /// The format as suppliers know it; nil of one that is made here alone.
    public var supplied: SupplierDays.Format? { isOrdered ? SupplierDays.Format(rawValue: rawValue) : nil }
}
