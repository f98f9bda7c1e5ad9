import Contracts
import Foundation
import Letters
import Statute
import Testing

/// The letter in each of the branches in which its facts can stand, in both styles.
func branches(of kind: LetterKind) throws -> [LetterFacts] {
    var all: [LetterFacts] = []
    for isYoungPerson in [false, true] {
        for isPlain in [false, true] {
            var facts = try facts(sent: isPlain ? "2026-02-04" : "2026-10-25")
            facts.recipient.isYoungPerson = isYoungPerson
            if !kind.isOfDecision { facts.child = "your child" }
            if isPlain {
                if kind.isOfDecision { facts.setting = nil } else { facts.reasons = nil }
                facts.answers = []
                facts.occasion.asked = nil
            }
            // A letter that takes the place of one that was wrong says so.
            if isPlain, kind.isOfDecision {
                facts.correctedDay = facts.sent - 20
                facts.correction = "The day was wrong."
            }
            facts.occasion.isAgreed = isPlain
            facts.occasion.isReassessing = isPlain
            all.append(facts)
        }
    }
    return all
}

@Suite struct `Letters in Easy Read` {
    /// Days, telephone numbers, addresses of e-mail and the web in a text.
    private static func data(in text: String) -> Set<String> {
        let day =
            #/\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/#
        let phone = #/\b0\d{2,4} \d{3,4} \d{3,4}\b/#
        let address = #/[\w.-]+@[\w.-]+\w|https?:\/\/[\w.\/-]+\w/#
        let text = words(text).joined(separator: " ")
        return Set(text.matches(of: day).map { String($0.output) }).union(
            text.matches(of: phone).map { String($0.output) }
        ).union(text.matches(of: address).map { String($0.output) })
    }

    @Test(arguments: LetterKind.allCases)
    func `say every day, telephone number and address that the ordinary letter says, and no other`(_ kind: LetterKind)
        throws
    {
        for facts in try branches(of: kind) {
            let ordinary = Self.data(in: try letterTemplate(kind).letter(facts).plainText())
            let easy = Self.data(in: try letterTemplate(kind, .easyRead).letter(facts).plainText())
            #expect(ordinary.count > 4)
            #expect(ordinary.subtracting(easy).isEmpty, "the Easy Read letter lacks it")
            #expect(easy.subtracting(ordinary).isEmpty, "the ordinary letter lacks it")
        }
    }

    @Test(arguments: LetterKind.allCases)
    func `say every name, amount and text of people that the ordinary letter says`(_ kind: LetterKind) throws {
        for facts in try branches(of: kind) {
            let texts = try [LetterStyle.ordinary, .easyRead].map { style in
                words(try letterTemplate(kind, style).letter(facts).plainText()).joined(separator: " ")
            }
            let names =
                [
                    facts.officer.name, facts.council.adviceService.name, facts.council.mediationAdviser.name,
                    facts.council.disagreementService.name, facts.council.tribunal.name, facts.setting ?? "Amira",
                    facts.occasion.whatWasWrong ?? "", facts.occasion.whatIsRight ?? "", facts.occasion.paper ?? "",
                    "15 days", facts.council.complaints.name,
                ] + facts.amendments + facts.evidence + facts.planSentTo + facts.answers + facts.occasion.readers
                + (facts.reasons ?? "").split(separator: "\n\n").map(String.init)
            for name in names {
                let name = words(name).joined(separator: " ")
                guard !name.isEmpty, texts[0].contains(name) else { continue }
                #expect(texts[1].contains(name), "\(name)")
            }
        }
    }

