// Made by `make generate` from kinds.yaml, which says what each kind means; a change made here is lost.
// swift-format-ignore-file
public import JSON
public import Statute

/// The kinds of event. Their numbers are this version's own and stand on no topic.
public enum EventKind: UInt8, CaseIterable, Sendable {
    /// The first record of each partition: what kind of log this is.
    case logBegan
    /// A day has begun, for every case of the partition.
    case dayBegan
    /// What was imported before this may leave the system.
    case released
    /// Nothing leaves from here on.
    case sendingPaused
    /// Messages may leave again.
    case sendingResumed
    /// The proof of all records of the partition up to the one by which the day of its id began: whoever reckons it gets the same.
    case headReckoned
    /// How many different people must say that imports may leave before they do. More hold at once; fewer once as many people as are needed until then have said so.
    case logPolicy
    /// Somebody committed to a secret: what is drawn for audits of a period rests on it, and nobody knows it before the period is over. It counts when it was said before the period began.
    case auditCommitted
    /// The secret to which somebody committed, once the period is over: with it anybody can draw the same again.
    case auditRevealed
    /// How a pilot will be judged was set down before it starts: its aims, what harm ends it and the day of publication, by the hash of the file that says so. It counts when it was said before the first day, and once a pilot.
    case pilotCommitted
    /// The answers to an online form, which had been taken into the record, were deleted where the form stands.
    case formDeleted
    /// What is known of a child's plan; what is absent is unknown.
    case planRecorded
    /// The council no longer maintains the plan.
    case planEnded
    /// Someone who is told of the child, without a name: four separate facts, each with who decided it, when, and on what evidence. The latest of a number counts.
    case contactRecorded
    /// Somebody asked for a review before it is due (CYC-10).
    case earlyReviewRequested
    /// The council answered a request for an early review (CYC-10).
    case earlyReviewAnswered
    /// Progress was recorded between reviews; it counts for no date and no decision.
    case progressRecorded
    /// A review that was opened before this log knew of it.
    case reviewUnderWay
    /// The coordinator, the family and the setting chose the kind of review together.
    case approachChosen
    /// The council answered in writing somebody who did not agree with the kind of review (POL-1).
    case disagreementAnswered
    /// The date of the review meeting was set or moved; the latest counts.
    case meetingArranged
    /// Advice and information were sent to everyone invited (MTG-4).
    case adviceCirculated
    /// Someone's views came in.
    case viewsReceived
    /// The review meeting was held.
    case meetingHeld
    /// The written report of the meeting was sent to everyone invited (REP-1).
    case reportReceived
    /// Short-term outcomes were agreed. The council keeps them outside the plan: they never replace section E.
    case shortTermOutcomesAgreed
    /// An EHCP Coordinator decided, and asks for the letter.
    case decisionSubmitted
    /// A decision whose letter was sent outside this system.
    case decisionRecorded
    /// A decision whose letter was sent outside this system on a day that nobody knows: it counts for no date, and the review is not complete by it.
    case decisionUndated
    /// The family answered the amendment notice (AMD-2).
    case representationsReceived
    /// An EHCP Coordinator finished the amendment, and asks for the letter.
    case finalSubmitted
    /// A final plan, or a decision not to amend, whose letter was sent outside this system.
    case finalRecorded
    /// A report that was filed on the wrong child, or never should have been, no longer counts.
    case withdrawn
    /// Somebody assessed whether the young person has the capacity for one decision (CFA 2014 s.80; SEND Regulations 2014, regs 63 to 65). The latest about a decision counts.
    case capacityAssessed
    /// The child moved in, and the plan was transferred from another council, whose days go on to count (reg 15).
    case movedIn
    /// A version of the plan in sections with ids, as it was issued. Its text stands on `documents` alone.
    case planVersionRecorded
    /// A piece of evidence came in of itself, as a private report: the review weighs each one.
    case evidenceReceived
    /// Somebody asked for a change of the plan outside its review (AMD-8; SEND Regulations 2014, reg 28). The law sets no time for the answer, and the council's policy does.
    case changeRequested
    /// The council answered a request for a change of the plan (AMD-8).
    case changeAnswered
    /// A step of an appeal to the Tribunal about the decision or the final plan of a review (CFA 2014 s.51).
    case appealRecorded
    /// A step of mediation about the decision or the final plan of a review (CFA 2014 s.52 to 56).
    case mediationRecorded
    /// A message that had left did not reach whoever it was for, and is to go again: a message of its own, whose fact is this report. Whoever was told stays told.
    case resendAsked
    /// Somebody looked through what goes to a contact from whom it is kept where the child is: it does not tell it, and may leave.
    case lookedThrough
    /// What became of the family's answer to the amendment notice, or of what it says of one section: used, or not, and why. The letter that ends the amendment says so.
    case amendmentAnswered
    /// An officer met the family about the proposed amendments, which it may ask for (reg 22(2)(c)).
    case officerMet
    /// A paper does not belong in this file: it is shown, enclosed and exported nowhere any more, and its bytes are erased. Where it is of another child, the 72 hours of UK GDPR art. 33 run.
    case documentWithdrawn
    /// The council considers ending the plan, and asks the family and the institution that it names what they think of it (CEASE-2; SEND Regulations 2014, reg 31(1)). It is no decision.
    case ceasingConsidered
    /// Somebody audited a review, or the plan: a mark for each criterion of a framework, and the grade that follows from them.
    case auditRecorded
    /// The audits of one review were looked at together, and a grade was agreed.
    case auditModerated
    /// Something is to be done about what an audit found: somebody works on it again, by a day, and it is audited again.
    case auditActionSet
    /// What an audit asked for was done. A later audit says whether it is well now.
    case auditActionDone
    /// Somebody says why a day of the law was missed: one word of a list, so that reasons can be counted. The last that stands counts.
    case lateReasonGiven
    /// The family says of something in the record that it is not right. The record stays, and is counted as contested beside, until it is settled.
    case factContested
    /// What became of something that the family contested. Where the record was wrong, a correction of the report says what is right.
    case contestSettled
    /// Somebody asked the council a question about the case. It has an owner and a day, and waits until it is answered.
    case questionAsked
    /// The council answered a question.
    case questionAnswered
    /// Somebody says that what the plan promises is not delivered (CFA 2014 s.42). The first answer is due in five working days.
    case supportNotDelivered
    /// The council answered somebody who says that support is not delivered, and what it found.
    case supportAnswered
    /// What somebody of the family answered to the three questions after a review. Whoever leaves one open has answered the others.
    case experienceAnswered
    /// The family was offered a session about the review: by day, in the evening or online.
    case sessionOffered
    /// Whether somebody came to a session that was offered.
    case sessionAttended
    /// The family complains of the council. It has an owner, and the council's own days for an answer.
    case complaintMade
    /// The council answered a complaint.
    case complaintAnswered
    /// Somebody asked for an interpreter, or for something in a form that they can read or hear (Equality Act 2010 s.20).
    case adjustmentAsked
    /// What was asked for was supplied.
    case adjustmentSupplied
    /// A person considered whether the family is owed anything for a day that was missed, and decided. No sum is reckoned or kept here.
    case remedyConsidered
    /// What an audit learned was returned to whoever wrote the advice.
    case auditLearningReturned
    /// What rules saw in the text of a version of the plan: counts, and flags by kind, for whoever audits it. They judge nothing and decide nothing.
    case auditContentRead
    /// Something in a letter that the family has was wrong: the family is told in a letter that says so. What was sent stays as it was sent.
    case correctionRecorded
    /// A paper about this child lay on another child's file and was taken off it; somebody who answers for it has the family told (UK GDPR, art. 34). Nothing of the other child is named.
    case paperAstray
    /// Another child's paper lay on this file and was withdrawn; somebody who answers for it has this family told, and asked to give back or destroy what reached them.
    case paperNotYours
    /// A letter was ordered from a supplier in a format that is not made here: audio, British Sign Language, or braille.
    case formatOrdered
    /// A letter in a format that a supplier made went to the contact who reads it so.
    case formatSupplied
    /// An agency was invited to the review meeting, gave its advice, or took part in it: of those that this system writes to itself, what happened outside it.
    case agencyInvolved
    /// How far the child has come towards the outcomes of section E was looked at in the review, and how many of them stand how. The last that stands counts; it changes nothing in the plan.
    case outcomesRated
    /// Whoever gave something was told that a person of the council reads it within one working day. It waits until that is recorded.
    case readingPromised
    /// A person read what was given.
    case contributionRead
    /// Somebody wrote to the safeguarding lead that a child may not be safe. Neither family nor setting sees it; it waits until the safeguarding lead has read it.
    case safetyConcernRaised
    /// The safeguarding lead read what was written about a child's safety, and took it up. What is done stands in the records of safeguarding and not here.
    case safetyConcernRead
    /// The family may see that people of safeguarding and social care opened the case up to that day.
    case looksReleased
    /// An officer asked for a letter with a code by which a contact without a verified e-mail address signs in at the portal, once, within fourteen days. The latest of a contact counts.
    case signInLetterAsked
    /// The code of that letter was used: it can be used no more.
    case signInLetterUsed
    /// A review is due and has begun. Its id names the last day of the twelve months, or none when that is unknown.
    case reviewOpened
    /// Someone should be reminded of what is due by the day that the id names.
    case reminded
    /// By the day that the id names, something that was due had not been recorded.
    case notRecorded
    /// A submitted decision stands: nothing that the law demands is missing.
    case decisionMade
    /// A submitted decision cannot stand: what the law demands is missing.
    case decisionRefused
    /// The letter of a decision was written and kept.
    case letterWritten
    /// The amendment is finished: nothing that the law demands is missing.
    case finalMade
    /// A submitted final plan cannot stand.
    case finalRefused
    /// The rights pass from the parent to the young person with the end of compulsory school age (AGE-1). Its id says whether they will or have, and names the month of birth on which that rests: said of another month it counts for nothing. A month is enough: a school year's children are born from a 1 September to the next 31 August.
    case rightsPass
    /// A party ought to be told. Its id names of what.
    case notificationRequested
    /// An instance of the notifier is about to send it.
    case notificationClaimed
    /// It left. For a decision's letter to the family, this is the day they were told.
    case notificationSent
    /// It could not be sent; somebody must act.
    case notificationFailed
    /// It had left, and its channel says now that it came back or did not arrive. Whoever was told stays told; somebody must act.
    case notificationReturned
    /// The reasons of a decision are the same, or nearly, as those of decisions in other cases, three or more together: a sign that children are decided by a rule, for the quality lead to read them. It says of no decision that it is wrong, and names no other child.
    case reasonsAlike
    /// Nearly all decisions of one kind of review had the outcome of this one, in one team or by one officer, where others decide otherwise; or a lighter kind of review ends with it more often than the other kinds do. A sign that children are decided by a rule, for the quality lead to read some of them: counted at the beginning of a month over the year before, by Fisher's exact test, of all comparisons together. It says of no decision that it is wrong, and names no other child.
    case outcomesAlike
    /// Of a kind that only a newer version knows.
    case unknown

    /// Whose entries of that kind count.
    public var saidBy: Speakers {
        switch self {
        case .logBegan: [.operator]
        case .dayBegan: [.scheduler, .operator]
        case .released: [.operator, .manager]
        case .sendingPaused: [.operator, .manager]
        case .sendingResumed: [.operator, .manager]
        case .headReckoned: [.scheduler]
        case .logPolicy: [.operator, .manager]
        case .auditCommitted: [.qualityLead, .auditor, .manager]
        case .auditRevealed: [.qualityLead, .auditor, .manager]
        case .pilotCommitted: [.operator, .manager, .qualityLead]
        case .formDeleted: [.operator, .manager, .coordinator]
        case .planRecorded: [.coordinator, .manager, .deputy, .operator]
        case .planEnded: [.coordinator, .manager, .deputy, .operator]
        case .contactRecorded: [.coordinator, .manager, .deputy, .operator, .safeguardingLead]
        case .earlyReviewRequested: [.coordinator, .manager, .deputy, .operator, .setting, .family, .health, .socialCare]
        case .earlyReviewAnswered: [.coordinator, .manager, .deputy, .operator]
        case .progressRecorded: [.coordinator, .manager, .deputy, .operator, .setting, .family, .health, .socialCare]
        case .reviewUnderWay: [.coordinator, .manager, .deputy, .operator]
        case .approachChosen: [.coordinator, .manager, .deputy, .operator, .setting]
        case .disagreementAnswered: [.coordinator, .manager, .deputy, .operator]
        case .meetingArranged: [.coordinator, .manager, .deputy, .operator, .setting]
        case .adviceCirculated: [.coordinator, .manager, .deputy, .operator, .setting]
        case .viewsReceived: [.coordinator, .manager, .deputy, .operator, .setting, .family, .health, .socialCare]
        case .meetingHeld: [.coordinator, .manager, .deputy, .operator, .setting]
        case .reportReceived: [.coordinator, .manager, .deputy, .operator, .setting]
        case .shortTermOutcomesAgreed: [.coordinator, .manager, .deputy, .operator, .setting]
        case .decisionSubmitted: [.coordinator, .manager, .deputy]
        case .decisionRecorded: [.coordinator, .manager, .deputy, .operator]
        case .decisionUndated: [.coordinator, .manager, .deputy, .operator]
        case .representationsReceived: [.coordinator, .manager, .deputy, .operator, .family]
        case .finalSubmitted: [.coordinator, .manager, .deputy]
        case .finalRecorded: [.coordinator, .manager, .deputy, .operator]
        case .withdrawn: [.coordinator, .manager, .deputy, .operator, .safeguardingLead]
        case .capacityAssessed: [.coordinator, .manager, .deputy, .operator]
        case .movedIn: [.coordinator, .manager, .deputy, .operator]
        case .planVersionRecorded: [.coordinator, .manager, .deputy, .operator]
        case .evidenceReceived: [.coordinator, .manager, .deputy, .operator, .setting, .family, .health, .socialCare]
        case .changeRequested: [.coordinator, .manager, .deputy, .operator, .setting, .family, .health, .socialCare]
        case .changeAnswered: [.coordinator, .manager, .deputy, .operator]
        case .appealRecorded: [.coordinator, .manager, .deputy, .operator]
        case .mediationRecorded: [.coordinator, .manager, .deputy, .operator]
        case .resendAsked: [.coordinator, .manager, .deputy, .operator]
        case .lookedThrough: [.coordinator, .manager, .deputy, .safeguardingLead]
        case .amendmentAnswered: [.coordinator, .manager, .deputy, .operator]
        case .officerMet: [.coordinator, .manager, .deputy, .operator]
        case .documentWithdrawn: [.coordinator, .manager, .deputy, .operator, .safeguardingLead]
        case .ceasingConsidered: [.coordinator, .manager, .deputy, .operator]
        case .auditRecorded: [.auditor, .qualityLead]
        case .auditModerated: [.qualityLead]
        case .auditActionSet: [.auditor, .qualityLead]
        case .auditActionDone: [.coordinator, .manager, .deputy, .operator, .auditor, .qualityLead]
        case .lateReasonGiven: [.coordinator, .manager, .deputy, .operator]
        case .factContested: [.coordinator, .manager, .deputy, .operator, .family]
        case .contestSettled: [.coordinator, .manager, .deputy, .operator]
        case .questionAsked: [.coordinator, .manager, .deputy, .operator, .setting, .family, .health, .socialCare]
        case .questionAnswered: [.coordinator, .manager, .deputy, .operator]
        case .supportNotDelivered: [.coordinator, .manager, .deputy, .operator, .setting, .family, .health, .socialCare]
        case .supportAnswered: [.coordinator, .manager, .deputy, .operator]
        case .experienceAnswered: [.coordinator, .manager, .deputy, .operator, .setting, .family]
        case .sessionOffered: [.coordinator, .manager, .deputy, .operator]
        case .sessionAttended: [.coordinator, .manager, .deputy, .operator]
        case .complaintMade: [.coordinator, .manager, .deputy, .operator, .family]
        case .complaintAnswered: [.coordinator, .manager, .deputy, .operator]
        case .adjustmentAsked: [.coordinator, .manager, .deputy, .operator, .setting, .family]
        case .adjustmentSupplied: [.coordinator, .manager, .deputy, .operator, .setting]
        case .remedyConsidered: [.coordinator, .manager, .deputy]
        case .auditLearningReturned: [.auditor, .qualityLead]
        case .auditContentRead: [.coordinator, .manager, .deputy, .operator, .auditor, .qualityLead]
        case .correctionRecorded: [.coordinator, .manager, .deputy, .operator]
        case .paperAstray: [.manager, .deputy, .safeguardingLead]
        case .paperNotYours: [.manager, .deputy, .safeguardingLead]
        case .formatOrdered: [.coordinator, .manager, .deputy, .operator]
        case .formatSupplied: [.coordinator, .manager, .deputy, .operator]
        case .agencyInvolved: [.coordinator, .manager, .deputy, .operator, .setting, .health, .socialCare]
        case .outcomesRated: [.coordinator, .manager, .deputy, .operator, .setting]
        case .readingPromised: [.coordinator, .manager, .deputy, .operator, .family]
        case .contributionRead: [.coordinator, .manager, .deputy, .operator, .safeguardingLead]
        case .safetyConcernRaised: [.coordinator, .manager, .deputy, .operator, .setting, .family, .health, .socialCare, .safeguardingLead]
        case .safetyConcernRead: [.safeguardingLead]
        case .looksReleased: [.safeguardingLead]
        case .signInLetterAsked: [.coordinator, .manager, .deputy, .operator, .safeguardingLead]
        case .signInLetterUsed: [.family]
        case .reviewOpened: [.scheduler]
        case .reminded: [.scheduler]
        case .notRecorded: [.scheduler]
        case .decisionMade: [.decisionWriter]
        case .decisionRefused: [.decisionWriter]
        case .letterWritten: [.decisionWriter]
        case .finalMade: [.decisionWriter]
        case .finalRefused: [.decisionWriter]
        case .rightsPass: [.scheduler]
        case .notificationRequested: [.notifier]
        case .notificationClaimed: [.notifier]
        case .notificationSent: [.notifier]
        case .notificationFailed: [.notifier]
        case .notificationReturned: [.notifier]
        case .reasonsAlike: [.decisionWriter]
        case .outcomesAlike: [.decisionWriter]
        case .unknown: []
        }
    }

    /// Whether it is what people report.
    public var isReport: Bool {
        switch self {
        case .planRecorded, .planEnded, .contactRecorded, .earlyReviewRequested, .earlyReviewAnswered, .progressRecorded, .reviewUnderWay, .approachChosen, .disagreementAnswered, .meetingArranged, .adviceCirculated, .viewsReceived, .meetingHeld, .reportReceived, .shortTermOutcomesAgreed, .decisionSubmitted, .decisionRecorded, .decisionUndated, .representationsReceived, .finalSubmitted, .finalRecorded, .withdrawn, .capacityAssessed, .movedIn, .planVersionRecorded, .evidenceReceived, .changeRequested, .changeAnswered, .appealRecorded, .mediationRecorded, .resendAsked, .lookedThrough, .amendmentAnswered, .officerMet, .documentWithdrawn, .ceasingConsidered, .auditRecorded, .auditModerated, .auditActionSet, .auditActionDone, .lateReasonGiven, .factContested, .contestSettled, .questionAsked, .questionAnswered, .supportNotDelivered, .supportAnswered, .experienceAnswered, .sessionOffered, .sessionAttended, .complaintMade, .complaintAnswered, .adjustmentAsked, .adjustmentSupplied, .remedyConsidered, .auditLearningReturned, .auditContentRead, .correctionRecorded, .paperAstray, .paperNotYours, .formatOrdered, .formatSupplied, .agencyInvolved, .outcomesRated, .readingPromised, .contributionRead, .safetyConcernRaised, .safetyConcernRead, .looksReleased, .signInLetterAsked, .signInLetterUsed: true
        default: false
        }
    }
}

/// What happened, by kind. The large ones are indirect, so that the many small ones are not moved about in
/// their size.
public enum EventData: Sendable {
    case logBegan(LogBegan)
    case dayBegan(DayBegan)
    case released(Released)
    case sendingPaused(SendingPaused)
    case sendingResumed(SendingResumed)
    case headReckoned(HeadReckoned)
    case logPolicy(LogPolicy)
    indirect case auditCommitted(AuditCommitted)
    indirect case auditRevealed(AuditRevealed)
    indirect case pilotCommitted(PilotCommitted)
    indirect case formDeleted(FormDeleted)
    indirect case planRecorded(PlanRecorded)
    indirect case planEnded(PlanEnded)
    indirect case contactRecorded(ContactRecorded)
    case earlyReviewRequested(EarlyReviewRequested)
    indirect case earlyReviewAnswered(EarlyReviewAnswered)
    indirect case progressRecorded(ProgressRecorded)
    case reviewUnderWay(ReviewUnderWay)
    case approachChosen(ApproachChosen)
    case disagreementAnswered(DisagreementAnswered)
    case meetingArranged(MeetingArranged)
    case adviceCirculated(AdviceCirculated)
    case viewsReceived(ViewsReceived)
    case meetingHeld(MeetingHeld)
    case reportReceived(ReportReceived)
    indirect case shortTermOutcomesAgreed(ShortTermOutcomesAgreed)
    indirect case decisionSubmitted(DecisionSubmitted)
    case decisionRecorded(DecisionRecorded)
    case decisionUndated(DecisionUndated)
    indirect case representationsReceived(RepresentationsReceived)
    indirect case finalSubmitted(FinalSubmitted)
    case finalRecorded(FinalRecorded)
    case withdrawn(Withdrawn)
    indirect case capacityAssessed(CapacityAssessed)
    indirect case movedIn(MovedIn)
    indirect case planVersionRecorded(PlanVersionRecorded)
    case evidenceReceived(EvidenceReceived)
    indirect case changeRequested(ChangeRequested)
    indirect case changeAnswered(ChangeAnswered)
    case appealRecorded(AppealRecorded)
    case mediationRecorded(MediationRecorded)
    indirect case resendAsked(ResendAsked)
    indirect case lookedThrough(LookedThrough)
    indirect case amendmentAnswered(AmendmentAnswered)
    indirect case officerMet(OfficerMet)
    indirect case documentWithdrawn(DocumentWithdrawn)
    indirect case ceasingConsidered(CeasingConsidered)
    indirect case auditRecorded(AuditRecorded)
    indirect case auditModerated(AuditModerated)
    indirect case auditActionSet(AuditActionSet)
    indirect case auditActionDone(AuditActionDone)
    indirect case lateReasonGiven(LateReasonGiven)
    indirect case factContested(FactContested)
    indirect case contestSettled(ContestSettled)
    indirect case questionAsked(QuestionAsked)
    indirect case questionAnswered(QuestionAnswered)
    indirect case supportNotDelivered(SupportNotDelivered)
    indirect case supportAnswered(SupportAnswered)
    case experienceAnswered(ExperienceAnswered)
    case sessionOffered(SessionOffered)
    case sessionAttended(SessionAttended)
    indirect case complaintMade(ComplaintMade)
    indirect case complaintAnswered(ComplaintAnswered)
    case adjustmentAsked(AdjustmentAsked)
    case adjustmentSupplied(AdjustmentSupplied)
    indirect case remedyConsidered(RemedyConsidered)
    indirect case auditLearningReturned(AuditLearningReturned)
    indirect case auditContentRead(AuditContentRead)
    indirect case correctionRecorded(CorrectionRecorded)
    indirect case paperAstray(PaperAstray)
    indirect case paperNotYours(PaperNotYours)
    indirect case formatOrdered(FormatOrdered)
    indirect case formatSupplied(FormatSupplied)
    case agencyInvolved(AgencyInvolved)
    case outcomesRated(OutcomesRated)
    case readingPromised(ReadingPromised)
    case contributionRead(ContributionRead)
    indirect case safetyConcernRaised(SafetyConcernRaised)
    case safetyConcernRead(SafetyConcernRead)
    case looksReleased(LooksReleased)
    case signInLetterAsked(SignInLetterAsked)
    case signInLetterUsed(SignInLetterUsed)
    case reviewOpened(ReviewOpened)
    case reminded(Reminded)
    case notRecorded(NotRecorded)
    case decisionMade(DecisionMade)
    case decisionRefused(DecisionRefused)
    case letterWritten(LetterWritten)
    case finalMade(FinalMade)
    case finalRefused(FinalRefused)
    case rightsPass(RightsPass)
    case notificationRequested(NotificationRequested)
    case notificationClaimed(NotificationClaimed)
    case notificationSent(NotificationSent)
    case notificationFailed(NotificationFailed)
    case notificationReturned(NotificationReturned)
    case reasonsAlike(ReasonsAlike)
    case outcomesAlike(OutcomesAlike)
    /// Of a kind, or with a word in its id, that only a newer version knows; it is skipped and counted, never
    /// rewritten.
    case unknown
}

