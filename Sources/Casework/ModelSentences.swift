public import Statute

/// What a model says, in sentences.
public enum ModelSentences {
    /// Who chooses the kind: "The EHCP Coordinator, the family and the setting choose together".
    public static func chosen(by model: ReviewModel) -> String {
        let people = model.approach.chosenBy.map { chooser in
            switch chooser {
            case .coordinator: "the \(model.words.coordinator)"
            case .family: "the family"
            case .setting: "the setting"
            }
        }
        let verb = people.count == 1 ? "chooses the kind" : "choose the kind together"
        return "\(Words.sentence(Words.list(people))) \(verb), never the software"
    }

    /// A form: "“My Life, My Review”: from the child, on paper or digital".
    public static func form(_ form: ReviewModel.Form) -> String {
        let media = form.media.map { $0 == .paper ? "on paper" : "digital" }
        let from = form.from == .professionals ? "professionals" : "the \(form.from.rawValue)"
        return "\u{201C}\(form.title)\u{201D}: from \(from), \(Words.either(media))"
    }

    /// What a setting says, in words.
    public static func value(_ setting: ModelSetting, _ value: SettingValue) -> String {
        switch value {
        case .number(let number):
            let unit = setting.invariant.unit
            let count = unit.isEmpty ? "\(number)" : Deadline.count(number, String(unit.dropLast()))
            return switch setting.invariant.demand {
            case .atLeast: "at least \(count)"
            case .atMost where !unit.isEmpty: "at most \(count)"
            default: count
            }
        case .words(let words): return words.map { $0.replacing("-", with: " ") }.joined(separator: ", ")
        case .flag(let flag): return flag ? "yes" : "no"
        case .date(let month, let day): return "\(day) \(Day.monthNames[month - 1])"
        }
    }

    /// For whom a kind is proposed: "before a transfer between phases of education; in Year 5".
    public static func opening(_ opening: ReviewModel.Kind.Opening) -> String {
        if opening.always { return "for every child for whom no other kind is" }
        var parts: [String] = []
        if opening.statutoryTransfer { parts.append("before a transfer between phases of education") }
        if !opening.yearGroups.isEmpty { parts.append("in \(Words.either(opening.yearGroups.map { "\($0)" }))") }
        if opening.settingEnds { parts.append("when the setting ends") }
        if let ground = opening.onRequest { parts.append("on request, when \(ground)") }
        return parts.joined(separator: "; ")
    }
}
