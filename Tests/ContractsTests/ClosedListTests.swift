import Contracts
import Foundation
import JSON
import Statute
import TestSupport
import Testing

/// The closed lists of the code, held against those that the schemas promise to others.
@Suite struct `The closed lists of words` {
    /// One list: what the code writes, and what it reads.
    private struct List: Sendable {
        let name: String
        let words: [String]
        /// The word as it is written again once it was read; nil where it cannot be read.
        let read: @Sendable (String) -> String?

        init<Value: TextValue & CaseIterable & Sendable>(_ type: Value.Type) {
            name = "\(type)"
            words = type.allCases.map { String(decoding: $0.text, as: UTF8.self) }
            read = { word in
                Array(word.utf8).withUnsafeBufferPointer { Value(utf8: $0) }.map {
                    String(decoding: $0.text, as: UTF8.self)
                }
            }
        }
    }

    private static let lists = [
        List(Sex.self), List(EthnicGroup.self), List(Party.self), List(Outcome.self), List(FinalOutcome.self),
        List(ReviewKind.self),
        List(EarlyReviewGround.self), List(ViewsForm.self), List(Placement.self), List(Need.self), List(EndReason.self),
        List(PriorityFlag.self), List(LogCalendar.self), List(LetterKind.self), List(DeliveryFailure.self),
        List(LetterLack.self), List(Delivery.self), List(TransferPhase.self), List(Subject.self), List(Relation.self),
        List(Sight.self), List(DocumentRole.self), List(Audience.self), List(ReturnReason.self),
        List(CapacityDecision.self), List(CeaseGround.self), List(NoReturn.self), List(Institution.self),
        List(PlanSection.self), List(ProvisionChange.self), List(AppealStep.self), List(MediationStep.self),
        List(LetterForm.self), List(LetterFormat.self), List(ResendGround.self), List(WithdrawalGround.self),
        List(Grade.self),
        List(MissedDay.self), List(LateReason.self), List(ContestedFact.self), List(ContestOutcome.self),
        List(SupportFinding.self), List(AnswerChannel.self), List(ExperienceAnswer.self), List(SessionTime.self),
        List(Agency.self),
        List(AgencyStep.self),
        List(ComplaintSubject.self), List(ComplaintOutcome.self), List(Adjustment.self), List(Remedy.self),
        List(AccessRecord.Opened.self), List(AccessRecord.Ground.self),
        List(OutcomeSign.self),
    ]
    /// What stands in headers alone, which have no schema.
    private static let withoutSchema: Set = ["Audience"]
    /// The lists of one word, and that of the kinds of event: a reader knows of more kinds than it was built with, as a
    /// newer version may write them.
    private static let others = [["1.0"], ["application/json"], EventData.kinds.map { $0.type.description }]

    /// Each closed list of a schema, with its place.
    private static func promised() throws -> [(place: String, words: [String])] {
        var found: [(place: String, words: [String])] = []
        func walk(_ value: Any, _ place: String) {
            if let object = value as? [String: Any] {
                if let words = object["enum"] as? [String] { found.append((place, words)) }
                for (name, inner) in object where name != "examples" { walk(inner, "\(place)/\(name)") }
            } else if let list = value as? [Any] {
                for inner in list { walk(inner, place) }
            }
        }
        for file in try Schemas.files() where file.path.hasSuffix(".schema.json") {
            walk(try JSONSerialization.jsonObject(with: Data(file.text.utf8)), file.path)
        }
        return found
    }

    @Test func `are in the schemas what they are in the code, no narrower and no wider`() throws {
        let promised = try Self.promised()
        #expect(promised.count > 30)
        for list in promised {
            #expect(
                Self.others.contains(list.words) || Self.lists.contains { $0.words == list.words },
                "\(list.place) is no list of the code: \(list.words)")
        }
        for list in Self.lists where !Self.withoutSchema.contains(list.name) {
            #expect(promised.contains { $0.words == list.words }, "no schema has \(list.name) as it is")
        }
    }

    @Test func `are read as they are written, each word of them and no other`() {
        for list in Self.lists {
            #expect(Set(list.words).count == list.words.count, "\(list.name)")
            for word in list.words {
                #expect(list.read(word) == word, "\(list.name)")
                for other in [word + "x", String(word.dropLast()), word.uppercased() + "-"]
                where !list.words.contains(other) {
                    #expect(list.read(other) == nil, "\(list.name) reads \(other)")
                }
            }
        }
    }

    @Test func `are all looked at here`() throws {
        // As they are declared: an enum of words that is written as text.
        let declared =
            /(?m)^ *(?:public )?(?:enum (\w+): String, CaseIterable, [^{]*TextValue|extension (\w+): TextValue \{\})/
        var names: Set = ["Subject"]
        let folder = Repository.root.appending(path: "Sources/Contracts")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: declared) {
                names.insert(String(match.1 ?? match.2 ?? ""))
            }
        }
        #expect(names == Set(Self.lists.map(\.name)))
    }
}
