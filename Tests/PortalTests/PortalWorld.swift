import CaseFile
import Contracts
import Dispatch
import Foundation
import HTTPServer
import JSON
import PDF
import Pages
import Runtime
import SignIn
import Statute
import Synchronization
import TestSupport

@testable import Portal

/// The portal over a log in memory: what pages ask is answered on a thread of its own, as in the program, and what they write
/// is acknowledged and read back.
final class PortalWorld: Sendable {
    let pages: PortalPages
    let folder: String
    let mail: CodeMail
    private let letters: String
    private let printed: CodeLetters
    private let engine: Engine

    /// The log's thread.
    private final class Engine: Sendable {
        struct Log {
            var effects: PortalEffects
            var files: [CaseID: CaseFile] = [:]
            var book = LogBook()
            var position: Int64 = 0
            var accesses: [(key: String, record: AccessRecord)] = []
            var documents: [DocumentKey: Document] = [:]
            /// Whether the broker takes nothing.
            var isBroken = false
        }
        let log: Mutex<Log>
        let queue = DispatchQueue(label: "world")

        init(_ effects: PortalEffects) { log = Mutex(Log(effects: effects)) }

        func step() {
            log.withLock { log in
                for _ in 0..<100 {
                    guard !log.isBroken else { return }
                    let acts = log.effects.act(Now(files: log.files, book: log.book))
                    for act in acts { Engine.write(act, to: &log) }
                    if acts.isEmpty, !log.effects.hasNews { return }
                }
            }
        }

        static func write(_ act: Act, to log: inout Log) {
            switch act {
            case .entry(let id, let entry): fold(entry, of: id, into: &log)
            case .record(let topic, _, let key, let value, let headers):
                log.position += 1
                let place = Position(partition: 0, offset: log.position)
                let record = TopicRecord(topic, key: key, value: value, headers: headers, at: place)
                if topic == .access, let value, let look = try? AccessRecord(json: value) {
                    log.accesses.append((key, look))
                }
                if topic == .documents, let key = DocumentKey(key), let value {
                    log.documents[key] = try? Document(key, headers: headers, bytes: value)
                }
                try? log.effects.read(record)
            }
        }

        static func fold(_ entry: Entry, of id: CaseID, into log: inout Log) {
            log.position += 1
            var file = log.files[id] ?? CaseFile()
            let reception = file.append(entry, at: log.position)
            log.files[id] = file
            log.effects.folded(
                entry, at: Position(partition: 0, offset: log.position), of: id, reception, into: file, log: log.book)
        }
    }

    private struct Now: State {
        let files: [CaseID: CaseFile]
        let book: LogBook
        func file(of id: CaseID) -> CaseFile? { files[id] }
        func owns(_ id: CaseID) -> Bool { true }
        func partition(of id: CaseID) -> Int32 { 0 }
        func log(of partition: Int32) -> LogBook { book }
        var owned: [Int32] { [0] }
        func isInFlight(_ id: CaseID) -> Bool { false }
        var instance: String { "portal-test" }
        var seconds: Double { 0 }
    }

    private final class Shelf: DocumentSource {
        let held = Mutex<(@Sendable (DocumentKey) -> Document?)?>(nil)
        func document(_ key: DocumentKey, at place: Position) throws(FetchFault) -> Document? {
            held.withLock { $0 }?(key)
        }
    }

    init(today: String = "2024-09-02", scanner: UploadScanner? = nil, backlog: PublishedBacklog? = nil) throws {
        let codes = LetterCodes(key: [UInt8](repeating: 5, count: 32))
        let letters = NSTemporaryDirectory() + "portal-letters-\(UUID().uuidString)"
        self.letters = letters

        folder = NSTemporaryDirectory() + "portal-\(UUID().uuidString)"
        let links = SignInLinks(key: [UInt8](repeating: 5, count: 32))
        let (questions, stories) = (Questions(), CaseStories())
        let directory = FamilyDirectory(links: links)
        let source = Shelf()
        let shelf = DocumentShelf(DocumentIndex(), from: source)
        let printed = try CodeLetters(
            folder: letters, address: "https://reviews.example.org", codes: codes, typesetter: try Typesetter()
        ) { _ in }
        self.printed = printed
        mail = try CodeMail(folder: folder, address: "https://reviews.example.org") { _ in }
        let seeds = try PortalSeeds(Seeds(folder: Repository.root.path + "/seeds"))
        pages = PortalPages(
            seeds: seeds, questions: questions, stories: stories, directory: directory, shelf: shelf, mail: mail,
            scanner: scanner, letters: printed, backlog: backlog)
        engine = Engine(
            PortalEffects(
                questions: questions, stories: stories, directory: directory, shelf: shelf,
                letters: printed, council: { seeds.councils[$0] },
                lack: { seeds.lack(for: $0) }))
        let engine = engine
        source.held.withLock { $0 = { key in engine.log.withLock { $0.documents[key] } } }
        engine.log.withLock { log in
            log.effects.wakes { engine.queue.async { engine.step() } }
            let began = LogBegan(calendar: .rehearsal, partitions: 1, council: "bromley", log: testLog)
            let events = [
                Event(ConclusionID(.logBegan), .logBegan(began)),
                Event(ConclusionID(.day, day: day(today)), .dayBegan(DayBegan())),
            ]
            for (place, event) in events.enumerated() {
                let entry = Entry(by: .operator, recorded: day(today), events: [event])
                log.book.append(entry, at: Int64(place))
                log.effects.folded(entry, at: Position(partition: 0, offset: Int64(place)), log: log.book)
            }
        }
        engine.step()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
        try? FileManager.default.removeItem(atPath: letters)
    }

