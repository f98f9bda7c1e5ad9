import Contracts
import Statute

// What codes are called on the page.

extension Need {
    var words: String {
        switch self {
        case .autism: "Autistic spectrum disorder"
        case .hearing: "Hearing impairment"
        case .moderateLearning: "Moderate learning difficulty"
        case .multiSensory: "Multi-sensory impairment"
        case .other: "Other difficulty or disability"
        case .physical: "Physical disability"
        case .profoundLearning: "Profound and multiple learning difficulty"
        case .socialEmotional: "Social, emotional and mental health"
        case .speechLanguage: "Speech, language and communication"
        case .severeLearning: "Severe learning difficulty"
        case .specificLearning: "Specific learning difficulty"
        case .visual: "Vision impairment"
        case .downSyndrome: "Down syndrome"
        case .notRecorded: "Not recorded"
        }
    }
}

extension Placement {
    var words: String {
        switch self {
        case .mainstream: "Mainstream school"
        case .special: "Special school"
        case .alternativeProvision: "Alternative provision"
        case .furtherEducation: "Further education"
        case .earlyYears: "Early years"
        case .otherwise: "Education otherwise than at school"
        case .homeEducated: "Elective home education"
        case .notInEducation: "Not in education or work"
        case .other: "Elsewhere"
        case .notRecorded: "Not recorded"
        }
    }
}

extension ReviewKind {
    var words: String {
        switch self {
        case .annual: "Annual review"
        case .progress: "Annual Progress Review"
        case .transition: "Transition and Change Review"
        case .early: "Early review"
        case .phaseTransfer: "Review before a phase transfer"
        }
    }
}

extension Stage {
    var words: String {
        switch self {
        case .earlyYears: "Early years"
        case .primary: "Primary (Reception to Year 6)"
        case .secondary: "Secondary (Years 7 to 11)"
        case .post16: "After Year 11"
        case .notRecorded: "Not recorded"
        }
    }
}

extension Month {
    /// "Sep 2024".
    var words: String { "\(Day.monthNames[month - 1].prefix(3)) \(year)" }
}

extension Parts {
    /// What a part of a dimension is called.
    static func words(_ part: Int32, of dimension: Dimension) -> String {
        let notRecorded = "Not recorded"
        switch dimension {
        case .all: return "All"
        case .month:
            guard part != earlier, var month = Month(2000, 1) else { return "Before the period" }
            month.number = part
            return month.words
        case .kind: return word(part, ReviewKind.self)?.words ?? notRecorded
        case .need: return word(part, Need.self)?.words ?? notRecorded
        case .stage: return word(part, Stage.self)?.words ?? notRecorded
        case .placement: return word(part, Placement.self)?.words ?? notRecorded
        case .setting:
            if part == smallSettings { return "Settings with fewer than \(Suppression.fewestForSetting) meetings" }
            return part == noSetting ? "No setting" : "URN \(part)"
        case .weeksWaiting:
            return ["0 to 4 weeks", "5 to 8 weeks", "9 to 12 weeks", "13 to 26 weeks", "27 to 52 weeks"]
                .dropFirst(Int(part)).first ?? "53 weeks or more"
        case .deadline: return ""
        }
    }
}
