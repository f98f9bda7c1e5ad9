public import CaseFile
import Casework
public import Contracts
public import Runtime
import Statute

/// Sends what was requested and read back: claims it, hands it to a channel once its own claim stands in the file, and says
/// what the channel answers. It waits for no channel: each has a desk with a thread of its own.
///
/// A clock of its own is used for pace and for taking over claims only; days are the log's. Everything it knows follows
/// from what was folded and read, so that a crash between any two steps loses nothing.
public struct Sender: SideEffects {
    /// What can be set.
    public struct Settings: Sendable {
        /// Messages a second, at most; what was not used in a second is lost.
        public var pace = 2_000.0
        /// Messages that are claimed for one channel, or about to be, and not yet answered: what a crash leaves to others.
        public var mostInHand = 1_000
        /// Messages that are handed over in one turn, so that reading is not kept waiting while they are put into words.
        public var mostInTurn = 250
        /// Cases that are looked at in one turn.
        public var mostLooks = 10_000
        /// Records of `notifications` that are written in one turn.
        public var mostRecords = 1_000
        /// Messages of one case that are in hand: an entry holds no more claims or receipts than this.
        public var mostOfCase = 250

        public init() {}
    }

    private let settings: Settings
    private let words: any Wording
    /// The channels, each behind its desk: a message leaves by the first that carries it.
    private let desks: [ChannelDesk]
    private var people = PeopleAtHand()
    private var letters = RequestedLetters()
    private var enclosures = Enclosures()
    private var answers = QuotedAnswers()
    private let shelf: DocumentShelf
    /// Documents that a message waits for.
    private var missed: Set<DocumentKey> = []
    /// Why a document that a message quotes cannot be fetched, and when that is tried again; nil while it can.
    private var away: (why: String, again: Double)?
    private var line: CasesInLine
    private var claims = ClaimsSeen()
    private var pace: Pace
    private var projection: NotificationProjection
    private var backlog = Backlog()
    /// The council's words are not this log's, or a channel leads out of a rehearsal.
    private var wants: String?
    /// The log whose name the channels were told.
    private var boundTo: LogName?
    /// How each channel stood when this turn began, and for how many more messages it may be claimed.
    private var standings: [ChannelDesk.Standing]
    private var room: [Int]
    /// What channels said later of messages that they accepted or keep, until it is read back.
    private var receipts: [(what: MessageAtStage, receipt: ChannelReceipt, channel: ChannelName)] = []
    /// The partitions for which it spoke when it last acted.
    private var spoken: Set<Int32> = []

    /// The most messages of which channels said later that they left or came back and that is not read back yet, those of
    /// others' partitions among them: beyond it no more is taken, and the channels keep the rest.
    static let mostReceipts = 10_000
    /// Seconds until a document is asked for again that could not be fetched.
    static let fetchAgain = 5.0

    /// A sender by those channels, in those words; what messages quote is fetched from `documents`.
    public init(
        by desks: [ChannelDesk], in words: any Wording, documents: DocumentShelf, settings: Settings = Settings()
    ) {
        shelf = documents
        self.desks = desks
        self.words = words
        self.settings = settings
        line = CasesInLine(channels: desks.count)
        standings = Array(repeating: .unknown, count: desks.count)
        room = Array(repeating: 0, count: desks.count)
        pace = Pace(perSecond: settings.pace, mostInTurn: settings.mostInTurn)
        projection = NotificationProjection(most: settings.mostRecords)
    }

    /// What waits, for whoever shows it.
    public var figures: BacklogFigures { backlog.figures }

    public var lack: String? {
        if let wants { return wants }
        for desk in desks { if let lack = desk.lack { return lack } }
        if let away { return "what a message quotes cannot be fetched: \(away.why)" }
        return backlog.lack
    }

    // Not `children`: no message names the child, and the letter that does is written already.
    public var reads: [Topic] { [.people, .documents, .notifications] }
    public var readsWhileOthersSpeak: [Topic] { [.notifications] }
    public var writes: [Topic] { [.notifications] }
    public var documents: DocumentIndex? { shelf.index }

    // MARK: What was read

