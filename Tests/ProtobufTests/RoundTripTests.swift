import NijaMessages
import Protobuf
import Testing

@Suite("Messages to the wire and back")
struct RoundTripTests {
    private static var trade: Trade {
        var trade = Trade()
        trade.tradeID = "t-1"
        trade.symbol = "BTC-€"
        trade.side = .short
        trade.profit = "-50.25"
        trade.isWin = false
        trade.tags = ["a", "b,c"]
        trade.exitTime = TimestampMessage()
        trade.exitTime?.seconds = 1_700_000_000
        trade.confidence = 0
        return trade
    }

    @Test("every kind of field survives")
    func survives() throws {
        var request = RecordTradeRequest()
        request.trade = Self.trade
        request.strict = true
        #expect(try RecordTradeRequest.decode(request.encode()) == request)
    }

    @Test("an empty message is no bytes")
    func empty() throws {
        #expect(CheckHealthRequest().encode().isEmpty)
        #expect(try CheckHealthRequest.decode([]) == CheckHealthRequest())
    }

    @Test("an absent figure is not a figure of zero")
    func absence() throws {
        var snapshot = KpiSnapshot()
        snapshot.winRate = 0
        let copy = try KpiSnapshot.decode(snapshot.encode())
        #expect(copy.winRate == 0)
        #expect(copy.profitFactor == nil)
    }

    @Test("a oneof carries one of its members")
    func oneof() throws {
        var event = Event()
        event.sequence = .max
        event.payload = .tradeRecorded(Self.trade)
        #expect(try Event.decode(event.encode()) == event)
    }

    @Test("maps survive and are written sorted")
    func maps() throws {
        var strategy = Strategy()
        strategy.parameters = ["b": "2", "a": "1", "c": ""]
        #expect(try Strategy.decode(strategy.encode()) == strategy)
        var same = Strategy()
        for key in ["c", "a", "b"] { same.parameters[key] = strategy.parameters[key] }
        #expect(same.encode() == strategy.encode())
    }

    @Test("a value of an enumeration that this version does not know survives")
    func unknownValue() throws {
        var trade = Trade()
        trade.side = Side(rawValue: 77)
        #expect(try Trade.decode(trade.encode()).side.rawValue == 77)
        #expect(trade.side.name == "77")
    }

    @Test("enumerations are found by their names, long or short", arguments: ["SIDE_LONG", "LONG", "long"])
    func names(name: String) {
        #expect(Side(name: name) == .long)
    }
}
