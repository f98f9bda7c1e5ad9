import Contracts
import Testing

@testable import Runtime

@Suite struct `What is in flight, and where a case is, found in one step` {
    private func flight(_ partition: Int32) -> Flight { Flight(kind: .day, partition: partition, seen: 0) }

    @Test func `A token finds its own flight, and nothing once that has ended, though its place is used again`() {
        var flights = Flights()
        let first = flights.add(flight(1))
        let second = flights.add(flight(2))
        #expect(first != 0 && second != 0 && first != second)
        #expect(flights[first]?.partition == 1)
        #expect(flights.remove(first)?.partition == 1)
        #expect(flights[first] == nil)
        #expect(flights.remove(first) == nil)
        let third = flights.add(flight(3))
        #expect(third != first)
        #expect(flights[first] == nil)
        #expect(flights.remove(first) == nil)
        #expect(flights[third]?.partition == 3)
        #expect(flights[second]?.partition == 2)
    }

    @Test func `No token but one that was given finds anything`() {
        var flights = Flights()
        #expect(flights[0] == nil)
        let token = flights.add(flight(1))
        #expect(flights[0] == nil)
        #expect(flights[token + 1] == nil)
        #expect(flights[token + 1 << 32] == nil)
    }

    @Test func `Every case is found where it was put, also those of one hash, while the index grows`() {
        var index = CaseIndex()
        // Four cases of each hash: all hashes of a partition share their low bits.
        for slot in 0..<Int32(4_000) { index.add(slot, UInt32(slot / 4) * 8 + 3) }
        for slot in 0..<Int32(4_000) {
            #expect(index.slot(UInt32(slot / 4) * 8 + 3) { $0 == slot } == slot)
        }
        #expect(index.slot(4) { _ in true } == nil)
        #expect(index.slot(3) { _ in false } == nil)
    }
}
