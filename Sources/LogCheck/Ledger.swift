import Contracts
import Statute

// What is not obvious here:
//
// - `check` names the periods by itself (`Sources/LogCheck`): it verifies what the services said, by no
//   code of theirs. Nothing else outside `Sources/Statute` counts by a number of its own.

/// One case as the check reads it: a fold of its own, written from the description of the log and not from `CaseFile`,
/// so that a mistake in one shows in the other.
struct Ledger {
    /// One report.
    struct Note {
        let key: SubmissionKey
        let data: EventData
        let happened: Day
        let recorded: Day
    }

    /// One message and what became of it.
    struct Message {
        /// The claims made so far.
        var claims: UInt32 = 0
        /// Whether a claim stands.
        var isClaimed = false
        /// The day it left.
        var sent: Day?
        /// What the channel said.
        var receipt: String?
        /// Why it could not leave.
        var failure: DeliveryFailure?
        /// Whether it left and came back, or did not arrive.
        var hasReturned = false
        /// The letter that it carries.
        var document: DocumentHash?
        /// The last day on which it is worth saying: of an invitation, the day of the meeting.
        var until: Day?
        /// How many messages of this case were asked for before it.
        var order = 0
        /// Whether, ever since its claim, it may tell where the child is to somebody from whom that is kept, and nobody has said that
        /// they looked through it.
        var isKept = false
    }

    /// Somebody who strikes a report out: what they may say, and who they are.
    private struct Striker {
        let speaker: Speakers
        let who: String
    }

    /// What became of an entry.
    enum Verdict {
        case accepted, repeated, unfit
        /// Nothing in it that whoever says it may say.
        case notEntitled
    }

    private(set) var notes: [Note] = []
    private var keys: Set<SubmissionKey> = []
    private var struckOut: Set<SubmissionKey> = []
    /// Of reports whose correction or withdrawal came first: by whom.
    private var struckBefore: [SubmissionKey: [Striker]] = [:]
    /// Who reported each death.
    private var reportedDeath: [SubmissionKey: String] = [:]
    /// What each correction corrects.
    private var corrects: [SubmissionKey: SubmissionKey] = [:]
    private(set) var conclusions: Set<ConclusionID> = []
    private(set) var openedOn: [UInt8: (day: Day, kind: ReviewKind)] = [:]
    private(set) var messages: [ConclusionID: Message] = [:]
    private(set) var letters: [ConclusionID: [LetterCopy]] = [:]
    /// Whom a letter is addressed to and who was closed since, with the day: nobody waits for these any more, ever.
    private(set) var closed: [ConclusionID: [UInt8: Day]] = [:]
    /// The moves of which the letter has left for everybody who was to be told at the time.
    private var movesTold: Set<Fact> = []
    /// The last report by which an arranged meeting fell, or the setting became another.
    private var turn: SubmissionKey?
    /// How many messages had been asked for when the setting became the one that it is.
    private var messagesBeforeSetting = 0
    /// The reports of one entry that were new; the conclusions of it, when it was accepted.
    private(set) var latest: [Event] = []

    /// The most reports of one case that count.
    private static let mostReports = 5_000

    /// Adds an entry. What its speaker may not say counts for nothing and uses up no id: of reports one by one, of
    /// conclusions all together.
    mutating func add(_ entry: Entry) -> Verdict {
        latest = []
        let speaker = entry.by.speaker
        var conclusions: [ConclusionID] = []
        var verdict = Verdict.repeated
        var ids: Set<EventID> = []
        for event in entry.events {
            // An entry holds an id once: of two reports the first counts, or none.
            if case .submission = event.id, !ids.insert(event.id).inserted { continue }
            let isEntitled = !speaker.isDisjoint(with: event.data.kind.saidBy)
            switch event.id {
            case .submission(let key):
                if keys.contains(key) { continue }
                guard isEntitled, event.data.kind.isReport else {
                    if latest.isEmpty { verdict = isEntitled ? .unfit : .notEntitled }
                    continue
                }
                guard keys.count < Ledger.mostReports else {
                    if latest.isEmpty { verdict = .unfit }
                    continue
                }
                keys.insert(key)
                latest.append(event)
                note(event, key, by: Striker(speaker: speaker, who: Ledger.who(entry.by)), on: entry.recorded)
                for id in messages.keys where messages[id]?.isKept == true && !isKept(id) {
                    messages[id]?.isKept = false
                }
            case .conclusion(let id):
                guard isEntitled else { return .notEntitled }
                conclusions.append(id)
            }
        }
        guard !conclusions.isEmpty else { return latest.isEmpty ? verdict : .accepted }
        guard Set(conclusions).count == conclusions.count, !conclusions.contains(where: isHeld) else {
            return .repeated
        }
        var next = self
        for event in entry.events {
            guard case .conclusion(let id) = event.id, next.take(id, event.data, on: Ledger.day(of: event, in: entry))
            else {
                return .unfit
            }
        }
        next.noteMoveTold()
        self = next
        latest = entry.events
        return .accepted
    }

