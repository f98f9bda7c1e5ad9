public import Contracts
public import Statute

extension PlanRecorded {
    /// What decides whether the child belongs to the cohort of a pilot.
    public var cohort: ReviewPilot.Child {
        ReviewPilot.Child(
            setting: setting.map { Int($0) }, yearGroup: year.map { YearGroup(Int($0)) },
            coordinator: coordinator?.text ?? "")
    }
}

extension ReviewModels {
    /// The model that holds for that plan on that day; nil when its name is not known here.
    public func holding(_ plan: PlanRecorded, on day: Day) -> Holding? {
        holding(plan.model, for: plan.cohort, on: day)
    }
}
