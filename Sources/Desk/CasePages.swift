import CaseFile
import Casework
import Contracts
import HTML
import HTTPServer
import Pages
import Plan
import Runtime
import Statute

extension DeskPages {
    /// The parts of a case's page.
    enum Part: String, CaseIterable {
        case next, happened, people, papers, days

        var words: String {
            switch self {
            case .next: "What happens next"
            case .happened: "What happened"
            case .people: "People"
            case .papers: "Papers and letters"
            case .days: "Days of the law"
            }
        }
    }

    /// What of a case's timeline is shown.
    enum Told: String, CaseIterable {
        case all, people, services, messages

        var words: String {
            switch self {
            case .all: "All"
            case .people: "What people said"
            case .services: "What followed"
            case .messages: "Messages"
            }
        }

        func takes(_ line: History.Line) -> Bool {
            switch self {
            case .all: true
            case .people: line.key != nil
            case .services: line.key == nil && !line.isOfMessage
            case .messages: line.isOfMessage
            }
        }
    }

    /// The pages below a case.
    func casePages(_ id: CaseID, _ rest: [String], _ visit: Visit) -> Response? {
        switch (rest.first, rest.count) {
        case (nil, _): allowed(.openCase, visit) { withReason(id, visit) { casePage(id, $0, visit) } }
        case ("looked", 1):
            allowed(.whoLooked, visit) { withReason(id, visit) { whoLooked(id, $0, visit) } }
        case ("document", 3):
            allowed(.openDocument, visit) { withReason(id, visit) { document(id, rest[1], rest[2], $0, visit) } }
        case ("plan", 1):
            allowed(.openDocument, visit) { withReason(id, visit) { plans(id, $0, visit) } }
        case ("record", 1): allowed(.record, visit) { withReason(id, visit) { kinds(id, $0, visit) } }
        case ("record", 2):
            allowed(.record, visit) { withReason(id, visit) { recordPage(rest[1], id, $0, visit) } }
        default: nil
        }
    }

    /// Whoever does not hold the case says first what they open it for.
    private func withReason(_ id: CaseID, _ visit: Visit, _ page: (AccessRecord.Ground) -> Response) -> Response {
        if let ground = ground(id, visit.officer, now: visit.now) { return page(ground) }
        return reasonPage(id, visit)
    }

    private func reasonPage(_ id: CaseID, _ visit: Visit, errors: [FieldError] = []) -> Response {
        visit.layout.page("Why do you open \(id)?", status: errors.isEmpty ? 200 : 400, errors: errors) {
            HTML.h1("Why do you open \(id)?")
            HTML.p("Its case is not yours. What you say is recorded with each opening, and holds for this working day.")
            HTML.form(to: "/case/\(id)/open", csrf: visit.csrf) {
                HTML.hidden("to", visit.request.path)
                HTML.radios(
                    "why", "What you open it for", GivenReasons.choices.map { ($0.ground.rawValue, $0.words) },
                    error: errors.first?.message)
                HTML.button("Open the case")
            }
        }
    }

    func giveReason(_ id: CaseID, _ form: Form, _ visit: Visit) -> Response {
        guard let ground = form["why"].flatMap(AccessRecord.Ground.init),
            GivenReasons.choices.contains(where: { $0.ground == ground })
        else { return reasonPage(id, visit, errors: [FieldError("why", "Say what you open it for")]) }
        reasons.give(ground, visit.officer.id, id, now: visit.now)
        let target = form["to"] ?? ""
        return .seeOther(target.hasPrefix("/case/\(id)") ? target : "/case/\(id)")
    }

    // MARK: The case

    /// What a page of a case rests on.
    struct Opened {
        let look: Look
        let entries: [(position: Int64, entry: Entry)]
        let history: History
        /// The position after the last entry that is shown.
        var seen: Int64 { (entries.last?.position ?? -1) + 1 }
    }

    /// The case and all that its entries tell, as known on a day, or now. It was set down that it is opened.
    func opened(
        _ id: CaseID, _ why: AccessRecord.Ground, _ visit: Visit, knownOn day: Day? = nil
    ) throws -> Opened {
        let look = try open(id, visit, why: why)
        var entries = try self.entries.entries(of: id)
        var log = look.log
        if let day {
            entries.removeAll { $0.entry.recorded > day }
            // Without a day of its own the history is told as of its last entry.
            if day < look.today { log = LogBook() }
            guard !entries.isEmpty else { throw NothingKnown(day: day) }
        }
        guard let history = History(of: id, entries: entries, log: log, models: models, holidays: holidays) else {
            throw Questions.Fault.noCase
        }
        return Opened(look: look, entries: entries, history: history)
    }

