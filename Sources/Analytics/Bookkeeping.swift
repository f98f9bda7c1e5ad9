public import CaseFile
public import Contracts
import JSON
public import Runtime
import Statute

/// Keeps the read model as the log is read: notes which cases changed, and writes their rows and the position in one
/// transaction whenever it is asked to act.
///
/// After a restart the entries that the read model holds already are folded but not written again. When they turn out to
/// be of another log, or the log lacks what the model holds, nothing is written: the model is left as it is, for it may be
/// the last that is known of what the log has lost, and the service says so.
public struct Bookkeeping: SideEffects {
    /// A partition as far as it was folded.
    private struct Folded {
        var position: Int64 = 0
        var mark = RecordMark()
    }

    private struct Opening {
        let id: CaseID
        let number: UInt8
        let day: Day
    }

    /// A case as it was after the last entry of a day of the log.
    private struct Latest {
        var known: Day
        var file: CaseFile
    }

    private let model: ReadModel
    private let metrics: PublishedMetrics
    private let page: PageFolder?
    private let kept: String?
    /// What the read model held at the start, of partitions where the same was not met yet.
    private var stored: [Int32: ReadModel.Progress]
    private var folded: [Int32: Folded] = [:]
    /// Partitions whose position the read model does not hold yet.
    private var moved: Set<Int32> = []
    private var openings: [Opening] = []
    /// Cases whose rows may have changed, as they were last: reckoned once the day is over, or when rows are written.
    private var latest: [CaseID: Latest] = [:]
    /// What was known at the end of days that are over: as much as was read since the last look.
    private var versions: [FactVersions.Version] = []
    private var began: LogBegan?
    /// What was read of `cohorts` since rows were last written; nil of what was erased.
    private var cohorts: [String: Cohort?] = [:]
    /// Why nothing is written; nil while the read model is this log's.
    public private(set) var lack: String?
    /// The log whose rows the read model held at the start.
    private let storedLog: String?
    private var published: Month?
    /// The day on which the figures were last held against what was published.
    private var tried: Day?

    /// Keeps that read model, gives those metrics to others, and writes the page into that folder now and then, and at the
    /// end. The figures on the topic are held against what was published before and is kept in the folder `kept`: what would
    /// give a small number away is not written, and tried again on the next day.
    public init(_ model: ReadModel, _ metrics: PublishedMetrics, page: PageFolder? = nil, kept: String? = nil) throws {
        self.kept = kept
        self.model = model
        self.metrics = metrics
        self.page = page
        stored = try model.places()
        storedLog = try model.logName()
    }

    public var writes: [Topic] { [.metrics] }
    public var reads: [Topic] { [.cohorts] }

    // MARK: What was read

    public mutating func read(_ record: TopicRecord) throws {
        // What cannot be read breaks nothing down; what stood before it is not what is said now.
        cohorts[record.key] = .some(nil)
        if let value = record.value { cohorts[record.key] = .some(try Cohort(json: value)) }
    }

