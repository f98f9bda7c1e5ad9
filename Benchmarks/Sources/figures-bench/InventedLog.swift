import Analytics
import CaseFile
import Contracts
import JSON
import Runtime
import Statute

/// A log in memory, of one partition: plans with a review a year, as people record them, read as the runtime reads.
struct InventedLog: State {
    /// Who says everything here.
    private static let clerk = Actor.person(.operator, ActorID(contact: 1), by: .command)

    private var files: [CaseID: CaseFile] = [:]
    private var book = LogBook()
    private var mark = RecordMark()
    private var offset: Int64 = 0
    /// How many records were read.
    var records: Int { Int(offset) }

    func file(of id: CaseID) -> CaseFile? { files[id] }
    func owns(_ id: CaseID) -> Bool { true }
    func partition(of id: CaseID) -> Int32 { 0 }
    func log(of partition: Int32) -> LogBook { book }
    var owned: [Int32] { [0] }
    func isInFlight(_ id: CaseID) -> Bool { false }
    let instance = "bench"
    var seconds: Double { 0 }

    /// The log begins, and with it its first day.
    mutating func begin(on day: Day, into books: inout Bookkeeping) throws {
        let began = LogBegan(calendar: .rehearsal, partitions: 1, council: "bromley", log: LogName(high: 1, low: 2))
        try take(
            nil, Entry(by: Self.clerk, recorded: day, events: [Event(ConclusionID(.logBegan), .logBegan(began))]),
            &books
        )
        try begin(day, into: &books)
    }

    /// A day begins.
    mutating func begin(_ day: Day, into books: inout Bookkeeping) throws {
        let event = Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))
        try take(nil, Entry(by: Self.clerk, recorded: day, events: [event]), &books)
    }

    /// Somebody reports something of that case.
    mutating func report(
        _ number: Int, _ key: UInt64, _ data: EventData, on day: Day, into books: inout Bookkeeping
    ) throws {
        guard let id = CaseID("L-\(number)") else { return }
        let event = Event(SubmissionKey(high: UInt64(number + 1) &* 0x9E37_79B9_7F4A_7C15, low: key), data)
        try take(id, Entry(by: Self.clerk, recorded: day, events: [event]), &books)
    }

    /// As the runtime does it: the bytes of the record are what its mark is made of.
    private mutating func take(_ id: CaseID?, _ entry: Entry, _ books: inout Bookkeeping) throws {
        let position = Position(partition: 0, offset: offset)
        let (key, value) = (Array((id?.text ?? LogBook.key).utf8), try entry.json())
        key.withUnsafeBytes { key in value.withUnsafeBytes { mark.add(key: key, value: $0) } }
        if let id {
            var file = files[id] ?? CaseFile()
            files[id] = nil
            let reception = file.append(entry, at: offset)
            books.folded(entry, at: position, of: id, reception, into: file, log: book)
            files[id] = file
        } else {
            book.append(entry, at: offset)
            books.folded(entry, at: position, log: book)
        }
        books.passed(position, mark: mark)
        offset += 1
    }
}
