import NijaMessages
import NijaModel

extension FieldReader {
    /// Between prices of a symbol when the caller does not say.
    static let priceIntervalDefault = TimeSpan.milliseconds(100)

    /// Reads the price at `path` as it was sent.
    mutating func price(_ message: NijaMessages.Price, now: Timestamp) -> Price {
        let kind: Price.Kind
        if let bar = message.bar {
            kind = .bar(
                Price.Bar(
                    open: requiredDecimal(bar.open, "bar.open"),
                    high: requiredDecimal(bar.high, "bar.high"),
                    low: requiredDecimal(bar.low, "bar.low"),
                    close: requiredDecimal(bar.close, "bar.close")))
            for (field, text) in [
                ("last", message.last), ("bid", message.bid), ("ask", message.ask), ("mark", message.mark),
            ] where !text.isEmpty {
                refuse(field, "is given beside a bar, which stands for itself")
            }
        } else {
            kind = .quote(
                Price.Quote(
                    last: decimal(message.last, "last"), bid: decimal(message.bid, "bid"),
                    ask: decimal(message.ask, "ask"), mark: decimal(message.mark, "mark")))
        }
        return Price(
            symbol: message.symbol, venue: message.venue, time: time(message.time, "time") ?? now,
            receivedAt: now, kind: kind)
    }

    /// The symbols that a request is about.
    mutating func symbols(_ symbols: [String]) -> [String] {
        for (index, symbol) in symbols.enumerated() {
            _ = requiredText(symbol, "symbols[\(index)]")
            // A list can be long, and its first faults say enough.
            if violations.found.count >= Self.symbolFaultsMax { break }
        }
        return symbols
    }

    /// Faults of a list of symbols that are reported, at most.
    private static let symbolFaultsMax = 100

    /// Between prices of a symbol on a stream.
    mutating func priceInterval(_ message: DurationMessage?, _ field: String) -> TimeSpan {
        span(message, field, atLeast: .zero) ?? Self.priceIntervalDefault
    }
}

extension NijaMessages.Price {
    /// The price as a message.
    init(_ price: Price) {
        self.init()
        (symbol, venue, time) = (price.symbol, price.venue, TimestampMessage(price.time))
        switch price.kind {
        case .quote(let quote):
            (last, bid, ask, mark) = (text(quote.last), text(quote.bid), text(quote.ask), text(quote.mark))
        case .bar(let prices):
            var message = NijaMessages.Bar()
            (message.open, message.high) = (prices.open.description, prices.high.description)
            (message.low, message.close) = (prices.low.description, prices.close.description)
            bar = message
        }
    }
}
