import Contracts
import Foundation
import Statute
import Testing
import YAML

@testable import Letters
@testable import Notifier

/// A template of the seeds, and whatever of it somebody gets.
struct DeliveredTemplate: CustomTestStringConvertible, Sendable {
    /// As the lists of claims name it: `letters/final-plan`.
    let name: String
    let isLetter: Bool
    let delivered: DeliveredSentences
    /// Its parts, each a text of its own: a message has a subject and a body.
    let parts: [Template]

    var testDescription: String { name }
    var sentences: [DeliveredSentences.Sentence] { parts.flatMap(delivered.sentences) }

    static let all: [DeliveredTemplate] = {
        do {
            let sources = try Sources()
            let letters = try LetterStyle.allCases.flatMap { style in
                let folder = "seeds/\(style.folder)"
                let parts = try Dictionary(
                    uniqueKeysWithValues: ["appeal", "help"].map { ($0, try sources.text("\(folder)/parts/\($0).md")) })
                return try LetterKind.allCases.map { kind in
                    let file = "\(folder)/\(kind.rawValue).md"
                    let template = try LetterTemplate(
                        kind, style: style, parsing: sources.text(file), file: file, parts: parts)
                    return DeliveredTemplate(
                        name: "\(style == .ordinary ? "letters" : style.rawValue)/\(kind.rawValue)", isLetter: true,
                        delivered: .of(kind), parts: [template.template])
                }
            }
            let messages = try MessageForm.allCases.map { kind in
                let file = "seeds/templates/messages/\(kind.rawValue).md"
                let template = try MessageTemplate(kind, parsing: sources.text(file), file: file)
                return DeliveredTemplate(
                    name: "messages/\(kind.rawValue)", isLetter: false, delivered: .ofMessages(kind),
                    parts: [template.subject, template.body])
            }
            return letters + messages
        } catch {
            Issue.record("the templates of the seeds cannot be read: \(error)")
            return []
        }
    }()
}

@Suite struct `What letters and messages say` {
    /// The sentences of each text, by the name of its list; a part that several letters take in has a list of its own.
    private var said: [String: Set<String>] {
        var said: [String: Set<String>] = [:]
        for template in DeliveredTemplate.all {
            for sentence in template.sentences {
                let file = sentence.file.dropLast(".md".count)
                let name =
                    file.hasPrefix("parts/")
                    ? "letters/\(file)" : file.hasPrefix("easy-read/") ? String(file) : template.name
                said[name, default: []].insert(sentence.text)
            }
        }
        return said
    }

    @Test func `has for each sentence an entry that says what makes it true, and no entry without its sentence`()
        throws
    {
        let said = said
        let lists = try ClaimLists(Sources())
        let (ordinary, easyRead) = (Set(lists.shared.map(\.says)), Set(lists.sharedEasyRead.map(\.says)))
        #expect(Set(lists.byTemplate.keys).isSubset(of: said.keys), "a list without its template")
        for (name, sentences) in said.sorted(by: { $0.key < $1.key }) {
            let own = (lists.byTemplate[name] ?? []).map(\.says)
            let shared = name.hasPrefix("easy-read/") ? easyRead : ordinary
            #expect(own.count == Set(own).count, "\(name): an entry twice")
            for sentence in sentences.subtracting(own).subtracting(shared).sorted() {
                Issue.record("\(name): nothing is written down that makes it true: \(sentence)")
            }
            for entry in Set(own).subtracting(sentences).sorted() { Issue.record("\(name) does not say: \(entry)") }
            for entry in Set(own).intersection(shared).sorted() {
                Issue.record("\(name) and shared both hold: \(entry)")
            }
        }
        #expect(ordinary.count == lists.shared.count, "a shared entry twice")
        #expect(easyRead.count == lists.sharedEasyRead.count, "a shared entry twice")
        for (shared, isEasyRead) in [(ordinary, false), (easyRead, true)] {
            let texts = said.filter { $0.key.hasPrefix("easy-read/") == isEasyRead }.values
            for entry in shared.sorted() where texts.count(where: { $0.contains(entry) }) < 2 {
                Issue.record("shared is what several templates say, and not: \(entry)")
            }
        }
    }

    @Test func `rests on rules, code and tests that there are`() throws {
        let sources = try Sources()
        let lists = try ClaimLists(sources)
        for claim in lists.all {
            if let fault = claim.fault(sources: sources) { Issue.record("\(claim.place): \(fault): \(claim.says)") }
        }
    }

    @Test func `is true by now: no sentence waits for what makes it true`() throws {
        for claim in try ClaimLists(Sources()).all {
            if let waits = claim.waits { Issue.record("NOT TRUE YET, \(claim.place): \(waits): \(claim.says)") }
        }
    }