extension EventData {
    /// Every kind, in the order of the reference page.
    public static let kinds: [any EventFields.Type] = [
        LogBegan.self,
        DayBegan.self,
        Released.self,
        SendingPaused.self,
        SendingResumed.self,
        HeadReckoned.self,
        LogPolicy.self,
        AuditCommitted.self,
        AuditRevealed.self,
        PilotCommitted.self,
        FormDeleted.self,
        PlanRecorded.self,
        PlanEnded.self,
        ContactRecorded.self,
        EarlyReviewRequested.self,
        EarlyReviewAnswered.self,
        ProgressRecorded.self,
        ReviewUnderWay.self,
        ApproachChosen.self,
        DisagreementAnswered.self,
        MeetingArranged.self,
        AdviceCirculated.self,
        ViewsReceived.self,
        MeetingHeld.self,
        ReportReceived.self,
        ShortTermOutcomesAgreed.self,
        DecisionSubmitted.self,
        DecisionRecorded.self,
        DecisionUndated.self,
        RepresentationsReceived.self,
        FinalSubmitted.self,
        FinalRecorded.self,
        Withdrawn.self,
        CapacityAssessed.self,
        MovedIn.self,
        PlanVersionRecorded.self,
        EvidenceReceived.self,
        ChangeRequested.self,
        ChangeAnswered.self,
        AppealRecorded.self,
        MediationRecorded.self,
        ResendAsked.self,
        LookedThrough.self,
        AmendmentAnswered.self,
        OfficerMet.self,
        DocumentWithdrawn.self,
        CeasingConsidered.self,
        AuditRecorded.self,
        AuditModerated.self,
        AuditActionSet.self,
        AuditActionDone.self,
        LateReasonGiven.self,
        FactContested.self,
        ContestSettled.self,
        QuestionAsked.self,
        QuestionAnswered.self,
        SupportNotDelivered.self,
        SupportAnswered.self,
        ExperienceAnswered.self,
        SessionOffered.self,
        SessionAttended.self,
        ComplaintMade.self,
        ComplaintAnswered.self,
        AdjustmentAsked.self,
        AdjustmentSupplied.self,
        RemedyConsidered.self,
        AuditLearningReturned.self,
        AuditContentRead.self,
        CorrectionRecorded.self,
        PaperAstray.self,
        PaperNotYours.self,
        FormatOrdered.self,
        FormatSupplied.self,
        AgencyInvolved.self,
        OutcomesRated.self,
        ReadingPromised.self,
        ContributionRead.self,
        SafetyConcernRaised.self,
        SafetyConcernRead.self,
        LooksReleased.self,
        SignInLetterAsked.self,
        SignInLetterUsed.self,
        ReviewOpened.self,
        Reminded.self,
        NotRecorded.self,
        DecisionMade.self,
        DecisionRefused.self,
        LetterWritten.self,
        FinalMade.self,
        FinalRefused.self,
        RightsPass.self,
        NotificationRequested.self,
        NotificationClaimed.self,
        NotificationSent.self,
        NotificationFailed.self,
        NotificationReturned.self,
        ReasonsAlike.self,
        OutcomesAlike.self,
    ]

    /// Its kind.
    @inlinable public var kind: EventKind {
        switch self {
        case .logBegan: .logBegan
        case .dayBegan: .dayBegan
        case .released: .released
        case .sendingPaused: .sendingPaused
        case .sendingResumed: .sendingResumed
        case .headReckoned: .headReckoned
        case .logPolicy: .logPolicy
        case .auditCommitted: .auditCommitted
        case .auditRevealed: .auditRevealed
        case .pilotCommitted: .pilotCommitted
        case .formDeleted: .formDeleted
        case .planRecorded: .planRecorded
        case .planEnded: .planEnded
        case .contactRecorded: .contactRecorded
        case .earlyReviewRequested: .earlyReviewRequested
        case .earlyReviewAnswered: .earlyReviewAnswered
        case .progressRecorded: .progressRecorded
        case .reviewUnderWay: .reviewUnderWay
        case .approachChosen: .approachChosen
        case .disagreementAnswered: .disagreementAnswered
        case .meetingArranged: .meetingArranged
        case .adviceCirculated: .adviceCirculated
        case .viewsReceived: .viewsReceived
        case .meetingHeld: .meetingHeld
        case .reportReceived: .reportReceived
        case .shortTermOutcomesAgreed: .shortTermOutcomesAgreed
        case .decisionSubmitted: .decisionSubmitted
        case .decisionRecorded: .decisionRecorded
        case .decisionUndated: .decisionUndated
        case .representationsReceived: .representationsReceived
        case .finalSubmitted: .finalSubmitted
        case .finalRecorded: .finalRecorded
        case .withdrawn: .withdrawn
        case .capacityAssessed: .capacityAssessed
        case .movedIn: .movedIn
        case .planVersionRecorded: .planVersionRecorded
        case .evidenceReceived: .evidenceReceived
        case .changeRequested: .changeRequested
        case .changeAnswered: .changeAnswered
        case .appealRecorded: .appealRecorded
        case .mediationRecorded: .mediationRecorded
        case .resendAsked: .resendAsked
        case .lookedThrough: .lookedThrough
        case .amendmentAnswered: .amendmentAnswered
        case .officerMet: .officerMet
        case .documentWithdrawn: .documentWithdrawn
        case .ceasingConsidered: .ceasingConsidered
        case .auditRecorded: .auditRecorded
        case .auditModerated: .auditModerated
        case .auditActionSet: .auditActionSet
        case .auditActionDone: .auditActionDone
        case .lateReasonGiven: .lateReasonGiven
        case .factContested: .factContested
        case .contestSettled: .contestSettled
        case .questionAsked: .questionAsked
        case .questionAnswered: .questionAnswered
        case .supportNotDelivered: .supportNotDelivered
        case .supportAnswered: .supportAnswered
        case .experienceAnswered: .experienceAnswered
        case .sessionOffered: .sessionOffered
        case .sessionAttended: .sessionAttended
        case .complaintMade: .complaintMade
        case .complaintAnswered: .complaintAnswered
        case .adjustmentAsked: .adjustmentAsked
        case .adjustmentSupplied: .adjustmentSupplied
        case .remedyConsidered: .remedyConsidered
        case .auditLearningReturned: .auditLearningReturned
        case .auditContentRead: .auditContentRead
        case .correctionRecorded: .correctionRecorded
        case .paperAstray: .paperAstray
        case .paperNotYours: .paperNotYours
        case .formatOrdered: .formatOrdered
        case .formatSupplied: .formatSupplied
        case .agencyInvolved: .agencyInvolved
        case .outcomesRated: .outcomesRated
        case .readingPromised: .readingPromised
        case .contributionRead: .contributionRead
        case .safetyConcernRaised: .safetyConcernRaised
        case .safetyConcernRead: .safetyConcernRead
        case .looksReleased: .looksReleased
        case .signInLetterAsked: .signInLetterAsked
        case .signInLetterUsed: .signInLetterUsed
        case .reviewOpened: .reviewOpened
        case .reminded: .reminded
        case .notRecorded: .notRecorded
        case .decisionMade: .decisionMade
        case .decisionRefused: .decisionRefused
        case .letterWritten: .letterWritten
        case .finalMade: .finalMade
        case .finalRefused: .finalRefused
        case .rightsPass: .rightsPass
        case .notificationRequested: .notificationRequested
        case .notificationClaimed: .notificationClaimed
        case .notificationSent: .notificationSent
        case .notificationFailed: .notificationFailed
        case .notificationReturned: .notificationReturned
        case .reasonsAlike: .reasonsAlike
        case .outcomesAlike: .outcomesAlike
        case .unknown: .unknown
        }
    }

    /// The event's type on the topic.
    public var type: StaticString {
        switch self {
        case .logBegan: LogBegan.type
        case .dayBegan: DayBegan.type
        case .released: Released.type
        case .sendingPaused: SendingPaused.type
        case .sendingResumed: SendingResumed.type
        case .headReckoned: HeadReckoned.type
        case .logPolicy: LogPolicy.type
        case .auditCommitted: AuditCommitted.type
        case .auditRevealed: AuditRevealed.type
        case .pilotCommitted: PilotCommitted.type
        case .formDeleted: FormDeleted.type
        case .planRecorded: PlanRecorded.type
        case .planEnded: PlanEnded.type
        case .contactRecorded: ContactRecorded.type
        case .earlyReviewRequested: EarlyReviewRequested.type
        case .earlyReviewAnswered: EarlyReviewAnswered.type
        case .progressRecorded: ProgressRecorded.type
        case .reviewUnderWay: ReviewUnderWay.type
        case .approachChosen: ApproachChosen.type
        case .disagreementAnswered: DisagreementAnswered.type
        case .meetingArranged: MeetingArranged.type
        case .adviceCirculated: AdviceCirculated.type
        case .viewsReceived: ViewsReceived.type
        case .meetingHeld: MeetingHeld.type
        case .reportReceived: ReportReceived.type
        case .shortTermOutcomesAgreed: ShortTermOutcomesAgreed.type
        case .decisionSubmitted: DecisionSubmitted.type
        case .decisionRecorded: DecisionRecorded.type
        case .decisionUndated: DecisionUndated.type
        case .representationsReceived: RepresentationsReceived.type
        case .finalSubmitted: FinalSubmitted.type
        case .finalRecorded: FinalRecorded.type
        case .withdrawn: Withdrawn.type
        case .capacityAssessed: CapacityAssessed.type
        case .movedIn: MovedIn.type
        case .planVersionRecorded: PlanVersionRecorded.type
        case .evidenceReceived: EvidenceReceived.type
        case .changeRequested: ChangeRequested.type
        case .changeAnswered: ChangeAnswered.type
        case .appealRecorded: AppealRecorded.type
        case .mediationRecorded: MediationRecorded.type
        case .resendAsked: ResendAsked.type
        case .lookedThrough: LookedThrough.type
        case .amendmentAnswered: AmendmentAnswered.type
        case .officerMet: OfficerMet.type
        case .documentWithdrawn: DocumentWithdrawn.type
        case .ceasingConsidered: CeasingConsidered.type
        case .auditRecorded: AuditRecorded.type
        case .auditModerated: AuditModerated.type
        case .auditActionSet: AuditActionSet.type
        case .auditActionDone: AuditActionDone.type
        case .lateReasonGiven: LateReasonGiven.type
        case .factContested: FactContested.type
        case .contestSettled: ContestSettled.type
        case .questionAsked: QuestionAsked.type
        case .questionAnswered: QuestionAnswered.type
        case .supportNotDelivered: SupportNotDelivered.type
        case .supportAnswered: SupportAnswered.type
        case .experienceAnswered: ExperienceAnswered.type
        case .sessionOffered: SessionOffered.type
        case .sessionAttended: SessionAttended.type
        case .complaintMade: ComplaintMade.type
        case .complaintAnswered: ComplaintAnswered.type
        case .adjustmentAsked: AdjustmentAsked.type
        case .adjustmentSupplied: AdjustmentSupplied.type
        case .remedyConsidered: RemedyConsidered.type
        case .auditLearningReturned: AuditLearningReturned.type
        case .auditContentRead: AuditContentRead.type
        case .correctionRecorded: CorrectionRecorded.type
        case .paperAstray: PaperAstray.type
        case .paperNotYours: PaperNotYours.type
        case .formatOrdered: FormatOrdered.type
        case .formatSupplied: FormatSupplied.type
        case .agencyInvolved: AgencyInvolved.type
        case .outcomesRated: OutcomesRated.type
        case .readingPromised: ReadingPromised.type
        case .contributionRead: ContributionRead.type
        case .safetyConcernRaised: SafetyConcernRaised.type
        case .safetyConcernRead: SafetyConcernRead.type
        case .looksReleased: LooksReleased.type
        case .signInLetterAsked: SignInLetterAsked.type
        case .signInLetterUsed: SignInLetterUsed.type
        case .reviewOpened: ReviewOpened.type
        case .reminded: Reminded.type
        case .notRecorded: NotRecorded.type
        case .decisionMade: DecisionMade.type
        case .decisionRefused: DecisionRefused.type
        case .letterWritten: LetterWritten.type
        case .finalMade: FinalMade.type
        case .finalRefused: FinalRefused.type
        case .rightsPass: RightsPass.type
        case .notificationRequested: NotificationRequested.type
        case .notificationClaimed: NotificationClaimed.type
        case .notificationSent: NotificationSent.type
        case .notificationFailed: NotificationFailed.type
        case .notificationReturned: NotificationReturned.type
        case .reasonsAlike: ReasonsAlike.type
        case .outcomesAlike: OutcomesAlike.type
        case .unknown: "unknown"
        }
    }

    /// The number of the review within the case that it is about, from 1; 0 when its data names none.
    public var review: UInt8 {
        switch self {
        case .earlyReviewAnswered(let data): data.review ?? 0
        case .reviewUnderWay(let data): data.review
        case .approachChosen(let data): data.review
        case .disagreementAnswered(let data): data.review
        case .meetingArranged(let data): data.review
        case .adviceCirculated(let data): data.review
        case .viewsReceived(let data): data.review
        case .meetingHeld(let data): data.review
        case .reportReceived(let data): data.review
        case .shortTermOutcomesAgreed(let data): data.review
        case .decisionSubmitted(let data): data.review
        case .decisionRecorded(let data): data.review
        case .decisionUndated(let data): data.review
        case .representationsReceived(let data): data.review
        case .finalSubmitted(let data): data.review
        case .finalRecorded(let data): data.review
        case .evidenceReceived(let data): data.review
        case .appealRecorded(let data): data.review
        case .mediationRecorded(let data): data.review
        case .amendmentAnswered(let data): data.review
        case .officerMet(let data): data.review
        case .ceasingConsidered(let data): data.review
        case .auditRecorded(let data): data.review
        case .auditModerated(let data): data.review
        case .auditActionSet(let data): data.review
        case .auditActionDone(let data): data.review
        case .lateReasonGiven(let data): data.review
        case .factContested(let data): data.review
        case .questionAsked(let data): data.review
        case .experienceAnswered(let data): data.review
        case .sessionOffered(let data): data.review
        case .adjustmentAsked(let data): data.review
        case .remedyConsidered(let data): data.review
        case .auditLearningReturned(let data): data.review
        case .agencyInvolved(let data): data.review
        case .outcomesRated(let data): data.review
        default: 0
        }
    }

    /// The documents that it names, each with what it is for; with the case they are their keys on `documents`.
    public var documents: [(role: DocumentRole, hash: DocumentHash)] {
        switch self {
        case .planEnded(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.record { named.append((.transferRecord, hash)) }
            return named
        case .contactRecorded(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.holdsRights.evidence { named.append((.contactEvidence, hash)) }
            if let hash = data.mayBeWrittenTo.evidence { named.append((.contactEvidence, hash)) }
            if let hash = data.maySee.evidence { named.append((.contactEvidence, hash)) }
            if let hash = data.locationProtected.evidence { named.append((.contactEvidence, hash)) }
            return named
        case .earlyReviewRequested(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.request, hash)) }
            return named
        case .earlyReviewAnswered(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.answer, hash)) }
            return named
        case .progressRecorded(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.progress, hash)) }
            return named
        case .disagreementAnswered(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.answer, hash)) }
            return named
        case .viewsReceived(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.views, hash)) }
            return named
        case .reportReceived(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.report, hash)) }
            return named
        case .shortTermOutcomesAgreed(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.outcomes, hash)) }
            return named
        case .decisionSubmitted(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.reasons { named.append((.reasons, hash)) }
            if let hash = data.plan { named.append((.plan, hash)) }
            if let hash = data.amendments { named.append((.amendments, hash)) }
            for hash in data.evidence ?? [] { named.append((.evidence, hash)) }
            if let hash = data.explanation { named.append((.explanation, hash)) }
            if let hash = data.correction { named.append((.reasons, hash)) }
            return named
        case .representationsReceived(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.representations, hash)) }
            return named
        case .finalSubmitted(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.reasons { named.append((.reasons, hash)) }
            if let hash = data.plan { named.append((.finalPlan, hash)) }
            if let hash = data.explanation { named.append((.explanation, hash)) }
            if let hash = data.correction { named.append((.reasons, hash)) }
            return named
        case .capacityAssessed(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            named.append((.capacityEvidence, data.evidence))
            return named
        case .movedIn(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.record { named.append((.transferRecord, hash)) }
            return named
        case .planVersionRecorded(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            named.append((.structuredPlan, data.plan))
            if let hash = data.source { named.append((.plan, hash)) }
            return named
        case .evidenceReceived(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.evidence, hash)) }
            return named
        case .changeRequested(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.request, hash)) }
            return named
        case .changeAnswered(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.answer, hash)) }
            return named
        case .amendmentAnswered(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.answer, hash)) }
            return named
        case .officerMet(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.representations, hash)) }
            return named
        case .documentWithdrawn(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.explanation { named.append((.explanation, hash)) }
            return named
        case .ceasingConsidered(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.reasons, hash)) }
            return named
        case .auditRecorded(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.explanation { named.append((.explanation, hash)) }
            return named
        case .auditModerated(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.explanation { named.append((.explanation, hash)) }
            return named
        case .auditActionSet(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.request, hash)) }
            return named
        case .auditActionDone(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.answer, hash)) }
            return named
        case .lateReasonGiven(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.explanation, hash)) }
            return named
        case .factContested(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.request, hash)) }
            return named
        case .contestSettled(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.answer, hash)) }
            return named
        case .questionAsked(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.request, hash)) }
            return named
        case .questionAnswered(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.answer, hash)) }
            return named
        case .supportNotDelivered(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.request, hash)) }
            return named
        case .supportAnswered(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.answer, hash)) }
            return named
        case .complaintMade(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.request, hash)) }
            return named
        case .complaintAnswered(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.answer, hash)) }
            return named
        case .remedyConsidered(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.reasons, hash)) }
            return named
        case .auditLearningReturned(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.explanation, hash)) }
            return named
        case .correctionRecorded(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.wrong { named.append((.answer, hash)) }
            if let hash = data.right { named.append((.answer, hash)) }
            return named
        case .paperAstray(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.answer, hash)) }
            if let hash = data.readers { named.append((.answer, hash)) }
            return named
        case .paperNotYours(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.answer, hash)) }
            return named
        case .safetyConcernRaised(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.safetyConcern, hash)) }
            return named
        case .letterWritten(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            for copy in data.copies { for kept in copy.keptForms { named.append((.letter, kept.document)) } }
            return named
        case .notificationRequested(let data):
            var named: [(role: DocumentRole, hash: DocumentHash)] = []
            if let hash = data.document { named.append((.letter, hash)) }
            return named
        default: return []
        }
    }
}

/// The data of an event is prepared by its owner, which has read the type, and then fills itself in.
extension EventData: FieldValue {
    /// An empty value of that kind.
    @usableFromInline
    init(_ kind: EventKind) {
        switch kind {
        case .logBegan: self = .logBegan(LogBegan())
        case .dayBegan: self = .dayBegan(DayBegan())
        case .released: self = .released(Released())
        case .sendingPaused: self = .sendingPaused(SendingPaused())
        case .sendingResumed: self = .sendingResumed(SendingResumed())
        case .headReckoned: self = .headReckoned(HeadReckoned())
        case .logPolicy: self = .logPolicy(LogPolicy())
        case .auditCommitted: self = .auditCommitted(AuditCommitted())
        case .auditRevealed: self = .auditRevealed(AuditRevealed())
        case .pilotCommitted: self = .pilotCommitted(PilotCommitted())
        case .formDeleted: self = .formDeleted(FormDeleted())
        case .planRecorded: self = .planRecorded(PlanRecorded())
        case .planEnded: self = .planEnded(PlanEnded())
        case .contactRecorded: self = .contactRecorded(ContactRecorded())
        case .earlyReviewRequested: self = .earlyReviewRequested(EarlyReviewRequested())
        case .earlyReviewAnswered: self = .earlyReviewAnswered(EarlyReviewAnswered())
        case .progressRecorded: self = .progressRecorded(ProgressRecorded())
        case .reviewUnderWay: self = .reviewUnderWay(ReviewUnderWay())
        case .approachChosen: self = .approachChosen(ApproachChosen())
        case .disagreementAnswered: self = .disagreementAnswered(DisagreementAnswered())
        case .meetingArranged: self = .meetingArranged(MeetingArranged())
        case .adviceCirculated: self = .adviceCirculated(AdviceCirculated())
        case .viewsReceived: self = .viewsReceived(ViewsReceived())
        case .meetingHeld: self = .meetingHeld(MeetingHeld())
        case .reportReceived: self = .reportReceived(ReportReceived())
        case .shortTermOutcomesAgreed: self = .shortTermOutcomesAgreed(ShortTermOutcomesAgreed())
        case .decisionSubmitted: self = .decisionSubmitted(DecisionSubmitted())
        case .decisionRecorded: self = .decisionRecorded(DecisionRecorded())
        case .decisionUndated: self = .decisionUndated(DecisionUndated())
        case .representationsReceived: self = .representationsReceived(RepresentationsReceived())
        case .finalSubmitted: self = .finalSubmitted(FinalSubmitted())
        case .finalRecorded: self = .finalRecorded(FinalRecorded())
        case .withdrawn: self = .withdrawn(Withdrawn())
        case .capacityAssessed: self = .capacityAssessed(CapacityAssessed())
        case .movedIn: self = .movedIn(MovedIn())
        case .planVersionRecorded: self = .planVersionRecorded(PlanVersionRecorded())
        case .evidenceReceived: self = .evidenceReceived(EvidenceReceived())
        case .changeRequested: self = .changeRequested(ChangeRequested())
        case .changeAnswered: self = .changeAnswered(ChangeAnswered())
        case .appealRecorded: self = .appealRecorded(AppealRecorded())
        case .mediationRecorded: self = .mediationRecorded(MediationRecorded())
        case .resendAsked: self = .resendAsked(ResendAsked())
        case .lookedThrough: self = .lookedThrough(LookedThrough())
        case .amendmentAnswered: self = .amendmentAnswered(AmendmentAnswered())
        case .officerMet: self = .officerMet(OfficerMet())
        case .documentWithdrawn: self = .documentWithdrawn(DocumentWithdrawn())
        case .ceasingConsidered: self = .ceasingConsidered(CeasingConsidered())
        case .auditRecorded: self = .auditRecorded(AuditRecorded())
        case .auditModerated: self = .auditModerated(AuditModerated())
        case .auditActionSet: self = .auditActionSet(AuditActionSet())
        case .auditActionDone: self = .auditActionDone(AuditActionDone())
        case .lateReasonGiven: self = .lateReasonGiven(LateReasonGiven())
        case .factContested: self = .factContested(FactContested())
        case .contestSettled: self = .contestSettled(ContestSettled())
        case .questionAsked: self = .questionAsked(QuestionAsked())
        case .questionAnswered: self = .questionAnswered(QuestionAnswered())
        case .supportNotDelivered: self = .supportNotDelivered(SupportNotDelivered())
        case .supportAnswered: self = .supportAnswered(SupportAnswered())
        case .experienceAnswered: self = .experienceAnswered(ExperienceAnswered())
        case .sessionOffered: self = .sessionOffered(SessionOffered())
        case .sessionAttended: self = .sessionAttended(SessionAttended())
        case .complaintMade: self = .complaintMade(ComplaintMade())
        case .complaintAnswered: self = .complaintAnswered(ComplaintAnswered())
        case .adjustmentAsked: self = .adjustmentAsked(AdjustmentAsked())
        case .adjustmentSupplied: self = .adjustmentSupplied(AdjustmentSupplied())
        case .remedyConsidered: self = .remedyConsidered(RemedyConsidered())
        case .auditLearningReturned: self = .auditLearningReturned(AuditLearningReturned())
        case .auditContentRead: self = .auditContentRead(AuditContentRead())
        case .correctionRecorded: self = .correctionRecorded(CorrectionRecorded())
        case .paperAstray: self = .paperAstray(PaperAstray())
        case .paperNotYours: self = .paperNotYours(PaperNotYours())
        case .formatOrdered: self = .formatOrdered(FormatOrdered())
        case .formatSupplied: self = .formatSupplied(FormatSupplied())
        case .agencyInvolved: self = .agencyInvolved(AgencyInvolved())
        case .outcomesRated: self = .outcomesRated(OutcomesRated())
        case .readingPromised: self = .readingPromised(ReadingPromised())
        case .contributionRead: self = .contributionRead(ContributionRead())
        case .safetyConcernRaised: self = .safetyConcernRaised(SafetyConcernRaised())
        case .safetyConcernRead: self = .safetyConcernRead(SafetyConcernRead())
        case .looksReleased: self = .looksReleased(LooksReleased())
        case .signInLetterAsked: self = .signInLetterAsked(SignInLetterAsked())
        case .signInLetterUsed: self = .signInLetterUsed(SignInLetterUsed())
        case .reviewOpened: self = .reviewOpened(ReviewOpened())
        case .reminded: self = .reminded(Reminded())
        case .notRecorded: self = .notRecorded(NotRecorded())
        case .decisionMade: self = .decisionMade(DecisionMade())
        case .decisionRefused: self = .decisionRefused(DecisionRefused())
        case .letterWritten: self = .letterWritten(LetterWritten())
        case .finalMade: self = .finalMade(FinalMade())
        case .finalRefused: self = .finalRefused(FinalRefused())
        case .rightsPass: self = .rightsPass(RightsPass())
        case .notificationRequested: self = .notificationRequested(NotificationRequested())
        case .notificationClaimed: self = .notificationClaimed(NotificationClaimed())
        case .notificationSent: self = .notificationSent(NotificationSent())
        case .notificationFailed: self = .notificationFailed(NotificationFailed())
        case .notificationReturned: self = .notificationReturned(NotificationReturned())
        case .reasonsAlike: self = .reasonsAlike(ReasonsAlike())
        case .outcomesAlike: self = .outcomesAlike(OutcomesAlike())
        case .unknown: self = .unknown
        }
    }

