import Statute

/// A part of the table of rules, as its ids begin.
struct RuleSection {
    /// Its heading.
    let title: String
    private let prefixes: Set<String>

    private init(_ title: String, _ prefixes: Set<String>) {
        self.title = title
        self.prefixes = prefixes
    }

    /// The parts, in the order of the table.
    static let all = [
        RuleSection("The cycle", ["CYC"]),
        RuleSection("Before and at the meeting", ["MTG", "ADJ"]),
        RuleSection("After the meeting", ["REP", "DEC", "AMD"]),
        RuleSection("Transfer between phases", ["PH"]),
        RuleSection("Ceasing", ["CEASE"]),
        RuleSection("Re-assessment", ["REA"]),
        RuleSection("Moving to another council’s area", ["MOV"]),
        RuleSection("Direct payments, custody, health advice, and the pandemic of 2020", ["DP", "CUS", "HEA", "COV"]),
        RuleSection("Who holds the rights", ["AGE"]),
        RuleSection("Appeal and mediation", ["APP", "MED", "UT"]),
        RuleSection("What the Tribunal orders", ["TRI"]),
        RuleSection("What happens to personal data", ["INF"]),
        RuleSection("The council’s own policy", ["POL"]),
    ].filter { !$0.rules.isEmpty }

    /// Its rules, in the order of the table.
    var rules: [Rule] {
        Statute.table.filter { rule in
            prefixes.contains(rule.id.rawValue.split(separator: "-").first.map(String.init) ?? "")
        }
    }
}

/// The law as it stood from a day on.
struct RuleSet {
    let since: Day
    let words: String

    /// The sets, the oldest first.
    static let all = [
        RuleSet(
            since: LegalDay.act,
            words: "Children and Families Act 2014, Part 3, and the SEND Regulations 2014 (SI 2014/1530)"),
        RuleSet(
            since: LegalDay.custody,
            words: "custody (SI 2015/62), and appeals that are not opposed (SI 2015/359, reg 8)"),
        RuleSet(since: LegalDay.dataProtection, words: "the General Data Protection Regulation, now the UK GDPR"),
        RuleSet(since: LegalDay.pandemic, words: "the excuse of the pandemic (SI 2020/471), until 25 September 2020"),
        RuleSet(
            since: LegalDay.devon,
            words: "R (L, M and P) v Devon CC [2022] EWHC 493 (Admin): notice in four weeks, final plan in twelve"),
    ]

    /// The rules that came with it.
    var rules: [Rule] { Statute.table.filter { $0.since == since } }
}