    @Test func `is the letter alone where a message carries one, and nowhere else`() {
        for row in MessageRule.table {
            for name in Templates.kinds(of: row.template) {
                #expect(MessageForm(rawValue: name)?.isLetter == (row.text != .message), "\(name)")
                if case .letter(let kind) = row.text { #expect(MessageForm(rawValue: name)?.letter == kind) }
            }
        }
    }

    @Test func `names each document that comes with a letter, and none that does not`() throws {
        let roles: [String: DocumentRole] = [
            "4c.1": .plan, "4c.2": .amendments, "4c.3": .evidence, "4d.1": .finalPlan,
        ]
        let enclosing: [Subject: LetterKind] = [.tellDecision: .decisionAmend, .tellFinal: .finalPlan]
        for row in MessageRule.table {
            let kind = enclosing[row.subject]
            let named = row.carriesLetter ? try kind?.enclosing.map { try #require(roles[$0]) } ?? [] : []
            #expect(row.encloses == named, "\(row.subject) to \(row.recipients)")
        }
        for kind in LetterKind.allCases {
            // What it says that it encloses the law demands, so that no template leaves it out.
            #expect(
                kind.enclosing.allSatisfy { id in kind.requiredContents.contains { $0.id == id && $0.standing == .law }
                })
        }
    }

    @Test(arguments: DeliveredTemplate.all)
    func `has no branch that nobody is ever sent`(_ template: DeliveredTemplate) {
        for part in template.parts {
            for branch in template.delivered.unread(of: part) { Issue.record("nobody reads \(branch)") }
        }
    }

    @Test(arguments: DeliveredTemplate.all)
    func `is in sentences of at most thirty words, and twenty in the mean`(_ template: DeliveredTemplate) {
        let counts = template.sentences.map { sentence in
            let count = sentence.text.split(separator: " ").count
            #expect(count <= 30, "\(count) words: \(sentence.text)")
            return count
        }
        #expect(counts.reduce(0, +) <= 20 * counts.count)
    }

    @Test(arguments: DeliveredTemplate.all)
    func `says to a child without a setting nothing that a school does`(_ template: DeliveredTemplate) throws {
        for sentence in template.sentences {
            let reaches = sentence.worlds.contains { !$0.contains(.atASetting) && !$0.contains(.settingArranges) }
            guard reaches else { continue }
            #expect(!(try DeliveredTemplate.speaksOfASchool(sentence.text)), "\(sentence.text)")
        }
    }

    @Test(arguments: DeliveredTemplate.all)
    func `speaks to a parent or to a young person, never to both`(_ template: DeliveredTemplate) {
        let toYoungPerson = ["your child", "the young person", "((child))"]
        for (text, world) in template.parts.flatMap(template.delivered.lines) {
            let text = text.lowercased()
            #expect(!text.contains("you or your child") && !text.contains("your child or you"), "\(text)")
            // What does not depend on who reads it reaches both.
            let reachesYoungPerson =
                template.isLetter || world.contains(.toFamily)
                ? !world.contains(.toParent)
                : world.contains(.toYoungPerson) || world.isDisjoint(with: [.toParent, .toSetting, .toCoordinator])
            guard reachesYoungPerson, template.isLetter || template.goesToFamilies else { continue }
            for word in toYoungPerson {
                #expect(!text.contains(word), "a young person is told of “\(word)”: \(text)")
            }
        }
    }
}

extension DeliveredTemplate {
    /// Whether anybody of a family gets it.
    var goesToFamilies: Bool { delivered.axes.contains { $0.contains { $0.contains(.toFamily) } } }

    /// Whether the sentence says that a school, a setting or its head does something, or is asked to.
    static func speaksOfASchool(_ sentence: String) throws -> Bool {
        let who = #"(school|setting|college|head|\(\(setting\)\)|\(\(head title\)\))"#
        let does =
            "(will|can|should|must|may|has|have|is|are|was|to|does|arranges?|offers?|tells?|sends?|agrees?|asks?)"
        return try Regex(
            "\(who) \(does) |(ask|asked|tell|telling|told) (the|its|your) (head|school|setting|college)|\\(\\(head title\\)\\)"
        )
        .ignoresCase().firstMatch(in: sentence) != nil
    }
}

@Suite struct `The words of models` {
    @Test func `never say what a plan usually does without saying that the child's needs decide it`() throws {
        let sources = try Sources()
        let usual = try Regex(#"\b(usually|normally|generally|typically|always|never|mostly|as a rule|is written)\b"#)
        var read = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(sources.root)/seeds/models").sorted() {
            let file = "seeds/models/\(name)"
            let model = try YAMLNode.parse(try sources.text(file), file: file)
            for kind in try model.optional("kinds")?.items() ?? [] {
                for text in try [kind.optional("about"), kind.optional("opens_when")].compactMap(\.self).flatMap(texts)
                {
                    read += 1
                    guard text.contains("plan"), text.contains(usual) else { continue }
                    #expect(text.contains("the child's needs decide it"), "\(file): \(text)")
                }
            }
        }
        #expect(read > 12, "the models were not read")
    }

    /// All texts in that node.
    private func texts(_ node: YAMLNode) throws -> [String] {
        switch node.value {
        case .scalar(let text, _): [text]
        case .sequence(let items): try items.flatMap(texts)
        case .mapping(let entries): try entries.flatMap { try texts($0.value) }
        }
    }
}
