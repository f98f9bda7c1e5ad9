import Analytics
import CaseFile
import Caseload
import Casework
import Contracts
import JSON
import Metrics
import Quality
import Statute

/// A pilot judged, for people and programs.
struct PilotReport {
    /// What a model costs those who work with it, over the days that are judged.
    struct Work {
        /// The model.
        let model: String
        /// Plans maintained for which it holds.
        let plans: Int
        /// Letters and messages that left for families.
        let letters: Int
        /// Requests and messages that left for settings, by the setting; 0 where none is recorded.
        let settings: [UInt32: Int]
        /// What left on paper, and what people recorded; nil where nobody looked.
        let paper: PilotPaper.Sheet?
        /// Sessions for families in those days, by when they were, and of them those to which somebody of the family came.
        let sessions: [SessionTime: (offered: Int, attended: Int)]

        var requests: Int { settings.values.reduce(0, +) }
    }

    let judgement: PilotJudgement
    let today: Day
    let work: [Work]
    /// What was set down in the log before it started; nil where nothing was.
    let commitment: PilotCommitment?

    /// Judges it. Throws where the pilot or a metric is not there.
    init(
        _ plan: PilotPlan, _ caseload: Caseload, on day: Day, today: Day, models: ReviewModels, metrics: Metrics,
        paper: PilotPaper? = nil, commitment: PilotCommitment? = nil
    ) throws {
        self.commitment = commitment
        var arms: [String: [CaseID: CaseFile]] = [:]
        for (id, known) in caseload.cases {
            guard let recorded = known.file.plan, recorded.model == plan.pilot,
                let model = models.holding(recorded, on: day)?.model.id
            else { continue }
            arms[model, default: [:]][id] = known.file
        }
        guard let pilot = models.pilots[plan.pilot] else {
            throw PilotReportError("there is no pilot \(plan.pilot) in seeds/models")
        }
        var figures: [String: PilotJudgement.Figure] = [:]
        let (ours, others) = (arms[pilot.model] ?? [:], arms[pilot.otherwise] ?? [:])
        guard let window = Window(from: plan.from, asAt: day) else {
            throw PilotReportError("\(day) lies before the first day of the pilot")
        }
        let tables = (try FilesAsAt.tables(ours, on: day), try FilesAsAt.tables(others, on: day))
        for name in Set(plan.aims.map(\.metric) + plan.harms.map(\.metric)) {
            guard let metric = metrics[name], case .share = metric.measure else {
                throw PilotReportError("\(name) is no metric of seeds/metrics that counts a share")
            }
            func interval(_ tables: [MetricRows: FactTable]) -> ShareInterval? {
                guard let table = tables[metric.rows] else { return nil }
                let count = metric.count(in: table, window).all
                return ShareInterval(count.those, of: count.of)
            }
            if let pilot = interval(tables.0), let others = interval(tables.1) {
                figures[name] = PilotJudgement.Figure(pilot: pilot, others: others)
            }
        }
        judgement = PilotJudgement(
            plan, on: day, figures: figures, answers: PilotReport.answers(in: [ours, others].flatMap(\.values), window))
        self.today = today
        work = [pilot.model, pilot.otherwise].map { PilotReport.work($0, arms[$0] ?? [:], window, paper) }
    }

    /// How many were asked the three questions, and answered one at least: of each review that was held in those days the
    /// parent, and the child or young person. Nil where no answer is recorded at all.
    private static func answers(in files: [CaseFile], _ window: Window) -> PilotJudgement.Answers? {
        var (asked, answered) = (0, 0)
        for file in files {
            let held = Set(
                file.reviews.compactMap { review in
                    review.held.flatMap { window.contains($0) ? review.number : nil }
                })
            asked += 2 * held.count
            // Who answers twice, or by two ways, has answered.
            answered +=
                Set(
                    file.experiences.filter { held.contains($0.review) && $0.answered <= window.asAt }.map {
                        [$0.from == .youngPerson ? 1 : 0, Int($0.review)]
                    }
                ).count
        }
        return answered == 0 ? nil : PilotJudgement.Answers(asked: asked, answered: answered)
    }

