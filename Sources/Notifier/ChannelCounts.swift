import Contracts

/// What left by one channel since the start, and what became of it.
struct ChannelCounts {
    private(set) var accepted = 0
    /// Messages that were laid ready for somebody to post.
    private(set) var kept = 0
    private(set) var refused = 0
    private(set) var lapsed = 0
    /// Messages of which a document was missing.
    private(set) var incomplete = 0
    private(set) var receipts: [ChannelReceipt.Outcome: Int] = [:]
    /// What was handed over and is not answered.
    var waiting = 0
    var isOpen = false

    mutating func add(_ answer: ChannelDesk.Answer) {
        switch answer {
        case .accepted: accepted += 1
        case .kept: kept += 1
        case .refused: refused += 1
        case .lapsed: lapsed += 1
        case .missing: incomplete += 1
        }
    }

    mutating func add(_ outcome: ChannelReceipt.Outcome) { receipts[outcome, default: 0] += 1 }

    /// Prometheus' text format, for all channels.
    static func metrics(_ channels: [(name: ChannelName, counts: ChannelCounts)]) -> String {
        var text = """
            # HELP ehcp_channel_messages_total Messages by channel and what became of them since the start; what is delivered, returned or failed is heard later.
            # TYPE ehcp_channel_messages_total counter

            """
        for (name, counts) in channels {
            let answers = [
                ("accepted", counts.accepted), ("kept", counts.kept), ("refused", counts.refused),
                ("lapsed", counts.lapsed),
                ("incomplete", counts.incomplete),
            ]
            let later = ChannelReceipt.Outcome.allCases.map { ($0.rawValue, counts.receipts[$0] ?? 0) }
            for (outcome, number) in answers + later {
                text += "ehcp_channel_messages_total{channel=\"\(name)\",outcome=\"\(outcome)\"} \(number)\n"
            }
        }
        text += """
            # HELP ehcp_channel_waiting Messages that were handed to the channel and are not answered.
            # TYPE ehcp_channel_waiting gauge

            """
        for (name, counts) in channels { text += "ehcp_channel_waiting{channel=\"\(name)\"} \(counts.waiting)\n" }
        text += """
            # HELP ehcp_channel_open Whether the channel takes messages.
            # TYPE ehcp_channel_open gauge

            """
        for (name, counts) in channels { text += "ehcp_channel_open{channel=\"\(name)\"} \(counts.isOpen ? 1 : 0)\n" }
        return text
    }
}
