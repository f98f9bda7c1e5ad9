import Arguments
import CaseFile
import Casework
import Contracts
import JSON
import Runtime
import Statute

/// The letters of a case: to whom each is addressed, in which forms it is kept, what it encloses, and who was told by it.
struct LetterShelf {
    let id: CaseID
    let letters: [Letter]

    /// A letter that was written.
    struct Letter: Fields {
        var number = 0
        var review: UInt8 = 0
        var letter = LetterKind.decisionMaintain
        var written = Day(number: 0)
        var copies: [Copy] = []
        var enclosures: [Enclosed] = []

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("number", &number, "Its number in the case.")
            try visitor.field("review", &review, "Its review; 0 when it is about the case.")
            try visitor.field("letter", &letter, "What it is.")
            try visitor.field("written", &written, "The day it was written.")
            try visitor.field("copies", &copies, "To whom it is addressed.")
            try visitor.field("enclosures", &enclosures, "What comes with it, in order.")
        }
    }

    /// A letter as it is addressed to one contact.
    struct Copy: Fields {
        var contact: UInt8 = 0
        var forms: [KeptForm] = []
        var by: Delivery?
        var lacks: LetterLack?
        var told: Day?
        var failed: DeliveryFailure?
        var returned: ReturnReason?

        init() {}

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("contact", &contact, "To which contact.")
            try visitor.field("forms", &forms, "Its forms, and where each is; none when it could not be written.")
            try visitor.optional("by", &by, "How it is to be served.")
            try visitor.optional("lacks", &lacks, "Why it could not be written.")
            try visitor.optional("told", &told, "The day on which it left; absent while it has not.")
            try visitor.optional("failed", &failed, "Why it could not leave.")
            try visitor.optional("returned", &returned, "Why it came back.")
        }
    }

    /// A document that comes with it.
    struct Enclosed: Fields {
        var role = DocumentRole.plan
        var document = DocumentHash(0, 0, 0, 0)

        init() {}

        init(_ role: DocumentRole, _ document: DocumentHash) {
            self.role = role
            self.document = document
        }

        mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("role", &role, "What it is for.")
            try visitor.field("document", &document, "Which document.")
        }
    }

    init(_ history: History, _ file: CaseFile, _ entries: [Entry]) {
        id = history.id
        letters = history.letters.map { written in
            var letter = Letter()
            letter.number = written.number
            letter.review = written.review
            letter.letter = written.kind
            letter.written = written.written
            letter.copies = written.copies.map { LetterShelf.copy($0, of: written.id, in: file) }
            letter.enclosures = LetterShelf.enclosures(of: written.id, in: entries)
            return letter
        }
    }

    private static func copy(_ copy: LetterCopy, of letter: ConclusionID, in file: CaseFile) -> Copy {
        var found = Copy()
        found.contact = copy.contact
        found.forms = copy.keptForms
        found.by = copy.by
        found.lacks = copy.lacks
        guard let subject = MessageKind.carrying(letter.subject)?.subject,
            let message = file.message(
                ConclusionID(subject, review: letter.review, fact: letter.fact, to: .contact(copy.contact)))
        else { return found }
        found.told = message.sent
        found.failed = message.failure
        found.returned = message.returned
        return found
    }

    /// What was submitted that the letter answers, and of it what comes with the letter beside the reasons that it quotes.
    private static func enclosures(of letter: ConclusionID, in entries: [Entry]) -> [Enclosed] {
        for entry in entries {
            for event in entry.events {
                guard case .submission(let key) = event.id, key.reference == letter.fact else { continue }
                return event.data.leavingWithLetter.filter { $0.role != .reasons }.map { Enclosed($0.role, $0.hash) }
            }
        }
        return []
    }

    // MARK: One of them

    /// A letter by its number.
    func letter(_ number: Int) throws(CommandError) -> Letter {
        guard let letter = letters.first(where: { $0.number == number }) else {
            throw CommandError("\(id) has no letter \(number): it has \(letters.count)")
        }
        return letter
    }

    /// The copy of a letter for that contact, or its only one.
    func copy(of letter: Letter, to contact: Int?) throws(CommandError) -> Copy {
        let written = letter.copies.filter { !$0.forms.isEmpty }
        if let contact {
            guard let copy = letter.copies.first(where: { Int($0.contact) == contact }) else {
                throw CommandError(
                    "letter \(letter.number) of \(id) is addressed to \(LetterShelf.contacts(letter.copies)), and not to contact "
                        + "\(contact)")
            }
            guard !copy.forms.isEmpty else {
                throw CommandError(
                    "letter \(letter.number) of \(id) to contact \(contact) could not be written: \(Words.lack(copy.lacks))"
                )
            }
            return copy
        }
        guard let copy = written.first, written.count == 1 else {
            throw CommandError(
                "letter \(letter.number) of \(id) was written for \(LetterShelf.contacts(written)): name one with --contact"
            )
        }
        return copy
    }

    private static func contacts(_ copies: [Copy]) -> String { Words.list(copies.map { "contact \($0.contact)" }) }

    /// Where that form of the copy is; refused with why it was not made.
    func key(of form: LetterForm, in copy: Copy, of letter: Letter) throws(CommandError) -> DocumentKey {
        if let kept = copy.forms.first(where: { $0.form == form }) { return DocumentKey(id, .letter, kept.document) }
        throw CommandError(
            "letter \(letter.number) of \(id) to contact \(copy.contact) has no \(form.words): "
                + LetterShelf.why(form, isMissingIn: Set(copy.forms.map(\.form))))
    }

    static func why(_ form: LetterForm, isMissingIn made: Set<LetterForm>) -> String {
        guard made != [.html] else { return "it was written as a page alone (--html), without its other forms" }
        return switch form {
        case .html, .text: "it was written without one"
        case .pdf:
            made.contains(.largePrint)
                ? "the contact reads large print, and what was printed is --large-print"
                : "it was written without a form on paper"
        case .largePrint: "the contact had not asked for large print when it was written"
        case .easyRead, .easyReadPDF:
            "the contact had not asked for Easy Read when it was written, or the council has no Easy Read text of this letter"
        case .braille:
            "the contact had not asked for braille when it was written, or it holds a sign that English braille has not"
        }
    }
}

extension LetterForm {
    /// What people call it.
    var words: String {
        switch self {
        case .html: "page"
        case .text: "text"
        case .pdf: "PDF"
        case .largePrint: "PDF in large print"
        case .easyRead: "page in Easy Read"
        case .easyReadPDF: "PDF in Easy Read"
        case .braille: "braille"
        }
    }
}
