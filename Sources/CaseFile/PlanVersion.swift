public import Contracts
public import Statute

/// A version of the plan in sections with ids: where its text stands, when it was made and who decided it. The text itself
/// is a document; a case file holds none.
public struct PlanVersion: Hashable, Sendable {
    /// Its number within the case, from 1, by the days on which versions were made. One that is recorded later of an earlier
    /// day moves those behind it.
    public let number: Int
    /// The key of the report.
    public let key: SubmissionKey
    /// The day on which it was made.
    public let made: Day
    /// The plan in sections, on `documents` as a `structured-plan`.
    public let plan: DocumentHash
    /// The paper that was issued, on `documents` as a `plan`; nil where the sections were read from none.
    public let source: DocumentHash?
    /// Who decided it, by an id that is no name; nil where another council did, or nobody knows.
    public let officer: ActorID?
}

/// What was reported of a version, and stands.
struct RecordedVersion: Sendable {
    let key: SubmissionKey
    let made: Day
    let data: PlanVersionRecorded
}

extension CaseFile {
    /// The versions of the plan that stand, oldest first. The text of a final plan is a version once that plan is made: what
    /// was submitted and refused never was the plan.
    public var planVersions: [PlanVersion] {
        let recorded = recordedVersions
        guard !recorded.isEmpty else { return [] }
        let finals = madeFinals
        let made = recorded.enumerated().filter { $0.element.data.final.map(finals.contains) ?? true }
        let ordered = made.sorted { ($0.element.made, $0.offset) < ($1.element.made, $1.offset) }
        return ordered.enumerated().map { place, version in
            let (recorded, data) = (version.element, version.element.data)
            return PlanVersion(
                number: place + 1, key: recorded.key, made: recorded.made, plan: data.plan, source: data.source,
                officer: data.officer)
        }
    }

    /// The reports of final plans that stand and were made.
    private var madeFinals: Set<SubmissionKey> {
        let made = Set(said.lazy.filter { $0.subject == .finalMade }.map(\.fact))
        return Set(submissions.lazy.filter { $0.stands && made.contains($0.key.reference) }.map(\.key))
    }
}
