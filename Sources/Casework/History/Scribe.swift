public import CaseFile
public import Contracts
public import Statute

/// Puts the entries of a case into sentences, in the order of the log.
public struct Scribe {
    public private(set) var lines: [History.Line] = []
    public private(set) var letters: [History.Letter] = []
    public private(set) var lacks: [ConclusionID: [String]] = [:]
    private var placeOfKey: [SubmissionKey: Int] = [:]
    /// Messages that left on one day and say the same, to be one line: what they say, and who was told.
    private var told: [Told: (line: Int, parties: [Addressee])] = [:]
    private var plan: PlanRecorded?
    /// The contacts that were recorded: where there are several, a line says which.
    private var contacts: Set<UInt8> = []
    private var withheld: Set<SubmissionKey> = []
    /// The days of the meetings that invitations tell.
    private var meetings: [ConclusionID: Day] = [:]

    private struct Told: Hashable {
        let message: ConclusionID
        let day: Day
        let failure: DeliveryFailure?
        /// Of an invitation, the day of the meeting.
        let meeting: Day?
    }

    private let words: ModelWords

    /// In the words of the model that holds.
    public init(_ words: ModelWords) { self.words = words }

    /// Notes an entry that was accepted.
    public mutating func note(_ entry: Entry) {
        for event in entry.events {
            switch event.id {
            case .submission(let key):
                // Reports count one by one: one that was sent again is told once.
                guard placeOfKey[key] == nil else { continue }
                report(event, key: key, entry: entry)
            case .conclusion(let id): conclude(id, event, entry: entry)
            }
        }
    }

