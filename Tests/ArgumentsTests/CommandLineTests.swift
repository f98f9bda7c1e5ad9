import Arguments
import Testing

@Suite struct `A command line` {
    @Test func `values stand after their name or after an equals sign, before or after the command`() {
        let spellings = [
            ["import", "f.csv", "--port", "80"], ["import", "--port=80", "f.csv"],
            ["import", "--port", "80", "--", "f.csv"],
        ]
        for words in spellings {
            #expect(given(words) { try "\($0.int("port")) \($0.string("FILE"))" } == "80 f.csv")
        }
        #expect(
            given(["--bootstrap-servers=a:1", "import", "f"]) { try $0.string("bootstrap-servers") } == "a:1")
        #expect(
            given(["import", "f", "--bootstrap-servers", "b:2"]) { try $0.string("bootstrap-servers") } == "b:2")
    }

    @Test func `a command knows the words that led to it`() {
        #expect(given(["import", "f"]) { $0.path } == ["annual-review", "import"])
    }

    @Test func `the command line goes before the environment, and that before the default`() {
        let query: @Sendable (Arguments) throws -> String = { try $0.string("bootstrap-servers") }
        let environment = ["KAFKA_BOOTSTRAP_SERVERS": "env:1"]
        #expect(given(["import", "f"], query) == "localhost:9092")
        #expect(given(["import", "f"], environment: environment, query) == "env:1")
        #expect(given(["import", "f", "--bootstrap-servers", "c:1"], environment: environment, query) == "c:1")
        #expect(given(["import", "f"], environment: ["KAFKA_BOOTSTRAP_SERVERS": ""], query) == "localhost:9092")
    }

    @Test func `a flag is off until it is given, here or in the environment`() {
        let query: @Sendable (Arguments) -> Bool = { $0.flag("json") }
        #expect(given(["import", "f"], query) == false)
        #expect(given(["import", "f", "--json"], query) == true)
        #expect(given(["import", "f"], environment: ["JSON": "true"], query) == true)
        #expect(given(["import", "f"], environment: ["JSON": "0"], query) == false)
        #expect(execute(program(), ["import", "f"], environment: ["JSON": "maybe"]).status == ExitStatus.usage)
    }

    @Test func `what may be repeated keeps its order; the last positional takes the rest`() {
        #expect(given(["import", "f", "--tag", "b", "--tag=a"]) { $0.strings("tag") } == ["b", "a"])
        #expect(given(["import", "f", "g", "--", "-h"]) { $0.strings("MORE") } == ["g", "-h"])
        #expect(given(["import", "f"]) { $0.strings("MORE") } == [])
    }

    @Test func `a key or a hash may begin with hyphens, as one in thirty-two does`() {
        let hash = "-xsUmJIJfm04ZONbikX4YhF6KdF08O2VXukaEyF1bIU"
        let keys = ["--WpYxkq3TzW8vQn4XJb2A", "-1WpYxkq3TzW8vQn4XJb2A"]
        #expect(given(["import", hash]) { try $0.string("FILE") } == hash)
        #expect(given(["import", "f"] + keys) { $0.strings("MORE") } == keys)
        #expect(given(["import", "f", "--tag", keys[0]]) { $0.strings("tag") } == [keys[0]])
    }

    @Test func `what is absent is nil, or throws what to write`() {
        #expect(
            given(["import", "f"]) { try $0.optionalInt("port") == nil && $0.optionalString("model") == nil } == true)
        let run = execute(program { _ = try $0.string("model") }, ["import", "f"])
        #expect(run.status == ExitStatus.usage)
        #expect(run.errors.hasPrefix("annual-review: missing: --model FILE (or MODEL in the environment)\n"))
    }

    @Test func `a secret comes from the environment or from a file, never from the command line`() {
        let query: @Sendable (Arguments) throws -> String = { try $0.string("password") }
        #expect(given(["import", "f"], environment: ["SMTP_PASSWORD": "s3"], query) == "s3")
        #expect(
            given(["import", "f"], environment: ["SMTP_PASSWORD_FILE": "/run/p"], files: ["/run/p": "s4\r\n"], query)
                == "s4")
        let onLine = execute(program(), ["import", "f", "--password", "s5"])
        #expect(onLine.status == ExitStatus.usage)
        #expect(!onLine.errors.contains("s5"))
        let both = ["SMTP_PASSWORD": "a", "SMTP_PASSWORD_FILE": "/run/p"]
        #expect(execute(program(), ["import", "f"], environment: both).status == ExitStatus.usage)
        let unreadable = execute(program(), ["import", "f"], environment: ["SMTP_PASSWORD_FILE": "/none"])
        #expect(unreadable.errors.contains("cannot read /none"))
    }

    @Test(arguments: [
        (
            ["import", "f", "--bootstap-servers", "x"],
            "there is no option --bootstap-servers; did you mean --bootstrap-servers?"
        ),
        (["import", "f", "--jsn"], "there is no option --jsn; did you mean --json?"),
        (["import", "f", "--colour"], "there is no option --colour"),
        (["improt"], "there is no command improt; did you mean import?"),
        (["import", "f", "-x"], "there is no option -x"),
        (["import", "f", "--port"], "--port needs a value: --port N"),
        (["import", "f", "--tag", "--json"], "--tag needs a value: --tag WORD"),
        (["import", "f", "--port", "0"], "--port takes a whole number, 1 to 65535; found 0"),
        (["import", "f", "--port", "x"], "--port takes a whole number, 1 to 65535; found x"),
        (["import", "f", "--format", "xml"], "--format takes one of csv, json; found xml"),
        (["import", "f", "--json=1"], "--json takes no value"),
        (["import", "f", "--port", "1", "--port", "2"], "--port stands twice"),
        (["import"], "FILE is missing: The caseload"),
        (["check", "x"], "x is one word too many"),
        ([], "say what to do: import, check"),
        (["completion"], "completion takes one of bash, zsh, fish"),
    ])
    func `what is wrong is said, with a suggestion where there is one`(words: [String], message: String) {
        let run = execute(program(), words)
        #expect(run.status == ExitStatus.usage)
        #expect(run.errors.hasPrefix("annual-review: \(message)\nTry: annual-review"))
        #expect(run.output.isEmpty)
    }

    @Test func `the status is the command's own, or 1 with the error when it throws`() {
        struct Broken: Error, CustomStringConvertible { var description: String { "the log is gone" } }
        #expect(execute(program(), ["check"]) == Run(status: 7))
        #expect(
            execute(program { _ in throw Broken() }, ["import", "f"])
                == Run(status: ExitStatus.failure, errors: "annual-review: the log is gone\n"))
    }

    @Test func `the hint names the command at fault`() {
        #expect(execute(program(), ["import", "--nope"]).errors.hasSuffix("Try: annual-review import --help\n"))
    }
}

