import Arguments
import Foundation
import KindsGenerator

/// A file that is not what the declarations give.
struct Stale: Error, CustomStringConvertible {
    let description: String
}

let command = Command(
    name: "generate", summary: "Writes the Swift of every kind of event from its one declaration.",
    discussion: """
        Reads the declarations and writes the lists, switches and structures that follow from them. With --check nothing is \
        written, and the exit status is 1 when the file differs. --also adds declarations, such as those of the version \
        with which the upgrade test runs beside this one.
        """,
    example: "generate --check",
    options: [
        .text("kinds", "FILE", default: "Sources/Contracts/Kinds/kinds.yaml", "the declarations"),
        .text("also", "FILE", repeats: true, "more declarations"),
        .text("out", "FILE", default: "Sources/Contracts/Kinds/Kinds.swift", "the file that is written"),
        .flag("check", "only say whether the file is what the declarations give"),
    ],
    run: { arguments in
        let paths = [try arguments.string("kinds")] + arguments.strings("also")
        let files = try paths.map { (name: $0, text: try String(contentsOfFile: $0, encoding: .utf8)) }
        let text = KindsFile.text(try Declarations(files))
        let out = try arguments.string("out")
        let isThere = FileManager.default.fileExists(atPath: out)
        let isSame = try isThere && String(contentsOfFile: out, encoding: .utf8) == text
        if arguments.flag("check") {
            guard isSame else {
                throw Stale(description: "\(out) is not what the declarations give: run make generate")
            }
        } else if !isSame {
            try text.write(toFile: out, atomically: true, encoding: .utf8)
        }
        return ExitStatus.success
    })

command.main(version: "1")
