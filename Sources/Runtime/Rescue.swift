import CaseFile
import Contracts
import Glibc
import JSON

/// How a service is asked for what it holds in memory.
public enum MemoryRequest {
    /// The name of the file by which is asked; it holds a word that is new each time.
    public static let fileName = "please"
}

/// Writes down what is in memory when somebody asks for it in a folder: the position in each partition, and of each case
/// what its file holds. It is no backup: texts, names and the entries themselves are not in memory.
///
/// Asked for by a file, and answered by one, because who may do that may read the services' own state already. Nothing of
/// a case is given out over the network.
///
/// - Thread: the service's, which owns the memory.
struct Rescue {
    /// The longest such word that is read, in bytes.
    private static let longestWord = 64

    private let folder: String
    private let service: ServiceName
    private let instance: String
    private let namespace: Namespace
    /// The last that was answered.
    private var answered = ""

    init(folder: String, service: ServiceName, instance: String, namespace: Namespace) {
        self.folder = folder
        self.service = service
        self.instance = instance
        self.namespace = namespace
    }

    /// Answers a request that was not answered yet.
    mutating func answer(_ loop: Loop, _ log: Log) {
        guard let word = Rescue.word(in: "\(folder)/\(MemoryRequest.fileName)"), word != answered else { return }
        answered = word
        let path = "\(folder)/\(instance).jsonl"
        if let trouble = write(loop, word, to: path) {
            log.write(.error, "cannot write down what is in memory", ["path": .text(path), "reason": .text(trouble)])
        } else {
            log.write(.info, "wrote down what is in memory", ["path": .text(path)])
        }
    }

    private static func word(in path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: longestWord)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Why it could not be written; nil when it was.
    private func write(_ loop: Loop, _ word: String, to path: String) -> String? {
        let draft = path + ".new"
        // For the owner alone, and never through a link that somebody put there.
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return String(cString: strerror(errno)) }
        var trouble: String?
        func put(_ writer: consuming JSONWriter) {
            guard trouble == nil else { return }
            let bytes = writer.bytes + [10]
            var start = 0
            while start < bytes.count {
                let done = bytes[start...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
                guard done > 0 || errno == EINTR else { return trouble = String(cString: strerror(errno)) }
                start += max(0, done)
            }
        }
        put(head(loop, word))
        for id in loop.cases where trouble == nil {
            do throws(JSONError) {
                if let line = try Rescue.line(of: id, in: loop) { put(line) }
            } catch {
                trouble = "\(error)"
            }
        }
        if trouble == nil, fsync(file) != 0 { trouble = String(cString: strerror(errno)) }
        close(file)
        if trouble == nil, rename(draft, path) != 0 { trouble = String(cString: strerror(errno)) }
        if trouble != nil { unlink(draft) }
        return trouble
    }

    private func head(_ loop: Loop, _ word: String) -> JSONWriter {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("rescue")
        writer.string(
            "What a service held in memory: positions and cases. It is no backup: nothing can be restored from it alone."
        )
        writer.name("request")
        writer.string(word)
        writer.name("service")
        writer.string(service.rawValue)
        writer.name("instance")
        writer.string(instance)
        let books = loop.partitions.indices.map { loop.log(of: Int32($0)) }
        if let began = books.lazy.compactMap(\.began).first {
            writer.name("log")
            writer.text(began.log)
            writer.name("council")
            writer.string(began.council)
        }
        if let silence = loop.silence {
            writer.name("silent_because")
            writer.string(silence.description(in: namespace))
        }
        writer.name("cases")
        writer.integer(loop.cases.count)
        writer.name("partitions")
        writer.beginList()
        for (partition, view) in loop.partitions.enumerated() {
            writer.element()
            writer.beginObject()
            writer.name("partition")
            writer.integer(partition)
            writer.name("position")
            writer.integer(view.position)
            writer.name("records")
            writer.integer(view.records)
            if let today = view.today {
                writer.name("today")
                writer.text(today)
            }
            if let head = books[partition].head {
                writer.name("head")
                writer.string("\(head.day) through \(head.through): \(head.proof)")
            }
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return writer
    }

    private static func line(of id: CaseID, in loop: Loop) throws(JSONError) -> JSONWriter? {
        guard let file = loop.file(of: id) else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("case")
        writer.text(id)
        if let plan = file.plan {
            writer.name("plan")
            let json = try plan.json()
            json.withUnsafeBytes { writer.raw($0) }
        }
        if let ended = file.ended {
            writer.name("ended")
            writer.text(ended)
        }
        writer.name("reports")
        writer.beginList()
        for report in file.submissions {
            writer.element()
            writer.beginObject()
            writer.name("id")
            writer.text(report.key)
            writer.name("type")
            writer.string(EventData.kinds.first { $0.kind == report.kind }?.type.description ?? "")
            writer.name("time")
            writer.text(report.happened)
            writer.name("on")
            writer.text(report.recorded)
            writer.name("review")
            writer.integer(report.review)
            writer.name("stands")
            writer.boolean(report.stands)
            writer.endObject()
        }
        writer.endList()
        writer.name("conclusions")
        writer.beginList()
        for conclusion in file.said {
            writer.element()
            writer.text(conclusion)
        }
        writer.endList()
        writer.name("messages")
        writer.beginList()
        for message in file.messages {
            writer.element()
            writer.beginObject()
            writer.name("id")
            writer.text(message.id)
            writer.name("until")
            writer.text(message.until)
            writer.name("claims")
            writer.integer(message.claims)
            if let sent = message.sent {
                writer.name("sent")
                writer.text(sent)
            }
            if let failure = message.failure {
                writer.name("failed")
                writer.string(failure.rawValue)
            }
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return writer
    }
}
