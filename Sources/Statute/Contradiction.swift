extension Facts {
    /// A day among the facts, by the name that forms and commands give it.
    public enum Field: String, CaseIterable, Hashable, Sendable {
        case planMade = "plan-made"
        case lastReviewed = "last-reviewed"
        case lastMeeting = "last-meeting"
        case lastFinal = "last-final"
        case earlyReviewRequested = "early-review-requested"
        case approachDisagreed = "approach-disagreed"
        case breachKnown = "breach-known"
        case termStarts = "term-starts"
        case meeting
        case lastSitting = "last-sitting"
        case decisionSent = "decision-sent"
        case noticeSent = "notice-sent"
        case noticeServed = "notice-served"
        case institutionConsulted = "institution-consulted"
        case finalSent = "final-sent"
        case notAmendedSent = "not-amended-sent"
        case laterTransfer = "later-transfer"
        case courseEnds = "course-ends"
        case mediationContacted = "mediation-contacted"
        case mediationDeclined = "mediation-declined"
        case mediationWanted = "mediation-wanted"
        case mediationNotArranged = "mediation-not-arranged"
        case healthIssuesRaised = "health-issues-raised"
        case certificateIssued = "certificate-issued"
        case appealSent = "appeal-sent"
        case unopposedTold = "unopposed-told"
        case tribunalDecision = "tribunal-decision"
        case lastAssessed = "last-assessed"
        case reassessmentRequested = "reassessment-requested"
        case reassessmentNotified = "reassessment-notified"
        case assessmentRequested = "assessment-requested"
        case healthAdviceRequested = "health-advice-requested"
        case moved
        case awareOfMove = "aware-of-move"
        case movedIn = "moved-in"
        case directPaymentsStarted = "direct-payments-started"
        case detained
        case released

        /// How a sentence names it, before its day: "the decision was sent".
        public var words: String {
            switch self {
            case .planMade: "the plan was first made"
            case .lastReviewed: "the decision of the last review was sent"
            case .lastMeeting: "the meeting of the last review was held"
            case .lastFinal: "the final plan of the last review was sent"
            case .earlyReviewRequested: "an early review was asked for"
            case .approachDisagreed: "the kind of review was chosen without agreement"
            case .breachKnown: "somebody became aware of a breach of personal data"
            case .termStarts: "the term begins"
            case .meeting: "the meeting was held"
            case .lastSitting: "the adjourned meeting sat last"
            case .decisionSent: "the decision was sent"
            case .noticeSent: "the amendment notice was sent"
            case .noticeServed: "the amendment notice was served"
            case .institutionConsulted: "the institution was consulted"
            case .finalSent: "the final plan was sent"
            case .notAmendedSent: "the decision not to amend was sent"
            case .laterTransfer: "the young person moves to another institution"
            case .courseEnds: "the course, or an apprentice's training, ends"
            case .mediationContacted: "the mediation adviser was called"
            case .mediationDeclined: "the family said that it wants no mediation"
            case .mediationWanted: "the council was told that mediation is wanted"
            case .mediationNotArranged: "it was clear that mediation cannot be arranged in time"
            case .healthIssuesRaised: "the council was told of the health issues"
            case .certificateIssued: "the mediation certificate was issued"
            case .appealSent: "the appeal was sent to the council"
            case .unopposedTold: "the Tribunal was told that the appeal is not opposed"
            case .tribunalDecision: "the Tribunal's decision was sent"
            case .lastAssessed: "the last assessment was made"
            case .reassessmentRequested: "a re-assessment was asked for"
            case .reassessmentNotified: "the council said that it will re-assess"
            case .assessmentRequested: "an assessment was asked for"
            case .healthAdviceRequested: "health advice was asked for"
            case .moved: "the child moved"
            case .awareOfMove: "the old council became aware of the move"
            case .movedIn: "the plan was transferred to this council"
            case .directPaymentsStarted: "direct payments started"
            case .detained: "the child was detained"
            case .released: "the child was released"
            }
        }

        var path: WritableKeyPath<Facts, Day?> {
            switch self {
            case .planMade: \.planMade
            case .lastReviewed: \.lastReviewed
            case .lastMeeting: \.lastMeeting
            case .lastFinal: \.lastFinal
            case .earlyReviewRequested: \.earlyReviewRequested
            case .approachDisagreed: \.approachDisagreed
            case .breachKnown: \.breachKnown
            case .termStarts: \.termStarts
            case .meeting: \.meeting
            case .lastSitting: \.lastSitting
            case .decisionSent: \.decisionSent
            case .noticeSent: \.noticeSent
            case .noticeServed: \.noticeServed
            case .institutionConsulted: \.institutionConsulted
            case .finalSent: \.finalSent
            case .notAmendedSent: \.notAmendedSent
            case .laterTransfer: \.laterTransfer
            case .courseEnds: \.courseEnds
            case .mediationContacted: \.mediationContacted
            case .mediationDeclined: \.mediationDeclined
            case .mediationWanted: \.mediationWanted
            case .mediationNotArranged: \.mediationNotArranged
            case .healthIssuesRaised: \.healthIssuesRaised
            case .certificateIssued: \.certificateIssued
            case .appealSent: \.appealSent
            case .unopposedTold: \.unopposedTold
            case .tribunalDecision: \.tribunalDecision
            case .lastAssessed: \.lastAssessed
            case .reassessmentRequested: \.reassessmentRequested
            case .reassessmentNotified: \.reassessmentNotified
            case .assessmentRequested: \.assessmentRequested
            case .healthAdviceRequested: \.healthAdviceRequested
            case .moved: \.moved
            case .awareOfMove: \.awareOfMove
            case .movedIn: \.movedIn
            case .directPaymentsStarted: \.directPaymentsStarted
            case .detained: \.detained
            case .released: \.released
            }
        }
    }

    /// The day of that field.
    public subscript(_ field: Field) -> Day? {
        get { self[keyPath: field.path] }
        set { self[keyPath: field.path] = newValue }
    }
}

