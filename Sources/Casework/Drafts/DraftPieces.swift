import CaseFile
import Contracts
import Statute

/// What people gave and asked for that a decision on a review rests on, from the entries of its case: the fold holds no
/// documents.
struct DraftPieces {
    private(set) var views: [Draft.Piece] = []
    private(set) var evidence: [Draft.Piece] = []
    private(set) var requests: [Draft.Piece] = []
    private(set) var papers: [Draft.Piece] = []

    /// Of that review; what belongs to none counts from the day on which the last was decided.
    init(
        of id: CaseID, _ file: CaseFile, _ entries: [(position: Int64, entry: Entry)], review: UInt8, since: Day?
    ) {
        let weighed = Set(file.review(review).map { file.familysPieces(of: $0).map(\.key) } ?? [])
        var said: [SubmissionKey: EventData] = [:]
        for (_, entry) in entries {
            for event in entry.events {
                guard case .submission(let key) = event.id, said[key] == nil, entry.by.maySay(event.data.kind) else {
                    continue
                }
                said[key] = event.data
            }
        }
        for report in file.submissions where report.stands {
            guard let data = said[report.key] else { continue }
            let isOfReview = report.review == review
            let isOfYear = report.review == 0 && since.map { report.happened >= $0 } ?? true
            func piece(_ from: Party, _ contact: UInt8? = nil) -> Draft.Piece {
                let document = data.documents.first.map { DocumentKey(id, $0.role, $0.hash) }
                var piece = Draft.Piece(
                    key: report.key, kind: report.kind, from: from, contact: contact, day: report.happened,
                    document: document)
                piece.mustBeWeighed = weighed.contains(report.key)
                return piece
            }
            switch data {
            case .viewsReceived(let data) where isOfReview:
                var views = piece(data.from, data.contact)
                views.form = data.form
                self.views.append(views)
            case .evidenceReceived(let data) where isOfReview: evidence.append(piece(data.from, data.contact))
            case .changeRequested(let data) where isOfYear || weighed.contains(report.key):
                var request = piece(data.from, data.contact)
                request.sections = data.sections ?? []
                requests.append(request)
            case .earlyReviewRequested(let data) where isOfYear: requests.append(piece(data.from, data.contact))
            case .progressRecorded(let data) where isOfYear: papers.append(piece(data.from, data.contact))
            case .reportReceived where isOfReview, .shortTermOutcomesAgreed where isOfReview:
                papers.append(piece(file.arranger))
            default: break
            }
        }
        // The child first, then the family, then the others as the list of parties has them.
        views = DraftPieces.inOrder(views)
        evidence = DraftPieces.inOrder(evidence)
    }

    private static func inOrder(_ pieces: [Draft.Piece]) -> [Draft.Piece] {
        func rank(_ party: Party) -> Int {
            party == .youngPerson ? -1 : Party.allCases.firstIndex(of: party) ?? Party.allCases.count
        }
        return pieces.enumerated()
            .sorted { (rank($0.element.from), $0.offset) < (rank($1.element.from), $1.offset) }.map(\.element)
    }
}
