public import Contracts

/// The names and references of the council's other children, so that one of them is noticed in a package before it leaves.
///
/// A name of one word is not looked for: most are words, or names of others, too. What is no text is not read.
public struct OtherChildren: Sendable {
    // The words of a name, by its first one.
    private var names: [String: [Entry]] = [:]
    private var references: [String: CaseID] = [:]

    private struct Entry: Sendable {
        let words: [String]
        let id: CaseID
    }

    /// The most words of a name that are looked for.
    static let mostWords = 8

    /// Nobody is known.
    public init() {}

    /// Adds the reference of a child, and the name when it is known.
    public mutating func add(_ id: CaseID, name: String? = nil) {
        references[id.text.lowercased()] = id
        let words = Array(OtherChildren.words(name ?? "").prefix(OtherChildren.mostWords))
        guard words.count > 1, let first = words.first else { return }
        names[first, default: []].append(Entry(words: words, id: id))
    }

    /// What is found of another child.
    public enum Sign: String, Hashable, Sendable {
        case name, reference
    }

    /// What of another child than that one stands in a text; nil when nothing does. Two children of one name are both meant.
    public func sign(in text: String, of id: CaseID) -> Sign? {
        let words = OtherChildren.words(text)
        for (place, word) in words.enumerated() {
            if let found = references[word], found != id { return .reference }
            guard let entries = names[word] else { continue }
            let here = entries.filter { words[place...].starts(with: $0.words) }
            // The longest name is the one that stands there; a namesake is the child itself.
            guard let longest = here.map(\.words.count).max() else { continue }
            if !here.contains(where: { $0.words.count == longest && $0.id == id }) { return .name }
        }
        return nil
    }

    /// In small letters; a hyphen and a point within belong to a reference.
    private static func words(_ text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber && !"-_.'\u{2019}".contains($0) }.compactMap { part in
            var word = part
            while let last = word.last, "-_.'\u{2019}".contains(last) { word.removeLast() }
            if word.hasSuffix("'s") || word.hasSuffix("\u{2019}s") { word.removeLast(2) }
            return word.isEmpty ? nil : word.lowercased()
        }
    }
}
