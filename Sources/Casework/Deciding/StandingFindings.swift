public import CaseFile
import Contracts
import Statute

/// What somebody should look at in a case as it stands, whoever brought it in: what can be true, and what the law asks about it.
extension CaseInHand {
    /// Of the child and who is told.
    public var standing: [Finding] {
        var found: [Finding] = []
        if let transfer = file.unwrittenTransfer(on: today) {
            found.append(Finding(.transferUnwritten, .text("\(transfer.after)"), .day(transfer.planBy)))
        }
        if let plan = file.plan, plan.setting == nil, plan.placement.isAtSetting {
            found.append(Finding(.settingUnnumbered, .text(plan.placement.rawValue.replacing("-", with: " "))))
        }
        return found + rightsUnconfirmed
    }

    /// Of one of its reviews.
    public func standing(of review: Review) -> [Finding] {
        var found = [review.held, review.arranged].compactMap { $0 }.flatMap(unusual)
        if review.held == nil, review.told != nil || review.finalTold != nil || review.undated != nil {
            found.append(Finding(.decisionWithoutMeeting))
        }
        if review.told == nil, review.finalTold != nil || review.undated != nil {
            found.append(Finding(.decisionUndated))
        }
        if let end = file.finalTooSoon(review, holidays: holidays) { found.append(Finding(.finalTooSoon, .day(end))) }
        return found
    }
}
