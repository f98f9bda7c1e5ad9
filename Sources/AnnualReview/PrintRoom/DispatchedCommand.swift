import Arguments
import CSV
import Contracts
import Crypto
import Glibc
import JSON
import Recording
import Statute

/// `annual-review dispatched`: says that letters of a print room were posted.
enum DispatchedCommand {
    /// The largest file of a letter that is read, in bytes: the one PDF of many papers.
    static let mostBytes = 256 << 20

    static let command = Command(
        name: "dispatched",
        summary: "Say that letters of a print room were posted",
        discussion: """
            A letter in a print room is sent on the day on which somebody posted it, and that is what this says: the notifier \
            finds it beside the letter, and tells the log. Name the copy of manifest.csv or manifest.json from which was \
            printed, or the folder of a letter. Where a folder holds several letters, say with --letters how many were posted: \
            one may have been laid ready since. Each file is held to what its manifest says of it, and a letter that was \
            withdrawn is refused: it must not be posted. Of what came back, put the letter's folder into the folder returned.
            """,
        example: "annual-review dispatched printed.csv --print-room ./print-room\n"
            + "annual-review dispatched ./print-room/household-3f9c0a1b2c3d4e5f --letters 2 --on 2026-02-06",
        options: [
            .text("on", "DATE", "the day on which they were posted (default: today)"),
            .text(
                "print-room", "DIR", environment: "AR_PRINT_ROOM",
                "the print room, for a list that was copied out of it (default: where PATH lies)"),
            .integer(
                "letters", "N", in: 1...PrintedLetter.most, "how many letters were posted, for a folder of several"),
            .flag("json", "report as JSON"),
        ],
        positionals: [Positional("PATH", "a copy of the manifest, or a letter's or a household's folder")],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let path = trimmed(try arguments.string("PATH"))
        let today = LogStart.today
        let on = try RecordKind.day(arguments, "on") ?? today
        guard on <= today else { throw UsageError("\(on) has not come yet: on this host it is \(today)") }
        let list = try PrintedList(
            at: path, room: arguments.optionalString("print-room").map(trimmed),
            letters: try arguments.optionalInt("letters"))
        let report = try list.dispatch(on: on)
        if arguments.flag("json") {
            Output.write(String(decoding: try report.json(), as: UTF8.self) + "\n")
        } else {
            Output.write(report.words)
        }
        return ExitStatus.success
    }

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}

/// What was said of letters.
struct DispatchReport: Fields {
    /// The day on which they were posted.
    var on = Day(number: 0)
    /// Letters of which it was said now, and those of which it had been said before.
    var letters: [PrintedLetter] = []
    var saidBefore = 0

    init() {}

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("on", &on, "The day on which they were posted.")
        try visitor.field("letters", &letters, "The letters of which it was said.")
        try visitor.field("said_before", &saidBefore, "How many letters more it had been said of before.")
    }

    /// For people.
    var words: String {
        var text = letters.map { letter in
            "\(letter.case)\(letter.contact.map { ", contact \($0)" } ?? ""): \(letter.about), posted on \(on)\n"
        }.joined()
        text += letters.count == 1 ? "1 letter" : "\(letters.count) letters"
        text += saidBefore > 0 ? ", and \(saidBefore) of which it was said before" : ""
        return text + ". The notifier tells the log within a minute, and whom it is addressed to is told on that day.\n"
    }
}

/// Letters of a print room that somebody says were posted.
struct PrintedList {
    private let room: String
    private let folders: [String]

