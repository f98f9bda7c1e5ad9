import CaseFile
import Contracts
import JSON
import Quality
import Statute

/// What the audits of a period come to.
struct AuditFigures {
    let from: Day
    let until: Day
    /// How many audited reviews and plans have each grade: the one that was agreed, or else that of the first audit.
    let grades: [Grade: Int]
    /// How many audits there were, and of how many another grade was given than the marks come to.
    let audits: Int
    let overridden: Int
    /// How far first audits and blind second ones agree.
    let agreement: Agreement
    /// What audits asked for: all of it, what is done, what is past its day and not done, and what a later audit found well.
    let actions: (all: Int, done: Int, late: Int, well: Int)

    /// How often what an audit learned went back to whoever wrote the advice.
    let returned: Int

    /// How many were audited.
    var audited: Int { grades.values.reduce(0, +) }

    init(_ files: [CaseID: CaseFile], from: Day, until: Day, on today: Day) {
        self.from = from
        self.until = until
        var grades: [Grade: Int] = [:]
        var (audits, overridden) = (0, 0)
        var pairs: [(Grade, Grade)] = []
        var actions = (all: 0, done: 0, late: 0, well: 0)
        var returned = 0
        for (_, file) in files.sorted(by: { $0.key < $1.key }) {
            let reports = file.submissions.filter { $0.stands && (from...until).contains($0.happened) }
            returned += reports.count { $0.kind == .auditLearningReturned }
            for review in Set(reports.filter { $0.kind == .auditRecorded }.map(\.review)).sorted() {
                let own = file.audits(of: review).filter { audit in reports.contains { $0.key == audit.key } }
                guard let first = own.first else { continue }
                audits += own.count
                overridden += own.count(where: \.isOverridden)
                let agreed = reports.last { $0.kind == .auditModerated && $0.review == review }?.agreedGrade
                grades[agreed ?? first.grade, default: 0] += 1
                if let blind = own.first(where: { $0.isBlind && $0.key != first.key && $0.by != first.by }) {
                    pairs.append((first.grade, blind.grade))
                }
            }
            for action in file.auditActions where (from...until).contains(action.asked) {
                actions.all += 1
                if action.done != nil { actions.done += 1 }
                if action.done == nil, action.by < today { actions.late += 1 }
                if action.isWellNow { actions.well += 1 }
            }
        }
        self.grades = grades
        self.audits = audits
        self.overridden = overridden
        self.actions = actions
        self.returned = returned
        agreement = Agreement(pairs)
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

    /// For people.
    var text: String {
        var text = "AUDITS, \(from.short) TO \(until.short)\n\n"
        guard audited > 0 else { return text + "None is recorded.\n" }
        text += "Audited: \(audited) reviews and plans in \(audits) audits.\n"
        text += "Another grade than the marks come to: \(overridden).\n"
        for grade in Grade.allCases {
            guard let interval = ShareInterval(grades[grade] ?? 0, of: audited), let share = interval.share else {
                continue
            }
            text += "  \(grade.words): \(interval.those), \(AuditFigures.percent(share)) (of all, "
            text +=
                "\(AuditFigures.percent(interval.range.lowerBound)) to \(AuditFigures.percent(interval.range.upperBound)))\n"
        }
        text += "\n"
        text += Prose.wrapped(
            agreement.cases == 0
                ? "Nothing was audited by a second person who knew nothing of the first audit."
                : "\(agreement.cases) audited by two: the same grade in \(agreement.same)"
                    + (agreement.kappa.map { ", Cohen’s kappa \(AuditFigures.hundredths($0))" } ?? "") + ".", indent: 0)
        text += Prose.wrapped(
            "Asked for: \(actions.all); done \(actions.done), past its day \(actions.late), well by a later audit "
                + "\(actions.well). What was learned went back to whoever wrote the advice: \(returned).", indent: 0)
        return text
    }

    private static func hundredths(_ number: Double) -> String {
        let value = Int((number * 100).rounded())
        let digits = String(abs(value) % 100)
        return "\(value < 0 ? "-" : "")\(abs(value) / 100).\(digits.count < 2 ? "0" : "")\(digits)"
    }

    /// For programs.
    var json: String {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.name("from")
        writer.string("\(from)")
        writer.name("until")
        writer.string("\(until)")
        for (name, value) in [
            ("audited", audited), ("audits", audits), ("overridden", overridden), ("learning_returned", returned),
        ] {
            writer.name(name)
            writer.integer(value)
        }
        writer.name("grades")
        writer.beginObject()
        for grade in Grade.allCases {
            writer.name(grade.rawValue)
            writer.integer(grades[grade] ?? 0)
        }
        writer.endObject()
        writer.name("agreement")
        writer.beginObject()
        writer.name("cases")
        writer.integer(agreement.cases)
        writer.name("same")
        writer.integer(agreement.same)
        if let kappa = agreement.kappa {
            writer.name("kappa_hundredths")
            writer.integer(Int((kappa * 100).rounded()))
        }
        writer.endObject()
        writer.name("actions")
        writer.beginObject()
        for (name, value) in [
            ("all", actions.all), ("done", actions.done), ("late", actions.late), ("well", actions.well),
        ] {
            writer.name(name)
            writer.integer(value)
        }
        writer.endObject()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