    /// The day that a conclusion counts for: of a letter that somebody posted, that on which they did.
    private static func day(of event: Event, in entry: Entry) -> Day {
        guard case .notificationSent = event.data, let posted = event.happened else { return entry.recorded }
        return min(posted, entry.recorded)
    }

    /// Takes one report, which nobody has made before.
    private mutating func note(_ event: Event, _ key: SubmissionKey, by striker: Striker, on day: Day) {
        let before = (holding: whoHoldsByLaw, waiting: lettersThatWait)
        let mayTurn = event.replaces != nil || Ledger.mayTurn(event.data)
        let (setting, meetings) = mayTurn ? (plan?.setting, meetingsThatStand) : (nil, [])
        var place: Int?
        if let replaced = event.replaces, replaced != key {
            place = notes.firstIndex { $0.key == replaced }
            // Whoever may not say a thing may not correct it either; what they say counts beside it.
            if let found = place, notes[found].data.kind.saidBy.isDisjoint(with: striker.speaker) {
                place = nil
            } else {
                strike(replaced, by: striker)
                corrects[key] = replaced
            }
        }
        if case .withdrawn(let data) = event.data, data.report != key {
            strike(data.report, by: Striker(speaker: .everybody, who: striker.who))
        }
        if case .planEnded(let data) = event.data, data.reason == .died { reportedDeath[key] = striker.who }
        for earlier in struckBefore.removeValue(forKey: key) ?? []
        where !earlier.speaker.isDisjoint(with: event.data.kind.saidBy) && mayStrike(earlier, key) {
            struckOut.insert(key)
        }
        append(event, key, at: place, on: day)
        if mayTurn, !meetings.isSubset(of: meetingsThatStand) { turn = key }
        if mayTurn, plan?.setting != setting {
            turn = key
            messagesBeforeSetting = messages.count
        }
        readdress(before.waiting, unless: before.holding, on: day)
        closeLetters(on: day)
        noteMoveTold()
    }

    /// A correction stands where the corrected report stood.
    private mutating func append(_ event: Event, _ key: SubmissionKey, at place: Int?, on day: Day) {
        let note = Note(key: key, data: event.data, happened: event.happened ?? day, recorded: day)
        notes.insert(note, at: place.map { $0 + 1 } ?? notes.count)
    }

    /// Strikes a report out; one that has not come is struck out when it comes, if these may say such a thing.
    private mutating func strike(_ key: SubmissionKey, by striker: Striker) {
        guard keys.contains(key) else { return struckBefore[key, default: []].append(striker) }
        if mayStrike(striker, key) { struckOut.insert(key) }
    }

    /// A death is struck out by nobody alone: not by whoever reported it.
    private func mayStrike(_ striker: Striker, _ key: SubmissionKey) -> Bool { reportedDeath[key] != striker.who }

    /// The person, whatever their role; else the service.
    private static func who(_ actor: Actor) -> String {
        if case .person(let person) = actor { person.id.text } else { actor.description }
    }

    /// The letters that have a copy which neither left nor was closed.
    private var lettersThatWait: [ConclusionID] {
        letters.filter { letter, copies in
            copies.contains {
                !isClosed($0.contact, letter) && messages[message(of: letter, to: $0.contact)]?.sent == nil
            }
        }.map(\.key)
    }

    private func message(of letter: ConclusionID, to contact: UInt8) -> ConclusionID {
        ConclusionID(
            letter.subject == .decisionLetter ? .tellDecision : .tellFinal, review: letter.review, fact: letter.fact,
            to: .contact(contact))
    }

    /// Where the law gives the rights to others than before, letters that waited are to be written for these too.
    private mutating func readdress(_ waiting: [ConclusionID], unless before: HoldingByLaw, on day: Day) {
        guard whoHoldsByLaw != before else { return }
        for letter in waiting {
            for contact in toBeTold where messages[message(of: letter, to: contact)]?.sent == nil {
                guard let place = letters[letter]?.firstIndex(where: { $0.contact == contact }) else {
                    letters[letter]?.append(LetterCopy(waitingFor: contact))
                    continue
                }
                // Who was not closed waits already.
                guard isClosed(contact, letter) else { continue }
                closed[letter]?[contact] = nil
                letters[letter]?[place] = LetterCopy(waitingFor: contact)
            }
        }
        closeLetters(on: day)
    }

    /// Whoever may not be told any more is not waited for, also when that is taken back later.
    private mutating func closeLetters(on day: Day) {
        for (id, copies) in letters {
            for copy in copies where !mayBeTold(.contact(copy.contact)) && !isClosed(copy.contact, id) {
                closed[id, default: [:]][copy.contact] = day
            }
        }
    }

