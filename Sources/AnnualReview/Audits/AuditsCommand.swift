import Arguments
import CaseFile
import Caseload
import Contracts
import Crypto
import Foundation
import JSON
import Quality
import Recording
import Runtime
import Statute

/// `annual-review audits`: what is drawn for audits, so that nobody can steer it, and what audits come to.
enum AuditsCommand {
    static let command = Command(
        name: "audits",
        summary: "Draw what is audited, so that nobody can steer it, and show what audits come to",
        discussion: """
            Before a period begins somebody commits to a secret: its SHA-256 stands in the log. When the period is over the \
            secret is revealed, and what is audited follows from it and from the proof of all records up to the period's last \
            day: nobody knows both beforehand, and anybody can draw the same again. Where two people commit, neither can try \
            out the last minutes' entries either. Audits themselves are recorded by \
            `annual-review record audit-recorded`.
            """,
        example: """
            annual-review audits commit --from 2026-10-01 --until 2026-10-31 --by quality-lead/Q-01 --secret october.secret
            annual-review audits reveal --from 2026-10-01 --until 2026-10-31 --by quality-lead/Q-01 --secret october.secret
            annual-review audits draw --from 2026-10-01 --until 2026-10-31 --reviews 5 --plans 5
            annual-review audits figures --from 2026-10-01 --until 2026-12-31
            """,
        subcommands: [criteria, commit, reveal, draw, figures])

    // MARK: Criteria

    private static let criteria = Command(
        name: "criteria", summary: "List what an audit looks at, with weights and what limits the grade",
        example: "annual-review audits criteria",
        options: [
            ModelFolder.option,
            .text("framework", "NAME", default: "annual-review", "the framework, a file of seeds/quality"),
        ],
        run: { arguments in
            let framework = try Seeds(folder: try arguments.string("seeds")).framework(
                try arguments.string("framework"))
            var text = "\(framework.title)\n"
            for theme in QualityFramework.Theme.allCases {
                let criteria = framework.criteria.filter { $0.theme == theme }
                guard !criteria.isEmpty else { continue }
                text += "\n\(theme.words.uppercased())\n"
                for criterion in criteria {
                    let rule = criterion.rule.map { ", \($0.rawValue)" } ?? ""
                    let cap = criterion.cap.map { "; not met, no better than \($0.words)" } ?? ""
                    text += Prose.wrapped(
                        "\(criterion.name) (weight \(criterion.weight)\(rule)\(cap)): \(criterion.question)", indent: 2,
                        hanging: 4)
                    text += Prose.wrapped(criterion.guidance, indent: 4)
                }
            }
            Output.write(text)
            return ExitStatus.success
        })

    // MARK: A secret

    private static let period: [Option] = [
        .text("from", "DATE", "the first day of the period"), .text("until", "DATE", "its last day"),
    ]

    private static func period(_ arguments: Arguments) throws -> (from: Day, until: Day) {
        guard let from = try RecordKind.day(arguments, "from"), let until = try RecordKind.day(arguments, "until")
        else {
            throw UsageError("--from DATE and --until DATE name the period")
        }
        guard from <= until else { throw UsageError("--until \(until) is before --from \(from)") }
        return (from, until)
    }

    private static let saying =
        Cluster.options + period + [
            .text("by", "ROLE/ID", "who says it, as quality-lead/Q-01"),
            .text("secret", "FILE", "the file of the secret"),
        ]

    private static func actor(_ arguments: Arguments) throws -> Actor {
        guard let text = arguments.optionalString("by") else { throw UsageError("--by ROLE/ID is missing") }
        let actor = try Operator.named(text)
        guard actor.maySay(.auditCommitted) else {
            throw UsageError(
                "to commit to a draw is not for \(actor): name with --by ROLE/ID one of "
                    + EventKind.auditCommitted.saidBy.words.joined(separator: ", "))
        }
        return actor
    }

    private static let commit = Command(
        name: "commit", summary: "Commit to a secret before a period begins",
        example:
            "annual-review audits commit --from 2026-10-01 --until 2026-10-31 --by quality-lead/Q-01 --secret october.secret",
        options: saying,
        run: { arguments in
            let (from, until) = try period(arguments)
            let actor = try actor(arguments)
            let file = try SecretFile(arguments)
            let address = try Cluster.address(arguments)
            let caseload = try Caseload.read(address)
            let today = try caseload.requireDay()
            guard today < from else {
                throw CommandError(
                    "the period began on \(from), and the log's day is \(today): a secret counts before it begins")
            }
            let secret = try file.make()
            guard let hash = DocumentHash(bytes: secret.commitment.bytes) else {
                throw CommandError("the secret has no hash")
            }
            try say(
                "commit", .auditCommitted(AuditCommitted(from: from, until: until, sha256: hash)), by: actor, caseload,
                address)
            let counts = try Caseload.read(address).logs.first?.commitments.contains { $0.sha256 == hash } ?? false
            guard counts else {
                throw CommandError(
                    "it does not count: \(actor) has committed already for days of that period, or the period has begun meanwhile"
                )
            }
            Output.write("Committed. Keep \(file.path): without it nothing can be drawn for \(from) to \(until).\n")
            return ExitStatus.success
        })

