import NijaMessages
import Protobuf
import TTRPC

/// A bot on a connection of its own: makes trades as live bots do, and sends them.
final class Bot {
    private(set) var client: Client
    /// The account that it trades for.
    let account: String
    /// Trades that it has made; their ids count up.
    private(set) var tradesCount = 0

    /// The exit time of the first trade, in seconds since 1970.
    private static let firstExit: Int64 = 1_690_000_000
    /// Between one exit and the next: a million trades take most of a year.
    private static let secondsBetween: Int64 = 30

    /// Connects; the account is made when it is not there.
    init(socket: String, account: String) throws {
        client = try Client(connectingTo: socket)
        self.account = account
        var (request, settings) = (CreateAccountRequest(), Account())
        (settings.name, settings.initialCapital) = (account, "1000000")
        request.account = settings
        do {
            _ = try call(AccountService.createAccount, request)
        } catch ClientError.status(let status) where status.code == .alreadyExists {}
    }

    /// Connects anew, as when the daemon was started again.
    func reconnect(to socket: String) throws(ClientError) { client = try Client(connectingTo: socket) }

    /// Calls a method.
    @discardableResult
    func call<Request, Response>(_ method: UnaryMethod<Request, Response>, _ request: Request) throws
        -> Response
    {
        try Response.decode(send(method, request.encode()))
    }

    /// Calls a method with a request that is encoded already; the bytes of the answer.
    @discardableResult
    func send(_ method: some Method, _ payload: [UInt8]) throws(ClientError) -> [UInt8] {
        try client.call(service: method.service, method: method.name, payload: payload)
    }

    /// What a call puts on the wire.
    ///
    /// Header, names and payload of the request; header and payload of the reply.
    static func bytes(of method: some Method, request: Int, reply: Int) -> CallBytes {
        bytes(of: (method.service, method.name), request: request, reply: reply)
    }

    /// As the other, of a method by its names.
    static func bytes(of method: (service: String, name: String), request: Int, reply: Int) -> CallBytes {
        func field(_ size: Int) -> Int { size == 0 ? 0 : size + (size < 128 ? 2 : 3) }
        return CallBytes(
            request: Limits.headerBytes + field(method.service.utf8.count) + field(method.name.utf8.count)
                + field(request), reply: Limits.headerBytes + field(reply))
    }

    /// The next trade: of four strategies, a third of them losses, its exit after all before it.
    func nextTrade(profit: String? = nil) -> Trade {
        defer { tradesCount += 1 }
        let isLoss = tradesCount % 3 == 0
        var (trade, exit) = (Trade(), TimestampMessage())
        exit.seconds = Self.firstExit + Int64(tradesCount) * Self.secondsBetween
        (trade.tradeID, trade.exitTime) = ("\(account)-\(tradesCount)", exit)
        (trade.account, trade.strategy, trade.symbol) = (account, "S\(tradesCount % 4)", "BTC-USD")
        (trade.side, trade.quantity, trade.entryPrice, trade.exitPrice) = (
            .long, "0.1", "45000", isLoss ? "44987.5" : "45010"
        )
        (trade.profit, trade.fees) = (profit ?? (isLoss ? "-1.25" : "1"), "0.05")
        return trade
    }

    /// The request that records the next trade, encoded.
    func nextRecording(profit: String? = nil) -> [UInt8] {
        var request = RecordTradeRequest()
        request.trade = nextTrade(profit: profit)
        return request.encode()
    }

    /// The request that records the next `count` trades at once, encoded.
    func nextBatch(_ count: Int) -> [UInt8] {
        var request = BatchRecordTradesRequest()
        request.trades = (0..<count).map { _ in nextTrade() }
        return request.encode()
    }

    /// Records trades in batches of a thousand until the account has `count`.
    func record(upTo count: Int) throws {
        while tradesCount < count {
            let size = min(1000, count - tradesCount)
            let answer = try send(TradeService.batchRecordTrades, nextBatch(size))
            let recorded = try BatchRecordTradesResponse.decode(answer).recorded
            if Int(recorded) != size { throw BenchError("a batch of \(size) recorded \(recorded)") }
        }
    }
}
