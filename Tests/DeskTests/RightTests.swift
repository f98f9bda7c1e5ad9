import Contracts
import Testing

@testable import Desk

@Suite struct `What somebody may do at the desk` {
    /// Each right, by role: the table as people read it.
    static let table: [Role: Set<Right>] = [
        .coordinator: [.list, .unsent, .openCase, .openDocument, .record, .decide, .whoLooked],
        .manager: Set(Right.allCases), .deputy: Set(Right.allCases),
        .qualityLead: [.list, .load, .openCase, .openDocument, .record, .whoLooked],
        .safeguardingLead: [.list, .unsent, .openCase, .openDocument, .record, .whoLooked],
        .auditor: [.openCase, .openDocument, .record], .readOnly: [.openCase], .operator: [.unsent],
    ]

    @Test(arguments: Role.ofStaff) func `stands in one table, by role`(_ role: Role) throws {
        let rights = try #require(Self.table[role])
        for right in Right.allCases { #expect(role.may(right) == rights.contains(right), "\(role) \(right)") }
    }

    @Test
    func `is opening papers of the file, and what was written about a child's safety for the safeguarding lead alone`()
    {
        for role in Role.allCases {
            for paper in DocumentRole.allCases {
                let isConcern = paper == .safetyConcern
                let may = isConcern ? role == .safeguardingLead : role.may(.openDocument)
                #expect(role.mayOpen(paper) == may, "\(role) \(paper)")
            }
        }
    }

    @Test func `is nothing for whoever is none of the council's staff`() {
        for role in Role.allCases where !Role.ofStaff.contains(role) {
            for right in Right.allCases { #expect(!role.may(right), "\(role) \(right)") }
        }
    }
}