    private static func work(
        _ model: String, _ files: [CaseID: CaseFile], _ window: Window, _ paper: PilotPaper?
    ) -> Work {
        var (letters, settings) = (0, [UInt32: Int]())
        var sessions: [SessionTime: (offered: Int, attended: Int)] = [:]
        for file in files.values {
            for session in file.sessions where window.contains(session.session) {
                sessions[session.when, default: (0, 0)].offered += 1
                if session.attended == true { sessions[session.when, default: (0, 0)].attended += 1 }
            }
            for message in file.messages {
                guard let sent = message.sent, window.contains(sent) else { continue }
                switch message.id.addressee {
                case .contact: letters += 1
                case .party(.setting): settings[file.plan?.setting ?? 0, default: 0] += 1
                default: break
                }
            }
        }
        return Work(
            model: model, plans: files.values.count { $0.ended == nil }, letters: letters, settings: settings,
            paper: paper.map { paper in
                files.keys.reduce(into: PilotPaper.Sheet()) { sum, id in paper.sheets[id].map { sum.add($0) } }
            }, sessions: sessions)
    }

    /// Said with every result.
    private var response: String {
        guard let answers = judgement.answers else {
            return
                "Answers of families and children: none are recorded in this log, so nothing is said of what they think."
        }
        return
            "Of \(answers.asked) who were to be asked, a parent and a child or young person after each review, \(answers.answered) answered."
    }

    private var standing: String {
        today >= judgement.plan.published
            ? "For publication since \(judgement.plan.published.inWords)."
            : "An interim look, for who runs the pilot alone: the result is published on \(judgement.plan.published.inWords)."
    }

    // MARK: For people

    /// How a pilot will be judged.
    static func text(of plan: PilotPlan) -> String {
        var text = "\(plan.title), the pilot \(plan.pilot)\n"
        text += "From \(plan.from.inWords) to \(plan.until.inWords); published on \(plan.published.inWords)\n"
        text += "SHA-256 of the file: \(plan.sha256)\n\nCompared with\n" + Prose.wrapped(plan.comparison, indent: 2)
        text += "Nothing is said of fewer than \(plan.fewest) in either group.\n\nAims\n"
        for aim in plan.aims {
            text += Prose.wrapped(
                "\(aim.words): \(aim.metric), \(aim.better.rawValue) by \(aim.points) points of a hundred", indent: 2)
        }
        text += "\nWhat ends it\n"
        for harm in plan.harms {
            text += Prose.wrapped(
                "\(harm.words): \(harm.metric), worse by \(harm.points) points of a hundred", indent: 2)
        }
        text += "\nWhat family and child are asked after each review\n"
        for question in plan.questions { text += "  \(question)\n" }
        return text + "\nWhat everybody is told\n" + Prose.wrapped(plan.notice, indent: 2)
    }

