import Arguments
import Contracts
import Foundation
import Glibc
import Kafka
import Runtime
import Statute
import Testing

@testable import AnnualReview
@testable import Backup
@testable import Caseload

@Suite struct `A backup` {
    static func mode(_ path: String) throws -> UInt32 {
        var status = stat()
        #expect(stat(path, &status) == 0)
        return status.st_mode & 0o7777
    }

    @Test(.timeLimit(.minutes(3)))
    func `holds every topic, for its owner alone, and a second run adds only what is new`()
        throws
    {
        let cabinet = try Cabinet()
        try cabinet.fill()
        cabinet.run("backup", cabinet.backup, "--json")
        let first = try cabinet.files()
        let manifest = try cabinet.manifest()
        #expect(manifest.topics.map(\.topic).sorted() == Topic.allCases.map(\.plainName).sorted())
        #expect(try Self.mode(cabinet.backup) == 0o700)
        for name in first.keys { #expect(try Self.mode("\(cabinet.backup)/\(name)") == 0o600, "\(name)") }
        for topic in [Topic.caseFiles, .people, .documents] {
            let records = try #require(manifest.part(topic)).segments.reduce(0) { $0 + $1.records }
            #expect(try records == cabinet.records(topic).count, "\(topic)")
        }
        // Nothing is new.
        cabinet.run("backup", cabinet.backup, "--json")
        #expect(try cabinet.manifest().topics == manifest.topics)
        #expect(try cabinet.manifest().runs == 2)
        try cabinet.submit("She walks to school.")
        cabinet.run("backup", cabinet.backup, "--json")
        let last = try cabinet.files()
        for (name, bytes) in first where name != BackupManifest.file { #expect(last[name] == bytes, "\(name)") }
        let added = last.keys.filter { first[$0] == nil }.sorted()
        #expect(added == ["000003-case-files-1.segment", "000003-documents-1.segment"])
        #expect(
            try cabinet.manifest().topics.flatMap(\.segments).filter { added.contains($0.file) }.map(\.records) == [
                1, 1,
            ])
        cabinet.run("backup", cabinet.backup, "--verify", "--json")
    }

    @Test(.timeLimit(.minutes(3)))
    func `is restored with the same offsets, heads, bytes, headers and times, of other topics what stood last`() throws
    {
        let cabinet = try Cabinet()
        try cabinet.fill()
        cabinet.run("backup", cabinet.backup, "--json")
        // Somebody is erased, and somebody has moved; in another run, so that it is in other segments.
        let writer = try LogWriter(cabinet.address)
        try writer.write(.people, key: "B-10001/1", value: nil)
        try writer.write(.people, key: "B-10002/1", value: Array("{}".utf8), headers: [RecordHeader("x", [0, 255])])
        try writer.flush()
        writer.close()
        cabinet.run("backup", cabinet.backup, "--json")
        let other = try Cabinet(beside: cabinet)
        other.run("restore", cabinet.backup, "--json")
        #expect(try other.records(.caseFiles) == cabinet.records(.caseFiles))
        #expect(try other.records(.documents) == cabinet.records(.documents))
        #expect(try other.records(.notifications) == cabinet.records(.notifications))
        let people = try other.records(.people, offsets: false)
        let before = try cabinet.records(.people, offsets: false)
        #expect(Set(people).isSubset(of: before) && people.count < before.count)
        #expect(!people.contains { $0.contains(" B-10001/1 ") })
        #expect(people.filter { $0.contains(" B-10002/1 ") }.count == 1)
        #expect(people.contains { $0.contains(" B-10002/1 ") && $0.contains("x=[0, 255]") })
        // It goes on, and its next backup in a new folder: topics of which what stands was restored hold less than was kept.
        try other.submit("He sleeps well.")
        #expect(
            other.run("backup", cabinet.backup, "--json", expecting: ExitStatus.failure).contains("begin a new folder"))
        other.run("backup", cabinet.folder.appending(path: "next").path, "--json")
    }

