import CaseFile
import Contracts
import Metrics
import Statute

extension ReviewSource {
    /// What was asked, said or contested of this review.
    fileprivate func matters(_ kind: Matter.Kind) -> [Matter] {
        file.matters.filter { $0.kind == kind && $0.review == review.number }
    }

    /// Whether that party took part in the meeting, as it was said last; nil where nobody said who did.
    func attended(_ parties: Party...) -> Bool? {
        let said = file.submissions.last {
            $0.kind == .meetingHeld && $0.review == review.number && $0.stands && $0.attended != nil
        }
        return said?.attended.map { all in parties.contains { all.contains($0) } }
    }

    /// The last that the parent, or the child, answered to the three questions.
    fileprivate func experience(_ party: Party) -> Experience? {
        file.experiences.last { $0.review == review.number && $0.from == party }
    }

    /// The day on which the oldest advice was written of which that is recorded.
    fileprivate var oldestAdvice: Day? {
        file.submissions.filter { $0.kind == .viewsReceived && $0.review == review.number && $0.stands }
            .compactMap(\.date).min()
    }

    /// Whether all of them are answered, and the last day on which one was; nil while one waits.
    fileprivate static func last(_ matters: [Matter]) -> Day? {
        let answered = matters.compactMap(\.answered)
        return answered.count == matters.count ? answered.max() : nil
    }

    fileprivate var sessions: [OfferedSession] { file.sessions.filter { $0.review == review.number } }

    fileprivate var cameToSession: Bool? {
        let said = sessions.compactMap(\.attended)
        return said.isEmpty ? nil : said.contains(true)
    }

    fileprivate var audits: [(audit: RecordedAudit, day: Day)] {
        file.audits(of: review.number).compactMap { audit in
            file.submissions.first { $0.key == audit.key }.map { (audit, $0.happened) }
        }
    }

    /// The grade that was agreed, or else that of the first audit.
    fileprivate var grade: Grade? {
        let agreed = file.submissions.last {
            $0.kind == .auditModerated && $0.review == review.number && $0.stands
        }?.agreedGrade
        return agreed ?? audits.first?.audit.grade
    }

    fileprivate var reworks: [AuditAction] { file.auditActions.filter { $0.review == review.number } }

    /// The day on which the first final plan was submitted that was refused.
    fileprivate var finalRefused: Day? {
        file.submissions.filter { report in
            report.kind == .finalSubmitted && report.review == review.number
                && file.said.contains(
                    ConclusionID(.finalRefused, review: review.number, fact: report.key.reference))
        }.map(\.recorded).min()
    }
}