    public mutating func folded(
        _ entry: Entry, at position: Position, of id: CaseID, _ reception: CaseFile.Reception,
        into file: borrowing CaseFile, log: borrowing LogBook
    ) {
        guard reception == .accepted else { return }
        shelf.index.askAnew(of: id)
        var hasChanged = false
        for event in entry.events {
            takeBackOvertaken(event, of: id)
            claims.fold(event, of: id)
            enclosures.fold(event, of: id)
            answers.fold(event, of: id)
            backlog.fold(event, of: id, on: entry.recorded)
            switch event.data {
            case .notificationRequested(let request):
                hasChanged = true
                if let letter = request.document, case .conclusion(let message) = event.id {
                    letters.request(letter, by: MessageAtStage(id: id, what: message))
                }
            case .notificationClaimed, .notificationFailed: hasChanged = true
            // Somebody may be named who was not, or may be told who was not to be; what an end silenced may be said again.
            case .planRecorded, .contactRecorded, .withdrawn, .planEnded, .lookedThrough:
                hasChanged = hasChanged || !file.messages.isEmpty
            default: if event.replaces != nil { hasChanged = hasChanged || !file.messages.isEmpty }
            }
        }
        projection.note(entry, at: position, of: id, in: file, log: log) {
            letters[MessageAtStage(id: id, what: $0)]
        }
        for event in entry.events {
            guard case .notificationSent = event.data, case .conclusion(let sent) = event.id else { continue }
            letters.settle(MessageAtStage(id: id, what: sent.message))
        }
        // Who may be told, or whether anything leaves, may be otherwise now: what no channel has yet is taken back, and handed over
        // anew where it may leave still. Not only when the case is looked at next, which waits for what is in flight.
        if entry.events.contains(where: Sender.mayChangeWhoIsTold) { takeBack(id, file) }
        claims.followHeld(file.messages, of: id) { Sender.mayTellPlace($0.id, in: file) }
        if !line.takeUp(id), hasChanged { line.queue(id, in: position.partition) }
    }

    private static func mayChangeWhoIsTold(_ event: Event) -> Bool {
        switch event.data {
        case .planRecorded, .contactRecorded, .capacityAssessed, .rightsPass, .withdrawn, .planEnded: true
        default: event.replaces != nil
        }
    }

    public mutating func folded(_ entry: Entry, at position: Position, log: borrowing LogBook) {
        if let began = log.began, began.log != boundTo {
            boundTo = began.log
            wants = words.lack(for: began.council)
            if began.calendar == .rehearsal, let outside = desks.first(where: { !$0.allowsRehearsal }) {
                wants = SendingError.rehearsal(outside.name).description
            }
            // What leads outside is not even asked.
            if wants == nil { for desk in desks { desk.bind(to: began.log) } }
        }
        for event in entry.events {
            switch event.data {
            case .released, .sendingResumed: line.release(position.partition)
            case .sendingPaused:
                line.release(position.partition)
                // What may leave all the same is handed over anew.
                for claim in claims.handedOver { _ = takeBack(claim) }
            // What is worth saying depends on the day.
            case .dayBegan: line.takeUpAll()
            default: break
            }
        }
    }

    public mutating func read(_ record: TopicRecord) throws {
        switch record.topic {
        case .people: line.wake(try people.read(record))
        case .documents:
            let key = try shelf.index.read(record)
            if record.value != nil, missed.remove(key) != nil { line.wake([key.case]) }
        case .notifications: if let value = record.value { try projection.found(value) }
        default: break
        }
    }

    // MARK: What is done

    public mutating func act(_ state: any State) throws -> [Act] {
        defer { for desk in desks { desk.attend(at: state.seconds) } }
        shelf.index.commit()
        if let away, state.seconds >= away.again { self.away = nil }
        line.placeWoken(state)
        let owned = Set(state.owned)
        // Of a partition that is another's now, what no channel has yet is taken back.
        if owned != spoken { line.takeUpAll() }
        spoken = owned
        pace.beginTurn(at: state.seconds)
        let records = try projection.records(for: state.owned)
        backlog.look(state)
        take(state)
        // Nothing is claimed that could not be written, or could not leave.
        guard wants == nil, boundTo != nil else { return records }
        for place in desks.indices {
            standings[place] = desks[place].standing
            room[place] = settings.mostInHand - line.messagesInHand(place)
        }
        var acts = records
        goOn(state, &acts)
        if standings.contains(.open) { takeUp(state, &acts) }
        sayReceipts(state, &acts)
        return acts
    }

