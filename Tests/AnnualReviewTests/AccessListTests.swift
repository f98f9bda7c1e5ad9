import Arguments
import Contracts
import Kafka
import Testing

@testable import AnnualReview

@Suite struct `The access lists` {
    private func programs(_ mayDo: (Access) -> Bool) -> [String] { Access.table.filter(mayDo).map(\.program) }

    @Test func `let five programs alone read names, addresses and texts, and the backup`() {
        #expect(
            programs { $0.reads.contains(.people) } == [
                "notifier", "decision-writer", "desk", "portal", "annual-review", "backup",
            ])
        #expect(
            programs { $0.reads.contains(.documents) } == [
                "notifier", "decision-writer", "desk", "portal", "annual-review", "backup",
            ])
        #expect(
            programs { $0.reads.contains(.children) } == [
                "notifier", "decision-writer", "desk", "portal", "returns", "annual-review", "backup",
            ])
        #expect(programs { $0.writes.contains(.people) } == ["annual-review"])
        #expect(programs { $0.writes.contains(.children) } == ["annual-review"])
    }

    @Test func `let the backup read everything, write nothing, and see how far the services have come`() throws {
        let backup = try #require(Access.table.first { $0.program == "backup" })
        #expect(backup.reads == Topic.allCases)
        #expect(backup.writes.isEmpty)
        #expect(backup.watches == ["scheduler", "notifier", "decision-writer", "analytics", "desk", "portal"])
    }

    @Test func `let the returns alone read what only the return asks, beside the backup, and write cohorts alone`()
        throws
    {
        #expect(programs { $0.reads.contains(.childrenReturn) } == ["returns", "backup"])
        #expect(programs { $0.writes.contains(.childrenReturn) } == ["annual-review"])
        let returns = try #require(Access.table.first { $0.program == "returns" })
        #expect(returns.reads == [.caseFiles, .children, .childrenReturn, .cohorts, .quarantine])
        #expect(returns.writes == [.cohorts] && returns.watches.isEmpty)
        #expect(
            returns.rights.filter { if case .group = $0.resource { true } else { false } }.map(\.resource)
                == [.group("returns")])
    }

    @Test func `let analytics read the cohorts, and nothing else of what only the return asks`() throws {
        #expect(programs { $0.reads.contains(.cohorts) } == ["analytics", "returns", "backup"])
        #expect(programs { $0.writes.contains(.cohorts) } == ["returns"])
        let analytics = try #require(Access.table.first { $0.program == "analytics" })
        #expect(analytics.reads == [.caseFiles, .cohorts, .quarantine])
    }

    @Test func `let analytics write no case files, and nobody else write figures or what others are told`() {
        #expect(programs { !$0.writes.contains(.caseFiles) } == ["analytics", "returns", "backup"])
        #expect(programs { $0.writes.contains(.metrics) } == ["analytics"])
        #expect(programs { $0.writes.contains(.notifications) } == ["notifier"])
    }

    @Test func `let desk and portal alone write who opened what, and them, the operator and the backup read it`() {
        #expect(programs { $0.writes.contains(.access) } == ["desk", "portal"])
        #expect(programs { $0.reads.contains(.access) } == ["desk", "portal", "annual-review", "backup"])
    }

    @Test func `hold a right once, for the name in the certificate`() throws {
        let lists = try AccessLists(["notifier=CN=notifier.council.example"], in: .none)
        #expect(Set(lists.rules).count == lists.rules.count)
        let rule = Admin.AccessRule(
            "User:CN=notifier.council.example", may: .write, on: .topic("notifications"))
        #expect(lists.rules.contains(rule))
        #expect(!lists.rules.contains { $0.principal == "User:notifier" })
        #expect(throws: UsageError.self) { try AccessLists(["postman=x"], in: .none) }
    }

    @Test func `are printed as commands of Kafka's own tool`() throws {
        let text = try AccessLists([], in: .none).commands(bootstrapServers: "kafka:9093")
        #expect(
            text.hasPrefix(
                "kafka-acls.sh --bootstrap-server kafka:9093 --add --allow-principal User:scheduler --operation Read "
                    + "--operation Write --operation DescribeConfigs --topic case-files\n"))
        #expect(text.contains("User:scheduler --operation Read --group scheduler\n"))
        #expect(text.contains("User:annual-review --operation Describe --group analytics\n"))
    }

    @Test func `are for the names of one council, each as it stands: none opens another whose name begins alike`()
        throws
    {
        let brom = try AccessLists([], in: try #require(Namespace("brom")))
        let rules = brom.rules
        #expect(rules.allSatisfy { $0.principal.hasPrefix("User:brom.") })
        for rule in rules {
            switch rule.resource {
            case .topic(let name), .group(let name): #expect(name.hasPrefix("brom."), "\(rule)")
            }
        }
        let bromley = try AccessLists([], in: try #require(Namespace("bromley")))
        #expect(Set(rules.map(\.resource)).isDisjoint(with: bromley.rules.map(\.resource)))
        #expect(Set(rules.map(\.principal)).isDisjoint(with: bromley.rules.map(\.principal)))
        let text = bromley.commands(bootstrapServers: "kafka:9093")
        #expect(text.contains("User:bromley.scheduler --operation Read --group bromley.scheduler\n"))
        #expect(!text.contains("prefixed"))
    }
}