    /// Whether nobody waits for that contact's copy of that letter any more.
    func isClosed(_ contact: UInt8, _ letter: ConclusionID) -> Bool { closed[letter]?[contact] != nil }

    private func isHeld(_ id: ConclusionID) -> Bool {
        guard id.stage != .said else { return conclusions.contains(id) }
        guard let message = messages[id.message] else { return false }
        switch id.stage {
        case .said: return true
        case .claim: return message.claims >= id.attempt
        case .sent: return message.sent != nil
        case .failed: return message.failure != nil && message.claims == id.attempt && !message.isClaimed
        case .returned: return message.hasReturned
        }
    }

    // MARK: Conclusions

    /// Takes one conclusion; false when nothing in the file calls for it.
    private mutating func take(_ id: ConclusionID, _ data: EventData, on day: Day) -> Bool {
        switch data {
        case .reviewOpened(let opened):
            guard plan != nil, ended == nil, id.review == reviewCount &+ 1, reviewCount == 0 || told(reviewCount) != nil
            else { return false }
            openedOn[id.review] = (day, opened.kind)
        case .reminded, .notRecorded:
            guard isOwed(id) else { return false }
        case .rightsPass:
            guard ended == nil, id.review == 0, let born = plan?.born, id.fact == .month(born),
                id.subject == .rightsPassed || whoHoldsByLaw == .nobody
            else { return false }
            let before = (holding: whoHoldsByLaw, waiting: lettersThatWait)
            conclusions.insert(id)
            readdress(before.waiting, unless: before.holding, on: day)
            return true
        case .reasonsAlike, .outcomesAlike:
            guard
                notes.contains(where: { note in
                    guard case .decisionSubmitted(let data) = note.data else { return false }
                    return data.review == id.review && note.key.reference == id.fact
                })
            else { return false }
        case .decisionMade:
            guard made(.decisionMade, id.review) == nil, submission(id.review)?.key.reference == id.fact else {
                return false
            }
        case .finalMade:
            guard made(.finalMade, id.review) == nil, finalTold(id.review) == nil,
                finalSubmission(id.review)?.key.reference == id.fact
            else { return false }
        case .decisionRefused, .finalRefused:
            // Also of what was made, as long as its letter is not written.
            let isDecision = id.subject == .decisionRefused
            guard
                letters[ConclusionID(isDecision ? .decisionLetter : .finalLetter, review: id.review, fact: id.fact)]
                    == nil,
                (isDecision ? submission(id.review) : finalSubmission(id.review))?.key.reference == id.fact,
                isDecision || finalTold(id.review) == nil
            else { return false }
        case .letterWritten(let letter):
            let isDecision = id.subject == .decisionLetter
            guard made(isDecision ? .decisionMade : .finalMade, id.review)?.fact == id.fact else { return false }
            if let contact = id.contact {
                // A copy that could not be written with the others.
                let whole = ConclusionID(id.subject, review: id.review, fact: id.fact)
                guard letter.copies.count == 1, letter.copies[0].contact == contact, letter.copies[0].document != nil,
                    let place = letters[whole]?.firstIndex(where: { $0.contact == contact && $0.document == nil }),
                    !isClosed(contact, whole)
                else { return false }
                letters[whole]?[place] = letter.copies[0]
            } else {
                guard letter.copies.map(\.contact).sorted() == toBeTold, !toBeTold.isEmpty else { return false }
                letters[id] = letter.copies
            }
        case .notificationRequested(let request):
            guard isNews(id) else { return false }
            messages[id] = Message(document: request.document, until: request.until, order: messages.count)
        case .notificationClaimed:
            guard var message = messages[id.message], message.sent == nil, id.attempt == message.claims &+ 1,
                let addressee = id.addressee, mayBeWrittenTo(addressee), mayLeave(id)
            else { return false }
            message.claims = id.attempt
            message.isClaimed = true
            message.failure = nil
            message.isKept = isKept(id.message)
            messages[id.message] = message
            return true
        case .notificationSent(let sent):
            guard var message = messages[id.message], message.sent == nil, id.attempt > 0, id.attempt <= message.claims
            else { return false }
            message.sent = day
            message.receipt = sent.receipt
            message.failure = nil
            message.isClaimed = false
            messages[id.message] = message
            return true
        case .notificationFailed(let failed):
            guard var message = messages[id.message], message.sent == nil, message.isClaimed,
                id.attempt == message.claims
            else { return false }
            message.failure = failed.why
            message.isClaimed = false
            messages[id.message] = message
            return true
        case .notificationReturned:
            // Once, and only of what left; the day on which it left stays.
            guard var message = messages[id.message], message.sent != nil, !message.hasReturned, id.attempt > 0,
                id.attempt <= message.claims
            else { return false }
            message.hasReturned = true
            messages[id.message] = message
            return true
        default: return false
        }
        conclusions.insert(id)
        return true
    }

