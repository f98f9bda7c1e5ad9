import Arguments
import CSV
import Glibc
import Metrics
import Runtime
import Statute
import Synchronization

/// `annual-review publish`: the page and its files as they may be given to anybody, held against what was given before.
enum PublishCommand {
    static let command = Command(
        name: "publish", summary: "Writes the page for anybody to see, held against what was published before",
        discussion: """
            What is published is kept in --kept. A publication from which, beside an earlier one, a small number follows is \
            held back, and what it would give away is named: another period gives nothing away, or a person decides, with \
            --accept and --by; both are kept in decisions.csv. Keep the folder as long as anybody may hold what was \
            published; a read model that is built again knows nothing of it.
            """,
        example: """
            annual-review publish --to 2025-08-31 --kept published --out page
            annual-review publish --to 2025-08-31 --kept published --out page --accept "corrected figures" --by M-02
            """,
        options: [
            AnalyticsProgram.database, AnalyticsProgram.seeds,
            .text("from", "DATE", "the first day of the period (default: the year up to its last day)"),
            .text("to", "DATE", "the last day of the period (default: the log's today)"),
            .text("kept", "DIR", "the folder of what was published; made when it is not there"),
            .text("out", "DIR", "the folder for the page and its files"),
            .text("accept", "REASON", "publish all the same; goes with --by"),
            .text("by", "ID", "who decides, by id"),
        ]
    ) { arguments in
        let accept = arguments.optionalString("accept")
        let by = arguments.optionalString("by")
        guard (accept == nil) == (by == nil), accept != "", by != "" else {
            throw UsageError("--accept and --by go together: why, and who decides")
        }
        let publication = try AnalyticsProgram.publication(arguments)
        let kept = try arguments.string("kept")
        try Folder.make(kept, mode: 0o700)
        let before = try Publishing(kept).kept()
        let leaks = try Publishing(kept).leaks(by: KeptPublication(publication))
        guard leaks.isEmpty || accept != nil else { throw PublishError.gives(leaks) }
        try Publishing(kept).keep(publication, leaks: leaks, accepted: accept, by: by)
        let folder = try arguments.string("out")
        try PageFolder.write(publication, to: folder, before: before)
        print("\(folder)/index.html")
        return ExitStatus.success
    }
}

/// The folder of what was published.
struct Publishing {
    private let folder: String
    private static let decisions = "decisions.csv"
    /// The most bytes of a file in it.
    private static let mostBytes = 16 << 20

    init(_ folder: String) { self.folder = folder }

    /// What that publication would give away beside those that are kept.
    func leaks(by later: KeptPublication) throws -> [KeptPublication.Leak] {
        try kept().flatMap { $0.leaks(by: later) }
    }

    /// Whether a publication gives nothing away beside those that are kept; then it is kept too, before anybody sees it. What it
    /// would give away is said otherwise.
    func admits(_ publication: Publication) throws -> [KeptPublication.Leak] {
        // The page, the folder and the topic are of different threads.
        try Self.oneAtATime.withLock { _ in
            let leaks = try leaks(by: KeptPublication(publication))
            if leaks.isEmpty { try keep(publication, leaks: []) }
            return leaks
        }
    }

    private static let oneAtATime = Mutex(())

    /// What to say of a publication that was held back.
    static func heldBack(_ what: String, _ leaks: [KeptPublication.Leak]) -> String {
        "\(what) held back: beside what was published before it would give away \(grouped(leaks.count)) small numbers; "
            + "`annual-review publish` names them, and lets a person decide"
    }

    /// Everything that was published, in the order of the names.
    func kept() throws -> [KeptPublication] {
        try names().map { name in
            let path = "\(folder)/\(name)"
            return try KeptPublication(parsing: try Self.bytes(path), file: path)
        }
    }

    /// Keeps what is published before anybody sees it, and who decided on what it gives away.
    func keep(
        _ publication: Publication, leaks: [KeptPublication.Leak], accepted: String? = nil, by: String? = nil
    ) throws {
        let kept = KeptPublication(publication)
        let name = kept.fileName(knownOn: publication.about.today ?? kept.to)
        if let accepted, let by, !leaks.isEmpty {
            let path = "\(folder)/\(Self.decisions)"
            var writer = CSVWriter()
            if access(path, F_OK) != 0 { writer.append(["Publication", "What it gives away", "By", "Reason"]) }
            for leak in leaks { writer.append([.text(name), .text(leak.description), .text(by), .text(accepted)]) }
            let before = access(path, F_OK) == 0 ? try Self.bytes(path) : []
            try PageFolder.write(before + writer.bytes, to: path, mode: 0o600)
        }
        try PageFolder.write(kept.csv, to: "\(folder)/\(name)", mode: 0o600)
    }

    private func names() throws -> [String] {
        guard let stream = opendir(folder) else {
            throw PublishError.noFolder(folder, String(cString: strerror(errno)))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".csv"), name != Self.decisions { names.append(name) }
        }
        return names.sorted()
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "re") else { throw PublishError.noFolder(path, String(cString: strerror(errno))) }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: mostBytes + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0, count <= mostBytes else {
            throw PublishError.noFolder(path, count > mostBytes ? "it is too large" : String(cString: strerror(errno)))
        }
        return Array(bytes[..<count])
    }
}
