import CaseFile
import Contracts
import Runtime
import Statute

/// The desk as a service: by itself it says nothing.
struct Desk: Service {
    let name = ServiceName.desk

    func missing(from file: CaseFile, of id: CaseID, on day: Day, in log: LogBook) -> [Entry] { [] }
    func nextLook(at file: CaseFile, of id: CaseID, after day: Day, in log: LogBook) -> Day? { nil }
}
