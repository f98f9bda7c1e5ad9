import Contracts

/// Cases in the order in which they came, each once.
struct CaseQueue {
    private var cases: [CaseID] = []
    private var head = 0
    private var members: Set<CaseID> = []

    var isEmpty: Bool { members.isEmpty }

    mutating func append(_ id: CaseID) {
        if members.insert(id).inserted { cases.append(id) }
    }

    mutating func popFirst() -> CaseID? {
        guard head < cases.count else { return nil }
        let id = cases[head]
        head += 1
        members.remove(id)
        if head == cases.count {
            cases.removeAll(keepingCapacity: cases.count < 1024)
            head = 0
        } else if head >= 4096, head * 2 >= cases.count {
            cases.removeFirst(head)
            head = 0
        }
        return id
    }
}
