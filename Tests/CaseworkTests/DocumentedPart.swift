import TestSupport
import Testing

/// A part of a page that is written from the code, between `<!-- name -->` and `<!-- end -->`; `UPDATE_DOCS=1` writes it anew.
struct DocumentedPart {
    private let path: String
    private let name: String

    init(of path: String, named name: String) {
        self.path = path
        self.name = name
    }

    /// Holds the part to that text.
    func hold(to text: String) throws {
        let page = try Repository.text(path)
        let begin = try #require(page.firstRange(of: "<!-- \(name) -->\n"), "\(path) has no part \(name)").upperBound
        let end = try #require(page[begin...].firstRange(of: "<!-- end -->"), "\(path): \(name) has no end").lowerBound
        if Repository.isSet("UPDATE_DOCS") {
            try Repository.write(page[..<begin] + text + "\n" + page[end...], to: path)
        } else {
            #expect(
                page[begin..<end] == text + "\n",
                "\(path) differs from the code: run UPDATE_DOCS=1 swift test --filter CaseworkTests")
        }
    }
}
