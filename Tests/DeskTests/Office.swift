import CaseFile
import Contracts
import Foundation
import HTTPServer
import Pages
import Runtime
import SignIn
import Statute
import TestSupport
import Testing

@testable import Desk

/// A council's desk in memory, with two children: one whose case C-01 holds, one of C-02.
final class Office {
    static let own = caseID("B-1")
    static let other = caseID("B-2")
    static let day = Day("2024-11-18") ?? .first

    let log: PaperLog
    let pages: DeskPages
    let folder: URL
    private var cookies: [String: String] = [:]

    /// The documents that were written stand where pages fetch them.
    private struct Source: DocumentSource {
        let find: @Sendable (DocumentKey) -> Document?
        func document(_ key: DocumentKey, at place: Position) throws(FetchFault) -> Document? { find(key) }
    }
    /// `@unchecked Sendable`: set once, before any page is asked for, and only read from then on.
    private final class Later: @unchecked Sendable {
        var log: PaperLog?
    }

    init(patience: Double = 5, council: CouncilEntrance? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let later = Later()
        let questions = Questions(patience: patience)
        let board = CaseBoard(models: ReviewModels(), holidays: .byRuleOnly)
        let entries = try CaseEntries(file: nil)
        let shelf = DocumentShelf(DocumentIndex(file: nil) { _ in }, from: Source { later.log?.documents[$0] })
        let accounts = AccountsFile(
            folder.appending(path: "accounts").path, isRole: { Role(rawValue: $0) != nil }, isID: { ActorID($0) != nil }
        )
        log = PaperLog(
            DeskWork(questions: questions, board: board, entries: entries, shelf: shelf, trouble: { _ in }),
            day: Self.day)
        later.log = log
        pages = DeskPages(
            questions: questions, board: board, entries: entries,
            drafts: try FormDrafts(file: folder.appending(path: "drafts.db").path), shelf: shelf, entrance: Entrance(),
            accounts: accounts, council: council, models: ReviewModels(), holidays: .byRuleOnly, seeds: "seeds",
            clock: { 1_731_920_400_000 })
        for (id, officer, name) in [(Self.own, "C-01", "Robin Ainsley-Fenn"), (Self.other, "C-02", "Kit Zebrowska")] {
            var plan = PlanRecorded()
            plan.coordinator = actorID(officer)
            plan.made = Day("2023-11-20")
            plan.setting = 100_001
            log.append(
                Entry(
                    by: .importer, recorded: Self.day,
                    events: [Event(SubmissionKey(high: 7, low: UInt64(name.utf8.count)), .planRecorded(plan))]), to: id)
            try log.name(name, id)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Signs somebody in, as after a right password.
    func signIn(_ role: Role, _ id: String) {
        let response = pages.entrance.begin(Officer(id: actorID(id), role: role), id: "account/\(id)", to: "/")
        let cookie = response.headers.first { $0.name == "Set-Cookie" }?.value ?? ""
        cookies["cookie"] = String(cookie.prefix { $0 != ";" })
    }

    var cookie: [Request.Field] { cookies["cookie"].map { [Request.Field("cookie", $0)] } ?? [] }

    func get(_ path: String, _ query: [(String, String)] = []) -> Response {
        pages.answer(
            Request(path: path, query: query.map { Request.Field($0.0, $0.1) }, headers: cookie)) ?? .notFound
    }

    func post(_ path: String, _ fields: [(String, String)], csrf: String? = nil) -> Response {
        let token = csrf ?? pages.entrance.visit(Request(path: "/", headers: cookie))?.csrf ?? ""
        let body = (fields + [("csrf", token)]).map { "\(Address.encoded($0.0))=\(Address.encoded($0.1))" }
            .joined(separator: "&")
        return pages.answer(
            Request(
                method: .post, path: path,
                headers: cookie + [Request.Field("content-type", "application/x-www-form-urlencoded")],
                body: Array(body.utf8))) ?? .notFound
    }

    /// Sends a form with a file.
    func post(_ path: String, _ fields: [(String, String)], file: (field: String, name: String, text: String))
        -> Response
    {
        let token = pages.entrance.visit(Request(path: "/", headers: cookie))?.csrf ?? ""
        var body = ""
        for (name, value) in fields + [("csrf", token)] {
            body += "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        body += "--x\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\"\r\n"
        body += "Content-Type: text/plain\r\n\r\n\(file.text)\r\n--x--\r\n"
        return pages.answer(
            Request(
                method: .post, path: path,
                headers: cookie + [Request.Field("content-type", "multipart/form-data; boundary=x")],
                body: Array(body.utf8))) ?? .notFound
    }

    /// The fields of the form on a page that go along by themselves.
    func hidden(_ response: Response) -> [(String, String)] {
        response.text.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/).map {
            (String($0.1), String($0.2))
        }.filter { $0.0 != "csrf" }
    }
}

extension Response {
    var text: String { String(decoding: body, as: UTF8.self) }
    func header(_ name: String) -> String? { headers.last { $0.name == name }?.value }
}
