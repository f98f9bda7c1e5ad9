import CaseFile
import Casework
import Contracts
import Dispatch
import Glibc
import Letters
import PDF
import Runtime
import SignIn
import Statute
import Synchronization

// What is not obvious here:
//
// - A code is made where it is printed: in this program, from the secret that it alone holds. Whoever asks for a letter, at the
//   desk or by the command, never sees it; it is on no topic, in no line of the log and in no name of a file.
// - That a letter was laid ready is its folder, which stays until the code is over; the letter in it is gone once the code was
//   used. Where the folders are lost, letters whose codes are still good are laid ready again, with the same codes.

/// The letters with codes to sign in, for contacts without a verified e-mail address: laid into a folder for whoever prints
/// and posts them, a folder and in it a PDF each, for its owner alone.
///
/// - Thread: the service's tells it of reports and has it look; its own sets and writes; any asks for a letter.
final class CodeLetters: Sendable {
    /// The most letters that may wait to be set; what is more waits for the next look.
    static let most = 50

    /// A letter that is out or about to be.
    struct Letter: Sendable, Hashable {
        let member: FamilyMember
        let key: SubmissionKey
        /// By what its number and code are reckoned.
        var id: String { "\(member.key)/\(key)" }
    }

    private struct Held {
        /// By number, of the cases whose reports say that one was asked for.
        var letters: [String: Letter] = [:]
        /// What was found of each at the last look; those of which it is to be seen again.
        var isNew = false
        var lookedOn: Day?
        var waiting: Set<Letter> = []
        var isReported: Set<Letter> = []
    }

    let codes: LetterCodes
    private let folder: String
    private let address: String
    private let typesetter: Typesetter
    private let queue = DispatchQueue(label: "annual-review.portal.letters")
    private let state = Mutex(Held())
    private let report: @Sendable (String) -> Void

    /// Into that folder, which is made where it is not there; `address` is that of the portal. `report` is told why a letter
    /// could not be laid ready, without what stands in it.
    init(
        folder: String, address: String, codes: LetterCodes, typesetter: Typesetter,
        report: @escaping @Sendable (String) -> Void
    ) throws(CodeMail.Fault) {
        self.folder = folder
        self.address = address.last == "/" ? String(address.dropLast()) : address
        self.codes = codes
        self.typesetter = typesetter
        self.report = report
        if mkdir(folder, 0o700) != 0, errno != EEXIST {
            throw CodeMail.Fault(description: "\(folder) cannot be made: \(String(cString: strerror(errno)))")
        }
        guard access(folder, W_OK | X_OK) == 0 else {
            throw CodeMail.Fault(description: "\(folder) cannot be written to: \(String(cString: strerror(errno)))")
        }
    }

    // MARK: On the service's thread

    /// An entry was folded.
    func folded(_ entry: Entry, of id: CaseID, _ reception: CaseFile.Reception) {
        guard reception == .accepted else { return }
        for event in entry.events {
            switch (event.id, event.data) {
            case (.submission(let key), .signInLetterAsked(let asked)):
                let letter = Letter(member: FamilyMember(id, asked.contact), key: key)
                state.withLock {
                    $0.letters[codes.number(of: letter.id)] = letter
                    $0.isNew = true
                }
            case (_, .signInLetterUsed), (_, .withdrawn), (_, .contactRecorded):
                state.withLock { if !$0.letters.isEmpty { $0.isNew = true } }
            default: break
            }
        }
    }

    /// Somebody's record changed, and with it perhaps where a letter goes.
    func readPerson() { state.withLock { if !$0.letters.isEmpty { $0.isNew = true } } }

    /// Has laid ready what was asked for and is not, and takes away what is over.
    func look(_ now: any State, _ directory: FamilyDirectory, council: Council?, isRehearsal: Bool) {
        guard let council, let today = now.owned.lazy.compactMap({ now.log(of: $0).today }).first else { return }
        let letters = state.withLock { state -> [(number: String, letter: Letter)] in
            guard state.isNew || state.lookedOn != today else { return [] }
            (state.isNew, state.lookedOn) = (false, today)
            return state.letters.map { ($0.key, $0.value) }
        }
        for (number, letter) in letters where now.owns(letter.member.id) {
            let file = now.file(of: letter.member.id)
            let today = now.log(of: now.partition(of: letter.member.id)).today ?? today
            let own = file?.signInLetters.last { $0.contact == letter.member.contact }
            guard let file, let own, own.key == letter.key, today <= own.lastDay,
                let contact = file.contact(letter.member.contact), FamilyView.extent(of: contact) != .nothing
            else {
                // Over, overtaken, withdrawn, or for nobody any more.
                state.withLock { $0.letters[number] = nil }
                queue.async { [self] in remove(letter, whole: true) }
                continue
            }
            guard !own.isUsed else {
                queue.async { [self] in remove(letter, whole: false) }
                continue
            }
            guard let person = directory.person(letter.member.key), let lines = person.codePostalAddress(on: today)
            else {
                if state.withLock({ $0.isReported.insert(letter).inserted }) {
                    report("a letter with a code has no postal address, or one that changed within two weeks")
                }
                continue
            }
            write(letter, number, to: person, at: lines, own, council, isRehearsal: isRehearsal)
        }
    }

