public import JSON
public import Statute

// What is not obvious here:
//
// - A letter in a print room is not sent. It is sent on the day on which whoever posted it says so: `told`, the fifteen days
//   and the two months run from that, and nobody is told by a file that lies in a folder.

/// A letter that lies ready in a print room: what its folder holds, when it is to be posted. It names nobody.
public struct PrintedLetter: Fields, Sendable, Equatable {
    /// The case.
    public var `case` = PrintedLetter.noCase
    /// Which of the child's contacts, by number; nil where the addressee is none.
    public var contact: UInt8?
    /// The message.
    public var message = ""
    /// What it is about, as its subject says; it names no child.
    public var about = ""
    /// Those who live at one address: letters to them lie in one folder.
    public var household = ""
    /// The folder in the print room.
    public var folder = ""
    /// In which format the addressee reads best.
    public var format = PrintedLetter.standardFormat
    /// The day on which it was laid ready, and is to be posted.
    public var postOn = Day(number: 0)
    /// The last day on which it ought to be posted; nil where nothing names one.
    public var lastDay: Day?
    /// By which class of post.
    public var postClass = PrintedLetter.firstClass
    /// Whether it is of a rehearsal, and must not be posted.
    public var isRehearsal = false
    /// What is to be printed, in order.
    public var files: [PrintedFile] = []
    /// All of these that can be printed as they are, as one PDF; nil where none can.
    public var print: PrintedFile?

    /// Its days run from when it is posted, and what it says can wait for nobody.
    public static let firstClass = "first"
    public static let standardFormat = "standard"
    /// The file in each letter's folder that holds this, and that of what was posted.
    public static let manifest = "manifest.json"
    /// The file that holds all that can be printed as it is: in each letter's folder its own, in each household's all that
    /// waits there.
    public static let print = "print.pdf"
    /// The list of all that waits, as a table.
    public static let table = "manifest.csv"
    /// The largest such file, in bytes.
    public static let mostBytes = 64 << 20
    /// The most letters that a print room holds.
    public static let most = 20_000
    /// The columns of the table: a row for each file.
    public static let columns = [
        "household", "folder", "case", "contact", "message", "about", "format", "post on", "class", "last day", "file",
        "media type", "bytes", "pages", "sha256", "print", "print from", "print to",
    ]

    // A value to read into; no case can have it, as reading demands the field.
    private static let noCase = CaseID(unchecked: "-")

    public init() {}

    public init(_ id: CaseID) { `case` = id }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("case", &`case`, "The case.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number.")
        try visitor.field("message", &message, "The message.")
        try visitor.field("about", &about, "What it is about; it names no child.")
        try visitor.field("household", &household, "Those who live at one address.")
        try visitor.field("folder", &folder, "The folder in the print room.")
        try visitor.field("format", &format, "In which format the addressee reads best.")
        try visitor.field("post_on", &postOn, "The day on which it was laid ready, and is to be posted.")
        try visitor.optional("last_day", &lastDay, "The last day on which it ought to be posted.")
        try visitor.field("class", &postClass, "By which class of post.")
        try visitor.field("rehearsal", &isRehearsal, "Whether it is of a rehearsal, and must not be posted.")
        try visitor.field("files", &files, "What is to be printed, in order.")
        try visitor.optional("print", &print, "All of these that can be printed as they are, as one PDF.")
    }
}

/// A file of a letter in a print room.
public struct PrintedFile: Fields, Sendable, Equatable {
    /// Its name in the letter's folder.
    public var name = ""
    /// What it is, as MIME names it.
    public var mediaType = ""
    /// How many bytes it has.
    public var bytes = 0
    /// The SHA-256 of its bytes, in hexadecimal digits.
    public var sha256 = ""
    /// How many pages; nil of what is no PDF and cannot be set as one: it is printed by hand.
    public var pages: Int?
    /// With which page of the letter's one PDF it begins, from 1; nil where it is printed by hand.
    public var firstPage: Int?

    public init() {}

    public init(name: String, mediaType: String, bytes: Int, sha256: String) {
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
        self.sha256 = sha256
    }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("name", &name, "Its name in the letter's folder.")
        try visitor.field("media_type", &mediaType, "What it is, as MIME names it.")
        try visitor.field("bytes", &bytes, "How many bytes it has.")
        try visitor.field("sha256", &sha256, "The SHA-256 of its bytes, in hexadecimal digits.")
        try visitor.optional("pages", &pages, "How many pages; absent of what is printed by hand.")
        try visitor.optional("first_page", &firstPage, "With which page of the letter's one PDF it begins.")
    }
}

/// The letters that a print room holds, as its manifest lists them.
public struct PrintManifest: Fields, Sendable, Equatable {
    /// The letters, by household.
    public var letters: [PrintedLetter] = []
    /// The one PDF of each household.
    public var households: [PrintedHousehold]?

    public init() {}
    public init(_ letters: [PrintedLetter], households: [PrintedHousehold]? = nil) {
        self.letters = letters
        self.households = households
    }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("letters", &letters, "The letters, by household.")
        try visitor.optional("households", &households, "The one PDF of each household.")
    }
}

/// What is printed for one household: all its letters that wait, each beginning on the front of a sheet.
public struct PrintedHousehold: Fields, Sendable, Equatable {
    /// A letter's pages.
    public struct Part: Fields, Sendable, Equatable {
        /// The letter's folder in the print room.
        public var folder = ""
        /// Its first page, from 1, and its last.
        public var first = 1
        public var last = 1

        public init() {}

        public init(folder: String, first: Int, last: Int) {
            self.folder = folder
            self.first = first
            self.last = last
        }

        public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
            try visitor.field("folder", &folder, "The letter's folder in the print room.")
            try visitor.field("first", &first, "Its first page, from 1.")
            try visitor.field("last", &last, "Its last page.")
        }
    }

    /// The household's folder in the print room.
    public var household = ""
    /// The PDF in it; nil where nothing can be printed as it is.
    public var print: PrintedFile?
    /// Which of its pages are which letter's.
    public var parts: [Part] = []
    /// Files that are printed by hand, by folder and name.
    public var byHand: [String] = []

    public init() {}
    public init(_ household: String) { self.household = household }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("household", &household, "The household's folder in the print room.")
        try visitor.optional("print", &print, "The PDF in it; absent where nothing can be printed as it is.")
        try visitor.field("parts", &parts, "Which of its pages are which letter's.")
        try visitor.field("by_hand", &byHand, "Files that are printed by hand, by folder and name.")
    }
}

/// What whoever posted a letter says of it: a file beside its manifest.
public struct Dispatch: Fields, Sendable, Equatable {
    /// The day on which it was posted.
    public var on = Day(number: 0)

    /// The file in the letter's folder that holds it.
    public static let file = "dispatched.json"

    public init() {}
    public init(on day: Day) { on = day }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("on", &on, "The day on which it was posted.")
    }
}
