import Contracts
import Synchronization

/// What for somebody said that they open a case that is not theirs. It holds for a working day, and is set down with each opening.
///
/// - Thread: any.
final class GivenReasons: Sendable {
    /// For how long a reason holds, in seconds.
    static let longest: Int64 = 12 * 3_600
    /// How many are remembered; beyond, those that are over are forgotten, and then all.
    static let most = 50_000
    /// Those that somebody may give.
    static let choices: [(ground: AccessRecord.Ground, words: String)] = [
        (.cover, "I stand in for a colleague"), (.familyAsked, "The family asked"),
        (.complaint, "To answer a complaint"), (.safeguarding, "To keep a child safe"), (.audit, "For an audit"),
        (.systemCheck, "To find out whether this system works as it should"),
    ]

    private struct Key: Hashable {
        let officer: ActorID
        let id: CaseID
    }
    private let given = Mutex<[Key: (ground: AccessRecord.Ground, at: Int64)]>([:])

    func ground(_ officer: ActorID, _ id: CaseID, now: Int64) -> AccessRecord.Ground? {
        given.withLock { given in
            guard let found = given[Key(officer: officer, id: id)], now - found.at < Self.longest else { return nil }
            return found.ground
        }
    }

    func give(_ ground: AccessRecord.Ground, _ officer: ActorID, _ id: CaseID, now: Int64) {
        given.withLock { given in
            if given.count >= Self.most { given = given.filter { now - $0.value.at < Self.longest } }
            if given.count >= Self.most { given = [:] }
            given[Key(officer: officer, id: id)] = (ground, now)
        }
    }
}
