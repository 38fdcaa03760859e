import NijaModel

/// A made-up trade history: three bots with a character each, on prices that walk at random.
///
/// The same seed gives the same history to the last byte: all arithmetic is on whole numbers.
struct History {
    /// A bot and how it trades.
    private struct Bot {
        let id: String
        let strategy: String
        let prompt: String
        let symbols: [Int]
        /// Trades that go its way, in percent.
        let hitRate: Int
        /// How far a trade goes its way at most, in basis points; and against it.
        let winBasisPoints: Int
        let lossBasisPoints: Int
        let holdMinutes: Int
    }

    private struct Market {
        let symbol: String
        /// Price in cents.
        var cents: Int
        /// Size of a position in thousandths.
        let thousandths: Int
    }

    private static let bots = [
        Bot(
            id: "bot-1", strategy: "APEX_V71", prompt: "7", symbols: [0, 1], hitRate: 58, winBasisPoints: 120,
            lossBasisPoints: 90, holdMinutes: 240),
        Bot(
            id: "bot-2", strategy: "DUAL_RSI", prompt: "3", symbols: [1, 2], hitRate: 47, winBasisPoints: 110,
            lossBasisPoints: 100, holdMinutes: 90),
        Bot(
            id: "bot-3", strategy: "MEAN_REV", prompt: "3", symbols: [2, 3], hitRate: 66, winBasisPoints: 60,
            lossBasisPoints: 130, holdMinutes: 30),
    ]

    static let header = [
        "trade_id", "strategy", "symbol", "venue", "asset_class", "side", "quantity", "leverage",
        "entry_price",
        "exit_price", "intended_entry_price", "entry_time", "exit_time", "profit", "fees", "stop_loss",
        "take_profit",
        "exit_reason", "bot_id", "prompt_id", "confidence", "tags",
    ].joined(separator: ",")

    private var random: SplitMix64
    private var markets = [
        Market(symbol: "BTC-USD", cents: 4_500_000, thousandths: 10),
        Market(symbol: "ETH-USD", cents: 250_000, thousandths: 150),
        Market(symbol: "SOL-USD", cents: 9_500, thousandths: 4_000),
        Market(symbol: "LINK-USD", cents: 1_450, thousandths: 25_000),
    ]

    init(seed: UInt64) {
        random = SplitMix64(state: seed)
    }

    /// The lines of a history of so many trades that ends after so many days, the header first.
    mutating func lines(trades: Int, days: Int, start: Timestamp) -> [String] {
        var lines = [History.header]
        let seconds = days * 86_400
        for index in 0..<trades {
            // In order of their exits, with a little time between any two.
            let exit = seconds * index / trades + random.below(max(1, seconds / trades))
            // A bad month in the middle: what makes alarms worth having.
            let isBad = index > trades * 45 / 100 && index < trades * 55 / 100
            lines.append(line(number: index + 1, exitSecond: exit, isBad: isBad, start: start))
        }
        return lines
    }

    private mutating func line(number: Int, exitSecond: Int, isBad: Bool, start: Timestamp) -> String {
        let bot = History.bots[random.below(History.bots.count)]
        let place = bot.symbols[random.below(bot.symbols.count)]
        markets[place].cents += markets[place].cents * (random.below(201) - 99) / 10_000
        let market = markets[place]
        let isLong = random.below(100) < 55
        let sign = isLong ? 1 : -1
        let outcome = random.below(100)
        let move: Int
        switch outcome {
        case 99: move = 0
        case 0..<(isBad ? bot.hitRate / 3 : bot.hitRate): move = 1 + random.below(bot.winBasisPoints)
        default: move = -1 - random.below(bot.lossBasisPoints)
        }
        let entry = market.cents
        let exit = entry + sign * entry * move / 10_000
        let intended = entry - sign * entry * random.below(4) / 10_000
        // Cents times thousandths are hundred-thousandths of a dollar.
        let profit = sign * (exit - entry) * market.thousandths
        let notional = (entry + exit) * market.thousandths
        let fees = random.below(40) == 0 ? -notional / 20_000 : notional / 2_000
        let held = 1 + random.below(2 * bot.holdMinutes)
        let reason =
            move >= bot.winBasisPoints * 3 / 4
            ? "TP_HIT"
            : move <= -bot.lossBasisPoints * 3 / 4 ? "SL_HIT" : random.below(8) == 0 ? "TIMEOUT" : "MANUAL"
        let stop = entry - sign * entry * bot.lossBasisPoints / 10_000
        let target = entry + sign * entry * bot.winBasisPoints / 10_000
        let opened = start.adding(.seconds(Int64(exitSecond - held * 60)))
        let fields = [
            "h-\(number)", bot.strategy, market.symbol, "paper", "CRYPTO", isLong ? "LONG" : "SHORT",
            fixed(market.thousandths, 3), "1", fixed(entry, 2), fixed(exit, 2), fixed(intended, 2),
            "\(opened)",
            "\(start.adding(.seconds(Int64(exitSecond))))", fixed(profit, 5), fixed(fees, 5), fixed(stop, 2),
            fixed(target, 2), reason, bot.id, bot.prompt, fixed(50 + random.below(50), 2),
            isBad ? "regime:bear" : "regime:normal",
        ]
        return fields.joined(separator: ",")
    }
}

/// A whole number of 10⁻ᵖˡᵃᶜᵉˢ as a decimal.
func fixed(_ units: Int, _ places: Int) -> String {
    let digits = String(units.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (units < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
}

/// A small generator with a state of 64 bits.
///
/// - Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014, figure 17.
struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// A number from 0 up to `bound`, which is not reached.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
