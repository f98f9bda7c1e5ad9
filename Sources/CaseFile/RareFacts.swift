import Contracts

/// What few files have: behind one pointer, so that the many that have none of it pay eight bytes for all of it.
@dynamicMemberLookup
struct RareFacts: Sendable {
    // An array of at most one is such a pointer, and copied only when two files hold it and one changes.
    private var held: [Contents] = []

    /// All of it.
    struct Contents {
        /// The versions of the plan that were recorded and stand.
        var versions: [RecordedVersion] = []
        /// Reports that do not stand although they have not been read yet: their correction came first.
        var overtaken: [CaseFile.Overtaken] = []
        /// The messages that somebody asked to be sent again.
        var resends: [Resend] = []
        /// The messages that somebody looked through before they left, by the reports that say so.
        var looked: [SubmissionKey: ConclusionID] = [:]
        /// The audits that were recorded.
        var audits: [RecordedAudit] = []
        /// What the family answered to amendment notices, and what became of it.
        var amendments = AmendmentWords()
        /// The papers that were withdrawn, by the reports that say so.
        var withdrawn: [SubmissionKey: DocumentWithdrawn] = [:]
        /// What was asked, said and answered of the council's service, word for word, by the reports that say so.
        var words: [SubmissionKey: EventData] = [:]
        /// The letters that were ordered from a supplier, by the reports that say so.
        var orders: [SubmissionKey: FormatOrdered] = [:]
        /// The letters that went to their contacts as a supplier made them, by the reports that say so.
        var supplies: [SubmissionKey: FormatSupplied] = [:]
        /// The messages that carry a copy which was made for an embosser here, or left with one.
        var embossed: [ConclusionID] = []
        /// The moves of which the letter has left for everybody who was to be told at the time.
        var transfersTold: [Fact] = []

        fileprivate var isEmpty: Bool {
            versions.isEmpty && overtaken.isEmpty && resends.isEmpty && audits.isEmpty
                && amendments.isEmpty && withdrawn.isEmpty && words.isEmpty && orders.isEmpty && supplies.isEmpty
                && embossed.isEmpty && transfersTold.isEmpty && looked.isEmpty
        }
    }

    subscript<Value>(dynamicMember field: KeyPath<Contents, Value>) -> Value {
        (held.first ?? Contents())[keyPath: field]
    }

    /// Changes one of them where it stands: of thousands nothing is copied to add one.
    mutating func change<Value>(_ field: WritableKeyPath<Contents, Value>, _ body: (inout Value) -> Void) {
        if held.isEmpty { held.append(Contents()) }
        body(&held[0][keyPath: field])
        // Empty, it takes no room.
        if held[0].isEmpty { held = [] }
    }
}
