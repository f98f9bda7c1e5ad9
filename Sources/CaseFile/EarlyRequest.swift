public import Contracts
public import Statute

// What is not obvious here:
//
// - An early review: reports about review n+1 before it is open open it at once, as `early`. An agreed `early-
//   review-answered` names the review that it begins, and is such a report; the kind is then the one that the model
//   opens on request. So nobody has to remember which request led to which review.
// - An answer names its request by the key that it had. Corrections stand in the file beside what they correct, so
//   an answer to a request that was corrected since is found (`Sources/CaseFile/EarlyRequest.swift`).

/// A request for a review before it is due, and the council's answer (CYC-10).
public struct EarlyRequest: Sendable {
    /// The key of the request as it counts now.
    public let key: SubmissionKey
    /// Who asked.
    public let from: Party
    /// The day it was asked for.
    public let asked: Day
    /// The day that was recorded.
    public let recorded: Day
    /// The first answer that stands; nil while there is none.
    public fileprivate(set) var answer: Submission?

    /// Days for an answer when no review model says otherwise. The law sets none; not answering is fault (LGSCO 24 002 373).
    public static let answerDays = 15

    /// The last day for the answer, by the council's own policy of so many days.
    public func answerBy(days: Int = EarlyRequest.answerDays) -> Deadline {
        Deadline(rule: .cyc10, due: asked + days, from: asked)
    }
}

extension CaseFile {
    /// The requests for an early review that stand, each with its answer, in the order of the file.
    public var earlyRequests: [EarlyRequest] { CaseFile.earlyRequests(in: submissions) }

    /// The same of any reports in file order. Each is looked at twice, however many there are: every service asks this of
    /// every case, and one case must not hold up the others.
    static func earlyRequests(in submissions: some Collection<Submission>) -> [EarlyRequest] {
        // The first answer that stands, by the mark of the request that it names.
        var answers: [UInt32: (place: Int, report: Submission)] = [:]
        for (place, report) in submissions.enumerated() {
            guard report.kind == .earlyReviewAnswered, report.stands, let mark = report.answered else { continue }
            if answers[mark] == nil { answers[mark] = (place, report) }
        }
        var requests: [EarlyRequest] = []
        // Corrections stand beside what they correct, and an answer may name the request as it was before: so it answers all
        // of such a chain.
        var first = 0
        var answer: (place: Int, report: Submission)?
        func settle() {
            for index in first..<requests.count { requests[index].answer = answer?.report }
            (first, answer) = (requests.count, nil)
        }
        for report in submissions {
            if !report.isBesideCorrected { settle() }
            if let found = answers[Submission.mark(of: report.key)], found.place < answer?.place ?? .max {
                answer = found
            }
            guard report.kind == .earlyReviewRequested, report.stands else { continue }
            requests.append(
                EarlyRequest(
                    key: report.key, from: report.party ?? .parent, asked: report.happened, recorded: report.recorded))
        }
        settle()
        return requests
    }

    /// The request that the answer with that reference answers; nil when the file has none.
    public func earlyRequest(answeredBy reference: Fact) -> EarlyRequest? {
        earlyRequests.first { $0.answer?.key.reference == reference }
    }
}
