public import NijaModel

// What accounts hold, by symbol and strategy: for portfolios, which are valued when somebody asks.

extension PositionBook {
    /// Values what accounts hold at the newest prices, for `portfolio(of:)`: O(what has changed since the last call).
    public mutating func valueHoldings() {
        // Of its own, so that the sums are not copied for being changed while the book is read.
        let (markets, places) = (markets, marketIndex)
        portfolio.value { symbol, venue in places[symbol].flatMap { markets[$0].newestOfGroup(venue: venue) }
        }
    }

    /// Moves on with everything that can change what accounts hold.
    public var holdingsRevision: UInt64 { portfolio.revision }

    /// What an account holds, as of the last `valueHoldings`.
    public func portfolio(of account: String) -> AccountHoldings { portfolio[account] }

    /// Whether an account has an open position that was recorded before an instant.
    public func hasOpen(account: String, recordedBefore instant: Timestamp) -> Bool {
        slots.contains { held in
            guard let position = held?.position, position.status == .open else { return false }
            return position.opening.account == account && position.recordedAt < instant
        }
    }
}
