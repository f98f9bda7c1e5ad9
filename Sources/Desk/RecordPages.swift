import Arguments
import CaseFile
import Casework
import Contracts
import Crypto
import HTML
import HTTPServer
import JSON
import Pages
import Plan
import Recording
import Runtime
import Statute

/// What the desk's forms are called, and what they fill in by themselves.
enum RecordPages {
    /// Who answers and who passes something is whoever is signed in: no form asks for it.
    static let filled: Set<String> = ["officer", "passed-by"]

    static func isKind(_ name: String) -> Bool { RecordKind.named(name) != nil }

    static func title(_ name: String) -> String { RecordKind.named(name)?.summary ?? name }

    /// The form of a kind for that case: its contacts, and what a decision must weigh, are there to choose from.
    static func form(_ kind: RecordKind, _ file: CaseFile, _ history: History) -> RecordForm {
        var choices: [String: [(value: String, words: String)]] = [:]
        if ContactBook.isKept(in: file) {
            choices["contact"] =
                file.contacts.map { ("\($0.number)", "Contact \($0.number), \(Words.relation($0.relation))") }
                + [("", kind.name == "contact" ? "Somebody new" : "None of them")]
        }
        if let draft = history.drafts.first {
            let pieces = draft.pieces.filter(\.mustBeWeighed)
            choices["weighed"] = pieces.map { ("\($0.key)", Draft.sentence($0, in: history.words)) }
        }
        return RecordForm(kind, without: filled, choices: choices)
    }

    /// Fields that go along and nobody fills in: the key of the submission, and the report that it corrects.
    static let key = "key"
    static let replaces = "replaces"
}

extension DeskPages {
    /// All that can be recorded, in the field's words.
    func kinds(_ id: CaseID, _ why: AccessRecord.Ground, _ visit: Visit) -> Response {
        answer(visit) {
            let look = try open(id, visit, why: why)
            let others = try drafts.drafts(in: id, now: visit.now).filter { $0.officer != visit.officer.id }
            return visit.layout.page(
                "Record something of \(id)", back: Page.Link("Back to the case", to: "/case/\(id)")
            ) {
                identity(id, look.file)
                HTML.h1("Record something")
                atIt(others)
                HTML.list(RecordKind.all.map { HTML.link($0.summary, to: "/case/\(id)/record/\($0.name)") })
            }
        }
    }

    /// The form of a kind, with what was kept of it.
    func recordPage(_ name: String, _ id: CaseID, _ why: AccessRecord.Ground, _ visit: Visit) -> Response {
        guard let kind = RecordKind.named(name) else { return noKind(visit) }
        if let refused = notTheirs(kind, visit) { return refused }
        return answer(visit) {
            let opened = try self.opened(id, why, visit)
            let kept = try drafts.draft(of: name, in: id, by: visit.officer.id, now: visit.now)
            var answers = RecordAnswers(raw: kept?.fields ?? [])
            answers.kept = try drafts.files(of: name, in: id, by: visit.officer.id, now: visit.now)
            // A link may say what is corrected or withdrawn.
            for parameter in ["report", RecordPages.replaces, "contact", "review"] {
                guard let value = visit.request.parameter(parameter), answers[parameter].isEmpty else { continue }
                answers.raw.append(Request.Field(parameter, value))
            }
            return formPage(kind, id, opened, answers, visit, isKept: kept != nil)
        }
    }

    private func noKind(_ visit: Visit) -> Response {
        problem(visit, 404, "There is no such thing to record", "Open the case, and what can be recorded from there.")
    }

    /// Deciding is for fewer roles than recording.
    private func notTheirs(_ kind: RecordKind, _ visit: Visit) -> Response? {
        guard ["decision-submitted", "final-submitted"].contains(kind.name), !visit.officer.role.may(.decide) else {
            return nil
        }
        return allowed(.decide, visit) { nil }
    }

