import NijaMessages
import TTRPC

extension InputTable {
    /// A position that says everything.
    ///
    /// Not kept: the leak checker does not see through the tagged pointer to an indirect case.
    private static var goodPosition: Position {
        var position = Position()
        (position.strategy, position.symbol, position.side) = ("S", "BTC-USD", .long)
        (position.quantity, position.entryPrice, position.leverage) = ("0.5", "45000", "2")
        (position.stopLoss, position.takeProfit, position.fees) = ("44000", "46000", "1")
        (position.maintenanceMarginPercent, position.confidence) = ("0.5", 0.5)
        (position.entryTime, position.timeout) = (instant(1_767_000_000), span(86_400 * 365))
        position.trailingStop = TrailingStop()
        position.trailingStop?.distance = .percent("2")
        position.tags = ["a"]
        return position
    }

    /// What the good requests suppose: an open position and one whose entry is ordered.
    static func preparePositions(_ client: Client) throws {
        for (id, isPending) in [("p-1", false), ("p-2", true)] {
            var request = OpenPositionRequest()
            (request.position, request.pending) = (goodPosition, isPending)
            request.position?.positionID = id
            try client.ask(PositionService.openPosition, request)
        }
    }

    static let positions: [InputTable] = [
        InputTable(PositionService.openPosition, opening, openingFaults),
        InputTable(
            PositionService.fillPosition, fill,
            [
                Fault("nothing said", "position_id", "quantity", "price") { $0 = FillPositionRequest() },
                Fault("amounts that cannot be", "quantity", "price", "fees") {
                    ($0.quantity, $0.price, $0.fees) = ("x", "NaN", "1e5")
                },
                Fault("amounts below zero", "quantity", "price") { ($0.quantity, $0.price) = ("-1", "0") },
                Fault("more than is kept", "quantity") { ($0.quantity, $0.price) = ("1000000000000", "2") },
            ] + nameFaults { ($0.account, $0.positionID) = ($1, $2) }),
        InputTable(
            PositionService.updatePosition, update,
            [
                Fault("levels that cannot be", "stop_loss", "take_profit", "timeout") {
                    ($0.stopLoss, $0.takeProfit, $0.timeout) = ("x", "y", span(-1))
                },
                Fault("levels below zero", "stop_loss", "take_profit") {
                    ($0.stopLoss, $0.takeProfit) = ("-1", "0")
                },
                Fault("a trailing stop of the whole price", "trailing_stop.percent", in: \.trailingStop) {
                    $0.distance = .percent("100")
                },
            ] + nameFaults { ($0.account, $0.positionID) = ($1, $2) }),
        InputTable(
            PositionService.closePosition, close,
            [
                Fault("amounts that cannot be", "quantity", "price", "fees", "intended_price") {
                    ($0.quantity, $0.price, $0.fees, $0.intendedPrice) = ("x", "NaN", "1e5", "-")
                },
                Fault("amounts below zero", "quantity", "price", "intended_price") {
                    ($0.quantity, $0.price, $0.intendedPrice) = ("-1", "0", "-2")
                },
                Fault("more than is open", "quantity") { $0.quantity = "0.6" },
                Fault("a position that is not open", .failedPrecondition) { $0.positionID = "p-2" },
                Fault("no price where none is known", .failedPrecondition) { $0.price = "" },
            ] + nameFaults { ($0.account, $0.positionID) = ($1, $2) }),
        InputTable(
            PositionService.cancelPosition, cancel,
            [Fault("a position that is open", .failedPrecondition) { $0.positionID = "p-1" }]
                + nameFaults { ($0.account, $0.positionID) = ($1, $2) }),
        InputTable(
            PositionService.getPosition, get, nameFaults { ($0.account, $0.positionID) = ($1, $2) }),
        InputTable(
            PositionService.listPositions, ListPositionsRequest(),
            [
                Fault("everything at once", "filter.account", "status", "page_size", "page_token") {
                    var filter = PositionFilter()
                    filter.account = "a b"
                    ($0.filter, $0.status, $0.pageSize, $0.pageToken) = (filter, .init(rawValue: 9), -1, "x")
                },
                Fault("an account that there is not", .notFound, in: \.filter) { $0.account = "nobody" },
            ]),
        InputTable(PositionService.reconcilePositions, reconciliation, reconciliationFaults),
        InputTable(
            PositionService.runMonitor, RunMonitorRequest(),
            [
                Fault("everything at once", "account", "bot_id") {
                    ($0.account, $0.botID) = ("a b", control)
                },
                Fault("an account that there is not", .notFound) { $0.account = "nobody" },
            ]),
        InputTable(
            PositionService.setExitRules, rules,
            [
                Fault("no rules", "rules") { $0.rules = nil },
                Fault("an account that there is not", .notFound) { $0.account = "nobody" },
                Fault("rules that there are not", "rules.mode", "rules.source", in: \.rules) {
                    ($0.mode, $0.source) = (.init(rawValue: 3), .init(rawValue: 4))
                },
            ]),
        InputTable(
            PositionService.streamPositions, StreamPositionsRequest(),
            [
                Fault("an interval that is too short", "heartbeat_interval") {
                    $0.heartbeatInterval = span(0)
                },
                Fault("an account that there is not", .notFound, in: \.filter) { $0.account = "nobody" },
                Fault("a sequence that is not reached", .outOfRange) { $0.afterSequence = 1_000_000 },
            ]),
    ]

