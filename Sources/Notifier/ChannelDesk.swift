import Contracts
import Dispatch
import Glibc
public import Runtime
import Statute
import Synchronization

/// What lies between the sender and one channel: the sender hands messages over and takes answers, and never waits; the
/// channel is given what was handed over, by a thread of its own, and may stand there for as long as its provider likes.
///
/// Bounded both ways: what was handed over and not answered, with answers that were not taken, by `mostInHand`; what the
/// channel says later of messages by `mostReceipts`. When a bound is reached nothing is dropped: the sender claims no more, the
/// channel is asked no more.
///
/// - Thread: the sender's side any, one at a time; the channel, its own, which ends after `end` once its provider has
///   answered, and until then only with the process. Without a thread of its own its work is done where it is attended, for
///   tests and simulation.
public final class ChannelDesk: Sendable {
    /// Messages that were handed over and whose answers were not taken, at most.
    public static let mostInHand = 2_000
    /// What the channel said of messages that left, and was not taken, at most.
    static let mostReceipts = 1_000
    /// When a channel was given so many bytes of documents, the next messages wait for its answer.
    static let mostBytesAtOnce = 16 << 20
    /// Seconds between two questions of what became of messages.
    public static let receiptsEvery = 15.0
    /// Seconds after which a channel that took nothing is tried again; and at most, whatever it asks for.
    static let pause = 5.0
    static let longestPause = 300.0
    /// How long the end of a service waits for this thread, in seconds.
    static let patience = 1.0

    /// How the channel stands.
    enum Standing: Equatable {
        /// It was not asked yet, or whose log it is is not known.
        case unknown
        case open
        /// Nothing of this log may leave by it, and why.
        case closed(String)
        /// Nothing leaves by it at present, and why.
        case fault(String)
    }

    /// What became of a message that was handed over.
    enum Answer: Equatable {
        /// It is on its way; the channel's word for it, and whether its letter is in braille too.
        case accepted(String, isInBraille: Bool)
        /// It lies ready for somebody to post.
        case kept
        case refused(String)
        case lapsed
        /// A document that it carries is not there: which.
        case missing(DocumentKey)
    }

    /// What the sender takes.
    struct News {
        var answers: [(claim: MessageAtStage, answer: Answer)] = []
        var receipts: [ChannelReceipt] = []
        /// Messages that the channel kept and keeps no longer: nobody posted them.
        var withdrawn: [MessageAtStage] = []
    }

    private struct State {
        var log: LogName?
        var standing = Standing.unknown
        /// When it is tried again, and when it is asked for receipts.
        var probeAt = -Double.infinity
        var receiptsAt = -Double.infinity
        /// Why what became of messages cannot be asked.
        var receiptsFault: String?
        var waiting: [Parcel] = []
        /// What the channel has been given and has not answered.
        var given: Set<MessageAtStage> = []
        /// Messages that the channel keeps for somebody to post, and those of them that it is to give back.
        var kept: Set<MessageAtStage> = []
        var toWithdraw: Set<MessageAtStage> = []
        var news = News()
        var counts = ChannelCounts()
        var isEnded = false
        var hasThread = false
        /// Whether the thread was told that there is work.
        var isCalled = false
        var wake: @Sendable () -> Void = {}

        var inHand: Int { waiting.count + given.count + news.answers.count }
    }

    let name: ChannelName
    let allowsRehearsal: Bool
    let patience: Double
    let carries: Set<Delivery>
    let mostEnclosed: Int
    let protectsMail: Bool
    let signer: (any TokenSigner)?
    private let mostAtOnce: Int
    private let channel: Mutex<any Channel>
    private let documents: DocumentShelf
    private let isAttended: Bool
    private let state = Mutex(State())
    private let work = DispatchSemaphore(value: 0)
    private let hasEnded = DispatchSemaphore(value: 0)

    /// The desk of that channel, which fetches letters and enclosures from there. `isAttended`: it has no thread, and does its
    /// work where the sender attends to it.
    public init(_ channel: any Channel, documents: DocumentShelf, isAttended: Bool = false) {
        name = channel.name
        allowsRehearsal = channel.allowsRehearsal
        patience = channel.patience
        carries = channel.carries
        mostEnclosed = channel.mostEnclosed
        protectsMail = channel.protectsMail
        signer = channel.signer
        mostAtOnce = max(1, channel.mostAtOnce)
        self.channel = Mutex(channel)
        self.documents = documents
        self.isAttended = isAttended
    }

    // MARK: The sender's side

