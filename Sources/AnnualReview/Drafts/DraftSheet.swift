import Casework
import Contracts
import JSON
import Statute

/// A draft as a sheet to read, or for programs.
struct DraftSheet {
    private let draft: Draft
    private let texts: [DocumentKey: String]
    private let words: ModelWords
    /// Each outcome of the plan with its baseline, its target and how far the child has come, as lines.
    var outcomes: [String] = []

    /// With the words of its pieces, as far as they are text.
    init(_ draft: Draft, texts: [DocumentKey: String], words: ModelWords) {
        self.draft = draft
        self.texts = texts
        self.words = words
    }

    /// What it says of itself, and what no sheet of this kind says.
    static let proposesNothing = "It proposes no outcome, and none follows from the kind of review."

    private var sections: [(title: String, pieces: [Draft.Piece])] {
        [
            ("What child, family and setting say", draft.views), ("Evidence", draft.evidence),
            ("What was asked for", draft.requests), ("Reports and records", draft.papers),
        ]
    }

    /// For people.
    var text: String {
        var text = "\(draft.id), review \(draft.review) — what the decision rests on\n"
        text += Prose.wrapped(
            "\(sentence(draft.reason)) The meeting was held on \(draft.meeting.withWeekday). \(DraftSheet.proposesNothing)",
            indent: 2)
        text += Prose.wrapped("\(Words.sentence(draft.deadline.why)).", indent: 2)
        if let recommends = draft.recommends {
            text += Prose.wrapped("The report recommends \(Words.outcome(recommends)).", indent: 2)
        }
        text += list("What is known", draft.known)
        if !outcomes.isEmpty { text += list("Outcomes over the years", outcomes) }
        text += list("What is missing", draft.missing.map(sentence))
        text += list("Where what is said differs", draft.differences.map(sentence))
        for section in sections {
            text += "\n\(section.title.uppercased())\n"
            if section.pieces.isEmpty { text += "  Nothing is recorded.\n" }
            for piece in section.pieces {
                let demand =
                    piece.mustBeWeighed ? " The decision must say a word about it (--weighed \(piece.key))." : ""
                text += Prose.wrapped("\(Draft.sentence(piece, in: words)).\(demand)", indent: 2, hanging: 4)
                guard let document = piece.document else { continue }
                guard let words = texts[document] else {
                    text += Prose.wrapped("No text: see document \(document).", indent: 6)
                    continue
                }
                for line in words.split(separator: "\n") { text += Prose.wrapped(String(line), indent: 6) }
            }
        }
        return text
    }

    private func sentence(_ note: StepNote) -> String { Words.sentence(note.sentence(in: words)) + "." }

    private func list(_ title: String, _ sentences: [String]) -> String {
        let lines = sentences.isEmpty ? ["Nothing."] : sentences
        return "\n\(title.uppercased())\n" + lines.reduce("") { $0 + Prose.wrapped($1, indent: 2, hanging: 4) }
    }

    /// For programs.
    func json() throws -> String { try DraftRecord(draft, outcomes: outcomes, texts: texts, in: words).line() }
}
