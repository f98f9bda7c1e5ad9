import Glibc
public import Statute

/// Why a seed cannot be used, with its file and what to do.
public struct SeedError: Error, Sendable, CustomStringConvertible {
    /// The sentence.
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// The folder of what councils edit: models, councils, letters, calendars.
public struct Seeds: Sendable {
    /// Where it is.
    public let folder: String

    /// The most bytes of one seed.
    public static let mostBytes = 1 << 20

    /// The seeds in that folder; nothing is read yet.
    public init(folder: String) { self.folder = folder }

    /// The folder of seeds where none is named: `./seeds`, or else the one that lies beside the program, or in the checkout
    /// or the installation of which the program is part. `./seeds` when there is none.
    public static var standardFolder: String { folderAtHand ?? "./seeds" }

    /// The same; nil when there is none.
    public static var folderAtHand: String? {
        var candidates = ["./seeds"]
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &path, path.count - 1)
        if count > 0 {
            var folder = String(decoding: path[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self).split(
                separator: "/")
            // The program's own folder, and those above it: a build lies four below its checkout.
            for _ in 0..<mostFoldersAbove where !folder.isEmpty {
                folder.removeLast()
                let place = "/" + folder.joined(separator: "/")
                candidates += ["\(place)/seeds", "\(place)/share/annual-review/seeds"]
            }
        }
        return candidates.first { access("\($0)/calendars", R_OK) == 0 && access("\($0)/models", R_OK) == 0 }
    }

    private static let mostFoldersAbove = 5

    /// The path of one of its files, for messages.
    public func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// What a service says that has no words for the log's council: which file to write.
    public func lacksCouncil(_ name: String) -> String {
        "the log is \(name)'s, and its words are missing: write \(path("councils/\(name).yaml")) as the others there are, "
            + "and start again"
    }

    /// The text of one of its files.
    public func text(_ name: String) throws(SeedError) -> String {
        guard let stream = fopen(path(name), "re") else { throw failure(name) }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= Seeds.mostBytes {
            let count = fread(&block, 1, block.count, stream)
            guard count > 0 else { break }
            bytes.append(contentsOf: block[..<count])
        }
        guard ferror(stream) == 0 else { throw failure(name) }
        guard bytes.count <= Seeds.mostBytes, let text = String(validating: bytes, as: UTF8.self) else {
            throw SeedError("\(path(name)) is no text of at most \(Seeds.mostBytes) bytes in UTF-8")
        }
        return text
    }

    /// The names of the files with that ending in one of its folders, in order, each with the folder before it.
    public func names(in folder: String, suffix: String) throws(SeedError) -> [String] {
        guard let stream = opendir(path(folder)) else { throw failure(folder) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(suffix), !name.hasPrefix(".") { names.append("\(folder)/\(name)") }
        }
        return names.sorted()
    }

    /// The files of the review models and pilots, unread.
    public func modelFiles() throws(SeedError) -> [ReviewModels.File] {
        var files: [ReviewModels.File] = []
        for name in try names(in: "models", suffix: ".yaml") { files.append(try modelFile(name)) }
        return files
    }

    /// The review models and pilots that are of use; why another is not is in `faults`, with file and line. For services,
    /// of which a file that cannot be read must concern the plans of its model alone.
    public func usableModels() throws(SeedError) -> ReviewModels {
        var files: [ReviewModels.File] = []
        var unreadable: [String: String] = [:]
        for name in try names(in: "models", suffix: ".yaml") {
            do throws(SeedError) {
                files.append(try modelFile(name))
            } catch {
                unreadable[Seeds.modelName(name)] = error.description
            }
        }
        return ReviewModels(usable: files, unreadable: unreadable)
    }

    private func modelFile(_ name: String) throws(SeedError) -> ReviewModels.File {
        ReviewModels.File(name: Seeds.modelName(name), path: path(name), text: try text(name))
    }

    private static func modelName(_ name: String) -> String {
        String(name.dropFirst("models/".count).dropLast(".yaml".count))
    }

    /// Every review model and pilot; refused with file and line when one is laxer than the law.
    public func models() throws(SeedError) -> ReviewModels {
        let files = try modelFiles()
        do { return try ReviewModels(parsing: files) } catch { throw SeedError("\(error)") }
    }

    /// The bank holidays of England.
    public func holidays() throws(SeedError) -> BankHolidays {
        let name = "calendars/bank-holidays-england.txt"
        let text = try text(name)
        do { return try BankHolidays(parsing: text, file: path(name)) } catch { throw SeedError("\(error)") }
    }

    /// The school terms in that council's file, `calendars/terms-ID.txt`.
    public func terms(of council: String) throws(SeedError) -> SchoolTerms {
        let name = "calendars/terms-\(council).txt"
        let text = try text(name)
        do { return try SchoolTerms(parsing: text, file: path(name)) } catch { throw SeedError("\(error)") }
    }

    private func failure(_ name: String) -> SeedError {
        let why = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
        return SeedError("\(path(name)): \(why); name the folder of seeds with --seeds")
    }
}