    public var hasNews: Bool { desks.contains { $0.hasNews } }

    public mutating func wakes(by wake: @escaping @Sendable () -> Void) { for desk in desks { desk.wakes(by: wake) } }

    public mutating func stop() {
        for desk in desks { desk.end() }
        shelf.index.commit()
        shelf.close()
    }

    // MARK: What channels answer

    /// Takes what the channels answered and said.
    private mutating func take(_ state: any State) {
        for desk in desks where desk.hasNews {
            let news = desk.take(receipts: Sender.mostReceipts - receipts.count)
            for (claim, answer) in news.answers {
                note(answer, under: claim, by: desk.name)
                if !line.takeUp(claim.id) { line.queue(claim.id, in: state.partition(of: claim.id)) }
            }
            for message in news.withdrawn {
                claims.noteWithdrawn(message)
                if !line.takeUp(message.id) { line.queue(message.id, in: state.partition(of: message.id)) }
            }
            for receipt in news.receipts {
                receipts.append((MessageAtStage(id: receipt.id, what: receipt.message), receipt, desk.name))
            }
        }
    }

    private mutating func note(_ answer: ChannelDesk.Answer, under claim: MessageAtStage, by channel: ChannelName) {
        claims.takeBack(claim)
        let message = claim.what.message
        func failure(_ why: DeliveryFailure, _ document: DocumentKey? = nil) -> Event {
            Event(
                message.at(.failed, attempt: claim.what.attempt),
                .notificationFailed(NotificationFailed(why: why, role: document?.role, document: document?.hash)))
        }
        switch answer {
        case .accepted(let reference, let isInBraille):
            let sent = NotificationSent(channel: channel, receipt: reference, braille: isInBraille ? true : nil)
            claims.noteLeft(
                MessageAtStage(id: claim.id, what: message),
                Event(message.at(.sent, attempt: claim.what.attempt), .notificationSent(sent)))
        // It is for whoever posts it to say that it left.
        case .kept: break
        case .refused: claims.note(failure(.refused), of: claim)
        case .lapsed: claims.lapse(claim)
        case .missing(let key): claims.note(failure(.noDocument, key), of: claim)
        }
    }

    /// Another's claim stands: what no channel has yet under the one before is not to leave any more.
    private mutating func takeBackOvertaken(_ event: Event, of id: CaseID) {
        guard case .notificationClaimed = event.data, case .conclusion(let said) = event.id, said.attempt > 1 else {
            return
        }
        _ = takeBack(MessageAtStage(id: id, what: said.at(.claim, attempt: said.attempt - 1)))
    }

    /// Takes back what was handed over under that claim; false when a channel has it, or nobody.
    private mutating func takeBack(_ claim: MessageAtStage) -> Bool {
        guard let place = claims.handed(claim), desks[place].takeBack(claim) else { return false }
        claims.takeBack(claim)
        return true
    }

    /// Takes back what was handed over of that case.
    private mutating func takeBack(_ id: CaseID, _ file: borrowing CaseFile) {
        for message in file.messages where message.stage == .claim {
            _ = takeBack(MessageAtStage(id: id, what: message.id.at(.claim, attempt: message.claims)))
        }
    }

    /// Says what channels said later of messages that they accepted or keep: once each, whoever handed them over.
    private mutating func sayReceipts(_ state: any State, _ acts: inout [Act]) {
        guard !receipts.isEmpty else { return }
        var busy: Set<CaseID> = []
        for case .entry(let id, _) in acts { busy.insert(id) }
        var left: [(what: MessageAtStage, receipt: ChannelReceipt, channel: ChannelName)] = []
        for (what, receipt, channel) in receipts {
            guard state.owns(what.id), !state.isInFlight(what.id), !busy.contains(what.id),
                let today = state.log(of: state.partition(of: what.id)).today
            else {
                left.append((what, receipt, channel))
                continue
            }
            // Of no message that was ever claimed, or said already: there is nothing to say.
            guard let message = state.file(of: what.id)?.message(what.what),
                receipt.tellsNews(of: message)
            else { continue }
            // Until it is read back. What is still under a claim left, and its receipt is to be said first.
            left.append((what, receipt, channel))
            guard let event = receipt.event(of: message, by: channel, on: today) else { continue }
            busy.insert(what.id)
            let entry = Entry(
                by: .service(Notifier.name), recorded: today, because: .conclusion(message.id), events: [event])
            acts.append(.entry(what.id, entry))
        }
        receipts = left
    }

