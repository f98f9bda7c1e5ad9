import CaseFile
import Contracts
import JSON
import Kafka
import Runtime
import Statute

/// What the log says, folded once more beside all instances, with every earlier state of every file: against it each
/// record is held as it is appended.
struct Truth {
    /// A claim that was accepted.
    struct Claim {
        var instance: String
        var offset: Int64
        var second: Double
        /// When its token was signed, as it says.
        var signed: Int64?
    }

    /// One case and how it came to be.
    struct Case {
        let id: CaseID
        let partition: Int
        var file = CaseFile()
        /// What the simulation makes of it.
        var reckoning = Reckoning()
        /// The file after each of its records, by offset, and whoever is told then.
        var versions: [(offset: Int64, file: CaseFile, holders: [Reckoning.Holder])] = []
        /// Every id that was accepted: kept apart from the fold, which is what is tried here.
        var accepted: Set<EventID> = []
        /// The accepted claims, by the claim's id.
        var claims: [ConclusionID: Claim] = [:]
        /// Why messages failed, by the failure's id.
        var failures: [ConclusionID: DeliveryFailure] = [:]

        /// The file as somebody saw it who had read up to that position.
        func file(seen: Int64) -> CaseFile {
            for version in versions.reversed() where version.offset < seen { return version.file }
            return CaseFile()
        }

        /// Whoever is told, as somebody saw it who had read up to that position.
        func holders(seen: Int64) -> [Reckoning.Holder] {
            for version in versions.reversed() where version.offset < seen { return version.holders }
            return Reckoning().holders
        }
    }

    /// One partition and how it came to be.
    struct Partition {
        var book = LogBook()
        /// What the simulation makes of it.
        var reckoning = LogReckoning()
        var versions: [(offset: Int64, book: LogBook)] = []
        /// The ids of the records for others that follow from its entries, by offset.
        var owed: [String: Int64] = [:]
        /// The ids that others have seen, and the last offset of which they learnt.
        var told: Set<String> = []
        var toldOffset: Int64 = -1
        /// Whether a record for others was not delivered at first: then it comes later than its place.
        var isTellingDisturbed = false
        /// What became of each record.
        var receptions: [CaseFile.Reception?] = []

        func book(seen: Int64) -> LogBook {
            for version in versions.reversed() where version.offset < seen { return version.book }
            return LogBook()
        }
    }

    /// The services as they are and as they were in this run: what was warranted by one of them was warranted.
    struct Voices {
        var schedulers: [any Service]
        var writers: [any Service]
        var notifiers: [any Service]

        func of(_ actor: Actor) -> [any Service] {
            switch actor {
            case .service(.scheduler): schedulers
            case .service(.decisionWriter): writers
            case .service(.notifier): notifiers
            default: []
            }
        }
    }

    private(set) var cases: [Case] = []
    private var indexOf: [CaseID: Int] = [:]
    private(set) var partitions: [Partition]
    /// Records that no version can read, by the key of their dead letter.
    var unreadable: Set<String> = []
    /// Documents that were ever on the topic, each under its case and role, and those that are there now.
    private(set) var documents: Set<DocumentKey> = []
    private(set) var present: Set<DocumentKey> = []
    /// The documents that are there now.
    private(set) var shelf: [DocumentKey: Document] = [:]
    /// How many entries were accepted, repeated, not fitting, and said by somebody who may not say them.
    private(set) var counts = (accepted: 0, repeated: 0, notFitting: 0, notEntitled: 0)
    /// How many conclusions were held against the prefix that they name.
    private(set) var warranted = 0
    /// Seconds since the start of the run.
    var second = 0.0
    /// The messages that came back.
    var returned: Set<String> = []
    /// Seconds that a claim must stand before another may be made, unless it failed.
    let patience: Double
    /// Seconds for which the provider remembers what it took, where that has an end.
    let memory: Double?
    /// How far the writer of the last record had read; nil when it does not say.
    private(set) var lastSeen: Int64?
    /// What was broken.
    private(set) var violations: [String] = []

    init(partitions: Int, provider: Provider.Kind) {
        self.partitions = Array(repeating: Partition(), count: partitions)
        patience = provider.patience
        memory = provider == .tokens ? Provider.memorySeconds : nil
    }

