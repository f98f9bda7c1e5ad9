import Contracts

/// The invented texts that a rehearsal's coordinators write, each a document of its case and role.
struct InventedPapers: Sendable {
    /// A document of a role.
    struct Paper: Sendable {
        let role: DocumentRole
        let document: Document
        /// The hash by which events name it.
        let hash: DocumentHash

        init(_ role: DocumentRole, _ text: String, salt: DocumentSalt) {
            self.role = role
            let title = text.split(whereSeparator: \.isNewline).first.map { String($0.prefix(80)) } ?? ""
            document = Document(Array(text.utf8), salt: salt, title: title, audience: .invited)
            hash = document.hash
        }
    }

    private let maintaining = combine(progress, stays)
    private let amending = combine(progress, changes)

    /// The reasons for that outcome, one of many by a number in 0..<1.
    func reasons(_ outcome: Outcome, _ number: Double, salt: DocumentSalt) -> Paper {
        let texts =
            switch outcome {
            case .maintain: maintaining
            case .amend: amending
            case .cease: InventedPapers.ends
            }
        return Paper(.reasons, InventedPapers.pick(texts, number), salt: salt)
    }

    /// The plan as it stands, or as it was amended.
    func plan(_ role: DocumentRole, salt: DocumentSalt) -> Paper { Paper(role, InventedPapers.planText, salt: salt) }

    /// The evidence for amendments.
    func evidence(salt: DocumentSalt) -> Paper { Paper(.evidence, InventedPapers.evidenceText, salt: salt) }

    /// The proposed amendments, one of several.
    func amendments(_ number: Double, salt: DocumentSalt) -> Paper {
        Paper(.amendments, InventedPapers.pick(InventedPapers.proposed, number), salt: salt)
    }

    /// The answer to a family that did not agree with the kind of review.
    func disagreement(salt: DocumentSalt) -> Paper { Paper(.answer, InventedPapers.disagreementText, salt: salt) }

    /// The answer to a request for an early review.
    func answer(agreed: Bool, salt: DocumentSalt) -> Paper {
        Paper(.answer, agreed ? InventedPapers.heldEarlyText : InventedPapers.notHeldEarlyText, salt: salt)
    }

    /// The invented name of the EHCP Coordinator with that id.
    func officer(_ coordinator: String) -> String {
        let hash = coordinator.utf8.reduce(17) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
        let first = InventedPapers.firstNames[hash % InventedPapers.firstNames.count]
        let last = InventedPapers.lastNames[hash / 7 % InventedPapers.lastNames.count]
        return "\(first) \(last)"
    }

    private static func pick(_ list: [String], _ number: Double) -> String {
        guard !list.isEmpty else { return planText }
        return list[min(list.count - 1, max(0, Int(number * Double(list.count))))]
    }

    private static func combine(_ first: [String], _ second: [String]) -> [String] {
        first.flatMap { start in second.map { "\(start)\n\n\($0)\n" } }
    }

    private static let firstNames = [
        "Avery", "Blake", "Casey", "Devon", "Ellis", "Frankie", "Harper", "Jules", "Kit", "Lane", "Morgan", "Quinn",
        "Reese", "Rowan", "Sage", "Toni",
    ]
    private static let lastNames = [
        "Example", "Sample", "Placeholder", "Specimen", "Mockford", "Testwood", "Instance", "Pattern", "Fairdraft",
        "Invented",
    ]

    private static let disagreementText =
        "You did not agree with the kind of review that was chosen. The meeting will look at every section of the plan all the same, and any decision may follow from it. If you still want another kind of review, please tell us before the meeting.\n"
    private static let heldEarlyText =
        "You told us that things have changed since the last review. We agree that the plan should be looked at now, and ask the school to arrange the meeting.\n"
    private static let notHeldEarlyText =
        "We looked at what you told us, and at what the school wrote. The provision in section F covers it, and the school will report to you each month. The next review is held when it is due.\n"

