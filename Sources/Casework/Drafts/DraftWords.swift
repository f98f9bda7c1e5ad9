import CaseFile
import Contracts
import Statute

/// A draft in sentences, in the words of the council's model: for the desk and the command alike.
extension Draft {
    /// Why it waits: "the report of the meeting is in since 2 Sep 2024".
    public var why: String {
        switch reason {
        case .reportIn(let day): "the report of the meeting is in since \(day.short)"
        case .dueSoon(let day): "no report of the meeting is in, and the decision is due \(day.short)"
        }
    }

    /// What is missing, a sentence each.
    public func missingSentences(in words: ModelWords) -> [String] {
        missing.map { gap in
            switch gap {
            case .report(let due): "No report of the meeting is recorded; it was due \(due.short)."
            case .recommendation: "The report does not say what it recommends."
            case .views(let party): "No views of \(words.party(party)) are recorded."
            case .advice: "It is not recorded that advice went round before the meeting."
            case .holder: "Nobody is recorded as holding the rights."
            case .rightsUnconfirmed(let end):
                "Compulsory school age ended on \(end.short), and nobody recorded who holds the rights since."
            case .born: "The month of birth is not recorded."
            case .transfer(let planBy):
                "A transfer follows from the year group and is not recorded; the plan must name the next place by "
                    + "\(planBy.short)."
            }
        }
    }

    /// Where what is said differs, a sentence each.
    public func differenceSentences(in words: ModelWords) -> [String] {
        differences.map { difference in
            switch difference {
            case .kind(let party, let isAnswered):
                "\(Words.sentence(words.party(party))) did not agree with the kind of review"
                    + (isAnswered ? ", and was answered in writing." : ", and has no answer in writing.")
            case .changeAskedFor(let party, let day):
                "The report recommends keeping the plan as it is, and \(words.party(party)) asked on \(day.short) for a "
                    + "change of it."
            case .recommendations(let one, let other):
                "One report of the meeting recommends \(Words.outcome(one)), another \(Words.outcome(other))."
            case .meetingDays(let one, let other):
                "Two days are reported for the meeting, \(one.short) and \(other.short)."
            }
        }
    }

    /// A piece, as a sentence without its words: "The parent (contact 1), 3 Sep 2024, on the parental contribution form".
    public static func sentence(_ piece: Piece, in words: ModelWords) -> String {
        let contact = piece.contact.map { " (contact \($0))" } ?? ""
        let who = "\(Words.sentence(words.party(piece.from)))\(contact), \(piece.day.short)"
        let what: String
        switch piece.kind {
        case .viewsReceived: what = piece.form.map { ", on \(Words.form($0))" } ?? ""
        case .evidenceReceived: what = ": evidence"
        case .changeRequested:
            let sections = piece.sections.map(\.rawValue)
            what =
                ": a change of the plan"
                + (sections.isEmpty
                    ? "" : ", section\(sections.count > 1 ? "s" : "") \(Words.list(sections))")
        case .earlyReviewRequested: what = ": a review before it is due"
        case .progressRecorded: what = ": progress between reviews"
        case .reportReceived: what = ": the report of the meeting"
        case .shortTermOutcomesAgreed: what = ": short-term outcomes"
        default: what = ""
        }
        let document = piece.document == nil ? "; it is not kept here" : ""
        return who + what + document
    }
}
