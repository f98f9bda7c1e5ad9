/// The page `docs/sen2.md`, written from the code.
public enum ReturnPage {
    /// The page.
    public static var text: String {
        var text = """
            # SEN2: the return

            Written from the code: `UPDATE_DOCS=1 swift test --filter ReturnTests`.

            `annual-review sen2 --year 2026` makes the review items and placements of the DfE's SEN2 person-level return, checks
            them, and holds every count against the figures of `seeds/metrics`; `--format xml` writes one file, `--format csv` the
            files of a Blade export. `annual-review sen2-join` reads such files as one row a child, for
            `annual-review import --map seeds/mappings/sen2-person-level.yaml`. Both `sen2` and `annex-a` read `children-return`, and
            so run with the certificate of the principal `returns` (`docs/reliability.md`).

            The form is what public programs show of it that read real returns: MastodonC/witan.sen2 (3ddb8c3) and
            data-to-insight/patch. Census days: \(ReturnForm.allCases.map { "\($0.censusDay)" }.joined(separator: ", ")).

            ## Not known of the form

            Said with every return, and never guessed.


            """
        for unknown in ReturnForm.unknowns { text += "- \(unknown)\n" }
        text +=
            "\n## Items\n\nWhat the record knows of an item counts; where the council's own file says otherwise, that is found.\n"
        for module in ReturnModule.allCases {
            text += "\n### \(module.rawValue)\n\n| item | Blade column | from | since |\n| --- | --- | --- | --- |\n"
            for item in module.items {
                let holder = module == .planDetail ? ReturnItem.Holder.ownFile : item.holder
                text += "| \(item.rawValue) | `\(item.column)` | \(holder.rawValue) | \(item.since) |\n"
            }
        }
        text += """

            ## Checks

            An error is an item that is missing or cannot be so; of a query somebody should look. With an error the exit status is 1;
            the files are written all the same.

            | code | weight | what is found | what to do |
            | --- | --- | --- | --- |

            """
        for code in ReturnFinding.Code.allCases {
            text += "| `\(code.rawValue)` | \(code.weight.rawValue) | \(code.says) | \(code.remedy) |\n"
        }
        text += """

            ## Annex A

            `annual-review annex-a` writes list 1 of the child-level data of an Area SEND inspection, in the columns that
            data-to-insight/annex-a-sen-validator-be reads. The inspectorates' own template could not be read.

            | column | from |
            | --- | --- |

            """
        for column in AnnexA.columns {
            text += "| \(column.name) | \(column.from ?? "not held by this record: left empty") |\n"
        }
        return text
    }
}
