public import Braille
package import Contracts
package import Letters
public import PDF

/// Makes the forms of a letter from one text: the page, the text of a message, what is printed. Made once when the letter is
/// written and kept: whatever is shown, printed or sent later is what was kept.
///
/// - Thread: any; one letter at a time on paper.
public struct LetterPress: Sendable {
    private let typesetter: Typesetter
    private let braille: BrailleWriter?

    /// Without a writer of braille whoever reads it gets the other forms.
    public init(_ typesetter: Typesetter, braille: BrailleWriter? = nil) {
        self.typesetter = typesetter
        self.braille = braille
    }

    /// A form with its bytes.
    package struct Made {
        package let form: LetterForm
        package let bytes: [UInt8]
    }

    /// All forms of that letter for whoever reads in that format, the page first; without a press those that need no paper. Whoever
    /// reads Easy Read gets that beside the letter, where there is a text of it.
    package static func forms(
        of letter: Letter, easyRead: Letter? = nil, for format: LetterFormat, banner: String?, by press: LetterPress?
    ) throws(LetterTrouble) -> [Made] {
        var made = [
            Made(
                form: .html, bytes: Array(letter.page(banner: banner, largePrint: format == .largePrint).utf8)),
            Made(form: .text, bytes: Array(letter.plainText(banner: banner).utf8)),
        ]
        if let press {
            let isLarge = format == .largePrint
            made.append(
                Made(
                    form: isLarge ? .largePrint : .pdf,
                    bytes: try press.paper(letter, banner: banner, size: isLarge ? .large : nil)))
        }
        if let easyRead {
            made.append(Made(form: .easyRead, bytes: Array(easyRead.page(banner: banner).utf8)))
            if let press {
                made.append(
                    Made(
                        form: .easyReadPDF,
                        bytes: try press.paper(easyRead, banner: banner, size: nil)))
            }
        }
        if format == .braille, let brf = letter.embossed(banner: banner, by: press?.braille) {
            made.append(Made(form: .braille, bytes: brf))
        }
        for one in made where one.bytes.count > Bounds.letter {
            throw .lacks(
                .words,
                "the letter takes \(one.bytes.count) bytes as \(one.form.rawValue), and may have \(Bounds.letter)")
        }
        return made
    }

    private func paper(_ letter: Letter, banner: String?, size: PrintSize?) throws(LetterTrouble) -> [UInt8] {
        do throws(PDFError) {
            return try typesetter.pdf(of: letter.printed(banner: banner, size: size))
        } catch {
            throw .lacks(.words, "the letter cannot be set on paper: \(error)")
        }
    }
}
