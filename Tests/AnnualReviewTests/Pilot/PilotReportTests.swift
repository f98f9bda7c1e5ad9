import CaseFile
import Contracts
import Foundation
import Quality
import Runtime
import Statute
import TestSupport
import Testing

@testable import Analytics
@testable import AnnualReview
@testable import Caseload

@Suite struct `A pilot before those who asked for it` {
    private static let folder = Repository.root.appending(path: "seeds").path

    private static func plan() throws -> PilotPlan {
        let file = "seeds/pilots/bromley-pilot.yaml"
        return try PilotPlan(try Repository.text(file), name: "bromley-pilot", file: file)
    }

    /// Forty children in the pilot and forty beside it, of whom so many were told within four weeks.
    private static func caseload(inTime pilot: Int, beside others: Int) throws -> Caseload {
        var office = Office(today: "2026-12-01")
        var keys: UInt64 = 0
        for number in 0..<80 {
            let isMember = number < 40
            var plan = PlanRecorded(
                made: day("2020-05-04"), setting: UInt32(100_001 + number % 2), placement: .mainstream, need: .autism,
                model: "bromley-pilot")
            plan.year = 4
            plan.coordinator = actorID(isMember ? "C-01" : "C-09")
            let isInTime = number % 40 < (isMember ? pilot : others)
            let told = day(isInTime ? "2026-10-20" : "2026-11-20")
            for (data, happened) in [
                (EventData.planRecorded(plan), day("2026-09-01")),
                (.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), day("2026-09-02")),
                (.meetingHeld(MeetingHeld(review: 1)), day("2026-10-01")),
                (.decisionRecorded(DecisionRecorded(review: 1, outcome: .maintain)), told),
            ] {
                keys += 1
                let event = Event(SubmissionKey(high: 3, low: keys), happened: happened, data)
                office.caseload.take([
                    (CaseID.of("B-\(number)"), Entry(by: .coordinator, recorded: happened, events: [event]))
                ])
            }
        }
        return office.caseload
    }

    private static func report(_ pilot: Int, _ others: Int, today: String = "2026-12-01") throws -> PilotReport {
        try PilotReport(
            try plan(), try caseload(inTime: pilot, beside: others), on: day("2026-12-01"), today: day(today),
            models: try SeedModels.all(), metrics: try Seeds(folder: folder).metrics())
    }

    @Test func `is compared with the children beside it, by the figures that were set down`() throws {
        let report = try Self.report(36, 20)
        let figure = try #require(report.judgement.figures["told-in-four-weeks-strict"])
        #expect(
            figure.pilot.those == 36 && figure.pilot.of == 40 && figure.others.those == 20 && figure.others.of == 40)
        #expect(report.judgement.verdict(of: report.judgement.plan.aims[0]) == .reached)
        #expect(report.text.contains("the aim is reached") && report.text.contains("No threshold of harm is reached."))
    }

    @Test func `ends where a threshold of harm is reached`() throws {
        let report = try Self.report(10, 30)
        #expect(report.judgement.harmful.map(\.metric) == ["told-in-four-weeks-strict"])
        #expect(report.text.contains("HARM: the pilot ends."))
    }

    @Test func `says with every result who answered, what it rests on, and that it waits for its day`() throws {
        let report = try Self.report(30, 30)
        let words = report.text.replacing("\n", with: " ")
        #expect(words.contains("none are recorded in this log"))
        #expect(words.contains("the result is published on 15 October 2027"))
        #expect(report.text.contains(try Self.plan().sha256.description))
        #expect(report.json.contains("\"answers\":null") && report.json.contains("\"for_publication\":false"))
        #expect(try Self.report(30, 30, today: "2027-10-15").text.contains("For publication since 15 October 2027."))
    }

    @Test func `says of how many who were to be asked how many answered, a parent and a child after each review`()
        throws
    {
        var caseload = try Self.caseload(inTime: 30, beside: 30)
        for (key, from, review) in [
            (1, Contracts.Party.parent, 1), (2, .parent, 1), (3, .youngPerson, 1), (4, .parent, 2),
        ] as [(UInt64, Contracts.Party, UInt8)] {
            let said = EventData.experienceAnswered(
                ExperienceAnswered(review: review, from: from, by: .paper, listened: .yes))
            let event = Event(SubmissionKey(high: 9 + key, low: 9), said)
            caseload.take([(CaseID.of("B-1"), Entry(by: .coordinator, recorded: day("2026-11-01"), events: [event]))])
        }
        let report = try PilotReport(
            try Self.plan(), caseload, on: day("2026-12-01"), today: day("2026-12-01"), models: try SeedModels.all(),
            metrics: try Seeds(folder: Self.folder).metrics())
        // Eighty reviews were held; a second answer of one parent is none more, and no second review was held.
        #expect(report.judgement.answers == PilotJudgement.Answers(asked: 160, answered: 2))
        #expect(report.text.replacing("\n", with: " ").contains("Of 160 who were to be asked"))
    }

    @Test
    func `counts the sessions that families were offered, by day, evening and online, and those to which they came`()
        throws
    {
        var caseload = try Self.caseload(inTime: 30, beside: 30)
        let offer = SubmissionKey(high: 11, low: 9)
        for (key, said) in [
            (offer, EventData.sessionOffered(SessionOffered(review: 1, when: .evening, session: day("2026-10-20")))),
            (SubmissionKey(high: 12, low: 9), .sessionAttended(SessionAttended(session: offer, attended: true))),
            (
                SubmissionKey(high: 13, low: 9),
                .sessionOffered(SessionOffered(review: 1, when: .evening, session: day("2026-10-21")))
            ),
        ] {
            caseload.take([
                (CaseID.of("B-1"), Entry(by: .coordinator, recorded: day("2026-11-01"), events: [Event(key, said)]))
            ])
        }
        let report = try PilotReport(
            try Self.plan(), caseload, on: day("2026-12-01"), today: day("2026-12-01"), models: try SeedModels.all(),
            metrics: try Seeds(folder: Self.folder).metrics())
        #expect(report.text.contains("sessions offered: 2 in the evening, 1 attended"))
        #expect(report.json.contains(#"{"when":"evening","offered":2,"attended":1}"#))
    }

    @Test func `is announced to every family and every setting, in the pilot or not`() throws {
        let addressees = PilotAddressees(try Self.caseload(inTime: 1, beside: 1))
        #expect(addressees.contacts.count == 80 && addressees.settings == [100_001, 100_002])
        #expect(addressees.unreached.isEmpty && addressees.closed == 0)
        #expect(String(decoding: addressees.csv, as: UTF8.self).contains("setting,,,100002"))
    }
}
