import NijaModel
import Testing

@Suite("StateWriter and StateReader")
struct StateTests {
    @Test("numbers read back at the edges of their types")
    func numbersReadBack() throws {
        let narrow: [Int64] = [0, 1, -1, 63, 64, -64, -65, .max, .min]
        let wide: [Int128] = [0, 1, -1, .max, .min, 1 << 70]
        let doubles = [0.0, -0.0, 1.5, .infinity, .leastNonzeroMagnitude]
        var writer = StateWriter()
        for value in narrow { writer.write(signed: value) }
        for value in wide { writer.write(wide: value) }
        for value in doubles { writer.write(value) }
        writer.write(unsigned: .max)
        var reader = StateReader(writer.bytes)
        for value in narrow { #expect(try reader.signed() == value) }
        for value in wide { #expect(try reader.wide() == value) }
        for value in doubles { #expect(try reader.double().bitPattern == value.bitPattern) }
        #expect(try reader.unsigned() == .max)
        #expect(reader.isAtEnd)
    }

    @Test("collections and optional values read back, and equal dictionaries write equal bytes")
    func collectionsReadBack() throws {
        let entries = ["beta": 2, "alpha": 1, "": -3]
        var writer = StateWriter()
        writer.write(["a", "é", ""])
        writer.write(entries)
        writer.write(Decimal?.none)
        writer.write(Optional(Decimal(units: -5)))
        writer.write([1, 2, 255] as [UInt8])
        var reader = StateReader(writer.bytes)
        #expect(try reader.array(String.self) == ["a", "é", ""])
        #expect(try reader.dictionary(Int.self, key: String.self) == entries)
        #expect(try reader.optional(Decimal.self) == nil)
        #expect(try reader.optional(Decimal.self) == Decimal(units: -5))
        #expect(try reader.blob() == [1, 2, 255])
        #expect(reader.isAtEnd)
    }

    @Test("every cut of a state is an error, not a trap")
    func cutsAreErrors() throws {
        var writer = StateWriter()
        writer.write("strategy")
        writer.write([Timestamp.max, .min])
        writer.write(ExactSum256(high: -1, low: 7))
        for size in 0..<writer.bytes.count {
            var reader = StateReader(Array(writer.bytes[..<size]))
            #expect(throws: StateError.self) {
                _ = try reader.string()
                _ = try reader.array(Timestamp.self)
                _ = try reader.value(ExactSum256.self)
            }
        }
    }

    @Test(
        "impossible bytes are refused",
        arguments: [[UInt8](repeating: 0xFF, count: 30), [UInt8](repeating: 0x80, count: 9) + [2]])
    func impossibleBytes(bytes: [UInt8]) {
        #expect(throws: StateError.malformed) {
            var reader = StateReader(bytes); _ = try reader.unsigned()
        }
        #expect(throws: StateError.malformed) {
            var reader = StateReader([UInt8](repeating: 0xFF, count: 18) + [4]); _ = try reader.wide()
        }
        #expect(throws: StateError.self) {
            var reader = StateReader([1, 0xFF] + bytes); _ = try reader.string()
        }
        #expect(throws: StateError.malformed) {
            var reader = StateReader([2]); _ = try reader.bool()
        }
    }
}
