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
    public let answer: Submission?

    /// Days for an answer when no review model says otherwise. The law sets none; not answering is fault (LGSCO 24 002 373).
    public static let answerDays = 15

    /// The last day for the answer, by the council's own policy of so many days.
    public func answerBy(days: Int = EarlyRequest.answerDays) -> Deadline {
        Deadline(rule: .cyc10, due: asked + days, from: asked)
    }
}

extension CaseFile {
    /// The requests for an early review that stand, each with its answer, in the order of the file.
    ///
    /// One pass over the file, however many there are: a service asks for them again and again.
    public var earlyRequests: [EarlyRequest] {
        guard submissions.contains(where: { $0.kind == .earlyReviewRequested && $0.stands }) else { return [] }
        var answers: [UInt32: Int] = [:]
        for (place, report) in submissions.enumerated() where report.kind == .earlyReviewAnswered && report.stands {
            if let mark = report.answered, answers[mark] == nil { answers[mark] = place }
        }
        var requests: [EarlyRequest] = []
        var first = 0
        while first < submissions.count {
            // A report and its corrections: an answer may name the request as it was before it was corrected.
            var end = first + 1
            while end < submissions.count, submissions[end].isBesideCorrected { end += 1 }
            var answer: Int?
            for place in first..<end {
                guard let found = answers[Submission.mark(of: submissions[place].key)] else { continue }
                answer = min(found, answer ?? found)
            }
            for request in submissions[first..<end] where request.kind == .earlyReviewRequested && request.stands {
                requests.append(
                    EarlyRequest(
                        key: request.key, from: request.party ?? .parent, asked: request.happened,
                        recorded: request.recorded, answer: answer.map { submissions[$0] }))
            }
            first = end
        }
        return requests
    }

    /// The request that the answer with that reference answers; nil when the file has none.
    public func earlyRequest(answeredBy reference: Fact) -> EarlyRequest? {
        earlyRequests.first { $0.answer?.key.reference == reference }
    }
}
