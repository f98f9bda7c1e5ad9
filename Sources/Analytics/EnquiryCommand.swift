import Arguments
import Metrics
import Runtime
import Statute

/// `annual-review enquiry`: what somebody asks who enquires, as a folder that can be handed over.
enum EnquiryCommand {
    static let command = Command(
        name: "enquiry", summary: "Answers an enquiry: reviews due, held, decided and overdue at each month's end",
        discussion: """
            For each month from --from to --to that has ended: how many reviews were due in it, meetings held, decisions \
            made, and reviews overdue at its end, as it was known on that day and as it is known now, with the children \
            behind each figure. Without --out a line a month; with it a folder with a page (index.html), enquiry.csv, \
            children.csv and log.csv, which says how far the log was read and the last head of its records. Counts are \
            exact and cases are named: for who may read the cases themselves.
            """,
        example: "annual-review enquiry --from 2024-01-01 --to 2025-03-31 --out enquiry",
        options: [
            AnalyticsProgram.database, AnalyticsProgram.seeds,
            .text("from", "DATE", "a day of the first month"), .text("to", "DATE", "a day of the last month"),
            .text("out", "DIR", "the folder of the package; it is made for its owner alone when it is not there"),
        ]
    ) { arguments in
        guard let from = try AnalyticsProgram.day("from", arguments),
            let to = try AnalyticsProgram.day("to", arguments),
            from <= to
        else {
            throw UsageError("--from and --to name the first and the last month, as --from 2024-01-01 --to 2025-03-31")
        }
        let model = try ReadModel(reading: try arguments.string("database"))
        let metrics = try Seeds(folder: try arguments.string("seeds")).publishedMetrics()
        let enquiry = try Enquiry(model, metrics, from: from, to: to)
        guard let folder = arguments.optionalString("out") else {
            print(text(of: enquiry), terminator: "")
            return ExitStatus.success
        }
        try Folder.make(folder, mode: 0o700)
        for file in enquiry.files { try PageFolder.write(file.bytes, to: "\(folder)/\(file.name)", mode: 0o600) }
        print("\(folder)/index.html")
        return ExitStatus.success
    }

    /// A line a month: each figure as it was known then, and as it is known now.
    static func text(of enquiry: Enquiry) -> String {
        func line(_ cells: [String]) -> String {
            cells.map { FigureCommand.padded($0, 18) }.joined().trimmingTrailingSpaces + "\n"
        }
        var text = line(["Month ending"] + enquiry.metrics.map(\.title)) + line(["", "then (now)"])
        let width = enquiry.metrics.count
        for first in stride(from: 0, to: enquiry.figures.count, by: width) {
            let figures = enquiry.figures[first..<min(first + width, enquiry.figures.count)]
            text += line(
                ["\(enquiry.figures[first].month)"] + figures.map { "\(grouped($0.then)) (\(grouped($0.now)))" })
        }
        return text
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