    public init(reading reader: inout JSONReader) throws(JSONError) {
        throw JSONError(.expected("the data of an event whose type is known"), offset: reader.mark.offset)
    }

    /// Only the kind of what stands here matters: taking it out, filling it in and putting it back would copy it
    /// twice.
    public mutating func fill(reading reader: inout JSONReader) throws(JSONError) {
        switch self {
        case .logBegan: self = .logBegan(try LogBegan(reading: &reader))
        case .dayBegan: self = .dayBegan(try DayBegan(reading: &reader))
        case .released: self = .released(try Released(reading: &reader))
        case .sendingPaused: self = .sendingPaused(try SendingPaused(reading: &reader))
        case .sendingResumed: self = .sendingResumed(try SendingResumed(reading: &reader))
        case .headReckoned: self = .headReckoned(try HeadReckoned(reading: &reader))
        case .logPolicy: self = .logPolicy(try LogPolicy(reading: &reader))
        case .auditCommitted: self = .auditCommitted(try AuditCommitted(reading: &reader))
        case .auditRevealed: self = .auditRevealed(try AuditRevealed(reading: &reader))
        case .pilotCommitted: self = .pilotCommitted(try PilotCommitted(reading: &reader))
        case .formDeleted: self = .formDeleted(try FormDeleted(reading: &reader))
        case .planRecorded: self = .planRecorded(try PlanRecorded(reading: &reader))
        case .planEnded: self = .planEnded(try PlanEnded(reading: &reader))
        case .contactRecorded: self = .contactRecorded(try ContactRecorded(reading: &reader))
        case .earlyReviewRequested: self = .earlyReviewRequested(try EarlyReviewRequested(reading: &reader))
        case .earlyReviewAnswered: self = .earlyReviewAnswered(try EarlyReviewAnswered(reading: &reader))
        case .progressRecorded: self = .progressRecorded(try ProgressRecorded(reading: &reader))
        case .reviewUnderWay: self = .reviewUnderWay(try ReviewUnderWay(reading: &reader))
        case .approachChosen: self = .approachChosen(try ApproachChosen(reading: &reader))
        case .disagreementAnswered: self = .disagreementAnswered(try DisagreementAnswered(reading: &reader))
        case .meetingArranged: self = .meetingArranged(try MeetingArranged(reading: &reader))
        case .adviceCirculated: self = .adviceCirculated(try AdviceCirculated(reading: &reader))
        case .viewsReceived: self = .viewsReceived(try ViewsReceived(reading: &reader))
        case .meetingHeld: self = .meetingHeld(try MeetingHeld(reading: &reader))
        case .reportReceived: self = .reportReceived(try ReportReceived(reading: &reader))
        case .shortTermOutcomesAgreed: self = .shortTermOutcomesAgreed(try ShortTermOutcomesAgreed(reading: &reader))
        case .decisionSubmitted: self = .decisionSubmitted(try DecisionSubmitted(reading: &reader))
        case .decisionRecorded: self = .decisionRecorded(try DecisionRecorded(reading: &reader))
        case .decisionUndated: self = .decisionUndated(try DecisionUndated(reading: &reader))
        case .representationsReceived: self = .representationsReceived(try RepresentationsReceived(reading: &reader))
        case .finalSubmitted: self = .finalSubmitted(try FinalSubmitted(reading: &reader))
        case .finalRecorded: self = .finalRecorded(try FinalRecorded(reading: &reader))
        case .withdrawn: self = .withdrawn(try Withdrawn(reading: &reader))
        case .capacityAssessed: self = .capacityAssessed(try CapacityAssessed(reading: &reader))
        case .movedIn: self = .movedIn(try MovedIn(reading: &reader))
        case .planVersionRecorded: self = .planVersionRecorded(try PlanVersionRecorded(reading: &reader))
        case .evidenceReceived: self = .evidenceReceived(try EvidenceReceived(reading: &reader))
        case .changeRequested: self = .changeRequested(try ChangeRequested(reading: &reader))
        case .changeAnswered: self = .changeAnswered(try ChangeAnswered(reading: &reader))
        case .appealRecorded: self = .appealRecorded(try AppealRecorded(reading: &reader))
        case .mediationRecorded: self = .mediationRecorded(try MediationRecorded(reading: &reader))
        case .resendAsked: self = .resendAsked(try ResendAsked(reading: &reader))
        case .lookedThrough: self = .lookedThrough(try LookedThrough(reading: &reader))
        case .amendmentAnswered: self = .amendmentAnswered(try AmendmentAnswered(reading: &reader))
        case .officerMet: self = .officerMet(try OfficerMet(reading: &reader))
        case .documentWithdrawn: self = .documentWithdrawn(try DocumentWithdrawn(reading: &reader))
        case .ceasingConsidered: self = .ceasingConsidered(try CeasingConsidered(reading: &reader))
        case .auditRecorded: self = .auditRecorded(try AuditRecorded(reading: &reader))
        case .auditModerated: self = .auditModerated(try AuditModerated(reading: &reader))
        case .auditActionSet: self = .auditActionSet(try AuditActionSet(reading: &reader))
        case .auditActionDone: self = .auditActionDone(try AuditActionDone(reading: &reader))
        case .lateReasonGiven: self = .lateReasonGiven(try LateReasonGiven(reading: &reader))
        case .factContested: self = .factContested(try FactContested(reading: &reader))
        case .contestSettled: self = .contestSettled(try ContestSettled(reading: &reader))
        case .questionAsked: self = .questionAsked(try QuestionAsked(reading: &reader))
        case .questionAnswered: self = .questionAnswered(try QuestionAnswered(reading: &reader))
        case .supportNotDelivered: self = .supportNotDelivered(try SupportNotDelivered(reading: &reader))
        case .supportAnswered: self = .supportAnswered(try SupportAnswered(reading: &reader))
        case .experienceAnswered: self = .experienceAnswered(try ExperienceAnswered(reading: &reader))
        case .sessionOffered: self = .sessionOffered(try SessionOffered(reading: &reader))
        case .sessionAttended: self = .sessionAttended(try SessionAttended(reading: &reader))
        case .complaintMade: self = .complaintMade(try ComplaintMade(reading: &reader))
        case .complaintAnswered: self = .complaintAnswered(try ComplaintAnswered(reading: &reader))
        case .adjustmentAsked: self = .adjustmentAsked(try AdjustmentAsked(reading: &reader))
        case .adjustmentSupplied: self = .adjustmentSupplied(try AdjustmentSupplied(reading: &reader))
        case .remedyConsidered: self = .remedyConsidered(try RemedyConsidered(reading: &reader))
        case .auditLearningReturned: self = .auditLearningReturned(try AuditLearningReturned(reading: &reader))
        case .auditContentRead: self = .auditContentRead(try AuditContentRead(reading: &reader))
        case .correctionRecorded: self = .correctionRecorded(try CorrectionRecorded(reading: &reader))
        case .paperAstray: self = .paperAstray(try PaperAstray(reading: &reader))
        case .paperNotYours: self = .paperNotYours(try PaperNotYours(reading: &reader))
        case .formatOrdered: self = .formatOrdered(try FormatOrdered(reading: &reader))
        case .formatSupplied: self = .formatSupplied(try FormatSupplied(reading: &reader))
        case .agencyInvolved: self = .agencyInvolved(try AgencyInvolved(reading: &reader))
        case .outcomesRated: self = .outcomesRated(try OutcomesRated(reading: &reader))
        case .readingPromised: self = .readingPromised(try ReadingPromised(reading: &reader))
        case .contributionRead: self = .contributionRead(try ContributionRead(reading: &reader))
        case .safetyConcernRaised: self = .safetyConcernRaised(try SafetyConcernRaised(reading: &reader))
        case .safetyConcernRead: self = .safetyConcernRead(try SafetyConcernRead(reading: &reader))
        case .looksReleased: self = .looksReleased(try LooksReleased(reading: &reader))
        case .signInLetterAsked: self = .signInLetterAsked(try SignInLetterAsked(reading: &reader))
        case .signInLetterUsed: self = .signInLetterUsed(try SignInLetterUsed(reading: &reader))
        case .reviewOpened: self = .reviewOpened(try ReviewOpened(reading: &reader))
        case .reminded: self = .reminded(try Reminded(reading: &reader))
        case .notRecorded: self = .notRecorded(try NotRecorded(reading: &reader))
        case .decisionMade: self = .decisionMade(try DecisionMade(reading: &reader))
        case .decisionRefused: self = .decisionRefused(try DecisionRefused(reading: &reader))
        case .letterWritten: self = .letterWritten(try LetterWritten(reading: &reader))
        case .finalMade: self = .finalMade(try FinalMade(reading: &reader))
        case .finalRefused: self = .finalRefused(try FinalRefused(reading: &reader))
        case .rightsPass: self = .rightsPass(try RightsPass(reading: &reader))
        case .notificationRequested: self = .notificationRequested(try NotificationRequested(reading: &reader))
        case .notificationClaimed: self = .notificationClaimed(try NotificationClaimed(reading: &reader))
        case .notificationSent: self = .notificationSent(try NotificationSent(reading: &reader))
        case .notificationFailed: self = .notificationFailed(try NotificationFailed(reading: &reader))
        case .notificationReturned: self = .notificationReturned(try NotificationReturned(reading: &reader))
        case .reasonsAlike: self = .reasonsAlike(try ReasonsAlike(reading: &reader))
        case .outcomesAlike: self = .outcomesAlike(try OutcomesAlike(reading: &reader))
        case .unknown: try reader.skipValue()
        }
    }

    public func write(to writer: inout JSONWriter) throws(JSONError) {
        switch self {
        case .logBegan(let data): try data.write(to: &writer)
        case .dayBegan(let data): try data.write(to: &writer)
        case .released(let data): try data.write(to: &writer)
        case .sendingPaused(let data): try data.write(to: &writer)
        case .sendingResumed(let data): try data.write(to: &writer)
        case .headReckoned(let data): try data.write(to: &writer)
        case .logPolicy(let data): try data.write(to: &writer)
        case .auditCommitted(let data): try data.write(to: &writer)
        case .auditRevealed(let data): try data.write(to: &writer)
        case .pilotCommitted(let data): try data.write(to: &writer)
        case .formDeleted(let data): try data.write(to: &writer)
        case .planRecorded(let data): try data.write(to: &writer)
        case .planEnded(let data): try data.write(to: &writer)
        case .contactRecorded(let data): try data.write(to: &writer)
        case .earlyReviewRequested(let data): try data.write(to: &writer)
        case .earlyReviewAnswered(let data): try data.write(to: &writer)
        case .progressRecorded(let data): try data.write(to: &writer)
        case .reviewUnderWay(let data): try data.write(to: &writer)
        case .approachChosen(let data): try data.write(to: &writer)
        case .disagreementAnswered(let data): try data.write(to: &writer)
        case .meetingArranged(let data): try data.write(to: &writer)
        case .adviceCirculated(let data): try data.write(to: &writer)
        case .viewsReceived(let data): try data.write(to: &writer)
        case .meetingHeld(let data): try data.write(to: &writer)
        case .reportReceived(let data): try data.write(to: &writer)
        case .shortTermOutcomesAgreed(let data): try data.write(to: &writer)
        case .decisionSubmitted(let data): try data.write(to: &writer)
        case .decisionRecorded(let data): try data.write(to: &writer)
        case .decisionUndated(let data): try data.write(to: &writer)
        case .representationsReceived(let data): try data.write(to: &writer)
        case .finalSubmitted(let data): try data.write(to: &writer)
        case .finalRecorded(let data): try data.write(to: &writer)
        case .withdrawn(let data): try data.write(to: &writer)
        case .capacityAssessed(let data): try data.write(to: &writer)
        case .movedIn(let data): try data.write(to: &writer)
        case .planVersionRecorded(let data): try data.write(to: &writer)
        case .evidenceReceived(let data): try data.write(to: &writer)
        case .changeRequested(let data): try data.write(to: &writer)
        case .changeAnswered(let data): try data.write(to: &writer)
        case .appealRecorded(let data): try data.write(to: &writer)
        case .mediationRecorded(let data): try data.write(to: &writer)
        case .resendAsked(let data): try data.write(to: &writer)
        case .lookedThrough(let data): try data.write(to: &writer)
        case .amendmentAnswered(let data): try data.write(to: &writer)
        case .officerMet(let data): try data.write(to: &writer)
        case .documentWithdrawn(let data): try data.write(to: &writer)
        case .ceasingConsidered(let data): try data.write(to: &writer)
        case .auditRecorded(let data): try data.write(to: &writer)
        case .auditModerated(let data): try data.write(to: &writer)
        case .auditActionSet(let data): try data.write(to: &writer)
        case .auditActionDone(let data): try data.write(to: &writer)
        case .lateReasonGiven(let data): try data.write(to: &writer)
        case .factContested(let data): try data.write(to: &writer)
        case .contestSettled(let data): try data.write(to: &writer)
        case .questionAsked(let data): try data.write(to: &writer)
        case .questionAnswered(let data): try data.write(to: &writer)
        case .supportNotDelivered(let data): try data.write(to: &writer)
        case .supportAnswered(let data): try data.write(to: &writer)
        case .experienceAnswered(let data): try data.write(to: &writer)
        case .sessionOffered(let data): try data.write(to: &writer)
        case .sessionAttended(let data): try data.write(to: &writer)
        case .complaintMade(let data): try data.write(to: &writer)
        case .complaintAnswered(let data): try data.write(to: &writer)
        case .adjustmentAsked(let data): try data.write(to: &writer)
        case .adjustmentSupplied(let data): try data.write(to: &writer)
        case .remedyConsidered(let data): try data.write(to: &writer)
        case .auditLearningReturned(let data): try data.write(to: &writer)
        case .auditContentRead(let data): try data.write(to: &writer)
        case .correctionRecorded(let data): try data.write(to: &writer)
        case .paperAstray(let data): try data.write(to: &writer)
        case .paperNotYours(let data): try data.write(to: &writer)
        case .formatOrdered(let data): try data.write(to: &writer)
        case .formatSupplied(let data): try data.write(to: &writer)
        case .agencyInvolved(let data): try data.write(to: &writer)
        case .outcomesRated(let data): try data.write(to: &writer)
        case .readingPromised(let data): try data.write(to: &writer)
        case .contributionRead(let data): try data.write(to: &writer)
        case .safetyConcernRaised(let data): try data.write(to: &writer)
        case .safetyConcernRead(let data): try data.write(to: &writer)
        case .looksReleased(let data): try data.write(to: &writer)
        case .signInLetterAsked(let data): try data.write(to: &writer)
        case .signInLetterUsed(let data): try data.write(to: &writer)
        case .reviewOpened(let data): try data.write(to: &writer)
        case .reminded(let data): try data.write(to: &writer)
        case .notRecorded(let data): try data.write(to: &writer)
        case .decisionMade(let data): try data.write(to: &writer)
        case .decisionRefused(let data): try data.write(to: &writer)
        case .letterWritten(let data): try data.write(to: &writer)
        case .finalMade(let data): try data.write(to: &writer)
        case .finalRefused(let data): try data.write(to: &writer)
        case .rightsPass(let data): try data.write(to: &writer)
        case .notificationRequested(let data): try data.write(to: &writer)
        case .notificationClaimed(let data): try data.write(to: &writer)
        case .notificationSent(let data): try data.write(to: &writer)
        case .notificationFailed(let data): try data.write(to: &writer)
        case .notificationReturned(let data): try data.write(to: &writer)
        case .reasonsAlike(let data): try data.write(to: &writer)
        case .outcomesAlike(let data): try data.write(to: &writer)
        case .unknown:
            writer.beginObject()
            writer.endObject()
        }
    }

    public static func writeSchema(to writer: inout JSONWriter) throws(JSONError) {
        writer.name("type")
        writer.string("object")
    }

    /// The fields of the event's kind.
    public static var typeDescription: String { "the fields of its type" }
}

/// The first record of each partition: what kind of log this is.
public struct LogBegan: EventFields {
    /// Whether its days are the real ones.
    public var calendar: LogCalendar = .real
    /// How many partitions the log has, for ever.
    public var partitions: Int = 0
    /// The council whose log it is, as its data file is named.
    public var council: String = ""
    /// The log's name: 16 random bytes, alike in every partition; each other topic begins with it.
    public var log: LogName = LogName(high: 0, low: 0)

    public init() {}

    public init(calendar: LogCalendar, partitions: Int, council: String, log: LogName) {
        self.calendar = calendar
        self.partitions = partitions
        self.council = council
        self.log = log
    }

    public static var type: StaticString { "log-began" }
    public static var kind: EventKind { .logBegan }
    public static var meaning: StaticString { "The first record of each partition: what kind of log this is." }
    public static var happens: StaticString { "The first day of the log." }
    public static var example: StaticString { "{\"calendar\":\"rehearsal\",\"partitions\":12,\"council\":\"bromley\",\"log\":\"ASNFZ4mrze_-3LqYdlQyEA\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("calendar", &calendar, "Whether its days are the real ones.")
        try visitor.field("partitions", &partitions, "How many partitions the log has, for ever.")
        try visitor.field("council", &council, "The council whose log it is, as its data file is named.")
        try visitor.field("log", &log, "The log's name: 16 random bytes, alike in every partition; each other topic begins with it.")
    }
}

/// A day has begun, for every case of the partition.
public struct DayBegan: EventFields {
    public init() {}

    public static var type: StaticString { "day-began" }
    public static var kind: EventKind { .dayBegan }
    public static var meaning: StaticString { "A day has begun, for every case of the partition." }
    public static var happens: StaticString { "That day." }
    public static var example: StaticString { "{}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
    }
}

/// What was imported before this may leave the system.
public struct Released: EventFields {
    /// How many messages the operator was shown as waiting.
    public var messages: Int = 0

    public init() {}

    public init(messages: Int) {
        self.messages = messages
    }

    public static var type: StaticString { "released" }
    public static var kind: EventKind { .released }
    public static var meaning: StaticString { "What was imported before this may leave the system." }
    public static var happens: StaticString { "The day the operator said so." }
    public static var example: StaticString { "{\"messages\":17}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("messages", &messages, "How many messages the operator was shown as waiting.")
    }
}

/// Nothing leaves from here on.
public struct SendingPaused: EventFields {
    public init() {}

    public static var type: StaticString { "sending-paused" }
    public static var kind: EventKind { .sendingPaused }
    public static var meaning: StaticString { "Nothing leaves from here on." }
    public static var happens: StaticString { "The day the operator said so." }
    public static var example: StaticString { "{}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
    }
}

/// Messages may leave again.
public struct SendingResumed: EventFields {
    public init() {}

    public static var type: StaticString { "sending-resumed" }
    public static var kind: EventKind { .sendingResumed }
    public static var meaning: StaticString { "Messages may leave again." }
    public static var happens: StaticString { "The day the operator said so." }
    public static var example: StaticString { "{}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
    }
}

/// The proof of all records of the partition up to the one by which the day of its id began: whoever reckons it gets the same.
public struct HeadReckoned: EventFields {
    /// The position of the record by which that day began; it and all before it are in the proof.
    public var through: Int64 = 0
    /// H(n) = SHA-256(H(n-1), SHA-256 of the framed record n with key, value and headers); H(0) is 32 zeros.
    public var sha256: RecordHead = RecordHead()

    public init() {}

    public init(through: Int64, sha256: RecordHead) {
        self.through = through
        self.sha256 = sha256
    }

    public static var type: StaticString { "head-reckoned" }
    public static var kind: EventKind { .headReckoned }
    public static var meaning: StaticString { "The proof of all records of the partition up to the one by which the day of its id began: whoever reckons it gets the same." }
    public static var happens: StaticString { "The day it was reckoned." }
    public static var example: StaticString { "{\"through\":118,\"sha256\":\"47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("through", &through, "The position of the record by which that day began; it and all before it are in the proof.")
        try visitor.field("sha256", &sha256, "H(n) = SHA-256(H(n-1), SHA-256 of the framed record n with key, value and headers); H(0) is 32 zeros.")
    }
}

/// How many different people must say that imports may leave before they do. More hold at once; fewer once as many people as are needed until then have said so.
public struct LogPolicy: EventFields {
    /// How many, from 1.
    public var approvals: UInt8 = 1

    public init() {}

    public init(approvals: UInt8) {
        self.approvals = approvals
    }

    public static var type: StaticString { "log-policy" }
    public static var kind: EventKind { .logPolicy }
    public static var meaning: StaticString { "How many different people must say that imports may leave before they do. More hold at once; fewer once as many people as are needed until then have said so." }
    public static var happens: StaticString { "The day this was said." }
    public static var example: StaticString { "{\"approvals\":2}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("approvals", &approvals, "How many, from 1.")
    }
}

/// Somebody committed to a secret: what is drawn for audits of a period rests on it, and nobody knows it before the period is over. It counts when it was said before the period began.
public struct AuditCommitted: EventFields {
    /// The first day of the period.
    public var from: Day = Day(number: 0)
    /// The last day of the period.
    public var until: Day = Day(number: 0)
    /// The SHA-256 of the secret's 32 bytes.
    public var sha256: DocumentHash = DocumentHash(0, 0, 0, 0)

    public init() {}

    public init(from: Day, until: Day, sha256: DocumentHash) {
        self.from = from
        self.until = until
        self.sha256 = sha256
    }

    public static var type: StaticString { "audit-committed" }
    public static var kind: EventKind { .auditCommitted }
    public static var meaning: StaticString { "Somebody committed to a secret: what is drawn for audits of a period rests on it, and nobody knows it before the period is over. It counts when it was said before the period began." }
    public static var happens: StaticString { "The day this was said." }
    public static var example: StaticString { "{\"from\":\"2026-10-01\",\"until\":\"2026-10-31\",\"sha256\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "The first day of the period.")
        try visitor.field("until", &until, "The last day of the period.")
        try visitor.field("sha256", &sha256, "The SHA-256 of the secret's 32 bytes.")
    }
}

/// The secret to which somebody committed, once the period is over: with it anybody can draw the same again.
public struct AuditRevealed: EventFields {
    /// The first day of the period.
    public var from: Day = Day(number: 0)
    /// The last day of the period.
    public var until: Day = Day(number: 0)
    /// The secret's 32 bytes.
    public var secret: DocumentHash = DocumentHash(0, 0, 0, 0)

    public init() {}

    public init(from: Day, until: Day, secret: DocumentHash) {
        self.from = from
        self.until = until
        self.secret = secret
    }

    public static var type: StaticString { "audit-revealed" }
    public static var kind: EventKind { .auditRevealed }
    public static var meaning: StaticString { "The secret to which somebody committed, once the period is over: with it anybody can draw the same again." }
    public static var happens: StaticString { "The day this was said." }
    public static var example: StaticString { "{\"from\":\"2026-10-01\",\"until\":\"2026-10-31\",\"secret\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "The first day of the period.")
        try visitor.field("until", &until, "The last day of the period.")
        try visitor.field("secret", &secret, "The secret's 32 bytes.")
    }
}

/// How a pilot will be judged was set down before it starts: its aims, what harm ends it and the day of publication, by the hash of the file that says so. It counts when it was said before the first day, and once a pilot.
public struct PilotCommitted: EventFields {
    /// The pilot, as its file in `seeds/pilots` is named.
    public var pilot: String = ""
    /// The first day that is judged.
    public var from: Day = Day(number: 0)
    /// The day on which the result is published, whatever it is.
    public var published: Day = Day(number: 0)
    /// The SHA-256 of the file.
    public var sha256: DocumentHash = DocumentHash(0, 0, 0, 0)

    public init() {}

    public init(pilot: String, from: Day, published: Day, sha256: DocumentHash) {
        self.pilot = pilot
        self.from = from
        self.published = published
        self.sha256 = sha256
    }

    public static var type: StaticString { "pilot-committed" }
    public static var kind: EventKind { .pilotCommitted }
    public static var meaning: StaticString { "How a pilot will be judged was set down before it starts: its aims, what harm ends it and the day of publication, by the hash of the file that says so. It counts when it was said before the first day, and once a pilot." }
    public static var happens: StaticString { "The day this was said." }
    public static var example: StaticString { "{\"pilot\":\"bromley-pilot\",\"from\":\"2026-09-01\",\"published\":\"2027-10-15\",\"sha256\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("pilot", &pilot, "The pilot, as its file in `seeds/pilots` is named.")
        try visitor.field("from", &from, "The first day that is judged.")
        try visitor.field("published", &published, "The day on which the result is published, whatever it is.")
        try visitor.field("sha256", &sha256, "The SHA-256 of the file.")
    }
}

