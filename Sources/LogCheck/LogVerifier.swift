import Caseload
import Backup
import CaseFile
import Contracts
import JSON
import Kafka
import Statute

/// Reads a whole log and everything beside it, and holds each against the others.
struct LogVerifier {
    /// How many examples of a fault are kept.
    private static let mostExamples = 5

    /// The days of one partition.
    private struct Calendar {
        var began: LogBegan?
        var today: Day?
        var releasedAt: Int64 = -1
        /// How many people must say a release, who said one where, and who asked for how many.
        private var needed = 1
        private var released: [ActorID: Int64] = [:]
        private var asked: [ActorID: Int] = [:]
        var isPaused = false
        var first: Day?
        var keys: Set<SubmissionKey> = []
        /// The position after the last record.
        var position: Int64 = 0
        /// The proof of all records so far.
        var proof = RecordHead()
        /// Where each day began, and the proof up to there.
        var days: [Day: LogBook.Head] = [:]
        /// The last proof that was said.
        var head: LogBook.Head?

        /// A release counts from where the last of as many people as must say it said it.
        mutating func release(by actor: Actor, at offset: Int64) {
            guard case .person(let person) = actor else { return }
            released[person.id] = offset
            let places = released.values.sorted()
            if places.count >= needed { releasedAt = max(releasedAt, places[places.count - needed]) }
        }

        mutating func ask(for approvals: UInt8, by actor: Actor) {
            guard case .person(let person) = actor else { return }
            let number = max(1, Int(approvals))
            asked[person.id] = number
            if number > needed || asked.values.count(where: { $0 <= number }) >= needed { needed = number }
        }

        /// Whether that day may begin now: the one after today, or the first; but for the first only the scheduler begins
        /// one of a real log.
        func mayBegin(_ day: Day, by actor: Actor) -> Bool {
            guard let today else { return true }
            guard case .service(.scheduler) = actor else { return day == today + 1 && began?.calendar == .rehearsal }
            return day == today + 1
        }
    }

    private var ledgers: [CaseID: Ledger] = [:]
    private var importedAt: [CaseID: Int64] = [:]
    private var calendars: [Calendar]
    private var items: [String: CheckReport.Item] = [:]
    private var order: [String] = []
    private var counts: [String: Int] = [:]
    private var records = 0
    private var entries = 0
    /// What the topic for others must hold: the id of each record, by the case and event.
    private var owed: Set<String> = []
    private var named: Set<DocumentKey> = []
    /// The cases of which it was said that their reasons are like others'.
    private var alike: Set<CaseID> = []
    private var withdrawn: Set<DocumentKey> = []
    /// What services pass over.
    private var passedOver: [Int32: [ClosedRange<Int64>]] = [:]
    /// What was said by whom it may not be said, and by nobody else since.
    private var unheard: [CaseID: Set<EventID>] = [:]

    /// The name of `case-files` in Kafka.
    private let topic: String
    /// The proof of each partition, and the offset after its last record.
    private var heads: [PartitionHead]

    /// Nothing of that topic was read yet; `ends` are those that the broker tells.
    init(partitions: Int32, of topic: String, ends: [Int64] = []) {
        self.topic = topic
        heads = (0..<partitions).map {
            PartitionHead($0, through: ends.indices.contains(Int($0)) ? ends[Int($0)] : 0, RecordHead())
        }
        calendars = Array(repeating: Calendar(), count: Int(partitions))
        for name in [
            Names.records, Names.positions, Names.beginnings, Names.days, Names.heads, Names.quarantine, Names.seen,
            Names.order, Names.causes, Names.messages,
            Names.claims, Names.kept,
            Names.letters, Names.forms, Names.copies, Names.carried, Names.alarms, Names.requests,
            Names.rights, Names.transfers, Names.answers, Names.alike,
        ] { start(name) }
    }

