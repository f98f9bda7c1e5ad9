public import CaseFile
public import Contracts
import JSON
public import Runtime
import Statute

/// Sends what was requested and read back: claims it, delivers it once its own claim stands in the file, and says so.
///
/// A clock of its own is used for pace and for taking over claims only; days are the log's. Everything it knows follows
/// from what was folded and read, so that a crash between any two steps loses nothing.
public struct Sender: SideEffects {
    /// What can be set.
    public struct Settings: Sendable {
        /// Messages a second, at most; what was not used in a second is lost.
        public var pace = 2_000.0
        /// Messages that are claimed, or about to be, and not yet sent: what a crash leaves to others.
        public var mostInHand = 1_000
        /// Messages that are delivered in one turn, so that reading is not kept waiting: a second or two where each is
        /// synced to a slow disk.
        public var mostInTurn = 250
        /// Cases that are looked at in one turn.
        public var mostLooks = 10_000
        /// Records of `notifications` that are written in one turn.
        public var mostRecords = 1_000
        /// Seconds to wait for a letter that the file names and `documents` has not shown yet.
        public var letterPatience = 60.0

        public init() {}
    }

    /// Bytes of letters that may wait in memory to be sent.
    public static let mostLetterBytes = 256 << 20

    private let settings: Settings
    private let words: any Wording
    private var channel: any Channel
    private var people: [String: Person] = [:]
    private var letters = LettersAtHand()
    private var projection: NotificationProjection
    public private(set) var lack: String?

    /// Cases with messages that were not looked at since something changed, in the order of the log.
    private var queues: [Int32: CaseQueue] = [:]
    /// Cases of which this instance claimed messages.
    private var hand: [CaseInHand] = []
    /// The same, to find one by its id.
    private var handed: Set<CaseID> = []
    /// Cases whose messages may not leave: not released, or paused.
    private var held: [Int32: Set<CaseID>] = [:]
    /// Cases with a message for somebody who cannot be reached, by that person's key.
    private var unreached: [String: Set<CaseID>] = [:]
    /// Cases with a letter that is not there, by its hash.
    private var unwritten: [DocumentHash: Set<CaseID>] = [:]
    /// Since when claims of others, or the want of a letter, have been seen, by this process's clock.
    private var since: [MessageAtStage: Double] = [:]
    /// Claims of this instance under which nothing can leave any more: the next must be made.
    private var lapsed: Set<MessageAtStage> = []
    /// What became of messages under claims of this instance, until it is read back: should its entry not be delivered,
    /// it is said again, and nothing is sent again.
    private var outcomes: [MessageAtStage: Event] = [:]
    /// When the first token was signed under which a message may have left without a receipt.
    private var signed: [MessageAtStage: Int64] = [:]
    /// The letters that messages carry which have not left.
    private var carried: [MessageAtStage: DocumentHash] = [:]
    /// The partitions for which it spoke when it last acted.
    private var spoken: Set<Int32> = []
    private var allowance: Double
    private var filledAt: Double?

    /// A sender that delivers by that way, in those words.
    public init(by channel: any Channel, in words: any Wording, settings: Settings = Settings()) {
        self.channel = channel
        self.words = words
        self.settings = settings
        allowance = settings.pace
        projection = NotificationProjection(most: settings.mostRecords)
    }

    private struct CaseInHand {
        var id: CaseID
        var partition: Int32
        var messages: Int
    }

    /// A claim of another, or the want of a letter, that stands while its clock runs.
    private struct MessageAtStage: Hashable {
        var id: CaseID
        var what: ConclusionID
    }

    public var reads: [Topic] { [.people, .documents, .notifications] }
    public var readsWhileOthersSpeak: [Topic] { [.notifications] }
    public var writes: [Topic] { [.notifications] }

    // MARK: What was read