    /// Whether something is still awaited, so that someone may be reminded of it, or that it was not recorded.
    private func isOwed(_ id: ConclusionID) -> Bool {
        guard ended == nil else { return false }
        let review = id.review
        switch id.subject {
        case .noTransferPlanBy:
            guard let plan else { return false }
            // Owed also where nobody wrote the transfer down, and where a place is named for an earlier one alone.
            return plan.transferNamed != true || plan.transferYear.map { Int($0) < id.day?.year ?? Int($0) } ?? false
        case .noTransferLetterBy:
            guard let day = id.day, id.review == 0, let (since, moved) = movedIn else { return false }
            return moved.told == nil && !isTransferLetterOut && since <= day
        case .noAnswerBy:
            guard let day = id.day else { return false }
            return review > 0
                ? isKnown(review) && !unanswered(review, by: day).isEmpty
                : unansweredRequests.contains { $0.happened <= day }
        case .remindFinal, .noFinalBy:
            return told(review) != nil && outcome(review) == .amend && finalTold(review) == nil
        default: break
        }
        guard isKnown(review), told(review) == nil else { return false }
        let held = held(review) != nil
        switch id.subject {
        case .remindArrange: return !held && arranged(review) == nil
        case .noMeetingBy: return !held
        case .remindAdvice: return !held && arranged(review) != nil && first(review, .advice) == nil
        case .remindReport, .noReportBy: return held && first(review, .report) == nil
        case .remindDecision, .noDecisionBy: return held
        case .notReviewedBy: return true
        default: return false
        }
    }

    /// Whether that of which the message tells stands in the file.
    private func isNews(_ id: ConclusionID) -> Bool {
        guard let addressee = id.addressee, mayBeTold(addressee) || isOfPassing(said(by: id)), mayLeave(id) else {
            return false
        }
        func stands(_ subject: Subject, for party: Party? = nil) -> Bool {
            conclusions.contains(ConclusionID(subject, review: id.review, fact: id.fact, party: party))
        }
        switch id.subject {
        case .tellReviewDue: return stands(.opened)
        case .tellInvitation: return isInvitationOwed(id, to: addressee)
        case .tellRemindArrange: return stands(.remindArrange, for: id.party)
        case .tellRemindAdvice: return stands(.remindAdvice, for: id.party)
        case .tellRemindReport: return stands(.remindReport, for: id.party)
        case .tellRemindDecision: return stands(.remindDecision, for: id.party)
        case .tellRemindFinal: return stands(.remindFinal, for: id.party)
        case .tellNotRecorded: return id.about.map { stands($0) } ?? false
        case .tellLateToFamily: return stands(.noDecisionBy)
        case .tellDecision: return stands(.decisionLetter) && isAddressed(id, .decisionLetter)
        case .tellRefused: return stands(.decisionRefused) || stands(.finalRefused)
        case .tellFinal: return stands(.finalLetter) && isAddressed(id, .finalLetter)
        case .tellRightsWillPass: return isOfPassing(id) && whoHoldsByLaw == .nobody && isSaidOfBirth(.rightsWillPass)
        case .tellRightsPassed: return isOfPassing(id) && isSaidOfBirth(.rightsPassed)
        case .tellAgain: return isAskedAgain(id)
        case .tellEarlyRequest: return asked.contains { $0.key.reference == id.fact }
        case .tellEarlyAnswer:
            return standing.contains {
                if case .earlyReviewAnswered = $0.data { $0.key.reference == id.fact } else { false }
            }
        case .tellMovedIn: return isReport(id) { if case .movedIn = $0 { true } else { false } }
        case .tellCeasingConsidered: return isReport(id) { if case .ceasingConsidered = $0 { true } else { false } }
        case .tellEnded: return isReport(id) { if case .planEnded = $0 { true } else { false } }
        case .tellChangeAnswer: return isReport(id) { if case .changeAnswered = $0 { true } else { false } }
        case .tellCorrection: return isReport(id) { if case .correctionRecorded = $0 { true } else { false } }
        case .tellPaperAstray: return isReport(id) { if case .paperAstray = $0 { true } else { false } }
        case .tellPaperNotYours: return isReport(id) { if case .paperNotYours = $0 { true } else { false } }
        case .tellDisagreementAnswer:
            return isReport(id) {
                if case .disagreementAnswered(let data) = $0 {
                    data.to == .parent || data.to == .youngPerson
                } else {
                    false
                }
            }
        default: return false
        }
    }

    /// What a message says: of one that goes again, the first that did not arrive.
    func said(by id: ConclusionID) -> ConclusionID {
        var first = id
        for _ in notes {
            guard first.subject == .tellAgain,
                let note = notes.first(where: { $0.key.reference == first.fact }),
                case .resendAsked(let data) = note.data
            else { break }
            first = data.message
        }
        return first
    }