    private static let reveal = Command(
        name: "reveal", summary: "Reveal the secret when the period is over",
        example:
            "annual-review audits reveal --from 2026-10-01 --until 2026-10-31 --by quality-lead/Q-01 --secret october.secret",
        options: saying,
        run: { arguments in
            let (from, until) = try period(arguments)
            let actor = try actor(arguments)
            let secret = try SecretFile(arguments).read()
            let address = try Cluster.address(arguments)
            let caseload = try Caseload.read(address)
            let today = try caseload.requireDay()
            guard today > until else {
                throw CommandError(
                    "the period ends on \(until), and the log's day is \(today): whoever knew the secret before could steer the draw"
                )
            }
            guard let hash = DocumentHash(bytes: secret.bytes) else {
                throw CommandError("the secret has not 32 bytes")
            }
            guard
                caseload.logs.first?.commitments.contains(where: {
                    $0.from == from && $0.until == until && $0.sha256.bytes == secret.commitment.bytes
                }) ?? false
            else {
                throw CommandError("nobody committed to that secret for \(from) to \(until): nothing was revealed")
            }
            try say(
                "reveal", .auditRevealed(AuditRevealed(from: from, until: until, secret: hash)), by: actor, caseload,
                address)
            Output.write("Revealed. Anybody can draw now: annual-review audits draw --from \(from) --until \(until)\n")
            return ExitStatus.success
        })

    private static func say(
        _ word: String, _ data: EventData, by actor: Actor, _ caseload: Caseload, _ address: LogAddress
    ) throws {
        let writer = try LogWriter(address)
        defer { writer.close() }
        let entries = try SendingCommands.entries("audit-\(word)", data, caseload, by: actor, unless: { _ in false })
        for (partition, entry) in entries { try writer.append(entry, toLogOf: partition) }
        try writer.flush()
    }

    // MARK: The draw

    private static let draw = Command(
        name: "draw", summary: "Draw the reviews and plans that are audited",
        example:
            "annual-review audits draw --from 2026-10-01 --until 2026-10-31 --reviews 5 --plans 5 --second-one-in 4",
        options: Cluster.options + period + [
            .integer(
                "reviews", "N", in: 0...10_000,
                "how many reviews whose decision was sent in the period (default: the council's quota of each month)"),
            .integer(
                "plans", "N", in: 0...10_000,
                "how many final plans that were sent in the period (default: the council's quota of each month)"),
            .integer(
                "second-one-in", "N", in: 1...100,
                "each N-th is audited by a second person too, blind (default: as seeds/audits has it)"),
            ModelFolder.option,
            .text("need", "CODE", "of children with that primary need alone, for a thematic set"),
            .text("kind", "WORD", "of reviews of that kind alone, for a thematic set"), .flag("json", "as JSON"),
        ],
        run: { arguments in
            let (from, until) = try period(arguments)
            let theme = AuditTheme(
                need: try RecordKind.optionalWord(arguments, "need"),
                kind: try RecordKind.optionalWord(arguments, "kind"))
            let address = try Cluster.address(arguments)
            let now = try Caseload.read(address)
            let today = try now.requireDay()
            guard today > until else {
                throw CommandError("the period ends on \(until), and the log's day is \(today): draw when it is over")
            }
            let quota = try Seeds(folder: try arguments.string("seeds")).auditQuota(of: now.began?.council)
            let months = AuditQuota.months(from, until)
            let sample = try AuditSample(
                from: from, until: until, theme: theme, commitments: now.logs.first?.commitments ?? [],
                log: try PeriodLog.read(address, until: until),
                quota: (
                    try arguments.optionalInt("reviews") ?? quota.reviews * months,
                    try arguments.optionalInt("plans") ?? quota.plans * months
                ), secondOneIn: try arguments.optionalInt("second-one-in") ?? quota.secondOneIn)
            Output.write(arguments.flag("json") ? sample.json : sample.text)
            return ExitStatus.success
        })

    // MARK: Figures

    private static let figures = Command(
        name: "figures", summary: "Show what audits come to: grades, agreement, and what was done about it",
        example: "annual-review audits figures --from 2026-10-01 --until 2026-12-31",
        options: Cluster.options + period + [.flag("json", "as JSON")],
        run: { arguments in
            let (from, until) = try period(arguments)
            let caseload = try Caseload.read(try Cluster.address(arguments))
            let figures = AuditFigures(
                caseload.cases.mapValues(\.file), from: from, until: until, on: try caseload.requireDay())
            Output.write(arguments.flag("json") ? figures.json : figures.text)
            return ExitStatus.success
        })
}