    /// A violation: the run ends with it.
    mutating func broken(_ what: String) { if violations.count < 20 { violations.append(what) } }

    func find(_ id: CaseID) -> Case? { indexOf[id].map { cases[$0] } }

    /// The day of the partition of that case, as it was begun last; nil before the case has any entry.
    func today(of id: CaseID) -> Day? { find(id).flatMap { partitions[$0.partition].book.today } }

    func file(of id: CaseID) -> CaseFile { indexOf[id].map { cases[$0].file } ?? CaseFile() }

    // MARK: What was appended

    /// A record of `case-files` was appended there.
    mutating func append(_ record: VirtualLog.Record, to partition: Int, at offset: Int64, voices: Voices) {
        var reception: CaseFile.Reception?
        lastSeen = nil
        defer { partitions[partition].receptions.append(reception) }
        guard let value = record.value else {
            unreadable.insert("\(Topic.caseFiles.rawValue)/\(partition)/\(offset)")
            return
        }
        let entry: Entry
        do { entry = try Entry.read(value) } catch {
            unreadable.insert("\(Topic.caseFiles.rawValue)/\(partition)/\(offset)")
            return
        }
        lastSeen = entry.seen
        guard !entry.events.isEmpty else { return }
        if record.key?.elementsEqual(LogBook.key.utf8) ?? false {
            reception = partitions[partition].book.append(entry, at: offset)
            partitions[partition].reckoning.read(entry, at: offset)
            checkBook(entry, partition, offset)
            partitions[partition].versions.append((offset, partitions[partition].book))
            return
        }
        let (id, isRight) = (record.key ?? []).withUnsafeBytes { bytes in
            (
                CaseID(utf8: bytes),
                Int(Partitioner.partition(of: bytes, partitions: Int32(partitions.count))) == partition
            )
        }
        guard let id, isRight else {
            unreadable.insert("\(Topic.caseFiles.rawValue)/\(partition)/\(offset)")
            return
        }
        reception = append(entry, of: id, partition, offset, voices)
    }

    private mutating func append(
        _ entry: Entry, of id: CaseID, _ partition: Int, _ offset: Int64, _ voices: Voices
    ) -> CaseFile.Reception {
        let index: Int
        if let known = indexOf[id] {
            index = known
        } else {
            index = cases.count
            indexOf[id] = index
            cases.append(Case(id: id, partition: partition))
        }
        guard case .conclusion? = entry.events.first?.id else {
            let reception = appendReports(entry, index, offset)
            note(entry, reception, index, partition, offset)
            return keep(reception, index, offset)
        }
        guard entry.events.allSatisfy({ Reckoning.maySay($0.data, entry.by) }) else {
            // Whoever may not say a part of it says nothing.
            let before = Truth.summary(of: cases[index].file)
            let reception = cases[index].file.append(entry, at: offset)
            if reception == .accepted || Truth.summary(of: cases[index].file) != before {
                broken("\(id): \(Truth.words(entry)) at \(offset) counts, and its speaker may not say it")
            }
            note(entry, reception, index, partition, offset)
            return keep(reception, index, offset)
        }
        check(entry, index, partition, offset, voices)
        let reception = cases[index].file.append(entry, at: offset)
        note(entry, reception, index, partition, offset)
        return keep(reception, index, offset)
    }

    private mutating func keep(
        _ reception: CaseFile.Reception, _ index: Int, _ offset: Int64
    ) -> CaseFile.Reception {
        cases[index].versions.append((offset, cases[index].file, cases[index].reckoning.holders))
        return reception
    }

