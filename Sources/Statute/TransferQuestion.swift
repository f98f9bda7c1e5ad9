extension TransferPhase {
    /// The transfer that follows, for most children, from that year group in its own summer (reg 2(1)): nobody need write it
    /// down for it to come. Nil where none does.
    public static func following(_ year: YearGroup) -> TransferPhase? {
        switch year.number {
        case -1: .earlyYearsToSchool
        case 6: .primaryToSecondary
        case 11: .secondaryToPost16
        default: nil
        }
    }

    /// The transfer that follows from that year group where the child's school ends with it: an infant, first or middle
    /// school. Nil where none does.
    public static func following(theLastYearOfASchool year: YearGroup) -> TransferPhase? {
        switch year.number {
        case 2: .infantToJunior
        case 4: .primaryToMiddle
        case 8: .middleToSecondary
        default: nil
        }
    }

    /// The year groups from which a transfer follows for most children.
    public static let lastYears = [YearGroup.nursery, YearGroup(6), YearGroup(11)]
}

extension BankHolidays {
    /// Why hardly anybody would meet on that day: "a Sunday", "Christmas Day", "a bank holiday". Nil for any other.
    public func remark(on day: Day) -> String? {
        let (_, month, dayOfMonth) = day.parts
        if month == 12, dayOfMonth == 25 { return "Christmas Day" }
        if day.weekday.isWeekend { return "a \(day.weekday.name)" }
        return contains(day) ? "a bank holiday" : nil
    }
}
