/// Something that is measured by itself.
protocol Part {
    /// The programs that it needs: of Benchmarks, and of the product.
    var benchmarks: [String] { get }
    var products: [String] { get }

    func measure(in bench: Bench) throws
}

/// One that can also be measured beside another checkout.
protocol ComparablePart: Part {
    func compare(with that: Checkout, in bench: Bench) throws
}

enum PartName: String, CaseIterable {
    case kafka, runtime, decode, deadlines, letters, channel, memory, start, year, figures,
        build

    var part: any Part {
        switch self {
        case .kafka: KafkaPart()
        case .runtime: RuntimePart()
        case .decode: DecodePart()
        case .deadlines: DeadlinesPart()
        case .letters: LettersPart()
        case .channel: ChannelPart()
        case .memory: MemoryPart()
        case .start: StartPart()
        case .year: YearPart()
        case .figures: FiguresPart()
        case .build: BuildPart()
        }
    }

    static let comparable = allCases.filter { $0.part is any ComparablePart }
}

/// Rounds in which every side has its turn, each beginning with another: what slows the machine slows all. The first
/// round is thrown away: connections, pages and, in a JVM, code are cold. The figures of each side, round by round.
func takeTurns<Figures>(_ rounds: Int, _ sides: [(_ round: Int) throws -> Figures]) throws -> [[Figures]] {
    var figures = sides.map { _ in [Figures]() }
    for round in 0...rounds {
        for turn in sides.indices {
            let side = (round + turn) % sides.count
            let figure = try sides[side](round)
            if round > 0 { figures[side].append(figure) }
        }
    }
    return figures
}

/// The seconds of something, on the wall and of the processor.
struct Times {
    let wall: Double
    let processor: Double
}

extension Bench {
    /// Runs a program that prints both.
    func times(of command: [String]) throws -> Times {
        let numbers = try processes.run(command).numbers(2)
        return Times(wall: numbers[0], processor: numbers[1])
    }
}
