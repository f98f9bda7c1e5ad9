import Arguments
import CaseFile
import Casework
import Contracts
package import Quality
package import Runtime
import Statute

extension RecordKind {
    /// What is said of audits.
    static let audits: [RecordKind] = [
        auditRecorded, auditModerated, auditActionSet, auditActionDone, auditLearningReturned,
    ]

    /// The review that is meant; without one the plan itself.
    private static let review = Option.integer(
        "of-review", "N", in: 0...255, "the review that was audited (default: the plan)")

    private static func audited(_ arguments: Arguments) throws -> UInt8 {
        UInt8(clamping: try arguments.optionalInt("of-review") ?? 0)
    }

    private static let auditRecorded = RecordKind(
        name: "audit-recorded", summary: "Somebody audited a review, or the plan, by a framework",
        on: "the day of the audit", isAboutReview: false,
        options: [
            review,
            .text("framework", "NAME", default: "annual-review", "the framework, a file of seeds/quality"),
            .text(
                "mark", "NAME=MARK", repeats: true,
                "a criterion's mark: met, partly, not or not-applicable; of each criterion one"),
            .choice(
                "given", Grade.allCases.map(\.rawValue),
                "another grade than the marks come to; the explanation says why"),
            .flag("blind", "it was made without knowing of another audit of the same"),
            .text("explanation", "FILE", "what the auditor writes"),
        ],
        example:
            "annual-review record audit-recorded B-10432 --of-review 3 --by auditor/A-02 --mark views-of-the-child=met",
        data: { arguments, draft in
            let name = try arguments.string("framework")
            let framework = try Seeds(folder: try arguments.string("seeds")).framework(name)
            let marks = try marks(arguments, framework)
            let grade: AuditGrade
            do throws(AuditGrade.Refusal) {
                grade = try AuditGrade(marks, by: framework)
            } catch {
                throw UsageError(words(error, framework))
            }
            return .auditRecorded(
                AuditRecorded(
                    review: try audited(arguments), framework: name,
                    marks: framework.criteria.compactMap { criterion in
                        marks[criterion.name].map { "\(criterion.name)=\($0.rawValue)" }
                    },
                    grade: grade.grade, given: try optionalWord(arguments, "given"),
                    blind: arguments.flag("blind") ? true : nil, explanation: draft.document("explanation")))
        })

    private static func marks(_ arguments: Arguments, _ framework: QualityFramework) throws(UsageError) -> [String:
        AuditMark]
    {
        var marks: [String: AuditMark] = [:]
        for text in arguments.strings("mark") {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let mark = AuditMark(rawValue: parts[1]) else {
                throw UsageError(
                    "--mark takes NAME=MARK, the mark one of \(AuditMark.allCases.map(\.rawValue).joined(separator: ", ")); found "
                        + text)
            }
            guard marks.updateValue(mark, forKey: parts[0]) == nil else {
                throw UsageError("--mark \(parts[0]) is given twice")
            }
        }
        return marks
    }

    private static func words(_ refusal: AuditGrade.Refusal, _ framework: QualityFramework) -> String {
        switch refusal {
        case .unknown(let name): "\(framework.name) has no criterion \(name): annual-review audits criteria lists them"
        case .unmarked(let names): "these criteria have no mark: \(names.joined(separator: ", "))"
        case .nothingApplies: "no criterion applies: there is nothing to grade"
        }
    }

    private static let auditModerated = RecordKind(
        name: "audit-moderated", summary: "Audits were looked at together, and a grade was agreed",
        on: "the day of that",
        isAboutReview: false,
        options: [
            review, .choice("grade", Grade.allCases.map(\.rawValue), "the grade that was agreed"),
            .text("explanation", "FILE", "why"),
        ],
        example: "annual-review record audit-moderated B-10432 --of-review 3 --by quality-lead/Q-01 --grade good",
        data: { arguments, draft in
            .auditModerated(
                AuditModerated(
                    review: try audited(arguments), grade: try word(arguments, "grade"),
                    explanation: draft.document("explanation")))
        })

    private static let auditActionSet = RecordKind(
        name: "audit-action-set", summary: "Something is to be done about what an audit found",
        on: "the day this was said",
        isAboutReview: false,
        options: [
            review, .text("owner", "ID", "who does it, by an id that is no name"),
            .text("until", "DATE", "by when"), .text("document", "FILE", "what is to be done"),
        ],
        example:
            "annual-review record audit-action-set B-10432 --of-review 3 --by auditor/A-02 --owner C-07 --until 2026-12-18",
        data: { arguments, draft in
            guard let owner = arguments.optionalString("owner").flatMap({ ActorID($0) }) else {
                throw UsageError("--owner ID is missing, or is no id such as C-07")
            }
            guard let until = try day(arguments, "until") else { throw UsageError("--until DATE is missing") }
            return .auditActionSet(
                AuditActionSet(
                    review: try audited(arguments), owner: owner, by: until, document: draft.document("document")))
        })

    private static let auditActionDone = RecordKind(
        name: "audit-action-done", summary: "What an audit asked for was done", on: "the day it was done",
        isAboutReview: false,
        options: [
            .text("action", "KEY", "what was to be done, by its key (default: the one that waits)"),
            .text("document", "FILE", "what was done"),
        ],
        example: "annual-review record audit-action-done B-10432",
        data: { arguments, draft in
            let action = try action(arguments.optionalString("action"), draft)
            return .auditActionDone(
                AuditActionDone(review: action.review, action: action.key, document: draft.document("document")))
        })

    private static let auditLearningReturned = RecordKind(
        name: "audit-learning-returned", summary: "What an audit learned went back to whoever wrote the advice",
        on: "the day it was returned", isAboutReview: false,
        options: [
            review, .choice("to", Party.allCases.map(\.rawValue), "to whom: whoever wrote the advice"),
            .text("explanation", "FILE", "what was learned"),
        ],
        example:
            "annual-review record audit-learning-returned B-10432 --of-review 3 --by quality-lead/Q-01 --to health",
        data: { arguments, draft in
            .auditLearningReturned(
                AuditLearningReturned(
                    review: try audited(arguments), to: try word(arguments, "to"),
                    document: draft.document("explanation")))
        })

    private static func action(_ named: String?, _ draft: RecordDraft) throws -> AuditAction {
        let waiting = draft.file.auditActions.filter { $0.done == nil }
        if let named {
            guard let action = draft.file.auditActions.first(where: { "\($0.key)" == named }) else {
                throw CommandError("\(draft.id) holds nothing that an audit asked for under the key \(named)")
            }
            return action
        }
        guard let first = waiting.first else {
            throw CommandError("nothing that an audit of \(draft.id) asked for waits")
        }
        guard waiting.count == 1 else {
            throw CommandError(
                "several things wait; name one with --action KEY: "
                    + waiting.map { "\($0.key) by \($0.by)" }.joined(separator: ", "))
        }
        return first
    }
}

extension Seeds {
    /// The framework of that name; refused with file, line and what to do.
    package func framework(_ name: String) throws -> QualityFramework {
        let file = "quality/\(name).yaml"
        guard try names(in: "quality", suffix: ".yaml").contains(file) else {
            throw CommandError("there is no framework \(path(file)): put one there, or name another with --framework")
        }
        return try QualityFramework(try text(file), name: name, file: path(file))
    }
}
