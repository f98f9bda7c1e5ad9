import Contracts

/// A kind of file that is taken in a form. What it is follows from its first bytes, never from its name or from what a browser
/// takes it for; what is none of these is not taken. No page shows one: it is saved to the reader's own device.
package enum UploadType: String, CaseIterable, Sendable {
    case pdf
    /// Word, Excel and PowerPoint since 2007, without macros.
    case docx, xlsx, pptx
    /// A text of LibreOffice.
    case odt
    /// A text with its type faces, without anything embedded.
    case rtf
    /// Plain text in UTF-8.
    case txt
    case jpg, png, gif, webp, heic, tiff
    case mp3, m4a, ogg, wav, amr
    case mp4, mov, webm
    /// A video of older telephones.
    case video3gp = "3gp"

    /// How a browser's own device names such files: without a dot.
    package var ending: String { rawValue }

    /// What it is, as MIME names it.
    package var mediaType: String {
        switch self {
        case .pdf: Document.pdf
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation"
        case .odt: "application/vnd.oasis.opendocument.text"
        case .rtf: "application/rtf"
        case .txt: Document.plainText
        case .jpg: "image/jpeg"
        case .png: "image/png"
        case .gif: "image/gif"
        case .webp: "image/webp"
        case .heic: "image/heic"
        case .tiff: "image/tiff"
        case .mp3: "audio/mpeg"
        case .m4a: "audio/mp4"
        case .ogg: "audio/ogg"
        case .wav: "audio/wav"
        case .amr: "audio/amr"
        case .mp4: "video/mp4"
        case .mov: "video/quicktime"
        case .webm: "video/webm"
        case .video3gp: "video/3gpp"
        }
    }

    /// What is taken, as a form says it.
    package static let words =
        "PDF, Word, Excel, PowerPoint, LibreOffice or text; a picture; a recording or a video"

    /// What those bytes are; nil of what is not taken.
    package static func of(_ bytes: [UInt8]) -> UploadType? {
        func has(_ text: String, at place: Int = 0) -> Bool {
            bytes.count >= place + text.utf8.count && bytes[place...].starts(with: text.utf8)
        }
        func starts(_ mark: [UInt8]) -> Bool { bytes.starts(with: mark) }
        if has("%PDF-") { return .pdf }
        if starts([0xFF, 0xD8, 0xFF]) { return .jpg }
        if starts([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if has("GIF87a") || has("GIF89a") { return .gif }
        if has("RIFF"), has("WEBP", at: 8) { return .webp }
        if has("RIFF"), has("WAVE", at: 8) { return .wav }
        if starts([0x49, 0x49, 0x2A, 0x00]) || starts([0x4D, 0x4D, 0x00, 0x2A]) { return .tiff }
        if has("ID3") || starts([0xFF, 0xFB]) || starts([0xFF, 0xF3]) || starts([0xFF, 0xF2]) { return .mp3 }
        if has("OggS") { return .ogg }
        if has("#!AMR") { return .amr }
        if starts([0x1A, 0x45, 0xDF, 0xA3]) { return .webm }
        if has("ftyp", at: 4) { return media(bytes) }
        if starts([0x50, 0x4B, 0x03, 0x04]) { return office(bytes) }
        if has("{\\rtf") { return contains(bytes, "\\objdata") || contains(bytes, "\\object") ? nil : .rtf }
        // What controls a terminal or begins a program is no text that somebody typed.
        guard !bytes.isEmpty, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || [0x09, 0x0A, 0x0C, 0x0D].contains($0) })
        else { return nil }
        return Document.mediaType(of: bytes) == Document.plainText ? .txt : nil
    }

    /// Of a file of ISO 14496-12, by its brand.
    private static func media(_ bytes: [UInt8]) -> UploadType? {
        guard bytes.count >= 12 else { return nil }
        let brand = String(decoding: bytes[8..<12], as: UTF8.self)
        return switch brand {
        case "heic", "heix", "mif1", "msf1", "heim", "heis", "hevc": .heic
        case "M4A ", "M4B ": .m4a
        case "qt  ": .mov
        case let brand where brand.hasPrefix("3g"): .video3gp
        default: .mp4
        }
    }

    /// Of a zip: only those of offices, and none with macros. Other archives are not taken: nobody sees what is in them.
    private static func office(_ bytes: [UInt8]) -> UploadType? {
        if contains(bytes.prefix(120), "mimetypeapplication/vnd.oasis.opendocument.text") {
            return contains(bytes, "Basic/script-lc.xml") ? nil : .odt
        }
        guard contains(bytes, "[Content_Types].xml"), !contains(bytes, "vbaProject.bin") else { return nil }
        if contains(bytes, "word/document.xml") { return .docx }
        if contains(bytes, "xl/workbook.xml") { return .xlsx }
        return contains(bytes, "ppt/presentation.xml") ? .pptx : nil
    }

    private static func contains(_ bytes: some Collection<UInt8>, _ text: String) -> Bool {
        let bytes = Array(bytes)
        let mark = Array(text.utf8)
        guard bytes.count >= mark.count, let first = mark.first else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            while place <= bytes.count - mark.count {
                if bytes[place] == first, (1..<mark.count).allSatisfy({ bytes[place + $0] == mark[$0] }) { return true }
                place += 1
            }
            return false
        }
    }
}