    /// Says what is still under way.
    public mutating func finish(_ file: CaseFile, today: Day) {
        for (told, place) in told {
            lines[place.line].text = sentence(told, place.parties, file)
            lines[place.line].isOfMessage = true
        }
        var waiting: [Subject: (parties: [Addressee], review: UInt8)] = [:]
        for message in file.messages where message.stage == .said || message.stage == .claim {
            guard let party = message.id.addressee, message.until >= today else { continue }
            waiting[message.id.subject, default: ([], message.id.review)].parties.append(party)
        }
        for (subject, messages) in waiting.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            add(
                "The \(Words.message(subject)) to \(Words.list(messages.parties.map { words.addressee($0, in: file) })) has not left yet.",
                on: today, review: messages.review)
            lines[lines.count - 1].isOfMessage = true
        }
    }

    private mutating func add(
        _ text: String, on day: Day, recorded: Day? = nil, review: UInt8, key: SubmissionKey? = nil,
        isDayKnown: Bool = true
    ) {
        if let key { placeOfKey[key] = lines.count }
        lines.append(
            History.Line(
                day: day, isDayKnown: isDayKnown, recorded: recorded == day && isDayKnown ? nil : recorded,
                review: review, text: text,
                noLonger: key.map { withheld.contains($0) } ?? false ? "its correction came first" : nil, key: key,
                order: lines.count))
    }

    private mutating func strike(_ key: SubmissionKey, _ why: String) {
        if let place = placeOfKey[key] { lines[place].noLonger = why } else { withheld.insert(key) }
    }

    // MARK: What people reported

    private mutating func report(_ event: Event, key: SubmissionKey, entry: Entry) {
        var text = reported(event, entry)
        if let replaced = event.replaces {
            if let place = placeOfKey[replaced] {
                text += " This corrects what was recorded on \((lines[place].recorded ?? lines[place].day).short)."
            }
            strike(replaced, "corrected on \(entry.recorded.short)")
        }
        if case .withdrawn(let withdrawn) = event.data {
            strike(withdrawn.report, "withdrawn on \(entry.recorded.short)")
        }
        var review = event.data.review
        if case .withdrawn(let withdrawn) = event.data, let place = placeOfKey[withdrawn.report] {
            review = lines[place].review
        }
        // A caseload file tells when most things happened, and of the others nobody knows.
        guard entry.by.isImport, event.happened == nil else {
            add(text, on: event.happened ?? entry.recorded, recorded: entry.recorded, review: review, key: key)
            return
        }
        switch event.data {
        case .meetingArranged(let data):
            add(
                text, on: min(data.meeting, entry.recorded), recorded: entry.recorded, review: review, key: key,
                isDayKnown: false)
        case .reviewUnderWay:
            add(text, on: Day(number: .min), recorded: entry.recorded, review: review, key: key, isDayKnown: false)
        default: add(text, on: entry.recorded, review: review, key: key)
        }
    }

    private mutating func reported(_ event: Event, _ entry: Entry) -> String {
        switch event.data {
        case .planRecorded(let plan):
            defer { self.plan = plan }
            return self.plan.map { Scribe.changes(from: $0, to: plan) } ?? "The plan was recorded."
        case .planEnded(let ended):
            let record = ended.record == nil ? "" : " What went to the other council is kept."
            return "The council no longer maintains the plan: \(Words.ended(ended.reason)).\(record)"
        case .contactRecorded(let data):
            contacts.insert(data.contact)
            return Scribe.contact(data)
        case .reviewUnderWay(let data):
            let due = data.due.map { "; it must be complete by \($0.short)" } ?? ""
            return "The review (\(words.kind(data.kind))) had begun before this record did\(due)."
        case .approachChosen(let data):
            let agreed = data.agreed.isEmpty ? "" : ", agreed by \(Words.list(data.agreed.map(words.party)))"
            let against = data.disagreed ?? []
            let disagreed =
                against.isEmpty ? "" : "; \(Words.list(against.map(words.party))) did not agree"
            return "The kind of review was chosen: \(words.kind(data.kind))\(agreed)\(disagreed)."
        case .meetingArranged(let data): return "The review meeting was arranged for \(data.meeting.withWeekday)."
        case .adviceCirculated: return "Advice was sent to everyone invited."
        case .viewsReceived(let data):
            let form = data.form.map { " on \(Words.form($0))" } ?? ""
            let from = Words.party(data.from) + which(data.contact)
            let written = data.written.map { ", written on \($0.short)" } ?? ""
            return "The views of \(from) came in\(form)\(data.onPaper == true ? ", on paper" : "")\(written)."
        case .meetingHeld(let data):
            let who = data.attended.map {
                $0.isEmpty ? "" : " \(Words.sentence(Words.list($0.map(words.party)))) took part."
            }
            return "The review meeting was held.\(who ?? "")"
        case .reportReceived(let data):
            let recommends = data.recommends.map { "; it recommends \(Words.outcome($0))" } ?? ""
            return "The written report of the meeting was sent\(recommends)."
        default: return between(event) ?? decided(event, entry)
        }
    }

    /// Which contact it was, where there are several: " (contact 2)".
    private func which(_ contact: UInt8?) -> String {
        contacts.count > 1 ? contact.map { " (contact \($0))" } ?? "" : ""
    }

    private static func contact(_ data: ContactRecorded) -> String {
        var facts = [data.holdsRights.isSo ? "holds the rights" : "does not hold the rights"]
        if !data.mayBeWrittenTo.isSo { facts.append("is not written to, by decision of \(data.mayBeWrittenTo.by)") }
        switch data.maySee.sees {
        case .everything: break
        case .own: facts.append("sees only what it gave or was sent")
        case .nothing: facts.append("sees nothing")
        }
        if data.locationProtected.isSo { facts.append("where the child is must be kept from it") }
        if let format = data.format { facts.append("reads letters as \(Words.format(format))") }
        let who = Words.relation(data.relation)
        return "Contact \(data.contact), \(who), was recorded: \(facts.joined(separator: "; "))."
    }

    private func between(_ event: Event) -> String? {
        switch event.data {
        case .earlyReviewRequested(let data):
            let ground = Words.ground(data.ground).map { ": \($0)" } ?? ""
            let who = Words.sentence(Words.party(data.from)) + which(data.contact)
            return "\(who) asked for a review before it is due\(ground)."
        case .earlyReviewAnswered(let data):
            let request = placeOfKey[data.request].map { " of \(lines[$0].day.short)" } ?? ""
            let officer = data.officer.map { " by \($0.text)" } ?? ""
            let reasons = data.document == nil ? "" : " The reasons are kept in writing."
            return "The request\(request) for an early review was answered\(officer): "
                + (data.agreed ? "it is held early." : "it is not held early.") + reasons
        case .capacityAssessed(let data):
            return "\(data.assessor) assessed the young person's capacity for \(data.decision.words): "
                + "\(data.lacks ? "lacking" : "there"). It is to be assessed again by \(data.againBy.short)."
        case .movedIn(let data):
            let days = [
                data.made.map { "made it on \($0.short)" },
                data.reviewed.map { "sent the decision of its last review on \($0.short)" },
            ].compactMap { $0 }
            let old = days.isEmpty ? "" : " The other council \(Words.list(days))."
            let told = data.told.map { " The family was told in writing on \($0.short)." } ?? ""
            let record = data.record == nil ? "" : " What that council reported is kept as it came."
            return "The child moved in, and the plan was transferred from another council.\(old)\(told)\(record)"
        case .planVersionRecorded(let data):
            let officer = data.officer.map { ", decided by \($0.text)" } ?? ""
            let source = data.source == nil ? "" : " Its sections were read from the paper that was issued."
            let final = data.final == nil ? "" : " It is the text of a final plan, and a version once that is made."
            return "A version of the plan in sections was recorded\(officer).\(source)\(final)"
        case .progressRecorded(let data):
            return "\(Words.sentence(Words.party(data.from)))\(which(data.contact)) recorded progress, between reviews"
                + "\(Scribe.items(data.items))."
        case .evidenceReceived(let data):
            return "\(Words.sentence(Words.party(data.from)))\(which(data.contact)) gave evidence of their own."
        case .changeRequested(let data):
            let who = Words.sentence(Words.party(data.from)) + which(data.contact)
            let owner = data.owner.map { " \($0) answers it." } ?? ""
            return "\(who) asked for a change of the plan\(Scribe.sections(data.sections)).\(owner)"
        case .changeAnswered(let data):
            let request = placeOfKey[data.request].map { " of \(lines[$0].day.short)" } ?? ""
            let officer = data.officer.map { " by \($0.text)" } ?? ""
            return "The request\(request) for a change of the plan was answered\(officer): "
                + (data.agreed ? "the council proposes it." : "the council does not propose it.")
                + (data.document == nil ? "" : " The reasons are kept in writing.")
        case .ceasingConsidered(let data):
            let officer = data.officer.map { " by \($0.text)" } ?? ""
            return "Ending the plan was considered\(officer), and is not decided: the family and the setting are asked."
                + (data.document == nil ? "" : " Why is kept in writing.")
        case .correctionRecorded(let data):
            let officer = data.officer.map { " by \($0.text)" } ?? ""
            return
                "The letter of \(data.letter.short) was corrected\(officer): the family is told what was wrong in it and what "
                + "is right. What was sent stays on the file."
        case .paperAstray(let data):
            return
                "The family is to be told that a paper about the child lay on another child\u{2019}s file, and was taken off "
                + "it on \(data.withdrawn.short)."
        case .paperNotYours:
            return "The family is to be told that another child\u{2019}s paper lay on this file."
        case .formatOrdered(let data):
            let expected = data.expected.map { ", which says that it comes by \($0.short)" } ?? ""
            return "A letter was ordered from a supplier as \(Words.format(data.format))\(expected) (\(data.message))."
        case .formatSupplied(let data):
            return "A letter went to its reader as \(Words.format(data.format)) (\(data.message))."
        case .appealRecorded(let data): return data.step.sentence
        case .mediationRecorded(let data): return data.step.sentence
        case .resendAsked(let data):
            let way = data.by.map { $0 == .post ? ", by post" : ", by e-mail" } ?? ""
            return "A message that had not arrived was to go again\(way): \(data.why.words) (\(data.message))."
        case .lookedThrough(let data):
            return
                "Somebody looked through what goes to a contact from whom it is kept where the child is: it may leave "
                + "(\(data.message))."
        case .auditRecorded(let data):
            let grade = data.given ?? data.grade
            let instead = grade == data.grade ? "" : ", where the marks come to \(data.grade.words)"
            return
                "\(data.review == 0 ? "The plan" : "It") was audited by “\(data.framework)”: \(grade.words)\(instead)."
        case .auditModerated(let data): return "Its audits were looked at together: \(data.grade.words)."
        case .auditActionSet(let data):
            return "After an audit \(data.owner?.text ?? "somebody") is to work on it again by \(data.by.short)."
        case .auditActionDone: return "What an audit asked for was done."
        case .disagreementAnswered(let data):
            return "\(Words.sentence(Words.party(data.to))) was answered in writing about the kind of review."
        case .shortTermOutcomesAgreed(let data):
            return
                "Short-term outcomes were agreed\(Scribe.items(data.items)). They are kept outside the plan and replace "
                + "nothing in section E."
        default:
            return ServiceLines(which: which) { key in placeOfKey[key].map { " of \(lines[$0].day.short)" } ?? "" }
                .sentence(event.data)
        }
    }

    private func decided(_ event: Event, _ entry: Entry) -> String {
        switch event.data {
        case .decisionSubmitted(let data):
            let outcome = data.outcome.map { Words.outcome($0) } ?? "without saying what"
            let passed =
                data.passedBy.map { " \($0) passed it in spite of what was shown\(defects(data.defects))." } ?? ""
            return "\(data.officer?.text ?? "Somebody, unnamed,") decided \(outcome).\(passed)"
        case .decisionRecorded(let data):
            let notice = data.notice.map { " The amendment notice was sent on \($0.short)." } ?? ""
            return "The council's decision \(Words.outcome(data.outcome)) was sent to the family outside this system."
                + notice
        case .decisionUndated(let data):
            let notice = data.notice.map { " The amendment notice was sent on \($0.short)." } ?? ""
            let what = data.outcome.map { " \(Words.outcome($0))" } ?? ""
            return "A decision\(what) is known, and the day on which its letter was sent is not.\(notice)"
        case .representationsReceived(let data):
            var asks: [String] = []
            if data.asksMeeting == true { asks.append("a meeting with an officer") }
            if let setting = data.setting { asks.append("setting \(setting)") }
            return "The family\(which(data.contact)) answered the amendment notice\(Scribe.sections(data.sections))"
                + (asks.isEmpty ? "." : ", and asks for \(Words.list(asks)).")
                + (data.isFinal == true ? " Nothing more will come." : "")
        case .finalSubmitted(let data):
            let what = data.outcome.map { Words.final($0) } ?? "the end of the amendment, without saying which"
            let passed =
                data.passedBy.map { " \($0) passed it in spite of what was shown\(defects(data.defects))." } ?? ""
            return "\(data.officer?.text ?? "Somebody, unnamed,") submitted \(what).\(passed)"
        case .amendmentAnswered(let data):
            let said = placeOfKey[data.answer].map { " of \(lines[$0].day.short)" } ?? ""
            let officer = data.officer.map { " by \($0.text)" } ?? ""
            let place = data.items.map { " in \(Words.list($0.map(\.description)))" } ?? ""
            return "The family's answer\(said) was answered\(officer)\(Scribe.sections(data.sections)): "
                + (data.used ? "it is used\(place)." : "it is not used.")
                + (data.document == nil ? "" : " The reasons are kept in writing.")
        case .documentWithdrawn(let data):
            let what = data.role.rawValue.replacing("-", with: " ")
            let whose = data.belongs.map { ", of \($0)" } ?? ""
            return data.ground == .anotherChild
                ? "A paper of another child\(whose) was found here, kept as \(what), and withdrawn: its bytes are erased."
                : "A paper, kept as \(what), was withdrawn: its bytes are erased."
        case .officerMet(let data):
            let officer = data.officer?.text ?? "An officer"
            return "\(officer) met the family\(which(data.contact)) about the proposed amendments."
        case .finalRecorded(let data):
            let named = data.namesTransfer == true ? " It names the place after the transfer." : ""
            return "\(Words.sentence(Words.final(data.outcome))) was sent to the family outside this system.\(named)"
        case .withdrawn(let data):
            guard let place = placeOfKey[data.report] else {
                return "A report was withdrawn that is not in this file: \(data.report)."
            }
            return "Withdrawn: \u{201C}\(lines[place].text)\u{201D}"
        default: return "Something was reported that this version does not know."
        }
    }

    /// About which sections: ", sections B and F".
    private static func sections(_ sections: [PlanSection]?) -> String {
        guard let sections, !sections.isEmpty else { return "" }
        return ", section\(sections.count > 1 ? "s" : "") \(Words.list(sections.map(\.rawValue)))"
    }

    /// Of which items of the plan: ", for F-3 and E-2".
    private static func items(_ items: [PlanItemID]?) -> String {
        guard let items, !items.isEmpty else { return "" }
        return ", for \(Words.list(items.map(\.description)))"
    }

    /// What was passed: ": no report of the meeting is recorded (…)".
    private func defects(_ defects: [String]?) -> String {
        guard let defects, !defects.isEmpty else { return "" }
        return ": \(why(defects))"
    }

    private static func changes(from old: PlanRecorded, to new: PlanRecorded) -> String {
        var changes: [String] = []
        func compare<Value: Equatable>(
            _ name: String, _ old: Value?, _ new: Value?, absent: String = "unknown", _ words: (Value) -> String
        ) {
            guard old != new else { return }
            changes.append("\(name) \(old.map(words) ?? absent) → \(new.map(words) ?? absent)")
        }
        compare("born", old.born, new.born) { "\($0)" }
        compare("made", old.made, new.made, \.short)
        compare("last reviewed", old.reviewed, new.reviewed, \.short)
        compare("interval in the plan", old.interval, new.interval, absent: "none") { "\($0) months" }
        compare("setting", old.setting, new.setting, absent: "none") { "\($0)" }
        compare("placement", old.placement, new.placement, \.rawValue)
        compare("need", old.need, new.need, \.rawValue)
        compare("year group", old.year, new.year) { "\(YearGroup(Int($0)))" }
        compare("transfer", old.transfer, new.transfer, \.words)
        compare("year of the transfer", old.transferYear, new.transferYear) { "\($0)" }
        compare("place after the transfer named", old.transferNamed, new.transferNamed) { $0 ? "yes" : "no" }
        compare("no transfer follows", old.noTransfer, new.noTransfer, absent: "not answered") { $0 ? "yes" : "no" }
        compare("move between post-16 institutions", old.laterTransfer, new.laterTransfer, absent: "none", \.short)
        compare("coordinator", old.coordinator, new.coordinator, absent: "nobody", \.text)
        compare("model", old.model, new.model) { $0 }
        compare("comes first", old.priority, new.priority, absent: "no") { $0.map(\.rawValue).joined(separator: ", ") }
        guard !changes.isEmpty else { return "The plan was recorded again, with nothing changed." }
        return "What is known of the plan changed: \(changes.joined(separator: "; "))."
    }

    // MARK: What services concluded

    private static func source(of rule: RuleName) -> String {
        rule.known.map { Statute.rule($0).source } ?? "rule \(rule.text), which this version does not know"
    }

    private mutating func conclude(_ id: ConclusionID, _ event: Event, entry: Entry) {
        let day = entry.recorded
        switch event.data {
        case .reviewOpened(let data):
            var text = "The review was opened, proposed as \(words.kind(data.kind))"
            if let due = id.day, let rule = data.rule {
                text += "; it must be complete by \(due.short) (\(Scribe.source(of: rule)))"
            } else if id.day == nil {
                text += "; the day by which it must be complete is not known"
            }
            add("\(text).", on: day, review: id.review)
        case .notRecorded(let data):
            let by = id.day.map { "By \($0.short)" } ?? "Until then"
            add(
                "\(by) \(Words.alarm(id.subject)) had been recorded (\(Scribe.source(of: data.rule))).", on: day,
                review: id.review)
        case .rightsPass(let data):
            add(
                id.subject == .rightsPassed
                    ? "The rights passed to the young person: compulsory school age ended on \(data.last.short) "
                        + "(\(Scribe.source(of: data.rule)))."
                    : "The rights will pass to the young person after \(data.last.short) "
                        + "(\(Scribe.source(of: data.rule))).", on: day, review: 0)
        case .decisionMade:
            add("The decision stands: nothing that the law demands is missing.", on: day, review: id.review)
        case .decisionRefused(let data):
            lacks[id] = data.lacks
            add("The decision could not stand: \(why(data.lacks)).", on: day, review: id.review)
        case .finalMade(let data):
            let named = data.namesTransfer == true ? " It names the place after the transfer." : ""
            add("\(Words.sentence(Words.final(data.outcome))) stands.\(named)", on: day, review: id.review)
        case .finalRefused(let data):
            lacks[id] = data.lacks
            add(
                "What was submitted could not stand: \(why(data.lacks)).", on: day, review: id.review)
        case .letterWritten(let data):
            if data.copies.contains(where: { $0.document != nil }) {
                let number = letters.count + 1
                letters.append(
                    History.Letter(
                        number: number, id: id, review: id.review, kind: data.letter, copies: data.copies, written: day)
                )
                add("Letter \(number) was written: \(Words.letter(data.letter)).", on: day, review: id.review)
            }
            for copy in data.copies where copy.document == nil {
                add(
                    "The letter to contact \(copy.contact) could not be written: \(Words.lack(copy.lacks)).", on: day,
                    review: id.review)
            }
        case .reasonsAlike:
            add(
                "The reasons of the decision are the same, or nearly, as those of decisions in other cases: the quality lead is "
                    + "asked to read them.", on: day, review: id.review)
        case .outcomesAlike:
            add(
                "The outcome of the decision is that of nearly all of its kind, where others decide otherwise: the quality lead "
                    + "is asked to read some of them.", on: day, review: id.review)
        case .notificationRequested(let request):
            if id.subject == .tellInvitation { meetings[id] = request.until }
        case .notificationSent: tell(id, on: day, failure: nil)
        case .notificationFailed(let data): tell(id, on: day, failure: data.why)
        // That someone should be reminded, asked for and claimed leads to a message, which is told when it leaves.
        default: break
        }
    }

    /// What was missing from what could not stand, in the model's words.
    private func why(_ lacks: [String]) -> String {
        lacks.map { Finding.sentence($0, in: words) }.joined(separator: "; ")
    }

    /// Messages that say the same and left on one day are one line.
    private mutating func tell(_ id: ConclusionID, on day: Day, failure: DeliveryFailure?) {
        guard let party = id.addressee else { return }
        // Invitations to one day may rest on several reports.
        let meeting = meetings[id.message]
        let fact = meeting == nil ? id.fact : .nothing
        let message = ConclusionID(id.subject, review: id.review, fact: fact, about: id.about)
        let told = Told(message: message, day: day, failure: failure, meeting: meeting)
        if self.told[told] == nil {
            self.told[told] = (lines.count, [])
            add("", on: day, review: id.review)
        }
        self.told[told]?.parties.append(party)
    }

    private func sentence(_ told: Told, _ parties: [Addressee], _ file: CaseFile) -> String {
        let order = parties.sorted { ($0.order) < ($1.order) }
        let whom = Words.list(order.map { words.addressee($0, in: file) })
        if let failure = told.failure, failure == .byDecision || failure == .ended {
            return "The \(Words.message(told.message.subject)) was not sent to \(whom): \(Words.failure(failure))."
        }
        if let failure = told.failure {
            return "The \(Words.message(told.message.subject)) could not be sent to \(whom): \(Words.failure(failure))."
        }
        switch told.message.subject {
        case .tellDecision, .tellFinal:
            let what = told.message.subject == .tellDecision ? "the decision letter" : "the final letter"
            return "\(Words.sentence(whom)) \(parties.count > 1 ? "were" : "was") told: \(what) was sent."
        case .tellInvitation:
            let meeting = told.meeting.map { " of \($0.short)" } ?? ""
            return "\(Words.sentence(whom)) \(parties.count > 1 ? "were" : "was") invited to the meeting\(meeting)."
        case .tellNotRecorded:
            let about = told.message.about.map { Words.alarm($0) } ?? "something due"
            let by = told.message.day.map { " by \($0.short)" } ?? ""
            return "\(Words.sentence(whom)) \(parties.count > 1 ? "were" : "was") told: \(about) recorded\(by)."
        default:
            return "Sent to \(whom): \(Words.message(told.message.subject))."
        }
    }
}

