public import Arguments
import Braille
import DecisionLetters
import PDF
import Runtime
import Synchronization

extension DecisionWriter {
    /// The program of the service.
    public static let command = Command(
        name: "decision-writer", summary: "Answers decisions and final plans, and writes their letters.",
        discussion: """
            A decision that lacks what the law demands, or the model beyond it, is refused with the rule; so is one whose \
            reasons or amendments no letter can quote. What keeps a letter from one of those who are told is reported by the \
            decision's place, and in the worklist; nobody else waits for it.
            """,
        example: "decision-writer --bootstrap-servers kafka:9092 --seeds /usr/share/annual-review/seeds",
        options: ServiceOptions.options + [
            ServiceOptions.index,
            .flag(
                "pages-only",
                "write letters as pages and texts alone, for a trial on an embedded broker, which holds 5 MiB a partition"
            ),
        ],
        run: { arguments in
            let options = try ServiceOptions(arguments, service: "decision-writer")
            var desk = try LetterDesk(seeds: Seeds(folder: options.seeds))
            if !arguments.flag("pages-only") {
                desk.press = LetterPress(try Typesetter(), braille: try BrailleWriter())
            }
            let log = Log(service: "decision-writer", level: options.logLevel)
            for trouble in desk.troubles {
                log.write(
                    .error, "letters of one kind, or of one council, cannot be written", ["reason": .text(trouble)])
            }
            for trouble in desk.badTeams {
                log.write(.warning, "outcomes are not counted by team", ["reason": .text(trouble)])
            }
            let stuck = Counter()
            let documents = DocumentShelf(
                ServiceOptions.index(arguments, log: log), from: DocumentFetcher(options.address))
            let letters = LetterWriter(desk: desk, documents: documents) { decision, why in
                stuck.add()
                log.write(
                    .error, "a letter cannot be written",
                    [
                        "partition": .number(Int64(decision.partition)), "offset": .number(decision.offset),
                        "reason": .text(why),
                    ])
            }
            let figures = letters.figures
            return try ServiceProgram.run(
                DecisionWriter(holidays: desk.holidays, models: desk.models), sideEffects: letters, arguments,
                metrics: {
                    figures.metrics + """
                        # HELP annual_review_letters_stuck_total Letters that could not be written; the log says why.
                        # TYPE annual_review_letters_stuck_total counter
                        annual_review_letters_stuck_total \(stuck.value)

                        """
                })
        })

    /// Counted on the service's thread, read on the server's.
    private final class Counter: Sendable {
        private let count = Mutex(0)

        func add() { count.withLock { $0 += 1 } }
        var value: Int { count.withLock { $0 } }
    }
}
