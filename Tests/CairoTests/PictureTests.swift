import Cairo
import NijaCharts
import NijaModel
import Testing

@Suite("Pictures by cairo")
struct PictureTests {
    private func drawing(width: Double = 300, height: Double = 200) throws -> Drawing {
        let days = (0..<50).map { Day(index: 20_458 + $0) }
        let chart = Chart(
            "Equity €", unit: .amount(currency: "EUR"), days: days,
            series: [.init("equity", days.map { Double($0.index * 7919 % 97) })])
        return try #require(chart).drawing(width: width, height: height)
    }

    @Test("a PNG has the size that was asked for", arguments: [1.0, 2, 3.5])
    func png(scale: Double) throws {
        let bytes = try drawing().png(scale: scale)
        #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let size = bytes[16..<24].reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1) }
        #expect(Int(size >> 32) == Int(300 * scale))
        #expect(Int(size & 0xFFFF_FFFF) == Int(200 * scale))
        #expect(bytes.count > 2000)
    }

    @Test("the same drawing gives the same pixels")
    func same() throws {
        #expect(try drawing().png() == drawing().png())
        #expect(try drawing().png() != drawing(width: 310).png())
    }

    @Test("a PDF is whole")
    func pdf() throws {
        let bytes = try drawing().pdf()
        #expect(bytes.starts(with: Array("%PDF-".utf8)))
        #expect(String(decoding: bytes.suffix(10), as: UTF8.self).contains("%%EOF"))
    }

    @Test("paper that is too large is refused")
    func tooLarge() throws {
        let drawing = Drawing(width: 1e6, height: 1e6, description: "")
        #expect(throws: PictureError.self) { try drawing.png() }
    }
}