    /// What is checked.
    private enum Names {
        static let records = "records that can be read, each in its case's partition"
        static let positions = "positions without a gap"
        static let heads = "proofs of a partition's records, each reckoned anew"
        static let quarantine = "positions in quarantine, none of which ever counted"
        static let days = "days, in every partition the same, none missing"
        static let beginnings = "partitions that begin alike: calendar, council, number of partitions, the log's name"
        static let seen = "conclusions that rest only on what stood before them"
        static let causes = "causes that entries name, each said before by one who may say it"
        static let order = "entries recorded on a day that had begun"
        static let messages = "messages that were sent once, or say why not"
        static let claims = "receipts, each with the claim before it"
        static let kept =
            "messages that may tell where the child is, each looked through before it left for whom that is kept from"
        static let letters = "letters, each with a copy of its own for whoever was to be told"
        static let copies = "copies of letters, each with the message that carries it"
        static let forms = "forms of a letter's copy, each once, and none where it was not written"
        static let carried = "messages that carry their addressee's own copy, or none"
        static let alarms = "families not told in four weeks, each with its alarm"
        static let requests = "requests for an early review without an answer, each with its alarm"
        static let rights = "rights that passed by age, each after its day, and none that did not"
        static let transfers = "plans that were transferred, each with its family told in six weeks or its alarm"
        static let answers = "amendments finished only after the family's fifteen days, or its last word"
        static let alike = "decisions with reasons alike, in three cases or more"
        static let files = "receipts, each with its file, and files, each with its receipt"
        static let others = "records for others, one for each thing said of a message"
        static let documents = "documents that entries name, of their own case and role, present and unchanged"
        static let plans = "plans in sections whose links lead to items"
        static let withdrawn = "papers that were withdrawn, each with its bytes erased"
        static let dead = "records set aside as unreadable"
        static let places = "records for others, each of a place that the log holds"
        static let outbox = "outboxes of this log"
        static let models = "read models of this log, none of them further than it goes"
    }

    private mutating func start(_ name: String) {
        guard items[name] == nil else { return }
        var item = CheckReport.Item()
        item.name = name
        items[name] = item
        order.append(name)
    }

    private mutating func check(_ name: String, _ isRight: Bool, _ fault: @autoclosure () -> String) {
        start(name)
        items[name]?.checked += 1
        guard !isRight else { return }
        items[name]?.faults += 1
        if items[name]?.examples.count ?? 0 < LogVerifier.mostExamples { items[name]?.examples.append(fault()) }
    }

    private mutating func count(_ group: String, _ name: some CustomStringConvertible) {
        counts["\(group)\t\(name)", default: 0] += 1
    }

    // MARK: The case files

    /// Positions that services pass over; before any record.
    mutating func passOver(_ quarantine: Quarantine) {
        guard quarantine.about == .caseFiles, let positions = quarantine.positions else { return }
        passedOver[quarantine.partition, default: []].append(positions)
        check(Names.quarantine, positions.lowerBound > 0, "\(quarantine.recordKey) is a partition's first record")
    }

    /// What services pass over must not have counted: else they hold another record than the log.
    private mutating func counted(_ partition: Int32, _ offset: Int64) {
        guard let ranges = passedOver[partition] else { return }
        let topic = topic
        check(
            Names.quarantine, !ranges.contains { $0.contains(offset) },
            "\(topic)/\(partition)/\(offset) counts, and is passed over")
    }

    /// Adds a record of `case-files`; each partition in order.
    mutating func add(
        partition: Int32, offset: Int64, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: [RecordHeader] = []
    ) {
        records += 1
        let topic = topic
        let expected = calendars[Int(partition)].position
        let isKnown = passedOver[partition]?.contains { $0.contains(expected) && $0.contains(offset - 1) } ?? false
        // The mark of a transaction takes one position; more in a row are for somebody to look at.
        if offset == expected + 1 { count("refused", "positions that hold nothing, as marks of transactions") }
        check(
            Names.positions, offset <= expected + 1 || isKnown,
            "\(topic)/\(partition): nothing stands at \(expected) to \(offset - 1)")
        calendars[Int(partition)].position = offset + 1
        calendars[Int(partition)].proof.add(key: key, value: value, headers: headers)
        let place = "\(topic)/\(partition)/\(offset)"
        guard let key, let value else { return check(Names.records, false, "\(place): no key or no value") }
        var unknown = 0
        let entry: Entry
        do throws(EntryError) {
            entry = try Entry.read(value, skipped: &unknown)
        } catch {
            return check(Names.records, false, "\(place): \(error)")
        }
        if unknown > 0 { count("refused", "events of a kind that is not known here") }
        if key.elementsEqual("log".utf8) { return addToLog(entry, partition, offset) }
        guard let id = CaseID(utf8: key) else { return check(Names.records, false, "\(place): its key is no case") }
        // What stands in another partition no service reads; it counts for nothing here either.
        let right = id.partition(of: calendars.count)
        check(Names.records, right == partition, "\(place): \(id) belongs to partition \(right)")
        if right == partition { add(entry, of: id, partition, offset) }
    }

