public import CaseFile
public import Contracts
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
        /// Messages of one case that are in hand: an entry holds no more claims or receipts than this.
        public var mostOfCase = 250
        /// Seconds to wait for a letter that the file names and `documents` has not shown yet.
        public var letterPatience = 60.0
        /// Seconds after which a channel that took nothing is tried again.
        public var channelPause = 5.0

        public init() {}
    }

    private let settings: Settings
    private let words: any Wording
    private var channel: any Channel
    private var people = PeopleAtHand()
    private var letters = LettersAtHand()
    private var line = CasesInLine()
    private var claims = ClaimsSeen()
    private var pace: Pace
    private var projection: NotificationProjection
    private var backlog = Backlog()
    /// The council's words, or what the channel keeps, are not this log's.
    private var wants: String?
    /// Why nothing can leave at present, and when that is looked at again.
    private var channelFault: (why: String, again: Double)?
    private var isChannelKnown = false
    /// The log whose name the channel was told.
    private var boundTo: LogName?
    /// The partitions for which it spoke when it last acted.
    private var spoken: Set<Int32> = []

    /// A sender that delivers by that way, in those words.
    public init(by channel: any Channel, in words: any Wording, settings: Settings = Settings()) {
        self.channel = channel
        self.words = words
        self.settings = settings
        pace = Pace(perSecond: settings.pace, mostInTurn: settings.mostInTurn)
        projection = NotificationProjection(most: settings.mostRecords)
    }

    /// What waits, for whoever shows it.
    public var figures: BacklogFigures { backlog.figures }

    public var lack: String? {
        if let wants { return wants }
        if let channelFault { return channelFault.why }
        if letters.bytes > LettersAtHand.mostBytes {
            return
                "letters that wait take \(letters.bytes) bytes, more than \(LettersAtHand.mostBytes): release or resume "
                + "sending"
        }
        return backlog.lack
    }

    // Not `children`: no message names the child, and the letter that does is written already.
    public var reads: [Topic] { [.people, .documents, .notifications] }
    public var readsWhileOthersSpeak: [Topic] { [.notifications] }
    public var writes: [Topic] { [.notifications] }

    // MARK: What was read

    public mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        guard reception == .accepted else { return }
        var hasChanged = false
        for event in entry.events {
            claims.fold(event, of: id)
            backlog.fold(event, of: id, on: entry.recorded)
            switch event.data {
            case .notificationRequested(let request):
                hasChanged = true
                if let letter = request.document, case .conclusion(let message) = event.id {
                    letters.request(letter, by: MessageAtStage(id: id, what: message))
                }
            case .notificationClaimed, .notificationFailed: hasChanged = true
            // Somebody may be named who was not, or may be told who was not to be; what an end silenced may be said again.
            case .planRecorded, .contactRecorded, .withdrawn, .planEnded:
                hasChanged = hasChanged || !file.messages.isEmpty
            default: if event.replaces != nil { hasChanged = hasChanged || !file.messages.isEmpty }
            }
        }
        projection.note(entry, at: position, of: id, in: file, log: log) {
            letters.requested(by: MessageAtStage(id: id, what: $0))
        }
        for event in entry.events {
            guard case .notificationSent = event.data, case .conclusion(let sent) = event.id else { continue }
            letters.settle(MessageAtStage(id: id, what: sent.message))
        }
        if hasChanged { line.queue(id, in: position.partition) }
    }

    public mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) {
        if let began = log.began, began.log != boundTo {
            boundTo = began.log
            wants = words.lack(for: began.council)
            if began.calendar == .rehearsal, !channel.allowsRehearsal {
                wants = SendingError.rehearsal(channel.name).description
            }
            isChannelKnown = false
        }
        for event in entry.events {
            switch event.data {
            case .released, .sendingResumed, .sendingPaused: line.release(position.partition)
            default: break
            }
        }
    }

    public mutating func read(_ record: TopicRecord) throws {
        switch record.topic {
        case .people: line.wake(try people.read(record))
        case .documents: if let id = try letters.read(record) { line.wake([id]) }
        case .notifications: if let value = record.value { try projection.found(value) }
        default: break
        }
    }

    // MARK: What is done

    public mutating func act(_ state: any State) throws -> [Act] {
        line.placeWoken(state)
        spoken = Set(state.owned)
        pace.beginTurn(at: state.seconds)
        let records = try projection.records(for: state.owned)
        backlog.look(state)
        // Nothing is claimed that could not be written, or could not leave.
        guard wants == nil, isChannelOpen(state) else { return records }
        var acts = records
        goOn(state, &acts)
        takeUp(state, &acts)
        do throws(SendingError) {
            try channel.settle()
        } catch {
            // What was handed over may not be there after a crash: it is said when it is, and nothing is sent again.
            note(error, at: state.seconds)
            return records
        }
        return acts
    }

    /// Whether the channel is this log's and takes anything: it is asked before the first claim, and again while it does
    /// not.
    private mutating func isChannelOpen(_ state: any State) -> Bool {
        if let channelFault, state.seconds < channelFault.again { return false }
        guard channelFault != nil || !isChannelKnown, let boundTo else { return boundTo != nil }
        do throws(SendingError) {
            // What is another log's is left as it is, and not even tried.
            wants = try channel.lack(for: boundTo)
        } catch {
            note(error, at: state.seconds)
            return false
        }
        isChannelKnown = true
        guard wants == nil else { return false }
        channelFault = channel.fault().map { ($0, state.seconds + settings.channelPause) }
        return channelFault == nil
    }

    private mutating func note(_ error: SendingError, at seconds: Double) {
        channelFault = (error.description, seconds + settings.channelPause)
    }

    /// Goes on with the cases in hand.
    private mutating func goOn(_ state: any State, _ acts: inout [Act]) {
        for item in line.takeHand() {
            // A partition that is another's now: that one takes the claim over.
            guard spoken.contains(item.partition) else {
                line.queue(item.id, in: item.partition)
                continue
            }
            let look = look(at: item.id, in: item.partition, state, &acts)
            if look.inHand > 0 {
                line.put(.init(id: item.id, partition: item.partition, messages: look.inHand))
            } else if look.waits {
                line.queue(item.id, in: item.partition)
            }
        }
    }

    /// Takes up cases that are in line while hands are free.
    private mutating func takeUp(_ state: any State, _ acts: inout [Act]) {
        var messages = line.messagesInHand
        var looks = 0
        for partition in state.owned {
            guard var queue = line.take(partition) else { continue }
            var again = CaseQueue()
            while messages < settings.mostInHand, looks < settings.mostLooks, let id = queue.popFirst() {
                looks += 1
                if line.isInHand(id) { continue }
                let look = look(at: id, in: partition, state, &acts)
                if look.inHand > 0 {
                    line.put(.init(id: id, partition: partition, messages: look.inHand))
                    messages += look.inHand
                } else if look.waits {
                    again.append(id)
                }
            }
            line.putBack(queue, again, in: partition)
        }
    }

    // MARK: One case

    /// Never throws: what is wrong with one case must not keep all others waiting, nor lose whose turn it is.
    private mutating func look(
        at id: CaseID, in partition: Int32, _ state: any State, _ acts: inout [Act]
    ) -> Look {
        guard let file = state.file(of: id), let plan = file.plan else { return Look() }
        // What it said last is not read back yet; the number is that of the case at most.
        guard !state.isInFlight(id) else { return Look(inHand: file.messages.count { $0.stage != .sent }) }
        let log = state.log(of: partition)
        guard let today = log.today else { return Look(waits: true) }
        guard log.maySend(file) else {
            if file.messages.contains(where: { $0.stage != .sent }) { line.hold(id, in: partition) }
            return Look()
        }
        let view = CaseInView(
            id: id, reading: CaseReading(file), plan: plan, log: log, today: today, instance: state.instance,
            seconds: state.seconds)
        var look = Look()
        let mayDeliver = pace.isOpen
        for message in file.messages where message.stage != .sent {
            // Of a case with thousands the rest comes when these have left.
            guard look.inHand < settings.mostOfCase else {
                look.waits = true
                break
            }
            let claim = view.lastClaim(of: message)
            if message.isClaimed(by: view.instance), !claims.hasLapsed(claim) {
                look.inHand += 1
                deliver(message, under: claim, of: view, mayDeliver, &look)
            } else if isDue(message, under: claim, of: view, &look) {
                look.inHand += 1
                claimNext(message, of: view, &look)
            }
        }
        if let entry = look.entry(on: today) { acts.append(.entry(id, entry)) }
        return look
    }

    /// Delivers a message under this instance's own claim, unless it was delivered already and that is only to be said.
    private mutating func deliver(
        _ message: Message, under claim: MessageAtStage, of view: CaseInView, _ mayDeliver: Bool, _ look: inout Look
    ) {
        if let outcome = claims.outcome(of: claim) { return look.receipts.append(outcome) }
        guard mayDeliver, channelFault == nil else { return }
        pace.spend()
        switch outcome(of: message, in: view) {
        case .said(let event):
            claims.note(event, of: claim)
            look.receipts.append(event)
        case .lapsed: claims.lapse(claim)
        // It waits under its claim, and so do all others: the channel takes nothing.
        case .notNow(let error): note(error, at: view.seconds)
        }
    }

    /// Claims a message that is due; where nobody may, or could tell whether it left before, that is said instead.
    private mutating func claimNext(_ message: Message, of view: CaseInView, _ look: inout Look) {
        guard view.mayClaim(message) else {
            // Its addressee was closed while a claim stood. Under a token of this instance that lapsed it did not
            // leave; under another's it may have, and somebody must find out.
            let isOwn = message.isClaimed(by: view.instance)
            look.receipts.append(message.failure(isOwn ? Sender.silenced(message, in: view) : .notKnown))
            return
        }
        if message.claims >= ConclusionID.mostAttempts {
            // It cannot be claimed again, and may have left under one of all those claims.
            look.receipts.append(message.failure(.notKnown))
            return
        }
        if let first = claims.firstSigned(MessageAtStage(id: view.id, what: message.id)),
            !channel.canTell(since: first)
        {
            // Sent again it could arrive twice, left alone never: that is for somebody to find out.
            look.receipts.append(message.failure(.notKnown))
            return
        }
        let claim = message.nextClaim
        let token = channel.prepare(claim, of: view.id)
        look.claims.append(
            Event(claim, .notificationClaimed(NotificationClaimed(instance: view.instance, signed: token))))
    }

    // MARK: One message

    /// Whether something ought to be said of a message that this instance has not claimed, or no longer.
    private mutating func isDue(
        _ message: Message, under claim: MessageAtStage, of view: CaseInView, _ look: inout Look
    ) -> Bool {
        // No claim fits while its addressee may not be written to, or the plan has ended; should that change, the case is
        // looked at again.
        guard message.stage == .claim || view.mayClaim(message) else { return false }
        switch message.stage {
        case .said: return !isAwaitingLetter(message, of: view, &look)
        case .claim:
            let hasStood = claims.hasStood(claim, for: channel.patience, view.seconds)
            if !hasStood { look.waits = true }
            return hasStood
        case .failed: return mayBeTriedAgain(message, of: view)
        case .sent, .returned: return false
        }
    }

    /// Whether what was wanting when the message failed has come.
    private mutating func mayBeTriedAgain(_ message: Message, of view: CaseInView) -> Bool {
        guard let addressee = message.id.addressee else { return false }
        switch message.failure {
        case .noAddress?, .badAddress?:
            if case .person = reach(addressee, for: message, in: view) { return true }
            people.wait(for: addressee, in: view)
            return false
        case .noDocument?:
            if letters.letter(for: message.id, in: view) != nil { return true }
            letters.wait(for: message.id, in: view)
            return false
        case .noWords?: return hasWords(for: message, in: view)
        // What was decided otherwise since: a claim fits again.
        case .byDecision?, .ended?: return view.today <= message.until && view.reading.isTimely(message.id)
        case .refused?, .tooLate?, .notKnown?, nil: return false
        }
    }

    /// Whoever the message is for, by the way that its letter was written for.
    private func reach(_ addressee: Addressee, for message: Message, in view: CaseInView) -> Reach {
        people.reach(addressee, by: view.file.waitingCopy(of: message.id)?.by, in: view)
    }

    /// Whether the words of a message that failed for want of them are there now.
    private func hasWords(for message: Message, in view: CaseInView) -> Bool {
        guard let addressee = message.id.addressee, let row = MessageRule.row(of: message.id),
            case .person(let person, let by) = reach(addressee, for: message, in: view)
        else { return false }
        do throws(SendingError) {
            _ = try words.post(context(message, row, person, by, in: view))
            return true
        } catch {
            return false
        }
    }

    /// Why a message does not leave that this instance claimed and did not send.
    private static func silenced(_ message: Message, in view: CaseInView) -> DeliveryFailure {
        if !view.file.mayLeave(message.id) { return .ended }
        if case .contact(let number)? = message.id.addressee, view.file.contact(number)?.mayBeWrittenTo == false {
            return .byDecision
        }
        return .tooLate
    }

    /// A letter is on `documents` before the entry that names it, but the two topics are read side by side: so its want
    /// is borne for a while. Whether it was erased meanwhile, the claim will say.
    private mutating func isAwaitingLetter(_ message: Message, of view: CaseInView, _ look: inout Look) -> Bool {
        guard MessageRule.row(of: message.id)?.carriesLetter == true, letters.isMissing(for: message.id, in: view),
            !claims.hasStood(view.lastClaim(of: message), for: settings.letterPatience, view.seconds)
        else { return false }
        look.waits = true
        return true
    }

    /// What came of handing a message over.
    private enum Outcome {
        /// It left, or never will: this is to be said.
        case said(Event)
        /// Its token has lapsed, and it did not leave.
        case lapsed
        /// The channel takes nothing at present.
        case notNow(SendingError)
    }

    private mutating func outcome(of message: Message, in view: CaseInView) -> Outcome {
        guard view.today <= message.until, view.reading.isTimely(message.id), let row = MessageRule.row(of: message.id),
            let addressee = message.id.addressee
        else { return .said(message.failure(Sender.silenced(message, in: view))) }
        let (person, by): (Person, Delivery)
        switch reach(addressee, for: message, in: view) {
        case .failed(let why): return .said(message.failure(why))
        case .person(let found, let way): (person, by) = (found, way)
        }
        if row.carriesLetter, letters.letter(for: message.id, in: view) == nil {
            return .said(message.failure(.noDocument))
        }
        do throws(SendingError) {
            var post = try words.post(context(message, row, person, by, in: view))
            post.claim = message.claims
            return .said(message.receipt(try channel.deliver(post), by: channel.name))
        } catch {
            // What is wrong with this one message must not keep all others waiting.
            switch error {
            case .refused: return .said(message.failure(.refused))
            case .template: return .said(message.failure(.noWords))
            case .lapsed: return .lapsed
            default: return .notNow(error)
            }
        }
    }

    private func context(
        _ message: Message, _ row: MessageRule, _ person: Person, _ by: Delivery, in view: CaseInView
    ) -> MessageContext {
        MessageContext(
            id: view.id, message: message.id, row: row, reading: view.reading, plan: view.plan, to: person,
            coordinator: people.person(.party(.coordinator), in: view), day: view.today, log: view.log,
            letter: row.carriesLetter ? letters.letter(for: message.id, in: view) : nil, by: by)
    }

    public func isAtRest(_ partition: Int32) -> Bool {
        guard spoken.contains(partition) else { return true }
        return line.isEmpty(partition) && projection.isWritten(partition)
    }
}

extension CaseInView {
    /// Whether the file takes another claim of that message: its addressee may still be written to.
    fileprivate func mayClaim(_ message: Message) -> Bool {
        file.accepts(message.nextClaim, .notificationClaimed(NotificationClaimed(instance: instance)))
    }
}

extension Message {
    fileprivate var nextClaim: ConclusionID { id.at(.claim, attempt: claims + 1) }

    /// What says that it failed under its last claim.
    fileprivate func failure(_ why: DeliveryFailure) -> Event {
        Event(id.at(.failed, attempt: claims), .notificationFailed(NotificationFailed(why: why)))
    }

    /// What says that it left under its last claim.
    fileprivate func receipt(_ receipt: String, by channel: ChannelName) -> Event {
        Event(
            id.at(.sent, attempt: claims),
            .notificationSent(NotificationSent(channel: channel, receipt: receipt)))
    }
}
