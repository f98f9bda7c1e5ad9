import Casework
import Contracts
import JSON
import Statute

/// Something to do, for programs.
struct StepRecord: Fields {
    var review: UInt8 = 0
    var code = ""
    var values: [String] = []
    var who = Contracts.Party.coordinator
    var what = ""
    var by: Day?
    var daysLeft: Int?
    var because = CodedRecord()
    var familyWaits = false
    var owner: ActorID?
    var also: [CodedRecord] = []

    init() {}

    init(_ step: NextStep, on day: Day, in words: ModelWords) {
        review = step.review
        code = step.code.rawValue
        values = step.what.values
        who = step.who
        what = step.what.text(in: words)
        by = step.by
        daysLeft = step.by.map { $0 - day }
        because = CodedRecord(step.because, in: words)
        familyWaits = step.keepsFamilyWaiting
        owner = step.owner
        also = step.also.map { CodedRecord($0, in: words) }
    }

    mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("review", &review, "The review; 0 when it is about the case.")
        try visitor.field("code", &code, "What to do, by its code; docs/steps.md lists them.")
        try visitor.field("values", &values, "The values of its words, in their order.")
        try visitor.field("who", &who, "Who does it.")
        try visitor.field("what", &what, "What to do, in words, which may change.")
        try visitor.optional("by", &by, "The last day for it in time.")
        try visitor.optional("days_left", &daysLeft, "Days until then; negative after it.")
        try visitor.field("because", &because, "Why, with the rule behind it.")
        try visitor.field("family_waits", &familyWaits, "Whether a family waits past its day to be told.")
        try visitor.optional(
            "owner", &owner, "Of what one officer is named for, who; absent: whoever holds the case.")
        try visitor.field("also", &also, "What else should be seen.")
    }
}