/// The answers to an online form, which had been taken into the record, were deleted where the form stands.
public struct FormDeleted: EventFields {
    /// The form, as its file in `seeds/mappings` is named.
    public var form: String = ""
    /// The day on which they were deleted.
    public var deleted: Day = Day(number: 0)
    /// The last day of which answers had been taken.
    public var through: Day = Day(number: 0)

    public init() {}

    public init(form: String, deleted: Day, through: Day) {
        self.form = form
        self.deleted = deleted
        self.through = through
    }

    public static var type: StaticString { "form-deleted" }
    public static var kind: EventKind { .formDeleted }
    public static var meaning: StaticString { "The answers to an online form, which had been taken into the record, were deleted where the form stands." }
    public static var happens: StaticString { "The day this was said." }
    public static var example: StaticString { "{\"form\":\"microsoft-forms-parental\",\"deleted\":\"2026-11-30\",\"through\":\"2026-11-20\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("form", &form, "The form, as its file in `seeds/mappings` is named.")
        try visitor.field("deleted", &deleted, "The day on which they were deleted.")
        try visitor.field("through", &through, "The last day of which answers had been taken.")
    }
}

/// What is known of a child's plan; what is absent is unknown.
public struct PlanRecorded: EventFields {
    /// The child's month of birth.
    public var born: Month?
    /// The day the plan was first made (CYC-1).
    public var made: Day?
    /// The day the council sent the decision of the last review (CYC-2).
    public var reviewed: Day?
    /// Months from one review to the next, when the plan itself stipulates fewer than twelve (CYC-8).
    public var interval: UInt8?
    /// The setting's unique reference number (URN, six digits) or, where it has none, its UK provider reference number (UKPRN, eight digits); absent when the child has no setting (reg 21).
    public var setting: UInt32?
    /// Where the child is educated.
    public var placement: Placement = .notRecorded
    /// The primary type of need.
    public var need: Need = .notRecorded
    /// The transfer between phases that is due next (reg 2(1)).
    public var transfer: TransferPhase?
    /// Which EHCP Coordinator holds the case.
    public var coordinator: ActorID?
    /// The National Curriculum year of the class the child is in: 0 Reception, -1 nursery.
    public var year: Int8?
    /// Of somebody who moves between post-16 institutions, the day of that move (PH-3).
    public var laterTransfer: Day?
    /// The calendar year of that transfer.
    public var transferYear: UInt16?
    /// Whether the plan already names the setting after the transfer.
    public var transferNamed: Bool?
    /// Whether somebody answered that no transfer between phases follows from the child's year group; absent when nobody was asked.
    public var noTransfer: Bool?
    /// The review model that holds for the child.
    public var model: String = "statutory"
    /// What people set so that the child comes first among equals.
    public var priority: [PriorityFlag]?

    public init() {}

    public init(born: Month? = nil, made: Day? = nil, reviewed: Day? = nil, interval: UInt8? = nil, setting: UInt32? = nil, placement: Placement, need: Need, transfer: TransferPhase? = nil, coordinator: ActorID? = nil, year: Int8? = nil, laterTransfer: Day? = nil, transferYear: UInt16? = nil, transferNamed: Bool? = nil, noTransfer: Bool? = nil, model: String, priority: [PriorityFlag]? = nil) {
        self.born = born
        self.made = made
        self.reviewed = reviewed
        self.interval = interval
        self.setting = setting
        self.placement = placement
        self.need = need
        self.transfer = transfer
        self.coordinator = coordinator
        self.year = year
        self.laterTransfer = laterTransfer
        self.transferYear = transferYear
        self.transferNamed = transferNamed
        self.noTransfer = noTransfer
        self.model = model
        self.priority = priority
    }

    public static var type: StaticString { "plan-recorded" }
    public static var kind: EventKind { .planRecorded }
    public static var meaning: StaticString { "What is known of a child's plan; what is absent is unknown." }
    public static var happens: StaticString { "The day from which this is so." }
    public static var example: StaticString { "{\"born\":\"2012-05\",\"made\":\"2019-02-28\",\"reviewed\":\"2023-12-01\",\"setting\":101234,\"placement\":\"mainstream\",\"need\":\"ASD\",\"transfer\":\"primary-to-secondary\",\"coordinator\":\"C-07\",\"year\":-1,\"transfer_year\":2025,\"transfer_named\":false,\"model\":\"bromley\",\"priority\":[\"looked-after\",\"medical\"]}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.optional("born", &born, "The child's month of birth.")
        try visitor.optional("made", &made, "The day the plan was first made (CYC-1).")
        try visitor.optional("reviewed", &reviewed, "The day the council sent the decision of the last review (CYC-2).")
        try visitor.optional("interval", &interval, "Months from one review to the next, when the plan itself stipulates fewer than twelve (CYC-8).")
        try visitor.optional("setting", &setting, "The setting's unique reference number (URN, six digits) or, where it has none, its UK provider reference number (UKPRN, eight digits); absent when the child has no setting (reg 21).")
        try visitor.field("placement", &placement, "Where the child is educated.")
        try visitor.field("need", &need, "The primary type of need.")
        try visitor.optional("transfer", &transfer, "The transfer between phases that is due next (reg 2(1)).")
        try visitor.optional("coordinator", &coordinator, "Which EHCP Coordinator holds the case.")
        try visitor.optional("year", &year, "The National Curriculum year of the class the child is in: 0 Reception, -1 nursery.")
        try visitor.optional("later_transfer", &laterTransfer, "Of somebody who moves between post-16 institutions, the day of that move (PH-3).")
        try visitor.optional("transfer_year", &transferYear, "The calendar year of that transfer.")
        try visitor.optional("transfer_named", &transferNamed, "Whether the plan already names the setting after the transfer.")
        try visitor.optional("no_transfer", &noTransfer, "Whether somebody answered that no transfer between phases follows from the child's year group; absent when nobody was asked.")
        try visitor.field("model", &model, "The review model that holds for the child.")
        try visitor.optional("priority", &priority, "What people set so that the child comes first among equals.")
    }
}

/// The council no longer maintains the plan.
public struct PlanEnded: EventFields {
    /// Why, as SEN2 lists it.
    public var reason: EndReason = .other
    /// Of a plan that was transferred to another council: what went to it, and the hash of each document that went with it (reg 15). On `documents` under the role `transfer-record`.
    public var record: DocumentHash?

    public init() {}

    public init(reason: EndReason, record: DocumentHash? = nil) {
        self.reason = reason
        self.record = record
    }

    public static var type: StaticString { "plan-ended" }
    public static var kind: EventKind { .planEnded }
    public static var meaning: StaticString { "The council no longer maintains the plan." }
    public static var happens: StaticString { "The day it ended." }
    public static var example: StaticString { "{\"reason\":\"moved-outside-england\",\"record\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("reason", &reason, "Why, as SEN2 lists it.")
        try visitor.optional("record", &record, "Of a plan that was transferred to another council: what went to it, and the hash of each document that went with it (reg 15). On `documents` under the role `transfer-record`.")
    }
}

/// Someone who is told of the child, without a name: four separate facts, each with who decided it, when, and on what evidence. The latest of a number counts.
public struct ContactRecorded: EventFields {
    /// The number of the contact within the case, from 1.
    public var contact: UInt8 = 0
    /// What the contact is to the child.
    public var relation: Relation = .parent
    /// Whether the contact holds the rights that the law gives for this plan. On `documents` under the role `contact-evidence`.
    public var holdsRights: DecidedFact = DecidedFact()
    /// Whether anything may be sent to the contact; not so by a decision of the safeguarding lead. On `documents` under the role `contact-evidence`.
    public var mayBeWrittenTo: DecidedFact = DecidedFact()
    /// What the contact may see. On `documents` under the role `contact-evidence`.
    public var maySee: DecidedSight = DecidedSight()
    /// Whether where the child is must be kept from this contact. On `documents` under the role `contact-evidence`.
    public var locationProtected: DecidedFact = DecidedFact()
    /// In which format the contact chose to read letters; absent: what `people` holds of them, or as everybody.
    public var format: LetterFormat?

    public init() {}

    public init(contact: UInt8, relation: Relation, holdsRights: DecidedFact, mayBeWrittenTo: DecidedFact, maySee: DecidedSight, locationProtected: DecidedFact, format: LetterFormat? = nil) {
        self.contact = contact
        self.relation = relation
        self.holdsRights = holdsRights
        self.mayBeWrittenTo = mayBeWrittenTo
        self.maySee = maySee
        self.locationProtected = locationProtected
        self.format = format
    }

    public static var type: StaticString { "contact-recorded" }
    public static var kind: EventKind { .contactRecorded }
    public static var meaning: StaticString { "Someone who is told of the child, without a name: four separate facts, each with who decided it, when, and on what evidence. The latest of a number counts." }
    public static var happens: StaticString { "The day from which this is so." }
    public static var example: StaticString { "{\"contact\":2,\"relation\":\"parent\",\"holds_rights\":{\"is\":true,\"by\":\"C-07\",\"on\":\"2024-09-02\"},\"may_be_written_to\":{\"is\":false,\"by\":\"SG-1\",\"on\":\"2024-09-03\",\"evidence\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"},\"may_see\":{\"is\":\"nothing\",\"by\":\"SG-1\",\"on\":\"2024-09-03\"},\"location_protected\":{\"is\":true,\"by\":\"SG-1\",\"on\":\"2024-09-03\"}}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("contact", &contact, "The number of the contact within the case, from 1.")
        try visitor.field("relation", &relation, "What the contact is to the child.")
        try visitor.field("holds_rights", &holdsRights, "Whether the contact holds the rights that the law gives for this plan. On `documents` under the role `contact-evidence`.")
        try visitor.field("may_be_written_to", &mayBeWrittenTo, "Whether anything may be sent to the contact; not so by a decision of the safeguarding lead. On `documents` under the role `contact-evidence`.")
        try visitor.field("may_see", &maySee, "What the contact may see. On `documents` under the role `contact-evidence`.")
        try visitor.field("location_protected", &locationProtected, "Whether where the child is must be kept from this contact. On `documents` under the role `contact-evidence`.")
        try visitor.optional("format", &format, "In which format the contact chose to read letters; absent: what `people` holds of them, or as everybody.")
    }
}

/// Somebody asked for a review before it is due (CYC-10).
public struct EarlyReviewRequested: EventFields {
    /// Who asks: the family, the young person or the setting.
    public var from: Party = .parent
    /// On what ground.
    public var ground: EarlyReviewGround = .other
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// Where the request is. On `documents` under the role `request`.
    public var document: DocumentHash?

    public init() {}

    public init(from: Party, ground: EarlyReviewGround, contact: UInt8? = nil, document: DocumentHash? = nil) {
        self.from = from
        self.ground = ground
        self.contact = contact
        self.document = document
    }

    public static var type: StaticString { "early-review-requested" }
    public static var kind: EventKind { .earlyReviewRequested }
    public static var meaning: StaticString { "Somebody asked for a review before it is due (CYC-10)." }
    public static var happens: StaticString { "The day it was asked for." }
    public static var example: StaticString { "{\"from\":\"young-person\",\"ground\":\"not-attending\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "Who asks: the family, the young person or the setting.")
        try visitor.field("ground", &ground, "On what ground.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.optional("document", &document, "Where the request is. On `documents` under the role `request`.")
    }
}

/// The council answered a request for an early review (CYC-10).
public struct EarlyReviewAnswered: EventFields {
    /// The request that is answered, by its key.
    public var request: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// Whether the review is held early.
    public var agreed: Bool = false
    /// The review that the agreed request begins, or falls to when one is open.
    public var review: UInt8?
    /// The EHCP Coordinator who answers, by an id that is no name.
    public var officer: ActorID?
    /// The reasons in writing. On `documents` under the role `answer`.
    public var document: DocumentHash?

    public init() {}

    public init(request: SubmissionKey, agreed: Bool, review: UInt8? = nil, officer: ActorID? = nil, document: DocumentHash? = nil) {
        self.request = request
        self.agreed = agreed
        self.review = review
        self.officer = officer
        self.document = document
    }

    public static var type: StaticString { "early-review-answered" }
    public static var kind: EventKind { .earlyReviewAnswered }
    public static var meaning: StaticString { "The council answered a request for an early review (CYC-10)." }
    public static var happens: StaticString { "The day of the answer." }
    public static var example: StaticString { "{\"request\":\"EREiIjMzRERVVWZmd3eIiA\",\"agreed\":true,\"review\":4,\"officer\":\"C-07\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("request", &request, "The request that is answered, by its key.")
        try visitor.field("agreed", &agreed, "Whether the review is held early.")
        try visitor.optional("review", &review, "The review that the agreed request begins, or falls to when one is open.")
        try visitor.optional("officer", &officer, "The EHCP Coordinator who answers, by an id that is no name.")
        try visitor.optional("document", &document, "The reasons in writing. On `documents` under the role `answer`.")
    }
}

/// Progress was recorded between reviews; it counts for no date and no decision.
public struct ProgressRecorded: EventFields {
    /// Whose record it is.
    public var from: Party = .parent
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// Where it is. On `documents` under the role `progress`.
    public var document: DocumentHash?
    /// The provision of section F, or the outcomes of section E, that it comes from, each by its id in the plan.
    public var items: [PlanItemID]?
    /// How what is provided stands to what section F says. Less, or none, is not for a note to say: only an amendment of the plan changes it (reg 22, 28).
    public var provides: ProvisionChange?

    public init() {}

    public init(from: Party, contact: UInt8? = nil, document: DocumentHash? = nil, items: [PlanItemID]? = nil, provides: ProvisionChange? = nil) {
        self.from = from
        self.contact = contact
        self.document = document
        self.items = items
        self.provides = provides
    }

    public static var type: StaticString { "progress-recorded" }
    public static var kind: EventKind { .progressRecorded }
    public static var meaning: StaticString { "Progress was recorded between reviews; it counts for no date and no decision." }
    public static var happens: StaticString { "The day of which it tells." }
    public static var example: StaticString { "{\"from\":\"setting\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"items\":[\"F-3\",\"E-2\"],\"provides\":\"as-planned\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "Whose record it is.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.optional("document", &document, "Where it is. On `documents` under the role `progress`.")
        try visitor.optional("items", &items, "The provision of section F, or the outcomes of section E, that it comes from, each by its id in the plan.")
        try visitor.optional("provides", &provides, "How what is provided stands to what section F says. Less, or none, is not for a note to say: only an amendment of the plan changes it (reg 22, 28).")
    }
}

/// A review that was opened before this log knew of it.
public struct ReviewUnderWay: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The kind of review.
    public var kind: ReviewKind = .annual
    /// The last day of its twelve months.
    public var due: Day?

    public init() {}

    public init(review: UInt8, kind: ReviewKind, due: Day? = nil) {
        self.review = review
        self.kind = kind
        self.due = due
    }

    public static var type: StaticString { "review-under-way" }
    public static var kind: EventKind { .reviewUnderWay }
    public static var meaning: StaticString { "A review that was opened before this log knew of it." }
    public static var happens: StaticString { "The day it was opened, as far as known." }
    public static var example: StaticString { "{\"review\":3,\"kind\":\"phase-transfer\",\"due\":\"2024-12-01\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("kind", &kind, "The kind of review.")
        try visitor.optional("due", &due, "The last day of its twelve months.")
    }
}

/// The coordinator, the family and the setting chose the kind of review together.
public struct ApproachChosen: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The kind that was chosen.
    public var kind: ReviewKind = .annual
    /// Who agreed.
    public var agreed: [Party] = []
    /// Who did not.
    public var disagreed: [Party]?

    public init() {}

    public init(review: UInt8, kind: ReviewKind, agreed: [Party], disagreed: [Party]? = nil) {
        self.review = review
        self.kind = kind
        self.agreed = agreed
        self.disagreed = disagreed
    }

    public static var type: StaticString { "approach-chosen" }
    public static var kind: EventKind { .approachChosen }
    public static var meaning: StaticString { "The coordinator, the family and the setting chose the kind of review together." }
    public static var happens: StaticString { "The day it was agreed." }
    public static var example: StaticString { "{\"review\":3,\"kind\":\"progress\",\"agreed\":[\"parent\",\"setting\"],\"disagreed\":[\"health\"]}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("kind", &kind, "The kind that was chosen.")
        try visitor.field("agreed", &agreed, "Who agreed.")
        try visitor.optional("disagreed", &disagreed, "Who did not.")
    }
}

/// The council answered in writing somebody who did not agree with the kind of review (POL-1).
public struct DisagreementAnswered: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Who is answered.
    public var to: Party = .parent
    /// The answer. On `documents` under the role `answer`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, to: Party, document: DocumentHash? = nil) {
        self.review = review
        self.to = to
        self.document = document
    }

    public static var type: StaticString { "disagreement-answered" }
    public static var kind: EventKind { .disagreementAnswered }
    public static var meaning: StaticString { "The council answered in writing somebody who did not agree with the kind of review (POL-1)." }
    public static var happens: StaticString { "The day of the answer." }
    public static var example: StaticString { "{\"review\":3,\"to\":\"health\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("to", &to, "Who is answered.")
        try visitor.optional("document", &document, "The answer. On `documents` under the role `answer`.")
    }
}

/// The date of the review meeting was set or moved; the latest counts.
public struct MeetingArranged: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The date of the meeting.
    public var meeting: Day = Day(number: 0)

    public init() {}

    public init(review: UInt8, meeting: Day) {
        self.review = review
        self.meeting = meeting
    }

    public static var type: StaticString { "meeting-arranged" }
    public static var kind: EventKind { .meetingArranged }
    public static var meaning: StaticString { "The date of the review meeting was set or moved; the latest counts." }
    public static var happens: StaticString { "The day it was arranged." }
    public static var example: StaticString { "{\"review\":3,\"meeting\":\"2024-11-08\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("meeting", &meeting, "The date of the meeting.")
    }
}

/// Advice and information were sent to everyone invited (MTG-4).
public struct AdviceCirculated: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0

    public init() {}

    public init(review: UInt8) {
        self.review = review
    }

    public static var type: StaticString { "advice-circulated" }
    public static var kind: EventKind { .adviceCirculated }
    public static var meaning: StaticString { "Advice and information were sent to everyone invited (MTG-4)." }
    public static var happens: StaticString { "The day they were sent." }
    public static var example: StaticString { "{\"review\":3}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
    }
}

/// Someone's views came in.
public struct ViewsReceived: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Whose views.
    public var from: Party = .parent
    /// On which form; absent when on none.
    public var form: ViewsForm?
    /// Whether they came on paper.
    public var onPaper: Bool?
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// Where they are. On `documents` under the role `views`.
    public var document: DocumentHash?
    /// Of a professional's advice, the day on which it was written, which may be long before it came.
    public var written: Day?

    public init() {}

    public init(review: UInt8, from: Party, form: ViewsForm? = nil, onPaper: Bool? = nil, contact: UInt8? = nil, document: DocumentHash? = nil, written: Day? = nil) {
        self.review = review
        self.from = from
        self.form = form
        self.onPaper = onPaper
        self.contact = contact
        self.document = document
        self.written = written
    }

    public static var type: StaticString { "views-received" }
    public static var kind: EventKind { .viewsReceived }
    public static var meaning: StaticString { "Someone's views came in." }
    public static var happens: StaticString { "The day they came." }
    public static var example: StaticString { "{\"review\":3,\"from\":\"young-person\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("from", &from, "Whose views.")
        try visitor.optional("form", &form, "On which form; absent when on none.")
        try visitor.optional("on_paper", &onPaper, "Whether they came on paper.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.optional("document", &document, "Where they are. On `documents` under the role `views`.")
        try visitor.optional("written", &written, "Of a professional's advice, the day on which it was written, which may be long before it came.")
    }
}

/// The review meeting was held.
public struct MeetingHeld: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Who took part in any of it; absent: nobody said who.
    public var attended: [Party]?

    public init() {}

    public init(review: UInt8, attended: [Party]? = nil) {
        self.review = review
        self.attended = attended
    }

    public static var type: StaticString { "meeting-held" }
    public static var kind: EventKind { .meetingHeld }
    public static var meaning: StaticString { "The review meeting was held." }
    public static var happens: StaticString { "The day of the meeting: the decision's four weeks start here (DEC-1)." }
    public static var example: StaticString { "{\"review\":3}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("attended", &attended, "Who took part in any of it; absent: nobody said who.")
    }
}

/// The written report of the meeting was sent to everyone invited (REP-1).
public struct ReportReceived: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// What it recommends.
    public var recommends: Outcome?
    /// Where it is. On `documents` under the role `report`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, recommends: Outcome? = nil, document: DocumentHash? = nil) {
        self.review = review
        self.recommends = recommends
        self.document = document
    }

    public static var type: StaticString { "report-received" }
    public static var kind: EventKind { .reportReceived }
    public static var meaning: StaticString { "The written report of the meeting was sent to everyone invited (REP-1)." }
    public static var happens: StaticString { "The day it was sent." }
    public static var example: StaticString { "{\"review\":3,\"recommends\":\"amend\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("recommends", &recommends, "What it recommends.")
        try visitor.optional("document", &document, "Where it is. On `documents` under the role `report`.")
    }
}

/// Short-term outcomes were agreed. The council keeps them outside the plan: they never replace section E.
public struct ShortTermOutcomesAgreed: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Where they are. On `documents` under the role `outcomes`.
    public var document: DocumentHash?
    /// The provision of section F, or the outcomes of section E, that it comes from, each by its id in the plan.
    public var items: [PlanItemID]?
    /// How what is provided stands to what section F says. Less, or none, is not for a note to say: only an amendment of the plan changes it (reg 22, 28).
    public var provides: ProvisionChange?
    /// How many there are; absent: nobody counted them.
    public var targets: UInt8?
    /// Of how many of them it is written who sees to it, and by which day.
    public var targetsOwned: UInt8?

    public init() {}

    public init(review: UInt8, document: DocumentHash? = nil, items: [PlanItemID]? = nil, provides: ProvisionChange? = nil, targets: UInt8? = nil, targetsOwned: UInt8? = nil) {
        self.review = review
        self.document = document
        self.items = items
        self.provides = provides
        self.targets = targets
        self.targetsOwned = targetsOwned
    }

    public static var type: StaticString { "short-term-outcomes-agreed" }
    public static var kind: EventKind { .shortTermOutcomesAgreed }
    public static var meaning: StaticString { "Short-term outcomes were agreed. The council keeps them outside the plan: they never replace section E." }
    public static var happens: StaticString { "The day they were agreed." }
    public static var example: StaticString { "{\"review\":3,\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"items\":[\"F-3\",\"E-2\"],\"provides\":\"as-planned\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("document", &document, "Where they are. On `documents` under the role `outcomes`.")
        try visitor.optional("items", &items, "The provision of section F, or the outcomes of section E, that it comes from, each by its id in the plan.")
        try visitor.optional("provides", &provides, "How what is provided stands to what section F says. Less, or none, is not for a note to say: only an amendment of the plan changes it (reg 22, 28).")
        try visitor.optional("targets", &targets, "How many there are; absent: nobody counted them.")
        try visitor.optional("targets_owned", &targetsOwned, "Of how many of them it is written who sees to it, and by which day.")
    }
}

