import Glibc

/// A port on loopback that is free and so is the next one: a broker of Apache Kafka takes both. Below those that the
/// system gives to whoever connects.
func freePortPair() throws -> UInt16 {
    for _ in 0..<100 {
        let port = UInt16.random(in: 10_000..<16_000) * 2
        if isFree(port), isFree(port + 1) { return port }
    }
    throw Failure("no two free ports side by side between 20000 and 32000")
}

private func isFree(_ port: UInt16) -> Bool {
    withSocket(at: port) { socket, address, size in bind(socket, address, size) == 0 }
}

/// Whether the service on that port of loopback says that it is ready.
func isReady(port: UInt16) -> Bool {
    withSocket(at: port) { socket, address, size in
        let request = "GET /readyz HTTP/1.0\r\n\r\n"
        guard connect(socket, address, size) == 0 else { return false }
        guard send(socket, request, request.utf8.count, Int32(MSG_NOSIGNAL)) > 0 else { return false }
        var answer = [UInt8](repeating: 0, count: 64)
        let count = recv(socket, &answer, answer.count, 0)
        return count > 0 && String(decoding: answer[..<count], as: UTF8.self).contains(" 200 ")
    }
}

private func withSocket(at port: UInt16, _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Bool) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // A service that starts may accept and not yet answer.
    var limit = timeval(tv_sec: 1, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
}
