import Glibc

/// `bench`: see `Options.usage`.
@main
enum Command {
    static func main() { exit(run(Array(CommandLine.arguments.dropFirst()))) }

    private static func run(_ words: [String]) -> Int32 {
        do throws(UsageError) {
            let options = try Options(words)
            if options.wantsHelp {
                print(Options.usage)
                return 0
            }
            return measure(options)
        } catch {
            complain("bench: \(error)\n\(Options.usage)")
            return 2
        }
    }

    private static func measure(_ options: Options) -> Int32 {
        Interruption.listen()
        var status: Int32 = 1
        var bench: Bench?
        do {
            let new = try Bench(options)
            bench = new
            try new.measure()
            print(options.isJSON ? try new.report.json() : new.report.table)
            status = new.report.isBad ? 1 : 0
        } catch let interruption as Interruption {
            status = 128 + interruption.signal
        } catch {
            say("\(error)")
            // What was measured until then took its time.
            if let report = bench?.report, !report.lines.isEmpty { complain(report.table) }
        }
        Interruption.ignore()
        bench?.processes.endAll()
        return status
    }
}

/// What it is doing, beside the table.
func say(_ text: String) { complain("bench: \(text)") }

private func complain(_ text: String) { _ = "\(text)\n".withCString { write(STDERR_FILENO, $0, strlen($0)) } }
