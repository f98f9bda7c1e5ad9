public import CaseFile
import Contracts
import Statute

/// What a manager, or the deputy whom they named, passes of a decision: what the law does not forbid, and what must not leave
/// unseen.
extension CaseInHand {
    /// By the file alone, what is amiss with a decision.
    func held(of decision: DecisionSubmitted) -> [Finding] {
        guard let review = file.review(decision.review), let meeting = review.held else { return [] }
        var found: [Finding] = []
        let due = Statute.reportBy(meeting: meeting)
        if let sent = review.meetingReport {
            if sent > due { found.append(Finding(.reportLate, .day(sent), .day(due))) }
        } else {
            found.append(Finding(.noReport))
        }
        let weighed = Set(decision.weighed ?? [])
        for piece in file.familysPieces(of: review) where !weighed.contains(piece.key) {
            let what = piece.kind == .evidenceReceived ? "the evidence" : "the request"
            found.append(Finding(.evidenceUnweighed, .text(what), .day(piece.happened)))
        }
        return found
    }

    /// What a manager passes of the end of an amendment: part of the family's answer has none, a meeting that they asked for was
    /// not held, or the notice came back from somebody whose days have not begun.
    func held(of final: FinalSubmitted, on day: Day) -> [Finding] {
        guard let review = file.review(final.review) else { return [] }
        var found: [Finding] = []
        for said in file.representations(of: final.review) {
            if said.isUnanswered {
                found.append(
                    Finding(.representationUnanswered, .day(said.came), .sections(said.unansweredSections)))
            }
            if said.awaitsMeeting { found.append(Finding(.officerNotMet, .day(said.came))) }
        }
        // Whoever has answered it has had it.
        let answered = file.representations(of: final.review).map(\.contact)
        for service in file.noticeServices(of: review)
        where service.isReturned && !answered.contains(where: { $0 == nil || $0 == service.contact }) {
            found.append(Finding(.noticeReturned, .number(service.contact ?? Contact.presumed.number)))
        }
        return found
    }

    /// By the words that were given with it, what is amiss with a decision.
    func heldByWords(
        of decision: DecisionSubmitted, _ documents: [DocumentHash: Document], _ others: OtherCases
    ) -> [Finding] {
        var found: [Finding] = []
        let reasons = decision.reasons.flatMap { documents[$0] }.flatMap { try? $0.quotable() }
        if let reasons {
            let sketch = ReasonsSketch(reasons)
            if sketch.words < ReasonsSketch.fewestWords {
                found.append(Finding(.reasonsShort, .number(sketch.words), .number(ReasonsSketch.fewestWords)))
            }
            let likenesses = others.reasons.map { sketch.likeness(to: $0) }.filter { $0 >= ReasonsSketch.alike }
            if let most = likenesses.max() {
                found.append(Finding(.reasonsAlike, .number(Int(most * 100)), .number(likenesses.count)))
            }
        }
        if let recommends = file.review(decision.review)?.recommends, let outcome = decision.outcome,
            recommends != outcome, reasons.map(CaseInHand.speaksOfReport) != true
        {
            found.append(Finding(.againstReport, .text(recommends.rawValue), .text(outcome.rawValue)))
        }
        for (role, hash) in EventData.decisionSubmitted(decision).documents {
            guard let text = documents[hash].flatMap(\.text), let sign = others.children.sign(in: text, of: id) else {
                continue
            }
            let finding = Finding(
                .anotherChild, .text(sign.rawValue), .text(role.rawValue.replacing("-", with: " ")))
            if !found.contains(finding) { found.append(finding) }
        }
        return found
    }

    /// Whether reasons say a word about the report's recommendation.
    private static func speaksOfReport(_ reasons: String) -> Bool {
        let text = reasons.lowercased()
        return text.contains("recommend") || text.contains("report")
    }
}

extension CaseFile {
    /// What the family gave and asked for since the last review was decided, of which the decision must say a word: each piece
    /// of its own evidence, and each request for a change that no answer settles.
    public func familysPieces(of review: Review) -> [Submission] {
        let family: [Party] = [.parent, .youngPerson]
        let open = Set(changeRequests.filter { $0.answer == nil }.map(\.key))
        return submissions.filter { report in
            guard report.stands, let party = report.party, family.contains(party) else { return false }
            switch report.kind {
            case .evidenceReceived: return report.review == review.number
            case .changeRequested: return open.contains(report.key)
            default: return false
            }
        }
    }
}

extension Document {
    /// Its words, where it is text; nil of a scan or another file.
    fileprivate var text: String? {
        mediaType.hasPrefix("text/plain") ? String(validating: bytes, as: UTF8.self) : nil
    }
}