    private mutating func addToLog(_ entry: Entry, _ partition: Int32, _ offset: Int64) {
        check(Names.records, true, "")
        var calendar = calendars[Int(partition)]
        var ids: Set<EventID> = []
        for event in entry.events {
            guard !event.data.kind.saidBy.isDisjoint(with: entry.by.speaker) else {
                count("refused", "\(event.data.type), said by \(entry.by.speakerText), who may not say it")
                continue
            }
            guard ids.insert(event.id).inserted else { continue }
            if case .submission(let key) = event.id, !calendar.keys.insert(key).inserted {
                count("refused", "entries that say again what stands already")
                continue
            }
            switch event.data {
            case .logBegan(let data): if calendar.began == nil { calendar.began = data }
            case .released: calendar.release(by: entry.by, at: offset)
            case .logPolicy(let policy): calendar.ask(for: policy.approvals, by: entry.by)
            case .sendingPaused: calendar.isPaused = true
            case .sendingResumed: calendar.isPaused = false
            case .dayBegan:
                guard case .conclusion(let id) = event.id, let day = id.day else { continue }
                if let today = calendar.today, day <= today {
                    count("refused", "days that had begun already")
                } else if calendar.mayBegin(day, by: entry.by) {
                    check(Names.days, true, "")
                    calendar.today = day
                    calendar.days[day] = LogBook.Head(day: day, through: offset, proof: calendar.proof)
                    counted(partition, offset)
                    calendar.first = calendar.first ?? day
                } else {
                    let today = calendar.today.map { "\($0)" } ?? "nothing"
                    check(
                        Names.days, false,
                        "partition \(partition): \(entry.by.speakerText) began \(day), which does not count after \(today)"
                    )
                }
            case .headReckoned(let data):
                guard case .conclusion(let id) = event.id, id.subject == .head, let day = id.day else { continue }
                guard let today = calendar.today, day <= today, data.through < offset,
                    calendar.head.map({ $0.day < day && $0.through < data.through }) ?? (data.through >= 0)
                else {
                    count("refused", "proofs that were said already")
                    continue
                }
                let head = LogBook.Head(day: day, through: data.through, proof: data.sha256)
                check(
                    Names.heads, calendar.days[day] == head,
                    "partition \(partition): \(id) is not the proof of its records")
                calendar.head = head
            default: break
            }
        }
        calendars[Int(partition)] = calendar
    }

    private mutating func add(_ entry: Entry, of id: CaseID, _ partition: Int32, _ offset: Int64) {
        var ledger = ledgers.removeValue(forKey: id) ?? Ledger()
        checkReceipts(of: entry, in: ledger, of: id)
        let verdict = ledger.add(entry)
        ledgers[id] = ledger
        let today = calendars[Int(partition)].today
        check(
            Names.order, today.map { entry.recorded <= $0 } ?? false,
            "\(id) at \(partition)/\(offset): recorded on \(entry.recorded), before that day began")
        if let seen = entry.seen {
            check(Names.seen, seen <= offset, "\(id) at \(partition)/\(offset): claims to have seen \(seen)")
        }
        noteUnheard(entry, ledger, of: id)
        switch verdict {
        case .repeated: return count("refused", "entries that say again what stands already")
        case .unfit: return count("refused", "conclusions that had been overtaken")
        case .notEntitled: return
        case .accepted: entries += 1
        }
        counted(partition, offset)
        // What nobody may say has no consequences: whatever follows from it does not stand either.
        if let cause = entry.because {
            let isUnheard = unheard[id]?.contains(cause) ?? false
            let fault = isUnheard ? "was said by one who may not say it, and counts for nothing" : "was never said"
            check(Names.causes, ledger.holds(cause), "\(id) at \(partition)/\(offset): \(cause) \(fault)")
        }
        if entry.by.isImport { importedAt[id] = offset }
        for event in ledger.latest { note(event, of: id, ledger, recorded: entry.recorded) }
    }

