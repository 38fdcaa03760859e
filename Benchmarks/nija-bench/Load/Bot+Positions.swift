import NijaMessages
import Protobuf

extension Bot {
    /// Symbols that open positions are spread over.
    static let symbolsCount = 500

    /// Opens a long of one at 100.
    func openPosition(_ symbol: String, stop: String) throws {
        var (request, position) = (OpenPositionRequest(), Position())
        (position.account, position.strategy, position.symbol) = (account, "S0", symbol)
        (position.side, position.quantity, position.entryPrice) = (.long, "1", "100")
        (position.stopLoss, position.takeProfit) = (stop, "150")
        request.position = position
        try call(PositionService.openPosition, request)
    }

    /// Opens positions that no price of a storm reaches, spread over the symbols.
    func openPositions(_ count: Int) throws {
        for number in 0..<count { try openPosition("S\(number % Self.symbolsCount)", stop: "50") }
    }

    /// The request that takes a price in, encoded.
    static func pushing(_ symbol: String, _ last: String) -> [UInt8] {
        var request = PushPriceRequest()
        request.price = price(symbol, last)
        return request.encode()
    }

    /// The same on a stream.
    static func streaming(_ symbol: String, _ last: String) -> [UInt8] {
        var request = PushPricesRequest()
        request.price = price(symbol, last)
        return request.encode()
    }

    private static func price(_ symbol: String, _ last: String) -> Price {
        var price = Price()
        (price.symbol, price.last) = (symbol, last)
        return price
    }
}
