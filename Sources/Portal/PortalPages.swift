import CaseFile
import Casework
import Contracts
import HTML
import HTTPServer
import Letters
import Pages
import Runtime
import SignIn
import Statute
import Synchronization

// What is not obvious here:
//
// - Signing in answers alike whoever asks: the page never says whether an address or a link is known, and what it does for a
//   known one it does on another thread.
// - Each page asks the service's thread once, and is told there whether the contact may still see anything: a decision of this
//   minute closes the next page, not the next sign-in.

/// The portal's pages.
///
/// - Thread: the server's, several at a time.
final class PortalPages: Sendable {
    let seeds: PortalSeeds
    let questions: Questions
    let stories: CaseStories
    let directory: FamilyDirectory
    let shelf: DocumentShelf
    let entrance: Entrance<FamilyMember>
    /// Looks through files before they are taken; nil where the council runs no scanner.
    let scanner: UploadScanner?
    /// Letters with codes to sign in; nil where none are laid ready here.
    let letters: CodeLetters?
    /// The backlog as the council published it; nil where it publishes none.
    let backlog: PublishedBacklog?
    /// The identity provider that the council keeps for families; nil where it keeps none.
    let provider: ProviderEntrance?
    private let mail: CodeMail
    private let codes = Mutex(OneTimeCodes())

    init(
        seeds: PortalSeeds, questions: Questions, stories: CaseStories, directory: FamilyDirectory,
        shelf: DocumentShelf, mail: CodeMail, entrance: Entrance<FamilyMember> = Entrance(),
        scanner: UploadScanner? = nil, letters: CodeLetters? = nil, backlog: PublishedBacklog? = nil,
        provider: ProviderEntrance? = nil
    ) {
        self.seeds = seeds
        self.questions = questions
        self.stories = stories
        self.directory = directory
        self.shelf = shelf
        self.mail = mail
        self.entrance = entrance
        self.scanner = scanner
        self.letters = letters
        self.backlog = backlog
        self.provider = provider
    }

    /// What is answered under that path; nil where there is nothing.
    func answer(_ request: Request) -> Response? {
        if let file = Layout.file(request) { return file }
        guard let council = stories.council.flatMap({ seeds.councils[$0] }) else {
            return .text("These pages are being started. Try again in a minute.\n", status: 503)
        }
        let parts = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        let (visit, layout) = around(request, council)
        switch (request.method, parts.first ?? "", parts.dropFirst().first) {
        case (.get, "", nil): return front(layout, council)
        case (.get, "questions", nil): return questionsPage(layout, council)
        case (.get, "order", nil): return order(layout, council)
        case (.get, "privacy", nil): return privacy(layout, council)
        case (.get, "sign-in", nil): return signIn(layout)
        case (.post, "sign-in", nil): return sendLinks(request, layout, council)
        case (_, "letter", nil) where letters != nil:
            return LetterSignIn(pages: self, layout: layout, council: council).answer(request)
        case (.get, "sign-in", "council") where parts.count == 2:
            return provider.map {
                ProviderSignIn(pages: self, provider: $0, layout: layout, council: council).begin(request)
            }
        case (.get, "signed-in", nil):
            return provider.map {
                ProviderSignIn(pages: self, provider: $0, layout: layout, council: council).comeBack(request)
            }
        case (_, "enter", let link?) where parts.count == 2: return enter(request, link, layout, council)
        case (.post, "sign-out", nil):
            guard let form = form(request), entrance.isOwn(form, of: request) else { return .seeOther("/") }
            return entrance.end(request, to: "/")
        case (_, "case", _), (_, "give", _), (.get, "papers", _), (.get, "plan", _), (.get, "looked", _),
            (.get, "held", _):
            guard let visit else { return .seeOther("/sign-in") }
            return FamilyPages(pages: self, visit: visit, layout: layout, council: council).answer(request, parts)
        default: return nil
        }
    }

    /// Whether that request may bring a file: a form that somebody fills in who is signed in.
    func mayBringFile(_ request: Request) -> Bool {
        request.method == .post && request.path.hasPrefix("/give/") && entrance.visit(request) != nil
    }

    /// The form of a request; nil where there is none that can be read.
    func form(_ request: Request) -> Form? {
        do throws(FormError) { return try Form(request) } catch { return nil }
    }

