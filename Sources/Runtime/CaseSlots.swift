/// The cases in memory, by their slots. They stand in blocks that never move: one array of all of them would be copied, and
/// twice as many pages asked of the kernel, each time that it is full, and then be half empty.
struct CaseSlots: RandomAccessCollection, MutableCollection {
    /// How many cases a block holds: 2 to this power.
    private static let blockBits = 10
    private static let blockSize = 1 << blockBits

    private var blocks: [[CaseSlot]] = []
    private(set) var count = 0

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(place: Int) -> CaseSlot {
        _read { yield blocks[place >> Self.blockBits][place & (Self.blockSize - 1)] }
        _modify { yield &blocks[place >> Self.blockBits][place & (Self.blockSize - 1)] }
    }

    mutating func append(_ slot: CaseSlot) {
        if count & (Self.blockSize - 1) == 0 {
            var block: [CaseSlot] = []
            block.reserveCapacity(Self.blockSize)
            blocks.append(block)
        }
        blocks[count >> Self.blockBits].append(slot)
        count += 1
    }
}