    /// Each report for itself: what its speaker may not say is in no file, and uses up no key.
    private mutating func appendReports(_ entry: Entry, _ index: Int, _ offset: Int64) -> CaseFile.Reception {
        let id = cases[index].id
        let isUnsaid = !entry.events.contains { Reckoning.maySay($0.data, entry.by) }
        let before = isUnsaid ? Truth.summary(of: cases[index].file) : ""
        var news = 0
        for event in entry.events where cases[index].reckoning.report(event, by: entry.by, on: entry.recorded) {
            news += 1
        }
        let reception = cases[index].file.append(entry, at: offset)
        if (news > 0) != (reception == .accepted) {
            broken("\(id): \(Truth.words(entry)) at \(offset) is \(reception), and \(news) of it count")
        }
        if isUnsaid, Truth.summary(of: cases[index].file) != before {
            broken("\(id): \(Truth.words(entry)) at \(offset) changes the file, and its speaker may not say it")
        }
        for case .submission(let key) in entry.events.map(\.id)
        where cases[index].file.submissions.contains(where: { $0.key == key })
            != cases[index].reckoning.keys.contains(key)
        {
            broken(
                "\(id): \(key) of \(Truth.words(entry)) at \(offset) is in the file, or is not, against the table of kinds"
            )
        }
        return reception
    }

    /// All of a file that an entry can change but the count of what was ignored.
    private static func summary(of file: CaseFile) -> String {
        "\(file.submissions.map { "\($0.key)\($0.stands)" })\(file.said)\(file.messages.map { "\($0.id)\($0.stage)\($0.claims)\($0.returned != nil)" })"
            + "\(file.letters.map { "\($0.id)\($0.waiting.map(\.contact))" })\(file.pending.map(\.key))\(file.importedAt)"
            + "\(file.contacts)"
    }

    /// What is true of the whole partition is what the simulation makes of it.
    private mutating func checkBook(_ entry: Entry, _ partition: Int, _ offset: Int64) {
        let (book, own) = (partitions[partition].book, partitions[partition].reckoning)
        guard book.today != own.today || book.isPaused != own.isPaused || book.releasedAt != own.releasedAt else {
            return
        }
        broken(
            "partition \(partition): after \(Truth.words(entry)) at \(offset) it is "
                + (book.today.map { "\($0)" } ?? "no day") + ", paused \(book.isPaused), released at "
                + "\(book.releasedAt), and ought to be " + (own.today.map { "\($0)" } ?? "no day")
                + ", \(own.isPaused), \(own.releasedAt)")
    }

    /// Each id once, and what is ignored uses up none.
    private mutating func note(
        _ entry: Entry, _ reception: CaseFile.Reception, _ index: Int, _ partition: Int, _ offset: Int64
    ) {
        let id = cases[index].id
        switch reception {
        case .accepted: counts.accepted += 1
        case .repeated:
            counts.repeated += 1
            if !entry.events.contains(where: { counted($0.id, cases[index]) }) {
                broken("\(id): \(Truth.words(entry)) at \(offset) counts as repeated, and none of it ever counted")
            }
            return
        case .doesNotFit:
            counts.notFitting += 1
            return
        case .notEntitled:
            counts.notEntitled += 1
            if entry.events.allSatisfy({ Reckoning.maySay($0.data, entry.by) }) {
                broken("\(id): \(Truth.words(entry)) at \(offset) counts for nothing, and its speaker may say it")
            }
            return
        }
        defer { checkTold(entry, index, offset) }
        for event in entry.events where Reckoning.maySay(event.data, entry.by) {
            cases[index].reckoning.conclude(event, on: entry.recorded)
            let isNew = cases[index].accepted.insert(event.id).inserted
            guard case .conclusion(let conclusion) = event.id else { continue }
            if conclusion.subject == .rightsPassed, let born = conclusion.month,
                Reckoning.compulsoryAgeEnds(bornIn: born).map({ entry.recorded <= $0 }) ?? true
            {
                broken("\(id): on \(entry.recorded) the rights pass of somebody born in \(born)")
            }
            if !isNew { broken("\(id): the file holds \(event.id) twice, the second at \(partition)/\(offset)") }
            if case .notificationFailed(let failed) = event.data { cases[index].failures[conclusion] = failed.why }
            if case .notificationClaimed(let claim) = event.data {
                let last = cases[index].claims[conclusion.at(.claim, attempt: conclusion.attempt &- 1)]
                let hasFailed = cases[index].accepted.contains(
                    .conclusion(conclusion.at(.failed, attempt: conclusion.attempt &- 1)))
                if let last, !hasFailed, second - last.second < patience {
                    broken(
                        "\(id): \(conclusion) takes over what \(last.instance) claimed \(Int(second - last.second)) s ago"
                    )
                }
                cases[index].claims[conclusion] = Claim(
                    instance: claim.instance, offset: offset, second: second, signed: claim.signed)
                if (claim.signed != nil) != (memory != nil) || Double(claim.signed ?? 0) > second {
                    broken("\(id): \(conclusion) does not say truly when its token was signed")
                }
            }
            if conclusion.subject.isMessage, conclusion.stage != .claim {
                partitions[partition].owed["\(id)/\(event.id)"] = offset
            }
        }
    }

