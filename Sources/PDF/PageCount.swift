/// How many pages a PDF has.
public enum PageCount {
    /// The number of pages of the PDF in those bytes; refused when they are none, are damaged or encrypted, or have no page.
    /// `name` is what an error calls it.
    public static func of(_ bytes: [UInt8], name: String) throws(PDFError) -> Int {
        let file = try PDFFile.read(bytes, name: name)
        let count = file.pageCount
        try file.check("cannot be read as a PDF")
        guard count > 0 else { throw PDFError("\(name) has no page") }
        return count
    }
}