    private func formPage(
        _ kind: RecordKind, _ id: CaseID, _ opened: Opened, _ answers: RecordAnswers, _ visit: Visit,
        errors: [FieldError] = [], findings: HTML = .empty, isKept: Bool = false
    ) -> Response {
        let form = RecordPages.form(kind, opened.look.file, opened.history)
        let key = answers[RecordPages.key].isEmpty ? "\(SubmissionKey.fresh())" : answers[RecordPages.key]
        return visit.layout.page(
            "\(kind.summary) (\(id))", status: errors.isEmpty ? 200 : 400,
            back: Page.Link("Back to the case", to: "/case/\(id)"), errors: errors
        ) {
            identity(id, opened.look.file)
            HTML.h1(kind.summary)
            findings
            if isKept { HTML.p("This is what you typed before, as the desk kept it.") }
            HTML.element("div", .class("beside")) {
                HTML.element("div") {
                    HTML.element(
                        "form", Attribute("method", "post"), Attribute("action", "/case/\(id)/record/\(kind.name)"),
                        Attribute("novalidate"), Attribute("enctype", "multipart/form-data"),
                        Attribute("data-keep", "/case/\(id)/keep/\(kind.name)")
                    ) {
                        HTML.csrf(visit.csrf)
                        HTML.hidden(RecordPages.key, key)
                        HTML.hidden("seen", "\(opened.seen)")
                        answers[RecordPages.replaces].isEmpty
                            ? HTML.empty : HTML.hidden(RecordPages.replaces, answers[RecordPages.replaces])
                        HTML.recordFields(form, answers, errors: errors)
                        HTML.p("Nothing is recorded before you have seen what follows from it.")
                        HTML.button("Check", name: "do", value: "check")
                        HTML.button("Save and come back later", name: "do", value: "keep", isSecondary: true)
                        HTML.button("Throw away", name: "do", value: "discard", isSecondary: true)
                        HTML.element("p", .id("kept"), Attribute("role", "status")) { HTML.empty }
                    }
                }
                draft(kind, opened, visit)
            }
        }
    }

    /// What a decision rests on, beside its form. It proposes no outcome.
    private func draft(_ kind: RecordKind, _ opened: Opened, _ visit: Visit) -> HTML {
        guard kind.name == "decision-submitted", let draft = opened.history.drafts.first else { return .empty }
        let words = opened.history.words
        func sentences(_ title: String, _ notes: [StepNote]) -> HTML {
            notes.isEmpty
                ? .empty
                : .h3(title) + .list(notes.map { HTML("\(Words.sentence($0.sentence(in: words))).") })
        }
        func pieces(_ title: String, _ pieces: [Casework.Draft.Piece]) -> HTML {
            pieces.isEmpty
                ? .empty
                : .h3(title)
                    + .list(
                        pieces.map { piece in
                            .joined([
                                HTML("\(Casework.Draft.sentence(piece, in: words)). "),
                                piece.document.map { key in
                                    HTML.link(
                                        "Download", to: "/case/\(key.case)/document/\(key.role.rawValue)/\(key.hash)")
                                } ?? .empty,
                                piece.mustBeWeighed
                                    ? HTML(" The reasons must say a word about it.") : .empty,
                            ])
                        })
        }
        return .element("section", Attribute("aria-label", "What the decision rests on")) {
            HTML.h2("What the decision rests on")
            HTML.p("\(Words.sentence(draft.deadline.why)). It proposes no outcome.")
            if let recommends = draft.recommends {
                HTML.p("The report recommends \(Words.outcome(recommends)).")
            }
            HTML.h3("What is known")
            HTML.list(draft.known.map { HTML($0) })
            sentences("What is missing", draft.missing)
            sentences("Where what is said differs", draft.differences)
            pieces("What child, family and setting say", draft.views)
            pieces("Evidence", draft.evidence)
            pieces("What was asked for", draft.requests)
            pieces("Reports and records", draft.papers)
        }
    }

    // MARK: What is sent

    /// Keeps what stands in a form, for the script.
    func keep(_ name: String, _ id: CaseID, _ form: Form, _ visit: Visit) -> Response? {
        guard RecordKind.named(name) != nil else { return noKind(visit) }
        guard ground(id, visit.officer, now: visit.now) != nil else { return .text("no\n", status: 403) }
        return kept(RecordAnswers(form), of: name, in: id, visit) ?? .text("kept\n")
    }

    /// Nil when it is kept; else why not, as a page.
    private func kept(_ answers: RecordAnswers, of name: String, in id: CaseID, _ visit: Visit) -> Response? {
        let fields = answers.raw.filter { $0.name != "do" }
        do {
            try drafts.keep(fields, of: name, in: id, by: visit.officer.id, now: visit.now)
            try drafts.keep(answers.files, of: name, in: id, by: visit.officer.id, now: visit.now)
            return nil
        } catch FormDrafts.Fault.tooLarge {
            return problem(
                visit, 413, "That is too much to keep",
                "Go back: what you typed stands in the form still. Put long texts into a file and give that.")
        } catch FormDrafts.Fault.tooMany {
            return problem(
                visit, 409, "You have begun too many things",
                "Go back: what you typed stands in the form still. Give or throw away some of what you have begun.")
        } catch {
            return problem(
                visit, 503, "What you typed could not be kept",
                "Go back: it stands in the form still. Tell whoever runs this system.")
        }
    }

