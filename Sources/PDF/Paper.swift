/// A4 and what GOV.UK Notify prints of it ("precompiled letters"): nothing nearer to the edges than 15 mm at the sides and
/// 5 mm above and below; on the first page above 95 mm only the address block, the sender's block beside it and a line at
/// the top. All in points, from the upper left corner.
enum Paper {
    private static let millimetre = 72 / 25.4

    static let width = 210 * millimetre
    static let height = 297 * millimetre

    /// The text's margins. The left is where the window of an envelope begins.
    static let left = 25 * millimetre
    static let right = width - 20 * millimetre
    static let top = 20 * millimetre
    static let bottom = height - 22 * millimetre
    /// Where the line with the page's number stands.
    static let footer = height - 15 * millimetre
    /// Where the text of the first page begins: below what the window shows.
    static let firstTop = 96 * millimetre

    /// The address, as an envelope's window shows it.
    enum Address {
        static let x = left
        static let y = 42.5 * millimetre
        static let width = 94 * millimetre
        static let height = 22.5 * millimetre
        /// Points of its text: the largest of these whose lines fit. It is for whoever carries the letter.
        static let sizes: [Double] = [11, 10, 9, 8, 7]
    }

    /// The sender's block beside the address.
    enum Sender {
        static let x = 126 * millimetre
        static let y = 10 * millimetre
        static let width = 68 * millimetre
        static let height = 84 * millimetre
    }

    /// The line over everything.
    enum Banner {
        static let x = left
        static let y = 10 * millimetre
        static let width = 95 * millimetre
    }
}