    public mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        guard reception == .accepted else { return }
        var concerns = false
        for event in entry.events {
            if !since.isEmpty || !lapsed.isEmpty || !outcomes.isEmpty, case .conclusion(let said) = event.id,
                said.stage != .said
            {
                // Its claim came to an end, or another was made.
                let last = said.stage == .claim ? said.attempt - 1 : said.attempt
                let atStage = MessageAtStage(id: id, what: last == 0 ? said.message : said.at(.claim, attempt: last))
                since[atStage] = nil
                lapsed.remove(atStage)
                outcomes[atStage] = nil
            }
            switch event.data {
            case .notificationRequested(let request):
                concerns = true
                if let document = request.document, case .conclusion(let message) = event.id {
                    carried[MessageAtStage(id: id, what: message)] = document
                }
            case .notificationClaimed(let claim):
                concerns = true
                if let first = claim.signed, case .conclusion(let said) = event.id {
                    let message = MessageAtStage(id: id, what: said.message)
                    signed[message] = min(first, signed[message] ?? first)
                }
            case .notificationFailed, .notificationSent:
                if case .notificationFailed = event.data { concerns = true }
                if !signed.isEmpty, case .conclusion(let said) = event.id {
                    signed[MessageAtStage(id: id, what: said.message)] = nil
                }
            // Somebody may be named who was not.
            case .planRecorded: concerns = concerns || !file.messages.isEmpty
            default: break
            }
        }
        projection.note(entry, at: position, of: id, log: log) { carried[MessageAtStage(id: id, what: $0)] }
        for event in entry.events {
            guard case .notificationSent = event.data, case .conclusion(let sent) = event.id,
                let hash = carried.removeValue(forKey: MessageAtStage(id: id, what: sent.message))
            else { continue }
            letters.settle(hash)
        }
        if concerns { queues[position.partition, default: CaseQueue()].append(id) }
    }

    public mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) {
        if let council = log.began?.council { lack = words.lack(for: council) }
        for event in entry.events {
            switch event.data {
            case .released, .sendingResumed, .sendingPaused: wake(held.removeValue(forKey: position.partition))
            default: break
            }
        }

        func wake(_ cases: Set<CaseID>?) {
            for id in (cases ?? []).sorted() { queues[position.partition, default: CaseQueue()].append(id) }
        }
    }

    public mutating func read(_ topic: Topic, key: String, value: [UInt8]?) throws {
        switch topic {
        case .people:
            // Whoever cannot be read cannot be reached.
            people[key] = nil
            if let value { people[key] = try Person(json: value) }
            woken += (unreached.removeValue(forKey: key) ?? []).sorted()
        case .documents:
            guard let hash = Sender.hash(key) else { return }
            letters.keep(hash, value)
            if value != nil { woken += (unwritten.removeValue(forKey: hash) ?? []).sorted() }
        case .notifications: if let value { try projection.found(value) }
        default: break
        }
    }

    private static func hash(_ key: String) -> DocumentHash? {
        var key = key
        return key.withUTF8 { DocumentHash(utf8: $0) }
    }

    /// Cases to look at again whose partition is known when it acts.
    private var woken: [CaseID] = []

    // MARK: What is done

    public mutating func act(_ state: any State) throws -> [Act] {
        guard letters.bytes <= Sender.mostLetterBytes else { throw SendingError.letters(bytes: letters.bytes) }
        for id in woken { queues[state.partition(of: id), default: CaseQueue()].append(id) }
        woken.removeAll(keepingCapacity: true)
        spoken = Set(state.owned)
        refill(state.seconds)

        var acts = try projection.records(for: state.owned)
        // Nothing is claimed that could not be written.
        guard lack == nil else { return acts }
        var delivered = 0
        var kept: [CaseInHand] = []
        kept.reserveCapacity(hand.count)
        for item in hand {
            // A partition that is another's now: that one takes the claim over.
            guard spoken.contains(item.partition) else {
                queues[item.partition, default: CaseQueue()].append(item.id)
                continue
            }
            let look = try look(at: item.id, in: item.partition, state, delivered: &delivered)
            if let entry = look.entry { acts.append(.entry(item.id, entry)) }
            if look.inHand > 0 {
                kept.append(CaseInHand(id: item.id, partition: item.partition, messages: look.inHand))
            } else if look.waits {
                queues[item.partition, default: CaseQueue()].append(item.id)
            }
        }
        hand = kept
        handed = Set(hand.lazy.map(\.id))
        try takeUp(state, &acts, &delivered)
        try channel.settle()
        return acts
    }

    /// Takes up cases from the queues while hands are free.
    private mutating func takeUp(_ state: any State, _ acts: inout [Act], _ delivered: inout Int) throws {
        var messages = hand.reduce(0) { $0 + $1.messages }
        var looks = 0
        for partition in state.owned {
            guard var queue = queues.removeValue(forKey: partition) else { continue }
            var waiting = CaseQueue()
            while messages < settings.mostInHand, looks < settings.mostLooks, let id = queue.popFirst() {
                looks += 1
                if handed.contains(id) { continue }
                let look = try look(at: id, in: partition, state, delivered: &delivered)
                if let entry = look.entry { acts.append(.entry(id, entry)) }
                if look.inHand > 0 {
                    hand.append(CaseInHand(id: id, partition: partition, messages: look.inHand))
                    handed.insert(id)
                    messages += look.inHand
                } else if look.waits {
                    waiting.append(id)
                }
            }
            while let id = waiting.popFirst() { queue.append(id) }
            if !queue.isEmpty { queues[partition] = queue }
        }
    }

    /// What a look at a case came to.
    private struct Look {
        /// What to say now.
        var entry: Entry?
        /// Messages that this instance claimed, or is about to.
        var inHand = 0
        /// Whether to look again although nothing was read.
        var waits = false
    }

    private mutating func look(
        at id: CaseID, in partition: Int32, _ state: any State, delivered: inout Int
    ) throws -> Look {
        guard let file = state.file(of: id), let plan = file.plan else { return Look() }
        // What it said last is not read back yet; the number is that of the case at most.
        guard !state.isInFlight(id) else { return Look(inHand: file.messages.count { $0.stage != .sent }) }
        let log = state.log(of: partition)
        guard let today = log.today else { return Look(waits: true) }
        guard log.maySend(file) else {
            if file.messages.contains(where: { $0.stage != .sent }) { held[partition, default: []].insert(id) }
            return Look()
        }
        if log.isRehearsal, !channel.allowsRehearsal { throw SendingError.rehearsal(channel.name) }

        var look = Look()
        var receipts: [Event] = []
        var claims: [Event] = []
        // One case is served whole, so the pace is overdrawn by a few messages at most and made good in the next turn.
        let mayDeliver = allowance >= 1 && delivered < settings.mostInTurn
        for message in file.messages where message.stage != .sent {
            let claimed = MessageAtStage(id: id, what: message.id.at(.claim, attempt: message.claims))
            if message.isClaimed(by: state.instance), !lapsed.contains(claimed) {
                look.inHand += 1
                if let outcome = outcomes[claimed] {
                    receipts.append(outcome)
                    continue
                }
                guard mayDeliver else { continue }
                delivered += 1
                allowance -= 1
                guard let said = try deliver(message, of: id, file, plan, log, today) else {
                    lapsed.insert(claimed)
                    continue
                }
                outcomes[claimed] = said
                receipts.append(said)
            } else if isDue(message, of: id, file, plan, state.seconds, &look) {
                look.inHand += 1
                if let first = signed[MessageAtStage(id: id, what: message.id)], !channel.canTell(since: first) {
                    // Sent again it could arrive twice, left alone never: that is for somebody to find out.
                    receipts.append(Sender.failure(of: message, .notKnown))
                    continue
                }
                let claim = message.id.at(.claim, attempt: message.claims + 1)
                let token = channel.prepare(claim, of: id)
                claims.append(
                    Event(claim, .notificationClaimed(NotificationClaimed(instance: state.instance, signed: token))))
            }
        }
        // Receipts first: a claim that does not fit any more must not take them down with it.
        let events = receipts.isEmpty ? claims : receipts
        if case .conclusion(let first)? = events.first?.id {
            look.entry = Entry(
                by: Notifier.name, recorded: today, because: .conclusion(first.message), events: events)
        }
        return look
    }

    /// Whether a message ought to be claimed now.
    private mutating func isDue(
        _ message: Message, of id: CaseID, _ file: CaseFile, _ plan: PlanRecorded, _ seconds: Double, _ look: inout Look
    ) -> Bool {
        guard message.claims < ConclusionID.mostAttempts else { return false }
        switch message.stage {
        case .said: return isLetterHere(message, of: id, file, seconds, &look)
        case .claim:
            let atStage = MessageAtStage(id: id, what: message.id.at(.claim, attempt: message.claims))
            return hasStood(atStage, for: channel.patience, seconds, &look)
        case .failed:
            switch message.failure {
            case .noAddress:
                let key = message.id.party.flatMap { PersonKey.key(of: $0, in: id, plan: plan) }
                guard let key else { return false }
                if people[key]?.canBeReached == true { return true }
                unreached[key, default: []].insert(id)
                return false
            case .noDocument:
                guard let hash = Sender.letter(of: message.id, in: file) else { return false }
                if letters[hash] != nil { return true }
                unwritten[hash, default: []].insert(id)
                return false
            default: return false
            }
        case .sent: return false
        }
    }

    /// A letter is on `documents` before the entry that names it, but the two topics are read side by side: so its want
    /// is borne for a while. Whether it was erased meanwhile, the claim will say.
    private mutating func isLetterHere(
        _ message: Message, of id: CaseID, _ file: CaseFile, _ seconds: Double, _ look: inout Look
    ) -> Bool {
        guard MessageRule.row(of: message.id)?.carriesLetter == true, let hash = Sender.letter(of: message.id, in: file)
        else { return true }
        if letters[hash] != nil { return true }
        return hasStood(MessageAtStage(id: id, what: message.id), for: settings.letterPatience, seconds, &look)
    }

    private mutating func hasStood(
        _ atStage: MessageAtStage, for patience: Double, _ seconds: Double, _ look: inout Look
    ) -> Bool {
        let first = since[atStage] ?? seconds
        if seconds - first >= patience {
            since[atStage] = nil
            return true
        }
        since[atStage] = first
        look.waits = true
        return false
    }

    /// What to say of it; nil when the claim has lapsed and the message did not leave.
    private mutating func deliver(
        _ message: Message, of id: CaseID, _ file: CaseFile, _ plan: PlanRecorded, _ log: LogBook, _ today: Day
    ) throws -> Event? {
        func failed(_ why: DeliveryFailure) -> Event { Sender.failure(of: message, why) }
        guard today <= message.day, MessageRule.isTimely(message.id, in: file),
            let row = MessageRule.row(of: message.id),
            let party = message.id.party
        else { return failed(.tooLate) }
        guard let key = PersonKey.key(of: party, in: id, plan: plan), let person = people[key], person.canBeReached
        else { return failed(.noAddress) }
        var letter: [UInt8]?
        if row.carriesLetter {
            letter = Sender.letter(of: message.id, in: file).flatMap { letters[$0] }
            if letter == nil { return failed(.noDocument) }
        }
        let context = MessageContext(
            id: id, message: message.id, row: row, file: file, plan: plan, to: person,
            coordinator: PersonKey.key(of: .coordinator, in: id, plan: plan).flatMap { people[$0] }, day: today,
            log: log, letter: letter)
        let receipt: String
        do throws(SendingError) {
            var post = try words.post(context)
            post.claim = message.claims
            receipt = try channel.deliver(post)
        } catch {
            // What is wrong with this one message must not keep all others waiting.
            if case .refused = error { return failed(.refused) }
            if case .lapsed = error { return nil }
            throw error
        }
        return Event(
            message.id.at(.sent, attempt: message.claims),
            .notificationSent(NotificationSent(channel: channel.name, receipt: receipt)))
    }

    private static func failure(of message: Message, _ why: DeliveryFailure) -> Event {
        Event(message.id.at(.failed, attempt: message.claims), .notificationFailed(NotificationFailed(why: why)))
    }

    private mutating func refill(_ seconds: Double) {
        if let filledAt { allowance = min(settings.pace, allowance + max(0, seconds - filledAt) * settings.pace) }
        filledAt = seconds
    }

    /// The letter that a message to the family carries.
    private static func letter(of message: ConclusionID, in file: borrowing CaseFile) -> DocumentHash? {
        guard let party = message.party, party.isFamily else { return nil }
        let subject: Subject
        switch message.subject {
        case .tellDecision: subject = .decisionLetter
        case .tellFinal: subject = .finalLetter
        default: return nil
        }
        let id = ConclusionID(subject, review: message.review, fact: message.fact)
        return file.letters.last { $0.id == id }?.document
    }

    public func isAtRest(_ partition: Int32) -> Bool {
        guard spoken.contains(partition) else { return true }
        return queues[partition]?.isEmpty ?? true && !hand.contains { $0.partition == partition } && woken.isEmpty
            && projection.isWritten(partition)
    }
}

