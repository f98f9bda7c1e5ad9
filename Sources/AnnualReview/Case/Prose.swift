/// Text for a terminal.
enum Prose {
    /// How long a line may be.
    static let width = 100

    /// The text in lines of at most `width`, each after `indent` spaces; those after the first after `hanging`.
    static func wrapped(_ text: String, indent: Int, hanging: Int? = nil) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            let room = width - (lines.isEmpty ? indent : hanging ?? indent)
            if line.isEmpty {
                line = String(word)
            } else if line.count + 1 + word.count <= room {
                line += " \(word)"
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        lines.append(line)
        return lines.enumerated().reduce("") { text, item in
            text + spaces(item.offset == 0 ? indent : hanging ?? indent) + item.element + "\n"
        }
    }

    /// The text beside a first column: later lines stand under the text.
    static func column(_ first: String, _ text: String) -> String {
        first + wrapped(text, indent: first.count).dropFirst(first.count)
    }

    /// That many spaces.
    static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    /// The text with spaces behind it to that width.
    static func padded(_ text: String, _ width: Int) -> String { text + spaces(width - text.count) }
}
