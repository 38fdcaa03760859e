import NijaMessages
import Protobuf

/// The fields of a trade as options, and what each means.
enum TradeFields {
    /// Fields that a caller may set, in the sequence of the contract: those before the first output-only one.
    static let names = Array(Trade.fieldNames.prefix { $0 != "net_profit" })

    /// An option for each field.
    static let options: [Option] = names.map { name in
        known[name] ?? Option(name.dashed, "VALUE", "see \(name) in trade.proto")
    }

    private static let known: [String: Option] = Dictionary(
        uniqueKeysWithValues: described.map { ($0.name.underscored, $0) })

    private static let described = [
        Option("trade-id", "ID", "your own id, which makes a retry safe (made up when missing)"),
        Option("account", "NAME", "the account (default)"),
        Option("strategy", "NAME", "the strategy that traded; required"),
        Option("symbol", "NAME", "the instrument, as the bot names it; required"),
        Option("venue", "NAME", "where it traded"),
        Option("asset-class", of: AssetClass.self, "what kind of instrument it is"),
        Option("side", of: Side.self, "long or short"),
        Option("quantity", "AMOUNT", "size of the position, in units of the instrument"),
        Option("leverage", "FACTOR", "leverage (1)"),
        Option("entry-price", "PRICE", "average price at which the position was opened"),
        Option("exit-price", "PRICE", "average price at which it was closed"),
        Option("intended-entry-price", "PRICE", "the price wanted at entry; gives slippage"),
        Option("intended-exit-price", "PRICE", "the price wanted at exit; gives slippage"),
        Option("entry-time", "TIME", "when it was opened"),
        Option("exit-time", "TIME", "when it was closed (now)"),
        Option("profit", "AMOUNT", "profit before fees, negative for a loss; required"),
        Option("fees", "AMOUNT", "fees paid, negative for a rebate (0)"),
        Option("fee-currency", "CODE", "currency of the fees, when it is not the account's"),
        Option("is-win", "YES", "whether you count it as a win: true or false"),
        Option("stop-loss", "PRICE", "the initial stop-loss price"),
        Option("take-profit", "PRICE", "the take-profit price"),
        Option("exit-reason", of: ExitReason.self, "why it was closed"),
        Option("bot-id", "ID", "the bot that traded"),
        Option("prompt-id", "ID", "the prompt or model version behind the decision"),
        Option("user-id", "ID", "the user it was traded for"),
        Option("user-principal-id", "ID", "that user's principal in another system"),
        Option("subscription-id", "ID", "the subscription it was traded under"),
        Option("order-id", "ID", "the venue's order id"),
        Option("confidence", "RATIO", "how sure the bot was, 0 to 1"),
        Option("reason", "TEXT", "why the bot traded, in words"),
        Option("tags", "A,B", "free labels to group by"),
        Option("corrects-trade-id", "ID", "the voided trade that this one replaces"),
    ]
}
