public import Arguments
public import Contracts
public import Statute

// What is not obvious here:
//
// - A rehearsal's log can never send by anything but a folder; its days are appended by `rehearse`, never by a
//   clock.
// - A day waits until a broker has said its time. Only what is written is stamped (`message.timestamp.type=LogAppendTime`), so
//   the scheduler writes a tombstone under `clock` to `dead-letters` before a day begins: a log that is quiet says nothing
//   of the time.

/// What is known of the time besides this host's clock.
public struct TimeEvidence: Equatable, Sendable {
    /// What a broker's clock says.
    public enum Broker: Equatable, Sendable {
        /// It cannot be asked: the embedded broker stamps nothing.
        case silent
        /// It was not asked of late.
        case notAsked
        /// By its clock the day in England is at most this: the one in `DayKeeper.toleranceSeconds`.
        case latest(Day)
    }

    /// What a broker says.
    public var broker: Broker
    /// By the stamps of the records that were read, the day in England is at least this: that of the latest, less
    /// `DayKeeper.toleranceSeconds`. Brokers stamp them, and where they do not, whoever wrote them, as another instance.
    public var earliest: Day?
    /// The day in England by this host's clock, in `DayKeeper.toleranceSeconds`.
    public var soon: Day?

    public init(broker: Broker = .silent, earliest: Day? = nil, soon: Day? = nil) {
        self.broker = broker
        self.earliest = earliest
        self.soon = soon
    }

    /// Nothing.
    public static let none = TimeEvidence()
}

/// Decides which day is to begin next in a partition of a log that follows the real calendar.
///
/// Days begin one at a time, in order: the next one when the last was read back and asked about. More than three missed
/// days begin only when the operator says so: a host's clock that jumps must not send a year of letters. On the log of a
/// rehearsal no real day ever begins. And none begins of which a broker's clock says that it is still to come: a host that
/// is two days ahead would tell families of delays that are none.
public struct DayKeeper: Sendable {
    /// The most missed days that begin without being told so.
    public static let mostMissed = 3

    /// How far apart two clocks may be and still agree, in seconds: around midnight a little is a whole day.
    public static let toleranceSeconds: Int64 = 600

    /// Whether the operator said that all missed days are to begin.
    public var catchesUp: Bool

    public init(catchesUp: Bool = false) { self.catchesUp = catchesUp }

    /// The option by which the operator says so.
    public static let option = Option.flag(
        "catch-up", "begin all missed days of a real log, also when they are more than \(mostMissed)")

    /// From the arguments of a command with that option.
    public init(_ arguments: Arguments) { catchesUp = arguments.flag("catch-up") }

    /// What is to be done in one partition.
    public enum Answer: Equatable, Sendable {
        /// Its day is today's, or its days are not the real ones.
        case nothing
        /// That day is to begin.
        case begin(Day)
        /// A broker must be asked for its time first.
        case ask
        /// None begins while this is so.
        case hold(OutOfStep)
    }

    /// Clocks and days that cannot all be right. Each says what to do.
    public enum OutOfStep: Equatable, Sendable, CustomStringConvertible {
        /// The log's day is still to come on this host.
        case logAhead(log: Day, host: Day)
        /// The host's day is still to come at the broker.
        case hostAhead(host: Day, broker: Day)
        /// Records of the log were stamped on a day that is still to come on this host.
        case hostBehind(host: Day, stamped: Day)
        /// So many days were missed, if the host's day is right, that none begins until the operator says so.
        case daysMissed(last: Day, host: Day)

        public var description: String {
            switch self {
            case .logAhead(let log, let host):
                "the log's day is \(log) and this host's is \(host): no day begins before \(log + 1). Make sure that the "
                    + "host's clock is right; where it is, what was recorded meanwhile bears the log's day"
            case .hostAhead(let host, let broker):
                "this host's day is \(host) and the broker's is \(broker): no day begins while they differ. Set the clock "
                    + "that is wrong"
            case .hostBehind(let host, let stamped):
                "this host's day is \(host) and records of the log were stamped on \(stamped): days may begin too late. Set "
                    + "the clock that is wrong"
            case .daysMissed(let last, let host):
                "the log's day is \(last) and this host's is \(host): \(host - last) days were missed, more than the "
                    + "\(DayKeeper.mostMissed) that begin by themselves, and none begins. Make sure that the host's clock is "
                    + "right; where it is, start the scheduler once with --catch-up"
            }
        }
    }

    /// What is to be done in a partition whose latest day is `today`, when in England it is `civil` by this host's clock.
    public func next(
        after today: Day?, in began: LogBegan, civil: Day, evidence: TimeEvidence = .none
    ) -> Answer {
        guard began.calendar == .real else { return .nothing }
        if let today, civil <= today { return .nothing }
        switch evidence.broker {
        case .silent: break
        case .notAsked: return .ask
        case .latest(let latest):
            guard civil <= latest else { return .hold(.hostAhead(host: civil, broker: latest)) }
        }
        // A log that has had no day starts with the present one: nothing was missed.
        guard let today else { return .begin(civil) }
        guard !hasMissedTooMany(since: today, civil) else { return .hold(.daysMissed(last: today, host: civil)) }
        return .begin(today + 1)
    }

    private func hasMissedTooMany(since today: Day, _ civil: Day) -> Bool {
        !catchesUp && civil - today > DayKeeper.mostMissed
    }

    /// What is out of step in a partition whose latest day is `today`, whether a day is to begin or not; nil when nothing.
    /// `isKept`: whether it is for this instance to begin days there, and `today` is the log's.
    public func concern(
        today: Day?, in began: LogBegan, civil: Day, evidence: TimeEvidence, isKept: Bool
    ) -> OutOfStep? {
        guard began.calendar == .real else { return nil }
        if case .latest(let latest) = evidence.broker, civil > latest {
            return .hostAhead(host: civil, broker: latest)
        }
        let soon = evidence.soon ?? civil
        if let stamped = evidence.earliest, stamped > soon { return .hostBehind(host: civil, stamped: stamped) }
        guard let today else { return nil }
        if today > soon { return .logAhead(log: today, host: civil) }
        if isKept, hasMissedTooMany(since: today, civil) { return .daysMissed(last: today, host: civil) }
        return nil
    }
}
