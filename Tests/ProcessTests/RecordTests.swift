import Contracts
import Crypto
import Foundation
import JSON
import Kafka
import Runtime
import Statute
import TestSupport
import Testing

@Suite struct `A record that cannot be read` {
    /// The value of each record of a topic by its key.
    private func values(of topic: Topic, _ site: Site) throws -> [String: String] {
        var values: [String: String] = [:]
        try LogReader(site.address).readToEnd(topic) { _, _, key, value in
            guard let key, let value else { return }
            values[String(decoding: key, as: UTF8.self)] = String(decoding: value, as: UTF8.self)
        }
        return values
    }

    /// Appends a record as another program might; gives where it stands.
    private func put(
        _ value: String, key: String, to topic: Topic, _ site: Site
    ) throws -> (partition: Int32, offset: Int64) {
        let writer = try LogWriter(site.address)
        defer { writer.close() }
        let partition = Partitioner.partition(of: key, partitions: writer.partitions)
        let offset = try site.ends(of: topic)[Int(partition)]
        try writer.write(topic, key: key, value: Array(value.utf8), partition: partition)
        try writer.flush()
        return (partition, offset)
    }

    @Test func `goes to dead-letters by its place and hash, and the service goes on`() throws {
        let site = try Site()
        let services = try site.startReady([.scheduler, .notifier])
        let garbage = try put("no JSON at all", key: "B-77001", to: .caseFiles, site)
        let personal = try put(#"{"name": 7}"#, key: "B-77001/1", to: .people, site)
        // A kind of event that only a newer version knows.
        let unknown = try put(
            #"""
            {"by":"family/contact-1/portal","on":"2024-09-01","events":[{"id":"AAAAAAAAAAAAAAAAAAAAAA","type":"plan-sung","data":{}}]}
            """#, key: "B-77002", to: .caseFiles, site)
        let keys = [
            "case-files/\(garbage.partition)/\(garbage.offset)", "people/\(personal.partition)/\(personal.offset)",
        ]
        try wait(until: "the dead letters", seconds: 30) {
            Set(try values(of: .deadLetters, site).keys).isSuperset(of: keys)
        }
        let letters = try values(of: .deadLetters, site)
        #expect(Set(letters.keys) == Set(keys))
        let first = try DeadLetter(json: Array(letters[keys[0], default: ""].utf8))
        #expect(first.topic == "case-files")
        #expect((first.partition, first.offset) == garbage)
        #expect(first.hash == DocumentHash(of: Array("no JSON at all".utf8)))
        #expect(!letters.values.contains { $0.contains("B-77001") || $0.contains("no JSON") })
        let hidden = try DeadLetter(json: Array(letters[keys[1], default: ""].utf8))
        #expect(hidden.hash == DocumentHash(of: Array(#"{"name": 7}"#.utf8)))

        for service in services {
            let sample = #"ehcp_events_processed_total{topic="case-files",outcome="unknown_kind"}"#
            try wait(until: "\(service.name.rawValue) to count the unknown kind at \(unknown)", seconds: 20) {
                service.metric(sample) == 1
            }
            #expect(service.metric(#"ehcp_events_processed_total{topic="case-files",outcome="unreadable"}"#) == 1)
            #expect(service.get("/readyz")?.status == 200)
        }
        // They go on: what comes after is read and answered.
        try site.importSample(plans: 10)
        try site.comesToRest([.scheduler, .notifier])
        try wait(until: "the cases", seconds: 20) { services.allSatisfy { $0.metric("ehcp_cases") ?? 0 >= 10 } }
    }

    @Test func `stops no service, whatever it says, and everybody else is told`() throws {
        let site = try Site(partitions: 2)
        let names: [ServiceName] = [.scheduler, .notifier, .decisionWriter, .analytics]
        let services = try site.startReady(names)
        let writer = try LogWriter(site.address)
        for record in HostileRecord.all {
            guard let key = record.key.map({ String(decoding: $0, as: UTF8.self) }) else { continue }
            for partition in Int32(0)..<2 {
                try writer.write(.caseFiles, key: key, value: record.value, partition: partition)
            }
        }
        // The name of another log behind each topic's own, words that nobody may say, and what is none.
        let foreign = LogBegan(calendar: .real, partitions: 2, council: "bexley", log: LogName(high: 9, low: 9))
        let marker = try LogMarker.record(of: foreign, on: Day(number: 19_000)).json()
        for topic in [Topic.people, .documents, .notifications, .children, .quarantine] {
            try writer.write(topic, key: LogMarker.key, value: marker)
            try writer.write(topic, key: "case-files/0/0", value: Array("{}".utf8))
        }
        try writer.flush()
        writer.close()
        try site.importSample(plans: 20)
        try site.run("release", "--yes")
        try site.run(
            "rehearse", "--days", "20", "--services", names.map(\.rawValue).joined(separator: ","), within: 120)
        for service in services {
            #expect(service.child.exitStatus == nil)
            #expect(service.get("/readyz")?.status == 200, "\(service.get("/readyz")?.body ?? "no answer")")
            #expect(service.metric(#"ehcp_record_alarms{what="seen_beyond_its_place"}"#) ?? 0 >= 1)
        }
        #expect(try site.messages().count > 10)
        for service in services { #expect(try service.stops() == 0) }
    }
}