/// An EHCP Coordinator decided, and asks for the letter.
public struct DecisionSubmitted: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The outcome; a decision without one is refused.
    public var outcome: Outcome?
    /// The EHCP Coordinator who decides, by an id that is no name; one without is refused.
    public var officer: ActorID?
    /// The reasons, written for this child; a decision without is refused. On `documents` under the role `reasons`.
    public var reasons: DocumentHash?
    /// The plan as it stands, which an amendment notice must carry (reg 22(2)). On `documents` under the role `plan`.
    public var plan: DocumentHash?
    /// The proposed amendments (reg 22(2)). On `documents` under the role `amendments`.
    public var amendments: DocumentHash?
    /// The evidence for them (reg 22(2)). On `documents` under the role `evidence`.
    public var evidence: [DocumentHash]?
    /// When the parent and the setting were consulted on ceasing, and answered (reg 31).
    public var consulted: Day?
    /// The day from which the council means to cease.
    public var ceases: Day?
    /// The manager, by an id that is no name, who passes a decision in spite of what was shown.
    public var passedBy: ActorID?
    /// That manager's explanation. On `documents` under the role `explanation`.
    public var explanation: DocumentHash?
    /// On what ground the plan ceases; to cease without one is refused (CEASE-1).
    public var ground: CeaseGround?
    /// The days on which consultation on ceasing was offered and nobody answered.
    public var offered: [Day]?
    /// Of somebody of 18 or over who left: what the review found about a return to education or training (CEASE-7).
    public var noReturn: NoReturn?
    /// Of somebody of 19 or over: whether the education and training outcomes of the plan are achieved (CEASE-8).
    public var outcomesAchieved: Bool?
    /// Of somebody of 24 or over: what kind of institution they attend, on which the last day of the plan depends (CEASE-9).
    public var institution: Institution?
    /// When their course, or their training as an apprentice, ends (CEASE-9).
    public var courseEnds: Day?
    /// The pieces of the family's evidence, and its requests, of which the reasons speak, each by the key of its report.
    public var weighed: [SubmissionKey]?
    /// What was asked about it and passed all the same: of each finding its code and its values, as in `docs/findings.md`, with a bar between.
    public var defects: [String]?
    /// Where the family was told before and something in that letter was wrong: what, in words that the new letter quotes. On `documents` under the role `reasons`.
    public var correction: DocumentHash?

    public init() {}

    public init(review: UInt8, outcome: Outcome? = nil, officer: ActorID? = nil, reasons: DocumentHash? = nil, plan: DocumentHash? = nil, amendments: DocumentHash? = nil, evidence: [DocumentHash]? = nil, consulted: Day? = nil, ceases: Day? = nil, passedBy: ActorID? = nil, explanation: DocumentHash? = nil, ground: CeaseGround? = nil, offered: [Day]? = nil, noReturn: NoReturn? = nil, outcomesAchieved: Bool? = nil, institution: Institution? = nil, courseEnds: Day? = nil, weighed: [SubmissionKey]? = nil, defects: [String]? = nil, correction: DocumentHash? = nil) {
        self.review = review
        self.outcome = outcome
        self.officer = officer
        self.reasons = reasons
        self.plan = plan
        self.amendments = amendments
        self.evidence = evidence
        self.consulted = consulted
        self.ceases = ceases
        self.passedBy = passedBy
        self.explanation = explanation
        self.ground = ground
        self.offered = offered
        self.noReturn = noReturn
        self.outcomesAchieved = outcomesAchieved
        self.institution = institution
        self.courseEnds = courseEnds
        self.weighed = weighed
        self.defects = defects
        self.correction = correction
    }

    public static var type: StaticString { "decision-submitted" }
    public static var kind: EventKind { .decisionSubmitted }
    public static var meaning: StaticString { "An EHCP Coordinator decided, and asks for the letter." }
    public static var happens: StaticString { "The day of the decision." }
    public static var example: StaticString { "{\"review\":3,\"outcome\":\"amend\",\"officer\":\"C-07\",\"reasons\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"plan\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"amendments\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"evidence\":[\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"],\"consulted\":\"2024-11-02\",\"ceases\":\"2025-01-31\",\"passed_by\":\"M-02\",\"explanation\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"ground\":\"no-longer-necessary\",\"offered\":[\"2024-10-14\",\"2024-10-28\"],\"no_return\":\"not-wished\",\"outcomes_achieved\":true,\"institution\":\"college\",\"course_ends\":\"2025-07-31\",\"weighed\":[\"EREiIjMzRERVVWZmd3eIiA\"],\"defects\":[\"no-report\"]}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("outcome", &outcome, "The outcome; a decision without one is refused.")
        try visitor.optional("officer", &officer, "The EHCP Coordinator who decides, by an id that is no name; one without is refused.")
        try visitor.optional("reasons", &reasons, "The reasons, written for this child; a decision without is refused. On `documents` under the role `reasons`.")
        try visitor.optional("plan", &plan, "The plan as it stands, which an amendment notice must carry (reg 22(2)). On `documents` under the role `plan`.")
        try visitor.optional("amendments", &amendments, "The proposed amendments (reg 22(2)). On `documents` under the role `amendments`.")
        try visitor.optional("evidence", &evidence, "The evidence for them (reg 22(2)). On `documents` under the role `evidence`.")
        try visitor.optional("consulted", &consulted, "When the parent and the setting were consulted on ceasing, and answered (reg 31).")
        try visitor.optional("ceases", &ceases, "The day from which the council means to cease.")
        try visitor.optional("passed_by", &passedBy, "The manager, by an id that is no name, who passes a decision in spite of what was shown.")
        try visitor.optional("explanation", &explanation, "That manager's explanation. On `documents` under the role `explanation`.")
        try visitor.optional("ground", &ground, "On what ground the plan ceases; to cease without one is refused (CEASE-1).")
        try visitor.optional("offered", &offered, "The days on which consultation on ceasing was offered and nobody answered.")
        try visitor.optional("no_return", &noReturn, "Of somebody of 18 or over who left: what the review found about a return to education or training (CEASE-7).")
        try visitor.optional("outcomes_achieved", &outcomesAchieved, "Of somebody of 19 or over: whether the education and training outcomes of the plan are achieved (CEASE-8).")
        try visitor.optional("institution", &institution, "Of somebody of 24 or over: what kind of institution they attend, on which the last day of the plan depends (CEASE-9).")
        try visitor.optional("course_ends", &courseEnds, "When their course, or their training as an apprentice, ends (CEASE-9).")
        try visitor.optional("weighed", &weighed, "The pieces of the family's evidence, and its requests, of which the reasons speak, each by the key of its report.")
        try visitor.optional("defects", &defects, "What was asked about it and passed all the same: of each finding its code and its values, as in `docs/findings.md`, with a bar between.")
        try visitor.optional("correction", &correction, "Where the family was told before and something in that letter was wrong: what, in words that the new letter quotes. On `documents` under the role `reasons`.")
    }
}

/// A decision whose letter was sent outside this system.
public struct DecisionRecorded: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The outcome, if it was recorded.
    public var outcome: Outcome?
    /// The day the amendment notice was sent.
    public var notice: Day?

    public init() {}

    public init(review: UInt8, outcome: Outcome? = nil, notice: Day? = nil) {
        self.review = review
        self.outcome = outcome
        self.notice = notice
    }

    public static var type: StaticString { "decision-recorded" }
    public static var kind: EventKind { .decisionRecorded }
    public static var meaning: StaticString { "A decision whose letter was sent outside this system." }
    public static var happens: StaticString { "The day the letter was sent." }
    public static var example: StaticString { "{\"review\":3,\"outcome\":\"cease\",\"notice\":\"2024-11-20\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("outcome", &outcome, "The outcome, if it was recorded.")
        try visitor.optional("notice", &notice, "The day the amendment notice was sent.")
    }
}

/// A decision whose letter was sent outside this system on a day that nobody knows: it counts for no date, and the review is not complete by it.
public struct DecisionUndated: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The outcome, if it is known.
    public var outcome: Outcome?
    /// The day the amendment notice was sent, if it is known.
    public var notice: Day?

    public init() {}

    public init(review: UInt8, outcome: Outcome? = nil, notice: Day? = nil) {
        self.review = review
        self.outcome = outcome
        self.notice = notice
    }

    public static var type: StaticString { "decision-undated" }
    public static var kind: EventKind { .decisionUndated }
    public static var meaning: StaticString { "A decision whose letter was sent outside this system on a day that nobody knows: it counts for no date, and the review is not complete by it." }
    public static var happens: StaticString { "The day from which this is known." }
    public static var example: StaticString { "{\"review\":3,\"outcome\":\"amend\",\"notice\":\"2024-11-20\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("outcome", &outcome, "The outcome, if it is known.")
        try visitor.optional("notice", &notice, "The day the amendment notice was sent, if it is known.")
    }
}

/// The family answered the amendment notice (AMD-2).
public struct RepresentationsReceived: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// Where it is. On `documents` under the role `representations`.
    public var document: DocumentHash?
    /// About which sections of the plan.
    public var sections: [PlanSection]?
    /// The setting that the family asks for, by URN or UKPRN, if it has a number (CFA 2014 s.38).
    public var setting: UInt32?
    /// Whether the family asks for a meeting with an officer (reg 22(2)(c)).
    public var asksMeeting: Bool?
    /// Whether the family says that nothing more will come: then its fifteen days need not be waited for.
    public var isFinal: Bool?

    public init() {}

    public init(review: UInt8, contact: UInt8? = nil, document: DocumentHash? = nil, sections: [PlanSection]? = nil, setting: UInt32? = nil, asksMeeting: Bool? = nil, isFinal: Bool? = nil) {
        self.review = review
        self.contact = contact
        self.document = document
        self.sections = sections
        self.setting = setting
        self.asksMeeting = asksMeeting
        self.isFinal = isFinal
    }

    public static var type: StaticString { "representations-received" }
    public static var kind: EventKind { .representationsReceived }
    public static var meaning: StaticString { "The family answered the amendment notice (AMD-2)." }
    public static var happens: StaticString { "The day the answer came." }
    public static var example: StaticString { "{\"review\":3,\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"sections\":[\"B\",\"F\"],\"setting\":101234,\"asks_meeting\":true,\"is_final\":true}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.optional("document", &document, "Where it is. On `documents` under the role `representations`.")
        try visitor.optional("sections", &sections, "About which sections of the plan.")
        try visitor.optional("setting", &setting, "The setting that the family asks for, by URN or UKPRN, if it has a number (CFA 2014 s.38).")
        try visitor.optional("asks_meeting", &asksMeeting, "Whether the family asks for a meeting with an officer (reg 22(2)(c)).")
        try visitor.optional("is_final", &isFinal, "Whether the family says that nothing more will come: then its fifteen days need not be waited for.")
    }
}

/// An EHCP Coordinator finished the amendment, and asks for the letter.
public struct FinalSubmitted: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Amended, or not after all.
    public var outcome: FinalOutcome?
    /// The EHCP Coordinator who decides, by an id that is no name; one without is refused.
    public var officer: ActorID?
    /// The reasons; not to amend after all is refused without (reg 22(4)). On `documents` under the role `reasons`.
    public var reasons: DocumentHash?
    /// The final amended plan. On `documents` under the role `final-plan`.
    public var plan: DocumentHash?
    /// The setting that section I names, by URN or UKPRN, if it has a number.
    public var setting: UInt32?
    /// Whether section I names the setting, or its type, after the phase transfer.
    public var namesTransfer: Bool?
    /// The manager, or named deputy, who passes it in spite of what was shown, by an id that is no name; nobody did.
    public var passedBy: ActorID?
    /// Their explanation. On `documents` under the role `explanation`.
    public var explanation: DocumentHash?
    /// What they passed: of each finding its code and its values, as in `docs/findings.md`, with a bar between.
    public var defects: [String]?
    /// Where the family was told before and something in that letter was wrong: what, in words that the new letter quotes. On `documents` under the role `reasons`.
    public var correction: DocumentHash?

    public init() {}

    public init(review: UInt8, outcome: FinalOutcome? = nil, officer: ActorID? = nil, reasons: DocumentHash? = nil, plan: DocumentHash? = nil, setting: UInt32? = nil, namesTransfer: Bool? = nil, passedBy: ActorID? = nil, explanation: DocumentHash? = nil, defects: [String]? = nil, correction: DocumentHash? = nil) {
        self.review = review
        self.outcome = outcome
        self.officer = officer
        self.reasons = reasons
        self.plan = plan
        self.setting = setting
        self.namesTransfer = namesTransfer
        self.passedBy = passedBy
        self.explanation = explanation
        self.defects = defects
        self.correction = correction
    }

    public static var type: StaticString { "final-submitted" }
    public static var kind: EventKind { .finalSubmitted }
    public static var meaning: StaticString { "An EHCP Coordinator finished the amendment, and asks for the letter." }
    public static var happens: StaticString { "The day of that decision." }
    public static var example: StaticString { "{\"review\":3,\"outcome\":\"not-amended\",\"officer\":\"C-07\",\"reasons\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"plan\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"setting\":101234,\"names_transfer\":true}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("outcome", &outcome, "Amended, or not after all.")
        try visitor.optional("officer", &officer, "The EHCP Coordinator who decides, by an id that is no name; one without is refused.")
        try visitor.optional("reasons", &reasons, "The reasons; not to amend after all is refused without (reg 22(4)). On `documents` under the role `reasons`.")
        try visitor.optional("plan", &plan, "The final amended plan. On `documents` under the role `final-plan`.")
        try visitor.optional("setting", &setting, "The setting that section I names, by URN or UKPRN, if it has a number.")
        try visitor.optional("names_transfer", &namesTransfer, "Whether section I names the setting, or its type, after the phase transfer.")
        try visitor.optional("passed_by", &passedBy, "The manager, or named deputy, who passes it in spite of what was shown, by an id that is no name; nobody did.")
        try visitor.optional("explanation", &explanation, "Their explanation. On `documents` under the role `explanation`.")
        try visitor.optional("defects", &defects, "What they passed: of each finding its code and its values, as in `docs/findings.md`, with a bar between.")
        try visitor.optional("correction", &correction, "Where the family was told before and something in that letter was wrong: what, in words that the new letter quotes. On `documents` under the role `reasons`.")
    }
}

/// A final plan, or a decision not to amend, whose letter was sent outside this system.
public struct FinalRecorded: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Amended, or not after all.
    public var outcome: FinalOutcome?
    /// Whether section I names the setting, or its type, after the phase transfer.
    public var namesTransfer: Bool?

    public init() {}

    public init(review: UInt8, outcome: FinalOutcome? = nil, namesTransfer: Bool? = nil) {
        self.review = review
        self.outcome = outcome
        self.namesTransfer = namesTransfer
    }

    public static var type: StaticString { "final-recorded" }
    public static var kind: EventKind { .finalRecorded }
    public static var meaning: StaticString { "A final plan, or a decision not to amend, whose letter was sent outside this system." }
    public static var happens: StaticString { "The day it was sent." }
    public static var example: StaticString { "{\"review\":3,\"outcome\":\"amended\",\"names_transfer\":false}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("outcome", &outcome, "Amended, or not after all.")
        try visitor.optional("names_transfer", &namesTransfer, "Whether section I names the setting, or its type, after the phase transfer.")
    }
}

/// A report that was filed on the wrong child, or never should have been, no longer counts.
public struct Withdrawn: EventFields {
    /// The report that no longer counts.
    public var report: SubmissionKey = SubmissionKey(high: 0, low: 0)

    public init() {}

    public init(report: SubmissionKey) {
        self.report = report
    }

    public static var type: StaticString { "withdrawn" }
    public static var kind: EventKind { .withdrawn }
    public static var meaning: StaticString { "A report that was filed on the wrong child, or never should have been, no longer counts." }
    public static var happens: StaticString { "The day it was withdrawn." }
    public static var example: StaticString { "{\"report\":\"EREiIjMzRERVVWZmd3eIiA\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("report", &report, "The report that no longer counts.")
    }
}

/// Somebody assessed whether the young person has the capacity for one decision (CFA 2014 s.80; SEND Regulations 2014, regs 63 to 65). The latest about a decision counts.
public struct CapacityAssessed: EventFields {
    /// The one decision that it is about.
    public var decision: CapacityDecision = .annualReview
    /// Whether the young person lacks the capacity for it.
    public var lacks: Bool = false
    /// Who assessed it, by an id that is no name.
    public var assessor: ActorID = .none
    /// The assessment in writing. On `documents` under the role `capacity-evidence`.
    public var evidence: DocumentHash = DocumentHash(0, 0, 0, 0)
    /// The last day for assessing it again.
    public var againBy: Day = Day(number: 0)

    public init() {}

    public init(decision: CapacityDecision, lacks: Bool, assessor: ActorID, evidence: DocumentHash, againBy: Day) {
        self.decision = decision
        self.lacks = lacks
        self.assessor = assessor
        self.evidence = evidence
        self.againBy = againBy
    }

    public static var type: StaticString { "capacity-assessed" }
    public static var kind: EventKind { .capacityAssessed }
    public static var meaning: StaticString { "Somebody assessed whether the young person has the capacity for one decision (CFA 2014 s.80; SEND Regulations 2014, regs 63 to 65). The latest about a decision counts." }
    public static var happens: StaticString { "The day of the assessment." }
    public static var example: StaticString { "{\"decision\":\"annual-review\",\"lacks\":true,\"assessor\":\"SW-4\",\"evidence\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"again_by\":\"2025-06-30\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("decision", &decision, "The one decision that it is about.")
        try visitor.field("lacks", &lacks, "Whether the young person lacks the capacity for it.")
        try visitor.field("assessor", &assessor, "Who assessed it, by an id that is no name.")
        try visitor.field("evidence", &evidence, "The assessment in writing. On `documents` under the role `capacity-evidence`.")
        try visitor.field("again_by", &againBy, "The last day for assessing it again.")
    }
}

/// The child moved in, and the plan was transferred from another council, whose days go on to count (reg 15).
public struct MovedIn: EventFields {
    /// The day the old council first made the plan (MOV-3).
    public var made: Day?
    /// The day the old council sent the decision of its last review (MOV-5).
    public var reviewed: Day?
    /// The day the child moved (MOV-1).
    public var moved: Day?
    /// The day the old council became aware of the move, when that was less than fifteen working days before it (MOV-2).
    public var aware: Day?
    /// The day on which the family was told in writing of the transfer, and when the plan is reviewed (MOV-4).
    public var told: Day?
    /// What the old council reported of the plan when it transferred it, word for word. On `documents` under the role `transfer-record`.
    public var record: DocumentHash?
    /// Whether this council assesses the needs again, as the family is told (MOV-4); absent: it does not propose to.
    public var reassesses: Bool?

    public init() {}

    public init(made: Day? = nil, reviewed: Day? = nil, moved: Day? = nil, aware: Day? = nil, told: Day? = nil, record: DocumentHash? = nil, reassesses: Bool? = nil) {
        self.made = made
        self.reviewed = reviewed
        self.moved = moved
        self.aware = aware
        self.told = told
        self.record = record
        self.reassesses = reassesses
    }

    public static var type: StaticString { "moved-in" }
    public static var kind: EventKind { .movedIn }
    public static var meaning: StaticString { "The child moved in, and the plan was transferred from another council, whose days go on to count (reg 15)." }
    public static var happens: StaticString { "The day on which the plan was transferred to this council." }
    public static var example: StaticString { "{\"made\":\"2019-07-12\",\"reviewed\":\"2023-02-10\",\"moved\":\"2024-02-26\",\"aware\":\"2024-02-12\",\"told\":\"2024-04-03\",\"record\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.optional("made", &made, "The day the old council first made the plan (MOV-3).")
        try visitor.optional("reviewed", &reviewed, "The day the old council sent the decision of its last review (MOV-5).")
        try visitor.optional("moved", &moved, "The day the child moved (MOV-1).")
        try visitor.optional("aware", &aware, "The day the old council became aware of the move, when that was less than fifteen working days before it (MOV-2).")
        try visitor.optional("told", &told, "The day on which the family was told in writing of the transfer, and when the plan is reviewed (MOV-4).")
        try visitor.optional("record", &record, "What the old council reported of the plan when it transferred it, word for word. On `documents` under the role `transfer-record`.")
        try visitor.optional("reassesses", &reassesses, "Whether this council assesses the needs again, as the family is told (MOV-4); absent: it does not propose to.")
    }
}

/// A version of the plan in sections with ids, as it was issued. Its text stands on `documents` alone.
public struct PlanVersionRecorded: EventFields {
    /// The plan in sections A to K, as `docs/schemas/plan.schema.json` has it; why it was made stands in it. On `documents` under the role `structured-plan`.
    public var plan: DocumentHash = DocumentHash(0, 0, 0, 0)
    /// The paper that was issued, where the sections were read from one. On `documents` under the role `plan`.
    public var source: DocumentHash?
    /// Who decided it, by an id that is no name; absent where another council did, or nobody knows.
    public var officer: ActorID?
    /// The submitted final plan whose text this is: it is a version once that is made.
    public var final: SubmissionKey?

    public init() {}

    public init(plan: DocumentHash, source: DocumentHash? = nil, officer: ActorID? = nil, final: SubmissionKey? = nil) {
        self.plan = plan
        self.source = source
        self.officer = officer
        self.final = final
    }

    public static var type: StaticString { "plan-version-recorded" }
    public static var kind: EventKind { .planVersionRecorded }
    public static var meaning: StaticString { "A version of the plan in sections with ids, as it was issued. Its text stands on `documents` alone." }
    public static var happens: StaticString { "The day on which that version was made." }
    public static var example: StaticString { "{\"plan\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"source\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"officer\":\"C-07\",\"final\":\"EREiIjMzRERVVWZmd3eIiA\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("plan", &plan, "The plan in sections A to K, as `docs/schemas/plan.schema.json` has it; why it was made stands in it. On `documents` under the role `structured-plan`.")
        try visitor.optional("source", &source, "The paper that was issued, where the sections were read from one. On `documents` under the role `plan`.")
        try visitor.optional("officer", &officer, "Who decided it, by an id that is no name; absent where another council did, or nobody knows.")
        try visitor.optional("final", &final, "The submitted final plan whose text this is: it is a version once that is made.")
    }
}

/// A piece of evidence came in of itself, as a private report: the review weighs each one.
public struct EvidenceReceived: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Who gave it.
    public var from: Party = .parent
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// Where it is. On `documents` under the role `evidence`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, from: Party, contact: UInt8? = nil, document: DocumentHash? = nil) {
        self.review = review
        self.from = from
        self.contact = contact
        self.document = document
    }

    public static var type: StaticString { "evidence-received" }
    public static var kind: EventKind { .evidenceReceived }
    public static var meaning: StaticString { "A piece of evidence came in of itself, as a private report: the review weighs each one." }
    public static var happens: StaticString { "The day it came." }
    public static var example: StaticString { "{\"review\":3,\"from\":\"parent\",\"contact\":1,\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("from", &from, "Who gave it.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.optional("document", &document, "Where it is. On `documents` under the role `evidence`.")
    }
}

/// Somebody asked for a change of the plan outside its review (AMD-8; SEND Regulations 2014, reg 28). The law sets no time for the answer, and the council's policy does.
public struct ChangeRequested: EventFields {
    /// Who asks.
    public var from: Party = .parent
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// About which sections of the plan.
    public var sections: [PlanSection]?
    /// Who answers it, by an id that is no name; nobody: whoever holds the case.
    public var owner: ActorID?
    /// Where the request is. On `documents` under the role `request`.
    public var document: DocumentHash?

    public init() {}

    public init(from: Party, contact: UInt8? = nil, sections: [PlanSection]? = nil, owner: ActorID? = nil, document: DocumentHash? = nil) {
        self.from = from
        self.contact = contact
        self.sections = sections
        self.owner = owner
        self.document = document
    }

    public static var type: StaticString { "change-requested" }
    public static var kind: EventKind { .changeRequested }
    public static var meaning: StaticString { "Somebody asked for a change of the plan outside its review (AMD-8; SEND Regulations 2014, reg 28). The law sets no time for the answer, and the council's policy does." }
    public static var happens: StaticString { "The day it was asked for." }
    public static var example: StaticString { "{\"from\":\"parent\",\"contact\":1,\"sections\":[\"F\"],\"owner\":\"C-07\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "Who asks.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.optional("sections", &sections, "About which sections of the plan.")
        try visitor.optional("owner", &owner, "Who answers it, by an id that is no name; nobody: whoever holds the case.")
        try visitor.optional("document", &document, "Where the request is. On `documents` under the role `request`.")
    }
}

/// The council answered a request for a change of the plan (AMD-8).
public struct ChangeAnswered: EventFields {
    /// The request that is answered, by its key.
    public var request: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// Whether the council proposes the change, by an amendment notice.
    public var agreed: Bool = false
    /// Who answers, by an id that is no name.
    public var officer: ActorID?
    /// The answer in writing, with its reasons. On `documents` under the role `answer`.
    public var document: DocumentHash?

    public init() {}

    public init(request: SubmissionKey, agreed: Bool, officer: ActorID? = nil, document: DocumentHash? = nil) {
        self.request = request
        self.agreed = agreed
        self.officer = officer
        self.document = document
    }

    public static var type: StaticString { "change-answered" }
    public static var kind: EventKind { .changeAnswered }
    public static var meaning: StaticString { "The council answered a request for a change of the plan (AMD-8)." }
    public static var happens: StaticString { "The day of the answer." }
    public static var example: StaticString { "{\"request\":\"EREiIjMzRERVVWZmd3eIiA\",\"agreed\":false,\"officer\":\"C-07\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("request", &request, "The request that is answered, by its key.")
        try visitor.field("agreed", &agreed, "Whether the council proposes the change, by an amendment notice.")
        try visitor.optional("officer", &officer, "Who answers, by an id that is no name.")
        try visitor.optional("document", &document, "The answer in writing, with its reasons. On `documents` under the role `answer`.")
    }
}

/// A step of an appeal to the Tribunal about the decision or the final plan of a review (CFA 2014 s.51).
public struct AppealRecorded: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Which step.
    public var step: AppealStep = .lodged

    public init() {}

    public init(review: UInt8, step: AppealStep) {
        self.review = review
        self.step = step
    }

    public static var type: StaticString { "appeal-recorded" }
    public static var kind: EventKind { .appealRecorded }
    public static var meaning: StaticString { "A step of an appeal to the Tribunal about the decision or the final plan of a review (CFA 2014 s.51)." }
    public static var happens: StaticString { "The day of the step: of an appeal that was lodged, the day on which the council was sent it; of an order, the day it was made." }
    public static var example: StaticString { "{\"review\":3,\"step\":\"ordered-to-amend\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("step", &step, "Which step.")
    }
}

