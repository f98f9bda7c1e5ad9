import Arguments
import CaseFile
import Casework
import Contracts
import Statute

extension RecordKind {
    /// Somebody asked for a change of the plan outside its review (AMD-8).
    static let changeRequested = RecordKind(
        name: "change-requested", summary: "Somebody asked for a change of the plan outside its review",
        on: "the day it was asked for", isAboutReview: false,
        options: [
            .choice("from", askers, "who asks"), contactOption, sectionOption,
            .text("owner", "ID", "who answers it (default: whoever holds the case)"),
            .text("document", "FILE", "the request"),
        ],
        example: "annual-review record change-requested B-10432 --from parent --section F --owner C-07 "
            + "--document request.md",
        data: { arguments, draft in
            let (from, contact) = try speaker(arguments, draft)
            return .changeRequested(
                ChangeRequested(
                    from: from, contact: contact, sections: try sections(arguments),
                    owner: try actor(arguments, "owner") ?? draft.file.plan?.coordinator,
                    document: draft.document("document")))
        })

    /// Its answer.
    static let changeAnswered = RecordKind(
        name: "change-answered", summary: "A request for a change of the plan was answered",
        on: "the day of the answer",
        isAboutReview: false,
        options: [
            .choice("agreed", ["yes", "no"], "whether the council proposes the change, by an amendment notice"),
            .text("request", "KEY", "the request that is answered (default: the one that waits)"),
            .text("officer", "ID", "who answers"), .text("document", "FILE", "the answer in writing, with its reasons"),
        ],
        example: "annual-review record change-answered B-10432 --agreed no --officer C-07 --document answer.md",
        data: { arguments, draft in
            guard let agreed = arguments.optionalString("agreed") else {
                throw UsageError("--agreed yes or --agreed no is missing")
            }
            return .changeAnswered(
                ChangeAnswered(
                    request: try request(arguments.optionalString("request"), draft), agreed: agreed == "yes",
                    officer: try actor(arguments, "officer"), document: draft.document("document")))
        })

    /// The request that is meant: the one that was named, or else the one that waits for its answer.
    private static func request(_ named: String?, _ draft: RecordDraft) throws -> SubmissionKey {
        if let named {
            guard let key = RecordDraft.key(named) else { throw UsageError("\(named) is no key of a report") }
            return key
        }
        let waiting = draft.file.changeRequests.filter { $0.answer == nil }
        guard let first = waiting.first else {
            throw CommandError("no request of \(draft.id) for a change of the plan waits; name one with --request KEY")
        }
        guard waiting.count == 1 else {
            let keys = waiting.map { "\($0.key) of \($0.asked)" }.joined(separator: ", ")
            throw CommandError("\(draft.id) holds several requests that wait; name one with --request KEY: \(keys)")
        }
        return first.key
    }

    /// A step of an appeal.
    static let appeal = RecordKind(
        name: "appeal", summary: "A step of an appeal to the Tribunal", on: "the day of the step", isAboutReview: true,
        options: [.choice("step", AppealStep.allCases.map(\.rawValue), "which step")],
        example: "annual-review record appeal B-10432 --step lodged --on 2025-01-20",
        data: { arguments, draft in
            .appealRecorded(AppealRecorded(review: draft.review, step: try word(arguments, "step")))
        })

    /// A step of mediation.
    static let mediation = RecordKind(
        name: "mediation", summary: "A step of mediation", on: "the day of the step", isAboutReview: true,
        options: [.choice("step", MediationStep.allCases.map(\.rawValue), "which step")],
        example: "annual-review record mediation B-10432 --step wanted --on 2025-01-20",
        data: { arguments, draft in
            .mediationRecorded(MediationRecorded(review: draft.review, step: try word(arguments, "step")))
        })

    /// Ending the plan is considered, and the family and the setting are asked (CEASE-2).
    static let ceasingConsidered = RecordKind(
        name: "ceasing-considered", summary: "Ending the plan is considered: the family and the setting are asked",
        on: "the day on which this was said", isAboutReview: true,
        options: [
            .text("officer", "ID", "who considers it"), .text("document", "FILE", "why, as the letter quotes it"),
        ],
        example: "annual-review record ceasing-considered B-10432 --officer C-07 --document why.md",
        data: { arguments, draft in
            .ceasingConsidered(
                CeasingConsidered(
                    review: draft.review, officer: try actor(arguments, "officer"), document: draft.document("document")
                ))
        })
}
