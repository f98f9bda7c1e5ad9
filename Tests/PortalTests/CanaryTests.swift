import CaseFile
import Casework
import Contracts
import HTTPServer
import JSON
import Statute
import TestSupport
import Testing
import Zip

@testable import Portal

/// A unique string in every sensitive field of two families: each page of the portal for each contact is searched, and each
/// string stands only where the rules of `docs/portal.md` let it.
@Suite struct `What every contact finds on every page` {
    private struct Families {
        let world: PortalWorld
        let ids: [CaseID]
        /// Of each string the contacts who may find it, as keys of `people`.
        var allowed: [String: Set<String>] = [:]

        init() throws {
            world = try PortalWorld()
            ids = [try #require(CaseID("B-10001")), try #require(CaseID("B-10002"))]
            for id in ids { try tell(id) }
        }

        /// Contacts 1 and 2 are parents, 3 is the young person; 4 is closed; 5 must not learn where the child is; 6 sees its own.
        private mutating func tell(_ id: CaseID) throws {
            let today = day("2024-02-01")
            var story = TestCase(id)
            func key(_ contact: UInt8) -> String { "\(id)/\(contact)" }
            let setting: UInt32 = id == ids[0] ? 101_234 : 101_235
            story.report(
                .planRecorded(
                    PlanRecorded(
                        made: day("2019-07-12"), setting: setting, placement: .mainstream, need: .autism,
                        coordinator: actorID("C-07"), model: "statutory")),
                on: today)
            for number in [1, 2] as [UInt8] { story.contact(number, on: today) }
            story.contact(3, .youngPerson, holdsRights: false, on: today)
            story.contact(4, mayBeWrittenTo: false, on: today)
            story.contact(5, locationProtected: true, on: today)
            story.report(
                .contactRecorded(
                    ContactRecorded(
                        contact: 6, relation: .grandparent, holdsRights: false, maySee: .own, by: actorID("C-01"),
                        on: today)),
                on: today)
            story.report(.reviewUnderWay(ReviewUnderWay(review: 1, kind: .annual)), on: today)
            story.report(.meetingArranged(MeetingArranged(review: 1, meeting: day("2024-09-23"))), on: today)
            func canary(_ name: String) -> String { "CANARY-\(id.text.suffix(1))-\(name)" }
            let see = Set([1, 2, 3].map { key($0) })
            for number in [1, 2, 3, 4, 5, 6] as [UInt8] {
                for audience in Audience.allCases {
                    let text = canary("views-\(number)-\(audience.rawValue)")
                    let paper = world.paper(text, .views, audience, of: id)
                    story.report(
                        .viewsReceived(
                            ViewsReceived(
                                review: 1, from: number == 3 ? .youngPerson : .parent, contact: number, document: paper)
                        ),
                        on: today, by: .person(.family, ActorID(contact: number), by: .portal))
                    allowed[text] = audience == .writer || number == 4 ? [] : [key(number)]
                }
                let name = canary("name-\(number)")
                let person = Person(
                    name: name, address: [canary("street-\(number)")], email: "canary\(number)@example.org")
                try world.person(key(number), person)
                // Whoever was signed in before a decision closed it still reads its own name, and nothing else.
                allowed[name] = [key(number)]
                allowed[canary("street-\(number)")] = []
            }
            for audience in Audience.allCases {
                let text = canary("advice-\(audience.rawValue)")
                let paper = world.paper(text, .views, audience, of: id)
                story.report(
                    .viewsReceived(ViewsReceived(review: 1, from: .setting, document: paper)), on: today, by: .setting)
                allowed[text] = audience == .invited ? see : []
            }
            for (name, party, actor) in [
                ("family", Party.parent, Actor.person(.family, ActorID(contact: 1), by: .portal)),
                ("setting", .setting, .setting),
            ] {
                let text = canary("concern-of-\(name)")
                let paper = world.paper(text, .safetyConcern, .writer, of: id)
                story.report(
                    .safetyConcernRaised(
                        SafetyConcernRaised(from: party, contact: party == .parent ? 1 : nil, document: paper)),
                    on: today, by: actor)
                allowed[text] = []
            }
            let evidence = world.paper(canary("evidence-of-contact"), .contactEvidence, .council, of: id)
            var closed = ContactRecorded(
                contact: 4, relation: .parent, holdsRights: true, mayBeWrittenTo: false, by: actorID("SG-1"), on: today)
            closed.mayBeWrittenTo.evidence = evidence
            story.report(.contactRecorded(closed), on: today, by: .safeguardingLead)
            allowed[canary("evidence-of-contact")] = []
            let reasons = world.paper(canary("reasons"), .reasons, .invited, of: id)
            story.report(
                .decisionSubmitted(
                    DecisionSubmitted(review: 1, outcome: .maintain, officer: actorID("C-07"), reasons: reasons)),
                on: today)
            allowed[canary("reasons")] = []
            world.tell(story)
            let child = canary("child")
            try world.record(.children, id.text, Child(name: child, legalName: canary("legal")).json())
            allowed[child] = Set([1, 2, 3, 5, 6].map { key($0) })
            allowed[canary("legal")] = []
            try world.person("setting/\(setting)", Person(name: canary("setting")))
            allowed[canary("setting")] = see
        }
    }

    private static let paths =
        [
            "/", "/questions", "/privacy", "/sign-in", "/letter", "/order", "/case", "/papers", "/plan", "/looked",
            "/held",
        ]
        + FamilyForm.all.map { "/give/\($0.id)" }

    @Test func `is what the rules let it see, and nothing else`() throws {
        let families = try Families()
        var found: [String: Set<String>] = [:]
        for id in families.ids {
            for contact in [1, 2, 3, 4, 5, 6] as [UInt8] {
                let cookie = families.world.signIn(id, contact)
                var texts = Self.paths.compactMap { families.world.get($0, cookie: cookie)?.text }
                // Every paper of both families, by its address, whether or not it is in anybody's list.
                for key in families.world.documents().keys {
                    let paper = families.world.get("/papers/\(key.role.rawValue)/\(key.hash)", cookie: cookie)
                    texts.append(paper?.text ?? "")
                }
                if let whole = families.world.get("/held/download", cookie: cookie), whole.status == 200 {
                    let zip = try ZipFile(whole.body)
                    texts += try zip.names.map { String(decoding: try zip.read($0) ?? [], as: UTF8.self) }
                }
                for canary in families.allowed.keys where texts.contains(where: { $0.contains(canary) }) {
                    found[canary, default: []].insert("\(id)/\(contact)")
                }
            }
        }
        for (canary, contacts) in families.allowed {
            #expect(found[canary] ?? [] == contacts, "\(canary)")
        }
    }

    @Test func `is no day of a meeting for whoever must not learn where the child is`() throws {
        let families = try Families()
        for id in families.ids {
            for path in Self.paths {
                let page = families.world.get(path, cookie: families.world.signIn(id, 5))
                #expect(page?.text.contains("23 September 2024") == false, "\(path)")
            }
            #expect(
                families.world.get("/case", cookie: families.world.signIn(id, 1))?.text.contains("23 September 2024")
                    == true)
        }
    }
}
