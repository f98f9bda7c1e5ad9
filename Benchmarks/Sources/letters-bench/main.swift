import enum Contracts.LetterKind
import Foundation
import Letters
import PDF
import Statute

// Sets decision letters on paper, all alike but for names and days, and says how many a second of the processor's time:
//
//     letters-bench SEEDS set ROUNDS LETTERS      a figure a round, after one that does not count
//     letters-bench SEEDS typst LETTERS FOLDER    writes the same letters for Typst, a file each

/// The letters of one run: whole, two pages each.
struct Letters {
    let template: LetterTemplate
    let council: Council
    let holidays: BankHolidays

    init(seeds: String) throws {
        func text(_ name: String) throws -> String { try String(contentsOfFile: "\(seeds)/\(name)", encoding: .utf8) }
        template = try LetterTemplate(
            .decisionMaintain, parsing: text("templates/letters/decision-maintain.md"), file: "decision-maintain.md",
            parts: ["appeal": text("templates/letters/parts/appeal.md")])
        council = try Council(parsing: text("councils/bromley.yaml"), file: "bromley.yaml")
        holidays = try BankHolidays(
            parsing: text("calendars/bank-holidays-england.txt"), file: "bank-holidays-england.txt")
    }

    func letter(_ number: Int) throws -> PrintedLetter {
        let sent = Day(number: Int32(20_000 + number % 200))
        var facts = LetterFacts(
            council: council, caseReference: "B-\(10_000 + number)", child: "Amira \(number)",
            recipient: Recipient(
                name: "Mrs Leila Haddad \(number)",
                address: ["Flat \(number)", "14 Example Avenue", "Bromley", "BR0 0ZZ"]),
            officer: Officer(name: "Tom Ashworth", title: "EHCP Coordinator"), sent: sent, delivery: .post,
            holidays: holidays)
        facts.meeting = sent - 20
        facts.setting = "Example Wood Primary School"
        facts.reasons = "Amira \(number) has met two of her four outcomes: she now asks for help in class."
        return try template.letter(facts).printed()
    }
}

/// The processor's seconds of this process.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func escaped(_ text: String) -> String {
    text.map { "\\#[]*_`$<>@=-+/~".contains($0) ? "\\\($0)" : $0.isNewline ? " \\ " : "\($0)" }.joined()
}

func typst(_ runs: [PrintedRun]) -> String {
    runs.map { run in
        let text = run.isStrong ? "#strong[\(escaped(run.text))]" : escaped(run.text)
        return run.link.map { "#link(\"\($0)\")[\(text)]" } ?? text
    }.joined()
}

func typst(_ blocks: [PrintedBlock], indent: String = "") -> String {
    blocks.map { block in
        switch block {
        case .heading(let level, let runs): "\n#heading(level: \(level))[\(typst(runs))]\n"
        case .paragraph(let runs): "\n\(indent)\(typst(runs))\n"
        case .list(let start, let items):
            "\n"
                + items.map {
                    "\(indent)\(start == nil ? "-" : "+") " + typst($0, indent: indent + "  ").drop { $0.isWhitespace }
                }
                .joined(separator: "\n") + "\n"
        case .quotation(let inner), .together(let inner): typst(inner, indent: indent)
        case .table, .space: "\n#v(30pt)\n"
        }
    }.joined()
}

func typst(_ letter: PrintedLetter) -> String {
    """
    #set document(title: "\(letter.title)")
    #set text(font: "Noto Sans", size: 12pt, lang: "en", region: "gb")
    #set page(paper: "a4", margin: (left: 25mm, right: 20mm, top: 20mm, bottom: 22mm), numbering: "1 of 1")
    #set par(leading: 0.6em, spacing: 0.9em)
    #grid(columns: (94mm, 68mm), [#v(22mm) \(letter.address.map(escaped).joined(separator: " \\ "))],
      [\(typst(letter.sender)) \\ \(typst(letter.reference))])
    #v(10mm)
    \(typst(letter.body))
    """
}

let arguments = CommandLine.arguments
guard arguments.count >= 4 else {
    print("letters-bench SEEDS set ROUNDS LETTERS | letters-bench SEEDS typst LETTERS FOLDER")
    exit(2)
}
let letters = try Letters(seeds: arguments[1])
if arguments[2] == "typst", arguments.count == 5, let count = Int(arguments[3]) {
    for number in 0..<count {
        try typst(letters.letter(number)).write(
            toFile: "\(arguments[4])/letter-\(number).typ", atomically: false, encoding: .utf8)
    }
} else if arguments[2] == "set", arguments.count == 5, let rounds = Int(arguments[3]), let count = Int(arguments[4]) {
    let typesetter = try Typesetter()
    var pages = 0
    for round in 0...rounds {
        let printed = try (0..<count).map { try letters.letter(round * count + $0) }
        let start = processorSeconds()
        for letter in printed { pages = try PageCount.of(typesetter.pdf(of: letter), name: "a letter") }
        if round > 0 { print("letters \(Double(count) / (processorSeconds() - start))") }
    }
    print("pages \(pages)")
} else {
    exit(2)
}
