public import JSON
public import Statute

// The closed lists of words that events use. A word, once written, keeps its meaning for ever.

/// Who takes part in a review, and who is told.
public enum Party: String, CaseIterable, Sendable, TextValue {
    /// The child's parent (CFA 2014 s.83; Education Act 1996 s.576).
    case parent
    /// The young person, who holds the rights after compulsory school age.
    case youngPerson = "young-person"
    /// The school, college or early years provider.
    case setting
    /// The EHCP Coordinator, by whatever name the council's model gives them.
    case coordinator
    /// The health professional whom the responsible commissioning body names.
    case health
    /// The council's social care officer.
    case socialCare = "social-care"
    /// The coordinator's manager.
    case manager
}

/// The three outcomes of a review (SEND Regulations 2014, reg 20(10)); SEN2's M, A and C.
public enum Outcome: String, CaseIterable, Sendable, TextValue {
    case maintain, amend, cease
}

/// What ends the procedure that an amendment notice began (reg 22(3), (4)).
public enum FinalOutcome: String, CaseIterable, Sendable, TextValue {
    /// The amended plan was issued.
    case amended
    /// The council decided not to amend after all, with reasons.
    case notAmended = "not-amended"
}

/// The kinds of review that models may offer. A kind never decides an outcome.
public enum ReviewKind: String, CaseIterable, Sendable, TextValue {
    /// An annual review of the council's ordinary kind.
    case annual
    /// Bromley's Annual Progress Review.
    case progress
    /// Bromley's Transition and Change Review.
    case transition
    /// A review held early, on request.
    case early
    /// The review before a transfer between phases (reg 18).
    case phaseTransfer = "phase-transfer"
}

/// On what ground somebody asks for a review before it is due.
public enum EarlyReviewGround: String, CaseIterable, Sendable, TextValue {
    /// Needs have changed.
    case needsChanged = "needs-changed"
    /// The provision in section F is not made, or no longer fits.
    case provision
    /// The placement is at risk, or has ended.
    case placementAtRisk = "placement-at-risk"
    /// The child does not attend, or is excluded.
    case notAttending = "not-attending"
    /// The family moves house.
    case moving
    case other
}

/// On which form views came in.
public enum ViewsForm: String, CaseIterable, Sendable, TextValue {
    /// The parental contribution form.
    case parentalContribution = "parental-contribution"
    /// The child's own booklet, "My Life, My Review".
    case myLifeMyReview = "my-life-my-review"
    case other
}

/// Where the child is educated, in the DfE's groups.
public enum Placement: String, CaseIterable, Sendable, TextValue {
    case mainstream
    case special
    case alternativeProvision = "alternative-provision"
    case furtherEducation = "further-education"
    case earlyYears = "early-years"
    /// Education otherwise than at school (CFA 2014 s.61), EOTIS-C.
    case otherwise = "education-otherwise"
    /// Electively home educated.
    case homeEducated = "home-educated"
    /// Not in education, employment or training.
    case notInEducation = "not-in-education"
    /// Elsewhere, as the DfE's "other".
    case other
    case notRecorded = "not-recorded"

    /// Whether a child who is educated so goes to a setting, which has a number whether or not it is recorded.
    public var isAtSetting: Bool {
        switch self {
        case .mainstream, .special, .alternativeProvision, .furtherEducation, .earlyYears: true
        case .otherwise, .homeEducated, .notInEducation, .other, .notRecorded: false
        }
    }
}

/// SEN2's primary types of need.
public enum Need: String, CaseIterable, Sendable, TextValue {
    case autism = "ASD"
    case hearing = "HI"
    case moderateLearning = "MLD"
    case multiSensory = "MSI"
    case other = "OTH"
    case physical = "PD"
    case profoundLearning = "PMLD"
    case socialEmotional = "SEMH"
    case speechLanguage = "SLCN"
    case severeLearning = "SLD"
    case specificLearning = "SPLD"
    case visual = "VI"
    case downSyndrome = "DS"
    case notRecorded = "not-recorded"
}

/// What an audit comes to, in Ofsted's four grades, the best first.
public enum Grade: String, CaseIterable, Comparable, Sendable, TextValue {
    case outstanding
    case good
    case requiresImprovement = "requires-improvement"
    case inadequate

