import CaseFile
import Contracts
import DecisionLetters
import DecisionWriter
import JSON
import Notifier
import Runtime
import Scheduler
import Statute
import TestSupport

/// One run: the log, the instances, the people and the clock, in one thread, from one seed.
///
/// Each tick lets one instance take one cycle, or, when none has anything to do, goes on to the next moment at which
/// something happens.
final class World {
    let seed: UInt64
    let course: Course
    let material: Material
    let mutant: Mutant?
    let provider: Provider
    let log0 = Day(2024, 1, 1) ?? Day(number: 19_723)

    var log: VirtualLog
    var truth: Truth
    var instances: [Instance] = []
    var random: SeededRandom
    var tally = FaultTally()
    var faultsOn = true

    /// Seconds since the start, and the civil day in England.
    var second = 0.0
    private(set) var day: Day
    private var dayStart = 0.0
    private let lastDay: Day
    private(set) var ticks = 0
    /// The most ticks in which a day's work must be done.
    private static let mostTicksADay = 60_000
    /// The most records of each foreign kind in a run, and times that the broker is away.
    private static let mostForeign = 300
    private var ticksAtMidnight = 0
    /// How deep ticks are nested: within those of an instance that sleeps in the middle of its step.
    private var depth = 0
    private var serial = 0
    private(set) var crashes = 0
    /// How often the rules were edited.
    var edition = 0
    private var voices: Truth.Voices

    /// Letters that were said to be impossible, by the decision's place.
    let troubles = Troubles()

    // What is to happen later.
    private var landings: [(second: Double, partition: Int, record: VirtualLog.Record)] = []
    private var restarts: [(second: Double, service: ServiceName, seat: Int, catchesUp: Bool)] = []
    private var rebalances: [(second: Double, service: ServiceName)] = []
    private var lateDocuments: [(second: Double, key: DocumentKey, document: Document)] = []
    private var reports: [(second: Double, id: CaseID, entry: Entry)] = []
    private var returns: [(second: Double, id: CaseID, message: ConclusionID)] = []
    private var postings: [(second: Double, reference: String)] = []
    private var resumesAt: Double?
    /// Until then nobody reaches the broker.
    private(set) var brokerAwayUntil: Double?

    // People.
    private var people: [CasePeople] = []
    private var due: [Int32: [Int]] = [:]
    private var today: [(second: Double, index: Int)] = []
    private var unknownPeople: Set<String> = []
    private var releasesOn: Day

    /// The most steps that are kept in words.
    static let mostTraces = 200_000
    /// The last steps in words, when they are asked for.
    let traces: Bool
    private(set) var trace: [String] = []
    /// A hash of every record appended: the same seed must give the same.
    private(set) var digest: UInt64 = 14_695_981_039_346_656_037

    init(seed: UInt64, course: Course, material: Material, mutant: Mutant? = nil, traces: Bool = false) {
        self.seed = seed
        self.course = course
        self.material = material
        self.mutant = mutant
        self.traces = traces
        provider = Provider(course.provider)
        log = VirtualLog(partitions: course.partitions)
        truth = Truth(partitions: course.partitions, provider: course.provider)
        random = SeededRandom(seed: seed)
        day = log0
        lastDay = log0 + course.days
        releasesOn = log0 + 20
        voices = Truth.Voices(
            schedulers: [material.scheduler(edition: 0)],
            writers: [DecisionWriter(holidays: material.desk.holidays)], notifiers: [Notifier()])
        begin()
    }

    func say(_ what: @autoclosure () -> String) {
        guard traces else { return }
        if trace.count >= World.mostTraces { trace.removeFirst(World.mostTraces / 2) }
        let clock = Int(second - dayStart)
        trace.append("\(day) +\(clock) s  \(what())")
    }

    func broken(_ what: String) {
        say("VIOLATION: \(what)")
        truth.broken(what)
    }

    var isBroken: Bool { !truth.violations.isEmpty }

    // MARK: Chance

    /// Whether that fault happens here and now.
    func strikes(_ fault: Fault) -> Bool {
        guard faultsOn else { return false }
        let rate = course.rates[fault]
        guard rate > 0, random.oneIn(rate) else { return false }
        happened(fault)
        return true
    }

    func happened(_ fault: Fault) { tally[fault] += 1 }

    /// Seconds for which something lasts: within the day in a calm run.
    private func aWhile() -> Double {
        if course.isCalm { return Double(random.pick(1...500)) }
        return switch random.pick(0...9) {
        case 0...4: Double(random.pick(1...60))
        case 5...7: Double(random.pick(60...1000))
        case 8: Double(random.pick(1000...40_000))
        default: Double(random.pick(40_000...400_000))
        }
    }

    // MARK: The beginning

    private func begin() {
        let name = LogName(high: seed, low: ~seed)
        let began = LogBegan(calendar: .real, partitions: course.partitions, council: "bromley", log: name)
        if let marker = json(LogMarker.record(of: began, on: log0)) {
            for topic in [Topic.people, .children, .documents, .notifications] {
                for partition in 0..<course.partitions {
                    let record = VirtualLog.Record(
                        key: Array(LogMarker.key.utf8), value: marker, headers: LogMarker.headers)
                    _ = log.append(topic, record, partition: partition)
                }
            }
        }
        for partition in 0..<course.partitions {
            append(
                Entry(by: .operator, recorded: log0, events: [Event(ConclusionID(.logBegan), .logBegan(began))]),
                key: LogBook.key, to: partition)
            append(
                Entry(
                    by: random.oneIn(2) ? .operator : .service(.scheduler), recorded: log0,
                    events: [Event(ConclusionID(.day, day: log0), .dayBegan(DayBegan()))]),
                key: LogBook.key, to: partition)
        }
        for party in [Party.health, .socialCare, .manager] { know(PersonKey.team(party)) }
        know(PersonKey.officer(actorID("C-01")))
        for number in 100_000...100_003 { know(PersonKey.setting(UInt32(number))) }
        if let other = CaseID("X-1") {
            keep(DocumentKey(other, .reasons, CasePeople.ofAnother.hash), CasePeople.ofAnother)
        }
        for number in 0..<course.cases {
            guard let id = CaseID("S-\(number + 1)") else { continue }
            people.append(
                CasePeople(id, seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(number), habits: course.habits))
            due[(log0 + 1 + number % 25).number, default: []].append(number)
            if let child = json(Child(name: "Sam")) {
                write(.children, VirtualLog.Record(key: Array(id.text.utf8), value: child))
            }
            for contact in 1...UInt8(3) {
                let key = PersonKey.contact(contact, in: id)
                // In a run without faults they are known from the start.
                if strikes(.personUnknown) { unknownPeople.insert(key) } else { know(key) }
            }
        }
        for service in Course.services {
            for seat in 0..<(course.seats[service] ?? 1) { start(service, seat: seat) }
            rebalances.append((0, service))
        }
    }

    private func know(_ key: String) {
        let person = Person(name: "Somebody", address: ["1 Road"], email: "somebody@example.org")
        guard let value = json(person) else { return }
        _ = log.append(.people, VirtualLog.Record(key: Array(key.utf8), value: value))
    }

    private func json(_ value: some Fields) -> [UInt8]? {
        do { return try value.json() } catch {
            broken("cannot be written: \(error)")
            return nil
        }
    }

