public import CaseFile
public import Contracts
import Glibc
public import Runtime
public import Statute

/// One random case through some years, with the services that speak in it; it notes where they break their promises.
///
/// The promises are those of `Service`: the fold accepts what is missing, and then it is not missing any more; before
/// `nextLook` nothing is; and asked again and again, all services come to rest.
public struct RandomLife {
    /// The case as its entries made it.
    public private(set) var file = CaseFile()
    /// The partition as its days made it.
    public private(set) var log = LogBook()
    /// The partition's today.
    public private(set) var day: Day
    /// Every entry that was written, as on the topic.
    public private(set) var entries: [Entry] = []
    /// Which promises were broken, and how; empty when none was.
    public private(set) var broken: [String] = []
    /// How many entries of conclusions the fold accepted, by subject.
    public private(set) var accepted: [Subject: Int] = [:]

    /// The most rounds of asking all services, and one more for each submission, after which nothing may be missing.
    public static let mostRounds = 12

    /// The case.
    public let id: CaseID
    private let seed: UInt64
    private let services: [any Service]
    private let looksExactly: Bool
    private var reports: RandomReports
    private var position: Int64 = 0

    /// The life that follows from that seed; nil for a seed that makes no case id. Unless told otherwise, it also holds
    /// the services to looking on no day on which nothing has changed.
    public init?(seed: UInt64, services: [any Service], looksExactly: Bool = true) {
        self.looksExactly = looksExactly
        guard let id = CaseID("T-\(seed % 100_000)"), let start = Day(2024, 1, 1) else { return nil }
        self.id = id
        self.seed = seed
        self.services = services
        reports = RandomReports(seed: seed)
        day = start + reports.random.pick(0...400)
        log.append(
            Entry(
                by: .operator, recorded: day,
                events: [
                    Event(
                        ConclusionID(.logBegan),
                        .logBegan(LogBegan(calendar: .rehearsal, partitions: 1, council: "test", log: testLog))),
                    Event(ConclusionID(.day, day: day), .dayBegan(DayBegan())),
                ]), at: 0)
        position = 1
    }

    /// Lives through that many reports, with days between them.
    public mutating func live(reports count: Int) {
        append(reports.beginning(on: day))
        for _ in 0..<count where broken.isEmpty {
            if reports.random.oneIn(6) { speakLate() }
            settle()
            passDays()
            if reports.random.oneIn(2) { playOutside() }
            append(reports.next(for: file, on: day))
            if let said = reports.formatReport(for: file, on: day) { append(said) }
        }
        settle()
    }

    private mutating func note(_ what: String) {
        broken.append("seed \(seed), \(day), after \(position) records: \(what)")
    }

    @discardableResult
    private mutating func append(_ entry: Entry) -> CaseFile.Reception {
        let reception = file.append(entry, at: position)
        position += 1
        entries.append(entry)
        if reception == .accepted {
            for case .conclusion(let id) in entry.events.map(\.id) { accepted[id.subject, default: 0] += 1 }
        }
        return reception
    }

    /// Asks every service, in any order, until none answers.
    private mutating func settle() {
        // Of submissions one is answered at a time: what comes of it decides on the next.
        let rounds = RandomLife.mostRounds + file.pending.count
        for _ in 0..<rounds where broken.isEmpty {
            var isAtRest = true
            for service in services.shuffled(using: &reports.random) where speak(service) { isAtRest = false }
            if isAtRest { return }
        }
        if broken.isEmpty { note("not at rest after \(rounds) rounds") }
    }