    /// A service acts on what it read back: whoever says that something left must have had a claim that counts, also where
    /// the word itself counts no longer.
    private mutating func checkReceipts(of entry: Entry, in ledger: Ledger, of id: CaseID) {
        for event in entry.events {
            guard case .notificationSent = event.data, case .conclusion(let receipt) = event.id,
                !event.data.kind.saidBy.isDisjoint(with: entry.by.speaker)
            else { continue }
            let claims = ledger.messages[receipt.message]?.claims ?? 0
            check(
                Names.claims, receipt.attempt > 0 && receipt.attempt <= claims,
                "\(id)/\(receipt): no claim stands before it")
            if let message = ledger.messages[receipt.message], receipt.attempt == message.claims {
                check(
                    Names.kept, !message.isKept,
                    "\(id)/\(receipt): where the child is is kept from whoever got it, and nobody had looked through it"
                )
            }
        }
    }

    private mutating func noteUnheard(_ entry: Entry, _ ledger: Ledger, of id: CaseID) {
        for event in entry.events where event.data.kind.saidBy.isDisjoint(with: entry.by.speaker) {
            count("refused", "\(event.data.type), said by \(entry.by.speakerText), who may not say it")
            if !ledger.holds(event.id) { unheard[id, default: []].insert(event.id) }
        }
        guard var ids = unheard[id] else { return }
        for event in ledger.latest { ids.remove(event.id) }
        unheard[id] = ids
    }

    private mutating func note(_ event: Event, of id: CaseID, _ ledger: Ledger, recorded: Day) {
        name(event.data, in: id)
        guard case .conclusion(let conclusion) = event.id else { return count("reports", event.data.type) }
        switch event.data {
        case .finalMade:
            for wait in ledger.waits(before: conclusion.review, recorded: recorded) {
                check(
                    Names.answers, wait.isOver,
                    "\(id)/\(conclusion) on \(recorded): contact \(wait.contact) may answer until \(wait.until)")
            }
        case .rightsPass(let pass):
            // Said of another month than the one that was known, it would not have counted.
            let last = ledger.compulsoryAgeEnds
            check(
                Names.rights,
                pass.last == last && (conclusion.subject == .rightsWillPass || recorded > pass.last),
                "\(id)/\(conclusion) on \(recorded): compulsory school age ends on "
                    + (last.map { "\($0)" } ?? "no day"))
        case .reasonsAlike: alike.insert(id)
        case .letterWritten(let letter):
            let kept = letter.copies.flatMap(\.keptForms)
            check(
                Names.letters, Set(kept.map(\.document)).count == kept.count,
                "\(id)/\(conclusion): two contacts share one copy, or two forms one document")
            check(
                Names.forms, letter.copies.allSatisfy(\.hasEachFormOnce),
                "\(id)/\(conclusion): a copy names a form twice, or one of a letter that was not written")
        case .notificationRequested(let request):
            check(
                Names.carried, request.document == ledger.letterCarried(by: conclusion),
                "\(id)/\(conclusion) carries \(request.document.map { "\($0)" } ?? "no letter"), which is not its addressee's"
            )
        default: break
        }
        guard conclusion.subject.isMessage else { return count("conclusions", conclusion.subject.word) }
        if conclusion.stage != .claim { owed.insert("\(id)/\(conclusion)") }
    }

    /// Notes the documents that an event names.
    private mutating func name(_ data: EventData, in id: CaseID) {
        for document in data.documents { named.insert(DocumentKey(id, document.role, document.hash)) }
        // What was withdrawn is erased, and not missing.
        if case .documentWithdrawn(let paper) = data { withdrawn.insert(DocumentKey(id, paper.role, paper.document)) }
    }

    // MARK: What stands beside them

