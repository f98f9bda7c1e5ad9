public import CSV
public import CaseFile
public import Contracts
public import Statute

/// The child-level list that an Area SEND inspection asks for: list 1 of its Annex A, of children with a plan. The columns are
/// those that data-to-insight/annex-a-sen-validator-be reads (at 0172363); the inspectorates' own template could not be read.
public enum AnnexA {
    /// The columns, each with where it comes from; nil where this record does not hold it, and it is left empty.
    public static let columns: [(name: String, from: String?)] = [
        ("Unique ID", "the case"), ("UPN", "the child's record"), ("ULN", "the child's record"),
        ("Date of birth", "the child's record"), ("Gender", "the sex, in the child's record"),
        ("Ethnicity", "the child's record"),
        ("Date initial EHC plan issued", "the day on which the plan was first made"),
        ("Date updated EHC plan issued", "the last final plan that amended it"),
        ("Date EHC plan last reviewed", "the day of the last decision that ended a review"),
        ("SEN primary need", "the plan's record"), ("Main education establishment – URN", "the setting's URN"),
        ("Main education establishment – phase", nil),
        ("Subsidiary education establishment – phase (dual registration)", nil),
        ("Elective home education", "Yes where the placement is electively home educated, else No"),
        ("Suspensions", nil), ("Permanent exclusions", nil), ("Absence", nil), ("Pupil Premium", nil),
        ("Known to children's social care?", nil), ("Which children's social care team?", nil),
        ("Does the child or young person have a disability?", nil),
    ]

    /// The columns of which this record holds nothing.
    public static var notHeld: [String] { columns.filter { $0.from == nil }.map(\.name) }

    /// The row of a plan that is maintained on that day; nil of another.
    public static func row(
        of id: CaseID, _ file: CaseFile, child: Child?, data: ChildReturn?, on day: Day
    ) -> [CSVCell]? {
        guard let plan = file.plan, CaseReturn.isActive(file, on: day) else { return nil }
        func cell(_ text: String?) -> CSVCell { text.map { .text($0) } ?? .empty }
        func past(_ date: Day?) -> Day? { date.flatMap { $0 <= day ? $0 : nil } }
        let amended = file.reviews.filter { $0.finalOutcome == .amended }.compactMap { past($0.finalTold) }.max()
        let urn = plan.setting.flatMap { SettingNumber.ukprns.contains($0) ? nil : String($0) }
        let known: [CSVCell] = [
            .text(id.text), cell(data?.upn?.text), cell(data?.uln?.text), cell(child?.born?.description),
            cell(data?.sex?.rawValue), cell(data?.ethnicity?.text), cell(file.planMade?.description),
            cell(amended?.description), cell(past(file.lastReviewed)?.description),
            cell(plan.need == .notRecorded ? nil : plan.need.rawValue), cell(urn), .empty, .empty,
            .text(plan.placement == .homeEducated ? "Yes" : "No"),
        ]
        return known + Array(repeating: .empty, count: columns.count - known.count)
    }

    /// What should be looked at in a row, as the public checks of that list do: items that are missing, and days in the wrong
    /// order.
    public static func faults(
        of file: CaseFile, child: Child?, data: ChildReturn?, on day: Day
    ) -> [String] {
        var faults: [String] = []
        let born = child?.born
        if born == nil { faults.append("no day of birth: give child_born in people.csv") }
        if data?.sex == nil { faults.append("no sex: give sex in people.csv") }
        if data?.ethnicity == nil { faults.append("no ethnicity: give ethnicity in people.csv") }
        if file.plan?.need ?? .notRecorded == .notRecorded { faults.append("no need: give need in plans.csv") }
        if let born, born.monthsAfter(6 * 12) <= day, data?.upn == nil, data?.uln == nil {
            faults.append("six or older, and neither a UPN nor a ULN: give upn or uln in people.csv")
        }
        if let born, born.monthsAfter(26 * 12) <= day { faults.append("26 or older: compare child_born") }
        if let made = file.planMade, let reviewed = file.lastReviewed, reviewed < made {
            faults.append("last reviewed on \(reviewed), before the plan was made on \(made): compare both")
        }
        return faults
    }
}
