import NijaMessages
import Protobuf
import TTRPC
import Testing

@testable import NijaClient

@Suite struct CallTests {
    @Test("a call returns the typed answer")
    func answers() throws {
        let server = ScriptedServer([
            { peer in
                let request = peer.receive()
                var response = GetVersionResponse()
                response.version = "1.2.3"
                peer.reply(request, response)
            }
        ])
        let nija = try NijaClient(socket: server.path)
        #expect(try nija.call(SystemService.getVersion, GetVersionRequest()).version == "1.2.3")
        #expect(server.requests.map(\.method) == ["GetVersion"])
    }

    @Test("nobody listening is told with the path and the reason")
    func unreachable() {
        #expect(
            throws: NijaError.unreachable(
                path: "/nonexistent/nijad.sock", reason: "No such file or directory")
        ) {
            try NijaClient(socket: "/nonexistent/nijad.sock")
        }
    }

    @Test("a refusal carries the stable reason and every field that is wrong")
    func refusal() throws {
        var info = ErrorInfo()
        info.reason = "INVALID_FIELDS"
        var request = BadRequest()
        var violation = BadRequest.FieldViolation()
        (violation.field, violation.description) = ("trade.profit", "is required")
        request.fieldViolations = [violation]
        let status = Status(.invalidArgument, "no", details: [packed(request), packed(info)])
        let server = ScriptedServer([{ peer in peer.fail(peer.receive(), status) }])
        let nija = try NijaClient(socket: server.path)
        let error = #expect(throws: NijaError.self) {
            try nija.call(SystemService.getVersion, GetVersionRequest())
        }
        guard case .refused(let refusal) = error else {
            Issue.record("\(String(describing: error)) is no refusal")
            return
        }
        #expect(refusal.code == .invalidArgument)
        #expect(refusal.reason == "INVALID_FIELDS")
        #expect(refusal.violations == [violation])
    }

    @Test("a connection that the daemon closed before its first call is made again, and nothing is in doubt")
    func closedBeforeUse() throws {
        let server = ScriptedServer([
            { _ in }, { peer in peer.reply(peer.receive(), RecordTradeResponse()) },
        ])
        let nija = try NijaClient(socket: server.path)
        let end = MonotonicTime.now().adding(nanoseconds: 5_000_000_000)
        while nija.connection?.isClosedByServer == false && MonotonicTime.now() < end {}
        #expect(throws: Never.self) { try nija.call(TradeService.recordTrade, RecordTradeRequest()) }
    }

    @Test("a write whose answer is lost has an unknown outcome; a read does not")
    func lostAnswers() throws {
        let server = ScriptedServer([{ peer in _ = peer.receive() }, { peer in _ = peer.receive() }])
        let nija = try NijaClient(socket: server.path)
        #expect(throws: NijaError.outcomeUnknown) {
            try nija.call(TradeService.recordTrade, RecordTradeRequest())
        }
        #expect(throws: NijaError.connectionLost) {
            try nija.call(SystemService.getVersion, GetVersionRequest())
        }
    }

    @Test("a write past its deadline has an unknown outcome; a read is only late")
    func deadlines() throws {
        let server = ScriptedServer([
            { peer in while peer.receive() != nil {} }, { peer in while peer.receive() != nil {} },
        ])
        let nija = try NijaClient(socket: server.path, timeoutNanoseconds: 1_000_000)
        #expect(throws: NijaError.outcomeUnknown) {
            try nija.call(TradeService.recordTrade, RecordTradeRequest())
        }
        #expect(throws: NijaError.deadlineExceeded) {
            try nija.call(SystemService.getVersion, GetVersionRequest())
        }
    }

    @Test("a repeated write carries the same id, filled in before the first attempt")
    func sameIDAgain() throws {
        let server = ScriptedServer([
            { peer in _ = peer.receive() },
            { peer in peer.fail(peer.receive(), Status(.unavailable, "draining")) },
            { peer in peer.reply(peer.receive(), RecordTradeResponse()) },
        ])
        let nija = try NijaClient(socket: server.path)
        _ = try nija.recordTrade(Trade())
        let ids = server.requests.map { $0.message(RecordTradeRequest.self).trade?.tradeID ?? "" }
        #expect(ids.count == 3)
        #expect(Set(ids).count == 1)
        #expect(ids.first?.isEmpty == false)
    }

    @Test("a daemon that is gone at the second attempt leaves the first in doubt")
    func doubtRemains() throws {
        var server: ScriptedServer? = ScriptedServer([{ peer in _ = peer.receive() }])
        let nija = try NijaClient(socket: server?.path ?? "")
        #expect(throws: NijaError.outcomeUnknown) {
            _ = try nija.call(TradeService.recordTrade, RecordTradeRequest())
        }
        server = nil
        #expect(throws: NijaError.unreachable(path: nija.socket, reason: "No such file or directory")) {
            try nija.call(TradeService.recordTrade, RecordTradeRequest())
        }
    }

    @Test("an attempt without an answer stays in doubt when later ones find an unavailable daemon")
    func doubtOfSeveralAttempts() throws {
        let unavailable: ScriptedServer.Script = { peer in
            while let request = peer.receive() { peer.fail(request, Status(.unavailable, "draining")) }
        }
        let server = ScriptedServer([{ peer in _ = peer.receive() }, unavailable])
        let nija = try NijaClient(socket: server.path)
        #expect(throws: NijaError.outcomeUnknown) {
            try nija.callRepeatedly(TradeService.recordTrade, RecordTradeRequest(), attempts: 3)
        }
        #expect(server.requests.count == 3)
    }

    @Test("what the daemon refuses for good is not tried again")
    func noPointlessRepeats() throws {
        let server = ScriptedServer([
            { peer in
                while let request = peer.receive() {
                    peer.fail(request, Status(.alreadyExists, "other content"))
                }
            }
        ])
        let nija = try NijaClient(socket: server.path)
        #expect(throws: NijaError.self) { try nija.recordTrade(Trade()) }
        #expect(server.requests.count == 1)
    }

    @Test("every method is told apart as a read or a write", arguments: NijaClientTests.methods)
    func readsAndWrites(_ row: MethodRow) {
        #expect(row.isRead == row.method.isRead, "\(row.method.name)")
    }
}
