import Analytics
import Contracts
import Foundation
import Runtime
import TestSupport
import Testing
import YAML

@testable import AnnualReview

@Suite struct `The teams of a council` {
    @Test func `are read with their officers, each in one team`() throws {
        let teams = try Teams(parsing: "teams:\n  - name: east\n    officers: [C-01, C-02]\n", file: "t.yaml")
        #expect(teams.all == ["east"])
        #expect(teams.team(of: ActorID("C-02")) == "east" && teams.team(of: ActorID("C-09")) == nil)
        #expect(throws: (any Error).self) { try teams.require("west") }
        for text in [
            "teams:\n  - name: east\n    officers: [C-01]\n  - name: west\n    officers: [C-01]\n",
            "teams:\n  - name: east\n    officers: [Mrs Smith of the east]\n",
            "teams:\n  - name: east\n    officers: [C-01]\n  - name: east\n    officers: [C-02]\n",
        ] {
            #expect(throws: YAMLError.self) { try Teams(parsing: text, file: "t.yaml") }
        }
    }

    @Test func `stand in the seeds, and a council without a file has none`() throws {
        let seeds = Seeds(folder: Repository.root.appending(path: "seeds").path)
        #expect(try seeds.teams(of: "bromley").all == ["east", "west"])
        #expect(try seeds.teams(of: "nowhere").all.isEmpty)
    }
}
