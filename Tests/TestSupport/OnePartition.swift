public import CaseFile
public import Contracts
public import Runtime

/// What there is to see for a service that speaks for one partition and has nothing in flight: a test's world says of which
/// cases, and whatever else differs from that.
public protocol OnePartition: State {
    /// What is true of the partition.
    var book: LogBook { get }
}

extension OnePartition {
    public func owns(_ id: CaseID) -> Bool { true }
    public func partition(of id: CaseID) -> Int32 { owned.first ?? 0 }
    public func log(of partition: Int32) -> LogBook { book }
    public var owned: [Int32] { [0] }
    public func isInFlight(_ id: CaseID) -> Bool { false }
    public var instance: String { "test" }
    public var seconds: Double { 0 }
}
