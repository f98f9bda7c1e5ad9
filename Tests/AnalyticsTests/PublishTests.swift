import Contracts
import Foundation
import Metrics
import Statute
import TestSupport
import Testing

@testable import Analytics

@Suite struct `What was published` {
    private func publication(told: Int, late: Int = 40, asAt: String = "2025-08-31") throws -> Publication {
        var rows: [ReviewRow] = []
        for number in 0..<told { rows.append(review(of: "B-\(number)", held: "2025-03-03", told: "2025-03-20")) }
        for number in 0..<late {
            rows.append(review(of: "B-\(1_000 + number)", held: "2025-03-03", told: "2025-05-01"))
        }
        return Publication(
            ReadModel.About(council: "bromley", isRehearsal: false, today: day("2025-09-30")), try published.get(),
            try counted(rows, asAt: asAt))
    }

    private func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "ar-kept-\(UUID().uuidString)").path
        try Folder.make(path, mode: 0o700)
        return path
    }

    @Test func `holds back what differs from it by 1 to 4 children, and names it`() throws {
        let publishing = Publishing(try folder())
        try publishing.keep(try publication(told: 60), leaks: [])
        let leaks = try publishing.leaks(by: KeptPublication(try publication(told: 62)))
        #expect(leaks.contains { $0.id == CountID(.recordedInTime) && ($0.before, $0.now) == (60, 62) })
        #expect(PublishError.gives(leaks).description.contains("60 was published for the period to 2025-08-31, and 62"))
        // What stays as it was, or changes by more, gives nothing away.
        #expect(try publishing.leaks(by: KeptPublication(try publication(told: 60))).isEmpty)
        #expect(try publishing.leaks(by: KeptPublication(try publication(told: 65))).isEmpty)
    }

    @Test func `holds back what shows a number that was left out, or leaves out one that was shown`() throws {
        let publishing = Publishing(try folder())
        try publishing.keep(try publication(told: 60, late: 3), leaks: [])
        let leaks = try publishing.leaks(by: KeptPublication(try publication(told: 60, late: 9)))
        #expect(leaks.contains { $0.id == CountID(.recordedLate) && $0.before == nil && $0.now == 9 })
        // It is named without the number that was left out.
        #expect(leaks.allSatisfy { !$0.description.contains(" 3 ") })
        try publishing.keep(try publication(told: 60, late: 9, asAt: "2025-06-30"), leaks: [])
        let other = try publishing.leaks(by: KeptPublication(try publication(told: 60, late: 3, asAt: "2025-06-30")))
        #expect(other.contains { $0.id == CountID(.recordedLate) && $0.before == 9 && $0.now == nil })
    }

    @Test func `is held against other periods by the months that lie whole in both`() throws {
        let publishing = Publishing(try folder())
        try publishing.keep(try publication(told: 60), leaks: [])
        let leaks = try publishing.leaks(by: KeptPublication(try publication(told: 62, asAt: "2025-06-30")))
        #expect(leaks.contains { $0.id.dimension == .month && $0.id.measure == .recorded })
        #expect(leaks.allSatisfy { $0.id.dimension == .month })
    }

    @Test func `comes back from its file as it was, and names who decided`() throws {
        let path = try folder()
        let publishing = Publishing(path)
        let first = try publication(told: 60, late: 3)
        try publishing.keep(first, leaks: [])
        #expect(try publishing.kept().map(\.counts) == [KeptPublication(first).counts])
        let second = try publication(told: 62, late: 3)
        let leaks = try publishing.leaks(by: KeptPublication(second))
        try publishing.keep(second, leaks: leaks, accepted: "a correction", by: "M-02")
        let decisions = try String(contentsOfFile: "\(path)/decisions.csv", encoding: .utf8)
        #expect(decisions.contains("M-02,a correction") && leaks.count > 1)
        try Data("From,To,Count,By,Part,Shown\nnever,2025-08-31,due,all,0,7\n".utf8).write(
            to: URL(filePath: "\(path)/a.csv"))
        #expect { try publishing.kept() } throws: { "\($0)".contains("a.csv:2") }
    }
}
