public import Arguments
public import Contracts
public import Statute

// What is not obvious here:
//
// - A rehearsal's log can never send by anything but a folder; its days are appended by `rehearse`, never by a
//   clock.

/// Decides which day is to begin next in a partition of a log that follows the real calendar.
///
/// Days begin one at a time, in order: the next one when the last was read back and asked about. More than three missed
/// days begin only when the operator says so: a host's clock that jumps must not send a year of letters. On the log of a
/// rehearsal no real day ever begins.
public struct DayKeeper: Sendable {
    /// The most missed days that begin without being told so.
    public static let mostMissed = 3

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
        /// So many days were missed that the operator must say so.
        case tooMany(missed: Int)
    }

    /// What is to be done in a partition whose latest day is `today`, when in England it is `civil`.
    public func next(after today: Day?, in began: LogBegan, civil: Day) -> Answer {
        guard began.calendar == .real else { return .nothing }
        // A log that has had no day starts with the present one: nothing was missed.
        guard let today else { return .begin(civil) }
        let missed = civil - today
        guard missed > 0 else { return .nothing }
        guard catchesUp || missed <= DayKeeper.mostMissed else { return .tooMany(missed: missed) }
        return .begin(today + 1)
    }
}
