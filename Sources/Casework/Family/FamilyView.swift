public import CaseFile
public import Contracts
public import Statute

// What is not obvious here:
//
// - A contact is told by its own letter. Until that has left nothing here says that a decision was made, be it that another
//   has theirs.
// - From whom the place is kept, the day of a meeting is kept too: somebody could wait there.

/// What one contact of the child sees of the case, from its four facts: pure values, which every page of the portal draws.
public struct FamilyView: Sendable {
    /// How much.
    public enum Extent: String, CaseIterable, Sendable {
        /// Nothing: no code is sent, and nobody is signed in.
        case nothing
        /// What the contact gave, and what was addressed to it.
        case own
        /// All that the holders of rights may.
        case everything
    }

    /// The case.
    public let id: CaseID
    /// The contact.
    public let contact: Contact
    /// How much it sees.
    public let extent: Extent
    /// Where the review stands; nil unless the contact may see everything.
    public let stage: FamilyStage?
    /// What happens next, the soonest first.
    public let next: [FamilyStep]
    /// The reviews, latest first.
    public let reviews: [FamilyReview]
    /// The versions of the plan, latest first.
    public let versions: [PlanVersion]
    /// What the contact asked or said, latest first.
    public let requests: [FamilyRequest]
    /// The papers, latest first, before anybody looked whom each may reach: `PaperRule` decides.
    public let papers: [CasePaper]
    /// Who holds the case, by an id that is no name.
    public let coordinator: ActorID?

    /// What that contact sees on that day; nil where the case has no such contact.
    public init?(
        of number: UInt8, in file: CaseFile, _ id: CaseID, entries: [(position: Int64, entry: Entry)], on today: Day,
        words: ModelWords = ModelWords(), holidays: BankHolidays = .byRuleOnly
    ) {
        guard let contact = file.contact(number).flatMap({ known in file.contacts.first { $0.number == known.number } })
        else { return nil }
        self.id = id
        self.contact = contact
        let extent = FamilyView.extent(of: contact)
        self.extent = extent
        guard extent != .nothing else {
            (stage, next, reviews, versions, requests, papers, coordinator) = (nil, [], [], [], [], [], nil)
            return
        }
        let all = CasePaper.all(of: file, entries: entries)
        papers = all.filter { $0.isWorthAsking(for: contact) }.reversed()
        coordinator = file.plan?.coordinator
        requests = FamilyView.requests(
            of: number, in: file, entries: entries, words: words, holidays: holidays)
        guard extent == .everything else {
            (stage, next, reviews, versions) = (nil, [], [], [])
            return
        }
        let reading = Reading(file: file, contact: contact, today: today, words: words, holidays: holidays)
        reviews = file.reviews.reversed().map(reading.review)
        (stage, next) = reading.stage
        versions = contact.isLocationProtected ? [] : file.planVersions.reversed()
    }

    /// How much that contact sees: nothing where a decision closes it, whatever else is said of it.
    public static func extent(of contact: Contact) -> Extent {
        guard contact.mayBeWrittenTo else { return .nothing }
        return switch contact.sees {
        case .nothing: .nothing
        case .own: .own
        case .everything: .everything
        }
    }

    // MARK: What was asked

    private static func requests(
        of number: UInt8, in file: CaseFile, entries: [(position: Int64, entry: Entry)], words: ModelWords,
        holidays: BankHolidays
    ) -> [FamilyRequest] {
        let only = file.contacts.count == 1
        var own: Set<SubmissionKey> = []
        var owners: [SubmissionKey: ActorID] = [:]
        for (_, entry) in entries {
            for event in entry.events {
                guard case .submission(let key) = event.id else { continue }
                let giver = event.data.giver(saidBy: entry.by)
                guard giver == .contact(number) || giver == .family && only else { continue }
                own.insert(key)
                if case .changeRequested(let request) = event.data { owners[key] = request.owner }
            }
        }
        let kinds: [Matter.Kind: EventKind] = [
            .question: .questionAsked, .support: .supportNotDelivered, .complaint: .complaintMade,
            .contest: .factContested, .adjustment: .adjustmentAsked,
        ]
        let matters = file.matters.filter { own.contains($0.key) }.compactMap { matter in
            kinds[matter.kind].map { kind in
                FamilyRequest(
                    kind: kind, key: matter.key, asked: matter.asked, owner: matter.owner,
                    answerBy: matter.answerBy(holidays: holidays), answered: matter.answered)
            }
        }
        let early = file.earlyRequests.filter { own.contains($0.key) }.map { request in
            FamilyRequest(
                kind: .earlyReviewRequested, key: request.key, asked: request.asked, owner: nil,
                answerBy: request.answerBy(days: words.answerDays).due, answered: request.answer?.happened)
        }
        let changes = file.changeRequests.filter { own.contains($0.key) }.map { request in
            FamilyRequest(
                kind: .changeRequested, key: request.key, asked: request.asked, owner: owners[request.key],
                answerBy: request.answerBy(days: words.answerDays), answered: request.answer?.happened)
        }
        let answers = file.reviews.flatMap { file.representations(of: $0.number) }.filter { own.contains($0.key) }.map {
            said in
            FamilyRequest(
                kind: .representationsReceived, key: said.key, asked: said.came, owner: nil, answerBy: nil,
                answered: said.isUnanswered ? nil : said.answers.last?.on)
        }
        return (matters + early + changes + answers).sorted { ($1.asked, $1.key.high) < ($0.asked, $0.key.high) }
    }
}

extension CasePaper {
    /// Whether any audience could bring it to that contact.
    fileprivate func isWorthAsking(for contact: Contact) -> Bool {
        Audience.allCases.contains { PaperRule.deciding(self, to: contact, audience: $0).shows }
    }
}