extension Addressee {
    /// The family first.
    fileprivate var order: Int {
        guard case .party(let party) = self else { return 0 }
        return switch party {
        case .parent, .youngPerson: 1
        case .setting: 2
        case .coordinator: 3
        case .health: 4
        case .socialCare: 5
        case .manager: 6
        }
    }
}

extension AppealStep {
    /// What happened, as a sentence.
    fileprivate var sentence: String {
        switch self {
        case .lodged: "The council was sent an appeal to the Tribunal."
        case .withdrawn: "The appeal was withdrawn."
        case .notOpposed: "The council told the Tribunal that it does not oppose the appeal."
        case .dismissed: "The Tribunal dismissed the appeal."
        case .orderedToAmend: "The Tribunal ordered the council to amend the plan\u{2019}s contents."
        case .orderedSectionI: "The Tribunal ordered the council to name another institution."
        case .orderedToContinue: "The Tribunal ordered the council to go on maintaining the plan."
        case .orderedToAssess: "The Tribunal ordered the council to assess or re-assess."
        }
    }
}

extension ResendGround {
    /// Why, in words.
    fileprivate var words: String {
        switch self {
        case .newAddress: "another address is known"
        case .otherWay: "it goes by another way"
        case .addressConfirmed: "the address was asked for, and is right"
        }
    }
}

extension MediationStep {
    /// What happened, as a sentence.
    fileprivate var sentence: String {
        switch self {
        case .contacted: "The family called the mediation adviser."
        case .declined: "The family said that it wants no mediation."
        case .wanted: "The family told the council that it wants mediation."
        case .notArranged: "Mediation could not be arranged in time."
        case .agreed: "Mediation was held, and something was agreed."
        case .notAgreed: "Mediation was held without an agreement."
        case .certificate: "The mediation certificate was issued."
        }
    }
}
