import JSON

/// What the daemon has answered last.
struct TopData {
    /// The dashboard: figures, strategies, alarms and the daemon.
    var dashboard = JSONValue.null
    /// Trades, the newest first.
    var trades: [JSONValue] = []
    /// Equity at the ends of the last days.
    var equity: [Double] = []
    /// Trades a second over the last moments; nil until it is known.
    var throughput: Double?

    /// The daemon's own state.
    var service: JSONValue { dashboard["service"] ?? .null }

    func rows(_ panel: TopState.Panel) -> [JSONValue] {
        switch panel {
        case .strategies: dashboard["strategies"]?.elements ?? []
        case .alarms: dashboard["active_alarms"]?.elements ?? []
        case .trades: trades
        }
    }
}