    // MARK: The line

    /// Goes on with the cases in hand.
    private mutating func goOn(_ state: any State, _ acts: inout [Act]) {
        for item in line.takeHand() {
            // A partition that is another's now: that one takes the claim over.
            guard spoken.contains(item.partition) else {
                if let file = state.file(of: item.id) { takeBack(item.id, file) }
                line.queue(item.id, in: item.partition)
                continue
            }
            let look = look(at: item.id, in: item.partition, state, &acts)
            if !keep(item.id, in: item.partition, look), look.waits { line.queue(item.id, in: item.partition) }
        }
    }

    /// Keeps a case of which something is in hand, or that waits for a channel; false when it is neither.
    private mutating func keep(_ id: CaseID, in partition: Int32, _ look: Look) -> Bool {
        for place in look.awaited { line.set(id, aside: place, in: partition) }
        guard look.messages > 0 else { return !look.awaited.isEmpty && !look.waits }
        let item = CasesInLine.InHand(id: id, partition: partition, messages: look.inHand)
        if look.isParked { line.park(item) } else { line.put(item) }
        return true
    }

    /// Takes up cases that are in line while any channel takes more.
    private mutating func takeUp(_ state: any State, _ acts: inout [Act]) {
        var looks = 0
        for partition in state.owned {
            for place in desks.indices where takesMore(place) {
                line.bringBack(place, in: partition, most: room[place])
            }
            guard var queue = line.take(partition) else { continue }
            var again = CaseQueue()
            while looks < settings.mostLooks, desks.indices.contains(where: takesMore), let id = queue.popFirst() {
                looks += 1
                if line.isInHand(id) { continue }
                line.unpark(id)
                let look = look(at: id, in: partition, state, &acts)
                if !keep(id, in: partition, look), look.waits { again.append(id) }
            }
            line.putBack(queue, again, in: partition)
        }
    }

    /// Whether more may be claimed for the channel at that place.
    private func takesMore(_ place: Int) -> Bool { standings[place] == .open && room[place] > 0 }

    // MARK: One case

    /// Never throws: what is wrong with one case must not keep all others waiting, nor lose whose turn it is.
    private mutating func look(
        at id: CaseID, in partition: Int32, _ state: any State, _ acts: inout [Act]
    ) -> Look {
        var look = Look(channels: desks.count)
        guard let file = state.file(of: id), let plan = file.plan else { return look }
        // What it said last is not read back yet; the number is that of the case at most.
        guard !state.isInFlight(id) else {
            look.inHand[0] = file.messages.count { $0.stage != .sent }
            return look
        }
        let log = state.log(of: partition)
        guard let today = log.today else {
            look.waits = true
            return look
        }
        // Whatever may leave: what left is said.
        for message in file.messages where message.stage != .sent {
            guard let receipt = claims.receipt(of: MessageAtStage(id: id, what: message.id)) else { continue }
            look.receipts.append(receipt)
            look.inHand[0] += 1
            if look.messages >= settings.mostOfCase { break }
        }
        guard log.maySend(file) else {
            takeBack(id, file)
            if file.messages.contains(where: { $0.stage != .sent }) { line.hold(id, in: partition) }
            if let entry = look.entry(on: today) { acts.append(.entry(id, entry)) }
            return look
        }
        let view = CaseInView(
            id: id, reading: CaseReading(file), plan: plan, log: log, today: today, instance: state.instance,
            seconds: state.seconds)
        let mayDeliver = pace.isOpen
        // A case is claimed whole, so the bound is overdrawn by a few messages at most.
        let takesMore = desks.indices.map(takesMore)
        for message in file.messages where message.stage != .sent {
            // Of a case with thousands the rest comes when these have left.
            guard look.messages < settings.mostOfCase else {
                look.waits = true
                break
            }
            guard claims.receipt(of: MessageAtStage(id: id, what: message.id)) == nil,
                !isKept(message, in: view)
            else { continue }
            let claim = view.lastClaim(of: message)
            if message.isClaimed(by: view.instance), !claims.hasLapsed(claim) {
                let place = claims.handed(claim) ?? desk(for: message, in: view)
                look.inHand[place] += 1
                deliver(message, under: claim, of: view, mayDeliver, &look)
            } else if isDue(message, under: claim, of: view, &look) {
                let place = desk(for: message, in: view)
                guard takesMore[place] else {
                    look.awaited.insert(place)
                    continue
                }
                look.inHand[place] += 1
                room[place] -= 1
                claimNext(message, by: desks[place], of: view, &look)
            }
        }
        if let entry = look.entry(on: today) { acts.append(.entry(id, entry)) }
        return look
    }

