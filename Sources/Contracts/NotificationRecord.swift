public import JSON
public import Statute

/// What a party is told, as the topic `notifications` tells others: a projection of what `case-files` holds.
public struct NotificationRecord: Fields, Sendable {
    /// The case.
    public var `case` = NotificationRecord.noCase
    /// The number of the review; 0 when it is about none.
    public var review: UInt8 = 0
    /// What the party is told.
    public var told = Subject.tellReviewDue
    /// Of what is told that it was not recorded.
    public var about: Subject?
    /// Who is told: a party, or in what capacity a contact is.
    public var party = Party.parent
    /// Which of the child's contacts, by number.
    public var contact: UInt8?
    /// The day that it rests on: of a reminder, the last day.
    public var day: Day?
    /// The submission that it rests on: of a decision's letter, the decision's; of an invitation, the report by which it
    /// became news.
    public var submission: SubmissionReference?
    /// The letter that it carries.
    public var document: DocumentHash?
    /// Of a request: the last day on which it is worth saying; of an invitation, the meeting.
    public var until: Day?
    /// Of what was sent: by which way.
    public var channel: ChannelName?
    /// Of what failed: why.
    public var why: DeliveryFailure?
    /// Of what came back or did not arrive: what the channel says.
    public var returned: ReturnReason?
    /// The partition of `case-files` that holds the entry.
    public var partition: Int32 = 0
    /// The offset in that partition.
    public var offset: Int64 = 0

    // A value to read into; no case can have it, as reading demands the field.
    private static let noCase = CaseID(unchecked: "-")

    public init() {}

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("case", &`case`, "The case.")
        try visitor.field("review", &review, "The number of the review within the case; 0 when it is about none.")
        try visitor.field("told", &told, "What the party is told.")
        try visitor.optional("about", &about, "Of what the party is told that it was not recorded.")
        try visitor.field("party", &party, "Who is told: a party, or in what capacity a contact is.")
        try visitor.optional("contact", &contact, "Which of the child's contacts, by number.")
        try visitor.optional(
            "day", &day, "The day that it rests on: of a reminder, the last day.")
        try visitor.optional(
            "submission", &submission, "The submission that it rests on, by the first eight bytes of its key.")
        try visitor.optional("document", &document, "The letter that it carries.")
        try visitor.optional(
            "until", &until, "Of a request: the last day on which it is worth saying; of an invitation, the meeting.")
        try visitor.optional("channel", &channel, "Of what was sent: by which way.")
        try visitor.optional("why", &why, "Of what failed: why.")
        try visitor.optional("returned", &returned, "Of what came back or did not arrive: what the channel says.")
        try visitor.field("partition", &partition, "The partition of case-files that holds the entry.")
        try visitor.field("offset", &offset, "The offset in that partition.")
    }

    /// The kinds of event on `notifications`, by CloudEvents' `type`.
    public enum Kind: String, CaseIterable, Sendable {
        case requested = "annual-review.notification-requested.v1"
        case sent = "annual-review.notification-sent.v1"
        case failed = "annual-review.notification-failed.v1"
        case returned = "annual-review.notification-returned.v1"

        /// What it means.
        public var meaning: String {
            switch self {
            case .requested: "A party ought to be told."
            case .sent: "It left. For a decision's letter to the family, this is the day they were told."
            case .failed: "It could not be sent; somebody must act."
            case .returned:
                "It had left, and came back or did not arrive; who was told stays told, and somebody must act."
            }
        }
    }

    /// The `$id` of its schema.
    public static let schema = "urn:annual-review:schema:notification:1"

    /// What others are told of an event that was accepted; nil when it is none of a message, or a claim, which is
    /// nobody else's business. `contactIs` says whether a contact that is told is a parent or the young person, and
    /// `document` is that of the message's request.
    public static func record(
        of event: Event, in id: CaseID, on recorded: Day, council: String, partition: Int32, offset: Int64,
        contactIs party: Party = .parent, document: DocumentHash? = nil
    ) -> CloudEvent<NotificationRecord>? {
        guard case .conclusion(let conclusion) = event.id, conclusion.subject.isMessage,
            let addressee = conclusion.addressee
        else { return nil }
        var data = NotificationRecord()
        data.document = document
        let kind: Kind
        switch event.data {
        case .notificationRequested(let request):
            kind = .requested
            data.document = request.document
            data.until = request.until
        case .notificationSent(let sent):
            kind = .sent
            data.channel = sent.channel
        case .notificationFailed(let failed):
            kind = .failed
            data.why = failed.why
        case .notificationReturned(let returned):
            kind = .returned
            data.returned = returned.why
        default: return nil
        }
        data.case = id
        data.review = conclusion.review
        data.told = conclusion.subject
        data.about = conclusion.about
        switch addressee {
        case .party(let named): data.party = named
        case .contact(let number):
            data.party = party
            data.contact = number
        }
        data.day = conclusion.day
        if case .submission(let reference) = conclusion.fact { data.submission = SubmissionReference(reference) }
        data.partition = partition
        data.offset = offset
        return CloudEvent(
            id: "\(id)/\(conclusion)", source: CloudEvents.source(council: council), type: kind.rawValue,
            on: event.happened ?? recorded, subject: id.text, dataschema: schema, data: data)
    }
}

/// The first eight bytes of a submission's key, by which conclusions name it; 11 characters of base64url.
public struct SubmissionReference: TextValue, Hashable, Sendable {
    /// The eight bytes, big-endian.
    public let number: UInt64

    public init(_ number: UInt64) { self.number = number }

    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard let words: InlineArray<1, UInt64> = Base64URLWords.read(bytes) else { return nil }
        number = words[0]
    }

    public func appendText(to out: inout [UInt8]) { Base64URLWords.append([number], to: &out) }
    public static var textSchema: TextSchema {
        .pattern("^[A-Za-z0-9_-]{11}$", "a submission, by the first eight bytes of its key")
    }
}

extension Subject: TextValue {
    public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) { self.init(word: bytes) }
    public func appendText(to out: inout [UInt8]) { word.withUTF8Buffer { out.append(contentsOf: $0) } }
    public static var textSchema: TextSchema { .values(allCases.map(\.word.description)) }
}
