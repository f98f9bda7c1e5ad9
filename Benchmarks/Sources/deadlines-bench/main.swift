// How fast all deadlines of a case follow from its facts, beside the fast functions that say the same days without their
// rules. `swift run -c release deadlines-bench HOLIDAYS [ROUNDS]`; a line for each round: microseconds a case, seconds for
// as many cases as England has plans, and the ratio to the fast functions.
import Foundation
import Glibc
import Statute

/// As many as England has EHC plans.
let count = 718_838

guard let file = CommandLine.arguments.dropFirst().first else {
    print("usage: deadlines-bench HOLIDAYS [ROUNDS]")
    exit(2)
}
let holidays = try BankHolidays(parsing: String(contentsOfFile: file, encoding: .utf8), file: file)
let rounds = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 5

var sink = 0

/// The processor's seconds of that work.
@MainActor
func seconds(_ body: () -> Int) -> Double {
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    sink &+= body()
    return now() - start
}

/// Cases of every stage: all had a review, most a meeting, a third amends, a tenth changes its phase, some appeal.
let cases: [Facts] = (0..<4096).map { index in
    let start = Day(number: 19_700) + index % 700
    var facts = Facts(planMade: start - 1500, lastReviewed: start - 340, meeting: start)
    facts.born = Month(2005 + index % 18, index % 12 + 1)
    if index % 8 != 0 {
        facts.outcome = index % 3 == 0 ? .amend : index % 40 == 1 ? .cease : .maintain
        facts.decisionSent = start + 14 + index % 21
    }
    if facts.outcome == .amend {
        facts.noticeSent = facts.decisionSent
        facts.noticeServed = facts.decisionSent.map { $0 + 2 }
        if index % 2 == 0 { facts.finalSent = facts.decisionSent.map { $0 + 50 } }
    }
    if index % 10 == 0 {
        facts.transfer = Transfer(index % 20 == 0 ? .secondaryToPost16 : .primaryToSecondary, in: 2026)
    }
    if index % 50 == 0 { facts.appealSent = start + 80 }
    return facts
}

func all() -> Int {
    var sum = 0
    for index in 0..<count {
        let deadlines = Statute.deadlines(for: cases[index & 4095], holidays: holidays)
        sum &+= deadlines.count &+ Int(deadlines.last?.due.number ?? 0)
    }
    return sum
}

func fast() -> Int {
    var sum: Int32 = 0
    func add(_ day: Day?) { sum &+= day?.number ?? 0 }
    for index in 0..<count {
        let facts = cases[index & 4095]
        let due = Statute.reviewDue(made: facts.planMade, lastReviewed: facts.lastReviewed)
        add(due)
        add(Statute.reviewDueSameDate(made: facts.planMade, lastReviewed: facts.lastReviewed))
        if let due { add(Statute.latestMeeting(reviewDue: due)) }
        if let meeting = facts.meeting {
            let notice = Statute.noticeBy(meeting: meeting)
            add(notice.last)
            add(notice.clear)
            add(Statute.reportBy(meeting: meeting))
            add(Statute.decisionBy(meeting: meeting))
            if facts.outcome == .amend { add(Statute.finalBy(meeting: meeting, noticeSent: facts.noticeSent)) }
        }
        if let served = facts.noticeServed { add(Statute.representationsUntil(served: served)) }
        if let transfer = facts.transfer {
            add(Statute.transferPlanBy(transfer.phase, year: transfer.year))
            add(Statute.latestMeeting(transfer.phase, year: transfer.year))
        }
        if let sent = facts.decisionLetterSent {
            add(Statute.appealUntil(sent: sent, certificate: nil, holidays: holidays))
            add(Statute.mediationContactUntil(sent: sent))
        }
    }
    return Int(sum)
}

_ = all()
for round in 0..<rounds {
    // In turn, so that what slows the machine slows both.
    let isAllFirst = round % 2 == 0
    let first = seconds(isAllFirst ? all : fast)
    let second = seconds(isAllFirst ? fast : all)
    let times = isAllFirst ? (all: first, fast: second) : (all: second, fast: first)
    print("case", times.all / Double(count) * 1e6)
    print("all", times.all)
    print("ratio", times.all / times.fast)
}
if sink == 0 { exit(1) }
