public import NijaMessages

// What bots do most with positions, safe to repeat: an id is filled in before anything is sent.

extension NijaClient {
    /// Opens a position, which the daemon then watches on every price.
    ///
    /// - Parameters:
    ///   - position: the position; a missing id is filled in.
    ///   - isPending: the entry order is placed and nothing is filled yet.
    /// - Returns: the position as recorded.
    /// - Throws: `NijaError`.
    public func openPosition(
        _ position: Position, isPending: Bool = false
    ) throws(NijaError) -> OpenPositionResponse {
        var request = OpenPositionRequest()
        (request.position, request.pending) = (position, isPending)
        if position.positionID.isEmpty { request.position?.positionID = Self.makeID() }
        return try callRepeatedly(PositionService.openPosition, request)
    }

    /// Records an entry of a position.
    ///
    /// - Parameter request: the fill; a missing id is filled in.
    /// - Returns: the position after it.
    /// - Throws: `NijaError`.
    public func fillPosition(_ request: FillPositionRequest) throws(NijaError) -> FillPositionResponse {
        var request = request
        if request.requestID.isEmpty { request.requestID = Self.makeID() }
        return try callRepeatedly(PositionService.fillPosition, request)
    }

    /// Closes a position, whole or in part.
    ///
    /// - Parameter request: the close; a missing id is filled in.
    /// - Returns: the position after it, and the trade that it has become.
    /// - Throws: `NijaError`.
    public func closePosition(_ request: ClosePositionRequest) throws(NijaError) -> ClosePositionResponse {
        var request = request
        if request.requestID.isEmpty { request.requestID = Self.makeID() }
        return try callRepeatedly(PositionService.closePosition, request)
    }

    /// Takes a price in; the same price again changes nothing.
    ///
    /// - Parameter price: the price.
    /// - Returns: what it did.
    /// - Throws: `NijaError`.
    public func pushPrice(_ price: Price) throws(NijaError) -> PriceOutcome {
        var request = PushPriceRequest()
        request.price = price
        return try call(MarketService.pushPrice, request).outcome ?? PriceOutcome()
    }
}
