public import CaseFile
public import Contracts
public import Statute

/// What the return says of one case: the facts of its file, what its child's records hold, and, for what no record here
/// holds, the council's own file.
public struct CaseReturn: Sendable {
    /// The case.
    public let id: CaseID
    /// The row of the child; nil where neither a plan is maintained on the census day nor one ended in the year before.
    public let row: ReturnRow?
    /// What the council's own file says otherwise than the record; the record's is returned.
    public let differences: [Difference]

    /// What the council's own file says otherwise.
    public struct Difference: Equatable, Sendable {
        public let item: ReturnItem
        public let own: String
        public let record: String
    }

    /// What the return says of that case. `own` is the child's row in the council's own file.
    public init(
        _ id: CaseID, _ file: CaseFile, child: Child? = nil, data: ChildReturn? = nil, own: ReturnRow? = nil,
        for form: ReturnForm
    ) {
        self.id = id
        var maker = Maker(file: file, form: form)
        row = maker.row(child: child, data: data, own: own)
        differences = maker.differences
    }

    /// Whether that plan is maintained on the census day, as the figures count it.
    static func isActive(_ file: CaseFile, on census: Day) -> Bool {
        guard file.plan != nil else { return false }
        if let end = file.end, end.day <= census { return false }
        return file.planMade.map { $0 <= census } ?? true
    }

    /// SEN2's codes of the reasons for an end, item 4.6: the list of `EndReason` follows theirs.
    static func code(of reason: EndReason) -> String {
        String((EndReason.allCases.firstIndex(of: reason) ?? EndReason.allCases.count - 1) + 1)
    }

    /// SEN2's codes of the outcomes.
    static func code(of outcome: Outcome) -> String {
        switch outcome {
        case .amend: "A"
        case .cease: "C"
        case .maintain: "M"
        }
    }

    /// The code of a placement without a setting's number; nil where the record does not say which of several it is.
    static func code(of placement: Placement) -> String? {
        switch placement {
        case .otherwise: "OLA"
        case .homeEducated: "EHE"
        case .earlyYears: "EYP"
        case .mainstream, .special, .alternativeProvision, .furtherEducation, .notInEducation, .other, .notRecorded: nil
        }
    }
}

/// The latest review of which anything is known on a day, as it stood on that day.
public struct ReviewOnDay: Equatable, Sendable {
    /// The day of its meeting.
    public var meeting: Day?
    /// The day the family was told of the decision.
    public var decided: Day?
    /// What was decided.
    public var outcome: Outcome?
    /// The day the amendment notice was sent.
    public var draft: Day?

    /// Nothing is known.
    init() {}

    /// What that file shows of it. Of a plan without a review in the file the day of the last decision is what was recorded
    /// with the plan.
    public init(_ file: CaseFile, on day: Day) {
        func happened(_ date: Day?) -> Day? { date.flatMap { $0 <= day ? $0 : nil } }
        for review in file.reviews.reversed() {
            let told = happened(review.told)
            // A decision whose letter left on a day that nobody knows is one; of one whose letter left later nothing was known.
            let outcome = told != nil ? review.outcome : review.told == nil ? review.undated?.outcome : nil
            guard happened(review.held) != nil || told != nil || outcome != nil else { continue }
            meeting = happened(review.held)
            decided = told
            self.outcome = outcome
            draft = happened(review.noticeSent)
            return
        }
        decided = [file.plan?.reviewed, file.movedIn?.reviewed].compactMap(happened).max()
    }
}

/// Puts a row together.
private struct Maker {
    let file: CaseFile
    let form: ReturnForm
    var differences: [CaseReturn.Difference] = []

    mutating func row(child: Child?, data: ChildReturn?, own: ReturnRow?) -> ReturnRow? {
        guard let plan = file.plan else { return nil }
        let isActive = CaseReturn.isActive(file, on: form.censusDay)
        let end = file.end.flatMap { end in
            end.day.year >= form.yearBefore && end.day <= form.censusDay ? end : nil
        }
        guard isActive || end != nil else { return nil }
        var person = own ?? ReturnRow(.person)
        put(.birthDate, child?.born?.description, in: &person)
        put(.sex, data?.sex?.rawValue, in: &person)
        put(.ethnicity, data?.ethnicity?.text, in: &person)
        put(.postcode, data?.postcode, in: &person)
        put(.upn, data?.upn?.text, in: &person)
        put(.uln, data?.uln?.text, in: &person)
        put(.upnUnknown, data?.upnReason?.text, in: &person)

        // The request that led to the plan: in the own file the one that holds it, or else the last.
        let requests = person.rows.indices.filter { person.rows[$0].module == .requests }
        let place =
            requests.last { !person.rows[$0].rows(of: .activePlans).isEmpty }
            ?? requests.last { !person.rows[$0].all(.namedPlan).isEmpty } ?? requests.last
        var request = place.map { person.rows[$0] } ?? ReturnRow(.requests)
        request.rows = assessments(of: request, end) + actives(of: request, plan, isActive)
        if let place { person.rows[place] = request } else { person.rows.append(request) }
        return person
    }