    private func write(
        _ letter: Letter, _ number: String, to person: Person, at lines: [String], _ asked: SignInLetter,
        _ council: Council, isRehearsal: Bool
    ) {
        let isTaken = state.withLock { state in
            guard state.waiting.count < Self.most else {
                state.isNew = true
                return false
            }
            return state.waiting.insert(letter).inserted
        }
        guard isTaken else { return }
        let code = codes.code(of: letter.id, address: lines)
        queue.async { [self] in
            defer { state.withLock { _ = $0.waiting.remove(letter) } }
            guard access(path(letter), F_OK) != 0 else { return }
            do throws(PDFError) {
                lay(
                    try typesetter.pdf(
                        of: CodeLetters.letter(
                            number: number, code: code, to: person, at: lines, until: asked.lastDay, on: asked.asked,
                            reference: letter.member.id, portal: address, council, isRehearsal: isRehearsal)),
                    for: letter)
            } catch { report("a letter with a code could not be set: \(error)") }
        }
    }

    // MARK: Asked by pages

    /// The letter of that number; nil where none is out.
    func letter(number: String) -> Letter? { state.withLock { $0.letters[number] } }

    /// Waits until all that was to be written is; for tests, and at the end.
    func drain() { queue.sync {} }

    // MARK: The folder

    private func path(_ letter: Letter) -> String { "\(folder)/letter-\(letter.key)" }

    private func lay(_ pdf: [UInt8], for letter: Letter) {
        let draft = "\(folder)/.letter-\(letter.key)"
        func failed() {
            let why = String(cString: strerror(errno))
            unlink("\(draft)/letter.pdf")
            rmdir(draft)
            report("\(folder) takes no letter: \(why)")
        }
        unlink("\(draft)/letter.pdf")
        rmdir(draft)
        guard mkdir(draft, 0o700) == 0 else { return failed() }
        let descriptor = open("\(draft)/letter.pdf", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return failed() }
        var written = 0
        while written < pdf.count {
            let count = pdf.withUnsafeBytes { raw in
                Glibc.write(descriptor, raw.baseAddress?.advanced(by: written), raw.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            written += count
        }
        let isKept = written == pdf.count && fsync(descriptor) == 0
        close(descriptor)
        // Whoever prints never sees half of one.
        guard isKept, rename(draft, path(letter)) == 0 else { return failed() }
    }

    /// The letter goes, and `whole` its folder too: then nothing says any more that it was laid ready.
    private func remove(_ letter: Letter, whole: Bool) {
        unlink("\(path(letter))/letter.pdf")
        if whole { rmdir(path(letter)) }
    }

    // MARK: The words

    static func letter(
        number: String, code: OneTimeCode, to person: Person, at lines: [String], until last: Day, on day: Day,
        reference: CaseID, portal: String, _ council: Council, isRehearsal: Bool
    ) -> PDF.PrintedLetter {
        func groups(_ digits: String) -> String {
            stride(from: 0, to: digits.count, by: 4).map { place in
                String(digits.dropFirst(place).prefix(4))
            }.joined(separator: " ")
        }
        func paragraph(_ text: String) -> PrintedBlock { .paragraph([PrintedRun(text)]) }
        let isLarge = person.format == Person.largePrint
        return PDF.PrintedLetter(
            title: "Your code to sign in", banner: isRehearsal ? "Rehearsal: everything here is invented." : nil,
            sender: [PrintedRun("\(council.team.name)\n\(council.name)\nTelephone \(council.team.phone)")],
            address: [person.name] + lines,
            reference: [PrintedRun("Our reference: \(reference)\n\(day.inWords)")],
            body: [
                .heading(level: 1, [PrintedRun("Your code to sign in")]),
                paragraph(
                    "You asked for a way to see the annual review on the council\u{2019}s pages, and we have no e-mail address for you that we checked."
                ),
                .paragraph([
                    PrintedRun("Open "), PrintedRun("\(portal)/letter", isStrong: true), PrintedRun(", and type:"),
                ]),
                .paragraph([
                    PrintedRun("Number of this letter: "), PrintedRun(groups(number), isStrong: true),
                    PrintedRun("\nCode: "), PrintedRun(groups(code.digits), isStrong: true),
                ]),
                paragraph("The code works once, until \(last.inWords). For another, ring us."),
                paragraph("We never ask for the code by telephone. Give it to nobody."),
                paragraph(
                    "Everything that you can do on these pages you can do by telephone or on paper, with the same date. "
                        + "If you did not ask for this letter, ring us: \(council.team.phone)."),
            ], footer: "Your code to sign in", size: isLarge ? .large : .standard)
    }
}
