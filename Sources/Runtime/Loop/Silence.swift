import CaseFile
import Contracts
import JSON
import Statute

// When it does not speak, and what it passes over.
extension Loop {
    /// Why it says nothing; nil while it speaks. It reads on, so that what mends a gap is found, unless the fault is one
    /// after which its memory is to stay as it is.
    public var silence: RecordFault? { fault ?? settingsFault ?? gaps.first }

    /// Stops speaking for what is wrong with the record. Settings can be mended, and a gap by an operator's word; after
    /// anything else nothing more is read.
    public mutating func stopSpeaking(_ found: RecordFault) {
        guard isReading else { return }
        switch found {
        case .settings: settingsFault = found
        case .gap(let partition, let first, let last): gaps.add(Gap(partition, first...max(first, last)), bounds.gaps)
        default: fault = found
        }
    }

    /// The settings are right again, and nothing was lost meanwhile.
    public mutating func settingsAreMended() {
        guard settingsFault != nil else { return }
        settingsFault = nil
        hasNews = true
    }

    /// Positions of a partition hold nothing: from that one up to, but without, that end.
    mutating func missed(_ partition: Int32, from first: Int64, to end: Int64) {
        guard first > 0 else { return stopSpeaking(.lostBeginning(partition: partition, first: end)) }
        // Met one by one, as at the end of the log, they are the same gap as for whoever reads them all at once.
        let start = store.partitions[Int(partition)].emptySince ?? first
        store.partitions[Int(partition)].emptySince = start
        let before = start < first ? passedOver.left(of: start...(first - 1), .caseFiles, partition) : 0
        let left = passedOver.left(of: start...(end - 1), .caseFiles, partition)
        if left == 1, before == 0 { counts.singleGaps += 1 }
        guard left > 1 else { return }
        if before == 1 { counts.singleGaps -= 1 }
        gaps.add(Gap(partition, start...(end - 1)), bounds.gaps)
    }

    /// Positions that are to be passed over, as an operator said; true when it may be heard.
    mutating func passOver(_ value: UnsafeRawBufferPointer?) -> Bool {
        guard let value else { return true }
        let quarantine: Quarantine
        do throws(JSONError) { quarantine = try Quarantine(json: value) } catch { return false }
        guard let topic = quarantine.about, let positions = quarantine.positions else { return false }
        // The first record of a partition is what makes it this log.
        guard topic != .caseFiles || positions.lowerBound > 0 else { return false }
        passedOver.add(positions, topic, quarantine.partition)
        gaps.removeAll { passedOver.left(of: $0.positions, .caseFiles, $0.partition) <= 1 }
        hasNews = true
        return true
    }

    /// Leaves a case alone until its file changes or a day begins, and says why once.
    mutating func setAside(_ slot: Int32, _ why: String) {
        let index = Int(slot)
        guard !store.slots[index].isAside else { return }
        store.slots[index].isAside = true
        store.slots[index].ignoredInARow = 0
        casesAside += 1
        counts.setAside += 1
        whyAside = why
        trouble = Trouble(what: "a case is set aside", why: whyAside, position: nil)
        let partition = Int(store.slots[index].partition)
        guard store.partitions[partition].isOwned, let today = store.partitions[partition].book.today else { return }
        let day = today + 1
        store.slots[index].nextLook = day
        store.partitions[partition].agenda[day.number, default: []].append(slot)
    }

    /// It is asked about again.
    mutating func takeUp(_ slot: Int32) {
        guard store.slots[Int(slot)].isAside else { return }
        store.slots[Int(slot)].isAside = false
        casesAside -= 1
    }

    /// What went wrong last with a record or a case, once.
    public mutating func takeTrouble() -> Trouble? {
        defer { trouble = nil }
        return trouble
    }

    /// Something that went wrong with one record or one case, and with nothing else.
    public struct Trouble: Sendable, Equatable {
        /// What happened.
        public let what: String
        /// Why, never with what a record holds.
        public let why: String
        /// The record's place; nil when it is about a case.
        public let position: Position?
    }
}

/// Positions in a row that hold nothing.
struct Gap: Equatable, Sendable {
    let partition: Int32
    let positions: ClosedRange<Int64>

    init(_ partition: Int32, _ positions: ClosedRange<Int64>) {
        self.partition = partition
        self.positions = positions
    }
}

/// The gaps that are longer than one position and that nobody has said are right.
struct Gaps: Sendable {
    private var known: [Gap] = []
    /// How many there are beside those.
    private var more = 0

    /// How many there are.
    var count: Int { known.count + more }

    /// The first, as a fault.
    var first: RecordFault? {
        known.first.map { .gap(partition: $0.partition, first: $0.positions.lowerBound, last: $0.positions.upperBound) }
    }

    mutating func add(_ gap: Gap, _ most: Int) {
        known.removeAll { $0.partition == gap.partition && $0.positions.lowerBound == gap.positions.lowerBound }
        if known.count < most { known.append(gap) } else { more += 1 }
    }

    /// Where more were met than are known one by one, they are looked at when the log is read again from its beginning.
    mutating func removeAll(where isRight: (Gap) -> Bool) {
        guard more == 0 else { return }
        known.removeAll(where: isRight)
    }
}

/// The positions that are passed over.
struct PassedOver: Sendable {
    private struct Place: Hashable {
        let topic: Topic
        let partition: Int32
    }

    private var ranges: [Place: [ClosedRange<Int64>]] = [:]

    /// Whether there are any: almost always there are none.
    private(set) var isEmpty = true

    mutating func add(_ positions: ClosedRange<Int64>, _ topic: Topic, _ partition: Int32) {
        isEmpty = false
        ranges[Place(topic: topic, partition: partition), default: []].append(positions)
    }

    func contains(_ position: Int64, _ topic: Topic, _ partition: Int32) -> Bool {
        ranges[Place(topic: topic, partition: partition)]?.contains { $0.contains(position) } ?? false
    }

    /// How many of those positions are not among them.
    func left(of positions: ClosedRange<Int64>, _ topic: Topic, _ partition: Int32) -> Int64 {
        var left: Int64 = 0
        var next = positions.lowerBound
        let sorted = (ranges[Place(topic: topic, partition: partition)] ?? []).sorted { $0.lowerBound < $1.lowerBound }
        for range in sorted where range.upperBound >= next && range.lowerBound <= positions.upperBound {
            left += max(0, range.lowerBound - next)
            next = range.upperBound + 1
        }
        return left + max(0, positions.upperBound + 1 - next)
    }
}
