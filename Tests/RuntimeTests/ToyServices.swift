import CaseFile
import Contracts
import JSON
import Runtime
import Statute

/// Notes each day, of each plan with a transfer, that none is named yet.
struct Daily: Service {
    var name = ServiceName.scheduler
    /// Says on every n-th day only.
    var every = 1

    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        guard file.plan?.transfer != nil, Int(day.number) % every == 0 else { return [] }
        let id = ConclusionID(.noTransferPlanBy, day: day)
        guard !file.holds(id) else { return [] }
        return [Entry(by: .service(name), recorded: day, events: [Event(id, .notRecorded(NotRecorded(rule: .ph1)))])]
    }

    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? {
        guard file.plan?.transfer != nil else { return nil }
        return day + (every - Int(day.number) % every)
    }
}

/// Tells the coordinator of each of them.
struct Teller: Service {
    var name = ServiceName.notifier

    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        file.said.filter { $0.subject == .noTransferPlanBy }.compactMap { said in
            let id = ConclusionID(.tellNotRecorded, day: said.day, party: .coordinator, about: .noTransferPlanBy)
            guard !file.holds(id) else { return nil }
            let request = NotificationRequested(until: day + 7)
            return Entry(
                by: .service(name), recorded: day, because: .conclusion(said),
                events: [Event(id, .notificationRequested(request))])
        }
    }

    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? { nil }
}

/// Says of one case what no file accepts.
struct Wrong: Service {
    var name = ServiceName.scheduler
    let about: CaseID

    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        guard id == about else { return Daily().missing(from: file, of: id, on: day, in: log) }
        let id = ConclusionID(.noDecisionBy, review: 9, day: day)
        return [Entry(by: .service(name), recorded: day, events: [Event(id, .notRecorded(NotRecorded(rule: .dec1)))])]
    }

    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? {
        id == about ? nil : Daily().nextLook(at: file, of: id, after: day, in: log)
    }
}

/// Says so much in one entry, and nothing of a message.
struct Verbose: Service {
    var name = ServiceName.scheduler
    let count: Int

    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] {
        let events = (0..<count).map { number in
            Event(ConclusionID(.noTransferPlanBy, day: day - number), .notRecorded(NotRecorded(rule: .ph1)))
        }
        return [Entry(by: .service(name), recorded: day, events: events)]
    }

    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? { nil }
}

/// Says nothing.
struct Silent: Service {
    var name = ServiceName.analytics
    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] { [] }
    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? { nil }
}

let officer = ActorID(setting: 7)
let coordinator = Actor.person(.coordinator, officer, by: .desk)
let anOperator = Actor.person(.operator, officer, by: .command)
let monday = Day(2024, 11, 25) ?? Day(number: 0)

func caseID(_ text: String) -> CaseID {
    guard let id = CaseID(text) else { preconditionFailure("\(text) is no case id") }
    return id
}

/// The report of a plan with a transfer to come.
func plan(_ number: UInt64 = 1, on day: Day = monday) -> Entry {
    let plan = PlanRecorded(
        placement: .mainstream, need: .autism, transfer: .primaryToSecondary, coordinator: officer, transferYear: 2026,
        model: "statutory")
    return Entry(
        by: coordinator, recorded: day, events: [Event(SubmissionKey(high: number, low: number), .planRecorded(plan))])
}

/// A report that changes nothing for the toy services.
func views(_ number: UInt64, on day: Day = monday) -> Entry {
    let views = ViewsReceived(review: 1, from: .parent)
    return Entry(
        by: coordinator, recorded: day, events: [Event(SubmissionKey(high: number, low: 0), .viewsReceived(views))])
}

func json(_ entry: Entry) -> [UInt8] {
    var writer = JSONWriter()
    // Every entry of the tests can be written.
    try? entry.write(to: &writer)
    return writer.bytes
}

extension Entry {
    /// The ids of its events, as text.
    var ids: [String] { events.map(\.id.description) }
}
