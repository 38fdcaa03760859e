import JSON
import NijaModel
import Protobuf

/// freqtrade's backtest export.
///
/// Its fees are rates of what was paid at entry and exit. Its `profit_abs` is after fees when freqtrade computes it
/// (`freqtrade/persistence/trade_model.py`, `calc_profit`), but exports are found in which it is before them: whichever
/// the prices agree with better is taken. Its numbers are binary floating point: they are rounded half-even to the 18
/// places that amounts have, which changes nothing that a double could tell.
enum Freqtrade {
    private static let exits = [
        "roi": "TP_HIT", "take_profit": "TP_HIT", "stop_loss": "SL_HIT", "stoploss": "SL_HIT",
        "stoploss_on_exchange": "SL_HIT", "trailing_stop_loss": "TRAILING_STOP", "liquidation": "LIQUIDATION",
        "force_exit": "MANUAL", "emergency_exit": "MANUAL", "exit_signal": "MANUAL", "sell_signal": "MANUAL",
        "timeout": "TIMEOUT",
    ]

    /// The trades of every strategy, and whether a number had to be rounded.
    static func rows(_ export: JSONValue) -> (rows: [TradeRow], isRounded: Bool) {
        var rows: [TradeRow] = []
        var isRounded = false
        for strategy in export["strategy"]?.members ?? [] {
            for (index, trade) in (strategy.value["trades"]?.elements ?? []).enumerated() {
                var reader = Reader(trade: trade)
                var row = TradeRow(line: index + 1, source: trade.compact + "\n")
                do throws(ImportError) {
                    row.fields = try reader.fields(strategy: strategy.name)
                } catch {
                    row.problem = error.message
                }
                isRounded = isRounded || reader.isRounded
                rows.append(row)
            }
        }
        return (rows, isRounded)
    }

    /// Reads one trade and remembers whether it rounded.
    private struct Reader {
        let trade: JSONValue
        var isRounded = false

        mutating func fields(strategy: String) throws(ImportError) -> [(name: String, text: String)] {
            if trade["is_open"] == .bool(true) { throw ImportError("it is still open") }
            let (quantity, open, close) = (
                try amount("amount"), try amount("open_rate"), try amount("close_rate")
            )
            let fees = try sum(
                product(product(quantity, open), try amount("fee_open")),
                product(product(quantity, close), try amount("fee_close")))
            let isShort = trade["is_short"] == .bool(true)
            let move = try product(quantity, isShort ? sum(open, negated(close)) : sum(close, negated(open)))
            let profit = try grossProfit(move: move, fees: fees)
            let exit = trade["exit_reason"]?.text ?? trade["sell_reason"]?.text ?? ""
            return [
                ("strategy", strategy), ("symbol", trade["pair"]?.text ?? ""), ("asset_class", "CRYPTO"),
                ("side", isShort ? "SHORT" : "LONG"), ("quantity", quantity.description),
                ("leverage", trade["leverage"] == nil ? "" : try amount("leverage").description),
                ("entry_price", open.description), ("exit_price", close.description),
                ("entry_time", trade["open_date"]?.text ?? ""),
                ("exit_time", trade["close_date"]?.text ?? ""),
                ("profit", profit.description), ("fees", fees.description),
                ("stop_loss", try stopLoss(open, isShort: isShort)), ("exit_reason", exits[exit] ?? ""),
                ("reason", exit), ("tags", trade["enter_tag"]?.text ?? ""),
            ].filter { !$0.1.isEmpty }
        }

        /// `profit_abs`, with the fees if it was after them: the prices tell.
        private mutating func grossProfit(move: Decimal, fees: Decimal) throws(ImportError) -> Decimal {
            let stated = try amount("profit_abs")
            let withFees = try sum(stated, fees)
            let isGross =
                try distance(stated, move).units <= distance(withFees, move).units
            return isGross ? stated : withFees
        }

        private func distance(_ left: Decimal, _ right: Decimal) throws(ImportError) -> Decimal {
            let difference = try sum(left, negated(right))
            return difference.isNegative ? try negated(difference) : difference
        }

        private func negated(_ value: Decimal) throws(ImportError) -> Decimal {
            guard let negated = try? value.negated() else { throw ImportError("its profit is out of range") }
            return negated
        }

        /// The initial stop, where it lies on its side of the entry: without one freqtrade writes a level far away or 0.
        private mutating func stopLoss(_ open: Decimal, isShort: Bool) throws(ImportError) -> String {
            guard trade["initial_stop_loss_abs"]?.text != nil else { return "" }
            let stop = try amount("initial_stop_loss_abs")
            let isThere = stop > .zero && (isShort ? stop > open : stop < open)
            return isThere ? stop.description : ""
        }

        private mutating func amount(_ name: String) throws(ImportError) -> Decimal {
            guard let text = trade[name]?.text, let value = try? Decimal(text, rounding: .halfEven) else {
                throw ImportError("\(name) is \(trade[name]?.compact ?? "missing"); it must be a number")
            }
            if places(of: text) > Decimal.places { isRounded = true }
            return value
        }

        private mutating func product(_ left: Decimal, _ right: Decimal) throws(ImportError) -> Decimal {
            guard let product = try? left.multiplied(by: right, rounding: .halfEven) else {
                throw ImportError("its fees are out of range")
            }
            if places(of: left.description) + places(of: right.description) > Decimal.places {
                isRounded = true
            }
            return product
        }

        private func sum(_ left: Decimal, _ right: Decimal) throws(ImportError) -> Decimal {
            guard let sum = try? left.adding(right) else { throw ImportError("its profit is out of range") }
            return sum
        }
    }

    /// An exponent, as far as it says anything: beyond a thousand every number is 0, or out of range.
    private static func clampedExponent(_ text: Substring) -> Int {
        let largest = 1000
        return Int(text).map { min(max($0, -largest), largest) } ?? (text.hasPrefix("-") ? -largest : largest)
    }

    /// Digits behind the point that a number with an exponent stands for.
    static func places(of number: String) -> Int {
        let parts = number.lowercased().split(separator: "e", maxSplits: 1)
        guard let mantissa = parts.first else { return 0 }
        let exponent = parts.count > 1 ? clampedExponent(parts[1]) : 0
        let fraction = mantissa.firstIndex(of: ".").map { mantissa[$0...].dropFirst() } ?? ""
        let significant = fraction.reversed().drop { $0 == "0" }.count
        return max(0, significant - exponent)
    }
}
