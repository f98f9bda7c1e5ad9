extension ReviewModel {
    /// The day that the council means by its own words, where that is stricter than the law's: earlier, or for what the
    /// family has time for, later. Nil where the model says no more than the law. The law's day stays what it is.
    public func ownDay(for deadline: Deadline, by facts: Facts) -> Day? {
        let from = deadline.from
        let own: Day? =
            switch deadline.rule {
            case .cyc1, .cyc2: planned(from: from, isFirst: deadline.rule == .cyc1, by: facts)
            case .cyc4:
                (facts.lastReviewed ?? facts.planMade).flatMap { start in
                    planned(from: start, isFirst: facts.lastReviewed == nil, by: facts)
                        .weeksBefore(Statute.Limit.decisionWeeks)
                }
            case .mtg2, .mtg3: from.weeksBefore(noticeWeeks)
            case .mtg4: from.weeksBefore(adviceWeeks)
            case .rep1: from.weeksAfter(reportWeeks)
            case .dec1, .dec2, .amd1: from.weeksAfter(decisionWeeks)
            case .amd2: from.lastOfDaysBeginning(representationDays)
            case .amd3, .amd4, .amd5, .amd6, .amd7, .amd8: final(by: facts)
            case .ph1, .ph2: facts.transfer.flatMap { transferPlanBy($0.phase, year: $0.year) }
            case .ph3: from.monthsAfter(-laterTransferMonths)
            case .ph4 where from == facts.laterTransfer.map(Statute.laterTransferPlanBy):
                facts.laterTransfer.map {
                    $0.monthsAfter(-laterTransferMonths).weeksBefore(Statute.Limit.finalWeeksAfterMeeting)
                }
            case .ph4:
                facts.transfer.flatMap { transferPlanBy($0.phase, year: $0.year) }
                    .map { $0.weeksBefore(Statute.Limit.finalWeeksAfterMeeting) }
            default: nil
            }
        return own == deadline.due ? nil : own
    }

    private func planned(from start: Day, isFirst: Bool, by facts: Facts) -> Day {
        start.lastDayOfPeriodStarting(months: cycle.months(from: start, isFirst: isFirst, bornIn: facts.born))
    }

    private func final(by facts: Facts) -> Day? {
        let fromNotice = facts.noticeSent.map { $0.weeksAfter(finalWeeks) }
        guard !facts.amendsOutsideReview, let meeting = facts.meeting else { return fromNotice }
        let fromMeeting = meeting.weeksAfter(finalWeeksAfterMeeting)
        return min(fromNotice ?? fromMeeting, fromMeeting)
    }

    /// Of a list, what the model asks beyond the law; empty for what is no list.
    public func beyondTheLaw(_ setting: ModelSetting) -> [String] {
        guard case .words(let words) = self[setting], case .words(let law) = setting.invariant.value else { return [] }
        return words.filter { !law.contains($0) }
    }
}

extension Transfer {
    /// Whether the child's setting ends for it with the school year of that day: the transfer follows in the summer.
    @inlinable
    public func endsSetting(inYearOf day: Day) -> Bool { year == SchoolYear.start(on: day) + 1 }
}