    /// Nothing of the case had been recorded by that day.
    struct NothingKnown: Error {
        let day: Day
    }

    /// What an error of a page is answered with.
    func answer(_ visit: Visit, _ page: () throws -> Response) -> Response {
        do { return try page() } catch let fault as Questions.Fault {
            return self.fault(fault, visit)
        } catch let nothing as NothingKnown {
            return problem(
                visit, 404, "Nothing was known yet", "Nothing of this case had been recorded by \(nothing.day.inWords)."
            )
        } catch {
            return problem(
                visit, 503, "This page cannot be shown at present",
                "What the desk keeps of the case cannot be read. Nothing was recorded. Tell whoever runs this system.")
        }
    }

    private func casePage(_ id: CaseID, _ why: AccessRecord.Ground, _ visit: Visit) -> Response {
        answer(visit) {
            let request = visit.request
            var known = DateAnswer()
            known.day = request.parameter("known-day") ?? ""
            known.month = request.parameter("known-month") ?? ""
            known.year = request.parameter("known-year") ?? ""
            let day = known.isEmpty ? nil : Day(known.text)
            var errors: [FieldError] = []
            if !known.isEmpty, day == nil {
                errors.append(FieldError("known", "There is no such day; give day, month and year as numbers"))
            }
            let opened = try self.opened(id, why, visit, knownOn: day)
            let part = request.parameter("part").flatMap(Part.init) ?? .next
            let others = try drafts.drafts(in: id, now: visit.now).filter { $0.officer != visit.officer.id }
            return visit.layout.page("Case \(id)", errors: errors) {
                identity(id, opened.look.file)
                HTML.h1(part.words)
                given(request)
                atIt(others)
                HTML.subNavigation(
                    "Parts of the case",
                    Part.allCases.map {
                        Page.Link(
                            $0.words, to: Address.path("/case/\(id)", [("part", $0 == .next ? "" : $0.rawValue)]),
                            isCurrent: $0 == part)
                    })
                actions(id, visit)
                if let day { HTML.warning("As it was known on \(day.inWords).") }
                switch part {
                case .next: nextPart(id, opened.history, visit)
                case .happened: happened(id, opened.history, request)
                case .people: people(id, opened.history)
                case .papers: papers(id, opened, visit)
                case .days: days(opened.history)
                }
                HTML.details("As it was known on another day") {
                    HTML.element("form", Attribute("method", "get"), Attribute("action", "/case/\(id)")) {
                        HTML.hidden("part", part.rawValue)
                        HTML.dateInput("known", "Day", value: known, error: errors.first?.message)
                        HTML.button("Show", isSecondary: true)
                    }
                }
            }
        }
    }

    /// Whose case it is, at the top of each of its pages.
    func identity(_ id: CaseID, _ file: CaseFile) -> HTML {
        var details: [String] = []
        if let plan = file.plan {
            var child: [String] = []
            if let born = plan.born { child.append("born in \(Day.monthNames[born.month - 1]) \(born.year)") }
            if let year = plan.year { child.append("in \(YearGroup(Int(year)))") }
            if !child.isEmpty { details.append(Words.sentence(child.joined(separator: ", "))) }
            details.append(plan.setting.map { "Setting \($0)" } ?? "No setting with a number")
            details.append(plan.coordinator.map { "Held by \($0)" } ?? "Held by nobody")
        }
        if let ended = file.ended { details.append("The plan ended on \(ended.inWords)") }
        let name = board.name(of: id) ?? "No name is known"
        return .identityBar(title: "\(name) (\(id))", details: details)
    }

    /// What was just given here.
    private func given(_ request: Request) -> HTML {
        guard let kind = request.parameter("given"), RecordPages.isKind(kind) else { return .empty }
        return .notice("Recorded") {
            HTML.p("\(RecordPages.title(kind)): it stands in the record.")
        }
    }

    /// Who else is at something of this case. Nobody is locked out.
    func atIt(_ others: [FormDrafts.Draft]) -> HTML {
        guard !others.isEmpty else { return .empty }
        return .notice("Somebody else is at this case", isSuccess: false) {
            HTML.list(others.map { HTML("\($0.officer) has begun: \(RecordPages.title($0.kind))") })
        }
    }

