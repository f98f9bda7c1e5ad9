public import PDF
import Statute

extension Letter {
    /// The letter as it is set on paper: the same text as `page` and `plainText`.
    ///
    /// - Parameters:
    ///   - banner: stands over everything, as "Rehearsal: invented children".
    ///   - size: large print for whoever asked for it; nil: as large as its style asks.
    public func printed(banner: String? = nil, size: PrintSize? = nil) -> PrintedLetter {
        var body = Printing.blocks(rest)
        // The last paragraph goes with the signature, which would else stand on a page by itself.
        let last: [PrintedBlock] =
            switch body.last {
            case .paragraph?, .pictured?: [body.removeLast()]
            default: []
            }
        let signature: [PrintedBlock] = [
            .paragraph([PrintedRun("Yours sincerely,")]), .space,
            .paragraph([PrintedRun(signature.joined(separator: "\n"))]),
        ]
        return PrintedLetter(
            title: title, banner: banner,
            sender: [
                PrintedRun(council.name, isStrong: true),
                PrintedRun(
                    (["", council.team.name] + council.team.address + ["Telephone \(council.team.phone)", ""])
                        .joined(separator: "\n")),
                PrintedRun(council.team.email, link: "mailto:\(council.team.email)"),
            ],
            address: [recipient.name] + recipient.address,
            reference: [PrintedRun("Our reference: \(reference)\n\(day.inWords)")],
            body: Printing.blocks(heading) + [.paragraph([PrintedRun("Dear \(salutation),")])] + body
                + [.together(last + signature)],
            footer: reference, size: size ?? (style == .easyRead ? .easyRead : .standard))
    }
}

/// Turns blocks as a reader sees them into what is set on paper.
private enum Printing {
    static func blocks(_ blocks: [Block<Inline>]) -> [PrintedBlock] {
        blocks.compactMap { block in
            switch block.kind {
            case .heading(let level, let inlines): .heading(level: level, runs(inlines))
            case .paragraph(let inlines):
                picture(in: inlines).map { .pictured($0, runs(inlines)) } ?? .paragraph(runs(inlines))
            case .list(let start, let items): .list(start: start, items.map { self.blocks($0) })
            case .quotation(let inner): .quotation(self.blocks(inner))
            case .table(let header, let rows): .table(header: header.map(runs), rows: rows.map { $0.map(runs) })
            case .rule: nil
            }
        }
    }

    /// The picture that stands beside a paragraph; nil where none does. Of several the first: the words say all of it.
    private static func picture(in inlines: [Inline]) -> PrintedPicture? {
        for case .picture(let picture, let alternative) in inlines {
            let lines = picture.lines.map { line -> PrintedPicture.Line in
                if let circle = line.circle {
                    return .circle(PrintedPicture.Point(circle.x, circle.y), radius: circle.radius)
                }
                return .corners(line.corners.map { PrintedPicture.Point($0.x, $0.y) }, isClosed: line.isClosed)
            }
            return PrintedPicture(lines, alternative: alternative)
        }
        return nil
    }

    /// The runs of a line, without the double spaces that a condition leaves when it does not hold.
    static func runs(_ inlines: [Inline]) -> [PrintedRun] {
        var runs: [PrintedRun] = []
        add(inlines, isStrong: false, link: nil, to: &runs)
        var tidy: [PrintedRun] = []
        // Whether a space would begin the line, or stand behind another.
        var isSpaced = true
        for var run in runs {
            var text = String.UnicodeScalarView()
            for scalar in run.text.unicodeScalars {
                if scalar == Isolate.begin || scalar == Isolate.end { continue }
                let isSpace = scalar == " " || scalar == "\t"
                if isSpace, isSpaced { continue }
                text.append(isSpace ? " " : scalar)
                isSpaced = isSpace || scalar == "\n"
            }
            run.text = String(text)
            if !run.text.isEmpty { tidy.append(run) }
        }
        return tidy
    }

    private static func add(_ inlines: [Inline], isStrong: Bool, link: String?, to runs: inout [PrintedRun]) {
        func add(_ text: String) {
            if let last = runs.indices.last, runs[last].isStrong == isStrong, runs[last].link == link {
                runs[last].text += text
            } else {
                runs.append(PrintedRun(text, isStrong: isStrong, link: link))
            }
        }
        for inline in inlines {
            switch inline {
            case .text(let text): add(text)
            case .softBreak: add(" ")
            case .lineBreak: add("\n")
            // It stands beside the words (`picture`), which say all of it.
            case .picture: break
            // Slanted letters are harder to read, so what is stressed is bold on paper, as what is strong.
            case .emphasis(let inner), .strong(let inner): self.add(inner, isStrong: true, link: link, to: &runs)
            case .link(let url, let inner):
                let text = Inline.visible(inner)
                self.add(inner, isStrong: isStrong, link: url, to: &runs)
                // On paper nobody can follow a link whose address is not written.
                if let written = Link.written(url, unlike: text) { add(" (\(written))") }
            }
        }
    }
}
