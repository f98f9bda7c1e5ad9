/// The record that keeps the place of a gap when a log is restored: its key is `log` and it has no value.
///
/// A producer with transactions leaves places at which no record stands. Nobody can write such a place again, so a
/// restored log has this record there, and every other record has its offset. It says nothing, whoever reads it skips
/// it, and it does not enter a partition's `RecordHead`, which is that of the log before.
public enum GapFiller {
    /// Its key.
    public static let key = LogMarker.key

    /// Whether a record of `case-files` is one.
    public static func isOne(key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?) -> Bool {
        guard value == nil, let key else { return false }
        return key.elementsEqual(GapFiller.key.utf8)
    }
}
