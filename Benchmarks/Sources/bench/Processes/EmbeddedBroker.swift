import Foundation

extension Processes {
    /// The embedded broker with topics `NAME:PARTITIONS[:guarded]`, in a process of its own; and its address.
    func startBroker(_ program: String, topics: [String]) throws -> (broker: Child, servers: String) {
        let broker = try start("broker", [program] + topics, hasInput: true)
        return (broker, try broker.wait(for: "the address") { try broker.firstLine })
    }
}

extension Child {
    /// The first line that it wrote, when it is whole.
    fileprivate var firstLine: String? {
        get throws {
            let text = try String(contentsOfFile: output, encoding: .utf8)
            return text.firstIndex(of: "\n").map { String(text[..<$0]) }
        }
    }
}
