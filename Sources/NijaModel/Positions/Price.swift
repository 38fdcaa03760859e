/// What a symbol costs at one instant.
public struct Price: Hashable, Sendable {
    /// The instrument.
    public var symbol: String
    /// Where; empty: not said.
    public var venue: String
    /// When.
    public var time: Timestamp
    /// When the daemon took it in; its age is counted from there.
    public var receivedAt: Timestamp
    /// The prices.
    public var kind: Kind

    /// Prices of an instant, or a bar.
    public enum Kind: Hashable, Sendable {
        /// Prices of an instant; at least one is there.
        case quote(Quote)
        /// A bar that has ended.
        case bar(Bar)
    }

    /// Prices of an instant.
    public struct Quote: Hashable, Sendable {
        /// The last trade.
        public var last: Decimal?
        /// The best bid.
        public var bid: Decimal?
        /// The best ask.
        public var ask: Decimal?
        /// The venue's mark price.
        public var mark: Decimal?
        /// How much is bid for at `bid`; nil when that was not said.
        public var bidSize: Decimal?
        /// How much is offered at `ask`.
        public var askSize: Decimal?

        /// Creates a quote.
        public init(
            last: Decimal? = nil, bid: Decimal? = nil, ask: Decimal? = nil, mark: Decimal? = nil,
            bidSize: Decimal? = nil, askSize: Decimal? = nil
        ) {
            self.last = last
            self.bid = bid
            self.ask = ask
            self.mark = mark
            self.bidSize = bidSize
            self.askSize = askSize
        }

        /// The price that a position of `side` is watched by: the wanted one, or the best substitute.
        @inlinable
        public func value(_ source: PriceSource, side: Side) -> Decimal? {
            let book = side == .long ? bid : ask
            return switch source {
            case .last: last ?? mark ?? book
            case .mark: mark ?? last ?? book
            case .book: book ?? last ?? mark
            }
        }
    }

    /// A bar.
    public struct Bar: Hashable, Sendable {
        /// Its first price.
        public var open: Decimal
        /// Its highest.
        public var high: Decimal
        /// Its lowest.
        public var low: Decimal
        /// Its last.
        public var close: Decimal

        /// Creates a bar.
        public init(open: Decimal, high: Decimal, low: Decimal, close: Decimal) {
            self.open = open
            self.high = high
            self.low = low
            self.close = close
        }
    }

    /// Creates a price.
    public init(symbol: String, venue: String = "", time: Timestamp, receivedAt: Timestamp, kind: Kind) {
        self.symbol = symbol
        self.venue = venue
        self.time = time
        self.receivedAt = receivedAt
        self.kind = kind
    }

    /// The price that a position of `side` is valued by.
    @inlinable
    public func value(_ source: PriceSource, side: Side) -> Decimal? {
        switch kind {
        case .quote(let quote): quote.value(source, side: side)
        case .bar(let bar): bar.close
        }
    }

    /// The price with nothing left of the sizes that it came with: what was on offer may have been taken.
    public var exhausted: Price {
        guard case .quote(var quote) = kind else { return self }
        quote.bidSize = quote.bidSize.map { _ in .zero }
        quote.askSize = quote.askSize.map { _ in .zero }
        var price = self
        price.kind = .quote(quote)
        return price
    }

    /// Notes everything about the price that cannot be true.
    ///
    /// - Parameter violations: receives what is found.
    public func validate(into violations: inout Violations) {
        Names.checkShort(symbol, field: "symbol", required: true, into: &violations)
        Names.checkShort(venue, field: "venue", into: &violations)
        func check(_ field: String, _ value: Decimal?) {
            guard let value, value <= .zero else { return }
            violations.add(field, "is \(value); it must be above 0")
        }
        switch kind {
        case .quote(let quote):
            check("last", quote.last)
            check("bid", quote.bid)
            check("ask", quote.ask)
            check("mark", quote.mark)
            for (field, size) in [("bid_size", quote.bidSize), ("ask_size", quote.askSize)] {
                if let size, size.isNegative { violations.add(field, "is \(size); it must not be negative") }
            }
            violations.require(
                [quote.last, quote.bid, quote.ask, quote.mark].contains { $0 != nil },
                "last", "is required, or bid, ask, mark or bar")
            if let bid = quote.bid, let ask = quote.ask, ask < bid {
                violations.add("ask", "is \(ask), which is below bid \(bid)")
            }
        case .bar(let bar):
            check("bar.open", bar.open)
            check("bar.high", bar.high)
            check("bar.low", bar.low)
            check("bar.close", bar.close)
            violations.require(
                bar.low <= min(bar.open, bar.close) && bar.high >= max(bar.open, bar.close),
                "bar", "goes from \(bar.low) to \(bar.high); open and close must lie inside")
        }
    }
}