    private func around(
        _ request: Request, _ council: Council
    ) -> (Entrance<FamilyMember>.Visit?, Layout) {
        let visit = entrance.visit(request)
        let navigation =
            visit == nil
            ? [
                Page.Link("Start", to: "/"), Page.Link("Questions", to: "/questions"),
                Page.Link("Sign in", to: "/sign-in"),
            ]
            : [
                Page.Link("Your child\u{2019}s review", to: "/case"), Page.Link("Papers", to: "/papers"),
                Page.Link("The plan", to: "/plan"), Page.Link("Everything held", to: "/held"),
                Page.Link("Who looked", to: "/looked"), Page.Link("Questions", to: "/questions"),
            ]
        let signedIn = visit.map { visit in
            Layout.SignedIn(
                name: directory.name(visit.person.key) ?? "contact \(visit.person.contact)", csrf: visit.csrf,
                until: SteadyClock.civil.seconds + Int64(visit.idleLeft))
        }
        let layout = Layout(
            service: "Annual reviews: \(council.name)",
            banner: stories.isRehearsal ? "Rehearsal: every child and every person here is invented." : nil,
            navigation: navigation, signedIn: signedIn, footer: PortalPages.help(council))
        return (visit, layout)
    }

    /// Who helps, on every page.
    static func help(_ council: Council) -> HTML {
        .joined([
            .p(
                "Free and independent advice: \(council.adviceService.name), telephone \(council.adviceService.phone). "
                    + "The council: telephone \(council.team.phone). If somebody is in danger, ring 999."),
            .p { HTML.link("What becomes of what you give here", to: "/privacy") },
        ])
    }

    // MARK: Before signing in

    private func front(_ layout: Layout, _ council: Council) -> Response {
        let words = seeds.words(for: council)
        return layout.page("Your child\u{2019}s annual review") {
            HTML.h1("Your child\u{2019}s annual review")
            HTML.list(seeds.firstPage.promises.map { HTML(PortalPages.filled($0.says, words)) })
            HTML.p { HTML.link("Sign in", to: "/sign-in") }
            HTML.p { HTML.link("Questions that families ask", to: "/questions") }
            HTML.p { HTML.link("What is done first", to: "/order") }
            HTML.p { HTML.link("Schools, advice and support near you (local offer)", to: council.localOffer) }
        }
    }

    /// The text with what stands in braces; a test holds the seeds to what can be filled.
    static func filled(_ text: String, _ words: PortalWords) -> String {
        do throws(PortalWords.Fault) { return try words.filled(text) } catch { return text }
    }

    private func questionsPage(_ layout: Layout, _ council: Council) -> Response {
        let words = seeds.words(for: council)
        return layout.page("Questions that families ask") {
            HTML.h1("Questions that families ask")
            HTML.p("Each answer follows from the law and from how this council holds its reviews.")
            HTML.joined(
                seeds.questions.questions.map { question in
                    HTML.element("section", .id(question.id)) {
                        HTML.h2(question.asks)
                        HTML.p(PortalPages.filled(question.answer, words))
                    }
                })
        }
    }

    /// In which order the council works off what is late, and when that ends, as it published it.
    private func order(_ layout: Layout, _ council: Council) -> Response {
        let words = seeds.words(for: council)
        return layout.page("What is done first") {
            HTML.h1("What is done first")
            HTML.p(PortalPages.filled("{council} works off what is late in this order: {priorities}.", words))
            HTML.p(
                "Beside that whoever has waited longest has a turn among every few. The order moves no day of the law. What is late stays "
                    + "late by its own day, and you can complain and appeal as if there were no order.")
            if let published = backlog?.published {
                HTML.p(
                    "On \(published.day.inWords) \(Deadline.count(published.count, "piece")) of work "
                        + "\(published.count == 1 ? "was" : "were") late. "
                        + (published.ends.map {
                            "By what the council reckons the last of them is done in \(PortalPages.month(Month(of: $0)))."
                        } ?? "The council cannot say yet when the last of them is done."))
                HTML.p(
                    "That rests on how many people work and how long it takes, and is no promise. Your own page says which place "
                        + "your child\u{2019}s case has.")
            } else {
                HTML.p("The council has not published here how much is late.")
            }
        }
    }

    /// "November 2024".
    static func month(_ month: Month) -> String { "\(Day.monthNames[month.month - 1]) \(month.year)" }

