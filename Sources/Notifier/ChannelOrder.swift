import Contracts

/// In which order channels are asked whether they carry a message.
enum ChannelOrder {
    /// The places of those channels, first choice first: as the rule names them, and behind these all others as the notifier
    /// has them.
    static func places(of channels: [ChannelName], for rule: MessageRule) -> [Int] {
        let named = rule.channels.flatMap { name in channels.indices.filter { channels[$0] == name } }
        return named + channels.indices.filter { !named.contains($0) }
    }
}
