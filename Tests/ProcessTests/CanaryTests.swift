import Contracts
import Foundation
import Runtime
import Testing

/// A word that stands in every name, address and text of a caseload, and must stand nowhere else.
private let canary = "canary"

@Suite struct `Names and free text` {
    /// The cells of a line of a caseload file; the sample quotes what holds a comma.
    private func cells(_ line: Substring) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }

    /// The sample's people, each cell that may name somebody with the word in it.
    private func marked(_ people: String) -> String {
        let lines = people.split(whereSeparator: \.isNewline)
        let header = cells(lines[0])
        let texts: Set = [
            "name", "address1", "address2", "address3", "address4", "child", "child_legal_name", "home_postcode",
            "postcode",
        ]
        let rows = lines.dropFirst().enumerated().map { number, line in
            zip(header, cells(line)).map { column, cell in
                if column == "email", !cell.isEmpty { return "\(canary)\(number)@example.org" }
                return texts.contains(column) && !cell.isEmpty ? "\(canary) \(number) \(column)" : cell
            }.map { "\"\($0)\"" }.joined(separator: ",")
        }
        return ([header.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
    }

    /// How many records of a topic hold the word, in key, value or a header.
    private func records(of topic: Topic, _ site: Site) throws -> (marked: Int, all: Int) {
        var (marked, all) = (0, 0)
        func look(_ bytes: some Sequence<UInt8>) -> Bool {
            String(decoding: Array(bytes), as: UTF8.self).lowercased().contains(canary)
        }
        guard topic != .documents else {
            try LogReader(site.address).readDocuments { key, document in
                all += 1
                guard let document = try? document.get() else { return }
                if look(key.utf8) || look(document.bytes) || look(document.title.utf8) { marked += 1 }
            }
            return (marked, all)
        }
        try LogReader(site.address).readToEnd(topic) { _, _, key, value in
            all += 1
            if key.map({ look($0) }) ?? false || value.map({ look($0) }) ?? false { marked += 1 }
        }
        return (marked, all)
    }

    @Test(.timeLimit(.minutes(5)))
    func `stand on people, children, children-return and documents alone, over a year of letters`() throws {
        let site = try Site(partitions: 2)
        let sample = site.group.folder.appending(path: "sample").path
        try site.run("sample", "--council", "bromley", "--plans", "30", "--from", Site.firstDay, "--out", sample)
        let file = site.group.folder.appending(path: "people.csv")
        let people = try String(contentsOfFile: "\(sample)/people.csv", encoding: .utf8)
        try Data(marked(people).utf8).write(to: file)
        try site.run("import", "\(sample)/plans.csv", "--people", file.path)
        try site.run("cohorts")
        try site.run("release", "--yes")
        let services = try site.startReady([.scheduler, .notifier, .decisionWriter, .analytics])
        try site.run("rehearse", "--days", "365", "--coordinators", "prompt", within: 200)
        // A clerk's own papers, named after the child, as scans are.
        let paper = site.group.folder.appending(path: "\(canary) jones.txt")
        try Data("\(canary) Jones likes swimming.".utf8).write(to: paper)
        let id = "B-10001"
        try site.run("record", "progress", id, "--from", "parent", "--contact", "1", "--document", paper.path)
        try site.run(
            "record", "early-review-requested", id, "--from", "parent", "--ground", "moving", "--document", paper.path)
        try site.comesToRest([.scheduler, .notifier, .decisionWriter, .analytics])

        for topic in Topic.allCases {
            let found = try records(of: topic, site)
            // What figures are broken down by is of persons, and names none.
            if topic.holdsPersons, topic != .cohorts {
                #expect(found.marked > 0, "\(topic.rawValue) holds \(found.all) records and no name: nothing was tried")
            } else {
                #expect(found.marked == 0, "\(found.marked) of \(found.all) records of \(topic.rawValue)")
            }
        }
        #expect(try records(of: .notifications, site).all > 50)
        #expect(try records(of: .cohorts, site).all == 30)
        for service in services {
            #expect(!service.child.output.lowercased().contains(canary), "the log of \(service.name.rawValue)")
            #expect(!service.child.errors.lowercased().contains(canary), "the log of \(service.name.rawValue)")
            #expect(service.get("/metrics").map { !$0.body.lowercased().contains(canary) } ?? false)
        }
    }
}
