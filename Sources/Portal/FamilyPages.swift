import CaseFile
import Casework
import Contracts
import HTML
import HTTPServer
import JSON
import Letters
import Pages
import Plan
import Recording
import Runtime
import SignIn
import Statute

/// The pages of whoever is signed in: their child's review, and what they give.
struct FamilyPages {
    let pages: PortalPages
    let visit: Entrance<FamilyMember>.Visit
    let layout: Layout
    let council: Council

    private var member: FamilyMember { visit.person }

    /// What a page sees of the case at one moment.
    struct Sight: Sendable {
        let view: FamilyView
        let file: CaseFile
        let today: Day
        let words: ModelWords
        /// Who holds the case, by name where one is known.
        let coordinator: String
        /// The setting, by name where one is known; nil where there is none, or where it is kept from the contact.
        let setting: String?
    }

    /// What is answered under that path; nil where there is nothing.
    func answer(_ request: Request, _ parts: [String]) -> Response? {
        switch (request.method, parts.count, parts[0]) {
        case (.get, 1, "case"): return seeing(.case) { casePage($0) }
        case (.get, 1, "papers"): return seeing(.case) { papersPage($0) }
        case (.get, 3, "papers"): return paper(parts[1], parts[2])
        case (.get, 1, "plan"): return seeing(.case) { versionsPage($0) }
        case (.get, 2, "plan"): return version(parts[1])
        case (.get, 1, "looked"): return seeing(.case) { lookedPage($0) }
        case (.get, 1, "held"): return seeing(.case) { heldPage($0) }
        case (.get, 2, "held") where parts[1] == "download":
            return seeing(.download) { EverythingHeld(pages: pages, member: member).answer($0, layout) }
        case (.get, 2, "give"):
            guard let form = FamilyForm.named(parts[1]) else { return nil }
            return seeing(.case) { formPage(form, $0, key: SubmissionKey.fresh(), sent: nil, errors: []) }
        case (.get, 3, "give") where parts[2] == "given":
            guard let form = FamilyForm.named(parts[1]) else { return nil }
            return seeing(.case) { givenPage(form, $0) }
        case (.post, 2, "give"):
            guard let form = FamilyForm.named(parts[1]) else { return nil }
            return give(form, request)
        default: return nil
        }
    }

    // MARK: Asking

    /// Builds what is seen, on the service's thread; nil where the contact may see nothing any more.
    private func sight(_ state: any State) throws(Questions.Fault) -> Sight? {
        guard let file = state.file(of: member.id),
            let today = state.log(of: state.partition(of: member.id)).today
        else { throw .noCase }
        let words = ModelWords(of: file.plan, on: today, in: pages.seeds.models)
        guard
            let view = FamilyView(
                of: member.contact, in: file, member.id, entries: pages.stories.entries(of: member.id), on: today,
                words: words, holidays: pages.seeds.holidays), view.extent != .nothing
        else { return nil }
        let officer = file.plan?.coordinator
        let name = pages.directory.name(officer.map { PersonKey.officer($0) })
        let isKept = view.contact.isLocationProtected || view.extent == .own
        let setting = isKept ? nil : file.plan?.setting.map { PersonKey.setting($0) }
        return Sight(
            view: view, file: file, today: today, words: words,
            coordinator: [name, words.coordinator].compactMap { $0 }.joined(separator: ", "),
            setting: setting.map { pages.directory.name($0) ?? "the school or setting" })
    }

    /// The record that the contact opened that, without which nothing is shown.
    private func look(
        _ opened: AccessRecord.Opened, document: (role: DocumentRole, hash: DocumentHash)? = nil
    ) -> Act? {
        let (seconds, nanoseconds) = SteadyClock.civil
        let record = AccessRecord(
            at: seconds * 1_000 + Int64(nanoseconds / 1_000_000), by: member.actor, opened, why: .ownFile,
            document: document, contact: member.contact)
        let value: [UInt8]
        // Without the record nothing is shown.
        do throws(JSONError) { value = try record.json() } catch { return nil }
        return .record(.access, partition: nil, key: member.id.text, value: value, headers: [])
    }

