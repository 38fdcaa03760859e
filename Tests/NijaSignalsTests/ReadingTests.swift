import NijaModel
import NijaTesting
import Testing

@testable import NijaSignals

@Suite("A signal's body")
struct ReadingTests {
    struct Row: CustomTestStringConvertible {
        let body: String
        let action: SignalAction
        let symbol: String
        var quantity: String?
        var price: String?
        var strategy = "S"
        var testDescription: String { body }
    }

    static let rows = [
        Row(
            body: "{\"action\": \"buy\", \"ticker\": \"BTC-USD\", \"contracts\": 0.1, \"price\": 45000.25}",
            action: .buy, symbol: "BTC-USD", quantity: "0.1", price: "45000.25"),
        Row(
            body:
                "{\"ticker\": \"AAPL\", \"strategy\": {\"order\": {\"action\": \"SELL\", \"contracts\": \"10\"}, \"name\": \"SMA\"}}",
            action: .sell, symbol: "AAPL", quantity: "10", strategy: "SMA"),
        Row(body: "{\"Symbol\": \"AAPL\", \"Side\": \"close_long\"}", action: .closeLong, symbol: "AAPL"),
        Row(
            body: "SMA Cross (5, 15): order buy @ 1.5 filled on BTCUSDT. New strategy position is 1.5",
            action: .buy, symbol: "BTCUSDT", quantity: "1.5", strategy: "SMA Cross"),
        Row(
            body: "order sell @ 2 filled on ES1!. New strategy position is -2", action: .sell, symbol: "ES1!",
            quantity: "2"),
        Row(body: "action=buy, symbol=ETH-USD, qty=0.25", action: .buy, symbol: "ETH-USD", quantity: "0.25"),
        Row(
            body: "Action: exit\r\nTicker: ETH-USD\r\nPrice: 3000", action: .close, symbol: "ETH-USD",
            price: "3000"),
        Row(
            body: "side=\"short\";pair=\"SOL-USD\";amount=12345678.000000000000000001", action: .sell,
            symbol: "SOL-USD", quantity: "12345678.000000000000000001"),
        Row(body: "{\"action\": \"alert\", \"ticker\": \"X\"}", action: .note, symbol: "X"),
    ]

    @Test("is read in every form that people send", arguments: rows)
    func forms(row: Row) throws {
        let content = try SignalTemplate(source: source()).content(of: SignalBody(Array(row.body.utf8)))
        #expect(content.action == row.action)
        #expect(content.symbol == row.symbol)
        #expect(content.quantity == row.quantity.map(decimal))
        #expect(content.price == row.price.map(decimal))
        #expect(content.strategy == row.strategy)
    }

    @Test(
        "has a time in any of three ways",
        arguments: ["\"2026-03-02T12:00:00Z\"", "1772452800", "1772452800000", "\"1772452800\""])
    func times(time: String) throws {
        let body = "{\"action\": \"buy\", \"ticker\": \"X\", \"time\": \(time)}"
        #expect(try SignalTemplate(source: source()).content(of: SignalBody(Array(body.utf8))).time == noon())
    }

    @Test("is read by the places of its source's template, and by no others")
    func template() throws {
        let mapped = source {
            $0.fields = [.action: "data.what", .symbol: "data.on.0"]
            $0.symbols = ["BINANCE:BTCUSDT": "BTC-USD"]
        }
        let body = "{\"action\": \"sell\", \"data\": {\"what\": \"long\", \"on\": [\"BINANCE:BTCUSDT\"]}}"
        let content = try SignalTemplate(source: mapped).content(of: SignalBody(Array(body.utf8)))
        #expect((content.action, content.symbol) == (.buy, "BTC-USD"))
        #expect(
            judge("{\"action\": \"buy\", \"ticker\": \"X\"}", mapped)
                == .malformed("the action is missing; it was looked for at data.what"))
    }

    @Test(
        "that cannot be read says why",
        arguments: [
            ("", "the body is empty"), ("hello", "the body is neither"),
            ("{\"action\": \"buy\"", "the body is not JSON"),
            ("{\"ticker\": \"X\"}", "the action is missing"),
            ("{\"action\": \"buy\"}", "the symbol is missing"),
            ("{\"action\": \"maybe\", \"ticker\": \"X\"}", "the action is \"maybe\""),
            ("{\"action\": \"buy\", \"ticker\": \"X\", \"qty\": -1}", "the quantity is \"-1\""),
            ("{\"action\": \"buy\", \"ticker\": \"X\", \"price\": \"NaN\"}", "the price is \"NaN\""),
            ("{\"action\": \"buy\", \"ticker\": \"X\", \"time\": \"noon\"}", "the time is \"noon\""),
            ("{\"action\": \"buy\", \"ticker\": \"a\\u0007b\"}", "symbol is"),
        ])
    func malformed(body: String, reason: String) {
        guard case .malformed(let said) = judge(body, source()) else {
            Issue.record("it was read")
            return
        }
        #expect(said.hasPrefix(reason), "\(said)")
    }

    @Test("that is huge, deep or garbage is refused and never a trap")
    func hostile() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let intake = SignalIntake(source(), secret: secret)
        _ = intake.judge([UInt8](repeating: UInt8(ascii: "["), count: 60_000), at: noon())
        _ = intake.judge([UInt8](repeating: 0x20, count: 70_000), at: noon())
        for _ in 0..<2000 {
            let alphabet = Array("{}[]\":,=order buy @ filled on X. \\u00\n\u{7F}".utf8) + [0, 0xC3, 0xFF]
            let bytes = (0..<Int.random(in: 0..<80, using: &random)).map { _ in random.pick(alphabet) }
            let verdict = intake.judge(bytes, at: noon())
            _ = intake.redacted(bytes)
            if case .accepted(let content) = verdict { #expect(!content.symbol.isEmpty, "seed \(seed)") }
        }
    }
}
