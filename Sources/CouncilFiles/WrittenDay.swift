import Arguments
package import Statute

/// In which order a file writes day and month where both are numbers: `04/07/2024`. One holds for the whole file.
package enum DayOrder: String, CaseIterable, Sendable {
    case dayFirst = "day-first"
    case monthFirst = "month-first"

    /// For people: "day first".
    var words: String { self == .dayFirst ? "day first" : "month first" }
}

/// A day as people and spreadsheets write it.
package enum WrittenDay: Equatable {
    /// It says by itself which day it is: the year stands first, or the month has its name.
    case day(Day)
    /// Two numbers before a year of four digits: which is the month, only their order says.
    case numbers(first: Int, second: Int, year: Int)
    /// It has the form of a day, and there is none such.
    case noSuchDay
    /// A year of two digits, which may be one of several.
    case shortYear
    /// Anything else.
    case noDay

    package init(_ text: String) {
        let text = WrittenDay.withoutMidnight(text)
        let parts = text.split(whereSeparator: { "/-. ,".contains($0) }).map(String.init)
        guard parts.count == 3 else {
            self = .noDay
            return
        }
        let numbers = parts.map { part in part.utf8.count <= 4 ? WrittenDay.number(part) : nil }
        let names = parts.map(MonthName.number)
        switch (numbers[0], numbers[1], numbers[2]) {
        case (let year?, let month?, let day?) where parts[0].utf8.count == 4 && parts[2].utf8.count <= 2:
            self = Day(year, month, day).map { .day($0) } ?? .noSuchDay
        case (let first?, let second?, let year?) where parts[0].utf8.count <= 2 && parts[1].utf8.count <= 2:
            guard parts[2].utf8.count == 4 else {
                self = parts[2].utf8.count == 2 ? .shortYear : .noDay
                return
            }
            self = .numbers(first: first, second: second, year: year)
        // 2024-Nov-29, as some exports of the DfE's collections have it.
        case (let year?, nil, let day?) where parts[0].utf8.count == 4 && parts[2].utf8.count <= 2:
            self = WrittenDay.named(day, names[1], year, parts[0])
        // 29-Nov-2024, 29 November 2024; Nov 29, 2024.
        case (let day?, nil, let year?): self = WrittenDay.named(day, names[1], year, parts[2])
        case (nil, let day?, let year?): self = WrittenDay.named(day, names[0], year, parts[2])
        default: self = .noDay
        }
    }

    private static func named(_ day: Int, _ month: Int?, _ year: Int, _ written: String) -> WrittenDay {
        guard let month else { return .noDay }
        guard written.utf8.count == 4 else { return written.utf8.count == 2 ? .shortYear : .noDay }
        return Day(year, month, day).map { .day($0) } ?? .noSuchDay
    }

    /// What programs and databases write behind a day that has no time.
    private static func withoutMidnight(_ text: String) -> String {
        for midnight in [" 00:00:00.000", " 00:00:00", "T00:00:00Z", "T00:00:00", " 00:00"]
        where text.hasSuffix(midnight) {
            return String(text.dropLast(midnight.count))
        }
        return text
    }

    static func number(_ text: String) -> Int? {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    /// The day, read in that order; nil when there is none, or when nobody knows the order and it matters.
    package func day(in order: DayOrder?) -> Day? {
        switch self {
        case .day(let day): return day
        case .numbers(let first, let second, let year):
            guard let order = order ?? proof ?? (first == second ? .dayFirst : nil) else { return nil }
            return order == .dayFirst ? Day(year, second, first) : Day(year, first, second)
        case .noSuchDay, .shortYear, .noDay: return nil
        }
    }

    /// The order that it proves by a number that can be no month; nil when both could be, or neither.
    var proof: DayOrder? {
        guard case .numbers(let first, let second, _) = self else { return nil }
        switch ((1...12).contains(first), (1...12).contains(second)) {
        case (false, true): return (13...31).contains(first) ? .dayFirst : nil
        case (true, false): return (13...31).contains(second) ? .monthFirst : nil
        default: return nil
        }
    }

    /// Both days that it may be, when it may be two: "4 Jul 2024 or 7 Apr 2024".
    package var readings: String? {
        guard case .numbers(let first, let second, _) = self, first != second, proof == nil,
            let one = day(in: .dayFirst), let other = day(in: .monthFirst)
        else { return nil }
        return "\(one.short) or \(other.short)"
    }
}

/// The order of days in a file, by what its cells prove.
struct DayOrderProof {
    /// The first cell that proves each order, with its line.
    private(set) var proofs: [DayOrder: (line: Int, text: String)] = [:]
    /// The first cell that may be two days.
    private(set) var open: (line: Int, text: String, readings: String)?

    /// Takes in a cell that should hold a day.
    mutating func note(_ text: String, line: Int) {
        let written = WrittenDay(text)
        if let order = written.proof {
            if proofs[order] == nil { proofs[order] = (line, text) }
        } else if open == nil, let readings = written.readings {
            open = (line, text, readings)
        }
    }

    /// The one order of the file; nil when no cell needs it. Throws what to say when the cells prove both, or none.
    func judged(_ given: DayOrder?, file: String) throws(CommandError) -> DayOrder? {
        if let given { return given }
        if let day = proofs[.dayFirst], let month = proofs[.monthFirst] {
            throw CommandError(
                "\(file): \(day.text) in line \(day.line) is written day first, and \(month.text) in line \(month.line) "
                    + "month first, so that days of both numbers up to 12 may be read wrongly: write one order, or say "
                    + "which holds with --days day-first or --days month-first")
        }
        if let proved = proofs.first { return proved.key }
        guard let open else { return nil }
        throw CommandError(
            "\(file):\(open.line): \(open.text) may be \(open.readings), and no day of the file shows which: write days "
                + "as 2024-11-29, or say --days day-first or --days month-first")
    }

    /// Why the file is read in that order, for people.
    func reason(_ order: DayOrder) -> String {
        proofs[order].map { "as \($0.text) in line \($0.line) shows" } ?? "as its days show"
    }
}

/// The names of the months in English, whole or their first three letters (and "Sept").
enum MonthName {
    /// The month of that name, 1 to 12; nil when it is none.
    static func number(_ text: String) -> Int? {
        let name = text.lowercased()
        guard name.count >= 3 else { return nil }
        if name == "sept" { return 9 }
        return Day.monthNames.firstIndex { $0.lowercased() == name || $0.lowercased().prefix(3) == name }.map { $0 + 1 }
    }
}

extension Month {
    /// A month as people and spreadsheets write it: `2015-03`, `2015/3`, `03/2015`, `Mar-15`, `March 2015`. Of a year of two
    /// digits the century is the one in which it lies no later than `latest` and less than a hundred years before. Nil
    /// when it is none.
    init?(written text: String, latest: Month) {
        if let month = Month(text) {
            self = month
            return
        }
        let parts = text.split(whereSeparator: { "/-. ".contains($0) }).map(String.init)
        guard parts.count == 2 else { return nil }
        let numbers = parts.map(WrittenDay.number)
        if parts[0].utf8.count == 4, parts[1].utf8.count <= 2, let year = numbers[0], let month = numbers[1] {
            self.init(year, month)
        } else if parts[1].utf8.count == 4, let year = numbers[1] {
            guard let month = numbers[0] ?? MonthName.number(parts[0]) else { return nil }
            self.init(year, month)
        } else if parts[1].utf8.count == 2, let short = numbers[1], let month = MonthName.number(parts[0]) {
            let century = latest.year / 100 * 100
            guard let one = Month(century + short, month) else { return nil }
            guard one > latest else {
                self = one
                return
            }
            self.init(century - 100 + short, month)
        } else {
            return nil
        }
    }
}
