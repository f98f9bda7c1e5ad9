import XML

/// Which styles of a Word file are headings: those that are named so, have an outline level, or are based on one that is.
struct HeadingStyles {
    private var headings: Set<String> = []

    init() {}

    init(_ styles: [UInt8]) throws(XMLError) {
        var bases: [String: String] = [:]
        var current: String?
        try XMLEvents.walk(styles) { (event) throws(XMLError) in
            guard case .start(let element) = event else { return }
            let value = element.attributes["val"]
            switch element.name {
            case "style": current = element.attributes["styleId"]
            case "name":
                let name = value?.lowercased() ?? ""
                if let current, name.hasPrefix("heading") || name == "title" || name == "subtitle" {
                    headings.insert(current)
                }
            case "outlineLvl":
                // Level 9 is that of the text of the body.
                if let current, let value, value != "9" { headings.insert(current) }
            case "basedOn": if let current, let value { bases[current] = value }
            default: break
            }
        }
        // A style is based on another, and that on another; a few steps at most, and no circle goes on for ever.
        for style in bases.keys {
            var base = style
            for _ in 0..<8 {
                guard let next = bases[base] else { break }
                if headings.contains(next) { headings.insert(style) }
                base = next
            }
        }
    }

    func contains(_ style: String) -> Bool {
        headings.contains(style) || (headings.isEmpty && style.lowercased().hasPrefix("heading"))
    }
}
