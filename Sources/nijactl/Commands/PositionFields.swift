import NijaMessages
import Protobuf

/// The fields of a position as options, and what each means.
enum PositionFields {
    /// Fields that are a text on the command line; the others are messages and are read by hand.
    static let names = options.map(\.name.underscored).filter {
        !["trailing", "pending"].contains($0) && !rules.contains($0)
    }
    /// Fields of the rules.
    static let rules = ["mode", "gap", "bar", "source"]

    static let options =
        [
            Option("position-id", "ID", "your own id, which makes a retry safe (made up when missing)"),
            SharedOptions.account,
            Option("strategy", "NAME", "the strategy that trades; required"),
            Option("symbol", "NAME", "the instrument, as prices name it; required"),
            Option("venue", "NAME", "where it trades; prices of other venues do not concern it"),
            Option("asset-class", of: AssetClass.self, "what kind of instrument it is"),
            Option("side", of: Side.self, "long or short; required"),
            Option("quantity", "AMOUNT", "size, in units of the instrument; required"),
            Option("entry-price", "PRICE", "price at which it was opened; required unless pending"),
            Option("leverage", "FACTOR", "leverage; above 1 there is a liquidation price (1)"),
            Option("intended-entry-price", "PRICE", "the price wanted at entry; gives slippage"),
            Option("entry-time", "TIME", "when it was opened (now)"),
        ] + levels + [
            Option("maintenance-margin-percent", "PERCENT", "margin below which the venue liquidates (0)"),
            Option("fees", "AMOUNT", "fees of the entry (0)"),
            Option("bot-id", "ID", "the bot that trades"),
            Option("prompt-id", "ID", "the prompt or model version behind the decision"),
            Option("user-id", "ID", "the user it is traded for"),
            Option("user-principal-id", "ID", "that user's principal in another system"),
            Option("subscription-id", "ID", "the subscription it is traded under"),
            Option("order-id", "ID", "the venue's id of the entry order"),
            Option("confidence", "RATIO", "how sure the bot was, 0 to 1"),
            Option("reason", "TEXT", "why the bot traded, in words"),
            Option("tags", "A,B", "free labels, which the trade will carry"),
            Option(flag: "pending", "the entry order is placed and nothing is filled yet"),
        ] + ruleOptions

    /// The levels at which a position ends.
    static let levels = [
        Option("stop-loss", "PRICE", "closes it at a loss"),
        Option("take-profit", "PRICE", "closes it in profit"),
        Option("trailing", "DISTANCE", "a stop that follows the price: 250, or 2.5%"),
        Option("timeout", "TIME", "closes it so long after the entry, such as 4h"),
    ]

    /// What happens when a level is reached.
    static let ruleOptions = [
        Option("mode", of: ExitMode.self, "close it, or ask the bot to (the account's)"),
        Option("gap", of: GapPolicy.self, "where a level fills that a price jumps over (the account's)"),
        Option("bar", of: BarPolicy.self, "what comes first inside a bar (the account's)"),
        Option("source", of: PriceSource.self, "which price it is watched by (the account's)"),
    ]

    /// The rules that options give.
    static func exitRules(_ call: Invocation) throws(CommandError) -> ExitRules {
        var message = ExitRules()
        (message.mode, message.gap) = (try call.choice("mode"), try call.choice("gap"))
        (message.bar, message.source) = (try call.choice("bar"), try call.choice("source"))
        return message
    }

    /// The trailing stop that an option gives; nil when it was not given, an empty one when it is to go.
    static func trailingStop(_ call: Invocation) -> TrailingStop? {
        guard let text = call["trailing"] else { return nil }
        var stop = TrailingStop()
        if text.hasSuffix("%") {
            stop.distance = .percent(String(text.dropLast()))
        } else if !text.isEmpty && text != "none" {
            stop.distance = .amount(text)
        }
        return stop
    }
}