/// A step of mediation about the decision or the final plan of a review (CFA 2014 s.52 to 56).
public struct MediationRecorded: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Which step.
    public var step: MediationStep = .wanted

    public init() {}

    public init(review: UInt8, step: MediationStep) {
        self.review = review
        self.step = step
    }

    public static var type: StaticString { "mediation-recorded" }
    public static var kind: EventKind { .mediationRecorded }
    public static var meaning: StaticString { "A step of mediation about the decision or the final plan of a review (CFA 2014 s.52 to 56)." }
    public static var happens: StaticString { "The day of the step: of a certificate, the day it was issued." }
    public static var example: StaticString { "{\"review\":3,\"step\":\"certificate\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("step", &step, "Which step.")
    }
}

/// A message that had left did not reach whoever it was for, and is to go again: a message of its own, whose fact is this report. Whoever was told stays told.
public struct ResendAsked: EventFields {
    /// The message that is to go again, by its id: one that was sent and came back, or of which its addressee says that it did not come.
    public var message: ConclusionID = ConclusionID(.tellAgain)
    /// By which way it is to go; absent: as the record of its addressee says by then.
    public var by: Delivery?
    /// Why it is to arrive this time.
    public var why: ResendGround = .newAddress

    public init() {}

    public init(message: ConclusionID, by: Delivery? = nil, why: ResendGround) {
        self.message = message
        self.by = by
        self.why = why
    }

    public static var type: StaticString { "resend-asked" }
    public static var kind: EventKind { .resendAsked }
    public static var meaning: StaticString { "A message that had left did not reach whoever it was for, and is to go again: a message of its own, whose fact is this report. Whoever was told stays told." }
    public static var happens: StaticString { "The day on which somebody decided so." }
    public static var example: StaticString { "{\"message\":\"review-3/tell-decision/EREiIjMzRE8/contact-1\",\"by\":\"post\",\"why\":\"new-address\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("message", &message, "The message that is to go again, by its id: one that was sent and came back, or of which its addressee says that it did not come.")
        try visitor.optional("by", &by, "By which way it is to go; absent: as the record of its addressee says by then.")
        try visitor.field("why", &why, "Why it is to arrive this time.")
    }
}

/// Somebody looked through what goes to a contact from whom it is kept where the child is: it does not tell it, and may leave.
public struct LookedThrough: EventFields {
    /// The message, by its id: with its letter, and with all that comes with it.
    public var message: ConclusionID = ConclusionID(.tellDecision)

    public init() {}

    public init(message: ConclusionID) {
        self.message = message
    }

    public static var type: StaticString { "looked-through" }
    public static var kind: EventKind { .lookedThrough }
    public static var meaning: StaticString { "Somebody looked through what goes to a contact from whom it is kept where the child is: it does not tell it, and may leave." }
    public static var happens: StaticString { "The day on which they did." }
    public static var example: StaticString { "{\"message\":\"review-3/tell-decision/EREiIjMzRE8/contact-1\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("message", &message, "The message, by its id: with its letter, and with all that comes with it.")
    }
}

/// What became of the family's answer to the amendment notice, or of what it says of one section: used, or not, and why. The letter that ends the amendment says so.
public struct AmendmentAnswered: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// The family's answer, by its key.
    public var answer: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// What it says of which sections; absent: all that it says.
    public var sections: [PlanSection]?
    /// Whether the plan is changed by it.
    public var used: Bool = false
    /// Of what was used, the items of the final plan in which it was.
    public var items: [PlanItemID]?
    /// Who answers, by an id that is no name.
    public var officer: ActorID?
    /// What the family said and what was done with it, or why it was not used, in words that the letter quotes. On `documents` under the role `answer`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, answer: SubmissionKey, sections: [PlanSection]? = nil, used: Bool, items: [PlanItemID]? = nil, officer: ActorID? = nil, document: DocumentHash? = nil) {
        self.review = review
        self.answer = answer
        self.sections = sections
        self.used = used
        self.items = items
        self.officer = officer
        self.document = document
    }

    public static var type: StaticString { "amendment-answered" }
    public static var kind: EventKind { .amendmentAnswered }
    public static var meaning: StaticString { "What became of the family's answer to the amendment notice, or of what it says of one section: used, or not, and why. The letter that ends the amendment says so." }
    public static var happens: StaticString { "The day of that." }
    public static var example: StaticString { "{\"review\":3,\"answer\":\"EREiIjMzRERVVWZmd3eIiA\",\"sections\":[\"F\"],\"used\":true,\"items\":[\"F-3\"],\"officer\":\"C-07\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("answer", &answer, "The family's answer, by its key.")
        try visitor.optional("sections", &sections, "What it says of which sections; absent: all that it says.")
        try visitor.field("used", &used, "Whether the plan is changed by it.")
        try visitor.optional("items", &items, "Of what was used, the items of the final plan in which it was.")
        try visitor.optional("officer", &officer, "Who answers, by an id that is no name.")
        try visitor.optional("document", &document, "What the family said and what was done with it, or why it was not used, in words that the letter quotes. On `documents` under the role `answer`.")
    }
}

/// An officer met the family about the proposed amendments, which it may ask for (reg 22(2)(c)).
public struct OfficerMet: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Which of the child's contacts, by number, where it was one of them.
    public var contact: UInt8?
    /// Who met them, by an id that is no name.
    public var officer: ActorID?
    /// What was said, in writing. On `documents` under the role `representations`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, contact: UInt8? = nil, officer: ActorID? = nil, document: DocumentHash? = nil) {
        self.review = review
        self.contact = contact
        self.officer = officer
        self.document = document
    }

    public static var type: StaticString { "officer-met" }
    public static var kind: EventKind { .officerMet }
    public static var meaning: StaticString { "An officer met the family about the proposed amendments, which it may ask for (reg 22(2)(c))." }
    public static var happens: StaticString { "The day of the meeting." }
    public static var example: StaticString { "{\"review\":3,\"contact\":1,\"officer\":\"C-07\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it was one of them.")
        try visitor.optional("officer", &officer, "Who met them, by an id that is no name.")
        try visitor.optional("document", &document, "What was said, in writing. On `documents` under the role `representations`.")
    }
}

/// A paper does not belong in this file: it is shown, enclosed and exported nowhere any more, and its bytes are erased. Where it is of another child, the 72 hours of UK GDPR art. 33 run.
public struct DocumentWithdrawn: EventFields {
    /// What the paper was kept for.
    public var role: DocumentRole = .evidence
    /// The paper, by its hash; with case and role its key on `documents`.
    public var document: DocumentHash = DocumentHash(0, 0, 0, 0)
    /// Why it does not belong here.
    public var ground: WithdrawalGround = .anotherChild
    /// Of another child's paper, whose it is, by the council's reference, if that is known.
    public var belongs: CaseID?
    /// The reports that name it: what was decided by them rests on it.
    public var reports: [SubmissionKey]?
    /// What happened, in writing. On `documents` under the role `explanation`.
    public var explanation: DocumentHash?

    public init() {}

    public init(role: DocumentRole, document: DocumentHash, ground: WithdrawalGround, belongs: CaseID? = nil, reports: [SubmissionKey]? = nil, explanation: DocumentHash? = nil) {
        self.role = role
        self.document = document
        self.ground = ground
        self.belongs = belongs
        self.reports = reports
        self.explanation = explanation
    }

    public static var type: StaticString { "document-withdrawn" }
    public static var kind: EventKind { .documentWithdrawn }
    public static var meaning: StaticString { "A paper does not belong in this file: it is shown, enclosed and exported nowhere any more, and its bytes are erased. Where it is of another child, the 72 hours of UK GDPR art. 33 run." }
    public static var happens: StaticString { "The day on which somebody became aware of it." }
    public static var example: StaticString { "{\"role\":\"evidence\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"ground\":\"another-child\",\"belongs\":\"B-10432\",\"reports\":[\"EREiIjMzRERVVWZmd3eIiA\"],\"explanation\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("role", &role, "What the paper was kept for.")
        try visitor.field("document", &document, "The paper, by its hash; with case and role its key on `documents`.")
        try visitor.field("ground", &ground, "Why it does not belong here.")
        try visitor.optional("belongs", &belongs, "Of another child's paper, whose it is, by the council's reference, if that is known.")
        try visitor.optional("reports", &reports, "The reports that name it: what was decided by them rests on it.")
        try visitor.optional("explanation", &explanation, "What happened, in writing. On `documents` under the role `explanation`.")
    }
}

/// The council considers ending the plan, and asks the family and the institution that it names what they think of it (CEASE-2; SEND Regulations 2014, reg 31(1)). It is no decision.
public struct CeasingConsidered: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Who considers it, by an id that is no name.
    public var officer: ActorID?
    /// Why it is considered, in writing. On `documents` under the role `reasons`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, officer: ActorID? = nil, document: DocumentHash? = nil) {
        self.review = review
        self.officer = officer
        self.document = document
    }

    public static var type: StaticString { "ceasing-considered" }
    public static var kind: EventKind { .ceasingConsidered }
    public static var meaning: StaticString { "The council considers ending the plan, and asks the family and the institution that it names what they think of it (CEASE-2; SEND Regulations 2014, reg 31(1)). It is no decision." }
    public static var happens: StaticString { "The day on which this was said." }
    public static var example: StaticString { "{\"review\":3,\"officer\":\"C-07\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.optional("officer", &officer, "Who considers it, by an id that is no name.")
        try visitor.optional("document", &document, "Why it is considered, in writing. On `documents` under the role `reasons`.")
    }
}

/// Somebody audited a review, or the plan: a mark for each criterion of a framework, and the grade that follows from them.
public struct AuditRecorded: EventFields {
    /// The number of the review within the case, from 1; 0: the plan itself.
    public var review: UInt8 = 0
    /// The framework, as its file in `seeds/quality` is named.
    public var framework: String = ""
    /// The marks, `criterion=mark`, in the order of the framework: `met`, `partly`, `not`, `not-applicable`.
    public var marks: [String] = []
    /// The grade that follows from the marks.
    public var grade: Grade = .good
    /// The grade that the auditor gives instead; then the explanation says why.
    public var given: Grade?
    /// Whether it was made without knowing of another audit of the same.
    public var blind: Bool?
    /// What the auditor writes: why a mark is what it is, why another grade is given. On `documents` under the role `explanation`.
    public var explanation: DocumentHash?

    public init() {}

    public init(review: UInt8, framework: String, marks: [String], grade: Grade, given: Grade? = nil, blind: Bool? = nil, explanation: DocumentHash? = nil) {
        self.review = review
        self.framework = framework
        self.marks = marks
        self.grade = grade
        self.given = given
        self.blind = blind
        self.explanation = explanation
    }

    public static var type: StaticString { "audit-recorded" }
    public static var kind: EventKind { .auditRecorded }
    public static var meaning: StaticString { "Somebody audited a review, or the plan: a mark for each criterion of a framework, and the grade that follows from them." }
    public static var happens: StaticString { "The day of the audit." }
    public static var example: StaticString { "{\"review\":3,\"framework\":\"annual-review\",\"marks\":[\"views-of-the-child=met\",\"provision-specified=partly\"],\"grade\":\"good\",\"given\":\"requires-improvement\",\"blind\":true,\"explanation\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1; 0: the plan itself.")
        try visitor.field("framework", &framework, "The framework, as its file in `seeds/quality` is named.")
        try visitor.field("marks", &marks, "The marks, `criterion=mark`, in the order of the framework: `met`, `partly`, `not`, `not-applicable`.")
        try visitor.field("grade", &grade, "The grade that follows from the marks.")
        try visitor.optional("given", &given, "The grade that the auditor gives instead; then the explanation says why.")
        try visitor.optional("blind", &blind, "Whether it was made without knowing of another audit of the same.")
        try visitor.optional("explanation", &explanation, "What the auditor writes: why a mark is what it is, why another grade is given. On `documents` under the role `explanation`.")
    }
}

/// The audits of one review were looked at together, and a grade was agreed.
public struct AuditModerated: EventFields {
    /// The number of the review within the case, from 1; 0: the plan itself.
    public var review: UInt8 = 0
    /// The grade that was agreed.
    public var grade: Grade = .good
    /// Why. On `documents` under the role `explanation`.
    public var explanation: DocumentHash?

    public init() {}

    public init(review: UInt8, grade: Grade, explanation: DocumentHash? = nil) {
        self.review = review
        self.grade = grade
        self.explanation = explanation
    }

    public static var type: StaticString { "audit-moderated" }
    public static var kind: EventKind { .auditModerated }
    public static var meaning: StaticString { "The audits of one review were looked at together, and a grade was agreed." }
    public static var happens: StaticString { "The day of that." }
    public static var example: StaticString { "{\"review\":3,\"grade\":\"good\",\"explanation\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1; 0: the plan itself.")
        try visitor.field("grade", &grade, "The grade that was agreed.")
        try visitor.optional("explanation", &explanation, "Why. On `documents` under the role `explanation`.")
    }
}

/// Something is to be done about what an audit found: somebody works on it again, by a day, and it is audited again.
public struct AuditActionSet: EventFields {
    /// The number of the review within the case, from 1; 0: the plan itself.
    public var review: UInt8 = 0
    /// Who does it, by an id that is no name; absent where nobody was named yet.
    public var owner: ActorID?
    /// By when.
    public var by: Day = Day(number: 0)
    /// What is to be done, in writing. On `documents` under the role `request`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, owner: ActorID? = nil, by: Day, document: DocumentHash? = nil) {
        self.review = review
        self.owner = owner
        self.by = by
        self.document = document
    }

    public static var type: StaticString { "audit-action-set" }
    public static var kind: EventKind { .auditActionSet }
    public static var meaning: StaticString { "Something is to be done about what an audit found: somebody works on it again, by a day, and it is audited again." }
    public static var happens: StaticString { "The day this was said." }
    public static var example: StaticString { "{\"review\":3,\"owner\":\"C-07\",\"by\":\"2026-12-18\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1; 0: the plan itself.")
        try visitor.optional("owner", &owner, "Who does it, by an id that is no name; absent where nobody was named yet.")
        try visitor.field("by", &by, "By when.")
        try visitor.optional("document", &document, "What is to be done, in writing. On `documents` under the role `request`.")
    }
}

/// What an audit asked for was done. A later audit says whether it is well now.
public struct AuditActionDone: EventFields {
    /// The number of the review within the case, from 1; 0: the plan itself.
    public var review: UInt8 = 0
    /// What was to be done, by its key.
    public var action: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// What was done, in writing. On `documents` under the role `answer`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, action: SubmissionKey, document: DocumentHash? = nil) {
        self.review = review
        self.action = action
        self.document = document
    }

    public static var type: StaticString { "audit-action-done" }
    public static var kind: EventKind { .auditActionDone }
    public static var meaning: StaticString { "What an audit asked for was done. A later audit says whether it is well now." }
    public static var happens: StaticString { "The day it was done." }
    public static var example: StaticString { "{\"review\":3,\"action\":\"EREiIjMzRERVVWZmd3eIiA\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1; 0: the plan itself.")
        try visitor.field("action", &action, "What was to be done, by its key.")
        try visitor.optional("document", &document, "What was done, in writing. On `documents` under the role `answer`.")
    }
}

/// Somebody says why a day of the law was missed: one word of a list, so that reasons can be counted. The last that stands counts.
public struct LateReasonGiven: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Which day was missed.
    public var missed: MissedDay = .decision
    /// Why.
    public var reason: LateReason = .other
    /// What there is to say of it, in writing. On `documents` under the role `explanation`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, missed: MissedDay, reason: LateReason, document: DocumentHash? = nil) {
        self.review = review
        self.missed = missed
        self.reason = reason
        self.document = document
    }

    public static var type: StaticString { "late-reason-given" }
    public static var kind: EventKind { .lateReasonGiven }
    public static var meaning: StaticString { "Somebody says why a day of the law was missed: one word of a list, so that reasons can be counted. The last that stands counts." }
    public static var happens: StaticString { "The day this was said." }
    public static var example: StaticString { "{\"review\":3,\"missed\":\"decision\",\"reason\":\"health-advice\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("missed", &missed, "Which day was missed.")
        try visitor.field("reason", &reason, "Why.")
        try visitor.optional("document", &document, "What there is to say of it, in writing. On `documents` under the role `explanation`.")
    }
}

/// The family says of something in the record that it is not right. The record stays, and is counted as contested beside, until it is settled.
public struct FactContested: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// What is contested.
    public var fact: ContestedFact = .other
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// The day on which the family says that it happened.
    public var says: Day?
    /// What the family says, in writing. On `documents` under the role `request`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, fact: ContestedFact, contact: UInt8? = nil, says: Day? = nil, document: DocumentHash? = nil) {
        self.review = review
        self.fact = fact
        self.contact = contact
        self.says = says
        self.document = document
    }

    public static var type: StaticString { "fact-contested" }
    public static var kind: EventKind { .factContested }
    public static var meaning: StaticString { "The family says of something in the record that it is not right. The record stays, and is counted as contested beside, until it is settled." }
    public static var happens: StaticString { "The day this was said." }
    public static var example: StaticString { "{\"review\":3,\"fact\":\"letter-sent\",\"contact\":1,\"says\":\"2024-12-09\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("fact", &fact, "What is contested.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.optional("says", &says, "The day on which the family says that it happened.")
        try visitor.optional("document", &document, "What the family says, in writing. On `documents` under the role `request`.")
    }
}

/// What became of something that the family contested. Where the record was wrong, a correction of the report says what is right.
public struct ContestSettled: EventFields {
    /// What was contested, by its key.
    public var contest: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// What was found.
    public var outcome: ContestOutcome = .stands
    /// Who answers, by an id that is no name.
    public var officer: ActorID?
    /// The answer in writing. On `documents` under the role `answer`.
    public var document: DocumentHash?

    public init() {}

    public init(contest: SubmissionKey, outcome: ContestOutcome, officer: ActorID? = nil, document: DocumentHash? = nil) {
        self.contest = contest
        self.outcome = outcome
        self.officer = officer
        self.document = document
    }

    public static var type: StaticString { "contest-settled" }
    public static var kind: EventKind { .contestSettled }
    public static var meaning: StaticString { "What became of something that the family contested. Where the record was wrong, a correction of the report says what is right." }
    public static var happens: StaticString { "The day it was settled." }
    public static var example: StaticString { "{\"contest\":\"EREiIjMzRERVVWZmd3eIiA\",\"outcome\":\"corrected\",\"officer\":\"C-07\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("contest", &contest, "What was contested, by its key.")
        try visitor.field("outcome", &outcome, "What was found.")
        try visitor.optional("officer", &officer, "Who answers, by an id that is no name.")
        try visitor.optional("document", &document, "The answer in writing. On `documents` under the role `answer`.")
    }
}

/// Somebody asked the council a question about the case. It has an owner and a day, and waits until it is answered.
public struct QuestionAsked: EventFields {
    /// The number of the review that it is about, from 1; 0: none in particular.
    public var review: UInt8 = 0
    /// Who asks.
    public var from: Party = .parent
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// Who answers, by an id that is no name; nobody: whoever holds the case.
    public var owner: ActorID?
    /// The last day for the answer, as whoever asked was told; absent: five working days.
    public var until: Day?
    /// The question. On `documents` under the role `request`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, from: Party, contact: UInt8? = nil, owner: ActorID? = nil, until: Day? = nil, document: DocumentHash? = nil) {
        self.review = review
        self.from = from
        self.contact = contact
        self.owner = owner
        self.until = until
        self.document = document
    }

    public static var type: StaticString { "question-asked" }
    public static var kind: EventKind { .questionAsked }
    public static var meaning: StaticString { "Somebody asked the council a question about the case. It has an owner and a day, and waits until it is answered." }
    public static var happens: StaticString { "The day it was asked." }
    public static var example: StaticString { "{\"review\":3,\"from\":\"parent\",\"contact\":1,\"owner\":\"C-07\",\"until\":\"2024-11-15\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review that it is about, from 1; 0: none in particular.")
        try visitor.field("from", &from, "Who asks.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.optional("owner", &owner, "Who answers, by an id that is no name; nobody: whoever holds the case.")
        try visitor.optional("until", &until, "The last day for the answer, as whoever asked was told; absent: five working days.")
        try visitor.optional("document", &document, "The question. On `documents` under the role `request`.")
    }
}

/// The council answered a question.
public struct QuestionAnswered: EventFields {
    /// The question, by its key.
    public var question: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// Who answers, by an id that is no name.
    public var officer: ActorID?
    /// The answer in writing. On `documents` under the role `answer`.
    public var document: DocumentHash?

    public init() {}

    public init(question: SubmissionKey, officer: ActorID? = nil, document: DocumentHash? = nil) {
        self.question = question
        self.officer = officer
        self.document = document
    }

    public static var type: StaticString { "question-answered" }
    public static var kind: EventKind { .questionAnswered }
    public static var meaning: StaticString { "The council answered a question." }
    public static var happens: StaticString { "The day of the answer." }
    public static var example: StaticString { "{\"question\":\"EREiIjMzRERVVWZmd3eIiA\",\"officer\":\"C-07\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("question", &question, "The question, by its key.")
        try visitor.optional("officer", &officer, "Who answers, by an id that is no name.")
        try visitor.optional("document", &document, "The answer in writing. On `documents` under the role `answer`.")
    }
}

/// Somebody says that what the plan promises is not delivered (CFA 2014 s.42). The first answer is due in five working days.
public struct SupportNotDelivered: EventFields {
    /// Who says so.
    public var from: Party = .parent
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// Which provision of the plan, each by its id.
    public var items: [PlanItemID]?
    /// Who answers, by an id that is no name; nobody: whoever holds the case.
    public var owner: ActorID?
    /// What is said, in writing. On `documents` under the role `request`.
    public var document: DocumentHash?

    public init() {}

    public init(from: Party, contact: UInt8? = nil, items: [PlanItemID]? = nil, owner: ActorID? = nil, document: DocumentHash? = nil) {
        self.from = from
        self.contact = contact
        self.items = items
        self.owner = owner
        self.document = document
    }

    public static var type: StaticString { "support-not-delivered" }
    public static var kind: EventKind { .supportNotDelivered }
    public static var meaning: StaticString { "Somebody says that what the plan promises is not delivered (CFA 2014 s.42). The first answer is due in five working days." }
    public static var happens: StaticString { "The day this was said." }
    public static var example: StaticString { "{\"from\":\"parent\",\"contact\":1,\"items\":[\"F-3\"],\"owner\":\"C-07\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "Who says so.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.optional("items", &items, "Which provision of the plan, each by its id.")
        try visitor.optional("owner", &owner, "Who answers, by an id that is no name; nobody: whoever holds the case.")
        try visitor.optional("document", &document, "What is said, in writing. On `documents` under the role `request`.")
    }
}

/// The council answered somebody who says that support is not delivered, and what it found.
public struct SupportAnswered: EventFields {
    /// What is answered, by its key.
    public var report: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// What was found.
    public var finding: SupportFinding = .beingPutRight
    /// Who answers, by an id that is no name.
    public var officer: ActorID?
    /// The answer in writing. On `documents` under the role `answer`.
    public var document: DocumentHash?

    public init() {}

    public init(report: SubmissionKey, finding: SupportFinding, officer: ActorID? = nil, document: DocumentHash? = nil) {
        self.report = report
        self.finding = finding
        self.officer = officer
        self.document = document
    }

    public static var type: StaticString { "support-answered" }
    public static var kind: EventKind { .supportAnswered }
    public static var meaning: StaticString { "The council answered somebody who says that support is not delivered, and what it found." }
    public static var happens: StaticString { "The day of the answer." }
    public static var example: StaticString { "{\"report\":\"EREiIjMzRERVVWZmd3eIiA\",\"finding\":\"being-put-right\",\"officer\":\"C-07\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("report", &report, "What is answered, by its key.")
        try visitor.field("finding", &finding, "What was found.")
        try visitor.optional("officer", &officer, "Who answers, by an id that is no name.")
        try visitor.optional("document", &document, "The answer in writing. On `documents` under the role `answer`.")
    }
}

/// What somebody of the family answered to the three questions after a review. Whoever leaves one open has answered the others.
public struct ExperienceAnswered: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Whose answer: the parent's, or the child's or young person's.
    public var from: Party = .parent
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// By which way it came.
    public var by: AnswerChannel = .paper
    /// Whether they were listened to.
    public var listened: ExperienceAnswer?
    /// Whether they understood what would happen, and when.
    public var understood: ExperienceAnswer?
    /// Whether this review will help, as they see it.
    public var helped: ExperienceAnswer?

    public init() {}

    public init(review: UInt8, from: Party, contact: UInt8? = nil, by: AnswerChannel, listened: ExperienceAnswer? = nil, understood: ExperienceAnswer? = nil, helped: ExperienceAnswer? = nil) {
        self.review = review
        self.from = from
        self.contact = contact
        self.by = by
        self.listened = listened
        self.understood = understood
        self.helped = helped
    }

    public static var type: StaticString { "experience-answered" }
    public static var kind: EventKind { .experienceAnswered }
    public static var meaning: StaticString { "What somebody of the family answered to the three questions after a review. Whoever leaves one open has answered the others." }
    public static var happens: StaticString { "The day of the answer." }
    public static var example: StaticString { "{\"review\":3,\"from\":\"young-person\",\"contact\":2,\"by\":\"paper\",\"listened\":\"yes\",\"understood\":\"partly\",\"helped\":\"no\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("from", &from, "Whose answer: the parent's, or the child's or young person's.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.field("by", &by, "By which way it came.")
        try visitor.optional("listened", &listened, "Whether they were listened to.")
        try visitor.optional("understood", &understood, "Whether they understood what would happen, and when.")
        try visitor.optional("helped", &helped, "Whether this review will help, as they see it.")
    }
}