    private static let progress = [
        "At the meeting you and the school agreed that two of the four outcomes in section E have been met: asking for help in class, and joining a group game for ten minutes.",
        "The school's report shows steady progress in reading, from sounding out single words to short sentences. The outcome about number work has not been met yet.",
        "You told us that mornings are calmer since the visual timetable came into use. The speech and language therapist reported clearer speech with people outside the family.",
        "Attendance has gone up from 71% to 88% since the part-time timetable ended in March. Your child told the meeting that the quiet room helps.",
        "The report describes less progress than we hoped for in writing, although the laptop is used in every lesson. You said that homework still takes the whole evening.",
        "The physiotherapist's advice, sent before the meeting, says that walking distances have doubled. The outcome about moving between lessons has been met.",
        "Your child showed the meeting the \"My Life, My Review\" booklet. Friends at lunchtime mattered most in it, and that outcome is on track.",
        "The class teacher and you both described good progress in managing worries, with two exclusions in autumn and none since.",
        "The college reported that travel training was finished and that the work placement went well. Independent living remains the focus.",
        "The nursery's records show new words every week and a first friendship. Toileting support is still needed every day.",
        "The occupational therapist saw less need for sensory breaks than a year ago. You see the same at home, except in holidays.",
        "The review heard that hearing aids are now worn all day and that the radio aid works in every classroom but the hall.",
    ]

    private static let stays = [
        "The outcomes still describe what your child is working towards, and the provision in section F still fits the need. Nobody at the meeting asked for a change to the plan. We have therefore decided to keep the plan as it is. The short-term outcomes that you agreed are kept with it.",
        "We looked at each need in section B against the advice that came in. The support in section F meets each of them, and the remaining outcomes run until the end of the key stage. So the plan stays as it is.",
        "You asked whether more hours of adult support were needed. The school's record of the past year shows that the hours in section F were enough when they were given in full; the school will now give them in full. The plan itself does not need to change for that.",
        "The new advice confirms the needs as section B describes them. What has changed can be dealt with in the support plan for the year, which the school sends you by the end of this month. So the plan stays as it is.",
    ]

    private static let changes = [
        "The outcome that has been met needs to be replaced, and the hours of speech and language therapy in section F no longer fit. We therefore propose to amend sections E and F, as the notice with this letter shows.",
        "The therapist's advice names a need that section B does not describe. We propose to add it, with provision for it in section F.",
        "Your child moves to the next phase of education. Section I must name the setting from September, and the outcomes must look towards it. The proposed amendments are marked in the copy of the plan.",
        "The equipment that section F names is no longer used. We propose to replace it by what the occupational therapist recommends.",
    ]

    private static let ends = [
        "The outcomes in section E have been met, and the college reported that support within its ordinary means is enough. We consulted you and the college, and nobody described a need that still calls for special educational provision under a plan.",
        "You told us that you have started full-time paid work and do not wish to return to education or training. We asked you, and the college, whether the plan should stay open, and considered what both said.",
    ]

    private static let proposed = [
        "Section E, outcome 2, now reads: By the end of Key Stage 2, tells an adult in words when work is too hard, in four of five lessons.\n\nSection F, provision 3, now reads: 45 minutes of speech and language therapy a week, one to one, by a qualified therapist, in term time.\n",
        "Section B, a new need: difficulty in moving between activities without warning.\n\nSection F, a new provision: a visual timetable, gone through with a named adult for 10 minutes each morning and before each change of the day.\n",
        "Section E, outcome 4, is new: By July, travels to school by bus on three days a week with a friend.\n\nSection F, provision 6, is new: 12 hours of travel training by the council's travel trainer, one to one, in the spring term.\n",
        "Section F, provision 1, now reads: 20 hours a week of support by a teaching assistant trained in the use of the communication aid, in a class of no more than 12.\n",
    ]

    private static let planText = """
        Education, Health and Care Plan (an invented plan, for a rehearsal)

        Section A: views, interests and hopes. Section B: special educational needs. Section C: health needs. Section D: social care needs. Section E: outcomes. Section F: special educational provision. Section G: health provision. Section H1 and H2: social care provision. Section I: placement. Section J: personal budget. Section K: advice and information.

        """

    private static let evidenceText = """
        Report of the speech and language therapist (an invented report, for a rehearsal)

        Seen twice in school this term. Speech is understood by people outside the family about half of the time. Recommended: weekly therapy by a qualified therapist, and a programme that the school carries out daily.

        """
}