    /// The place of the channel by which that message leaves, or the first of all where that is not known, or none carries
    /// it, which its claim will say.
    private func desk(for message: Message, in view: CaseInView) -> Int {
        guard let addressee = message.id.addressee, case .person(_, let by) = reach(addressee, for: message, in: view)
        else { return 0 }
        return content(of: message, in: view).flatMap { desk(for: $0, by: by) } ?? 0
    }

    /// The first channel, in the order of the message's rule, that carries what is served that way, with all that comes with
    /// it: a letter leaves as an e-mail only where that is protected.
    private func desk(for content: Content, by way: Delivery) -> Int? {
        let bytes = content.enclosed.reduce(0) { $0 + (shelf.index.entry($1)?.bytes ?? 0) }
        let isOpenLetter = way == .email && content.isLetter
        return ChannelOrder.places(of: desks.map(\.name), for: content.row).first { place in
            let desk = desks[place]
            return desk.carries.contains(way) && bytes <= desk.mostEnclosed && !(isOpenLetter && !desk.protectsMail)
        }
    }

    /// What a message says, and what comes with it.
    private struct Content {
        /// The row by which it is said, and the message whose words are its words.
        var row: MessageRule
        var words: ConclusionID
        /// The letter that is its words; nil when it has words of its own.
        var letter: DocumentKey?
        /// The letter's other forms.
        var forms: [KeptForm] = []
        /// What is enclosed, in order.
        var enclosed: [DocumentKey] = []
        /// What it quotes.
        var quoted: [DocumentKey] = []
        /// Of a letter that goes again, what it was, and when it left first.
        var again: (letter: ConclusionID, sent: Day)?
        /// Whether it carries a letter, which it lacks when there is none.
        var isLetter = false
        var lacksLetter = false

        /// The documents without which it does not leave: its letter in all its forms, what that encloses, and what it quotes.
        func needed(of id: CaseID) -> [DocumentKey] {
            [letter].compactMap { $0 } + forms.map { DocumentKey(id, .letter, $0.document) } + enclosed
                + quoted
        }
    }

    /// What that message is made of. One that goes again says what it said: a letter is enclosed as it was, behind a page that
    /// says since when its days count; everything else is put into words anew. Nil where no row says such a thing.
    private func content(of message: Message, in view: CaseInView) -> Content? {
        let origin = view.file.origin(of: message.id)
        guard let row = MessageRule.row(of: message.id) else { return nil }
        guard message.id.subject == .tellAgain, let first = MessageRule.row(of: origin) else {
            var content = Content(row: row, words: message.id)
            content.quoted = answers.keys(of: message.id, of: view.id)
            content.isLetter = row.carriesLetter
            content.enclosed = enclosures.enclosed(in: message.id, of: view.id)
            guard row.carriesLetter else { return content }
            content.letter = letters.key(of: message.id, in: view)
            content.lacksLetter = content.letter == nil
            if !content.lacksLetter { content.forms = letters.forms(of: message.id, in: view) }
            return content
        }
        guard first.carriesLetter, let sent = view.file.message(origin)?.sent else {
            var content = Content(row: first, words: origin)
            content.quoted = answers.keys(of: origin, of: view.id)
            return content
        }
        let letter = letters.sent(with: origin, of: view.id)
        var content = Content(row: row, words: message.id, again: (origin, sent), isLetter: true)
        content.enclosed = [letter].compactMap { $0 } + enclosures.enclosed(in: origin, of: view.id)
        content.lacksLetter = letter == nil
        return content
    }

