import NijaModel

/// Prices that have moved a trailing stop.
enum PriceMarkTable: EventTable {
    static let name = "price_mark"
    static let kind = EventKinds.priceMarks
    static let columns = [
        "symbol", "venue", "time", "received_at", "last", "bid", "ask", "mark", "bar_open", "bar_high",
        "bar_low", "bar_close",
    ]

    static func write(_ event: LedgerEvent, to row: inout RowBinder) throws(StoreError) {
        guard case .priceMarked(let price) = event.payload else { throw .inconsistent(event) }
        row.add(price)
    }

    static func read(_ row: inout RowReader, _: EventStart) throws(StoreError) -> LedgerEvent.Payload {
        .priceMarked(try row.price())
    }
}

extension RowBinder {
    /// Twelve columns.
    mutating func add(_ price: Price) {
        add(price.symbol)
        add(price.venue)
        add(price.time)
        add(price.receivedAt)
        switch price.kind {
        case .quote(let quote):
            for value in [quote.last, quote.bid, quote.ask, quote.mark, nil, nil, nil, nil] { add(value) }
        case .bar(let bar):
            for value in [nil, nil, nil, nil, bar.open, bar.high, bar.low, bar.close] { add(value) }
        }
    }
}

extension RowReader {
    /// Twelve columns.
    mutating func price() throws(StoreError) -> Price {
        let (symbol, venue) = (try text(), try text())
        let (time, receivedAt) = (try time(), try time())
        let quote = Price.Quote(
            last: try optionalDecimal(), bid: try optionalDecimal(), ask: try optionalDecimal(),
            mark: try optionalDecimal())
        let (open, high) = (try optionalDecimal(), try optionalDecimal())
        let (low, close) = (try optionalDecimal(), try optionalDecimal())
        var kind = Price.Kind.quote(quote)
        if let open, let high, let low, let close {
            kind = .bar(Price.Bar(open: open, high: high, low: low, close: close))
        }
        return Price(symbol: symbol, venue: venue, time: time, receivedAt: receivedAt, kind: kind)
    }
}