    /// Whether a message goes again because somebody asked for it before anybody else did, of one that had left for the same
    /// addressee.
    private func isAskedAgain(_ id: ConclusionID) -> Bool {
        let asked = standing.compactMap { note -> (fact: Fact, message: ConclusionID)? in
            if case .resendAsked(let data) = note.data { (note.key.reference, data.message) } else { nil }
        }
        guard let own = asked.first(where: { $0.fact == id.fact }),
            asked.first(where: { $0.message == own.message })?.fact == id.fact
        else { return false }
        return own.message.addressee == id.addressee && own.message.review == id.review
            && messages[own.message]?.sent != nil
    }

    /// Whether a report that stands, of that kind, is the one on which the message rests.
    private func isReport(_ id: ConclusionID, _ isKind: (EventData) -> Bool) -> Bool {
        standing.contains { $0.key.reference == id.fact && isKind($0.data) }
    }

    /// Whether this council held a review's meeting and told its decision on that day or later.
    func isReviewed(since day: Day) -> Bool {
        reviewCount > 0
            && (1...reviewCount).contains { review in
                held(review) != nil && told(review).map { $0.day >= day } ?? false
            }
    }

    /// Whether the letter of the latest move has left for everybody who was to be told at the time.
    var isTransferLetterOut: Bool { latestMove.map { movesTold.contains($0) } ?? false }

    private var latestMove: Fact? {
        standing.last { if case .movedIn = $0.data { true } else { false } }?.key.reference
    }

    /// Notes whether the letter of the latest move is out: it has left for a contact, and waits for none who is to be told.
    private mutating func noteMoveTold() {
        guard let move = latestMove else { return }
        let letters = messages.filter { $0.key.subject == .tellMovedIn && $0.key.fact == move }
        let isOut =
            letters.contains { $0.value.sent != nil }
            && !letters.contains { letter in
                letter.value.sent == nil && (letter.key.addressee.map { mayBeTold($0) } ?? false)
            }
        if isOut { movesTold.insert(move) }
    }

    /// Whether that party's last word on the meeting is another than what stands, and that id the one to say it by.
    private func isInvitationOwed(_ id: ConclusionID, to addressee: Addressee) -> Bool {
        guard isKnown(id.review), let note = all(id.review, .arranged).last, let meeting = arranged(id.review) else {
            return false
        }
        let said = messages.filter {
            $0.key.subject == .tellInvitation && $0.key.review == id.review && $0.key.addressee == addressee
                && (addressee != .party(.setting) || $0.value.order >= messagesBeforeSetting)
        }
        // What became too late under its only claim never left.
        let heard = said.values.filter { $0.failure != .tooLate || $0.claims > 1 }.max { $0.order < $1.order }
        if let heard, heard.until == meeting, heard.failure != .tooLate { return false }
        func isUsed(_ fact: Fact) -> Bool {
            messages[ConclusionID(.tellInvitation, review: id.review, fact: fact, to: addressee)] != nil
        }
        let own = note.key.reference
        return id.fact == (isUsed(own) ? turn?.reference : own)
    }

    // MARK: Who is told

    /// What is known of a contact.
    private struct Contact {
        var holdsRights: Bool
        var mayBeWrittenTo: Bool
        var relation = Relation.parent
        var isLocationProtected = false
    }

    /// To whom the law itself gives the rights.
    private enum HoldingByLaw {
        /// They are as they were recorded.
        case nobody
        case youngPerson
        /// The young person was assessed as lacking the capacity: the representative, or else the parent.
        case representative
    }

    private var whoHoldsByLaw: HoldingByLaw {
        guard isSaidOfBirth(.rightsPassed) || isStillPast else { return .nobody }
        var lacks = false
        for note in standing {
            if case .capacityAssessed(let data) = note.data, data.decision == .annualReview { lacks = data.lacks }
        }
        return lacks ? .representative : .youngPerson
    }

    /// The rights passed by another month of birth, and by the one that was recorded since compulsory school age was over then.
    private var isStillPast: Bool {
        guard let last = compulsoryAgeEnds, conclusions.contains(where: { $0.subject == .rightsPassed }) else {
            return false
        }
        let plan = standing.last { if case .planRecorded = $0.data { true } else { false } }
        return plan.map { last < $0.recorded } ?? false
    }

    private func isSaidOfBirth(_ subject: Subject) -> Bool {
        plan?.born.map { conclusions.contains(ConclusionID(subject, fact: .month($0))) } ?? false
    }

    /// Whether it is a message that the rights pass, to the young person or to whoever holds or held them.
    private func isOfPassing(_ id: ConclusionID) -> Bool {
        guard id.subject == .tellRightsWillPass || id.subject == .tellRightsPassed, id.review == 0,
            let number = id.contact, let contact = recordedContacts[number], contact.mayBeWrittenTo
        else { return false }
        return contact.relation == .youngPerson || contact.holdsRights
    }

    /// The move into the council's area, if there was one: the day of the plan's transfer, and what was reported.
    var movedIn: (since: Day, data: Contracts.MovedIn)? {
        for note in standing.reversed() {
            if case .movedIn(let data) = note.data { return (note.happened, data) }
        }
        return nil
    }