    /// Whose log it is: the channel is asked whether anything of it may leave.
    func bind(to log: LogName) {
        state.withLock { state in
            guard state.log != log else { return }
            state.log = log
            state.standing = .unknown
            state.probeAt = -.infinity
        }
        call()
    }

    /// What wakes the sender when there is news.
    func wakes(by wake: @escaping @Sendable () -> Void) { state.withLock { $0.wake = wake } }

    var standing: Standing { state.withLock { $0.standing } }

    /// Why it keeps the service from being ready; nil when it does not.
    var lack: String? {
        state.withLock { state in
            switch state.standing {
            case .closed(let why), .fault(let why): why
            case .unknown, .open: state.receiptsFault
            }
        }
    }

    /// Whether anything can be taken.
    public var hasNews: Bool {
        state.withLock { !$0.news.answers.isEmpty || !$0.news.receipts.isEmpty || !$0.news.withdrawn.isEmpty }
    }

    /// Whether the channel keeps that message for somebody to post, or was told that somebody did.
    func keeps(_ message: MessageAtStage) -> Bool { state.withLock { $0.kept.contains(message) } }

    /// Has the channel take that message out of the hands of whoever posts it; where it still could, that is news.
    func withdraw(_ message: MessageAtStage) {
        let isNew = state.withLock { state in
            state.kept.contains(message) && state.toWithdraw.insert(message).inserted
        }
        if isNew { call() }
    }

    /// Hands a message over; false when nothing more is taken at present.
    func hand(_ parcel: Parcel) -> Bool {
        let isTaken = state.withLock { state in
            guard state.inHand < ChannelDesk.mostInHand, !state.isEnded else { return false }
            switch state.standing {
            case .unknown, .closed: return false
            // What was claimed before the fault waits here.
            case .open, .fault: break
            }
            state.waiting.append(parcel)
            return true
        }
        if isTaken { call() }
        return isTaken
    }

    /// Takes a message back; false when the channel has been given it: then its answer comes.
    func takeBack(_ claim: MessageAtStage) -> Bool {
        state.withLock { state in
            guard let place = state.waiting.firstIndex(where: { $0.claim == claim }) else { return false }
            state.waiting.remove(at: place)
            return true
        }
    }

    /// What came since this was last asked; of what the channel says of earlier messages at most so many.
    func take(receipts most: Int) -> News {
        let news = state.withLock { state in
            var taken = News()
            swap(&taken.answers, &state.news.answers)
            swap(&taken.withdrawn, &state.news.withdrawn)
            taken.receipts = Array(state.news.receipts.prefix(max(0, most)))
            state.news.receipts.removeFirst(taken.receipts.count)
            return taken
        }
        // There may be room again for what the channel says of earlier messages.
        if !news.receipts.isEmpty { call() }
        return news
    }

    /// Whether nothing waits that was handed over.
    public var isIdle: Bool { state.withLock { $0.waiting.isEmpty && $0.given.isEmpty } }

    /// Does what there is to do, where it has no thread of its own, at that time of the sender's clock; else sees that the
    /// thread is there.
    public func attend(at seconds: Double) {
        guard isAttended else {
            if !state.withLock({ $0.hasThread }) { call() }
            return
        }
        while channel.withLock({ work(&$0, at: seconds) }) <= seconds {}
    }

    /// Ends it. What was handed over and not given to the channel is not sent: whoever comes next takes its claims over.
    func end() {
        let hasThread = state.withLock { state in
            state.isEnded = true
            state.waiting = []
            return state.hasThread
        }
        guard hasThread else { return documents.close() }
        work.signal()
        if hasEnded.wait(timeout: .now() + ChannelDesk.patience) == .success { documents.close() }
    }

    // MARK: Figures

    /// What left by it and what became of that, since the start.
    var counts: ChannelCounts {
        state.withLock { state in
            var counts = state.counts
            counts.waiting = state.waiting.count + state.given.count
            counts.isOpen = state.standing == .open
            return counts
        }
    }

    // MARK: The channel's side

    /// Tells the thread that there is work, and starts it where there is none yet.
    private func call() {
        guard !isAttended else { return }
        let (isNew, startsThread) = state.withLock { state in
            guard !state.isEnded, state.log != nil, !state.isCalled else { return (false, false) }
            state.isCalled = true
            defer { state.hasThread = true }
            return (true, !state.hasThread)
        }
        if startsThread, let why = OwnThread.start({ self.run() }) {
            state.withLock { state in
                state.hasThread = false
                state.isCalled = false
                state.standing = .fault("no thread is to be had for the channel \(name): \(why); it is tried again")
            }
            return
        }
        if isNew { work.signal() }
    }

