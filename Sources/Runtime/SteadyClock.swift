import Glibc

/// This process's own clocks: one that never jumps, for pace, and the civil one, for logs and real days.
package enum SteadyClock {
    /// Seconds since some instant before the start.
    package static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Seconds and nanoseconds since 1 January 1970, 00:00 UTC, as the host believes.
    package static var civil: (seconds: Int64, nanoseconds: Int) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return (Int64(time.tv_sec), time.tv_nsec)
    }
}