    /// The contacts as their last reports that stand have them; where there is none, the parent whom the law presumes is
    /// contact 1 and holds the rights. One without a number is nobody.
    private var recordedContacts: [UInt8: Contact] {
        var known: [UInt8: Contact] = [:]
        for note in standing {
            guard case .contactRecorded(let data) = note.data, data.contact > 0 else { continue }
            known[data.contact] = Contact(
                holdsRights: data.holdsRights.isSo, mayBeWrittenTo: data.mayBeWrittenTo.isSo, relation: data.relation,
                isLocationProtected: data.locationProtected.isSo)
        }
        return known.isEmpty ? [1: Contact(holdsRights: true, mayBeWrittenTo: true)] : known
    }

    /// The same, where the law itself gives the rights to somebody, as it gives them.
    private var contacts: [UInt8: Contact] {
        var known = recordedContacts
        let law = whoHoldsByLaw
        guard law != .nobody else { return known }
        let hasRepresentative = known.values.contains { $0.relation == .representative && $0.holdsRights }
        for (number, contact) in known {
            switch (law, contact.relation) {
            case (.youngPerson, let relation): known[number]?.holdsRights = relation == .youngPerson
            case (_, .youngPerson): known[number]?.holdsRights = false
            case (_, let relation):
                if hasRepresentative, relation != .representative { known[number]?.holdsRights = false }
            }
        }
        return known
    }

    /// The numbers of those who hold the rights and may be written to.
    var toBeTold: [UInt8] { contacts.filter { $0.value.holdsRights && $0.value.mayBeWrittenTo }.keys.sorted() }

    /// Whether anything may be sent there.
    func mayBeWrittenTo(_ addressee: Addressee) -> Bool {
        guard case .contact(let number) = addressee else { return true }
        return contacts[number]?.mayBeWrittenTo ?? false
    }

    private func mayBeTold(_ addressee: Addressee) -> Bool {
        guard case .contact(let number) = addressee else { return true }
        return toBeTold.contains(number)
    }

    /// Of these four nothing tells where the child is, nor where and when the child will be.
    private static let tellNoPlace: Set<Subject> = [
        .tellReviewDue, .tellLateToFamily, .tellRightsWillPass, .tellRightsPassed,
    ]

    /// Whether that message may tell where the child is to somebody from whom that is kept, and nobody looked through it.
    private func isKept(_ id: ConclusionID) -> Bool {
        guard let number = id.contact, recordedContacts[number]?.isLocationProtected ?? false else { return false }
        let first = said(by: id)
        guard !Ledger.tellNoPlace.contains(first.subject) else { return false }
        return !standing.contains { note in
            if case .lookedThrough(let looked) = note.data {
                looked.message == id || looked.message == first
            } else {
                false
            }
        }
    }

    /// Whether the letter has a copy for that contact which nobody closed, or the message is a notice to somebody else.
    private func isAddressed(_ id: ConclusionID, _ letter: Subject) -> Bool {
        guard let contact = id.contact else { return isKnownToFamily(id) }
        let letter = ConclusionID(letter, review: id.review, fact: id.fact)
        return letters[letter, default: []].contains { $0.contact == contact && $0.document != nil }
            && !isClosed(contact, letter)
    }

    /// Whether the letter has left for one of the family, or was recorded as sent: before that nobody else is told.
    private func isKnownToFamily(_ id: ConclusionID) -> Bool {
        let hasLeft = messages.contains { other, message in
            message.sent != nil && other.contact != nil && other.subject == id.subject && other.review == id.review
                && other.fact == id.fact
        }
        return hasLeft || (id.subject == .tellFinal ? finalTold(id.review) : told(id.review)?.day) != nil
    }

    /// Whether a message may leave: after an end only to the council's own staff, of the decision to cease, or of that end
    /// itself unless the plan went to another council; of nothing when the child died.
    func mayLeave(_ id: ConclusionID) -> Bool {
        let ends = standing.compactMap { note -> EndReason? in
            if case .planEnded(let data) = note.data { data.reason } else { nil }
        }
        guard !ends.isEmpty, id.addressee != .party(.coordinator), id.addressee != .party(.manager) else { return true }
        let id = said(by: id)
        guard !ends.contains(.died) else { return false }
        if [.tellCorrection, .tellPaperAstray, .tellPaperNotYours].contains(id.subject) { return true }
        if id.subject == .tellEnded {
            return ends.first != .transferred && isReport(id) { if case .planEnded = $0 { true } else { false } }
        }
        guard id.subject == .tellDecision else { return false }
        return notes.contains { note in
            if case .decisionSubmitted(let data) = note.data, note.key.reference == id.fact {
                data.outcome == .cease
            } else {
                false
            }
        }
    }

