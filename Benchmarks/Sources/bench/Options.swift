import Foundation

/// What the command line and the environment ask for.
struct Options {
    var isQuick = false
    var isJSON = false
    var wantsHelp = false
    /// Another checkout, to measure beside this one.
    var other: String?
    var parts: [PartName] = []

    static let usage = """
        usage: bench [--quick] [--json] [--against DIR] [PART]...

        Measures this program beside its floor, in C, and beside Foundation, and prints one table of ratios: medians of
        rounds that take turns, each with its goal.

        parts: \(PartName.allCases.map(\.rawValue).joined(separator: " ")); all without any, but build in a quick run
          --quick         fewer rounds and records: about a minute
          --json          the same for a machine
          --against DIR   this checkout beside the one in DIR, which is built there, in turns: this ÷ that.
                          Parts: \(PartName.comparable.map(\.rawValue).joined(separator: " "))
          --help          this text

        PROGRAMS=DIR      takes the services and annual-review from there and does not build them
        KAFKA_HOME=DIR    Apache Kafka with its script `kafka`; else ../shared/kafka, or those figures are left out
        PEERS=DIR         a service of Kafka Streams as streams/peer; else ../shared/peers, or left out

        Exit status: 0; 1 when a goal is not met, something is slower than in DIR beyond noise, or could not be
        measured; 2 when the command line is wrong.
        """

    init(_ words: [String]) throws(UsageError) {
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--quick": isQuick = true
            case "--json": isJSON = true
            case "--help", "-h": wantsHelp = true
            case "--against":
                guard let folder = rest.popFirst() else { throw UsageError("--against takes a folder") }
                other = folder
            default:
                guard let part = PartName(rawValue: word) else { throw UsageError("no part or option is \(word)") }
                if !parts.contains(part) { parts.append(part) }
            }
        }
        try chooseParts()
    }

    private mutating func chooseParts() throws(UsageError) {
        if other != nil {
            if let part = parts.first(where: { !PartName.comparable.contains($0) }) {
                throw UsageError("\(part.rawValue) is not measured against another checkout")
            }
            if parts.isEmpty { parts = PartName.comparable }
        }
        // A clean build takes minutes, which a quick run has not.
        if parts.isEmpty { parts = PartName.allCases.filter { $0 != .build || !isQuick } }
    }
}

/// A wrong command line.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
