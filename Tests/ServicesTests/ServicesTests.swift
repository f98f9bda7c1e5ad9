import CaseFile
import Contracts
import DecisionWriter
import JSON
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
        // That reasons are alike follows from the texts of many cases, and that outcomes are from their number:
        // `AlikeReasonsTests`, `AlikeOutcomesTests`.
        let elsewhere: Set<Subject> = [.day, .logBegan, .head, .reasonsAlike, .outcomesAlike]
        let all = Subject.allCases.filter { !elsewhere.contains($0) }
        let unheard = all.filter { accepted[$0, default: 0] == 0 }
        #expect(unheard.isEmpty, "a generator that never comes so far proves nothing")
    }

    @Test(arguments: HostileRecord.all)
    func `look at whatever one record makes of a file, on its own days and the last ones, and say little`(
        record: HostileRecord
    ) throws {
        guard let value = record.value, let entry = try? Entry.read(value) else { return }
        var file = CaseFile()
        file.append(entry, at: 1)
        let id = try #require(CaseID(HostileRecord.caseID))
        var log = LogBook()
        let operators = Actor.person(.operator, ActorID(setting: 1), by: .command)
        for day in [try #require(Day(2024, 11, 25)), Day.first, Day.last, Day.last - 1] {
            let began = LogBegan(calendar: .real, partitions: 1, council: "bromley", log: LogName(high: 1, low: 2))
            log = LogBook()
            for (place, event) in [
                Event(ConclusionID(.logBegan), .logBegan(began)),
                Event(ConclusionID(.day, day: day), .dayBegan(DayBegan())),
            ].enumerated() {
                log.append(Entry(by: operators, recorded: day, events: [event]), at: Int64(place))
            }
            log.append(entry, at: 2)
            for service in services {
                let entries = service.missing(from: file, of: id, on: day, in: log)
                for said in entries {
                    #expect(try !said.json().isEmpty && said.events.count <= Entry.mostEvents)
                }
                #expect(entries.count <= 2_000)
                _ = service.nextLook(at: file, of: id, after: day, in: log)
            }
        }
    }

    @Test
    func `need forty entries of conclusions a case and year on average, and never sixty, as people usually report`()
        throws
    {
        var all: [Double] = []
        for seed in seeds(from: 6000, 20) {
            var life = try #require(RandomLife(seed: seed, services: services))
            let first = life.day
            life.live(reports: 8)
            let years = Double(life.day - first) / 365 + 1
            let said = life.entries.filter { entry in services.contains { entry.by.isService($0.name) } }
            // That the rights pass is said once in a life, to two and before and after.
            let ofRights = said.count { entry in
                entry.events.contains { $0.id.description.contains("rights-") }
            }
            #expect(ofRights <= 30, "seed \(seed)")
            all.append(Double(said.count - ofRights) / years)
            #expect(all.last ?? 0 <= 60, "seed \(seed)")
        }
        #expect(all.reduce(0, +) / Double(all.count) <= 40)
    }
}
