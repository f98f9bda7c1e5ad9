import Foundation
import Letters
import Runtime
import Statute
import TestSupport
import Testing

@testable import Portal

@Suite struct `The portal's words` {
    private static func seeds() throws -> PortalSeeds {
        try PortalSeeds(Seeds(folder: Repository.root.path + "/seeds"))
    }

    private static func words(_ text: String) -> Int { text.split { $0.isWhitespace }.count }

    /// The sentences of an answer, by their ends.
    private static func sentences(_ text: String) -> [String] {
        text.split(separator: /[.!?:](?=\s|$)/).map { String($0) }.filter { $0.contains(where: \.isLetter) }
    }

    @Test func `answer every question that families ask, for every council`() throws {
        let seeds = try Self.seeds()
        #expect(seeds.questions.questions.count == 32)
        for council in seeds.councils.values {
            let words = seeds.words(for: council)
            for question in seeds.questions.questions {
                let answer = try words.filled(question.answer)
                #expect(!answer.isEmpty && !question.asks.isEmpty && !question.restsOn.isEmpty, "\(question.id)")
                #expect(Self.words(answer) <= 120, "\(question.id) of \(council.id) has \(Self.words(answer)) words")
                let lengths = Self.sentences(answer).map(Self.words)
                #expect(lengths.max() ?? 0 <= 30, "\(question.id) of \(council.id): \(lengths)")
                #expect(Double(lengths.reduce(0, +)) <= 20 * Double(lengths.count), "\(question.id): \(lengths)")
            }
        }
    }

    @Test func `take every number of days, weeks and months from the law or the model`() throws {
        let seeds = try Self.seeds()
        let number = /\b(\d+|one|two|three|four|five|six|eight|ten|twelve|fifteen) (working )?(day|week|month)s?\b/
        for text in seeds.questions.questions.map(\.answer) + seeds.firstPage.promises.map(\.says) {
            #expect(text.firstMatch(of: number) == nil, "\(text)")
        }
    }

    @Test func `promise nothing on the first page that no test holds`() throws {
        let seeds = try Self.seeds()
        var tests = ""
        for folder in ["PortalTests", "CaseworkTests"] {
            let path = Repository.root.path + "/Tests/\(folder)"
            for name in try FileManager.default.contentsOfDirectory(atPath: path) where name.hasSuffix(".swift") {
                tests += try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
            }
        }
        for council in seeds.councils.values {
            for promise in seeds.firstPage.promises { _ = try seeds.words(for: council).filled(promise.says) }
        }
        for promise in seeds.firstPage.promises {
            #expect(!promise.heldBy.isEmpty, "\(promise.says)")
            for test in promise.heldBy { #expect(tests.contains("func `\(test)`"), "\(test)") }
            for reason in promise.because where reason.hasPrefix("Sources/") {
                #expect(FileManager.default.fileExists(atPath: "\(Repository.root.path)/\(reason)"), "\(reason)")
            }
            for reason in promise.because where !reason.hasPrefix("Sources/") {
                #expect(RuleID(rawValue: reason) != nil, "\(reason)")
            }
        }
    }

    @Test func `are refused where a brace names nothing`() throws {
        let seeds = try Self.seeds()
        let council = try #require(seeds.councils["bromley"])
        #expect(throws: PortalWords.Fault.self) { try seeds.words(for: council).filled("in {no such thing}") }
        #expect(throws: PortalWords.Fault.self) { try seeds.words(for: council).filled("in {decision weeks") }
        #expect(try seeds.words(for: council).filled("in {decision weeks}") == "in four weeks")
    }

    @Test func `stand in docs as the page has them`() throws {
        let seeds = try Self.seeds()
        let council = try #require(seeds.councils["bromley"])
        var text = """
            # Questions that families ask

            As the portal answers them under `/questions`, here with the words of \(council.name). Written from
            `seeds/portal/questions.yaml`; `UPDATE_DOCS=1 swift test --filter PortalTests` writes it anew.

            """
        for question in seeds.questions.questions {
            let answer = try seeds.words(for: council).filled(question.answer)
            text += "\n## \(question.asks)\n\n\(answer)\n\nRests on: \(question.restsOn.joined(separator: ", ")).\n"
        }
        if Repository.isSet("UPDATE_DOCS") { try Repository.write(text, to: "docs/questions.md") }
        #expect(try Repository.text("docs/questions.md") == text, "run UPDATE_DOCS=1 swift test --filter PortalTests")
    }
}