    /// Whether a channel keeps that message until somebody posts it. What may not leave any more is taken out of its hands.
    private func isKept(_ message: Message, in view: CaseInView) -> Bool {
        let what = MessageAtStage(id: view.id, what: message.id)
        guard let desk = desks.first(where: { $0.keeps(what) }) else { return false }
        if !isStillToSay(message, in: view) || !view.mayClaim(message) { desk.withdraw(what) }
        return true
    }

    /// Hands a message over under this instance's own claim, unless that was done, or what came of it is only to be said.
    private mutating func deliver(
        _ message: Message, under claim: MessageAtStage, of view: CaseInView, _ mayDeliver: Bool, _ look: inout Look
    ) {
        if let outcome = claims.outcome(of: claim) { return look.receipts.append(outcome) }
        if claims.handed(claim) != nil {
            // What came since may silence it: what no channel has yet is taken back, and that is said.
            guard !isStillToSay(message, in: view), takeBack(claim) else {
                look.handed += 1
                return
            }
        }
        guard mayDeliver else { return }
        switch outcome(of: message, under: claim, in: view) {
        case .said(let event):
            pace.spend()
            claims.note(event, of: claim)
            look.receipts.append(event)
        case .parcel(let parcel, let place):
            // Where the channel takes nothing at present it waits under its claim, and so do all others.
            guard desks[place].hand(parcel) else { return }
            pace.spend()
            claims.hand(claim, to: place)
            look.handed += 1
        case .later: look.waits = true
        }
    }

    /// Whether a message may still leave today.
    private func isStillToSay(_ message: Message, in view: CaseInView) -> Bool {
        view.today <= message.until && view.reading.isTimely(message.id)
    }

    /// Claims a message that is due; where nobody may, or could tell whether it left before, that is said instead.
    private mutating func claimNext(
        _ message: Message, by desk: ChannelDesk, of view: CaseInView, _ look: inout Look
    ) {
        guard view.mayClaim(message) else {
            // Its addressee was closed while a claim stood. Under a token of this instance that lapsed it did not
            // leave; under another's it may have, and somebody must find out.
            let isOwn =
                message.isClaimed(by: view.instance)
                || claims.isWithdrawn(MessageAtStage(id: view.id, what: message.id))
            look.receipts.append(message.failure(isOwn ? Sender.silenced(message, in: view) : .notKnown))
            return
        }
        if message.claims >= ConclusionID.mostAttempts {
            // It cannot be claimed again, and may have left under one of all those claims.
            look.receipts.append(message.failure(.notKnown))
            return
        }
        // One that failed since is claimed first: nothing is said twice of one claim.
        if message.stage == .claim,
            let first = claims.firstSigned(MessageAtStage(id: view.id, what: message.id)), !canTell(since: first)
        {
            // Sent again it could arrive twice, left alone never: that is for somebody to find out.
            look.receipts.append(message.failure(.notKnown))
            return
        }
        let claim = message.nextClaim
        let token = desk.signer?.sign(claim, of: view.id)
        look.claims.append(
            Event(claim, .notificationClaimed(NotificationClaimed(instance: view.instance, signed: token))))
    }

