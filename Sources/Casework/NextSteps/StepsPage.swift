import Statute

/// The reference page of what there can be to do, `docs/steps.md`.
public enum StepsPage {
    /// Its text.
    public static var text: String {
        var text = """
            # Next steps

            What there can be to do in a case, and what is said beside it. `annual-review worklist`, `case` and `draft` show these,
            and so does any page. Written from `Sources/Casework/NextSteps`; `UPDATE_DOCS=1 swift test --filter CaseworkTests`
            writes it anew.

            With `--json` each has its code and its values, in the order in which the words name them; the words may change. A day
            is written `2026-03-04`, a contact `parent/2` where there are several, a message by its id, a day of the law as its
            rule, the day, and the day from which it counts.

            ## Steps

            | code | words |
            | --- | --- |

            """
        for code in StepCode.allCases { text += "| `\(code.rawValue)` | \(code.words) |\n" }
        text += """

            ## Notes

            Why something is to be done, what else should be seen, and in a draft what is missing and where what is said differs.

            | code | rule | words |
            | --- | --- | --- |

            """
        for code in NoteCode.allCases {
            let isNamed = code.words.contains("{rule}") || code.words.contains("{deadline}")
            let rule = code.rule?.cited ?? (isNamed ? "as the value says" : "the record")
            text += "| `\(code.rawValue)` | \(rule) | \(code.words) |\n"
        }
        return text
    }
}
