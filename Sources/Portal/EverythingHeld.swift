import Casework
import Contracts
import HTML
import HTTPServer
import Pages
import Runtime
import Statute
import Zip

/// What a contact may see, as one file to keep.
struct EverythingHeld {
    let pages: PortalPages
    let member: FamilyMember

    /// The most bytes of papers in one file; what is more is named in it, and had by itself.
    static let mostBytes = 64 << 20

    /// The file.
    func answer(_ seen: FamilyPages.Sight, _ layout: Layout) -> Response {
        let visible = papers(seen.view)
        var zip = ZipWriter()
        var lines = EverythingHeld.summary(seen)
        lines.append("Papers")
        var left = Self.mostBytes
        do {
            for (place, (paper, entry)) in visible.enumerated() {
                let title = entry.title.isEmpty ? FamilyPages.title(of: paper.kind) : entry.title
                guard entry.bytes <= left,
                    let document = try pages.shelf.document(DocumentKey(member.id, paper.role, paper.document))
                else {
                    lines.append("- \(paper.day.inWords): \(title). Not in this file; open it from your page.")
                    continue
                }
                left -= document.bytes.count
                let number = place + 1 < 10 ? "0\(place + 1)" : "\(place + 1)"
                let name = "\(number)-\(FamilyPages.fileName(document, paper.role))"
                try zip.add(name, document.bytes)
                lines.append("- \(paper.day.inWords): \(title). \(name)")
            }
            lines.append("")
            lines.append(
                "This is what these pages show you. Some papers may not be in it: what somebody else wrote in confidence, what is about others, and what may do harm. Ask the council for them, and a person decides."
            )
            try zip.add("what-is-held.txt", Array((lines.joined(separator: "\n") + "\n").utf8))
        } catch { return pages.unavailable(layout) }
        var response = Response.bytes(zip.finish(), type: "application/zip")
        response.headers.append(("Content-Disposition", "attachment; filename=\"\(member.id)-held.zip\""))
        return response
    }

    private func papers(_ view: FamilyView) -> [(paper: CasePaper, entry: DocumentIndex.Entry)] {
        FamilyPages.papers(view, of: member, in: pages.shelf)
    }

    /// What is known of the case, in sentences.
    static func summary(_ seen: FamilyPages.Sight) -> [String] {
        let view = seen.view
        var lines = ["What is held: \(view.id), as of \(seen.today.inWords)", ""]
        if let stage = view.stage { lines += ["The review", stage.words] + view.next.map(\.sentence) + [""] }
        for review in view.reviews {
            lines.append("Review \(review.number): \(review.title)")
            if let meeting = review.meeting { lines.append("Meeting: \(meeting.inWords)") }
            if let decision = review.decision {
                lines.append(
                    "Decision: \(Words.outcome(decision.outcome)); your letter left on \(decision.told.inWords)")
                if decision.daysLate > 0 { lines.append("It was \(Deadline.count(decision.daysLate, "day")) late.") }
            }
            lines.append("")
        }
        if !view.requests.isEmpty {
            lines.append("What you asked and said")
            for request in view.requests {
                let answer =
                    request.answered.map { "answered on \($0.inWords)" } ?? request.answerBy.map {
                        "answer by \($0.inWords)"
                    } ?? "no answer yet"
                lines.append("- \(request.asked.inWords): \(FamilyPages.title(of: request.kind)); \(answer)")
            }
            lines.append("")
        }
        return lines
    }
}
