public import Contracts

// What is not obvious here:
//
// - Structural, like all that is accepted: a row may be added, and none changed. Else the past would be read otherwise. By
//   what law something is told, in what words and until when stands with the notifier (`MessageRule`), and may change.

/// A kind of message: of what it tells, for which of the child's contacts, and after which ends of the plan it may still leave.
public struct MessageKind: Sendable {
    /// Of what a message tells. It fits while that stands, and is worth saying while that has not been overtaken.
    public enum Source: Hashable, Sendable {
        /// A review was opened, and nothing has come of it yet.
        case opening
        /// The meeting as it is arranged.
        case meeting
        /// Something is still to be done, and this reminds of it whoever the message is for.
        case reminder(Subject)
        /// Something had not been recorded in time: this; nil: the alarm that the message's id names.
        case alarm(Subject?)
        /// A letter. It goes to whom it is addressed; others hear of it once it has left for the family.
        case letter(Subject)
        /// Something that was submitted cannot stand: one or the other says so.
        case refusal(Subject, or: Subject)
        /// Somebody asked for an early review, and has no answer.
        case request
        /// That request was answered.
        case answer
        /// A report of that kind, which says something that the family must be told.
        case report(EventKind)
        /// The rights will pass, or have.
        case passing(Subject)
        /// A message that had left and did not reach its addressee: it is for whom that was for, and may leave after the ends
        /// after which that may.
        case resend
    }

    /// For which of the child's contacts a message of the kind may be; all of them may be written to.
    public enum Contacts: Sendable {
        /// Who holds the rights.
        case rightsHolders
        /// Whom it concerns that the rights pass: the young person, and whoever holds them, or held them before.
        case youngPersonAndHolders
    }

    /// After which end of a plan it may still leave, to others than the council's own staff.
    public enum AfterEnd: Sendable {
        /// After none.
        case never
        /// After any but a death, when it tells of the decision to cease: the right to appeal runs from it.
        case ofCeasing
        /// After the end of which it tells, when that carries out a decision to cease.
        case ofItsEnd
        /// After any but a death: what it says is owed whatever became of the plan.
        case ofAll
    }

    /// The message.
    public let subject: Subject
    /// Of what it tells.
    public let source: Source
    /// For whom of the child's contacts.
    public let contacts: Contacts
    /// After which end.
    public let afterEnd: AfterEnd

    private init(
        _ subject: Subject, of source: Source, to contacts: Contacts = .rightsHolders, after afterEnd: AfterEnd = .never
    ) {
        self.subject = subject
        self.source = source
        self.contacts = contacts
        self.afterEnd = afterEnd
    }

    /// Every kind.
    public static let table: [MessageKind] = [
        MessageKind(.tellReviewDue, of: .opening),
        MessageKind(.tellInvitation, of: .meeting),
        MessageKind(.tellRemindArrange, of: .reminder(.remindArrange)),
        MessageKind(.tellRemindAdvice, of: .reminder(.remindAdvice)),
        MessageKind(.tellRemindReport, of: .reminder(.remindReport)),
        MessageKind(.tellRemindDecision, of: .reminder(.remindDecision)),
        MessageKind(.tellRemindFinal, of: .reminder(.remindFinal)),
        MessageKind(.tellNotRecorded, of: .alarm(nil)),
        MessageKind(.tellLateToFamily, of: .alarm(.noDecisionBy)),
        MessageKind(.tellDecision, of: .letter(.decisionLetter), after: .ofCeasing),
        MessageKind(.tellRefused, of: .refusal(.decisionRefused, or: .finalRefused)),
        MessageKind(.tellFinal, of: .letter(.finalLetter)),
        MessageKind(.tellEarlyRequest, of: .request),
        MessageKind(.tellEarlyAnswer, of: .answer),
        MessageKind(.tellRightsWillPass, of: .passing(.rightsWillPass), to: .youngPersonAndHolders),
        MessageKind(.tellRightsPassed, of: .passing(.rightsPassed), to: .youngPersonAndHolders),
        MessageKind(.tellAgain, of: .resend),
        MessageKind(.tellMovedIn, of: .report(.movedIn)),
        MessageKind(.tellCeasingConsidered, of: .report(.ceasingConsidered)),
        MessageKind(.tellEnded, of: .report(.planEnded), after: .ofItsEnd),
        MessageKind(.tellDisagreementAnswer, of: .report(.disagreementAnswered)),
        MessageKind(.tellChangeAnswer, of: .report(.changeAnswered)),
        MessageKind(.tellCorrection, of: .report(.correctionRecorded), after: .ofAll),
        MessageKind(.tellPaperAstray, of: .report(.paperAstray), after: .ofAll),
        MessageKind(.tellPaperNotYours, of: .report(.paperNotYours), after: .ofAll),
    ]

    /// By the number of their subjects.
    private static let bySubject: [MessageKind?] = (0...UInt8.max).map { number in
        table.first { $0.subject.rawValue == number }
    }

    /// The kind of messages of that subject; nil where no message is.
    public static func of(_ subject: Subject) -> MessageKind? { bySubject[Int(subject.rawValue)] }

    /// The kind of messages that carry that letter, or tell of it.
    public static func carrying(_ letter: Subject) -> MessageKind? { table.first { $0.source == .letter(letter) } }
}

extension ConclusionID {
    /// Of what the message tells; nil of what is none.
    var source: MessageKind.Source? { MessageKind.of(subject)?.source }

    /// The letter that the message carries, when it is to a contact, or tells of; nil of other messages.
    public var toldLetter: ConclusionID? {
        guard case .letter(let letter)? = source else { return nil }
        return ConclusionID(letter, review: review, fact: fact)
    }
}
