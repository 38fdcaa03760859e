import NijaMessages
import Protobuf
import TTRPC
import Testing

/// A way to spoil a good request, and what the daemon must say to it.
struct Fault<Request: ProtobufMessage>: Sendable {
    let what: String
    let fields: [String]
    let code: StatusCode
    let spoil: @Sendable (inout Request) -> Void

    /// What must be refused as INVALID_ARGUMENT, with exactly these fields.
    init(_ what: String, _ fields: String..., spoil: @escaping @Sendable (inout Request) -> Void) {
        (self.what, self.fields, code, self.spoil) = (what, fields, .invalidArgument, spoil)
    }

    /// What must be refused with another code.
    init(_ what: String, _ code: StatusCode, spoil: @escaping @Sendable (inout Request) -> Void) {
        (self.what, fields, self.code, self.spoil) = (what, [], code, spoil)
    }

    /// The same for a message inside the request, which is made if the request has none.
    init<Part: ProtobufMessage>(
        _ what: String, _ fields: String..., in part: any WritableKeyPath<Request, Part?> & Sendable,
        spoil: @escaping @Sendable (inout Part) -> Void
    ) {
        (self.what, self.fields, code) = (what, fields, .invalidArgument)
        self.spoil = Self.inside(part, spoil)
    }

    /// The same with another code.
    init<Part: ProtobufMessage>(
        _ what: String, _ code: StatusCode, in part: any WritableKeyPath<Request, Part?> & Sendable,
        spoil: @escaping @Sendable (inout Part) -> Void
    ) {
        (self.what, fields, self.code) = (what, [], code)
        self.spoil = Self.inside(part, spoil)
    }

    private static func inside<Part: ProtobufMessage>(
        _ part: any WritableKeyPath<Request, Part?> & Sendable,
        _ spoil: @escaping @Sendable (inout Part) -> Void
    ) -> @Sendable (inout Request) -> Void {
        { request in
            var inner = request[keyPath: part] ?? Part()
            spoil(&inner)
            request[keyPath: part] = inner
        }
    }
}

/// A request that must be refused.
struct InvalidInput: Sendable, CustomTestStringConvertible {
    let method: any Method
    let what: String
    let payload: [UInt8]
    let code: StatusCode
    let fields: [String]

    var testDescription: String { "\(method.name): \(what)" }
}

/// A method, a request that it accepts, and requests that it must refuse.
struct InputTable: Sendable, CustomTestStringConvertible {
    let method: any Method
    let layout: MessageLayout
    let good: [UInt8]
    let invalid: [InvalidInput]

    var testDescription: String { method.name }

    init<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ good: Request = Request(),
        _ faults: [Fault<Request>] = []
    ) {
        self.init(any: method, good, faults)
    }

    init<Request, Response>(
        _ method: ServerStreamMethod<Request, Response>, _ good: Request = Request(),
        _ faults: [Fault<Request>] = []
    ) {
        self.init(any: method, good, faults)
    }

    init<Request, Response>(
        _ method: ClientStreamMethod<Request, Response>, _ good: Request = Request(),
        _ faults: [Fault<Request>] = []
    ) {
        self.init(any: method, good, faults)
    }

    private init<Request>(any method: any Method, _ good: Request, _ faults: [Fault<Request>]) {
        (self.method, layout, self.good) = (method, Request.layout, good.encode())
        let garbage = InvalidInput(
            method: method, what: "bytes that are no message", payload: [0x07], code: .invalidArgument,
            fields: [Request.fullName])
        invalid =
            [garbage]
            + faults.map { fault in
                var request = good
                fault.spoil(&request)
                return InvalidInput(
                    method: method, what: fault.what, payload: request.encode(), code: fault.code,
                    fields: fault.fields)
            }
    }

    /// Every method of the contract.
    static let contract: [any Method] =
        TradeService.all + AccountService.all + KpiService.all + BenchmarkService.all + AlarmService.all
        + StrategyService.all + EventService.all + SystemService.all + PositionService.all
        + MarketService.all + PortfolioService.all + FillService.all
        + ComplianceService.all

    /// Every table there is.
    static let all: [InputTable] =
        trades + accounts + kpis + benchmarks + alarms + strategies + events + system + positions
        + market + portfolio + fills + compliance

    /// Brings a daemon into the state that the good requests suppose.
    static func prepare(_ client: Client) throws {
        var trade = RecordTradeRequest()
        trade.trade = goodTrade
        trade.trade?.tradeID = "t-1"
        try client.ask(TradeService.recordTrade, trade)
        var alarm = RaiseAlarmRequest()
        (alarm.name, alarm.message) = ("trouble", "for the test")
        (alarm.severity, alarm.category) = (.info, .api)
        let raised = try client.ask(AlarmService.raiseAlarm, alarm)
        precondition(raised.alarm?.alarmID == alarmID, "the test's clock stands still")
        var threshold = PutThresholdRequest()
        threshold.threshold = goodThreshold
        try client.ask(AlarmService.putThreshold, threshold)
        try client.ask(BenchmarkService.putBenchmarkPrices, goodPrices)
        try preparePositions(client)
    }

    static let alarmID = "trouble_20260101_000000"
    /// A text that is too long for anything.
    static let long = String(repeating: "x", count: 5000)
    /// A text that would steer a terminal.
    static let control = "a\u{1B}[2Jb"
    /// Instants past the ends of what is kept.
    static let (tooEarly, tooLate) = (instant(-9_300_000_000), instant(9_300_000_000))

    static func instant(_ seconds: Int64, _ nanoseconds: Int32 = 0) -> TimestampMessage {
        var message = TimestampMessage()
        (message.seconds, message.nanos) = (seconds, nanoseconds)
        return message
    }

    static func span(_ seconds: Int64, _ nanoseconds: Int32 = 0) -> DurationMessage {
        var message = DurationMessage()
        (message.seconds, message.nanos) = (seconds, nanoseconds)
        return message
    }

    static func range(_ from: Int64, _ to: Int64) -> TimeRange {
        var range = TimeRange()
        (range.from, range.to) = (instant(from), instant(to))
        return range
    }
}