/// Facts that cannot all be true.
public struct Contradiction: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rule that they contradict; nil when they contradict the calendar alone.
    public let rule: RuleID?
    /// The facts' names, as `Facts.Field` and the other options have them.
    public let fields: [String]
    /// One sentence for a person, without a full stop.
    public let sentence: String

    /// The sentence, with the rule.
    public var description: String {
        rule.map { "\(sentence) (\($0.rawValue); \(Statute.rule($0).source))" } ?? sentence
    }
}

extension Facts {
    /// What among the facts cannot be true together, on that day as today; empty when all is well. What is only late or
    /// unlawful is no contradiction.
    public func contradictions(on today: Day) -> [Contradiction] {
        var found: [Contradiction] = []
        for field in Field.allCases {
            guard let day = self[field], !(1900...2199).contains(day.year) else { continue }
            found.append(
                Contradiction(
                    rule: nil, fields: [field.rawValue],
                    sentence: "\(field.words) on \(day), which is hardly meant; write a year from 1900 to 2199"))
        }
        for (earlier, later, rule) in Facts.orders where !(later == .noticeSent && amendsOutsideReview) {
            guard let first = self[earlier], let second = self[later], second < first else { continue }
            found.append(
                Contradiction(
                    rule: rule, fields: [earlier.rawValue, later.rawValue],
                    sentence: "\(later.words) on \(second.short), before \(earlier.words) on \(first.short)"))
        }
        addLetters(&found)
        addChild(&found, today)
        return found
    }

    /// What must come first, what must come after it or on the same day, and the rule that says so.
    private static let orders: [(Field, Field, RuleID)] = [
        (.planMade, .lastReviewed, .cyc2), (.planMade, .meeting, .mtg1), (.planMade, .movedIn, .mov3),
        (.lastMeeting, .lastReviewed, .cyc2), (.lastReviewed, .lastFinal, .cyc2), (.lastReviewed, .meeting, .cyc2),
        (.meeting, .lastSitting, .adj1), (.meeting, .decisionSent, .dec1), (.meeting, .noticeSent, .amd1),
        (.decisionSent, .noticeSent, .amd1), (.noticeSent, .noticeServed, .amd2), (.noticeSent, .finalSent, .amd3),
        (.noticeSent, .notAmendedSent, .amd4), (.decisionSent, .finalSent, .amd3),
        (.decisionSent, .notAmendedSent, .amd4),
        (.mediationContacted, .certificateIssued, .med1), (.mediationDeclined, .certificateIssued, .med2),
        (.mediationWanted, .mediationNotArranged, .med4), (.appealSent, .unopposedTold, .app5),
        (.appealSent, .tribunalDecision, .ut1), (.reassessmentRequested, .reassessmentNotified, .rea2),
        (.moved, .movedIn, .mov1), (.detained, .released, .cus2),
    ]

