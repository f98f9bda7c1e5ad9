/// How far two people who graded the same cases without knowing of each other agree beyond chance: Cohen's kappa
/// (J. Cohen, Educational and Psychological Measurement 20 (1960), 37 to 46).
public struct Agreement: Equatable, Sendable {
    /// How many cases both graded.
    public let cases: Int
    /// Of how many both gave the same grade.
    public let same: Int
    /// 1 where they always agree, 0 where no more than by chance, less where they disagree by more than chance. Nil of no case,
    /// and where both gave one and the same grade to all: then there is nothing to tell agreement from chance by.
    public let kappa: Double?

    /// Of the two grades of each case.
    public init<Grade: Hashable>(_ pairs: [(Grade, Grade)]) {
        cases = pairs.count
        same = pairs.count { $0.0 == $0.1 }
        guard !pairs.isEmpty else {
            kappa = nil
            return
        }
        var first: [Grade: Int] = [:]
        var second: [Grade: Int] = [:]
        for pair in pairs {
            first[pair.0, default: 0] += 1
            second[pair.1, default: 0] += 1
        }
        let count = Double(pairs.count)
        let byChance = first.reduce(0.0) { $0 + Double($1.value) * Double(second[$1.key] ?? 0) } / (count * count)
        let observed = Double(same) / count
        kappa = byChance < 1 ? (observed - byChance) / (1 - byChance) : nil
    }
}