    @Test(.timeLimit(.minutes(3))) func `says where it is damaged, and nothing of it is restored`() throws {
        let cabinet = try Cabinet()
        try cabinet.fill()
        cabinet.run("backup", cabinet.backup, "--json")
        let name = try #require(cabinet.manifest().part(.caseFiles)?.segments.first?.file)
        let path = "\(cabinet.backup)/\(name)"
        let whole = try Data(contentsOf: URL(filePath: path))
        let other = try Cabinet(beside: cabinet)
        func damage(_ words: String, _ change: (inout Data) -> Void) throws {
            var bytes = whole
            change(&bytes)
            try bytes.write(to: URL(filePath: path))
            defer { #expect(throws: Never.self) { try whole.write(to: URL(filePath: path)) } }
            for errors in [
                cabinet.run("backup", cabinet.backup, "--verify", "--json", expecting: ExitStatus.failure),
                cabinet.run("backup", cabinet.backup, "--json", expecting: ExitStatus.failure),
                other.run("restore", cabinet.backup, "--json", expecting: ExitStatus.failure),
            ] { #expect(errors.contains(name) && errors.contains(words), "\(errors)") }
            #expect(try other.records(.people).isEmpty)
        }
        try damage("damaged at byte 24: a record has other bytes than its hash says") { $0[60] ^= 1 }
        try damage("it ends within a record") { $0.removeLast(3) }
        try damage("the manifest says") { $0.removeLast(whole.count - SegmentFile.beginning.count) }
        try damage("it ends within a record") { $0.append(7) }
        try damage("it does not begin as a segment does") { $0[0] = 0 }
        try FileManager.default.removeItem(atPath: path)
        #expect(
            cabinet.run("backup", cabinet.backup, "--verify", "--json", expecting: ExitStatus.failure).contains(
                "No such file"))
        // A link in its place is not followed.
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/etc/passwd")
        cabinet.run("backup", cabinet.backup, "--verify", "--json", expecting: ExitStatus.failure)
    }

    @Test(.timeLimit(.minutes(3))) func `keeps the place of a gap when it is restored, and the heads stay`() throws {
        let cabinet = try Cabinet()
        try cabinet.fill()
        cabinet.run("backup", cabinet.backup, "--json")
        // The same records, one place further from the fourth on, and one empty place at the end: two transactions.
        let gapped = cabinet.folder.appending(path: "gapped").path
        try Self.copy(cabinet.backup, to: gapped) { partition in
            partition.gaps = [3, partition.next + 1]
            partition.next += 2
        } record: { record in
            var moved = record
            if record.offset >= 3 { moved.offset += 1 }
            return moved
        }
        let other = try Cabinet(beside: cabinet)
        other.run("restore", gapped, "--json")
        let extent = try LogReader(other.address).extent(of: .caseFiles)
        #expect(extent.ends == (try cabinet.manifest().ends).map { $0 + 2 })
        var fillers: [Int64] = []
        try LogReader(other.address).read(extent) {
            if GapFiller.isOne(key: $0.key, value: $0.value), $0.partition == 0 { fillers.append($0.offset) }
        }
        #expect(fillers == [3, extent.ends[0] - 1])
        // Nobody reads anything in them.
        let (one, two) = (try Caseload.read(cabinet.address), try Caseload.read(other.address))
        #expect(two.unreadable == 0 && one.cases.count == two.cases.count)
        // Backed up again it has the heads that it had.
        other.run("backup", gapped, "--json")
        let heads = try #require(BackupFolder(gapped, toWrite: false).manifest()?.part(.caseFiles)).partitions
        #expect(heads.map(\.head) == (try cabinet.manifest().part(.caseFiles)?.partitions.map(\.head)))
        #expect(heads[0].gaps == fillers)
    }

    /// Writes a backup anew with other records.
    static func copy(
        _ from: String, to path: String, partition change: (inout BackupManifest.Partition) -> Void,
        record move: (StoredRecord) -> StoredRecord
    ) throws {
        let source = try BackupFolder(from, toWrite: false)
        let target = try BackupFolder(path, toWrite: true)
        var manifest = try #require(try source.manifest())
        for index in manifest.topics.indices {
            let topic = try #require(Namespace.none.topic(named: manifest.topics[index].topic))
            let writer = SegmentFile.Writer(topic, run: 1, in: target)
            for segment in manifest.topics[index].segments {
                try SegmentFile.read(segment, in: source) { try writer.append(topic == .caseFiles ? move($0) : $0) }
            }
            manifest.topics[index].segments = try writer.finish()
            for segment in manifest.topics[index].segments {
                try target.name(BackupFolder.unfinished(segment.file), segment.file)
            }
            guard topic == .caseFiles else { continue }
            for place in manifest.topics[index].partitions.indices { change(&manifest.topics[index].partitions[place]) }
        }
        try target.write(manifest)
    }

    @Test(.timeLimit(.minutes(3))) func `changes nothing that is kept when the log contradicts it, and says why`()
        throws
    {
        let cabinet = try Cabinet()
        try cabinet.fill()
        cabinet.run("backup", cabinet.backup, "--json")
        let kept = try cabinet.files()
        let name = try cabinet.manifest().log
        // A log of the same name, once with other records, once with fewer.
        for days in [80, 1] {
            let other = try Cabinet(beside: cabinet)
            let writer = try LogWriter(other.address)
            try writer.begin(
                LogBegan(calendar: .rehearsal, partitions: 0, council: "bromley", log: name), on: Day.of("2024-09-02"),
                by: Operator.standard, marking: Topic.allCases)
            for day in 0..<days {
                for partition in 0..<writer.partitions {
                    try writer.append(LogStart.dayBegan(Day.of("2024-09-02") + day), toLogOf: partition)
                }
            }
            for filler in 0..<(days > 1 ? 60 : 0) {
                for topic in [Topic.people, .documents, .children, .childrenReturn] {
                    for partition: Int32 in 0..<3 {
                        try writer.write(topic, key: "filler-\(filler)", value: [], partition: partition)
                    }
                }
            }
            try writer.flush()
            writer.close()
            let errors = other.run("backup", cabinet.backup, "--json", expecting: ExitStatus.failure)
            #expect(errors.contains(days > 1 ? "holds other records before" : "it has lost records"), "\(errors)")
            #expect(try cabinet.files() == kept)
        }
        // Another log altogether, and another namespace.
        let other = try Cabinet(beside: cabinet)
        try other.fill()
        #expect(
            other.run("backup", cabinet.backup, "--json", expecting: ExitStatus.failure).contains(
                "is a backup of the log"))
        let elsewhere = try Cabinet(beside: cabinet, in: try #require(Namespace("brom")))
        try elsewhere.fill()
        #expect(
            elsewhere.run("backup", cabinet.backup, "--json", expecting: ExitStatus.failure).contains(
                "a backup of a log without a namespace"))
        #expect(
            elsewhere.run("restore", cabinet.backup, "--json", expecting: ExitStatus.failure).contains("no namespace"))
        #expect(try cabinet.files() == kept)
    }

    @Test(.timeLimit(.minutes(3))) func `goes only into topics that hold nothing, and never held anything`() throws {
        let cabinet = try Cabinet()
        try cabinet.fill()
        cabinet.run("backup", cabinet.backup, "--json")
        let ends = try LogReader(cabinet.address).extent(of: .caseFiles).ends
        #expect(
            cabinet.run("restore", cabinet.backup, "--json", expecting: ExitStatus.failure).contains(
                "holds or held"))
        #expect(try LogReader(cabinet.address).extent(of: .caseFiles).ends == ends)
        let wider = try Cabinet(partitions: 5, beside: cabinet)
        #expect(
            wider.run("restore", cabinet.backup, "--json", expecting: ExitStatus.failure).contains("has 5 partitions"))
    }

    @Test(.timeLimit(.minutes(3)))
    func `that is older than others know says what is missing, case by case, and is restored only when told so`() throws
    {
        let cabinet = try Cabinet()
        try cabinet.fill()
        cabinet.run("backup", cabinet.backup, "--json")
        try FileManager.default.createDirectory(atPath: cabinet.outbox, withIntermediateDirectories: true)
        let log = try cabinet.manifest().log
        try Data("\(log)".utf8).write(to: URL(filePath: cabinet.outbox).appending(path: ".log-name"))
        for file in ["B-10003+review-1+tell-review-due+2024-10-01+setting.eml", "B-77777+x.eml", ".half.eml.1"] {
            try Data().write(to: URL(filePath: cabinet.outbox).appending(path: file))
        }
        let other = try Cabinet(beside: cabinet)
        let errors = other.run(
            "restore", cabinet.backup, "--folder", cabinet.outbox, "--json", expecting: ExitStatus.failure)
        #expect(errors.contains("--accept-loss"))
        #expect(try other.records(.people).isEmpty)
        let caseload = try Caseload.read(cabinet.address)
        var loss = Loss()
        loss.add(try OutboxFolder(cabinet.outbox), against: caseload)
        #expect(loss.items.map(\.id).sorted() == ["B-10003", "B-77777"])
        loss.add(notification: "B-10002/review-1/tell-decision/x", partition: 0, offset: 2, ends: [3])
        #expect(loss.items.count == 2)
        loss.add(notification: "B-10002/review-1/tell-decision/x", partition: 0, offset: 3, ends: [3])
        #expect(loss.items.last?.id == "B-10002")
        other.run("restore", cabinet.backup, "--folder", cabinet.outbox, "--accept-loss", "--json")
        // An outbox of another log is none that could be compared.
        try Data("\(LogName(high: 1, low: 1))".utf8).write(
            to: URL(filePath: cabinet.outbox).appending(path: ".log-name"))
        let third = try Cabinet(beside: cabinet)
        #expect(
            third.run(
                "restore", cabinet.backup, "--folder", cabinet.outbox, "--accept-loss", "--json",
                expecting: ExitStatus.failure
            ).contains("belongs to the log"))
    }

    @Test(.timeLimit(.minutes(3)))
    func `of a topic that forgot a tombstone between two runs holds the erasure nevertheless`() throws {
        let cabinet = try Cabinet()
        try cabinet.fill()
        let folder = { try BackupFolder(cabinet.backup, toWrite: true) }
        _ = try BackupRun(cabinet.address, into: folder(), now: 1_000_000).run()
        // The same log; compaction has taken one person, and the tombstone too.
        let later = try Cabinet(beside: cabinet)
        later.run("restore", cabinet.backup, "--record-alone", "--json")
        let writer = try LogWriter(later.address)
        for topic in Topic.allCases where topic != .caseFiles {
            let extent = try LogReader(cabinet.address).extent(of: topic)
            try LogReader(cabinet.address).read(extent) { record in
                let key = record.key.map { String(decoding: $0, as: UTF8.self) } ?? ""
                let isErased = topic == .people && key == "B-10001/1"
                try writer.write(
                    topic, key: isErased ? "filler" : key, value: record.value.map { Array($0) },
                    headers: record.headers.map { RecordHeader($0.name, $0.value) }, partition: record.partition)
            }
        }
        try writer.flush()
        writer.close()
        let soon = 1_000_000 + BackupRun.mostSecondsBetween
        _ = try BackupRun(later.address, into: folder(), now: soon).run()
        #expect(try Self.restored(cabinet).contains { $0.contains(" B-10001/1 ") })
        _ = try BackupRun(later.address, into: folder(), now: soon + BackupRun.mostSecondsBetween + 1).run()
        let people = try Self.restored(cabinet)
        #expect(!people.contains { $0.contains(" B-10001/1 ") })
        #expect(people.contains { $0.contains(" B-10002/1 ") })
    }

    static func restored(_ cabinet: Cabinet) throws -> [String] {
        let new = try Cabinet(beside: cabinet)
        new.run("restore", cabinet.backup, "--json")
        return try new.records(.people)
    }

    @Test(.timeLimit(.minutes(3)))
    func `is kept in segments with a bound, and a run that is broken off leaves nothing behind`()
        throws
    {
        let cabinet = try Cabinet()
        try cabinet.fill()
        _ = try BackupRun(
            cabinet.address, into: BackupFolder(cabinet.backup, toWrite: true), now: 1, mostSegmentBytes: 400
        ).run()
        #expect(try #require(cabinet.manifest().part(.caseFiles)).segments.count > 3)
        let kept = try cabinet.files()
        for name in ["000002-case-files-1.segment", "000002-people-1.segment.unfinished"] {
            try Data("half".utf8).write(to: URL(filePath: cabinet.backup).appending(path: name))
        }
        cabinet.run("backup", cabinet.backup, "--json")
        #expect(Set(try cabinet.files().keys) == Set(kept.keys))
        // While one works on it, no other does.
        let holder = try BackupFolder(cabinet.backup, toWrite: true)
        #expect(
            cabinet.run("backup", cabinet.backup, "--json", expecting: ExitStatus.failure).contains("another backup"))
        _ = holder.path
        // A folder with anything else in it is none.
        let other = cabinet.folder.appending(path: "documents").path
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: other).appending(path: "letter.txt"))
        #expect(cabinet.run("backup", other, "--json", expecting: ExitStatus.failure).contains("is not empty"))
        #expect(try Self.mode(other) != 0o700)
    }
}
