public import Contracts
public import Statute

/// A letter with a code by which a contact signs in once.
public struct SignInLetter: Sendable, Hashable {
    /// The key of the report that asked for it.
    public let key: SubmissionKey
    /// To which of the child's contacts, by number.
    public let contact: UInt8
    /// The day on which it was asked for.
    public let asked: Day
    /// Whether its code was used.
    public let isUsed: Bool

    /// Days for which its code is good, from that on which it was asked for: the post, and time to find somebody who helps.
    public static let days = 14
    /// Days before another may be asked for: the first may still be with the post.
    public static let daysBetween = 3

    /// The last day of its code.
    public var lastDay: Day { asked + (SignInLetter.days - 1) }
}

/// Why a day was missed, as somebody coded it.
public struct GivenReason: Sendable {
    /// The number of the review.
    public let review: UInt8
    /// Which day was missed.
    public let missed: MissedDay
    /// Why.
    public let reason: LateReason
}

/// What a person decided that the family is owed for a day that was missed.
public struct ConsideredRemedy: Sendable {
    /// The number of the review.
    public let review: UInt8
    /// Which day was missed.
    public let missed: MissedDay
    /// What was decided; never a sum.
    public let remedy: Remedy
    /// The day of that.
    public let decided: Day
    /// The day on which the family was told sorry; nil where that is not recorded.
    public let apologised: Day?
    /// The provision that was late for it, each by its id in the plan.
    public let items: [PlanItemID]
    /// Who decided, by an id that is no name.
    public let officer: ActorID?
}

/// A session that the family was offered about a review.
public struct OfferedSession: Sendable {
    /// The key of the offer.
    public let key: SubmissionKey
    /// The number of the review.
    public let review: UInt8
    /// By day, in the evening, or online.
    public let when: SessionTime
    /// The day of the session.
    public let session: Day
    /// The day on which it was offered.
    public let offered: Day
    /// Whether somebody of the family came; nil while nobody said so.
    public let attended: Bool?
}

/// What somebody of the family answered to the three questions after a review.
public struct Experience: Sendable {
    /// The number of the review.
    public let review: UInt8
    /// Whose answer.
    public let from: Party
    /// The day of the answer.
    public let answered: Day
    /// By which way it came.
    public let by: AnswerChannel
    /// Were you listened to?
    public let listened: ExperienceAnswer?
    /// Did you understand what would happen, and when?
    public let understood: ExperienceAnswer?
    /// Will this review help?
    public let helped: ExperienceAnswer?
}

/// What an agency had to do with a review meeting.
public struct InvolvedAgency: Sendable {
    /// The number of the review.
    public let review: UInt8
    /// Which.
    public let agency: Agency
    /// What of it.
    public let step: AgencyStep
    /// The day of that.
    public let happened: Day
}

/// How far a child had come towards the outcomes of the plan, as a review saw it.
public struct RatedOutcomes: Sendable {
    /// The number of the review.
    public let review: UInt8
    /// The day on which it was looked at.
    public let rated: Day
    /// How many outcomes the plan has.
    public let outcomes: Int
    /// How many are achieved, on track, not on track, and not begun.
    public let achieved, onTrack, notOnTrack, notStarted: Int

    /// Of how many it was said how they stand.
    public var said: Int { achieved + onTrack + notOnTrack + notStarted }
}

/// How many short-term outcomes were agreed, and of how many it is written who sees to them and by when.
public struct AgreedTargets: Sendable {
    /// The number of the review.
    public let review: UInt8
    /// The day on which they were agreed.
    public let agreed: Day
    /// How many there are.
    public let all: Int
    /// Of how many who sees to it, and by which day, is written.
    public let owned: Int
}

/// What rules saw in the text of a version of the plan.
public struct ContentReading: Sendable {
    /// The version, by the key of its report.
    public let version: SubmissionKey
    /// The day on which it was read.
    public let read: Day
    /// The rules that read it.
    public let rules: String
    /// What they counted, by name.
    public let counts: [String: Int]
}

extension CaseFile {
    /// Why days were missed, of each the last that stands, in the order of the file.
    public var lateReasons: [GivenReason] {
        lastOfEach { report, data in
            guard case .lateReasonGiven(let data) = data else { return nil }
            let reason = GivenReason(review: data.review, missed: data.missed, reason: data.reason)
            return (MissedDayOfReview(review: data.review, missed: data.missed), reason)
        }
    }

    /// Why that day of that review was missed; nil where nobody said.
    public func lateReason(_ missed: MissedDay, of review: UInt8) -> LateReason? {
        lateReasons.last { $0.review == review && $0.missed == missed }?.reason
    }

    /// What was considered for days that were missed, of each the last that stands, in the order of the file.
    public var remedies: [ConsideredRemedy] {
        lastOfEach { report, data in
            guard case .remedyConsidered(let data) = data else { return nil }
            let remedy = ConsideredRemedy(
                review: data.review, missed: data.missed, remedy: data.remedy, decided: report.happened,
                apologised: data.apologised, items: data.items ?? [], officer: data.officer)
            return (MissedDayOfReview(review: data.review, missed: data.missed), remedy)
        }
    }