    public mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        let isStored = stored[position.partition].map { position.offset < $0.position } ?? false
        guard reception == .accepted else { return }
        for event in entry.events {
            guard case .reviewOpened = event.data, case .conclusion(let conclusion) = event.id else { continue }
            openings.append(Opening(id: id, number: conclusion.review, day: entry.recorded))
        }
        if !isStored, entry.events.contains(where: \.changesRows) {
            let known = log.today ?? entry.recorded
            if let before = latest[id], before.known != known { reckon(before, of: id) }
            latest[id] = Latest(known: known, file: copy file)
        }
    }

    private mutating func reckon(_ latest: Latest, of id: CaseID) {
        versions.append(FactVersions.Version(latest.file, of: id, known: latest.known))
    }

    public mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) {
        guard let log = log.began else { return }
        began = log
        if let storedLog, storedLog != log.log.description {
            lack = Bookkeeping.foreign("is of the log \(storedLog), and this is the log \(log.log)")
        }
    }

    // By their bytes: what a version knows of an entry is not what another knows, and each goes on with the other's model.
    public var marksRecords: Bool { true }

    public mutating func passed(_ position: Position, mark: RecordMark) {
        let partition = position.partition
        folded[partition] = Folded(position: position.offset + 1, mark: mark)
        moved.insert(partition)
        guard let place = stored[partition], position.offset + 1 >= place.position else { return }
        stored[partition] = nil
        if position.offset + 1 > place.position || mark.value != place.fingerprint { contradict() }
    }

    private mutating func contradict() {
        lack =
            lack
            ?? Bookkeeping.foreign(
                "holds what this log does not: the log has lost records, or an older copy of it was put back")
    }

    private static func foreign(_ why: String) -> String {
        "the read model \(why). Find out which is right; to count this log, give --database another file, or remove this "
            + "one, which is then built again. Nothing in it was changed"
    }

    // MARK: What is done

    public mutating func act(_ state: any State) throws -> [Act] {
        // At its end a partition has met what is stored of it, unless that is another log's.
        if state.owned.contains(where: { stored[$0] != nil }) { contradict() }
        guard lack == nil, stored.isEmpty else { return [] }
        if model.isGone {
            do { try model.putBack() } catch ReadModelError.replaced(let path) {
                lack = ReadModelError.replaced(path).description
                return []
            }
        }
        guard !moved.isEmpty || !cohorts.isEmpty else { return [] }
        try write(state)
        page?.writeNowAndThen(seconds: state.seconds)
        return try figures(state)
    }

    private mutating func write(_ state: any State) throws {
        for (id, last) in latest { reckon(last, of: id) }
        latest = [:]
        try model.transaction {
            for opening in openings { try model.put(opening: opening.number, of: opening.id, on: opening.day) }
            // In the order of the days: which reviews a later one no longer knows is asked of the earlier.
            for version in versions.sorted(by: { $0.known < $1.known }) { try model.put(version) }
            for partition in moved {
                guard let here = folded[partition] else { continue }
                try model.put(
                    ReadModel.Progress(
                        position: here.position, fingerprint: here.mark.value, today: state.log(of: partition).today),
                    partition: partition)
                if let head = state.log(of: partition).head {
                    try model.put(
                        ReadModel.Head(day: head.day, through: head.through, proof: head.proof.description),
                        partition: partition)
                }
            }
            for (id, cohort) in cohorts { try model.put(cohort, of: id) }
            if let began { try model.put(began) }
        }
        openings = []
        versions = []
        moved = []
        cohorts = [:]
        began = nil
    }

    /// The figures for the topic `metrics`, once a month of the log, by the instance that speaks for its first
    /// partition.
    private mutating func figures(_ state: any State) throws -> [Act] {
        guard state.owned.contains(0), let today = state.log(of: 0).today else { return [] }
        let month = Month(of: today)
        guard published != month, kept == nil || tried != today, let publication = try Publication(model, metrics)
        else {
            return []
        }
        if let kept {
            tried = today
            guard try Publishing(kept).admits(publication).isEmpty else { return [] }
        }
        let records: [Act] = try publication.figures.map { figure in
            let event = FigureRecord.event(of: figure, in: publication)
            var writer = JSONWriter(capacity: 1024)
            try event.write(to: &writer)
            return .record(
                .metrics, partition: nil, key: figure.id, value: writer.bytes, headers: CloudEvents.headers)
        }
        published = month
        return records
    }

    public func isAtRest(_ partition: Int32) -> Bool {
        lack == nil && stored.isEmpty && moved.isEmpty && cohorts.isEmpty && !model.isGone
    }

    public mutating func stop() { page?.writeAtTheEnd() }
}

extension Event {
    /// Whether a row of the read model may look otherwise after it. Most of what services say leaves them as they are.
    fileprivate var changesRows: Bool {
        guard case .conclusion(let id) = id else { return true }
        switch id.subject {
        case .opened, .decisionMade, .decisionRefused, .decisionLetter, .finalMade, .finalRefused, .reasonsAlike:
            return true
        case .tellDecision, .tellFinal, .tellInvitation: return id.stage == .sent
        default: return false
        }
    }
}