    /// Whether the first is the worse.
    public static func < (left: Grade, right: Grade) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .outstanding: 3
        case .good: 2
        case .requiresImprovement: 1
        case .inadequate: 0
        }
    }

    /// In words: "requires improvement".
    public var words: String { rawValue.replacing("-", with: " ") }

    /// Whether what was audited has to be worked on again, and audited again.
    public var needsWork: Bool { self < .good }
}

/// Why a plan ended: SEN2's item 4.6.
public enum EndReason: String, CaseIterable, Sendable, TextValue {
    case maximumAge = "maximum-age"
    case needsMet = "needs-met"
    case higherEducation = "higher-education"
    case employment
    case transferred
    case noLongerEngages = "no-longer-engages"
    case movedAbroad = "moved-outside-england"
    case died
    case other
}

/// Why a paper does not belong in a file.
public enum WithdrawalGround: String, CaseIterable, Sendable, TextValue {
    /// It is of another child.
    case anotherChild = "another-child"
    /// It is of this child, and must not be kept.
    case notToBeKept = "not-to-be-kept"
}

/// On what ground a plan ceases: the law knows these two and no other (CFA 2014 s.45(1)).
public enum CeaseGround: String, CaseIterable, Sendable, TextValue {
    /// The council is no longer responsible for the child or young person.
    case notResponsible = "no-longer-responsible"
    /// The special educational provision no longer needs a plan.
    case notNecessary = "no-longer-necessary"
}

/// What the review found of somebody of 18 or over who left education or training, without which the plan may not cease
/// (SEND Regulations 2014, reg 30).
public enum NoReturn: String, CaseIterable, Sendable, TextValue {
    /// The young person does not wish to return.
    case notWished = "not-wished"
    /// A return is not appropriate.
    case notAppropriate = "not-appropriate"
}

/// The sections of a plan (SEND Regulations 2014, reg 12(1)).
public enum PlanSection: String, CaseIterable, Sendable, TextValue {
    // As the law letters them.
    // swift-format-ignore
    case a = "A", b = "B", c = "C", d = "D", e = "E", f = "F", g = "G", h1 = "H1", h2 = "H2", i = "I", j = "J", k = "K"
}

/// How what is provided this year stands to what section F says.
public enum ProvisionChange: String, CaseIterable, Sendable, TextValue {
    case asPlanned = "as-planned"
    case more, less, none
}

/// A step of an appeal to the Tribunal (CFA 2014 s.51; SEND Regulations 2014, reg 44, 45).
public enum AppealStep: String, CaseIterable, Sendable, TextValue {
    case lodged
    /// The family withdrew it.
    case withdrawn
    /// The council told the Tribunal that it does not oppose it (reg 45).
    case notOpposed = "not-opposed"
    /// The Tribunal dismissed it.
    case dismissed
    /// The Tribunal ordered the plan's contents to be amended, within five weeks.
    case orderedToAmend = "ordered-to-amend"
    /// It ordered another institution, or type of one, to be named, within two weeks.
    case orderedSectionI = "ordered-section-i"
    /// It ordered the plan to go on.
    case orderedToContinue = "ordered-to-continue"
    /// It ordered an assessment, or a new one.
    case orderedToAssess = "ordered-to-assess"

    /// Whether the appeal is finally determined by it.
    public var isEnd: Bool { self != .lodged }
}

/// A step of mediation (CFA 2014 s.52 to 56; SEND Regulations 2014, reg 32 to 39).
public enum MediationStep: String, CaseIterable, Sendable, TextValue {
    /// The family called the mediation adviser.
    case contacted
    /// It said that it wants none.
    case declined
    /// It told the council that it wants it: thirty days for arranging it begin.
    case wanted
    /// It cannot be arranged within them.
    case notArranged = "not-arranged"
    /// It was held, and something was agreed.
    case agreed
    /// It was held without an agreement.
    case notAgreed = "not-agreed"
    /// The certificate was issued.
    case certificate
}

/// A decision for which a young person may or may not have the capacity. An assessment is about one of them and no other
/// (Mental Capacity Act 2005, s.2(1); Children and Families Act 2014, s.80).
public enum CapacityDecision: String, CaseIterable, Sendable, TextValue {
    /// To take part in the review, to answer what the council proposes, and to appeal: what who holds the rights does.
    case annualReview = "annual-review"
    /// To ask for, and to manage, a personal budget.
    case personalBudget = "personal-budget"
    case other
}

