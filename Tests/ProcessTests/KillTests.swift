import Foundation
import Glibc
import Testing

@Suite struct `A rehearsal in which services are killed` {
    static let victims: [[ServiceName]] = ServiceName.allCases.map { [$0] } + [[.scheduler, .notifier]]

    @Test(arguments: victims)
    func `ends with the same record as one in which none is`(_ victims: [ServiceName]) throws {
        let undisturbed = try Undisturbed.run()
        #expect(!undisturbed.record.sent.isEmpty)
        var rehearsal = try Rehearsal()
        let days = try rehearsal.begin()
        for third in 1...2 as ClosedRange<Int64> {
            try rehearsal.reaches(undisturbed.records * third / 3, days)
            for name in victims {
                rehearsal.services[name]?.child.signal(SIGKILL)
                rehearsal.services[name]?.child.reap()
            }
            for name in victims { try rehearsal.restart(name) }
        }
        // Checks that nothing was accepted twice or sent twice, files are complete and figures equal.
        let record = try rehearsal.end(days)
        #expect(record.differences(from: undisturbed.record) == [])
        #expect(try rehearsal.site.messages().count == record.messages)
    }

    @Test
    func
        `and one in which two instances share the work, of which one sleeps with its work in hand, sends nothing twice`()
        throws
    {
        let undisturbed = try Undisturbed.run()
        let rehearsal = try Rehearsal(twice: [.notifier, .scheduler])
        let days = try rehearsal.begin()
        try rehearsal.reaches(undisturbed.records / 2, days)
        let sleepers = [ServiceName.notifier, .scheduler].compactMap { rehearsal.services[$0] }
        #expect(sleepers.count == 2)
        for service in sleepers { service.child.signal(SIGSTOP) }
        for service in rehearsal.seconds {
            try wait(until: "the other \(service.name.rawValue) to speak for all", seconds: 40) {
                service.metric("ehcp_partitions_spoken_for") == 4
            }
        }
        let before = try rehearsal.site.messages()
        for service in sleepers { service.child.signal(SIGCONT) }
        let record = try rehearsal.end(days)
        #expect(record.differences(from: undisturbed.record) == [])
        let after = try rehearsal.site.messages()
        #expect(after.count == record.messages)
        #expect(before.filter { after[$0.key] != $0.value }.isEmpty, "written again")
    }

    /// What may happen to an instance that has claimed messages and not yet sent them.
    enum Mishap: CaseIterable {
        case sleeps, dies
    }

    @Test(arguments: Mishap.allCases)
    func `An instance with claimed messages in hand is replaced, and nothing is sent twice`(_ mishap: Mishap) throws {
        let site = try Site(partitions: 4)
        try site.importSample(plans: 150)
        _ = try site.startReady([.scheduler])
        // So slow that there is work in hand for seconds, and that all of it is claimed at once.
        let one = try site.start(.notifier, ["--pace", "10"])
        let other = try site.start(.notifier, ["--pace", "1000"])
        for service in [one, other] {
            try service.becomesReady()
            try wait(until: "the two to share the work", seconds: 30) {
                service.metric("ehcp_partitions_spoken_for") == 2
            }
        }
        try site.comesToRest([.scheduler, .notifier])
        #expect(try site.messages().isEmpty)
        let release = try site.run("release", "--yes")
        // The quick one is done, the slow one has begun.
        try wait(until: "some messages: \(release.output)", seconds: 20) {
            let record = try Record(of: site)
            return !record.inHand.isEmpty && record.messages > 20
        }
        one.child.signal(mishap == .dies ? SIGKILL : SIGSTOP)
        let before = try Record(of: site)
        #expect(!before.inHand.isEmpty)
        try wait(until: "the other to speak for all", seconds: 40) {
            other.metric("ehcp_partitions_spoken_for") == 4
        }
        try wait(until: "the other to have sent what was in hand", seconds: 40) { try Record(of: site).inHand.isEmpty }
        // What the sleeper has in its hand when it wakes has been sent.
        let files = try site.messages()
        one.child.signal(SIGCONT)
        try site.comesToRest([.scheduler, .notifier])
        let after = try Record(of: site)
        #expect(after.inHand.isEmpty)
        #expect(after.takenOver > 0)
        let messages = try site.messages()
        #expect(messages.count == after.messages)
        #expect(files.filter { messages[$0.key] != $0.value }.isEmpty, "written again")
        try site.run("check", "--folder", site.outbox.path)
    }
}
