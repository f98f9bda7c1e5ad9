import Arguments
import Foundation
import SignIn
import Synchronization
import Testing

@testable import AnnualReview

@Suite struct `The command accounts` {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "accounts-\(UUID().uuidString)")
    private var path: String { folder.appending(path: "accounts").path }

    /// What it answers, with a password in the environment as `AR_PASSWORD_FILE` gives one.
    private func run(_ words: String..., password: String? = nil) throws -> (
        status: Int32, output: String, errors: String
    ) {
        var environment = ["AR_ACCOUNTS": path]
        if let password {
            let file = folder.appending(path: "password")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try "\(password)\n".write(to: file, atomically: true, encoding: .utf8)
            environment["AR_PASSWORD_FILE"] = file.path
        }
        let answers: [(Command, @Sendable (Arguments) throws -> String)] = [
            (AccountsCommand.add, { try AccountsCommand.added($0) }),
            (AccountsCommand.list, { try AccountsCommand.listed($0) }),
            (AccountsCommand.remove, { try AccountsCommand.removed($0) }),
            (AccountsCommand.passwd, { try AccountsCommand.changed($0) }),
        ]
        let written = Mutex("")
        let program = Command(
            name: "accounts", summary: "", example: "", options: AccountsCommand.command.options,
            subcommands: answers.map { command, answer in
                Command(
                    name: command.name, summary: command.summary, example: command.example, options: command.options,
                    positionals: command.positionals
                ) { arguments in
                    let text = try answer(arguments)
                    written.withLock { $0 = text }
                    return ExitStatus.success
                }
            })
        var errors = ""
        let status = program.execute(
            words, version: "test", environment: environment, output: { text in written.withLock { $0 = text } },
            errors: { errors += $0 })
        return (status, written.withLock { $0 }, errors)
    }

    @Test func `adds an account whose password is nowhere to be read, and lists and removes it`() throws {
        let added = try run("add", "anna", "--role", "manager", "--id", "M-01", password: "four plain words here")
        #expect(added.status == 0 && added.output == "anna may sign in as manager/M-01\n", "\(added)")
        #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("four plain"))
        #expect(try run("list").output == "anna  manager/M-01\n")
        #expect(try run("list", "--json").output == #"[{"name":"anna","role":"manager","id":"M-01"}]"# + "\n")
        let changed = try run("passwd", "anna", password: "another four words")
        #expect(changed.output == "anna has another password\n", "\(changed)")
        let accounts = try AccountsFile(path, isRole: { _ in true }, isID: { _ in true }).read()
        #expect(accounts.signIn("anna", "another four words")?.id == "M-01")
        #expect(accounts.signIn("anna", "four plain words here") == nil)
        #expect(try run("remove", "anna").output == "anna may no longer sign in\n")
        #expect(try run("list").output.hasPrefix("There is no account: "))
    }

    @Test func `refuses a password that is too short, a name twice, another role, and one on the command line`() throws
    {
        let short = try run("add", "anna", "--role", "manager", "--id", "M-01", password: "short")
        #expect(short.status == 1 && short.errors.contains("at least 12 characters"), "\(short)")
        _ = try run("add", "anna", "--role", "manager", "--id", "M-01", password: "four plain words here")
        let twice = try run("add", "anna", "--role", "manager", "--id", "M-02", password: "four plain words here")
        #expect(twice.status == 1 && twice.errors.contains("there is an account anna already"))
        let role = try run("add", "ben", "--role", "family", "--id", "M-02", password: "four plain words here")
        #expect(role.status == 2 && role.errors.contains("takes one of coordinator, manager"))
        let seen = try run("add", "ben", "--role", "manager", "--id", "M-02", "--password", "four plain words here")
        #expect(seen.status == 2, "\(seen)")
        #expect(try run("remove", "ben").errors.contains("there is no account ben"))
    }

    @Test func `says what to do where nobody sits at a terminal`() throws {
        let answer = try run("add", "anna", "--role", "manager", "--id", "M-01")
        #expect(answer.status == 2 && answer.errors.contains("AR_PASSWORD_FILE"), "\(answer)")
    }
}
