import Glibc

/// Addresses of those who ask.
enum PeerAddress {
    /// The numbers of a socket's address; an IPv4 address in IPv6's form is written as the former.
    static func text(_ address: sockaddr_storage) -> String {
        var address = address
        var out = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let found = withUnsafePointer(to: &address) { pointer in
            switch Int32(pointer.pointee.ss_family) {
            case AF_INET:
                pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { four in
                    withUnsafePointer(to: four.pointee.sin_addr) {
                        inet_ntop(AF_INET, $0, &out, socklen_t(out.count)) != nil
                    }
                }
            case AF_INET6:
                pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { six in
                    withUnsafePointer(to: six.pointee.sin6_addr) {
                        inet_ntop(AF_INET6, $0, &out, socklen_t(out.count)) != nil
                    }
                }
            default: false
            }
        }
        guard found else { return "" }
        let text = String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
    }

    /// Who asks: the other end, or whom it names last in X-Forwarded-For where it is a proxy of ours. What anybody else writes
    /// there is theirs to invent.
    static func client(peer: String, proxies: Set<String>, headers: [Request.Field]) -> String {
        guard proxies.contains(peer), let said = headers.first(where: { $0.name == "x-forwarded-for" }) else {
            return peer
        }
        let last = said.value.split(separator: ",").last.map { $0.filter { $0 != " " && $0 != "\t" } } ?? ""
        var bytes = in6_addr()
        let isAddress = inet_pton(AF_INET, last, &bytes) == 1 || inet_pton(AF_INET6, last, &bytes) == 1
        return isAddress ? last : peer
    }
}
