import Arguments
import Contracts
import Kafka

/// The broker's access lists, from the table in `Access`: what `annual-review topics --acls` prints and sets.
struct AccessLists {
    /// The name in each program's certificate, where it is not the program's own.
    private var names: [String: String] = [:]
    /// Whose topics and groups they open. Every rule is for one name as it stands: a rule for all that begins alike
    /// would let one council into another whose name is longer.
    private let namespace: Namespace

    /// From `--principal PROGRAM=NAME`, as often as it was given.
    init(_ words: [String], in namespace: Namespace) throws(UsageError) {
        self.namespace = namespace
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, Access.table.contains(where: { $0.program == parts[0] }) else {
                let programs = Access.table.map(\.program).joined(separator: ", ")
                throw UsageError("--principal takes PROGRAM=NAME, PROGRAM one of \(programs); found \(word)")
            }
            names[parts[0]] = parts[1]
        }
    }

    private func principal(_ access: Access) -> String {
        "User:\(names[access.program] ?? namespace.group(access.program))"
    }

    /// Every rule.
    var rules: [Admin.AccessRule] {
        Access.table.flatMap { access in
            access.rights.map { right in
                let resource: Admin.AccessRule.Resource =
                    switch right.resource {
                    case .topic(let topic): .topic(namespace.topic(topic))
                    case .group(let group): .group(namespace.group(group))
                    }
                let operation: Admin.AccessRule.Operation =
                    switch right.operation {
                    case .read: .read
                    case .write: .write
                    case .describe: .describe
                    case .describeConfigs: .describeConfigs
                    }
                return Admin.AccessRule(principal(access), may: operation, on: resource)
            }
        }
    }

    /// The same as commands of Kafka's own tool, one a resource.
    func commands(bootstrapServers: String) -> String {
        var lines: [String] = []
        for access in Access.table {
            var resources: [Access.Resource] = []
            for right in access.rights where !resources.contains(right.resource) { resources.append(right.resource) }
            for resource in resources {
                let operations = access.rights.filter { $0.resource == resource }.map {
                    "--operation \($0.operation.rawValue)"
                }
                let name =
                    switch resource {
                    case .topic(let topic): "--topic \(namespace.topic(topic))"
                    case .group(let group): "--group \(namespace.group(group))"
                    }
                lines.append(
                    "kafka-acls.sh --bootstrap-server \(bootstrapServers) --add --allow-principal "
                        + "\(principal(access)) \(operations.joined(separator: " ")) \(name)\n")
            }
        }
        return lines.joined()
    }
}