    /// A form was sent: it is checked, kept, thrown away, or given.
    func record(_ name: String, _ id: CaseID, _ form: Form, _ visit: Visit) -> Response? {
        guard let kind = RecordKind.named(name) else { return noKind(visit) }
        if let refused = notTheirs(kind, visit) { return refused }
        guard let why = ground(id, visit.officer, now: visit.now) else { return .seeOther("/case/\(id)") }
        var answers = RecordAnswers(form)
        do {
            answers.kept = try drafts.files(of: name, in: id, by: visit.officer.id, now: visit.now)
        } catch {
            return problem(
                visit, 503, "What you typed before cannot be read",
                "Go back: what you typed now stands in the form still. Tell whoever runs this system.")
        }
        switch form["do"] {
        case "discard":
            return answer(visit) {
                try drafts.erase(name, in: id, by: visit.officer.id)
                return .seeOther("/case/\(id)")
            }
        case "keep": return kept(answers, of: name, in: id, visit) ?? .seeOther("/begun")
        case "give", "pass": return give(kind, id, answers, why, visit, isPassed: form["do"] == "pass")
        default:
            // Whatever comes of the check, what was typed is kept first.
            if let fault = kept(answers, of: name, in: id, visit) { return fault }
            return check(kind, id, answers, why, visit)
        }
    }

    // MARK: Checked, then given

    /// One report as a form gives it, and the case that it is held against.
    private struct Made {
        var report: GivenReport
        let hand: CaseInHand
        let opened: Opened
    }

    private func made(
        _ kind: RecordKind, _ id: CaseID, _ answers: RecordAnswers, _ opened: Opened, _ visit: Visit, isPassed: Bool
    ) throws -> Made {
        let form = RecordPages.form(kind, opened.look.file, opened.history)
        let file = opened.look.file
        let today = opened.look.today
        var given = ["officer": visit.officer.id.text, "seeds": seeds]
        if isPassed { given["passed-by"] = visit.officer.id.text }
        let arguments: Arguments
        do throws(FieldFaults) {
            arguments = try form.arguments(answers.values(of: form), given: given)
        } catch {
            throw FieldError.Several(errors: error.faults.map { FieldError($0) })
        }
        var papers = try answers.papers(of: form)
        do {
            var sections: FinalInSections?
            if kind.name == "final-submitted", let place = papers.firstIndex(where: { $0.option == "plan" }) {
                sections = try FinalInSections(papers[place].document, of: id)
                if let sections { papers[place].document = sections.page }
            }
            let on = try RecordKind.day(arguments, "on")
            let draft = RecordDraft(
                id: id, file: file, today: today,
                review: try RecordDraft.review(
                    kind.isAboutReview ? try arguments.optionalInt("review") : nil, for: kind, of: id, in: file),
                papers: Dictionary(grouping: papers, by: \.option).mapValues { $0.map(\.document.hash) },
                actor: visit.officer.actor, on: on, contacts: ContactBook(of: file, entries: opened.entries))
            let data = try kind.data(arguments, draft)
            guard let key = RecordDraft.key(answers[RecordPages.key]) else {
                throw UsageError("the form has lost its key: open it again")
            }
            let replaces = answers[RecordPages.replaces]
            let report = GivenReport(
                data, under: key, on: on ?? today, today: today,
                replacing: replaces.isEmpty ? nil : RecordDraft.key(replaces),
                documents: Dictionary(
                    papers.map { ($0.document.hash, $0.document) }, uniquingKeysWith: { first, _ in first }),
                sections: sections)
            let words = ModelWords(of: file.plan, on: today, in: models)
            return Made(
                report: report,
                hand: CaseInHand(id, file, on: today, holidays: holidays, model: words.holding?.model), opened: opened)
        } catch let error as CommandError {
            throw FieldError.Several(errors: [FieldError(form.fault(error))])
        } catch let error as UsageError {
            throw FieldError.Several(errors: [FieldError(form.fault(error))])
        } catch let error as SeedError {
            throw FieldError.Several(errors: [FieldError(form.fault(error))])
        }
    }

