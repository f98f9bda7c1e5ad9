import CaseFile
import Casework
import Contracts
import HTML
import HTTPServer
import JSON
import Pages
import Runtime
import SignIn
import Statute
import Synchronization

/// The pages of the desk: who may see which, and what each is answered. Nothing is decided here.
///
/// - Thread: the server's, several at a time.
struct DeskPages: Sendable {
    let questions: Questions
    let board: CaseBoard
    let entries: CaseEntries
    let drafts: FormDrafts
    let shelf: DocumentShelf
    let entrance: Entrance<Officer>
    /// The accounts of a trial; nil where people sign in with the council's identity provider alone.
    let accounts: AccountsFile?
    /// The council's identity provider; nil where there is none.
    let council: CouncilEntrance?
    let models: ReviewModels
    let holidays: BankHolidays
    let seeds: String
    let reasons = GivenReasons()
    /// The time now, in milliseconds since 1970.
    let clock: @Sendable () -> Int64

    /// Somebody who is signed in, with the request that they sent.
    struct Visit {
        let request: Request
        let officer: Officer
        let csrf: String
        let layout: Layout
        /// In seconds since 1970.
        let now: Int64
    }

    /// The answer; nil where there is no such page.
    func answer(_ request: Request) -> Response? {
        if let file = Layout.file(request) { return file }
        switch (request.method, request.path) {
        case (.get, "/sign-in"): return signInPage(going: request.parameter("to") ?? "/")
        case (.post, "/sign-in"): return signIn(request)
        case (.get, "/sign-in/council"): return beginAtCouncil(request)
        case (.get, "/signed-in"): return comeBackFromCouncil(request)
        default: break
        }
        guard let held = entrance.visit(request) else {
            // What was typed is kept by the script and the button; what cannot be kept any more is not lost by going on.
            guard request.method == .get else { return signedOut() }
            return .seeOther("/sign-in?to=\(Address.encoded(request.path))")
        }
        let now = clock() / 1_000
        let visit = Visit(
            request: request, officer: held.person, csrf: held.csrf,
            layout: layout(held.person, request.path, csrf: held.csrf, until: now + Int64(held.idleLeft)), now: now)
        guard request.method == .post else { return page(visit) }
        let form: Form
        do throws(FormError) { form = try Form(request) } catch {
            return problem(visit, 400, "That form cannot be read", "\(error)")
        }
        guard entrance.isOwn(form, of: request) else {
            return problem(
                visit, 403, "That form is not yours",
                "It was made for another sign-in. Go back, open the page again and send it from there.")
        }
        return post(form, visit)
    }

    private func page(_ visit: Visit) -> Response? {
        let parts = visit.request.path.split(separator: "/").map(String.init)
        switch parts.first {
        case nil: return allowed(.list, visit) { listPage(visit) }
        case "load" where parts.count == 1: return allowed(.load, visit) { loadPage(visit) }
        case "unsent" where parts.count == 1: return allowed(.unsent, visit) { unsentPage(visit) }
        case "begun" where parts.count == 1: return begunPage(visit)
        case "find" where parts.count == 1: return find(visit)
        case "case" where parts.count > 1:
            guard let id = CaseID(parts[1]) else { return noCase(visit) }
            return casePages(id, Array(parts.dropFirst(2)), visit)
        default: return nil
        }
    }

    private func post(_ form: Form, _ visit: Visit) -> Response? {
        let parts = visit.request.path.split(separator: "/").map(String.init)
        if visit.request.path == "/sign-out" { return entrance.end(visit.request, to: "/sign-in") }
        guard parts.first == "case", parts.count > 2 else { return nil }
        guard let id = CaseID(parts[1]) else { return noCase(visit) }
        switch (parts[2], parts.count) {
        case ("open", 3): return allowed(.openCase, visit) { giveReason(id, form, visit) }
        case ("keep", 4): return allowed(.record, visit) { keep(parts[3], id, form, visit) }
        case ("record", 4): return allowed(.record, visit) { record(parts[3], id, form, visit) }
        default: return nil
        }
    }

    // MARK: What every page has

    /// The page, where that person has the right; else who has.
    func allowed(_ right: Right, _ visit: Visit, _ page: () -> Response?) -> Response? {
        guard visit.officer.role.may(right) else {
            let roles = Words.list(right.roles.map(\.words))
            return problem(
                visit, 403, "That is not for you to see",
                "\(Words.sentence(right.words)) is for these roles: \(roles). You are signed in as "
                    + "\(visit.officer.words).")
        }
        return page()
    }

