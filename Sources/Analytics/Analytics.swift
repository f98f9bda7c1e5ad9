public import CaseFile
public import Contracts
public import Runtime
public import Statute

/// The service that counts: it says nothing about cases, and keeps a read model for figures and the page.
public struct Analytics: Service {
    public let name = ServiceName.analytics

    public init() {}

    public func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] { [] }

    public func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? { nil }
}
