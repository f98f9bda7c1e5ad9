/// A piece of HTML. What comes from a text is escaped on its way in, so that nothing a person wrote becomes markup.
public struct HTML: Sendable, Equatable, ExpressibleByStringLiteral {
    /// The markup.
    public let markup: String

    /// `text`, escaped.
    public init(_ text: String) { markup = escaped(text) }

    /// A literal text, escaped like any other.
    public init(stringLiteral value: String) { self.init(value) }

    /// Markup as it is: only for what this program or a renderer that escapes has made, never for what a person wrote.
    public init(trustedMarkup: String) { markup = trustedMarkup }

    /// Nothing.
    public static let empty = HTML(trustedMarkup: "")

    /// The pieces one after the other.
    public static func joined(_ pieces: [HTML]) -> HTML {
        HTML(trustedMarkup: pieces.map(\.markup).joined())
    }

    /// One after the other.
    public static func + (first: HTML, second: HTML) -> HTML { HTML(trustedMarkup: first.markup + second.markup) }

    /// An element with what stands between its tags. Attributes that are `nil` are left out.
    public static func element(
        _ name: StaticString, _ attributes: Attribute?..., @HTMLBuilder content: () -> HTML
    ) -> HTML {
        HTML(trustedMarkup: "\(tag(name, attributes))\(content().markup)</\(name)>")
    }

    /// An element that has no content and no end, as `br`, `meta`, `input`.
    public static func void(_ name: StaticString, _ attributes: Attribute?...) -> HTML {
        HTML(trustedMarkup: tag(name, attributes))
    }

    private static func tag(_ name: StaticString, _ attributes: [Attribute?]) -> String {
        var tag = "<\(name)"
        for case let attribute? in attributes {
            tag += " \(attribute.name)"
            if let value = attribute.value { tag += "=\"\(escaped(value))\"" }
        }
        return tag + ">"
    }
}

/// A name and a value in a tag. Names are written in the program; values may come from anywhere.
public struct Attribute: Sendable {
    let name: StaticString
    let value: String?

    /// An attribute with its value; without one it is a switch, as `hidden`.
    public init(_ name: StaticString, _ value: String? = nil) {
        self.name = name
        self.value = value
    }

    /// The classes of a style.
    public static func `class`(_ names: String) -> Attribute { Attribute("class", names) }

    /// The element's own name on the page.
    public static func id(_ name: String) -> Attribute { Attribute("id", name) }

    /// Where a link leads: a path, a fragment, http, https or mailto. Anything else, such as `javascript:`, leads
    /// nowhere (`#`).
    public static func href(_ target: String) -> Attribute {
        Attribute("href", isHarmless(target) ? target : "#")
    }
}

/// Puts pieces one after the other; texts among them are escaped.
@resultBuilder
public enum HTMLBuilder {
    /// A piece.
    public static func buildExpression(_ piece: HTML) -> HTML { piece }

    /// A text, escaped.
    public static func buildExpression(_ text: String) -> HTML { HTML(text) }

    /// All of them.
    public static func buildBlock(_ pieces: HTML...) -> HTML { .joined(pieces) }

    /// One that may be absent.
    public static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .empty }

    /// The one.
    public static func buildEither(first piece: HTML) -> HTML { piece }

    /// Or the other.
    public static func buildEither(second piece: HTML) -> HTML { piece }

    /// Those of a loop.
    public static func buildArray(_ pieces: [HTML]) -> HTML { .joined(pieces) }
}

/// `text` such that it means itself between tags and between quotes.
func escaped(_ text: String) -> String {
    let special = Array("&<>\"'\0".utf8)
    guard text.utf8.contains(where: { special.contains($0) }) else { return text }
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 32)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "&"): out += "&amp;".utf8
        case UInt8(ascii: "<"): out += "&lt;".utf8
        case UInt8(ascii: ">"): out += "&gt;".utf8
        case UInt8(ascii: "\""): out += "&quot;".utf8
        case UInt8(ascii: "'"): out += "&#39;".utf8
        case 0: out += "\u{FFFD}".utf8
        default: out.append(byte)
        }
    }
    return String(decoding: out, as: UTF8.self)
}

/// Whether a browser that follows `target` runs nothing.
private func isHarmless(_ target: String) -> Bool {
    // Browsers drop tabs, line ends and leading controls before they look for a scheme.
    guard target.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return false }
    guard let colon = target.firstIndex(of: ":") else { return true }
    if target[..<colon].contains(where: { "/?#".contains($0) }) { return true }
    return ["http", "https", "mailto"].contains(target[..<colon].lowercased())
}