    private static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1_000).rounded())
        return "\(tenths < 0 ? "−" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    private func figure(_ metric: String) -> String {
        guard let figure = judgement.figures[metric], let one = figure.pilot.share, let other = figure.others.share,
            let difference = figure.difference, let range = figure.range
        else { return "nothing to count in one of the groups" }
        return
            "\(Self.percent(one))% (\(figure.pilot.those) of \(figure.pilot.of)) in the pilot, \(Self.percent(other))% "
            + "(\(figure.others.those) of \(figure.others.of)) beside it: a difference of \(Self.percent(difference)) points, at 95 "
            + "in 100 between \(Self.percent(range.lowerBound)) and \(Self.percent(range.upperBound))"
    }

    var text: String {
        let plan = judgement.plan
        var text = "\(plan.title), \(plan.from.inWords) to \(judgement.day.inWords)\n"
        text += Prose.wrapped("\(standing) \(response) Compared with: \(plan.comparison)", indent: 0)
        text += "SHA-256 of \(plan.name).yaml: \(plan.sha256)\n"
        text += Prose.wrapped(
            commitment.map { "\($0.by.text) committed to it in the log on \($0.said.inWords), before the first day." }
                ?? "Nobody committed to it in the log before the first day: the log cannot show whether it was changed since.",
            indent: 0)
        text += "\n"
        for aim in plan.aims {
            text += Prose.wrapped(
                "\(aim.words): \(judgement.verdict(of: aim).words). \(figure(aim.metric)).", indent: 2)
        }
        let harmful = judgement.harmful
        text += harmful.isEmpty ? "\nNo threshold of harm is reached.\n" : "\nHARM: the pilot ends.\n"
        for harm in harmful {
            text += Prose.wrapped("\(harm.words), by \(harm.points) points or more: \(figure(harm.metric)).", indent: 2)
        }
        text += "\nWhat each model asks of others\n"
        for work in work {
            text += Prose.wrapped(
                "\(work.model): \(work.plans) plans, \(work.letters) letters and messages to families, \(work.requests) requests "
                    + "and messages to \(work.settings.count) settings", indent: 2)
            if let paper = work.paper {
                text += Prose.wrapped(
                    "\(paper.letters) letters left on paper, with \(paper.pages) pages"
                        + (paper.withoutPaper > 0 ? "; of \(paper.withoutPaper) more no paper is at hand" : "")
                        + ". Officers recorded \(paper.byOfficers) reports, and settings \(paper.bySettings).",
                    indent: 4)
            }
            let sessions = SessionTime.allCases.compactMap { when in
                work.sessions[when].map { "\($0.offered) \(when.words), \($0.attended) attended" }
            }
            if !sessions.isEmpty { text += "    sessions offered: \(sessions.joined(separator: "; "))\n" }
            let most = work.settings.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10)
            for (setting, count) in most {
                text += "    \(setting == 0 ? "no setting recorded" : "\(setting)"): \(count)\n"
            }
        }
        return text
    }

    // MARK: For programs

    var json: String {
        let plan = judgement.plan
        var writer = JSONWriter(capacity: 2048)
        writer.beginObject()
        writer.name("pilot")
        writer.string(plan.pilot)
        writer.name("sha256")
        writer.text(plan.sha256)
        writer.name("day")
        writer.text(judgement.day)
        writer.name("published")
        writer.text(plan.published)
        writer.name("for_publication")
        writer.boolean(today >= plan.published)
        writer.name("committed")
        if let commitment { writer.text(commitment.said) } else { writer.null() }
        writer.name("answers")
        if let answers = judgement.answers {
            writer.beginObject()
            writer.name("asked")
            writer.integer(answers.asked)
            writer.name("answered")
            writer.integer(answers.answered)
            writer.endObject()
        } else {
            writer.null()
        }
        writer.name("aims")
        writer.beginList()
        for aim in plan.aims {
            writer.element()
            writer.beginObject()
            writer.name("metric")
            writer.string(aim.metric)
            writer.name("verdict")
            writer.string(judgement.verdict(of: aim).rawValue)
            if let figure = judgement.figures[aim.metric] {
                for (name, number) in [
                    ("pilot_those", figure.pilot.those), ("pilot_of", figure.pilot.of),
                    ("others_those", figure.others.those), ("others_of", figure.others.of),
                ] {
                    writer.name(name)
                    writer.integer(number)
                }
            }
            writer.endObject()
        }
        writer.endList()
        writer.name("harm")
        writer.list(judgement.harmful.map(\.metric))
        writer.name("work")
        writer.beginList()
        for work in work {
            writer.element()
            writer.beginObject()
            writer.name("model")
            writer.string(work.model)
            for (name, number) in [("plans", work.plans), ("letters", work.letters), ("requests", work.requests)] {
                writer.name(name)
                writer.integer(number)
            }
            if let paper = work.paper {
                for (name, number) in [
                    ("letters_on_paper", paper.letters), ("pages", paper.pages),
                    ("letters_without_paper", paper.withoutPaper), ("reports_by_officers", paper.byOfficers),
                    ("reports_by_settings", paper.bySettings),
                ] {
                    writer.name(name)
                    writer.integer(number)
                }
            }
            writer.name("requests_by_setting")
            writer.beginObject()
            for (setting, count) in work.settings.sorted(by: { $0.key < $1.key }) {
                writer.name(setting == 0 ? "not-recorded" : "\(setting)")
                writer.integer(count)
            }
            writer.endObject()
            writer.name("sessions")
            writer.beginList()
            for when in SessionTime.allCases {
                guard let sessions = work.sessions[when] else { continue }
                writer.element()
                writer.beginObject()
                writer.name("when")
                writer.string(when.rawValue)
                writer.name("offered")
                writer.integer(sessions.offered)
                writer.name("attended")
                writer.integer(sessions.attended)
                writer.endObject()
            }
            writer.endList()
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}

/// Why a pilot cannot be judged, and what to do.
struct PilotReportError: Error, CustomStringConvertible {
    let description: String
    init(_ what: String) { description = "\(what): compare the file of seeds/pilots with it" }
}
