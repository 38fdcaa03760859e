import NijaClient
import NijaMessages
import Protobuf
import TTRPC

/// The cases of the wire, by name.
enum Cases {
    static let sizesIn = [27182, 8, 1828, 45904]
    static let sizesOut = [31415, 9, 2653, 58979]
    static let specialMessage =
        "\t\ntest with whitespace\r\nand Unicode BMP \u{263a} and non-BMP \u{1f608}\t\n"

    static let wire: [String: @Sendable () throws -> Void] = [
        "empty_unary": {
            try expect(try Peer().client.call(service: Peer.service, method: "EmptyCall", payload: []), [])
        },
        "large_unary": {
            let request = InteropRequest(payloadSize: 271828, responseSizes: [314159])
            try expect(try answered(try Peer().unary(request)), 314159)
        },
        "client_streaming": clientStreaming,
        "server_streaming": {
            let stream = try Peer().output(InteropRequest(responseSizes: sizesOut))
            for size in sizesOut { try stream.expectSize(size) }
            try expect(try stream.receive(), nil)
        },
        "ping_pong": pingPong,
        "empty_stream": {
            let stream = try Peer().stream("FullDuplexCall")
            try stream.closeSend()
            try expect(try stream.receive(), nil)
        },
        "status_code_and_message": statusCodeAndMessage,
        "special_status_message": {
            let peer = try Peer()
            let request = InteropRequest(status: Status(.unknown, specialMessage))
            try expect(
                try refusal { () throws(ClientError) in try peer.unary(request) }.message, specialMessage)
        },
        "status_details": statusDetails,
        "error_after_messages": {
            let status = Status(.resourceExhausted, "enough")
            let stream = try Peer().output(InteropRequest(responseSizes: [1, 2], status: status))
            try stream.expectSize(1)
            try stream.expectSize(2)
            try expect(try refusal { () throws(ClientError) in try stream.receive() }, status)
        },
        "unimplemented_method": { try unimplemented(Peer.service, "UnimplementedCall") },
        "unimplemented_service": { try unimplemented("nija.interop.v1.UnimplementedService", "EmptyCall") },
        "oversized_response": {
            let peer = try Peer()
            let request = InteropRequest(responseSizes: [4_194_304])
            try expect(
                try refusal { () throws(ClientError) in try peer.unary(request) }.code, .resourceExhausted)
            try expect(try peer.client.call(service: Peer.service, method: "EmptyCall", payload: []), [])
        },
        "many_in_flight": manyInFlight,
        "cancel_after_begin": {
            let peer = try Peer()
            let before = try peer.interruptedCount()
            try peer.stream("StreamingInputCall").cancel()
            try peer.waitForInterrupted(before + 1)
        },
        "cancel_after_first_response": {
            let peer = try Peer()
            let before = try peer.interruptedCount()
            let stream = try peer.stream("FullDuplexCall")
            try stream.send(InteropRequest(responseSizes: [31415]).output)
            try stream.expectSize(31415)
            try stream.cancel()
            try peer.waitForInterrupted(before + 1)
        },
        "timeout_on_sleeping_server": timeoutOnSleepingServer,
    ]

    private static func clientStreaming() throws {
        let stream = try Peer().stream("StreamingInputCall")
        for size in sizesIn { try stream.send(InteropRequest(payloadSize: size).simple) }
        try stream.closeSend()
        try expect(try answered(try stream.receiveResponse()), 74922)
    }

    private static func pingPong() throws {
        let stream = try Peer().stream("FullDuplexCall")
        for (sent, size) in zip(sizesIn, sizesOut) {
            try stream.send(InteropRequest(payloadSize: sent, responseSizes: [size]).output)
            try stream.expectSize(size)
        }
        try stream.closeSend()
        try expect(try stream.receive(), nil)
    }

    private static func statusCodeAndMessage() throws {
        let peer = try Peer()
        let status = Status(.unknown, "test status message")
        let request = InteropRequest(status: status)
        try expect(try refusal { () throws(ClientError) in try peer.unary(request) }, status)
        let stream = try peer.stream("FullDuplexCall")
        try stream.send(request.output)
        try expect(try refusal { () throws(ClientError) in try stream.receive() }, status)
    }

    private static func statusDetails() throws {
        var badRequest = BadRequest()
        for field in ["trade.profit", "trade.symbol"] {
            var violation = BadRequest.FieldViolation()
            (violation.field, violation.description) = (field, "is wrong")
            badRequest.fieldViolations.append(violation)
        }
        var info = ErrorInfo()
        info.reason = "INVALID_FIELDS"
        let details = [detail(BadRequest.fullName, badRequest), detail(ErrorInfo.fullName, info)]
        let request = InteropRequest(status: Status(.invalidArgument, "two fields", details: details))
        let peer = try Peer()
        let found = NijaError.Refusal(try refusal { () throws(ClientError) in try peer.unary(request) })
        try expect(found.violations, badRequest.fieldViolations)
        try expect(found.reason, info.reason)
        try expect(found.code, .invalidArgument)
    }

    private static func detail(_ name: String, _ message: some ProtobufMessage) -> [UInt8] {
        var any = AnyMessage()
        (any.typeURL, any.value) = ("type.googleapis.com/" + name, message.encode())
        return any.encode()
    }

    private static func unimplemented(_ service: String, _ method: String) throws {
        let client = try Peer().client
        let status = try refusal { () throws(ClientError) in
            try client.call(service: service, method: method, payload: [])
        }
        try expect(status.code, .unimplemented)
    }

    private static func manyInFlight() throws {
        let client = try Peer().client
        let calls = try (0..<200).map { size in
            try client.start(
                service: Peer.service, method: "UnaryCall",
                payload: InteropRequest(responseSizes: [size]).simple)
        }
        for (size, call) in calls.enumerated() { try expect(try answered(try client.receive(call)), size) }
    }

    private static func timeoutOnSleepingServer() throws {
        let start = MonotonicTime.now()
        let client = try Peer().client
        do throws(ClientError) {
            _ = try client.call(
                service: Peer.service, method: "EndlessCall", payload: [], timeoutNanoseconds: 50_000_000)
        } catch {
            switch error {
            case .deadlineExceeded: break
            case .status(let status): try expect(status.code, .deadlineExceeded)
            default: throw error
            }
            return try expect(MonotonicTime.now().since(start) < 5_000_000_000, true)
        }
        throw Failure(description: "the call was answered")
    }
}
