import Arguments
import Contracts
import JSON
import Plan
import Quality

/// What a rule sees in a version of a plan, for whoever audits it.
struct PlanFlagsPage {
    let id: CaseID
    let version: Int
    let content: PlanContent

    /// For people.
    var text: String {
        var text = "WHAT A RULE SEES IN THE PLAN \(id), VERSION \(version)\n\n"
        if content.flags.isEmpty { text += "  Nothing.\n" }
        for flag in content.flags {
            let place = flag.item.map { "\($0)" } ?? "Section \(flag.section.rawValue)"
            text += Prose.wrapped("\(place): \(flag.words)", indent: 2, hanging: 4)
        }
        text += "\n"
        text += Prose.wrapped(
            "Section F: \(content.specified) of \(content.provisions) say who, how often and how long. Needs: "
                + "\(content.needsFollowed) of \(content.needs) lead to provision and an outcome. Outcomes: "
                + "\(content.outcomesMeasurable) of \(content.outcomes) say by what and by when. \(content.words) words, "
                + "\(content.vague) of them vague phrases, and \(content.passives) of \(content.sentences) sentences that do not "
                + "say who does it. By a rule of thumb a reader needs \(Int((content.readingGrade ?? 0).rounded())) years of "
                + "school.", indent: 0)
        text += Prose.wrapped("These are flags for a person who audits the plan. They judge nothing.", indent: 0)
        return text
    }

    /// For programs.
    var json: String {
        var writer = JSONWriter(capacity: 2048)
        writer.beginObject()
        writer.name("case")
        writer.string(id.text)
        writer.name("version")
        writer.integer(version)
        for (name, value) in [
            ("provisions", content.provisions), ("specified", content.specified), ("needs", content.needs),
            ("needs_followed", content.needsFollowed), ("outcomes", content.outcomes),
            ("outcomes_measurable", content.outcomesMeasurable), ("words", content.words), ("vague", content.vague),
            ("sentences", content.sentences), ("passives", content.passives),
            ("reading_grade", Int((content.readingGrade ?? 0).rounded())),
        ] {
            writer.name(name)
            writer.integer(value)
        }
        writer.name("flags")
        writer.beginList()
        for flag in content.flags {
            writer.element()
            writer.beginObject()
            writer.name("flag")
            writer.string(flag.kind.rawValue)
            writer.name("section")
            writer.string(flag.section.rawValue)
            if let item = flag.item {
                writer.name("item")
                writer.string("\(item)")
            }
            writer.name("words")
            writer.string(flag.words)
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
