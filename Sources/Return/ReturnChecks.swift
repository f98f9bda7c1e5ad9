public import CaseFile
import Contracts
import Statute

/// The checks of a return before it is handed in: what public programs check of real returns, and what follows from the
/// meaning of its items.
public enum ReturnChecks {
    /// The codes of items that have a list.
    static let codes: [ReturnItem: Set<String>] = [
        .sex: ["F", "M"], .reviewOutcome: ["A", "C", "M"],
        .ceaseReason: Set((1...9).map(String.init)),
        .senSetting: ["OLA", "OPA", "EHE", "EYP", "OTH", "NEET", "NIEC", "NIEO"],
        .senType: Set(Need.allCases.map(\.rawValue)).subtracting([Need.notRecorded.rawValue]),
        .senTypeRank: ["1", "2"], .requestSource: ["1", "2", "3", "4", "5"], .res: ["A", "B"], .planRes: ["A", "B"],
    ]

    /// What is found in a return, in the order of its people. `files` are the cases that it was made of.
    public static func findings(
        in file: ReturnFile, of cases: [String: CaseFile], differences: [String: [CaseReturn.Difference]] = [:]
    ) -> [ReturnFinding] {
        var found: [ReturnFinding] = []
        let twice = Twice(file.people)
        for person in file.people {
            var look = Look(id: person.id, form: file.form)
            look.person(person.row, file: cases[person.id])
            for (code, item) in [(ReturnFinding.Code.pupilNumberTwice, ReturnItem.upn), (.learnerNumberTwice, .uln)] {
                if let others = twice.others(person, by: [item]) { look.note(code, item, others) }
            }
            if let others = twice.others(person, by: Twice.child) { look.note(.childTwice, .birthDate, others) }
            for difference in differences[person.id] ?? [] {
                // Of what only the return may read the values are not said.
                let isKept = difference.item.holder == .child
                look.note(
                    .ownFileDiffers, difference.item, isKept ? "" : "\(difference.own), recorded \(difference.record)")
            }
            if cases[person.id] == nil { look.note(.notInTheLog, .receivedDate) }
            found += look.found
        }
        return found
    }

    /// Who of the return is there under two references: by a number, or by name and day of birth.
    private struct Twice {
        static let child: [ReturnItem] = [.surname, .forename, .birthDate]
        private var ids: [[String]: [String]] = [:]

        init(_ people: [ReturnPerson]) {
            for person in people {
                for items in [[.upn], [.uln], Self.child] {
                    if let key = Self.key(person, items) { ids[key, default: []].append(person.id) }
                }
            }
        }

        /// The references of the others with the same in all these items, by which a finding names them; nil when there are none.
        func others(_ person: ReturnPerson, by items: [ReturnItem]) -> String? {
            guard let key = Self.key(person, items), let same = ids[key], same.count > 1 else { return nil }
            return "also \(same.filter { $0 != person.id }.joined(separator: ", "))"
        }

        /// As two people write one name: without case, spaces, hyphens and apostrophes.
        private static func key(_ person: ReturnPerson, _ items: [ReturnItem]) -> [String]? {
            var key = items.map(\.rawValue)
            for item in items {
                guard let value = person.row[item] else { return nil }
                key.append(value.lowercased().filter { $0.isLetter || $0.isNumber })
            }
            return key
        }
    }

    /// One child.
    private struct Look {
        let id: String
        let form: ReturnForm
        var found: [ReturnFinding] = []

        mutating func note(_ code: ReturnFinding.Code, _ item: ReturnItem, _ values: String = "") {
            found.append(ReturnFinding(id, code, item, values))
        }

        private func day(_ row: ReturnRow, _ item: ReturnItem) -> Day? { row[item].flatMap { Day($0) } }

        private mutating func demand(_ items: [ReturnItem], of row: ReturnRow) {
            for item in items where form.asks(item) && row[item] == nil {
                let isVoluntary = item.since == 2025 && !form.demandsItemsOf2025
                note(isVoluntary ? .missingVoluntary : .missing, item)
            }
        }

        mutating func person(_ row: ReturnRow, file: CaseFile?) {
            demand([.surname, .forename, .birthDate, .sex, .ethnicity], of: row)
            if row[.upn] == nil, row[.uln] == nil, row[.upnUnknown] == nil { note(.noPupilNumber, .upn) }
            let born = day(row, .birthDate)
            if let born {
                if let month = file?.plan?.born, Month(of: born) != month { note(.otherMonthOfBirth, .birthDate) }
                let start = Day(form.yearBefore, 8, 31)
                if let start, born > form.censusDay || born.monthsAfter(26 * 12) <= start { note(.age, .birthDate) }
            }
            everything(row)
            let requests = row.rows(of: .requests)
            for request in requests {
                demand([.receivedDate, .requestSource, .requestOutcomeDate, .requestOutcome], of: request)
                for assessment in request.rows(of: .assessment) {
                    demand([.assessmentOutcome, .assessmentOutcomeDate], of: assessment)
                    for plan in assessment.rows(of: .namedPlan) { named(plan) }
                }
                let start = request.all(.namedPlan).last.flatMap { day($0, .startDate) }
                for active in request.rows(of: .activePlans) { self.active(active, start, born, file) }
            }
        }

