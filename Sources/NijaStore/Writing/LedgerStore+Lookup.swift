public import NijaModel

// What the ledger asks for while it runs; it sees what is not committed yet.

extension LedgerStore {
    /// A trade by its id, voided or not; nil when there is none.
    public func trade(account: String, tradeID: String) throws(StoreError) -> RecordedTrade? {
        try readable().lookup.trade(account: account, tradeID: tradeID)
    }

    /// A balance report by its id; nil when there is none.
    public func balanceReport(account: String, requestID: String) throws(StoreError) -> BalanceReport? {
        try readable().lookup.report(account: account, requestID: requestID)
    }

    /// A cash flow by its id; nil when there is none.
    public func cashFlow(account: String, requestID: String) throws(StoreError) -> CashFlow? {
        try readable().lookup.flow(account: account, requestID: requestID)
    }

    /// A fill by its id; nil when there is none.
    public func fill(account: String, fillID: String) throws(StoreError) -> RecordedFill? {
        try readable().lookup.fill(account: account, fillID: fillID)
    }

    /// Trades of an account that count and were closed in a stretch of time.
    ///
    /// - Parameters:
    ///   - account: the account.
    ///   - strategy: one strategy; nil for all.
    ///   - from: the earliest exit.
    ///   - through: the latest exit, included.
    ///   - sequence: as the ledger stood before this event; nil for now.
    /// - Returns: the trades by exit time and the bytes of their ids, with what figures are computed from, strategy and
    ///   symbol; everything else is left out.
    /// - Throws: `StoreError`.
    /// - Cost: O(trades of the account in the stretch): 2.3 µs a trade, those of other strategies 0.08 µs.
    public func trades(
        account: String, strategy: String?, from: Timestamp, through: Timestamp, asOf sequence: UInt64? = nil
    ) throws(StoreError) -> [Trade] {
        try readable().lookup.trades(
            account: account, strategy: strategy, from: from, through: through, asOf: sequence)
    }

    /// Cash flows of an account between two instants, both excluded, by time; `sequence` as for trades.
    public func cashFlows(
        account: String, after: Timestamp, before: Timestamp, asOf sequence: UInt64? = nil
    ) throws(StoreError) -> [CashFlow] {
        try readable().lookup.flows(account: account, after: after, before: before, asOf: sequence)
    }

    /// Events past `after` up to `upTo`, at most `limit`, in their sequence.
    ///
    /// - Cost: O(log n) and O(events); what lies before `after` costs nothing.
    public func events(
        after: UInt64, upTo: UInt64, limit: Int, kinds: EventKinds
    ) throws(StoreError) -> [LedgerEvent] {
        try readable().events.events(after: after, upTo: upTo, limit: limit, kinds: kinds)
    }

    /// Hands every event past `after` to `body`, in their sequence and one at a time; `body` must not use the store's
    /// events.
    public func replay(
        after: UInt64, _ body: (LedgerEvent) throws(StoreError) -> Void
    ) throws(StoreError) {
        try readable().events.forEach(after: after, upTo: .max, kinds: .all) { event throws(StoreError) in
            try body(event)
            return true
        }
    }

    /// The states that were kept and are sound, newest first.
    ///
    /// Those whose checksum does not match are left out, and listed in `damagedCheckpoints`.
    public func checkpoints(version: Int) throws(StoreError) -> [Checkpoint] {
        let found = try readable().checkpoints.read(version: version)
        damagedCheckpoints = found.damaged
        return found.sound
    }

    /// A setting; nil when it was never made.
    public func setting(_ name: String) throws(StoreError) -> Int64? {
        let statement = try readable().setting
        defer { statement.reset() }
        statement.bind(1, name)
        return try statement.step() ? try statement.integer(0) : nil
    }
}