    /// A page of what is seen now, shown once it is recorded that the contact opened it.
    private func seeing(
        _ opened: AccessRecord.Opened, document: (role: DocumentRole, hash: DocumentHash)? = nil,
        _ show: (Sight) -> Response
    ) -> Response {
        guard let look = look(opened, document: document) else { return pages.unavailable(layout) }
        do throws(Questions.Fault) {
            let seen = try pages.questions.ask { state throws(Questions.Fault) in
                let seen = try sight(state)
                return (seen, seen == nil ? [] : [look])
            }.answer
            guard let seen else { return closed }
            return show(seen)
        } catch { return pages.unavailable(layout) }
    }

    private var closed: Response {
        layout.page("Ring the council", status: 403) {
            HTML.h1("Ring the council")
            HTML.p(
                "These pages cannot show you anything at present. Ring \(council.team.name), telephone \(council.team.phone)."
            )
        }
    }

    // MARK: The case

    private var childName: String { pages.directory.child(of: member.id) ?? "your child" }

    private func casePage(_ seen: Sight) -> Response {
        let view = seen.view
        return layout.page("\(childName): annual review") {
            HTML.h1("\(childName): annual review")
            HTML.p(
                "The council\u{2019}s reference is \(member.id). Your contact there: \(seen.coordinator), telephone \(council.team.phone)."
            )
            if let stage = view.stage {
                HTML.h2("Where the review stands")
                HTML.p(stage.words)
                if !view.next.isEmpty {
                    HTML.h2("What happens next")
                    HTML.list(view.next.map(step))
                }
            } else {
                HTML.p("You can see here what you gave, and what was addressed to you.")
            }
            backlog(view)
            HTML.joined(view.reviews.map { review($0, seen) })
            requests(view, seen)
            HTML.h2("What you can do")
            HTML.list(
                FamilyForm.all.filter { isOffered($0, seen) }.map { HTML.link($0.title, to: "/give/\($0.id)") })
            HTML.p("You can do all of this on paper or by telephone too, with the same date.")
        }
    }

    /// The place of the case in the backlog that the council published; nothing where it has none there, or the contact may not see
    /// how the review stands.
    private func backlog(_ view: FamilyView) -> HTML {
        guard view.stage != nil, let published = pages.backlog?.published, let own = published.places[member.id] else {
            return .empty
        }
        let place =
            own.place.map { place in
                "On \(published.day.inWords) your child\u{2019}s case had place \(place) of \(published.count)"
                    + (own.month.map { ", to be expected in \(PortalPages.month($0))." } ?? ".")
            } ?? "On \(published.day.inWords) the council could not say when your child\u{2019}s case is reached."
        return .joined([
            HTML.h2("What is late"),
            HTML.p("\(place) That is no promise, and moves no day of the law: what is late stays late."),
            HTML.p { HTML.link("What is done first", to: "/order") },
        ])
    }

    /// Whether there is now what a form is given for.
    private func isOffered(_ form: FamilyForm, _ seen: Sight) -> Bool {
        switch form.occasion {
        case nil: true
        case .proposedKind: seen.view.reviews.contains { $0.mayDisagree && $0.whyProposed != nil }
        case .proposedChanges: seen.view.stage == .amending
        case .heldReview: seen.view.reviews.contains(where: \.isHeld)
        }
    }

    private func step(_ step: FamilyStep) -> HTML {
        let rule = step.rule.map { " (\(Statute.rule($0).source))" } ?? ""
        return .joined([
            HTML(step.sentence),
            rule.isEmpty ? .empty : HTML.element("span", .class("govuk-hint")) { rule },
        ])
    }

