import Contracts
import DecisionLetters
import DecisionWriter
public import Runtime
import Scheduler
import Statute
import TestSupport

/// What every run needs of the seeds, read once.
public struct Material: Sendable {
    let desk: LetterDesk
    let models: ReviewModels

    /// From the folder of seeds.
    public init(seeds: String) throws(SeedError) {
        let seeds = Seeds(folder: seeds)
        desk = try LetterDesk(seeds: seeds)
        models = try seeds.models()
    }

    /// Timetables of which each differs a little from the one before: the rules as they are edited.
    func scheduler(edition: Int) -> Scheduler {
        var timetables: [String: Timetable] = [:]
        for (name, model) in models.models {
            var timetable = Timetable(model)
            if edition > 0 {
                timetable.openWeeksBeforeDue += edition % 2 == 0 ? 2 : -2
                timetable.adviceReminder = edition % 2 == 0 ? nil : -3
                timetable.decisionReminder = -14 + edition
                timetable.reportReminder = edition % 3 == 0 ? nil : -5
            }
            timetables[name] = timetable
        }
        return Scheduler(timetables: timetables, pilots: models.pilots)
    }
}

/// What one run is like, drawn from its seed.
struct Course {
    var partitions: Int
    var cases: Int
    var days: Int
    /// How many processes each service has.
    var seats: [ServiceName: Int]
    /// Whether nothing may differ in the end from a run without faults: then no fault crosses a midnight, and people act
    /// only when all is quiet.
    var isCalm: Bool
    var provider: Provider.Kind
    var rates = FaultRates()
    var habits: CasePeople.Habits
    /// Whether one instance stays dead when all other faults have stopped.
    var leavesOneDead = false
    /// What becomes of the record itself at the end.
    var loss: Fault?
    /// Records that a reader gets at most at once.
    var batch: Int

    static let services: [ServiceName] = [.scheduler, .decisionWriter, .notifier]

    init(seed: UInt64, cases: Int?, days: Int?) {
        var random = SeededRandom(seed: seed ^ 0x5EED)
        isCalm = random.oneIn(4)
        partitions = random.pick(1...3)
        self.cases = cases ?? random.pick(2...24)
        let drawn = random.pick(120...500)
        self.days = days ?? drawn
        seats = [:]
        for service in Course.services { seats[service] = random.pick(1, 2, 2, 3) }
        provider = Provider.Kind.allCases.randomElement(using: &random) ?? .folder
        batch = random.pick(1, 3, 20, 500)
        habits = CasePeople.Habits()
        if random.oneIn(2) { habits.oddEvery = random.pick(3...30) }
        habits.correctsDecisions = !isCalm
        habits.reportsAtOnce = !isCalm
        habits.takesBack = !isCalm && habits.oddEvery > 0
        habits.isImported = random.oneIn(4)
        habits.losesPapers = !isCalm && random.oneIn(3)
        draw(Fault.allCases.filter { !Fault.drawnLast.contains($0) }, &random)
        if !isCalm {
            leavesOneDead = random.oneIn(4)
            if random.oneIn(4) { loss = random.pick(.lostBeginning, .lostEnd, .otherPartitions) }
        }
        draw(Fault.drawnLast, &random)
    }

    private mutating func draw(_ faults: [Fault], _ random: inout SeededRandom) {
        for fault in faults where random.oneIn(3) && !(isCalm && fault.changesConclusions) {
            rates[fault] = Course.rate(fault, &random)
        }
    }

    /// One in how many opportunities.
    private static func rate(_ fault: Fault, _ random: inout SeededRandom) -> Int {
        switch fault {
        case .crash: random.pick(300...5000)
        case .asleep: random.pick(300...3000)
        case .crashAfterSending, .asleepInHand: random.pick(8...150)
        case .twoOwners: random.pick(1...3)
        case .batchOfOne, .halfTurn: random.pick(2...20)
        case .appendFailed, .appendTwice, .appendLater, .acknowledgementLost, .acknowledgementLate,
            .acknowledgementOutOfOrder, .commitRefused:
            random.pick(4...200)
        case .providerAway: random.pick(30...300)
        case .ruleEdited: random.pick(1...3)
        case .personUnknown: random.pick(1...5)
        default: random.pick(5...60)
        }
    }

    /// The same without any fault, one process a service: what people do is the same.
    func withoutFaults() -> Course {
        var course = self
        course.rates = .none
        for service in Course.services { course.seats[service] = 1 }
        course.leavesOneDead = false
        course.loss = nil
        course.batch = 500
        return course
    }
}
