import NijaMessages
import Protobuf
import TTRPC

/// What a daemon answered.
struct Verdict: Equatable {
    var code: StatusCode
    var fields: [String] = []
    var message = ""

    init(_ code: StatusCode) { self.code = code }

    init(_ status: Status) {
        (code, message) = (status.code, status.message)
        for detail in status.details {
            guard let any = try? AnyMessage.decode(detail), any.typeURL.hasSuffix(BadRequest.fullName),
                let request = try? BadRequest.decode(any.value)
            else { continue }
            fields += request.fieldViolations.map(\.field)
        }
    }

    init(_ message: StatusMessage?) {
        guard let message else {
            self.init(.ok)
            return
        }
        self.init(
            Status(
                StatusCode(rawValue: message.code) ?? .unknown, message.message,
                details: message.details.map { $0.encode() }))
    }
}

extension Client {
    /// Calls a method of any kind; a refusal inside an answer, as of one trade of many, counts as one of the call.
    func verdict(on method: any Method, _ payload: [UInt8]) throws -> Verdict {
        do throws(ClientError) {
            switch type(of: method).kind {
            case .unary:
                let answer = try call(service: method.service, method: method.name, payload: payload)
                if method.name == FillService.batchRecordFills.name {
                    let response = try? BatchRecordFillsResponse.decode(answer)
                    return Verdict(response?.results.first { $0.error != nil }?.error)
                }
                guard method.name == TradeService.batchRecordTrades.name else { return Verdict(.ok) }
                let response = try? BatchRecordTradesResponse.decode(answer)
                return Verdict(response?.results.first { $0.error != nil }?.error)
            case .serverStream:
                let stream = try openStream(
                    service: method.service, method: method.name, payload: payload, clientStreams: false)
                // One that has nothing to say yet was not refused.
                _ = try stream.receive(deadline: MonotonicTime.now().adding(nanoseconds: 300_000_000))
                try stream.cancel()
                return Verdict(.ok)
            case .clientStream, .bidirectional:
                let stream = try openStream(
                    service: method.service, method: method.name, clientStreams: true)
                try stream.send(payload)
                try stream.closeSend()
                let answer = try stream.receiveResponse()
                if method.name == MarketService.pushPrices.name {
                    let response = try? PushPricesResponse.decode(answer)
                    return Verdict(response?.rejections.first?.error)
                }
                let response = try? RecordTradesResponse.decode(answer)
                return Verdict(response?.rejections.first?.error)
            }
        } catch {
            switch error {
            case .status(let status): return Verdict(status)
            case .deadlineExceeded: return Verdict(.ok)
            default: throw error
            }
        }
    }

    /// Calls a method that must succeed.
    @discardableResult
    func ask<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ request: Request
    ) throws -> Response {
        try Response.decode(
            call(service: method.service, method: method.name, payload: request.encode()))
    }
}
