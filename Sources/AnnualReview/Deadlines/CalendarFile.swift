import Casework
import Statute

/// Deadlines as a calendar file that calendar programs take in (RFC 5545): one all-day event each.
struct CalendarFile {
    /// Whose days they are; nil when they follow from options alone.
    let subject: String?
    let deadlines: [Deadline]
    /// When the file was made, in seconds since 1970; the format asks for it.
    let madeAt: Int64

    /// Octets of a line before it is folded (RFC 5545, 3.1).
    static let mostOctets = 75

    /// The whole file.
    var text: String {
        var text = ""
        func line(_ content: String) { text += CalendarFile.folded(content) }
        line("BEGIN:VCALENDAR")
        line("VERSION:2.0")
        line("PRODID:-//annual-review//deadlines//EN")
        line("CALSCALE:GREGORIAN")
        line("METHOD:PUBLISH")
        let stamp = CalendarFile.stamp(madeAt)
        var used: [String: Int] = [:]
        for deadline in deadlines {
            let rule = Statute.rule(deadline.rule)
            let name = uid(deadline)
            used[name, default: 0] += 1
            let repeated = used[name].map { $0 > 1 ? "-\($0)" : "" } ?? ""
            let heading = "\(rule.heading) (\(rule.id.rawValue))"
            var about = Words.sentence(deadline.why) + "."
            for other in deadline.otherReadings {
                about += " Some count to \(other.day.short): \(other.words)."
            }
            line("BEGIN:VEVENT")
            line("UID:\(name)\(repeated)@annual-review")
            line("DTSTAMP:\(stamp)")
            line("DTSTART;VALUE=DATE:\(CalendarFile.digits(deadline.due))")
            line("DTEND;VALUE=DATE:\(CalendarFile.digits(deadline.due + 1))")
            line("SUMMARY:\(CalendarFile.escaped(subject.map { "\($0): \(heading)" } ?? heading))")
            line("DESCRIPTION:\(CalendarFile.escaped(about))")
            line("CATEGORIES:\(CalendarFile.escaped(Words.sentence(rule.owner.short)))")
            line("STATUS:\(deadline.isProvisional ? "TENTATIVE" : "CONFIRMED")")
            // A last day takes nobody's time.
            line("TRANSP:TRANSPARENT")
            line("END:VEVENT")
        }
        line("END:VCALENDAR")
        return text
    }

    /// What stays the same when the file is made again. Of a case the day is not part of it, so that a calendar moves the
    /// event instead of adding another; without one only the days tell two children's events apart.
    private func uid(_ deadline: Deadline) -> String {
        if let subject {
            let words = subject.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "-" })
            return "\(words.joined(separator: "-"))-\(deadline.rule.rawValue)"
        }
        return "\(deadline.rule.rawValue)-\(CalendarFile.digits(deadline.from))-\(CalendarFile.digits(deadline.due))"
    }

    private static func digits(_ day: Day) -> String { day.description.filter { $0 != "-" } }

    private static func stamp(_ seconds: Int64) -> String {
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let inDay = ((seconds % 86_400) + 86_400) % 86_400
        let day = Day(number: Int32(clamping: (seconds - inDay) / 86_400))
        return "\(digits(day))T\(two(inDay / 3600))\(two(inDay / 60 % 60))\(two(inDay % 60))Z"
    }

    /// A text as a value: backslash, semicolon, comma and line ends stand behind a backslash.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\", ";", ",": escaped += "\\\(character)"
            case "\r\n", "\n", "\r": escaped += "\\n"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// A content line, folded so that no line has more octets than allowed and no character is torn.
    static func folded(_ line: String) -> String {
        var folded = ""
        var octets = 0
        for scalar in line.unicodeScalars {
            let length = UTF8.width(scalar)
            if octets + length > mostOctets {
                folded += "\r\n "
                octets = 1
            }
            folded.unicodeScalars.append(scalar)
            octets += length
        }
        return folded + "\r\n"
    }
}