/// What is known of how families took part in a review, of what they contest, and of audits of it.
enum ReviewServiceFacts {
    static let stored: [StoredFact<ReviewSource>] = [
        .word("late_reason", "Why the day for the decision was missed, as people coded it.") {
            $0.file.lateReason(.decision, of: $0.review.number)
        },
        .word("final_late_reason", "Why the day for the final plan was missed, as people coded it.") {
            $0.file.lateReason(.final, of: $0.review.number)
        },
        .happening("contested", "The family contested a day with which a time of the law begins or ends; not settled.")
        {
            $0.matters(.contest).filter(\.doubtsClock).map(\.asked).min()
        },
        .said("parent_attended", "The parent took part in the meeting.") { $0.attended(.parent) },
        .said("child_attended", "The child or young person took part in any of the meeting.") {
            $0.attended(.youngPerson)
        },
        .said("council_attended", "Somebody of the council took part in the meeting.") {
            $0.attended(.coordinator, .manager)
        },
        .said("health_attended", "Somebody of health took part in the meeting.") { $0.tookPart(.health) },
        .said("social_care_attended", "Somebody of social care took part in the meeting.") {
            $0.tookPart(.socialCare)
        },
        .happening("oldest_advice", "The oldest advice was written of which that day is recorded.") { $0.oldestAdvice },
        .happening("adjustment_asked", "An interpreter, or another form, was first asked for.") {
            $0.matters(.adjustment).map(\.asked).min()
        },
        .happening("adjustment_supplied", "The last that was asked for was supplied; not known while one is not.") {
            ReviewSource.last($0.matters(.adjustment))
        },
        .due("adjustment_by", "The first day by which it was needed: one that was named, or the meeting's.") { source in
            source.matters(.adjustment).compactMap { $0.named ?? source.row.held ?? source.row.arranged }.min()
        },
        .happening("parent_answered", "The parent last answered the three questions.") {
            $0.experience(.parent)?.answered
        },
        .word("parent_listened", "Whether the parent was listened to.") { $0.experience(.parent)?.listened },
        .word("parent_understood", "Whether the parent understood what would happen, and when.") {
            $0.experience(.parent)?.understood
        },
        .word("parent_helped", "Whether the review will help, as the parent sees it.") {
            $0.experience(.parent)?.helped
        },
        .happening("child_answered", "The child or young person last answered the three questions.") {
            $0.experience(.youngPerson)?.answered
        },
        .word("child_listened", "Whether the child or young person was listened to.") {
            $0.experience(.youngPerson)?.listened
        },
        .word("child_understood", "Whether they understood what would happen, and when.") {
            $0.experience(.youngPerson)?.understood
        },
        .word("child_helped", "Whether the review will help, as they see it.") { $0.experience(.youngPerson)?.helped },
        .happening("session_offered", "The family was first offered a session.") { $0.sessions.map(\.offered).min() },
        .word("session_time", "When the session is that was offered last.") { $0.sessions.last?.when },
        .said("session_attended", "Somebody of the family came to a session.") { $0.cameToSession },
        .happening("remedy_considered", "A person first considered what the family is owed for a day that was missed.")
        {
            source in source.file.remedies.filter { $0.review == source.review.number }.map(\.decided).min()
        },
        .happening("apologised", "The family was first told sorry for a day that was missed.") { source in
            source.file.remedies.filter { $0.review == source.review.number }.compactMap(\.apologised).min()
        },
        .happening("appealed", "The council was sent an appeal.") { source in
            source.file.appeals.filter { $0.review == source.review.number }.map(\.lodged).min()
        },
        .happening("mediation_wanted", "The family last said that it wants mediation.") {
            $0.file.mediation(.wanted, of: $0.review.number)
        },
        .happening("final_refused", "A final plan was submitted that was refused here for what it lacked.") {
            $0.finalRefused
        },
        .truth("letter_from_here", "The decision's letter was written here, where what it must say is checked.") {
            $0.review.isLetterWritten
        },
        .happening("audited", "It was first audited.") { $0.audits.map(\.day).min() },
        .word("audit_grade", "The grade that was agreed, or else that of the first audit.") { $0.grade },
        .due("rework_by", "The first day by which something is to be done that an audit asked for.") {
            $0.reworks.map(\.by).min()
        },
        .happening("rework_done", "The last that audits asked for was done; not known while something is not.") {
            source in
            let done = source.reworks.compactMap(\.done)
            return done.count == source.reworks.count ? done.max() : nil
        },
        .said("rework_well", "A later audit found all of it well.") { source in
            source.reworks.isEmpty ? nil : source.reworks.allSatisfy(\.isWellNow)
        },
    ]
}

extension PlanSource {
    fileprivate func lastMatter(_ kind: Matter.Kind) -> Matter? { file.matters.last { $0.kind == kind } }

    /// What rules last saw in the last version of the plan.
    fileprivate func content(_ name: String) -> Int? { reading?.counts[name] }

    fileprivate var reading: ContentReading? {
        guard let version = file.planVersions.last else { return nil }
        return file.contentReadings.last { $0.version == version.key }
    }
}