    /// Holds the documents against those that entries name: whether the last record of each key has the bytes that its
    /// name says.
    mutating func addDocuments(_ isWhole: [DocumentKey: Bool]) {
        start(Names.documents)
        start(Names.withdrawn)
        for (key, isWhole) in isWhole where !isWhole && !named.contains(key) {
            check(Names.documents, false, "\(key), which nobody names, has other bytes than its name says")
        }
        // By its hash alone it would be found: a child's paper under another's name, or a view as a letter.
        let elsewhere = Dictionary(isWhole.keys.map { ($0.hash, $0) }, uniquingKeysWith: { first, _ in first })
        for key in withdrawn {
            check(Names.withdrawn, isWhole[key] == nil, "\(key) was withdrawn, and its bytes are still there")
        }
        for key in named.subtracting(withdrawn) {
            let fault: String
            switch (isWhole[key], elsewhere[key.hash]) {
            case (true, _): fault = ""
            case (false, _): fault = "has other bytes than its name says"
            case (nil, let other?): fault = "is there only as \(other.role.rawValue) of \(other.case)"
            case (nil, nil): fault = "is missing"
            }
            check(Names.documents, fault.isEmpty, "\(key) \(fault)")
        }
    }

    /// Holds the records for others against what was said of messages.
    mutating func addPlan(_ key: DocumentKey, _ bytes: [UInt8]) {
        let fault = PlanLinks.fault(in: bytes)
        check(Names.plans, fault == nil, "\(key): \(fault ?? "")")
    }

    mutating func addNotifications(_ found: [String: Int], unreadable: Int, newer: Int) {
        start(Names.others)
        for id in owed { check(Names.others, found[id] != nil, "\(id) is missing on notifications") }
        for id in found.keys where !owed.contains(id) { check(Names.others, false, "\(id) tells of what was not said") }
        if newer > 0 { counts["refused\trecords for others of what only a newer version knows"] = newer }
        if unreadable > 0 { check(Names.others, false, "\(unreadable) records cannot be read") }
        let again = found.values.reduce(0) { $0 + $1 - 1 }
        if again > 0 { counts["refused\trecords for others written again (consumers drop them by id)"] = again }
    }

    /// Holds the files of the folder channel against the receipts.
    mutating func addFiles(_ names: [String]) {
        start(Names.files)
        let files = Set(names.filter { $0.hasSuffix(".eml") && !$0.hasPrefix(".") })
        var receipts: Set<String> = []
        for (id, ledger) in ledgers {
            for (conclusion, message) in ledger.messages where message.sent != nil {
                let receipt = message.receipt ?? ""
                check(Names.files, files.contains(receipt), "\(id)/\(conclusion): there is no file \(receipt)")
                check(Names.files, receipts.insert(receipt).inserted, "\(receipt) stands for two messages")
            }
        }
        for file in files where !receipts.contains(file) {
            // Its receipt is among what was left out; that version checks it.
            let parts = file.dropLast(4).replacing("+", with: "/").split(separator: "/", maxSplits: 1)
            if parts.count == 2, ConclusionID.isOfNewerVersion(parts[1]) {
                count("refused", "files of messages that only a newer version knows")
            } else {
                check(Names.files, false, "\(file) has no receipt")
            }
        }
    }

    /// Adds a record to its partition's proof.
    mutating func prove(_ record: borrowing RecordView) {
        heads[Int(record.partition)].head.add(record)
        heads[Int(record.partition)].through = max(heads[Int(record.partition)].through, record.offset + 1)
    }

    /// Holds the place of which a record for others tells against the log: an older state ends before it.
    mutating func addPlace(of id: String, partition: Int32, offset: Int64, endingAt now: Int64 = 0) {
        let topic = topic
        let end = max(now, heads.indices.contains(Int(partition)) ? heads[Int(partition)].through : 0)
        check(
            Names.places, offset < end,
            "\(id) tells of \(topic)/\(partition)/\(offset), and the log ends at \(end): it has lost its end, or an older "
                + "state was put back")
    }

    /// Holds the log whose messages an outbox holds against this one.
    mutating func addOutbox(_ outbox: OutboxFolder) {
        guard let log = outbox.log else { return }
        check(
            Names.outbox, log == calendars.first?.began?.log, "\(outbox.path) holds the messages of another log, \(log)"
        )
    }

    /// Holds how far a read model had come against the log.
    mutating func addReadModel(_ model: ReadModelFile) {
        start(Names.models)
        guard let log = model.log else { return }
        check(Names.models, log == calendars.first?.began?.log, "\(model.path) is of another log, \(log)")
        for (partition, position) in model.positions {
            let (end, topic) = (heads.indices.contains(Int(partition)) ? heads[Int(partition)].through : 0, topic)
            check(
                Names.models, position <= end,
                "\(model.path) had read \(position) records of \(topic)/\(partition), which ends at \(end): it has lost its "
                    + "end, or an older state was put back")
        }
    }

