import Glibc

/// Seconds on a clock that nobody sets.
func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Asks until there is an answer, every so many milliseconds; throws when so many seconds have brought none.
func wait<Answer>(
    for what: String, seconds: Double, everyMilliseconds pause: UInt32 = 5, _ answer: () throws -> Answer?
) throws -> Answer {
    let deadline = now() + seconds
    while true {
        try Interruption.check()
        if let answer = try answer() { return answer }
        guard now() < deadline else { throw Failure("\(what) did not come within \(Int(seconds)) s") }
        usleep(pause * 1000)
    }
}