/// The family was offered a session about the review: by day, in the evening or online.
public struct SessionOffered: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// By day, in the evening, or online.
    public var when: SessionTime = .day
    /// The day of the session.
    public var session: Day = Day(number: 0)
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?

    public init() {}

    public init(review: UInt8, when: SessionTime, session: Day, contact: UInt8? = nil) {
        self.review = review
        self.when = when
        self.session = session
        self.contact = contact
    }

    public static var type: StaticString { "session-offered" }
    public static var kind: EventKind { .sessionOffered }
    public static var meaning: StaticString { "The family was offered a session about the review: by day, in the evening or online." }
    public static var happens: StaticString { "The day it was offered." }
    public static var example: StaticString { "{\"review\":3,\"when\":\"evening\",\"session\":\"2024-10-22\",\"contact\":1}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("when", &when, "By day, in the evening, or online.")
        try visitor.field("session", &session, "The day of the session.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
    }
}

/// Whether somebody came to a session that was offered.
public struct SessionAttended: EventFields {
    /// The session, by the key of its offer.
    public var session: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// Whether anybody of the family came.
    public var attended: Bool = false

    public init() {}

    public init(session: SubmissionKey, attended: Bool) {
        self.session = session
        self.attended = attended
    }

    public static var type: StaticString { "session-attended" }
    public static var kind: EventKind { .sessionAttended }
    public static var meaning: StaticString { "Whether somebody came to a session that was offered." }
    public static var happens: StaticString { "The day of the session." }
    public static var example: StaticString { "{\"session\":\"EREiIjMzRERVVWZmd3eIiA\",\"attended\":true}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("session", &session, "The session, by the key of its offer.")
        try visitor.field("attended", &attended, "Whether anybody of the family came.")
    }
}

/// The family complains of the council. It has an owner, and the council's own days for an answer.
public struct ComplaintMade: EventFields {
    /// Who complains.
    public var from: Party = .parent
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// Of what.
    public var about: ComplaintSubject = .other
    /// Who answers, by an id that is no name; nobody: whoever holds the case.
    public var owner: ActorID?
    /// The complaint. On `documents` under the role `request`.
    public var document: DocumentHash?

    public init() {}

    public init(from: Party, contact: UInt8? = nil, about: ComplaintSubject, owner: ActorID? = nil, document: DocumentHash? = nil) {
        self.from = from
        self.contact = contact
        self.about = about
        self.owner = owner
        self.document = document
    }

    public static var type: StaticString { "complaint-made" }
    public static var kind: EventKind { .complaintMade }
    public static var meaning: StaticString { "The family complains of the council. It has an owner, and the council's own days for an answer." }
    public static var happens: StaticString { "The day it was made." }
    public static var example: StaticString { "{\"from\":\"parent\",\"contact\":1,\"about\":\"delay\",\"owner\":\"M-02\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "Who complains.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.field("about", &about, "Of what.")
        try visitor.optional("owner", &owner, "Who answers, by an id that is no name; nobody: whoever holds the case.")
        try visitor.optional("document", &document, "The complaint. On `documents` under the role `request`.")
    }
}

/// The council answered a complaint.
public struct ComplaintAnswered: EventFields {
    /// The complaint, by its key.
    public var complaint: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// What came of it.
    public var outcome: ComplaintOutcome = .notUpheld
    /// Who answers, by an id that is no name.
    public var officer: ActorID?
    /// The answer in writing. On `documents` under the role `answer`.
    public var document: DocumentHash?

    public init() {}

    public init(complaint: SubmissionKey, outcome: ComplaintOutcome, officer: ActorID? = nil, document: DocumentHash? = nil) {
        self.complaint = complaint
        self.outcome = outcome
        self.officer = officer
        self.document = document
    }

    public static var type: StaticString { "complaint-answered" }
    public static var kind: EventKind { .complaintAnswered }
    public static var meaning: StaticString { "The council answered a complaint." }
    public static var happens: StaticString { "The day of the answer." }
    public static var example: StaticString { "{\"complaint\":\"EREiIjMzRERVVWZmd3eIiA\",\"outcome\":\"partly-upheld\",\"officer\":\"M-02\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("complaint", &complaint, "The complaint, by its key.")
        try visitor.field("outcome", &outcome, "What came of it.")
        try visitor.optional("officer", &officer, "Who answers, by an id that is no name.")
        try visitor.optional("document", &document, "The answer in writing. On `documents` under the role `answer`.")
    }
}

/// Somebody asked for an interpreter, or for something in a form that they can read or hear (Equality Act 2010 s.20).
public struct AdjustmentAsked: EventFields {
    /// The number of the review for which it is wanted, from 1; 0: for all that is sent and said.
    public var review: UInt8 = 0
    /// What is asked for.
    public var what: Adjustment = .other
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// The day by which it is needed; absent: that of the review meeting.
    public var until: Day?

    public init() {}

    public init(review: UInt8, what: Adjustment, contact: UInt8? = nil, until: Day? = nil) {
        self.review = review
        self.what = what
        self.contact = contact
        self.until = until
    }

    public static var type: StaticString { "adjustment-asked" }
    public static var kind: EventKind { .adjustmentAsked }
    public static var meaning: StaticString { "Somebody asked for an interpreter, or for something in a form that they can read or hear (Equality Act 2010 s.20)." }
    public static var happens: StaticString { "The day it was asked for." }
    public static var example: StaticString { "{\"review\":3,\"what\":\"interpreter\",\"contact\":1,\"until\":\"2024-11-08\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review for which it is wanted, from 1; 0: for all that is sent and said.")
        try visitor.field("what", &what, "What is asked for.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.optional("until", &until, "The day by which it is needed; absent: that of the review meeting.")
    }
}

/// What was asked for was supplied.
public struct AdjustmentSupplied: EventFields {
    /// What was asked for, by its key.
    public var adjustment: SubmissionKey = SubmissionKey(high: 0, low: 0)

    public init() {}

    public init(adjustment: SubmissionKey) {
        self.adjustment = adjustment
    }

    public static var type: StaticString { "adjustment-supplied" }
    public static var kind: EventKind { .adjustmentSupplied }
    public static var meaning: StaticString { "What was asked for was supplied." }
    public static var happens: StaticString { "The day it was supplied." }
    public static var example: StaticString { "{\"adjustment\":\"EREiIjMzRERVVWZmd3eIiA\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("adjustment", &adjustment, "What was asked for, by its key.")
    }
}

/// A person considered whether the family is owed anything for a day that was missed, and decided. No sum is reckoned or kept here.
public struct RemedyConsidered: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Which day was missed.
    public var missed: MissedDay = .decision
    /// What was decided.
    public var remedy: Remedy = .nothing
    /// The provision that was late for it, each by its id in the plan.
    public var items: [PlanItemID]?
    /// The day on which the family was told sorry.
    public var apologised: Day?
    /// Who decided, by an id that is no name.
    public var officer: ActorID?
    /// Why, in writing. On `documents` under the role `reasons`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, missed: MissedDay, remedy: Remedy, items: [PlanItemID]? = nil, apologised: Day? = nil, officer: ActorID? = nil, document: DocumentHash? = nil) {
        self.review = review
        self.missed = missed
        self.remedy = remedy
        self.items = items
        self.apologised = apologised
        self.officer = officer
        self.document = document
    }

    public static var type: StaticString { "remedy-considered" }
    public static var kind: EventKind { .remedyConsidered }
    public static var meaning: StaticString { "A person considered whether the family is owed anything for a day that was missed, and decided. No sum is reckoned or kept here." }
    public static var happens: StaticString { "The day of that." }
    public static var example: StaticString { "{\"review\":3,\"missed\":\"decision\",\"remedy\":\"provision-made-up\",\"items\":[\"F-3\"],\"apologised\":\"2025-01-10\",\"officer\":\"M-02\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("missed", &missed, "Which day was missed.")
        try visitor.field("remedy", &remedy, "What was decided.")
        try visitor.optional("items", &items, "The provision that was late for it, each by its id in the plan.")
        try visitor.optional("apologised", &apologised, "The day on which the family was told sorry.")
        try visitor.optional("officer", &officer, "Who decided, by an id that is no name.")
        try visitor.optional("document", &document, "Why, in writing. On `documents` under the role `reasons`.")
    }
}

/// What an audit learned was returned to whoever wrote the advice.
public struct AuditLearningReturned: EventFields {
    /// The number of the review within the case, from 1; 0: the plan itself.
    public var review: UInt8 = 0
    /// To whom: whoever wrote the advice.
    public var to: Party = .setting
    /// What was learned, in writing. On `documents` under the role `explanation`.
    public var document: DocumentHash?

    public init() {}

    public init(review: UInt8, to: Party, document: DocumentHash? = nil) {
        self.review = review
        self.to = to
        self.document = document
    }

    public static var type: StaticString { "audit-learning-returned" }
    public static var kind: EventKind { .auditLearningReturned }
    public static var meaning: StaticString { "What an audit learned was returned to whoever wrote the advice." }
    public static var happens: StaticString { "The day it was returned." }
    public static var example: StaticString { "{\"review\":3,\"to\":\"health\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1; 0: the plan itself.")
        try visitor.field("to", &to, "To whom: whoever wrote the advice.")
        try visitor.optional("document", &document, "What was learned, in writing. On `documents` under the role `explanation`.")
    }
}

/// What rules saw in the text of a version of the plan: counts, and flags by kind, for whoever audits it. They judge nothing and decide nothing.
public struct AuditContentRead: EventFields {
    /// The version, by the key of its report.
    public var version: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// The rules that read it, by name and number.
    public var rules: String = ""
    /// What they counted, `name=number`.
    public var counts: [String] = []

    public init() {}

    public init(version: SubmissionKey, rules: String, counts: [String]) {
        self.version = version
        self.rules = rules
        self.counts = counts
    }

    public static var type: StaticString { "audit-content-read" }
    public static var kind: EventKind { .auditContentRead }
    public static var meaning: StaticString { "What rules saw in the text of a version of the plan: counts, and flags by kind, for whoever audits it. They judge nothing and decide nothing." }
    public static var happens: StaticString { "The day on which it was read." }
    public static var example: StaticString { "{\"version\":\"EREiIjMzRERVVWZmd3eIiA\",\"rules\":\"plan-content-1\",\"counts\":[\"provisions=12\",\"specified=9\"]}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("version", &version, "The version, by the key of its report.")
        try visitor.field("rules", &rules, "The rules that read it, by name and number.")
        try visitor.field("counts", &counts, "What they counted, `name=number`.")
    }
}

/// Something in a letter that the family has was wrong: the family is told in a letter that says so. What was sent stays as it was sent.
public struct CorrectionRecorded: EventFields {
    /// The day of the letter that was wrong: the one on which it was sent.
    public var letter: Day = Day(number: 0)
    /// Who says so, by an id that is no name.
    public var officer: ActorID?
    /// What was wrong in it, in words that the letter quotes. On `documents` under the role `answer`.
    public var wrong: DocumentHash?
    /// What is right instead, in words that the letter quotes. On `documents` under the role `answer`.
    public var right: DocumentHash?

    public init() {}

    public init(letter: Day, officer: ActorID? = nil, wrong: DocumentHash? = nil, right: DocumentHash? = nil) {
        self.letter = letter
        self.officer = officer
        self.wrong = wrong
        self.right = right
    }

    public static var type: StaticString { "correction-recorded" }
    public static var kind: EventKind { .correctionRecorded }
    public static var meaning: StaticString { "Something in a letter that the family has was wrong: the family is told in a letter that says so. What was sent stays as it was sent." }
    public static var happens: StaticString { "The day on which this was said." }
    public static var example: StaticString { "{\"letter\":\"2024-11-29\",\"officer\":\"C-07\",\"wrong\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"right\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("letter", &letter, "The day of the letter that was wrong: the one on which it was sent.")
        try visitor.optional("officer", &officer, "Who says so, by an id that is no name.")
        try visitor.optional("wrong", &wrong, "What was wrong in it, in words that the letter quotes. On `documents` under the role `answer`.")
        try visitor.optional("right", &right, "What is right instead, in words that the letter quotes. On `documents` under the role `answer`.")
    }
}

/// A paper about this child lay on another child's file and was taken off it; somebody who answers for it has the family told (UK GDPR, art. 34). Nothing of the other child is named.
public struct PaperAstray: EventFields {
    /// The day on which the paper was taken off the other file.
    public var withdrawn: Day = Day(number: 0)
    /// What the paper is, in words that the letter quotes and that name nobody. On `documents` under the role `answer`.
    public var document: DocumentHash?
    /// Who received it, or could open it, in words that the letter quotes and that name nobody. On `documents` under the role `answer`.
    public var readers: DocumentHash?

    public init() {}

    public init(withdrawn: Day, document: DocumentHash? = nil, readers: DocumentHash? = nil) {
        self.withdrawn = withdrawn
        self.document = document
        self.readers = readers
    }

    public static var type: StaticString { "paper-astray" }
    public static var kind: EventKind { .paperAstray }
    public static var meaning: StaticString { "A paper about this child lay on another child's file and was taken off it; somebody who answers for it has the family told (UK GDPR, art. 34). Nothing of the other child is named." }
    public static var happens: StaticString { "The day on which this was decided." }
    public static var example: StaticString { "{\"withdrawn\":\"2024-11-29\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"readers\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("withdrawn", &withdrawn, "The day on which the paper was taken off the other file.")
        try visitor.optional("document", &document, "What the paper is, in words that the letter quotes and that name nobody. On `documents` under the role `answer`.")
        try visitor.optional("readers", &readers, "Who received it, or could open it, in words that the letter quotes and that name nobody. On `documents` under the role `answer`.")
    }
}

/// Another child's paper lay on this file and was withdrawn; somebody who answers for it has this family told, and asked to give back or destroy what reached them.
public struct PaperNotYours: EventFields {
    /// The report by which the paper was withdrawn from this file, by its key.
    public var withdrawal: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// What the paper is, in words that the letter quotes and that name nobody. On `documents` under the role `answer`.
    public var document: DocumentHash?

    public init() {}

    public init(withdrawal: SubmissionKey, document: DocumentHash? = nil) {
        self.withdrawal = withdrawal
        self.document = document
    }

    public static var type: StaticString { "paper-not-yours" }
    public static var kind: EventKind { .paperNotYours }
    public static var meaning: StaticString { "Another child's paper lay on this file and was withdrawn; somebody who answers for it has this family told, and asked to give back or destroy what reached them." }
    public static var happens: StaticString { "The day on which this was decided." }
    public static var example: StaticString { "{\"withdrawal\":\"EREiIjMzRERVVWZmd3eIiA\",\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("withdrawal", &withdrawal, "The report by which the paper was withdrawn from this file, by its key.")
        try visitor.optional("document", &document, "What the paper is, in words that the letter quotes and that name nobody. On `documents` under the role `answer`.")
    }
}

/// A letter was ordered from a supplier in a format that is not made here: audio, British Sign Language, or braille.
public struct FormatOrdered: EventFields {
    /// The message that carries the letter to the contact who reads it so, by its id.
    public var message: ConclusionID = ConclusionID(.tellDecision)
    /// In which format.
    public var format: LetterFormat = .audio
    /// The day on which the supplier says that it will have reached the contact.
    public var expected: Day?

    public init() {}

    public init(message: ConclusionID, format: LetterFormat, expected: Day? = nil) {
        self.message = message
        self.format = format
        self.expected = expected
    }

    public static var type: StaticString { "format-ordered" }
    public static var kind: EventKind { .formatOrdered }
    public static var meaning: StaticString { "A letter was ordered from a supplier in a format that is not made here: audio, British Sign Language, or braille." }
    public static var happens: StaticString { "The day on which it was ordered." }
    public static var example: StaticString { "{\"message\":\"review-3/tell-decision/EREiIjMzRE8/contact-1\",\"format\":\"audio\",\"expected\":\"2024-12-06\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("message", &message, "The message that carries the letter to the contact who reads it so, by its id.")
        try visitor.field("format", &format, "In which format.")
        try visitor.optional("expected", &expected, "The day on which the supplier says that it will have reached the contact.")
    }
}

/// A letter in a format that a supplier made went to the contact who reads it so.
public struct FormatSupplied: EventFields {
    /// The message that carries the letter to that contact, by its id.
    public var message: ConclusionID = ConclusionID(.tellDecision)
    /// In which format.
    public var format: LetterFormat = .audio

    public init() {}

    public init(message: ConclusionID, format: LetterFormat) {
        self.message = message
        self.format = format
    }

    public static var type: StaticString { "format-supplied" }
    public static var kind: EventKind { .formatSupplied }
    public static var meaning: StaticString { "A letter in a format that a supplier made went to the contact who reads it so." }
    public static var happens: StaticString { "The day on which it was sent on to the contact." }
    public static var example: StaticString { "{\"message\":\"review-3/tell-decision/EREiIjMzRE8/contact-1\",\"format\":\"audio\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("message", &message, "The message that carries the letter to that contact, by its id.")
        try visitor.field("format", &format, "In which format.")
    }
}

/// An agency was invited to the review meeting, gave its advice, or took part in it: of those that this system writes to itself, what happened outside it.
public struct AgencyInvolved: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// Which.
    public var agency: Agency = .health
    /// What of it.
    public var step: AgencyStep = .invited

    public init() {}

    public init(review: UInt8, agency: Agency, step: AgencyStep) {
        self.review = review
        self.agency = agency
        self.step = step
    }

    public static var type: StaticString { "agency-involved" }
    public static var kind: EventKind { .agencyInvolved }
    public static var meaning: StaticString { "An agency was invited to the review meeting, gave its advice, or took part in it: of those that this system writes to itself, what happened outside it." }
    public static var happens: StaticString { "The day of that: on which the invitation was sent, on which the advice came, or of the meeting." }
    public static var example: StaticString { "{\"review\":3,\"agency\":\"psychology\",\"step\":\"advised\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("agency", &agency, "Which.")
        try visitor.field("step", &step, "What of it.")
    }
}

/// How far the child has come towards the outcomes of section E was looked at in the review, and how many of them stand how. The last that stands counts; it changes nothing in the plan.
public struct OutcomesRated: EventFields {
    /// The number of the review within the case, from 1.
    public var review: UInt8 = 0
    /// How many outcomes section E has.
    public var outcomes: UInt8 = 0
    /// How many of them are achieved.
    public var achieved: UInt8 = 0
    /// How many are on track.
    public var onTrack: UInt8 = 0
    /// How many are not.
    public var notOnTrack: UInt8 = 0
    /// How many were not begun.
    public var notStarted: UInt8 = 0

    public init() {}

    public init(review: UInt8, outcomes: UInt8, achieved: UInt8, onTrack: UInt8, notOnTrack: UInt8, notStarted: UInt8) {
        self.review = review
        self.outcomes = outcomes
        self.achieved = achieved
        self.onTrack = onTrack
        self.notOnTrack = notOnTrack
        self.notStarted = notStarted
    }

    public static var type: StaticString { "outcomes-rated" }
    public static var kind: EventKind { .outcomesRated }
    public static var meaning: StaticString { "How far the child has come towards the outcomes of section E was looked at in the review, and how many of them stand how. The last that stands counts; it changes nothing in the plan." }
    public static var happens: StaticString { "The day on which it was looked at." }
    public static var example: StaticString { "{\"review\":3,\"outcomes\":5,\"achieved\":1,\"on_track\":2,\"not_on_track\":1,\"not_started\":1}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The number of the review within the case, from 1.")
        try visitor.field("outcomes", &outcomes, "How many outcomes section E has.")
        try visitor.field("achieved", &achieved, "How many of them are achieved.")
        try visitor.field("on_track", &onTrack, "How many are on track.")
        try visitor.field("not_on_track", &notOnTrack, "How many are not.")
        try visitor.field("not_started", &notStarted, "How many were not begun.")
    }
}

/// Whoever gave something was told that a person of the council reads it within one working day. It waits until that is recorded.
public struct ReadingPromised: EventFields {
    /// What was given, by its key.
    public var given: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// Which of the child's contacts was told so, by number.
    public var contact: UInt8?

    public init() {}

    public init(given: SubmissionKey, contact: UInt8? = nil) {
        self.given = given
        self.contact = contact
    }

    public static var type: StaticString { "reading-promised" }
    public static var kind: EventKind { .readingPromised }
    public static var meaning: StaticString { "Whoever gave something was told that a person of the council reads it within one working day. It waits until that is recorded." }
    public static var happens: StaticString { "The day on which it was given." }
    public static var example: StaticString { "{\"given\":\"AAAAAAAAAAEAAAAAAAAAAg\",\"contact\":1}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("given", &given, "What was given, by its key.")
        try visitor.optional("contact", &contact, "Which of the child's contacts was told so, by number.")
    }
}

/// A person read what was given.
public struct ContributionRead: EventFields {
    /// What was promised, by its key.
    public var promise: SubmissionKey = SubmissionKey(high: 0, low: 0)

    public init() {}

    public init(promise: SubmissionKey) {
        self.promise = promise
    }

    public static var type: StaticString { "contribution-read" }
    public static var kind: EventKind { .contributionRead }
    public static var meaning: StaticString { "A person read what was given." }
    public static var happens: StaticString { "The day on which it was read." }
    public static var example: StaticString { "{\"promise\":\"AAAAAAAAAAMAAAAAAAAABA\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("promise", &promise, "What was promised, by its key.")
    }
}

/// Somebody wrote to the safeguarding lead that a child may not be safe. Neither family nor setting sees it; it waits until the safeguarding lead has read it.
public struct SafetyConcernRaised: EventFields {
    /// Who wrote it.
    public var from: Party = .parent
    /// Which of the child's contacts, by number, where it is one of them.
    public var contact: UInt8?
    /// What was written. On `documents` under the role `safety-concern`.
    public var document: DocumentHash?

    public init() {}

    public init(from: Party, contact: UInt8? = nil, document: DocumentHash? = nil) {
        self.from = from
        self.contact = contact
        self.document = document
    }

    public static var type: StaticString { "safety-concern-raised" }
    public static var kind: EventKind { .safetyConcernRaised }
    public static var meaning: StaticString { "Somebody wrote to the safeguarding lead that a child may not be safe. Neither family nor setting sees it; it waits until the safeguarding lead has read it." }
    public static var happens: StaticString { "The day it was written." }
    public static var example: StaticString { "{\"from\":\"parent\",\"contact\":1,\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("from", &from, "Who wrote it.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number, where it is one of them.")
        try visitor.optional("document", &document, "What was written. On `documents` under the role `safety-concern`.")
    }
}

/// The safeguarding lead read what was written about a child's safety, and took it up. What is done stands in the records of safeguarding and not here.
public struct SafetyConcernRead: EventFields {
    /// What was written, by its key.
    public var concern: SubmissionKey = SubmissionKey(high: 0, low: 0)

    public init() {}

    public init(concern: SubmissionKey) {
        self.concern = concern
    }

    public static var type: StaticString { "safety-concern-read" }
    public static var kind: EventKind { .safetyConcernRead }
    public static var meaning: StaticString { "The safeguarding lead read what was written about a child's safety, and took it up. What is done stands in the records of safeguarding and not here." }
    public static var happens: StaticString { "The day on which it was read." }
    public static var example: StaticString { "{\"concern\":\"AAAAAAAAAAEAAAAAAAAAAg\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("concern", &concern, "What was written, by its key.")
    }
}

/// The family may see that people of safeguarding and social care opened the case up to that day.
public struct LooksReleased: EventFields {
    /// The last day whose openings may be seen.
    public var through: Day = Day(number: 0)

    public init() {}

    public init(through: Day) {
        self.through = through
    }

    public static var type: StaticString { "looks-released" }
    public static var kind: EventKind { .looksReleased }
    public static var meaning: StaticString { "The family may see that people of safeguarding and social care opened the case up to that day." }
    public static var happens: StaticString { "The day on which that was decided." }
    public static var example: StaticString { "{\"through\":\"2024-11-08\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("through", &through, "The last day whose openings may be seen.")
    }
}

/// An officer asked for a letter with a code by which a contact without a verified e-mail address signs in at the portal, once, within fourteen days. The latest of a contact counts.
public struct SignInLetterAsked: EventFields {
    /// Which of the child's contacts, by number.
    public var contact: UInt8 = 0
    /// Who made sure to whom it goes, by an id that is no name.
    public var officer: ActorID?

    public init() {}

