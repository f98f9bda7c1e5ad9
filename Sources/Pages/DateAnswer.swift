package import HTTPServer
package import Statute

/// A day as somebody typed it into three fields.
package struct DateAnswer: Sendable, Equatable {
    package var day = ""
    package var month = ""
    package var year = ""

    package init() {}

    /// That day.
    package init(_ day: Day) {
        let parts = "\(day)".split(separator: "-").map(String.init)
        guard parts.count == 3 else { return }
        (year, month, self.day) = (parts[0], parts[1], parts[2])
    }

    /// What stands in the fields of that name.
    package init(_ name: String, in form: Form) {
        func part(_ part: String) -> String {
            (form["\(name)-\(part)"] ?? "").filter { !$0.isWhitespace }
        }
        (day, month, year) = (part("day"), part("month"), part("year"))
    }

    package var isEmpty: Bool { day.isEmpty && month.isEmpty && year.isEmpty }

    /// As 2024-11-29; where it is no day, what was typed, which is none either. Empty where nothing was.
    package var text: String {
        if isEmpty { return "" }
        func padded(_ text: String) -> String { text.utf8.count == 1 ? "0\(text)" : text }
        return "\(year)-\(padded(month))-\(padded(day))"
    }
}
