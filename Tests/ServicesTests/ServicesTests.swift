import Contracts
import DecisionWriter
import Notifier
import Runtime
import Scheduler
import Statute
import TestSupport
import Testing

@Suite struct `All services together on random files` {
    let services: [any Service] = [Scheduler(), DecisionWriter(), Notifier()]

    @Test func `are accepted, never asked twice, and come to rest, whatever people report and in whatever order`() {
        let (broken, accepted) = randomLives(seeds(from: 5000, 30), reports: 40, services: services)
        #expect(broken.first == nil)
        let all = Subject.allCases.filter { $0 != .day && $0 != .logBegan }
        let unheard = all.filter { accepted[$0, default: 0] == 0 }
        #expect(unheard.isEmpty, "a generator that never comes so far proves nothing")
    }

    @Test func `need at most forty entries of conclusions a case and year, when people report as they usually do`()
        throws
    {
        for seed in seeds(from: 6000, 20) {
            var life = try #require(RandomLife(seed: seed, services: services))
            let first = life.day
            life.live(reports: 8)
            let years = Double(life.day - first) / 365 + 1
            let entries = life.entries.filter { entry in services.contains { entry.by.isService($0.name) } }.count
            #expect(Double(entries) / years <= 40, "seed \(seed): \(entries) in \(years) years")
        }
    }
}
