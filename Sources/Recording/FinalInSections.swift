import Arguments
package import CaseFile
package import Casework
package import Contracts
import JSON
import Plan
import Statute

/// A final plan that is given in sections: the page that the family gets, and the version that is kept beside it.
package struct FinalInSections {
    private let plan: Plan
    private let id: CaseID
    /// The plan as a page that can be read without a program of ours.
    package let page: Document
    /// The plan in sections, as it is kept.
    package let structured: Document

    /// Reads the file that was given as the final plan; nil where it is none in sections, and is given to the family as it is.
    package init?(_ file: Document, of id: CaseID) throws {
        guard let first = file.bytes.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") else { return nil }
        do throws(PlanError) { plan = try Plan(reading: file.bytes) } catch {
            throw CommandError("\(file.title) is no plan in sections that can be sent: \(error)")
        }
        self.id = id
        let title = "Plan \(id), made on \(plan.made.inWords)"
        page = Document(
            Array(PlanPage(plan, title: title).html.utf8), salt: .random(), mediaType: Document.html,
            title: "plan-\(plan.made).html", audience: .invited)
        structured = Document(
            try plan.written(), salt: .random(), mediaType: Plan.mediaType, title: "plan-\(plan.made).json",
            audience: .council)
    }

    /// What is said of the version: it is one once the final plan is made. `entry` is that of the final plan.
    package func version(
        of final: SubmissionKey, in file: CaseFile, hand: CaseInHand, entry: Entry, by actor: Actor
    ) throws -> CaseInHand.Verdict {
        var after = file
        _ = after.append(entry, at: .max)
        let day = plan.made == entry.recorded ? nil : plan.made
        // Sent again under the same key, it is the same version.
        let key = SubmissionKey(hashing: ["version", id.text, "\(final)"])
        return hand.with(after).decide(
            Event(
                key, happened: day,
                .planVersionRecorded(
                    PlanVersionRecorded(plan: structured.hash, officer: plan.decidedBy, final: final))), by: actor)
    }
}