    /// A decision is told on the day on which the last of those to whom its letter is addressed was sent theirs.
    private mutating func checkTold(_ entry: Entry, _ index: Int, _ offset: Int64) {
        let mayTell = entry.events.contains { event in
            switch event.data {
            case .letterWritten, .notificationSent, .notificationReturned, .contactRecorded, .withdrawn, .planRecorded,
                .capacityAssessed,
                .rightsPass:
                true
            default: event.replaces != nil
            }
        }
        guard mayTell else { return }
        let file = cases[index].file
        let letters = cases[index].reckoning.letters
        var waiting: [ConclusionID: Set<UInt8>] = [:]
        for letter in file.letters { waiting[letter.id] = Set(letter.waiting.map(\.contact)) }
        if waiting != letters.mapValues(\.waiting).filter({ !$0.value.isEmpty }) {
            broken("\(cases[index].id): at \(offset) letters wait for \(waiting), and ought to for \(letters)")
        }
        for review in file.reviews {
            // Recorded as told outside this system, it was told then.
            func isRecorded(_ kind: EventKind) -> Bool {
                file.submissions.contains { $0.kind == kind && $0.review == review.number && $0.stands }
            }
            func told(_ subject: Subject, _ submission: Submission?) -> Day? {
                submission.flatMap {
                    letters[ConclusionID(subject, review: review.number, fact: $0.key.reference)]?.told
                }
            }
            let (first, final) = (
                told(.decisionLetter, review.isMade ? review.submission : nil),
                told(.finalLetter, review.isFinalMade ? review.finalSubmission : nil)
            )
            if !isRecorded(.decisionRecorded), review.told != first {
                broken(
                    "\(cases[index].id): at \(offset) the decision of review \(review.number) is told on "
                        + "\(review.told?.description ?? "no day"), and the last copy left on "
                        + (first?.description ?? "no day"))
            }
            if !isRecorded(.finalRecorded), review.finalTold != final {
                broken(
                    "\(cases[index].id): at \(offset) the final plan of review \(review.number) is told on "
                        + "\(review.finalTold?.description ?? "no day"), and the last copy left on "
                        + (final?.description ?? "no day"))
            }
        }
    }

    /// Whether that counted before; a message that left under another claim left.
    private func counted(_ id: EventID, _ `case`: Case) -> Bool {
        if case .conclusion(let id) = id, id.stage == .sent, `case`.file.message(id.message)?.sent != nil {
            return true
        }
        return `case`.accepted.contains(id)
    }

    /// An entry as somebody reads it who looks for what went wrong: of a report its kind and all that it says.
    static func words(_ entry: Entry) -> String {
        "\(entry.by) on \(entry.recorded): "
            + entry.events.map { event in
                guard case .submission(let key) = event.id else {
                    if case .notificationFailed(let failed) = event.data {
                        return "\(event.id) (\(failed.why.rawValue))"
                    }
                    return "\(event.id)"
                }
                let when = event.happened.map { ", happened \($0)" } ?? ""
                let instead = event.replaces.map { ", replaces \($0)" } ?? ""
                return "\(key) \(event.data)\(when)\(instead)"
            }.joined(separator: ", ")
    }

    // MARK: Whether it was warranted

