import JSON
import NijaModel

/// freqtrade's backtest export.
///
/// Its `profit_abs` is after fees, its numbers are binary floating point: they are rounded half-even to the 18 places
/// that amounts have, which changes nothing that a double could tell.
enum Freqtrade {
    private static let exits = [
        "roi": "TP_HIT", "take_profit": "TP_HIT", "stop_loss": "SL_HIT", "stoploss": "SL_HIT",
        "stoploss_on_exchange": "SL_HIT", "trailing_stop_loss": "TRAILING_STOP", "liquidation": "LIQUIDATION",
        "force_exit": "MANUAL", "emergency_exit": "MANUAL", "exit_signal": "MANUAL", "sell_signal": "MANUAL",
        "timeout": "TIMEOUT",
    ]

    static func rows(_ export: JSONValue) throws(CommandError) -> [TradeRow] {
        var rows: [TradeRow] = []
        for strategy in export["strategy"]?.members ?? [] {
            for (index, trade) in (strategy.value["trades"]?.elements ?? []).enumerated() {
                rows.append(try row(trade, strategy: strategy.name, number: index + 1))
            }
        }
        return rows
    }

    private static func row(_ trade: JSONValue, strategy: String, number: Int) throws(CommandError)
        -> TradeRow
    {
        func amount(_ name: String) throws(CommandError) -> Decimal {
            guard let text = trade[name]?.text, let value = try? Decimal(text, rounding: .halfEven) else {
                throw .failed(
                    "trade \(number): \(name) is \(trade[name]?.compact ?? "missing"); it must be a number")
            }
            return value
        }
        let (quantity, open, close) = (
            try amount("amount"), try amount("open_rate"), try amount("close_rate")
        )
        let fees = try fee(quantity, open, try amount("fee_open"), close, try amount("fee_close"))
        guard let profit = try? (try amount("profit_abs")).adding(fees) else {
            throw .failed("trade \(number): profit_abs is out of range")
        }
        var fields = [
            ("strategy", strategy), ("symbol", trade["pair"]?.text ?? ""),
            ("venue", trade["exchange"]?.text ?? ""),
            ("asset_class", "CRYPTO"), ("side", trade["is_short"] == .bool(true) ? "SHORT" : "LONG"),
            ("quantity", quantity.description), ("entry_price", open.description),
            ("exit_price", close.description),
            ("entry_time", trade["open_date"]?.text ?? ""), ("exit_time", trade["close_date"]?.text ?? ""),
            ("profit", profit.description), ("fees", fees.description),
            ("exit_reason", exits[trade["exit_reason"]?.text ?? ""] ?? ""),
            ("reason", trade["exit_reason"]?.text ?? ""), ("tags", trade["enter_tag"]?.text ?? ""),
        ]
        if let leverage = trade["leverage"]?.text, let value = try? Decimal(leverage, rounding: .halfEven) {
            fields.append(("leverage", value.description))
        }
        if let stop = stopLoss(trade, open) { fields.append(("stop_loss", stop)) }
        return TradeRow(
            line: number, fields: fields.map { (name: $0.0, text: $0.1) }, source: trade.compact + "\n")
    }

    /// quantity × open × its fee + quantity × close × its fee.
    private static func fee(
        _ quantity: Decimal, _ open: Decimal, _ openFee: Decimal, _ close: Decimal, _ closeFee: Decimal
    ) throws(CommandError) -> Decimal {
        do throws(DecimalError) {
            let entry = try quantity.multiplied(by: open, rounding: .halfEven).multiplied(
                by: openFee, rounding: .halfEven)
            let exit = try quantity.multiplied(by: close, rounding: .halfEven).multiplied(
                by: closeFee, rounding: .halfEven)
            return try entry.adding(exit)
        } catch {
            throw .failed("fees are out of range")
        }
    }

    /// The initial stop, where it lies on its side of the entry.
    private static func stopLoss(_ trade: JSONValue, _ open: Decimal) -> String? {
        guard let text = trade["initial_stop_loss_abs"]?.text,
            let stop = try? Decimal(text, rounding: .halfEven),
            stop > .zero
        else { return nil }
        let isShort = trade["is_short"] == .bool(true)
        return isShort ? (stop > open ? stop.description : nil) : (stop < open ? stop.description : nil)
    }
}
