public import Braille

extension Letter {
    /// The letter for an embosser, word for word as its text; nil where nobody writes braille, or where it holds a sign that
    /// English braille has not, as a name in Arabic letters: then a person has it made, and its other forms leave all the same.
    public func embossed(banner: String? = nil, by writer: BrailleWriter?) -> [UInt8]? {
        guard let writer else { return nil }
        do throws(BrailleError) { return try writer.brf(plainText(banner: banner)) } catch { return nil }
    }
}
