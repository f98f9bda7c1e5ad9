import CaseFile
import Contracts
import Statute

extension NextSteps {
    /// What was asked or said and is not answered yet: each with its owner and its day.
    static func ofMatters(_ file: CaseFile, holidays: BankHolidays) -> [NextStep] {
        file.matters.filter { $0.answered == nil }.map { matter in
            var step = NextStep(
                review: matter.review, who: .coordinator, what: what(matter), by: day(matter, in: file, holidays),
                rule: rule(matter), keepsFamilyWaiting: false)
            step.owner = matter.owner
            return step
        }
    }

    private static func what(_ matter: Matter) -> String {
        switch matter.kind {
        case .question: "answer the question of \(matter.asked.short), asked by \(Words.party(matter.from))"
        case .support:
            "answer \(Words.party(matter.from)), who said on \(matter.asked.short) that support in the plan is not delivered"
        case .complaint: "answer the complaint of \(matter.asked.short)"
        case .contest:
            "settle what the family contested on \(matter.asked.short): \(matter.fact?.words ?? "something in the record")"
        case .adjustment: "supply what the family needs: \(matter.adjustment?.words ?? "something in another form")"
        }
    }

    /// Of what is needed for no day in particular, the day of the meeting for which it is.
    private static func day(_ matter: Matter, in file: CaseFile, _ holidays: BankHolidays) -> Day? {
        if let day = matter.answerBy(holidays: holidays) { return day }
        return file.review(matter.review)?.arranged
    }

    private static func rule(_ matter: Matter) -> String {
        switch matter.kind {
        case .question where matter.named != nil: "the day that whoever asked was told"
        case .question:
            "\(Deadline.count(Matter.questionDays, "working day")) by the council's own service; the law sets none"
        case .support:
            "\(Deadline.count(Matter.supportDays, "working day")) for the first answer, by the council's own service; what "
                + "the plan says must be delivered (Children and Families Act 2014, s.42)"
        case .complaint:
            "\(Deadline.count(Matter.complaintDays, "working day")) (LGSCO, Complaint Handling Code)"
        case .contest: "one month (UK GDPR art. 12(3), 16)"
        case .adjustment: "Equality Act 2010, s.20"
        }
    }

    /// What an audit asked for and nobody has done yet.
    static func ofAudits(_ file: CaseFile) -> [NextStep] {
        file.auditActions.filter { $0.done == nil }.map { action in
            var step = NextStep(
                review: action.review, who: .coordinator,
                what: "work on \(action.review == 0 ? "the plan" : "the review") again, as the audit of "
                    + "\(action.asked.short) or before it asked", by: action.by,
                rule: "it is audited again once it is done", keepsFamilyWaiting: false)
            step.owner = action.owner
            return step
        }
    }
}