    /// The sessions that were offered, in the order of the file, each with the last word whether somebody came.
    public var sessions: [OfferedSession] {
        let words = standingWords
        var came: [SubmissionKey: Bool] = [:]
        for (report, data) in words {
            if case .sessionAttended(let said) = data { came[said.session] = report.isAgreed }
        }
        return words.compactMap { report, data in
            guard case .sessionOffered(let offer) = data else { return nil }
            return OfferedSession(
                key: report.key, review: offer.review, when: offer.when, session: offer.session,
                offered: report.happened, attended: came[report.key])
        }
    }

    /// What the family answered to the three questions, in the order of the file.
    public var experiences: [Experience] {
        standingWords.compactMap { report, data in
            guard case .experienceAnswered(let said) = data else { return nil }
            return Experience(
                review: said.review, from: said.from, answered: report.happened, by: said.by, listened: said.listened,
                understood: said.understood, helped: said.helped)
        }
    }

    /// What rules saw in versions of the plan, in the order of the file. A count that is no number is none.
    public var contentReadings: [ContentReading] {
        standingWords.compactMap { report, data in
            guard case .auditContentRead(let read) = data else { return nil }
            var counts: [String: Int] = [:]
            for count in read.counts {
                let parts = count.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, let number = Int(parts[1]) else { continue }
                counts[String(parts[0])] = number
            }
            return ContentReading(version: read.version, read: report.happened, rules: read.rules, counts: counts)
        }
    }

    /// What agencies had to do with review meetings, in the order of the file.
    public var agencies: [InvolvedAgency] {
        standingWords.compactMap { report, data in
            guard case .agencyInvolved(let said) = data else { return nil }
            return InvolvedAgency(
                review: said.review, agency: said.agency, step: said.step, happened: report.happened)
        }
    }

    /// How far the child had come towards the outcomes of the plan in that review, as it was said last; nil where nobody did.
    public func ratedOutcomes(of review: UInt8) -> RatedOutcomes? {
        standingWords.last { if case .outcomesRated(let said) = $0.data { said.review == review } else { false } }
            .flatMap { report, data in
                guard case .outcomesRated(let said) = data else { return nil }
                return RatedOutcomes(
                    review: review, rated: report.happened, outcomes: Int(said.outcomes), achieved: Int(said.achieved),
                    onTrack: Int(said.onTrack), notOnTrack: Int(said.notOnTrack), notStarted: Int(said.notStarted))
            }
    }

    /// The short-term outcomes of that review that were counted, as it was said last; nil where nobody counted them.
    public func agreedTargets(of review: UInt8) -> AgreedTargets? {
        standingWords.last {
            if case .shortTermOutcomesAgreed(let said) = $0.data { said.review == review } else { false }
        }.flatMap { report, data in
            guard case .shortTermOutcomesAgreed(let said) = data, let all = said.targets else { return nil }
            return AgreedTargets(
                review: review, agreed: report.happened, all: Int(all), owned: Int(min(all, said.targetsOwned ?? 0)))
        }
    }

    /// What is said of each missed day, the last word of each, in the order of the last words.
    private func lastOfEach<Word>(
        _ said: (Submission, EventData) -> (day: MissedDayOfReview, word: Word)?
    ) -> [Word] {
        let words = standingWords.compactMap { said($0.report, $0.data) }
        let last = Dictionary(zip(words.lazy.map(\.day), words.indices), uniquingKeysWith: { $1 })
        return words.indices.compactMap { last[words[$0].day] == $0 ? words[$0].word : nil }
    }

    /// The last day of which the family may see that safeguarding and social care opened the case, as the safeguarding lead said
    /// last; nil where nothing was released.
    public var looksReleased: Day? {
        standingWords.last { if case .looksReleased = $0.data { true } else { false } }?.report.date
    }

    /// The letters with a code to sign in that were asked for, in the order of the file.
    public var signInLetters: [SignInLetter] {
        let words = standingWords
        var used: Set<SubmissionKey> = []
        for case .signInLetterUsed(let data) in words.map(\.data) { used.insert(data.letter) }
        return words.compactMap { report, data in
            guard case .signInLetterAsked(let data) = data else { return nil }
            return SignInLetter(
                key: report.key, contact: data.contact, asked: report.happened, isUsed: used.contains(report.key))
        }
    }

    private var standingWords: [(report: Submission, data: EventData)] {
        let words = serviceWords
        guard !words.isEmpty else { return [] }
        return submissions.compactMap { report in
            guard report.stands, let data = words[report.key] else { return nil }
            return (report, data)
        }
    }
}

/// One day of one review that was missed.
private struct MissedDayOfReview: Hashable {
    let review: UInt8
    let missed: MissedDay
}
