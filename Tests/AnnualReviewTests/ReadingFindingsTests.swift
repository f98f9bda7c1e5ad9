import Casework
import Contracts
import Statute
import TestSupport
import Testing

@testable import AnnualReview
@testable import CouncilFiles

/// What cannot be read of a council's files, or contradicts itself there: each by its code, so that a program can tell one from
/// another.
@Suite struct `What a file says that cannot be read` {
    struct Example: Sendable, CustomStringConvertible {
        let plans: String?
        let people: String?
        let codes: [FindingCode]
        var description: String { codes.map(\.rawValue).joined(separator: ", ") }

        init(_ codes: FindingCode..., plans: String) { (self.plans, people, self.codes) = (plans, nil, codes) }
        init(_ codes: FindingCode..., people: String) { (plans, self.people, self.codes) = (nil, people, codes) }
    }

    private static let long = String(repeating: "x", count: 401)
    static let examples: [Example] = [
        Example(.fieldsMiscounted, plans: "case,need\nB-1,ASD,more\n"),
        Example(.cellTooLong, plans: "case,need\nB-1,\(long)\n"),
        Example(.noDay, plans: "case,plan_made\nB-1,soon\n"),
        Example(.noSuchDay, plans: "case,plan_made\nB-1,2024-02-30\n"),
        Example(.noSuchDayMonthFirst, plans: "case,plan_made\nB-1,07/13/2019\nB-2,13/13/2020\n"),
        Example(.shortYear, plans: "case,plan_made\nB-1,12/07/19\n"),
        Example(.noMonth, plans: "case,born\nB-1,spring\n"),
        Example(.dayForMonth, plans: "case,born\nB-1,4 March 2015\n"),
        Example(.notListed, plans: "case,placement\nB-1,home\n"),
        Example(.noNumber, plans: "case,transfer_phase,transfer_year\nB-1,primary-to-secondary,next\n"),
        Example(.notYesOrNo, people: "for,name,address1,holds_rights\nB-1,Ada,1 Street BR1 1AA,perhaps\n"),
        Example(.noYearGroup, plans: "case,year_group\nB-1,old\n"),
        Example(.noOfficerID, plans: "case,coordinator\nB-1,Tom Ashworth\n"),
        Example(.noOfficerID, people: "for,name,address1\nofficer:Tom Ashworth,Tom,1 Street BR1 1AA\n"),
        Example(.noReference, plans: "case,need\n,ASD\n"),
        Example(.badReference, plans: "case,need\nB 1,ASD\n"),
        Example(.noSubject, people: "for,name,address1\n,Ada,1 Street BR1 1AA\n"),
        Example(.badSubject, people: "for,name,address1\nhead:1,Ada,1 Street BR1 1AA\nB 1,Ben,1 Street BR1 1AA\n"),
        Example(.caseUnknown, people: "for,name,address1\nB-9,Ada,1 Street BR1 1AA\n"),
        Example(.noSettingNumber, people: "for,name,address1\nsetting:7,School,1 Street BR1 1AA\n"),
        Example(.noName, people: "for,name,address1\nB-1,,1 Street BR1 1AA\n"),
        Example(.noLanguage, people: "for,name,address1,language\nB-1,Ada,1 Street BR1 1AA,Polish\n"),
        Example(.noEmailAddress, people: "for,name,email\nB-1,Ada,ada at example\n"),
        Example(.noChannel, people: "for,name,address1,channels\nB-1,Ada,1 Street BR1 1AA,e_mail!\n"),
        Example(
            .verifiedWithoutAddress, people: "for,name,address1,email_verified_by\nB-1,Ada,1 Street BR1 1AA,C-07\n"),
        Example(
            .noVerifier,
            people: "for,name,address1,email,email_verified_on\nB-1,Ada,1 Street BR1 1AA,ada@example.org,2024-01-08\n"),
        Example(
            .noVerifiedDay,
            people: "for,name,address1,email,email_verified_by\nB-1,Ada,1 Street BR1 1AA,ada@example.org,C-07\n"),
        Example(.noEthnicity, people: "for,name,address1,child,ethnicity\nB-1,Ada,1 Street BR1 1AA,Robin,British\n"),
        Example(.noUPN, people: "for,name,address1,child,upn\nB-1,Ada,1 Street BR1 1AA,Robin,H9990\n"),
        Example(.noUPNReason, people: "for,name,address1,child,upn_reason\nB-1,Ada,1 Street BR1 1AA,Robin,lost\n"),
        Example(.noULN, people: "for,name,address1,child,uln\nB-1,Ada,1 Street BR1 1AA,Robin,123\n"),
        Example(.ofCaseAlone, people: "for,name,address1,relation\nofficer:C-07,Tom,1 Street BR1 1AA,parent\n"),
        Example(.rowTwice, plans: "case,need\nB-1,ASD\nB-1,ASD\n"),
        Example(
            .rowTwice, people: "for,name,address1\nteam:health,A,1 Street BR1 1AA\nteam:health,B,1 Street BR1 1AA\n"),
        Example(
            .cellsDiffer,
            people: "for,contact,name,address1,child\nB-1,1,A,1 Street BR1 1AA,Robin\nB-1,2,B,1 Street BR1 1AA,Robert\n"
        ),
        Example(
            .upnAndReason,
            people: "for,name,address1,child,upn,upn_reason\nB-1,Ada,1 Street BR1 1AA,Robin,N999000000000,UN1\n"),
        Example(.bornWithoutName, people: "for,name,address1,child_born\nB-1,Ada,1 Street BR1 1AA,2015-03-04\n"),
        Example(
            .contactTwice, people: "for,contact,name,address1\nB-1,2,A,1 Street BR1 1AA\nB-1,2,B,1 Street BR1 1AA\n"),
        Example(.contactUnnumbered, people: "for,name,address1\nB-1,A,1 Street BR1 1AA\nB-1,B,1 Street BR1 1AA\n"),
        Example(
            .tooManyContacts, .waitsForFamily,
            people: "for,name,address1\n" + String(repeating: "B-1,A,1 Street BR1 1AA\n", count: 256)),
        Example(
            .noName, .waitsForFamily,
            people: "for,contact,name,address1\nB-1,1,,1 Street BR1 1AA\nB-1,2,B,1 Street BR1 1AA\n"),
    ]

