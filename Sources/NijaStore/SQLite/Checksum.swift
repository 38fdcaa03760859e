/// CRC-32C (Castagnoli), which finds every burst of up to 32 damaged bits.
///
/// - Source: RFC 3720, appendix B.4; reflected polynomial 0x82F63B78. Eight bytes a step with eight tables: M. Kounavis and
///   F. Berry, "A Systematic Approach to Building High Performance Software-based CRC Generators", ISCC 2005.
enum Checksum {
    private static let polynomial: UInt32 = 0x82F6_3B78

    /// `tables[k][b]` is the remainder of byte `b` followed by `k` zero bytes; flat, 256 entries a table.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var remainder = UInt32(byte)
            for _ in 0..<8 { remainder = remainder & 1 == 1 ? remainder >> 1 ^ polynomial : remainder >> 1 }
            tables[byte] = remainder
        }
        for index in 256..<tables.count {
            let previous = tables[index - 256]
            tables[index] = previous >> 8 ^ tables[Int(previous & 0xFF)]
        }
        return tables
    }()

    /// The checksum of `bytes`.
    ///
    /// - Cost: O(count), about 1 ns a byte.
    static func crc32c(_ bytes: Span<UInt8>) -> UInt32 {
        let tables = tables.span
        var remainder = ~UInt32(0)
        var index = 0
        while index + 8 <= bytes.count {
            var word: UInt64 = 0
            for offset in 0..<8 { word |= UInt64(bytes[index + offset]) << UInt64(8 * offset) }
            word ^= UInt64(remainder)
            remainder = 0
            for offset in 0..<8 {
                remainder ^= tables[(7 - offset) * 256 + Int(word >> UInt64(8 * offset) & 0xFF)]
            }
            index += 8
        }
        while index < bytes.count {
            remainder = remainder >> 8 ^ tables[Int((remainder ^ UInt32(bytes[index])) & 0xFF)]
            index += 1
        }
        return ~remainder
    }
}
