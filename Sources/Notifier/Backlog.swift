import CaseFile
import Contracts
import Runtime
import Statute
import Synchronization

/// What was asked for and has not left: for people to see how much waits and how long, and whether so many cases wait that
/// it is no longer the trouble of each.
struct Backlog {
    /// The share of the cases with something to tell of which something has not left, from which on the service is not
    /// ready: before that each is its own case's trouble, and in the worklist.
    static let mostWaiting = 0.1
    /// Fewer cases than these are never the service's trouble.
    static let fewestWaiting = 20
    /// Seconds after which what may leave and was not tried in vain counts as waiting.
    static let longestQuiet = 600.0
    /// Days for which a case counts as one with something to tell.
    static let daysDue = 28
    /// Seconds between two looks at all that waits, and messages that are looked at in one turn.
    static let lookEvery = 15.0
    static let mostLooks = 1_000

    /// Since when a message waits: the day of its request, and when this process first saw it, by its own clock.
    private struct Since {
        var asked: Day
        var seen: Double?
    }

    let figures = BacklogFigures()
    /// Why the service is not ready: too many wait.
    private(set) var lack: String?

    private var unsent: [MessageAtStage: Since] = [:]
    /// What left and came back: each message once, and few do.
    private var returned: [MessageAtStage] = []
    /// The last day on which something was asked for of a case.
    private var due: [CaseID: Day] = [:]
    /// The look that is under way: what is still to be looked at, and what was found.
    private var rest: [MessageAtStage] = []
    private var found = BacklogFigures.Counts()
    private var waiting: Set<CaseID> = []
    private var nextLook = -Double.infinity

    /// That event of the case was accepted.
    mutating func fold(_ event: Event, of id: CaseID, on day: Day) {
        guard case .conclusion(let said) = event.id else { return }
        switch event.data {
        case .notificationRequested:
            unsent[MessageAtStage(id: id, what: said)] = Since(asked: day)
            due[id] = day
        case .notificationSent: unsent[MessageAtStage(id: id, what: said.message)] = nil
        case .notificationReturned: returned.append(MessageAtStage(id: id, what: said.message))
        default: break
        }
    }

    /// Looks at some of what waits; shows what was found when all of it was looked at.
    mutating func look(_ state: any State) {
        if rest.isEmpty {
            guard state.seconds >= nextLook else { return }
            nextLook = state.seconds + Backlog.lookEvery
            rest = Array(unsent.keys)
            found = BacklogFigures.Counts()
            waiting = []
        }
        let speaks = Set(state.owned)
        for _ in 0..<min(rest.count, Backlog.mostLooks) {
            let message = rest.removeLast()
            guard speaks.contains(state.partition(of: message.id)) else { continue }
            look(at: message, state)
        }
        if rest.isEmpty { show(state, speaks) }
    }

    private mutating func look(at waits: MessageAtStage, _ state: any State) {
        guard var since = unsent[waits], let file = state.file(of: waits.id), let message = file.message(waits.what),
            message.stage != .sent
        else {
            unsent[waits] = nil
            return
        }
        let log = state.log(of: state.partition(of: waits.id))
        guard let today = log.today, today <= message.until, file.isTimely(message.id) else { return }
        let why: BacklogFigures.State
        var isStuck = false
        if let failure = message.failure {
            guard !failure.isIntended else { return }
            why = .failed
            // Words that are missing are mended once for all, and shown by kind.
            isStuck = failure != .noWords
        } else if !log.maySend(file) {
            why = .held
        } else {
            why = .waiting
            let seen = since.seen ?? state.seconds
            since.seen = seen
            unsent[waits] = since
            isStuck = state.seconds - seen >= Backlog.longestQuiet
        }
        found.add(message.id.subject, why, days: Int(today - since.asked))
        if isStuck { waiting.insert(waits.id) }
    }

    private mutating func show(_ state: any State, _ speaks: Set<Int32>) {
        for message in returned where speaks.contains(state.partition(of: message.id)) {
            found.returned[message.what.subject, default: 0] += 1
        }
        figures.show(found)
        var cases = 0
        for (id, day) in due {
            let partition = state.partition(of: id)
            guard let today = state.log(of: partition).today else { continue }
            if day < today - Backlog.daysDue {
                due[id] = nil
            } else if speaks.contains(partition), !waiting.contains(id) {
                cases += 1
            }
        }
        cases += waiting.count
        let isMany =
            waiting.count >= Backlog.fewestWaiting && Double(waiting.count) >= Backlog.mostWaiting * Double(cases)
        lack =
            isMany
            ? "of \(cases) cases with something to tell \(waiting.count) wait for what could not leave: "
                + "annual-review worklist says of each what is missing; when it is the same of all (people, documents, the "
                + "channel), mend that" : nil
    }
}

/// What waits, by kind, as the service's thread found it last and the server's threads show it.
public final class BacklogFigures: Sendable {
    enum State: String, CaseIterable {
        /// It may leave, and its turn has not come.
        case waiting
        /// It could not leave; somebody must act.
        case failed
        /// Nothing may leave of its case: not released, or paused.
        case held
    }

    struct Counts: Sendable {
        struct Key: Hashable, Comparable {
            var subject: Subject
            var state: State

            static func < (left: Key, right: Key) -> Bool {
                (left.subject.rawValue, left.state.rawValue) < (right.subject.rawValue, right.state.rawValue)
            }
        }

        var messages: [Key: Int] = [:]
        /// Messages that left and came back, or did not arrive.
        var returned: [Subject: Int] = [:]
        /// Days since the oldest that waits or failed was asked for.
        var oldest: [Subject: Int] = [:]

        mutating func add(_ subject: Subject, _ state: State, days: Int) {
            messages[Key(subject: subject, state: state), default: 0] += 1
            if state != .held { oldest[subject] = max(days, oldest[subject] ?? 0) }
        }
    }

    private let counts = Mutex(Counts())

    func show(_ new: Counts) { counts.withLock { $0 = new } }

    /// Prometheus' text format. Every kind has its line, so that none vanishes when nothing of it waits.
    public var metrics: String {
        let counts = counts.withLock { $0 }
        var text = """
            # HELP ehcp_messages_unsent Messages that were asked for and have not left, by kind and why.
            # TYPE ehcp_messages_unsent gauge

            """
        let kinds = Subject.allCases.filter(\.isMessage)
        for kind in kinds {
            for state in State.allCases {
                let number = counts.messages[Counts.Key(subject: kind, state: state)] ?? 0
                text += "ehcp_messages_unsent{kind=\"\(kind.word)\",state=\"\(state.rawValue)\"} \(number)\n"
            }
        }
        text += """
            # HELP ehcp_oldest_unsent_message_seconds Since the oldest message of the kind was asked for that waits or could not leave, in days of the log.
            # TYPE ehcp_oldest_unsent_message_seconds gauge

            """
        for kind in kinds {
            text += "ehcp_oldest_unsent_message_seconds{kind=\"\(kind.word)\"} \((counts.oldest[kind] ?? 0) * 86_400)\n"
        }
        text += """
            # HELP ehcp_messages_returned Messages that had left and came back or did not arrive, by kind, since the log began.
            # TYPE ehcp_messages_returned gauge

            """
        for kind in kinds { text += "ehcp_messages_returned{kind=\"\(kind.word)\"} \(counts.returned[kind] ?? 0)\n" }
        return text
    }
}
