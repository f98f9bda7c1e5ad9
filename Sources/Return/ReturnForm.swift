public import Statute

// What is not obvious here:
//
// - The DfE's own guides, specification and validation rules could not be read. The form is what public code that reads real
//   returns shows of it (MastodonC/witan.sen2 at 3ddb8c3, data-to-insight/patch); what that leaves open stands in `unknowns`,
//   and is said with every return. Nothing of the form is guessed.
// - All items of a review are those of one review: the latest of which anything is known on the census day. A decision of an
//   earlier review beside a later meeting would turn every lag between the two negative.

/// A year of the DfE's SEN2 person-level collection, as far as its form is known.
public enum ReturnForm: Int, CaseIterable, Sendable {
    case of2024 = 2024
    case of2025 = 2025
    case of2026 = 2026

    /// The day as at which plans are returned.
    public var censusDay: Day {
        switch self {
        case .of2024: Day(number: 19_740)  // 2024-01-18
        case .of2025: Day(number: 20_104)  // 2025-01-16
        case .of2026: Day(number: 20_468)  // 2026-01-15
        }
    }

    /// The calendar year before the census, of which ended plans are returned.
    public var yearBefore: Int { rawValue - 1 }

    /// Whether that item is part of the form.
    public func asks(_ item: ReturnItem) -> Bool { item.since <= rawValue }

    /// Whether the items that came in 2025 must be given; in 2025 they were voluntary.
    public var demandsItemsOf2025: Bool { self == .of2026 }

    /// What is not known of the form, each in a sentence.
    public static let unknowns = [
        "The name of the XML's outermost element, the order of the elements, and whether an empty one may be left out: no sample "
            + "file is public. Written are Message, the order of the public reading programs, and no empty elements.",
        "Four names, which those programs write otherwise than the Blade columns (PlanWPB, WPB, SENSetting, PostCode): written "
            + "are the columns' own.",
        "Which review's items are wanted where a later review has met and is not decided: given are those of the latest.",
        "Which ended plans are wanted: given are those that ended from 1 January of the year before the census to the census day.",
        "Which transfer PhaseTransferDueDate is about, and whether its day is the last in time or the day after: given is the "
            + "transfer that is due next, where its day lies in the census year or the year before, and the day of the "
            + "regulation (15 February, 31 March), before which the plan must be made.",
        "The codes of RequestOutcome, AssessmentOutcome and UPNunknown, and how Blade files write yes and no: they are passed on "
            + "as the council's own file has them.",
        "The DfE's validation rules, and the items that a council gives of itself (DMO, DCO, DSCO): the checks are those of "
            + "public programs and of this one.",
        "The form for 2027 and later years.",
    ]
}
