import TTRPC

// Calls whose messages are bytes: for programs that learn at run time what there is to call.

extension NijaClient {
    /// Whether a method changes nothing, by the names of the contract.
    static func isRead(_ method: String) -> Bool {
        ["Get", "List", "Check", "Watch", "Compare", "Export", "Stream", "Subscribe", "Describe"].contains {
            method.hasPrefix($0)
        }
    }

    /// Calls a unary method once.
    ///
    /// - Parameters:
    ///   - service: full name of the service.
    ///   - method: name of the method.
    ///   - payload: the request, encoded.
    /// - Returns: the answer, encoded.
    /// - Throws: `NijaError`, as `call` for a known method.
    public func call(service: String, method: String, payload: [UInt8]) throws(NijaError) -> [UInt8] {
        let client = try connected()
        do throws(ClientError) {
            return try client.call(
                service: service, method: method, payload: payload, timeoutNanoseconds: timeoutNanoseconds)
        } catch {
            if case .status = error {} else { forgetConnection() }
            throw NijaError(error, isRead: Self.isRead(method))
        }
    }

    /// Exchanges streams with a method: sends every message, says that there are no more, and hands on what is answered.
    ///
    /// - Parameters:
    ///   - service: full name of the service.
    ///   - method: name of the method.
    ///   - messages: what is sent, encoded; exactly one unless the method takes a stream.
    ///   - isClientStreaming: whether the method takes a stream.
    ///   - isServerStreaming: whether it answers with one.
    ///   - receive: is given each answer, encoded; false ends the call.
    /// - Throws: `NijaError`.
    public func exchange(
        service: String, method: String, messages: [[UInt8]], isClientStreaming: Bool,
        isServerStreaming: Bool, receive: ([UInt8]) -> Bool
    ) throws(NijaError) {
        let client = try Self.connect(socket)
        do throws(ClientError) {
            let stream = try client.openStream(
                service: service, method: method, payload: isClientStreaming ? [] : messages.first ?? [],
                clientStreams: isClientStreaming)
            if isClientStreaming {
                for message in messages { try stream.send(message) }
                try stream.closeSend()
            }
            guard isServerStreaming else {
                _ = receive(try stream.receiveResponse())
                return
            }
            while let answer = try stream.receive(), receive(answer) {}
        } catch {
            throw NijaError(error, isRead: Self.isRead(method))
        }
    }
}
