import NijaMessages
import TTRPC

extension InputTable {
    /// A trade that says everything.
    static let goodTrade: Trade = {
        var trade = Trade()
        (trade.strategy, trade.symbol, trade.profit) = ("S", "BTC-USD", "50")
        (trade.side, trade.quantity, trade.leverage) = (.long, "0.5", "2")
        (trade.entryPrice, trade.exitPrice) = ("45000", "45100")
        (trade.stopLoss, trade.takeProfit) = ("44000", "46000")
        (trade.entryTime, trade.exitTime) = (instant(1_767_000_000), instant(1_767_000_060))
        (trade.fees, trade.isWin, trade.confidence, trade.tags) = ("1", true, 0.5, ["a"])
        return trade
    }()

    private static let recording: RecordTradeRequest = {
        var request = RecordTradeRequest()
        request.trade = goodTrade
        return request
    }()

    static let trades: [InputTable] = [
        InputTable(
            TradeService.recordTrade, recording, amountFaults + textFaults + timeFaults + wholeFaults),
        InputTable(TradeService.batchRecordTrades, batch, batchFaults),
        InputTable(TradeService.recordTrades, streamed, streamedFaults),
        InputTable(TradeService.getTrade, known, knownFaults),
        InputTable(TradeService.listTrades, ListTradesRequest(), listFaults),
        InputTable(TradeService.voidTrade, voiding, voidingFaults),
        InputTable(TradeService.streamTrades, StreamTradesRequest(), followFaults),
    ]

    private static let notDecimals: [String] = [
        "NaN", "inf", "-", ".", "1e5", "0x10", "1,5", " 1", "1 ", "--1", "+-1", "١", "1_000",
        "0.1234567890123456789", "170141183460469231731.7", "99999999999999999999999999999999999999999",
        long,
    ]

    private static let amountFaults: [Fault<RecordTradeRequest>] =
        notDecimals.map { text in
            Fault("profit is \(text.prefix(45))", "trade.profit", in: \.trade) { $0.profit = text }
        }
        + [
            Fault("profit is missing", "trade.profit", in: \.trade) { $0.profit = "" },
            Fault("profit is past the limit of amounts", "trade.profit", in: \.trade) {
                $0.profit = "99000000000000000000"
            },
            Fault("fees are past the limit of amounts", "trade.fees", in: \.trade) {
                $0.fees = "-99000000000000000000"
            },
            Fault("a size of nothing", "trade.quantity", "trade.leverage", in: \.trade) {
                ($0.quantity, $0.leverage) = ("0", "0")
            },
            Fault("prices below zero", "trade.entry_price", "trade.exit_price", in: \.trade) {
                ($0.entryPrice, $0.exitPrice) = ("-1", "-0.1")
            },
            Fault("intended prices", "trade.intended_entry_price", "trade.intended_exit_price", in: \.trade) {
                ($0.intendedEntryPrice, $0.intendedExitPrice) = ("0", "NaN")
                ($0.intendedEntryPrice, $0.intendedExitPrice) = ("inf", "NaN")
            },
            Fault("a stop above the entry of a long", "trade.stop_loss", in: \.trade) {
                $0.stopLoss = "45001"
            },
            Fault("a target below the entry of a long", "trade.take_profit", in: \.trade) {
                $0.takeProfit = "1"
            },
            Fault("a confidence that is no number", "trade.confidence", in: \.trade) { $0.confidence = .nan },
            Fault("a confidence above 1", "trade.confidence", in: \.trade) { $0.confidence = 1.01 },
            Fault("a confidence below 0", "trade.confidence", in: \.trade) { $0.confidence = -0.01 },
            Fault("a contradiction in strict mode", "trade.profit", "trade.is_win") {
                $0.strict = true
                $0.trade?.profit = "-50"
                $0.trade?.isWin = true
            },
        ]