    private func addLetters(_ found: inout [Contradiction]) {
        if let outcome, outcome != .amend {
            for field in [Field.noticeSent, .noticeServed, .finalSent, .notAmendedSent] {
                guard let day = self[field] else { continue }
                found.append(
                    Contradiction(
                        rule: .amd1, fields: ["outcome", field.rawValue],
                        sentence: "\(field.words) on \(day.short), but the decision is to \(outcome.rawValue)"))
            }
        }
        if let final = finalSent, let not = notAmendedSent {
            found.append(
                Contradiction(
                    rule: .amd4, fields: [Field.finalSent.rawValue, Field.notAmendedSent.rawValue],
                    sentence: "the final plan was sent on \(final.short) and the decision not to amend on \(not.short)")
            )
        }
        if let letter = decisionLetterSent {
            for field in [
                Field.mediationContacted, .mediationDeclined, .mediationWanted, .certificateIssued, .appealSent,
            ] {
                guard let day = self[field], day < letter else { continue }
                found.append(
                    Contradiction(
                        rule: field == .appealSent ? .app1 : .med1, fields: [field.rawValue],
                        sentence: "\(field.words) on \(day.short), before the decision was sent on \(letter.short)"))
            }
        }
        if let order = tribunalOrder, let appeal = appealSent, order.made < appeal {
            found.append(
                Contradiction(
                    rule: .tri7, fields: [Field.appealSent.rawValue, "tribunal-order"],
                    sentence: "the order was made on \(order.made.short), before the appeal of \(appeal.short)"))
        }
        if mediationDeclined != nil, mediationWanted != nil {
            found.append(
                Contradiction(
                    rule: .med3, fields: [Field.mediationDeclined.rawValue, Field.mediationWanted.rawValue],
                    sentence: "mediation is both wanted and not wanted"))
        }
    }

    private func addChild(_ found: inout [Contradiction], _ today: Day) {
        if openPlans > 1 {
            found.append(
                Contradiction(
                    rule: .cyc1, fields: ["open-plans"],
                    sentence: "\(openPlans) plans of one child are open; each of its days counts from one plan alone"))
        }
        if let months = planInterval, !(1...Statute.Limit.cycleMonths).contains(months) {
            found.append(
                Contradiction(
                    rule: .cyc8, fields: ["plan-interval"],
                    sentence: "an interval of \(months) months is none that a plan can name; write 1 to "
                        + "\(Statute.Limit.cycleMonths)"))
        }
        if let transfer, !(1900...2199).contains(transfer.year) {
            found.append(
                Contradiction(
                    rule: transfer.phase.rule, fields: ["transfer"],
                    sentence: "a transfer in \(transfer.year) is hardly meant; write a year from 1900 to 2199"))
        }
        guard let born else { return }
        if born > Month(of: today) {
            found.append(
                Contradiction(
                    rule: nil, fields: ["born"], sentence: "the child was born in \(born), which is still to come"))
        } else if SchoolYear.ages(bornIn: born, on: today).lowerBound >= 26 {
            found.append(
                Contradiction(
                    rule: .cease9b, fields: ["born"],
                    sentence:
                        "whoever was born in \(born) is 26 or older; a plan ends before the 26th birthday at the latest"
                ))
        }
        if let made = planMade, Month(of: made) < born {
            found.append(
                Contradiction(
                    rule: .cyc1, fields: ["born", Field.planMade.rawValue],
                    sentence: "the plan was first made on \(made.short), before the child was born in \(born)"))
        }
    }
}
