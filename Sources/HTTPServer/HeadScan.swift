/// Looks for the end of a request's head as its bytes come, and refuses at the first byte over which two readers of HTTP
/// could differ: each byte is looked at once, however slowly they come.
struct HeadScan {
    /// What is known so far.
    enum Finding: Equatable {
        /// The head has not ended.
        case open
        /// It ends before this byte, with its empty line.
        case ended(at: Int)
        /// It is none that this server answers.
        case refused(Refusal)
    }

    private var looked = 0
    private var afterCR = false
    private var lineByteCount = 0
    private var lines = 0

    /// Looks at what has come since the last look; `bytes` is all that has come.
    mutating func look(at bytes: [UInt8], limit: Int) -> Finding {
        while looked < bytes.count {
            let byte = bytes[looked]
            looked += 1
            guard looked <= limit else { return .refused(.headTooLarge(limit: limit)) }
            if afterCR {
                guard byte == 0x0A else { return .refused(.ambiguous("a carriage return alone ends no line")) }
                afterCR = false
                if lineByteCount == 0 {
                    guard lines > 0 else { return .refused(.ambiguous("it begins with an empty line")) }
                    return .ended(at: looked)
                }
                lines += 1
                lineByteCount = 0
                continue
            }
            switch byte {
            case 0x0D: afterCR = true
            case 0x0A: return .refused(.ambiguous("a line feed alone ends no line"))
            case 0x00...0x08, 0x0B...0x1F, 0x7F: return .refused(.ambiguous("it holds a control character"))
            default: lineByteCount += 1
            }
        }
        return .open
    }
}