    private func mayNameOthers(_ kind: RecordKind) -> Bool {
        ["decision-submitted", "paper-astray", "paper-not-yours"].contains(kind.name)
    }

    /// What is found of it, before it is given.
    private func check(
        _ kind: RecordKind, _ id: CaseID, _ answers: RecordAnswers, _ why: AccessRecord.Ground, _ visit: Visit
    ) -> Response {
        answer(visit) {
            let opened = try self.opened(id, why, visit)
            do {
                var made = try made(kind, id, answers, opened, visit, isPassed: false)
                let verdict = try made.report.verdict(
                    of: made.hand, in: opened.look.file, by: visit.officer.actor, seen: opened.seen,
                    others: mayNameOthers(kind) ? board.others : OtherCases())
                return checkPage(kind, id, answers, opened, verdict, visit)
            } catch let several as FieldError.Several {
                return formPage(kind, id, opened, answers, visit, errors: several.errors)
            }
        }
    }

    private func checkPage(
        _ kind: RecordKind, _ id: CaseID, _ answers: RecordAnswers, _ opened: Opened, _ verdict: CaseInHand.Verdict,
        _ visit: Visit
    ) -> Response {
        switch verdict {
        case .repeated:
            // Its answer was lost, or it was sent twice. What was typed since is not in the record, and nobody but its writer knows
            // whether it differs.
            var another = answers
            another.raw.removeAll { $0.name == RecordPages.key }
            another.raw.append(Request.Field(RecordPages.key, "\(SubmissionKey.fresh())"))
            return visit.layout.page(
                "This was recorded already (\(id))", back: Page.Link("Back to the case", to: "/case/\(id)")
            ) {
                identity(id, opened.look.file)
                HTML.h1("This was recorded already")
                HTML.p(
                    "It stands in the record as it was when you gave it. If you have changed it since, record it as another."
                )
                giving(kind, id, answers, opened, visit, button: "Close it: nothing was changed", action: "discard")
                giving(kind, id, another, opened, visit, button: "Record what stands here as another", action: "check")
            }
        case .refused(let findings):
            return formPage(
                kind, id, opened, answers, visit,
                findings: found(findings, opened, isRefused: true)
                    + passing(kind, id, answers, opened, findings, visit))
        case .accepted(let entry, let findings):
            return visit.layout.page(
                "Check before it is recorded (\(id))",
                back: Page.Link("Change it", to: "/case/\(id)/record/\(kind.name)")
            ) {
                identity(id, opened.look.file)
                HTML.h1("Check before it is recorded")
                HTML.summaryList([
                    ("What", HTML(kind.summary)), ("By", HTML(visit.officer.words)),
                    ("On", HTML((entry.events.first?.happened ?? opened.look.today).withWeekday)),
                ])
                found(findings, opened, isRefused: false)
                follows(entry, opened)
                newSince(answers, opened)
                giving(kind, id, answers, opened, visit, button: "Record it", action: "give")
            }
        }
    }

    /// What the form holds, to be sent once more as it stands; its files are those that are kept.
    private func giving(
        _ kind: RecordKind, _ id: CaseID, _ answers: RecordAnswers, _ opened: Opened, _ visit: Visit, button: String,
        action: String
    ) -> HTML {
        .form(to: "/case/\(id)/record/\(kind.name)", csrf: visit.csrf) {
            HTML.joined(
                answers.raw.filter { !["do", "seen"].contains($0.name) }.map { HTML.hidden($0.name, $0.value) })
            HTML.hidden("seen", "\(opened.seen)")
            HTML.button(button, name: "do", value: action)
        }
    }

    /// What was found, in words, the gravest first.
    private func found(_ findings: [Finding], _ opened: Opened, isRefused: Bool) -> HTML {
        let words = opened.history.words
        func part(_ title: String, _ findings: [Finding]) -> HTML {
            findings.isEmpty
                ? .empty
                : .h2(title) + .list(findings.map { HTML("\(Words.sentence($0.sentence(in: words))).") })
        }
        return .joined([
            isRefused ? .warning("It is not recorded.") : .empty, part("Why it is refused", findings.refusals),
            part("What a manager or named deputy may pass all the same", findings.held),
            part("Somebody should look at this", findings.filter { $0.severity == .asks }),
            part("What follows", findings.filter { $0.severity == .notes }),
        ])
    }

