import Contracts
import Statute

/// Counts figures from ledgers, by the definitions of `docs/metrics.md` and by no code of analytics.
struct CheckTally {
    let from: Day
    let to: Day
    private var shares: [String: (part: Int, all: Int)] = [:]
    private var rows: [String: CheckReport.KindRow] = [:]
    private var found: [String: (id: String, length: UInt8)] = [:]

    /// The figures, by the names of analytics.
    private static let names = [
        "told-in-four-weeks-dfe", "told-in-four-weeks-strict", "late-through-a-refusal",
        "report-in-two-weeks", "final-in-twelve-weeks", "final-in-eight-weeks",
    ]

    init(from: Day, to: Day) {
        self.from = from
        self.to = to
    }

    private func isWithin(_ day: Day) -> Bool { from <= day && day <= to }

    private func asKnown(_ day: Day?) -> Day? { day.flatMap { $0 <= to ? $0 : nil } }

    private mutating func add(_ name: String, _ isMet: Bool) {
        var share = shares[name] ?? (0, 0)
        share.all += 1
        if isMet { share.part += 1 }
        shares[name] = share
    }

    mutating func add(_ ledger: Ledger, of id: CaseID) {
        if !ledger.unansweredRequests.isEmpty {
            keep("an early review that somebody asked for, without an answer", id, ledger.reviewCount)
        }
        if ledger.hasAgreedToRequest {
            keep("an early review that somebody asked for, and that was agreed to", id, ledger.reviewCount)
        }
        guard ledger.reviewCount > 0 else { return }
        for review in 1...ledger.reviewCount { add(ledger, review, of: id) }
    }

    private mutating func add(_ ledger: Ledger, _ review: UInt8, of id: CaseID) {
        let held = asKnown(ledger.held(review))
        let told = asKnown(ledger.told(review)?.day)
        let outcome = told == nil ? nil : ledger.outcome(review)
        let notice = asKnown(ledger.notice(review))
        let kind = ledger.kind(review)?.rawValue ?? "not known"
        var row = rows[kind] ?? CheckReport.KindRow()
        row.kind = kind
        if let opened = asKnown(ledger.opened(review)), isWithin(opened) { row.opened += 1 }
        if let decided = asKnown(ledger.decided(review)), isWithin(decided) { row.decided += 1 }
        if let held, isWithin(held) {
            row.held += 1
            if held + 28 <= to {
                // An amendment is told in time only with its notice.
                let isComplete = outcome != .amend || notice.map { $0 <= held + 28 } ?? false
                let isInTime = told.map { $0 <= held + 28 } ?? false && isComplete
                add("told-in-four-weeks-strict", isInTime)
                let refused = ledger.refusedOn(review)
                add("late-through-a-refusal", refused.map { $0 <= held + 28 } ?? false && told ?? to + 1 > held + 28)
                row.due += 1
                if told == nil { row.untold += 1 } else if isInTime { row.inTime += 1 } else { row.late += 1 }
            }
            if held + 14 <= to {
                let report = asKnown(ledger.first(review, .report)?.happened)
                add("report-in-two-weeks", report.map { $0 <= held + 14 } ?? false)
            }
        }
        rows[kind] = row
        if let told, isWithin(told), let held { add("told-in-four-weeks-dfe", told <= held + 28) }
        if outcome == .amend, told != nil {
            let final = asKnown(ledger.finalTold(review))
            if let held, isWithin(held), held + 84 <= to {
                add("final-in-twelve-weeks", final.map { $0 <= held + 84 } ?? false)
            }
            if let notice, isWithin(notice), notice + 56 <= to {
                add("final-in-eight-weeks", final.map { $0 <= notice + 56 } ?? false)
            }
        }
        look(ledger, review, id, held: held, told: told, outcome: outcome)
    }

    /// Keeps that case for what it shows, unless a shorter one is known: a short history is easier to read.
    private mutating func keep(_ what: String, _ id: CaseID, _ length: UInt8) {
        if let known = found[what], (known.length, known.id) <= (length, id.text) { return }
        found[what] = (id.text, length)
    }

    /// Notes the first case of each sort that shows something; its letter was written here.
    private mutating func look(
        _ ledger: Ledger, _ review: UInt8, _ id: CaseID, held: Day?, told: Day?, outcome: Outcome?
    ) {
        guard let held, let told, isWithin(held), ledger.made(.decisionMade, review) != nil else { return }
        func keep(_ what: String) { self.keep(what, id, ledger.reviewCount) }
        let kind = ledger.kind(review)
        let isLight = kind == .progress || kind == .annual
        if told > held + 28 {
            keep("decided late, with an apology")
        } else if ledger.plan?.setting == nil {
            keep("a child without a setting")
        } else if isLight, outcome == .maintain {
            keep("a \(kind == .progress ? "progress" : "annual") review after which the plan stays as it is")
        } else if isLight, outcome == .amend, ledger.finalTold(review) != nil {
            keep("a \(kind == .progress ? "progress" : "annual") review that ends in an amendment")
        }
    }

    /// The figures.
    var figures: [CheckReport.Share] {
        Self.names.map { name in
            var share = CheckReport.Share()
            share.id = name
            share.numerator = shares[name]?.part ?? 0
            share.denominator = shares[name]?.all ?? 0
            return share
        }
    }

    /// The kinds, the most frequent first.
    var kinds: [CheckReport.KindRow] {
        rows.values.sorted { $0.opened == $1.opened ? $0.kind < $1.kind : $0.opened > $1.opened }
    }

    /// Cases worth a look.
    var examples: [CheckReport.Example] {
        found.sorted { $0.key > $1.key }.map { what, place in
            var example = CheckReport.Example()
            example.what = what
            example.id = place.id
            return example
        }
    }
}
