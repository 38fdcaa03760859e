import JSON
import NijaModel

/// What the daemon has answered last.
struct TopData {
    /// The dashboard: figures, strategies, alarms and the daemon.
    var dashboard = JSONValue.null
    /// What the account is worth.
    var portfolio = JSONValue.null
    /// Trades, the newest first.
    var trades: [JSONValue] = []
    /// Positions that are open or about to be, the newest first.
    var positions: [JSONValue] = []
    /// Equity at the ends of the last days.
    var equity: [(day: Day, value: Double)] = []
    /// Trades a second over the last moments; nil until it is known.
    var throughput: Double?

    /// The daemon's own state.
    var service: JSONValue { dashboard["service"] ?? .null }

    func rows(_ panel: TopState.Panel) -> [JSONValue] {
        switch panel {
        case .positions: positions
        case .strategies: dashboard["strategies"]?.elements ?? []
        case .alarms: dashboard["active_alarms"]?.elements ?? []
        case .trades: trades
        }
    }
}
