import Foundation
import Testing

/// A request of `RawRequests`, byte for byte, and what is expected of it.
struct RawRequest: Sendable, CustomTestStringConvertible {
    enum Library: String, Sendable {
        case takes, smuggled, refuses
    }

    let name: String
    let meaning: String
    let status: Int
    let bare: Library
    let bytes: [UInt8]
    var testDescription: String { "\(name): \(meaning)" }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "RawRequests")

    /// All of them.
    static func all() throws -> [RawRequest] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }.map { try RawRequest($0) }
    }

    struct Unreadable: Error {
        let file: String
    }

    init(_ file: URL) throws {
        let lines = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        func value(_ line: Int, _ key: String) throws -> String {
            guard lines.count > 4, lines[line].hasPrefix("\(key): ") else { throw Unreadable(file: file.path) }
            return String(lines[line].dropFirst(key.count + 2))
        }
        name = file.deletingPathExtension().lastPathComponent
        meaning = String(lines[0])
        guard let status = Int(try value(1, "server")), let library = Library(rawValue: try value(2, "library")),
            lines[3].isEmpty
        else { throw Unreadable(file: file.path) }
        self.status = status
        bare = library
        bytes = Self.bytes(lines.dropFirst(4).joined())
    }

    private static func bytes(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
                out.append(byte)
                continue
            }
            switch letter {
            case UInt8(ascii: "r"): out.append(13)
            case UInt8(ascii: "n"): out.append(10)
            case UInt8(ascii: "t"): out.append(9)
            case UInt8(ascii: "0"): out.append(0)
            default:
                out.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            }
        }
        return out
    }
}
