/// Something found of what a person says.
public typealias Finding = Coded<FindingCode>

extension FindingCode: WordCode {}

extension Coded where Code == FindingCode {
    /// How weighty it is.
    public var severity: FindingCode.Severity { code.severity }

    // MARK: In the log

    /// As it stands in the log: the code, and its values behind a bar each.
    public var line: String { ([code.rawValue] + values).joined(separator: Finding.bar) }

    /// What such a line says; nil when it is none that this version knows.
    public init?(line: String) {
        let parts = line.split(separator: Finding.bar, omittingEmptySubsequences: false).map(String.init)
        guard let code = parts.first.flatMap(FindingCode.init) else { return nil }
        self.init(code, values: Array(parts.dropFirst()))
    }

    private static var bar: String { "|" }

    /// What such a line says in words; the line itself when a newer version wrote it.
    public static func sentence(_ line: String, in words: ModelWords) -> String {
        Finding(line: line)?.sentence(in: words) ?? line
    }
}

extension [Finding] {
    /// Those that refuse.
    public var refusals: [Finding] { filter { $0.severity == .refuses } }
    /// Those that a manager, or the deputy whom they named, may pass.
    public var held: [Finding] { filter { $0.severity == .holds } }
    /// Those that stop nothing.
    public var remarks: [Finding] { filter { $0.severity == .asks || $0.severity == .notes } }
}
