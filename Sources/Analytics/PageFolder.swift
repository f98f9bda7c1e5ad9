import Metrics
import Glibc
import HTML

/// Writes the page and its files into a folder, now and then while the service runs, and when it ends.
///
/// A folder that cannot be written is said, and costs nothing else. Belongs to the service's thread.
public final class PageFolder {
    private let path: String
    private let model: ReadModel
    private let metrics: PublishedMetrics
    private let every: Double
    private let kept: String?
    private let say: (String) -> Void
    private var next = -Double.infinity

    /// The folder at `path`, filled from `model` at most once in `every` seconds; `say` is told what went wrong. What is
    /// written is held against what was published before and is kept in the folder `kept`, where there is one.
    public init(
        _ path: String, _ model: ReadModel, _ metrics: PublishedMetrics, every: Double, kept: String? = nil,
        say: @escaping (String) -> Void
    ) {
        self.kept = kept
        self.path = path
        self.model = model
        self.metrics = metrics
        self.every = every
        self.say = say
    }

    func writeNowAndThen(seconds: Double) {
        // The first page is worth writing once something was counted for a while, or at the end.
        if next == -Double.infinity { next = seconds + every }
        guard seconds >= next else { return }
        let began = ContinuousClock.now
        writeAtTheEnd()
        // A large council's page takes longer to count: never more than a twentieth of the time.
        let took = (ContinuousClock.now - began) / .seconds(1)
        next = seconds + max(every, 20 * took)
    }

    func writeAtTheEnd() {
        do {
            guard let publication = try Publication(model, metrics) else { return }
            var before: [KeptPublication] = []
            if let kept {
                before = try Publishing(kept).kept()
                let leaks = try Publishing(kept).admits(publication)
                guard leaks.isEmpty else { return say(Publishing.heldBack("the page is", leaks)) }
            }
            try Self.write(publication, to: path, before: before)
        } catch {
            say("cannot write the page: \(error)")
        }
    }

    /// Writes the page and its files; each file under another name first, so that nobody reads half of it.
    public static func write(_ publication: Publication, to path: String) throws {
        try write(publication, to: path, before: [])
    }

    /// The same, with what was published before it.
    static func write(_ publication: Publication, to path: String, before: [KeptPublication]) throws {
        try Folder.make(path)
        let files = FiguresFiles(publication, before: before)
        for name in files.names {
            guard let file = try files.file(name) else { continue }
            try write(file.bytes, to: "\(path)/\(name)")
        }
        try write(Array(FiguresPage(publication).page.markup.utf8), to: "\(path)/index.html")
    }

    /// Writes a file; for whoever publishes it, unless another mode is given.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(FolderError) {
        let draft = path + ".new"
        guard let file = fopen(draft, "we") else { throw FolderError("writing", draft) }
        guard fchmod(fileno(file), mode) == 0 else {
            let error = FolderError("giving others the right to read", draft)
            fclose(file)
            throw error
        }
        let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        guard written == bytes.count else {
            let error = FolderError("writing", draft)
            fclose(file)
            throw error
        }
        guard fclose(file) == 0 else { throw FolderError("writing", draft) }
        guard rename(draft, path) == 0 else { throw FolderError("renaming", draft) }
    }
}

/// Folders of the file system.
enum Folder {
    /// Makes that folder and those above it, unless they are there, with that mode.
    static func make(_ path: String, mode: mode_t = 0o755) throws(FolderError) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += made.isEmpty || made == "/" ? "\(part)" : "/\(part)"
            guard mkdir(made, mode) == 0 || errno == EEXIST else { throw FolderError("making the folder", made) }
        }
    }
}

/// Why a file or folder could not be written.
public struct FolderError: Error, Sendable, CustomStringConvertible {
    /// What was being done, with what, and why it failed.
    public let description: String

    init(_ doing: String, _ path: String) { description = "\(doing) \(path): \(String(cString: strerror(errno)))" }
}
