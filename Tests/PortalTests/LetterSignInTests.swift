import CaseFile
import Contracts
import Foundation
import HTTPServer
import JSON
import Letters
import PDF
import Runtime
import SignIn
import Statute
import TestSupport
import Testing

@testable import Portal

@Suite struct `Signing in with a letter` {
    private let lines = ["1 High Street", "Bromley"]
    private let codes = LetterCodes(key: [UInt8](repeating: 5, count: 32))

    /// A case with one contact, and a letter that an officer asked for on that day.
    private func world(
        asked: String = "2024-09-02", person: Person? = nil
    ) throws -> (world: PortalWorld, id: CaseID, key: SubmissionKey) {
        let world = try PortalWorld()
        let id = try #require(CaseID("B-10432"))
        var story = TestCase(id)
        story.report(
            .planRecorded(
                PlanRecorded(
                    made: day("2019-07-12"), placement: .mainstream, need: .autism, coordinator: actorID("C-07"),
                    model: "statutory")), on: day("2024-01-08"))
        story.contact(1, on: day("2024-01-08"))
        let key = story.report(.signInLetterAsked(SignInLetterAsked(contact: 1)), on: day(asked))
        world.tell(story)
        try world.person("B-10432/1", person ?? Person(name: "Ms Ada Example", address: lines))
        try world.record(.children, "B-10432", Child(name: "Robin").json())
        return (world, id, key)
    }

    private func fields(_ key: SubmissionKey, address: [String]? = nil) -> [String: String] {
        let letter = "B-10432/1/\(key)"
        return [
            "number": codes.number(of: letter), "code": codes.code(of: letter, address: address ?? lines).digits,
        ]
    }

    private static func isSignedIn(_ answer: Response?) -> Bool { answer?.header("Location") == "/case" }

    @Test func `takes the number and the code of a letter that lies ready for the print room, once`() throws {
        let (world, id, key) = try world()
        #expect(try world.lettersReady() == ["letter-\(key)": ["letter.pdf"]])
        let page = try #require(world.post("/letter", fields(key)))
        #expect(Self.isSignedIn(page))
        let cookie = try #require(PortalWorld.cookie(page))
        #expect(world.get("/case", cookie: cookie)?.text.contains("Robin: annual review") == true)
        #expect(world.file(id).signInLetters.map(\.isUsed) == [true])
        // The letter is gone from the folder, and its code is worth nothing.
        #expect(try world.lettersReady() == ["letter-\(key)": []])
        #expect(world.post("/letter", fields(key))?.status == 400)
    }

    @Test func `answers alike whatever is wrong, and names nobody`() throws {
        let (world, _, key) = try world()
        let right = fields(key)
        func page(_ number: String?, _ code: String?) throws -> String {
            let sent = ["number": number ?? right["number"] ?? "", "code": code ?? right["code"] ?? ""]
            let page = try #require(world.post("/letter", sent))
            #expect(page.status == 400)
            return page.text.replacing(sent["number"] ?? "", with: "")
        }
        #expect(try page(nil, "000000000000") == page("00000000", nil))
        #expect(try !page("00000000", nil).contains("Robin") && !page("00000000", nil).contains("B-10432"))
    }

    @Test(arguments: [("2024-08-20", true), ("2024-08-19", false)])
    func `takes a code for fourteen days and no longer`(_ asked: String, _ isTaken: Bool) throws {
        let (world, _, key) = try world(asked: asked)
        #expect(try world.lettersReady().isEmpty == !isTaken)
        #expect(Self.isSignedIn(world.post("/letter", fields(key))) == isTaken)
    }

    @Test func `takes away a letter whose code is over`() throws {
        let (world, _, _) = try world()
        #expect(try world.lettersReady().count == 1)
        world.begin("2024-09-16")
        #expect(try world.lettersReady().isEmpty)
    }

    @Test func `takes no code of a letter to another address than that of today`() throws {
        let (world, _, key) = try world()
        try world.person("B-10432/1", Person(name: "Ms Ada Example", address: ["2 Other Road"]))
        #expect(!Self.isSignedIn(world.post("/letter", fields(key))))
    }

    @Test(arguments: [("2024-08-20", false), ("2024-08-19", true)])
    func `sends no letter to an address within fourteen days of its change`(_ changed: String, _ isUsed: Bool) throws {
        let person = Person(name: "Ms Ada Example", address: lines, addressChanged: day(changed))
        let (world, _, key) = try world(person: person)
        #expect(try world.lettersReady().isEmpty == !isUsed)
        #expect(Self.isSignedIn(world.post("/letter", fields(key))) == isUsed)
    }

    @Test func `takes the code of the latest letter alone`() throws {
        let (world, id, key) = try world()
        world.tell(
            Entry(
                by: .coordinator, recorded: day("2024-09-02"),
                events: [
                    Event(SubmissionKey(high: 5, low: 5), .signInLetterAsked(SignInLetterAsked(contact: 1)))
                ]), of: id)
        #expect(try world.lettersReady().count == 1)
        #expect(!Self.isSignedIn(world.post("/letter", fields(key))))
        #expect(Self.isSignedIn(world.post("/letter", fields(SubmissionKey(high: 5, low: 5)))))
    }

    @Test func `signs nobody in who may see nothing any more`() throws {
        let (world, id, key) = try world()
        let closed = ContactRecorded(
            contact: 1, relation: .parent, holdsRights: true, mayBeWrittenTo: false, by: actorID("SG-1"),
            on: day("2024-09-02"))
        world.tell(
            Entry(
                by: .safeguardingLead, recorded: day("2024-09-02"),
                events: [Event(SubmissionKey(high: 77, low: 77), .contactRecorded(closed))]), of: id)
        #expect(!Self.isSignedIn(world.post("/letter", fields(key))))
        #expect(try world.lettersReady().isEmpty)
    }

    @Test func `is refused after five tries of one number within a quarter of an hour, from wherever`() throws {
        let (world, _, key) = try world()
        var wrong = fields(key)
        wrong["code"] = "000000000000"
        for place in 1...5 { #expect(world.post("/letter", wrong, from: "192.0.2.\(place)")?.status == 400) }
        #expect(world.post("/letter", fields(key), from: "192.0.2.9")?.status == 429)
    }

    @Test func `has its code in the letter alone`() throws {
        let (world, id, key) = try world()
        let digits = try #require(fields(key)["code"])
        _ = world.post("/letter", fields(key))
        #expect(world.accesses.allSatisfy { !"\($0)".contains(digits) })
        #expect(world.entries(id).allSatisfy { !"\($0)".contains(digits) })
        #expect(try world.lettersReady().keys.allSatisfy { !$0.contains(digits) })
    }

    @Test func `is told in words how: where, number, code, until when, and whom to ring`() throws {
        let seeds = try PortalSeeds(.init(folder: Repository.root.path + "/seeds"))
        let council = try #require(seeds.councils["bromley"])
        let letter = CodeLetters.letter(
            number: "12345678", code: codes.code(of: "x", address: lines),
            to: Person(name: "Ms Ada Example", address: lines, format: Person.largePrint), at: lines,
            until: day("2024-09-15"), on: day("2024-09-02"), reference: try #require(CaseID("B-10432")),
            portal: "https://reviews.example.org", council, isRehearsal: false)
        let text = "\(letter.body)"
        for words in [
            "https://reviews.example.org/letter", "1234 5678", "until 15 September 2024", council.team.phone,
        ] { #expect(text.contains(words), "\(words)") }
        #expect(letter.address == ["Ms Ada Example"] + lines && letter.size == .large)
    }
}
