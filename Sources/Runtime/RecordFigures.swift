import CaseFile
import Contracts

/// What is to be seen of the record: whether it is whole, and how long ago that was looked at.
struct RecordFigures: Sendable {
    /// Of what kind of fault the service does not speak; nil while it speaks.
    var fault: RecordFault.Kind?
    /// Gaps longer than one position that no operator has looked at.
    var gaps = 0
    /// Cases that are set aside.
    var casesAside = 0
    /// Proofs in the log that are not those of its records.
    var wrongHeads = 0
    /// Rounds in which the whole log was read again.
    var rounds = 0
    /// Seconds since the last look; nil before the first.
    var lookAge: Double?
    /// Seconds since the last round ended; nil before the first.
    var roundAge: Double?
    /// How long it took.
    var roundSeconds = 0.0

    /// Adds its lines to `/metrics`.
    func add(to text: inout Exposition, _ counts: LoopCounts) {
        for kind in RecordFault.Kind.allCases {
            text.add(
                "ehcp_record_fault", .gauge, "Whether the service stopped speaking, by what is wrong with the record.",
                ["kind": kind.rawValue], fault == kind ? 1 : 0)
        }
        for (what, count) in [
            ("seen_beyond_its_place", counts.impossibleSeen), ("single_gap", counts.singleGaps),
            ("strange_marker", counts.strangeMarkers), ("wrong_head", wrongHeads), ("unwritable", counts.unwritable),
            ("case_set_aside", counts.setAside),
        ] {
            text.add(
                "ehcp_record_alarms", .gauge, "What somebody should look at, since the start; nothing waits for it.",
                ["what": what], count)
        }
        text.add("ehcp_record_gaps", .gauge, "Gaps that an operator must look at.", [:], gaps)
        text.add(
            "ehcp_record_quarantined", .gauge, "Positions passed over as an operator said.", [:], counts.quarantined)
        text.add("ehcp_cases_set_aside", .gauge, "Cases left alone until they change or a day begins.", [:], casesAside)
        if let lookAge {
            text.add("ehcp_record_look_age_seconds", .gauge, "Since the record was last looked at.", [:], Int(lookAge))
        }
        text.add("ehcp_record_rounds_total", .counter, "How often the whole log was read again.", [:], rounds)
        if let roundAge {
            text.add("ehcp_record_round_age_seconds", .gauge, "Since the last round ended.", [:], Int(roundAge))
            text.add("ehcp_record_round_seconds", .gauge, "How long the last round took.", [:], Int(roundSeconds))
        }
    }
}

extension Loop {
    /// What the watch is told.
    func known(others: [Watch.Place: Int64]) -> Watch.Known {
        Watch.Known(
            positions: store.partitions.map(\.position), records: store.partitions.map(\.records),
            name: store.partitions.lazy.compactMap(\.book.began).first?.log, others: others)
    }

    /// What is wrong when so many cases are set aside that it is no matter of single cases; nil while it is.
    var manyAside: String? {
        guard casesAside >= Loop.manyCases, casesAside * 100 > store.slots.count * Loop.manyPercent else { return nil }
        return
            "\(casesAside) of \(store.slots.count) cases are set aside, the last because: \(whyAside). They are looked at "
            + "again when a day begins, or when this service is started again"
    }

    /// How many cases set aside are many, and of a hundred.
    private static let manyCases = 3
    private static let manyPercent = 5

    /// What is to be seen of the record, with what the watch found.
    func recordFigures(_ found: Watch.Found, _ now: Double) -> RecordFigures {
        var figures = RecordFigures()
        figures.fault = silence?.kind
        figures.gaps = gaps.count
        figures.casesAside = casesAside
        figures.wrongHeads = found.wrongHeads
        figures.rounds = found.rounds
        figures.lookAge = now - found.lookedAt
        figures.roundAge = found.readAgainAt.map { now - $0 }
        figures.roundSeconds = found.roundSeconds
        return figures
    }
}
