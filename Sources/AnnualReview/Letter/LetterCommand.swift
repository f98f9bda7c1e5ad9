import Arguments
import CaseFile
import Caseload
import Casework
import Contracts
import Glibc
import JSON
import Runtime
import Statute

/// `annual-review letter`: the letters of a case, and each as it was kept.
enum LetterCommand {
    static let command = Command(
        name: "letter",
        summary: "List the letters of a case, or show one as it was kept",
        discussion: """
            Each letter with its day, to whom it is addressed, in which forms it is kept, what it encloses, and whether and \
            when it left. With a number one form of it, byte for byte as it was written and sent: the text unless another is \
            asked for. A form that was not made says why. Contacts are named by their numbers.
            """,
        example: """
            annual-review letter B-10432
            annual-review letter B-10432 1
            annual-review letter B-10432 1 --contact 2 --pdf --out letter.pdf
            """,
        options: Cluster.options
            + [
                .integer("contact", in: 1...255, "the copy that is addressed to that contact"),
                .flag("text", "the text (default)"),
                .flag("html", "the page"),
                .flag("pdf", "as it is printed"),
                .flag("large-print", "as it is printed for whoever reads large print"),
                .flag("easy-read", "in Easy Read, as a page; with --pdf as it is printed"),
                .flag("braille", "for an embosser (.brf)"),
                .text("out", "FILE", "where to write it (default: standard output)"),
                .flag("json", "the list as JSON, with the document of each form"),
            ],
        positionals: [
            Positional("CASE", "the council's reference for the plan, as B-10432"),
            Positional("N", isRequired: false, "which letter, by its number in the list"),
        ],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let word = try arguments.string("CASE")
        guard let id = CaseID(word) else { throw UsageError("\(word) is no case; a case looks like B-10432") }
        let form = try form(arguments)
        let number = try number(arguments)
        let contact = try arguments.optionalInt("contact")
        guard number != nil || (form == nil && contact == nil) else {
            throw UsageError("say which letter: annual-review letter \(id) N; without a number the letters are listed")
        }
        guard number == nil || !arguments.flag("json") else {
            throw UsageError("--json is of the list; a letter is shown as it was kept")
        }
        let address = try Cluster.address(arguments)
        let caseload = try Caseload.read(address, keeping: id)
        let entries = caseload.entries
        guard let history = History(of: id, entries: entries, log: caseload.log(of: id)),
            let file = caseload.cases[id]?.file
        else { throw CommandError("there is no case \(id) in this log") }
        let shelf = LetterShelf(history, file, entries.map(\.entry))
        guard let number else {
            let list = arguments.flag("json") ? try LetterList(shelf).json() : Array(shelf.text.utf8)
            return try give(list, arguments, saying: "the letters of \(id)")
        }
        let letter = try shelf.letter(number)
        let copy = try shelf.copy(of: letter, to: contact)
        let wanted = form ?? .text
        let key = try shelf.key(of: wanted, in: copy, of: letter)
        guard let document = try KeptDocuments.read([key], address)[key] else {
            throw CommandError(
                "the \(wanted.words) of letter \(number) of \(id) to contact \(copy.contact) is not kept: document \(key.hash) "
                    + "was erased, or its bytes are not those that its key names")
        }
        if document.mediaType == Document.pdf, arguments.optionalString("out") == nil, isatty(STDOUT_FILENO) == 1 {
            throw UsageError("a PDF cannot be read in a terminal: say where to write it, with --out FILE")
        }
        return try give(document.bytes, arguments, saying: "letter \(number) of \(id), \(wanted.words)")
    }

    /// The one form that is asked for; nil when none is.
    static func form(_ arguments: Arguments) throws(UsageError) -> LetterForm? {
        let flags = ["text", "html", "pdf", "large-print", "easy-read", "braille"].filter { arguments.flag($0) }
        if flags == ["pdf", "easy-read"] { return .easyReadPDF }
        guard flags.count <= 1 else {
            throw UsageError("\(Words.list(flags.map { "--\($0)" })) are several forms: keep one")
        }
        return flags.first.flatMap { LetterForm(rawValue: $0) }
    }

    private static func number(_ arguments: Arguments) throws(UsageError) -> Int? {
        guard let word = arguments.optionalString("N") else { return nil }
        guard let number = Int(word), number > 0 else {
            throw UsageError("\(word) is no number of a letter: annual-review letter CASE lists them")
        }
        return number
    }

    private static func give(_ bytes: [UInt8], _ arguments: Arguments, saying what: String) throws -> Int32 {
        if let file = arguments.optionalString("out") {
            try Disk.write(bytes, to: file)
            Output.note("wrote \(what): \(file)")
        } else {
            Output.write(bytes)
        }
        return ExitStatus.success
    }
}

/// The letters of a case, for programs.
struct LetterList: Fields {
    var `case` = ""
    var letters: [LetterShelf.Letter] = []

    init() {}

    init(_ shelf: LetterShelf) {
        `case` = shelf.id.text
        letters = shelf.letters
    }

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("case", &`case`, "The case.")
        try visitor.field("letters", &letters, "Its letters, in the order in which they were written.")
    }
}

extension LetterShelf {
    /// For people.
    var text: String {
        guard !letters.isEmpty else { return "No letter of \(id) was written.\n" }
        return letters.map { letter in
            var text = Prose.wrapped(
                "\(letter.number)  \(letter.written.inWords): \(Words.letter(letter.letter)) (review \(letter.review))",
                indent: 0,
                hanging: 3)
            for copy in letter.copies { text += Prose.wrapped(LetterShelf.text(copy), indent: 3, hanging: 5) }
            if !letter.enclosures.isEmpty {
                text += Prose.wrapped("encloses \(LetterShelf.text(letter.enclosures))", indent: 3, hanging: 5)
            }
            return text
        }.joined(separator: "\n")
    }

    private static func text(_ copy: Copy) -> String {
        guard !copy.forms.isEmpty else {
            return "to contact \(copy.contact): not written: \(Words.lack(copy.lacks))"
        }
        let forms = copy.forms.map(\.form.words).joined(separator: ", ")
        let way = copy.by.map { ", by \($0 == .email ? "e-mail" : "post")" } ?? ""
        return "to contact \(copy.contact)\(way): \(forms). \(fate(copy))"
    }

    private static func fate(_ copy: Copy) -> String {
        if let day = copy.told {
            return copy.returned == nil ? "It left on \(day.inWords)." : "It left on \(day.inWords), and came back."
        }
        return copy.failed.map { "It could not leave: \(Words.failure($0))." } ?? "It has not left."
    }

    private static func text(_ enclosures: [Enclosed]) -> String {
        var counts: [(role: DocumentRole, count: Int)] = []
        for enclosed in enclosures {
            if let place = counts.firstIndex(where: { $0.role == enclosed.role }) {
                counts[place].count += 1
            } else {
                counts.append((enclosed.role, 1))
            }
        }
        return Words.list(
            counts.map { role, count in
                switch role {
                case .plan: "the plan as it stood"
                case .amendments: "the proposed amendments"
                case .evidence: count == 1 ? "one piece of evidence" : "\(count) pieces of evidence"
                case .finalPlan: "the final plan"
                default: count == 1 ? "one document" : "\(count) documents"
                }
            })
    }
}
