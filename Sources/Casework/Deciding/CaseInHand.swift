public import CaseFile
public import Contracts
public import Statute

/// A case as somebody has it in hand who is about to say something of it: its file, the day, the law's calendar and the
/// council's model. What may be said is decided here and nowhere else, for every program alike.
public struct CaseInHand: Sendable {
    let id: CaseID
    let file: CaseFile
    /// The partition's today.
    let today: Day
    let holidays: BankHolidays
    /// The model that holds; nil when it is not at hand, and then the law alone is asked.
    let model: ReviewModel?

    /// That case on that day.
    public init(
        _ id: CaseID, _ file: CaseFile, on today: Day, holidays: BankHolidays = .byRuleOnly, model: ReviewModel? = nil
    ) {
        self.id = id
        self.file = file
        self.today = today
        self.holidays = holidays
        self.model = model
    }

    /// The same case with another file, as it will be once something more is said.
    public func with(_ file: CaseFile) -> CaseInHand {
        CaseInHand(id, file, on: today, holidays: holidays, model: model)
    }

    /// What becomes of what somebody says.
    public enum Verdict: Sendable {
        /// The entry to append, and what whoever says it should know: findings that ask or note.
        case accepted(Entry, [Finding])
        /// The file holds it already, under its key: nothing is to be appended.
        case repeated
        /// It is not taken; at least one finding refuses.
        case refused([Finding])
    }

    /// Decides whether a person may say that of the case now. `seen` is the position after the last record of the partition
    /// that the person was shown; `documents` are those that were given with it, and `others` what a decision's words are
    /// held against.
    ///
    /// What is held is taken only from the manager or deputy who passes it, and what they passed is recorded with it.
    public func decide(
        _ event: Event, by actor: Actor, seen: Int64? = nil, documents: [DocumentHash: Document] = [:],
        others: OtherCases = OtherCases()
    ) -> Verdict {
        if case .submission(let key) = event.id, file.submissions.contains(where: { $0.key == key }) {
            return .repeated
        }
        var findings =
            findings(of: event, by: actor) + blindness(of: event, by: actor) + quoting(event.data, documents)
            + withholding(event.data, documents)
        var event = event
        switch event.data {
        case .decisionSubmitted(var decision):
            findings += heldByWords(of: decision, documents, others)
            // Also what whoever says it put there themselves is made anew.
            decision.defects = findings.held.isEmpty ? nil : findings.held.map(\.line)
            event.data = .decisionSubmitted(decision)
        case .finalSubmitted(var final):
            final.defects = findings.held.isEmpty ? nil : findings.held.map(\.line)
            event.data = .finalSubmitted(final)
        case .paperAstray, .paperNotYours: findings += naming(event.data, documents, others)
        case .progressRecorded(let progress): findings += less(progress.document, documents)
        case .shortTermOutcomesAgreed(let outcomes): findings += less(outcomes.document, documents)
        default: break
        }
        guard findings.refusals.isEmpty, findings.held.isEmpty || passes(event.data, actor) else {
            return .refused(findings)
        }
        if event.happened == today { event.happened = nil }
        return .accepted(Entry(by: actor, recorded: today, seen: seen, events: [event]), findings)
    }

    /// Whether it is a decision, or a final plan, that its speaker passes.
    private func passes(_ data: EventData, _ actor: Actor) -> Bool {
        data.passedBy != nil && notTheirs(data.passedBy, actor).isEmpty
    }

    /// Why whoever is said to pass something does not.
    func notTheirs(_ passed: ActorID?, _ actor: Actor) -> [Finding] {
        guard let passed else { return [] }
        if case .person(let person) = actor, person.id == passed, [.manager, .deputy].contains(person.role) {
            return []
        }
        return [Finding(.notForThemToPass, .text(passed.text), .text("\(actor)"))]
    }

    /// Words of a note by which less would be provided than section F says.
    private func less(_ hash: DocumentHash?, _ documents: [DocumentHash: Document]) -> [Finding] {
        guard let text = hash.flatMap({ documents[$0] }).flatMap({ try? $0.quotable() }) else { return [] }
        return SideDoor.words(in: text).map { [Finding(.readsLikeLess, .text($0))] } ?? []
    }