    private func actions(_ id: CaseID, _ visit: Visit) -> HTML {
        var links: [HTML] = []
        if visit.officer.role.may(.record) {
            links.append(.link("Record something", to: "/case/\(id)/record"))
        }
        if visit.officer.role.may(.openDocument) { links.append(.link("Versions of the plan", to: "/case/\(id)/plan")) }
        if visit.officer.role.may(.whoLooked) { links.append(.link("Who opened this case", to: "/case/\(id)/looked")) }
        return links.isEmpty ? .empty : .list(links)
    }

    private func nextPart(_ id: CaseID, _ history: History, _ visit: Visit) -> HTML {
        let words = history.words
        return .joined([
            history.next.isEmpty ? .p("Nothing is to be done now.") : .empty,
            .joined(
                history.next.map { step in
                    .joined([
                        .h2(
                            "\(Words.sentence(step.what.text(in: words)))\(step.review > 0 ? " (review \(step.review))" : "")"
                        ),
                        .summaryList([
                            ("Who", HTML(step.owner?.text ?? Words.sentence(words.party(step.who)))),
                            ("By", HTML(Self.day(step.by, on: history.today))),
                            ("Why", HTML("\(Words.sentence(step.because.sentence(in: words))).")),
                        ]),
                        step.also.isEmpty
                            ? .empty
                            : .list(step.also.map { HTML("\(Words.sentence($0.sentence(in: words))).") }),
                        recording(step, id, visit),
                    ])
                }),
            .h2("The plan"), .list(history.plan.map { HTML($0) }),
            history.nextReview.map {
                HTML.p("The next review must be complete by \($0.due.withWeekday): \($0.why).")
            } ?? .empty,
        ])
    }

    /// Leads to the form by which a thing is recorded, with its review.
    private func recording(_ step: NextStep, _ id: CaseID, _ visit: Visit) -> HTML {
        guard visit.officer.role.may(.record), let kind = step.code.recordedBy else { return .empty }
        let review = step.review > 0 ? "\(step.review)" : ""
        return .p {
            HTML.link(
                RecordPages.title(kind), to: Address.path("/case/\(id)/record/\(kind)", [("review", review)]))
        }
    }

    private func happened(_ id: CaseID, _ history: History, _ request: Request) -> HTML {
        let told = request.parameter("told").flatMap(Told.init) ?? .all
        let lines = (history.lines + history.parts.flatMap(\.lines)).filter { told.takes($0) }.sorted {
            ($0.day, $0.order) > ($1.day, $1.order)
        }
        return .joined([
            .subNavigation(
                "What of it",
                Told.allCases.map {
                    Page.Link(
                        $0.words,
                        to: Address.path(
                            "/case/\(id)", [("part", "happened"), ("told", $0 == .all ? "" : $0.rawValue)]),
                        isCurrent: $0 == told)
                }),
            lines.isEmpty ? .p("Nothing.") : .empty,
            .timeline(
                lines.map { line in
                    let recorded = line.recorded.map { ", recorded on \($0.short)" } ?? ""
                    let day = line.isDayKnown ? line.day.inWords : "The day is not known"
                    return HTML.TimelineItem(
                        title: line.review > 0 ? "Review \(line.review)" : "The case", day: "\(day)\(recorded)",
                        text: .joined([
                            .p(line.text), line.noLonger.map { HTML.p("No longer counts: \($0).") } ?? .empty,
                            line.noLonger == nil ? line.key.map { undo(id, $0) } ?? .empty : .empty,
                        ]))
                }),
            history.ignored > 0
                ? .p("\(Self.count(history.ignored, "entry")) came twice or no longer fitted, and count for nothing.")
                : .empty,
        ])
    }

    private func undo(_ id: CaseID, _ key: SubmissionKey) -> HTML {
        .p {
            HTML.link(
                "Withdraw this: it was filed on the wrong child, or never true",
                to: Address.path("/case/\(id)/record/withdraw", [("report", "\(key)")]))
        }
    }

    private func people(_ id: CaseID, _ history: History) -> HTML {
        guard !history.contactList.isEmpty else {
            return .p("No contact is recorded: the law presumes a parent, or the young person where the rights passed.")
        }
        func words(_ isSo: Bool) -> HTML { HTML(isSo ? "Yes" : "No") }
        return .joined([
            .table(
                caption: "Who is told of the child, and who is not",
                columns: [
                    "Contact", "Holds the rights", "May be written to", "May see", "Location is kept from them",
                ].map { HTML.Column($0) },
                rows: history.contactList.map { contact in
                    [
                        HTML("\(contact.number), \(Words.relation(contact.relation))"), words(contact.holdsRights),
                        words(contact.mayBeWrittenTo), HTML(contact.sees.rawValue), words(contact.isLocationProtected),
                    ]
                }),
            .h2("Who decided that, and when"), .list(history.contacts.map { HTML($0) }),
            .p { HTML.link("Record what was decided about a contact", to: "/case/\(id)/record/contact") },
        ])
    }