    /// Dead letters: there ought to be none.
    mutating func addDeadLetters(_ keys: [String]) {
        start(Names.dead)
        for key in keys { check(Names.dead, false, key) }
    }

    // MARK: At the end

    /// The day up to which the log goes.
    var today: Day? { calendars.compactMap(\.today).max() }
    /// Its first day.
    var first: Day? { calendars.compactMap(\.first).min() }

    /// What was found, over those days.
    mutating func finish(from: Day, to: Day) -> CheckReport {
        let last = calendars.map(\.today)
        check(Names.days, Set(last).count == 1, "the partitions are on different days")
        checkBeginnings()
        checkMessages()
        checkCopies()
        checkAlarms(to: to)
        checkRequests(to: to)
        checkRights(to: to)
        checkTransfers(to: to)
        if !alike.isEmpty {
            let cases = alike.map(\.text).sorted().joined(separator: ", ")
            check(Names.alike, alike.count >= 3, "\(cases): reasons are like nobody else\u{2019}s")
        }
        var report = CheckReport()
        report.council = calendars.first?.began?.council ?? ""
        report.isRehearsal = calendars.first?.began?.calendar == .rehearsal
        report.from = from
        report.to = to
        report.plans = ledgers.count
        report.records = records
        report.entries = entries
        report.items = order.compactMap { items[$0] }
        report.reports = named("reports")
        report.conclusions = named("conclusions")
        report.messages = named("messages")
        for ledger in ledgers.values { for turn in ledger.turns { count("turns", turn.rawValue) } }
        report.turns = named("turns")
        report.refused = named("refused")
        var tally = CheckTally(from: from, to: to)
        for (id, ledger) in ledgers { tally.add(ledger, of: id) }
        report.figures = tally.figures
        report.kinds = tally.kinds
        report.examples = tally.examples
        report.heads = heads
        return report
    }

    private func named(_ group: String) -> [CheckReport.Count] {
        counts.filter { $0.key.hasPrefix("\(group)\t") }.map { name, number in
            var count = CheckReport.Count()
            count.name = String(name.dropFirst(group.count + 1))
            count.count = number
            return count
        }.sorted { $0.count == $1.count ? $0.name < $1.name : $0.count > $1.count }
    }

    private mutating func checkBeginnings() {
        for (partition, calendar) in calendars.enumerated() {
            let (began, first) = (calendar.began, calendars[0].began)
            check(
                Names.beginnings,
                began != nil && began?.partitions == calendars.count && began?.log == first?.log
                    && began?.council == first?.council && began?.calendar == first?.calendar,
                "partition \(partition) begins \(began == nil ? "without a word" : "otherwise than the others")")
        }
    }

    private mutating func checkMessages() {
        for (id, ledger) in ledgers {
            let partition = Int(id.partition(of: calendars.count))
            let isReleased = calendars[partition].releasedAt >= importedAt[id] ?? -1
            let mayLeave = isReleased && !calendars[partition].isPaused
            for (conclusion, message) in ledger.messages {
                let isClosed =
                    conclusion.addressee.map { !ledger.mayBeWrittenTo($0) } ?? false || !ledger.mayLeave(conclusion)
                if message.sent != nil {
                    count("messages", "sent")
                    if message.hasReturned { count("messages", "came back since") }
                } else if let failure = message.failure {
                    count("messages", "not sent: \(failure.rawValue)")
                } else if isClosed {
                    count("messages", "not told, by decision")
                } else {
                    count("messages", isReleased ? mayLeave ? "waiting" : "paused" : "waiting for the release")
                }
                check(
                    Names.messages, message.sent != nil || message.failure != nil || !mayLeave || isClosed,
                    "\(id)/\(conclusion) was asked for and neither sent nor given up")
            }
        }
    }