@Suite struct `The help` {
    @Test func `the program's help lists its commands, its options and an example`() {
        let run = execute(program(), ["--help"])
        #expect(run.status == ExitStatus.success)
        #expect(
            run.output == """
                Run annual reviews

                USAGE  annual-review COMMAND [OPTIONS]

                COMMANDS
                  import            Read a caseload
                  check             Check a log
                  completion SHELL  Print the completion for bash, zsh or fish

                OPTIONS
                  --bootstrap-servers HOST:PORT  Kafka's brokers (default localhost:9092; or
                                                 KAFKA_BOOTSTRAP_SERVERS)
                  --help                         Show this help
                  --version                      Show the version

                EXAMPLE
                  annual-review import caseload.csv

                """)
    }

    @Test(arguments: ["--help", "-h"])
    func `a command's help has its own options, the inherited ones, and the secrets' variables`(word: String) {
        let help = execute(program(), ["import", word]).output
        let expected = [
            "USAGE  annual-review import [OPTIONS] FILE [MORE…]", "Rows are read once.", "--format csv|json",
            "What the file is (default csv)", "--bootstrap-servers", "SMTP_PASSWORD[_FILE]", "(environment only)",
            "(may be repeated)", "  annual-review import --format csv caseload.csv",
        ]
        for text in expected { #expect(help.contains(text)) }
    }

    @Test(arguments: [60, 80, 120])
    func `no line is wider than the terminal`(width: Int) {
        let help = execute(program(), ["import", "-h"], terminal: Terminal(isInteractive: true, width: width)).output
        #expect(help.split(separator: "\n").allSatisfy { $0.count <= width })
    }

    @Test func `headings are bold only where that shows`() {
        let styled = Terminal(isInteractive: true, width: 80, isStyled: true)
        #expect(execute(program(), ["-h"], terminal: styled).output.contains("\u{1B}[1mUSAGE\u{1B}[0m"))
        #expect(!execute(program(), ["-h"]).output.contains("\u{1B}"))
    }

    @Test func `the version is told`() {
        #expect(execute(program(), ["--version"]) == Run(status: 0, output: "annual-review 1.2.3\n"))
    }

    @Test func `has a version of its own, and lets a command have one of something else`() {
        let plan = Command(
            name: "plan", summary: "", example: "", options: [.integer("version", in: 1...9, "which")],
            run: { arguments in Int32(try arguments.optionalInt("version") ?? 0) })
        let other = Command(name: "other", summary: "", example: "", run: { _ in 0 })
        let whole = Command(name: "p", summary: "", example: "", subcommands: [plan, other])
        func status(_ words: String...) -> Int32 {
            whole.execute(words, version: "1", output: { _ in }, errors: { _ in })
        }
        #expect(status("plan", "--version", "7") == 7)
        #expect(status("other", "--version") == ExitStatus.success)
        #expect(status("other", "--version", "7") == ExitStatus.success)
    }
}