    /// Starts a process; its name is new.
    func start(_ service: ServiceName, seat: Int, catchesUp: Bool = false) {
        serial += 1
        let name = mutant == .sameName ? "\(service)-of-seat-\(seat)" : "\(service)-\(serial)"
        if service == .scheduler, strikes(.ruleEdited) {
            edition += 1
            voices.schedulers.append(material.scheduler(edition: edition))
        }
        var base: any Service
        var sideEffects: (any SideEffects)?
        let partitions = Int32(course.partitions)
        let placeholder = Loop(service: Notifier(), partitions: partitions, instance: name)
        let reads: [Topic]
        switch service {
        case .scheduler:
            base = voices.schedulers[voices.schedulers.count - 1]
            reads = []
        case .decisionWriter:
            base = DecisionWriter(holidays: material.desk.holidays)
            reads = [.people, .children, .documents]
        default:
            base = Notifier()
            reads = [.people, .documents, .notifications]
        }
        let instance = Instance(
            service: service, name: name, seat: seat, loop: placeholder, reads: reads, partitions: course.partitions)
        // Little of it is kept beside the index, so that most is fetched from where it stands.
        let documents = DocumentShelf(DocumentIndex(caching: 2_048), from: VirtualShelf(self))
        if reads.contains(.documents) { instance.documents = documents.index }
        if service == .decisionWriter {
            let troubles = troubles
            sideEffects = LetterWriter(desk: material.desk, documents: documents) { decision, why in
                troubles.reported[decision] = why
            }
        }
        if service == .notifier {
            var settings = Sender.Settings()
            settings.mostInHand = 40
            let courier = Courier(world: self, instance: instance)
            let desk = ChannelDesk(courier, documents: documents, isAttended: true)
            instance.post = (courier, desk)
            sideEffects = Sender(by: [desk], in: BareWords(), documents: documents, settings: settings)
        }
        if let mutant, mutant.service ?? service == service {
            instance.memory.dayOf = { [unowned self] id in
                instance.memory.lastDay[id] ?? self.truth.partitions.first?.book.today
            }
            base = MutantService(base: base, mutant: mutant, memory: instance.memory)
            if let genuine = sideEffects, MutantSideEffects.kinds.contains(mutant) {
                sideEffects = MutantSideEffects(base: genuine, mutant: mutant, cases: people.map(\.id))
            }
        }
        instance.catchesUp = catchesUp
        instance.loop = Loop(
            service: base, sideEffects: sideEffects, partitions: partitions,
            reads: Dictionary(uniqueKeysWithValues: reads.map { ($0, partitions) }), instance: name,
            dayKeeper: service == .scheduler ? DayKeeper(catchesUp: catchesUp) : nil)
        instances.append(instance)
        say("\(name) starts and reads the log from its beginning")
    }

    // MARK: Appending

    /// An entry that people or the operator write.
    @discardableResult
    func append(_ entry: Entry, key: String, to partition: Int) -> Int64 {
        guard let value = json(entry) else { return 0 }
        return append(VirtualLog.Record(key: Array(key.utf8), value: value), to: partition)
    }

    @discardableResult
    func append(_ record: VirtualLog.Record, to partition: Int) -> Int64 {
        let offset = log.append(record, to: partition)
        mix(record.value ?? [])
        truth.second = second
        truth.append(record, to: partition, at: offset, voices: voices)
        if let last = truth.violations.last, traces { say("VIOLATION: \(last)") }
        return offset
    }

