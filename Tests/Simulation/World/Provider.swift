import Contracts
import Notifier
import Runtime
import Statute
import TestSupport

/// Where messages go: what arrives there, and what it remembers.
final class Provider {
    /// How the other end behaves.
    enum Kind: String, CaseIterable {
        /// One file a message, whoever writes it.
        case folder
        /// The receiver drops an id that it has seen.
        case webhook
        /// Can be asked for a reference for a week, and refuses a token that is more than thirty seconds old: nothing
        /// may arrive twice, however long ago.
        case tokens
        /// Can be asked nothing and refuses nothing: a message may go twice, but never twice under one claim.
        case mail

        /// Seconds that a claim must stand before another instance takes it over.
        var patience: Double { self == .folder ? 0 : 120 }
    }

    /// Something that arrived.
    struct Arrival {
        var second: Double
        var instance: String
        var claim: UInt32
    }

    /// Seconds for which a token is taken.
    static let tokenSeconds = 30.0
    /// Seconds for which a reference is remembered.
    static let memorySeconds = 7 * 86_400.0

    let kind: Kind
    private(set) var arrived: [String: [Arrival]] = [:]
    private(set) var count = 0
    /// What came back, in the order in which it did.
    private(set) var returned: [(id: CaseID, message: ConclusionID)] = []
    /// What is told of messages that left or lie ready, in the order in which it happened.
    private(set) var news: [ChannelReceipt] = []
    /// The letters that lie ready, by their references, and under which claim.
    private(set) var lying: [String: (id: CaseID, message: ConclusionID, claim: UInt32)] = [:]
    /// Those of them that somebody posted.
    private(set) var posted: Set<String> = []

    init(_ kind: Kind) { self.kind = kind }

    /// Whether it knows that reference.
    func remembers(_ reference: String, at second: Double) -> Bool {
        guard let last = arrived[reference]?.last else { return false }
        switch kind {
        case .folder, .webhook: return true
        case .tokens: return second - last.second < Provider.memorySeconds
        case .mail: return false
        }
    }

    /// A message that had arrived comes back.
    func comesBack(_ id: CaseID, _ message: ConclusionID) {
        returned.append((id, message))
        news.append(ChannelReceipt(message, of: id, .returned))
    }

    /// A letter is laid ready; one that lies there stays as it is.
    func lay(_ id: CaseID, _ message: ConclusionID, claim: UInt32) {
        let reference = "\(id)/\(message)"
        if lying[reference] == nil { lying[reference] = (id, message, claim) }
    }

    /// Somebody posts a letter that lies ready, and says so: on that day.
    func post(_ reference: String, on day: Day) {
        guard let letter = lying[reference], posted.insert(reference).inserted else { return }
        news.append(ChannelReceipt(letter.message, of: letter.id, .dispatched, on: day, reference: reference))
    }

    /// A letter is taken away; false when it was posted, or does not lie there.
    func takeAway(_ reference: String) -> Bool {
        guard !posted.contains(reference) else { return false }
        return lying.removeValue(forKey: reference) != nil
    }

    /// The message reaches it; nil when that is as it should be, or what is wrong.
    func take(_ reference: String, _ arrival: Arrival) -> String? {
        let before = arrived[reference] ?? []
        if !before.isEmpty, kind == .folder || kind == .webhook { return nil }
        arrived[reference] = before + [arrival]
        count += 1
        guard let last = before.last else { return nil }
        switch kind {
        case .folder, .webhook: return nil
        case .tokens:
            return "\(reference) was sent twice: by \(last.instance) under claim \(last.claim) and by "
                + "\(arrival.instance) under claim \(arrival.claim), \(Int(arrival.second - last.second)) s later"
        case .mail:
            guard before.contains(where: { $0.claim == arrival.claim }) else { return nil }
            return "\(reference) was sent twice under claim \(arrival.claim): by \(last.instance) and by "
                + arrival.instance
        }
    }
}

/// Documents as they stand on the virtual topic, each at its place alone.
///
/// `@unchecked Sendable`: only its world's one thread touches it; each world of `--jobs` has its own.
final class VirtualShelf: DocumentSource, @unchecked Sendable {
    private unowned let world: World

