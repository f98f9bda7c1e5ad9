import Arguments
import Foundation
import Testing

@Suite struct `Shell completion` {
    /// What bash offers for the words, the last of which is being typed.
    private func offered(_ words: [String]) throws -> [String] {
        let script = execute(program(), ["completion", "bash"]).output
        let line = words.map { "'\($0)'" }.joined(separator: " ")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.currentDirectoryURL = URL(filePath: "/proc/self/task")  // Somewhere without files to offer.
        process.arguments = [
            "-c",
            "\(script)\nCOMP_WORDS=(\(line)); COMP_CWORD=\(words.count - 1); _annual_review; echo \"${COMPREPLY[@]}\"",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(whereSeparator: { " \n".contains($0) }).map(String.init)
    }

    @Test func `it has a help of its own`() {
        let help = execute(program(), ["completion", "--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("USAGE  annual-review completion SHELL"))
        #expect(help.output.contains("source <(annual-review completion bash)"))
    }

    @Test func `bash offers commands, then the command's options, then an option's choices`() throws {
        #expect(try offered(["annual-review", "im"]) == ["import"])
        #expect(try offered(["annual-review", "c"]) == ["check", "completion"])
        #expect(try offered(["annual-review", "import", "--f"]) == ["--format"])
        #expect(try offered(["annual-review", "import", "--format", ""]) == ["csv", "json"])
        #expect(try offered(["annual-review", "import", "--b"]) == ["--bootstrap-servers"])
        #expect(try offered(["annual-review", "check", "--f"]).isEmpty)
        #expect(try offered(["annual-review", "import", "--passw"]).isEmpty)
    }

    @Test(arguments: [("zsh", "bashcompinit"), ("fish", "complete -c annual-review")])
    func `zsh and fish get scripts of their own`(shell: String, text: String) {
        let run = execute(program(), ["completion", shell])
        #expect(run.status == 0)
        #expect(run.output.contains(text))
        #expect(run.output.contains("format"))
    }

    @Test func `a program without subcommands completes too`() {
        let leaf = Command(name: "notifier", summary: "Notify", example: "notifier", run: { _ in 0 })
        #expect(execute(leaf, ["completion", "bash"]).output.contains("complete -o filenames -F _notifier notifier"))
    }
}