    @Test(arguments: LetterKind.allCases)
    func `show in each part that the law demands every field that the ordinary letter shows there`(_ kind: LetterKind)
        throws
    {
        let (ordinary, easy) = (try letterTemplate(kind).template, try letterTemplate(kind, .easyRead).template)
        // What the plan is called stands in words, and the day on which two months end is that of mediation.
        let said = Set(ordinary.placeholders).subtracting(["plan", "two months end", "whose"])
        #expect(said.isSubset(of: easy.placeholders), "\(said.subtracting(easy.placeholders))")
        for item in kind.requiredContents where item.part == .text {
            #expect(!easy.missing(for: kind).contains { $0.content == item })
            #expect(!ordinary.missing(for: kind).contains { $0.content == item })
        }
        let readers = ["to parent", "to young person", "appeal moved"]
        #expect(
            ordinary.conditions.filter { !readers.contains($0) } == easy.conditions.filter { !readers.contains($0) })
    }

    @Test(arguments: LetterKind.allCases)
    func `are in short sentences: twelve words as a rule, and never more than fifteen`(_ kind: LetterKind) throws {
        var counts: [Int] = []
        for facts in try branches(of: kind) {
            var facts = facts
            // What people wrote is theirs.
            facts.reasons = facts.reasons.map { _ in "We thought about it." }
            (facts.amendments, facts.evidence, facts.planSentTo) = (["A change."], ["A report."], ["A school"])
            if !facts.answers.isEmpty { facts.answers = ["You said a thing."] }
            facts.occasion.readers = ["One family."]
            (facts.occasion.whatWasWrong, facts.occasion.whatIsRight) = ("It was wrong.", "It is right.")
            let letter = try letterTemplate(kind, .easyRead).letter(facts)
            for sentence in sentences(of: letter) {
                // Names and what is dialled or written to are read as one.
                let count = sentence.replacing(facts.council.tribunal.name, with: "Tribunal")
                    .replacing(facts.council.adviceService.name, with: "Service")
                    .replacing(facts.council.disagreementService.name, with: "Service")
                    .replacing(#/(?:\w+day )?\d{1,2} [A-Z]\w+ \d{4}/#, with: "day")
                    .replacing(#/\b0\d{2,4} \d{3,4} \d{3,4}\b/#, with: "phone")
                    .replacing(#/\([^)]*\)/#, with: "").split(separator: " ").count
                counts.append(count)
                guard !sentence.hasPrefix("The address is") else { continue }
                #expect(count <= 15, "\(count) words: \(sentence)")
            }
        }
        #expect(
            counts.count(where: { $0 > 12 }) * 10 <= counts.count, "of ten sentences nine have twelve words or fewer")
        #expect(counts.reduce(0, +) <= 8 * counts.count, "the mean is eight words or fewer")
    }

    @Test(arguments: LetterKind.allCases)
    func `have pictures beside their words, which say what is to be seen, and nothing that only a picture says`(
        _ kind: LetterKind
    ) throws {
        let letter = try letterTemplate(kind, .easyRead).letter(facts())
        let page = letter.page()
        #expect(page.ranges(of: "<svg class=\"picture\"").count >= 3)
        #expect(page.ranges(of: "<svg").count == page.matches(of: #/role="img" aria-label="[A-Z][^"]+">/#).count)
        #expect(page.contains("<body class=\"easy-read\">"))
        #expect(words(html: page) == words(letter.plainText()))
        #expect(try !letterTemplate(kind).letter(facts()).page().contains("<svg"))
    }

    @Test func `refuse a picture that is none of ours, one without words, and any in an ordinary letter`() throws {
        func refusal(_ picture: String, _ style: LetterStyle = .easyRead) throws -> String {
            let text = try seed("\(style.folder)/plan-ended.md") + "\n\n\(picture) Words.\n"
            let error = #expect(throws: TemplateError.self) { try letterTemplate(.planEnded, style, text: text) }
            return try #require(error).description
        }
        let line =
            try seed("templates/easy-read/plan-ended.md").split(separator: "\n", omittingEmptySubsequences: false)
            .count + 2
        #expect(
            try refusal("![A cat](picture:cat)").hasPrefix(
                "plan-ended.md:\(line): there is no picture “picture:cat”; write"))
        #expect(try refusal("![A cat](https://example.org/cat.png)").contains("there is no picture"))
        #expect(try refusal("![](picture:clock)").contains("needs plain words that stand for it"))
        #expect(try refusal("![A clock](picture:clock)", .ordinary).contains("images and raw HTML have no place"))
    }

    @Test func `draw every picture within its square`() {
        for picture in Picture.allCases {
            #expect(!picture.lines.isEmpty)
            for line in picture.lines {
                for (x, y) in line.corners { #expect((0...48).contains(x) && (0...48).contains(y), "\(picture)") }
                if let circle = line.circle {
                    let reach = [
                        circle.x - circle.radius, circle.x + circle.radius, circle.y - circle.radius,
                        circle.y + circle.radius,
                    ]
                    #expect(reach.allSatisfy { (0...48).contains($0) }, "\(picture)")
                }
            }
        }
    }
}

/// The sentences of a letter's own text, headings and items of lists among them.
func sentences(of letter: Letter) -> [String] {
    let text = letter.plainText()
    // What stands around the text is no sentence.
    let body = text.split(separator: "Dear \(letter.recipient.salutation ?? letter.recipient.name),").last ?? ""
    return ([letter.title] + body.components(separatedBy: "Yours sincerely,")[0].components(separatedBy: "\n\n"))
        .flatMap { $0.components(separatedBy: "\n- ") }
        .flatMap(split)
}

/// The sentences of a paragraph.
func split(_ paragraph: String) -> [String] {
    words(paragraph).joined(separator: " ").replacing(#/([.?!][”)]?) (?=[A-Z“(])/#) { "\($0.1)\n" }
        .split(separator: "\n").map(String.init)
}
