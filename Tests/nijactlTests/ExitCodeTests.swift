import NijaClient
import TTRPC
import Testing

@testable import nijactl

@Suite struct ExitCodeTests {
    @Test(
        "each status of the wire has its exit code",
        arguments: [
            (.ok, 0), (.cancelled, 1), (.unknown, 1), (.invalidArgument, 1), (.deadlineExceeded, 6),
            (.notFound, 3),
            (.alreadyExists, 1), (.permissionDenied, 4), (.resourceExhausted, 1), (.failedPrecondition, 1),
            (.aborted, 1), (.outOfRange, 1), (.unimplemented, 1), (.internal, 1), (.unavailable, 5),
            (.dataLoss, 1),
            (.unauthenticated, 4),
        ] as [(StatusCode, Int32)])
    func statuses(_ status: StatusCode, _ code: Int32) {
        #expect(ExitCode(status).rawValue == code)
    }

    @Test("no status is left out of the table above")
    func allStatuses() {
        #expect(StatusCode.allCases.count == 17)
    }

    @Test(
        "each error of the client has its exit code",
        arguments: [
            (.unreachable(path: "/s", reason: "No such file or directory"), 5), (.connectionLost, 5),
            (.deadlineExceeded, 6), (.outcomeUnknown, 7), (.protocolViolation("x"), 1),
            (.refused(.init(Status(.notFound, "no"))), 3),
        ] as [(NijaError, Int32)])
    func errors(_ error: NijaError, _ code: Int32) {
        #expect(CommandError(error).code.rawValue == code)
    }

    @Test("an unreachable daemon is told with what, where and the next step")
    func unreachable() {
        let error = CommandError(
            NijaError.unreachable(path: "/run/nijad.sock", reason: "No such file or directory"))
        #expect(
            error.text == """
                nijactl: cannot reach /run/nijad.sock: No such file or directory
                Start the daemon with `nijad`, or name its socket with --socket PATH or NIJA_SOCKET.
                """)
    }

    @Test("bad fields are told one a line, and as JSON")
    func fields() {
        var error = CommandError(code: .failed, name: "INVALID_ARGUMENT", message: "no")
        error.fields = [("trade.profit", "is required"), ("trade.symbol", "is \"\"")]
        #expect(error.text == "nijactl: no\n  trade.profit is required\n  trade.symbol is \"\"")
        #expect(
            error.json == """
                {"error":{"code":"INVALID_ARGUMENT","message":"no","hint":"","fields":[\
                {"field":"trade.profit","description":"is required"},\
                {"field":"trade.symbol","description":"is \\"\\""}]}}
                """)
    }

    @Test("the help lists every exit code")
    func help() throws {
        let text = try Help.text(["exit-codes"])
        for code in ExitCode.allCases { #expect(text.contains("  \(code.rawValue) ")) }
    }
}
