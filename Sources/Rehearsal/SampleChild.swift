import Contracts
import Statute

/// One invented child of a sample caseload.
struct SampleChild {
    /// The age in whole years at 31 August before the school year.
    let age: Int
    /// Where the child is educated.
    let placement: Placement
    /// The primary need.
    let need: Need
    /// The place in the order in which everything else was drawn.
    var ordinal = 0
    /// Whole years that the plan has been in place.
    var years = 0
    /// The month of birth.
    var born = Month(of: Day(number: 0))
    /// The setting; nil when there is none.
    var setting: SampleSetting?
    /// The transfer that the child faces.
    var transfer: Transfer?
    /// Whether the young person holds the rights, and no longer a parent.
    var isYoungPersons = false
    /// Whether the rights pass to the young person within the year that begins.
    var comesOfAge = false
    /// Who is told of the child, in the order of their numbers.
    var contacts: [SampleContact] = []
    /// What puts the child first among equals.
    var priority: PriorityFlag?
    /// The plan's dates and those of the review that is open.
    var dates = SampleDates()
    /// The coordinator's id.
    var coordinator = ""

    /// The year group, taught with the age group.
    var year: YearGroup { YearGroup(age - 4) }
}

/// One invented contact of a sample child.
struct SampleContact {
    let relation: Relation
    /// Whether the contact holds the rights.
    var holdsRights = true
    /// Whether anything may be sent to it.
    var mayBeWrittenTo = true
    /// What it may see; nil: as the import has it where the cell is empty.
    var maySee: Sight?
    /// Whether where the child is must be kept from it.
    var locationProtected = false
    /// Whether it lives in the child's own household.
    var isAtHome = true
}

/// The dates of one row; nil is unknown, or has not come.
struct SampleDates {
    var made: Day?
    var reviewed: Day?
    var opened: Day?
    var arranged: Day?
    var advice: Day?
    var held: Day?
    var report: Day?
    var decided: Day?
    var outcome: Outcome?
    var notice: Day?
    /// Whether the day the plan was made is known to nobody.
    var isMadeUnknown = false
    /// Whether the day of the last decision is known to nobody.
    var isReviewedUnknown = false
    /// When the review is due, as the order of the case ids has it.
    var due: Day?
}

/// A setting that is made up, with a number that no real one has.
struct SampleSetting: Hashable {
    /// The kinds that differ in years taught.
    enum Kind: String, CaseIterable {
        case nursery = "Nursery"
        case infant = "Infant School"
        case junior = "Junior School"
        case primary = "Primary School"
        case secondary = "Secondary School"
        case special = "School for All"
        case specialPrimary = "Special Primary School"
        case alternative = "Alternative Provision Academy"
        case college = "College"
    }

    let kind: Kind
    let number: Int

    /// No real unique reference number begins with 9.
    var urn: UInt32 {
        UInt32(900_000 + (Kind.allCases.firstIndex(of: kind) ?? 0) * 1_000 + number)
    }

    /// The number by which it is known: a college's UK provider reference number, which no real one has, or else the URN.
    var reference: UInt32 { kind == .college ? 19_900_000 + UInt32(number) : urn }

    /// Its name, made up.
    var name: String {
        let words = SampleNames.places
        let word = words[number % words.count]
        return number < words.count
            ? "\(word) \(kind.rawValue)" : "\(word) \(kind.rawValue) \(number / words.count + 1)"
    }

    /// The last year group it teaches; nil when a child stays to the end.
    var lastYear: YearGroup? {
        switch kind {
        case .nursery: .nursery
        case .infant: YearGroup(2)
        case .junior, .primary, .specialPrimary: YearGroup(6)
        case .secondary, .alternative: YearGroup(11)
        case .special, .college: nil
        }
    }
}

/// Names of nobody.
enum SampleNames {
    static let places = [
        "Mockford", "Sampleton", "Testwood", "Specimen Hill", "Placeholder Green", "Exampleton", "Draft Lane",
        "Instance Park", "Fable Road", "Pretend Common", "Imaginary Heath", "Model Cross", "Invented Elms",
        "Pattern Street", "Trial Meadow", "Notional Wood", "Fiction Field", "Stand-in Corner", "Rehearsal Road",
        "Makebelieve",
    ]
    static let children = [
        "Ash", "Bay", "Cloud", "Dale", "Echo", "Fern", "Glen", "Haze", "Indigo", "Jet", "Kestrel", "Lark", "Maple",
        "Nova", "Onyx", "Pebble", "Quill", "River", "Sky", "Teal", "Umber", "Vale", "Wren", "Zephyr",
    ]
    static let families = [
        "Example", "Sample", "Specimen", "Placeholder", "Testperson", "Mockfield", "Instance", "Pattern", "Invented",
        "Fictional", "Notional", "Pretend", "Imaginary", "Standin", "Rehearsal", "Makebelieve",
    ]
    static let titles = ["Ms", "Mr", "Mx", "Dr"]
}
