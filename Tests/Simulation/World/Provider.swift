import Contracts
import Notifier

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

/// One instance's way to the provider.
struct Courier: Channel {
    unowned let world: World
    unowned let instance: Instance
    /// When the token of each claim was signed.
    private var tokens: [String: Double] = [:]

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

    mutating func prepare(_ claim: ConclusionID, of id: CaseID) -> Int64? {
        let key = "\(id)/\(claim)"
        let signed = tokens[key] ?? world.second
        tokens[key] = signed
        if world.mutant == .noClaim {
            // It leaves before its claim was even written.
            world.arrives(reference(id, claim.message), instance, claim.attempt)
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

    private func reference(_ id: CaseID, _ message: ConclusionID) -> String { "\(id)/\(message)" }

    mutating func deliver(_ post: Post) throws(SendingError) -> String {
        let reference = reference(post.id, post.message)
        world.holdsAgainstClaim(post, instance)
        if world.strikes(.providerAway) { throw .folder(path: "provider", doing: "reach it", why: "away") }
        try world.dozes(instance)
        let provider = world.provider
        if provider.remembers(reference, at: world.second) { return "found" }
        try world.dozes(instance)
        if provider.kind == .tokens {
            let signed =
                world.mutant == .lateToken
                ? world.second : tokens["\(post.id)/\(post.message.at(.claim, attempt: post.claim))"]
            guard let signed, world.second - signed <= Provider.tokenSeconds else {
                world.happened(.tokenExpired)
                throw .lapsed
            }
        }
        world.arrives(reference, instance, post.claim)
        if world.diesNow(instance) { throw .folder(path: "provider", doing: "say so", why: "the instance died") }
        return "sent"
    }

    mutating func settle() throws(SendingError) {}
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