    private static let textFaults: [Fault<RecordTradeRequest>] = [
        Fault("names that are missing", "trade.strategy", "trade.symbol", in: \.trade) {
            ($0.strategy, $0.symbol) = ("", "")
        },
        Fault("names that are too long", "trade.trade_id", "trade.strategy", "trade.symbol", in: \.trade) {
            ($0.tradeID, $0.strategy, $0.symbol) = (long, long, long)
        },
        Fault("a character of C1, which steers terminals too", "trade.venue", in: \.trade) {
            $0.venue = "a\u{9B}2Jb"
        },
        Fault("a line break in a name", "trade.bot_id", in: \.trade) { $0.botID = "a\nb" },
        Fault("a reason that is too long", "trade.reason", in: \.trade) { $0.reason = long },
        Fault("an account that cannot be one", "trade.account", in: \.trade) { $0.account = "no account" },
        Fault("an account that there is not", .notFound, in: \.trade) { $0.account = "nobody" },
        Fault("tags, named by their places", "trade.tags[1]", "trade.tags[3]", in: \.trade) {
            $0.tags = ["z", long, "z", "", "a"]
        },
        Fault("too many tags", "trade.tags", in: \.trade) { $0.tags = (0..<33).map { "tag \($0)" } },
    ]

    private static let timeFaults: [Fault<RecordTradeRequest>] = [
        Fault("an exit before its entry", "trade.exit_time", in: \.trade) {
            $0.exitTime = instant(1_766_999_999)
        },
        Fault("an entry past the end of time", "trade.entry_time", in: \.trade) { $0.entryTime = tooLate },
        Fault("an exit before the beginning of time", "trade.exit_time", in: \.trade) {
            $0.exitTime = tooEarly
        },
        Fault("a negative nanosecond", "trade.exit_time", in: \.trade) {
            $0.exitTime = instant(1_767_000_060, -1)
        },
        Fault("a nanosecond too many", "trade.exit_time", in: \.trade) {
            $0.exitTime = instant(1_767_000_060, 1_000_000_000)
        },
    ]

    private static let wholeFaults: [Fault<RecordTradeRequest>] = [
        Fault("no trade", "trade") { $0.trade = nil },
        Fault("an empty trade", "trade.profit", "trade.strategy", "trade.symbol") { $0.trade = Trade() },
        Fault("enumerations", "trade.asset_class", "trade.side", "trade.exit_reason", in: \.trade) {
            $0.assetClass = .init(rawValue: 7)
            $0.side = .init(rawValue: -1)
            $0.exitReason = .init(rawValue: 256)
        },
        Fault("other content for a known id", .alreadyExists, in: \.trade) {
            ($0.tradeID, $0.fees) = ("t-1", "2")
        },
        Fault(
            "what cannot be read and what cannot be, together", "trade.exit_time", "trade.profit",
            "trade.quantity", "trade.tags[0]", "trade.strategy", "trade.exit_price", "trade.confidence",
            "trade.stop_loss", in: \.trade
        ) {
            ($0.exitTime, $0.profit, $0.quantity) = (tooLate, "abc", "NaN")
            ($0.tags, $0.strategy, $0.exitPrice) = ([control], "", "0")
            ($0.confidence, $0.stopLoss) = (7, "50000")
        },
    ]

    private static let batch: BatchRecordTradesRequest = {
        var request = BatchRecordTradesRequest()
        request.trades = [goodTrade]
        return request
    }()

    private static let batchFaults: [Fault<BatchRecordTradesRequest>] = [
        Fault("a trade that cannot be read", "trades[1].profit", "trades[1].symbol") {
            $0.trades.append(goodTrade)
            ($0.allOrNothing, $0.trades[1].profit, $0.trades[1].symbol) = (true, "", "")
        },
        Fault("a row that cannot be", "trades[0].confidence") { $0.trades[0].confidence = .infinity },
        Fault("a row that contradicts itself in strict mode", "trades[0].is_win") {
            ($0.strict, $0.trades[0].isWin) = (true, false)
        },
        Fault("rows of which one contradicts itself", "trades[1].is_win") {
            $0.trades.append(goodTrade)
            ($0.strict, $0.allOrNothing, $0.trades[1].isWin) = (true, true, false)
        },
        Fault("the same id with other content", "trades[1]") {
            $0.trades = [goodTrade, goodTrade]
            ($0.trades[0].tradeID, $0.trades[1].tradeID) = ("b-1", "b-1")
            ($0.allOrNothing, $0.trades[1].fees) = (true, "2")
        },
        Fault("an account that there is not, among others", "trades[1]") {
            $0.trades.append(goodTrade)
            ($0.allOrNothing, $0.trades[1].account) = (true, "nobody")
        },
        Fault("too many rows", "trades") {
            $0.trades = Array(repeating: goodTrade, count: 10_001)
        },
    ]

