import Caseload
import Casework
import CaseFile
import Contracts
import JSON
import Statute

/// The messages that a release would let go: said and unsent, of cases that were imported and not yet released.
struct WaitingMessages {
    /// One kind of message to one party.
    struct Kind: Hashable, Comparable {
        let subject: Subject
        let party: Party

        static func < (left: Kind, right: Kind) -> Bool {
            (left.subject.rawValue, left.party.rawValue) < (right.subject.rawValue, right.party.rawValue)
        }
    }

    /// How many of each kind.
    private(set) var counts: [Kind: Int] = [:]
    /// How many cases were imported and not yet released.
    private(set) var cases = 0
    /// How many messages are no longer worth saying, and will not go.
    private(set) var stale = 0
    /// Whether sending is paused anywhere.
    private(set) var isPaused = false

    /// Counts over the whole caseload.
    init(_ caseload: Caseload) {
        isPaused = caseload.logs.contains(where: \.isPaused)
        for (id, known) in caseload.cases {
            let log = caseload.log(of: id)
            guard known.file.importedAt > log.releasedAt else { continue }
            cases += 1
            for message in known.file.messages where message.stage == .said || message.stage == .claim {
                guard let addressee = message.id.addressee else { continue }
                let party: Party =
                    switch addressee {
                    case .party(let named): named
                    case .contact(let number): known.file.contact(number)?.party ?? .parent
                    }
                if let today = log.today, message.until < today {
                    stale += 1
                } else {
                    counts[Kind(subject: message.id.subject, party: party), default: 0] += 1
                }
            }
        }
    }

    /// How many would go.
    var total: Int { counts.values.reduce(0, +) }

    /// For people.
    var text: String {
        var text = "\(cases) cases were imported and wait for a release.\n"
        if counts.isEmpty {
            text += "No message about them is waiting yet.\n"
        } else {
            text += "A release sends \(total) messages:\n"
            for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
                let number = String(count)
                text += String(repeating: " ", count: max(1, 7 - number.count)) + number
                text += "  \(Words.message(kind.subject)) — to \(Words.party(kind.party))\n"
            }
        }
        if stale > 0 { text += "\(stale) are no longer worth saying and will not go.\n" }
        if isPaused { text += "Sending is paused: nothing leaves until `annual-review resume`.\n" }
        return text
    }

    /// For programs.
    func json(released: Bool) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("cases")
        writer.integer(cases)
        writer.name("messages")
        writer.integer(total)
        writer.name("stale")
        writer.integer(stale)
        writer.name("paused")
        writer.boolean(isPaused)
        writer.name("kinds")
        writer.beginList()
        for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
            writer.element()
            writer.beginObject()
            writer.name("message")
            writer.string(kind.subject.word.description)
            writer.name("party")
            writer.string(kind.party.rawValue)
            writer.name("count")
            writer.integer(count)
            writer.endObject()
        }
        writer.endList()
        writer.name("released")
        writer.boolean(released)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
