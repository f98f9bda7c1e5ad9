import Contracts
import Foundation
import Statute
import Synchronization
import TestSupport
import Testing

@testable import Portal

@Suite struct `The backlog that a council publishes` {
    /// As `annual-review recovery --json` writes it.
    private static let text = """
        {"day":"2024-09-02","backlog":3,"minutes_a_day":360,"note":"no promise","orders":[{"order":"worklist","ends":"2024-11-20",\
        "longest":{"case":"B-10001","review":1,"what":"x","code":"decide","due":"2024-01-01"},"left":0},{"order":"by-due-day",\
        "ends":"2025-01-10"}],"places":[{"case":"B-10432","review":1,"what":"decide","code":"decide","due":"2024-08-01","place":2,\
        "done":"2024-10-04","days_late":64},{"case":"B-10432","review":1,"what":"decide","code":"decide","due":"2024-08-02",\
        "place":3,"done":"2024-11-20"},{"case":"B-10433","review":1,"what":"decide","code":"decide","due":"2024-08-01"}]}
        """

    @Test
    func `is read from what the command writes: the first place of each case, and the end of the council's own order`()
        throws
    {
        let read = try PublishedBacklog.read(Array(Self.text.utf8))
        #expect(read.day == day("2024-09-02") && read.count == 3 && read.ends == day("2024-11-20"))
        let own = try #require(CaseID("B-10432"))
        #expect(read.places[own] == .init(place: 2, month: Month(of: day("2024-10-04"))))
        #expect(read.places[try #require(CaseID("B-10433"))] == .init(place: nil, month: nil))
    }

    @Test(arguments: [
        "", "{}", "[]", "{\"day\":\"2024-09-02\"}", "{\"day\":1,\"backlog\":1}",
        "{\"day\":\"2024-09-02\",\"backlog\":1,\"places\":[{}]}",
    ])
    func `is refused with what to do where a file is no such thing`(_ text: String) {
        let fault = #expect(throws: PublishedBacklog.Fault.self) { try PublishedBacklog.read(Array(text.utf8)) }
        #expect("\(fault, default: "")".contains("annual-review recovery --json"))
    }

    @Test
    func `stands on the page of a case that has a place there, and on no other, and is read again when it changes`()
        throws
    {
        let path = NSTemporaryDirectory() + "backlog-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let faults = Mutex(0)
        let backlog = PublishedBacklog(path: path) { _ in faults.withLock { $0 += 1 } }
        let home = try `The pages of a family`.Home(backlog: backlog)
        func page(_ path: String = "/case", _ contact: UInt8 = 1) throws -> String {
            try #require(home.world.get(path, cookie: home.world.signIn(home.id, contact))).text
        }
        #expect(try !page().contains("What is late"))
        #expect(try page("/order").contains("The council has not published here how much is late."))
        try Data(Self.text.utf8).write(to: URL(filePath: path), options: .atomic)
        #expect(
            try page().contains(
                "On 2 September 2024 your child\u{2019}s case had place 2 of 3, to be expected in October 2024."))
        #expect(try page("/order").contains("the last of them is done in November 2024"))
        try Data(Self.text.replacing("B-10432", with: "B-10999").utf8).write(to: URL(filePath: path), options: .atomic)
        #expect(try !page().contains("What is late"))
        try Data("no backlog".utf8).write(to: URL(filePath: path), options: .atomic)
        #expect(try page("/order").contains("The council has not published here"))
        _ = try page()
        #expect(faults.withLock { $0 } == 1, "it is said once")
    }
}
