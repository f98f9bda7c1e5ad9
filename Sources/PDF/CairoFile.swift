// What is not obvious here:
//
// - cairo writes a PDF in one shape: objects one after the other, a table of where each begins, numbers for lengths in objects
//   of their own. Read by that shape its few objects that need a change are found in a tenth of the time that a reader of any
//   PDF takes. Whatever is of another shape is refused, never guessed at; every letter of the tests is read by qpdf, poppler
//   and veraPDF afterwards.

/// A PDF as cairo 1.16 writes it, by its objects, to be changed and written shorter.
struct CairoFile {
    /// An object that is no stream: its text. Of a stream also the bytes, as they are packed.
    struct Object {
        var text: [UInt8]
        var packed: ArraySlice<UInt8>?
    }

    /// By number; nil of what was removed.
    var objects: [Object?]
    /// The number of the catalogue, and of what tells of the file.
    let root: Int
    let info: Int

    init(_ bytes: [UInt8]) throws(PDFError) {
        guard let table = CairoFile.table(bytes) else { throw CairoFile.strange("no table of objects") }
        let trailer = bytes[table.end...]
        guard let root = trailer.number(after: "/Root "), let info = trailer.number(after: "/Info ") else {
            throw CairoFile.strange("no catalogue")
        }
        self.root = root
        self.info = info
        objects = Array(repeating: nil, count: table.offsets.count)
        for (number, offset) in table.offsets.enumerated() where number > 0 {
            objects[number] = try CairoFile.object(number, at: offset, in: bytes)
        }
        try inlineLengths()
    }

    static func strange(_ what: String) -> PDFError {
        PDFError("cairo wrote a PDF of a shape that is not known here (\(what)): the image has another cairo than 1.16")
    }

    /// Where each object begins, by number, and where the table ends.
    private static func table(_ bytes: [UInt8]) -> (offsets: [Int], end: Int)? {
        guard let mark = bytes[...].lastRange(of: "startxref\n"),
            let start = bytes[mark.upperBound...].leadingNumber,
            bytes[min(start, bytes.count)...].starts(with: "xref\n0 ".utf8),
            let count = bytes[(start + 7)...].leadingNumber,
            let line = bytes[(start + 7)...].firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        let first = line + 1
        guard count > 1, first + 20 * count <= bytes.count else { return nil }
        var offsets: [Int] = []
        offsets.reserveCapacity(count)
        for number in 0..<count {
            guard let offset = bytes[(first + 20 * number)...].leadingNumber, offset < bytes.count else { return nil }
            offsets.append(offset)
        }
        return (offsets, first + 20 * count)
    }

    private static func object(_ number: Int, at offset: Int, in bytes: [UInt8]) throws(PDFError) -> Object {
        let rest = bytes[offset...]
        guard rest.leadingNumber == number, let line = rest.firstIndex(of: UInt8(ascii: "\n")),
            let end = bytes[line...].firstRange(of: "\nendobj\n")
        else { throw strange("object \(number)") }
        let text = bytes[(line + 1)..<max(line + 1, end.lowerBound)]
        // Packed bytes may hold the word; so where a stream begins, it is what counts.
        guard let stream = text.firstRange(of: "\nstream\n") else { return Object(text: Array(text), packed: nil) }
        return Object(text: Array(text[..<stream.lowerBound]), packed: bytes[stream.upperBound...])
    }

    /// Puts the length of each stream, which is an object of its own, into its dictionary, and cuts its bytes to it.
    private mutating func inlineLengths() throws(PDFError) {
        var lengths: [Int] = []
        for number in objects.indices {
            guard var object = objects[number], let packed = object.packed else { continue }
            guard let mark = object.text[...].firstRange(of: "/Length "),
                let reference = object.text[mark.upperBound...].leadingNumber, objects.indices.contains(reference),
                let length = objects[reference]?.text[...].trimmedNumber, length <= packed.count,
                let end = object.text[mark.upperBound...].firstRange(of: " 0 R")
            else { throw CairoFile.strange("the length of object \(number)") }
            object.packed = packed.prefix(length)
            object.text.replaceSubrange(mark.upperBound..<end.upperBound, with: "\(length)".utf8)
            objects[number] = object
            lengths.append(reference)
        }
        for number in lengths { objects[number] = nil }
    }

    /// Adds an object; its number.
    mutating func add(_ object: Object) -> Int {
        objects.append(object)
        return objects.count - 1
    }
}

// MARK: Text of objects

extension Collection where Element == UInt8, Index == Int, SubSequence == ArraySlice<UInt8> {
    /// The number that it begins with; nil when it begins with no digit.
    var leadingNumber: Int? {
        var (number, digits) = (0, 0)
        for byte in self {
            guard byte >= 0x30, byte <= 0x39, digits < 15 else { break }
            number = number * 10 + Int(byte - 0x30)
            digits += 1
        }
        return digits > 0 ? number : nil
    }
}

extension ArraySlice<UInt8> {
    /// The number after the first such mark.
    func number(after mark: StaticString) -> Int? {
        firstRange(of: mark).flatMap { self[$0.upperBound...].leadingNumber }
    }

    /// The number that it is, but for white space before it.
    var trimmedNumber: Int? { drop { $0 == 0x20 || $0 == 0x0A }.leadingNumber }

    /// Where an object is referred to by its number.
    func place(of number: Int) -> Range<Int>? {
        let reference = Array("\(number) 0 R".utf8)
        var place = startIndex
        while place + reference.count <= endIndex {
            // No digit stands before it: 154 is no 54.
            if self[place] == reference[0], self[place...].starts(with: reference),
                place == startIndex || !(0x30...0x39).contains(self[place - 1])
            {
                return place..<place + reference.count
            }
            place += 1
        }
        return nil
    }

    /// Where that mark stands first.
    func firstRange(of mark: StaticString) -> Range<Int>? {
        let length = mark.utf8CodeUnitCount
        return withUnsafeBufferPointer { bytes in
            guard length > 0, bytes.count >= length else { return nil }
            let first = mark.utf8Start[0]
            var place = 0
            let last = bytes.count - length
            while place <= last {
                if bytes[place] == first {
                    var matched = 1
                    while matched < length, bytes[place + matched] == mark.utf8Start[matched] { matched += 1 }
                    if matched == length { return startIndex + place..<startIndex + place + length }
                }
                place += 1
            }
            return nil
        }
    }

    /// Where that mark stands last.
    func lastRange(of mark: StaticString) -> Range<Int>? {
        let length = mark.utf8CodeUnitCount
        return withUnsafeBufferPointer { bytes in
            guard length > 0, bytes.count >= length else { return nil }
            var place = bytes.count - length
            while place >= 0 {
                var matched = 0
                while matched < length, bytes[place + matched] == mark.utf8Start[matched] { matched += 1 }
                if matched == length { return startIndex + place..<startIndex + place + length }
                place -= 1
            }
            return nil
        }
    }
}
