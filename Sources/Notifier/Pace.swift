/// How many messages may leave: so many a second, what was not used in a second being lost, and so many in a turn.
struct Pace {
    private let perSecond: Double
    private let mostInTurn: Int
    private var allowance: Double
    private var filledAt: Double?
    private var delivered = 0

    init(perSecond: Double, mostInTurn: Int) {
        self.perSecond = perSecond
        self.mostInTurn = mostInTurn
        allowance = perSecond
    }

    /// A turn begins, at that time of the process's clock.
    mutating func beginTurn(at seconds: Double) {
        if let filledAt { allowance = min(perSecond, allowance + max(0, seconds - filledAt) * perSecond) }
        filledAt = seconds
        delivered = 0
    }

    /// Whether another case may be served. A case is served whole, so the pace is overdrawn by a few messages at most
    /// and made good in the next turn.
    var isOpen: Bool { allowance >= 1 && delivered < mostInTurn }

    /// A message is about to leave.
    mutating func spend() {
        delivered += 1
        allowance -= 1
    }
}
