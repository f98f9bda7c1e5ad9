import Contracts

/// What may come about in a case by which others are told than before, or nobody: each is a case to be tried, and counted, so
/// that whoever checks a log sees which of them it holds.
enum Turn: String, CaseIterable {
    case passing = "rights that passed by age"
    case incapacity = "a young person assessed as lacking the capacity"
    case closed = "a contact who is not told, by decision"
    case protected = "a contact from whom the child's place is kept"
    case changed = "a contact who came to hold the rights, or lost them"
    case death = "a death"
    case end = "another end of the plan"
    case transfer = "a child who moved in"
    case resent = "a message that went again"
}

extension Ledger {
    /// Which of them came about in the case, by reports that stand.
    var turns: Set<Turn> {
        var turns: Set<Turn> = []
        var holds: [UInt8: Bool] = [:]
        for note in standing {
            switch note.data {
            case .contactRecorded(let data):
                if !data.mayBeWrittenTo.isSo { turns.insert(.closed) }
                if data.locationProtected.isSo { turns.insert(.protected) }
                if let before = holds.updateValue(data.holdsRights.isSo, forKey: data.contact),
                    before != data.holdsRights.isSo
                {
                    turns.insert(.changed)
                }
            case .capacityAssessed(let data): if data.lacks { turns.insert(.incapacity) }
            case .planEnded(let data): turns.insert(data.reason == .died ? .death : .end)
            case .movedIn: turns.insert(.transfer)
            default: break
            }
        }
        if conclusions.contains(where: { $0.subject == .rightsPassed }) { turns.insert(.passing) }
        if messages.contains(where: { $0.key.subject == .tellAgain && $0.value.sent != nil }) { turns.insert(.resent) }
        return turns
    }
}