    private func days(_ history: History) -> HTML {
        func table(_ title: String, _ due: [History.Due]) -> HTML {
            due.isEmpty
                ? .empty
                : .table(
                    caption: title,
                    columns: ["Rule", "Last day", "What became of it", "Why"].map { HTML.Column($0) },
                    rows: due.map {
                        [
                            HTML($0.deadline.rule.rawValue), HTML($0.deadline.due.inWords),
                            HTML(Words.sentence($0.state)), HTML("\(Words.sentence($0.deadline.why))."),
                        ]
                    })
        }
        return .joined(
            [table("The transfer", history.transfer)]
                + history.parts.map { part in
                    .joined([
                        table(part.title, part.due),
                        part.concerns.isEmpty
                            ? .empty : .h2("What somebody should see") + .list(part.concerns.map { HTML($0) }),
                        part.byModel.isEmpty
                            ? .empty
                            : .h2("What the council\u{2019}s model asks for") + .list(part.byModel.map { HTML($0) }),
                    ])
                })
    }

    // MARK: Papers

    /// A paper that the case names.
    private struct Paper {
        let role: DocumentRole
        let hash: DocumentHash
        let day: Day
    }

    private func papers(_ id: CaseID, _ opened: Opened, _ visit: Visit) -> HTML {
        var papers: [Paper] = []
        for (_, entry) in opened.entries {
            for event in entry.events {
                for (role, hash) in event.data.documents
                where !papers.contains(where: { $0.role == role && $0.hash == hash }) {
                    papers.append(Paper(role: role, hash: hash, day: event.happened ?? entry.recorded))
                }
            }
        }
        guard !papers.isEmpty else { return .p("Nothing was kept.") }
        func mayOpen(_ role: DocumentRole) -> Bool { visit.officer.role.mayOpen(role) }
        return .table(
            caption: "Papers and letters, the latest first",
            columns: ["Paper", "Day", "What it is for", "Whom it reaches"].map { HTML.Column($0) },
            rows: papers.reversed().map { paper in
                let key = DocumentKey(id, paper.role, paper.hash)
                let role = Words.sentence(paper.role.rawValue.replacing("-", with: " "))
                guard !opened.look.file.isWithdrawn(paper.role, paper.hash) else {
                    return [HTML("Withdrawn"), HTML(paper.day.short), HTML(role), HTML("nobody")]
                }
                switch shelf.index.standing(of: key) {
                case .here(let entry):
                    let title = entry.title.isEmpty ? role : entry.title
                    return [
                        mayOpen(paper.role)
                            ? HTML.link(
                                "Download \(title)",
                                to: "/case/\(id)/document/\(paper.role.rawValue)/\(paper.hash)") : HTML(title),
                        HTML(paper.day.short), HTML(role), HTML(Words.sentence(entry.audience.words)),
                    ]
                case .erased: return [HTML("Erased"), HTML(paper.day.short), HTML(role), HTML("nobody")]
                case .missing, .notRead:
                    return [HTML("Not there so far"), HTML(paper.day.short), HTML(role), HTML("")]
                }
            })
    }

    /// One paper, for saving: never shown inside a page, whatever it is.
    private func document(
        _ id: CaseID, _ role: String, _ hash: String, _ why: AccessRecord.Ground, _ visit: Visit
    ) -> Response {
        var hash = hash
        guard let role = DocumentRole(rawValue: role), let hash = hash.withUTF8({ DocumentHash(utf8: $0) }) else {
            return problem(visit, 404, "There is no such paper", "Open the case, and the paper from there.")
        }
        guard visit.officer.role.mayOpen(role) else {
            return problem(
                visit, 403, "Only the safeguarding lead opens that",
                "What was written about a child\u{2019}s safety is for the safeguarding lead. Nothing was opened.")
        }
        return answer(visit) {
            let opened: AccessRecord.Opened =
                role == .letter
                ? .letter : role == .plan || role == .structuredPlan || role == .finalPlan ? .plan : .document
            let look = try open(id, visit, why: why, opened, document: (role, hash))
            let isNamed = try entries.entries(of: id).contains { _, entry in
                entry.events.contains { $0.data.documents.contains { $0.role == role && $0.hash == hash } }
            }
            guard isNamed, !look.file.isWithdrawn(role, hash) else {
                return problem(
                    visit, 404, "There is no such paper", "The case names none like it, or it was withdrawn.")
            }
            let document: Document?
            do throws(FetchFault) { document = try shelf.document(DocumentKey(id, role, hash)) } catch {
                return problem(
                    visit, 503, "That paper cannot be fetched at present", "Go back and try again in a moment.")
            }
            guard let document else {
                return problem(visit, 404, "That paper is not kept any more", "It was erased, or never came.")
            }
            return Self.download(document, role)
        }
    }

