import NijaAnalytics
import NijaLedger
import NijaModel
import NijaStore

/// Reads the ledger back: the newest sound checkpoint, and the events after it.
enum Restoring {
    private static let batch = 4096

    /// - Returns: the ledger, and how many events came after its checkpoint.
    static func ledger(
        from store: LedgerStore, at now: Timestamp
    ) throws(StoreError) -> (Ledger, sinceCheckpoint: Int) {
        var ledger = Ledger()
        for checkpoint in try store.checkpoints(version: Ledger.checkpointVersion) {
            var reader = StateReader(checkpoint.state)
            if let kept = try? Ledger(from: &reader), kept.sequence == checkpoint.sequence {
                ledger = kept
                break
            }
        }
        var count = 0
        while true {
            let events = try store.events(
                after: ledger.sequence, upTo: UInt64(Int64.max), limit: batch, kinds: .all)
            for event in events { try restore(event, in: &ledger, from: store) }
            count += events.count
            if events.count < batch { break }
        }
        for price in try store.newestPrices() { ledger.adopt(price) }
        ledger.finishRestoring(at: now)
        return (ledger, count)
    }

    private static func restore(
        _ event: LedgerEvent, in ledger: inout Ledger, from store: LedgerStore
    ) throws(StoreError) {
        var tail: DayTail?
        for need in needs(of: event, in: ledger) {
            tail = try meet(need, in: &ledger, from: store, asOf: event.sequence) ?? tail
        }
        do throws(AnalyticsError) {
            try ledger.restore(event, tail: tail)
        } catch {
            throw StoreError(
                .damaged, "\(store.path): event \(event.sequence) contradicts those before it: \(error)")
        }
    }

    private static func needs(of event: LedgerEvent, in ledger: Ledger) -> [Need] {
        switch event.payload {
        case .tradeRecorded(let recorded): ledger.needs(for: recorded.trade, isVoided: false)
        case .tradeVoided(let recorded): ledger.needs(for: recorded.trade, isVoided: true)
        case .balanceReported(let report): ledger.needs(for: report)
        default: []
        }
    }

    /// Carries out a command; reads from the store what the ledger asks for, and gives the command again.
    static func perform<Value>(
        in ledger: inout Ledger, from store: LedgerStore,
        _ command: (inout Ledger) throws(LedgerError) -> Value
    ) throws(ServiceError) -> Value {
        do throws(LedgerError) {
            return try command(&ledger)
        } catch {
            guard case .notHydrated(let needs) = error else { throw .ledger(error) }
            do throws(StoreError) {
                for need in needs { _ = try meet(need, in: &ledger, from: store) }
            } catch {
                throw .store(error)
            }
        }
        return try ServiceError.wrap { () throws(LedgerError) in try command(&ledger) }
    }

    /// Looks up what the ledger needs, as the store stood before event `sequence`; nil for now.
    ///
    /// - Returns: the tail of a day, if that was needed.
    static func meet(
        _ need: Need, in ledger: inout Ledger, from store: LedgerStore, asOf sequence: UInt64? = nil
    ) throws(StoreError) -> DayTail? {
        switch need {
        case .tail(let account, let after, let before):
            return try tail(store, account: account, after: after, before: before, asOf: sequence)
        case .trades(let account, let strategy, let range):
            let trades = try store.trades(
                account: account, strategy: strategy, from: range.first.exitTime,
                through: range.last.exitTime,
                asOf: sequence)
            let outcomes = trades.compactMap { trade -> NijaAnalytics.TradeOutcome? in
                guard let sample = try? TradeSample(trade), !(sample.key < range.first),
                    !(range.last < sample.key)
                else { return nil }
                return TradeOutcome(sample)
            }
            do throws(AnalyticsError) {
                try ledger.hydrate(need, with: outcomes)
            } catch {
                throw StoreError(
                    .damaged,
                    "\(store.path): trades of account \(account) are not those that were recorded: \(error)")
            }
            return nil
        }
    }

    /// Net profits and cash flows of an account between two instants, both excluded.
    static func tail(
        _ store: LedgerStore, account: String, after: Timestamp, before: Timestamp,
        asOf sequence: UInt64? = nil
    ) throws(StoreError) -> DayTail {
        let trades = try store.trades(
            account: account, strategy: nil, from: Timestamp(nanoseconds: after.nanoseconds + 1),
            through: Timestamp(nanoseconds: before.nanoseconds - 1), asOf: sequence)
        let flows = try store.cashFlows(account: account, after: after, before: before, asOf: sequence)
        return DayTail(
            netProfit: Decimal(units: trades.reduce(0) { $0 + $1.profit.units - $1.fees.units }),
            flows: Decimal(units: flows.reduce(0) { $0 + $1.amount.units }))
    }
}
