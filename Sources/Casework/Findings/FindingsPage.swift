import Statute

/// The reference page of the findings, `docs/findings.md`.
public enum FindingsPage {
    /// Its text.
    public static var text: String {
        var text = """
            # Findings

            What can be found of something that a person says, by command or by any page. Written from
            `Sources/Casework/Findings`; `UPDATE_DOCS=1 swift test --filter CaseworkTests` writes it anew.

            The code and the values in braces stand in the log and in `--json`; the words may change. Refused is only what
            cannot be true of the record, what the law forbids, and what would undo the right itself. All else is for a manager
            to pass, asks or notes: a refusal must not make a family late. What a manager passed is recorded with the decision
            (`defects`), and `annual-review quality` shows it to the quality lead.

            """
        for severity in FindingCode.Severity.allCases {
            text += "\n## \(heading(severity))\n\n| code | rule | words |\n| --- | --- | --- |\n"
            for code in FindingCode.allCases where code.severity == severity {
                let rule = code.rule?.cited ?? "the record"
                text += "| `\(code.rawValue)` | \(rule) | \(code.words) |\n"
            }
        }
        return text
    }

    private static func heading(_ severity: FindingCode.Severity) -> String {
        switch severity {
        case .refuses: "Refuses: it is not taken"
        case .holds: "Holds: it is taken when a manager or named deputy passes it"
        case .asks: "Asks: it is taken, and somebody should look"
        case .notes: "Notes: it is taken, and this follows"
        }
    }
}