    private func review(_ review: FamilyReview, _ seen: Sight) -> HTML {
        var rows: [(key: String, value: HTML)] = []
        if let about = review.about { rows.append(("What it is", HTML(about))) }
        if let why = review.whyProposed {
            let disagree = HTML.link("I disagree with the kind of review", to: "/give/disagree")
            rows.append(("Why it is proposed", .joined([HTML(why), " ", review.mayDisagree ? disagree : .empty])))
        }
        if let meeting = review.meeting {
            rows.append((review.isHeld ? "The meeting was on" : "The meeting is on", HTML(meeting.withWeekday)))
        }
        if let decision = review.decision {
            rows.append(("The decision", HTML(Words.sentence(Words.outcome(decision.outcome)))))
            let late =
                decision.daysLate > 0
                ? ", \(Deadline.count(decision.daysLate, "day")) after the last day of the law" : ", in time"
            rows.append(("Your letter left on", HTML("\(decision.told.inWords)\(decision.due == nil ? "" : late)")))
            if let final = decision.finalTold {
                rows.append(
                    ("The end of the changes", HTML("\(Words.sentence(Words.final(decision.final))), \(final.inWords)"))
                )
            }
            if let until = decision.appealUntil {
                rows.append(
                    (
                        until < seen.today ? "The time to appeal ended on" : "You can appeal until at least",
                        HTML(until.inWords)
                    ))
            }
        }
        return .joined([HTML.h2("Review \(review.number): \(review.title)"), HTML.summaryList(rows)])
    }

    private func requests(_ view: FamilyView, _ seen: Sight) -> HTML {
        guard !view.requests.isEmpty else { return .empty }
        let rows = view.requests.map { request -> [HTML] in
            let owner = pages.directory.name(request.owner.map { PersonKey.officer($0) }) ?? seen.coordinator
            let state =
                request.answered.map { "answered on \($0.inWords)" }
                ?? request.answerBy.map { by in
                    by < seen.today
                        ? "due \(by.inWords), \(Deadline.count(seen.today - by, "day")) late" : "by \(by.inWords)"
                } ?? "waits for an answer"
            return [HTML(request.asked.inWords), HTML(FamilyPages.title(of: request.kind)), HTML(owner), HTML(state)]
        }
        return .joined([
            HTML.h2("What you asked and said"),
            HTML.table(
                caption: "Each with who answers, and by when",
                columns: [HTML.Column("Day"), HTML.Column("What"), HTML.Column("Who answers"), HTML.Column("Answer")],
                rows: rows),
        ])
    }

    /// What a family calls a report of that kind.
    static func title(of kind: EventKind) -> String {
        switch kind {
        case .questionAsked: "A question"
        case .supportNotDelivered: "Support is not delivered"
        case .complaintMade: "A complaint"
        case .factContested: "This is not right"
        case .adjustmentAsked: "An interpreter, or another form"
        case .earlyReviewRequested: "An early review"
        case .changeRequested: "A change of the plan"
        case .representationsReceived: "Your answer to the proposed changes"
        case .viewsReceived: "Views"
        case .progressRecorded: "Progress"
        case .evidenceReceived: "A paper that was given"
        case .decisionSubmitted: "The decision"
        case .finalSubmitted: "The final plan"
        case .planVersionRecorded: "The plan"
        case .reportReceived: "The report of the meeting"
        case .shortTermOutcomesAgreed: "Short-term outcomes"
        case .letterWritten: "A letter"
        default: "A paper"
        }
    }

    // MARK: Papers

    /// The papers that the contact may see, each once, latest first.
    static func papers(
        _ view: FamilyView, of member: FamilyMember, in shelf: DocumentShelf
    ) -> [(paper: CasePaper, entry: DocumentIndex.Entry)] {
        var shown: Set<DocumentHash> = []
        return view.papers.compactMap { paper in
            let key = DocumentKey(member.id, paper.role, paper.document)
            guard let entry = shelf.index.entry(key),
                PaperRule.deciding(paper, to: view.contact, audience: entry.audience).shows,
                shown.insert(paper.document).inserted
            else { return nil }
            return (paper, entry)
        }
    }

    private func papers(_ view: FamilyView) -> [(paper: CasePaper, entry: DocumentIndex.Entry)] {
        FamilyPages.papers(view, of: member, in: pages.shelf)
    }

