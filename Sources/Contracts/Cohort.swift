public import JSON

/// By what a case is broken down in figures, of what only the return asks: the value of a record of `cohorts`, keyed by case.
/// No name, no number, no postcode, and of the ethnicity only its group. Erased by a tombstone.
public struct Cohort: Fields, Sendable, Equatable {
    /// The sex, as SEN2 writes it.
    public var sex: Sex?
    /// The group of the ethnicity.
    public var ethnicity: EthnicGroup?
    /// The primary type of need, as the plan was recorded.
    public var need: Need = .notRecorded

    public init() {}

    /// What figures need of what the return asks of a child, and of nothing else.
    public init(_ child: ChildReturn, need: Need) {
        sex = child.sex
        ethnicity = child.ethnicity.map(EthnicGroup.init)
        self.need = need
    }

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.optional("sex", &sex, "The sex, F or M.")
        try visitor.optional("ethnicity", &ethnicity, "The group of the ethnicity.")
        try visitor.field("need", &need, "The primary type of need.")
    }
}

/// The main groups of ethnicity in the DfE's statistics, by the first letter of its codes (*Complete the school census:
/// data items*, ethnicity): the codes of a group all begin alike, main and extended.
public enum EthnicGroup: String, CaseIterable, Sendable, TextValue {
    case asian, black, chinese, mixed, white
    /// Any other ethnic group.
    case other
    /// The family did not wish to say, or nobody has asked.
    case notSaid = "not-said"

    /// The group of that code. Codes that belong to none of the lists stand with what is not said.
    public init(_ code: EthnicityCode) {
        switch code.text {
        case "REFU", "NOBT": self = .notSaid
        default:
            switch code.text.utf8.first {
            case UInt8(ascii: "A"): self = .asian
            case UInt8(ascii: "B"): self = .black
            case UInt8(ascii: "C"): self = .chinese
            case UInt8(ascii: "M"): self = .mixed
            case UInt8(ascii: "W"): self = .white
            case UInt8(ascii: "O"): self = .other
            default: self = .notSaid
            }
        }
    }
}
