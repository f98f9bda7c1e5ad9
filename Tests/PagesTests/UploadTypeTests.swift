import Contracts
import Testing

@testable import Pages

@Suite struct `What kind of file something is` {
    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private static let taken: [(UploadType, [UInt8])] = [
        (.pdf, bytes("%PDF-1.7\n")), (.jpg, [0xFF, 0xD8, 0xFF, 0xE0]),
        (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), (.gif, bytes("GIF89a")),
        (.webp, bytes("RIFF....WEBPVP8 ")), (.wav, bytes("RIFF....WAVEfmt ")), (.tiff, [0x49, 0x49, 0x2A, 0x00]),
        (.mp3, bytes("ID3\u{3}")), (.ogg, bytes("OggS")), (.amr, bytes("#!AMR\n")), (.webm, [0x1A, 0x45, 0xDF, 0xA3]),
        (.mp4, bytes("....ftypisom")), (.mov, bytes("....ftypqt  ")), (.m4a, bytes("....ftypM4A ")),
        (.heic, bytes("....ftypheic")), (.video3gp, bytes("....ftyp3gp4")),
        (.docx, zip + bytes("[Content_Types].xml word/document.xml")),
        (.xlsx, zip + bytes("[Content_Types].xml xl/workbook.xml")),
        (.pptx, zip + bytes("[Content_Types].xml ppt/presentation.xml")),
        (.odt, zip + bytes("..........................mimetypeapplication/vnd.oasis.opendocument.text")),
        (.rtf, bytes("{\\rtf1 hello}")), (.txt, bytes("Dear Sir,\r\n")),
    ]

    @Test func `follows from how it begins`() {
        for (type, bytes) in Self.taken { #expect(UploadType.of(bytes) == type) }
        #expect(Set(Self.taken.map(\.0)) == Set(UploadType.allCases), "every kind has its example")
    }

    @Test(arguments: [
        bytes("MZ\u{0}\u{0}"), bytes("\u{7F}ELF"), bytes("<html><script>"), bytes("<!DOCTYPE html>"), bytes("<?xml"),
        bytes("{\\rtf1 {\\object\\objdata 00}}"), zip + bytes("holiday.jpg"),
        zip + bytes("[Content_Types].xml word/document.xml word/vbaProject.bin"), [], [0, 1, 2],
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
    ])
    func `is none that is taken where it is a program, a page, an archive, or has macros`(_ bytes: [UInt8]) {
        #expect(UploadType.of(bytes) == nil)
    }
}
