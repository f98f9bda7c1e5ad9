import Metrics
import Contracts
public import JSON
public import Statute

/// One figure, as the topic `metrics` tells others; small numbers are left out.
public struct FigureRecord: Fields, Sendable {
    /// The figure.
    public var figure = ""
    /// What it is called.
    public var title = ""
    /// What is counted of what.
    public var definition = ""
    /// The rule or publication that it follows.
    public var source = ""
    /// Whether it is about invented children.
    public var rehearsal = false
    /// The first day of the period.
    public var from = Day(number: 0)
    /// Its last day.
    public var to = Day(number: 0)
    /// Those that meet it; absent when it is left out.
    public var numerator: Int?
    /// All of them; absent when it is left out.
    public var denominator: Int?
    /// The share in tenths of a per cent: 444 is 44.4%.
    public var permille: Int?

    public init() {}

    public mutating func fields<V: FieldVisitor & ~Copyable>(_ visitor: inout V) throws(JSONError) {
        try visitor.field("figure", &figure, "The figure.")
        try visitor.field("title", &title, "What it is called.")
        try visitor.field("definition", &definition, "What is counted of what.")
        try visitor.field("source", &source, "The rule or publication that it follows.")
        try visitor.field("rehearsal", &rehearsal, "Whether it is about invented children.")
        try visitor.field("from", &from, "The first day of the period.")
        try visitor.field("to", &to, "The last day of the period: what happened later has not happened.")
        try visitor.optional("numerator", &numerator, "Those that meet it; absent when it is left out as small.")
        try visitor.optional("denominator", &denominator, "All of them; absent when it is left out as small.")
        try visitor.optional("permille", &permille, "The share in tenths of a per cent: 444 is 44.4%.")
    }

    /// The kind of event on `metrics`.
    public static let type = "annual-review.figure.v1"
    /// The `$id` of its schema.
    public static let schema = "urn:annual-review:schema:figure:1"

    static func event(of figure: Figure, in publication: Publication) -> CloudEvent<FigureRecord> {
        var record = FigureRecord()
        record.figure = figure.id
        record.title = figure.title
        record.definition = figure.definition
        record.source = figure.source
        record.rehearsal = publication.about.isRehearsal
        record.from = publication.window.from
        record.to = publication.window.asAt
        record.numerator = publication.count(figure.numerator)
        record.denominator = publication.count(figure.denominator)
        record.permille = publication.share(figure.numerator, of: figure.denominator)
        return CloudEvent(
            id: "\(figure.id)/\(publication.window.asAt)",
            source: CloudEvents.source(council: publication.about.council), type: type, on: publication.window.asAt,
            subject: nil, dataschema: schema, data: record)
    }
}
