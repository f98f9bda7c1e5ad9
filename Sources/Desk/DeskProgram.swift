public import Arguments
import Contracts
import Glibc
import HTTPServer
import Pages
import Runtime
import SignIn
import Statute
import WebFetch

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
            .text(
                "accounts", "FILE", environment: "AR_ACCOUNTS",
                "the file of a trial's accounts (default: ./state/accounts, unless an identity provider is set)"),
            .text("oidc-issuer", "URL", environment: "AR_OIDC_ISSUER", "the council's identity provider"),
            .text("oidc-client", "ID", environment: "AR_OIDC_CLIENT", "how the provider calls this program"),
            .secret("oidc-secret", environment: "AR_OIDC_SECRET", "this program's secret there"),
            .text(
                "oidc-redirect", "URL", environment: "AR_OIDC_REDIRECT",
                "this program's own address for coming back, as https://desk.council.example/signed-in"),
            .text(
                "oidc-roles", "CLAIM:WORD=ROLE,…", environment: "AR_OIDC_ROLES",
                "which words of a claim give which role"),
            .text(
                "oidc-id", "CLAIM", default: "sub", environment: "AR_OIDC_ID",
                "the claim with the id by which the record knows somebody, as C-07"),
            .text(
                "oidc-name", "ID", default: "oidc", environment: "AR_OIDC_NAME", "how the record calls the provider"),
            .text(
                "oidc-secret-ends", "DATE", environment: "AR_OIDC_SECRET_ENDS",
                "the day on which that secret ends; it is said six weeks before"),
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
            let council = try council(arguments)
            let accounts = arguments.optionalString("accounts") ?? (council == nil ? "./state/accounts" : nil)
            if let alarm = try secretAlarm(arguments) { log.write(.error, alarm) }
            let pages = DeskPages(
                questions: questions, board: board, entries: entries,
                drafts: try FormDrafts(file: "\(folder)/drafts.db"),
                shelf: shelf, entrance: Entrance(),
                accounts: accounts.map {
                    AccountsFile(
                        $0, isRole: { Role(rawValue: $0).map(Role.ofStaff.contains) ?? false },
                        isID: { ActorID($0) != nil })
                },
                council: council,
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

    /// The identity provider as the options set it; nil where none is. Half a setting is refused.
    private static func council(_ arguments: Arguments) throws -> CouncilEntrance? {
        guard let issuer = arguments.optionalString("oidc-issuer") else { return nil }
        func needed(_ name: String) throws(UsageError) -> String {
            guard let value = arguments.optionalString(name) else {
                throw UsageError("--oidc-issuer needs --\(name) as well (docs/desk.md)")
            }
            return value
        }
        let roles: RoleClaim
        let words = try needed("oidc-roles")
        do throws(RoleClaimError) {
            roles = try RoleClaim(words, known: Set(Role.ofStaff.map(\.rawValue)))
        } catch { throw UsageError("--oidc-roles: \(error)") }
        guard let name = ActorID(try arguments.string("oidc-name")) else {
            throw UsageError("--oidc-name takes 1 to 15 letters, digits, - _ and .")
        }
        let secret = try needed("oidc-secret").filter { !$0.isNewline }
        return CouncilEntrance(
            CouncilEntrance.Settings(
                issuer: issuer,
                client: CouncilSignIn.Client(
                    id: try needed("oidc-client"), secret: secret, redirect: try needed("oidc-redirect")),
                roles: roles, idClaim: try arguments.string("oidc-id"), name: name),
            fetch: WebFetch())
    }

    /// What is to be said of the secret's end at the start of the program.
    private static func secretAlarm(_ arguments: Arguments) throws -> String? {
        guard let text = arguments.optionalString("oidc-secret-ends") else { return nil }
        guard let day = Day(text) else {
            throw UsageError("--oidc-secret-ends takes a day, as 2027-03-31; found \(text)")
        }
        let today = London.day(unixSeconds: SteadyClock.civil.seconds)
        return SecretEnd(day: Int(day.number)).alarm(today: Int(today.number))
    }
}
