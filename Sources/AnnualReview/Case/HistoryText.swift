import Casework
import Contracts
import Statute

extension History {
    /// The outcomes of section E over the years; nothing where the plan is in no sections.
    static func text(ofOutcomes outcomes: [String], of id: CaseID) -> String {
        guard !outcomes.isEmpty else { return "" }
        return outcomes.reduce("\nOUTCOMES OVER THE YEARS (annual-review plan \(id))\n") {
            $0 + Prose.wrapped($1, indent: 2, hanging: 4)
        }
    }

    /// For people: an EHCP Coordinator, a parent.
    var text: String {
        var text = "\(id) — as known on \(today.withWeekday)\n"
        if isRehearsal { text += "A rehearsal: an invented child on invented days.\n" }
        text += "\nTHE PLAN\n"
        for sentence in plan { text += Prose.wrapped(sentence, indent: 2) }
        if !contacts.isEmpty {
            text += "\nWHO IS TOLD\n"
            for sentence in contacts { text += Prose.wrapped(sentence, indent: 2, hanging: 4) }
        }
        text += "\nWHAT HAPPENS NEXT\n"
        if next.isEmpty { text += "  Nothing is to be done now.\n" }
        for step in next { text += History.text(step, on: today, in: words) }
        for draft in drafts {
            text += Prose.wrapped(
                "Review \(draft.review) — \(draft.reason.sentence(in: words)) (annual-review draft \(id)).", indent: 2)
        }
        if let due = nextReview {
            text += Prose.wrapped(
                "The next review must be complete by \(due.due.withWeekday): \(History.reason(due)).", indent: 2)
        }
        if let own = nextByPlan {
            text += Prose.wrapped(
                "By the plan itself it is due \(own.due.withWeekday): \(History.reason(own)).", indent: 2)
        }
        if !transfer.isEmpty { text += "\nTHE TRANSFER\n" + transfer.reduce("") { $0 + History.text($1) } }
        for part in parts {
            text += "\n\(part.title.uppercased())\n"
            for (heading, isOwn) in [("What the law sets", false), ("What plan and council set themselves", true)] {
                let due = part.due.filter { $0.isOwn == isOwn }
                if !due.isEmpty { text += "  \(heading)\n" + due.reduce("") { $0 + History.text($1) } }
            }
            if !part.byModel.isEmpty {
                text += "  What the council’s model asks for\n"
                for sentence in part.byModel { text += Prose.wrapped(sentence, indent: 4) }
            }
            text += "  What happened\n"
            for line in part.lines { text += History.text(line) }
            if part.lines.isEmpty { text += "    Nothing is recorded.\n" }
            if !part.concerns.isEmpty {
                text += "  To be seen\n"
                for sentence in part.concerns { text += Prose.wrapped(sentence, indent: 4) }
            }
        }
        if !lines.isEmpty {
            text += "\nOUTSIDE ANY REVIEW\n"
            for line in lines { text += History.text(line) }
        }
        if !letters.isEmpty {
            text += "\nLETTERS (annual-review case \(id) --letter N --out FILE)\n"
            for letter in letters {
                text += Prose.column(
                    "  \(letter.number)  \(Prose.padded(letter.written.short, History.dayWidth)) ",
                    "Review \(letter.review): \(Words.letter(letter.kind)). To \(Words.copies(letter.copies))")
            }
        }
        return text
    }

    private static func text(_ step: NextStep, on today: Day, in words: ModelWords) -> String {
        let when = step.by.map { "by \($0.withWeekday)\(Worklist.distance($0, on: today))" } ?? "no day is known"
        let review = step.review > 0 ? "Review \(step.review) — " : ""
        let who = Words.sentence(words.party(step.who))
        var text = Prose.wrapped("\(review)\(who): \(step.what.text(in: words)), \(when).", indent: 2, hanging: 4)
        text += Prose.wrapped("\(Words.sentence(step.because.sentence(in: words))).", indent: 4)
        if step.keepsFamilyWaiting {
            text += Prose.wrapped("The family is waiting to be told; without a decision it has no appeal.", indent: 4)
        }
        for also in step.also { text += Prose.wrapped("\(Words.sentence(also.sentence(in: words))).", indent: 4) }
        return text
    }

    private static func text(_ due: Due) -> String {
        let day = Prose.padded(due.deadline.due.short, dayWidth)
        let what = Words.sentence(Statute.rule(due.deadline.rule).what)
        var text = Prose.column(
            "  \(due.isLate ? "!" : " ") \(day) ", "\(what): \(due.state). Due \(reason(due.deadline)).")
        if let other = due.deadline.otherReading {
            text += Prose.wrapped("Some count to \(other.day.short): \(other.words).", indent: 5 + dayWidth)
        }
        return text
    }

    /// Of the sentence that says why, what is left when the day and what is due stand before.
    private static func reason(_ deadline: Deadline) -> String {
        let why = deadline.why
        return why.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? why
    }

    private static func text(_ line: Line) -> String {
        var sentence = line.text
        if let recorded = line.recorded { sentence += " (Recorded on \(recorded.short).)" }
        if let why = line.noLonger { sentence = "[No longer counts: \(why).] \(sentence)" }
        let day = line.isDayKnown ? line.day.short : "day unknown"
        return Prose.column("    \(Prose.padded(day, dayWidth)) ", sentence)
    }

    /// As wide as a short day can be: `29 Nov 2024`.
    private static let dayWidth = 11
}
