import Foundation
import Glibc

/// Debian's nginx on loopback, with `services/nginx/annual-review.conf` before a server of ours; plain, since what is asked
/// here is what it makes of requests and not of TLS.
struct Nginx {
    static let program = "/usr/sbin/nginx"
    static var isInstalled: Bool { access(program, X_OK) == 0 }
    static let configuration = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "services/nginx/annual-review.conf")

    struct NotStarted: Error {
        let why: String
    }

    let port: UInt16
    private let process: Process
    private let folder: URL

    init(before upstream: UInt16) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "nginx-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        port = try Self.freePort()
        let text = try String(contentsOf: Self.configuration, encoding: .utf8)
            .replacing("listen 8443 ssl http2;", with: "listen 127.0.0.1:\(port);")
            .replacing("listen 8080;", with: "listen 127.0.0.1:\(try Self.freePort());")
            .replacing("listen 8444 ssl http2;", with: "")
            .replacing("server desk:8080;", with: "server 127.0.0.1:\(upstream);")
            .replacing("server portal:8080;", with: "server 127.0.0.1:\(upstream);")
            .replacing(/\n *ssl_[^;]*;/, with: "")
            .replacing("/tmp/nginx", with: folder.path)
        let file = folder.appending(path: "nginx.conf")
        try text.write(to: file, atomically: true, encoding: .utf8)
        process = Process()
        process.executableURL = URL(filePath: Self.program)
        process.arguments = ["-p", folder.path, "-c", file.path, "-e", folder.appending(path: "error.log").path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        // It listens before its workers are there; until then the port refuses.
        let deadline = ContinuousClock.now + .seconds(10)
        while (try? Client(port: port)) == nil {
            guard process.isRunning, ContinuousClock.now < deadline else {
                let log = (try? String(contentsOf: folder.appending(path: "error.log"), encoding: .utf8)) ?? ""
                throw NotStarted(why: log)
            }
            sched_yield()
        }
    }

    func stop() {
        // SIGTERM; its workers end with it.
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// A port that was free a moment ago.
    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard bound else { throw NotStarted(why: "no free port") }
        return UInt16(bigEndian: address.sin_port)
    }
}
