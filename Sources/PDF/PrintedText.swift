/// What is to be set on paper: the parts of a text, as `Letters` has them, without anything that only a screen can show.
public indirect enum PrintedBlock: Hashable, Sendable {
    /// A heading, level 1 the highest. It is a bookmark too, and stays on the page of what follows.
    case heading(level: Int, [PrintedRun])
    case paragraph([PrintedRun])
    /// Numbered from that number on, or with bullets when nil.
    case list(start: Int?, [[PrintedBlock]])
    case quotation([PrintedBlock])
    /// A line drawing with the text that says all that it shows, beside it.
    case pictured(PrintedPicture, [PrintedRun])
    /// The cells of the line that names the columns, and of each line below it.
    case table(header: [[PrintedRun]], rows: [[[PrintedRun]]])
    /// Space, as a paragraph apart from the next.
    case space
    /// Parts that stay on one page, as far as one page holds them.
    case together([PrintedBlock])
}

/// A stretch of a line that looks alike.
public struct PrintedRun: Hashable, Sendable {
    /// The text; a newline in it breaks the line.
    public var text: String
    /// Whether it is bold.
    public var isStrong: Bool
    /// The address that it links to, which begins with https:, http:, mailto: or tel:.
    public var link: String?

    public init(_ text: String, isStrong: Bool = false, link: String? = nil) {
        self.text = text
        self.isStrong = isStrong
        self.link = link
    }
}

/// How large a letter is printed.
public enum PrintSize: Hashable, Sendable, CaseIterable {
    /// 12 points, which government guidance asks for at least.
    case standard
    /// 16 points, in which Easy Read is printed: guidance asks for 14 at least.
    case easyRead
    /// 18 points: "large print" begins with 16.
    case large

    /// Of the text, in points.
    public var points: Double {
        switch self {
        case .standard: 12
        case .easyRead: 16
        case .large: 18
        }
    }
}

/// A paper that is no letter, from the top of the page on: a plan, or what a letter encloses.
public struct PrintedPaper: Hashable, Sendable {
    /// Its title, which a reader's window and a screen reader say.
    public var title: String
    /// The language of all of it, as in `en-GB`.
    public var language: String
    public var body: [PrintedBlock]
    /// Stands before the page's number.
    public var footer: String
    /// How large.
    public var size: PrintSize

    public init(
        title: String, language: String = "en-GB", body: [PrintedBlock], footer: String, size: PrintSize = .standard
    ) {
        self.title = title
        self.language = language
        self.body = body
        self.footer = footer
        self.size = size
    }
}

/// A letter to be set on paper.
public struct PrintedLetter: Hashable, Sendable {
    /// Its title, which a reader's window and a screen reader say.
    public var title: String
    /// The language of all of it, as in `en-GB`.
    public var language = "en-GB"
    /// Stands over everything; nil when it is a real letter.
    public var banner: String?
    /// Who writes: with `reference` beside the address where both have room, else before the text.
    public var sender: [PrintedRun]
    /// The lines of name and address, which an envelope's window shows.
    public var address: [String]
    /// The reference and the day.
    public var reference: [PrintedRun]
    /// All that follows.
    public var body: [PrintedBlock]
    /// Stands before the page's number.
    public var footer: String
    /// How large.
    public var size: PrintSize

    public init(
        title: String, banner: String? = nil, sender: [PrintedRun], address: [String],
        reference: [PrintedRun], body: [PrintedBlock], footer: String, size: PrintSize
    ) {
        self.title = title
        self.banner = banner
        self.sender = sender
        self.address = address
        self.reference = reference
        self.body = body
        self.footer = footer
        self.size = size
    }
}
