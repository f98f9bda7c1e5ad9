import Arguments
import CaseFile
import Caseload
import Contracts
import Crypto
import JSON
import Quality
import Statute

/// What of all that could be audited belongs to a thematic set; all of it where nothing is said.
struct AuditTheme {
    var need: Need?
    var kind: ReviewKind?

    func takes(_ file: CaseFile, _ review: Review) -> Bool {
        (need.map { file.plan?.need == $0 } ?? true) && (kind.map { review.kind == $0 } ?? true)
    }
}

/// What was drawn for the audits of a period, and by what.
struct AuditSample {
    let from: Day
    let until: Day
    /// How many there were to draw from: reviews, plans.
    let candidates: (reviews: Int, plans: Int)
    /// What was drawn, in the order of the draw.
    let reviews: [AuditDraw.Candidate]
    let plans: [AuditDraw.Candidate]
    /// Those that a second person audits too.
    let second: Set<AuditDraw.Candidate>
    /// Who committed, in the order of the log.
    let committers: [ActorID]
    /// The proofs of all partitions.
    let heads: [String]

    init(
        from: Day, until: Day, theme: AuditTheme, commitments: [AuditCommitment], log: PeriodLog,
        quota: (reviews: Int, plans: Int), secondOneIn: Int
    ) throws(CommandError) {
        self.from = from
        self.until = until
        let own = commitments.filter { $0.from == from && $0.until == until }
        committers = own.map(\.by)
        heads = log.heads.map(\.description)
        let draw: AuditDraw
        do throws(AuditDraw.Refusal) {
            draw = try AuditDraw(
                commitments: own.compactMap { Digest256(bytes: $0.sha256.bytes) },
                secrets: own.map { $0.secret.flatMap { AuditDraw.Secret(bytes: $0.bytes) } }, heads: heads)
        } catch {
            throw CommandError(AuditSample.words(error, own, from, until))
        }
        var reviews: [AuditDraw.Candidate] = []
        var plans: [AuditDraw.Candidate] = []
        for (id, known) in log.caseload.cases {
            for review in known.file.reviews where theme.takes(known.file, review) {
                let stratum = [review.kind?.rawValue ?? "unknown", known.file.plan?.placement.rawValue ?? "unknown"]
                    .joined(separator: "/")
                if let told = review.told, (from...until).contains(told) {
                    reviews.append(.init("\(id)/review-\(review.number)", stratum: stratum))
                }
                if let final = review.finalTold, (from...until).contains(final), review.finalOutcome == .amended {
                    plans.append(.init("\(id)/plan-\(review.number)", stratum: stratum))
                }
            }
        }
        candidates = (reviews.count, plans.count)
        self.reviews = draw.draw(quota.reviews, of: reviews)
        self.plans = draw.draw(quota.plans, of: plans)
        second = Set(AuditDraw.blindSecond(self.reviews + self.plans, oneIn: secondOneIn))
    }

    private static func words(
        _ refusal: AuditDraw.Refusal, _ commitments: [AuditCommitment], _ from: Day, _ until: Day
    ) -> String {
        switch refusal {
        case .nobodyCommitted:
            "nobody committed to a secret for \(from) to \(until) before it began: commit to one for a period to come"
        case .notRevealed(let place):
            "\(commitments[place].by) has not revealed the secret that \(from) to \(until) rests on: annual-review audits reveal; where "
                + "it is lost, nothing can be drawn for that period"
        case .notWhatWasCommitted(let place):
            "what \(commitments[place].by) revealed is not what was committed to: nothing can be drawn, and somebody must ask why"
        }
    }

    /// For people.
    var text: String {
        var text = "DRAWN FOR \(from.short) TO \(until.short)\n"
        for (title, drawn, of) in [("reviews", reviews, candidates.reviews), ("plans", plans, candidates.plans)] {
            text += "\n\(drawn.count) of \(of) \(title)\n"
            for candidate in drawn {
                text +=
                    "  \(candidate.name)  \(candidate.stratum)\(second.contains(candidate) ? "  and a second, blind" : "")\n"
            }
        }
        text += "\n"
        text += Prose.wrapped(
            "It rests on the secrets of \(committers.map(\.text).joined(separator: ", ")) and on the log up to the end of "
                + "\(until.short). Anybody who reads the log draws the same.", indent: 0)
        return text
    }

    /// For programs.
    var json: String {
        var writer = JSONWriter(capacity: 4096)
        writer.beginObject()
        writer.name("from")
        writer.string("\(from)")
        writer.name("until")
        writer.string("\(until)")
        for (title, drawn, of) in [("reviews", reviews, candidates.reviews), ("plans", plans, candidates.plans)] {
            writer.name(title)
            writer.beginObject()
            writer.name("of")
            writer.integer(of)
            writer.name("drawn")
            writer.beginList()
            for candidate in drawn {
                writer.element()
                writer.beginObject()
                writer.name("name")
                writer.string(candidate.name)
                writer.name("stratum")
                writer.string(candidate.stratum)
                writer.name("second")
                writer.boolean(second.contains(candidate))
                writer.endObject()
            }
            writer.endList()
            writer.endObject()
        }
        for (name, values) in [("committed_by", committers.map(\.text)), ("heads", heads)] {
            writer.name(name)
            writer.beginList()
            for value in values {
                writer.element()
                writer.string(value)
            }
            writer.endList()
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}
