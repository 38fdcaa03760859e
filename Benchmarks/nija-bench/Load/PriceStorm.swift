import Glibc
import NijaMessages
import Protobuf
import TTRPC

/// Sends 50 prices each millisecond on one stream, and behind each fifty a call that waits for its turn.
///
/// What the call takes counts from when its millisecond began by the clock: a daemon that falls behind is seen to.
struct PriceStorm {
    private let client: Client
    private let stream: ClientStream
    private let prices: [[UInt8]]
    private let probe = Bot.pushing("S0", "100")

    private static let pricesPerMillisecond = 50

    init(socket: String) throws {
        client = try Client(connectingTo: socket)
        let method = MarketService.pushPrices
        stream = try client.openStream(
            service: method.service, method: method.name, clientStreams: true)
        // Up and down between 90 and 110, symbol by symbol.
        prices = (0..<20_000).map { number in
            let step = number / Bot.symbolsCount
            return Bot.streaming("S\(number % Bot.symbolsCount)", "\(90 + (step < 20 ? step : 40 - step))")
        }
    }

    /// - Parameters:
    ///   - milliseconds: how long.
    ///   - neighbour: calls of others, which are sent before the prices of their millisecond.
    /// - Returns: how long each probing call took.
    /// - Throws: what a call throws.
    func run(milliseconds: Int, beside neighbour: Neighbour? = nil) throws -> Sample {
        let method = MarketService.pushPrice
        let begin = MonotonicTime.now()
        var times: [Int64] = []
        var next = 0
        for tick in 0..<milliseconds {
            let due = begin.adding(nanoseconds: Int64(tick) * 1_000_000)
            Self.sleep(until: due)
            let waiting = try neighbour?.start(tick)
            for _ in 0..<Self.pricesPerMillisecond {
                try stream.send(prices[next % prices.count])
                next += 1
            }
            _ = try client.call(service: method.service, method: method.name, payload: probe)
            times.append(MonotonicTime.now().since(due))
            if let waiting { _ = try neighbour?.client.receive(waiting) }
        }
        return Sample(times)
    }

    /// The daemon has this core while nothing is due.
    ///
    /// Waiting awake would use up the share of a core that the kernel leaves to real-time processes, 95 % of each second,
    /// and have both ends stopped for what is left of it.
    private static func sleep(until due: MonotonicTime) {
        let nanoseconds = due.since(MonotonicTime.now())
        guard nanoseconds > 0 else { return }
        var rest = timespec(tv_sec: 0, tv_nsec: Int(nanoseconds))
        nanosleep(&rest, nil)
    }

    /// Somebody who reads while prices come: a page of positions every 10 ms, and a run of the monitor every 100.
    struct Neighbour {
        let client: Client
        private let page: [UInt8]

        init(socket: String) throws {
            client = try Client(connectingTo: socket)
            var request = ListPositionsRequest()
            request.pageSize = 100
            page = request.encode()
        }

        /// Sends what is due in a millisecond; nil when nothing is.
        func start(_ tick: Int) throws -> UInt32? {
            switch tick % 100 {
            case 5:
                let method = PositionService.runMonitor
                return try client.start(service: method.service, method: method.name, payload: [])
            case let rest where rest % 10 == 0:
                let method = PositionService.listPositions
                return try client.start(service: method.service, method: method.name, payload: page)
            default: return nil
            }
        }
    }
}
