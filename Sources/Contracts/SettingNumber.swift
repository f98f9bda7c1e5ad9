/// How a setting is known: by its unique reference number (URN, six digits; Get Information About Schools) or, where it has
/// none, as colleges do, by its UK provider reference number (UKPRN, eight digits that begin with 1). They differ in their
/// length, so one field holds either.
public enum SettingNumber {
    public static let urns: ClosedRange<UInt32> = 100_000...999_999
    public static let ukprns: ClosedRange<UInt32> = 10_000_000...19_999_999

    /// Whether that is the form of one.
    public static func isValid(_ number: UInt32) -> Bool { urns.contains(number) || ukprns.contains(number) }

    /// The number that a text spells in digits alone; nil when it is neither.
    public static func of(_ text: String) -> UInt32? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt32(text), isValid(number) else {
            return nil
        }
        return number
    }
}
