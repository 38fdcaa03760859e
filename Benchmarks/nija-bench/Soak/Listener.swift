import NijaMessages
import Protobuf
import TTRPC

/// A subscriber that comes, holds every event against the one before, and leaves.
final class Listener {
    /// How it behaves.
    enum Manner: CaseIterable {
        /// Says goodbye.
        case polite
        /// Breaks the connection off in the middle of the stream.
        case rude
        /// Comes back half-way on another connection, and goes on behind the last event that it had.
        case returning
        /// Wants all of history, and reads it more slowly than it comes.
        case slow
    }

    private let manner: Manner
    private let socket: String
    private let account: String
    private var subscriber: Subscriber<SubscribeResponse>
    /// The last event that came.
    private var sequence: UInt64
    /// The number of the trade that must come next.
    private var expected: Int
    private var ticksLeft: Int
    private let ticks: Int

    /// Events that a slow one reads in a tick.
    private static let slowEvents = 50

    /// One that stays for so many ticks, from a place on: the number of the account's next trade and the last event
    /// before it.
    init(
        _ manner: Manner, socket: String, account: String, from place: (trade: Int, sequence: UInt64),
        ticks: Int
    ) throws {
        (self.manner, self.socket, self.account) = (manner, socket, account)
        (self.ticks, ticksLeft) = (ticks, ticks)
        let place = manner == .slow ? (trade: 0, sequence: 0) : place
        (expected, sequence) = (place.trade, place.sequence)
        subscriber = try Self.subscribe(socket, account, after: place.sequence)
    }

    private static func subscribe(_ socket: String, _ account: String, after: UInt64) throws
        -> Subscriber<SubscribeResponse>
    {
        var request = SubscribeRequest()
        (request.topics, request.account, request.afterSequence) = ([.trades], account, after)
        return try Subscriber(socket: socket, EventService.subscribe, request)
    }

    /// Takes what a tick brings, until the account's trades are all there; whether it stays.
    func listen(until count: Int) throws -> Bool {
        ticksLeft -= 1
        if manner == .returning && ticksLeft == ticks / 2 {
            subscriber = try Self.subscribe(socket, account, after: sequence)
        }
        let goal = manner == .slow ? min(count, expected + Self.slowEvents) : count
        while expected < goal { try take() }
        if ticksLeft > 0 { return true }
        if manner == .polite { try subscriber.cancel() }
        return false
    }

    private func take() throws {
        let event = try subscriber.next().event
        guard case .tradeRecorded(let trade) = event?.payload, let event else { return }
        guard trade.tradeID == "\(account)-\(expected)", sequence < event.sequence else {
            throw BenchError("a \(manner) listener got \(trade.tradeID) instead of \(account)-\(expected)")
        }
        (sequence, expected) = (event.sequence, expected + 1)
    }
}
