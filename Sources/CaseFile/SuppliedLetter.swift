public import Contracts
public import Statute

// What is not obvious here:
//
// - A format that `people` alone holds is no part of the file, and changes nothing of what the file says: whoever asks what is to
//   be ordered brings it along (`suppliedLetters(held:)`). What was ordered by it is on the file, and is seen without it.
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

/// How `people` holds that a contact reads letters, where nobody said so on the file.
public struct HeldFormat: Hashable, Sendable {
    /// The format.
    public let format: SupplierDays.Format
    /// Since when it is held there.
    public let since: Day

    public init(_ format: SupplierDays.Format, since: Day) {
        self.format = format
        self.since = since
    }
}

extension CaseFile {
    /// The letters that left for contacts who read in a format which a supplier makes, since they chose it, in the order of the
    /// messages. Not those that were made for an embosser here. `held` is what `people` says of contacts by their numbers: it
    /// counts where the file says nothing of the contact's format.
    public func suppliedLetters(held: [UInt8: HeldFormat] = [:]) -> [SuppliedLetter] {
        var choices = choicesOfFormat
        let unsaid = contacts.filter { $0.format == nil && $0.mayBeWrittenTo }
        for contact in unsaid {
            if let known = held[contact.number] { choices[contact.number] = (known.format, known.since) }
        }
        let stages = stagesOfSupply
        guard !choices.isEmpty || !stages.isEmpty else { return [] }
        return messages.compactMap { message in
            guard let number = message.id.contact, let sent = message.sent else { return nil }
            let format: SupplierDays.Format
            if let choice = choices[number] {
                guard choice.since <= sent, !(choice.format == .braille && embossedMessages.contains(message.id)) else {
                    return nil
                }
                format = choice.format
            } else if unsaid.contains(where: { $0.number == number }),
                let ordered = SupplierDays.Format.allCases.first(where: {
                    stages[Supplied(message: message.id, format: $0)] != nil
                })
            {
                // Somebody ordered it by what `people` says.
                format = ordered
            } else {
                return nil
            }
            let stage = stages[Supplied(message: message.id, format: format)] ?? .toOrder
            return SuppliedLetter(message: message.id, contact: number, format: format, sent: sent, stage: stage)
        }
    }

    /// The contacts who chose a format that a supplier makes, with the format and the day since when.
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

    private struct Supplied: Hashable {
        let message: ConclusionID
        let format: SupplierDays.Format
    }

    /// How far each letter has come of which somebody says anything: the reports are walked once for all of them.
    private var stagesOfSupply: [Supplied: SuppliedLetter.Stage] {
        guard !formatOrders.isEmpty || !formatSupplies.isEmpty else { return [:] }
        var stages: [Supplied: SuppliedLetter.Stage] = [:]
        for report in submissions where report.stands {
            if let order = formatOrders[report.key], let format = order.format.supplied {
                let letter = Supplied(message: order.message, format: format)
                if stages[letter] == nil { stages[letter] = .ordered(on: report.happened, expected: order.expected) }
            }
            if let supply = formatSupplies[report.key], let format = supply.format.supplied {
                let letter = Supplied(message: supply.message, format: format)
                if case .supplied = stages[letter] { continue }
                stages[letter] = .supplied(on: report.happened)
            }
        }
        return stages
    }
}

extension LetterFormat {
    /// The format as suppliers know it; nil of one that is made here alone.
    public var supplied: SupplierDays.Format? { isOrdered ? SupplierDays.Format(rawValue: rawValue) : nil }
}