/// A file as it is looked at for one contact.
private struct Reading {
    let file: CaseFile
    let contact: Contact
    let today: Day
    let words: ModelWords
    let holidays: BankHolidays

    func review(_ review: Review) -> FamilyReview {
        let kind = words.holding?.model.kind(ReviewKindID(rawValue: (review.kind ?? .annual).rawValue))
        let decision = decision(of: review)
        let meeting = review.held ?? review.arranged
        return FamilyReview(
            number: review.number, title: words.kind(review.kind), about: kind?.about,
            whyProposed: review.kindChosen || decision != nil ? nil : why(kind),
            mayDisagree: decision == nil && review.held == nil,
            meeting: contact.isLocationProtected && review.held == nil ? nil : meeting, isHeld: review.held != nil,
            decision: decision)
    }

    /// The day on which this contact's letter of that message left, or the decision was recorded as sent otherwise.
    private func day(of subject: Subject, _ submission: Submission?, _ review: Review, recorded: Day?) -> Day? {
        if let key = submission?.key {
            let own = ConclusionID(subject, review: review.number, fact: key.reference, to: .contact(contact.number))
            // Whoever has no letter of its own is told when all have been who do.
            if let message = file.message(own) { return message.sent }
        }
        return recorded
    }

    private func decision(of review: Review) -> FamilyReview.Decision? {
        guard
            let told = day(
                of: .tellDecision, review.isMade ? review.submission : nil, review, recorded: review.told)
        else { return nil }
        let outcome = review.outcome ?? review.submission?.outcome
        let due = review.held.map { Statute.decisionBy(meeting: $0) }
        let final = day(
            of: .tellFinal, review.isFinalMade ? review.finalSubmission : nil, review, recorded: review.finalTold)
        let brings = outcome == .amend ? final : outcome == nil ? nil : told
        return FamilyReview.Decision(
            outcome: outcome, told: told, due: due, daysLate: due.map { max(0, told - $0) } ?? 0,
            appealUntil: brings.map { Statute.appealPeriodEnds(sent: $0) }, finalTold: final,
            final: final == nil ? nil : review.finalOutcome ?? review.finalSubmission?.finalOutcome)
    }

    /// Why the council's model proposes that kind for this child.
    private func why(_ kind: ReviewModel.Kind?) -> String? {
        guard let kind else { return nil }
        let opening = kind.opening
        if opening.always { return "It is the kind of review for every child for whom no other is proposed." }
        if let year = file.plan?.year, opening.yearGroups.contains(YearGroup(Int(year))) {
            return "Your child is in \(YearGroup(Int(year))), after which the council looks at the whole plan."
        }
        if opening.statutoryTransfer, let phase = file.plan?.transfer {
            return "Your child moves \(phase.words)."
        }
        if opening.settingEnds { return "Your child\u{2019}s school or setting ends before the next school year." }
        return "Somebody asked for it."
    }

    var stage: (FamilyStage, [FamilyStep]) {
        guard file.plan != nil else { return (.unknown, []) }
        var rights: [FamilyStep] = []
        for review in file.reviews {
            guard let until = decision(of: review)?.appealUntil, until >= today else { continue }
            rights.append(FamilyStep(.appeal, by: until, rule: .app1, on: today))
        }
        guard file.ended == nil else { return (.ended, rights) }
        let open = file.reviews.last { review in
            guard let decision = decision(of: review) else { return true }
            return decision.outcome == .amend && decision.finalTold == nil
        }
        guard let open else { return (.between, rights + [nextReview]) }
        let (stage, steps) = underWay(open)
        return (stage, (steps + rights).sorted { ($0.by ?? .last) < ($1.by ?? .last) })
    }

    private var nextReview: FamilyStep {
        var facts = Facts(planMade: file.planMade, lastReviewed: file.lastReviewed)
        facts.movedIn = file.unreviewedTransfer?.happened
        return FamilyStep(.nextReview, Statute.deadlines(for: facts).first(.mov5, .cyc1, .cyc2), on: today)
    }

    private func underWay(_ review: Review) -> (FamilyStage, [FamilyStep]) {
        let deadlines = file.deadlines(of: review, holidays: holidays)
        if decision(of: review) != nil {
            var steps: [FamilyStep] = []
            let service = file.noticeServices(of: review).first { $0.contact == contact.number && !$0.isReturned }
            if let served = service?.served(holidays: holidays) {
                let until = served.lastOfDaysBeginning(words.representationDays)
                if until >= today { steps.append(FamilyStep(.answerChanges, by: until, rule: .amd2, on: today)) }
            }
            return (.amending, steps + [FamilyStep(.finalPlan, review.finalDeadline, on: today)])
        }
        if review.held != nil || review.submission != nil {
            return (.deciding, [FamilyStep(.decision, deadlines.first(.dec1), on: today)])
        }
        guard let arranged = review.arranged else {
            let due = deadlines.first(.cyc4)?.due ?? review.dueWhenOpened.map { Statute.latestMeeting(reviewDue: $0) }
            return (.begun, [FamilyStep(.arrangeMeeting, by: due, rule: .cyc4, on: today)])
        }
        let stage = arranged < today ? FamilyStage.unrecorded : .arranged
        guard !contact.isLocationProtected else { return (stage, []) }
        var steps: [FamilyStep] = []
        if review.advice == nil, arranged >= today {
            steps.append(FamilyStep(.papers, deadlines.first(.mtg4), on: today))
        }
        if arranged >= today { steps.append(FamilyStep(.meeting, by: arranged, rule: nil, on: today)) }
        if arranged < today {
            let due = Statute.decisionBy(meeting: arranged)
            steps.append(FamilyStep(.decision, by: due, rule: .dec1, on: today))
        }
        return (stage, steps)
    }
}
