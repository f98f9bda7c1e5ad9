import CaseFile
import Casework
import Contracts
import HTML
import HTTPServer
import Pages
import Statute

extension DeskPages {
    /// How many lines one page of a list has.
    static let linesAPage = 25

    /// What a list may be narrowed to.
    enum Show: String, CaseIterable {
        case all, today, week, longest, waiting

        var words: String {
            switch self {
            case .all: "Everything, in the order to do it"
            case .today: "Today and before"
            case .week: "This week"
            case .longest: "Longest waiting"
            case .waiting: "Waiting for others"
            }
        }

        func takes(_ item: WorkItem, on day: Day) -> Bool {
            switch self {
            case .all, .longest: true
            case .today: item.step.by.map { $0 <= day } ?? false
            case .week: item.step.by.map { $0 <= day + WorkGroup.reachDays } ?? false
            case .waiting: item.step.who != .coordinator && item.step.who != .manager
            }
        }
    }

    /// Whose list it is: one's own, or, for who sees everybody's load, an officer's.
    private func whose(_ visit: Visit) -> ActorID {
        guard visit.officer.role.may(.load), let named = visit.request.parameter("officer"), let id = ActorID(named)
        else { return visit.officer.id }
        return id
    }

    func listPage(_ visit: Visit) -> Response {
        guard let today = board.today else { return fault(.notReady, visit) }
        let show = visit.request.parameter("show").flatMap(Show.init) ?? .all
        let officer = whose(visit)
        let all = board.items { $0 == officer }
        var items = all.filter { show.takes($0, on: today) }
        if show == .longest {
            items = items.filter { ($0.step.by ?? today) < today }.sorted {
                ($0.step.by ?? today, $0.id, $0.step.review) < ($1.step.by ?? today, $1.id, $1.step.review)
            }
        } else {
            // Whoever's cases have several models works as most say; a list of one council has one.
            items = WorklistOrder().sorted(items, on: today)
        }
        let pages = max(1, (items.count + Self.linesAPage - 1) / Self.linesAPage)
        let page = min(pages, max(1, visit.request.parameter("page").flatMap { Int($0) } ?? 1))
        let lines = items.dropFirst((page - 1) * Self.linesAPage).prefix(Self.linesAPage)
        func address(_ show: Show, page: Int = 1) -> String {
            Address.path(
                "/",
                [
                    ("show", show == .all ? "" : show.rawValue),
                    ("officer", officer == visit.officer.id ? "" : officer.text),
                    ("page", page == 1 ? "" : "\(page)"),
                ])
        }
        let title = officer == visit.officer.id ? "Your list" : "The list of \(officer)"
        return visit.layout.page(title) {
            HTML.h1(title)
            HTML.p("\(today.withWeekday). \(Self.count(all.count, "thing")) to do.")
            finder
            HTML.subNavigation(
                "Parts of the list",
                Show.allCases.map { part in
                    let count = part == .longest ? nil : all.count { part.takes($0, on: today) }
                    return Page.Link(
                        "\(part.words)\(count.map { " (\($0))" } ?? "")", to: address(part), isCurrent: part == show)
                })
            if lines.isEmpty {
                HTML.p("Nothing is to be done here.")
            } else {
                HTML.table(
                    caption: show.words, columns: ["Case", "What to do", "By", "Why"].map { HTML.Column($0) },
                    rows: lines.map { row($0, on: today) })
            }
            HTML.pagination(page: page, of: pages) { address(show, page: $0) }
        }
    }

    private var finder: HTML {
        .element("form", Attribute("method", "get"), Attribute("action", "/find")) {
            HTML.input("case", "Open a case by its reference", hint: "As B-10432.")
            HTML.button("Open", isSecondary: true)
        }
    }

    /// Leads to a case by its reference.
    func find(_ visit: Visit) -> Response {
        let word = (visit.request.parameter("case") ?? "").filter { !$0.isWhitespace }
        guard let id = CaseID(word) else { return noCase(visit) }
        return .seeOther("/case/\(id)")
    }

