public import CaseFile
public import Contracts
public import Runtime
public import Statute

/// The service behind the portal's pages: it concludes nothing. What people give there is appended as theirs.
public struct Portal: Service {
    public init() {}
    public var name: ServiceName { .portal }
    public func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] { [] }
    public func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? { nil }
}
