import Contracts

/// What few files have: behind one pointer, so that the many that have none of it pay eight bytes for all of it.
struct RareFacts: Sendable {
    // An array of at most one is such a pointer, and copied only when two files hold it and one changes.
    private var held: [Contents] = []

    private struct Contents {
        var versions: [RecordedVersion] = []
        var overtaken: [CaseFile.Overtaken] = []
        var resends: [Resend] = []
        var audits: [RecordedAudit] = []
        var amendments = AmendmentWords()
        var withdrawn: [SubmissionKey: DocumentWithdrawn] = [:]
        var orders: [SubmissionKey: FormatOrdered] = [:]
        var supplies: [SubmissionKey: FormatSupplied] = [:]
        var embossed: [ConclusionID] = []

        var isEmpty: Bool {
            versions.isEmpty && overtaken.isEmpty && resends.isEmpty && audits.isEmpty
                && amendments.isEmpty && withdrawn.isEmpty && orders.isEmpty && supplies.isEmpty && embossed.isEmpty
        }
    }

    /// The versions of the plan that were recorded and stand.
    var versions: [RecordedVersion] {
        get { held.first?.versions ?? [] }
        set { change(\.versions, newValue) }
    }

    /// Reports that do not stand although they have not been read yet: their correction came first.
    var overtaken: [CaseFile.Overtaken] {
        get { held.first?.overtaken ?? [] }
        set { change(\.overtaken, newValue) }
    }

    /// The audits that were recorded.
    var audits: [RecordedAudit] {
        get { held.first?.audits ?? [] }
        set { change(\.audits, newValue) }
    }

    /// The messages that somebody asked to be sent again.
    var resends: [Resend] {
        get { held.first?.resends ?? [] }
        set { change(\.resends, newValue) }
    }

    /// What the family answered to amendment notices, and what became of it.
    var amendments: AmendmentWords {
        get { held.first?.amendments ?? AmendmentWords() }
        set { change(\.amendments, newValue) }
    }

    /// The papers that were withdrawn, by the reports that say so.
    var withdrawn: [SubmissionKey: DocumentWithdrawn] {
        get { held.first?.withdrawn ?? [:] }
        set { change(\.withdrawn, newValue) }
    }

    /// The letters that were ordered from a supplier, by the reports that say so.
    var orders: [SubmissionKey: FormatOrdered] {
        get { held.first?.orders ?? [:] }
        set { change(\.orders, newValue) }
    }

    /// The letters that went to their contacts as a supplier made them, by the reports that say so.
    var supplies: [SubmissionKey: FormatSupplied] {
        get { held.first?.supplies ?? [:] }
        set { change(\.supplies, newValue) }
    }

    /// The messages that carry a copy which was made for an embosser here.
    var embossed: [ConclusionID] {
        get { held.first?.embossed ?? [] }
        set { change(\.embossed, newValue) }
    }

    private mutating func change<Value>(_ field: WritableKeyPath<Contents, Value>, _ value: Value) {
        var contents = held.first ?? Contents()
        contents[keyPath: field] = value
        // Empty, it takes no room.
        held = contents.isEmpty ? [] : [contents]
    }
}
