public import NijaAnalytics
public import NijaModel

/// What the ledger must be given from the store before a command on the past can run; in-order facts need nothing.
public enum Need: Hashable, Sendable {
    /// The outcomes of all trades that count, of the account or of one strategy of it, in this range of keys, sorted.
    case trades(account: String, strategy: String?, range: TradeKeyRange)
    /// Net profits and cash flows of the account between two instants, both excluded.
    case tail(account: String, after: Timestamp, before: Timestamp)

    init(_ requirement: Requirement, _ account: String, strategy: String?) {
        switch requirement {
        case .trades(let range): self = .trades(account: account, strategy: strategy, range: range)
        case .tail(let after, let before): self = .tail(account: account, after: after, before: before)
        }
    }
}

extension Ledger {
    /// What must be read from the store before `trade` can be recorded, or voided.
    public func needs(for trade: Trade, isVoided: Bool) -> [Need] {
        accounts.slot(of: trade.account).map { accounts[$0].missing(for: trade, isVoided: isVoided) } ?? []
    }

    /// What must be read from the store before `report` can be recorded.
    public func needs(for report: BalanceReport) -> [Need] {
        accounts.slot(of: report.account).map { accounts[$0].missing(for: report) } ?? []
    }

    /// Refuses to go on before the ledger has what the trade needs.
    mutating func requireHydrated(_ trade: Trade, isVoided: Bool) throws(LedgerError) {
        guard let slot = accounts.slot(of: trade.account) else { return }
        if accounts[slot].isReady(for: trade, isVoided: isVoided) { return }
        throw .notHydrated(needs(for: trade, isVoided: isVoided))
    }

    /// Takes the outcomes that a need has asked for.
    ///
    /// - Throws: `AnalyticsError.mismatch` when they are not what was once counted: the store was changed by hand.
    public mutating func hydrate(_ need: Need, with outcomes: [NijaAnalytics.TradeOutcome])
        throws(AnalyticsError)
    {
        guard case .trades(let account, _, _) = need else { return }
        try accounts.change(account) { state throws(AnalyticsError) in try state.hydrate(need, outcomes) }
    }
}
