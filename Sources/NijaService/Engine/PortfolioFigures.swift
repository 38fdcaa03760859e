import NijaLedger
import NijaMessages
import NijaModel
import NijaPortfolio
import NijaPositions

/// Portfolios as they are now.
final class PortfolioFigures {
    private let engine: LedgerEngine

    init(engine: LedgerEngine) {
        self.engine = engine
    }

    /// What an account is worth.
    func current(_ account: String, at now: Timestamp) throws(ServiceError) -> Portfolio {
        engine.sumUpHoldings()
        return try ServiceError.wrap { () throws(LedgerError) in
            try engine.ledger.portfolio(ofAccount: account, at: now)
        }
    }

    /// What an account is worth as a message, with its largest exposures.
    func message(
        _ account: String, exposures: Int, at now: Timestamp
    ) throws(ServiceError) -> NijaMessages.Portfolio {
        let portfolio = try current(account, at: now)
        let holdings = engine.ledger.positions.accountHoldings(of: account)
        var message = NijaMessages.Portfolio(portfolio, at: now)
        message.sequence = engine.ledger.sequence
        message.symbols = Int32(clamping: holdings.bySymbol.count)
        func largest(_ parts: [String: HoldingSums]) -> [PortfolioExposure] {
            PortfolioPart.largest(exposures, of: parts).map { PortfolioExposure($0, in: portfolio) }
        }
        (message.bySymbol, message.byStrategy) = (largest(holdings.bySymbol), largest(holdings.byStrategy))
        return message
    }
}
