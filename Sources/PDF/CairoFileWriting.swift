import Zip

extension CairoFile {
    /// How hard zlib packs: twice the level takes twice the time and saves a twentieth.
    static let level: Int32 = 2
    /// How many objects one packed stream of objects holds at most.
    private static let mostTogether = 1 << 14

    /// The file as bytes, the same for the same objects: streams as they are, all other objects packed together, and a table
    /// that says where each is (PDF 1.5, ISO 32000-1 7.5.7 and 7.5.8).
    func written() throws(PDFError) -> [UInt8] {
        var out = Array("%PDF-1.5\n".utf8) + [0x25, 0xB5, 0xED, 0xAE, 0xFB, 0x0A]
        // Of each object where it begins, or in which place of the packed ones it stands.
        var places = Array(repeating: Place.free, count: objects.count + 2)
        let (pack, table) = (objects.count, objects.count + 1)
        var head: [UInt8] = []
        var body: [UInt8] = []
        var count = 0
        for (number, object) in objects.enumerated() {
            guard let object else { continue }
            if let packed = object.packed {
                places[number] = .at(out.count)
                CairoFile.write(number, object.text, packed, to: &out)
            } else {
                places[number] = .packed(count)
                head += "\(number) \(body.count) ".utf8
                body += object.text
                body.append(0x0A)
                count += 1
            }
        }
        guard count <= CairoFile.mostTogether else {
            throw PDFError("a paper has \(count) parts, and one may have \(CairoFile.mostTogether)")
        }
        places[pack] = .at(out.count)
        let objects = try CairoFile.pack(head + body)
        CairoFile.write(
            pack,
            Array(
                "<< /Type /ObjStm /N \(count) /First \(head.count) /Filter /FlateDecode /Length \(objects.count) >>"
                    .utf8),
            objects[...], to: &out)
        let start = out.count
        places[table] = .at(start)
        var rows: [UInt8] = []
        for place in places { place.append(to: &rows, in: pack) }
        let packed = try CairoFile.pack(rows)
        CairoFile.write(
            table,
            Array(
                ("<< /Type /XRef /Size \(places.count) /W [1 4 2] /Root \(root) 0 R /Info \(info) 0 R /Filter /FlateDecode "
                    + "/Length \(packed.count) >>").utf8), packed[...], to: &out)
        out += "startxref\n\(start)\n%%EOF\n".utf8
        return out
    }

    private enum Place {
        case free
        case at(Int)
        case packed(Int)

        /// A row of the table: what it is, where, and the place among the packed.
        func append(to rows: inout [UInt8], in pack: Int) {
            let (kind, first, second): (UInt8, Int, Int) =
                switch self {
                case .free: (0, 0, 0xFFFF)
                case .at(let offset): (1, offset, 0)
                case .packed(let place): (2, pack, place)
                }
            rows.append(kind)
            for shift in [24, 16, 8, 0] { rows.append(UInt8(truncatingIfNeeded: first >> shift)) }
            for shift in [8, 0] { rows.append(UInt8(truncatingIfNeeded: second >> shift)) }
        }
    }

    private static func write(_ number: Int, _ text: [UInt8], _ packed: ArraySlice<UInt8>, to out: inout [UInt8]) {
        out += "\(number) 0 obj\n".utf8
        out += text
        out += "\nstream\n".utf8
        out += packed
        out += "\nendstream\nendobj\n".utf8
    }

    static func pack(_ bytes: [UInt8]) throws(PDFError) -> [UInt8] {
        do throws(ZipError) { return try ZlibStream.pack(bytes, level: level) } catch {
            throw PDFError("a paper cannot be packed: \(error)")
        }
    }

    static func unpack(_ packed: ArraySlice<UInt8>) throws(PDFError) -> [UInt8] {
        do throws(ZipError) { return try ZlibStream.unpack(packed, most: mostUnpacked) } catch {
            throw PDFError("a page that cairo packed cannot be unpacked: \(error)")
        }
    }

    /// The most bytes of what is drawn on one page.
    private static let mostUnpacked = 64 << 20
}
