public import Contracts
public import Statute

/// That the answers to an online form were deleted where they were given, once the record had them.
public struct FormDeletion: Hashable, Sendable {
    /// The form, as its file in `seeds/mappings` is named.
    public let form: String
    /// Who said so, by an id that is no name.
    public let by: ActorID
    /// The day on which they were deleted.
    public let deleted: Day
    /// The last day of which answers had been taken.
    public let through: Day

    /// As many as count in the life of a log: a form a month in eighty years.
    static let most = 1_000

    init(_ data: FormDeleted, by: ActorID) {
        form = data.form
        self.by = by
        deleted = data.deleted
        through = data.through
    }
}
