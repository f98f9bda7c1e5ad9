public import CaseFile
public import Contracts
public import Statute

/// What people might report of one child: plausible and implausible, late, twice, corrected, withdrawn, in any order, by
/// whoever may say such things and once in a while by somebody who may not.
///
/// The same seed gives the same reports for the same files.
public struct RandomReports: Sendable {
    /// The numbers behind everything that is left to chance.
    public var random: SeededRandom
    /// The reports that were made, so that they can be sent again, corrected and withdrawn.
    private var made: [Event] = []
    /// The month of birth, which seldom turns out to be another: of every second about sixteen years ago, so that the rights
    /// pass while the case lives.
    private var born: Month?

    /// The numbers behind formats of letters, which have come later: of their own, so that lives that are known draw as they did.
    private var formats: SeededRandom

    public init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        formats = SeededRandom(seed: seed ^ 0x666F_726D_6174_7321)
    }

    /// The first entry of a case: what was known of the plan, and sometimes a review under way, as an import gives it.
    public mutating func beginning(on day: Day) -> Entry {
        var events = [report(.planRecorded(plan(near: day)))]
        if random.oneIn(4) {
            events.append(report(.reviewUnderWay(underWay(1, near: day)), happened: day - random.pick(0...200)))
        }
        // Of the others nobody recorded a contact, and the law presumes the parent.
        if random.oneIn(2) {
            for number in 1...UInt8(random.pick(1...3)) {
                events.append(report(.contactRecorded(contact(number, on: day))))
            }
        }
        return Entry(by: random.oneIn(3) ? .coordinator : .importer, recorded: day, events: events)
    }

    /// Something that somebody reports on that day.
    public mutating func next(for file: CaseFile, on day: Day) -> Entry {
        // Sent again, as a form whose answer was lost.
        if random.oneIn(12), let again = made.randomElement(using: &random) { return entry([again], on: day) }
        if random.oneIn(14), let wrong = made.randomElement(using: &random), case .submission(let key) = wrong.id {
            return entry([report(.withdrawn(Withdrawn(report: key)))], on: day)
        }
        // A correction names what it replaces; once in a while, something that nobody has read.
        if random.oneIn(12), let wrong = made.randomElement(using: &random), case .submission(let key) = wrong.id {
            var event = report(data(like: wrong.data, for: file, on: day), happened: earlier(than: day))
            event.replaces = random.oneIn(20) ? newKey() : key
            made.removeLast()
            made.append(event)
            return entry([event], on: day)
        }
        let count = random.oneIn(6) ? 2 : 1
        var events = (0..<count).map { _ in newReport(for: file, on: day) }
        // What left last is to go again: by no draw, so that lives that are known go on as they did.
        if let left = file.messages.last(where: { $0.sent != nil }), file.resend(of: left.id) == nil,
            file.submissions.count.isMultiple(of: 7)
        {
            let key = SubmissionKey(high: UInt64(file.submissions.count), low: UInt64(bitPattern: Int64(day.number)))
            events.append(Event(key, .resendAsked(ResendAsked(message: left.id, why: .newAddress))))
        }
        // What families ask and say, and what they are answered, by no draw either.
        if file.submissions.count.isMultiple(of: 5) {
            let key = SubmissionKey(
                high: UInt64(file.submissions.count) << 8, low: UInt64(bitPattern: Int64(day.number)))
            if let said = ServiceReports.next(for: file, on: day) { events.append(Event(key, said)) }
        }
        // A paper of one child lay with another's: somebody who answers for it has the families told, also after the plan has
        // ended, and here only then, so that lives that are known go on as they did.
        if file.end != nil, file.submissions.count.isMultiple(of: 3) {
            let key = SubmissionKey(
                high: UInt64(file.submissions.count) << 16, low: UInt64(bitPattern: Int64(day.number)))
            let told = file.withdrawnDocuments.last.map {
                EventData.paperNotYours(PaperNotYours(withdrawal: $0.key, document: $0.document))
            }
            let event = Event(key, told ?? .paperAstray(PaperAstray(withdrawn: day)))
            return Entry(by: .of(.manager), recorded: day, events: [event])
        }
        // What was decided comes about, by no draw either.
        if file.end == nil, file.submissions.count.isMultiple(of: 3),
            file.reviews.contains(where: { $0.outcome == .cease && $0.told != nil })
        {
            let key = SubmissionKey(high: UInt64(bitPattern: Int64(day.number)), low: UInt64(file.submissions.count))
            events.append(Event(key, .planEnded(PlanEnded(reason: .needsMet))))
        }
        return entry(events, on: day)
    }

    /// What is said of the formats in which contacts read letters, now and then: that one of them chose another, that a letter was
    /// ordered from a supplier, or went on to its reader; plausible mostly, and once in a while of a message that never was. Nil
    /// where nothing is said.
    public mutating func formatReport(for file: CaseFile, on day: Day) -> Entry? {
        guard formats.oneIn(10) else { return nil }
        let format = LetterFormat.allCases.randomElement(using: &formats) ?? .audio
        let waiting = file.suppliedLetters().randomElement(using: &formats)
        let data: EventData
        switch (formats.pick(0...3), waiting) {
        case (0, let letter?):
            data = .formatOrdered(
                FormatOrdered(
                    message: letter.message, format: LetterFormat(rawValue: letter.format.rawValue) ?? format,
                    expected: formats.oneIn(2) ? day + formats.pick(0...30) : nil))
        case (1, let letter?):
            data = .formatSupplied(
                FormatSupplied(
                    message: letter.message, format: LetterFormat(rawValue: letter.format.rawValue) ?? format))
        case (2, _) where formats.oneIn(3):
            let message = ConclusionID(
                .tellDecision, review: 1, fact: SubmissionKey(high: formats.next(), low: 1).reference, to: .contact(1))
            data =
                formats.oneIn(2)
                ? .formatOrdered(FormatOrdered(message: message, format: format))
                : .formatSupplied(FormatSupplied(message: message, format: format))
        default:
            // Only the format of a contact that is there: all else about it stays as it was.
            guard let contact = file.contacts.randomElement(using: &formats), file.rightsBasis == .asRecorded else {
                return nil
            }
            var recorded = ContactRecorded(
                contact: contact.number, relation: contact.relation, holdsRights: contact.holdsRights,
                mayBeWrittenTo: contact.mayBeWrittenTo, locationProtected: contact.isLocationProtected,
                by: actorID("C-01"), on: day)
            recorded.format = format
            data = .contactRecorded(recorded)
        }
        return Entry(
            by: .coordinator, recorded: day,
            events: [Event(SubmissionKey(high: formats.next(), low: formats.next()), data)])
    }

    /// The first decision that would be accepted, for a test that wants to come further.
    public mutating func completeDecision(_ review: UInt8, _ outcome: Outcome, on day: Day) -> Event {
        report(.decisionSubmitted(decision(review, outcome, complete: true, near: day)))
    }

    private mutating func entry(_ events: [Event], on day: Day) -> Entry {
        let entitled = Role.allCases.filter { role in
            events.allSatisfy { $0.data.kind.saidBy.contains(role.speaker) }
        }
        let role = random.oneIn(30) ? Role.allCases.randomElement(using: &random) : nil
        // What two roles say between them, one coordinator can say.
        let speaker = role ?? entitled.randomElement(using: &random) ?? .coordinator
        return Entry(by: .of(speaker), recorded: day, events: events)
    }

    private mutating func newKey() -> SubmissionKey { SubmissionKey(high: random.next(), low: random.next()) }

    private mutating func newHash() -> DocumentHash {
        DocumentHash(random.next(), random.next(), random.next(), random.next())
    }

    private mutating func report(_ data: EventData, happened: Day? = nil) -> Event {
        let event = Event(newKey(), happened: happened, data)
        made.append(event)
        return event
    }

    /// Mostly not long ago, sometimes today, once in a while impossible.
    private mutating func earlier(than day: Day) -> Day? {
        switch random.pick(0...19) {
        case 0...8: nil
        case 9...15: day - random.pick(0...10)
        case 16...18: day - random.pick(0...150)
        default: day + random.pick(1...30)
        }
    }

    /// A day for a meeting: now and then one that was arranged before, as when it is moved back.
    private mutating func meeting(near day: Day) -> Day {
        let before = made.compactMap { if case .meetingArranged(let data) = $0.data { data.meeting } else { nil } }
        if random.oneIn(3), let again = before.suffix(3).randomElement(using: &random) { return again }
        return day + random.pick(-5...60)
    }

    private mutating func number(in file: CaseFile) -> UInt8 {
        let latest = max(file.reviewCount, 1)
        return random.oneIn(25) ? UInt8(random.pick(1...4)) : latest
    }

    private mutating func newReport(for file: CaseFile, on day: Day) -> Event {
        let number = number(in: file)
        let data: EventData
        switch random.pick(0...31) {
        case 30:
            data = .capacityAssessed(
                CapacityAssessed(
                    decision: random.pick(.annualReview, .other), lacks: random.oneIn(2), assessor: actorID("SW-1"),
                    evidence: newHash(), againBy: day + 365))
        case 31:
            data = .movedIn(
                MovedIn(
                    made: random.oneIn(3) ? nil : day - random.pick(300...900),
                    reviewed: random.oneIn(2) ? day - random.pick(0...400) : nil,
                    told: random.oneIn(2) ? day : nil))
        case 0: data = .planRecorded(plan(near: day))
        case 1:
            data =
                random.oneIn(6)
                ? .planEnded(PlanEnded(reason: random.pick(.other, .died))) : .planRecorded(plan(near: day))
        case 2: data = .reviewUnderWay(underWay(number, near: day))
        case 3:
            data = .approachChosen(
                ApproachChosen(
                    review: number, kind: random.pick(.annual, .progress), agreed: [],
                    disagreed: random.oneIn(2) ? [random.pick(.parent, .setting)] : nil))
        case 4...6: data = .meetingArranged(MeetingArranged(review: number, meeting: meeting(near: day)))
        case 7: data = .adviceCirculated(AdviceCirculated(review: number))
        case 8: data = .viewsReceived(ViewsReceived(review: number, from: .parent))
        case 9...11: data = .meetingHeld(MeetingHeld(review: number))
        case 12...13: data = .reportReceived(ReportReceived(review: number, recommends: random.pick(.maintain, .amend)))
        case 14...16: data = .decisionSubmitted(decision(number, nil, complete: !random.oneIn(4), near: day))
        case 17 where random.oneIn(4):
            let known = recorded(number, near: day)
            data = .decisionUndated(
                DecisionUndated(review: known.review, outcome: known.outcome, notice: known.notice))
        case 17: data = .decisionRecorded(recorded(number, near: day))
        case 18 where random.oneIn(3):
            let said = file.representations(of: number).randomElement(using: &random)?.key ?? newKey()
            data =
                random.oneIn(4)
                ? .officerMet(OfficerMet(review: number))
                : .amendmentAnswered(
                    AmendmentAnswered(
                        review: number, answer: said, sections: random.oneIn(2) ? [.f] : nil, used: random.oneIn(2),
                        document: newHash()))
        case 18 where random.oneIn(5):
            data = .documentWithdrawn(
                DocumentWithdrawn(role: .evidence, document: newHash(), ground: .anotherChild))
        case 18:
            data = .representationsReceived(
                RepresentationsReceived(review: number, isFinal: random.oneIn(2) ? true : nil))
        case 19...20: data = .finalSubmitted(final(number, complete: !random.oneIn(4)))
        case 21:
            data = .finalRecorded(
                FinalRecorded(
                    review: number, outcome: random.pick(.amended, .notAmended),
                    namesTransfer: random.oneIn(2) ? true : nil))
        case 22:
            data = .earlyReviewRequested(
                EarlyReviewRequested(from: random.pick(.parent, .youngPerson, .setting), ground: .needsChanged))
        case 23:
            let isAgreed = random.oneIn(2)
            data = .earlyReviewAnswered(
                EarlyReviewAnswered(
                    request: file.earlyRequests.randomElement(using: &random)?.key ?? newKey(), agreed: isAgreed,
                    review: random.oneIn(6) ? nil : isAgreed && random.oneIn(2) ? number &+ 1 : number))
        case 24:
            data =
                random.oneIn(2)
                ? .progressRecorded(ProgressRecorded(from: .setting)) : outcomesOrVersion(number, newHash())
        case 25...27: data = .contactRecorded(contact(UInt8(random.pick(1...3)), on: day))
        default:
            let to = random.pick(Party.parent, .setting)
            switch made.count % 4 {
            case 0: data = .ceasingConsidered(CeasingConsidered(review: number))
            case 1:
                let waiting = file.changeRequests.first { $0.answer == nil }?.key
                data =
                    waiting.map { .changeAnswered(ChangeAnswered(request: $0, agreed: to == .parent)) }
                    ?? .changeRequested(ChangeRequested(from: to))
            case 2 where random.oneIn(3):
                data = .correctionRecorded(CorrectionRecorded(letter: day - random.pick(0...30)))
            default: data = .disagreementAnswered(DisagreementAnswered(review: number, to: to))
            }
        }
        return report(data, happened: earlier(than: day))
    }

    /// Short-term outcomes, or every third time a version of the plan, of the last final plan where there is one.
    private func outcomesOrVersion(_ review: UInt8, _ document: DocumentHash) -> EventData {
        guard made.count.isMultiple(of: 3) else {
            return .shortTermOutcomesAgreed(ShortTermOutcomesAgreed(review: review, document: document))
        }
        let finals = made.compactMap { event -> SubmissionKey? in
            guard case .finalSubmitted = event.data, case .submission(let key) = event.id else { return nil }
            return key
        }
        return .planVersionRecorded(PlanVersionRecorded(plan: document, source: document, final: finals.last))
    }

    /// Another report of the same kind, as a correction says it.
    private mutating func data(like wrong: EventData, for file: CaseFile, on day: Day) -> EventData {
        switch wrong {
        case .planRecorded: .planRecorded(plan(near: day))
        case .reviewUnderWay(let data): .reviewUnderWay(underWay(data.review, near: day))
        case .meetingArranged(let data):
            .meetingArranged(MeetingArranged(review: data.review, meeting: meeting(near: day)))
        case .approachChosen(let data):
            .approachChosen(
                ApproachChosen(
                    review: data.review, kind: data.kind, agreed: [], disagreed: random.oneIn(2) ? [.parent] : nil))
        case .meetingHeld(let data): .meetingHeld(MeetingHeld(review: data.review))
        case .decisionSubmitted(let data): .decisionSubmitted(decision(data.review, nil, complete: true, near: day))
        case .decisionRecorded(let data): .decisionRecorded(recorded(data.review, near: day))
        case .finalSubmitted(let data): .finalSubmitted(final(data.review, complete: true))
        case .contactRecorded(let data): .contactRecorded(contact(data.contact, on: day))
        default: wrong
        }
    }

    private mutating func plan(near day: Day) -> PlanRecorded {
        let made = random.oneIn(5) ? nil : day - random.pick(0...2000)
        if born == nil || random.oneIn(12) {
            born = Month(day.year - (random.oneIn(2) ? 16 : random.pick(3...15)), random.pick(1...12))
        }
        var plan = PlanRecorded(
            born: born, made: made,
            reviewed: random.oneIn(2) ? day - random.pick(0...600) : nil,
            interval: random.oneIn(6) ? UInt8(random.pick(0...14)) : nil,
            setting: random.oneIn(5) ? nil : UInt32(random.pick(100_000...100_020)),
            placement: random.pick(.mainstream, .special, .otherwise), need: .autism, model: "statutory")
        plan.year = Int8(random.pick(-1...13))
        plan.transfer = random.oneIn(3) ? TransferPhase.allCases.randomElement(using: &random) : nil
        plan.transferYear = random.oneIn(3) ? UInt16(day.year + random.pick(-1...2)) : nil
        plan.transferNamed = random.oneIn(4) ? true : nil
        plan.coordinator = random.oneIn(9) ? nil : actorID("C-01")
        plan.model = random.pick("statutory", "bromley", "nobody-knows-it")
        return plan
    }

    /// Mostly a parent who holds the rights and is told; some are closed, some must not learn where the child is, and
    /// some are the young person, with the rights or not yet.
    private mutating func contact(_ number: UInt8, on day: Day) -> ContactRecorded {
        let relation: Relation =
            number == 2 && !random.oneIn(3)
            ? .youngPerson
            : random.oneIn(3) ? random.pick(.youngPerson, .fosterCarer, .socialWorker, .representative) : .parent
        return ContactRecorded(
            contact: number, relation: relation, holdsRights: relation == .socialWorker ? false : !random.oneIn(4),
            mayBeWrittenTo: !random.oneIn(5), maySee: random.pick(.everything, .own, .nothing),
            locationProtected: random.oneIn(6), by: actorID(random.pick("C-01", "SG-1")), on: day)
    }

    private mutating func underWay(_ review: UInt8, near day: Day) -> ReviewUnderWay {
        ReviewUnderWay(
            review: review, kind: random.pick(.annual, .early),
            due: random.oneIn(3) ? nil : day + random.pick(-200...200))
    }

    private mutating func recorded(_ review: UInt8, near day: Day) -> DecisionRecorded {
        DecisionRecorded(
            review: review, outcome: random.oneIn(6) ? nil : random.pick(.maintain, .amend, .cease),
            notice: random.oneIn(2) ? day - random.pick(0...40) : nil)
    }

    private mutating func decision(
        _ review: UInt8, _ outcome: Outcome?, complete: Bool, near day: Day
    ) -> DecisionSubmitted {
        func maybe<Value>(_ random: inout SeededRandom, _ value: Value) -> Value? {
            complete || !random.oneIn(3) ? value : nil
        }
        let outcome = outcome ?? random.pick(.maintain, .amend, .cease)
        return DecisionSubmitted(
            review: review, outcome: maybe(&random, outcome), officer: maybe(&random, actorID("C-01")),
            reasons: maybe(&random, newHash()), plan: maybe(&random, newHash()),
            amendments: maybe(&random, newHash()), evidence: maybe(&random, [newHash()]),
            consulted: maybe(&random, day - random.pick(0...60)),
            ceases: random.oneIn(2) ? day + random.pick(0...120) : nil,
            ground: maybe(&random, random.pick(.notNecessary, .notResponsible)), noReturn: maybe(&random, .notWished),
            outcomesAchieved: maybe(&random, true))
    }

    private mutating func final(_ review: UInt8, complete: Bool) -> FinalSubmitted {
        func maybe<Value>(_ random: inout SeededRandom, _ value: Value) -> Value? {
            complete || !random.oneIn(3) ? value : nil
        }
        return FinalSubmitted(
            review: review, outcome: maybe(&random, random.pick(.amended, .notAmended)),
            officer: maybe(&random, actorID("C-01")), reasons: maybe(&random, newHash()),
            plan: maybe(&random, newHash()), namesTransfer: random.oneIn(2) ? true : nil)
    }
}
