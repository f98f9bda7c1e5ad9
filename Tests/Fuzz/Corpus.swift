import Glibc

/// Small forms of what once did harm: a folder a kind, a file an item. `x@{N}` in a file stands for N times the byte before
/// the sign; how a record is written is said at `Hostile`.
struct Corpus {
    /// One item.
    struct Item {
        let name: String
        let bytes: [UInt8]
    }

    private var items: [Kind: [Item]] = [:]

    init(_ folder: String) throws {
        for kind in Kind.allCases {
            let place = "\(folder)/\(kind.rawValue)"
            let names = try Corpus.names(place).sorted()
            items[kind] = try names.map { Item(name: $0, bytes: Corpus.spelt(try Corpus.read("\(place)/\($0)"))) }
            guard !names.isEmpty else { throw Failure("\(place) is empty") }
        }
    }

    func items(_ kind: Kind) -> [Item] { items[kind] ?? [] }

    /// `x@{N}` stands for N times x, so that what is large is a small file.
    static func spelt(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "@"), place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "{"),
                let end = bytes[place...].firstIndex(of: UInt8(ascii: "}")), let last = out.last,
                let count = Int(String(decoding: bytes[place + 2..<end], as: UTF8.self)),
                (1...2_000_000).contains(count)
            {
                out += repeatElement(last, count: count - 1)
                place = end + 1
            } else {
                out.append(bytes[place])
                place += 1
            }
        }
        return out
    }

    private static func names(_ path: String) throws -> [String] {
        guard let folder = opendir(path) else { throw Failure("cannot read \(path)") }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    static func read(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "re") else { throw Failure("cannot read \(path)") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }
}