    private static let streamed: RecordTradesRequest = {
        var request = RecordTradesRequest()
        request.trade = goodTrade
        return request
    }()

    private static let streamedFaults: [Fault<RecordTradesRequest>] = [
        Fault("no trade", "trade") { $0.trade = nil },
        Fault("a trade that cannot be", "trade.profit", "trade.strategy", in: \.trade) {
            ($0.profit, $0.strategy) = ("NaN", control)
        },
        Fault("an account that there is not", .notFound, in: \.trade) { $0.account = "nobody" },
    ]

    private static let known: GetTradeRequest = {
        var request = GetTradeRequest()
        request.tradeID = "t-1"
        return request
    }()

    private static let knownFaults: [Fault<GetTradeRequest>] = [
        Fault("nothing said", "trade_id") { $0.tradeID = "" },
        Fault("names that cannot be", "account", "trade_id") { ($0.account, $0.tradeID) = (".\u{7F}", long) },
        Fault("a trade that there is not", .notFound) { $0.tradeID = "t-2" },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
    ]

    private static let voiding: VoidTradeRequest = {
        var request = VoidTradeRequest()
        request.tradeID = "t-1"
        return request
    }()

    private static let voidingFaults: [Fault<VoidTradeRequest>] = [
        Fault("everything at once", "account", "trade_id", "reason") {
            ($0.account, $0.tradeID, $0.reason) = ("/", "", control)
        },
        Fault("a reason that is too long", "reason") { $0.reason = long },
        Fault("a trade that there is not", .notFound) { $0.tradeID = "t-2" },
    ]

    private static let listFaults: [Fault<ListTradesRequest>] =
        [
            Fault("a size below zero, and no such sorting", "order_by", "page_size") {
                ($0.pageSize, $0.orderBy) = (-1, "luck")
            },
            Fault("a sorting with a word too many", "order_by") { $0.orderBy = "profit desc please" },
            Fault("a sorting of blanks", "order_by") { $0.orderBy = "  " },
            Fault("a range the wrong way round", "filter.exit_time.to", in: \.filter) {
                $0.exitTime = range(2, 1)
            },
            Fault("an empty range", "filter.exit_time.to", in: \.filter) {
                $0.exitTime = range(2, 2)
            },
            Fault("enumerations", "filter.side", "filter.exit_reason", "filter.outcome", in: \.filter) {
                $0.side = .init(rawValue: 3)
                $0.exitReason = .init(rawValue: 99)
                $0.outcome = .init(rawValue: -7)
            },
            Fault("an account that there is not", .notFound, in: \.filter) {
                $0.account = "nobody"
            },
        ]
        + [
            "x", "1.2", "1.2.3.4", "-1.1.00", "1.1.0g", "1.1.ff", "1.1.0", "99999999999999999.1.00", "..",
            long,
        ]
        .map { token in Fault("the page token \(token.prefix(20))", "page_token") { $0.pageToken = token } }

    private static let followFaults: [Fault<StreamTradesRequest>] = [
        Fault("a heartbeat that is too fast", "heartbeat_interval") {
            $0.heartbeatInterval = span(0, 99_999_999)
        },
        Fault("a heartbeat that is no span", "heartbeat_interval") { $0.heartbeatInterval = span(.max, 1) },
        Fault("seconds and nanoseconds against each other", "heartbeat_interval") {
            $0.heartbeatInterval = span(1, -2_000_000_000)
        },
        Fault("an account that there is not", .notFound, in: \.filter) {
            $0.account = "nobody"
        },
        Fault("a sequence that is not reached", .outOfRange) { $0.afterSequence = .max },
    ]
}