    /// The letters that the list or folder at that path names.
    init(at path: String, room: String?, letters: Int?) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            throw CommandError("cannot read \(path): \(String(cString: strerror(errno)))")
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            (self.room, folders) = try PrintedList.folders(in: path, letters: letters)
        } else {
            guard let room = room ?? PrintedList.room(holding: path) else {
                throw UsageError(
                    "\(path) does not lie in a print room: name the one that it lists with --print-room DIR")
            }
            self.room = room
            folders = try PrintedList.folders(listedIn: path)
        }
        guard !folders.isEmpty else { throw CommandError("\(path) names no letter that waits to be posted") }
    }

    /// The folders of a letter, of a household, or of the whole room.
    private static func folders(in path: String, letters: Int?) throws -> (room: String, folders: [String]) {
        guard
            let path = realpath(path, nil).map({ pointer in
                defer { free(pointer) }
                return String(cString: pointer)
            })
        else { throw CommandError("cannot read \(path): \(String(cString: strerror(errno)))") }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        func above(_ levels: Int) -> String { parts.dropLast(levels).joined(separator: "/") }
        func isRoom(_ path: String) -> Bool { access("\(path)/\(logName)", F_OK) == 0 }
        func below(_ levels: Int) -> String { parts.suffix(levels).joined(separator: "/") }
        if isRoom(above(2)) { return (above(2), [below(2)]) }
        let found: (room: String, folders: [String])
        if isRoom(above(1)) {
            found = (above(1), waiting(in: path, named: below(1)))
        } else if isRoom(path) {
            let households = (Disk.names(in: path) ?? []).filter { $0.hasPrefix("household-") }.sorted()
            found = (path, households.flatMap { waiting(in: "\(path)/\($0)", named: $0) })
        } else {
            throw CommandError("\(path) is no print room, nor a folder in one")
        }
        guard found.folders.count == letters || found.folders.count == 1 && letters == nil else {
            throw CommandError(
                letters == nil
                    ? "\(path) holds \(found.folders.count) letters that wait: say with --letters how many were posted, or "
                        + "name the copy of manifest.csv from which was printed"
                    : "\(path) holds \(found.folders.count) letters that wait, and \(letters ?? 0) were posted: one may have "
                        + "been laid ready since, or withdrawn; name the folders of those that were posted")
        }
        return found
    }

    private static func waiting(in household: String, named name: String) -> [String] {
        (Disk.names(in: household) ?? []).sorted().filter { letter in
            access("\(household)/\(letter)/\(PrintedLetter.manifest)", F_OK) == 0
                && access("\(household)/\(letter)/\(Dispatch.file)", F_OK) != 0
        }.map { "\(name)/\($0)" }
    }

    /// The file that makes a folder a print room, as it makes one the folder of one log's messages.
    private static let logName = ".log-name"

    private static func room(holding path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")
        return access("\(folder)/\(logName)", F_OK) == 0 ? folder : nil
    }

    /// The folders in a copy of the manifest.
    private static func folders(listedIn path: String) throws -> [String] {
        let bytes = try Disk.read(path, most: PrintedLetter.mostBytes)
        var folders: [String] = []
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
            do throws(JSONError) {
                folders = try PrintManifest(json: bytes).letters.map(\.folder)
            } catch {
                throw CommandError("\(path) is no manifest of a print room: \(error)")
            }
        } else {
            let table = try CSVTable(parsing: bytes, file: path, required: ["folder"])
            for record in table.records {
                guard let folder = record["folder"], folder != folders.last else { continue }
                folders.append(folder)
            }
        }
        var seen: Set<String> = []
        folders = folders.filter { seen.insert($0).inserted }
        for folder in folders {
            let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.first != "." }) else {
                throw CommandError("\(path): \(folder) is no folder of a letter")
            }
        }
        return folders
    }

    // MARK: Saying it

    /// Looks at all of them first, then says of each that it was posted.
    func dispatch(on day: Day) throws -> DispatchReport {
        var report = DispatchReport()
        report.on = day
        for folder in folders {
            let letter = try look(at: folder)
            guard let before = try dispatched(folder) else {
                guard day >= letter.postOn || letter.isRehearsal else {
                    throw CommandError(
                        "\(folder) was laid ready on \(letter.postOn), and cannot have been posted on \(day)")
                }
                report.letters.append(letter)
                continue
            }
            guard before == day else {
                throw CommandError(
                    "\(folder) was said to have been posted on \(before), and not on \(day): what was told stays told; "
                        + "where that day is wrong, tell the case's coordinator")
            }
            report.saidBefore += 1
        }
        for letter in report.letters { try say(day, of: letter) }
        return report
    }

    /// The letter in that folder, each of its files held to what its manifest says.
    private func look(at folder: String) throws -> PrintedLetter {
        let path = "\(room)/\(folder)"
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw CommandError(
                "\(folder) is not in \(room): it was withdrawn because it may not leave any more, or taken away; do not post it, "
                    + "and where it was posted tell its coordinator")
        }
        let letter: PrintedLetter
        do throws(JSONError) {
            letter = try PrintedLetter(json: read("\(path)/\(PrintedLetter.manifest)", most: PrintedLetter.mostBytes))
        } catch {
            throw CommandError("\(path)/\(PrintedLetter.manifest): \(error)")
        }
        for file in letter.files + [letter.print].compactMap(\.self) {
            let bytes = try Disk.read("\(path)/\(file.name)", most: DispatchedCommand.mostBytes)
            guard Hex.encode(SHA256.hash(bytes).bytes) == file.sha256 else {
                throw CommandError(
                    "\(path)/\(file.name) is not as it was laid ready: what was printed may not be what was decided; find out "
                        + "who changed it")
            }
        }
        return letter
    }

    private func read(_ file: String, most: Int) -> [UInt8] {
        // What cannot be read is no manifest, which is said with its place.
        (try? Disk.read(file, most: most)) ?? []
    }

    private func dispatched(_ folder: String) throws -> Day? {
        let file = "\(room)/\(folder)/\(Dispatch.file)"
        guard access(file, F_OK) == 0 else { return nil }
        do throws(JSONError) {
            return try Dispatch(json: read(file, most: 4_096)).on
        } catch {
            throw CommandError("\(file): \(error)")
        }
    }

    private func say(_ day: Day, of letter: PrintedLetter) throws {
        let path = "\(room)/\(letter.folder)"
        try Disk.write(try Dispatch(on: day).json(), to: "\(path)/\(Dispatch.file)")
        // The notifier takes a letter away by its folder's name: then this was written into what is no letter any more.
        guard access("\(path)/\(Dispatch.file)", F_OK) == 0 else {
            throw CommandError("\(letter.folder) was withdrawn meanwhile: do not post it, or tell its coordinator")
        }
    }
}
