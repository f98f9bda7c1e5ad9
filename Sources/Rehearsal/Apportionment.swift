/// Whole numbers in given proportions: a sample of a caseload has exactly as many children as it should.
enum Apportionment {
    /// `total` in the proportions of `weights` by the method of the largest remainder. Of equal remainders the first
    /// counts.
    static func shares(of total: Int, by weights: [Double]) -> [Int] {
        let sum = weights.reduce(0, +)
        guard sum > 0, total > 0 else { return weights.map { _ in 0 } }
        let exact = weights.map { $0 / sum * Double(total) }
        var shares = exact.map { Int($0) }
        let order = exact.indices.sorted { left, right in
            let (first, second) = (exact[left] - Double(shares[left]), exact[right] - Double(shares[right]))
            return first == second ? left < right : first > second
        }
        let missing = total - shares.reduce(0, +)
        for index in order.prefix(max(0, missing)) { shares[index] += 1 }
        return shares
    }

    /// Scales `table` until its rows and columns sum to those given (iterative proportional fitting).
    static func fit(_ table: inout [[Double]], rows: [Double], columns: [Double], rounds: Int = 20) {
        for _ in 0..<rounds {
            for row in table.indices {
                let sum = table[row].reduce(0, +)
                guard sum > 0 else { continue }
                for column in table[row].indices { table[row][column] *= rows[row] / sum }
            }
            for column in columns.indices {
                let sum = table.reduce(0) { $0 + $1[column] }
                guard sum > 0 else { continue }
                for row in table.indices { table[row][column] *= columns[column] / sum }
            }
        }
    }

    /// A table of whole numbers near `exact`, whose rows and columns sum exactly to those given. `leaning` raises or
    /// lowers the claim of a cell to what is left after rounding down.
    static func rounded(_ exact: [[Double]], rows: [Int], columns: [Int], leaning: [[Double]]) -> [[Int]] {
        var table = exact.map { $0.map { Int($0) } }
        var rowsLeft = rows
        var columnsLeft = columns
        for row in table.indices {
            for column in table[row].indices {
                // What was fitted may round a hair above a margin.
                let count = max(0, min(table[row][column], rowsLeft[row], columnsLeft[column]))
                table[row][column] = count
                rowsLeft[row] -= count
                columnsLeft[column] -= count
            }
        }
        let cells = table.indices.flatMap { row in columns.indices.map { (row: row, column: $0) } }
        func claim(_ cell: (row: Int, column: Int)) -> Double {
            exact[cell.row][cell.column] - Double(table[cell.row][cell.column]) + leaning[cell.row][cell.column]
        }
        let order = cells.enumerated().map { (place: $0.offset, cell: $0.element, claim: claim($0.element)) }
            .sorted { $0.claim == $1.claim ? $0.place < $1.place : $0.claim > $1.claim }
        // Rows and columns lack the same sum, so passes over the cells in the order of their claims always end.
        while rowsLeft.contains(where: { $0 > 0 }), columnsLeft.contains(where: { $0 > 0 }) {
            for (_, cell, _) in order where rowsLeft[cell.row] > 0 && columnsLeft[cell.column] > 0 {
                table[cell.row][cell.column] += 1
                rowsLeft[cell.row] -= 1
                columnsLeft[cell.column] -= 1
            }
        }
        return table
    }
}
