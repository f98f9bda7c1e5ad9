/// The percent-encoding of addresses and forms (RFC 3986 §2.1, the URL standard's forms).
enum Percent {
    /// What `bytes` mean; nil where a `%` has no two digits behind it, where a control character comes out, and where it is
    /// not UTF-8.
    static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool, allowsLines: Bool = false) -> String? {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            var byte = bytes[index]
            if byte == UInt8(ascii: "%") {
                guard index + 2 < bytes.endIndex, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
                else { return nil }
                byte = high << 4 | low
                index += 2
            } else if byte == UInt8(ascii: "+"), plusIsSpace {
                byte = 0x20
            }
            guard byte >= 0x20 || allowsLines && [0x09, 0x0A, 0x0D].contains(byte), byte != 0x7F else { return nil }
            out.append(byte)
            index += 1
        }
        return String(validating: out, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
