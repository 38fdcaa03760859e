import Glibc
public import NijaMessages

// The writes that bots make most, safe to repeat: an id is filled in before anything is sent.

extension NijaClient {
    /// Records a trade.
    ///
    /// - Parameters:
    ///   - trade: the trade; a missing id is filled in.
    ///   - strict: refuse a trade that contradicts itself instead of recording it with a warning.
    /// - Returns: the trade as recorded.
    /// - Throws: `NijaError`.
    public func recordTrade(_ trade: Trade, strict: Bool = false) throws(NijaError) -> RecordTradeResponse {
        var request = RecordTradeRequest()
        (request.trade, request.strict) = (trade, strict)
        if trade.tradeID.isEmpty { request.trade?.tradeID = Self.makeID() }
        return try callRepeatedly(TradeService.recordTrade, request)
    }

    /// Records a fill, and returns what the rules of compliance say of it.
    ///
    /// - Parameter fill: the fill; a missing id is filled in.
    /// - Returns: the fill as recorded, and its audits.
    /// - Throws: `NijaError`.
    public func recordFill(_ fill: Fill) throws(NijaError) -> RecordFillResponse {
        var request = RecordFillRequest()
        request.fill = fill
        if fill.fillID.isEmpty { request.fill?.fillID = Self.makeID() }
        return try callRepeatedly(FillService.recordFill, request)
    }

    /// Reports what an account is worth.
    ///
    /// - Parameter request: the report; a missing id is filled in.
    /// - Returns: the report as recorded.
    /// - Throws: `NijaError`.
    public func updateBalance(_ request: UpdateBalanceRequest) throws(NijaError) -> UpdateBalanceResponse {
        var request = request
        if request.requestID.isEmpty { request.requestID = Self.makeID() }
        return try callRepeatedly(AccountService.updateBalance, request)
    }

    /// Records a deposit or a withdrawal.
    ///
    /// - Parameter request: the cash flow; a missing id is filled in.
    /// - Returns: the cash flow as recorded.
    /// - Throws: `NijaError`.
    public func recordCashFlow(_ request: RecordCashFlowRequest) throws(NijaError) -> RecordCashFlowResponse {
        var request = request
        if request.requestID.isEmpty { request.requestID = Self.makeID() }
        return try callRepeatedly(AccountService.recordCashFlow, request)
    }

    /// An id that nobody else makes: the time, the process and 64 random bits.
    public static func makeID() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let now = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        let parts = [now, UInt64(getpid()), UInt64.random(in: .min ... .max)]
        return parts.map { String($0, radix: 16) }.joined(separator: "-")
    }
}
