public import CaseFile
public import Contracts
public import Runtime
public import Statute

// What is not obvious here:
//
// - People and services work side by side within a day. A reminder on the very day on which its object arrives may
//   or may not be said; the reports and figures of a rehearsal repeat exactly, such reminders need not.

/// Opens each review in time to be complete within its twelve months, reminds of what is due, and sets down what was
/// not recorded by its day. The days themselves are the Runtime's to append.
public struct Scheduler: Service {
    public let name = ServiceName.scheduler
    private let timetables: [String: Timetable]
    private let pilots: [String: ReviewPilot]
    private let models: ReviewModels

    /// With those timetables, by the name of the review model; a plan of any other model gets the law's own.
    public init(timetables: [String: Timetable] = [:], pilots: [String: ReviewPilot] = [:]) {
        self.timetables = timetables
        self.pilots = pilots
        models = ReviewModels()
    }

    /// With the timetables of those models; a plan that names a pilot gets that of the model that holds for it. Of a plan
    /// whose model is there and of no use nothing is said: by another's timetable it would stand in the file for ever.
    public init(models: ReviewModels) {
        timetables = models.models.mapValues { Timetable($0) }
        pilots = models.pilots
        self.models = models
    }

    public var lack: String? { models.lack }

    /// Openings, reminders that are still worth sending, and alarms; those that follow from one event share an entry.
    public func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        guard !waits(file, on: day) else { return [] }
        let timetable = timetable(of: file, on: day)
        var entries: [Entry] = []
        var taken: Set<ConclusionID> = []
        var items = Agenda(of: file, by: timetable).items.filter { $0.isMissing(on: day) }
        // An opening brings to light what was reported of a review before it was open, and that may answer an alarm:
        // what else is missing is for the next time.
        if let opening = items.first(where: { $0.id.subject == .opened }) {
            // But who holds the rights comes first: of the opening only they are told.
            items.removeAll { $0.id.review != opening.id.review && $0.id.subject != .rightsPassed }
        }
        for item in items {
            // A review can be due both by its twelve months and for a transfer; it is opened once.
            guard taken.insert(item.id).inserted else { continue }
            let event = Event(item.id, item.saying.data(on: day, by: timetable))
            if let index = entries.firstIndex(where: { $0.because == item.cause }) {
                entries[index].events.append(event)
            } else {
                entries.append(Entry(by: .service(name), recorded: day, because: item.cause, events: [event]))
            }
        }
        return entries
    }

    /// The first day on which something more becomes due to be opened, reminded of, or set down.
    public func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? {
        let next =
            waits(file, on: day)
            ? nil : Agenda(of: file, by: timetable(of: file, on: day)).items.compactMap { $0.next(after: day) }.min()
        guard let begins = file.plan.flatMap({ pilots[$0.model]?.since }), begins > day, file.ended == nil else {
            return next
        }
        // From the day a pilot begins another timetable may hold, and something may be missing by it at once.
        return min(begins, next ?? begins)
    }

    /// Whether it waits for its model.
    private func waits(_ file: CaseFile, on day: Day) -> Bool {
        file.plan.map { models.fault(of: $0, on: day) != nil } ?? false
    }

    private func timetable(of file: CaseFile, on day: Day) -> Timetable {
        guard let plan = file.plan else { return .statutory }
        if let timetable = timetables[plan.model] { return timetable }
        let held = pilots[plan.model]?.model(for: plan.cohort, on: day)
        return held.flatMap { timetables[$0] } ?? .statutory
    }
}

extension Agenda.Item.Saying {
    fileprivate func data(on day: Day, by timetable: Timetable) -> EventData {
        switch self {
        case .open(let kind, let rule): .reviewOpened(ReviewOpened(kind: kind, rule: rule))
        case .remind(let until): .reminded(Reminded(until: until ?? day.weeksAfter(timetable.worthWeeks)))
        case .alarm(let rule): .notRecorded(NotRecorded(rule: rule))
        case .passRights(let last): .rightsPass(RightsPass(last: last, rule: RuleName(.age1)))
        }
    }
}