    /// - Thread: its own.
    private func run() {
        while !state.withLock({ $0.isEnded }) {
            let now = ChannelDesk.seconds
            let due = channel.withLock { work(&$0, at: now) }
            let wait = due - ChannelDesk.seconds
            if wait > 0 { _ = work.wait(timeout: .now() + min(wait, ChannelDesk.receiptsEvery)) }
            state.withLock { $0.isCalled = false }
        }
        hasEnded.signal()
    }

    /// One step of what there is to do: the channel is asked how it stands, given messages, asked what became of others.
    /// Answers when the next is due.
    private func work(_ channel: inout any Channel, at now: Double) -> Double {
        let (log, probes) = state.withLock { state -> (LogName?, Bool) in
            switch state.standing {
            case .unknown: (state.log, true)
            case .fault: (state.log, now >= state.probeAt)
            case .open, .closed: (state.log, false)
            }
        }
        guard let log else { return .infinity }
        if probes { probe(&channel, log, at: now) }
        withdraw(&channel, at: now)
        submit(&channel, at: now)
        askForReceipts(&channel, at: now)
        return state.withLock { state in
            switch state.standing {
            case .unknown, .closed: .infinity
            case .fault: max(state.probeAt, now.nextUp)
            case .open:
                state.waiting.isEmpty || state.isEnded
                    ? state.news.receipts.count < ChannelDesk.mostReceipts ? state.receiptsAt : .infinity : now
            }
        }
    }

    private func probe(_ channel: inout any Channel, _ log: LogName, at now: Double) {
        let standing: Standing
        do throws(SendingError) {
            // What is another log's is left as it is, and not even tried.
            if let why = try channel.lack(for: log) {
                standing = .closed(why)
            } else if let why = channel.fault() {
                standing = .fault(why)
            } else {
                let kept = try channel.kept().map { MessageAtStage(id: $0.id, what: $0.message) }
                state.withLock { $0.kept = Set(kept) }
                standing = .open
            }
        } catch {
            standing = .fault(error.description)
        }
        note(standing, again: ChannelDesk.pause, at: now)
    }

    private func note(_ standing: Standing, again: Double, at now: Double) {
        let wake = state.withLock { state in
            state.standing = standing
            state.probeAt = now + min(max(again, 0), ChannelDesk.longestPause)
            return state.wake
        }
        wake()
    }

    /// Has the channel give back what may not leave any more.
    private func withdraw(_ channel: inout any Channel, at now: Double) {
        let messages = state.withLock { state in state.standing == .open ? state.toWithdraw : [] }
        guard !messages.isEmpty else { return }
        for message in messages.sorted(by: { ($0.id, "\($0.what)") < ($1.id, "\($1.what)") }) {
            do throws(SendingError) {
                let isBack = try channel.withdraw(message.what, of: message.id)
                state.withLock { state in
                    state.toWithdraw.remove(message)
                    guard isBack else { return }
                    state.kept.remove(message)
                    state.news.withdrawn.append(message)
                }
            } catch {
                return note(.fault(error.description), again: ChannelDesk.pause, at: now)
            }
        }
        state.withLock { $0.wake }()
    }

