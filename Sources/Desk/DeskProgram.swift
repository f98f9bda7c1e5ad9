public import Arguments
import Contracts
import Glibc
import HTTPServer
import Pages
import Runtime
import SignIn
import Statute

/// The program `desk`.
public enum DeskProgram {
    /// How many threads answer pages: most of them wait for the record or for a document.
    private static let threads = 8

    /// The program.
    public static let command = Command(
        name: "desk", summary: "Pages for the council's staff: what is to be done, each case, recording and deciding",
        discussion: """
            Runs behind a proxy that speaks TLS (docs/edge.md). Who signs in: accounts of a trial, which `annual-review \
            accounts` keeps. What people began to type and who opened what is described in docs/desk.md.
            """,
        example: "desk --bootstrap-servers 127.0.0.1:9092 --http 127.0.0.1:8085 --accounts state/accounts",
        options: ServiceOptions.options + [
            ServiceOptions.index,
            .text("accounts", "FILE", default: "./state/accounts", environment: "AR_ACCOUNTS", "the file of accounts"),
            .text(
                "state", "DIR", default: "./state/desk", environment: "AR_DESK_STATE",
                "the desk's own folder: what was typed and not given, and what pages need of the log"),
            .text(
                "proxies", "ADDRESS,…", environment: "AR_PROXIES",
                "the proxies whose word of a client's address is believed"),
        ],
        run: { arguments in
            let options = try ServiceOptions(arguments, service: "desk")
            let log = Log(service: "desk", level: options.logLevel)
            let folder = try arguments.string("state")
            try Disk.makeOwnFolder(folder)
            let seeds = Seeds(folder: options.seeds)
            let models = try seeds.usableModels()
            let holidays = try seeds.holidays()
            let questions = Questions()
            let board = CaseBoard(models: models, holidays: holidays)
            let entries = try CaseEntries(file: "\(folder)/cases.db")
            let shelf = DocumentShelf(
                ServiceOptions.index(arguments, log: log), from: DocumentFetcher(options.address))
            let pages = DeskPages(
                questions: questions, board: board, entries: entries,
                drafts: try FormDrafts(file: "\(folder)/drafts.db"),
                shelf: shelf, entrance: Entrance(),
                accounts: AccountsFile(
                    try arguments.string("accounts"),
                    isRole: { Role(rawValue: $0).map(Role.ofStaff.contains) ?? false }, isID: { ActorID($0) != nil }),
                models: models, holidays: holidays, seeds: options.seeds,
                clock: {
                    let now = SteadyClock.civil
                    return now.seconds * 1_000 + Int64(now.nanoseconds / 1_000_000)
                })
            let work = DeskWork(questions: questions, board: board, entries: entries, shelf: shelf) { why in
                log.write(.error, "what cases hold cannot be kept for their pages", ["reason": .text(why)])
            }
            var limits = HTTPServer.Limits()
            limits.bodyByteCount = Bounds.document + (1 << 20)
            limits.threads = threads
            let proxies = (arguments.optionalString("proxies") ?? "").split(separator: ",").map {
                $0.filter { $0 != " " }
            }
            return try ServiceProgram.run(
                Desk(), sideEffects: work, arguments, limits: limits, proxies: Set(proxies.map { String($0) }),
                pages: { pages.answer($0) })
        })
}
