import Caseload
import Casework
import Arguments
import CaseFile
import Contracts
import Statute

extension RecordKind {
    /// Whom nothing may be sent to, who holds the rights, who may see what: each fact with who decided it.
    static let contact = RecordKind(
        name: "contact", summary: "Something was decided about one of the child's contacts",
        on: "the day from which it is so", isAboutReview: false,
        options: [
            .integer("contact", in: 1...255, "the contact's number (default: the next, for somebody new)"),
            .choice(
                "relation", Relation.allCases.map(\.rawValue), "what the contact is to the child (default: parent)"),
            .choice(
                "format", LetterFormat.allCases.map(\.rawValue),
                "in which format the contact chose to read letters (default: as recorded before)"),
        ] + Fact.allCases.flatMap(\.options),
        example: "annual-review record contact B-10432 --contact 2 --may-be-written-to no --may-be-written-to-by SG-1",
        data: { arguments, draft in .contactRecorded(try contact(arguments, draft)) })

    /// One of the four facts, each an option and three beside it.
    private enum Fact: String, CaseIterable {
        case holdsRights = "holds-rights"
        case mayBeWrittenTo = "may-be-written-to"
        case maySee = "may-see"
        case locationProtected = "location-protected"

        var options: [Option] {
            let (what, words) =
                switch self {
                case .holdsRights: ("holds the rights that the law gives for this plan", ["yes", "no"])
                case .mayBeWrittenTo: ("may be written to", ["yes", "no"])
                case .maySee: ("may see", Sight.allCases.map(\.rawValue))
                case .locationProtected: ("must not learn where the child is", ["yes", "no"])
                }
            return [
                .choice(rawValue, words, self == .maySee ? "what the contact may see" : "whether the contact \(what)"),
                .text("\(rawValue)-by", "ID", "who decided that (default: whoever reports it)"),
                .text("\(rawValue)-on", "DATE", "from which day (default: that of the report)"),
                .text("\(rawValue)-evidence", "FILE", "on what evidence"),
            ]
        }
    }

    private static func contact(_ arguments: Arguments, _ draft: RecordDraft) throws -> ContactRecorded {
        let isFirst = !ContactBook.isKept(in: draft.file)
        let last = isFirst ? 0 : draft.file.contacts.last?.number ?? 0
        let given = try arguments.optionalInt("contact").flatMap { UInt8(exactly: $0) }
        guard let number = given ?? (last < .max ? last + 1 : nil) else {
            throw CommandError("\(draft.id) has 255 contacts; name the one that is meant with --contact")
        }
        let known = draft.contacts.recorded[number]
        let relation: Relation = try optionalWord(arguments, "relation") ?? known?.relation ?? .parent
        let isYoungPersons = draft.file.rightsHolders.contains { $0.relation == .youngPerson }
        let holds = try fact(
            .holdsRights, arguments, draft, known?.holdsRights,
            else: relation == .parent && !isYoungPersons)
        return ContactRecorded(
            contact: number, relation: relation, holdsRights: holds,
            mayBeWrittenTo: try fact(.mayBeWrittenTo, arguments, draft, known?.mayBeWrittenTo, else: true),
            maySee: try sight(arguments, draft, known?.maySee, else: holds.isSo ? .everything : .own),
            locationProtected: try fact(.locationProtected, arguments, draft, known?.locationProtected, else: false),
            format: try optionalWord(arguments, "format") ?? known?.format)
    }

    /// The fact that is given; else the one that was decided before, with who decided it; else what holds of anybody.
    private static func fact(
        _ fact: Fact, _ arguments: Arguments, _ draft: RecordDraft, _ known: DecidedFact?, else usual: Bool
    ) throws -> DecidedFact {
        let given = arguments.optionalString(fact.rawValue).map { $0 == "yes" }
        guard given == nil, let known else {
            let (by, on, evidence) = try decision(fact, arguments, draft)
            return DecidedFact(given ?? usual, by: by, on: on, evidence: evidence)
        }
        let (by, on, evidence) = try decision(fact, arguments, draft, before: (known.by, known.on, known.evidence))
        return DecidedFact(known.isSo, by: by, on: on, evidence: evidence)
    }

    private static func sight(
        _ arguments: Arguments, _ draft: RecordDraft, _ known: DecidedSight?, else usual: Sight
    ) throws -> DecidedSight {
        let given: Sight? = try optionalWord(arguments, Fact.maySee.rawValue)
        guard given == nil, let known else {
            let (by, on, evidence) = try decision(.maySee, arguments, draft)
            return DecidedSight(given ?? usual, by: by, on: on, evidence: evidence)
        }
        let (by, on, evidence) = try decision(.maySee, arguments, draft, before: (known.by, known.on, known.evidence))
        return DecidedSight(known.sees, by: by, on: on, evidence: evidence)
    }

    /// Who decided a fact, from which day and on what evidence. What is not given is as it was decided before, if it was;
    /// else it is whoever reports it, on the day of the report.
    private static func decision(
        _ fact: Fact, _ arguments: Arguments, _ draft: RecordDraft,
        before: (by: ActorID, on: Day, evidence: DocumentHash?)? = nil
    ) throws -> (by: ActorID, on: Day, evidence: DocumentHash?) {
        var reporter = Operator.id
        if case .person(let person) = draft.actor { reporter = person.id }
        return (
            try actor(arguments, "\(fact.rawValue)-by") ?? before?.by ?? reporter,
            try day(arguments, "\(fact.rawValue)-on") ?? before?.on ?? draft.on ?? draft.today,
            draft.document("\(fact.rawValue)-evidence") ?? before?.evidence
        )
    }
}
