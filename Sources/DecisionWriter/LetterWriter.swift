public import CaseFile
import Casework
public import Contracts
public import DecisionLetters
import JSON
public import Runtime
import Statute
import Synchronization

/// Writes the letter of every decision and final plan that stands in the log, a copy for each of those who are told,
/// keeps the copies on `documents`, and says so.
///
/// It waits for the documents that a submission names: they are on `documents` before the submission is on `case-files`, but
/// the two are read side by side, so that one is missing only when `documents` was read past an end that was asked for
/// after it was wanted (`DocumentIndex`). What keeps one copy from being written keeps no other: the letter's entry says what it
/// lacks, and the copy has an entry of its own when that has come. Papers that no letter can quote refuse what was
/// submitted. Whatever is wrong is its case's trouble, in the log with its place and in the worklist.
///
/// - Thread: the runtime's, one owner.
public struct LetterWriter: SideEffects {
    /// The most letters written between two looks at the log.
    public static let mostLettersAtOnce = 64
    /// Seconds until documents are asked for again that could not be fetched.
    static let fetchAgain = 5.0
    /// The share of the letters of the last weeks that could not be written from which on the service is not ready, and
    /// how many must be so at least: before that each is its own case's trouble.
    public static let mostLacking = 0.1
    public static let fewestLacking = 20
    /// Days for which a letter that was written counts among those.
    static let daysCounted = 28
    /// Seconds between two looks at how much waits.
    static let countEvery = 5.0

    /// Told of what cannot be written: where the decision stands, and why. Holds no personal data.
    public typealias Trouble = @Sendable (_ decision: Position, _ why: String) -> Void

    private let name: ServiceName
    private let composer: LetterComposer
    private let trouble: Trouble
    /// What waits, for whoever shows it.
    public let figures = LetterFigures()

    private var sources: LetterSources
    /// Decisions whose reasons are alike.
    private var alike = AlikeReasons()
    /// Decisions whose outcomes are.
    private var outcomes = AlikeOutcomes()
    private var waiting: [CaseID: Waiting] = [:]
    /// The last day on which a letter of a case was written.
    private var written: [CaseID: Day] = [:]
    /// The council whose log it is, once read.
    private var council: String?
    private var wants: String?
    private var many: String?
    /// Why documents cannot be fetched, and when they are asked for again; nil while they can.
    private var away: (why: String, again: Double)?
    private var nextCount = -Double.infinity
    public var lack: String? { wants ?? away.map { "what letters quote cannot be fetched: \($0.why)" } ?? many }

    /// A case that waits for a letter.
    private struct Waiting {
        /// Where the latest decision stands.
        var decision: Position
        /// Whether nothing can be written now, and nothing has changed since.
        var isStuck = false
        /// What was reported of it: each thing once.
        var reported: Set<String> = []
    }

    /// With that desk and those documents, speaking as that service.
    public init(
        desk: LetterDesk, documents: DocumentShelf, as service: DecisionWriter = DecisionWriter(),
        trouble: @escaping Trouble
    ) {
        sources = LetterSources(documents)
        name = service.name
        composer = LetterComposer(desk: desk)
        self.trouble = trouble
    }

    public var reads: [Topic] { [.people, .children, .documents] }
    public var writes: [Topic] { [.documents] }
    public var documents: DocumentIndex? { sources.shelf.index }