    /// Another child in what a letter about a paper on the wrong file would quote: it is to name nobody, or there are two
    /// breaches.
    private func naming(
        _ data: EventData, _ documents: [DocumentHash: Document], _ others: OtherCases
    ) -> [Finding] {
        let signs = data.documents.compactMap { _, hash in
            documents[hash].flatMap { try? $0.quotable() }.flatMap { others.children.sign(in: $0, of: id) }
        }
        return Set(signs).map { Finding(.namesAnotherChild, .text($0.rawValue)) }
    }

    /// What a letter would quote and cannot: a decision whose letter could not be written is none. A message does without.
    private func quoting(_ data: EventData, _ documents: [DocumentHash: Document]) -> [Finding] {
        data.documents.compactMap { role, hash in
            let isAnswer = data.kind == .earlyReviewAnswered
            let mustQuote = [.amendmentAnswered, .correctionRecorded, .paperAstray, .paperNotYours].contains(data.kind)
            if mustQuote, let document = documents[hash] { return unquotable(role, document) }
            guard role.isQuoted || isAnswer, let document = documents[hash] else { return nil }
            if isAnswer, !document.audience.reaches(.party(.parent)) {
                return Finding(.answerNotQuotable, .text("they are given for \(document.audience.words) alone"))
            }
            do throws(QuoteFault) {
                _ = try document.quotable()
                return nil
            } catch {
                return isAnswer ? Finding(.answerNotQuotable, .text("\(error)")) : .unquotable(role, error)
            }
        }
    }

    /// Why a letter that rests on that document alone could not quote it; nil when it can.
    private func unquotable(_ role: DocumentRole, _ document: Document) -> Finding? {
        do throws(QuoteFault) {
            _ = try document.quotable()
            return nil
        } catch { return .unquotable(role, error) }
    }

    /// What leaves with the letter to the family, and was given for others alone.
    private func withholding(_ data: EventData, _ documents: [DocumentHash: Document]) -> [Finding] {
        data.leavingWithLetter.compactMap { role, hash in
            guard let audience = documents[hash]?.audience, !audience.reaches(.party(.parent)) else { return nil }
            return .notForFamily(role, audience)
        }
    }
}

extension EventData {
    /// The manager or deputy who passes it in spite of what was shown; nil where nobody does.
    var passedBy: ActorID? {
        switch self {
        case .decisionSubmitted(let decision): decision.passedBy
        case .finalSubmitted(let final): final.passedBy
        default: nil
        }
    }

    /// The documents that the letter to the family quotes or encloses, where this asks for one.
    public var leavingWithLetter: [(role: DocumentRole, hash: DocumentHash)] {
        let roles: Set<DocumentRole> =
            switch self {
            case .decisionSubmitted(let decision):
                decision.outcome == .amend ? [.reasons, .plan, .amendments, .evidence] : [.reasons]
            case .finalSubmitted(let final): final.outcome == .amended ? [.reasons, .finalPlan] : [.reasons]
            case .amendmentAnswered, .correctionRecorded, .paperAstray, .paperNotYours: [.answer]
            default: []
            }
        return roles.isEmpty ? [] : documents.filter { roles.contains($0.role) }
    }
}

extension Audience {
    /// Whom it reaches, in words.
    public var words: String {
        switch self {
        case .invited: "all who are invited"
        case .council: "the council"
        case .writer: "whoever gave it and the council"
        }
    }
}

extension Finding {
    /// That a document of that role may not leave with the letter to the family.
    public static func notForFamily(_ role: DocumentRole, _ audience: Audience) -> Finding {
        Finding(.notForFamily, .text(role.rawValue), .text(audience.words))
    }

    /// Why a letter cannot quote a document of that role.
    public static func unquotable(_ role: DocumentRole, _ fault: QuoteFault) -> Finding {
        Finding(.unquotable, .text(role.rawValue), .text("\(fault)"))
    }
}
