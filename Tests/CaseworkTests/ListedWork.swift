import CaseFile
import Contracts
import Statute
import TestSupport
import Testing

@testable import Casework

/// Something to do by that day, in a case that a test makes up; nil: nobody knows a day for it.
func listed(
    _ id: String, by: Day?, on today: Day, isFirst: Bool = false, since: Day? = nil, tellsFamily: Bool = false
) throws -> WorkItem {
    var story = TestCase(try #require(CaseID(id)))
    story.report(
        .planRecorded(
            PlanRecorded(
                made: since, setting: isFirst ? nil : 101_234, placement: isFirst ? .notInEducation : .mainstream,
                need: .autism, model: "statutory"
            )),
        on: today)
    var step = NextStep(Coded(.recordOutcome), review: 1, by: by, because: StepNote(.yearUnknown))
    step.tellsFamily = tellsFamily
    return WorkItem(
        story.id, step, in: story.file, precedence: Precedence(of: story.file, model: nil, on: today))
}
