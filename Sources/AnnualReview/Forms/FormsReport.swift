import Arguments
import JSON
import Statute

/// What became of the rows of an exported form.
struct FormsReport {
    let form: String
    let file: String
    let taken: Int
    /// Those that the record had before.
    let before: Int
    /// The last day on which any of them came.
    let through: Day?
    /// Those that wait for a person, each with its line.
    let waiting: [(line: Int, why: String)]
    let isDryRun: Bool

    /// For people.
    func text(waitingAt path: String?) -> String {
        var text = waiting.map { "\(file):\($0.line): waits: \($0.why)\n" }.joined()
        if !text.isEmpty { text += "\n" }
        text +=
            "\(form): \(taken) \(isDryRun ? "would be taken" : "taken"), \(before) taken before, \(waiting.count) waiting for a person\n"
        if let path, !waiting.isEmpty {
            text += Prose.wrapped(
                "Those who wait are in \(path): write into \u{201C}our case\u{201D} whose they are, and take that file. It holds what "
                    + "families wrote: keep it as you keep the case files.", indent: 0)
        }
        if waiting.isEmpty, !isDryRun, let through {
            text += Prose.wrapped(
                "None waits. Once the answers are deleted at the form: annual-review forms deleted \(form) --through \(through)",
                indent: 0)
        }
        return text
    }

    /// For programs.
    func json() throws -> String {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.name("form")
        writer.string(form)
        writer.name("dry_run")
        writer.boolean(isDryRun)
        for (name, count) in [("taken", taken), ("taken_before", before)] {
            writer.name(name)
            writer.integer(count)
        }
        if let through {
            writer.name("through")
            writer.string("\(through)")
        }
        writer.name("waiting")
        writer.beginList()
        for (line, why) in waiting {
            writer.element()
            writer.beginObject()
            writer.name("line")
            writer.integer(line)
            writer.name("why")
            writer.string(why)
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