    /// The letter that such a message carries to that contact; nil when it carries none.
    func letterCarried(by id: ConclusionID) -> DocumentHash? {
        let letter: Subject
        switch id.subject {
        case .tellDecision: letter = .decisionLetter
        case .tellFinal: letter = .finalLetter
        default: return nil
        }
        let copies = letters[ConclusionID(letter, review: id.review, fact: id.fact), default: []]
        return id.contact.flatMap { contact in copies.first { $0.contact == contact }?.document }
    }

    /// Whether that stands in the file, so that something may follow from it.
    func holds(_ id: EventID) -> Bool {
        switch id {
        case .submission(let key): keys.contains(key)
        case .conclusion(let id): id.stage == .said ? conclusions.contains(id) : isHeld(id)
        }
    }

    // MARK: What is known

    /// The reports that stand.
    var standing: [Note] { notes.filter { !struckOut.contains($0.key) } }

    /// The plan as last recorded.
    var plan: PlanRecorded? {
        for note in standing.reversed() { if case .planRecorded(let plan) = note.data { return plan } }
        return nil
    }

    /// The last Friday in June of the school year, from September, in which the child turns 16; nil while the month of birth
    /// is not known.
    var compulsoryAgeEnds: Day? {
        guard let born = plan?.born else { return nil }
        var day = Day(born.year + (born.month >= 9 ? 17 : 16), 6, 30)
        while let last = day, last.weekday != .friday { day = last - 1 }
        return day
    }

    /// The day the plan ended.
    var ended: Day? {
        for note in standing { if case .planEnded = note.data { return note.happened } }
        return nil
    }

    /// How many reviews there are.
    var reviewCount: UInt8 {
        var count = openedOn.keys.max() ?? 0
        for note in standing { if case .reviewUnderWay(let data) = note.data { count = max(count, data.review) } }
        return count
    }

    /// Whether such a report may take away what stood, or name another setting.
    private static func mayTurn(_ data: EventData) -> Bool {
        switch data {
        case .planRecorded, .withdrawn: true
        default: false
        }
    }

    /// The reports of a meeting arranged that stand, of whichever review.
    private var meetingsThatStand: Set<SubmissionKey> {
        Set(standing.compactMap { if case .meetingArranged = $0.data { $0.key } else { nil } })
    }

    private func isKnown(_ review: UInt8) -> Bool { review > 0 && review <= reviewCount && opened(review) != nil }

    /// The requests for an early review.
    private var asked: [Note] {
        standing.filter { if case .earlyReviewRequested = $0.data { true } else { false } }
    }

    /// The report that a chain of corrections began with.
    private func root(_ key: SubmissionKey) -> SubmissionKey {
        var root = key
        // A chain is no longer than there are reports; one that turns back on itself has no first.
        for _ in corrects { root = corrects[root] ?? root }
        return root
    }

    /// The requests for an early review that no answer names, in any of their versions.
    var unansweredRequests: [Note] {
        let answered = standing.compactMap { note -> SubmissionKey? in
            if case .earlyReviewAnswered(let data) = note.data { root(data.request) } else { nil }
        }
        return asked.filter { !answered.contains(root($0.key)) }
    }

    /// Whether the council agreed to hold a review early.
    var hasAgreedToRequest: Bool {
        standing.contains { if case .earlyReviewAnswered(let data) = $0.data { data.agreed } else { false } }
    }

    /// Who did not agree with the kind of that review, as it was last chosen by that day, and has no answer.
    private func unanswered(_ review: UInt8, by day: Day) -> [Party] {
        guard let note = all(review, .approach).last, note.happened <= day, case .approachChosen(let data) = note.data
        else { return [] }
        return (data.disagreed ?? []).filter { party in
            !standing.contains {
                guard case .disagreementAnswered(let reply) = $0.data else { return false }
                return reply.review == review && reply.to == party && $0.happened >= note.happened
            }
        }
    }

    /// The reports that the check tells apart.
    enum Kind {
        case advice, report, held, arranged, decision, recorded, final, finalRecorded, underWay, approach
    }

    /// The reports of that kind about that review that stand, in the order of the log.
    func all(_ review: UInt8, _ kind: Kind) -> [Note] {
        standing.filter { note in
            switch (kind, note.data) {
            case (.advice, .adviceCirculated(let data)): data.review == review
            case (.report, .reportReceived(let data)): data.review == review
            case (.held, .meetingHeld(let data)): data.review == review
            case (.arranged, .meetingArranged(let data)): data.review == review
            case (.decision, .decisionSubmitted(let data)): data.review == review
            case (.recorded, .decisionRecorded(let data)): data.review == review
            case (.final, .finalSubmitted(let data)): data.review == review
            case (.finalRecorded, .finalRecorded(let data)): data.review == review
            case (.underWay, .reviewUnderWay(let data)): data.review == review
            case (.approach, .approachChosen(let data)): data.review == review
            default: false
            }
        }
    }