    private func privacy(_ layout: Layout, _ council: Council) -> Response {
        layout.page("What becomes of what you give here") {
            HTML.h1("What becomes of what you give here")
            HTML.p("\(council.name) keeps it in your child\u{2019}s file, to hold the reviews that the law asks for.")
            HTML.list([
                "Before you send anything, the form names who will read it, and you choose.",
                "What you wrote is shown to nobody else of the family on these pages.",
                "Who opened your case on these pages is recorded before it is shown. Your page lists the teams.",
                "You can read what is held, keep a copy, and say when it is not right.",
                "We use one cookie, for as long as you are signed in, and no other.",
            ])
            HTML.p(
                "Questions about your data: \(council.team.name), \(council.team.email), telephone \(council.team.phone). You "
                    + "can complain to the Information Commissioner.")
        }
    }

    // MARK: Signing in

    private func signIn(_ layout: Layout, errors: [FieldError] = []) -> Response {
        layout.page("Sign in", status: errors.isEmpty ? 200 : 400, errors: errors) {
            HTML.h1("Sign in")
            HTML.p("We send a link and a code to the e-mail address that the council has checked with you.")
            HTML.form(to: "/sign-in", csrf: nil) {
                HTML.input(
                    "email", "Your e-mail address", error: errors.first?.message, type: "email", autocomplete: "email")
                HTML.button("Send me a code")
            }
            if provider != nil {
                HTML.p { HTML.link("Sign in with your account at the council", to: "/sign-in/council") }
            }
            if letters != nil {
                HTML.p { HTML.link("Sign in with a letter from the council", to: "/letter") }
            }
            HTML.p(
                "Have you changed your address, or have you none that the council has checked? Ring the council. Everything that "
                    + "you can do here you can do by telephone or on paper, with the same date.")
        }
    }

    /// What is the same whoever asked.
    private func isOnItsWay(_ layout: Layout) -> Response {
        layout.page("Look at your e-mail") {
            HTML.h1("Look at your e-mail")
            HTML.p(
                "If that address is one that the council has checked, a message is on its way to it, with a link and a code. The "
                    + "code works once, for \(Int(OneTimeCodes.lifetime) / 60) minutes.")
            HTML.p(
                "If nothing comes, the council has no such address, or it was changed less than two weeks ago. Ring the council."
            )
        }
    }

    private func sendLinks(_ request: Request, _ layout: Layout, _ council: Council) -> Response {
        guard let typed = form(request)?["email"], let address = directory.sought(typed.filter { !$0.isWhitespace })
        else {
            return signIn(layout, errors: [FieldError("email", "Write an e-mail address, as name@example.org")])
        }
        if let wait = codes.withLock({ $0.wait(for: address, from: request.client, now: SteadyClock.seconds) }) {
            return .tooMany(waitSeconds: wait)
        }
        let members = directory.members(at: address)
        switch whoMaySignIn(members) {
        case .failure: return unavailable(layout)
        case .success(let allowed):
            send(allowed, council)
            return isOnItsWay(layout)
        }
    }

    /// Those of the contacts to whom a code may go today. Asked of the service's thread also where there are none, so that it
    /// takes as long.
    func whoMaySignIn(_ members: [FamilyMember]) -> Result<[FamilyMember], Questions.Fault> {
        let directory = directory
        do throws(Questions.Fault) {
            let asked = try questions.ask { state throws(Questions.Fault) in
                let allowed = members.filter { member in
                    guard let file = state.file(of: member.id),
                        let contact = file.contacts.first(where: { $0.number == member.contact }),
                        FamilyView.extent(of: contact) != .nothing,
                        let today = state.log(of: state.partition(of: member.id)).today
                    else { return false }
                    return directory.person(member.key)?.codeAddress(on: today) != nil
                }
                return (allowed, [])
            }
            return .success(asked.answer)
        } catch { return .failure(error) }
    }

    /// What signs that contact in once whom the provider named, and who chooses among several children; it is on that page alone.
    func ticket(for member: FamilyMember) -> (link: String, code: OneTimeCode)? {
        directory.link(of: member).map { link in
            (link, codes.withLock { $0.make(for: member.key, now: SteadyClock.seconds) })
        }
    }

