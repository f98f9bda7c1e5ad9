public import Contracts
public import Statute

// What is not obvious here:
//
// - What is not used without a word why is not answered.
// - An answer is answered section by section. What names no section answers all that it is about; who asks for a setting
//   speaks of section I too, named or not.
// - That a meeting was asked for is settled by a meeting on that day or later, with whoever asked, or with nobody named.

/// The family's answer to an amendment notice, and what became of it (AMD-2; SEND Regulations 2014, reg 22(2)(c)).
public struct Representation: Hashable, Sendable {
    /// The key of the report as it counts now.
    public let key: SubmissionKey
    /// Which of the child's contacts gave it; nil where nobody said which.
    public let contact: UInt8?
    /// The day on which it came.
    public let came: Day
    /// About which sections of the plan; nothing: it is not known, or about the plan as a whole.
    public let sections: [PlanSection]
    /// The setting that it asks for (CFA 2014 s.38).
    public let setting: UInt32?
    /// Whether it asks for a meeting with an officer.
    public let asksMeeting: Bool
    /// Whether whoever gave it will say nothing more.
    public let isFinal: Bool
    /// Where it is, on `documents` as `representations`.
    public let document: DocumentHash?
    /// What became of it, in the order in which it was said.
    public internal(set) var answers: [Answer] = []
    /// The first meeting with an officer since.
    public internal(set) var met: Day?

    /// What became of it, or of what it says of some sections.
    public struct Answer: Hashable, Sendable {
        /// The key of the report.
        public let key: SubmissionKey
        /// The day of it.
        public let on: Day
        /// What it says of which sections; nothing: all that it says.
        public let sections: [PlanSection]
        /// Whether the plan is changed by it.
        public let isUsed: Bool
        /// The items of the final plan in which it was used.
        public let items: [PlanItemID]
        /// In the officer's words, on `documents` as an `answer`.
        public let document: DocumentHash?

        /// Whether it says where it was used, or why not.
        public var saysWhy: Bool { isUsed || document != nil }
    }

    /// The sections of which it speaks and nothing says what became of it, in the order of the plan.
    public var unansweredSections: [PlanSection] {
        let answers = answers.filter(\.saysWhy)
        guard !answers.contains(where: \.sections.isEmpty) else { return [] }
        let answered = Set(answers.flatMap(\.sections))
        return PlanSection.allCases.filter { sections.contains($0) && !answered.contains($0) }
    }

    /// Whether something that it says has no answer.
    public var isUnanswered: Bool {
        sections.isEmpty ? !answers.contains(where: \.saysWhy) : !unansweredSections.isEmpty
    }
    /// Whether it asks for a meeting that was not held.
    public var awaitsMeeting: Bool { asksMeeting && met == nil }
}

/// What few files have: answers to amendment notices by their keys, and what became of them, by theirs. Which of them stand,
/// and in what order, the file's reports say.
struct AmendmentWords: Sendable {
    var said: [SubmissionKey: RepresentationsReceived] = [:]
    var answers: [SubmissionKey: AmendmentAnswered] = [:]
    /// Of a meeting with an officer, the contact, where one is named.
    var met: [SubmissionKey: UInt8] = [:]

    var isEmpty: Bool { said.isEmpty && answers.isEmpty && met.isEmpty }
}

extension CaseFile {
    /// The family's answers to that review's amendment notice that stand, in the order of the file, each with what became of
    /// it. What became of one is said under the key that it had: one that was corrected since keeps it.
    public func representations(of review: UInt8) -> [Representation] {
        guard !amendmentWords.isEmpty else { return [] }
        let words = amendmentWords
        var answers: [SubmissionKey: [Representation.Answer]] = [:]
        for report in submissions where report.kind == .amendmentAnswered && report.stands && report.review == review {
            guard let said = words.answers[report.key] else { continue }
            answers[said.answer, default: []].append(
                Representation.Answer(
                    key: report.key, on: report.happened, sections: said.sections ?? [], isUsed: said.used,
                    items: said.items ?? [], document: said.document))
        }
        let meetings = officerMeetings(in: review)
        var all: [Representation] = []
        // What was said of a report that a later one corrects.
        var inherited: [Representation.Answer] = []
        for report in submissions where report.kind == .representationsReceived && report.review == review {
            if !report.isBesideCorrected { inherited = [] }
            inherited += answers[report.key] ?? []
            guard report.stands, let said = words.said[report.key] else { continue }
            var sections = said.sections ?? []
            if said.setting != nil, !sections.contains(.i) { sections.append(.i) }
            var representation = Representation(
                key: report.key, contact: said.contact, came: report.happened, sections: sections,
                setting: said.setting,
                asksMeeting: said.asksMeeting == true, isFinal: said.isFinal == true, document: said.document)
            representation.answers = inherited
            representation.met = meetings.first(with: said.contact, since: report.happened)
            all.append(representation)
        }
        return all
    }

    /// The meetings of an officer about that review that stand.
    private func officerMeetings(in review: UInt8) -> OfficerMeetings {
        var meetings = OfficerMeetings()
        let with = amendmentWords.met
        for report in submissions where report.kind == .officerMet && report.review == review && report.stands {
            meetings.all.append(report.happened)
            meetings.byContact[with[report.key], default: []].append(report.happened)
        }
        meetings.sort()
        return meetings
    }
}

/// When an officer met whom, to ask of thousands of answers for the first meeting since.
private struct OfficerMeetings {
    var all: [Day] = []
    /// By contact; nil where nobody said with whom.
    var byContact: [UInt8?: [Day]] = [:]

    mutating func sort() {
        all.sort()
        byContact = byContact.mapValues { $0.sorted() }
    }

    /// The first meeting with that contact, or with one whom nobody named, on that day or later; with anybody where `contact`
    /// is nil.
    func first(with contact: UInt8?, since day: Day) -> Day? {
        guard let contact else { return Self.first(in: all, since: day) }
        return [contact, nil].compactMap { byContact[$0].flatMap { Self.first(in: $0, since: day) } }.min()
    }

    private static func first(in days: [Day], since day: Day) -> Day? {
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low < days.count ? days[low] : nil
    }
}
