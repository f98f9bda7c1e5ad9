public import Contracts

/// A set of parties, a bit for each, in the order of their list: a review that holds one is copied as plain bytes.
public struct Parties: Equatable, Sendable, Sequence, ExpressibleByArrayLiteral {
    private var bits: UInt8 = 0

    public init(_ parties: some Sequence<Party>) {
        for party in parties { bits |= Parties.bit(of: party) }
    }

    public init(arrayLiteral parties: Party...) { self.init(parties) }

    /// Whether nobody is in it.
    public var isEmpty: Bool { bits == 0 }
    /// The first of the list that is in it.
    public var first: Party? { first { _ in true } }

    /// Whether that party is in it.
    public func contains(_ party: Party) -> Bool { bits & Parties.bit(of: party) != 0 }

    mutating func remove(_ party: Party) { bits &= ~Parties.bit(of: party) }

    public func makeIterator() -> some IteratorProtocol<Party> {
        let set = self
        return Party.allCases.lazy.filter { set.contains($0) }.makeIterator()
    }

    private static func bit(of party: Party) -> UInt8 {
        switch party {
        case .parent: 1
        case .youngPerson: 2
        case .setting: 4
        case .coordinator: 8
        case .health: 16
        case .socialCare: 32
        case .manager: 64
        }
    }
}
