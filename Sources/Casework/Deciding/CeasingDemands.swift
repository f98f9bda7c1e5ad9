import CaseFile
import Contracts
import Statute

/// What the law demands before a plan ceases (CEASE-1 to CEASE-10).
extension CaseInHand {
    /// What a decision to cease lacks that was, or is about to be, submitted for a letter; `happened` is its day.
    func demands(ofCeasing decision: DecisionSubmitted, happened: Day) -> [Finding] {
        var lacks = consultation(decision, happened)
        if decision.ground == nil { lacks.append(Finding(.noGround)) }
        let last = lastDay(decision)
        let appeal = Statute.appealUntil(sent: today, certificate: nil, holidays: holidays)
        if let last, last <= appeal {
            lacks.append(Finding(.endsByAge, .day(last), .day(appeal)))
        } else if let ceases = decision.ceases, ceases <= appeal {
            lacks.append(
                Finding(
                    .ceasesTooSoon, .day(ceases), .day(appeal),
                    .text(holidays.provisionalNote(from: today, through: appeal))))
        } else if let ceases = decision.ceases, let last, ceases > last {
            lacks.append(Finding(.ceasesAfterLastDay, .day(ceases), .day(last)))
        }
        guard let ages = ages(on: happened) else { return lacks }
        if ages.lowerBound < 18, decision.ground == .notResponsible {
            lacks.append(Finding(.underEighteen, .day(happened)))
        }
        if ages.upperBound >= 18, isOutOfEducation, decision.noReturn == nil { lacks.append(Finding(.leaverNotAsked)) }
        if ages.upperBound >= 19, decision.outcomesAchieved == nil { lacks.append(Finding(.outcomesNotRegarded)) }
        return lacks
    }

    /// What only a manager passes of a decision to cease.
    func held(ofCeasing decision: DecisionSubmitted, happened: Day) -> [Finding] {
        guard decision.outcome == .cease else { return [] }
        var found: [Finding] = []
        if decision.consulted == nil, Set(decision.offered ?? []).count == 1 {
            found.append(Finding(.offeredOnce, .number(1)))
        }
        guard let ages = ages(on: happened) else { return found + [Finding(.bornUnknown)] }
        if ages.lowerBound < 18, isOutOfEducation { found.append(Finding(.outOfEducation)) }
        let end = decision.ceases ?? happened
        if self.ages(on: end).map({ $0.upperBound >= 25 }) == true, decision.institution == nil {
            found.append(Finding(.institutionUnknown))
        }
        return found
    }

    /// Consulted, or offered in vain: either comes before the decision (reg 31(1)).
    private func consultation(_ decision: DecisionSubmitted, _ happened: Day) -> [Finding] {
        let days = (decision.consulted.map { [$0] } ?? []) + (decision.offered ?? [])
        if let late = days.first(where: { $0 > happened }) {
            return [Finding(.consultedLate, .day(late), .day(happened))]
        }
        guard days.isEmpty else { return [] }
        guard let model, !model.beyondTheLaw(.ceaseConsults).isEmpty else { return [Finding(.notConsulted)] }
        // Who is to be consulted beyond the law stands in the model; the day is one for all.
        let also = model.beyondTheLaw(.ceaseConsults).map { $0.replacing("-", with: " ") }
        return [Finding(.notConsultedByModel, .text(model.id), .text(also.joined(separator: ", ")))]
    }

    /// The last day to which the council can maintain the plan, by the institution (CEASE-9); nil where the young person is
    /// far from it, or the institution is not given.
    private func lastDay(_ decision: DecisionSubmitted) -> Day? {
        guard let institution = decision.institution, let born = file.plan?.born else { return nil }
        var facts = Facts(outcome: .cease)
        facts.born = born
        facts.institution = institution
        facts.courseEnds = decision.courseEnds
        let rules: [RuleID] = [.cease9, .cease9a, .cease9b]
        return Statute.deadlines(for: facts, holidays: holidays).filter { rules.contains($0.rule) }.map(\.due).min()
    }

    /// The ages that the child can have on that day: in the month of the birthday two. Nil when the month of birth is unknown.
    private func ages(on day: Day) -> ClosedRange<Int>? {
        file.plan?.born.map { SchoolYear.ages(bornIn: $0, on: day) }
    }

    private var isOutOfEducation: Bool { file.plan?.placement == .notInEducation }

    /// Why a plan may not end yet that somebody reports as ended: the time for an appeal, or an appeal (CEASE-4, CEASE-5). One
    /// that ends otherwise than by the council's decision is not kept by it.
    func kept(_ ended: PlanEnded, on day: Day) -> [Finding] {
        switch ended.reason {
        case .died, .transferred, .movedAbroad: return []
        case .maximumAge, .needsMet, .higherEducation, .employment, .noLongerEngages, .other: break
        }
        let appeals = file.appeals.filter { $0.lodged <= day }
        if let open = appeals.first(where: \.isOpen) { return [Finding(.appealOpen, .day(open.lodged))] }
        guard ended.reason != .maximumAge, let (review, until) = file.keptForAppeal(holidays: holidays) else {
            return []
        }
        let ends = appeals.filter { $0.review == review }.compactMap(\.end)
        if ends.contains(where: { [.orderedToContinue, .notOpposed].contains($0) }) {
            return [Finding(.orderedToContinue)]
        }
        // Once the Tribunal has dismissed the appeal the plan ends at once (reg 44(2)(a)).
        guard day <= until, !ends.contains(.dismissed) else { return [] }
        return [
            Finding(.keptForAppeal, .day(until), .text(holidays.provisionalNote(from: day, through: until)))
        ]
    }
}
