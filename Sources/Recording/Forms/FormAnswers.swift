package import Arguments
package import CSV
package import CaseFile
package import Contracts
package import CouncilFiles
package import Statute

// What is not obvious here:
//
// - A family's words on the wrong child's file are worse than words that wait. So a reference alone is never enough: the child's
//   month of birth must be the record's, and where the map says who gave it, that must be one of the child's contacts. What
//   does not agree waits for a person, who says which case it is.
// - The key of an answer is made of the form, its number there and the moment at which it came, and not of the case: taken twice
//   it counts once, and one that stands on another child's file waits until it is withdrawn there. What somebody changed later on
//   the form came at another moment.

/// The answers to an online form, read by its map.
package struct FormAnswers {
    /// One answer.
    package struct Answer {
        /// Its line in the file.
        package let line: Int
        /// What stands in its row, by the file's columns.
        package let cells: [String]
        /// The case that is meant.
        package let id: CaseID
        /// Whether a person said which.
        package let isByHand: Bool
        /// The day on which it came.
        package let came: Day
        /// The key under which it is reported.
        package let key: SubmissionKey
        /// The child's month of birth as the answer has it.
        let born: Month?
        /// Who gave it, by an e-mail address; nil where the map takes none.
        package let who: String?
        /// The paper that is kept.
        package let paper: Document
    }

    /// A row that waits for a person.
    package struct Waiting {
        package let line: Int
        package let cells: [String]
        /// Why, without a word of what was answered.
        package let why: String
    }

    /// The columns that the file of those who wait has beside the form's own: a person fills in the first.
    package static let ourCase = "our case"
    package static let whyItWaits = "why it waits"

    /// The form's own columns.
    package let columns: [String]
    package private(set) var answers: [Answer] = []
    package private(set) var waiting: [Waiting] = []
    private let map: FormMap

    /// Reads a file of answers, its days in that order or else as the map says. Throws when a column is missing, or holds words of
    /// which the map says nothing.
    package init(_ content: CSVFile, by map: FormMap, days: DayOrder? = nil, today: Day) throws(CommandError) {
        guard let header = content.rows.first else { throw CommandError("\(content.file): the file is empty") }
        let names = header.fields.map { FormAnswers.trimmed($0) }
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() where !name.isEmpty {
            guard places.updateValue(place, forKey: name) == nil else {
                throw CommandError(
                    "\(content.file):\(header.line): the column \(RowReader.excerpt(name)) stands twice")
            }
        }
        for column in map.columns where places[column] == nil {
            throw CommandError(
                "\(content.file):\(header.line): there is no column \(column), which \(map.file) takes; the columns are "
                    + names.map { RowReader.excerpt($0) }.joined(separator: ", "))
        }
        let taken = Set(map.columns + map.ignored.keys + [FormAnswers.ourCase, FormAnswers.whyItWaits])
        for (place, name) in names.enumerated() where !taken.contains(name) {
            guard
                let row = content.rows.dropFirst().first(where: {
                    $0.fields.indices.contains(place) && !FormAnswers.trimmed($0.fields[place]).isEmpty
                })
            else { continue }
            throw CommandError(
                "\(content.file):\(row.line): \(name.isEmpty ? "a column without a name" : RowReader.excerpt(name)) holds words, "
                    + "and \(map.file) does not say what becomes of them: put it among answers, or among ignored with the reason"
            )
        }
        self.map = map
        columns = names.filter { $0 != FormAnswers.ourCase && $0 != FormAnswers.whyItWaits }
        let isOwn = places[FormAnswers.ourCase] != nil
        for row in content.rows.dropFirst() {
            let cells = { (name: String) in
                guard let place = places[name], row.fields.indices.contains(place) else { return "" }
                let text = FormAnswers.trimmed(row.fields[place])
                // The file of those who wait has an apostrophe before what a spreadsheet would run as a formula.
                let isMarked = text.first == "'" && (text.dropFirst().first.map { "=+-@".contains($0) } ?? false)
                return isOwn && isMarked ? String(text.dropFirst()) : text
            }
            let own = columns.map(cells)
            switch FormAnswers.read(cells, map, days ?? map.days, today: today) {
            case .failure(let why): waiting.append(Waiting(line: row.line, cells: own, why: why.message))
            case .success(let read):
                answers.append(
                    Answer(
                        line: row.line, cells: own, id: read.id, isByHand: read.isByHand, came: read.came,
                        key: SubmissionKey(hashing: ["form", map.id, cells(map.rowColumn), cells(map.cameColumn)]),
                        born: read.born, who: map.whoColumn.map(cells), paper: FormAnswers.paper(cells, map, read.came))
                )
            }
        }
    }

    /// Why a row waits.
    private struct Unread: Error {
        let message: String
    }

    private struct Read {
        var id: CaseID
        var isByHand: Bool
        var came: Day
        var born: Month?
    }

    private static func read(
        _ cell: (String) -> String, _ map: FormMap, _ days: DayOrder?, today: Day
    ) -> Result<Read, Unread> {
        func wait(_ why: String) -> Result<Read, Unread> { .failure(Unread(message: why)) }
        let byHand = cell(ourCase)
        let reference = byHand.isEmpty ? cell(map.caseColumn) : byHand
        guard !reference.isEmpty else { return wait("no case is given") }
        guard let id = CaseID(reference) else {
            return wait("what is given as the case is none: one looks like B-10432")
        }
        guard !cell(map.rowColumn).isEmpty else { return wait("it has no number of its own (\(map.rowColumn))") }
        // A moment begins with its day.
        let written = cell(map.cameColumn).split(separator: " ").first.map(String.init) ?? ""
        guard let came = WrittenDay(written).day(in: days) else {
            return wait(
                "the day on which it came cannot be read (\(map.cameColumn)): save the form's answers as .xlsx, or say "
                    + "--days day-first or --days month-first")
        }
        guard came <= today else { return wait("it came on \(came), and the log's today is \(today)") }
        guard map.questions.contains(where: { !cell($0.column).isEmpty }) else {
            return wait("nothing is answered in it")
        }
        let day = cell(map.bornColumn).split(separator: " ").first.flatMap { WrittenDay(String($0)).day(in: days) }
        return .success(Read(id: id, isByHand: !byHand.isEmpty, came: came, born: day.map { Month(of: $0) }))
    }

    /// The paper that is kept of an answer.
    private static func paper(_ cell: (String) -> String, _ map: FormMap, _ came: Day) -> Document {
        let parts = map.questions.compactMap { question -> String? in
            let said = cell(question.column).replacing("\r\n", with: "\n")
            return said.isEmpty ? nil : "\(question.heading)\n\(said)"
        }
        let text = (["\(map.name), answered online on \(came.inWords)"] + parts).joined(separator: "\n\n") + "\n"
        return Document(Array(text.utf8), salt: .random(), mediaType: Document.plainText, title: "")
    }

    /// Why an answer waits for a person in spite of its reference: the case's file, and who its contacts are by an e-mail address.
    /// Nil: it is that child's. Also the contact who gave it, where one is known.
    package func match(
        _ answer: Answer, with file: CaseFile?, takenFor other: CaseID? = nil, contact: (CaseID, String) -> UInt8?
    ) -> (why: String?, contact: UInt8?) {
        if let other, other != answer.id {
            return ("it was taken for \(other): withdraw it there first, if it is not that child's", nil)
        }
        guard let file, file.plan != nil else { return ("there is no case \(answer.id) in this log", nil) }
        let who = answer.who.flatMap { $0.isEmpty ? nil : contact(answer.id, $0) }
        if answer.isByHand { return (nil, who) }
        guard let known = file.plan?.born else {
            return ("of \(answer.id) no month of birth is known that could be compared", nil)
        }
        guard let born = answer.born else { return ("the child's day of birth cannot be read", nil) }
        guard born == known else { return ("the child's month of birth is not that of \(answer.id)", nil) }
        if answer.who != nil, who == nil {
            return ("whoever gave it is none of the contacts of \(answer.id), by the e-mail address", nil)
        }
        return (nil, who)
    }

    /// The report of an answer as the command line would give it, and its paper. Throws what the kind finds wrong.
    package func report(
        of answer: Answer, in file: CaseFile, contact: UInt8?, today: Day, actor: Actor
    ) throws -> GivenReport {
        var filled = map.same
        if let contact { filled.append(("contact", "\(contact)")) }
        let arguments = try RecordForm(map.kind).arguments(filled)
        let draft = RecordDraft(
            id: answer.id, file: file, today: today,
            review: try RecordDraft.review(nil, for: map.kind, of: answer.id, in: file),
            papers: ["document": [answer.paper.hash]], actor: actor, on: answer.came)
        return GivenReport(
            try map.kind.data(arguments, draft), under: answer.key, on: answer.came, today: today,
            documents: [answer.paper.hash: answer.paper], audience: map.audience)
    }

    /// That the row waits, for another reason than those that its own cells gave.
    package mutating func wait(_ answer: Answer, because why: String) {
        waiting.append(Waiting(line: answer.line, cells: answer.cells, why: why))
    }

    /// The rows that wait as a file that can be given again, once a person wrote into "our case" which case is meant.
    package var waitingFile: [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        writer.append(([FormAnswers.ourCase, FormAnswers.whyItWaits] + columns).map { .text($0) })
        for row in waiting.sorted(by: { $0.line < $1.line }) {
            writer.append([.empty, .text(row.why)] + row.cells.map { .text($0) })
        }
        return writer.bytes
    }

    private static func trimmed(_ text: String) -> String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
        else {
            return ""
        }
        return String(text[first...last])
    }
}