    private func papersPage(_ seen: Sight) -> Response {
        let rows = papers(seen.view).map { paper, entry -> [HTML] in
            [
                HTML(paper.day.inWords), HTML(FamilyPages.title(of: paper.kind)),
                HTML.link(
                    entry.title.isEmpty ? "Open" : entry.title, to: "/papers/\(paper.role.rawValue)/\(paper.document)"),
            ]
        }
        return layout.page("Papers") {
            HTML.h1("Papers")
            if rows.isEmpty {
                HTML.p("There is nothing here yet that you may see.")
            } else {
                HTML.table(
                    caption: "Latest first; each is saved to your own device",
                    columns: [HTML.Column("Day"), HTML.Column("What"), HTML.Column("Paper")], rows: rows)
            }
            HTML.p(
                "What somebody else of the family wrote is not here, nor what was written in confidence. Where a paper is missing, "
                    + "ask for a copy: a person decides.")
            HTML.p { HTML.link("Ask for copies", to: "/give/copies") }
        }
    }

    private func paper(_ role: String, _ hash: String) -> Response? {
        guard let role = DocumentRole(rawValue: role),
            let hash = Array(hash.utf8).withUnsafeBufferPointer({ DocumentHash(utf8: $0) })
        else { return nil }
        return seeing(role == .letter ? .letter : .document, document: (role, hash)) { seen in
            // Whatever the address says: only what is in this contact's own list.
            guard papers(seen.view).contains(where: { $0.paper.role == role && $0.paper.document == hash }) else {
                return noPaper
            }
            do throws(FetchFault) {
                guard let document = try pages.shelf.document(DocumentKey(member.id, role, hash)) else {
                    return noPaper
                }
                return FamilyPages.download(document, named: FamilyPages.fileName(document, role))
            } catch { return pages.unavailable(layout) }
        }
    }

    private var noPaper: Response {
        layout.page("There is no such paper", status: 404) {
            HTML.h1("There is no such paper")
            HTML.p("There is none that you may see here. If you miss one, ask for a copy.")
        }
    }

    /// A file that a browser keeps and never shows by itself: it may be anything.
    static func download(_ document: Document, named name: String) -> Response {
        var response = Response.bytes(document.bytes, type: "application/octet-stream")
        response.headers.append(("Content-Disposition", "attachment; filename=\"\(name)\""))
        return response
    }

    /// A name of a file: letters, digits and hyphens, and an ending by its content.
    static func fileName(_ document: Document, _ role: DocumentRole) -> String {
        var name = String(
            document.title.prefix(60).map { character in
                character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
            })
        while name.hasPrefix("-") { name.removeFirst() }
        if name.isEmpty { name = role.rawValue }
        let isPage = Document.mediaType(of: document.bytes) == Document.html
        return "\(name).\(UploadType.of(document.bytes)?.ending ?? (isPage ? "html" : "bin"))"
    }

    // MARK: The plan

    private func versionsPage(_ seen: Sight) -> Response {
        layout.page("The plan") {
            HTML.h1("The plan")
            if seen.view.versions.isEmpty {
                HTML.p("No version of the plan in sections is here that you may see. You can ask for a copy.")
                HTML.p { HTML.link("Ask for copies", to: "/give/copies") }
            } else {
                HTML.list(
                    seen.view.versions.map { version in
                        HTML.link(
                            "Version \(version.number), of \(version.made.inWords)", to: "/plan/\(version.number)")
                    })
            }
        }
    }

    private func version(_ text: String) -> Response? {
        guard let number = Int(text), number > 0 else { return nil }
        return seeing(.plan) { seen in
            guard let version = seen.view.versions.first(where: { $0.number == number }) else { return noPaper }
            do {
                guard let document = try pages.shelf.document(DocumentKey(member.id, .structuredPlan, version.plan))
                else { return noPaper }
                let plan = try Plan(reading: document.bytes)
                let laidOut = PlanPage(plan, title: "The plan of \(version.made.inWords)")
                return layout.page(laidOut.title, back: Page.Link("All versions", to: "/plan")) {
                    HTML.h1(laidOut.title)
                    HTML.joined(laidOut.blocks.map(FamilyPages.block))
                }
            } catch { return pages.unavailable(layout) }
        }
    }