    /// Whether that service had something to say; all of it is written.
    private mutating func speak(_ service: any Service) -> Bool {
        let missing = service.missing(from: file, of: id, on: day, in: log)
        for entry in missing {
            if entry.by != .service(service.name) { note("\(service.name) speaks as \(entry.by)") }
            if entry.recorded != day { note("\(service.name) dates an entry \(entry.recorded)") }
            if let cause = entry.because, !holds(cause) { note("\(service.name): \(cause) is not in the file") }
            let reception = append(entry)
            if reception != .accepted { note("\(service.name): \(entry.events.map(\.id)) \(reception)") }
        }
        let said = Set(missing.flatMap { $0.events.map(\.id) })
        let again = service.missing(from: file, of: id, on: day, in: log).flatMap { $0.events.map(\.id) }
        for id in again where said.contains(id) { note("\(service.name): \(id) is still missing") }
        return !missing.isEmpty
    }

    private func holds(_ id: EventID) -> Bool {
        switch id {
        case .submission(let key): file.submissions.contains { $0.key == key }
        case .conclusion(let id): file.holds(id)
        }
    }

    /// What a service says on the strength of an older file comes after a report that it had not read.
    private mutating func speakLate() {
        guard let service = services.randomElement(using: &reports.random) else { return }
        let stale = service.missing(from: file, of: id, on: day, in: log)
        append(reports.next(for: file, on: day))
        for entry in stale {
            let before = file
            let reception = append(entry)
            for case .conclusion(let id) in entry.events.map(\.id) {
                // Ignored, it uses up no id; accepted, it is held.
                if file.holds(id) != (reception == .accepted || before.holds(id)) {
                    note("\(id) was \(reception), and the file holds it: \(file.holds(id))")
                }
            }
        }
    }

    /// Days pass, one by one; before a service said to look again, it has nothing new to say.
    private mutating func passDays() {
        let days = reports.random.oneIn(12) ? reports.random.pick(60...420) : reports.random.pick(0...20)
        var looks = self.looks()
        for _ in 0..<days where broken.isEmpty {
            day = day + 1
            log.append(
                Entry(
                    by: .service(.scheduler), recorded: day,
                    events: [Event(ConclusionID(.day, day: day), .dayBegan(DayBegan()))]
                ), at: position)
            position += 1
            var hasSaid = false
            for (service, look) in zip(services, looks) {
                let missing = service.missing(from: file, of: id, on: day, in: log)
                let isDue = look.map { $0 <= day } ?? false
                // Once one has spoken, the others may answer it.
                if !missing.isEmpty, !isDue, !hasSaid {
                    note(
                        "\(service.name) did not want to look before \(look.map(\.description) ?? "anything happens")"
                            + ", and misses \(missing.flatMap { $0.events.map(\.id) })")
                }
                if missing.isEmpty, isDue, !hasSaid, looksExactly { note("\(service.name) looked for nothing") }
                if !missing.isEmpty { hasSaid = speak(service) || hasSaid }
            }
            if hasSaid { settle() }
            // A promise holds until the file changes.
            if hasSaid || looks.contains(where: { $0 ?? day + 1 <= day }) { looks = self.looks() }
        }
    }

    private mutating func looks() -> [Day?] {
        services.map { service in
            let look = service.nextLook(at: file, of: id, after: day, in: log)
            if let look, look <= day { note("\(service.name) wants to look on \(look), which is no later") }
            return look
        }
    }

