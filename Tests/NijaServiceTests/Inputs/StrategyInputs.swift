import NijaMessages
import Protobuf
import TTRPC

extension InputTable {
    static let strategies: [InputTable] = [
        InputTable(StrategyService.registerStrategy, registration, registrationFaults),
        InputTable(
            StrategyService.getStrategy, named(GetStrategyRequest()) { $0.name = "S" },
            [
                Fault("everything at once", "account", "name") { ($0.account, $0.name) = ("a b", "") },
                Fault("an account that there is not", .notFound) { $0.account = "nobody" },
                Fault("a strategy that there is not", .notFound) { $0.name = "none" },
            ]),
        InputTable(
            StrategyService.listStrategies, ListStrategiesRequest(),
            [
                Fault("everything at once", "account", "status") {
                    ($0.account, $0.status) = ("a b", .init(rawValue: 4))
                },
                Fault("an account that there is not", .notFound) { $0.account = "nobody" },
            ]),
        InputTable(
            StrategyService.pauseStrategy, named(PauseStrategyRequest()) { $0.name = "S" },
            moveFaults { ($0.account, $0.name, $0.reason) = ($1, $2, $3) }),
        InputTable(
            StrategyService.resumeStrategy, named(ResumeStrategyRequest()) { $0.name = "S" },
            moveFaults { ($0.account, $0.name, $0.reason) = ($1, $2, $3) }),
        InputTable(
            StrategyService.stopStrategy, named(StopStrategyRequest()) { $0.name = "S" },
            moveFaults { ($0.account, $0.name, $0.reason) = ($1, $2, $3) }),
        InputTable(
            StrategyService.startStrategy, named(StartStrategyRequest()) { $0.name = "S" },
            moveFaults { ($0.account, $0.name, $0.reason) = ($1, $2, $3) }),
        InputTable(
            StrategyService.stopAll, named(StopAllRequest()) { $0.reason = "enough" },
            [
                Fault("everything at once", "account", "reason") { ($0.account, $0.reason) = ("a b", "") },
                Fault("a reason that is too long", "reason") { $0.reason = long },
                Fault("an account that there is not", .notFound) { $0.account = "nobody" },
            ]),
        InputTable(
            StrategyService.streamStrategies, StreamStrategiesRequest(),
            [
                Fault("everything at once", "account", "name", "heartbeat_interval") {
                    ($0.account, $0.name, $0.heartbeatInterval) = ("a b", control, span(0))
                },
                Fault("an account that there is not", .notFound) { $0.account = "nobody" },
                Fault("an account that there is not, resumed", .notFound) {
                    ($0.account, $0.afterSequence) = ("nobody", 0)
                },
                Fault("a sequence that is not reached", .outOfRange) { $0.afterSequence = 1_000_000 },
            ]),
    ]

    private static func named<Request>(_ request: Request, _ change: (inout Request) -> Void) -> Request {
        var request = request
        change(&request)
        return request
    }

    private static func moveFaults<Request>(
        _ set: @escaping @Sendable (inout Request, String, String, String) -> Void
    ) -> [Fault<Request>] {
        [
            Fault("no name", "name") { set(&$0, "", "", "") },
            Fault("everything at once", "account", "name", "reason") { set(&$0, "a b", long, control) },
            Fault("an account that there is not", .notFound) { set(&$0, "nobody", "S", "") },
            Fault("a strategy that there is not", .notFound) { set(&$0, "", "none", "") },
        ]
    }

    private static let registration: RegisterStrategyRequest = {
        var request = RegisterStrategyRequest()
        var strategy = Strategy()
        (strategy.name, strategy.parameters) = ("R", ["window": "20"])
        request.strategy = strategy
        return request
    }()

    private static let registrationFaults: [Fault<RegisterStrategyRequest>] = [
        Fault("no strategy", "strategy") { $0.strategy = nil },
        Fault("an empty strategy", "strategy.name") { $0.strategy = Strategy() },
        Fault("the name that stands for every strategy", "strategy.name", in: \.strategy) { $0.name = "*" },
        Fault("an allocation below zero", "strategy.allocation", in: \.strategy) { $0.allocation = "-1" },
        Fault(
            "everything at once", "strategy.allocation", "strategy.account", "strategy.name",
            "strategy.description", "strategy.parameters", "strategy.parameters[\"k\"]", in: \.strategy
        ) {
            ($0.allocation, $0.account, $0.name) = ("NaN", "a b", control)
            ($0.description, $0.parameters) = (long, [control: "v", "k": long])
        },
        Fault("too many parameters", "strategy.parameters", in: \.strategy) {
            $0.parameters = Dictionary(uniqueKeysWithValues: (0..<65).map { ("k\($0)", "v") })
        },
        Fault("an account that there is not", .notFound, in: \.strategy) { $0.account = "nobody" },
    ]
}