    private func mix(_ bytes: [UInt8]) {
        digest = (digest ^ UInt64(bytes.count)) &* 1_099_511_628_211
        bytes.withUnsafeBytes { raw in
            var place = 0
            while place + 8 <= raw.count {
                digest = (digest ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 1_099_511_628_211
                digest ^= digest >> 29
                place += 8
            }
        }
    }

    /// A record of another topic.
    @discardableResult
    func write(_ topic: Topic, _ record: VirtualLog.Record, partition: Int? = nil) -> Int64 {
        let offset = log.append(topic, record, partition: partition)
        switch topic {
        case .documents:
            truth.keep(document: record)
            // Most is at stake when a letter was written to somebody who cannot be reached any more.
            let key = DocumentKey(String(decoding: record.key ?? [], as: UTF8.self))
            if let key, key.role == .letter, strikes(.personErased) { eraseAddress(of: key.case) }
        case .notifications: if let value = record.value, let partition { truth.tell(value, in: partition) }
        default: break
        }
        return offset
    }

    /// A record lands although its writer was told that it did not.
    func land(_ record: VirtualLog.Record, in partition: Int) {
        landings.append((second + aWhile(), partition, record))
    }

    var isBrokerAway: Bool { brokerAwayUntil != nil }

    /// When an answer comes that is late.
    func late() -> Double { second + aWhile() }

    // MARK: Ticks

    /// Runs to the last day, stops all faults, and waits for rest.
    func run() {
        while day < lastDay, !isBroken { tick() }
        guard !isBroken else { return }
        heal()
        rest()
        guard !isBroken else { return }
        checkAtRest()
        if !isBroken, let loss = course.loss { lose(loss) }
    }

    /// One cycle of one instance, or the next moment.
    func tick() {
        ticks += 1
        guard ticks - ticksAtMidnight < World.mostTicksADay else {
            return broken("no end of what happens on one day: \(unrest)")
        }
        happenLater()
        if faultsOn, random.oneIn(60) { somethingHappens() }
        if let instance = pick() {
            second += 0.002 + Double(random.pick(0...9)) * 0.01
            cycle(instance)
            return
        }
        advance()
    }

    private func pick() -> Instance? {
        var chosen: Instance?
        var seen = 0
        for instance in instances where isRunnable(instance) {
            seen += 1
            if seen == 1 || random.oneIn(seen) { chosen = instance }
        }
        return chosen
    }

    func isRunnable(_ instance: Instance) -> Bool {
        guard instance.status == .running, !instance.isInside else { return false }
        if instance.isBusy { return true }
        if instance.lookedAt.version != log.version, !isBrokerAway { return true }
        if instance.service == .scheduler, instance.lookedAt.day != day.number { return true }
        if let given = instance.given, given.second <= second { return true }
        if let look = instance.looksAgain, look <= second { return true }
        if let again = instance.commitsAgain, again.second <= second { return true }
        return instance.answers.contains { $0.second <= second }
    }

    /// What was to happen by now.
    private func happenLater() {
        if let until = brokerAwayUntil, until <= second {
            brokerAwayUntil = nil
            for instance in instances { instance.isBusy = true }
            say("the broker is back")
        }
        var index = 0
        while index < landings.count {
            if landings[index].second <= second, !isBrokerAway {
                let landing = landings.remove(at: index)
                say("a record lands in partition \(landing.partition) that was said to have failed")
                append(landing.record, to: landing.partition)
            } else {
                index += 1
            }
        }
        index = 0
        while index < restarts.count {
            if restarts[index].second <= second {
                let restart = restarts.remove(at: index)
                start(restart.service, seat: restart.seat, catchesUp: restart.catchesUp)
                rebalances.append((second + 1, restart.service))
            } else {
                index += 1
            }
        }
        index = 0
        while index < lateDocuments.count {
            if lateDocuments[index].second <= second {
                let late = lateDocuments.remove(at: index)
                keep(late.key, late.document)
            } else {
                index += 1
            }
        }
        index = 0
        while index < reports.count {
            if reports[index].second <= second {
                let report = reports.remove(at: index)
                append(report.entry, of: report.id)
            } else {
                index += 1
            }
        }
        index = 0
        while index < returns.count {
            if returns[index].second <= second {
                let back = returns.remove(at: index)
                say("\(back.id)/\(back.message) comes back")
                provider.comesBack(back.id, back.message)
                truth.returned.insert("\(back.id)/\(back.message)")
                askAgain(back.id, back.message)
            } else {
                index += 1
            }
        }
        index = 0
        while index < postings.count {
            if postings[index].second <= second {
                posts(postings.remove(at: index).reference)
            } else {
                index += 1
            }
        }
        for instance in instances where isUntold(instance) { hear(instance) }
        for instance in instances {
            if case .asleep(let until) = instance.status, until <= second, !instance.isInside {
                instance.status = .running
                instance.isBusy = true
                say("\(instance.name) wakes")
                rebalances.append((second + 2, instance.service))
            }
            if !instance.lags.isEmpty {
                for (partition, until) in instance.lags.sorted(by: { $0.key < $1.key }) where until <= second {
                    instance.lags[partition] = nil
                    instance.isBusy = true
                }
            }
        }
        index = 0
        while index < rebalances.count {
            if rebalances[index].second <= second {
                rebalance(rebalances.remove(at: index).service)
            } else {
                index += 1
            }
        }
        if let at = resumesAt, at <= second {
            resumesAt = nil
            toAll(.sendingResumed(SendingResumed()))
        }
        release()
        if !course.isCalm {
            while let first = today.first, first.second <= second {
                today.removeFirst()
                act(first.index)
            }
        }
    }

    /// Whether something came back of which that instance has not heard, and can.
    private func isUntold(_ instance: Instance) -> Bool {
        guard let post = instance.post, instance.status == .running, !instance.isInside else { return false }
        // What is handed over is given to the provider when the instance acts.
        return post.courier.told < provider.news.count && post.desk.isIdle
    }

    private func hear(_ instance: Instance) {
        instance.isInside = true
        instance.post?.desk.attend(at: second)
        instance.isInside = false
        if instance.post?.desk.hasNews ?? false { instance.isBusy = true }
    }

    /// Goes on to the next moment at which something happens.
    private func advance() {
        var next = Double.infinity
        for landing in landings where !isBrokerAway { next = min(next, landing.second) }
        for restart in restarts { next = min(next, restart.second) }
        for rebalance in rebalances { next = min(next, rebalance.second) }
        for late in lateDocuments { next = min(next, late.second) }
        for report in reports { next = min(next, report.second) }
        for back in returns { next = min(next, back.second) }
        for posting in postings { next = min(next, posting.second) }
        for instance in instances where isUntold(instance) { next = min(next, second + ChannelDesk.receiptsEvery) }
        if let until = brokerAwayUntil { next = min(next, until) }
        if let resumesAt { next = min(next, resumesAt) }
        for instance in instances where !instance.isInside {
            if case .asleep(let until) = instance.status { next = min(next, until) }
            guard instance.status == .running else { continue }
            for answer in instance.answers { next = min(next, answer.second) }
            if let given = instance.given { next = min(next, given.second) }
            if let look = instance.looksAgain { next = min(next, look) }
            if let again = instance.commitsAgain { next = min(next, again.second) }
            for until in instance.lags.values { next = min(next, until) }
        }
        if course.isCalm {
            if next < .infinity {
                second = max(second, next)
                return
            }
            guard depth == 0 else {
                second += 30
                return
            }
            if let wrong = instances.first(where: { $0.daysOff != 0 }) { return setClock(of: wrong) }
            guard isAtRest else { return broken("nothing is left to happen, and not all is at rest: \(unrest)") }
            if let first = today.first {
                today.removeFirst()
                return act(first.index)
            }
            return midnight(at: max(second, dayStart + 86_400))
        }
        if let first = today.first { next = min(next, first.second) }
        let end = dayStart + 86_400
        if next >= end {
            midnight(at: end)
        } else {
            second = max(second, next)
        }
    }

    /// The operator's word to send comes on a day that has begun in every partition. At midnight itself it would race with
    /// the day, and of two runs one would send in the old day and the other in the new.
    private func release() {
        guard faultsOn, course.habits.isImported, day >= releasesOn,
            truth.partitions.allSatisfy({ $0.book.today.map { $0 >= day } ?? false })
        else { return }
        releasesOn = day + 30
        toAll(.released(Released(messages: 1)))
    }

    private func setClock(of instance: Instance) {
        instance.daysOff = 0
        instance.isBusy = true
        say("the clock of \(instance.name) is set right")
    }

    private func midnight(at time: Double) {
        // Somebody who sleeps in the middle of a step may sleep over it.
        second = max(second, time)
        day = day + 1
        dayStart = second
        ticksAtMidnight = ticks
        for instance in instances where instance.daysOff != 0 && random.oneIn(3) { setClock(of: instance) }
        today = (due.removeValue(forKey: day.number) ?? []).map { index in
            // Often while services still answer the new day: then the two race.
            let after = random.oneIn(2) ? Double(random.pick(0...300)) / 100 : Double(random.pick(1...86_000))
            return (dayStart + (course.isCalm ? 0 : after), index)
        }
        if !course.isCalm { today.sort { $0.second < $1.second } }
    }

    // MARK: People

    private func act(_ index: Int) {
        let id = people[index].id
        let partition = log.partition(of: id.text)
        guard let today = truth.partitions[partition].book.today else { return }
        let act = people[index].act(on: today, truth.file(of: id))
        let next = max(act.next, day + 1)
        if next < lastDay { due[next.number, default: []].append(index) }
        if let odd = act.odd { happened(odd) }
        if act.documentsAreLate {
            for document in act.documents {
                lateDocuments.append((second + aWhile(), document.key, document.document))
            }
        } else {
            for document in act.documents { keep(document.key, document.document) }
        }
        for key in act.erased {
            say("the document \(key) is erased")
            write(.documents, VirtualLog.Record(key: Array(key.description.utf8), value: nil))
        }
        guard let entry = act.entry else { return }
        append(entry, of: id)
        if let soon = act.soon { reports.append((second + Double(random.pick(0...40)) / 10, id, soon)) }
        for contact in truth.file(of: id).toldHolders {
            let key = PersonKey.contact(contact.number, in: id)
            if unknownPeople.contains(key), random.oneIn(6) {
                unknownPeople.remove(key)
                know(key)
            }
        }
    }

    private func append(_ entry: Entry, of id: CaseID) {
        let partition = log.partition(of: id.text)
        let offset = append(entry, key: id.text, to: partition)
        say("people report of \(id) at \(partition)/\(offset): \(Truth.words(entry))")
    }

    private func keep(_ key: DocumentKey, _ document: Document) {
        write(
            .documents,
            VirtualLog.Record(
                key: Array(key.description.utf8), value: document.bytes, headers: document.headers))
    }

    private func eraseAddress(of id: CaseID) {
        let key = PersonKey.contact(UInt8(random.pick(1...3)), in: id)
        guard unknownPeople.insert(key).inserted else { return }
        say("the address of \(key) is erased")
        write(.people, VirtualLog.Record(key: Array(key.utf8), value: nil))
    }

    func randomCase() -> CaseID? { people.randomElement(using: &random)?.id }

    /// What is said of the whole log, in each partition.
    private func toAll(_ data: EventData) {
        for partition in 0..<course.partitions {
            guard let today = truth.partitions[partition].book.today else { continue }
            let key = SubmissionKey(high: random.next(), low: random.next())
            append(Entry(by: .operator, recorded: today, events: [Event(key, data)]), key: LogBook.key, to: partition)
        }
    }

    // MARK: Faults of the whole

    private func somethingHappens() {
        let service = Course.services[random.pick(0...2)]
        if strikes(.rebalance) { rebalances.append((second, service)) }
        if strikes(.compaction) { log.compact() }
        if brokerAwayUntil == nil {
            if tally[.brokerAway] < World.mostForeign, strikes(.brokerAway) {
                brokerAwayUntil = second + Double(random.pick(1...900))
                say("the broker is away")
            } else if strikes(.brokerAwayAtMidnight) {
                brokerAwayUntil = dayStart + 86_400 + Double(random.pick(10...(random.oneIn(4) ? 500_000 : 90_000)))
                say("the broker is away over midnight")
            }
        }
        if let instance = instances.randomElement(using: &random), instance.status == .running, !instance.isInside {
            if strikes(.lag) {
                let partition = random.pick(0...(course.partitions - 1))
                instance.lags[partition] = second + Double(random.pick(1000...400_000))
                say("\(instance.name) gets nothing more of partition \(partition) for a while")
            }
            if instance.service == .scheduler {
                if strikes(.clockForward) { instance.daysOff = random.pick(1...3) }
                if strikes(.clockBack) { instance.daysOff = -random.pick(1...400) }
                // Few, so that days go on in most of a run.
                if tally[.clockFarForward] < 10, strikes(.clockFarForward) { instance.daysOff = random.pick(4...900) }
                if instance.daysOff != 0, random.oneIn(3) { instance.daysOff = 0 }
                instance.isBusy = true
            }
        }
        if resumesAt == nil, strikes(.sendingPaused) {
            toAll(.sendingPaused(SendingPaused()))
            resumesAt = second + aWhile()
        }
        if strikes(.personErased), let id = randomCase() { eraseAddress(of: id) }
        // Each is answered by every instance, and what they do brings the next: without a bound a day need not end.
        if tally[.unreadable] < World.mostForeign, strikes(.unreadable) { writeNonsense() }
        if tally[.misplaced] < World.mostForeign, strikes(.misplaced) { writeMisplaced() }
        if tally[.newerVersion] < World.mostForeign, strikes(.newerVersion) { writeNewer() }
        for fault in [Fault.wrongSpeaker, .forgedConclusion, .forgedDay, .forgedRelease]
        where tally[fault] < World.mostForeign && strikes(fault) {
            forge(fault)
        }
    }

    private func writeNonsense() {
        let partition = random.pick(0...(course.partitions - 1))
        switch random.pick(0...4) {
        case 4: append(VirtualLog.Record(key: nil, value: Array(#"{"by":"x","on":"2024-01-01"}"#.utf8)), to: partition)
        case 0: append(VirtualLog.Record(key: Array("S-1".utf8), value: nil), to: partition)
        case 1:
            append(
                VirtualLog.Record(key: Array("no case/id".utf8), value: Array(#"{"by":"x","on":"2024-01-01"}"#.utf8)),
                to: partition)
        case 2: append(VirtualLog.Record(key: [0xFF, 0xFE], value: [0x7B, 0x80]), to: partition)
        default:
            let key = "S-\(random.pick(1...course.cases))"
            append(
                VirtualLog.Record(
                    key: Array(key.utf8),
                    value: Array(
                        #"{"by":"notifier","on":"2024-02-30","events":[{"type":"notification-sent","id":"#.utf8)),
                to: partition)
        }
    }

    /// A case whose writer used another partitioner.
    private func writeMisplaced() {
        guard course.partitions > 1, let person = people.randomElement(using: &random) else { return }
        let partition = (log.partition(of: person.id.text) + 1) % course.partitions
        let event = Event(
            SubmissionKey(high: random.next(), low: random.next()), .planEnded(PlanEnded(reason: .other)))
        append(Entry(by: .coordinator, recorded: day, events: [event]), key: person.id.text, to: partition)
    }

    /// What the release after this one will write: a kind of event, and a field, that this one does not know.
    private func writeNewer() {
        guard let person = people.randomElement(using: &random) else { return }
        let partition = log.partition(of: person.id.text)
        guard let today = truth.partitions[partition].book.today else { return }
        let seen = truth.partitions[partition].receptions.count
        let text =
            #"{"by":"scheduler","on":"\#(today)","seen":\#(seen),"lately":{"a":[1,2]},"events":[{"type":"hoped-for","#
            + #""id":"review-1/hoped-for/2024-01-01","data":{"much":true}}]}"#
        append(VirtualLog.Record(key: Array(person.id.text.utf8), value: Array(text.utf8)), to: partition)
    }

    // MARK: Groups

    /// The group of a service shares out its partitions anew among those that answer.
    private func rebalance(_ service: ServiceName) {
        let members = instances.filter { $0.service == service && $0.status == .running && !$0.isInside }
        guard !members.isEmpty else { return }
        var shares = [Set<Int32>](repeating: [], count: members.count)
        let first = random.pick(0...(members.count - 1))
        for partition in 0..<course.partitions {
            shares[(partition + first) % members.count].insert(Int32(partition))
        }
        for (member, share) in zip(members, shares) {
            // Who loses something may hear of it long after the other has heard that it gains it.
            let isLate = !member.speaks.isSubset(of: share) && strikes(.twoOwners)
            member.given = (share, isLate ? second + aWhile() : second + Double(random.pick(0...3)))
        }
        say("the group of \(service) shares out its partitions among \(members.map(\.name))")
    }

    // MARK: The end of an instance

    /// An instance is gone; another takes its seat.
    func kill(_ instance: Instance, after seconds: Double? = nil, catchesUp: Bool = false) {
        instance.status = .dead
        instances.removeAll { $0 === instance }
        let pause = seconds ?? (faultsOn ? aWhile() : 1)
        restarts.append((second + pause, instance.service, instance.seat, catchesUp))
        rebalances.append((second + 6, instance.service))
    }

    /// Whether it dies here.
    func crashes(_ instance: Instance) -> Bool {
        guard crashes < 12, strikes(.crash) else { return false }
        crashes += 1
        say("\(instance.name) crashes")
        kill(instance)
        return true
    }

    /// Whether it dies with the message sent and nothing said; its step ends there.
    func diesNow(_ instance: Instance) -> Bool {
        guard crashes < 12, strikes(.crashAfterSending) else { return false }
        crashes += 1
        say("\(instance.name) dies with the message sent and nothing said")
        instance.isDying = true
        if provider.kind == .tokens, course.rates[.providerForgets] > 0, resumesAt == nil {
            // Until nobody can be asked any more whether it left.
            toAll(.sendingPaused(SendingPaused()))
            resumesAt = second + Provider.memorySeconds + Double(random.pick(1...300_000))
        }
        return true
    }

    /// It may fall asleep here, in the middle of its step, with the message in its hand; the others go on.
    func dozes(_ instance: Instance) {
        guard depth < 2, strikes(.asleepInHand) else { return }
        let end = second + (random.oneIn(2) ? Double(random.pick(1...400)) : aWhile())
        say("\(instance.name) falls asleep with a message in its hand for \(Int(end - second)) s")
        // The group gives what it speaks for to others, which it does not hear of.
        rebalances.append((second + 6, instance.service))
        depth += 1
        var steps = 0
        while second < end, steps < 5_000, !isBroken {
            tick()
            steps += 1
        }
        depth -= 1
        second = max(second, end)
        say("\(instance.name) wakes with the message in its hand")
        rebalances.append((second + 2, instance.service))
    }

    func sleeps(_ instance: Instance) {
        instance.status = .asleep(until: second + aWhile())
        say("\(instance.name) falls asleep")
        rebalances.append((second + 6, instance.service))
    }

    // MARK: SideEffects effects

    /// A message reaches its receiver.
    func arrives(_ id: CaseID, _ message: ConclusionID, _ instance: Instance, _ claim: UInt32) {
        let reference = "\(id)/\(message)"
        if provider.arrived[reference] == nil, strikes(.mailReturned) {
            returns.append((second + aWhile(), id, message))
        }
        say("\(reference) is sent by \(instance.name) under claim \(claim)")
        if let wrong = provider.take(
            reference, Provider.Arrival(second: second, instance: instance.name, claim: claim))
        {
            broken(wrong)
        }
    }

    /// Whether a letter lies ready for somebody to post, or is laid ready now.
    func isLaidReady(_ post: Post) -> Bool {
        let reference = "\(post.id)/\(post.message)"
        if provider.lying[reference] != nil { return true }
        guard provider.kind == .folder, strikes(.printKept) else { return false }
        say("\(reference) is laid ready under claim \(post.claim)")
        provider.lay(post.id, post.message, claim: post.claim)
        // At once, or when somebody comes to the print room again.
        let wait = random.oneIn(2) ? aWhile() : Double(random.pick(1...60)) * 86_400
        postings.append((second + wait, reference))
        return true
    }

    /// Whether a letter that lies ready was taken away before anybody posted it.
    func isTakenAway(_ id: CaseID, _ message: ConclusionID, _ instance: Instance) -> Bool {
        guard provider.takeAway("\(id)/\(message)") else { return false }
        say("\(instance.name) takes \(id)/\(message) away")
        happened(.printWithdrawn)
        return true
    }

    /// Somebody posts a letter that lies ready still.
    private func posts(_ reference: String) {
        guard let letter = provider.lying[reference] else { return }
        say("\(reference) is posted")
        provider.post(reference, on: day)
        _ = provider.take(
            reference, Provider.Arrival(second: second, instance: "print room", claim: letter.claim))
    }

    /// Somebody may ask that what came back be sent again.
    private func askAgain(_ id: CaseID, _ message: ConclusionID) {
        // Whatever people do because of a fault is not held against a run without.
        guard faultsOn, !course.isCalm, random.oneIn(2) else { return }
        happened(.messageAskedAgain)
        let key = SubmissionKey(high: random.next(), low: random.next())
        let asked = ResendAsked(message: message, by: random.oneIn(2) ? .post : nil, why: .newAddress)
        let today = truth.today(of: id) ?? day
        reports.append(
            (second + aWhile(), id, Entry(by: .coordinator, recorded: today, events: [Event(key, .resendAsked(asked))]))
        )
    }

    /// Nothing is sent without a claim that stands in the file, that this instance made and that it has read.
    func holdsAgainstClaim(_ post: Post, _ instance: Instance) {
        let claim = post.message.at(.claim, attempt: post.claim)
        guard let found = truth.find(post.id), let made = found.claims[claim] else {
            return broken(
                "\(instance.name) sends \(post.id)/\(post.message) under claim \(post.claim), which does not count")
        }
        guard made.instance == instance.name, made.offset < instance.positions[found.partition] else {
            return broken(
                "\(instance.name) sends \(post.id)/\(post.message) under claim \(post.claim) of \(made.instance)")
        }
        // Whoever is closed, or holds the rights no longer, gets nothing from somebody who has read so.
        guard let contact = post.message.contact else { return }
        let holders = found.holders(seen: instance.positions[found.partition])
        let origin = found.reckoning.origin(of: post.message)
        if !holders.contains(where: { $0.number == contact && $0.hears(of: origin.subject) }) {
            broken("\(instance.name) sends \(post.id)/\(post.message) to a contact that may not be told")
        }
        // To whom it may not be told where the child is goes nothing that may tell it, before somebody looked.
        let isKept = holders.contains { $0.number == contact && $0.isProtected }
        let tellsNothing: Set<Subject> = [.tellReviewDue, .tellLateToFamily, .tellRightsWillPass, .tellRightsPassed]
        if isKept, !tellsNothing.contains(origin.subject), !found.reckoning.wasLookedThrough(origin),
            !found.reckoning.wasLookedThrough(post.message)
        {
            broken("\(instance.name) sends \(post.id)/\(post.message), which nobody looked through")
        }
    }

    /// With a letter comes all that its submission says comes with it, and nothing else comes with anything; with one that goes
    /// again the letter itself, too.
    func holdsAgainstLetter(_ post: Post, _ instance: Instance) {
        guard let reckoning = truth.find(post.id)?.reckoning else { return }
        let origin = reckoning.origin(of: post.message)
        var owed = reckoning.enclosed(in: origin)
        if origin != post.message, let contact = origin.contact, let letter = Reckoning.letter(of: origin),
            let copy = reckoning.letters[letter]?.copies.first(where: { $0.contact == contact })?.document
        {
            owed.append((.letter, copy))
        }
        let sent = Set(post.enclosures.map { DocumentKey(post.id, $0.role, $0.document.hash) })
        if sent != Set(owed.map { DocumentKey(post.id, $0.role, $0.hash) }) || sent.count != post.enclosures.count {
            broken("\(instance.name) sends \(post.id)/\(post.message) with \(sent), and \(owed) come with it")
        }
    }

    // MARK: Rest

    /// All faults stop; whoever is away comes back, unless one is left dead.
    private func heal() {
        faultsOn = false
        say("all faults stop")
        brokerAwayUntil = nil
        for index in landings.indices { landings[index].second = second }
        for index in lateDocuments.indices { lateDocuments[index].second = second }
        for index in reports.indices { reports[index].second = second }
        for index in returns.indices { returns[index].second = second }
        for index in postings.indices { postings[index].second = second }
        if resumesAt != nil { resumesAt = second }
        today = []
        due = [:]
        if course.habits.isImported { toAll(.released(Released(messages: 1))) }
        for key in unknownPeople.sorted() where random.oneIn(2) {
            unknownPeople.remove(key)
            know(key)
        }
        var dead: (ServiceName, Int)?
        if course.leavesOneDead {
            let many = Course.services.filter { (course.seats[$0] ?? 1) > 1 }
            if let service = many.randomElement(using: &random) {
                dead = (service, random.pick(0...((course.seats[service] ?? 1) - 1)))
                happened(.deadForEver)
            }
        }
        for instance in instances {
            instance.status = .running
            instance.isBusy = true
            instance.lags = [:]
            instance.daysOff = 0
            for index in instance.answers.indices { instance.answers[index].second = second }
            if let again = instance.commitsAgain { instance.commitsAgain = (again.partitions, second) }
            if let given = instance.given { instance.given = (given.partitions, second) }
            // The upgrade ends: one version of the rules, and days that were missed begin.
            if instance.service == .scheduler { kill(instance, after: 0, catchesUp: true) }
        }
        if let dead {
            instances.removeAll { $0.service == dead.0 && $0.seat == dead.1 }
            restarts.removeAll { $0.service == dead.0 && $0.seat == dead.1 }
        }
        for index in restarts.indices {
            restarts[index].second = second
            if restarts[index].service == .scheduler { restarts[index].catchesUp = true }
        }
        for service in Course.services { rebalances.append((second + 3, service)) }
    }

    /// The most ticks until everything is at rest, by the length of the log: what liveness means here.
    private var mostTicks: Int { 20_000 + 60 * truth.partitions.reduce(0) { $0 + $1.receptions.count } }

    private func rest() {
        let most = ticks + mostTicks
        while !isBroken {
            if isAtRest { return }
            guard ticks < most else { return broken("not at rest after \(mostTicks) ticks without faults: \(unrest)") }
            restTick()
        }
    }

    private func restTick() {
        ticks += 1
        happenLater()
        if let instance = pick() {
            second += 0.01
            cycle(instance)
            return
        }
        var next = second + 60
        for restart in restarts { next = min(next, restart.second) }
        for rebalance in rebalances { next = min(next, rebalance.second) }
        for instance in instances where isUntold(instance) { next = min(next, second + ChannelDesk.receiptsEvery) }
        for instance in instances {
            for answer in instance.answers { next = min(next, answer.second) }
            if let look = instance.looksAgain { next = min(next, look) }
            if let again = instance.commitsAgain { next = min(next, again.second) }
            if let given = instance.given { next = min(next, given.second) }
        }
        second = max(second + 0.1, next)
    }

    /// Whether nothing is under way and every service has committed every partition's end.
    var isAtRest: Bool { unrest.isEmpty }

    /// What is not at rest, in words; empty when all is.
    var unrest: String {
        if !landings.isEmpty { return "records that have not landed" }
        if !restarts.isEmpty { return "restarts" }
        if !rebalances.isEmpty { return "rebalances" }
        if !lateDocuments.isEmpty { return "documents that are late" }
        if !reports.isEmpty { return "reports on their way" }
        if !returns.isEmpty { return "messages on their way back" }
        if !postings.isEmpty { return "letters that lie ready" }
        if instances.contains(where: isUntold) { return "messages that came back, which nobody has heard of" }
        if isBrokerAway { return "the broker is away" }
        for partition in 0..<course.partitions where truth.partitions[partition].book.today ?? day < day {
            return "partition \(partition) is at \(truth.partitions[partition].book.today.map { "\($0)" } ?? "no day")"
        }
        for service in Course.services {
            for partition in 0..<course.partitions {
                let owners = instances.filter { $0.service == service && $0.speaks.contains(Int32(partition)) }
                guard owners.count == 1, let owner = owners.first else {
                    return "\(owners.count) instances of \(service) speak for partition \(partition)"
                }
                guard owner.committed[partition] == log.end(of: partition) else {
                    return "\(owner.name) has committed \(owner.committed[partition]) of \(log.end(of: partition)) in "
                        + "partition \(partition)"
                }
            }
        }
        for instance in instances {
            if instance.status != .running { return "\(instance.name) is asleep" }
            if instance.hasEffects || !instance.answers.isEmpty || instance.given != nil {
                return "\(instance.name) has something under way"
            }
            if isRunnable(instance) { return "\(instance.name) has something to do" }
        }
        return ""
    }

    // MARK: Checks at rest

    private func checkAtRest() {
        for partition in truth.partitions.indices { checkPartition(partition) }
        for found in truth.cases where !isBroken { check(found) }
        for instance in instances where !isBroken {
            let counts = instance.loop.counts
            if counts.accepted != received(.accepted) || counts.unreadable != caseFilesUnreadable
                || counts.notEntitled != received(.notEntitled)
            {
                broken(
                    "\(instance.name) has accepted \(counts.accepted) entries and met \(counts.unreadable) that cannot "
                        + "be read and \(counts.notEntitled) of which nothing may be said, the log holds "
                        + "\(received(.accepted)), \(caseFilesUnreadable) and \(received(.notEntitled))")
            }
        }
        for key in truth.unreadable.sorted() where log.deadLetters[key] == nil {
            broken("\(key) cannot be read, and nothing in dead-letters says so")
        }
        for key in log.deadLetters.keys.sorted() where !truth.unreadable.contains(key) {
            broken("dead-letters holds \(key), which can be read")
        }
    }

    private func received(_ reception: CaseFile.Reception) -> Int {
        truth.partitions.reduce(0) { $0 + $1.receptions.count { $0 == reception } }
    }
    private var caseFilesUnreadable: Int { truth.unreadable.count }

    private func checkPartition(_ partition: Int) {
        let state = truth.partitions[partition]
        for (key, offset) in state.owed.sorted(by: { $0.key < $1.key }) where !state.told.contains(key) {
            return broken("nobody was told of \(key), accepted at \(partition)/\(offset), by notifications")
        }
    }

    private func check(_ found: Truth.Case) {
        let book = truth.partitions[found.partition].book
        guard let today = book.today else { return }
        let services: [any Service] = [
            voices.schedulers[voices.schedulers.count - 1], voices.writers[0], voices.notifiers[0],
        ]
        for service in services {
            for entry in service.missing(from: found.file, of: found.id, on: today, in: book) {
                broken("\(found.id): still missing at rest: \(Truth.words(entry))")
            }
        }
        checkMessages(found, book, today)
        checkHolders(found, book)
        checkInvitations(found, today)
        checkLetters(found)
        checkObligations(found, today)
    }

    private func checkMessages(_ found: Truth.Case, _ book: LogBook, _ today: Day) {
        guard let plan = found.file.plan, book.maySend(found.file) else { return }
        for message in found.file.messages {
            let mayBeWrittenTo =
                Truth.mayBeWrittenTo(message.id.addressee, found.reckoning.holders)
                && found.reckoning.mayLeave(message.id)
            switch message.stage {
            case .sent, .returned: continue
            case .said:
                // Until somebody opens the contact again, or takes back that the plan ended.
                guard mayBeWrittenTo else { continue }
                broken("\(found.id): \(message.id) is neither sent nor said to have failed")
            case .claim:
                guard message.claims < ConclusionID.mostAttempts else { continue }
                broken("\(found.id): \(message.id) is claimed, and neither sent nor said to have failed")
            case .failed:
                guard message.failure == .noAddress, mayBeWrittenTo, let addressee = message.id.addressee,
                    let key = PersonKey.key(of: addressee, in: found.id, plan: plan), !unknownPeople.contains(key),
                    message.claims < ConclusionID.mostAttempts
                else { continue }
                broken("\(found.id): \(message.id) failed for want of an address that is known")
            }
        }
        for message in found.file.messages where message.sent != nil {
            if provider.arrived["\(found.id)/\(message.id)"] == nil {
                broken("\(found.id): \(message.id) is said to be sent, and never arrived")
            }
        }
        for back in provider.returned where back.id == found.id {
            guard let message = found.file.message(back.message), message.sent != nil else { continue }
            if message.returned == nil { broken("\(found.id): \(back.message) came back, and nobody says so") }
        }
    }

    /// Whoever a letter of a decision that counts is addressed to was sent theirs, or it stands why not: they may not be
    /// told any more, or their message failed.
    private func checkHolders(_ found: Truth.Case, _ book: LogBook) {
        guard found.file.plan != nil, book.maySend(found.file) else { return }
        for review in found.file.reviews {
            let made = [
                (Subject.decisionLetter, Subject.tellDecision, review.isMade ? review.submission : nil),
                (.finalLetter, .tellFinal, review.isFinalMade ? review.finalSubmission : nil),
            ]
            for case (let written, let tell, let submission?) in made {
                let fact = submission.key.reference
                guard
                    let letter = found.reckoning.letters[ConclusionID(written, review: review.number, fact: fact)]
                else { continue }
                for contact in letter.waiting.sorted() {
                    let id = ConclusionID(tell, review: review.number, fact: fact, to: .contact(contact))
                    // After an end it stays; what a copy lacks stands in the log, and what was sent by hand is not sent again.
                    guard found.file.message(id)?.failure == nil, found.reckoning.mayLeave(id),
                        !letter.lacking.contains(contact), !found.file.isRecordedAsSent(id)
                    else { continue }
                    broken("\(found.id): \(id) has not left, and nothing says why not")
                }
            }
        }
    }

    /// Days within which, with all that goes wrong, a day that is reported must have been asked to be told.
    private static let daysToTell = 10

    /// Everyone's last word on a meeting is the day that it had: by the submissions alone, not by what the notifier looks at.
    /// Only where meetings were moved and no report was taken back, so that what stood when is plain, and where no fault
    /// crosses a midnight: a notifier that was away while days went by may come back after the meeting's.
    private func checkInvitations(_ found: Truth.Case, _ today: Day) {
        let submissions = found.file.submissions
        guard course.isCalm, !course.habits.isImported,
            submissions.allSatisfy({ $0.kind != .planEnded && ($0.stands || $0.kind != .planRecorded) })
        else { return }
        for review in found.file.reviews {
            let mine = submissions.filter { $0.review == review.number }
            let arranged = mine.filter { $0.kind == .meetingArranged }
            guard let meeting = review.arranged, arranged.allSatisfy(\.stands), let first = arranged.first,
                let latest = arranged.map(\.recorded).max(), latest + World.daysToTell < min(meeting, today),
                !mine.contains(where: {
                    [.meetingHeld, .decisionRecorded, .decisionSubmitted].contains($0.kind)
                        && $0.recorded <= latest + World.daysToTell
                })
            else { continue }
            // A review that was not open yet, or overtaken by the next, invites nobody.
            let invitations = found.file.messages.filter {
                $0.id.subject == .tellInvitation && $0.id.review == review.number
            }
            guard first.recorded < latest, !invitations.isEmpty else { continue }
            var invited: [Addressee] = [.party(.coordinator), .party(.health), .party(.socialCare)]
            // Who became a contact, or was closed, while the meeting was moved is left out, and who was told then or is now alone:
            // the rights may have passed between.
            if submissions.allSatisfy({ $0.kind != .contactRecorded || $0.stands && $0.recorded < first.recorded }) {
                let moved = found.versions.first { version in
                    version.file.submissions.contains { $0.key == arranged[arranged.count - 1].key }
                }
                let then = Set((moved?.holders ?? []).lazy.filter(\.isTold).map(\.number))
                invited += found.reckoning.told.intersection(then).sorted().map { .contact($0) }
            }
            for addressee in invited {
                let last = invitations.last { $0.id.addressee == addressee }
                if last?.until != meeting {
                    broken(
                        "\(found.id): the \(addressee) heard last of a meeting on \(last?.until.description ?? "no day"), and "
                            + "it is on \(meeting)")
                }
            }
        }
    }

    private func checkLetters(_ found: Truth.Case) {
        for review in found.file.reviews {
            func owes(_ tell: Subject, _ letter: Subject, _ submission: Submission?, _ isWritten: Bool) -> Bool {
                guard let fact = submission?.key.reference else { return false }
                let id = ConclusionID(letter, review: review.number, fact: fact)
                return found.reckoning.mayLeave(ConclusionID(tell, review: review.number, fact: fact, to: .contact(1)))
                    && (!isWritten || found.reckoning.letters[id]?.lacking.isEmpty == false)
            }
            let owesDecision =
                review.isMade && owes(.tellDecision, .decisionLetter, review.submission, review.isLetterWritten)
            let owesFinal =
                review.isFinalMade
                && owes(.tellFinal, .finalLetter, review.finalSubmission, review.isFinalLetterWritten)
            guard owesDecision || owesFinal, found.file.plan != nil else { continue }
            for pending in found.file.pending {
                let isOwed =
                    switch pending {
                    case .decision(let key, _): owesDecision && key == review.submission?.key
                    case .final(let key, _): owesFinal && key == review.finalSubmission?.key
                    }
                guard isOwed else { continue }
                let told = found.reckoning.told
                let isPossible =
                    // A letter names the day of the meeting; a report of it that was withdrawn meanwhile takes that away.
                    review.held != nil && !told.isEmpty
                    && !told.contains { unknownPeople.contains(PersonKey.contact($0, in: found.id)) }
                    && (Truth.documents(of: pending, in: found.id) + answers(in: found, review.number, pending))
                        .allSatisfy { truth.present.contains($0) }
                if isPossible {
                    say("letters that were said to be impossible: \(troubles.reported)")
                    broken("\(found.id): the letter of review \(review.number) is not written, or not to everybody")
                }
                let isSaid = found.versions.contains { version in
                    troubles.reported[Position(partition: Int32(found.partition), offset: version.offset)] != nil
                }
                if !isSaid {
                    broken("\(found.id): the letter of review \(review.number) is not written, and nobody says why")
                }
            }
        }
    }

    /// What the council answered to what the family said of the changes: the final letter quotes it.
    private func answers(in found: Truth.Case, _ review: UInt8, _ pending: PendingSubmission) -> [DocumentKey] {
        guard case .final = pending else { return [] }
        return found.file.representations(of: review).flatMap(\.answers).compactMap { answer in
            answer.document.map { DocumentKey(found.id, .answer, $0) }
        }
    }

    /// Every day of the law that lies in the last year is met, or recorded as missed. By the days of `Statute` alone,
    /// not by the scheduler's list.
    private func checkObligations(_ found: Truth.Case, _ today: Day) {
        let file = found.file
        guard file.plan != nil, file.ended == nil else { return }
        func mustHold(_ subject: Subject, _ review: UInt8, _ day: Day) {
            guard day < today, day > today - 365 else { return }
            if !file.holds(ConclusionID(subject, review: review, day: day)) {
                broken("\(found.id): nothing says that what was due by \(day) was not recorded (\(subject.word))")
            }
        }
        for review in file.reviews {
            guard let held = review.held else { continue }
            let decisionBy = Statute.decisionBy(meeting: held)
            let before = found.reckoning.letters.contains { id, letter in
                id.subject == .decisionLetter && id.review == review.number
                    && letter.firstTold.map { $0 <= decisionBy } ?? false
            }
            if let told = review.told {
                // Told late, and nothing that was reported of it or of the plan was taken back: then it stood as late. Told
                // as soon as the day had passed, it may have been told before a scheduler that was away could say so.
                let mine = file.submissions.filter {
                    $0.review == review.number || $0.kind == .planRecorded || $0.kind == .planEnded
                }
                if !before, told > decisionBy + World.daysToTell,
                    review.heldRecorded.map({ $0 <= decisionBy }) ?? false,
                    mine.allSatisfy({ $0.stands && $0.kind != .decisionRecorded })
                {
                    mustHold(.noDecisionBy, review.number, decisionBy)
                }
                continue
            }
            // Told in time, though the decision was corrected afterwards.
            if !before { mustHold(.noDecisionBy, review.number, decisionBy) }
            if review.meetingReport == nil { mustHold(.noReportBy, review.number, Statute.reportBy(meeting: held)) }
        }
        // Whose compulsory school age is over has the rights, and whoever moved in is told so in writing.
        if let born = file.plan?.born, let last = Reckoning.compulsoryAgeEnds(bornIn: born), last < today,
            !file.holds(ConclusionID(.rightsPassed, fact: .month(born)))
        {
            broken("\(found.id): compulsory school age ended on \(last), and the rights did not pass")
        }
        if let moved = file.unreviewedTransfer, !moved.isFamilyTold {
            mustHold(.noTransferLetterBy, 0, moved.happened + 42)
        }
        // Whoever asked for a review, or did not agree with its kind, is answered by the council's own day.
        let days = answerDays(file)
        for request in file.earlyRequests where request.answer == nil {
            mustHold(.noAnswerBy, 0, request.asked + days)
        }
        for review in file.reviews where !review.unanswered.isEmpty {
            if let disagreed = review.disagreed { mustHold(.noAnswerBy, review.number, disagreed + days) }
        }
        // A review that the plan's own interval brings, never later than the twelve months, is open by its last day.
        if let plan = file.plan, let months = plan.interval, months > 0, file.latestReview?.isDecided ?? true,
            let start = file.lastReviewed ?? file.planMade,
            start.lastDayOfPeriodStarting(months: min(Int(months), 12)) < today
        {
            broken("\(found.id): no review is open, though the plan asks for one every \(months) months since \(start)")
        }
        if let open = file.latestReview, open.told == nil,
            let twelveMonths = Statute.reviewDue(made: file.planMade, lastReviewed: file.lastReviewed)
        {
            // Who moved in has three months from the transfer at least, until this council reviewed them (MOV-5).
            let moved = file.movedIn.flatMap { moved in
                file.reviews.contains { $0.isComplete && $0.told ?? moved.happened >= moved.happened }
                    ? nil : moved.happened.lastDayOfPeriodStarting(months: 3)
            }
            let due = max(twelveMonths, moved ?? twelveMonths)
            mustHold(.notReviewedBy, open.number, due)
            if let start = file.lastReviewed ?? file.planMade, let months = file.plan?.interval, months > 0 {
                let own = start.lastDayOfPeriodStarting(months: Int(months))
                if own < due { mustHold(.notReviewedBy, open.number, own) }
            }
        }
    }

    /// Days for an answer, by the model that holds for the plan.
    private func answerDays(_ file: CaseFile) -> Int {
        guard let plan = file.plan else { return EarlyRequest.answerDays }
        return material.models.models[plan.model]?.earlyRequestAnswerDays ?? EarlyRequest.answerDays
    }

    // MARK: The record itself is damaged

    /// Whether it says nothing any more, whatever the day, and goes on all the same.
    private func isSilent(_ instance: Instance) -> Bool {
        let said = instance.loop.counts.said
        _ = instance.loop.turn(seconds: second + 1_000, civil: day + 1)
        return instance.loop.takeEffects().isEmpty && instance.loop.counts.said == said
    }

    /// Something of the formal record is gone: every service that can see it must stop speaking, and say why.
    private func lose(_ fault: Fault) {
        happened(fault)
        let partition = random.pick(0...(course.partitions - 1))
        switch fault {
        case .lostEnd:
            let end = log.end(of: partition)
            guard end > 4 else { return }
            log.loseEnd(of: partition, records: random.pick(1...2))
            for instance in instances where !isBroken {
                instance.loop.reachedEnd(Int32(partition), end: log.end(of: partition))
                guard case .lostEnd? = instance.loop.fault, isSilent(instance) else {
                    broken("\(instance.name) goes on although partition \(partition) lost its end")
                    continue
                }
            }
        case .lostBeginning:
            for service in Course.services where !isBroken {
                start(service, seat: 99)
                guard let instance = instances.last else { continue }
                let record = log.caseFiles[partition][1]
                feed(instance, record, partition, 1)
                if instance.loop.fault != .lostBeginning(partition: Int32(partition), first: 1) || !isSilent(instance) {
                    broken("\(instance.name) goes on although partition \(partition) lost its beginning")
                }
            }
        default:
            for service in Course.services where !isBroken {
                let base: any Service = voices.of(.service(service))[0]
                var loop = Loop(service: base, partitions: Int32(course.partitions + 1), instance: "new")
                let record = log.caseFiles[0][0]
                (record.key ?? []).withUnsafeBytes { key in
                    (record.value ?? []).withUnsafeBytes { value in
                        loop.read(partition: 0, offset: 0, key: key, value: value)
                    }
                }
                guard case .partitionsChanged? = loop.fault else {
                    broken("\(service) goes on although the log has another number of partitions")
                    continue
                }
            }
        }
    }

    // MARK: What a run came to

    /// The conclusions that were accepted, claims and receipts aside, by case. Without what was late when it was reported: that
    /// a family was not told in six weeks that the plan was transferred, and its letter, come in the same moment, and whichever is
    /// first decides whether the other is said.
    var conclusions: [String: Set<String>] {
        var all: [String: Set<String>] = [:]
        for found in truth.cases {
            all[found.id.text] = Set(
                found.accepted.compactMap { id in
                    guard case .conclusion(let conclusion) = id, conclusion.stage == .said else { return nil }
                    if conclusion.subject == .noTransferLetterBy || conclusion.about == .noTransferLetterBy,
                        let day = conclusion.day,
                        found.file.submissions.contains(where: { $0.kind == .movedIn && $0.recorded > day })
                    {
                        return nil
                    }
                    return "\(conclusion)"
                })
        }
        return all
    }

    /// Case-years that passed.
    var caseYears: Double { Double(course.cases) * Double(day - log0) / 365 }
}

/// What letter writers report.
///
/// `@unchecked Sendable`: only its world's one thread touches it; each world of `--jobs` has its own.
final class Troubles: @unchecked Sendable {
    var reported: [Position: String] = [:]
}
