import NijaLedger
import NijaModel
import NijaPositions
import NijaStore
import TTRPC

/// What a price did.
struct PriceEffect {
    var markedCount = 0
    var closedCount = 0
    var requestedCount = 0
    var isLate = false
}

/// What a look at positions did.
struct MonitorReport {
    var checkedCount = 0
    var closedCount = 0
    var updatedCount = 0
    var problems: [String] = []
}

/// Takes prices in and carries out what they and the clock bring about.
///
/// A price and everything that it closes are of one turn, and so of one commit. The newest price of each symbol is kept
/// now and then; what a price has done is kept with the turn.
final class PositionDesk {
    private struct Instrument: Hashable {
        let symbol: String
        let venue: String
    }

    private let engine: LedgerEngine
    private let log: (String) -> Void
    /// Prices that were not kept yet.
    private var unkept: [Instrument: Price] = [:]
    /// Prices since `takeChanged`; none while nobody follows.
    private var changed: [Instrument: Price] = [:]
    /// When trailing stops that are gone were forgotten last.
    private var tidiedAt = Timestamp.min
    private static let tidyingInterval = TimeSpan.minutes(1)
    /// Whether anybody follows prices.
    var isFollowed = false

    init(engine: LedgerEngine, log: @escaping (String) -> Void) {
        self.engine = engine
        self.log = log
    }

    // MARK: Prices

    /// Takes a price in, and closes what it hits or asks for it.
    ///
    /// - Throws: What is wrong with the price, or that the store cannot be written.
    func take(_ price: Price, _ context: Context) throws(ServiceError) -> PriceEffect {
        let observation = try engine.perform { ledger throws(LedgerError) in
            try ledger.observe(price, context)
        }
        var effect = PriceEffect(markedCount: observation.markedCount, isLate: observation.isLate)
        if observation.isLate { return effect }
        let instrument = Instrument(symbol: price.symbol, venue: price.venue)
        unkept[instrument] = price
        if isFollowed { changed[instrument] = price }
        if observation.hits.isEmpty { return effect }
        for hit in observation.hits {
            switch try carryOut(hit, at: price.time, context) {
            case .closed: effect.closedCount += 1
            case .requested: effect.requestedCount += 1
            case .none: break
            case .failed(let problem): log(problem)
            }
        }
        try engine.perform { ledger in ledger.watchExposure(of: observation.restless, context) }
        return effect
    }

    /// Prices that came in since the last call.
    func takeChanged() -> [Price] {
        if changed.isEmpty { return [] }
        defer { changed.removeAll(keepingCapacity: true) }
        return Array(changed.values)
    }

    /// Writes the newest prices, in the turn's transaction.
    func keepPrices() {
        guard !unkept.isEmpty else { return }
        let prices = Array(unkept.values)
        // While the store cannot be written they wait.
        guard (try? engine.keep({ store throws(StoreError) in try store.keep(prices) })) != nil else {
            return
        }
        unkept.removeAll(keepingCapacity: true)
    }

    /// Forgets what has moved trailing stops that are gone, now and then.
    private func tidyUp(at now: Timestamp) {
        guard now.since(tidiedAt) >= Self.tidyingInterval else { return }
        tidiedAt = now
        let oldest = engine.ledger.positions.oldestSequence ?? engine.ledger.sequence
        _ = try? engine.keep { store throws(StoreError) in try store.forgetPriceMarks(before: oldest) }
    }

    // MARK: Time

    /// Closes positions whose time is up, and holds thresholds against what open ones are worth.
    func watch(_ context: Context) {
        guard let due = try? engine.perform({ ledger in ledger.expirePositions(context) }) else { return }
        for hit in due.hits {
            if case .failed(let problem)? = try? carryOut(hit, at: context.now, context) { log(problem) }
        }
        _ = try? engine.perform { ledger in ledger.beginDays(context) }
        // While the store cannot be written nothing can be raised; the next look makes up for it.
        _ = try? engine.perform { ledger in ledger.watchExposure(context) }
        keepPrices()
        tidyUp(at: context.now)
    }

    /// Looks at every open position of an account and a bot, or of all where these are empty.
    func look(account: String, botID: String, _ context: Context) throws(ServiceError) -> MonitorReport {
        let findings = engine.ledger.positions.look(at: context.now) { opening in
            (account.isEmpty || opening.account == account) && (botID.isEmpty || opening.botID == botID)
        }
        var report = MonitorReport(checkedCount: findings.checkedCount, updatedCount: findings.pricedCount)
        report.problems = findings.unpriced.map { position in
            "\(position.opening.positionID): its time is up, and \(position.opening.symbol) has no price"
        }
        for hit in findings.hits {
            switch try carryOut(hit, at: context.now, context) {
            case .closed, .requested:
                report.closedCount += 1
                report.updatedCount -= 1
            case .none: break
            case .failed(let problem):
                report.problems.append(problem)
                report.updatedCount -= 1
            }
        }
        return report
    }

    // MARK: Closing

    private enum Outcome {
        case closed
        case requested
        case none
        case failed(String)
    }

    /// Closes what was hit, or asks its bot to.
    ///
    /// - Throws: That the store cannot be written.
    private func carryOut(_ hit: Hit, at time: Timestamp, _ context: Context) throws(ServiceError) -> Outcome
    {
        let daemon = Context(now: context.now, actor: .daemon)
        switch engine.ledger.mode(of: hit) {
        case nil, .orders:
            return .none
        case .signal:
            let position = try engine.perform { ledger in ledger.requestExit(hit, daemon) }
            return position == nil ? .none : .requested
        case .close:
            let fill = engine.ledger.exit(of: hit, at: time)
            do throws(ServiceError) {
                _ = try close(fill, stored: nil, known: nil, daemon)
                return .closed
            } catch {
                if case .store = error { throw error }
                return .failed("position \(hit.key.positionID) could not be closed: \(error.status.message)")
            }
        }
    }

    /// Closes a position.
    func close(
        _ fill: Ledger.PositionFill, stored: Position?, known: PositionChange?, _ context: Context
    ) throws(ServiceError) -> Answer<Ledger.PositionClosing> {
        try engine.perform { ledger throws(LedgerError) in
            try ledger.closePosition(fill, stored: stored, known: known, context)
        }
    }
}
