import Casework
import Contracts
import Glibc
import JSON
import Statute
import Synchronization

/// The backlog as the council published it: what `annual-review recovery --json` wrote into a file, which the pages read again
/// whenever it was written anew. What the file says is shown, and nothing reckoned here.
///
/// - Thread: any.
final class PublishedBacklog: Sendable {
    /// The largest file that is read, in bytes.
    static let mostBytes = 32 << 20

    /// Where a case stands.
    struct Place: Equatable, Sendable {
        /// From 1; nil of one that is not reached by the last day that was reckoned.
        let place: Int?
        /// The month in which it is to be expected.
        let month: Month?
    }

    /// What a file says.
    struct Published: Equatable, Sendable {
        /// The day for which it was reckoned.
        let day: Day
        /// How many lines are late.
        let count: Int
        /// By case, the first of its lines.
        let places: [CaseID: Place]
        /// The day on which the last is done; nil when that lies beyond what was reckoned.
        let ends: Day?
    }

    /// Why a file cannot be shown.
    struct Fault: Error, CustomStringConvertible { let description: String }

    private struct Held {
        var stamp: [Int] = []
        var published: Published?
    }

    private let path: String
    private let report: @Sendable (String) -> Void
    private let held = Mutex(Held())

    /// In that file, which need not be there yet. `report` is told why it cannot be shown.
    init(path: String, report: @escaping @Sendable (String) -> Void) {
        self.path = path
        self.report = report
    }

    /// What was published last; nil where nothing was that can be read.
    var published: Published? {
        var about = stat()
        let stamp =
            stat(path, &about) == 0
            ? [Int(about.st_ino), Int(about.st_size), Int(about.st_mtim.tv_sec), Int(about.st_mtim.tv_nsec)] : []
        return held.withLock { held in
            guard stamp != held.stamp else { return held.published }
            held.stamp = stamp
            held.published = nil
            guard !stamp.isEmpty else { return nil }
            do throws(Fault) { held.published = try PublishedBacklog.read(try bytes()) } catch {
                report("\(path): \(error)")
            }
            return held.published
        }
    }

    private func bytes() throws(Fault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault(description: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Fault(description: String(cString: strerror(errno))) }
            if count == 0 { return bytes }
            bytes += piece[..<count]
            guard bytes.count <= Self.mostBytes else {
                throw Fault(description: "it has more than \(Self.mostBytes >> 20) MiB")
            }
        }
    }

    /// Of the JSON that `annual-review recovery --json` writes.
    static func read(_ bytes: [UInt8]) throws(Fault) -> Published {
        do {
            return try bytes.withUnsafeBytes { bytes in
                var reader = try JSONReader(bytes)
                var day: Day?
                var count: Int?
                var ends: Day?
                var places: [CaseID: Place] = [:]
                try object(&reader) { name, reader in
                    switch name {
                    case "day": day = Day(try reader.string())
                    case "backlog": count = Int(clamping: try reader.integer().magnitude)
                    case "orders":
                        var isFirst = true
                        try list(&reader) { reader in
                            let ownOrder = isFirst
                            isFirst = false
                            try object(&reader) { name, reader in
                                guard name == "ends", ownOrder else { return try reader.skipValue() }
                                ends = Day(try reader.string())
                            }
                        }
                    case "places":
                        try list(&reader) { reader in
                            var id: CaseID?
                            var (place, done): (Int?, Day?) = (nil, nil)
                            try object(&reader) { name, reader in
                                switch name {
                                case "case": id = CaseID(try reader.string())
                                case "place": place = Int(clamping: try reader.integer().magnitude)
                                case "done": done = Day(try reader.string())
                                default: try reader.skipValue()
                                }
                            }
                            guard let id else { throw Fault(description: "a place names no case") }
                            if places[id] == nil { places[id] = Place(place: place, month: done.map { Month(of: $0) }) }
                        }
                    default: try reader.skipValue()
                    }
                }
                try reader.end()
                guard let day, let count else { throw Fault(description: "it says no day, or not how many are late") }
                return Published(day: day, count: count, places: places, ends: ends)
            }
        } catch {
            throw Fault(
                description: "it is not what `annual-review recovery --json` writes (\(error)); write it anew")
        }
    }

    private static func object(
        _ reader: inout JSONReader, _ field: (String, inout JSONReader) throws -> Void
    ) throws {
        guard try reader.beginObject() else { return }
        repeat { try field(try reader.name().string, &reader) } while try reader.nextField()
    }

    private static func list(_ reader: inout JSONReader, _ element: (inout JSONReader) throws -> Void) throws {
        guard try reader.beginList() else { return }
        repeat { try element(&reader) } while try reader.nextElement()
    }
}