    private static func block(_ block: PlanPage.Block) -> HTML {
        switch block {
        case .heading(let level, let text): level <= 2 ? .h2(text) : .h3(text)
        case .paragraph(let inlines): .p { HTML.joined(inlines.map(inline)) }
        case .list(let items): .list(items.map { .joined($0.map(inline)) })
        }
    }

    private static func inline(_ inline: PlanPage.Inline) -> HTML {
        switch inline {
        case .text(let text), .added(let text), .removed(let text): HTML(text)
        case .strong(let text): HTML.element("strong") { text }
        }
    }

    // MARK: Who looked

    private func lookedPage(_ seen: Sight) -> Response {
        let looks = Looks.shown(
            pages.stories.looks(at: member.id), to: member.contact, released: seen.file.looksReleased
        ).reversed().prefix(Looks.most)
        return layout.page("Who looked") {
            HTML.h1("Who looked")
            HTML.p(
                "Teams that opened your child\u{2019}s case on these pages, and what for. The list may not be complete: looks for "
                    + "safeguarding and by social care are shown only when the safeguarding lead releases them, and work outside these "
                    + "pages is not in it.")
            if looks.isEmpty {
                HTML.p("Nobody has, but you.")
            } else {
                HTML.table(
                    caption: "Latest first",
                    columns: [HTML.Column("Day"), HTML.Column("Who"), HTML.Column("What for")],
                    rows: looks.map { [HTML($0.day.inWords), HTML($0.team), HTML($0.purpose)] })
            }
        }
    }

    // MARK: Everything held

    private func heldPage(_ seen: Sight) -> Response {
        layout.page("Everything held") {
            HTML.h1("Everything held")
            HTML.p(
                "What you may see of your child\u{2019}s file, as one file to keep: the state of the review, what you asked, and the papers."
            )
            HTML.p { HTML.link("Keep a copy", to: "/held/download") }
            HTML.p("Papers: \(papers(seen.view).count). Things that you asked or said: \(seen.view.requests.count).")
            HTML.p(
                "You have a right to more: all that the council holds about you and your child. Some of it is about others or may do "
                    + "harm, so a person looks first. Ask for it, and you have it within a month (UK GDPR art. 15).")
            HTML.p { HTML.link("Ask for all of it", to: "/give/copies") }
            HTML.p { HTML.link("This is not right", to: "/give/not-right") }
        }
    }

    // MARK: Giving

    private func formPage(
        _ form: FamilyForm, _ seen: Sight, key: SubmissionKey, sent: Form?, errors: [FieldError]
    ) -> Response {
        guard let fields = GivenByFamily.recordForm(of: form) else { return pages.unavailable(layout) }
        let before = form.kind == "views-received" ? lastAnswers(form, seen) : nil
        let title = form.isChilds ? form.title : "\(form.title): \(childName)"
        return layout.page(
            form.title, status: errors.isEmpty ? 200 : 400, back: Page.Link("Back", to: "/case"), errors: errors
        ) {
            HTML.h1(title)
            HTML.p(form.about)
            if form.isChilds {
                HTML.p(
                    "You can also print this page, write or draw on it, and send it to the council. It counts from the day on which the "
                        + "council has it.")
            }
            HTML.element("div", .class(before == nil ? "" : "beside")) {
                HTML.form(to: "/give/\(form.id)", csrf: visit.csrf, hasFiles: form.takesFile) {
                    HTML.hidden(GivenByFamily.Field.key, "\(key)")
                    if form.isChilds { writers(sent, errors) }
                    HTML.joined(form.prompts.map { prompt($0, sent, errors) })
                    HTML.recordFields(fields, sent.map { RecordAnswers($0) } ?? RecordAnswers(), errors: errors)
                    if form.hasDocument { readers(form, seen, sent, errors) } else { whoReads(seen) }
                    // Last: of what is too large all that stands before it is kept.
                    if form.takesFile {
                        HTML.upload(
                            GivenByFamily.Field.file, "A file",
                            hint:
                                "At most \(GivenByFamily.mostFileBytes >> 20) MiB: \(UploadType.words).",
                            error: errors.first { $0.field == GivenByFamily.Field.file }?.message)
                    }
                    whenRead(form, seen)
                    HTML.p(
                        "If you or your child is not safe, do not wait for an answer here: ring 999, or the council, telephone "
                            + "\(council.team.phone).")
                    HTML.button("Send")
                    if form.promisesReading {
                        HTML.button(
                            "Send to the safeguarding lead alone", name: GivenByFamily.Field.to,
                            value: FamilyForm.safety.id,
                            isSecondary: true)
                        HTML.p(
                            "With the second button only the council\u{2019}s safeguarding lead reads it, by "
                                + "\(readBy(seen).withWeekday): not your family, and not the school.")
                    }
                }
                if let before { before }
            }
        }
    }

