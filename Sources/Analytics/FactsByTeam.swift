import Contracts
import Metrics
import Runtime

extension FactTable {
    /// Puts in the team of whoever holds each row's case; nobody's is not known.
    mutating func put(_ teams: Teams) {
        let (coordinator, team) = (place(of: "coordinator"), place(of: "team"))
        for row in 0..<count {
            guard let name = value(at: coordinator, row).flatMap({ teams.team(of: ActorID(names[Int($0)])) }) else {
                continue
            }
            let value = value(of: name)
            set(at: team, row, to: value)
        }
    }
}
