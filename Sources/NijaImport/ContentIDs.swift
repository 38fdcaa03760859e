/// Names for content: the same content always has the same, so that a repeated import repeats nothing.
package struct ContentIDs {
    private var counts: [UInt128: Int] = [:]

    /// No content has come yet.
    package init() {}

    /// The name of some bytes; equal bytes within one file are told apart by how many came before.
    package mutating func next(for content: some Sequence<UInt8>) -> String {
        let hash = Self.hash(content)
        let count = counts[hash, default: 0] + 1
        counts[hash] = count
        return "import-" + String(hash, radix: 16) + (count == 1 ? "" : "-\(count)")
    }

    /// FNV-1a of 128 bits.
    ///
    /// - Source: draft-eastlake-fnv-21, sections 2 and 5.
    static func hash(_ content: some Sequence<UInt8>) -> UInt128 {
        let prime: UInt128 = 1 << 88 | 0x13B
        return content.reduce(0x6C62_272E_07BB_0142_62B8_2175_6295_C58D) { ($0 ^ UInt128($1)) &* prime }
    }
}
