public import JSON

/// A form in which a copy of a letter is kept: the same words for another way of reading. What is kept is the letter; no
/// form is made anew when it is shown, printed or sent.
public enum LetterForm: String, CaseIterable, Sendable, TextValue {
    /// The page, which each copy has.
    case html
    /// The text of a message.
    case text
    /// On paper, tagged as PDF/UA-1 asks.
    case pdf
    /// On paper in 18 points, for whoever asked for large print; then in place of `pdf`.
    case largePrint = "large-print"
    /// The page in Easy Read, with the same facts.
    case easyRead = "easy-read"
    /// Easy Read on paper.
    case easyReadPDF = "easy-read-pdf"
    /// For an embosser: lines of 40 cells in North American braille ASCII (`.brf`).
    case braille

    /// What its bytes are, as MIME names it.
    public var mediaType: String {
        switch self {
        case .html, .easyRead: Document.html
        case .text: Document.plainText
        case .pdf, .largePrint, .easyReadPDF: Document.pdf
        case .braille: Document.braille
        }
    }

    /// What its title says after the letter's own; empty of the forms that every reader gets.
    public var titleSuffix: String {
        switch self {
        case .html, .text, .pdf: ""
        case .largePrint: ", large print"
        case .easyRead, .easyReadPDF: ", Easy Read"
        case .braille: ", braille"
        }
    }

    /// Whether it is printed as it is.
    public var isOnPaper: Bool { mediaType == Document.pdf }
}

/// A form of a copy, and where it is.
public struct KeptForm: Fields, Sendable, Hashable {
    /// Which form.
    public var form = LetterForm.html
    /// Where it is, a document of the role `letter`.
    public var document = DocumentHash(0, 0, 0, 0)

    public init() {}

    public init(_ form: LetterForm, _ document: DocumentHash) {
        self.form = form
        self.document = document
    }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("form", &form, "Which form.")
        try visitor.field("document", &document, "Where it is. On `documents` under the role `letter`.")
    }
}

/// How somebody wants to read letters: what `people` holds as `format`. An open word there; what no letter is made for
/// here reads as `standard`.
public enum LetterFormat: String, CaseIterable, Sendable, TextValue {
    case standard
    /// 18 points, on paper and on the screen.
    case largePrint = "large-print"
    case easyRead = "easy-read"
    case braille
    /// Read aloud, on a medium that the family can play: made by a supplier.
    case audio
    /// A film in British Sign Language: made by a supplier.
    case bsl

    /// Whether somebody outside makes it from the letter, whatever is made of it here.
    public var isOrdered: Bool {
        switch self {
        case .braille, .audio, .bsl: true
        case .standard, .largePrint, .easyRead: false
        }
    }
}

extension Person {
    /// In which format this person reads letters; `standard` where nothing is recorded, or a word that is none of these.
    public var letterFormat: LetterFormat { format.flatMap { LetterFormat(rawValue: $0) } ?? .standard }
}
