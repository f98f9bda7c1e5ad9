public import CaseFile
public import Contracts

/// The words for people of what the log's words mean, in the middle of a sentence.
public enum Words {
    /// Who: "the parent".
    public static func party(_ party: Party) -> String {
        switch party {
        case .parent: "the parent"
        case .youngPerson: "the young person"
        case .setting: "the setting"
        case .coordinator: "the EHCP Coordinator"
        case .health: "the health service"
        case .socialCare: "social care"
        case .manager: "the coordinator's manager"
        }
    }

    /// Whoever is addressed: "the parent", or, where there are several contacts, "the parent (contact 2)".
    public static func addressee(_ addressee: Addressee, in file: CaseFile) -> String {
        switch addressee {
        case .party(let party): return Words.party(party)
        case .contact(let number):
            guard let contact = file.contact(number) else { return "contact \(number)" }
            let name = relation(contact.relation)
            return file.contacts.count > 1 ? "\(name) (contact \(number))" : name
        }
    }

    /// To whom copies of a letter are addressed: "contact 1 (document …)".
    public static func copies(_ copies: [LetterCopy]) -> String {
        list(
            copies.map { copy in
                copy.document.map { "contact \(copy.contact) (document \($0))" }
                    ?? "contact \(copy.contact) (not written: \(lack(copy.lacks)))"
            })
    }

    /// What a contact is to the child: "the foster carer".
    public static func relation(_ relation: Relation) -> String {
        relation == .other ? "another contact" : "the \(relation.rawValue.replacing("-", with: " "))"
    }

    /// Whoever holds the rights: "the parent (contact 1) and the parent (contact 2)".
    public static func holders(_ file: CaseFile) -> String {
        list(file.rightsHolders.map { addressee(.contact($0.number), in: file) })
    }

    /// Several: "the parent, the setting and social care".
    public static func list(_ parts: [String]) -> String {
        guard let last = parts.last else { return "nobody" }
        guard parts.count > 1 else { return last }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }

    /// One of several: "in Year 3, Year 4 or Year 5".
    public static func either(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " or " + last
    }

    /// A kind of review: "Annual Progress Review".
    public static func kind(_ kind: ReviewKind?) -> String {
        switch kind {
        case .annual?, nil: "annual review"
        case .progress?: "Annual Progress Review"
        case .transition?: "Transition and Change Review"
        case .early?: "early review"
        case .phaseTransfer?: "review before a phase transfer"
        }
    }

    /// An outcome: "to amend the plan".
    public static func outcome(_ outcome: Outcome?) -> String {
        switch outcome {
        case .maintain?: "to keep the plan as it is"
        case .amend?: "to amend the plan"
        case .cease?: "to cease to maintain the plan"
        case nil: "with an outcome that was not recorded"
        }
    }

    /// How an amendment ended: "the amended final plan".
    public static func final(_ outcome: FinalOutcome?) -> String {
        switch outcome {
        case .amended?: "the amended final plan"
        case .notAmended?: "the decision not to amend after all"
        case nil: "the end of the amendment"
        }
    }

    /// What a message says: "invitation to the review meeting".
    public static func message(_ subject: Subject) -> String {
        switch subject {
        case .tellReviewDue: "news that the review is due"
        case .tellInvitation: "invitation to the review meeting"
        case .tellRemindArrange: "request to arrange the review meeting"
        case .tellRemindAdvice: "reminder to send advice round before the meeting"
        case .tellRemindReport: "reminder to send the report of the meeting"
        case .tellRemindDecision: "reminder that the decision is due"
        case .tellRemindFinal: "reminder that the final plan is due"
        case .tellNotRecorded: "alarm that something due was not recorded"
        case .tellLateToFamily: "apology that the decision is late"
        case .tellDecision: "decision letter"
        case .tellAgain: "message that goes again"
        case .tellRefused: "note that what was submitted cannot stand"
        case .tellFinal: "final letter"
        case .tellEarlyRequest: "news that an early review was asked for"
        case .tellEarlyAnswer: "answer about an early review"
        case .tellRightsWillPass: "news that the rights will pass to the young person"
        case .tellRightsPassed: "news that the rights passed to the young person"
        case .tellMovedIn: "letter that the plan was transferred to the council"
        case .tellCeasingConsidered: "letter that ending the plan is considered"
        case .tellEnded: "letter that the plan has ended"
        case .tellDisagreementAnswer: "answer about the kind of review"
        case .tellChangeAnswer: "answer about a change of the plan"
        case .tellCorrection: "correction of a letter"
        case .tellPaperAstray: "letter that a paper lay on another child\u{2019}s file"
        case .tellPaperNotYours: "letter that another child\u{2019}s paper lay on the file"
        default: subject.word.description
        }
    }

