import LogCheck
import Arguments
import JSON

/// `annual-review compare`: two reports of the check, side by side.
enum CompareCommand {
    static let command = Command(
        name: "compare", summary: "Set two reports of the check side by side",
        discussion: "Each file is what `annual-review check --report FILE` wrote; of several runs of a rehearsal, say.",
        example: "annual-review compare as-2024.json prompt.json --names 'as in 2024,prompt'",
        options: [
            .text("names", "A,B", default: "first,second", "what to call the two"),
            .flag("cases", "of the first report, list the cases worth a look, one a line behind a tab"),
        ],
        positionals: [Positional("first", "the one report"), Positional("second", isRequired: false, "the other")],
        run: { arguments in
            let first = try read(try arguments.string("first"))
            if arguments.flag("cases") {
                for example in first.examples { Output.write("\(example.what)\t\(example.id)\n") }
                return ExitStatus.success
            }
            let second = try read(try arguments.string("second"))
            let names = try arguments.string("names").split(separator: ",").map(String.init)
            Output.write(
                Comparison(first, second, names: (names.first ?? "first", names.count > 1 ? names[1] : "second")).text)
            return ExitStatus.success
        })

    private static func read(_ path: String) throws(CommandError) -> CheckReport {
        let bytes = try Disk.read(path, most: 4 << 20)
        do throws(JSONError) {
            return try CheckReport(json: bytes)
        } catch {
            throw CommandError("\(path) is not what `annual-review check --report` writes: \(error)")
        }
    }
}
