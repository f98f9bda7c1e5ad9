public import Contracts
public import Statute

/// What changed from one version of a plan to another, section by section and item by item. Items are the same when they
/// have the same id.
public struct PlanDifference: Hashable, Sendable {
    /// A section in which something changed.
    public struct Section: Hashable, Sendable {
        /// Which.
        public let section: PlanSection
        /// What changed in the text beside its items; nil when nothing did.
        public let text: TextDifference?
        /// What changed in its items, in the order of the later version; what was removed stands where it stood.
        public let items: [ItemChange]
    }

    /// What became of an item.
    public enum ItemChange: Hashable, Sendable {
        case added(Plan.Item)
        case removed(Plan.Item)
        case changed(ChangedItem)
        /// It stands in another section now, as it was or changed too.
        case moved(from: PlanSection, ChangedItem)
    }

    /// An item that both versions have.
    public struct ChangedItem: Hashable, Sendable {
        /// Its id.
        public let id: PlanItemID
        /// Its text.
        public let text: TextDifference
        /// What changed in what stands beside its text.
        public let fields: [FieldChange]
    }

    /// A field beside an item's text.
    public struct FieldChange: Hashable, Sendable {
        /// What it is, in words: "How much".
        public let name: String
        /// What stood there; nil for nothing.
        public let old: String?
        /// What stands there now; nil for nothing.
        public let new: String?
    }

    /// The day of the earlier version.
    public let earlier: Day
    /// The day of the later version.
    public let later: Day
    /// Why the later version was made, in its own words.
    public let why: String
    /// What changed on the cover page; nil when nothing did.
    public let front: TextDifference?
    /// The sections in which something changed, in the order of the law.
    public let sections: [Section]

    /// Whether both versions say the same.
    public var isEmpty: Bool { front == nil && sections.isEmpty }

    public init(from old: Plan, to new: Plan) {
        earlier = old.made
        later = new.made
        why = new.why
        front = PlanDifference.change(old.front, new.front)
        var before: [PlanItemID: (section: PlanSection, item: Plan.Item)] = [:]
        for (section, item) in old.items { before[item.id] = (section, item) }
        let kept = Set(new.items.map(\.item.id))
        sections = PlanSection.allCases.compactMap { section in
            let (was, now) = (old[section], new[section])
            var items: [ItemChange] = []
            // What was removed is told before the first later item that stood behind it.
            var gone = (was?.items ?? []).enumerated().filter { !kept.contains($0.element.id) }
            let places = Dictionary(
                (was?.items ?? []).enumerated().map { ($0.element.id, $0.offset) },
                uniquingKeysWith: { first, _ in first })
            for item in now?.items ?? [] {
                if let place = places[item.id] {
                    items += gone.filter { $0.offset < place }.map { .removed($0.element) }
                    gone.removeAll { $0.offset < place }
                }
                guard let (from, earlier) = before[item.id] else {
                    items.append(.added(item))
                    continue
                }
                let changed = ChangedItem(
                    id: item.id, text: TextDifference(from: earlier.text, to: item.text),
                    fields: PlanDifference.fields(from: earlier, to: item))
                if from != section {
                    items.append(.moved(from: from, changed))
                } else if !changed.text.isEmpty || !changed.fields.isEmpty {
                    items.append(.changed(changed))
                }
            }
            items += gone.map { .removed($0.element) }
            let text = PlanDifference.change(was?.text, now?.text)
            return text == nil && items.isEmpty ? nil : Section(section: section, text: text, items: items)
        }
    }

    private static func change(_ old: String?, _ new: String?) -> TextDifference? {
        guard old != new else { return nil }
        return TextDifference(from: old ?? "", to: new ?? "")
    }

    private static func fields(from old: Plan.Item, to new: Plan.Item) -> [FieldChange] {
        zip(old.facts, new.facts).compactMap { old, new in
            old.value == new.value ? nil : FieldChange(name: old.name, old: old.value, new: new.value)
        }
    }
}

extension Plan.Item {
    /// What stands beside its text, each by its name in words, in one order; nil for what is not given.
    var facts: [(name: String, value: String?)] {
        func list(_ ids: [PlanItemID]?) -> String? { ids.map { $0.map(\.text).joined(separator: ", ") } }
        return [
            ("Heading", under), ("Baseline", baseline), ("Target", target), ("Day", day?.inWords), ("Who", who),
            ("How much", amount?.words), ("Group", group.map { $0 == 1 ? "alone" : "at most \($0)" }),
            ("For the needs", list(needs)), ("For the outcomes", list(outcomes)),
        ]
    }
}