    /// What an alarm says was not recorded: "no decision".
    public static func alarm(_ subject: Subject) -> String {
        switch subject {
        case .noMeetingBy: "no meeting"
        case .noReportBy: "no report of the meeting"
        case .noDecisionBy: "no decision"
        case .noFinalBy: "no final plan"
        case .notReviewedBy: "no completed review"
        case .noTransferPlanBy: "no setting for the transfer"
        case .noAnswerBy: "no answer in writing"
        case .noTransferLetterBy: "no letter to the family about the transfer of the plan"
        default: subject.word.description
        }
    }

    /// On what ground an early review is asked for: "needs have changed".
    public static func ground(_ ground: EarlyReviewGround) -> String? {
        switch ground {
        case .needsChanged: "needs have changed"
        case .provision: "the provision is not made or no longer fits"
        case .placementAtRisk: "the placement is at risk"
        case .notAttending: "the child does not attend"
        case .moving: "the family moves"
        case .other: nil
        }
    }

    /// A form for views: "the parental contribution form".
    public static func form(_ form: ViewsForm) -> String {
        switch form {
        case .parentalContribution: "the parental contribution form"
        case .myLifeMyReview: "the booklet \u{201C}My Life, My Review\u{201D}"
        case .other: "a form"
        }
    }

    /// A letter: "the decision to amend, which is the amendment notice".
    public static func letter(_ letter: LetterKind) -> String {
        switch letter {
        case .decisionMaintain: "the decision to keep the plan as it is"
        case .decisionAmend: "the decision to amend the plan, which is the amendment notice"
        case .decisionCease: "the decision to cease to maintain the plan"
        case .finalPlan: "the final plan"
        case .notAmended: "the decision not to amend the plan after all"
        case .ceasingConsidered: "that ending the plan is considered"
        case .planEnded: "that the plan has ended"
        case .movedIn: "that the plan was transferred to the council"
        case .earlyReviewAnswer: "the answer about an early review"
        case .disagreementAnswer: "the answer about the kind of review"
        case .changeAnswer: "the answer about a change of the plan"
        case .lateToFamily: "that the decision's letter is late"
        case .rightsWillPass: "that the rights will pass to the young person"
        case .rightsPassed: "that the rights passed to the young person"
        case .correction: "the correction of a letter"
        case .paperAstray: "that a paper lay on another child's file"
        case .paperNotYours: "that another child's paper lay on the file"
        }
    }

    /// A format in which somebody reads letters: "British Sign Language".
    public static func format(_ format: LetterFormat) -> String {
        switch format {
        case .standard: "ordinary print"
        case .largePrint: "large print"
        case .easyRead: "Easy Read"
        case .braille: "braille"
        case .audio: "audio"
        case .bsl: "British Sign Language"
        }
    }

    /// Why a message could not be sent.
    public static func failure(_ failure: DeliveryFailure?) -> String {
        switch failure {
        case .noAddress?: "no address is known"
        case .badAddress?: "an address is recorded, and none to which anything can be sent"
        case .noDocument?: "the document it carries is missing or was erased"
        case .noWords?: "the council's words for it are missing"
        case .byDecision?: "not told, by decision"
        case .ended?: "the plan ended"
        case .refused?: "the channel refused it"
        case .tooLarge?: "what it encloses is more than one message carries"
        case .notForAddressee?: "what it ought to enclose was given for others to see alone"
        case .mayTellPlace?: "where the child is is kept from them, and it may tell it"
        case .tooLate?: "it was no longer worth saying"
        case .notKnown?: "it may have left, and the provider no longer says: ask whether it came, or tell them yourself"
        case nil: "the reason is not recorded"
        }
    }

    /// Why a message could not be sent, and what mends it, where something does.
    public static func mending(_ failure: DeliveryFailure) -> String {
        let why = Words.failure(failure)
        switch failure {
        case .noAddress, .badAddress: return "\(why); people.csv needs one"
        case .noDocument: return "\(why); submit it again with its documents, and its letter is written anew"
        case .noWords: return "\(why); the notifier's log names the file"
        case .mayTellPlace:
            return
                "\(why): look through it with all that comes with it, then `annual-review record looked-through`; or tell them yourself"
        case .refused, .tooLarge, .notForAddressee, .notKnown, .tooLate, .byDecision, .ended: return why
        }
    }

    /// Why a copy of a letter could not be written, and what mends it.
    public static func mending(_ lack: LetterLack) -> String {
        let why = Words.lack(lack)
        switch lack {
        case .name, .address, .usableAddress: return "\(why); people.csv needs one"
        case .officer: return "\(why); the officer needs a name in people.csv"
        case .document: return "\(why); submit it again with its documents"
        case .words: return "\(why); the decision-writer's log names the file"
        case .notYet: return "\(why); people.csv needs a name and an address, if they are not there yet"
        }
    }

    /// Why a copy of a letter could not be written.
    public static func lack(_ lack: LetterLack?) -> String { lack?.words ?? "the reason is not recorded" }

    /// Why a plan ended.
    public static func ended(_ reason: EndReason) -> String { reason.rawValue.replacing("-", with: " ") }

    /// With a capital.
    public static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