    func first(_ review: UInt8, _ kind: Kind) -> Note? { all(review, kind).first }

    /// The day of the meeting.
    func held(_ review: UInt8) -> Day? { first(review, .held)?.happened }

    /// The day for which the meeting was last arranged.
    func arranged(_ review: UInt8) -> Day? {
        guard case .meetingArranged(let data)? = all(review, .arranged).last?.data else { return nil }
        return data.meeting
    }

    /// The day the review was opened.
    func opened(_ review: UInt8) -> Day? { all(review, .underWay).last?.happened ?? openedOn[review]?.day }

    /// The kind that people chose, or else recorded or proposed.
    func kind(_ review: UInt8) -> ReviewKind? {
        if case .approachChosen(let data)? = all(review, .approach).last?.data { return data.kind }
        if case .reviewUnderWay(let data)? = all(review, .underWay).last?.data { return data.kind }
        return openedOn[review]?.kind
    }

    private func isRefused(_ subject: Subject, _ review: UInt8, _ note: Note) -> Bool {
        conclusions.contains(ConclusionID(subject, review: review, fact: note.key.reference))
    }

    /// The first decision submitted that was not refused.
    func submission(_ review: UInt8) -> Note? {
        all(review, .decision).first { !isRefused(.decisionRefused, review, $0) }
    }

    /// The first day on which a decision was submitted that was refused, whether or not it stands still.
    func refusedOn(_ review: UInt8) -> Day? {
        notes.filter { note in
            guard case .decisionSubmitted(let data) = note.data, data.review == review else { return false }
            return isRefused(.decisionRefused, review, note)
        }.map(\.recorded).min()
    }

    /// The first final submitted that was not refused.
    func finalSubmission(_ review: UInt8) -> Note? {
        all(review, .final).first { !isRefused(.finalRefused, review, $0) }
    }

    /// What answers the submission that counts; nil while none does.
    func made(_ subject: Subject, _ review: UInt8) -> ConclusionID? {
        let note = subject == .decisionMade ? submission(review) : finalSubmission(review)
        let id = note.map { ConclusionID(subject, review: review, fact: $0.key.reference) }
        return id.flatMap { conclusions.contains($0) ? $0 : nil }
    }

    /// The day on which the last of those to whom the letter is addressed, and whom nobody closed, was sent theirs, and
    /// the day since when that is so; nil while one of them waits.
    private func left(_ subject: Subject, _ letter: Subject, _ id: ConclusionID?) -> (day: Day, known: Day)? {
        guard let id else { return nil }
        let letter = ConclusionID(letter, review: id.review, fact: id.fact)
        var sent: [Day] = []
        var settled: [Day] = []
        for copy in letters[letter, default: []] {
            let message = ConclusionID(subject, review: id.review, fact: id.fact, to: .contact(copy.contact))
            let days = [messages[message]?.sent, closed[letter]?[copy.contact]].compactMap { $0 }
            guard let first = days.min() else { return nil }
            settled.append(first)
            if let day = messages[message]?.sent { sent.append(day) }
        }
        guard let last = sent.max(), let first = sent.min() else { return nil }
        return (last, max(first, settled.max() ?? first))
    }

    /// The day the family was told, and the day that became known.
    func told(_ review: UInt8) -> (day: Day, known: Day)? {
        if let recorded = first(review, .recorded) { return (recorded.happened, recorded.recorded) }
        return left(.tellDecision, .decisionLetter, made(.decisionMade, review))
    }

    /// The first day on which the family had been told of any decision on that review, also of one corrected since.
    func toldBefore(_ review: UInt8) -> Day? {
        letters.keys.filter { $0.subject == .decisionLetter && $0.review == review }
            .compactMap { left(.tellDecision, .decisionLetter, $0)?.day }.min()
    }

    /// What was decided.
    func outcome(_ review: UInt8) -> Outcome? {
        if case .decisionRecorded(let data)? = first(review, .recorded)?.data { return data.outcome }
        guard made(.decisionMade, review) != nil, case .decisionSubmitted(let data)? = submission(review)?.data else {
            return nil
        }
        return data.outcome
    }

    /// The day the decision was made, or recorded as sent.
    func decided(_ review: UInt8) -> Day? {
        made(.decisionMade, review) != nil
            ? submission(review)?.happened : first(review, .recorded)?.happened
    }

    /// The day of the amendment notice.
    func notice(_ review: UInt8) -> Day? {
        if case .decisionRecorded(let data)? = first(review, .recorded)?.data { return data.notice }
        return outcome(review) == .amend ? told(review)?.day : nil
    }

    /// The day the amendment ended for the family.
    func finalTold(_ review: UInt8) -> Day? {
        first(review, .finalRecorded)?.happened ?? left(.tellFinal, .finalLetter, made(.finalMade, review))?.day
    }
}

extension Speakers {
    /// Who may strike out what anybody said.
    fileprivate static let everybody = Speakers(rawValue: .max)
}