    private mutating func check(
        _ entry: Entry, _ index: Int, _ partition: Int, _ offset: Int64, _ voices: Voices
    ) {
        warranted += 1
        let id = cases[index].id
        guard let seen = entry.seen, seen <= offset else {
            return broken("\(id): \(Truth.words(entry)) at \(offset) does not say how far its writer had read")
        }
        let file = cases[index].file(seen: seen)
        let book = partitions[partition].book(seen: seen)
        guard let today = book.today, today == entry.recorded else {
            return broken(
                "\(id): \(Truth.words(entry)) at \(offset), but at \(seen) it was "
                    + (book.today.map { "\($0)" } ?? "no day"))
        }
        guard case .conclusion(let first)? = entry.events.first?.id else { return }
        let holds: Bool
        if first.stage != .said {
            holds = entry.events.allSatisfy { isWarranted($0, file, book, cases[index], seen) }
        } else if first.subject == .decisionLetter || first.subject == .finalLetter {
            holds = entry.events.allSatisfy { isLetterWarranted($0, file, cases[index], seen) }
        } else if first.subject == .reasonsAlike || first.subject == .outcomesAlike {
            // What other cases say stands in other partitions: of its own it rests on the decision that was submitted.
            holds =
                entry.by == .service(.decisionWriter)
                && file.submissions.contains { $0.kind == .decisionSubmitted && $0.key.reference == first.fact }
        } else if first.subject == .decisionRefused || first.subject == .finalRefused,
            let review = file.review(first.review), review.isMade || review.isFinalMade
        {
            // What was made and has papers that no letter can quote is refused by whoever writes letters.
            holds = entry.by == .service(.decisionWriter)
        } else {
            let holders = cases[index].holders(seen: seen)
            // Whatever the notifier makes of it: only whoever may be told is told.
            let areTold = entry.events.allSatisfy { event in
                guard case .conclusion(let id) = event.id, let contact = id.contact else { return true }
                let origin = cases[index].reckoning.origin(of: id)
                return holders.contains { $0.number == contact && $0.hears(of: origin.subject) }
            }
            holds =
                areTold
                && voices.of(entry.by).contains { service in
                    service.missing(from: file, of: id, on: today, in: book).contains { Truth.same($0, entry) }
                }
        }
        if !holds {
            broken("\(id): \(Truth.words(entry)) at \(offset): the \(seen) records that it had read do not warrant it")
        }
    }

    private static func same(_ left: Entry, _ right: Entry) -> Bool {
        left.because == right.because && left.events.count == right.events.count
            && zip(left.events, right.events).allSatisfy { $0.id == $1.id && letter($0) == letter($1) }
    }

    /// The letter that a message is asked to carry.
    private static func letter(_ event: Event) -> DocumentHash? {
        if case .notificationRequested(let request) = event.data { request.document } else { nil }
    }

    /// What the sender says of a message's way.
    private func isWarranted(
        _ event: Event, _ file: CaseFile, _ book: LogBook, _ `case`: Case, _ seen: Int64
    ) -> Bool {
        guard case .conclusion(let id) = event.id, let message = file.message(id.message) else { return false }
        switch event.data {
        case .notificationClaimed:
            return message.stage != .sent && id.attempt == message.claims + 1 && book.maySend(file)
                && Truth.mayBeWrittenTo(id.addressee, `case`.holders(seen: seen)) && file.mayLeave(id.message)
        case .notificationSent, .notificationFailed:
            let claim = `case`.claims[id.message.at(.claim, attempt: id.attempt)]
            if case .notificationFailed(let failed) = event.data, failed.why == .notKnown,
                !mayBeForgotten(id, `case`), file.mayLeave(id.message),
                Truth.mayBeWrittenTo(id.addressee, `case`.holders(seen: seen))
            {
                return false
            }
            // A message left under the claim that its channel was given, whatever claims were made since.
            let isOfClaim =
                event.data.kind == .notificationSent ? id.attempt <= message.claims : id.attempt == message.claims
            return message.stage != .sent && isOfClaim && (claim.map { $0.offset < seen } ?? false)
        case .notificationReturned:
            return message.sent != nil && message.returned == nil && id.attempt <= message.claims
                && returned.contains("\(`case`.id)/\(id.message)")
        default: return false
        }
    }

    /// Whether the first claim without an outcome is so old that the provider may have forgotten what left under it. That
    /// somebody had no address, or a letter no paper, says nothing of the claims before that.
    private func mayBeForgotten(_ id: ConclusionID, _ `case`: Case) -> Bool {
        guard let memory else { return false }
        var first = Int64.max
        var claims = 0
        for attempt in 1...max(1, id.attempt) {
            if let claim = `case`.claims[id.message.at(.claim, attempt: attempt)] {
                first = min(first, claim.signed ?? .max)
                claims += 1
            }
            guard attempt < id.attempt, let why = `case`.failures[id.message.at(.failed, attempt: attempt)] else {
                continue
            }
            if claims < 2 || why == .refused || why == .notKnown { (first, claims) = (.max, 0) }
        }
        return second - Double(first) >= memory - 86_400
    }

