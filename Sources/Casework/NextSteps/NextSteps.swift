public import CaseFile
public import Contracts
public import Statute

/// What remains to be done in a case, by whom, by when, under which rule.
public struct NextSteps {
    /// What to do, the most pressing first.
    public private(set) var steps: [NextStep] = []
    let file: CaseFile
    let log: LogBook
    let day: Day
    let lacks: [ConclusionID: [String]]
    let words: ModelWords
    let meetings: MeetingDays?
    let holidays: BankHolidays
    let addressed: [Addressee: Day]
    let formats: [UInt8: HeldFormat]

    /// What remains on that day. `lacks` says what was missing from what could not stand, and `addressed` since which day
    /// `people` has had the record of somebody who can be reached by it; `formats` how it holds that contacts read letters. Requests
    /// are answered within the days of the council's model.
    public init(
        of file: CaseFile, lacks: [ConclusionID: [String]] = [:], log: LogBook, on day: Day,
        words: ModelWords = ModelWords(), meetings: MeetingDays? = nil, holidays: BankHolidays = .byRuleOnly,
        addressed: [Addressee: Day] = [:], formats: [UInt8: HeldFormat] = [:]
    ) {
        self.words = words
        self.holidays = holidays
        self.meetings = meetings
        self.file = file
        self.log = log
        self.day = day
        self.lacks = lacks
        self.addressed = addressed
        self.formats = formats
        guard let plan = file.plan else { return }
        // A complaint, or a question, outlives the plan.
        if file.end?.reason != .died { steps += ofMatters }
        guard file.ended == nil else {
            steps += afterDeath + ofWithdrawnPapers + ofUnsent(besides: [])
            if file.end?.reason != .died { steps += ofSuppliers }
            return
        }
        for review in file.reviews where !review.isClosed || review.outcome == nil || review.held == nil {
            if let step = step(for: review) { steps.append(step) }
        }
        steps += ofTransfer
        steps += ofRights
        steps += ofRequests
        steps += ofWithdrawnPapers
        steps += ofAppeals
        steps += ofAudits
        if file.rightsHolders.isEmpty {
            steps.append(NextStep(Coded(.recordHolders), by: nil, because: StepNote(.noHolder)))
        }
        if file.latestReview == nil, plan.made == nil, plan.reviewed == nil {
            steps.append(NextStep(Coded(.findPlanDay), by: nil, because: StepNote(.planDayUnknown)))
        }
        steps += ofUnsent(besides: Set(steps.map(\.review)).subtracting([0]))
        steps += ofSuppliers
        steps.sort { NextSteps.precedes($0, $1) }
    }

    /// How many weeks before the day of a transfer its plan becomes something to do.
    public static let transferWeeks = 16

    /// Answers in writing that families wait for.
    private var ofRequests: [NextStep] {
        let early = file.earlyRequests.filter { $0.answer == nil }.map { request in
            let by = request.answerBy(days: words.answerDays)
            return NextStep(Coded(.answerEarlyRequest, .day(request.asked)), by: by.due, because: .due(by))
        }
        let changes = file.changeRequests.filter { $0.answer == nil }.map { request in
            NextStep(
                Coded(.answerChangeRequest, .day(request.asked)), by: request.answerBy(days: words.answerDays),
                because: StepNote(.councilsOwnDays, .number(words.answerDays)))
        }
        return early + changes
    }

    private var ofTransfer: [NextStep] {
        var steps: [NextStep] = []
        if let unwritten = file.unwrittenTransfer(on: day) {
            let phase = unwritten.transfer.phase
            steps.append(
                NextStep(
                    Coded(.recordTransfer), by: unwritten.planBy,
                    because: StepNote(.transferFollows, .text("\(unwritten.after)"), .word(phase), .word(phase.rule))))
        }
        guard let phase = file.plan?.transfer, !file.isTransferNamed else { return steps }
        guard let plan = file.transferDeadlines.first(.ph1, .ph2) else {
            let why = StepNote(.transferYearUnknown, .word(phase.rule))
            return steps + [NextStep(Coded(.recordTransferYear, .word(phase)), by: nil, because: why)]
        }
        // Twelve weeks are what a review and its amendment take; before that there is nothing to press for.
        guard day >= plan.due.weeksBefore(NextSteps.transferWeeks) else { return steps }
        return steps + [NextStep(Coded(.namePlace, .word(phase)), by: plan.due, because: .due(plan))]
    }

    /// Rights that by age are the young person's, and are recorded as they were before.
    private var ofRights: [NextStep] {
        guard let end = file.rightsUnconfirmed(on: day) else { return [] }
        return [NextStep(Coded(.recordRights), by: end, because: StepNote(.schoolAgeEnded, holders))]
    }

    /// Whoever holds the rights.
    var holders: CodedValue { .addressees(file.rightsHolders.map { .contact($0.number) }, in: file) }

    /// Families untold longest past the statutory day first; then what is due soonest; last what has no day.
    private static func precedes(_ left: NextStep, _ right: NextStep) -> Bool {
        if left.keepsFamilyWaiting != right.keepsFamilyWaiting { return left.keepsFamilyWaiting }
        let end = Day(number: .max)
        return (left.by ?? end, left.review) < (right.by ?? end, right.review)
    }
}