    public mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        guard reception == .accepted else { return }
        sources.shelf.index.askAnew(of: id)
        var isMade = false
        for event in entry.events {
            switch (event.data, event.id) {
            case (.decisionMade, _), (.finalMade, _): isMade = true
            case (.letterWritten, _): written[id] = entry.recorded
            case (.decisionSubmitted(let decision), .submission(let key)):
                alike.note(decision, key, of: id, on: entry.recorded)
                outcomes.note(decision, key, of: id, on: entry.recorded)
            case (.reasonsAlike(let data), .conclusion(let conclusion)): alike.note(data, conclusion, of: id)
            default: break
            }
        }
        // Not only a decision that was just made is owed its letter: when the submission before it is refused, one that was
        // made earlier counts again.
        guard !OwedLetter.all(in: file).isEmpty else {
            waiting[id] = nil
            return
        }
        let before = waiting[id]
        let decision = isMade ? position : before?.decision ?? position
        // What was said of it already is said once.
        waiting[id] = Waiting(decision: decision, reported: isMade ? [] : before?.reported ?? [])
    }

    public mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) {
        outcomes.note(log, of: position.partition)
        // Once: every template is held to every model of that council.
        guard let council = log.began?.council, council != self.council else { return }
        self.council = council
        outcomes.teams = composer.desk.teams[council] ?? Teams()
        wants = composer.desk.lack(for: council)
    }

    public mutating func read(_ record: TopicRecord) throws {
        // Also a record that is refused may have taken away what was there.
        defer { for id in waiting.keys where waiting[id]?.isStuck == true { waiting[id]?.isStuck = false } }
        try sources.read(record)
    }

    public mutating func stop() {
        sources.shelf.index.commit()
        sources.shelf.close()
    }

    public func isAtRest(_ partition: Int32) -> Bool {
        // What is impossible is known to people, and nothing that this service can do.
        alike.isAtRest && outcomes.isAtRest
            && !waiting.values.contains { $0.decision.partition == partition && !$0.isStuck }
    }

    public mutating func act(_ state: any State) throws -> [Act] {
        defer { count(state) }
        sources.shelf.index.commit()
        if let away, state.seconds < away.again { return [] }
        away = nil
        // What waits goes on waiting, and is not reported one by one: one file mends all.
        guard wants == nil else { return [] }
        var acts: [Act] = []
        var letters = 0
        for id in waiting.keys.sorted() where letters < LetterWriter.mostLettersAtOnce {
            guard var wait = waiting[id], !wait.isStuck, state.owns(id), !state.isInFlight(id),
                let file = state.file(of: id), let today = state.log(of: wait.decision.partition).today
            else { continue }
            // Of a model whose file is of no use the words and days are not known: that one file mends all of its plans, and
            // the service names it.
            if let plan = file.plan, composer.desk.models.fault(of: plan, on: today) != nil {
                waiting[id]?.isStuck = true
                continue
            }
            let matter = LetterMatter(id: id, file: file, today: today, log: state.log(of: wait.decision.partition))
            var (isSaid, isAwaited) = (false, false)
            for owed in OwedLetter.all(in: file) {
                do throws(LetterTrouble) {
                    let said = try write(owed, of: matter, &wait)
                    acts += said
                    letters += said.isEmpty ? 0 : 1
                    isSaid = isSaid || !said.isEmpty
                } catch {
                    switch error {
                    case .notYet: isAwaited = true
                    case .away(let why):
                        isAwaited = true
                        away = (why, state.seconds + LetterWriter.fetchAgain)
                    case .lacks(_, let why), .nobody(let why): report(why, &wait)
                    case .refused: break
                    }
                }
            }
            // What was said is in flight, and the case is looked at again when it is read back.
            wait.isStuck = !isSaid && !isAwaited
            waiting[id] = wait
            if away != nil { break }
        }
        // After the letters, for it keeps none of them waiting.
        if away == nil { acts += alikeReasons(state, besides: acts) }
        acts += outcomes.act(state, as: name, isBusy: LetterWriter.isBusy(acts))
        return acts
    }

    /// Of which cases something is being written already.
    private static func isBusy(_ acts: [Act]) -> (CaseID) -> Bool {
        var busy: Set<CaseID> = []
        for case .entry(let id, _) in acts { busy.insert(id) }
        return { busy.contains($0) }
    }

    /// What is to be said of decisions whose reasons are alike.
    private mutating func alikeReasons(_ state: any State, besides acts: [Act]) -> [Act] {
        do throws(LetterTrouble) {
            return try alike.act(state, sources, as: name, isBusy: LetterWriter.isBusy(acts))
        } catch {
            // All else that it could not read is like nothing, and nobody's trouble.
            guard case .away(let why) = error else { return [] }
            away = (why, state.seconds + LetterWriter.fetchAgain)
            return []
        }
    }

    private func report(_ why: String, _ wait: inout Waiting) {
        if wait.reported.insert(why).inserted { trouble(wait.decision, why) }
    }

    /// All copies of a letter in all their forms, and behind them the entry that names them and says what others lack; or the refusal of what
    /// was submitted. Of a letter that was written, the copies that can be written now. Empty when there is nothing new.
    private func write(
        _ owed: OwedLetter, of matter: LetterMatter, _ wait: inout Waiting
    ) throws(LetterTrouble) -> [Act] {
        let made: [LetterComposer.Copy]
        do throws(LetterTrouble) {
            made = try composer.copies(of: owed, for: matter, from: sources)
        } catch {
            // A letter that was written stands, whatever became of its papers since.
            guard case .refused(let lack) = error, owed.lacking == nil else { throw error }
            report(lack.sentence(in: ModelWords()), &wait)
            return [entry(owed, [owed.refusal([lack.line])], of: matter)]
        }
        var acts: [Act] = []
        var copies: [LetterCopy] = []
        for copy in made {
            if let written = copy.written, let page = written.forms.first {
                let others = written.forms.dropFirst().map { KeptForm($0.form, $0.document.hash) }
                copies.append(
                    LetterCopy(contact: copy.contact, document: page.document.hash, by: written.by, forms: others))
                for (_, document) in written.forms {
                    let key = DocumentKey(matter.id, .letter, document.hash)
                    acts.append(
                        .record(
                            .documents, partition: nil, key: key.description, value: document.bytes,
                            headers: document.headers))
                }
            } else if let (what, why) = copy.lacks {
                report(why, &wait)
                if owed.lacking == nil { copies.append(LetterCopy(contact: copy.contact, lacks: what)) }
            }
        }
        guard !copies.isEmpty else { return [] }
        let events =
            owed.lacking == nil
            ? [Event(owed.id, .letterWritten(LetterWritten(letter: owed.kind, copies: copies)))]
            : copies.map {
                Event(owed.id(for: $0.contact), .letterWritten(LetterWritten(letter: owed.kind, copies: [$0])))
            }
        acts.append(entry(owed, events, of: matter))
        return acts
    }

    private func entry(_ owed: OwedLetter, _ events: [Event], of matter: LetterMatter) -> Act {
        .entry(
            matter.id,
            Entry(by: .service(name), recorded: matter.today, because: .conclusion(owed.cause), events: events))
    }

    /// Counts what waits, now and then.
    private mutating func count(_ state: any State) {
        guard state.seconds >= nextCount else { return }
        nextCount = state.seconds + LetterWriter.countEvery
        var counts = LetterFigures.Counts()
        var lacking = 0
        for (id, wait) in waiting where state.owns(id) {
            guard let file = state.file(of: id), let today = state.log(of: wait.decision.partition).today else {
                continue
            }
            for owed in OwedLetter.all(in: file) {
                let decided =
                    (owed.pending.key == owed.review.submission?.key
                    ? owed.review.submission : owed.review.finalSubmission)?.recorded
                counts.add(owed.kind, days: decided.map { Int(today - $0) } ?? 0)
            }
            if wait.isStuck { lacking += 1 }
        }
        counts.alike = alike.count
        counts.alikeOutcomes = outcomes.count
        figures.show(counts)
        var recent = lacking
        for (id, day) in written {
            guard let today = state.log(of: state.partition(of: id)).today else { continue }
            if day < today - LetterWriter.daysCounted {
                written[id] = nil
            } else if state.owns(id), waiting[id] == nil {
                recent += 1
            }
        }
        let isMany =
            lacking >= LetterWriter.fewestLacking && Double(lacking) >= LetterWriter.mostLacking * Double(recent)
        many =
            isMany
            ? "of \(recent) letters \(lacking) could not be written to everybody: the log says why of each, and "
                + "annual-review worklist what is missing; when it is the same of all (people, documents, a template), mend "
                + "that" : nil
    }
}