    @Test(arguments: examples) func `is refused by a code, with the words that people read`(_ example: Example) throws {
        var office = Office()
        if example.people != nil { try office.take("case\nB-1\n") }
        let report: ImportReport
        if let plans = example.plans {
            report = try office.take(plans)
        } else {
            report = try office.take(people: example.people ?? "")
        }
        let rows = report.problems + report.keptOut
        #expect(!report.problems.isEmpty)
        #expect(Set(rows.compactMap { $0.finding?.code }) == Set(example.codes), "\(rows)")
        for row in rows {
            let finding = try #require(row.finding, "\(row)")
            #expect(row.reason == finding.sentence(in: ModelWords()))
            #expect(!row.reason.contains("{"), "every value of its words is given: \(row.reason)")
        }
    }

    @Test func `is refused by a code where no models are at hand to choose from`() throws {
        let frame = PlanTable.Frame(today: Day.of("2024-09-02"), models: nil, model: "statutory")
        let table = try PlanTable(parsing: Array("case,model\nB-1,../x\n".utf8), file: "plans.csv", frame: frame)
        #expect(table.problems.map { $0.finding?.code } == [.noModel])
    }

    @Test func `waits by a code where the row of its case in the plans is refused`() throws {
        var office = Office()
        let report = try office.take(
            "case,plan_made\nB-1,soon\n", people: "for,name,address1\nB-1,Ada,1 Street BR1 1AA\n")
        #expect(report.problems.map { $0.finding?.code } == [.noDay])
        #expect(report.keptOut.map { $0.finding?.code } == [.waitsForPlan])
    }
}
