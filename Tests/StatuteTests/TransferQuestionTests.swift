import Statute
import Testing

@Suite struct `What is asked where nothing is written` {
    @Test func `a transfer follows for most from nursery, Year 6 and Year 11, and elsewhere where a school ends`() {
        let most = (-4...14).filter { TransferPhase.following(YearGroup($0)) != nil }
        #expect(most == [-1, 6, 11] && TransferPhase.lastYears.map(\.number) == most)
        let some = (-4...14).filter { TransferPhase.following(theLastYearOfASchool: YearGroup($0)) != nil }
        #expect(some == [2, 4, 8])
        // Between them every transfer of reg 2(1) is asked about.
        let all =
            most.compactMap { TransferPhase.following(YearGroup($0)) }
            + some.compactMap { TransferPhase.following(theLastYearOfASchool: YearGroup($0)) }
        #expect(Set(all) == Set(TransferPhase.allCases))
    }

    @Test(
        arguments: [
            ("2024-12-25", "Christmas Day"), ("2024-12-28", "a Saturday"), ("2025-02-02", "a Sunday"),
            ("2024-12-26", "a bank holiday"), ("2024-08-26", "a bank holiday"), ("2025-04-18", "a bank holiday"),
            ("2024-12-27", nil),
            ("2024-08-05", nil),
        ] as [(String, String?)])
    func `hardly anybody meets at a weekend or on a bank holiday`(date: String, remark: String?) throws {
        #expect(BankHolidays.byRuleOnly.remark(on: try day(date)) == remark)
    }
}
