import Clamd
import Contracts
import Foundation
import HTTPServer
import Testing

@testable import Portal

@Suite struct `A file that a family gives` {
    private static let pdf = Array("%PDF-1.7\na letter".utf8)

    /// Sends the form as a browser does, with a file; of `cut` the server kept what comes before the file alone.
    private func give(
        _ file: [UInt8], named name: String = "letter.pdf", words: String = "", cut: Request.Cut? = nil,
        scanner: UploadScanner? = nil
    ) throws -> (answer: Response, world: PortalWorld) {
        let home = try `The pages of a family`.Home(scanner: scanner)
        let cookie = home.world.signIn(home.id, 1)
        let page = try #require(home.world.get("/give/evidence", cookie: cookie))
        let fields = [
            ("csrf", try #require(page.csrf)), ("key", try #require(page.hidden("key"))), ("message", words),
            ("audience", "council"),
        ]
        var body = fields.map { name, value in
            "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }.joined().utf8.map { $0 }
        body += Array(
            "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: application/pdf\r\n\r\n"
                .utf8)
        body += file + (cut == nil ? Array("\r\n--XX--\r\n".utf8) : [])
        let request = Request(
            method: .post, path: "/give/evidence",
            headers: [.init("content-type", "multipart/form-data; boundary=XX"), .init("cookie", cookie)], body: body,
            cut: cut)
        #expect(home.world.pages.mayBringFile(request))
        return (try #require(home.world.pages.answer(request)), home.world)
    }

    @Test func `is taken up to 25 MiB, as what its content says and never shown as a page`() throws {
        let large = Self.pdf + [UInt8](repeating: 0x20, count: Bounds.document - Self.pdf.count)
        let (answer, world) = try give(large, named: "picture.exe")
        #expect(answer.status == 303)
        let document = try #require(world.documents().values.first)
        #expect(document.bytes.count == 25 << 20)
        #expect(document.mediaType == Document.pdf && document.audience == .council)
        #expect(FamilyPages.fileName(document, .evidence) == "picture-exe.pdf")
        #expect(try give(large + [0x20]).answer.status == 400)
    }

    @Test func `is not taken where its content is no kind of the list, whatever its name says`() throws {
        let (answer, world) = try give(Array("MZ\u{0}\u{0}program".utf8))
        #expect(answer.status == 400)
        #expect(answer.text.contains("That is no kind of file that is taken here."))
        #expect(world.documents().isEmpty)
    }

    @Test(arguments: [Request.Cut.tooLarge, .noRoom])
    func `loses no words when it is too large, or finds no room`(_ cut: Request.Cut) throws {
        let (answer, world) = try give(Self.pdf, words: "what I wrote", cut: cut)
        #expect(answer.status == 400)
        #expect(answer.text.contains("what I wrote"))
        #expect(answer.text.contains(cut == .tooLarge ? "more than 25 MiB" : "Too many files are on their way to us."))
        #expect(world.documents().isEmpty)
    }

    @Test func `is not taken where it holds what does harm, and nothing of it is kept`() throws {
        let scanner = UploadScanner(report: { _ in }) { _ throws(Clamd.Fault) in .found("Test") }
        let (answer, world) = try give(Self.pdf, scanner: scanner)
        #expect(answer.status == 400)
        #expect(answer.text.contains("letter.pdf holds something that can do harm to a computer."))
        #expect(world.documents().isEmpty)
        #expect(scanner.metrics.contains("ehcp_portal_files_scanned_total{outcome=\"harmful\"} 1"))
    }

    @Test func `is not taken while nobody can look through it, and the figures say so`() throws {
        let scanner = UploadScanner(report: { _ in }) { _ throws(Clamd.Fault) in throw .away("no answer") }
        #expect(scanner.metrics.contains("ehcp_portal_scanner_answers 1"))
        let (answer, world) = try give(Self.pdf, scanner: scanner)
        #expect(answer.status == 400)
        #expect(answer.text.contains("Files cannot be looked through at present"))
        #expect(world.documents().isEmpty)
        #expect(scanner.metrics.contains("ehcp_portal_scanner_answers 0"))
    }

    @Test func `is taken where the scanner calls it clean`() throws {
        let scanner = UploadScanner(report: { _ in }) { _ throws(Clamd.Fault) in .clean }
        #expect(try give(Self.pdf, scanner: scanner).answer.status == 303)
    }

    @Test func `is brought by nobody who is not signed in, and to no other page`() throws {
        let home = try `The pages of a family`.Home()
        #expect(!home.world.pages.mayBringFile(Request(method: .post, path: "/give/evidence")))
        let cookie = [Request.Field("cookie", home.world.signIn(home.id, 1))]
        #expect(!home.world.pages.mayBringFile(Request(method: .post, path: "/sign-in", headers: cookie)))
    }

    /// nginx before the portal takes what the portal takes, and of its forms what it reads past.
    @Test func `passes the proxy in front as the portal takes it`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "services/nginx/annual-review.conf")
        let bounds = try String(contentsOf: file, encoding: .utf8).matches(of: /client_max_body_size (\d+)m;/)
            .compactMap { Int($0.1) }.map { $0 << 20 }
        let whole = GivenByFamily.mostFileBytes + GivenByFamily.mostOtherBytes
        let uploads = HTTPServer.Uploads(byteCount: whole, allByteCount: whole) { _ in true }
        #expect(bounds.count == 2)
        #expect(bounds.first ?? 0 >= whole)
        #expect(bounds.last == uploads.mostReadPast)
    }
}
