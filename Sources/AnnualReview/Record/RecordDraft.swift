import Casework
import Arguments
import CaseFile
import Contracts
import Statute

/// A report before it is appended: held against the file of its case, so that what cannot be is refused with its reason.
struct RecordDraft: Sendable {
    let id: CaseID
    let file: CaseFile
    /// The partition's today.
    let today: Day
    /// The review that it is about; 0 when it is about none.
    let review: UInt8
    /// The documents that were given, by option.
    let papers: [String: [DocumentHash]]
    /// Who reports it.
    var actor = Operator.standard
    /// The day it happened; nil: today.
    var on: Day?
    /// The contacts, with who decided what.
    var contacts = ContactBook()

    /// The one document that an option gave.
    func document(_ option: String) -> DocumentHash? { papers[option]?.first }
    /// The documents that an option gave; nil for none.
    func documents(_ option: String) -> [DocumentHash]? { papers[option] }

    /// The request that is meant: the one that was named, or else the one that waits for its answer.
    func request(_ named: String?) throws -> SubmissionKey {
        let requests = file.earlyRequests
        if let named {
            guard let key = RecordDraft.key(named) else { throw UsageError("\(named) is no key of a report") }
            guard file.submissions.contains(where: { $0.key == key && $0.kind == .earlyReviewRequested }) else {
                throw CommandError("\(id) holds no request for an early review with the key \(named)")
            }
            return key
        }
        let waiting = requests.filter { $0.answer == nil }
        guard let first = waiting.first else {
            throw CommandError(
                requests.isEmpty
                    ? "nobody asked for an early review of \(id): record early-review-requested first"
                    : "every request of \(id) is answered; name the one that is meant with --request KEY")
        }
        guard waiting.count == 1 else {
            let keys = waiting.map { "\($0.key) of \($0.asked)" }.joined(separator: ", ")
            throw CommandError("\(id) holds several requests that wait; name one with --request KEY: \(keys)")
        }
        return first.key
    }

    /// The review to which an agreed request leads: the one that is open, or else the next.
    var reviewToBegin: UInt8 {
        guard let latest = file.latestReview, !latest.isDecided else {
            return file.reviewCount == .max ? .max : file.reviewCount + 1
        }
        return latest.number
    }

    /// The key in its 22 characters; nil when it is none.
    static func key(_ text: String) -> SubmissionKey? {
        var text = text
        return text.withUTF8 { SubmissionKey(utf8: $0) }
    }

    /// The review that is meant: the one that was named, or else the one that waits for it.
    static func review(
        _ named: Int?, for kind: RecordKind, of id: CaseID, in file: CaseFile
    ) throws(CommandError) -> UInt8 {
        guard kind.isAboutReview else { return 0 }
        let count = file.reviewCount
        if let named {
            guard let number = UInt8(exactly: named), number > 0 else {
                throw CommandError("there can be no review \(named)")
            }
            guard number <= count &+ 1 else {
                throw CommandError(
                    "\(id) has no review \(number): "
                        + (count == 0 ? "none was opened yet" : "the last is review \(count)")
                        + "; the next would be review \(count + 1)")
            }
            return number
        }
        let isOfAmendment = ["representations", "final-submitted", "final-recorded"].contains(kind.name)
        let waiting = file.reviews.last { review in
            isOfAmendment ? review.told != nil && review.finalTold == nil : review.told == nil
        }
        if let waiting { return waiting.number }
        let what = isOfAmendment ? "with an amendment that is not finished" : "open"
        guard count > 0 else {
            throw CommandError("\(id) has no review yet; to begin one early name it: --review 1")
        }
        throw CommandError(
            "\(id) has no review \(what); the last is review \(count). Name it with --review \(count), or begin the next "
                + "early with --review \(count + 1)")
    }

