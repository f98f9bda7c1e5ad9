import Casework
import Contracts
import JSON
import Runtime

extension OtherCases {
    /// What the topics hold of other children than that one: the reasons of their decisions, their names and references. Each
    /// topic is read once to its end, and of the reasons no text is kept.
    init(besides id: CaseID, _ address: LogAddress) throws {
        let reasons = try ReasonsAtHand(address).sketches.filter { $0.key.case != id }.map(\.value)
        self.init(
            reasons: Array(reasons.suffix(OtherCases.mostReasons)), children: try OtherChildren(reading: address))
    }
}

/// What is kept of the reasons on `documents`, by the key of each.
struct ReasonsAtHand {
    private(set) var sketches: [DocumentKey: ReasonsSketch] = [:]

    /// Reads them all; what was erased, or is no text, is left out.
    init(_ address: LogAddress) throws {
        var sketches: [DocumentKey: ReasonsSketch] = [:]
        try LogReader(address).readDocuments { text, document in
            guard let key = DocumentKey(text), key.role == .reasons else { return }
            let words = (try? document.get()).flatMap { $0 }.flatMap { try? $0.quotable() }
            sketches[key] = words.map(ReasonsSketch.init)
        }
        self.sketches = sketches
    }
}

extension OtherChildren {
    /// All children that `children` holds.
    init(reading address: LogAddress) throws {
        var names: [CaseID: String] = [:]
        try LogReader(address).readToEnd(.children) { _, _, key, value in
            guard let id = key.flatMap({ CaseID(utf8: $0) }) else { return }
            // What cannot be read holds no name that could be looked for; the reference is looked for all the same.
            names[id] = value.flatMap { try? Child(json: $0).name } ?? ""
        }
        self.init()
        for (id, name) in names { add(id, name: name) }
    }
}