    /// What stands outside the pure functions: letters get written, messages claimed, sent and lost.
    private mutating func playOutside() {
        for review in file.reviews {
            // With nobody to be told there is nobody to write to.
            guard !file.toldHolders.isEmpty else { break }
            if let submission = review.submission, review.isMade, !review.isLetterWritten, !reports.random.oneIn(3) {
                let id = ConclusionID(.decisionLetter, review: review.number, fact: submission.key.reference)
                let letter: LetterKind =
                    switch submission.outcome {
                    case .amend: .decisionAmend
                    case .cease: .decisionCease
                    default: .decisionMaintain
                    }
                append(letterEntry(id, letter))
                request(.tellDecision, review: review.number, fact: submission.key.reference)
            }
            if let final = review.finalSubmission, review.isFinalMade, !review.isFinalLetterWritten,
                !reports.random.oneIn(3)
            {
                let id = ConclusionID(.finalLetter, review: review.number, fact: final.key.reference)
                append(letterEntry(id, final.finalOutcome == .amended ? .finalPlan : .notAmended))
                request(.tellFinal, review: review.number, fact: final.key.reference)
            }
        }
        for letter in file.letters {
            // Of a letter of which the rights passed under way.
            for copy in letter.waiting where copy.document == nil && !reports.random.oneIn(3) {
                let id = ConclusionID(
                    letter.id.subject, review: letter.id.review, fact: letter.id.fact, to: .contact(copy.contact))
                let written = LetterCopy(
                    contact: copy.contact,
                    document: DocumentHash(
                        reports.random.next(), reports.random.next(), reports.random.next(), reports.random.next()))
                append(outside(id, .letterWritten(LetterWritten(letter: .decisionMaintain, copies: [written]))))
            }
        }
        for message in file.messages where message.stage == .said || message.stage == .claim {
            guard !reports.random.oneIn(4) else { continue }
            let attempt = max(message.claims, 1)
            if message.stage == .said {
                append(
                    outside(message.id.at(.claim, attempt: 1), .notificationClaimed(NotificationClaimed(instance: "a")))
                )
            }
            if reports.random.oneIn(8) {
                append(
                    outside(
                        message.id.at(.failed, attempt: attempt),
                        .notificationFailed(NotificationFailed(why: .noAddress))))
            } else {
                append(
                    outside(
                        message.id.at(.sent, attempt: attempt),
                        .notificationSent(NotificationSent(channel: .folder, receipt: "r"))))
                if reports.random.oneIn(10) {
                    append(
                        outside(
                            message.id.at(.returned, attempt: attempt),
                            .notificationReturned(NotificationReturned(why: .returned))))
                }
            }
        }
        settle()
    }

    private mutating func letterEntry(_ id: ConclusionID, _ letter: LetterKind) -> Entry {
        var copies: [LetterCopy] = []
        for holder in file.toldHolders {
            let document = DocumentHash(
                reports.random.next(), reports.random.next(), reports.random.next(), reports.random.next())
            copies.append(LetterCopy(contact: holder.number, document: document))
        }
        return outside(id, .letterWritten(LetterWritten(letter: letter, copies: copies)))
    }

    /// The letter's messages to the family, unless a service asks for them itself.
    private mutating func request(_ subject: Subject, review: UInt8, fact: Fact) {
        guard !services.contains(where: { $0.name == .notifier }) else { return }
        for holder in file.toldHolders {
            let id = ConclusionID(subject, review: review, fact: fact, to: .contact(holder.number))
            append(outside(id, .notificationRequested(NotificationRequested(until: day + 30))))
        }
    }

    private func outside(_ id: ConclusionID, _ data: EventData) -> Entry {
        Entry(by: .whoSays(data.kind), recorded: day, events: [Event(id, data)])
    }
}

/// So many seeds from that one on; `RANDOM_LIVES` in the environment asks for more or fewer.
public func seeds(from first: UInt64, _ count: UInt64) -> Range<UInt64> {
    let wanted = getenv("RANDOM_LIVES").flatMap { UInt64(String(cString: $0)) } ?? count
    return first..<(first + min(wanted, 1_000_000))
}

/// Lives through that many random cases with those services: every broken promise, and what was accepted in all.
public func randomLives(
    _ seeds: Range<UInt64>, reports: Int, services: [any Service], looksExactly: Bool = true
) -> (broken: [String], accepted: [Subject: Int]) {
    var broken: [String] = []
    var accepted: [Subject: Int] = [:]
    for seed in seeds {
        guard var life = RandomLife(seed: seed, services: services, looksExactly: looksExactly) else {
            broken.append("seed \(seed): no life")
            continue
        }
        life.live(reports: reports)
        broken += life.broken
        accepted.merge(life.accepted, uniquingKeysWith: +)
    }
    return (broken, accepted)
}
