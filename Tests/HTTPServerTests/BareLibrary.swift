import CMicroHTTPD
import Synchronization

/// libmicrohttpd by itself, with a handler that answers everything and notes what it was asked for.
final class BareLibrary: Sendable {
    struct NotStarted: Error {}

    let port: UInt16
    private let asked: Asked
    // `@unchecked Sendable`: libmicrohttpd's daemon may be used from any thread, and is stopped once, when this goes.
    private struct Daemon: @unchecked Sendable { let pointer: OpaquePointer }
    private let daemon: Daemon

    final class Asked: Sendable {
        let paths = Mutex<[String]>([])
    }

    init() throws {
        asked = Asked()
        guard
            let pointer = mhd_start(
                0,
                { context, connection, url, _, _, _, uploadCount, own in
                    guard let context, let connection, let url, let uploadCount, let own else { return .NO }
                    if own.pointee == nil {
                        // Any address says that the head was there.
                        own.pointee = context
                        return .YES
                    }
                    if uploadCount.pointee > 0 {
                        uploadCount.pointee = 0
                        return .YES
                    }
                    let asked = Unmanaged<Asked>.fromOpaque(context).takeUnretainedValue()
                    asked.paths.withLock { $0.append(String(cString: url)) }
                    let answer = MHD_create_response_from_buffer(0, nil, .RESPMEM_PERSISTENT)
                    defer { MHD_destroy_response(answer) }
                    return MHD_queue_response(connection, 200, answer)
                }, { _, _, _, _ in }, Unmanaged.passUnretained(asked).toOpaque())
        else { throw NotStarted() }
        daemon = Daemon(pointer: pointer)
        port = mhd_port(pointer)
    }

    deinit { MHD_stop_daemon(daemon.pointer) }

    /// The paths for which its handler was asked since the last look.
    func takePaths() -> [String] {
        asked.paths.withLock { paths in
            defer { paths = [] }
            return paths
        }
    }
}
