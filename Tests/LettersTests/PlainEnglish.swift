import Contracts
import Foundation
import Letters
import Statute
import Testing

/// What families are sent, filled with the sample's data in each branch of its conditions.
private enum Said {
    static func letters(_ style: LetterStyle) throws -> [(name: String, letter: Letter)] {
        try LetterKind.allCases.flatMap { kind in
            try branches(of: kind).map { facts in
                ("\(style.rawValue) \(kind.rawValue)", try letterTemplate(kind, style).letter(facts))
            }
        }
    }

    static func messages() throws -> [(name: String, text: String)] {
        let deadline = Deadline(rule: .dec1, due: try day("2026-02-04"), from: try day("2026-01-07"))
        return try MessageForm.allCases.filter { !$0.isLetter }.flatMap { form in
            try [false, true].flatMap { isOther in
                try Reminder.Recipient.allCases.map { recipient in
                    let facts = MessageFacts(
                        council: try bromley(), caseReference: "B-10432", recipient: recipient,
                        officer: isOther ? nil : Officer(name: "Tom Ashworth", title: "EHCP Coordinator"),
                        coordinatorTitle: "EHCP Coordinator", deadline: deadline, meeting: try day("2026-01-07"),
                        meetingBefore: isOther ? try day("2025-12-19") : nil,
                        today: try day(isOther ? "2026-02-12" : "2026-02-04"),
                        portal: isOther ? "https://portal.example.org" : nil, asked: isOther ? nil : deadline.from,
                        isAgreed: isOther, reasons: isOther ? "We looked at it." : nil, isArrangedByCouncil: isOther,
                        isYoungPerson: isOther,
                        approach: MessageFacts.Approach(
                            kind: "Annual Progress Review", why: "in Year 4", isChosen: isOther, answerDays: 15,
                            familyForm: isOther ? "Parental contribution form" : nil,
                            childForm: isOther ? "My Life, My Review" : nil),
                        again: MessageFacts.Again(
                            sent: try day("2026-01-20"), representUntil: isOther ? nil : try day("2026-02-18"),
                            carriesAppeal: isOther))
                    let message = try messageTemplate(form).message(facts)
                    return (form.rawValue, "\(message.subject).\n\n\(message.text)")
                }
            }
        }
    }
}

@Suite struct `The English of letters and messages` {
    @Test(arguments: LetterKind.allCases)
    func `is in sentences of twenty words in the mean or fewer, and none over thirty, as they are read`(
        _ kind: LetterKind
    ) throws {
        for facts in try branches(of: kind) {
            let counts = sentences(of: try letterTemplate(kind).letter(facts)).filter { sentence in
                // An address to write to is no sentence to be read.
                !sentence.contains(facts.council.tribunal.name)
            }.map { sentence in
                let count = sentence.replacing(#/\b0\d{2,4} \d{3,4} \d{3,4}\b/#, with: "phone").split(separator: " ")
                    .count
                #expect(count <= 30, "\(count) words: \(sentence)")
                return count
            }
            #expect(counts.reduce(0, +) <= 20 * counts.count)
        }
    }

    @Test func `is in such sentences in every message too, whoever gets it`() throws {
        var counts: [String: [Int]] = [:]
        for (name, text) in try Said.messages() {
            for paragraph in text.components(separatedBy: "\n\n").flatMap({ $0.components(separatedBy: "\n- ") }) {
                for sentence in split(paragraph) {
                    let count = sentence.replacing(#/\b0\d{2,4} \d{3,4} \d{3,4}\b/#, with: "phone")
                        .split(separator: " ").count
                    #expect(count <= 30, "\(name), \(count) words: \(sentence)")
                    counts[name, default: []].append(count)
                }
            }
        }
        #expect(counts.count == MessageForm.allCases.count { !$0.isLetter })
        for (name, counts) in counts { #expect(counts.reduce(0, +) <= 20 * counts.count, "\(name)") }
    }

    @Test func `is spelled as Britain spells`() throws {
        var text = ""
        for style in LetterStyle.allCases {
            for (_, letter) in try Said.letters(style) { text += letter.plainText() + "\n" }
        }
        for (_, message) in try Said.messages() { text += message + "\n" }
        // Addresses and postcodes are no words, and what belongs to Amira is spelled as she is.
        text = text.replacing(#/[\w.-]+@[\w.-]+|https?:\/\/\S+|\b[A-Z]{2}\d \d[A-Z]{2}\b/#, with: "")
            .replacing("Amira’s", with: "Amira").replacing("’", with: "'")
        let own = Self.ownWords.sorted().joined(separator: "\n") + "\n"
        let wrong = try withFile(Array(own.utf8)) { words in
            try withFile(Array(text.utf8)) {
                try output(of: "hunspell", "-d", "en_GB", "-i", "utf-8", "-p", words, "-l", $0)
            }
        }
        #expect(Set(wrong.split(whereSeparator: \.isNewline)).sorted() == [])
        // The dictionary is there, and is Britain's.
        let american = try withFile(Array("behavior colour recieve\n".utf8)) {
            try output(of: "hunspell", "-d", "en_GB", "-l", $0)
        }
        #expect(american.split(whereSeparator: \.isNewline) == ["behavior", "recieve"])
    }

    @Test func `uses none of our own words that it does not use`() throws {
        let text =
            try LetterStyle.allCases.flatMap { try Said.letters($0).map { $0.letter.plainText() } }
            .joined(separator: "\n") + Said.messages().map(\.text).joined(separator: "\n")
        for word in Self.ownWords { #expect(text.contains(word), "\(word)") }
    }

    /// What the field and the sample say and no dictionary of English has.
    static let ownWords: Set<String> = [
        "EHC", "EHCP", "SEN", "SENDIASS", "5pm", "Amira", "Haddad", "Leila", "Exampleton",
    ]
}