    static func download(_ document: Document, _ role: DocumentRole) -> Response {
        // A name of a file for any system: what else stood in its title is left out.
        let name = document.title.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_. ".contains($0)) }
        var response = Response.bytes(document.bytes, type: "application/octet-stream")
        response.headers.append(
            ("Content-Disposition", "attachment; filename=\"\(name.isEmpty ? role.rawValue : name)\""))
        response.headers.append(("Content-Security-Policy", "default-src 'none'; sandbox"))
        return response
    }

    // MARK: The plan

    private func plans(_ id: CaseID, _ why: AccessRecord.Ground, _ visit: Visit) -> Response {
        answer(visit) {
            let look = try open(id, visit, why: why, .plan)
            let versions = look.file.planVersions
            func text(_ version: PlanVersion) -> Plan? {
                guard !look.file.isWithdrawn(.structuredPlan, version.plan) else { return nil }
                let key = DocumentKey(id, .structuredPlan, version.plan)
                guard let document = (try? shelf.document(key)) ?? nil else { return nil }
                return try? Plan(reading: document.bytes)
            }
            let number = visit.request.parameter("version").flatMap { Int($0) } ?? versions.last?.number ?? 0
            let version = versions.first { $0.number == number }
            let before = versions.last { $0.number < number }
            let difference = before.flatMap { text($0) }.flatMap { old in
                version.flatMap { text($0) }.map { PlanDifference(from: old, to: $0) }
            }
            return visit.layout.page(
                "Versions of the plan of \(id)", back: Page.Link("Back to the case", to: "/case/\(id)")
            ) {
                identity(id, look.file)
                HTML.h1("Versions of the plan")
                if versions.isEmpty { HTML.p("No version of the plan in sections is recorded.") }
                HTML.list(
                    versions.map { version in
                        .joined([
                            .link(
                                "Version \(version.number), made on \(version.made.inWords)",
                                to: "/case/\(id)/plan?version=\(version.number)"), HTML(" "),
                            .link(
                                "Download", to: "/case/\(id)/document/structured-plan/\(version.plan)"),
                        ])
                    })
                if let difference, let before {
                    HTML.h2("What changed from version \(before.number) to version \(number)")
                    HTML.joined(
                        PlanPage(difference, title: "").text.split(separator: "\n").map { HTML.p(String($0)) })
                } else if before != nil {
                    HTML.p("What changed cannot be shown: one of the two texts is not kept.")
                }
            }
        }
    }

    // MARK: Who looked

    private func whoLooked(_ id: CaseID, _ why: AccessRecord.Ground, _ visit: Visit) -> Response {
        answer(visit) {
            let look = try open(id, visit, why: why)
            let openings = try entries.openings(of: id)
            return visit.layout.page("Who opened \(id)", back: Page.Link("Back to the case", to: "/case/\(id)")) {
                identity(id, look.file)
                HTML.h1("Who opened this case")
                HTML.p(
                    "Each opening by the desk and the portal, the latest first, at most \(CaseEntries.mostOpenings). What was "
                        + "read in another way, as by a command or on paper, is not in this list.")
                HTML.table(
                    caption: "Openings",
                    columns: ["Who", "When", "What", "What for"].map { HTML.Column($0) },
                    rows: openings.map { record in
                        let seconds = record.at / 1_000
                        let contact = record.contact.map { " (contact \($0))" } ?? ""
                        return [
                            HTML("\(Self.who(record.by))\(contact)"),
                            HTML("\(London.day(unixSeconds: seconds).short), \(Layout.clock(seconds))"),
                            HTML(
                                record.role.map { "\(record.opened.rawValue): \($0.rawValue)" }
                                    ?? record.opened.rawValue),
                            HTML(record.why.rawValue.replacing("-", with: " ")),
                        ]
                    })
            }
        }
    }

    private static func who(_ actor: Actor) -> String {
        if case .person(let person) = actor { "\(person.id), \(person.role.words)" } else { "\(actor)" }
    }
}
