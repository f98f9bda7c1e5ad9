import CaseFile
import Contracts
import Statute

/// A draft in sentences, in the words of the council's model: for the desk and the command alike.
extension Draft {
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
