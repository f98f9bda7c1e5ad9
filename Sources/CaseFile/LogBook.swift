public import Contracts
public import Statute

/// What is true of a whole partition: which calendar its days follow, which day it is, and whether messages may leave.
public struct LogBook: Sendable {
    /// What the first record says; nil until it was read.
    public private(set) var began: LogBegan?
    /// The partition's today: the latest day that has begun; nil before the first.
    public private(set) var today: Day?
    /// The position of the last release that counts: imports before it may leave.
    public private(set) var releasedAt: Int64 = -1
    /// How many different people must say a release before it counts.
    public private(set) var approvals: UInt8 = 1
    /// Where each person last said a release, and how many approvals each last asked for: few people do.
    private var released: [ActorID: Int64] = [:]
    private var asked: [ActorID: UInt8] = [:]
    /// Whether all sending is paused.
    public private(set) var isPaused = false
    /// The last proof of the partition's records that was said; nil before the first.
    public private(set) var head: Head?
    /// What was committed to for the draws of audits, in the order of the log.
    public private(set) var commitments: [AuditCommitment] = []
    /// How pilots will be judged, as it was set down before they started, in the order of the log.
    public private(set) var pilots: [PilotCommitment] = []
    /// The online forms whose answers were deleted where they were given, in the order of the log.
    public private(set) var formsDeleted: [FormDeletion] = []
    /// Submissions that were read, so that one sent again counts once; they are few in the life of a log.
    private var keys: Set<SubmissionKey> = []

    /// A proof of the partition's records, as it was said.
    public struct Head: Sendable, Equatable {
        /// The day up to whose beginning the records are in it.
        public let day: Day
        /// The position of the record by which that day began.
        public let through: Int64
        /// The proof.
        public let proof: RecordHead

        public init(day: Day, through: Int64, proof: RecordHead) {
            self.day = day
            self.through = through
            self.proof = proof
        }
    }

    /// The key of the records that it reads.
    public static let key = "log"

    public init() {}

    /// Whether that is invented children on invented days.
    public var isRehearsal: Bool { began?.calendar == .rehearsal }

    /// Adds an entry whose key is `log`.
    @discardableResult
    public mutating func append(_ entry: Entry, at position: Int64) -> CaseFile.Reception {
        var reception = CaseFile.Reception.repeated
        for (index, event) in entry.events.enumerated() {
            guard !entry.saysBefore(index) else { continue }
            guard entry.by.maySay(event.data.kind) else {
                if reception == .repeated { reception = .notEntitled }
                continue
            }
            // Of a case, and nothing to the log.
            guard !event.data.kind.isReport else { continue }
            if case .submission(let key) = event.id, !keys.insert(key).inserted { continue }
            switch event.data {
            case .logBegan(let data):
                guard began == nil else { continue }
                began = data
            case .dayBegan:
                guard case .conclusion(let id) = event.id, let day = id.day else { continue }
                guard mayBegin(day, by: entry.by) else {
                    if reception == .repeated, day > today ?? day { reception = .doesNotFit }
                    continue
                }
                today = day
            case .released: release(by: entry.by, at: position)
            case .logPolicy(let policy): ask(for: max(1, policy.approvals), by: entry.by)
            case .auditCommitted(let data): guard commit(data, by: entry.by) else { continue }
            case .auditRevealed(let data): guard reveal(data, by: entry.by) else { continue }
            case .pilotCommitted(let data): guard commit(data, by: entry.by) else { continue }
            case .formDeleted(let data): guard note(data, by: entry.by) else { continue }
            case .sendingPaused: isPaused = true
            case .sendingResumed: isPaused = false
            case .headReckoned(let data):
                guard case .conclusion(let id) = event.id, id.subject == .head, let day = id.day else { continue }
                guard mayStand(day, through: data.through, at: position) else {
                    if reception == .repeated, day > head?.day ?? day - 1 { reception = .doesNotFit }
                    continue
                }
                head = Head(day: day, through: data.through, proof: data.sha256)
            default: continue
            }
            reception = .accepted
        }
        return reception
    }

    /// Of those who must say it each counts where they said it last: what was imported since is released by nobody.
    private mutating func release(by actor: Actor, at position: Int64) {
        guard case .person(let person) = actor else { return }
        released[person.id] = position
        let positions = released.values.sorted(by: >)
        guard positions.count >= Int(approvals) else { return }
        releasedAt = max(releasedAt, positions[Int(approvals) - 1])
    }

    /// More people are needed as soon as one says so; fewer only when as many as are needed now have said so.
    private mutating func ask(for number: UInt8, by actor: Actor) {
        guard case .person(let person) = actor else { return }
        asked[person.id] = number
        if number > approvals {
            approvals = number
        } else if asked.values.count(where: { $0 <= number }) >= Int(approvals) {
            approvals = number
        }
    }

    /// A commitment counts before its period begins, and once a person and period: whoever could choose among several
    /// afterwards would choose the draw.
    private mutating func commit(_ data: AuditCommitted, by actor: Actor) -> Bool {
        guard case .person(let person) = actor, let today, today < data.from, data.from <= data.until,
            commitments.count < AuditCommitment.most,
            !commitments.contains(where: { $0.by == person.id && $0.from <= data.until && data.from <= $0.until })
        else { return false }
        commitments.append(AuditCommitment(by: person.id, from: data.from, until: data.until, sha256: data.sha256))
        return true
    }

    /// What is said before the first day, and first: whoever could choose among several afterwards would choose the result.
    private mutating func commit(_ data: PilotCommitted, by actor: Actor) -> Bool {
        guard case .person(let person) = actor, let today, today < data.from, data.from < data.published,
            !data.pilot.isEmpty, pilots.count < PilotCommitment.most,
            !pilots.contains(where: { $0.pilot == data.pilot })
        else { return false }
        pilots.append(PilotCommitment(data, by: person.id, on: today))
        return true
    }

    /// Nobody deletes tomorrow, nor answers that came later.
    private mutating func note(_ data: FormDeleted, by actor: Actor) -> Bool {
        guard case .person(let person) = actor, let today, data.deleted <= today, data.through <= data.deleted,
            !data.form.isEmpty, formsDeleted.count < FormDeletion.most
        else { return false }
        formsDeleted.append(FormDeletion(data, by: person.id))
        return true
    }

    /// A secret counts after its period, from whoever committed to it. Whether it is the one is for whoever draws.
    private mutating func reveal(_ data: AuditRevealed, by actor: Actor) -> Bool {
        guard case .person(let person) = actor, let today, today > data.until,
            let place = commitments.firstIndex(where: {
                $0.by == person.id && $0.from == data.from && $0.until == data.until && $0.secret == nil
            })
        else { return false }
        commitments[place].secret = data.secret
        return true
    }

    /// A day begins as the one after today, or as the first: nobody can begin 9999. The operator begins the first, and
    /// those of a rehearsal.
    private func mayBegin(_ day: Day, by actor: Actor) -> Bool {
        guard let today else { return true }
        return day == today + 1 && (isRehearsal || actor.isService(.scheduler))
    }

    /// A proof is of a day that has begun, at a place before its own, and later than the last one. Whether it is right is
    /// for whoever reads the log again: the fold reckons none.
    private func mayStand(_ day: Day, through: Int64, at position: Int64) -> Bool {
        guard let today, day <= today, through >= 0, through < position else { return false }
        return head.map { day > $0.day && through > $0.through } ?? true
    }

    /// Whether messages of that case may leave.
    public func maySend(_ file: CaseFile) -> Bool { !isPaused && releasedAt >= file.importedAt }
}