    func problem(_ visit: Visit, _ status: Int, _ title: String, _ text: String) -> Response {
        visit.layout.page(title, status: status) {
            HTML.h1(title)
            HTML.p(text)
        }
    }

    func noCase(_ visit: Visit) -> Response {
        problem(
            visit, 404, "There is no such case",
            "Look at the reference again: it is the council\u{2019}s own for the plan, as B-10432.")
    }

    /// Why a page has no answer at present, in plain words: nothing that was typed is lost by it.
    func fault(_ fault: Questions.Fault, _ visit: Visit) -> Response {
        switch fault {
        case .noCase: noCase(visit)
        case .notReady:
            problem(
                visit, 503, "The desk is still reading the record",
                "It reads the whole record when it starts. Open this page again in a moment.")
        case .tooMany:
            problem(
                visit, 503, "Too many are asking at once",
                "Nothing was recorded. Go back and try again in a moment.")
        case .late:
            problem(
                visit, 503, "There was no answer in time",
                "Nothing was recorded. What you typed is kept. Go back and try again in a moment.")
        case .unknown:
            problem(
                visit, 503, "It is not known whether that was recorded",
                "It was handed on, and nothing was heard of it in time. What you typed is kept. Open the case to see "
                    + "whether it is there; giving the same form again adds nothing twice.")
        }
    }

    private func layout(_ officer: Officer, _ path: String, csrf: String, until: Int64) -> Layout {
        var links: [Page.Link] = []
        func add(_ text: String, _ target: String, _ right: Right) {
            guard officer.role.may(right) else { return }
            links.append(Page.Link(text, to: target, isCurrent: path == target))
        }
        add("Your list", "/", .list)
        add("Load", "/load", .load)
        add("What did not arrive", "/unsent", .unsent)
        add("Begun and not given", "/begun", .record)
        return Layout(
            service: "Annual reviews: desk",
            banner: board.isRehearsal ? "Rehearsal: invented children on invented days" : nil, navigation: links,
            signedIn: Layout.SignedIn(name: officer.words, csrf: csrf, until: until),
            footer: .p("Every opening of a case is recorded with who opened it, when and what for."))
    }

    // MARK: Looking at a case

    /// A case as one moment of the log shows it.
    struct Look: Sendable {
        let file: CaseFile
        let log: LogBook
        var today: Day { log.today ?? .first }
    }

    /// The case, once it stands on `access` that it was opened; nothing of it is shown before.
    func open(
        _ id: CaseID, _ visit: Visit, why: AccessRecord.Ground, _ opened: AccessRecord.Opened = .case,
        document: (role: DocumentRole, hash: DocumentHash)? = nil
    ) throws(Questions.Fault) -> Look {
        let record = AccessRecord(at: clock(), by: visit.officer.actor, opened, why: why, document: document)
        return try questions.ask { state throws(Questions.Fault) in
            guard let file = state.file(of: id), file.plan != nil else { throw .noCase }
            let value: [UInt8]
            do { value = try record.json() } catch { throw .late }
            return (
                Look(file: file, log: state.log(of: state.partition(of: id))),
                [.record(.access, partition: nil, key: id.text, value: value, headers: [])]
            )
        }.answer
    }

    /// The case as a form rests on it that was opened already.
    func look(_ id: CaseID) throws(Questions.Fault) -> Look {
        try questions.ask { state throws(Questions.Fault) in
            guard let file = state.file(of: id), file.plan != nil else { throw .noCase }
            return (Look(file: file, log: state.log(of: state.partition(of: id))), [])
        }.answer
    }

    /// For what this person opens that case; nil: they must say so first.
    func ground(_ id: CaseID, _ officer: Officer, now: Int64) -> AccessRecord.Ground? {
        if let known = board.known(id), known.coordinator == officer.id || known.named.contains(officer.id) {
            return .ownCase
        }
        if let given = reasons.ground(officer.id, id, now: now) { return given }
        return switch officer.role {
        case .manager, .qualityLead: .oversight
        case .safeguardingLead: .safeguarding
        case .auditor: .audit
        default: nil
        }
    }
}
