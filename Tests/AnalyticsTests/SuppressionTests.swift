import Statute
import TestSupport
import Testing

@testable import Analytics

@Suite struct `Small numbers` {
    /// A table of those counts, whose rows and columns add up to `.told`, and what is left out of it.
    private func table(_ cells: [[Int]]) -> (counts: Counts, ids: [[CountID]], hidden: Set<CountID>) {
        let measures: [Measure] = [.maintained, .amended, .ceased, .withoutOutcome]
        var counts = Counts()
        let width = cells.first?.count ?? 0
        var ids: [[CountID]] = []
        for (row, values) in cells.enumerated() {
            let line = (0..<width).map { CountID(measures[$0], .kind, Int32(row)) }
            for (id, value) in zip(line, values) { counts.set(id, value) }
            let total = CountID(.told, .kind, Int32(row))
            counts.set(total, values.reduce(0, +))
            counts.lines.append(Counts.Line(total, line))
            ids.append(line + [total])
        }
        let sums = (0..<width).map { column in
            let id = CountID(measures[column])
            counts.set(id, cells.reduce(0) { $0 + $1[column] })
            counts.lines.append(Counts.Line(id, ids.map { $0[column] }))
            return id
        }
        let all = CountID(.told)
        counts.set(all, cells.flatMap { $0 }.reduce(0, +))
        counts.lines.append(Counts.Line(all, ids.compactMap(\.last)))
        counts.lines.append(Counts.Line(all, sums))
        ids.append(sums + [all])
        counts.shown = Set(ids.flatMap { $0 })
        return (counts, ids, Suppression.suppressed(in: counts))
    }

    @Test func `of 1 to 4 are left out, 0 and 5 are shown`() {
        let (counts, ids, hidden) = table([[0, 5, 60, 70], [4, 1, 80, 90], [50, 60, 70, 80]])
        for id in ids.joined() where (1...4).contains(counts[id]) { #expect(hidden.contains(id)) }
        #expect(!hidden.contains(CountID(.told)))
        #expect(table([[0, 5], [6, 70]]).hidden.isEmpty)
    }

    @Test func `cannot be had by subtracting from a total: another number of the same sum goes with them`() {
        let (counts, _, hidden) = table([[3, 50, 60], [40, 55, 65], [70, 80, 90]])
        #expect(hidden.contains(CountID(.maintained, .kind, 0)))
        #expect(hidden.count == 4)
        for line in counts.lines {
            let out = line.all.filter { hidden.contains($0) }
            #expect(out.isEmpty || out.count >= 2)
        }
    }

    @Test func `that are left out together come to 5 at least, or two ones would be known to be ones`() {
        let (counts, _, hidden) = table([[1, 1, 60], [40, 55, 65], [70, 80, 90]])
        for line in counts.lines where !hidden.contains(line.total) {
            let out = line.parts.filter { hidden.contains($0) }
            #expect(out.isEmpty || out.reduce(0) { $0 + counts[$1] } >= Suppression.smallest)
        }
    }

    @Test func `of a group that is left out, no zero says what became of all of it`() {
        // The third row is of three children: with its zeros shown, all three were amended.
        let (counts, ids, hidden) = table([[40, 50], [60, 70], [0, 3]])
        #expect(hidden.contains(CountID(.told, .kind, 2)))
        #expect(hidden.isSuperset(of: ids[2]))
        // Nor does one follow from the sum of its column.
        #expect(Suppression.determined(hidden, in: counts, tight: true).isEmpty)
    }

    @Test func `leave zeros as they are in a group that is shown`() {
        let (_, ids, hidden) = table([[0, 30, 40], [50, 60, 70], [80, 90, 20]])
        #expect(hidden.isEmpty)
        #expect(!hidden.contains(ids[0][0]))
    }

    @Test func `of those who wait are left out with the zeros beside them, when few wait in all`() {
        var counts = Counts()
        let bands = (0..<6).map { CountID(.waiting, .weeksWaiting, Int32($0)) }
        counts.set(bands[3], 3)
        counts.set(CountID(.waiting), 3)
        counts.lines = [Counts.Line(CountID(.waiting), bands)]
        counts.shown = Set(bands + [CountID(.waiting)])
        #expect(Suppression.suppressed(in: counts) == counts.shown)
    }

    @Test func `follow from no sums together either, on random tables`() {
        var random = SeededRandom(seed: 7)
        var hiddenInAll = 0
        for _ in 0..<400 {
            let width = random.pick(2...4)
            let cells = (0..<random.pick(1...7)).map { _ in
                (0..<width).map { _ in random.oneIn(3) ? random.pick(0...4) : random.pick(0...60) }
            }
            let (counts, ids, hidden) = table(cells)
            hiddenInAll += hidden.count
            #expect(Suppression.determined(hidden, in: counts).isEmpty, "\(cells)")
            for id in ids.joined() where (1...4).contains(counts[id]) { #expect(hidden.contains(id)) }
            for line in counts.lines where line.tellsWhatBecame && hidden.contains(line.total) {
                #expect(line.parts.allSatisfy { counts[$0] > 0 || hidden.contains($0) }, "\(cells)")
            }
        }
        #expect(hiddenInAll > 400)
    }

    @Test func `are found out by the auditor where each sum lacks two and yet one follows`() {
        // Two squares of hidden cells, joined by one cell that both sums together give away.
        var cells = Array(repeating: [30, 30, 30, 30], count: 4)
        cells[0][0] = 7
        let (counts, ids, _) = table(cells)
        var hidden: Set<CountID> = []
        for (row, column) in [(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2)] {
            hidden.insert(ids[row][column])
        }
        #expect(Suppression.determined(hidden, in: counts) == [ids[1][2]])
    }

    @Test func `hide the share that is made of them`() throws {
        var rows: [ReviewRow] = []
        for number in 0..<60 {
            // Three are late: the share would tell.
            rows.append(review(of: "B-\(number)", held: "2024-11-01", told: number < 3 ? "2025-01-01" : "2024-11-20"))
        }
        let publication = Publication(
            ReadModel.About(council: "bromley", isRehearsal: false, today: day("2025-08-31")),
            try published.get(), try counted(rows))
        #expect(publication.count(CountID(.recordedLate)) == nil)
        #expect(publication.share(CountID(.recordedInTime), of: CountID(.recorded)) == nil)
        #expect(publication.text(.share(CountID(.recordedInTime), of: CountID(.recorded))) == "c")
        #expect(Suppression.determined(publication.suppressed, in: publication.counts).isEmpty)
    }
}