    /// A mail to each address as it was verified, and never as somebody typed it.
    private func send(_ members: [FamilyMember], _ council: Council) {
        for (address, members) in Dictionary(grouping: members, by: { directory.person($0.key)?.usableEmail }) {
            let parts = members.compactMap { member -> CodeMail.Part? in
                guard let link = directory.link(of: member) else { return nil }
                let code = codes.withLock { $0.make(for: member.key, now: SteadyClock.seconds) }
                return CodeMail.Part(reference: member.id.text, link: link, code: code)
            }
            guard let address, !parts.isEmpty else { continue }
            mail.send(
                parts, to: address,
                from: CodeMail.Sender(council: council.name, email: council.team.email, phone: council.team.phone),
                isRehearsal: stories.isRehearsal, at: SteadyClock.civil.seconds)
        }
    }

    /// Whether that is the code that was sent to the address so far of whoever changes it; where none was typed, or a wrong one,
    /// another goes there.
    func confirm(
        _ code: String?, _ member: FamilyMember, to address: String, _ council: Council, from client: String
    ) -> OneTimeCodes.Verdict {
        let (id, now) = ("details/\(member.key)", SteadyClock.seconds)
        if let code {
            let verdict = codes.withLock { $0.use(code, for: id, from: client, now: now) }
            guard case .wrong = verdict else { return verdict }
        }
        if let wait = codes.withLock({ $0.wait(for: id, from: client, now: now) }) { return .wait(wait) }
        let made = codes.withLock { $0.make(for: id, now: now) }
        mail.confirm(
            made, to: address,
            from: CodeMail.Sender(council: council.name, email: council.team.email, phone: council.team.phone),
            isRehearsal: stories.isRehearsal, at: SteadyClock.civil.seconds)
        return .wrong
    }

    private func enter(_ request: Request, _ link: String, _ layout: Layout, _ council: Council) -> Response {
        guard SignInLinks.isToken(link) else { return .seeOther("/sign-in") }
        guard request.method == .post else { return codePage(link, layout) }
        guard let form = form(request) else { return codePage(link, layout) }
        let member = directory.member(at: link)
        let now = SteadyClock.seconds
        if form["again"] != nil {
            let address = member.flatMap { directory.person($0.key)?.usableEmail }.flatMap(directory.sought)
            if let wait = codes.withLock({ $0.wait(for: address ?? link, from: request.client, now: now) }) {
                return .tooMany(waitSeconds: wait)
            }
            switch whoMaySignIn(member.map { [$0] } ?? []) {
            case .failure: return unavailable(layout)
            case .success(let allowed):
                send(allowed, council)
                return codePage(link, layout, wasSent: true)
            }
        }
        let verdict = codes.withLock {
            $0.use(form["code"] ?? "", for: member?.key ?? link, from: request.client, now: now)
        }
        switch verdict {
        case .wait(let seconds): return .tooMany(waitSeconds: seconds)
        case .right where member != nil:
            guard let member else { return codePage(link, layout) }
            return entrance.begin(member, id: member.key, to: "/case")
        case .right, .wrong:
            return codePage(
                link, layout,
                errors: [
                    FieldError(
                        "code",
                        "That is not the code, or it is over. Look at the last message, or ask for another code.")
                ])
        }
    }

    private func codePage(
        _ link: String, _ layout: Layout, wasSent: Bool = false, errors: [FieldError] = []
    ) -> Response {
        layout.page("Type your code", status: errors.isEmpty ? 200 : 400, errors: errors) {
            HTML.h1("Type your code")
            HTML.p(
                wasSent
                    ? "If this link is one of ours, a new code is on its way to the e-mail address that the council has checked."
                    : "The code is in the message that we sent to you. Opening this page has not used it up.")
            HTML.form(to: "/enter/\(link)", csrf: nil) {
                HTML.input(
                    "code", "Code", hint: "\(OneTimeCode.length) digits", error: errors.first?.message,
                    autocomplete: "one-time-code", isNumeric: true)
                HTML.button("Sign in")
                HTML.button("Send me another code", name: "again", value: "yes", isSecondary: true)
            }
        }
    }

    /// That nothing can be said at present, and nothing was done.
    func unavailable(_ layout: Layout) -> Response {
        layout.page("Try again in a minute", status: 503) {
            HTML.h1("Try again in a minute")
            HTML.p("These pages cannot read the record at present. Nothing of what you did is recorded.")
        }
    }
}
