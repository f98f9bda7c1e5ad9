/// A text beside an earlier one, in pieces: what stayed, what was taken out and what was put in, in the order of reading.
///
/// Kept and removed pieces together are the earlier text, kept and added ones the later, to the last space.
public struct TextDifference: Hashable, Sendable {
    /// One piece.
    public enum Piece: Hashable, Sendable {
        case kept(String)
        case removed(String)
        case added(String)
    }

    /// The pieces.
    public let pieces: [Piece]

    /// The most words of a text that are compared one by one, where both differ in so many; beyond it the whole is taken as
    /// removed and added, which is as true and takes no longer.
    public static let mostWords = 4_000
    /// As few words between two changes are shown as changed too: a change that is read as one is easier to follow.
    static let fewestBetween = 3

    /// Compares word by word.
    public init(from old: String, to new: String) {
        let (before, after) = (TextDifference.tokens(old), TextDifference.tokens(new))
        var start = 0
        while start < before.count, start < after.count, before[start] == after[start] { start += 1 }
        var end = 0
        while end < before.count - start, end < after.count - start,
            before[before.count - 1 - end] == after[after.count - 1 - end]
        { end += 1 }
        let (middle, other) = (before[start..<before.count - end], after[start..<after.count - end])
        var steps = before[..<start].map { Step.kept($0) }
        // A word and the space behind it are two.
        if max(middle.count, other.count) <= 2 * TextDifference.mostWords {
            steps += TextDifference.steps(from: Array(middle), to: Array(other))
        } else {
            steps += middle.map { .removed($0) } + other.map { .added($0) }
        }
        steps += before[(before.count - end)...].map { .kept($0) }
        pieces = TextDifference.joined(steps)
    }

    /// Whether nothing changed.
    public var isEmpty: Bool { pieces.allSatisfy { if case .kept = $0 { true } else { false } } }

    private enum Step {
        case kept(Substring)
        case removed(Substring)
        case added(Substring)
    }

    /// Words, and what stands between them.
    private static func tokens(_ text: String) -> [Substring] {
        var tokens: [Substring] = []
        var rest = text[...]
        while let first = rest.first {
            let end = rest.firstIndex { $0.isWhitespace != first.isWhitespace } ?? rest.endIndex
            tokens.append(rest[..<end])
            rest = rest[end...]
        }
        return tokens
    }

    private static func steps(from old: [Substring], to new: [Substring]) -> [Step] {
        let difference = new.difference(from: old)
        var removed = Set<Int>()
        var added = Set<Int>()
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var steps: [Step] = []
        var (before, after) = (0, 0)
        while before < old.count || after < new.count {
            if before < old.count, removed.contains(before) {
                steps.append(.removed(old[before]))
                before += 1
            } else if after < new.count, added.contains(after) {
                steps.append(.added(new[after]))
                after += 1
            } else {
                if before < old.count { steps.append(.kept(old[before])) }
                before += 1
                after += 1
            }
        }
        return steps
    }

    /// The steps in pieces, each as long as it can be.
    private static func joined(_ steps: [Step]) -> [Piece] {
        var pieces: [Piece] = []
        var (removed, added, between) = ("", "", "")
        var words = 0
        func close() {
            if !removed.isEmpty { pieces.append(.removed(removed)) }
            if !added.isEmpty { pieces.append(.added(added)) }
            (removed, added) = ("", "")
            if !between.isEmpty { pieces.append(.kept(between)) }
            (between, words) = ("", 0)
        }
        for step in steps {
            switch step {
            case .kept(let token):
                between += token
                if !(token.first?.isWhitespace ?? true) { words += 1 }
            case .removed(let token), .added(let token):
                if words >= fewestBetween || (removed.isEmpty && added.isEmpty) { close() }
                removed += between
                added += between
                (between, words) = ("", 0)
                if case .removed = step { removed += token } else { added += token }
            }
        }
        close()
        return pieces
    }
}
