import Casework
import Contracts

extension Finding {
    /// What whoever brings a file can do about it, in the file's columns and by commands; empty where the finding says it all.
    func advice(of id: CaseID) -> String {
        switch code {
        case .transferUnwritten: "; in this file transfer_phase, or \(PlanColumn.noTransfer)"
        case .lastDecisionLater where values.count == 2:
            ": annual-review record decision-recorded \(id) --review \(values[0]) --on \(values[1])"
        case .contactOtherwise where values.count == 1:
            ": annual-review record contact \(id) --contact \(values[0])"
        case .rightsByAge, .heldPastAge: ": annual-review record capacity-assessed \(id)"
        case .nobodyHolds: "; in this file holds_rights"
        default: ""
        }
    }
}
