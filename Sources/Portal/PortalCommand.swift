public import Arguments
import Clamd
import Contracts
import HTTPServer
import PDF
import Pages
import Runtime
import SignIn
import WebFetch

extension Portal {
    /// How many threads answer pages: most of them wait for the record, for a document or for the scanner.
    private static let threads = 8

    /// The program: the pages of families and young people.
    public static let command = Command(
        name: "portal",
        summary: "Pages for families and young people: what is recorded, what happens next, and giving their own.",
        discussion: """
            People sign in by a link and a one-time code, which goes only to an e-mail address that an officer verified \
            (email_verified_by in people.csv). Mails with codes become .eml files in --codes, for a mail server that picks them up. \
            Who opened what is written to the topic access before it is shown. TLS is for the proxy in front \
            (services/nginx/annual-review.conf).
            """,
        example: "portal --bootstrap-servers kafka:9092 --http 127.0.0.1:8090 --codes ./codes --key ./portal.key",
        options: ServiceOptions.options + [
            ServiceOptions.index,
            .text(
                "codes", "DIR", default: "./state/codes", environment: "AR_CODES",
                "the folder into which mails with codes are written, one file each, for its owner alone"),
            .text(
                "code-letters", "DIR", environment: "AR_CODE_LETTERS",
                "the folder into which letters with codes are laid for whoever prints and posts them, for its owner alone; without it none are"
            ),
            .text(
                "key", "FILE", default: "./state/portal.key", environment: "AR_PORTAL_KEY",
                "the secret under which links to sign in are made; made where it is not there, and the same for all instances"
            ),
            .text(
                "address", "URL", default: "https://localhost", environment: "AR_PORTAL",
                "where people reach these pages, for links in mails"),
            .text(
                "oidc-issuer", "URL", environment: "AR_PORTAL_OIDC_ISSUER",
                "the identity provider that the council keeps for families; who signs in there must have the address that an officer verified"
            ),
            .text("oidc-client", "ID", environment: "AR_PORTAL_OIDC_CLIENT", "how the provider calls this program"),
            .secret("oidc-secret", environment: "AR_PORTAL_OIDC_SECRET", "this program's secret there"),
            .text(
                "oidc-redirect", "URL", environment: "AR_PORTAL_OIDC_REDIRECT",
                "this program's own address for coming back, as https://reviews.council.example/signed-in"),
            .text(
                "backlog", "FILE", environment: "AR_BACKLOG",
                "the backlog that the council publishes, as `annual-review recovery --json` writes it; read again whenever it changes"
            ),
            .text(
                "clamd", "HOST:PORT", environment: "AR_CLAMD",
                "a clamd that looks through each file before it is taken; without it none does"),
            .text(
                "proxies", "ADDRESS,…", environment: "AR_PROXIES",
                "addresses of proxies whose word of a client's own address is believed"),
        ],
        run: { arguments in
            let options = try ServiceOptions(arguments, service: "portal")
            let log = Log(service: "portal", level: options.logLevel)
            let seeds = try PortalSeeds(Seeds(folder: options.seeds))
            let key = try SecretKeyFile.read(orMake: try arguments.string("key"))
            let links = SignInLinks(key: key)
            let letters = try arguments.optionalString("code-letters").map { folder in
                try CodeLetters(
                    folder: folder, address: try arguments.string("address"), codes: LetterCodes(key: key),
                    typesetter: try Typesetter()
                ) { why in log.write(.error, "a letter with a code was not laid ready", ["reason": .text(why)]) }
            }
            let mail = try CodeMail(
                folder: try arguments.string("codes"), address: try arguments.string("address")
            ) { why in log.write(.error, "a mail with a code was not written", ["reason": .text(why)]) }
            let shelf = DocumentShelf(
                ServiceOptions.index(arguments, log: log), from: DocumentFetcher(options.address))
            let (questions, stories) = (Questions(), CaseStories())
            let directory = FamilyDirectory(links: links)
            let scanner = try arguments.optionalString("clamd").map { address in
                UploadScanner(try Clamd(address)) { why in
                    log.write(.error, "files are not taken: they cannot be looked through", ["reason": .text(why)])
                }
            }
            let pages = PortalPages(
                seeds: seeds, questions: questions, stories: stories, directory: directory, shelf: shelf, mail: mail,
                scanner: scanner, letters: letters,
                backlog: arguments.optionalString("backlog").map { path in
                    PublishedBacklog(path: path) { why in
                        log.write(.error, "the backlog cannot be shown", ["reason": .text(why)])
                    }
                }, provider: try provider(arguments))
            let effects = PortalEffects(
                questions: questions, stories: stories, directory: directory, shelf: shelf,
                letters: letters, council: { seeds.councils[$0] },
                lack: { seeds.lack(for: $0) })
            let proxies = (arguments.optionalString("proxies") ?? "").split(separator: ",").map(String.init)
            var limits = HTTPServer.Limits()
            limits.threads = threads
            limits.uploads = HTTPServer.Uploads(
                byteCount: GivenByFamily.mostFileBytes + GivenByFamily.mostOtherBytes,
                allByteCount: GivenByFamily.mostBytesOnTheirWay, mayBring: { pages.mayBringFile($0) })
            return try ServiceProgram.run(
                Portal(), sideEffects: effects, arguments, limits: limits, proxies: Set(proxies),
                pages: { pages.answer($0) }, metrics: { scanner?.metrics ?? "" })
        })

    /// The identity provider as the options set it; nil where none is. Half a setting is refused.
    private static func provider(_ arguments: Arguments) throws -> ProviderEntrance? {
        guard let issuer = arguments.optionalString("oidc-issuer") else { return nil }
        func needed(_ name: String) throws(UsageError) -> String {
            guard let value = arguments.optionalString(name) else {
                throw UsageError("--oidc-issuer needs --\(name) as well (docs/portal.md)")
            }
            return value
        }
        let secret = try needed("oidc-secret").filter { !$0.isNewline }
        return ProviderEntrance(
            ProviderEntrance.Settings(
                issuer: issuer,
                client: CouncilSignIn.Client(
                    id: try needed("oidc-client"), secret: secret, redirect: try needed("oidc-redirect"),
                    scope: "openid email")),
            fetch: WebFetch())
    }
}
