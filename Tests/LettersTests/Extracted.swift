import Foundation

/// Runs a program, which must succeed; what it prints.
func output(of arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }
    guard process.terminationStatus == 0 else {
        throw Failed(description: "\(arguments.joined(separator: " ")): \(process.terminationStatus), \(output)")
    }
    return output
}

/// Calls that with the path of a file that holds those bytes, and removes it.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "annual-review-\(UUID().uuidString).pdf")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path)
}

/// The words of a letter's form, without what only that form has: bullets and hyphens of lists, lines under headings, the
/// numbers of pages, and the marks that turn the direction of what is written from right to left.
func words(_ text: String) -> [String] {
    let directions = Set("\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2068}\u{2069}".unicodeScalars)
    var plain = String.UnicodeScalarView()
    plain.append(contentsOf: text.unicodeScalars.lazy.filter { !directions.contains($0) })
    return String(plain)
        // A line that ends within a word: after its hyphen, or after an address's "https://".
        .replacing(#/(\w-|://)\n(\w)/#) { "\($0.1)\($0.2)" }
        // Chinese breaks its lines between any two characters.
        .replacing(#/([\u{4E00}-\u{9FFF}])\n([\u{4E00}-\u{9FFF}])/#) { "\($0.1)\($0.2)" }
        .replacing(#/(?m)^.*· Page \d+ of \d+$/#, with: "")
        .split(whereSeparator: \.isWhitespace).map(String.init)
        .filter { !["•", "-"].contains($0) && !$0.allSatisfy { $0 == "=" } }
}

/// The words of a PDF in the order in which it is read.
func words(pdf: [UInt8]) throws -> [String] {
    try words(withFile(pdf) { try output(of: "pdftotext", "-raw", "-enc", "UTF-8", $0, "-") })
}

/// The words of a page of HTML, without its head.
func words(html: String) -> [String] {
    // A tag within a line parts no words.
    var text = html.replacing(#/(?s)<head>.*</head>/#, with: "")
        .replacing(#/</?(?:strong|em|a|time)(?: [^>]*)?>/#, with: "").replacing(#/<[^>]*>/#, with: " ")
    for (name, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        text = text.replacing(name, with: character)
    }
    return words(text)
}
