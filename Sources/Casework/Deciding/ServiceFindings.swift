public import CaseFile
import Contracts
import Statute

/// What is found of what people ask, say and are answered of the council's service.
extension CaseInHand {
    /// That the day of which something is said was not missed.
    func notMissed(_ missed: MissedDay, _ review: UInt8) -> [Finding] {
        file.delays(asAt: today).contains { $0.review == review && $0.missed == missed }
            ? [] : [Finding(.notMissed, .number(Int(review)), .text(missed.words))]
    }

    /// What is found of an answer: what it answers has to be there, before it, and is answered once.
    func answers(_ kind: Matter.Kind, _ key: SubmissionKey, on day: Day) -> [Finding] {
        guard let matter = file.matters.first(where: { $0.key == key && $0.kind == kind }) else {
            return [Finding(.noSuchMatter, .text(kind.words), .text("\(key)"))]
        }
        var found: [Finding] = []
        if day < matter.asked { found.append(Finding(.beforeRequest, .day(day), .day(matter.asked))) }
        if let earlier = matter.answered { found.append(Finding(.matterAnswered, .day(earlier))) }
        return found
    }

    /// A letter with a code goes to somebody who is told, and not while another may be with the post.
    func findings(of asked: SignInLetterAsked, on day: Day) -> [Finding] {
        guard let contact = file.contact(asked.contact), contact.mayBeWrittenTo, contact.sees != .nothing else {
            return [Finding(.mayNotSignIn, .number(Int(asked.contact)))]
        }
        guard let last = file.signInLetters.last(where: { $0.contact == asked.contact && !$0.isUsed }),
            day - last.asked < SignInLetter.daysBetween
        else { return [] }
        return [Finding(.codeOnItsWay, .day(last.asked), .day(last.asked + SignInLetter.daysBetween))]
    }

    /// A code is used once, by the contact to whom the last letter was written, within its days.
    func findings(of used: SignInLetterUsed, on day: Day) -> [Finding] {
        let last = file.signInLetters.last { $0.contact == used.contact }
        guard let last, last.key == used.letter, !last.isUsed, day >= last.asked, day <= last.lastDay else {
            return [Finding(.noSuchMatter, .text("letter with a code that can be used"), .text("\(used.letter)"))]
        }
        return []
    }

    func findings(of answer: ExperienceAnswered) -> [Finding] {
        var found: [Finding] = []
        if answer.from != .parent, answer.from != .youngPerson {
            found.append(Finding(.notOfFamily, .text(Words.party(answer.from))))
        }
        if answer.listened == nil, answer.understood == nil, answer.helped == nil {
            found.append(Finding(.nothingAnswered))
        }
        return found
    }
}

extension Matter.Kind {
    /// "report of support that is not delivered".
    public var words: String {
        switch self {
        case .question: "question"
        case .support: "report of support that is not delivered"
        case .complaint: "complaint"
        case .contest: "contested fact"
        case .adjustment: "need of an interpreter or another form"
        case .reading: "promise to read"
        case .concern: "concern about safety"
        }
    }
}