/// What people set so that a child comes first among equals; it never moves a date.
public enum PriorityFlag: String, CaseIterable, Sendable, TextValue {
    case lookedAfter = "looked-after"
    case childInNeed = "child-in-need"
    case notAttending = "not-attending"
    case placementAtRisk = "placement-at-risk"
    case medical
}

/// Whether a log's days are the real ones.
public enum LogCalendar: String, CaseIterable, Sendable, TextValue {
    case real
    /// Invented children on invented days; nothing may leave but into a folder.
    case rehearsal
}

/// What a letter is.
public enum LetterKind: String, CaseIterable, Sendable, TextValue {
    case decisionMaintain = "decision-maintain"
    /// The decision to amend, which is the amendment notice (AMD-1).
    case decisionAmend = "decision-amend"
    case decisionCease = "decision-cease"
    case finalPlan = "final-plan"
    case notAmended = "not-amended"
    // What follows tells of no decision of a review, and is written by the notifier as it leaves.
    /// That ending the plan is considered, and what the family thinks of it (CEASE-2, reg 31(1)).
    case ceasingConsidered = "ceasing-considered"
    /// That the plan has ended, after the time to appeal (CEASE-4).
    case planEnded = "plan-ended"
    /// That the plan was transferred to this council, whether it assesses anew, and when it reviews (MOV-4).
    case movedIn = "moved-in"
    /// The answer to who asked for an early review (CYC-10).
    case earlyReviewAnswer = "early-review-answer"
    /// The answer to who did not agree with the kind of review (POL-1).
    case disagreementAnswer = "disagreement-answer"
    /// The answer to who asked for a change of the plan outside its review (AMD-8).
    case changeAnswer = "change-answer"
    /// That the decision's letter is late.
    case lateToFamily = "late-to-family"
    /// That the rights will pass to the young person (AGE-1).
    case rightsWillPass = "rights-will-pass"
    /// That they have passed.
    case rightsPassed = "rights-passed"
    /// That a letter was wrong, and what is right.
    case correction
    /// To the family that a paper is about: it lay on another child's file.
    case paperAstray = "paper-astray"
    /// To the family on whose file it lay.
    case paperNotYours = "paper-not-yours"
}

/// The name of the channel by which a message left: an open word, for a newer version may have one more. One to sixteen
/// lower-case letters, digits and hyphens, beginning with a letter.
public struct ChannelName: Hashable, Sendable, TextValue, CustomStringConvertible {
    /// The name.
    public let text: String

    private init(unchecked text: String) { self.text = text }

    /// Files in a folder, for whatever posts or sends them.
    public static let folder = ChannelName(unchecked: "folder")
    /// Folders for a print room, which posts what is in them.
    public static let printRoom = ChannelName(unchecked: "print-room")

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard (1...16).contains(bytes.count), (0x61...0x7A).contains(bytes[0]),
            bytes.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
        else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: text.utf8) }
    public static var textSchema: TextSchema { .pattern("^[a-z][a-z0-9-]{0,15}$", "a channel, as in folder") }
    public var description: String { text }
}

/// Why a notification could not be sent.
public enum DeliveryFailure: String, CaseIterable, Sendable, TextValue {
    /// Nobody's address is known for this party.
    case noAddress = "no-address"
    /// The document that it names was erased.
    case noDocument = "no-document"
    /// The channel refused it for good.
    case refused
    /// It was no longer worth saying when its turn came.
    case tooLate = "too-late"
    /// It may have left, and nobody can be asked any more: somebody must find out and decide.
    case notKnown = "not-known"
    /// An address is recorded, and none to which anything can be sent.
    case badAddress = "bad-address"
    /// The council's words for it are missing or cannot be read; nothing of the case is at fault.
    case noWords = "no-words"
    /// Whoever it is for is not told, by decision.
    case byDecision = "by-decision"
    /// The plan ended, and what it tells may not leave after such an end.
    case ended
    /// What it encloses is more than one message carries.
    case tooLarge = "too-large"
    /// A document that it ought to enclose is not for its addressee to see.
    case notForAddressee = "not-for-addressee"
    /// Where the child is is kept from whoever it is for, and it may tell it: somebody looks through it first.
    case mayTellPlace = "may-tell-place"