    /// The last day on which a person reads what is sent today.
    private func readBy(_ seen: Sight) -> Day {
        pages.seeds.holidays.workingDays(Matter.readingDays, after: seen.today)
    }

    /// Who reads it first, and by when.
    private func whenRead(_ form: FamilyForm, _ seen: Sight) -> HTML {
        guard form.hasDocument else { return .empty }
        let reader = form.isForSafeguarding ? "The council\u{2019}s safeguarding lead" : "A person of the council"
        return .p("\(reader) reads it by \(readBy(seen).withWeekday). Do not count on it being read sooner.")
    }

    private func prompt(_ prompt: FamilyForm.Prompt, _ sent: Form?, _ errors: [FieldError]) -> HTML {
        let value = sent?[prompt.name] ?? ""
        let error = errors.first { $0.field == prompt.name }?.message
        guard !prompt.choices.isEmpty else {
            return .textarea(prompt.name, prompt.label, hint: prompt.hint, value: value, error: error, rows: 4)
        }
        return .radios(
            prompt.name, prompt.label, prompt.choices.map { ($0, $0) }, hint: prompt.hint, chosen: value, error: error)
    }

    private func writers(_ sent: Form?, _ errors: [FieldError]) -> HTML {
        .radios(
            GivenByFamily.Field.writer, "Who is writing?",
            GivenByFamily.Writer.allCases.map { ($0.rawValue, $0.words) },
            chosen: sent?[GivenByFamily.Field.writer] ?? "",
            error: errors.first { $0.field == GivenByFamily.Field.writer }?.message)
    }

    /// Who reads it, chosen before it is sent.
    private func readers(_ form: FamilyForm, _ seen: Sight, _ sent: Form?, _ errors: [FieldError]) -> HTML {
        guard !form.isForSafeguarding else {
            return .p(
                "Who reads it: the council\u{2019}s safeguarding lead, and whoever the safeguarding lead asks for help. That something "
                    + "was sent, and not what, is seen by \(seen.coordinator), and officers of the council who need it for their work."
            )
        }
        return .joined([
            HTML.radios(
                GivenByFamily.Field.audience, "Who may read it?",
                Audience.allCases.map { audience in
                    (
                        audience.rawValue,
                        "\(audience.choice). \(audience.readers(coordinator: seen.coordinator, setting: seen.setting))"
                    )
                }, chosen: sent?[GivenByFamily.Field.audience] ?? "",
                error: errors.first { $0.field == GivenByFamily.Field.audience }?.message)
        ])
    }

    /// Of what is no paper: it stands in the record.
    private func whoReads(_ seen: Sight) -> HTML {
        .p("Who reads it: \(seen.coordinator), and officers of the council who need it for their work.")
    }