    /// A manager or named deputy may send what is held, and says why.
    private func passing(
        _ kind: RecordKind, _ id: CaseID, _ answers: RecordAnswers, _ opened: Opened, _ findings: [Finding],
        _ visit: Visit
    ) -> HTML {
        guard findings.refusals.isEmpty, !findings.held.isEmpty, [.manager, .deputy].contains(visit.officer.role),
            kind.options.contains(where: { $0.name == "passed-by" })
        else { return .empty }
        return .h2("Pass it all the same")
            + .p("What you pass is recorded with the decision, and the quality lead is shown it.")
            + giving(kind, id, answers, opened, visit, button: "Pass and record it", action: "pass")
    }

    private func follows(_ entry: Entry, _ opened: Opened) -> HTML {
        guard case .contactRecorded(let contact)? = entry.events.first?.data else { return .empty }
        var after = opened.look.file
        _ = after.append(entry, at: .max)
        let all = ContactBook.consequences(of: contact.contact, in: after)
        return all.isEmpty ? .empty : .h2("What follows") + .list(all.map { HTML("\(Words.sentence($0)).") })
    }

    /// What came to the case since the form was opened: by somebody else, or by a service.
    private func newSince(_ answers: RecordAnswers, _ opened: Opened) -> HTML {
        guard let seen = Int64(answers["seen"]), opened.seen > seen else { return .empty }
        let new = opened.entries.filter { $0.position >= seen }
        return .h2("The case has changed since you opened the form")
            + .list(
                new.flatMap { _, entry in
                    entry.events.map { HTML("\($0.data.type), by \(entry.by), \(entry.recorded.short)") }
                })
    }

    private func give(
        _ kind: RecordKind, _ id: CaseID, _ answers: RecordAnswers, _ why: AccessRecord.Ground, _ visit: Visit,
        isPassed: Bool
    ) -> Response {
        if let fault = kept(answers, of: kind.name, in: id, visit) { return fault }
        return answer(visit) {
            let opened = try self.opened(id, why, visit)
            do {
                // Against a file that has changed it is checked once more, with what is new beside it.
                if let seen = Int64(answers["seen"]), opened.seen > seen {
                    return check(kind, id, answers, why, visit)
                }
                let made = try made(kind, id, answers, opened, visit, isPassed: isPassed)
                let verdict = try given(made, id, visit, others: mayNameOthers(kind) ? board.others : OtherCases())
                switch verdict {
                case .recorded, .repeated:
                    try drafts.erase(kind.name, in: id, by: visit.officer.id)
                    return .seeOther(Address.path("/case/\(id)", [("given", kind.name)]))
                case .refused(let findings):
                    return formPage(
                        kind, id, opened, answers, visit,
                        findings: found(findings, opened, isRefused: true)
                            + passing(kind, id, answers, opened, findings, visit))
                case .contradicted:
                    return problem(
                        visit, 409, "It was not recorded",
                        "Something else was recorded in the same moment that it contradicts. What you typed is kept: open the "
                            + "case, look, and go on with it from there.")
                }
            } catch let several as FieldError.Several {
                return formPage(kind, id, opened, answers, visit, errors: several.errors)
            }
        }
    }

    /// What became of something that was given.
    private enum Given: Sendable {
        case recorded, repeated, contradicted
        case refused([Finding])
    }

    /// Decides it against the file as it stands now, appends it, and waits until it is read back.
    private func given(_ made: Made, _ id: CaseID, _ visit: Visit, others: OtherCases) throws -> Given {
        let (actor, report, seen, hand) = (visit.officer.actor, made.report, made.opened.seen, made.hand)
        let answered = try questions.ask { state throws(Questions.Fault) -> (Given, [Act]) in
            guard let file = state.file(of: id) else { throw .noCase }
            var report = report
            let verdict: CaseInHand.Verdict
            do {
                verdict = try report.verdict(of: hand.with(file), in: file, by: actor, seen: seen, others: others)
            } catch { throw .late }
            switch verdict {
            case .repeated: return (.repeated, [])
            case .refused(let findings): return (.refused(findings), [])
            case .accepted(let entry, _):
                let records = report.records(of: entry, in: id).map { key, document in
                    Act.record(
                        .documents, partition: nil, key: "\(key)", value: document.bytes, headers: document.headers)
                }
                return (.recorded, records + [.entry(id, entry)])
            }
        }
        switch answered.receptions.first {
        case .doesNotFit, .notEntitled: return .contradicted
        case .repeated: return .repeated
        case .accepted, nil: return answered.answer
        }
    }
}