    private func row(_ item: WorkItem, on today: Day) -> [HTML] {
        let words = board.known(item.id)?.words ?? ModelWords()
        let review = item.step.review > 0 ? ", review \(item.step.review)" : ""
        return [
            .joined([
                .link(item.id.text, to: "/case/\(item.id)"),
                board.name(of: item.id).map { HTML(", \($0)\(review)") } ?? HTML(review),
            ]),
            .joined([
                HTML(Words.sentence(item.step.what.text(in: words))),
                item.step.owner.map { HTML(" For \($0) to do.") } ?? .empty,
                item.step.keepsFamilyWaiting ? HTML(" ") + HTML.tag("A family waits") : .empty,
                item.precedence.isFirst ? HTML(" ") + HTML.tag("Comes first") : .empty,
            ]),
            HTML(Self.day(item.step.by, on: today)), HTML("\(Words.sentence(item.step.because.sentence(in: words)))."),
        ]
    }

    /// A day, and how far off it is.
    static func day(_ day: Day?, on today: Day) -> String {
        guard let day else { return "No day is known" }
        let off = day - today
        let words =
            off == 0 ? "today" : off < 0 ? "\(Deadline.count(-off, "day")) late" : "in \(Deadline.count(off, "day"))"
        return "\(day.short) (\(words))"
    }

    static func count(_ number: Int, _ thing: String) -> String { Deadline.count(number, thing) }

    /// How much everybody has to do.
    func loadPage(_ visit: Visit) -> Response {
        guard let today = board.today else { return fault(.notReady, visit) }
        let load = board.load(on: today)
        return visit.layout.page("Load") {
            HTML.h1("Load")
            HTML.p("What everybody holds on \(today.withWeekday), and for how long it has been late.")
            HTML.table(
                caption: "Cases and things to do, by officer",
                columns: [
                    HTML.Column("Officer"), HTML.Column("Cases", isNumeric: true),
                    HTML.Column("To do", isNumeric: true), HTML.Column("Late", isNumeric: true),
                    HTML.Column("Longest late, days", isNumeric: true),
                ],
                rows: load.map { officer, load in
                    [
                        officer.map { HTML.link($0.text, to: Address.path("/", [("officer", $0.text)])) }
                            ?? HTML("nobody"),
                        HTML("\(load.cases)"), HTML("\(load.lines)"), HTML("\(load.late)"), HTML("\(load.longest)"),
                    ]
                })
        }
    }

    /// What did not reach whoever it was for: a queue with owners.
    func unsentPage(_ visit: Visit) -> Response {
        let seesAll = visit.officer.role != .coordinator
        let unsent = board.unsent { seesAll || $0 == visit.officer.id }
        let shown = unsent.prefix(500)
        return visit.layout.page("What did not arrive") {
            HTML.h1("What did not arrive")
            HTML.p("\(Self.count(unsent.count, "message")) that will reach nobody unless somebody acts.")
            if !shown.isEmpty {
                HTML.table(
                    caption: "Messages, each with who holds the case",
                    columns: ["Case", "Message", "Why", "Who holds the case"].map { HTML.Column($0) },
                    rows: shown.map { item in
                        [
                            HTML.link(item.id.text, to: "/case/\(item.id)"), HTML("\(item.unsent.message)"),
                            HTML(Self.why(item.unsent)), HTML(item.officer?.text ?? "nobody"),
                        ]
                    })
            }
            if shown.count < unsent.count { HTML.p("The first \(shown.count) are shown.") }
        }
    }

    private static func why(_ unsent: Unsent) -> String {
        switch unsent.reason {
        case .failed(let why): why.rawValue.replacing("-", with: " ")
        case .lacks(let lack): lack.words
        case .returned(let why): why.words
        }
    }

    /// What somebody began and has not given.
    func begunPage(_ visit: Visit) -> Response {
        let begun: [FormDrafts.Draft]
        do { begun = try drafts.drafts(by: visit.officer.id, now: visit.now) } catch {
            return problem(visit, 503, "What you began cannot be read", "Tell whoever runs this system.")
        }
        return visit.layout.page("Begun and not given") {
            HTML.h1("Begun and not given")
            HTML.p("What you typed is kept for thirty days after the last change, on this and any other computer.")
            if begun.isEmpty {
                HTML.p("You have begun nothing.")
            } else {
                HTML.list(
                    begun.map { draft in
                        .link(
                            "\(draft.id): \(RecordPages.title(draft.kind))",
                            to: "/case/\(draft.id)/record/\(draft.kind)")
                    })
            }
        }
    }
}
