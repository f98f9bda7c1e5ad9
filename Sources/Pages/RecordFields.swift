package import Contracts
package import HTML
package import HTTPServer
package import Recording

/// What somebody filled into the form of a kind of report: read from a request, kept as a draft, shown again.
package struct RecordAnswers: Sendable {
    /// The fields as they were sent, in their order; what a draft keeps.
    package var raw: [Request.Field]
    /// The files that were sent with it.
    package let files: [Form.File]
    /// Those that a draft kept: each stands until its field is given another file, or a text.
    package var kept: [Form.File] = []

    /// How many characters a text that is written on the spot may have. A longer one comes as a file.
    package static let mostTextBytes = 200_000

    /// What stands in a form that was sent.
    package init(_ form: Form) {
        raw = form.fields.filter { $0.name != Entrance<Never>.field }
        // A file field that is left empty is sent with no name and no bytes.
        files = form.files.filter { !$0.name.isEmpty || !$0.bytes.isEmpty }
    }

    /// What a draft kept, or nothing.
    package init(raw: [Request.Field] = []) {
        self.raw = raw
        files = []
    }

    package subscript(_ name: String) -> String { raw.last { $0.name == name }?.value ?? "" }

    /// The values as the kind's options take them: a day from its three fields, several from lines.
    package func values(of form: RecordForm) -> [(name: String, value: String)] {
        form.fields.flatMap { field -> [(name: String, value: String)] in
            switch field.kind {
            case .paper: []
            case .date where !field.repeats: [(field.name, date(field.name).text)]
            case .choice: raw.filter { $0.name == field.name }.map { ($0.name, $0.value) }
            default:
                field.repeats
                    ? self[field.name].split(whereSeparator: \.isNewline).map { (field.name, Self.trimmed($0)) }
                    : [(field.name, Self.trimmed(self[field.name][...]))]
            }
        }
    }

    /// A form ends its lines as the network does.
    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    func date(_ name: String) -> DateAnswer {
        var answer = DateAnswer()
        answer.day = self["\(name)-day"].filter { !$0.isWhitespace }
        answer.month = self["\(name)-month"].filter { !$0.isWhitespace }
        answer.year = self["\(name)-year"].filter { !$0.isWhitespace }
        return answer
    }

    /// The papers that were given, by option: files, and what was written on the spot, which becomes a text of its own. Throws
    /// what is wrong with one.
    package func papers(of form: RecordForm) throws(FieldError.Several) -> [(option: String, document: Document)] {
        var papers: [(option: String, document: Document)] = []
        var errors: [FieldError] = []
        for field in form.fields {
            guard case .paper = field.kind else { continue }
            let text = self["\(field.name)-text"]
            let hasText = !text.allSatisfy(\.isWhitespace)
            let sent = files.filter { $0.field == field.name }
            for file in sent.isEmpty && !hasText ? kept.filter({ $0.field == field.name }) : sent {
                if file.bytes.isEmpty {
                    errors.append(FieldError(field.name, "\(field.label): the file \(file.name) is empty"))
                } else if file.bytes.count > Bounds.document {
                    errors.append(
                        FieldError(
                            field.name, "\(field.label): the file has more than \(Bounds.document >> 20) MiB"))
                } else {
                    papers.append(
                        (
                            field.name,
                            Document(
                                file.bytes, salt: .random(), mediaType: Document.mediaType(of: file.bytes),
                                title: String(file.name.prefix(100)))
                        ))
                }
            }
            guard hasText else { continue }
            let plain = text.replacing("\r\n", with: "\n")
            guard plain.utf8.count <= Self.mostTextBytes else {
                errors.append(
                    FieldError("\(field.name)-text", "\(field.label): the text is too long; give it as a file"))
                continue
            }
            guard !papers.contains(where: { $0.option == field.name }) || field.repeats else {
                errors.append(
                    FieldError("\(field.name)-text", "\(field.label): give a file or write a text, not both"))
                continue
            }
            papers.append(
                (
                    field.name,
                    Document(
                        Array(plain.utf8), salt: .random(), mediaType: Document.plainText, title: "\(field.name).txt")
                ))
        }
        guard errors.isEmpty else { throw FieldError.Several(errors: errors) }
        return papers
    }

    /// What stands beside a field of a file that a draft keeps.
    func keptHint(_ field: String) -> String? {
        let names = (files + kept).filter { $0.field == field }.map(\.name)
        return names.isEmpty ? nil : "Kept: \(names.joined(separator: ", ")). Another file, or a text, takes its place."
    }
}

extension FieldError {
    /// Everything that is wrong with a form.
    package struct Several: Error, Sendable {
        package let errors: [FieldError]

        package init(errors: [FieldError]) { self.errors = errors }
    }
}

extension HTML {
    /// The fields of a kind of report, with what was filled in and what is wrong.
    package static func recordFields(
        _ form: RecordForm, _ answers: RecordAnswers = RecordAnswers(), errors: [FieldError] = []
    ) -> HTML {
        .joined(form.fields.map { recordField($0, answers, errors) })
    }

    private static func recordField(
        _ field: RecordForm.Field, _ answers: RecordAnswers, _ errors: [FieldError]
    ) -> HTML {
        let error = errors.of(field.name)
        let value = answers[field.name].isEmpty && answers.raw.isEmpty ? field.usual ?? "" : answers[field.name]
        switch field.kind {
        case .choice(let items):
            let chosen = Set(answers.raw.filter { $0.name == field.name }.map(\.value))
            if field.repeats {
                return checkboxes(field.name, field.label, items, hint: field.hint, chosen: chosen, error: error)
            }
            return items.count > 8
                ? select(field.name, field.label, items, hint: field.hint, chosen: value, error: error)
                : radios(field.name, field.label, items, hint: field.hint, chosen: value, error: error)
        case .flag:
            return checkboxes(
                field.name, field.label, [("true", "Yes")], hint: field.hint,
                chosen: answers[field.name].isEmpty ? [] : ["true"], error: error)
        case .date where !field.repeats:
            return dateInput(field.name, field.label, hint: field.hint, value: answers.date(field.name), error: error)
        case .paper:
            return .joined([
                textarea(
                    "\(field.name)-text", field.label,
                    hint: [field.hint, "Write it here, or give a file below."].compactMap { $0 }.joined(separator: " "),
                    value: answers["\(field.name)-text"], error: errors.of("\(field.name)-text")),
                upload(field.name, "\(field.label), as a file", hint: answers.keptHint(field.name), error: error),
            ])
        case .integer:
            return input(
                field.name, field.label, hint: field.hint, value: value, error: error, isNumeric: true)
        case .date, .text:
            guard field.repeats else {
                return input(field.name, field.label, hint: field.hint, value: value, error: error)
            }
            let how = field.isDate ? "One a line, as 2024-11-29." : "One a line."
            return textarea(
                field.name, field.label, hint: [field.hint, how].compactMap { $0 }.joined(separator: " "),
                value: value, error: error, rows: 3)
        }
    }
}

extension RecordForm.Field {
    var isDate: Bool { if case .date = kind { true } else { false } }
}
