public import Contracts

/// The templates of letters, one for each kind in each style, as a folder of seeds has them. One that is missing, or leaves
/// out what the law demands, keeps back the letters of its kind and style alone.
public struct LetterTemplates: Sendable {
    private var templates: [LetterStyle: [LetterKind: LetterTemplate]] = [:]
    private var faults: [LetterStyle: [LetterKind: String]] = [:]

    /// None.
    public init() {}

    /// The templates of those kinds: `names` lists what a folder of the seeds holds, `text` reads a file of them, and
    /// `path` says how messages call it.
    public init(
        of kinds: [LetterKind], names: (_ folder: String) throws -> [String], text: (_ name: String) throws -> String,
        path: (_ name: String) -> String
    ) {
        for style in LetterStyle.allCases {
            do {
                var parts: [String: String] = [:]
                for name in try names("\(style.folder)/parts") {
                    let title = name.split(separator: "/").last.map { $0.dropLast(".md".count) } ?? ""
                    parts[String(title)] = try text(name)
                }
                for kind in kinds { read(kind, style, parts, text, path) }
            } catch {
                for kind in kinds { faults[style, default: [:]][kind] = "\(error)" }
            }
        }
    }

    private mutating func read(
        _ kind: LetterKind, _ style: LetterStyle, _ parts: [String: String], _ text: (String) throws -> String,
        _ path: (String) -> String
    ) {
        let name = "\(style.folder)/\(kind.rawValue).md"
        do {
            templates[style, default: [:]][kind] = try LetterTemplate(
                kind, style: style, parsing: try text(name), file: path(name), parts: parts)
        } catch {
            faults[style, default: [:]][kind] = "\(error)"
        }
    }

    /// The template of that kind in that style; nil when there is none of use.
    public func template(_ kind: LetterKind, _ style: LetterStyle = .ordinary) -> LetterTemplate? {
        templates[style]?[kind]
    }

    /// Why there is no template of that kind in that style.
    public func fault(_ kind: LetterKind, _ style: LetterStyle = .ordinary) -> String? { faults[style]?[kind] }

    /// Why templates are missing, each with its file and line.
    public var troubles: [String] { faults.values.flatMap(\.values).sorted() }
}
