import Arguments
package import Contracts
package import YAML

/// Which officers of a council work in which team: a file of YAML, `seeds/teams/COUNCIL.yaml`. The log knows no teams; who works
/// in one today did not always.
package struct Teams: Sendable {
    private let names: [ActorID: String]
    /// The teams, in the order of the file.
    package let all: [String]

    /// No teams.
    package init() {
        names = [:]
        all = []
    }

    /// Reads such a file; refused with file and line when an officer stands in two teams, or a team twice.
    package init(parsing text: String, file: String) throws(YAMLError) {
        let root = try YAMLNode.parse(text, file: file)
        try root.allow(only: ["teams"])
        var names: [ActorID: String] = [:]
        var all: [String] = []
        for node in try root.required("teams").items() {
            try node.allow(only: ["name", "officers"])
            let name = try node.required("name").string()
            guard !name.isEmpty, !all.contains(name) else {
                throw node.error("a team stands once, and has a name: \(name)")
            }
            all.append(name)
            let officers = try node.required("officers")
            for text in try officers.strings() {
                guard let officer = ActorID(text) else {
                    throw officers.error("expected the id of an officer, as C-07, and no name; found \(text)")
                }
                guard names.updateValue(name, forKey: officer) == nil else {
                    throw officers.error("\(text) stands in two teams")
                }
            }
        }
        self.names = names
        self.all = all
    }

    /// Throws which teams there are, where that is none of them.
    package func require(_ team: String?) throws {
        guard let team, !all.contains(team) else { return }
        throw CommandError(
            "there is no team \(team): \(all.isEmpty ? "seeds/teams has no file of this council" : all.joined(separator: ", "))"
        )
    }

    /// The team of that officer; nil of somebody in none.
    package func team(of officer: ActorID?) -> String? { officer.flatMap { names[$0] } }
}

extension Seeds {
    /// The teams of that council; none where it has no such file.
    package func teams(of council: String?) throws -> Teams {
        guard let council, Disk.names(in: path("teams"))?.contains("\(council).yaml") == true else { return Teams() }
        let name = "teams/\(council).yaml"
        return try Teams(parsing: try text(name), file: path(name))
    }
}