    /// Each copy of a letter has the message that carries it, unless its addressee was closed before; and no more.
    private mutating func checkCopies() {
        for (id, ledger) in ledgers {
            for (letter, copies) in ledger.letters {
                let subject = letter.subject == .decisionLetter ? Subject.tellDecision : .tellFinal
                for copy in copies {
                    let message = ConclusionID(
                        subject, review: letter.review, fact: letter.fact, to: .contact(copy.contact))
                    let isClosed = ledger.isClosed(copy.contact, letter)
                    // One that was corrected since is told no more.
                    let stands = ledger.made(
                        letter.subject == .decisionLetter ? .decisionMade : .finalMade, letter.review)
                    check(
                        Names.copies,
                        ledger.messages[message] != nil || isClosed || stands?.fact != letter.fact
                            || copy.document == nil || !ledger.mayLeave(message),
                        "\(id)/\(letter): nobody asks for the copy of contact \(copy.contact) to be sent")
                }
            }
        }
    }

    /// Within how many days every council means to answer a request; each sets its own day before.
    private static let longestAnswer = 60

    /// A request that nobody answers is raised.
    private mutating func checkRequests(to: Day) {
        for (id, ledger) in ledgers where ledger.ended == nil && ledger.plan != nil {
            for request in ledger.unansweredRequests
            where max(request.happened + LogVerifier.longestAnswer, request.recorded) < to {
                let isRaised = ledger.conclusions.contains {
                    $0.subject == .noAnswerBy && $0.review == 0 && $0.day.map { $0 >= request.happened } ?? false
                }
                check(
                    Names.requests, isRaised,
                    "\(id): an early review was asked for on \(request.happened), and neither answer nor alarm stands")
            }
        }
    }

    /// Whose compulsory school age has ended has the rights.
    private mutating func checkRights(to: Day) {
        for (id, ledger) in ledgers where ledger.ended == nil {
            guard let last = ledger.compulsoryAgeEnds, let plan = ledger.plan, last < to else { continue }
            let hasPassed = plan.born.map { ledger.conclusions.contains(ConclusionID(.rightsPassed, fact: .month($0))) }
            check(
                Names.rights, hasPassed ?? false,
                "\(id): compulsory school age ended on \(last), and the rights did not pass")
        }
    }

    /// Of a child who moved in the family was told in writing within six weeks, or that is raised.
    private mutating func checkTransfers(to: Day) {
        for (id, ledger) in ledgers where ledger.ended == nil {
            guard let (since, moved) = ledger.movedIn, moved.told == nil, !ledger.isTransferLetterOut,
                since + 42 < to, !ledger.isReviewed(since: since)
            else { continue }
            check(
                Names.transfers, ledger.conclusions.contains(ConclusionID(.noTransferLetterBy, day: since + 42)),
                "\(id): the plan was transferred on \(since), and neither the family's letter nor an alarm stands")
        }
    }

    /// Whoever was not told by the 28th day must have had the alarm, and nobody else.
    private mutating func checkAlarms(to: Day) {
        for (id, ledger) in ledgers where ledger.reviewCount > 0 {
            for review in 1...ledger.reviewCount {
                // Where the meeting's day was corrected, which alarm is right depends on when.
                let meetings = ledger.notes.filter { note in
                    if case .meetingHeld(let data) = note.data { data.review == review } else { false }
                }
                guard meetings.count == 1, let meeting = meetings.first, ledger.held(review) == meeting.happened else {
                    continue
                }
                let due = meeting.happened + 28
                let hasAlarm = ledger.conclusions.contains(ConclusionID(.noDecisionBy, review: review, day: due))
                let known = ledger.told(review)?.known
                // Told in time, and the decision corrected afterwards: no apology is due.
                if known == nil, let before = ledger.toldBefore(review), before <= due { continue }
                // The alarm comes with the first day on which both were known.
                let day = max(due + 1, meeting.recorded)
                if day <= to, known.map({ $0 > day }) ?? true, ledger.ended.map({ $0 > day }) ?? true {
                    check(
                        Names.alarms, hasAlarm,
                        "\(id), review \(review): meeting on \(meeting.happened), no letter by \(due), and no alarm")
                } else if let known, known < day {
                    check(
                        Names.alarms, !hasAlarm,
                        "\(id), review \(review): told by \(known), and an alarm that nothing was recorded by \(due)")
                }
            }
        }
    }
}

extension Actor {
    /// In what capacity it speaks: a report of faults must not count persons one by one.
    fileprivate var speakerText: String {
        switch self {
        case .service(let name): name.rawValue
        case .person(let person): person.role.rawValue
        case .ofNewerVersion: "one whom only a newer version knows"
        }
    }
}