    public init(contact: UInt8, officer: ActorID? = nil) {
        self.contact = contact
        self.officer = officer
    }

    public static var type: StaticString { "sign-in-letter-asked" }
    public static var kind: EventKind { .signInLetterAsked }
    public static var meaning: StaticString { "An officer asked for a letter with a code by which a contact without a verified e-mail address signs in at the portal, once, within fourteen days. The latest of a contact counts." }
    public static var happens: StaticString { "The day on which it was asked for." }
    public static var example: StaticString { "{\"contact\":1,\"officer\":\"C-07\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("contact", &contact, "Which of the child's contacts, by number.")
        try visitor.optional("officer", &officer, "Who made sure to whom it goes, by an id that is no name.")
    }
}

/// The code of that letter was used: it can be used no more.
public struct SignInLetterUsed: EventFields {
    /// The letter, by the key of the report that asked for it.
    public var letter: SubmissionKey = SubmissionKey(high: 0, low: 0)
    /// Which of the child's contacts signed in, by number.
    public var contact: UInt8 = 0

    public init() {}

    public init(letter: SubmissionKey, contact: UInt8) {
        self.letter = letter
        self.contact = contact
    }

    public static var type: StaticString { "sign-in-letter-used" }
    public static var kind: EventKind { .signInLetterUsed }
    public static var meaning: StaticString { "The code of that letter was used: it can be used no more." }
    public static var happens: StaticString { "The day of that." }
    public static var example: StaticString { "{\"letter\":\"AAAAAAAAAAEAAAAAAAAAAg\",\"contact\":1}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("letter", &letter, "The letter, by the key of the report that asked for it.")
        try visitor.field("contact", &contact, "Which of the child's contacts signed in, by number.")
    }
}

/// A review is due and has begun. Its id names the last day of the twelve months, or none when that is unknown.
public struct ReviewOpened: EventFields {
    /// The kind that the model proposes; people choose.
    public var kind: ReviewKind = .annual
    /// The rule that makes it due.
    public var rule: RuleName?

    public init() {}

    public init(kind: ReviewKind, rule: RuleName? = nil) {
        self.kind = kind
        self.rule = rule
    }

    public static var type: StaticString { "review-opened" }
    public static var kind: EventKind { .reviewOpened }
    public static var meaning: StaticString { "A review is due and has begun. Its id names the last day of the twelve months, or none when that is unknown." }
    public static var happens: StaticString { "The day it was opened." }
    public static var example: StaticString { "{\"kind\":\"annual\",\"rule\":\"CYC-2\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("kind", &kind, "The kind that the model proposes; people choose.")
        try visitor.optional("rule", &rule, "The rule that makes it due.")
    }
}

/// Someone should be reminded of what is due by the day that the id names.
public struct Reminded: EventFields {
    /// The last day on which it is worth saying.
    public var until: Day = Day(number: 0)

    public init() {}

    public init(until: Day) {
        self.until = until
    }

    public static var type: StaticString { "reminded" }
    public static var kind: EventKind { .reminded }
    public static var meaning: StaticString { "Someone should be reminded of what is due by the day that the id names." }
    public static var happens: StaticString { "The day it was concluded." }
    public static var example: StaticString { "{\"until\":\"2024-11-29\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("until", &until, "The last day on which it is worth saying.")
    }
}

/// By the day that the id names, something that was due had not been recorded.
public struct NotRecorded: EventFields {
    /// The rule that made it due.
    public var rule: RuleName = RuleName(.dec1)

    public init() {}

    public init(rule: RuleName) {
        self.rule = rule
    }

    public static var type: StaticString { "not-recorded" }
    public static var kind: EventKind { .notRecorded }
    public static var meaning: StaticString { "By the day that the id names, something that was due had not been recorded." }
    public static var happens: StaticString { "The day it was concluded." }
    public static var example: StaticString { "{\"rule\":\"DEC-1\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("rule", &rule, "The rule that made it due.")
    }
}

/// A submitted decision stands: nothing that the law demands is missing.
public struct DecisionMade: EventFields {
    /// The outcome.
    public var outcome: Outcome = .maintain

    public init() {}

    public init(outcome: Outcome) {
        self.outcome = outcome
    }

    public static var type: StaticString { "decision-made" }
    public static var kind: EventKind { .decisionMade }
    public static var meaning: StaticString { "A submitted decision stands: nothing that the law demands is missing." }
    public static var happens: StaticString { "The day it was made." }
    public static var example: StaticString { "{\"outcome\":\"amend\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("outcome", &outcome, "The outcome.")
    }
}

/// A submitted decision cannot stand: what the law demands is missing.
public struct DecisionRefused: EventFields {
    /// What is missing: of each finding its code and its values, as in `docs/findings.md`, with a bar between.
    public var lacks: [String] = []

    public init() {}

    public init(lacks: [String]) {
        self.lacks = lacks
    }

    public static var type: StaticString { "decision-refused" }
    public static var kind: EventKind { .decisionRefused }
    public static var meaning: StaticString { "A submitted decision cannot stand: what the law demands is missing." }
    public static var happens: StaticString { "The day it was refused." }
    public static var example: StaticString { "{\"lacks\":[\"no-outcome\",\"too-much-evidence|31|30\"]}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("lacks", &lacks, "What is missing: of each finding its code and its values, as in `docs/findings.md`, with a bar between.")
    }
}

/// The letter of a decision was written and kept.
public struct LetterWritten: EventFields {
    /// Which letter.
    public var letter: LetterKind = .decisionMaintain
    /// To whom it is addressed, and where that copy is, or why it could not be written. Each who may be told has one; one that is written later has an entry of its own, whose id names the contact. On `documents` under the role `letter`.
    public var copies: [LetterCopy] = []

    public init() {}

    public init(letter: LetterKind, copies: [LetterCopy]) {
        self.letter = letter
        self.copies = copies
    }

    public static var type: StaticString { "letter-written" }
    public static var kind: EventKind { .letterWritten }
    public static var meaning: StaticString { "The letter of a decision was written and kept." }
    public static var happens: StaticString { "The day it was written." }
    public static var example: StaticString { "{\"letter\":\"decision-amend\",\"copies\":[{\"contact\":1,\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"},{\"contact\":2,\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\"}]}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("letter", &letter, "Which letter.")
        try visitor.field("copies", &copies, "To whom it is addressed, and where that copy is, or why it could not be written. Each who may be told has one; one that is written later has an entry of its own, whose id names the contact. On `documents` under the role `letter`.")
    }
}

/// The amendment is finished: nothing that the law demands is missing.
public struct FinalMade: EventFields {
    /// Amended, or not after all.
    public var outcome: FinalOutcome = .amended
    /// Whether section I names the setting, or its type, after the phase transfer.
    public var namesTransfer: Bool?

    public init() {}

    public init(outcome: FinalOutcome, namesTransfer: Bool? = nil) {
        self.outcome = outcome
        self.namesTransfer = namesTransfer
    }

    public static var type: StaticString { "final-made" }
    public static var kind: EventKind { .finalMade }
    public static var meaning: StaticString { "The amendment is finished: nothing that the law demands is missing." }
    public static var happens: StaticString { "The day it was made." }
    public static var example: StaticString { "{\"outcome\":\"amended\",\"names_transfer\":true}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("outcome", &outcome, "Amended, or not after all.")
        try visitor.optional("names_transfer", &namesTransfer, "Whether section I names the setting, or its type, after the phase transfer.")
    }
}

/// A submitted final plan cannot stand.
public struct FinalRefused: EventFields {
    /// What is missing: of each finding its code and its values, as in `docs/findings.md`, with a bar between.
    public var lacks: [String] = []

    public init() {}

    public init(lacks: [String]) {
        self.lacks = lacks
    }

    public static var type: StaticString { "final-refused" }
    public static var kind: EventKind { .finalRefused }
    public static var meaning: StaticString { "A submitted final plan cannot stand." }
    public static var happens: StaticString { "The day it was refused." }
    public static var example: StaticString { "{\"lacks\":[\"answer-awaited|2024-12-14\"]}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("lacks", &lacks, "What is missing: of each finding its code and its values, as in `docs/findings.md`, with a bar between.")
    }
}

/// The rights pass from the parent to the young person with the end of compulsory school age (AGE-1). Its id says whether they will or have, and names the month of birth on which that rests: said of another month it counts for nothing. A month is enough: a school year's children are born from a 1 September to the next 31 August.
public struct RightsPass: EventFields {
    /// The last day of compulsory school age: from the next day the rights are the young person's.
    public var last: Day = Day(number: 0)
    /// The rule by which they pass.
    public var rule: RuleName = RuleName(.age1)

    public init() {}

    public init(last: Day, rule: RuleName) {
        self.last = last
        self.rule = rule
    }

    public static var type: StaticString { "rights-pass" }
    public static var kind: EventKind { .rightsPass }
    public static var meaning: StaticString { "The rights pass from the parent to the young person with the end of compulsory school age (AGE-1). Its id says whether they will or have, and names the month of birth on which that rests: said of another month it counts for nothing. A month is enough: a school year's children are born from a 1 September to the next 31 August." }
    public static var happens: StaticString { "The day it was concluded." }
    public static var example: StaticString { "{\"last\":\"2024-06-28\",\"rule\":\"AGE-1\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("last", &last, "The last day of compulsory school age: from the next day the rights are the young person's.")
        try visitor.field("rule", &rule, "The rule by which they pass.")
    }
}

/// A party ought to be told. Its id names of what.
public struct NotificationRequested: EventFields {
    /// The letter that it carries. On `documents` under the role `letter`.
    public var document: DocumentHash?
    /// The last day on which it is worth saying.
    public var until: Day = Day(number: 0)

    public init() {}

    public init(document: DocumentHash? = nil, until: Day) {
        self.document = document
        self.until = until
    }

    public static var type: StaticString { "notification-requested" }
    public static var kind: EventKind { .notificationRequested }
    public static var meaning: StaticString { "A party ought to be told. Its id names of what." }
    public static var happens: StaticString { "The day it was concluded." }
    public static var example: StaticString { "{\"document\":\"AAAAAAAAAAEAAAAAAAAAAgAAAAAAAAAD__________8\",\"until\":\"2025-01-31\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.optional("document", &document, "The letter that it carries. On `documents` under the role `letter`.")
        try visitor.field("until", &until, "The last day on which it is worth saying.")
    }
}

/// An instance of the notifier is about to send it.
public struct NotificationClaimed: EventFields {
    /// The instance, by a name that is new at every start.
    public var instance: String = ""
    /// When the token was signed under which it may leave, in seconds since the beginning of 1970, UTC; only where the provider forgets in time what it took.
    public var signed: Int64?

    public init() {}

    public init(instance: String, signed: Int64? = nil) {
        self.instance = instance
        self.signed = signed
    }

    public static var type: StaticString { "notification-claimed" }
    public static var kind: EventKind { .notificationClaimed }
    public static var meaning: StaticString { "An instance of the notifier is about to send it." }
    public static var happens: StaticString { "The day it was claimed." }
    public static var example: StaticString { "{\"instance\":\"n-7f3a\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("instance", &instance, "The instance, by a name that is new at every start.")
        try visitor.optional("signed", &signed, "When the token was signed under which it may leave, in seconds since the beginning of 1970, UTC; only where the provider forgets in time what it took.")
    }
}

/// It left. For a decision's letter to the family, this is the day they were told.
public struct NotificationSent: EventFields {
    /// By which way.
    public var channel: ChannelName = .folder
    /// The channel's own word for it.
    public var receipt: String = ""
    /// Whether its letter left in braille too, made here for an embosser: then nobody orders it from a supplier.
    public var braille: Bool?

    public init() {}

    public init(channel: ChannelName, receipt: String, braille: Bool? = nil) {
        self.channel = channel
        self.receipt = receipt
        self.braille = braille
    }

    public static var type: StaticString { "notification-sent" }
    public static var kind: EventKind { .notificationSent }
    public static var meaning: StaticString { "It left. For a decision's letter to the family, this is the day they were told." }
    public static var happens: StaticString { "The day it left." }
    public static var example: StaticString { "{\"channel\":\"folder\",\"receipt\":\"0001.eml\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("channel", &channel, "By which way.")
        try visitor.field("receipt", &receipt, "The channel's own word for it.")
        try visitor.optional("braille", &braille, "Whether its letter left in braille too, made here for an embosser: then nobody orders it from a supplier.")
    }
}

/// It could not be sent; somebody must act.
public struct NotificationFailed: EventFields {
    /// Why.
    public var why: DeliveryFailure = .noAddress
    /// Where a document that it carries is missing or does not fit: what that one is for.
    public var role: DocumentRole?
    /// That document.
    public var document: DocumentHash?

    public init() {}

    public init(why: DeliveryFailure, role: DocumentRole? = nil, document: DocumentHash? = nil) {
        self.why = why
        self.role = role
        self.document = document
    }

    public static var type: StaticString { "notification-failed" }
    public static var kind: EventKind { .notificationFailed }
    public static var meaning: StaticString { "It could not be sent; somebody must act." }
    public static var happens: StaticString { "The day it failed." }
    public static var example: StaticString { "{\"why\":\"no-address\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("why", &why, "Why.")
        try visitor.optional("role", &role, "Where a document that it carries is missing or does not fit: what that one is for.")
        try visitor.optional("document", &document, "That document.")
    }
}

/// It had left, and its channel says now that it came back or did not arrive. Whoever was told stays told; somebody must act.
public struct NotificationReturned: EventFields {
    /// What the channel says of it.
    public var why: ReturnReason = .returned

    public init() {}

    public init(why: ReturnReason) {
        self.why = why
    }

    public static var type: StaticString { "notification-returned" }
    public static var kind: EventKind { .notificationReturned }
    public static var meaning: StaticString { "It had left, and its channel says now that it came back or did not arrive. Whoever was told stays told; somebody must act." }
    public static var happens: StaticString { "The day the channel said so." }
    public static var example: StaticString { "{\"why\":\"returned\"}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("why", &why, "What the channel says of it.")
    }
}

/// The reasons of a decision are the same, or nearly, as those of decisions in other cases, three or more together: a sign that children are decided by a rule, for the quality lead to read them. It says of no decision that it is wrong, and names no other child.
public struct ReasonsAlike: EventFields {
    /// A mark that all cases have whose reasons are alike; it says nothing of the reasons.
    public var group: Int64 = 0

    public init() {}

    public init(group: Int64) {
        self.group = group
    }

    public static var type: StaticString { "reasons-alike" }
    public static var kind: EventKind { .reasonsAlike }
    public static var meaning: StaticString { "The reasons of a decision are the same, or nearly, as those of decisions in other cases, three or more together: a sign that children are decided by a rule, for the quality lead to read them. It says of no decision that it is wrong, and names no other child." }
    public static var happens: StaticString { "The day it was concluded." }
    public static var example: StaticString { "{\"group\":4728193650284716}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("group", &group, "A mark that all cases have whose reasons are alike; it says nothing of the reasons.")
    }
}

/// Nearly all decisions of one kind of review had the outcome of this one, in one team or by one officer, where others decide otherwise; or a lighter kind of review ends with it more often than the other kinds do. A sign that children are decided by a rule, for the quality lead to read some of them: counted at the beginning of a month over the year before, by Fisher's exact test, of all comparisons together. It says of no decision that it is wrong, and names no other child.
public struct OutcomesAlike: EventFields {
    /// Whose decisions stand out.
    public var sign: OutcomeSign = .team
    /// A mark that all cases have which stand out together; it says nothing of them.
    public var group: Int64 = 0

    public init() {}

    public init(sign: OutcomeSign, group: Int64) {
        self.sign = sign
        self.group = group
    }

    public static var type: StaticString { "outcomes-alike" }
    public static var kind: EventKind { .outcomesAlike }
    public static var meaning: StaticString { "Nearly all decisions of one kind of review had the outcome of this one, in one team or by one officer, where others decide otherwise; or a lighter kind of review ends with it more often than the other kinds do. A sign that children are decided by a rule, for the quality lead to read some of them: counted at the beginning of a month over the year before, by Fisher's exact test, of all comparisons together. It says of no decision that it is wrong, and names no other child." }
    public static var happens: StaticString { "The day it was concluded." }
    public static var example: StaticString { "{\"sign\":\"team\",\"group\":4728193650284716}" }

    @inlinable
    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("sign", &sign, "Whose decisions stand out.")
        try visitor.field("group", &group, "A mark that all cases have which stand out together; it says nothing of them.")
    }
}

/// What a conclusion says. The word stands in its id, once and for ever; the fact beside it says on what it
/// rests. Their numbers are this version's own and stand on no topic.
public enum Subject: UInt8, CaseIterable, Sendable {
    /// The day has begun, on every partition.
    case day = 1
    /// The log began: the first record of each partition.
    case logBegan
    /// A review was opened. The last day of its twelve months, or none when that is not known.
    case opened
    /// Someone was reminded to arrange the meeting. The day by which it is due.
    case remindArrange
    /// Someone was reminded to circulate advice. The day by which it is due.
    case remindAdvice
    /// Someone was reminded of the report. The day by which it is due.
    case remindReport
    /// Someone was reminded of the decision. The day by which it is due.
    case remindDecision
    /// Someone was reminded of the final plan. The day by which it is due.
    case remindFinal
    /// By that day no meeting had been recorded.
    case noMeetingBy
    /// By that day no report of the meeting had been recorded.
    case noReportBy
    /// By that day the family had not been told of a decision.
    case noDecisionBy
    /// By that day no final plan had been sent.
    case noFinalBy
    /// By that day the review was not complete.
    case notReviewedBy
    /// By that day the plan did not name the setting after the transfer.
    case noTransferPlanBy
    /// By that day there was no answer in writing.
    case noAnswerBy
    /// The submitted decision stands.
    case decisionMade
    /// The submitted decision cannot stand.
    case decisionRefused
    /// The decision's letter was written.
    case decisionLetter
    /// The submitted final plan stands.
    case finalMade
    /// The submitted final plan cannot stand.
    case finalRefused
    /// The final plan's letter was written.
    case finalLetter
    /// The proof of the partition's records up to that day's beginning.
    case head
    /// In six months or sooner the rights will pass to the young person. The month of birth from which that follows.
    case rightsWillPass
    /// The rights passed to the young person. The month of birth from which that follows.
    case rightsPassed
    /// By that day the family had not been told in writing that the plan was transferred.
    case noTransferLetterBy
    /// The reasons of the submitted decision are the same, or nearly, as those of decisions in other cases.
    case reasonsAlike
    /// The outcome of the submitted decision is that of nearly all of its kind where others decide otherwise.
    case outcomesAlike
    /// A message that a review is due.
    case tellReviewDue
    /// A message of the meeting's date. The report by which what its addressee was told last is true no longer, so that a date which stands again is told again.
    case tellInvitation
    /// A reminder, sent.
    case tellRemindArrange
    /// A reminder, sent.
    case tellRemindAdvice
    /// A reminder, sent.
    case tellRemindReport
    /// A reminder, sent.
    case tellRemindDecision
    /// A reminder, sent.
    case tellRemindFinal
    /// A message of an alarm, which stands behind the word.
    case tellNotRecorded
    /// A message to the family that its decision is late.
    case tellLateToFamily
    /// The decision's letter, or a notice of it.
    case tellDecision
    /// A message that a submission cannot stand.
    case tellRefused
    /// The final plan's letter, or a notice of it.
    case tellFinal
    /// A message that an early review was asked for.
    case tellEarlyRequest
    /// A message of the answer to that.
    case tellEarlyAnswer
    /// A message that the rights will pass to the young person. The last day of compulsory school age.
    case tellRightsWillPass
    /// A message that the rights have passed to the young person. The last day of compulsory school age.
    case tellRightsPassed
    /// A message that had left and did not reach its addressee, once more. The report by which somebody asked for that.
    case tellAgain
    /// The letter that the plan was transferred to this council.
    case tellMovedIn
    /// The letter that ending the plan is considered, or a notice of it.
    case tellCeasingConsidered
    /// The letter that the plan has ended.
    case tellEnded
    /// The letter that answers who did not agree with the kind of review.
    case tellDisagreementAnswer
    /// The letter that answers a request for a change of the plan, or a notice of it.
    case tellChangeAnswer
    /// The letter that something in an earlier letter was wrong, and what is right.
    case tellCorrection
    /// The letter that a paper about the child lay on another child's file.
    case tellPaperAstray
    /// The letter that another child's paper lay on the child's file.
    case tellPaperNotYours

    /// The word in ids.
    public var word: StaticString {
        switch self {
        case .day: "day"
        case .logBegan: "log-began"
        case .opened: "opened"
        case .remindArrange: "remind-arrange"
        case .remindAdvice: "remind-advice"
        case .remindReport: "remind-report"
        case .remindDecision: "remind-decision"
        case .remindFinal: "remind-final"
        case .noMeetingBy: "no-meeting-by"
        case .noReportBy: "no-report-by"
        case .noDecisionBy: "no-decision-by"
        case .noFinalBy: "no-final-by"
        case .notReviewedBy: "not-reviewed-by"
        case .noTransferPlanBy: "no-transfer-plan-by"
        case .noAnswerBy: "no-answer-by"
        case .decisionMade: "decision-made"
        case .decisionRefused: "decision-refused"
        case .decisionLetter: "decision-letter"
        case .finalMade: "final-made"
        case .finalRefused: "final-refused"
        case .finalLetter: "final-letter"
        case .head: "head"
        case .rightsWillPass: "rights-will-pass"
        case .rightsPassed: "rights-passed"
        case .noTransferLetterBy: "no-transfer-letter-by"
        case .reasonsAlike: "reasons-alike"
        case .outcomesAlike: "outcomes-alike"
        case .tellReviewDue: "tell-review-due"
        case .tellInvitation: "tell-invitation"
        case .tellRemindArrange: "tell-remind-arrange"
        case .tellRemindAdvice: "tell-remind-advice"
        case .tellRemindReport: "tell-remind-report"
        case .tellRemindDecision: "tell-remind-decision"
        case .tellRemindFinal: "tell-remind-final"
        case .tellNotRecorded: "tell-not-recorded"
        case .tellLateToFamily: "tell-late-to-family"
        case .tellDecision: "tell-decision"
        case .tellRefused: "tell-refused"
        case .tellFinal: "tell-final"
        case .tellEarlyRequest: "tell-early-request"
        case .tellEarlyAnswer: "tell-early-answer"
        case .tellRightsWillPass: "tell-rights-will-pass"
        case .tellRightsPassed: "tell-rights-passed"
        case .tellAgain: "tell-again"
        case .tellMovedIn: "tell-moved-in"
        case .tellCeasingConsidered: "tell-ceasing-considered"
        case .tellEnded: "tell-ended"
        case .tellDisagreementAnswer: "tell-disagreement-answer"
        case .tellChangeAnswer: "tell-change-answer"
        case .tellCorrection: "tell-correction"
        case .tellPaperAstray: "tell-paper-astray"
        case .tellPaperNotYours: "tell-paper-not-yours"
        }
    }

    /// Whether it is a message to somebody.
    @inlinable public var isMessage: Bool { rawValue >= Subject.tellReviewDue.rawValue }

    /// Whether its id may name a party that is reminded.
    public var isReminder: Bool {
        switch self {
        case .remindArrange, .remindAdvice, .remindReport, .remindDecision, .remindFinal: true
        default: false
        }
    }

    /// Whether it says what was not recorded in time; a message may tell of it.
    public var isAlarm: Bool {
        switch self {
        case .noMeetingBy, .noReportBy, .noDecisionBy, .noFinalBy, .notReviewedBy, .noTransferPlanBy, .noAnswerBy, .noTransferLetterBy: true
        default: false
        }
    }

    /// Whether its fact is a submission.
    public var restsOnSubmission: Bool {
        switch self {
        case .decisionMade, .decisionRefused, .decisionLetter, .finalMade, .finalRefused, .finalLetter, .reasonsAlike, .outcomesAlike, .tellInvitation, .tellDecision, .tellRefused, .tellFinal, .tellEarlyRequest, .tellEarlyAnswer, .tellAgain, .tellMovedIn, .tellCeasingConsidered, .tellEnded, .tellDisagreementAnswer, .tellChangeAnswer, .tellCorrection, .tellPaperAstray, .tellPaperNotYours: true
        default: false
        }
    }

    /// Whether its fact is a day.
    public var restsOnDay: Bool {
        switch self {
        case .day, .opened, .remindArrange, .remindAdvice, .remindReport, .remindDecision, .remindFinal, .noMeetingBy, .noReportBy, .noDecisionBy, .noFinalBy, .notReviewedBy, .noTransferPlanBy, .noAnswerBy, .head, .noTransferLetterBy, .tellReviewDue, .tellRemindArrange, .tellRemindAdvice, .tellRemindReport, .tellRemindDecision, .tellRemindFinal, .tellNotRecorded, .tellLateToFamily, .tellRightsWillPass, .tellRightsPassed: true
        default: false
        }
    }

    /// Whether its fact is a month.
    public var restsOnMonth: Bool {
        switch self {
        case .rightsWillPass, .rightsPassed: true
        default: false
        }
    }
}
