import NijaModel
import Testing

@Suite("Page tokens")
struct PageTokenTests {
    @Test(
        "of a trade come back as the place that they stand for",
        arguments: [(0, 0, ""), (UInt64(Int64.max), 1, "-12.5"), (17, 3, "É.🦊\u{1}")]
            as [(UInt64, UInt64, String)])
    func trades(bound: UInt64, sequence: UInt64, key: String) throws {
        let token = PageToken.text(bound: bound, sequence: sequence, key: key)
        #expect(try #require(PageToken.trade(token)) == (bound, sequence, key))
    }

    @Test("of numbers, instants and places, too", arguments: [0, 1, -1, .max, .min] as [Int64])
    func others(value: Int64) throws {
        let number = UInt64(bitPattern: value)
        #expect(PageToken.number(PageToken.text(number: number)) == number)
        let instant = Timestamp(nanoseconds: value)
        #expect(PageToken.instant(PageToken.text(instant: instant)) == instant)
        let place = PageToken.place(PageToken.text(place: value, sequence: value.magnitude / 2))
        #expect(try #require(place) == (value, value.magnitude / 2))
    }

    @Test(
        "what is none of a trade is refused",
        arguments: [
            "", ".", "1.2", "1.2.3", "1.2.3.4", "x.2.30", "1.2.zz", "-1.2.30", "1.-2.30", "+1.2.30", "1.2.+f",
            "ffffffffffffffff.1.30", "1.2.ff", " 1.2.30", "-0.2.30", "01.2.30", "A.2.30", "1.2.C3A9",
        ])
    func noTrades(token: String) {
        #expect(PageToken.trade(token) == nil)
    }

    @Test(
        "what is no number, instant or place is refused",
        arguments: [
            "", "+1", "-0", "01", "1 ", "١", "18446744073709551616", "1.+2", "1.-1", "1.9223372036854775808",
        ])
    func noOthers(token: String) {
        #expect(PageToken.number(token) == nil)
        #expect(PageToken.instant(token) == nil)
        #expect(PageToken.place(token) == nil)
        #expect(PageToken.place(token + ".1") == nil)
    }
}