/// Cases in the order in which they came, each once.
struct CaseQueue {
    private var cases: [CaseID] = []
    private var head = 0
    private var members: Set<CaseID> = []

    var isEmpty: Bool { members.isEmpty }

    mutating func append(_ id: CaseID) {
        if members.insert(id).inserted { cases.append(id) }
    }

    mutating func popFirst() -> CaseID? {
        guard head < cases.count else { return nil }
        let id = cases[head]
        head += 1
        members.remove(id)
        if head == cases.count {
            cases.removeAll(keepingCapacity: cases.count < 1024)
            head = 0
        } else if head >= 4096, head * 2 >= cases.count {
            cases.removeFirst(head)
            head = 0
        }
        return id
    }
}

/// The letters that messages wait to carry, by hash.
struct LettersAtHand {
    private var kept: [DocumentHash: [UInt8]] = [:]
    /// Letters that left: `documents` is read from its beginning at every start, and holds them still.
    private var settled: Set<DocumentHash> = []
    private(set) var bytes = 0

    subscript(hash: DocumentHash) -> [UInt8]? { kept[hash] }

    /// Keeps a letter that may be needed; nil erases it. Views, reports and reasons are not letters.
    mutating func keep(_ hash: DocumentHash, _ document: [UInt8]?) {
        remove(hash)
        guard let document, !settled.contains(hash), LettersAtHand.isLetter(document) else { return }
        kept[hash] = document
        bytes += document.count
    }

    /// The letter left.
    mutating func settle(_ hash: DocumentHash) {
        settled.insert(hash)
        remove(hash)
    }

    private mutating func remove(_ hash: DocumentHash) {
        if let old = kept.removeValue(forKey: hash) { bytes -= old.count }
    }

    /// Letters are whole pages.
    private static func isLetter(_ document: [UInt8]) -> Bool {
        document.starts(with: "<!doctype html".utf8) { $0 | 0x20 == $1 | 0x20 }
    }
}
