import Contracts
import Glibc

/// What was written and is not done with. It is looked up several times for each record, so it is plain bytes; what was
/// written is its cargo.
struct Flight {
    enum Kind {
        /// An entry of the case in that slot.
        case entry(slot: Int32)
        case day, head, record, deadLetter
    }

    /// What was written, as long as it may be needed again.
    enum Cargo {
        case none
        case entry(Entry, [UInt8])
        case write(Write)
    }

    let kind: Kind
    let partition: Int32
    /// The position up to which its partition had been read when it was said.
    let seen: Int64
    /// The entry of the same case that was written before it and is in flight too; 0 when there is none.
    var earlier: UInt64 = 0
}

/// The flights by their tokens. A token is a place and how often that place was used: to look one up takes one step and no
/// memory, and what is told twice of a record finds nothing the second time. It holds as many places as were in use at
/// once.
struct Flights {
    private struct Slot {
        var use: UInt32 = 0
        var flight: Flight?
        var cargo = Flight.Cargo.none
    }

    private var places: [Slot] = []
    private var free: [Int32] = []

    /// Adds one; answers its token, which is never 0.
    mutating func add(_ flight: Flight, _ cargo: Flight.Cargo = .none) -> UInt64 {
        let index: Int
        if let last = free.popLast() {
            index = Int(last)
        } else {
            index = places.count
            places.append(Slot())
        }
        places[index].use &+= 1
        places[index].flight = flight
        places[index].cargo = cargo
        return UInt64(places[index].use) << 32 | UInt64(index)
    }

    private func place(of token: UInt64) -> Int? {
        let index = Int(token & 0xFFFF_FFFF)
        return index < places.count && UInt64(places[index].use) == token >> 32 ? index : nil
    }

    /// The one with that token; nil when it has ended.
    subscript(token: UInt64) -> Flight? { place(of: token).flatMap { places[$0].flight } }

    /// What the one with that token carries.
    func cargo(of token: UInt64) -> Flight.Cargo {
        guard let index = place(of: token) else { return .none }
        return places[index].cargo
    }

    /// The entry that was written with these bytes, among the one with that token and the earlier ones of its case.
    func entry(written bytes: UnsafeRawBufferPointer, from token: UInt64) -> Entry? {
        guard let start = bytes.baseAddress else { return nil }
        var token = token
        while token != 0, let index = place(of: token), let flight = places[index].flight {
            if case .entry(let entry, let written) = places[index].cargo, written.count == bytes.count,
                written.withUnsafeBytes({ $0.baseAddress.map { memcmp($0, start, bytes.count) == 0 } ?? false })
            {
                return entry
            }
            token = flight.earlier
        }
        return nil
    }

    /// Notes which one of the same case comes before it.
    mutating func follow(_ token: UInt64, earlier: UInt64) {
        if let index = place(of: token) { places[index].flight?.earlier = earlier }
    }

    /// Ends one; nil when it had ended.
    mutating func remove(_ token: UInt64) -> Flight? {
        guard let index = place(of: token), let flight = places[index].flight.take() else { return nil }
        places[index].cargo = .none
        free.append(Int32(index))
        return flight
    }
}
