import CaseFile
import Contracts
import Statute

/// What was asked, said and answered of the council's service, as sentences.
struct ServiceLines {
    /// Which contact it was, where there are several: " (contact 2)".
    let which: (UInt8?) -> String
    /// The day of another report: " of 3 September 2024".
    let day: (SubmissionKey) -> String

    init(which: @escaping (UInt8?) -> String, day: @escaping (SubmissionKey) -> String) {
        self.which = which
        self.day = day
    }

    /// The sentence; nil of what belongs elsewhere.
    func sentence(_ data: EventData) -> String? {
        switch data {
        case .lateReasonGiven(let data):
            return "Why \(data.missed.words) was missed: \(data.reason.words)."
        case .factContested(let data):
            let says = data.says.map { "; it says \($0.short)" } ?? ""
            return "The family\(which(data.contact)) says that \(data.fact.words) is not right in the record\(says)."
        case .contestSettled(let data):
            return
                "What the family contested\(day(data.contest)) was settled\(by(data.officer)): \(data.outcome.words)."
                + ServiceLines.written(data.document)
        case .questionAsked(let data):
            let until = data.until.map { " by \($0.short)" } ?? ""
            let owner = data.owner?.text ?? "Whoever holds the case"
            return "\(who(data.from, data.contact)) asked a question. \(owner) answers it\(until)."
        case .questionAnswered(let data):
            return "The question\(day(data.question)) was answered\(by(data.officer))."
                + ServiceLines.written(data.document)
        case .supportNotDelivered(let data):
            let items = data.items.map { ": \(Words.list($0.map(\.description)))" } ?? ""
            return "\(who(data.from, data.contact)) says that support in the plan is not delivered\(items)."
                + (data.owner.map { " \($0.text) answers it." } ?? "")
        case .supportAnswered(let data):
            return "What was said\(day(data.report)) of support that is not delivered was answered\(by(data.officer)): "
                + "\(data.finding.words)." + ServiceLines.written(data.document)
        case .experienceAnswered(let data):
            let answers = [
                ("listened to", data.listened), ("understood what would happen", data.understood),
                ("the review will help", data.helped),
            ].compactMap { question, answer in answer.map { "\(question): \($0.rawValue)" } }
            return "\(who(data.from, data.contact)) answered the three questions, \(data.by.words): "
                + "\(answers.isEmpty ? "none of them" : answers.joined(separator: "; "))."
        case .sessionOffered(let data):
            return
                "The family\(which(data.contact)) was offered a session \(data.when.words), on \(data.session.withWeekday)."
        case .sessionAttended(let data):
            return data.attended
                ? "Somebody of the family came to the session." : "Nobody of the family came to the session."
        case .complaintMade(let data):
            let about = data.about == .other ? "" : ", of \(data.about.rawValue)"
            return "\(who(data.from, data.contact)) complained\(about)."
                + (data.owner.map { " \($0.text) answers it." } ?? "")
        case .complaintAnswered(let data):
            return "The complaint\(day(data.complaint)) was answered\(by(data.officer)): \(data.outcome.words)."
                + ServiceLines.written(data.document)
        case .adjustmentAsked(let data):
            let until = data.until.map { ", by \($0.short)" } ?? ""
            return "The family\(which(data.contact)) needs \(data.what.words)\(until)."
        case .adjustmentSupplied: return "What the family needs was supplied."
        case .remedyConsidered(let data):
            let items = data.items.map { " It was late for \(Words.list($0.map(\.description)))." } ?? ""
            let sorry = data.apologised.map { " The family was told sorry on \($0.short)." } ?? ""
            return
                "Because \(data.missed.words) was missed, it was considered\(by(data.officer)) what the family is owed: "
                + "\(data.remedy.words).\(items)\(sorry)"
        case .auditLearningReturned(let data): return "What an audit learned went back to \(Words.party(data.to))."
        case .readingPromised(let data):
            return "The family\(which(data.contact)) was told that a person reads what it gave, within one working day."
        case .contributionRead(let data):
            return "What was given was read\(day(data.promise).isEmpty ? "" : ", as promised")."
        case .safetyConcernRaised(let data):
            return "\(who(data.from, data.contact)) wrote to the safeguarding lead about a child\u{2019}s safety."
        case .safetyConcernRead: return "The safeguarding lead read what was written about a child\u{2019}s safety."
        case .looksReleased(let data):
            return "The family may see that safeguarding and social care opened the case up to \(data.through.short)."
        case .signInLetterAsked(let data):
            return "A letter with a code to sign in was asked for\(which(data.contact))\(by(data.officer))."
        case .signInLetterUsed(let data): return "The code of that letter was used\(which(data.contact))."
        case .agencyInvolved(let data): return Words.sentence(data.agency.words) + " " + data.step.words + "."
        case .outcomesRated(let data):
            return "Of \(data.outcomes) outcomes of the plan \(data.achieved) are achieved, \(data.onTrack) on track, "
                + "\(data.notOnTrack) not on track and \(data.notStarted) not begun, as the review saw it."
        case .auditContentRead: return "The text of the plan was read by rule, for whoever audits it."
        default: return nil
        }
    }

    private func who(_ party: Contracts.Party, _ contact: UInt8?) -> String {
        Words.sentence(Words.party(party)) + which(contact)
    }

    private func by(_ officer: ActorID?) -> String { officer.map { " by \($0.text)" } ?? "" }

    private static func written(_ document: DocumentHash?) -> String {
        document == nil ? "" : " The answer is kept in writing."
    }
}
