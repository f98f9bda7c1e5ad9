/// The slots of cases, by the hash of their references. Every record that is folded is looked up here, so it is one array
/// of words, searched from a place on: a dictionary of strings took a quarter of the fold's time.
struct CaseIndex {
    // Hash and slot + 1; 0 where nothing is. At most half is in use.
    private var table: [UInt64] = Array(repeating: 0, count: 64)
    private var shift: UInt64 = 58
    private var count = 0

    // murmur2 also decides the partition, so its low bits alone tell few cases apart: all of them are mixed.
    private func start(_ hash: UInt32) -> Int { Int((UInt64(hash) &* 0x9E37_79B9_7F4A_7C15) >> shift) }

    /// The slot with that hash that is the one looked for; nil when there is none.
    func slot(_ hash: UInt32, where isIt: (Int32) -> Bool) -> Int32? {
        var place = start(hash)
        while table[place] != 0 {
            if UInt32(table[place] >> 32) == hash {
                let slot = Int32(truncatingIfNeeded: table[place] & 0xFFFF_FFFF) - 1
                if isIt(slot) { return slot }
            }
            place = (place + 1) & (table.count - 1)
        }
        return nil
    }

    /// Adds a slot that is not there.
    mutating func add(_ slot: Int32, _ hash: UInt32) {
        if 2 * (count + 1) > table.count { grow() }
        put(UInt64(hash) << 32 | UInt64(slot + 1))
        count += 1
    }

    private mutating func put(_ word: UInt64) {
        var place = start(UInt32(word >> 32))
        while table[place] != 0 { place = (place + 1) & (table.count - 1) }
        table[place] = word
    }

    private mutating func grow() {
        let words = table
        table = Array(repeating: 0, count: 2 * words.count)
        shift -= 1
        for word in words where word != 0 { put(word) }
    }
}
