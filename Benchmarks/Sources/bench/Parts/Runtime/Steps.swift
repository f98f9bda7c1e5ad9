/// Where `steps measure` appends records, and how it knows their answers.
struct Steps {
    let topic: String
    let answers: String
    /// What an answer begins with.
    let mark: String
    var compression = "lz4"

    /// A copy in C, in one log: the answers of so many of them in a row begin with that digit.
    static func copy(steps: Int) -> Steps { Steps(topic: "copy", answers: "copy", mark: "\(steps)") }

    /// Services of Kafka Streams in a row.
    static func streams(steps: Int) -> Steps { Steps(topic: "a", answers: steps == 1 ? "b" : "c", mark: "{") }

    /// The service that answers in its log, by the name of one that may say what it says. Records are compressed as the topic keeps them, which its writers must do:
    /// the broker would else compress each batch anew.
    static let answerer = Steps(
        topic: "case-files", answers: "case-files", mark: #"{"by":"notifier""#, compression: "zstd")

    /// The notifier, which reads its own conclusion back before it publishes.
    static let notifier = Steps(topic: "case-files", answers: "notifications", mark: "{", compression: "zstd")
}

/// What `steps measure` found in one run.
struct Answered {
    let count: Int
    /// Entries answered in a second.
    let rate: Double
    /// Milliseconds from an entry appended to its answer read.
    let p50: Double
    let p99: Double
    /// The processor's seconds that the service's process took, where there is but one.
    let processor: Double

    var microsecondsEach: Double { processor / Double(count) * 1e6 }
}

/// How fast entries come: 500 a second, or as fast as they are answered.
enum Pace: Int {
    case paced = 500
    case full = 0
}

extension Bench {
    /// The number of the first case that the log of services holds.
    static var firstCase: Int { 100_000 }

    /// Appends so many entries of cases from `first` on and waits until all are answered. `service` is the process that
    /// answers, if it is one: its clock is read before and after.
    func answer(
        _ steps: Steps, on servers: String, _ count: Int, _ pace: Pace, first: Int = firstCase, by service: Child? = nil
    ) throws -> Answered {
        let before = try service?.processorSecondsUntilNow() ?? 0
        let numbers = try processes.run([
            inC("steps"), "measure", servers, steps.topic, steps.answers, entry, "\(count)", "\(pace.rawValue)",
            "\(first)", steps.mark, steps.compression,
        ]).numbers(4)
        let after = try service?.processorSecondsUntilNow() ?? 0
        return Answered(
            count: count, rate: numbers[0], p50: numbers[1], p99: numbers[2], processor: after - before)
    }

    /// The file with the entry that is appended again and again.
    var entry: String { "\(folder)/entry.txt" }
}