    /// Whether that is as it was decided, and asks nobody to look for anything.
    public var isIntended: Bool {
        switch self {
        case .byDecision, .ended, .tooLate: true
        case .noAddress, .noDocument, .refused, .notKnown, .badAddress, .noWords, .tooLarge, .notForAddressee,
            .mayTellPlace:
            false
        }
    }
}

/// What a channel says, later, of a message that had left by it.
public enum ReturnReason: String, CaseIterable, Sendable, TextValue {
    /// It came back: nobody took it in.
    case returned
    /// The provider had taken it, and could not deliver it.
    case undelivered
}

/// Whose decisions stand out, where nearly all of one kind have one outcome.
public enum OutcomeSign: String, CaseIterable, Sendable, TextValue {
    /// One officer's.
    case officer
    /// One team's.
    case team
    /// Those of a lighter kind of review, beside all other kinds.
    case kind
}

/// Why a message that did not reach its addressee is to arrive when it goes again.
public enum ResendGround: String, CaseIterable, Sendable, TextValue {
    /// Another address is known since.
    case newAddress = "new-address"
    /// It goes by another way than before.
    case otherWay = "other-way"
    /// The address was asked for, and is right.
    case addressConfirmed = "address-confirmed"
}

/// Why a copy of a letter could not be written. Each can be mended, and then the copy is written.
public enum LetterLack: String, CaseIterable, Sendable, TextValue {
    /// No name is recorded of whom it is addressed to.
    case name
    /// Neither a postal nor an e-mail address is recorded of them.
    case address
    /// An address is recorded, and none to which anything can be sent.
    case usableAddress = "usable-address"
    /// No name is recorded of the officer who decided.
    case officer
    /// A document that the decision names is missing or was erased.
    case document
    /// The council's words for it are missing, or lack something that the law demands.
    case words
    /// The rights passed while the letter waited, and for whoever holds them since it is not written yet.
    case notYet = "not-yet"
}

/// How a letter is served; from it run the days that it names.
extension Delivery: TextValue {}

extension TransferPhase: TextValue {}

/// Where a young person learns, as far as the end of a plan depends on it (SEND Regulations 2014, reg 46).
extension Institution: TextValue {}

/// The name of a rule as an event cites it, which may be one of a newer version: what rests on it stands all the same,
/// for no file is folded by the law.
public struct RuleName: Hashable, Sendable, TextValue {
    /// The name, as in `DEC-1`.
    public let text: String

    public init(_ rule: RuleID) { text = rule.rawValue }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        // Letters, a hyphen, a number and at most a letter: never more than a string holds without memory of its own.
        var letters = 0
        while letters < bytes.count, (0x41...0x5A).contains(bytes[letters]) { letters += 1 }
        guard (2...8).contains(letters), letters < bytes.count, bytes[letters] == 0x2D else { return nil }
        let rest = bytes[(letters + 1)...]
        let digits = rest.prefix { (0x30...0x39).contains($0) }.count
        let tail = rest.dropFirst(digits)
        guard (1...3).contains(digits), tail.count < 2, tail.allSatisfy({ (0x61...0x7A).contains($0) }) else {
            return nil
        }
        text = String(decoding: bytes, as: UTF8.self)
    }

    public func appendText(to out: inout [UInt8]) { out.append(contentsOf: text.utf8) }

    public static var textSchema: TextSchema {
        .pattern("^[A-Z]{2,8}-[0-9]{1,3}[a-z]?$", "a rule, as in DEC-1; a newer version may cite one more")
    }

    /// The rule; nil when only a newer version knows it.
    public var known: RuleID? { RuleID(rawValue: text) }
}

extension ReviewOpened {
    /// A review that this version's law makes due.
    public init(kind: ReviewKind, rule: RuleID?) { self.init(kind: kind, rule: rule.map { RuleName($0) }) }
}

extension NotRecorded {
    /// Of what this version's law makes due.
    public init(rule: RuleID) { self.init(rule: RuleName(rule)) }
}