/// Letters that are owed and not written, or not to everybody, as the service's thread found them last and the server's
/// threads show them.
public final class LetterFigures: Sendable {
    struct Counts: Sendable {
        var letters: [LetterKind: Int] = [:]
        /// Days since the oldest was decided.
        var oldest: [LetterKind: Int] = [:]
        /// Of the latest decisions, the groups whose reasons are alike, and the decisions in them.
        var alike = (groups: 0, decisions: 0)
        /// Of the decisions of a year, those that stand out together for their outcome.
        var alikeOutcomes = 0

        mutating func add(_ kind: LetterKind, days: Int) {
            letters[kind, default: 0] += 1
            oldest[kind] = max(days, oldest[kind] ?? 0)
        }
    }

    private let counts = Mutex(Counts())

    func show(_ new: Counts) { counts.withLock { $0 = new } }

    /// Prometheus' text format. Every kind has its line, so that none vanishes when nothing of it waits.
    public var metrics: String {
        let counts = counts.withLock { $0 }
        var text = """
            # HELP ehcp_letters_unwritten Letters that are owed and not written, or not to everybody.
            # TYPE ehcp_letters_unwritten gauge

            """
        for kind in LetterKind.allCases {
            text += "ehcp_letters_unwritten{kind=\"\(kind.rawValue)\"} \(counts.letters[kind] ?? 0)\n"
        }
        text += """
            # HELP ehcp_oldest_unwritten_letter_seconds Since the oldest of these was decided, in days of the log.
            # TYPE ehcp_oldest_unwritten_letter_seconds gauge

            """
        for kind in LetterKind.allCases {
            let seconds = (counts.oldest[kind] ?? 0) * 86_400
            text += "ehcp_oldest_unwritten_letter_seconds{kind=\"\(kind.rawValue)\"} \(seconds)\n"
        }
        text += """
            # HELP ehcp_decisions_with_alike_reasons Of the latest decisions, those whose reasons are the same, or nearly, as of others.
            # TYPE ehcp_decisions_with_alike_reasons gauge
            ehcp_decisions_with_alike_reasons \(counts.alike.decisions)
            # HELP ehcp_groups_of_alike_reasons The groups that these make, each of three cases or more.
            # TYPE ehcp_groups_of_alike_reasons gauge
            ehcp_groups_of_alike_reasons \(counts.alike.groups)
            # HELP ehcp_decisions_with_alike_outcomes Of the decisions of twelve months, those that have the outcome of nearly all of their kind where others decide otherwise.
            # TYPE ehcp_decisions_with_alike_outcomes gauge
            ehcp_decisions_with_alike_outcomes \(counts.alikeOutcomes)

            """
        return text
    }
}