    /// What the contact answered before, beside the form.
    private func lastAnswers(_ form: FamilyForm, _ seen: Sight) -> HTML? {
        let before = papers(seen.view).first { paper, _ in
            paper.kind == .viewsReceived && paper.giver == .contact(member.contact)
        }
        guard let before else { return nil }
        let text = quoted(before.paper, before.entry)
        return HTML.element("section", Attribute("aria-label", "What you said before")) {
            HTML.h2("What you said on \(before.paper.day.inWords)")
            if let text {
                HTML.joined(
                    text.split(separator: "\n\n").map { part in
                        HTML.p { HTML.joined(part.split(separator: "\n").map { HTML(String($0)) + HTML.void("br") }) }
                    })
            } else {
                HTML.p("It cannot be shown beside this form. Open it from your papers.")
                HTML.p { HTML.link("Papers", to: "/papers") }
            }
        }
    }

    /// The words of a paper; nil of what cannot be fetched, or is no text that a page shows.
    private func quoted(_ paper: CasePaper, _ entry: DocumentIndex.Entry) -> String? {
        guard entry.bytes <= Bounds.quotedText else { return nil }
        do {
            return try pages.shelf.document(DocumentKey(member.id, paper.role, paper.document))?.quotable()
        } catch { return nil }
    }

    private func give(_ opened: FamilyForm, _ request: Request) -> Response {
        guard let sent = pages.form(request), pages.entrance.isOwn(sent, of: request) else {
            return layout.page("Send it again", status: 403) {
                HTML.h1("Send it again")
                HTML.p(
                    "This form was not made for this sign-in, so nothing was recorded. Go back, copy what you wrote, and open the form again."
                )
            }
        }
        let key = RecordDraft.key(sent[GivenByFamily.Field.key] ?? "") ?? SubmissionKey.fresh()
        var form = sent[GivenByFamily.Field.to] == FamilyForm.safety.id ? opened.toSafeguarding : opened
        if form.id == FamilyForm.details.id {
            switch confirmed(sent, key, request) {
            case .success(let words): form.beginning = words
            case .failure(let page): return page.response
            }
        }
        let shown = form.isForSafeguarding ? opened : form
        let given: GivenByFamily
        do throws(FieldError.Several) { given = try GivenByFamily(sent, as: form) } catch {
            let errors = error.errors
            return seeing(.case) { formPage(shown, $0, key: key, sent: sent, errors: errors) }
        }
        if let file = given.file, let error = fault(of: file) {
            return seeing(.case) { formPage(shown, $0, key: key, sent: sent, errors: [error]) }
        }
        let (member, seeds, stories) = (member, pages.seeds, pages.stories)
        do throws(Questions.Fault) {
            let asked = try pages.questions.ask { state throws(Questions.Fault) -> (GivenByFamily.Outcome?, [Act]) in
                guard let seen = try sight(state) else { return (nil, []) }
                let (outcome, acts) = given.decide(
                    as: member, in: seen.file, entries: stories.entries(of: member.id), on: seen.today,
                    holidays: seeds.holidays, model: seen.words.holding?.model, words: seen.words)
                return (outcome, acts)
            }
            switch asked.answer {
            case nil: return closed
            case .refused(let errors):
                return seeing(.case) { formPage(shown, $0, key: key, sent: sent, errors: errors) }
            case .repeated: return .seeOther("/give/\(form.id)/given")
            case .given:
                guard asked.receptions.allSatisfy({ $0 == .accepted || $0 == .repeated }) else {
                    return seeing(.case) {
                        formPage(
                            shown, $0, key: key, sent: sent,
                            errors: [
                                FieldError("", "The record did not take it. Ring the council: it counts from today.")
                            ])
                    }
                }
                return .seeOther("/give/\(form.id)/given")
            }
        } catch {
            // What was typed stays in the browser's form; the key makes a second sending harmless.
            return layout.page("Send it again in a minute", status: 503) {
                HTML.h1("Send it again in a minute")
                HTML.p(
                    error == .unknown
                        ? "We cannot say whether it was recorded. Go back and send it again: it counts once."
                        : "It was not recorded. Go back and send it again.")
            }
        }
    }