    private mutating func assessments(of request: ReturnRow, _ end: PlanEnd?) -> [ReturnRow] {
        var all = request.rows(of: .assessment)
        let place = all.lastIndex { !$0.rows(of: .namedPlan).isEmpty } ?? all.indices.last
        var assessment = place.map { all[$0] } ?? ReturnRow(.assessment)
        var named = assessment.rows.last { $0.module == .namedPlan } ?? ReturnRow(.namedPlan)
        put(.startDate, file.planMade?.description, in: &named)
        put(.ceaseDate, end?.day.description, in: &named)
        put(.ceaseReason, end.map { CaseReturn.code(of: $0.reason) }, in: &named)
        assessment.rows = [named]
        if let place { all[place] = assessment } else { all.append(assessment) }
        return all
    }

    private mutating func actives(of request: ReturnRow, _ plan: PlanRecorded, _ isActive: Bool) -> [ReturnRow] {
        guard isActive else { return [] }
        var active = request.rows(of: .activePlans).last ?? ReturnRow(.activePlans)
        let review = ReviewOnDay(file, on: form.censusDay)
        // The record's review stands whole: of another review nothing may be left beside it.
        if review != ReviewOnDay() {
            for (item, value) in [
                (ReturnItem.reviewMeeting, review.meeting?.description),
                (.lastReview, review.decided?.description),
                (.reviewOutcome, review.outcome.map(CaseReturn.code)),
                (.reviewDraft, review.draft?.description),
            ] {
                put(item, value, in: &active)
                if value == nil { active[item] = nil }
            }
        }
        let (due, final) = transfer(plan)
        put(.phaseTransferDue, due?.description, in: &active)
        put(.phaseTransferFinal, final?.description, in: &active)
        active.rows = placements(of: active, plan) + needs(of: active, plan)
        return [active]
    }

    /// The day before which the plan must name the setting after the transfer that is due next (reg 18: 15 February, 31 March),
    /// where it lies in the census year or the year before, and the day on which that plan was sent.
    private func transfer(_ plan: PlanRecorded) -> (due: Day?, final: Day?) {
        guard let phase = plan.transfer, let year = plan.transferYear.map({ Int($0) }),
            let due = Statute.transferPlanBy(phase, year: year).map({ $0 + 1 }),
            (form.yearBefore...form.rawValue).contains(due.year)
        else { return (nil, nil) }
        let final = file.reviews.compactMap { review -> Day? in
            guard review.namesTransfer, let told = review.finalTold, told.year >= year - 1, told <= form.censusDay
            else { return nil }
            return told
        }.min()
        return (due, final)
    }

    private mutating func placements(of active: ReturnRow, _ plan: PlanRecorded) -> [ReturnRow] {
        var all = active.rows(of: .placementDetail)
        let first = all.firstIndex { $0[.placementRank] == "1" } ?? all.indices.first
        var placement = first.map { all[$0] } ?? ReturnRow(.placementDetail)
        if let setting = plan.setting {
            let item: ReturnItem = SettingNumber.ukprns.contains(setting) ? .ukprn : .urn
            let number = String(setting)
            // Of another setting than the record's nothing is kept: neither its days nor its unit.
            if let own = placement[item], own != number {
                differences.append(.init(item: item, own: own, record: number))
                placement = ReturnRow(.placementDetail)
            }
            placement[item] = number
            placement[.senSetting] = nil
        } else if let code = CaseReturn.code(of: plan.placement) {
            put(.senSetting, code, in: &placement)
        }
        guard !placement.cells.isEmpty else { return all }
        if placement[.placementRank] == nil { placement[.placementRank] = "1" }
        if let first { all[first] = placement } else { all.append(placement) }
        return all
    }

    private mutating func needs(of active: ReturnRow, _ plan: PlanRecorded) -> [ReturnRow] {
        var all = active.rows(of: .senNeed)
        guard plan.need != .notRecorded else { return all }
        let first = all.firstIndex { $0[.senTypeRank] == "1" } ?? all.indices.first
        var need = first.map { all[$0] } ?? ReturnRow(.senNeed)
        put(.senType, plan.need.rawValue, in: &need)
        if need[.senTypeRank] == nil { need[.senTypeRank] = "1" }
        if let first { all[first] = need } else { all.append(need) }
        return all
    }

    /// What the record says stands; where the own file says otherwise, that is noted.
    private mutating func put(_ item: ReturnItem, _ value: String?, in row: inout ReturnRow) {
        guard let value, !value.isEmpty else { return }
        if let own = row[item], own != value {
            differences.append(CaseReturn.Difference(item: item, own: own, record: value))
        }
        row[item] = value
    }
}
