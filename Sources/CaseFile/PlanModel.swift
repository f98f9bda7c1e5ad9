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

    /// Why the model is not known that holds for that plan on that day; nil when it is, or there is no file of its name.
    public func fault(of plan: PlanRecorded, on day: Day) -> String? {
        fault(of: plan.model, for: plan.cohort, on: day)
    }

    /// What a service says that was started with files of no use; nil when there are none.
    public var lack: String? {
        guard !faults.isEmpty else { return nil }
        return faults.sorted { $0.key < $1.key }.map(\.value).joined(separator: "; ")
            + ": the plans of that model wait; mend the file and start again"
    }
}