    /// Whether anything may be sent to that addressee; whoever is no contact is never closed.
    static func mayBeWrittenTo(_ addressee: Addressee?, _ holders: [Reckoning.Holder]) -> Bool {
        guard case .contact(let number) = addressee else { return addressee != nil }
        return holders.contains { $0.number == number && $0.mayBeWrittenTo }
    }

    /// Whether a letter has a copy for each of those who may be told, each on `documents` under its own case, and rests on
    /// documents of its own case and of the right role.
    private func isLetterWarranted(_ event: Event, _ file: CaseFile, _ `case`: Case, _ seen: Int64) -> Bool {
        guard case .conclusion(let id) = event.id, case .letterWritten(let letter) = event.data,
            let review = file.review(id.review)
        else { return false }
        let told = `case`.holders(seen: seen).filter(\.isTold).map(\.number)
        let written = letter.copies.compactMap(\.document)
        // A copy that was not written says what it lacks; one that is written later comes alone.
        let isWhole = id.contact == nil
        guard !told.isEmpty,
            isWhole ? letter.copies.map(\.contact) == told : letter.copies.map(\.contact) == [id.contact],
            letter.copies.allSatisfy({ ($0.document == nil) == ($0.lacks != nil) }), isWhole || !written.isEmpty,
            written.allSatisfy({ documents.contains(DocumentKey(`case`.id, .letter, $0)) }),
            let pending = file.pending.first(where: { $0.key.reference == id.fact }),
            written.isEmpty || Truth.documents(of: pending, in: `case`.id).allSatisfy({ documents.contains($0) })
        else { return false }
        return id.subject == .decisionLetter
            ? review.isMade && review.isLetterWritten != isWhole && review.submission?.key.reference == id.fact
            : review.isFinalMade && review.isFinalLetterWritten != isWhole
                && review.finalSubmission?.key.reference == id.fact
    }

    /// The documents on which the letter of a submission rests.
    static func documents(of pending: PendingSubmission, in id: CaseID) -> [DocumentKey] {
        let data: EventData =
            switch pending {
            case .decision(_, let decision): .decisionSubmitted(decision)
            case .final(_, let final): .finalSubmitted(final)
            }
        return data.documents.filter { $0.role != .explanation }.map { DocumentKey(id, $0.role, $0.hash) }
    }

    // MARK: Other topics

    /// A record of `documents` was written.
    mutating func keep(document record: VirtualLog.Record) {
        let text = String(decoding: record.key ?? [], as: UTF8.self)
        if text == LogMarker.key { return }
        guard let key = DocumentKey(text) else { return broken("\(text) is no document's key") }
        guard let value = record.value else {
            present.remove(key)
            shelf[key] = nil
            return
        }
        do throws(Document.Fault) { shelf[key] = try Document(key, headers: record.headers, bytes: value) } catch {
            return broken("the document \(key): \(error)")
        }
        documents.insert(key)
        present.insert(key)
    }

    /// A record for others was not delivered.
    mutating func disturbTelling(in partition: Int) { partitions[partition].isTellingDisturbed = true }

    /// A record for others was written.
    mutating func tell(_ value: [UInt8], in partition: Int) {
        let record: CloudEvent<NotificationRecord>
        do { record = try CloudEvent(json: value) } catch {
            return broken("a record of notifications cannot be read: \(error)")
        }
        let offset = record.data.offset
        guard partitions[partition].owed[record.id] == offset, Int(record.data.partition) == partition else {
            return broken(
                "notifications/\(partition) tells of \(record.id) at \(offset), which was never accepted there")
        }
        guard partitions[partition].told.insert(record.id).inserted else { return }
        if offset < partitions[partition].toldOffset, !partitions[partition].isTellingDisturbed {
            broken(
                "notifications/\(partition) tells of \(record.id) at \(offset) for the first time after "
                    + "\(partitions[partition].toldOffset)")
        }
        partitions[partition].toldOffset = offset
    }
}
