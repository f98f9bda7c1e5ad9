import CaseFile
import Casework
import Contracts
import DecisionLetters
import Runtime
import Statute

// What is not obvious here:
//
// - That reasons are alike is said case by case, and names no other case: the log is keyed by case, a family has a right to
//   its child's whole file, and another child's reference in it would be a breach. What ties the cases together is a mark
//   that says nothing by itself; whoever may read all cases finds them by it.

/// Notices decisions whose reasons are the same, or nearly, as those of decisions in other cases, and says so of each, so that
/// the quality lead reads them. It says of no decision that it is wrong, and keeps none from leaving.
///
/// The latest decisions are held against each other; of their reasons no text is kept. Whoever asks `annual-review quality`
/// looks at twenty times as many.
///
/// - Thread: its owner's.
struct AlikeReasons {
    /// The most decisions whose reasons are held against each other: the latest.
    static let mostRemembered = 1_000
    /// The most reasons that are read between two looks at the log.
    static let mostReadAtOnce = 32

    private struct Decision {
        let id: CaseID
        let review: UInt8
        let key: SubmissionKey
        let document: DocumentKey
        let day: Day
        var isRead = false
        var reasons: ReasonsSketch?
        /// The mark of those whose reasons are alike; nil of one that is like none.
        var group: Int64?
        var isSaid = false

        var conclusion: ConclusionID { ConclusionID(.reasonsAlike, review: review, fact: key.reference) }
    }

    private var decisions: [Decision] = []
    /// What was said of decisions, by case and submission, until they are met here.
    private var said: [CaseID: [Fact: Int64]] = [:]
    /// How many are not read.
    private var unread = 0
    /// Whether something may be to say that was not said, by this instance or by one that may be gone before it says it.
    private var isUnsaid = false
    /// Whether something of it is this instance's to say.
    private var isOwing = false

    /// A decision was submitted, and counts.
    mutating func note(_ decision: DecisionSubmitted, _ key: SubmissionKey, of id: CaseID, on day: Day) {
        guard let reasons = decision.reasons else { return }
        var noted = Decision(
            id: id, review: decision.review, key: key, document: DocumentKey(id, .reasons, reasons), day: day)
        noted.group = said[id]?[key.reference]
        noted.isSaid = noted.group != nil
        decisions.append(noted)
        unread += 1
        if decisions.count > 2 * AlikeReasons.mostRemembered { forgetOldest() }
    }

    /// It was said of a decision, by this instance or another.
    mutating func note(_ alike: ReasonsAlike, _ conclusion: ConclusionID, of id: CaseID) {
        said[id, default: [:]][conclusion.fact] = alike.group
        for place in decisions.indices
        where decisions[place].id == id && decisions[place].key.reference == conclusion.fact {
            decisions[place].group = alike.group
            decisions[place].isSaid = true
        }
    }

    private mutating func forgetOldest() {
        decisions.sort { ($0.day, $0.id, $0.review) < ($1.day, $1.id, $1.review) }
        decisions.removeFirst(max(0, decisions.count - AlikeReasons.mostRemembered))
        unread = decisions.count { !$0.isRead }
        // What was said of a decision that is forgotten is asked for no more.
        let kept = Set(decisions.map(\.id))
        said = said.filter { kept.contains($0.key) }
    }

    /// Whether nothing is left to read or to say.
    var isAtRest: Bool { decisions.count < BlanketPolicy.fewestAlike || (unread == 0 && !isOwing) }

    /// How many groups there are, and how many decisions are in one.
    var count: (groups: Int, decisions: Int) {
        let marks = decisions.compactMap(\.group)
        return (Set(marks).count, marks.count)
    }

    /// What is to be said of cases that this instance speaks for, but of those that `isBusy` names: something of theirs is being
    /// written. Reads reasons first, as many as one look takes; what was erased or is no text is like nothing.
    mutating func act(
        _ state: any State, _ sources: LetterSources, as name: ServiceName, isBusy: (CaseID) -> Bool
    ) throws(LetterTrouble) -> [Act] {
        guard !isAtRest || isUnsaid else { return [] }
        var left = AlikeReasons.mostReadAtOnce
        for place in decisions.indices where !decisions[place].isRead && left > 0 {
            let text: String?
            do throws(LetterTrouble) {
                text = try sources.text(decisions[place].document)
            } catch {
                switch error {
                case .away: throw error
                // It comes with the rest of `documents`.
                case .notYet: continue
                case .lacks, .nobody, .refused: text = nil
                }
            }
            left -= 1
            unread -= 1
            decisions[place].isRead = true
            decisions[place].reasons = text.map(ReasonsSketch.init)
            group(place)
        }
        return say(state, as: name, isBusy: isBusy)
    }

    /// Looks for those that are like this one, and gives all of them one mark where they are of cases enough.
    private mutating func group(_ place: Int) {
        guard let reasons = decisions[place].reasons else { return }
        let alike = decisions.indices.filter { decisions[$0].reasons?.isAlike(reasons) ?? false }
        guard Set(alike.map { decisions[$0].id }).count >= BlanketPolicy.fewestAlike else { return }
        let first = alike.min {
            let (one, other) = (decisions[$0], decisions[$1])
            return (one.day, one.id, one.review) < (other.day, other.id, other.review)
        }
        guard let first else { return }
        // One that was said before stands: marks are never changed, for conclusions are not.
        let known = alike.compactMap { decisions[$0].group }.min()
        let mark = known ?? AlikeReasons.mark(of: decisions[first].id, decisions[first].key)
        for place in alike where decisions[place].group == nil { decisions[place].group = mark }
        (isUnsaid, isOwing) = (true, true)
    }

    private mutating func say(_ state: any State, as name: ServiceName, isBusy: (CaseID) -> Bool) -> [Act] {
        var acts: [Act] = []
        var spoken: Set<CaseID> = []
        (isUnsaid, isOwing) = (false, false)
        for place in decisions.indices {
            let decision = decisions[place]
            guard let group = decision.group, !decision.isSaid else { continue }
            let alike = EventData.reasonsAlike(ReasonsAlike(group: group))
            guard let file = state.file(of: decision.id), file.accepts(decision.conclusion, alike),
                !file.holds(decision.conclusion)
            else { continue }
            isUnsaid = true
            guard state.owns(decision.id) else { continue }
            isOwing = true
            guard let today = state.log(of: state.partition(of: decision.id)).today, !isBusy(decision.id),
                !state.isInFlight(decision.id), spoken.insert(decision.id).inserted
            else { continue }
            acts.append(
                .entry(
                    decision.id,
                    Entry(
                        by: .service(name), recorded: today, because: .submission(decision.key),
                        events: [Event(decision.conclusion, alike)])))
        }
        return acts
    }

    /// A mark of that decision, by what no other child's file names.
    static func mark(of id: CaseID, _ key: SubmissionKey) -> Int64 { mark(of: "\(id)/\(key)") }

    /// A mark of that text: 53 bits, which a number of JSON holds, of a hash (FNV-1a).
    static func mark(of text: String) -> Int64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        return Int64(hash >> 11)
    }
}