    /// Checks the report against the day and the file; throws what cannot be, answers what somebody should look at.
    func check(_ data: EventData, on day: Day) throws(CommandError) -> [String] {
        guard day <= today else {
            throw CommandError("\(day) has not come yet: the log's today is \(today)")
        }
        var looks: [String] = []
        let review = file.review(review)
        func notBefore(_ earlier: Day?, _ what: String) throws(CommandError) {
            guard let earlier, day < earlier else { return }
            throw CommandError("\(day) is before \(what), on \(earlier)")
        }
        func past(_ option: String, _ given: Day?) throws(CommandError) {
            guard let given, given > today else { return }
            throw CommandError("--\(option): \(given) has not come yet: the log's today is \(today)")
        }
        switch data {
        case .planRecorded(let plan):
            if plan.made != file.plan?.made { try past("made", plan.made) }
            if plan.reviewed != file.plan?.reviewed { try past("last-review", plan.reviewed) }
        case .approachChosen(let approach):
            if let disagreed = approach.disagreed, let review {
                looks.append(
                    "\(Words.list(disagreed.map(Words.party))) did not agree: an answer in writing "
                        + "(disagreement-answered) is due \(file.answerBy(disagreed: day, in: review).due.short)")
            }
        case .contactRecorded(let contact):
            for fact in [
                contact.holdsRights.on, contact.mayBeWrittenTo.on, contact.maySee.on, contact.locationProtected.on,
            ]
            where fact > today {
                throw CommandError("\(fact) has not come yet: the log's today is \(today)")
            }
            if !ContactBook.isKept(in: file), contact.contact != Contact.presumed.number {
                looks.append(
                    "until now the law presumed a parent as contact 1, who holds the rights; with this report \(id) has "
                        + "contact \(contact.contact) alone: record contact 1 too")
            }
            if !contact.mayBeWrittenTo.isSo, contact.mayBeWrittenTo.evidence == nil {
                looks.append("no evidence is given for not telling contact \(contact.contact)")
            }
        case .earlyReviewAnswered(let answer):
            let request = file.submissions.first { $0.key == answer.request }
            try notBefore(request?.happened, "the request that it answers")
            if let earlier = file.earlyRequests.first(where: { $0.key == answer.request })?.answer {
                looks.append("the request was answered on \(earlier.happened) already; the first answer counts")
            }
            if answer.document == nil {
                looks.append("no reasons in writing are given (--document): whoever asked needs them")
            }
        case .disagreementAnswered(let answer):
            guard let disagreed = review?.disagreed else {
                throw CommandError("nobody disagreed with the kind of review \(answer.review) of \(id)")
            }
            try notBefore(disagreed, "the choice that it answers")
            if review?.unanswered.contains(answer.to) != true {
                looks.append("\(Words.party(answer.to)) did not disagree, or was answered before")
            }
            if answer.document == nil { looks.append("the answer itself is not given (--document)") }
        case .meetingArranged(let arranged):
            guard arranged.meeting >= day else {
                throw CommandError(
                    "a meeting on \(arranged.meeting) cannot be arranged on \(day): give the day with --on, or record "
                        + "meeting-held")
            }
            if let remark = BankHolidays.byRuleOnly.remark(on: arranged.meeting) {
                looks.append("\(arranged.meeting.short) is \(remark)")
            }
            if Statute.noticeBy(meeting: arranged.meeting).last < day {
                looks.append(
                    "the meeting is less than two weeks after it was arranged (\(Statute.rule(.mtg3).source))")
            }
        case .meetingHeld:
            if let remark = BankHolidays.byRuleOnly.remark(on: day) { looks.append("\(day.short) is \(remark)") }
            if let held = review?.held, held != day {
                looks.append(
                    "the meeting is reported as held on \(held) already: both are kept, and the first counts until one "
                        + "is corrected (--replaces) or withdrawn")
            }
        case .reportReceived: try notBefore(review?.held, "the meeting that it reports")
        case .decisionSubmitted, .decisionRecorded:
            try notBefore(review?.held, "the meeting that it follows")
            if review?.held == nil {
                looks.append(
                    "no meeting of this review is recorded, and without one there is no review "
                        + "(\(Statute.rule(.mtg1).source))")
            }
            if let end = file.rightsUnconfirmed(on: today) {
                looks.append(
                    "compulsory school age ended on \(end.short), and the rights are recorded with "
                        + "\(Words.holders(file)): record who holds them now before a letter is written "
                        + "(\(Statute.rule(.age1).source))")
            }
            if case .decisionSubmitted(let submitted) = data { try past("consulted", submitted.consulted) }
            if let told = review?.told { looks.append("the family was told of a decision on \(told)") }
            if case .decisionRecorded(let recorded) = data, let notice = recorded.notice {
                guard notice >= day else {
                    throw CommandError("the notice of \(notice) is before the decision, on \(day)")
                }
                guard notice <= today else { throw CommandError("\(notice) has not come yet: today is \(today)") }
            }
        case .decisionUndated(let undated):
            if let told = review?.told {
                throw CommandError("the letter of review \(undated.review) was sent on \(told): its day is known")
            }
            try past("notice", undated.notice)
        case .representationsReceived, .finalSubmitted, .finalRecorded:
            try notBefore(
                review?.noticeSent ?? review?.undated?.notice ?? review?.told, "the amendment notice")
            if case .finalRecorded(let final) = data, final.outcome != .notAmended,
                let notice = review?.noticeSent ?? review?.undated?.notice,
                day <= Statute.representationsUntil(served: notice)
            {
                looks.append(
                    "the family's fifteen days for its answer ended on \(Statute.representationsUntil(served: notice).short) "
                        + "(\(Statute.rule(.amd2).source)); if it answered before, record representations")
            }
            if review?.outcome != .amend, review?.undated?.outcome != .amend {
                looks.append("no decision to amend is recorded for this review")
            }
        case .planEnded: try notBefore(file.plan?.made, "the plan was made")
        default: break
        }
        return looks
    }
}
