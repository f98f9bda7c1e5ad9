import Foundation
import Testing

@Suite struct `When a council has no file` {
    @Test(.timeLimit(.minutes(2)), arguments: [ServiceName.notifier, .decisionWriter])
    func `whoever writes to families is not ready and names the file; with it there nothing was lost`(
        _ name: ServiceName
    ) throws {
        let site = try Site(partitions: 2)
        try site.importSample(plans: 40)
        try site.run("release", "--yes")
        let seeds = site.group.folder.appending(path: "seeds")
        try FileManager.default.copyItem(at: Child.root.appending(path: "seeds"), to: seeds)
        let file = seeds.appending(path: "councils/bromley.yaml")
        let kept = try Data(contentsOf: file)
        try FileManager.default.removeItem(at: file)
        let others: [ServiceName] = [.scheduler, name == .notifier ? .decisionWriter : .notifier]
        _ = try site.startReady(others)

        let without = try site.start(name, ["--seeds", seeds.path])
        let answer = try wait(for: "the reason", seconds: 20) {
            without.get("/readyz").flatMap { $0.body.contains(#""needs":{"ok":false"#) ? $0 : nil }
        }
        #expect(answer.status == 503)
        #expect(answer.body.contains("seeds/councils/bromley.yaml"), "\(answer.body)")
        let reading = try site.command([
            "rehearse", "--days", "20", "--services", others.map(\.rawValue).joined(separator: ","),
        ])
        #expect(try reading.ended(within: 60) == 0, "\(reading.errors)")
        // It goes on, and what waits for it is neither sent, nor claimed, nor given up.
        #expect(without.child.exitStatus == nil)
        #expect(without.get("/livez")?.status == 200)
        let waiting = try Record(of: site)
        if name == .notifier {
            #expect(waiting.sent.isEmpty && waiting.failed.isEmpty && waiting.inHand.isEmpty)
            #expect(try site.messages().isEmpty)
        } else {
            #expect(waiting.conclusions.contains { $0.what.contains("/decision-made/") })
            #expect(!waiting.conclusions.contains { $0.what.contains("/decision-letter/") })
            #expect(without.metric("annual_review_letters_stuck_total") == 0)
        }
        #expect(try without.stops() == 0)

        try kept.write(to: file)
        let with = try site.start(name, ["--seeds", seeds.path])
        try with.becomesReady()
        try site.comesToRest([.scheduler, .notifier, .decisionWriter])
        #expect(!(try Record(of: site).sent.isEmpty))
        try site.run("check", "--folder", site.outbox.path)
    }
}

@Suite struct `When the file of a model is of no use` {
    @Test(.timeLimit(.minutes(2)), arguments: [ServiceName.scheduler, .decisionWriter, .notifier])
    func `a service starts, is not ready, names file and line, and runs on`(_ name: ServiceName) throws {
        let site = try Site(partitions: 2)
        let seeds = site.group.folder.appending(path: "seeds")
        try FileManager.default.copyItem(at: Child.root.appending(path: "seeds"), to: seeds)
        try Data("id: wiltshire\nname: [\n".utf8).write(to: seeds.appending(path: "models/wiltshire.yaml"))
        let service = try site.start(name, ["--seeds", seeds.path])
        let answer = try wait(for: "the reason", seconds: 20) {
            service.get("/readyz").flatMap { $0.body.contains(#""needs":{"ok":false"#) ? $0 : nil }
        }
        #expect(answer.status == 503)
        #expect(answer.body.contains("seeds/models/wiltshire.yaml:"), "\(answer.body)")
        #expect(service.get("/livez")?.status == 200 && service.child.exitStatus == nil)
        #expect(try service.stops() == 0)
    }
}
