import Glibc

/// The names under which a server may be asked, as the header `Host` says them.
///
/// A page of elsewhere can make its own name lead to this host and then read what this server answers, for to the browser
/// both are one place (DNS rebinding); but the header then says that name. Addresses are always right: a browser keeps
/// them apart from every name.
public struct HostNames: Sendable {
    /// The names, in lower case.
    public let names: Set<String>
    /// What else is said to who asks under another name: how a name is added.
    public let hint: String

    /// `localhost`, every address, and these.
    public init(_ more: [String] = [], hint: String = "") {
        names = Set(more.map { $0.lowercased() }).union(["localhost"])
        self.hint = hint
    }

    /// Whether it may be asked under what that header says, with or without a port.
    public func allow(_ header: String) -> Bool {
        var name = Substring(header)
        if name.first == "[" {
            guard let end = name.firstIndex(of: "]"), isPort(name[name.index(after: end)...]) else { return false }
            return isAddress(name[name.index(after: name.startIndex)..<end], AF_INET6)
        }
        if let colon = name.firstIndex(of: ":") {
            guard isPort(name[colon...]) else { return false }
            name = name[..<colon]
        }
        // A name may be written with the root's dot.
        if name.last == "." { name = name.dropLast() }
        return names.contains(name.lowercased()) || isAddress(name, AF_INET)
    }

    private func isPort(_ text: Substring) -> Bool {
        text.isEmpty || text.first == ":" && text.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private func isAddress(_ text: Substring, _ family: Int32) -> Bool {
        var address = in6_addr()
        return inet_pton(family, String(text), &address) == 1
    }
}