        /// What holds of every item: its code is on its list, and no character is refused.
        private mutating func everything(_ row: ReturnRow) {
            for item in row.module.items {
                guard let value = row[item] else { continue }
                if let known = ReturnChecks.codes[item], !known.contains(value) { note(.unknownCode, item) }
                if value.unicodeScalars.contains(where: ReturnFile.isRefused) { note(.controlCharacter, item) }
            }
            for below in row.rows { everything(below) }
        }

        private mutating func named(_ plan: ReturnRow) {
            demand([.startDate], of: plan)
            if let start = day(plan, .startDate), start > form.censusDay {
                note(.startAfterCensus, .startDate, "\(start)")
            }
            if (plan[.ceaseDate] == nil) != (plan[.ceaseReason] == nil) {
                note(.ceasedInPart, plan[.ceaseDate] == nil ? .ceaseDate : .ceaseReason)
            }
            if let end = day(plan, .ceaseDate), end > form.censusDay { note(.afterCensus, .ceaseDate, "\(end)") }
        }

        private mutating func active(_ active: ReturnRow, _ start: Day?, _ born: Day?, _ file: CaseFile?) {
            review(active, start)
            transfer(active)
            if let moved = file?.movedIn?.happened, moved.year == form.yearBefore, active[.transferLA] == nil {
                note(.movedInWithoutCouncil, .transferLA, "\(moved)")
            }
            let placements = active.rows(of: .placementDetail)
            if placements.isEmpty { note(.noPlacement, .urn) }
            for placement in placements {
                let setting = placement[.senSetting]
                if placement[.urn] == nil, placement[.ukprn] == nil, setting == nil { note(.noPlacement, .urn) }
                if setting == "NEET", let born, born.monthsAfter(16 * 12) > form.censusDay {
                    note(.neetAge, .senSetting)
                }
                demand([.entryDate], of: placement)
                // Of a child at a setting it is asked whether the place is in a unit.
                if placement[.urn] != nil { demand([.senUnit, .resourcedProvision], of: placement) }
                if let left = day(placement, .leavingDate), let came = day(placement, .entryDate), left < came {
                    note(.afterCensus, .entryDate, "\(came), left \(left)")
                }
            }
            if placements.count(where: { $0[.placementRank] == "1" }) > 1 {
                note(.severalPlacementsFirst, .placementRank)
            }
            if active.rows(of: .senNeed).isEmpty { note(.missing, .senType) }
        }

        private mutating func review(_ active: ReturnRow, _ start: Day?) {
            let (meeting, decided) = (day(active, .reviewMeeting), day(active, .lastReview))
            let (outcome, draft) = (active[.reviewOutcome], day(active, .reviewDraft))
            for item in [ReturnItem.reviewMeeting, .lastReview, .reviewDraft] {
                if let day = day(active, item), day > form.censusDay { note(.afterCensus, item, "\(day)") }
            }
            if let meeting, let start, meeting < start { note(.meetingBeforeStart, .reviewMeeting, "\(meeting)") }
            if let meeting, let decided {
                if decided < meeting { note(.decisionBeforeMeeting, .lastReview, "\(decided), meeting \(meeting)") }
                if decided > Statute.decisionBy(meeting: meeting) {
                    note(.decisionLate, .lastReview, "\(decided), meeting \(meeting)")
                }
            }
            if decided != nil, meeting == nil { note(.decisionWithoutMeeting, .reviewMeeting) }
            if decided != nil, outcome == nil { note(.decisionWithoutOutcome, .reviewOutcome) }
            if decided == nil, outcome != nil { note(.outcomeWithoutDecision, .lastReview) }
            if let draft, form.asks(.reviewDraft) {
                if outcome != "A" { note(.draftWithoutAmendment, .reviewDraft, "\(draft)") }
                if let meeting, draft < meeting { note(.draftBeforeMeeting, .reviewDraft, "\(draft)") }
            }
            if outcome == "A", decided != nil, draft == nil, form.asks(.reviewDraft) {
                note(.amendmentWithoutDraft, .reviewDraft)
            }
            let yearAgo = form.censusDay.monthsAfter(-12)
            if let start, start.monthsAfter(12) <= form.censusDay, meeting ?? .first <= yearAgo {
                note(.notReviewed, .reviewMeeting, meeting.map { "\($0)" } ?? "")
            }
        }

        private mutating func transfer(_ active: ReturnRow) {
            guard form.asks(.phaseTransferDue), let due = day(active, .phaseTransferDue) else { return }
            // The day before which the plan must be made is returned (PH-1, PH-2).
            let days = TransferPhase.allCases.compactMap { Statute.transferPlanBy($0, year: due.year) }
            if !days.contains(due - 1) { note(.transferDue, .phaseTransferDue, "\(due)") }
            if due <= form.censusDay, active[.phaseTransferFinal] == nil {
                note(.transferNotNamed, .phaseTransferFinal, "due \(due)")
            }
        }
    }
}
