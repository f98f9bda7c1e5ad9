public import Contracts
import Mail

/// A document as it leaves with a letter.
public struct Enclosure: Sendable, Equatable {
    /// What it is for.
    public var role: DocumentRole
    /// The document.
    public var document: Document

    public init(_ document: Document, as role: DocumentRole) {
        self.document = document
        self.role = role
    }

    /// These as files, each under a name of its own that says what it is.
    static func attachments(_ enclosures: [Enclosure]) -> [Attachment] {
        var used: Set<String> = []
        return enclosures.map { enclosure in
            let ending = endings[enclosure.document.mediaType.prefix { $0 != ";" }.lowercased()] ?? ""
            let title = enclosure.title(endingIn: ending)
            var name = title + ending
            var number = 2
            while !used.insert(name).inserted {
                name = "\(title) (\(number))\(ending)"
                number += 1
            }
            return Attachment(name: name, mediaType: enclosure.document.mediaType, bytes: enclosure.document.bytes)
        }
    }

    /// The name of a file that holds it: its title, or what it is for, and what such files end in.
    var fileName: String {
        let ending = Enclosure.endings[document.mediaType.prefix { $0 != ";" }.lowercased()] ?? ""
        var title = title(endingIn: ending)
        while title.utf8.count > Enclosure.longestFileName { title.removeLast() }
        return title + ending
    }

    /// The longest name of a file without its ending, in bytes: with a number in front of it file systems take it.
    private static let longestFileName = 200

    /// What a file of that media type ends in; of another it has no ending.
    private static let endings = [
        "text/plain": ".txt", "text/html": ".html", "application/pdf": ".pdf", "application/rtf": ".rtf",
        "image/jpeg": ".jpg", "image/png": ".png", "application/msword": ".doc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    ]

    /// Its title in one line, as a file may be called, without that ending; where nobody named it, what it is for.
    private func title(endingIn ending: String) -> String {
        var scalars = String.UnicodeScalarView()
        var bytes = 0
        for scalar in document.title.unicodeScalars {
            let isControl =
                scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            let next = scalar == "/" || scalar == "\\" || isControl ? "-" : scalar
            bytes += String(next).utf8.count
            guard bytes <= Bounds.name else { break }
            scalars.append(next)
        }
        var title = String(scalars)
        while title.first == "." || title.first == " " { title.removeFirst() }
        if !ending.isEmpty, title.lowercased().hasSuffix(ending) { title.removeLast(ending.count) }
        return title.isReadable ? title : words
    }

    private var words: String {
        switch role {
        case .plan: "Plan as it stands"
        case .amendments: "Proposed amendments"
        case .evidence: "Evidence"
        case .finalPlan: "Final plan"
        case .letter: "Letter"
        default: "Document"
        }
    }
}
