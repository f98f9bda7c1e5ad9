package import Arguments
import Contracts
import Statute

// What is not obvious here:
//
// - A form asks what the command asks. Its fields are the kind's options, in their order and words, so that no page can say
//   what the command cannot, or ask for more; a page only chooses what it fills in by itself, as who answers.

/// One kind of report as a form: a field for each of its options, in words.
package struct RecordForm: Sendable {
    /// One field.
    package struct Field: Sendable {
        /// How it is filled in.
        package enum Kind: Sendable {
            case text, date, integer, flag
            /// A paper: a file, or a text that is written on the spot.
            case paper
            /// One of these, each with its words.
            case choice([(value: String, words: String)])
        }

        /// The name of its option.
        package let name: String
        /// What it asks for.
        package let label: String
        /// What follows where it is left empty, and how it is written.
        package let hint: String?
        package let kind: Kind
        /// Whether several answers may be given.
        package let repeats: Bool
        /// What stands in it at first.
        package let usual: String?
    }

    /// The kind.
    package let kind: RecordKind
    /// Its fields, in the order of the form: its own, then the day and the review.
    package let fields: [Field]

    /// The form of that kind, without the fields that whoever shows it fills in by itself. `choices` are what a case has to
    /// choose from where an option asks for a number or a key, as its contacts.
    package init(
        _ kind: RecordKind, without filled: Set<String> = [], choices: [String: [(value: String, words: String)]] = [:]
    ) {
        self.kind = kind
        fields = (kind.options + kind.options(about: .day) + kind.options(about: .review))
            .filter { !filled.contains($0.name) }.map { RecordForm.field($0, choices[$0.name]) }
    }

    private static func field(_ option: Option, _ listed: [(value: String, words: String)]?) -> Field {
        let (label, hint) = words(of: option)
        let kind: Field.Kind =
            switch (option.kind, option.placeholder) {
            case _ where listed != nil: .choice(listed ?? [])
            case (.choice(let choices), _): .choice(choices.map { ($0, choiceWords($0)) })
            case (.integer, _): .integer
            case (.flag, _): .flag
            case (.text, "FILE"): .paper
            case (.text, "PARTY"): .choice(Party.allCases.map { ($0.rawValue, choiceWords($0.rawValue)) })
            case (.text, "LETTER"): .choice(PlanSection.allCases.map { ($0.rawValue, "Section \($0.rawValue)") })
            case (.text, "DATE"): .date
            case (.text, _): .text
            }
        return Field(
            name: option.name, label: label, hint: hint, kind: kind, repeats: option.repeats,
            usual: option.defaultValue)
    }

    /// What a form calls an option, and what it says beside: "Who answers it", "if left empty: whoever holds the case".
    static func words(of option: Option) -> (label: String, hint: String?) {
        var text = option.summary
        var hint: String?
        if text.hasSuffix(")"), let open = text.firstRange(of: " (default: ") {
            hint = "If left empty: \(text[open.upperBound...].dropLast())."
            text = String(text[..<open.lowerBound])
        }
        if let command = text.firstRange(of: " (`") { text = String(text[..<command.lowerBound]) }
        return (text.prefix(1).uppercased() + text.dropFirst(), hint)
    }

    /// A word of a closed list as it is shown: "young-person" is "Young person".
    package static func choiceWords(_ word: String) -> String {
        let text = word.replacing("-", with: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// What somebody filled in, checked. `given` is what whoever shows the form fills in by itself. A day is written as
    /// 2024-11-29; a paper is no value. Throws everything that is wrong, each with its field.
    package func arguments(
        _ filled: [(name: String, value: String)], given: [String: String] = [:]
    ) throws(FieldFaults) -> Arguments {
        let options = kind.options + kind.options(about: .day) + kind.options(about: .review)
        var faults: [FieldFault] = []
        let own = filled.filter { value in fields.contains { $0.name == value.name } }
        for field in fields {
            guard case .date = field.kind else { continue }
            for (name, value) in own where name == field.name && !value.allSatisfy(\.isWhitespace) {
                if Day(value) == nil {
                    faults.append(
                        FieldFault(
                            field: name,
                            message: "\(field.label): there is no such day; give day, month and year as numbers"))
                }
            }
        }
        var arguments: Arguments?
        do throws(FieldFaults) {
            arguments = try Arguments(
                options,
                filled: own
                    + given.filter { name, _ in options.contains { $0.name == name } }
                    .map { (name: $0.key, value: $0.value) },
                given: given.filter { name, _ in !options.contains { $0.name == name } },
                label: { RecordForm.words(of: $0).label })
        } catch {
            faults += error.faults
        }
        guard faults.isEmpty, let arguments else { throw FieldFaults(faults: faults) }
        return arguments
    }

    /// What a kind says of its options, in words for whoever filled the form in, at the field that it names.
    package func fault(_ error: any Error) -> FieldFault {
        var text = "\(error)"
        var place: String?
        let options = kind.options + kind.options(about: .day) + kind.options(about: .review)
        for option in options.sorted(by: { $0.name.count > $1.name.count }) where text.contains("--\(option.name)") {
            if place == nil { place = option.name }
            let label = "\u{201C}\(RecordForm.words(of: option).label)\u{201D}"
            for word in [" \(option.placeholder)", ""] {
                text = text.replacing("--\(option.name)\(word)", with: label)
            }
        }
        let field = place ?? fields.first?.name ?? ""
        return FieldFault(field: field, message: text.prefix(1).uppercased() + text.dropFirst())
    }
}
