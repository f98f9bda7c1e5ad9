import CSV
public import Contracts
import Crypto
import Glibc
import JSON
import Runtime
public import Statute

// What is not obvious here:
//
// - A letter's folder is given its name whole, by a rename, and never changed: what is printed from it is what its manifest
//   lists. The list of all that waits is written anew whenever it changes.
// - A letter that lies here is not sent. `annual-review dispatched` puts a file beside its manifest, and only that is told
//   as sent. A letter that may not leave any more is taken away first, by a rename that whoever dispatches would see.
// - Whoever writes to it may be one of several instances, or one that is overtaken: a message's folder has one name for each
//   household, and before a message is laid ready under a later claim, all households are looked through.

/// The channel that lays letters ready to be printed and posted: a folder for each household, in it one for each letter with
/// the letter, what it encloses, and the address, and over all a list (`manifest.json`, `manifest.csv`). It carries whatever
/// is enclosed, and keeps one document in memory at a time.
///
/// Folders are made for their owner alone (0700, files 0600); links are never followed.
public struct PrintRoom: Channel {
    /// Where the folders are.
    public let path: String
    private let folder: Folder
    /// Keeps the unfinished folders of two senders apart.
    private let suffix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    private var log: LogName?
    /// Each message that lies here, posted or not, and its folder.
    private var places: [MessageAtStage: String] = [:]
    /// What of each letter's folder was told of.
    private var told: Set<String> = []
    /// What is kept of messages that are not submitted yet, by their names.
    private var drafts: [String: [PrintedFile]] = [:]

    public var name: ChannelName { .printRoom }
    public var allowsRehearsal: Bool { true }
    public var patience: Double { 0 }
    public var carries: Set<Delivery> { [.post] }
    /// Their list is written once for all.
    public var mostAtOnce: Int { 250 }
    public var mostEnclosed: Int { .max }
    public var keepsEnclosures: Bool { true }

    private let press: PrintPress
    /// What was printed for each household, so that it is made anew only where its letters have changed.
    private var printed: [String: Printed] = [:]

    private struct Printed {
        var letters: Set<String>
        var household: PrintedHousehold
    }

    /// The print room in that folder, made when it is not there; with that press, which sets what is no PDF.
    public init(path: String, press: PrintPress = PrintPress()) throws(SendingError) {
        self.path = path
        self.press = press
        folder = try Folder(path: path, modes: Folder.Modes(folder: 0o700, file: 0o600))
    }

    /// The folder of this instance's unfinished ones, on which it holds a lock while it is alive.
    private var drafting: Int32 = -1
    private var draftFolder: String { "\(path)/\(PrintRoom.draftPrefix)\(suffix)" }

    private static let draftPrefix = ".draft-"
    private static let householdPrefix = "household-"
    /// Where whoever gets them puts the folders of letters that came back.
    static let returnedFolder = "returned"
    /// Seconds until what could not be written is tried again.
    private static let pause = 5.0

    // MARK: How it stands

