import CaseFile
import Contracts
import Statute

/// What was to reach somebody and did not, and what must not have been there.
extension NextSteps {
    /// For how many days after a death, or the withdrawal of a paper, was recorded somebody is asked to look.
    public static let daysToLook = 28

    /// What was to leave and will not by itself, where no step of its review says so; those reviews are given.
    func ofUnsent(besides shown: Set<UInt8>) -> [NextStep] {
        file.unsent(on: day).compactMap { unsent in
            // What came back was told, and its review goes on: no step of that speaks of it.
            // So is what waits for somebody to look through it.
            guard unsent.isReturned || unsent.reason == .failed(.mayTellPlace) || !shown.contains(unsent.message.review)
            else { return nil }
            return step(for: unsent)
        }
    }

    private func step(for unsent: Unsent) -> NextStep {
        let whom = addressee(unsent)
        let message = CodedValue.message(unsent.message)
        let what: Coded<StepCode>
        let why: StepNote
        switch unsent.reason {
        case .failed(.mayTellPlace):
            what = Coded(.lookThrough, message, whom)
            why = StepNote(.mayTellPlace, message)
        case .failed(let failure):
            what = Coded(.tellYourself, whom, message)
            why = StepNote(.sendingFailed, .word(failure))
        case .lacks(let lack):
            what = Coded(.tellYourself, whom, message)
            why = StepNote(.copyLacks, .word(lack))
        case .returned(let reason):
            if let recorded = unsent.recordedSince {
                what = Coded(.sendAgain, message, whom)
                why = StepNote(.recordedSince, .word(reason), .day(recorded), message)
            } else if let written = addressed[unsent.addressee], let sent = file.message(unsent.message)?.sent,
                written > sent
            {
                what = Coded(.sendAgain, message, whom)
                why = StepNote(.addressSince, .word(reason), .day(written), message)
            } else {
                what = Coded(.reachAddressee, whom, message)
                why = StepNote(.cameBack, .word(reason), message)
            }
        }
        return NextStep(what, review: unsent.message.review, by: nil, because: why)
    }

    private func addressee(_ unsent: Unsent) -> CodedValue { .addressees([unsent.addressee], in: file) }

    /// To which contacts a letter could not be sent, and why.
    func failures(_ subject: Subject, _ review: UInt8, _ fact: Fact) -> [StepNote] {
        file.unsent(on: day).compactMap { unsent in
            let id = unsent.message
            guard id.subject == subject, id.review == review, id.fact == fact, id.contact != nil else { return nil }
            switch unsent.reason {
            case .failed(let failure): return StepNote(.notSent, addressee(unsent), .word(failure))
            case .lacks(let lack): return StepNote(.notWritten, addressee(unsent), .word(lack))
            // It was told, and has a step of its own.
            case .returned: return nil
            }
        }
    }

    /// What of that review, besides its letters, could not be sent.
    func unsentNotes(of review: Review) -> [StepNote] {
        file.unsent(on: day).compactMap { unsent in
            let id = unsent.message
            guard id.review == review.number, id.contact == nil || id.toldLetter == nil else { return nil }
            // What is written in copies is a letter, and what came back has a step of its own.
            guard case .failed(let failure) = unsent.reason else { return nil }
            return StepNote(.messageNotSent, .message(id), addressee(unsent), .word(failure))
        }
    }

    /// A paper that was withdrawn: of another child, the breach is reported and both families are told; what was decided with it
    /// in hand is looked at again. Somebody is asked for as many days as after a death.
    var ofWithdrawnPapers: [NextStep] {
        var steps: [NextStep] = []
        for paper in file.withdrawnDocuments where day <= paper.recorded + NextSteps.daysToLook {
            if let by = paper.reportBy {
                let code = file.isFamilyToBeTold(of: paper) ? StepCode.reportBreachOfOther : .reportBreach
                var step = NextStep(
                    Coded(code, .text(paper.belongs?.text ?? "")), who: .manager, by: by,
                    because: StepNote(.paperOfAnother, .day(paper.aware), .word(paper.role)))
                step.also = [StepNote(.lettersOfBreach)]
                steps.append(step)
            }
            for report in file.submissions where report.stands && paper.reports.contains(report.key) {
                guard report.kind == .decisionSubmitted || report.kind == .finalSubmitted else { continue }
                steps.append(
                    NextStep(
                        Coded(.lookAtDecision, .day(report.happened)), review: report.review, who: .manager, by: nil,
                        because: StepNote(.restsOnPaper, .word(paper.role))))
            }
        }
        return steps
    }

    /// Somebody is asked whether anything left for the family of a child who died.
    var afterDeath: [NextStep] {
        guard let end = file.end, end.reason == .died, day <= end.recorded + NextSteps.daysToLook else { return [] }
        return [
            NextStep(Coded(.lookAfterDeath, .day(end.day)), by: nil, because: StepNote(.silencedByDeath))
        ]
    }
}
