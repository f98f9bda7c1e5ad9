package import Contracts
package import JSON

/// The proof of a partition's records up to an offset, to be kept outside.
package struct PartitionHead: Fields, Equatable {
    var partition: Int32 = 0
    package var through: Int64 = 0
    package var head = RecordHead()

    package init() {}

    package init(_ partition: Int32, through: Int64, _ head: RecordHead) {
        self.partition = partition
        self.through = through
        self.head = head
    }

    package mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("partition", &partition, "The partition of the case files.")
        try visitor.field("through", &through, "The offset after the last record that it proves.")
        try visitor.field("head", &head, "The proof.")
    }

    /// For people: kept elsewhere, they show later that nothing was changed.
    package static func text(_ heads: [PartitionHead]) -> String {
        "Heads, to be kept elsewhere:\n"
            + heads.map { "  partition \($0.partition) up to \($0.through): \($0.head)\n" }.joined()
    }
}