    private static func nameFaults<Request>(
        _ set: @escaping @Sendable (inout Request, String, String) -> Void
    ) -> [Fault<Request>] {
        [
            Fault("names that cannot be", "account", "position_id") { set(&$0, "a b", long) },
            Fault("no name", "position_id") { set(&$0, "", "") },
            Fault("an account that there is not", .notFound) { set(&$0, "nobody", "p-1") },
            Fault("a position that there is not", .notFound) { set(&$0, "", "none") },
        ]
    }

    private static var opening: OpenPositionRequest {
        var request = OpenPositionRequest()
        request.position = goodPosition
        return request
    }

    private static let openingFaults: [Fault<OpenPositionRequest>] = [
        Fault("no position", "position") { $0.position = nil },
        Fault(
            "an empty position", "position.side", "position.quantity", "position.strategy",
            "position.symbol", "position.entry_price"
        ) { $0.position = Position() },
        Fault("a stop above the entry of a long", "position.stop_loss", in: \.position) {
            $0.stopLoss = "45001"
        },
        Fault(
            "a target above the entry of a short", "position.stop_loss", "position.take_profit",
            in: \.position
        ) { $0.side = .short },
        Fault("a margin beyond what leverage leaves", "position.maintenance_margin_percent", in: \.position) {
            $0.maintenanceMarginPercent = "50"
        },
        Fault("an entry in the future", "position.entry_time", in: \.position) {
            $0.entryTime = instant(4_000_000_000)
        },
        Fault("a value past the limit", "quantity", in: \.position) { $0.quantity = "900000000000" },
        Fault("another content of a known id", .alreadyExists, in: \.position) {
            $0.positionID = "p-1"
            $0.quantity = "1"
        },
        Fault("an account that there is not", .notFound, in: \.position) { $0.account = "nobody" },
        Fault("rules that there are not", "position.rules.gap", in: \.position) {
            $0.rules = ExitRules()
            $0.rules?.gap = .init(rawValue: 7)
        },
    ]

    private static let fill: FillPositionRequest = {
        var request = FillPositionRequest()
        (request.positionID, request.quantity, request.price) = ("p-2", "0.1", "45000")
        return request
    }()

    private static let update: UpdatePositionRequest = {
        var request = UpdatePositionRequest()
        (request.positionID, request.stopLoss) = ("p-1", "44500")
        return request
    }()

    private static let close: ClosePositionRequest = {
        var request = ClosePositionRequest()
        (request.positionID, request.price) = ("p-1", "45500")
        return request
    }()

    private static let cancel: CancelPositionRequest = {
        var request = CancelPositionRequest()
        request.positionID = "p-2"
        return request
    }()

    private static let get: GetPositionRequest = {
        var request = GetPositionRequest()
        request.positionID = "p-1"
        return request
    }()

    private static let rules: SetExitRulesRequest = {
        var request = SetExitRulesRequest()
        request.rules = ExitRules()
        return request
    }()

    private static let reconciliation: ReconcilePositionsRequest = {
        var request = ReconcilePositionsRequest()
        var position = VenuePosition()
        (position.symbol, position.side, position.quantity) = ("BTC-USD", .long, "0.5")
        request.positions = [position]
        return request
    }()

    private static let reconciliationFaults: [Fault<ReconcilePositionsRequest>] = [
        Fault("an empty position", "positions[0].symbol", "positions[0].side", "positions[0].quantity") {
            $0.positions = [VenuePosition()]
        },
        Fault("amounts below zero", "positions[0].quantity", "positions[0].entry_price") {
            ($0.positions[0].quantity, $0.positions[0].entryPrice) = ("-1", "0")
        },
        Fault("a symbol and side twice", "positions[1].symbol") { $0.positions += $0.positions },
        Fault("an account that there is not", .notFound) { $0.account = "nobody" },
    ]
}