    /// The days up to that one begin.
    func begin(_ last: String) {
        engine.log.withLock { log in
            while let next = log.book.today.map({ $0 + 1 }), next <= day(last) {
                let event = Event(ConclusionID(.day, day: next), .dayBegan(DayBegan()))
                let entry = Entry(by: .operator, recorded: next, events: [event])
                log.position += 1
                guard log.book.append(entry, at: log.position) == .accepted else { return }
                log.effects.folded(entry, at: Position(partition: 0, offset: log.position), log: log.book)
            }
        }
        engine.step()
    }

    /// The letters with codes that lie ready, by folder; of one whose letter is gone none.
    func lettersReady() throws -> [String: [String]] {
        engine.step()
        printed.drain()
        let folders = try FileManager.default.contentsOfDirectory(atPath: letters)
        return try Dictionary(
            uniqueKeysWithValues: folders.map {
                ($0, try FileManager.default.contentsOfDirectory(atPath: "\(letters)/\($0)"))
            })
    }

    // MARK: What happens

    /// All that a test told of a case.
    func tell(_ story: TestCase) {
        engine.log.withLock { log in
            for (_, entry) in story.entries { Engine.fold(entry, of: story.id, into: &log) }
        }
    }

    func tell(_ entry: Entry, of id: CaseID) { engine.log.withLock { Engine.fold(entry, of: id, into: &$0) } }

    /// Somebody's record on `people`, or a child's on `children`.
    func record(_ topic: Topic, _ key: String, _ value: [UInt8]) {
        engine.log.withLock {
            Engine.write(.record(topic, partition: nil, key: key, value: value, headers: []), to: &$0)
        }
    }

    func person(_ key: String, _ person: Person) throws { record(.people, key, try person.json()) }

    /// A paper, for a role; its hash.
    func paper(_ text: String, _ role: DocumentRole, _ audience: Audience, of id: CaseID) -> DocumentHash {
        let document = Document(Array(text.utf8), salt: .random(), title: "paper", audience: audience)
        engine.log.withLock {
            Engine.write(
                .record(
                    .documents, partition: nil, key: DocumentKey(id, role, document.hash).description,
                    value: document.bytes, headers: document.headers), to: &$0)
        }
        return document.hash
    }

    func breakDown() { engine.log.withLock { $0.isBroken = true } }

    // MARK: What there is

    var accesses: [(key: String, record: AccessRecord)] { engine.log.withLock { $0.accesses } }
    func file(_ id: CaseID) -> CaseFile { engine.log.withLock { $0.files[id] ?? CaseFile() } }
    func documents() -> [DocumentKey: Document] { engine.log.withLock { $0.documents } }
    func entries(_ id: CaseID) -> [Entry] { pages.stories.entries(of: id).map(\.entry) }

    /// The mails that were written, as text.
    func mails() throws -> [String] {
        mail.drain()
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".eml") }.sorted().map
        {
            try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8).replacingOccurrences(of: "=\r\n", with: "")
        }
    }

    // MARK: A browser

    func get(_ path: String, cookie: String? = nil) -> Response? {
        pages.answer(
            Request(path: path, headers: cookie.map { [.init("cookie", $0)] } ?? [], client: "192.0.2.1"))
    }

    func post(_ path: String, _ fields: [String: String], cookie: String? = nil, from client: String = "192.0.2.1")
        -> Response?
    {
        let body = fields.map { name, value in "\(Self.encoded(name))=\(Self.encoded(value))" }.joined(separator: "&")
        return pages.answer(
            Request(
                method: .post, path: path,
                headers: [.init("content-type", "application/x-www-form-urlencoded")]
                    + (cookie.map { [.init("cookie", $0)] } ?? []),
                body: Array(body.utf8), client: client))
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }.joined()
    }

    /// Signs that contact in, past mail and code; the browser's cookie.
    func signIn(_ id: CaseID, _ contact: UInt8) -> String {
        let member = FamilyMember(id, contact)
        return Self.cookie(pages.entrance.begin(member, id: member.key, to: "/case")) ?? ""
    }

    static func cookie(_ response: Response) -> String? {
        response.headers.first { $0.name == "Set-Cookie" }.map { String($0.value.prefix { $0 != ";" }) }
    }
}

extension Response {
    var text: String { String(decoding: body, as: UTF8.self) }
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The value of a hidden field of the page's form.
    func hidden(_ name: String) -> String? {
        guard let place = text.range(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(text[place.upperBound...].prefix { $0 != "\"" })
    }

    /// The token of the form with which something is given, and not of the one that signs out.
    var csrf: String? {
        guard let form = text.range(of: "action=\"/give/") else { return nil }
        guard let place = text[form.upperBound...].range(of: "name=\"csrf\" value=\"") else { return nil }
        return String(text[place.upperBound...].prefix { $0 != "\"" })
    }
}
