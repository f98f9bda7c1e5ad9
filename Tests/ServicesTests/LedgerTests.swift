import CaseFile
import Contracts
import DecisionWriter
import Notifier
import Scheduler
import TestSupport
import Testing

@testable import LogCheck

@Suite struct `The check's own fold` {
    @Test func `judges every entry of random files as the case file does`() throws {
        for seed in seeds(from: 7000, 30) {
            var life = try #require(RandomLife(seed: seed, services: [Scheduler(), DecisionWriter(), Notifier()]))
            life.live(reports: 30)
            var file = CaseFile()
            var ledger = Ledger()
            for (place, entry) in life.entries.enumerated() {
                let isAccepted = file.append(entry, at: Int64(place)) == .accepted
                #expect((ledger.add(entry) == .accepted) == isAccepted, "seed \(seed), \(place): \(entry)")
            }
            #expect(
                Set(ledger.unansweredRequests.map(\.key))
                    == Set(file.earlyRequests.filter { $0.answer == nil }.map(\.key)))
        }
    }
}
