import Arguments
import Caseload
import Contracts
import JSON
import Runtime

/// What the commands of the principal `returns` read: the caseload, and the children's records that no other program may
/// read together.
struct ReturnsAccess {
    /// The program in `Access.table`, and the name in its certificate unless the operator says otherwise.
    static let program = "returns"

    /// Said in the help of each of them.
    static let principal = """
        It runs under a principal of its own, returns, the only one that may read children-return: give it that program's \
        certificate (annual-review topics --acls).
        """

    let address: LogAddress
    let caseload: Caseload
    /// The children as letters name them, by case.
    private(set) var children: [String: Child] = [:]
    /// What only returns may read, by case.
    private(set) var data: [String: ChildReturn] = [:]
    /// Records of either that are none.
    private(set) var unreadable = 0

    /// Reads the log, and both topics. Throws `LogDamage` where the log cannot be relied on.
    init(_ address: LogAddress, withNames: Bool = true) throws {
        self.address = address
        caseload = try Caseload.read(address, as: ReturnsAccess.program)
        let reader = LogReader(address)
        if withNames {
            var found: [String: Child] = [:]
            var unreadable = 0
            try reader.readToEnd(.children) { _, _, key, value in
                ReturnsAccess.take(key, value, into: &found, &unreadable) { bytes throws(JSONError) in
                    try Child(json: bytes)
                }
            }
            children = found
            self.unreadable += unreadable
        }
        var found: [String: ChildReturn] = [:]
        var unreadable = 0
        try reader.readToEnd(.childrenReturn) { _, _, key, value in
            ReturnsAccess.take(key, value, into: &found, &unreadable) { bytes throws(JSONError) in
                try ChildReturn(json: bytes)
            }
        }
        data = found
        self.unreadable += unreadable
    }

    /// The latest of a key counts; a tombstone erases, and what cannot be read is counted and nothing of it kept.
    private static func take<Value>(
        _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?, into all: inout [String: Value],
        _ unreadable: inout Int, _ read: (UnsafeRawBufferPointer) throws(JSONError) -> Value
    ) {
        guard let key, let name = String(validating: key, as: UTF8.self) else { return unreadable += 1 }
        all[name] = nil
        guard let value else { return }
        do throws(JSONError) { all[name] = try read(value) } catch { unreadable += 1 }
    }
}