    public mutating func lack(for log: LogName) throws(SendingError) -> String? {
        self.log = log
        var folder = folder
        if let why = try folder.lack(for: log) { return why }
        try sweep()
        if drafting < 0 {
            guard mkdir(draftFolder, 0o700) == 0 else { throw folder.failure("make a folder in it") }
            drafting = open(draftFolder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard drafting >= 0 else { throw folder.failure("open a folder in it") }
            // Where a file system knows no locks, what is left behind stays.
            _ = flock(drafting, LOCK_EX | LOCK_NB)
        }
        return nil
    }

    public mutating func fault() -> String? {
        var folder = folder
        if let why = folder.fault() { return why }
        guard places.count <= PrintedLetter.most else {
            return
                "\(path) holds more than \(PrintedLetter.most) letters: take away the folders of what was posted and told as "
                + "sent"
        }
        return nil
    }

    public mutating func kept() throws(SendingError) -> [(id: CaseID, message: ConclusionID)] {
        try look()
        try writeLists()
        return places.keys.map { ($0.id, $0.what) }
    }

    /// Removes what an instance left half written when it was killed; one that is alive holds a lock.
    private func sweep() throws(SendingError) {
        for name in try names(in: path) where name.hasPrefix(PrintRoom.draftPrefix) && !name.contains(suffix) {
            let descriptor = open("\(path)/\(name)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { remove("\(path)/\(name)") }
        }
    }

    // MARK: What lies here

    /// A letter's folder, and what stands beside its manifest.
    private struct Lying {
        var folder: String
        var letter: PrintedLetter
        var message: MessageAtStage
        var dispatch: Dispatch?
    }

    /// All letters in that folder of households, or of what came back.
    private func letters(in households: [String]) throws(SendingError) -> [Lying] {
        var all: [Lying] = []
        for household in households {
            guard isFolder("\(path)/\(household)") else { continue }
            for name in try names(in: "\(path)/\(household)").sorted() {
                let place = "\(household)/\(name)"
                guard let found = Post.message(named: name), isFolder("\(path)/\(place)"),
                    let bytes = try contents(of: "\(path)/\(place)/\(PrintedLetter.manifest)")
                else { continue }
                let letter: PrintedLetter
                do throws(JSONError) { letter = try PrintedLetter(json: bytes) } catch { continue }
                var dispatch: Dispatch?
                if let bytes = try contents(of: "\(path)/\(place)/\(Dispatch.file)") {
                    do throws(JSONError) { dispatch = try Dispatch(json: bytes) } catch {
                        // Half of a file is none: whoever writes it gives it its name when it is whole.
                    }
                }
                all.append(
                    Lying(
                        folder: place, letter: letter, message: MessageAtStage(id: found.id, what: found.message),
                        dispatch: dispatch))
            }
        }
        return all
    }

    private func lying() throws(SendingError) -> [Lying] {
        try letters(in: try names(in: path).filter { $0.hasPrefix(PrintRoom.householdPrefix) }.sorted())
    }

    private mutating func look() throws(SendingError) {
        places = [:]
        for lying in try lying() { places[lying.message] = lying.folder }
    }

    /// Writes the list of all that waits to be posted.
    private mutating func writeLists() throws(SendingError) {
        let lying = try lying()
        let waiting = lying.filter { $0.dispatch == nil }.map(\.letter)
        try printHouseholds(waiting, among: Set(lying.map { String($0.folder.prefix { $0 != "/" }) }))
        let households = printed.values.map(\.household).sorted { $0.household < $1.household }
        let json: [UInt8]
        do throws(JSONError) { json = try PrintManifest(waiting, households: households).json() } catch {
            throw .notWritable(error.description)
        }
        try folder.replace(PrintedLetter.manifest, with: json)
        try folder.replace(PrintedLetter.table, with: PrintRoom.table(waiting, printed.mapValues(\.household)))
    }

    static func table(_ letters: [PrintedLetter], _ households: [String: PrintedHousehold]) -> [UInt8] {
        var writer = CSVWriter()
        writer.append(PrintedLetter.columns.map { .text($0) })
        for letter in letters {
            let household = households[letter.household]
            let part = household?.parts.first { $0.folder == letter.folder }
            for file in letter.files {
                let first = part.flatMap { part in file.firstPage.map { part.first + $0 - 1 } }
                let last = first.flatMap { first in file.pages.map { first + $0 - 1 } }
                writer.append([
                    .text(letter.household), .text(letter.folder), .text(letter.case.text),
                    letter.contact.map { .integer(Int($0)) } ?? .empty, .text(letter.message), .text(letter.about),
                    .text(letter.format), .text("\(letter.postOn)"), .text(letter.postClass),
                    letter.lastDay.map { .text("\($0)") } ?? .empty, .text(file.name), .text(file.mediaType),
                    .integer(file.bytes), file.pages.map { .integer($0) } ?? .empty, .text(file.sha256),
                    first == nil ? .empty : .text(household?.print?.name ?? ""), first.map { .integer($0) } ?? .empty,
                    last.map { .integer($0) } ?? .empty,
                ])
            }
        }
        return writer.bytes
    }

    // MARK: Laying ready

    public mutating func keep(_ enclosure: Enclosure, at place: Int, of message: Post) throws(SendingError) {
        if place == 0 { try beginDraft(of: message) }
        // The letter itself comes first.
        try write(
            enclosure.document.bytes,
            as: "\(PrintRoom.number(place + 1 + PrintRoom.ofLetter(message).count)) \(enclosure.fileName)",
            mediaType: enclosure.document.mediaType, of: message)
    }

    /// Lays the letters ready. One that lies here already stays as it is.
    public mutating func submit(_ messages: [Post]) -> [ChannelAnswer] {
        var answers: [ChannelAnswer] = []
        defer { dropDrafts() }
        do throws(SendingError) {
            // Another instance may have laid it ready since this one looked.
            if messages.contains(where: { $0.claim > 1 }) { try look() }
            for message in messages { answers.append(try answer(message)) }
            try writeLists()
            try sync(path)
            return answers
        } catch {
            return messages.indices.map { place in
                if place < answers.count, case .refused = answers[place] { return answers[place] }
                return .again(PrintRoom.pause, error.description)
            }
        }
    }

    private mutating func answer(_ post: Post) throws(SendingError) -> ChannelAnswer {
        let message = MessageAtStage(id: post.id, what: post.message)
        if places[message] != nil { return .kept }
        guard let address = post.to.postalAddress else { return .refused("there is no postal address") }
        if drafts[post.name] == nil { try beginDraft(of: post) }
        var letter = PrintedLetter(post.id)
        letter.contact = post.message.contact
        letter.message = "\(post.message)"
        letter.about = post.subject
        letter.household = household(address)
        letter.folder = "\(letter.household)/\(post.name)"
        if let format = post.to.format { letter.format = format }
        letter.postOn = post.day
        letter.lastDay = post.lastDay
        letter.isRehearsal = post.isRehearsal
        let enclosed = drafts[post.name] ?? []
        drafts[post.name] = []
        for (place, form) in PrintRoom.ofLetter(post).enumerated() {
            try write(
                form.document.bytes, as: "\(PrintRoom.number(place + 1)) \(form.fileName)",
                mediaType: form.document.mediaType, of: post)
        }
        letter.files = (drafts[post.name] ?? []) + enclosed
        try print(&letter, of: post)
        let label = ([post.to.name] + address).joined(separator: "\n") + "\n"
        let draft = draft(of: post)
        try folder.write(Array(label.utf8), to: "\(draft)/address.txt", durably: !post.isRehearsal)
        let manifest: [UInt8]
        do throws(JSONError) { manifest = try letter.json() } catch { throw .notWritable(error.description) }
        try folder.write(manifest, to: "\(draft)/\(PrintedLetter.manifest)", durably: !post.isRehearsal)
        try sync(draft)
        try place(draft, as: letter)
        drafts[post.name] = nil
        places[message] = letter.folder
        return .kept
    }

    /// What is printed of the letter itself: its forms on paper and in braille, or its page where it has no other.
    private static func ofLetter(_ post: Post) -> [Enclosure] {
        let forms = post.forms.filter { $0.document.mediaType != Document.html }.map { form in
            var form = form
            let isEasyRead = form.document.title.hasSuffix(LetterForm.easyReadPDF.titleSuffix)
            form.document.title = isEasyRead ? "Letter in Easy Read" : "Letter"
            return form
        }
        guard !forms.contains(where: { $0.document.mediaType == Document.pdf }) else { return forms }
        let page = Document(
            Array(post.html.utf8), salt: DocumentSalt(high: 0, low: 0), mediaType: Document.html, title: "Letter")
        return [Enclosure(page, as: .letter)] + forms
    }

    /// Whether that is the letter itself in braille, and nothing that it encloses.
    private static func isLetterInBraille(_ file: PrintedFile) -> Bool {
        file.mediaType == Document.braille && file.name.hasSuffix(" Letter.brf")
    }

    // MARK: What is printed

    /// Makes the one PDF of a letter's set in its draft, and says of each file on which of its pages it lies.
    private func print(_ letter: inout PrintedLetter, of post: Post) throws(SendingError) {
        let draft = draft(of: post)
        var parts: [(file: Int, part: PrintPress.Part)] = []
        var bytes = 0
        for (place, file) in letter.files.enumerated() {
            guard bytes + file.bytes <= PrintPress.mostBytes,
                let contents = try folder.contents(of: "\(draft)/\(file.name)", most: Bounds.documentRecord),
                let part = press.printable(
                    contents, mediaType: file.mediaType, title: file.name,
                    isLarge: post.to.letterFormat == .largePrint)
            else { continue }
            bytes += part.pdf.count
            parts.append((place, part))
        }
        guard !parts.isEmpty, let joined = press.join(parts.map(\.part)) else { return }
        for ((file, _), pages) in zip(parts, joined.pages) {
            letter.files[file].pages = pages.count
            letter.files[file].firstPage = pages.lowerBound
        }
        try folder.write(joined.pdf, to: "\(draft)/\(PrintedLetter.print)", durably: !post.isRehearsal)
        letter.print = PrintRoom.file(PrintedLetter.print, joined)
    }

    private static func file(_ name: String, _ joined: PrintPress.Joined) -> PrintedFile {
        var file = PrintedFile(
            name: name, mediaType: Document.pdf, bytes: joined.pdf.count,
            sha256: Hex.encode(SHA256.hash(joined.pdf).bytes))
        file.pages = joined.pages.last?.upperBound
        return file
    }

    /// Makes the one PDF of each household whose waiting letters have changed, and takes it away where none waits.
    private mutating func printHouseholds(
        _ waiting: [PrintedLetter], among households: Set<String>
    ) throws(SendingError) {
        let letters = Dictionary(grouping: waiting, by: \.household)
        for household in households.union(printed.keys) where letters[household] == nil {
            unlink("\(path)/\(household)/\(PrintedLetter.print)")
            printed[household] = nil
        }
        for (household, letters) in letters {
            let folders = Set(letters.map(\.folder))
            guard printed[household]?.letters != folders, isFolder("\(path)/\(household)") else { continue }
            printed[household] = Printed(letters: folders, household: try print(household, letters))
        }
    }

    private func print(_ household: String, _ letters: [PrintedLetter]) throws(SendingError) -> PrintedHousehold {
        var all = PrintedHousehold(household)
        var parts: [(folder: String, part: PrintPress.Part)] = []
        for letter in letters {
            let byHand = letter.files.filter { $0.firstPage == nil }.map { "\(letter.folder)/\($0.name)" }
            if letter.print != nil,
                let pdf = try folder.contents(
                    of: "\(path)/\(letter.folder)/\(PrintedLetter.print)", most: PrintRoom.mostBytesOfPrint)
            {
                parts.append((letter.folder, PrintPress.Part(title: letter.folder, pdf: pdf)))
                all.byHand += byHand
            } else {
                all.byHand += letter.files.map { "\(letter.folder)/\($0.name)" }
            }
        }
        guard !parts.isEmpty, let joined = press.join(parts.map(\.part)) else {
            all.byHand = letters.flatMap { letter in letter.files.map { "\(letter.folder)/\($0.name)" } }
            return all
        }
        all.parts = zip(parts, joined.pages).map {
            PrintedHousehold.Part(folder: $0.folder, first: $1.lowerBound, last: $1.upperBound)
        }
        all.print = PrintRoom.file("\(household)/\(PrintedLetter.print)", joined)
        let draft = "\(draftFolder)/\(PrintedLetter.print)"
        unlink(draft)
        try folder.write(joined.pdf, to: draft, durably: false)
        guard rename(draft, "\(path)/\(household)/\(PrintedLetter.print)") == 0 else {
            throw folder.failure("name what is printed for a household")
        }
        return all
    }

    /// The largest PDF of a letter that is read, in bytes: what was put into it, and texts that were set.
    private static let mostBytesOfPrint = 2 * PrintPress.mostBytes

    /// Gives the folder its name; where the same letter lies there, that stays.
    private func place(_ draft: String, as letter: PrintedLetter) throws(SendingError) {
        let household = "\(path)/\(letter.household)"
        if mkdir(household, 0o700) != 0, errno != EEXIST { throw folder.failure("make a folder in it") }
        guard isFolder(household) else {
            throw folder.failure("write to \(letter.household), which is no folder", ELOOP)
        }
        if rename(draft, "\(path)/\(letter.folder)") != 0 {
            guard errno == EEXIST || errno == ENOTEMPTY else { throw folder.failure("name a letter's folder") }
            remove(draft)
        }
        try sync(household)
    }

    /// The folder of whoever lives at that address: the same for all of them, and by its name nobody knows where that is.
    private func household(_ address: [String]) -> String {
        let lines = address.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }.filter { !$0.isEmpty }
        let salted = ([log?.description ?? ""] + lines).joined(separator: "\n")
        return PrintRoom.householdPrefix + String(Hex.encode(SHA256.hash(salted).bytes).prefix(16))
    }

    private static func number(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    // MARK: Drafts

    private func draft(of post: Post) -> String { "\(draftFolder)/\(post.name)" }

    private mutating func beginDraft(of post: Post) throws(SendingError) {
        let draft = draft(of: post)
        remove(draft)
        guard mkdir(draft, 0o700) == 0 else { throw folder.failure("make a folder in it") }
        drafts[post.name] = []
    }

    private mutating func write(
        _ bytes: [UInt8], as name: String, mediaType: String, of post: Post
    ) throws(SendingError) {
        try folder.write(bytes, to: "\(draft(of: post))/\(name)", durably: !post.isRehearsal)
        drafts[post.name, default: []].append(
            PrintedFile(
                name: name, mediaType: mediaType, bytes: bytes.count, sha256: Hex.encode(SHA256.hash(bytes).bytes)))
    }

    /// What was begun and not submitted is begun again when it is.
    private mutating func dropDrafts() {
        for name in drafts.keys { remove("\(draftFolder)/\(name)") }
        drafts = [:]
    }

    // MARK: What becomes of them

    public mutating func withdraw(_ message: ConclusionID, of id: CaseID) throws(SendingError) -> Bool {
        let what = MessageAtStage(id: id, what: message)
        guard let place = places[what] else { return false }
        let aside = "\(draftFolder)/withdrawn"
        remove(aside)
        guard !isThere("\(path)/\(place)/\(Dispatch.file)") else { return false }
        guard rename("\(path)/\(place)", aside) == 0 else {
            guard errno == ENOENT else { throw folder.failure("take a letter's folder away") }
            // Somebody took it away: whether they posted it only they know.
            return false
        }
        if isThere("\(aside)/\(Dispatch.file)") {
            // It was posted meanwhile.
            guard rename(aside, "\(path)/\(place)") == 0 else { throw folder.failure("put a letter's folder back") }
            return false
        }
        remove(aside)
        places[what] = nil
        try writeLists()
        try sync(path)
        return true
    }

    public mutating func receipts(most: Int) throws(SendingError) -> [ChannelReceipt] {
        var receipts: [ChannelReceipt] = []
        var isListChanged = false
        for lying in try lying() {
            guard receipts.count < most, let dispatch = lying.dispatch, !told.contains(lying.folder) else { continue }
            told.insert(lying.folder)
            isListChanged = true
            receipts.append(
                ChannelReceipt(
                    lying.message.what, of: lying.message.id, .dispatched, on: dispatch.on, reference: lying.folder,
                    isInBraille: lying.letter.files.contains(where: PrintRoom.isLetterInBraille)))
        }
        for lying in try letters(in: [PrintRoom.returnedFolder]) {
            guard receipts.count < most, told.insert("\(PrintRoom.returnedFolder) \(lying.folder)").inserted else {
                continue
            }
            receipts.append(ChannelReceipt(lying.message.what, of: lying.message.id, .returned))
        }
        if isListChanged { try writeLists() }
        return receipts
    }

    // MARK: Files

    private func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private func isThere(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// The bytes of a file; nil when there is none, or a link.
    private func contents(of file: String) throws(SendingError) -> [UInt8]? {
        isThere(file) ? try folder.beginning(of: file, most: PrintRoom.mostBytesOfManifest) : nil
    }

    /// The largest manifest of one letter that is read, in bytes.
    private static let mostBytesOfManifest = 256 << 10

    private func names(in path: String) throws(SendingError) -> [String] {
        guard let stream = opendir(path) else {
            if errno == ENOENT { return [] }
            throw folder.failure("list it")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Removes a folder that this channel made, with what is in it; a link in it is removed, and not followed.
    private func remove(_ path: String) {
        guard isFolder(path), let stream = opendir(path) else { return }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            if isFolder("\(path)/\(name)") { remove("\(path)/\(name)") } else { unlink("\(path)/\(name)") }
        }
        closedir(stream)
        rmdir(path)
    }

    private func sync(_ path: String) throws(SendingError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw folder.failure("open a folder in it") }
        defer { close(descriptor) }
        // Some file systems cannot sync a folder and say EINVAL; there is nothing more to be had from them.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw folder.failure("sync a folder in it") }
    }
}