    /// A page in place of what was to be recorded.
    private struct Instead: Error {
        let response: Response
    }

    /// Of a change of how somebody is reached, whether the address so far confirmed it, as the report says it; else the page that
    /// asks for the code.
    private func confirmed(_ sent: Form, _ key: SubmissionKey, _ request: Request) -> Result<String, Instead> {
        let isSafe = sent["safe"] == "Yes"
        let old = pages.directory.person(member.key).flatMap { $0.verified == nil ? nil : $0.usableEmail }
        let words = ["email", "phone"].compactMap { sent[$0] }.filter { !$0.allSatisfy(\.isWhitespace) }
        // What is not filled in is said by the form itself.
        guard sent["safe"] != nil, !words.isEmpty, sent[GivenByFamily.Field.audience] != nil else {
            return .success("Please change how I am reached.")
        }
        guard isSafe, let old else {
            return .success(
                "Please change how I am reached. Not confirmed: "
                    + (isSafe
                        ? "there is no checked address so far."
                        : "the address so far is not safe, so nothing was sent there.")
                    + " An officer confirms it by telephone first.")
        }
        switch pages.confirm(sent["code"], member, to: old, council, from: request.client) {
        case .wait(let seconds): return .failure(Instead(response: .tooMany(waitSeconds: seconds)))
        case .right:
            return .success("Please change how I am reached. Confirmed by a code that was sent to the address so far.")
        case .wrong:
            let error =
                sent["code"] == nil
                ? [] : [FieldError("code", "That is not the code, or it is over. Another one is on its way.")]
            return .failure(Instead(response: codePage(sent, key, error)))
        }
    }

    private func codePage(_ sent: Form, _ key: SubmissionKey, _ errors: [FieldError]) -> Response {
        layout.page("Type the code", status: errors.isEmpty ? 200 : 400, errors: errors) {
            HTML.h1("Type the code")
            HTML.p("We sent a code to the e-mail address that we have. Nothing is recorded before you type it.")
            HTML.form(to: "/give/\(FamilyForm.details.id)", csrf: visit.csrf) {
                HTML.hidden(GivenByFamily.Field.key, "\(key)")
                HTML.hidden(GivenByFamily.Field.audience, sent[GivenByFamily.Field.audience] ?? "")
                for prompt in FamilyForm.details.prompts { HTML.hidden(prompt.name, sent[prompt.name] ?? "") }
                HTML.input(
                    "code", "Code", hint: "\(OneTimeCode.length) digits", error: errors.first?.message,
                    autocomplete: "one-time-code", isNumeric: true)
                HTML.button("Send")
            }
        }
    }

    /// What the scanner says of a file, where there is one: what it does not call clean is not taken.
    private func fault(of file: Document) -> FieldError? {
        switch pages.scanner?.look(file.bytes) {
        case nil, .clean: nil
        case .harmful:
            FieldError(
                GivenByFamily.Field.file,
                "\(file.title) holds something that can do harm to a computer. It was not taken, and nothing of it is kept."
            )
        case .unknown:
            FieldError(
                GivenByFamily.Field.file,
                "Files cannot be looked through at present, so none is taken. Choose the file again in a few minutes, or send it by e-mail or on paper."
            )
        }
    }

    private func givenPage(_ form: FamilyForm, _ seen: Sight) -> Response {
        layout.page("We have it") {
            HTML.notice("We have it") { HTML.p("\(form.title): recorded on \(seen.today.inWords).") }
            whenRead(form, seen)
            if let request = seen.view.requests.first(where: { $0.kind == form.gives }), let by = request.answerBy,
                request.answered == nil
            {
                HTML.p(
                    "\(pages.directory.name(request.owner.map { PersonKey.officer($0) }) ?? seen.coordinator) answers by \(by.inWords)."
                )
            }
            HTML.p { HTML.link("Back to the review", to: "/case") }
        }
    }
}