    init(_ world: World) { self.world = world }

    func document(_ key: DocumentKey, at place: Position) throws(FetchFault) -> Document? {
        if world.isBrokerAway { throw FetchFault(description: "the broker is away") }
        let records = world.log.documents[Int(place.partition)]
        guard records.indices.contains(Int(place.offset)) else { return nil }
        let record = records[Int(place.offset)]
        guard !record.isHole, record.key?.elementsEqual(key.description.utf8) ?? false, let value = record.value else {
            return nil
        }
        do throws(Document.Fault) { return try Document(key, headers: record.headers, bytes: value) } catch {
            return nil
        }
    }
}

/// One instance's way to the provider.
///
/// `@unchecked Sendable`: only its world's one thread touches it; each world of `--jobs` has its own.
final class Courier: Channel, TokenSigner, @unchecked Sendable {
    private unowned let world: World
    private unowned let instance: Instance
    /// When the token of each claim was signed.
    private var tokens: [String: Double] = [:]
    /// Of what came back or was posted, how much it was told.
    private(set) var told = 0

    init(world: World, instance: Instance) {
        self.world = world
        self.instance = instance
    }

    var name: ChannelName { .folder }
    var allowsRehearsal: Bool { true }
    var patience: Double {
        if world.mutant == .noPatience { return 0 }
        return world.provider.kind.patience
    }
    var signer: (any TokenSigner)? { self }

    func sign(_ claim: ConclusionID, of id: CaseID) -> Int64? {
        let key = "\(id)/\(claim)"
        let signed = tokens[key] ?? world.second
        tokens[key] = signed
        if world.mutant == .noClaim {
            // It leaves before its claim was even written.
            world.arrives(id, claim.message, instance, claim.attempt)
        }
        return world.provider.kind == .tokens ? Int64(signed) : nil
    }

    func canTell(since signed: Int64) -> Bool {
        // A day less than the provider remembers.
        if world.mutant == .asksTooLate || world.second - Double(signed) < Provider.memorySeconds - 86_400 {
            return true
        }
        world.happened(.providerForgets)
        return false
    }

    func submit(_ messages: [Post]) -> [ChannelAnswer] {
        var answers: [ChannelAnswer] = []
        for post in messages {
            answers.append(submit(post))
            // Nothing behind it is taken either.
            if case .again? = answers.last { break }
            if instance.isDying { break }
        }
        return answers
    }

    private func submit(_ post: Post) -> ChannelAnswer {
        world.holdsAgainstClaim(post, instance)
        world.holdsAgainstLetter(post, instance)
        if world.strikes(.providerAway) { return .again(Double(world.random.pick(1...400)), "away") }
        world.dozes(instance)
        let provider = world.provider
        if provider.remembers("\(post.id)/\(post.message)", at: world.second) { return .accepted("found") }
        if world.isLaidReady(post) { return .kept }
        world.dozes(instance)
        if provider.kind == .tokens {
            let signed =
                world.mutant == .lateToken
                ? world.second : tokens["\(post.id)/\(post.message.at(.claim, attempt: post.claim))"]
            guard let signed, world.second - signed <= Provider.tokenSeconds else {
                world.happened(.tokenExpired)
                return .lapsed
            }
        }
        world.arrives(post.id, post.message, instance, post.claim)
        return world.diesNow(instance) ? .again(1, "the instance died") : .accepted("sent")
    }

    func receipts(most: Int) throws(SendingError) -> [ChannelReceipt] {
        let news = world.provider.news[told...].prefix(most)
        told += news.count
        return Array(news)
    }

    func kept() throws(SendingError) -> [(id: CaseID, message: ConclusionID)] {
        world.provider.lying.values.map { ($0.id, $0.message) }
    }

    func withdraw(_ message: ConclusionID, of id: CaseID) throws(SendingError) -> Bool {
        world.isTakenAway(id, message, instance)
    }
}

/// Words without templates: what is said is not what is tried here.
struct BareWords: Wording {
    func post(_ context: MessageContext) throws(SendingError) -> Post {
        Post(
            id: context.id, message: context.message, to: context.to, sender: "", senderEmail: "", subject: "",
            text: "",
            html: "", day: context.day, isRehearsal: false)
    }
}
