// What is not obvious here:
//
// - Names in Kafka are made in one place (`Sources/Contracts/Namespace.swift`): a council's topics and groups begin
//   with its namespace. The plain name of a topic stands in records and documentation only; `Tests/PackageTests`
//   looks for others. Rights are for whole names, so `brom` opens nothing of `bromley`, and a council's certificates
//   carry its namespace too.

/// One council's part of a Kafka cluster that several share: a word before the names of its topics and consumer groups.
///
/// This alone makes Kafka's names: what Kafka is told, and what people read of it, is asked for here. A namespace holds
/// no dot, so none is the beginning of another's names: `brom.case-files` is not of `bromley`.
public struct Namespace: Sendable, Hashable {
    /// The most letters of a namespace: room for a council's whole name, and its topics stay readable in a list.
    public static let mostLetters = 30

    /// What a namespace may be, in words.
    public static let form =
        "1 to \(mostLetters) of a to z, 0 to 9 and -, beginning with a letter, as bromley"

    /// The names as they are: a cluster of one council.
    public static let none = Namespace(prefix: "")

    /// What stands before every name: the word and a dot, or nothing.
    private let prefix: String

    private init(prefix: String) { self.prefix = prefix }

    /// The namespace of that word; nil when it has another form than `form`.
    public init?(_ word: String) {
        let bytes = word.utf8
        guard (1...Namespace.mostLetters).contains(bytes.count), let first = bytes.first,
            Namespace.isLetter(first), bytes.allSatisfy(Namespace.isAllowed)
        else { return nil }
        prefix = word + "."
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
    }

    /// The word; nil of `none`.
    public var word: String? { prefix.isEmpty ? nil : String(prefix.dropLast()) }

    /// The name of that topic in Kafka.
    public func topic(_ topic: Topic) -> String { prefix + topic.rawValue }

    /// The topic that has that name in Kafka; nil when it is another's, or none of ours.
    public func topic(named name: String) -> Topic? {
        guard name.utf8.starts(with: prefix.utf8) else { return nil }
        return Topic(rawValue: String(name.utf8.dropFirst(prefix.utf8.count)) ?? "")
    }

    /// The name of that program's consumer group in Kafka; also, unless the operator says otherwise, the name in its
    /// certificate: a certificate of one council opens nothing of another.
    public func group(_ program: String) -> String { prefix + program }

    /// What a command line must say beside the address of the cluster to mean this namespace, with a space before it;
    /// nothing of `none`. For advice.
    public var option: String { word.map { " --namespace \($0)" } ?? "" }
}