/// What is known of what families asked and said, and of what rules saw in the plan.
enum PlanServiceFacts {
    static let stored: [StoredFact<PlanSource>] = [
        .happening("contested", "The family contested a day with which a time of the law begins or ends; not settled.")
        {
            $0.file.matters.filter(\.doubtsClock).map(\.asked).min()
        },
        .happening("questioned", "The last question was asked.") { $0.lastMatter(.question)?.asked },
        .happening("question_answered", "The last question was answered.") { $0.lastMatter(.question)?.answered },
        .due("question_by", "The last day for the answer to the last question.") {
            $0.lastMatter(.question)?.answerBy()
        },
        .happening("support_said", "Somebody last said that support is not delivered.") {
            $0.lastMatter(.support)?.asked
        },
        .happening("support_answered", "They were answered.") { $0.lastMatter(.support)?.answered },
        .due("support_by", "The last day for that answer.") { $0.lastMatter(.support)?.answerBy() },
        .happening("complained", "The family last complained.") { $0.lastMatter(.complaint)?.asked },
        .happening("complaint_answered", "That complaint was answered.") { $0.lastMatter(.complaint)?.answered },
        .due("complaint_by", "The last day for that answer.") { $0.lastMatter(.complaint)?.answerBy() },
        .due("later_transfer", "The day of a move between post-16 institutions.") { $0.plan.laterTransfer },
        .happening("latest_final", "The final plan of the last review that had one was sent.") { source in
            source.file.reviews.compactMap(\.finalTold).max()
        },
        .happening("plan_version", "The last version of the plan in sections was made.") {
            $0.file.planVersions.last?.made
        },
        .happening("content_read", "The text of that version was read by rule.") { $0.reading?.read },
        .number("content_words", "How many words it has.") { $0.content("words") },
        .number("content_vague_in_thousand", "Vague phrases in each thousand of its words, rounded.") {
            $0.content("vague-in-thousand")
        },
        .number("content_words_a_sentence", "Words a sentence, rounded.") { $0.content("words-a-sentence") },
        .number("content_sections_missing", "Sections of the law that are missing or say nothing.") {
            $0.content("sections-missing")
        },
        .number("content_needs_open", "Needs without a provision or an outcome.") { $0.content("needs-open") },
        .number("content_provisions_unlinked", "Provisions that belong to no need.") {
            $0.content("provisions-unlinked")
        },
        .number(
            "content_provisions_unspecified", "Provisions of section F of which who, how often or how long is not said."
        ) {
            $0.content("provisions-unspecified")
        },
        .number(
            "content_outcomes_unmeasurable", "Outcomes of which one cannot tell by what, or when, they are reached."
        ) {
            $0.content("outcomes-unmeasurable")
        },
        .number("content_outcomes_unchanged", "Outcomes that stand word for word in the version before.") {
            $0.content("outcomes-unchanged")
        },
        .number("content_adulthood_missing", "From Year 9: areas of adulthood of which it does not speak.") {
            $0.content("adulthood-missing")
        },
        .number("content_long_sentences", "Sentences of more than thirty words.") { $0.content("long-sentences") },
        .number("content_abbreviations", "Capitals that are nowhere written out.") { $0.content("abbreviations") },
        .number("content_form_words", "Words of a form that were left in.") { $0.content("form-words") },
        .number("content_outcomes_stale", "Outcomes that stand word for word since before two or more reviews.") {
            $0.content("outcomes-stale")
        },
        .number("content_reading_grade", "Years of school that a reader needs, by a rule of thumb.") {
            $0.content("reading-grade")
        },
        .number("content_passive_in_hundred", "Of each hundred sentences, those that do not say who does it, rounded.")
        {
            $0.content("passive-in-hundred")
        },
        .number("content_pronouns_mixed", "Sentences with he where the plan mostly says she, or she where it says he.")
        {
            $0.content("pronouns-mixed")
        },
        .number("content_other_children", "Texts in which another child of the council is named.") {
            $0.content("other-children")
        },
    ]
}
