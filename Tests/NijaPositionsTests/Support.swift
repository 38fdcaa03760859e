public import NijaModel
import NijaPositions

extension Decimal: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// Whole numbers in tests.
    public init(integerLiteral value: Int) { self.init(value) }

    /// Numbers with up to six places in tests.
    public init(floatLiteral value: Double) {
        self.init(units: Int128((value * 1e6).rounded()) * 1_000_000_000_000)
    }
}

/// When everything in these tests begins: noon of 30 January 2026.
let noon = Timestamp(nanoseconds: 1_769_774_400_000_000_000)

/// An opening of one unit at 100.
func opening(
    _ side: Side = .long, id: String = "p1", symbol: String = "BTC-USD", quantity: Decimal = 1,
    at price: Decimal = 100, stop: Decimal? = nil, target: Decimal? = nil, trailing: TrailingStop? = nil,
    timeout: TimeSpan? = nil, rules: ExitRules = ExitRules()
) -> PositionOpening {
    var opening = PositionOpening(
        strategy: "APEX", symbol: symbol, side: side, quantity: quantity, entryPrice: price, entryTime: noon)
    opening.positionID = id
    opening.levels = PositionLevels(
        stopLoss: stop, takeProfit: target, trailingStop: trailing, timeout: timeout)
    opening.rules = rules
    return opening
}

func position(_ opening: PositionOpening) throws -> Position {
    try Position.opened(opening, sequence: 1, recordedAt: noon)
}

func exit(_ reason: ExitReason = .manual, after span: TimeSpan = .minutes(1)) -> PositionExit {
    PositionExit(time: noon.adding(span), reason: reason, intendedPrice: nil)
}

/// A book, and the prices that it is told.
struct Desk {
    var book = PositionBook()
    /// Whom the last price has made restless.
    private(set) var restless: [String] = []
    private var time = noon

    var exposure: Exposure { book.exposure(of: "default") }

    init(_ openings: PositionOpening...) throws {
        for opening in openings {
            book.adopt(try Position.opened(opening, sequence: 1, recordedAt: noon))
        }
    }

    mutating func last(_ price: Decimal, symbol: String = "BTC-USD", venue: String = "") -> [String] {
        quote(Price.Quote(last: price), symbol: symbol, venue: venue)
    }

    /// What a quote hits: "p1 stopLoss 95 at 94".
    mutating func quote(_ quote: Price.Quote, symbol: String = "BTC-USD", venue: String = "") -> [String] {
        tell(.quote(quote), symbol: symbol, venue: venue)
    }

    mutating func bar(_ open: Decimal, _ high: Decimal, _ low: Decimal, _ close: Decimal) -> [String] {
        tell(.bar(Price.Bar(open: open, high: high, low: low, close: close)))
    }

    private mutating func tell(
        _ kind: Price.Kind, symbol: String = "BTC-USD", venue: String = ""
    ) -> [String] {
        time = time.adding(.seconds(1))
        let price = Price(symbol: symbol, venue: venue, time: time, receivedAt: time, kind: kind)
        let observation = book.observe(price)
        restless = observation.restless
        return observation.hits.map { "\($0.key.positionID) \($0.reason) \($0.level) at \($0.price)" }
    }

    func position(_ id: String = "p1") -> Position? {
        book.position(Position.Key(account: "default", positionID: id))
    }
}
