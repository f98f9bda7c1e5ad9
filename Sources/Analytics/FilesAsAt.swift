public import CaseFile
public import Contracts
public import Metrics
public import Statute

/// What is known of plans and reviews in a caseload that somebody has read whole, as at a day: the same rows that the service
/// counts, for a command that holds its own count against them.
public enum FilesAsAt {
    /// The rows of those files.
    public static func tables(_ files: [CaseID: CaseFile], on day: Day) throws -> [MetricRows: FactTable] {
        let model = try ReadModel(inMemory: ())
        try model.transaction {
            for (id, file) in files { try model.put(FactVersions.Version(file, of: id, known: .first)) }
        }
        return try model.tables(asAt: day)
    }
}
