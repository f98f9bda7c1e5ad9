public import Contracts

// What is not obvious here:
//
// - A look at a file takes no longer than its events, be they thousands: what is asked once a cause or a message is worked
//   out once, when it is first asked for. `steps` counts what was gone through, and a test holds it.

/// A file as it is for the length of one look at it, with what is asked of it again and again.
public final class CaseReading {
    /// The file.
    public let file: CaseFile
    /// How many reports, conclusions and messages were gone through so far.
    public private(set) var steps = 0

    private var reviews: [UInt8: Review?] = [:]
    private var holders: [Contact]?
    private var heirs: [Contact]?
    private var contacts: [UInt8: Contact]?
    private var knownEnd: PlanEnd??
    private var places: [Fact: Int]?
    private var messagePlaces: [ConclusionID: Int]?
    private var asked: AskedAgain?
    private var early: (requests: [EarlyRequest], byRequest: [Fact: Int], byAnswer: [Fact: Int])?
    private var left: Set<ConclusionID>?

    public init(_ file: CaseFile) { self.file = file }

    /// The review with that number; nil when there is none.
    public func review(_ number: UInt8) -> Review? {
        if let known = reviews[number] { return known }
        steps += file.submissions.count + file.messages.count
        let review = file.review(number)
        reviews[number] = .some(review)
        return review
    }

    /// Those who are told.
    public var toldHolders: [Contact] {
        if let holders { return holders }
        steps += file.submissions.count
        let told = file.toldHolders
        holders = told
        return told
    }

    /// Whoever hears that the rights will pass, or have.
    public var youngPersonAndHolders: [Contact] {
        if let heirs { return heirs }
        steps += file.submissions.count
        let all = file.youngPersonAndHolders
        heirs = all
        return all
    }

    /// The contact with that number; nil when there is none.
    func contact(_ number: UInt8) -> Contact? {
        if contacts == nil {
            steps += file.submissions.count
            contacts = Dictionary(file.contacts.map { ($0.number, $0) }, uniquingKeysWith: { $1 })
        }
        return contacts?[number]
    }

    /// The end of the plan; nil while it is maintained.
    var end: PlanEnd? {
        if let knownEnd { return knownEnd }
        steps += file.submissions.count
        let end = file.end
        knownEnd = .some(end)
        return end
    }

    /// Whether that message may leave: the plan has not ended, or the end itself demands it.
    func mayLeave(_ message: ConclusionID) -> Bool { end == nil || file.mayLeave(message) }

    /// The first report with that reference, also one that no longer stands.
    public func report(_ fact: Fact) -> Submission? {
        if places == nil {
            steps += file.submissions.count
            var all: [Fact: Int] = [:]
            for (place, report) in file.submissions.enumerated() where all[report.key.reference] == nil {
                all[report.key.reference] = place
            }
            places = all
        }
        return places?[fact].map { file.submissions[$0] }
    }

    /// Whether that message was asked for.
    public func holds(_ message: ConclusionID) -> Bool { self.message(message) != nil }

    /// That message; nil when nobody asked for it.
    public func message(_ id: ConclusionID) -> Message? {
        if messagePlaces == nil {
            steps += file.messages.count
            messagePlaces = Dictionary(
                zip(file.messages.lazy.map(\.id), file.messages.indices), uniquingKeysWith: { $1 })
        }
        return messagePlaces?[id].map { file.messages[$0] }
    }

    /// What was asked for to be sent again.
    var askedAgain: AskedAgain {
        if let asked { return asked }
        // Those reports, and those that stand in their order.
        steps += file.resendsAsked.isEmpty ? 0 : file.resendsAsked.count + file.submissions.count
        let sought = AskedAgain(in: file)
        asked = sought
        return sought
    }

    /// Whether that message may go again: somebody asked for it first, by a report that stands, and it had left.
    func isAskedAgain(_ again: ConclusionID) -> Bool {
        askedAgain.message(before: again).map { message($0)?.sent != nil } ?? false
    }

    /// The request for an early review with that reference, if it stands.
    public func request(_ fact: Fact) -> EarlyRequest? {
        let early = noteEarly()
        return early.byRequest[fact].map { early.requests[$0] }
    }

    /// The request that the answer with that reference answers.
    public func request(answeredBy fact: Fact) -> EarlyRequest? {
        let early = noteEarly()
        return early.byAnswer[fact].map { early.requests[$0] }
    }

    private func noteEarly() -> (requests: [EarlyRequest], byRequest: [Fact: Int], byAnswer: [Fact: Int]) {
        if let early { return early }
        steps += file.submissions.count
        let requests = file.earlyRequests
        var (byRequest, byAnswer): ([Fact: Int], [Fact: Int]) = ([:], [:])
        for (place, request) in requests.enumerated() {
            if byRequest[request.key.reference] == nil { byRequest[request.key.reference] = place }
            if let answer = request.answer?.key.reference, byAnswer[answer] == nil { byAnswer[answer] = place }
        }
        let noted = (requests, byRequest, byAnswer)
        early = noted
        return noted
    }

    /// Whether the letter of which that message tells has left for one of the family at least, or was recorded as sent:
    /// before that nobody else is told.
    func isKnownToFamily(_ message: ConclusionID) -> Bool {
        if left == nil {
            steps += file.messages.count
            left = Set(file.messages.lazy.filter { $0.sent != nil && $0.id.contact != nil }.map(\.id.withoutAddressee))
        }
        if left?.contains(message.withoutAddressee) ?? false { return true }
        guard let review = review(message.review) else { return false }
        return (message.source == .letter(.finalLetter) ? review.finalTold : review.told) != nil
    }
}

extension ConclusionID {
    /// What is told, whoever is told it.
    fileprivate var withoutAddressee: ConclusionID { ConclusionID(subject, review: review, fact: fact) }
}
