/// What can go wrong in a run, and what people do that a file must survive.
public enum Fault: Int, CaseIterable, Sendable {
    // Instances.
    case crash
    case crashAfterSending
    case asleep
    case asleepInHand
    case deadForEver
    case twoOwners
    case rebalance
    case lag
    case batchOfOne
    case halfTurn
    // Broker.
    case appendFailed
    case appendTwice
    case appendLater
    case acknowledgementLost
    case acknowledgementLate
    case acknowledgementOutOfOrder
    case commitRefused
    case brokerAway
    case brokerAwayAtMidnight
    case compaction
    // Time.
    case clockForward
    case clockBack
    case clockFarForward
    // The outside.
    case tokenExpired
    case providerForgets
    case providerAway
    case mailReturned
    case messageAskedAgain
    case printKept
    case printWithdrawn
    // People.
    case reportLate
    case reportContradicted
    case reportCorrected
    case reportWithdrawn
    case reportTwice
    case documentLate
    case documentErased
    case documentOfAnother
    case personUnknown
    case personErased
    case sendingPaused
    case rightsPassMidway
    case capacityAssessed
    case deathTakenBack
    case movedIn
    case contactClosed
    case locationProtected
    case holderChanged
    case childDied
    case planEnded
    // Those who say what is not theirs to say.
    case wrongSpeaker
    case forgedConclusion
    case forgedDay
    case forgedRelease
    // Versions and foreign bytes.
    case ruleEdited
    case newerVersion
    case unreadable
    case misplaced
    // The record itself: every instance must stop speaking.
    case lostBeginning
    case lostEnd
    case otherPartitions

    /// What happened, in words.
    public var words: String {
        switch self {
        case .crash: "crash of an instance between two steps"
        case .crashAfterSending: "crash with the message sent and nothing said"
        case .asleep: "instance asleep and awake again"
        case .asleepInHand: "instance asleep with the message in its hand"
        case .deadForEver: "instance dead for ever"
        case .twoOwners: "two owners of a partition"
        case .rebalance: "rebalance at any step"
        case .lag: "reader that lags by days"
        case .batchOfOne: "batch of one record"
        case .halfTurn: "reading on before all of a turn was written"
        case .appendFailed: "append failed"
        case .appendTwice: "append delivered twice"
        case .appendLater: "append that lands after it was said to have failed"
        case .acknowledgementLost: "acknowledgement lost"
        case .acknowledgementLate: "acknowledgement late"
        case .acknowledgementOutOfOrder: "acknowledgement out of order"
        case .commitRefused: "commit refused"
        case .brokerAway: "broker unreachable"
        case .brokerAwayAtMidnight: "broker unreachable over midnight"
        case .compaction: "compaction of people, children and documents"
        case .clockForward: "clock jump forward"
        case .clockBack: "clock jump back"
        case .clockFarForward: "clock jump forward by more than three days"
        case .tokenExpired: "token expired unsent"
        case .providerForgets: "provider that has forgotten"
        case .providerAway: "provider unreachable"
        case .mailReturned: "message that came back"
        case .messageAskedAgain: "message that came back and is asked for again"
        case .printKept: "letter laid ready, and posted later"
        case .printWithdrawn: "letter laid ready, and taken away before anybody posted it"
        case .reportLate: "report late"
        case .reportContradicted: "report contradicted"
        case .reportCorrected: "report corrected"
        case .reportWithdrawn: "report withdrawn"
        case .reportTwice: "report submitted twice"
        case .documentLate: "document not yet there"
        case .documentErased: "document erased"
        case .documentOfAnother: "decision with another child's document, or one of another role"
        case .personUnknown: "nobody's address known"
        case .personErased: "address erased"
        case .wrongSpeaker: "report by somebody who may not say it"
        case .forgedConclusion: "conclusion by somebody who may not say it"
        case .forgedDay: "day begun out of turn, or by somebody who may not"
        case .forgedRelease: "release, pause or word to resume by somebody who may not"
        case .sendingPaused: "sending paused"
        case .rightsPassMidway: "rights that pass, or turn out not to have, while a letter is owed or waits"
        case .capacityAssessed: "capacity assessed"
        case .deathTakenBack: "death taken back, by whoever reported it in vain, and by somebody else"
        case .movedIn: "child who moved in with the old council's days"
        case .contactClosed: "contact who is not told any more, by decision"
        case .locationProtected: "contact from whom the child's place is kept"
        case .holderChanged: "contact who comes to hold the rights or loses them"
        case .childDied: "death, while something waits to leave"
        case .planEnded: "another end of the plan, while something waits to leave"
        case .ruleEdited: "rule edited between two starts"
        case .newerVersion: "record of a newer version"
        case .unreadable: "record that cannot be decoded"
        case .misplaced: "record in another case's partition"
        case .lostBeginning: "beginning of the log lost"
        case .lostEnd: "end of the log lost"
        case .otherPartitions: "another number of partitions"
        }
    }

    /// Kinds that came after others had been drawn: a seed keeps what goes wrong in it, though not who lives there.
    static let drawnLast: [Fault] = [
        .documentOfAnother, .personErased, .wrongSpeaker, .forgedConclusion, .forgedDay, .forgedRelease,
        .rightsPassMidway, .capacityAssessed, .deathTakenBack, .movedIn, .mailReturned,
        .printKept, .messageAskedAgain, .printWithdrawn, .contactClosed, .locationProtected, .holderChanged, .childDied,
        .planEnded,
    ]

    /// Whether it can change what is concluded, or only when: never drawn where a run is held against one without.
    var changesConclusions: Bool {
        switch self {
        case .lag, .brokerAwayAtMidnight, .clockForward, .clockFarForward, .documentErased, .documentLate, .ruleEdited,
            .deadForEver, .providerForgets, .sendingPaused, .personUnknown, .personErased, .printKept:
            true
        default: false
        }
    }
}

/// How often each fault happened.
public struct FaultTally: Sendable, Equatable {
    private var counts = [Int](repeating: 0, count: Fault.allCases.count)

    public init() {}

    public subscript(fault: Fault) -> Int {
        get { counts[fault.rawValue] }
        set { counts[fault.rawValue] = newValue }
    }

    /// All of them.
    public var total: Int { counts.reduce(0, +) }

    /// Those that never happened.
    public var missing: [Fault] { Fault.allCases.filter { self[$0] == 0 } }

    public mutating func add(_ other: FaultTally) {
        for index in counts.indices { counts[index] += other.counts[index] }
    }
}

/// One chance in so many for each kind of fault, drawn for one run: a third of the kinds at most, so that each is seen
/// alone and in all company.
struct FaultRates {
    private var oneIn = [Int](repeating: 0, count: Fault.allCases.count)

    static let none = FaultRates()

    subscript(fault: Fault) -> Int {
        get { oneIn[fault.rawValue] }
        set { oneIn[fault.rawValue] = newValue }
    }
}