    /// Gives the channel what waits: so many at once, and so many bytes of what they enclose.
    private func submit(_ channel: inout any Channel, at now: Double) {
        let parcels = state.withLock { state -> [Parcel] in
            guard state.standing == .open, !state.isEnded else { return [] }
            let taken = Array(state.waiting.prefix(mostAtOnce))
            state.waiting.removeFirst(taken.count)
            for parcel in taken { state.given.insert(parcel.claim) }
            return taken
        }
        guard !parcels.isEmpty else { return }
        var answers: [(claim: MessageAtStage, answer: Answer)] = []
        var batch: [Parcel] = []
        // What the channel is not given, or does not take.
        var left: Set<MessageAtStage> = []
        var fault: (seconds: Double, why: String)?
        var bytes = 0
        for (place, parcel) in parcels.enumerated() {
            guard bytes < ChannelDesk.mostBytesAtOnce else {
                left.formUnion(parcels[place...].map(\.claim))
                break
            }
            do throws(SendingError) {
                switch try load(parcel, for: &channel) {
                case .success(let loaded):
                    bytes += (loaded.post.forms + loaded.post.enclosures).reduce(0) { $0 + $1.document.bytes.count }
                    batch.append(loaded)
                case .failure(let lacks): answers.append((parcel.claim, lacks.answer))
                }
            } catch {
                fault = (ChannelDesk.pause, error.description)
                left.formUnion(parcels[place...].map(\.claim))
            }
            if fault != nil { break }
        }
        let said = batch.isEmpty ? [] : channel.submit(batch.map(\.post))
        for (place, parcel) in batch.enumerated() {
            switch place < said.count ? said[place] : .again(ChannelDesk.pause, "\(name) does not say what it took") {
            case .accepted(let reference):
                answers.append((parcel.claim, .accepted(reference, isInBraille: parcel.post.isInBraille)))
            case .kept:
                let message = MessageAtStage(id: parcel.claim.id, what: parcel.claim.what.message)
                state.withLock { state in
                    state.kept.insert(message)
                    // What it was to give back before it was kept anew is looked at again.
                    state.toWithdraw.remove(message)
                }
                answers.append((parcel.claim, .kept))
            case .refused(let why): answers.append((parcel.claim, .refused(why)))
            case .lapsed: answers.append((parcel.claim, .lapsed))
            case .again(let seconds, let why):
                if fault == nil { fault = (seconds, why) }
                left.insert(parcel.claim)
            }
        }
        giveBack(parcels.filter { left.contains($0.claim) }, of: parcels, answers)
        if let fault { note(.fault(fault.why), again: fault.seconds, at: now) }
    }

    /// Puts back in front what the channel did not take, in its order, and keeps the answers for the sender.
    private func giveBack(
        _ left: [Parcel], of parcels: [Parcel], _ answers: [(claim: MessageAtStage, answer: Answer)]
    ) {
        let wake = state.withLock { state in
            if !state.isEnded { state.waiting = left + state.waiting }
            for parcel in parcels { state.given.remove(parcel.claim) }
            state.news.answers += answers
            for (_, answer) in answers { state.counts.add(answer) }
            return state.wake
        }
        if !answers.isEmpty { wake() }
    }

    /// What a message lacks of what it encloses.
    private struct Lack: Error {
        let answer: Answer
    }

    /// The message with its letter and what it encloses, each document held to its hash.
    private func load(_ parcel: Parcel, for channel: inout any Channel) throws(SendingError) -> Result<Parcel, Lack> {
        var loaded = parcel
        if let key = parcel.letter {
            guard let letter = try fetch(key), letter.mediaType == Document.html else {
                return .failure(Lack(answer: .missing(key)))
            }
            loaded.post.carry(letter)
            for kept in parcel.forms {
                let key = DocumentKey(key.case, .letter, kept.document)
                guard let form = try fetch(key), form.mediaType == kept.form.mediaType else {
                    return .failure(Lack(answer: .missing(key)))
                }
                loaded.post.carry(form, as: kept.form)
            }
        }
        for (place, key) in parcel.enclosed.enumerated() {
            guard let document = try fetch(key) else { return .failure(Lack(answer: .missing(key))) }
            let enclosure = Enclosure(document, as: key.role)
            if channel.keepsEnclosures {
                try channel.keep(enclosure, at: place, of: loaded.post)
            } else {
                loaded.post.enclosures.append(enclosure)
            }
        }
        return .success(loaded)
    }

    private func fetch(_ key: DocumentKey) throws(SendingError) -> Document? {
        do throws(FetchFault) { return try documents.document(key) } catch { throw .notFetched(error.description) }
    }

    private func askForReceipts(_ channel: inout any Channel, at now: Double) {
        let most = state.withLock { state in
            guard state.standing == .open, !state.isEnded, now >= state.receiptsAt else { return 0 }
            return ChannelDesk.mostReceipts - state.news.receipts.count
        }
        guard most > 0 else { return }
        var receipts: [ChannelReceipt] = []
        var fault: String?
        do throws(SendingError) { receipts = try channel.receipts(most: most) } catch { fault = error.description }
        let wake = state.withLock { state in
            state.receiptsFault = fault
            // Where it has more to say than was asked for, it is asked again at once when that was taken.
            if receipts.count < most { state.receiptsAt = now + ChannelDesk.receiptsEvery }
            for receipt in receipts { state.counts.add(receipt.outcome) }
            // That it arrived changes nothing: it is counted.
            state.news.receipts += receipts.filter { $0.outcome != .delivered }
            return state.wake
        }
        if !receipts.isEmpty { wake() }
    }

    /// This process's clock that never jumps, for pauses.
    private static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
