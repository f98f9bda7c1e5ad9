import Arguments
import Backup

/// `annual-review rescue`: has services write down what they hold in memory, before any of them ends.
enum RescueCommand {
    static let command = Command(
        name: "rescue",
        summary: "Have services write down what they hold in memory",
        discussion: """
            For a log that has lost something: what services read before is still in their memory, and goes with them. \
            Each that runs on this host's folder writes one file: its position in each partition, and of each case what \
            its file holds. It is no backup: nothing can be restored from it alone, but it says what is missing. Texts and \
            names are not in it. Stop no service before.
            """,
        example: "annual-review rescue ./rescued",
        options: [
            .text(
                "from", "DIR", default: "./state/rescue", environment: "AR_RESCUE",
                "the folder that the services look at: their --rescue"),
            .integer("wait", "SECONDS", in: 1...3_600, default: 20, "how long to wait for the first answer"),
        ],
        positionals: [Positional("DIR", "the folder to which the answers are moved; it is made when it is not there")],
        run: { arguments in try run(arguments) })

    private static func run(_ arguments: Arguments) throws -> Int32 {
        let from = try arguments.string("from")
        let to = try arguments.string("DIR")
        let answers = try MemoryRescue.ask(in: from, movingTo: to, waitSeconds: try arguments.int("wait"))
        for path in answers { Output.write("\(path)\n") }
        Output.write(
            "\(answers.count) services wrote down positions and cases. This is no backup: nothing can be restored from it "
                + "alone.\n")
        return ExitStatus.success
    }
}
