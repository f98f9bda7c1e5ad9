import Contracts
public import JSON

/// Why bytes are no plan, and what to do.
public struct PlanError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Each fault with its place, in the order of the plan.
    public let faults: [String]

    init(_ faults: [String]) { self.faults = faults }

    /// The first faults, and how many there are besides.
    public var description: String {
        let shown = faults.prefix(PlanError.mostShown).joined(separator: "; ")
        let more = faults.count - PlanError.mostShown
        return more > 0 ? "\(shown); and \(more) more" : shown
    }

    /// How many faults a description names.
    static let mostShown = 8
}

extension Plan {
    /// The largest plan that is read, in bytes: it is one document.
    public static let mostBytes = Bounds.document
    /// The most items of one plan.
    public static let mostItems = 1_000
    /// The most that one item belongs to.
    public static let mostLinks = 64
    /// The longest text of an item or a section, in bytes.
    public static let longestText = 256 << 10

    /// Reads a plan and holds it to its form. Fields that its form does not have are refused and not skipped: skipped, they
    /// would be lost when it is written again.
    public init(reading bytes: [UInt8]) throws(PlanError) {
        guard bytes.count <= Plan.mostBytes else {
            throw PlanError(["it has \(bytes.count) bytes, and a plan at most \(Plan.mostBytes)"])
        }
        do throws(JSONError) {
            self = try bytes.withUnsafeBufferPointer { bytes throws(JSONError) in
                var reader = try JSONReader(UnsafeRawBufferPointer(bytes))
                let plan = try Plan(reading: &reader)
                try reader.end()
                guard reader.unknownFields == 0 else {
                    throw JSONError(
                        .expected(
                            "no fields but those of the form \(plan.form.rawValue): \(reader.unknownFields) are unknown, and "
                                + "would be lost"), offset: 0)
                }
                return plan
            }
        } catch {
            throw PlanError(["\(error)"])
        }
        let faults = faults
        guard faults.isEmpty else { throw PlanError(faults) }
    }

    /// Its bytes as they are kept: the same plan has the same bytes.
    public func written() throws(JSONError) -> [UInt8] { try json() }

    /// Its bytes for whoever edits them: one field on a line.
    public func laidOut() throws(JSONError) -> [UInt8] { Array(JSONLayout.indented(try json()).utf8) }

    /// What is wrong with it, each with its place; empty when nothing is.
    public var faults: [String] {
        var faults: [String] = []
        if !why.isReadable { faults.append("why: say why this version was made") }
        if sections.isEmpty { faults.append("sections: it has none") }
        var previous: PlanSection?
        for section in sections {
            let order = PlanSection.allCases
            if let previous, let before = order.firstIndex(of: previous),
                let own = order.firstIndex(of: section.section),
                own <= before
            {
                faults.append(
                    "section \(section.section.rawValue): it stands after section \(previous.rawValue); each stands once, in "
                        + "the order of the law")
            }
            previous = section.section
            faults += Plan.faults(of: section)
        }
        let items = items
        if items.count > Plan.mostItems {
            faults.append("sections: it has \(items.count) items, and a plan at most \(Plan.mostItems)")
        }
        var sectionOf: [PlanItemID: PlanSection] = [:]
        for (section, item) in items {
            if let other = sectionOf.updateValue(section, forKey: item.id) {
                faults.append(
                    "section \(section.rawValue), item \(item.id): section \(other.rawValue) has an item of that id; each id "
                        + "stands once in a plan")
            }
        }
        for (section, item) in items {
            for (name, links, kind) in [
                ("needs", item.needs, Plan.Item.Kind.need), ("outcomes", item.outcomes, .outcome),
            ] {
                for link in links ?? [] where sectionOf[link]?.items != kind {
                    faults.append(
                        "section \(section.rawValue), item \(item.id), \(name): the plan has no "
                            + "\(kind == .need ? "need" : "outcome") \(link)")
                }
            }
        }
        return faults
    }

    private static func faults(of section: Section) -> [String] {
        var faults: [String] = []
        let place = "section \(section.section.rawValue)"
        if let text = section.text, !text.isReadable { faults.append("\(place): its text is empty; leave it out") }
        if (section.text?.utf8.count ?? 0) > longestText {
            faults.append("\(place): its text is longer than \(longestText) bytes")
        }
        guard let items = section.items else { return faults }
        guard let kind = section.section.items else {
            faults.append("\(place): it is one text and has no items; write them as its text")
            return faults
        }
        if items.isEmpty { faults.append("\(place): its list of items is empty; leave it out") }
        for item in items { faults += self.faults(of: item, kind).map { "\(place), item \(item.id): \($0)" } }
        return faults
    }

    private static func faults(of item: Plan.Item, _ kind: Plan.Item.Kind) -> [String] {
        var faults: [String] = []
        if !item.text.isReadable { faults.append("text: nothing in it can be read") }
        for (name, text) in [
            ("text", item.text), ("under", item.under ?? ""), ("baseline", item.baseline ?? ""),
            ("target", item.target ?? ""), ("who", item.who ?? ""),
        ] where text.utf8.count > longestText {
            faults.append("\(name): it is longer than \(longestText) bytes")
        }
        for (name, links) in [("needs", item.needs), ("outcomes", item.outcomes)] {
            guard let links else { continue }
            if links.isEmpty { faults.append("\(name): the list is empty; leave it out") }
            if links.count > mostLinks { faults.append("\(name): more than \(mostLinks)") }
            if Set(links).count < links.count { faults.append("\(name): one is named twice") }
        }
        if let amount = item.amount, amount.minutes == 0 || amount.times == 0 {
            faults.append("amount: minutes and times are at least 1")
        }
        if item.group == 0 { faults.append("group: at least 1") }
        let given: [(String, Bool, [Plan.Item.Kind])] = [
            ("needs", item.needs != nil, [.outcome, .provision]), ("outcomes", item.outcomes != nil, [.provision]),
            ("baseline", item.baseline != nil, [.outcome]), ("target", item.target != nil, [.outcome]),
            ("day", item.day != nil, [.outcome, .advice]), ("who", item.who != nil, [.provision, .advice]),
            ("amount", item.amount != nil, [.provision]), ("group", item.group != nil, [.provision]),
        ]
        for (name, isGiven, kinds) in given where isGiven && !kinds.contains(kind) {
            faults.append("\(name): it does not belong to \(kind.words)")
        }
        return faults
    }
}

extension Plan.Item.Kind {
    /// "a need".
    public var words: String {
        switch self {
        case .need: "a need"
        case .outcome: "an outcome"
        case .provision: "a provision"
        case .advice: "a piece of advice"
        }
    }
}

extension Plan {
    /// Its JSON Schema (2020-12), laid out for people. What a schema cannot say, such as that a link leads to an item, is
    /// what `faults` finds.
    public static func schemaText() throws(JSONError) -> String {
        JSONLayout.indented(try jsonSchema(id: schema, title: "A plan in sections A to K, with items that have ids"))
    }
}