    /// Whether every channel can still be asked what left under a token that was signed then.
    private func canTell(since signed: Int64) -> Bool {
        desks.allSatisfy { $0.signer?.canTell(since: signed) ?? true }
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
            // By which channel another claimed it nobody else knows.
            let patience = desks.reduce(0) { max($0, $1.patience) }
            let hasStood = claims.hasStood(claim, for: patience, view.seconds)
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
            guard let content = content(of: message, in: view) else { return false }
            if !content.lacksLetter, content.needed(of: view.id).allSatisfy({ shelf.index.entry($0) != nil }) {
                return true
            }
            for key in content.needed(of: view.id) where shelf.index.entry(key) == nil { missed.insert(key) }
            return false
        case .noWords?: return hasWords(for: message, in: view)
        // What was decided otherwise since: a claim fits again.
        case .byDecision?, .ended?: return view.today <= message.until && view.reading.isTimely(message.id)
        case .mayTellPlace?: return !Sender.mayTellPlace(message.id, in: view.file)
        case .refused?, .tooLate?, .notKnown?, .tooLarge?, .notForAddressee?, nil: return false
        }
    }

    /// Whoever the message is for, by the way that its letter was written for.
    private func reach(_ addressee: Addressee, for message: Message, in view: CaseInView) -> Reach {
        people.reach(
            addressee, by: view.file.waitingCopy(of: message.id)?.by ?? view.file.resend(message.id)?.by, in: view)
    }

    /// Whether the words of a message that failed for want of them are there now.
    private func hasWords(for message: Message, in view: CaseInView) -> Bool {
        guard let addressee = message.id.addressee, let content = content(of: message, in: view),
            case .person(let person, let by) = reach(addressee, for: message, in: view)
        else { return false }
        do throws(SendingError) {
            _ = try words.post(context(content, person, by, in: view))
            return true
        } catch {
            return false
        }
    }

    /// Whether where the child is is kept from whoever it is for, it may tell it, and nobody has looked through it.
    private static func mayTellPlace(_ message: ConclusionID, in file: borrowing CaseFile) -> Bool {
        guard let number = message.contact, file.contact(number)?.isLocationProtected ?? false else { return false }
        let origin = file.origin(of: message)
        return MessageRule.mayTellPlace(origin.subject) && !file.isLookedThrough(message)
            && !file.isLookedThrough(origin)
    }

    /// Why a message does not leave that this instance claimed and did not send.
    private static func silenced(_ message: Message, in view: CaseInView) -> DeliveryFailure {
        if !view.file.mayLeave(message.id) { return .ended }
        if case .contact(let number)? = message.id.addressee, view.file.contact(number)?.mayBeWrittenTo == false {
            return .byDecision
        }
        return .tooLate
    }

    /// A letter, what it encloses, and what a message quotes, is on `documents` before the entry that names it, but the two
    /// topics are read side by side. Whether it was erased meanwhile, the claim will say.
    private func isAwaitingLetter(_ message: Message, of view: CaseInView, _ look: inout Look) -> Bool {
        let needed = content(of: message, in: view)?.needed(of: view.id) ?? []
        guard needed.contains(where: { shelf.index.standing(of: $0) == .notRead }) else {
            return false
        }
        look.waits = true
        return true
    }

    /// What is to be done with a message under its claim.
    private enum Outcome {
        /// It will not leave: this is to be said.
        case said(Event)
        /// It is to leave by the channel at that place.
        case parcel(Parcel, Int)
        /// A document was not read so far, or cannot be fetched at present.
        case later
    }

    private mutating func outcome(
        of message: Message, under claim: MessageAtStage, in view: CaseInView
    ) -> Outcome {
        guard isStillToSay(message, in: view), let content = content(of: message, in: view),
            let addressee = message.id.addressee
        else { return .said(message.failure(Sender.silenced(message, in: view))) }
        guard !Sender.mayTellPlace(message.id, in: view.file) else { return .said(message.failure(.mayTellPlace)) }
        let (person, by): (Person, Delivery)
        switch reach(addressee, for: message, in: view) {
        case .failed(let why): return .said(message.failure(why))
        case .person(let found, let way): (person, by) = (found, way)
        }
        // What was wanting has come, and it may have left before that was seen.
        if let first = claims.signedBeforeFailure(MessageAtStage(id: view.id, what: message.id)), !canTell(since: first)
        {
            return .said(message.failure(.notKnown))
        }
        guard desks.contains(where: { $0.carries.contains(by) }) else { return .said(message.failure(.refused)) }
        if content.lacksLetter {
            // The request names none, or another's copy.
            let named = letters[MessageAtStage(id: view.id, what: message.id)]
            return .said(message.failure(.noDocument, named.map { DocumentKey(view.id, .letter, $0) }))
        }
        // What the letter says comes with it comes with it, or it does not leave.
        for key in content.needed(of: view.id) {
            // A paper of another child leaves no more, also where its erasure was not read so far.
            guard !view.file.isWithdrawn(key.role, key.hash) else { return .said(message.failure(.noDocument, key)) }
            switch shelf.index.standing(of: key) {
            case .notRead: return .later
            case .erased, .missing: return .said(message.failure(.noDocument, key))
            case .here(let entry):
                // A letter is for whom it is addressed to, who gets it by its message, and nobody else.
                guard key.role == .letter || content.quoted.contains(key) || entry.audience.reaches(addressee) else {
                    return .said(message.failure(.notForAddressee, key))
                }
            }
        }
        guard let place = desk(for: content, by: by) else {
            let large = tooLarge(content.enclosed)
            return .said(message.failure(large == nil ? .refused : .tooLarge, large))
        }
        do throws(SendingError) {
            var quotes: [String?] = []
            for key in content.quoted { quotes.append(try quote(key, to: addressee)) }
            var post = try words.post(context(content, person, by, in: view, quotes: quotes))
            // What goes again has a name of its own, whatever it says.
            post.message = message.id
            post.claim = message.claims
            post.lastDay = lastDay(of: message, in: view)
            return .parcel(
                Parcel(
                    claim: claim, post: post, letter: content.letter, forms: content.forms, enclosed: content.enclosed),
                place)
        } catch {
            // What is wrong with this one message must not keep all others waiting.
            switch error {
            case .notFetched(let why):
                away = (why, view.seconds + Sender.fetchAgain)
                return .later
            case .template: return .said(message.failure(.noWords))
            default: return .said(message.failure(.refused))
            }
        }
    }

    /// The document with which the enclosures are more than any channel carries.
    private func tooLarge(_ enclosed: [DocumentKey]) -> DocumentKey? {
        var bytes = 0
        let most = desks.reduce(0) { max($0, $1.mostEnclosed) }
        return enclosed.first { key in
            bytes += shelf.index.entry(key)?.bytes ?? 0
            return bytes > most
        }
    }

    /// The words that a message quotes of that document; nil when its addressee may not see them, or they cannot be quoted.
    private func quote(_ key: DocumentKey, to addressee: Addressee) throws(SendingError) -> String? {
        guard let entry = shelf.index.entry(key), entry.audience.reaches(addressee), entry.bytes <= Bounds.quotedText
        else { return nil }
        if let away { throw .notFetched(away.why) }
        let document: Document?
        do throws(FetchFault) { document = try shelf.document(key) } catch { throw .notFetched(error.description) }
        // Of what cannot be quoted the message says who sends it.
        do throws(QuoteFault) { return try document?.quotable() } catch { return nil }
    }

    /// The last day on which the law has that message sent; where it names none, the last on which it is worth saying.
    private func lastDay(of message: Message, in view: CaseInView) -> Day? {
        let review = view.reading.review(message.id.review)
        switch message.id.subject {
        case .tellDecision: return review.flatMap { view.file.deadlines(of: $0).first(.dec1)?.due }
        case .tellFinal: return review?.finalDeadline?.due
        case .tellInvitation: return review?.arranged.map { Statute.noticeBy(meeting: $0).last }
        case .tellAgain where message.until == MessageRule.always: return nil
        case .tellMovedIn: return view.file.movedIn.map { Statute.transferLetterBy(transferred: $0.happened) }
        default: return message.until
        }
    }

    private func context(
        _ content: Content, _ person: Person, _ by: Delivery, in view: CaseInView, quotes: [String?] = []
    ) -> MessageContext {
        var context = MessageContext(
            id: view.id, message: content.words, row: content.row, reading: view.reading, plan: view.plan, to: person,
            coordinator: people.person(.party(.coordinator), in: view), day: view.today, log: view.log,
            quotes: quotes, by: by)
        context.again = content.again
        return context
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

    /// What says that it failed under its last claim; for want of which document.
    fileprivate func failure(_ why: DeliveryFailure, _ document: DocumentKey? = nil) -> Event {
        Event(
            id.at(.failed, attempt: claims),
            .notificationFailed(NotificationFailed(why: why, role: document?.role, document: document?.hash)))
    }
}
