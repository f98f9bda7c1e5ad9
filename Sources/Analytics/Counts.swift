/// What is counted: reviews, or plans of children.
public enum Measure: UInt8, CaseIterable, Sendable {
    // Reviews in the window.
    case opened, held, decided, told
    /// Meetings of the window whose four weeks are over: a decision was due.
    case due
    /// Of these: told within four weeks, an amendment with its notice; told later; not told.
    case dueInTime, dueLate, dueUntold
    /// Of those due: late or not told though a decision was submitted in time, which was refused; and all others.
    case dueRefused, dueNotRefused
    /// Decisions told in the window after a meeting that is recorded, as the DfE counts them.
    case recorded
    /// Of these: at most four weeks after the meeting, and more.
    case recordedInTime, recordedLate
    /// Decisions told in the window without a meeting on record.
    case toldWithoutMeeting
    /// Decisions told in the window, by outcome.
    case maintained, amended, ceased, withoutOutcome
    /// Meetings of the window whose report was due; sent within two weeks or not.
    case reportDue, reportInTime, reportLate
    /// Amendments whose twelve weeks from the meeting are over; finished within them or not.
    case twelveDue, twelveInTime, twelveLate
    /// Amendments whose eight weeks from the notice are over; finished within them or not.
    case eightDue, eightInTime, eightLate
    /// Families who wait for a decision after a meeting, at the end of the window.
    case waiting
    // Plans at the end of the window.
    case plans, expected, notExpected, startUnknown
    /// Of the plans with a review expected: the last completed one in the window, before it, none on record.
    case completed, completedEarlier, completedNever
    /// Of those completed in the window: by outcome.
    case lastMaintained, lastAmended, lastCeased, lastWithoutOutcome
    /// Of those completed in the window: at most four weeks after the meeting, more, no meeting on record.
    case lastInTime, lastLate, lastWithoutMeeting
    /// Plans whose twelve months are known; over, and not over.
    case dueKnown, overdue, notOverdue
    /// Plans whose twelve months nobody knows.
    case dueUnknown
    /// Children with a transfer; the setting named by the last day, later, not at all.
    case transfer, transferNamed, transferLate, transferUnnamed
    // The record itself, of reviews in the window.
    case toldBeforeMeeting, amendedWithoutNotice, heldRecordedLate
}

/// By what is counted.
public enum Dimension: UInt8, CaseIterable, Sendable {
    case all, month, kind, need, stage, placement, setting, weeksWaiting, deadline
}

/// One count: what is counted, by what, and where in that.
public struct CountID: Hashable, Sendable {
    /// What is counted.
    public var measure: Measure
    /// By what.
    public var dimension: Dimension
    /// Which part of it: a place in a list, a month's number, a setting's number; 0 for all.
    public var part: Int32

    /// The count of all.
    public init(_ measure: Measure) { self.init(measure, .all, 0) }

    /// The count of a part.
    public init(_ measure: Measure, _ dimension: Dimension, _ part: Int32) {
        self.measure = measure
        self.dimension = dimension
        self.part = part
    }
}

/// Counts, and how they add up: what the rules for small numbers need to know.
public struct Counts: Sendable {
    /// A sum that a reader can do too: `total` is what `parts` come to.
    public struct Line: Sendable {
        /// The sum.
        public var total: CountID
        /// What is added.
        public var parts: [CountID]

        /// A sum.
        public init(_ total: CountID, _ parts: [CountID]) {
            self.total = total
            self.parts = parts
        }

        /// All of it.
        var all: [CountID] { [total] + parts }

        /// Whether its parts are what became of the children of the sum, as in time or late, or how long they wait; not
        /// where those children are, as in settings.
        var tellsWhatBecame: Bool {
            parts.allSatisfy {
                $0.dimension == .weeksWaiting || $0.dimension == total.dimension && $0.part == total.part
            }
        }
    }

    private var values: [CountID: Int] = [:]
    /// The sums among those that are shown.
    public var lines: [Line] = []
    /// Those that are left out only when nothing else will do.
    public var dear: Set<CountID> = []
    /// The counts that are shown.
    public var shown: Set<CountID> = []

    /// No counts.
    public init() {}

    /// That count.
    public subscript(id: CountID) -> Int { values[id, default: 0] }

    /// That count of all.
    public subscript(measure: Measure) -> Int { self[CountID(measure)] }

    /// Counts one more.
    mutating func add(_ id: CountID) { values[id, default: 0] += 1 }

    /// Sets a count, for what is pooled and for tests.
    public mutating func set(_ id: CountID, _ value: Int) { values[id] = value }

    /// The parts of a dimension in which something was counted, in their order.
    func parts(of dimension: Dimension) -> [Int32] {
        var parts: Set<Int32> = []
        for (id, value) in values where id.dimension == dimension && value > 0 { parts.insert(id.part) }
        return parts.sorted()
    }

    /// Moves the counts of those parts into one.
    mutating func pool(_ parts: [Int32], of dimension: Dimension, into pool: Int32) {
        for part in parts {
            for measure in Measure.allCases {
                if let value = values.removeValue(forKey: CountID(measure, dimension, part)) {
                    values[CountID(measure, dimension, pool), default: 0] += value
                }
            }
        }
    }
}
