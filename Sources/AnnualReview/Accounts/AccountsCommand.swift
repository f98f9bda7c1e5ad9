import Arguments
import Contracts
import Foundation
import JSON
import SignIn

/// `annual-review accounts`: who may sign in at a trial, without an identity provider.
enum AccountsCommand {
    static let command = Command(
        name: "accounts",
        summary: "Keep the accounts of a trial, for signing in without an identity provider",
        discussion: """
            An account is a name to type, a role, the id by which the log knows the person, and a password that is kept by \
            scrypt. The password is asked for at the terminal, or read from AR_PASSWORD or from the file that AR_PASSWORD_FILE \
            names; never from the command line, which every process of the host can read. The file of accounts is open to its \
            owner alone.
            """,
        example: "annual-review accounts add anna --role coordinator --id C-07\nannual-review accounts list",
        options: [
            .text(
                "accounts", "FILE", default: "./state/accounts", environment: "AR_ACCOUNTS", "the file of accounts")
        ],
        subcommands: [add, list, remove, passwd])

    static let add = Command(
        name: "add", summary: "Add an account",
        example: "annual-review accounts add anna --role coordinator --id C-07",
        options: [
            .choice("role", Role.ofStaff.map(\.rawValue), "in what capacity this person speaks"),
            .text("id", "ID", "by what id the log knows this person, as C-07; never a name"), password,
        ], positionals: [name],
        run: { arguments in
            Output.write(try added(arguments))
            return ExitStatus.success
        })

    static let list = Command(
        name: "list", summary: "List the accounts", example: "annual-review accounts list --json",
        options: [.flag("json", "print JSON")],
        run: { arguments in
            Output.write(try listed(arguments))
            return ExitStatus.success
        })

    static let remove = Command(
        name: "remove", summary: "Remove an account", example: "annual-review accounts remove anna",
        positionals: [name],
        run: { arguments in
            Output.write(try removed(arguments))
            return ExitStatus.success
        })

    static let passwd = Command(
        name: "passwd", summary: "Give an account another password", example: "annual-review accounts passwd anna",
        options: [password], positionals: [name],
        run: { arguments in
            Output.write(try changed(arguments))
            return ExitStatus.success
        })

    private static let name = Positional("NAME", "what is typed to sign in: small letters, digits, - _ and .")
    private static let password = Option.secret(
        "password", environment: "AR_PASSWORD", "the password, where nobody sits at a terminal")

    static func added(_ arguments: Arguments) throws -> String {
        let name = try arguments.string("NAME")
        let role = try arguments.string("role")
        let id = try arguments.string("id")
        guard ActorID(id) != nil else {
            throw UsageError("--id takes 1 to 15 letters, digits, - _ and ., as C-07; found \(id)")
        }
        let file = try file(arguments)
        // Before anybody types a password for nothing.
        guard try file.read()[name] == nil else { throw Accounts.Fault.twice(name) }
        guard Accounts.isName(name) else { throw Accounts.Fault.name(name) }
        let password = try newPassword(arguments, for: name)
        try file.update { try $0.add(.init(name: name, role: role, id: id, password: password)) }
        return "\(name) may sign in as \(role)/\(id)\n"
    }

    static func listed(_ arguments: Arguments) throws -> String {
        let accounts = try file(arguments).read().accounts
        guard arguments.flag("json") else {
            if accounts.isEmpty { return "There is no account: annual-review accounts add NAME --role ROLE --id ID\n" }
            let width = accounts.map(\.name.count).max() ?? 0
            return accounts.map { account in
                account.name + String(repeating: " ", count: width - account.name.count + 2)
                    + "\(account.role)/\(account.id)\n"
            }.joined()
        }
        var writer = JSONWriter()
        writer.beginList()
        for account in accounts {
            writer.element()
            writer.beginObject()
            for (name, value) in [("name", account.name), ("role", account.role), ("id", account.id)] {
                writer.name(name)
                writer.string(value)
            }
            writer.endObject()
        }
        writer.endList()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    static func removed(_ arguments: Arguments) throws -> String {
        let name = try arguments.string("NAME")
        try file(arguments).update { try $0.remove(name) }
        return "\(name) may no longer sign in\n"
    }

    static func changed(_ arguments: Arguments) throws -> String {
        let name = try arguments.string("NAME")
        let file = try file(arguments)
        guard try file.read()[name] != nil else { throw Accounts.Fault.none(name) }
        let password = try newPassword(arguments, for: name)
        try file.update { try $0.change(name, to: password) }
        return "\(name) has another password\n"
    }

    private static func file(_ arguments: Arguments) throws -> AccountsFile {
        let path = try arguments.string("accounts")
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try Disk.makeFolder(String(path[..<slash])) }
        return AccountsFile(
            path, isRole: { Role(rawValue: $0).map(Role.ofStaff.contains) ?? false }, isID: { ActorID($0) != nil })
    }

    private static func newPassword(_ arguments: Arguments, for name: String) throws -> Password {
        if let given = arguments.optionalString("password") {
            // A file ends with a line end that is none of the password's.
            return try made(given.hasSuffix("\n") ? String(given.dropLast()) : given, name)
        }
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            throw UsageError("nobody sits at a terminal to type the password: name a file in AR_PASSWORD_FILE")
        }
        let first = try typed("Password for \(name)")
        let password = try made(first, name)
        guard try typed("The same again") == first else { throw CommandError("the two differ: nothing was changed") }
        return password
    }

    private static func made(_ text: String, _ name: String) throws -> Password {
        try Password(new: text, account: name)
    }

    /// What is typed, unseen.
    private static func typed(_ question: String) throws -> String {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { throw CommandError("the terminal cannot be made silent") }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else {
            throw CommandError("the terminal cannot be made silent")
        }
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
        FileHandle.standardError.write(Data("\(question): ".utf8))
        let line = readLine()
        FileHandle.standardError.write(Data("\n".utf8))
        guard let line else { throw CommandError("nothing was typed: nothing was changed") }
        return line
    }
}
