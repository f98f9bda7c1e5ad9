public import Statute

/// What a pilot comes to on a day, by what was set down before it started: each aim with its figure in both groups and the
/// interval of the difference, what harm there is, and who answered.
public struct PilotJudgement: Sendable {
    /// A figure in both groups: of so many, those.
    public struct Figure: Sendable {
        public let pilot: ShareInterval
        public let others: ShareInterval

        public init(pilot: ShareInterval, others: ShareInterval) {
            self.pilot = pilot
            self.others = others
        }

        /// How much more the pilot has, as a share; nil where either group is empty.
        public var difference: Double? {
            guard let pilot = pilot.share, let others = others.share else { return nil }
            return pilot - others
        }

        /// Which differences the figures bear out, at 95 in 100: Newcombe's interval from the two of Wilson (R. G. Newcombe,
        /// "Interval estimation for the difference between independent proportions", Statistics in Medicine 17 (1998), 873 to
        /// 890, method 10).
        public var range: ClosedRange<Double>? {
            guard let difference, let one = pilot.share, let other = others.share else { return nil }
            func root(_ first: Double, _ second: Double) -> Double { (first * first + second * second).squareRoot() }
            let low = difference - root(one - pilot.range.lowerBound, others.range.upperBound - other)
            let high = difference + root(pilot.range.upperBound - one, other - others.range.lowerBound)
            return max(-1, low)...min(1, high)
        }
    }

    /// What is said of an aim.
    public enum Verdict: String, Sendable {
        case reached
        /// Better beyond chance, and less than was aimed at.
        case better
        /// The difference may be chance.
        case unclear
        case worse
        /// Too few children in one of the groups.
        case tooFew = "too-few"

        /// In words.
        public var words: String {
            switch self {
            case .reached: "the aim is reached"
            case .better: "better, and less than was aimed at"
            case .unclear: "no difference that may not be chance"
            case .worse: "worse"
            case .tooFew: "too few children to say anything"
            }
        }
    }

    /// How many answered the questions; who did not answer is no less satisfied and no more.
    public struct Answers: Equatable, Sendable {
        public let asked: Int
        public let answered: Int

        public init(asked: Int, answered: Int) {
            self.asked = asked
            self.answered = answered
        }
    }

    public let plan: PilotPlan
    /// The day as at which it is judged.
    public let day: Day
    /// The figures by metric.
    public let figures: [String: Figure]
    /// Who answered; nil where nothing of it is recorded.
    public let answers: Answers?

    public init(_ plan: PilotPlan, on day: Day, figures: [String: Figure], answers: Answers? = nil) {
        self.plan = plan
        self.day = day
        self.figures = figures
        self.answers = answers
    }

    /// Whether it may be published: the day that was set down has come.
    public var isPublished: Bool { day >= plan.published }

    /// Whether there are enough children in both groups.
    private func isEnough(_ figure: Figure) -> Bool {
        figure.pilot.of >= plan.fewest && figure.others.of >= plan.fewest
    }

    /// What is said of an aim; too few where there is no such figure.
    public func verdict(of aim: PilotPlan.Aim) -> Verdict {
        guard let figure = figures[aim.metric], isEnough(figure), let range = figure.range,
            let difference = figure.difference
        else { return .tooFew }
        let (gain, least, most) =
            aim.better == .higher
            ? (difference, range.lowerBound, range.upperBound) : (-difference, -range.upperBound, -range.lowerBound)
        if most < 0 { return .worse }
        guard least > 0 else { return .unclear }
        // Shares are counted in whole children: what reaches the points to the last digit reaches them.
        return gain * 100 + 1e-9 >= Double(aim.points) ? .reached : .better
    }

    /// The harms whose threshold is reached: each ends the pilot. The share itself counts and not its interval, for a child who
    /// comes to harm need not be beyond chance.
    public var harmful: [PilotPlan.Harm] {
        plan.harms.filter { harm in
            guard let figure = figures[harm.metric], isEnough(figure), let difference = figure.difference else {
                return false
            }
            let loss = harm.better == .higher ? -difference : difference
            return loss * 100 + 1e-9 >= Double(harm.points)
        }
    }
}
