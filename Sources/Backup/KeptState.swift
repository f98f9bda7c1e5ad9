package import Arguments
package import Contracts
import Glibc
import SQLite
import Statute

/// What is known of a log outside it: the folder into which the notifier sends.
package struct OutboxFolder {
    package let path: String
    /// The log whose messages it holds; nil where it does not say.
    package let log: LogName?
    /// The messages in it, by the names of their files.
    package let messages: [String]

    /// Reads it; a folder that is not there knows nothing.
    package static func ifAny(_ path: String?) throws(CommandError) -> OutboxFolder? {
        guard let path, access(path, F_OK) == 0 else { return nil }
        return try OutboxFolder(path)
    }

    /// Reads it.
    package init(_ path: String) throws(CommandError) {
        guard let names = Disk.names(in: path) else { throw BackupFolder.failure("read the folder \(path)") }
        self.path = path
        messages = names.filter { $0.hasSuffix(".eml") && !$0.hasPrefix(".") }
        guard names.contains(OutboxFolder.nameFile) else {
            log = nil
            return
        }
        let text = String(decoding: try Disk.read("\(path)/\(OutboxFolder.nameFile)", most: 64), as: UTF8.self)
        guard let name = LogName(text) else {
            throw CommandError("\(path)/\(OutboxFolder.nameFile) holds no name of a log")
        }
        log = name
    }

    /// The notifier's file in it (`Sources/Notifier/FolderChannel.swift`).
    private static let nameFile = ".log-name"

    /// Case and message of a file; nil for a file of another form.
    static func message(of file: String) -> (id: CaseID, message: String)? {
        let parts = file.dropLast(4).replacing("+", with: "/").split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let id = CaseID(parts[0]) else { return nil }
        return (id, parts[1])
    }
}

/// What is known of a log outside it: the read model of analytics.
package struct ReadModelFile {
    /// One review, as far as it was known.
    struct Review {
        let id: CaseID
        let number: UInt8
        /// What happened, in words, and the day.
        package let days: [(what: String, day: Day)]
    }

    package let path: String
    /// The log's name; nil where nothing was read yet.
    package let log: LogName?
    /// The offset of the next record that it would read, by partition.
    package private(set) var positions: [Int32: Int64] = [:]
    /// The cases of which it knows a plan.
    package private(set) var cases: [CaseID] = []
    private(set) var reviews: [Review] = []

    /// Reads it; a file that is not there knows nothing.
    package static func ifAny(_ path: String?) throws(CommandError) -> ReadModelFile? {
        guard let path, access(path, F_OK) == 0 else { return nil }
        return try ReadModelFile(path)
    }

    /// The days of a review by the columns of what was last known (`Sources/Analytics/FactVersions.swift`), in words.
    private static let columns = [
        ("f_arranged", "a meeting was arranged for"), ("f_held", "the meeting was held on"),
        ("f_report_sent", "the report was sent on"), ("f_decided", "a decision was made on"),
        ("f_told", "the family was told on"), ("f_notice", "the notice was sent on"),
        ("f_final_sent", "the final plan was sent on"),
    ]

    /// Reads it.
    package init(_ path: String) throws(CommandError) {
        self.path = path
        guard access(path, R_OK) == 0 else { throw BackupFolder.failure("read \(path)") }
        do {
            let database = try Database(.file(path), access: .readOnly)
            defer { database.close() }
            let name = try database.query("SELECT name FROM log") { try $0.text(0) }.first
            log = name.flatMap { LogName($0) }
            for (partition, position) in try database.query(
                "SELECT partition, position FROM places",
                read: {
                    (Int32(truncatingIfNeeded: try $0.int(0)), Int64(try $0.int(1)))
                })
            { positions[partition] = position }
            // Of each the version that was known last; where SQLite takes the largest of a column, the others are of its row.
            cases = try database.query(
                """
                SELECT case_id FROM (SELECT case_id, gone, max(known) FROM plan_versions GROUP BY case_id)
                WHERE gone = 0 ORDER BY case_id
                """
            ) { try $0.text(0) }.compactMap { CaseID($0) }
            let columns = ReadModelFile.columns.map(\.0).joined(separator: ", ")
            reviews = try database.query(
                """
                SELECT case_id, number, \(columns) FROM
                    (SELECT *, max(known) FROM review_versions GROUP BY case_id, number)
                WHERE gone = 0 ORDER BY case_id, number
                """
            ) { row in
                guard let id = CaseID(try row.text(0)) else { return nil }
                var days: [(what: String, day: Day)] = []
                for (index, column) in ReadModelFile.columns.enumerated() {
                    guard let number = try row.optionalInt(index + 2) else { continue }
                    days.append((column.1, Day(number: Int32(truncatingIfNeeded: number))))
                }
                return Review(id: id, number: UInt8(truncatingIfNeeded: try row.int(1)), days: days)
            }.compactMap { (review: Review?) in review }
        } catch {
            throw CommandError("\(path) cannot be read as the read model of analytics of this version: \(error)")
        }
    }
}

extension LogName {
    /// The name in that text; nil when it is none.
    init?(_ text: String) {
        var text = text
        guard let name = text.withUTF8({ LogName(utf8: $0) }) else { return nil }
        self = name
    }
}
