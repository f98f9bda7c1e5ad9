public import Contracts
public import Statute

/// A request for a change of the plan outside its review, and the council's answer (AMD-8; SEND Regulations 2014, reg 28).
public struct ChangeRequest: Sendable {
    /// The key of the request as it counts now.
    public let key: SubmissionKey
    /// Who asked.
    public let from: Party
    /// The day it was asked for.
    public let asked: Day
    /// The first answer that stands; nil while there is none.
    public let answer: Submission?

    /// The last day for the answer, by the council's own policy of so many days: the law sets none.
    public func answerBy(days: Int = EarlyRequest.answerDays) -> Day { asked + days }
}

extension CaseFile {
    /// The requests for a change of the plan that stand, each with its answer, in the order of the file. An answer names its
    /// request by the key that it had: one that was corrected since is answered with the key that it has now.
    public var changeRequests: [ChangeRequest] {
        var answers: [UInt32: Submission] = [:]
        for report in submissions where report.kind == .changeAnswered && report.stands {
            guard let mark = report.answered, answers[mark] == nil else { continue }
            answers[mark] = report
        }
        var requests: [ChangeRequest] = []
        var answer: Submission?
        for report in submissions {
            if !report.isBesideCorrected { answer = nil }
            guard report.kind == .changeRequested else { continue }
            answer = answer ?? answers[Submission.mark(of: report.key)]
            guard report.stands else { continue }
            requests.append(
                ChangeRequest(
                    key: report.key, from: report.party ?? .parent, asked: report.happened, answer: answer))
        }
        return requests
    }
}
