import CaseFile
import Contracts
import Metrics
import Statute

extension ReviewSource {
    /// The first day of that step of an agency.
    private func first(_ step: AgencyStep, of agency: Agency) -> Day? {
        file.agencies.filter { $0.review == review.number && $0.agency == agency && $0.step == step }
            .map(\.happened).min()
    }

    /// The first day on which that agency was invited: by a message from here, or as somebody recorded it.
    fileprivate func invited(_ agency: Agency) -> Day? {
        let party = agency.party
        let sent = file.messages.lazy.filter {
            $0.id.subject == .tellInvitation && $0.id.review == review.number && party != nil
                && $0.id.addressee == party.map { .party($0) }
        }.compactMap(\.sent).min()
        return [sent, first(.invited, of: agency)].compactMap { $0 }.min()
    }

    /// The first day on which its advice came.
    fileprivate func advised(_ agency: Agency) -> Day? {
        let views = agency.party.flatMap { first(.viewsReceived, from: $0) }
        return [views, first(.advised, of: agency)].compactMap { $0 }.min()
    }

    /// Whether somebody of it took part in the meeting; nil where nobody said who did.
    func tookPart(_ agency: Agency) -> Bool? {
        if first(.attended, of: agency) != nil { return true }
        guard let party = agency.party else { return attended().map { _ in false } }
        return attended(party)
    }

    /// Whether whoever held the case on the day of the meeting did so on that of the meeting before; nil where there was none,
    /// or of one of them nobody is recorded.
    fileprivate var hasSameCoordinator: Bool? {
        guard review.number > 1, let held = review.held, let before = heldBefore, let now = coordinator(on: held),
            let then = coordinator(on: before)
        else { return nil }
        return now == then
    }

    /// The meeting of the last review before this one of which one is recorded: by its reports, for to reckon all reviews again
    /// costs as much as all other facts.
    private var heldBefore: Day? {
        var last: Submission?
        for report in file.submissions
        where report.kind == .meetingHeld && report.stands && report.review < review.number
            && report.review > last?.review ?? 0 && isOpened(report.review)
        { last = report }
        return last?.happened
    }

    /// Whether there is a review of that number: what is reported of another counts for none.
    private func isOpened(_ number: UInt8) -> Bool {
        file.said.contains { $0.subject == .opened && $0.review == number }
            || file.submissions.contains { $0.kind == .reviewUnderWay && $0.stands && $0.review == number }
    }

    /// Who held the case on that day: as was said last of those plans that were so by then.
    private func coordinator(on day: Day) -> ActorID? {
        file.plans.last { plan in
            file.submissions.contains { $0.key == plan.key && $0.happened <= day }
        }?.plan.coordinator
    }
}

extension Agency {
    /// As what the parties of a review know it; nil of one that they do not.
    fileprivate var party: Party? {
        switch self {
        case .health: .health
        case .socialCare: .socialCare
        case .psychology, .nextSetting: nil
        }
    }

    /// Its name in those of facts.
    fileprivate var fact: String { rawValue.replacing("-", with: "_") }

    /// As facts name it.
    fileprivate var title: String {
        switch self {
        case .health: "health"
        case .socialCare: "social care"
        case .psychology: "the educational psychologist"
        case .nextSetting: "the setting to which the child moves next"
        }
    }
}

/// What is known of agencies, of progress towards outcomes and of who held the case.
enum ReviewQualityFacts {
    static let stored: [StoredFact<ReviewSource>] =
        Agency.allCases.flatMap { agency -> [StoredFact<ReviewSource>] in
            [
                .happening("\(agency.fact)_invited", "The first invitation left for \(agency.title).") {
                    $0.invited(agency)
                },
                .happening("\(agency.fact)_advised", "The first advice of \(agency.title) came.") {
                    $0.advised(agency)
                },
            ]
        } + [
            .said("psychology_attended", "The educational psychologist took part in the meeting.") {
                $0.tookPart(.psychology)
            },
            .said("next_setting_attended", "Somebody of the setting to which the child moves took part in the meeting.")
            {
                $0.tookPart(.nextSetting)
            },
            .happening("outcomes_rated", "How far the child has come towards the plan's outcomes was last looked at.") {
                $0.file.ratedOutcomes(of: $0.review.number)?.rated
            },
            .number("outcomes_unrated", "Outcomes of the plan of which it was not said how they stand.") {
                $0.file.ratedOutcomes(of: $0.review.number).map { max(0, $0.outcomes - $0.said) }
            },
            .number("outcomes_on_track", "Of each hundred of those that were rated, achieved or on track, rounded.") {
                $0.file.ratedOutcomes(of: $0.review.number).flatMap { rated in
                    rated.said == 0 ? nil : (200 * (rated.achieved + rated.onTrack) + rated.said) / (2 * rated.said)
                }
            },
            .number("outcomes_behind", "How many of them are not on track.") {
                $0.file.ratedOutcomes(of: $0.review.number)?.notOnTrack
            },
            .happening("targets_agreed", "Short-term outcomes were last agreed and counted.") {
                $0.file.agreedTargets(of: $0.review.number)?.agreed
            },
            .number("targets_open", "Of how many of them it is not written who sees to it, and by which day.") {
                $0.file.agreedTargets(of: $0.review.number).map { $0.all - $0.owned }
            },
            .said("same_coordinator", "Whoever held the case at the meeting held it at the meeting before, too.") {
                $0.hasSameCoordinator
            },
        ]
}
