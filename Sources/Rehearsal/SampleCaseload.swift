import Contracts
package import Statute

/// A council's caseload, invented from a seed and distributed as the DfE counted: ages, placements and needs come out
/// exactly, dates with the backlog that councils have.
package struct SampleCaseload {
    /// The first day: nothing in the caseload is later, but meetings that are arranged.
    let first: Day
    /// The children in the order in which their reviews are due; those whose day is unknown come last.
    private(set) var children: [SampleChild]
    /// The ids of the coordinators, about two hundred plans each.
    let coordinators: [String]
    /// The review model of the plans.
    let model: String
    private var chance: Chance

    /// Plans that one coordinator holds: what Swindon says of its own.
    static let plansPerCoordinator = 200

    /// A caseload of `plans` plans (nil: as many as the council has).
    package init(figures: CouncilFigures, plans: Int?, seed: UInt64, first: Day, model: String) {
        self.first = first
        self.model = model
        chance = Chance(seed: seed)
        children = SampleCaseload.composed(figures, plans: plans ?? figures.total)
        let count = max(1, (children.count + Self.plansPerCoordinator / 2) / Self.plansPerCoordinator)
        coordinators = (1...count).map { $0 < 10 ? "C-0\($0)" : "C-\($0)" }
        chance.shuffle(&children)
        for index in children.indices { children[index].ordinal = index }
        giveBirths()
        giveYears(figures)
        giveSettings()
        giveDates()
        giveCoordinators()
        giveContacts(seed: seed)
        children.sort { left, right in
            switch (left.dates.due, right.dates.due) {
            case (let first?, let second?): first == second ? left.ordinal < right.ordinal : first < second
            case (nil, nil): left.ordinal < right.ordinal
            case (let first, _): first != nil
            }
        }
    }

    /// The case id of the child at that place.
    static func id(_ place: Int) -> String { "B-\(10_001 + place)" }

    // MARK: Who

    /// Children by age, placement and need: age with placement, and age with need, exactly as counted.
    private static func composed(_ figures: CouncilFigures, plans: Int) -> [SampleChild] {
        let placements = Placement.allCases
        let needs = Need.allCases
        let cells = Apportionment.shares(
            of: plans, by: figures.placements.flatMap { $0.map(Double.init) })
        let byAge = figures.ages.indices.map { age in
            Array(cells[age * placements.count..<(age + 1) * placements.count])
        }
        // How often a need is found in a placement.
        let affinity = figures.needsByPlacement.map { row in
            let sum = Double(row.reduce(0, +))
            return row.map { sum > 0 ? Double($0) / sum : 0 }
        }
        var leaning = affinity.map { $0.map { _ in 0.0 } }
        var children: [SampleChild] = []
        for (place, age) in figures.ages.enumerated() {
            let rows = byAge[place]
            let columns = Apportionment.shares(of: rows.reduce(0, +), by: figures.needs[place].map(Double.init))
            // A pair that the council's figures never show together may still be needed for the sums.
            var exact = affinity.map { $0.map { $0 + 1e-6 } }
            Apportionment.fit(&exact, rows: rows.map(Double.init), columns: columns.map(Double.init))
            let table = Apportionment.rounded(exact, rows: rows, columns: columns, leaning: leaning)
            for (row, placement) in placements.enumerated() {
                for (column, need) in needs.enumerated() {
                    leaning[row][column] += exact[row][column] - Double(table[row][column])
                    for _ in 0..<table[row][column] {
                        children.append(SampleChild(age: age, placement: placement, need: need))
                    }
                }
            }
        }
        return children
    }

    private mutating func giveBirths() {
        let start = SchoolYear.start(on: first)
        for index in children.indices {
            // Taught with its age group: born in the twelve months that end on 31 August.
            let september = (start - children[index].age - 1) * 12 + 8
            let month = september + chance.number(0...11)
            children[index].born = Month(month / 12, month % 12 + 1) ?? Month(of: first)
            // For whom of them somebody else decides is assessed case by case, which no file that is imported can say.
            let end = SchoolYear.compulsoryAgeEnds(bornIn: children[index].born)
            children[index].isYoungPersons = end.map { $0 < first } ?? false
            children[index].comesOfAge = end.map { (first...first + 366).contains($0) } ?? false
        }
    }

    /// Of children whose parents hold the rights, those with two holders in two households; then those of whom one holder
    /// is closed, by decision, and is kept from where the child is; those of whom one is told and kept from it; and those
    /// with somebody beside the family who holds no rights.
    static let shares = (twoHouseholds: 0.1, closed: 0.01, locationProtected: 0.007, beside: 0.03)
    /// Of children who are looked after, those whose foster carer is a parent in law beside the parent; of young people
    /// with the rights, those whose parent is still in touch.
    static let (fosterCarers, parentsOfYoungPeople) = (0.6, 0.6)

    /// Drawn apart, so that the plans are the same whoever is told of them.
    private mutating func giveContacts(seed: UInt64) {
        var chance = Chance(seed: seed ^ 0x636F_6E74_6163_7473)
        for index in children.indices {
            let drawn = chance.uniform()
            var contacts = [SampleContact(relation: children[index].isYoungPersons ? .youngPerson : .parent)]
            let shares = Self.shares
            if children[index].isYoungPersons {
                if drawn < Self.parentsOfYoungPeople {
                    contacts.append(SampleContact(relation: .parent, holdsRights: false))
                }
            } else if children[index].priority == .lookedAfter {
                contacts.append(
                    drawn < Self.fosterCarers
                        ? SampleContact(relation: .fosterCarer)
                        : SampleContact(relation: .socialWorker, holdsRights: false, isAtHome: false))
                contacts[0].isAtHome = false
            } else if drawn < shares.twoHouseholds {
                contacts.append(SampleContact(relation: .parent, isAtHome: false))
            } else if drawn < shares.twoHouseholds + shares.closed {
                contacts.append(
                    SampleContact(
                        relation: .parent, mayBeWrittenTo: false, maySee: .nothing, locationProtected: true,
                        isAtHome: false))
            } else if drawn < shares.twoHouseholds + shares.closed + shares.locationProtected {
                contacts.append(SampleContact(relation: .parent, locationProtected: true, isAtHome: false))
            } else if drawn > 1 - shares.beside {
                contacts.append(
                    SampleContact(
                        relation: children[index].ordinal.isMultiple(of: 2) ? .grandparent : .advocate,
                        holdsRights: false, isAtHome: false))
            }
            if children[index].comesOfAge {
                contacts.append(SampleContact(relation: .youngPerson, holdsRights: false))
            }
            children[index].contacts = contacts
        }
    }

    private mutating func giveYears(_ figures: CouncilFigures) {
        let counts = Apportionment.shares(of: children.count, by: figures.years.map(Double.init))
        // The longest first, each to a child who is old enough: few plans are made before the second birthday.
        var free = Array(children.indices)
        for years in counts.indices.reversed() {
            var left = counts[years]
            guard left > 0 else { continue }
            var kept: [Int] = []
            for index in free {
                if left > 0, children[index].age >= years + 3 || years == 0 {
                    children[index].years = years
                    left -= 1
                } else {
                    kept.append(index)
                }
            }
            free = kept
        }
    }

    // MARK: Where

    private mutating func giveSettings() {
        let start = SchoolYear.start(on: first)
        var counts: [SampleSetting.Kind: Int] = [:]
        for child in children {
            if let kind = Self.kind(child) { counts[kind, default: 0] += 1 }
        }
        for index in children.indices {
            children[index].priority = Self.priority(children[index], &chance)
            guard let kind = Self.kind(children[index]), let count = counts[kind] else {
                children[index].transfer = Self.transfer(children[index], lastYear: nil, start: start)
                continue
            }
            let settings = max(1, count / Self.plansPerSetting(kind))
            let setting = SampleSetting(kind: kind, number: chance.number(0...settings - 1))
            children[index].setting = setting
            children[index].transfer = Self.transfer(children[index], lastYear: setting.lastYear, start: start)
        }
    }

    private static func kind(_ child: SampleChild) -> SampleSetting.Kind? {
        let year = child.year
        switch child.placement {
        case .mainstream:
            if year < .reception { return .nursery }
            guard year <= YearGroup(6) else { return .secondary }
            // One school in four that a young child goes to ends at Year 2; of its age group a junior school goes on.
            guard child.ordinal % 4 == 0 else { return .primary }
            return year <= YearGroup(2) ? .infant : .junior
        case .special: return child.ordinal % 3 == 0 && year <= YearGroup(6) ? .specialPrimary : .special
        case .alternativeProvision: return .alternative
        case .furtherEducation: return .college
        case .earlyYears: return .nursery
        case .otherwise, .homeEducated, .notInEducation, .other, .notRecorded: return nil
        }
    }

    private static func plansPerSetting(_ kind: SampleSetting.Kind) -> Int {
        switch kind {
        case .nursery: 3
        case .infant, .junior: 12
        case .primary: 16
        case .secondary: 40
        case .special: 90
        case .specialPrimary: 50
        case .alternative: 6
        case .college: 120
        }
    }

    /// The transfer that comes at the end of the school year. Where there is no setting the age alone decides.
    private static func transfer(_ child: SampleChild, lastYear: YearGroup?, start: Int) -> Transfer? {
        let year = child.year
        guard child.setting == nil || lastYear == year else { return nil }
        switch year.number {
        case -1: return Transfer(.earlyYearsToSchool, in: start + 1)
        case 2: return lastYear == nil ? nil : Transfer(.infantToJunior, in: start + 1)
        case 6: return Transfer(.primaryToSecondary, in: start + 1)
        case 11: return Transfer(.secondaryToPost16, in: start + 1)
        default: return nil
        }
    }

    private static func priority(_ child: SampleChild, _ chance: inout Chance) -> PriorityFlag? {
        let drawn = chance.uniform()
        if child.placement == .notInEducation, drawn < 0.5 { return .notAttending }
        if drawn < 0.05 { return .lookedAfter }
        if drawn < 0.08 { return .childInNeed }
        if drawn < 0.09 { return .placementAtRisk }
        return drawn < 0.095 ? .medical : nil
    }

    private mutating func giveCoordinators() {
        // Whole settings as far as they go; children without one are shared out at the end.
        let order = children.indices.sorted { left, right in
            let (first, second) = (children[left].setting?.urn ?? 999_999, children[right].setting?.urn ?? 999_999)
            return first == second ? children[left].ordinal < children[right].ordinal : first < second
        }
        for (place, index) in order.enumerated() {
            children[index].coordinator = coordinators[place * coordinators.count / children.count]
        }
    }

    // MARK: When

    /// How a plan that is more than a year old stands on the first day.
    enum Situation: CaseIterable {
        /// Its last review was complete within the last twelve months.
        case upToDate
        /// The review is late and nothing has been done.
        case overdue
        /// A review is open and has no date.
        case opened
        /// A meeting is arranged.
        case arranged
        /// The meeting was held; no report yet.
        case held
        /// The report is there; no decision yet.
        case reported
        /// The meeting was held last year, and the family was never told.
        case neverTold
        /// An amendment notice was sent, and the final plan has not been.
        case amending

        /// Its share.
        var share: Double {
            switch self {
            case .upToDate: 0.715
            case .overdue: 0.05
            case .opened: 0.04
            case .arranged: 0.03
            case .held: 0.02
            case .reported: 0.015
            case .neverTold: 0.08
            case .amending: 0.05
            }
        }
    }

    private mutating func giveDates() {
        let old = children.indices.filter { children[$0].years > 0 }
        let counts = Apportionment.shares(of: old.count, by: Situation.allCases.map(\.share))
        var situations: [Situation] = []
        for (situation, count) in zip(Situation.allCases, counts) {
            situations += Array(repeating: situation, count: count)
        }
        chance.shuffle(&situations)
        for (index, situation) in zip(old, situations) { giveDates(to: index, situation) }
        for index in children.indices where children[index].years == 0 {
            children[index].dates.made = made(years: 0)
        }
        loseDates()
        for index in children.indices {
            let dates = children[index].dates
            children[index].dates.due = Statute.reviewDue(
                made: dates.isMadeUnknown ? nil : dates.made,
                lastReviewed: dates.isReviewedUnknown ? nil : dates.decided ?? dates.reviewed)
        }
    }

    /// A working day on which a plan was made that has been in place for so many whole years.
    private mutating func made(years: Int) -> Day {
        let last = first.monthsAfter(-12 * years) - 3
        let day = (last - chance.number(0...358)).workingDayOnOrAfter
        // The first plans were made on 1 September 2014.
        return max(day, Day(2014, 9, 1) ?? day)
    }

    private mutating func giveDates(to index: Int, _ situation: Situation) {
        let made = made(years: children[index].years)
        var dates = SampleDates()
        dates.made = made
        // Spread evenly over the year, so that no month has all the reviews.
        let step = Double(children[index].ordinal) * 0.618_033_988_749_894_9
        let within = Int((step - step.rounded(.down)) * 364)
        let first = first
        func before(_ days: Int) -> Day { (first - days).workingDayOnOrBefore }
        switch situation {
        case .upToDate:
            dates.reviewed = before(364 - within)
        case .overdue:
            dates.reviewed = before(366 + chance.number(10...240))
        case .opened, .arranged:
            dates.reviewed = before(255 + within / 4)
            dates.opened = before(chance.number(1...40))
            if situation == .arranged {
                dates.arranged = (first + chance.number(7...60)).workingDayOnOrAfter
                if chance.happens(0.3) { dates.advice = before(1) }
            }
        case .held, .reported:
            dates.reviewed = before(320 + within / 8)
            dates.opened = before(chance.number(90...120))
            // Still within the four weeks: a decision that is late already would count among the year's, without one
            // of the year's that came after its end to make up for it.
            let held = before(chance.number(situation == .held ? 4...20 : 14...22))
            dates.arranged = held
            dates.held = held
            if situation == .reported { dates.report = min(held + chance.number(5...13), first - 1) }
        case .neverTold:
            dates.reviewed = before(chance.number(440...700))
            dates.opened = before(chance.number(330...400))
            let held = before(chance.number(60...310))
            dates.arranged = held
            dates.held = held
            if chance.happens(0.8) { dates.report = (held + chance.number(8...40)).workingDayOnOrBefore }
        case .amending:
            dates.reviewed = before(chance.number(480...600))
            let held = before(chance.number(40...150))
            dates.opened = before(chance.number(200...240))
            dates.arranged = held
            dates.held = held
            dates.report = held + 10
            let decided = min(held + chance.number(10...60), first - 3).workingDayOnOrBefore
            dates.decided = decided
            dates.outcome = .amend
            dates.notice = decided
        }
        // A first review follows the making of the plan; where the year was too short there has been none.
        if let reviewed = dates.reviewed, reviewed < made + 150 { dates.reviewed = nil }
        if let opened = dates.opened, opened < made {
            dates = SampleDates()
            dates.made = made
        }
        children[index].dates = dates
    }

    /// In two of a hundred files a date is missing.
    private mutating func loseDates() {
        for index in children.indices where children[index].years > 0 && children[index].dates.opened == nil {
            let drawn = chance.uniform()
            children[index].dates.isMadeUnknown = drawn < 0.018
            children[index].dates.isReviewedUnknown = drawn < 0.010 || (0.018..<0.020).contains(drawn)
        }
    }
}

extension SampleCaseload {
    /// How many children there are.
    package var count: Int { children.count }

    /// For people: how many of its children are of the kinds that matter to a review.
    package var shape: String {
        let without = children.count { $0.setting == nil }
        let several = children.count { $0.contacts.count { $0.holdsRights && $0.mayBeWrittenTo } > 1 }
        let open = children.count { $0.dates.opened != nil }
        return "\(open) with a review open, \(without) without a setting, \(several) of whom several are told, "
            + "\(coordinators.count) coordinators"
    }
}
