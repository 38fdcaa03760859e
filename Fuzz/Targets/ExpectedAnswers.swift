/// A frame of the server's, as far as it is foretold: of an error the code, not the words.
struct Answer: Hashable {
    var id: UInt32
    var type: UInt8
    var flags: UInt8
    var code: UInt64 = 0
    var payload: [UInt8] = []

    init(id: UInt32, code: UInt64 = 0, payload: [UInt8] = []) {
        (self.id, type, flags, self.code, self.payload) = (id, 2, 0, code, payload)
    }

    init(id: UInt32, data: [UInt8], flags: UInt8 = 0) {
        (self.id, type, self.flags, payload) = (id, 3, flags, data)
    }

    /// Reads an answer.
    ///
    /// - Throws: `Finding` when it is none.
    init(_ frame: WireFrame) throws {
        (id, type, flags) = (frame.id, frame.type, frame.flags)
        try expect([2, 3].contains(type), "the server sends a frame of type \(type)")
        guard let data = frame.data else { throw Finding("the server sends a frame that is too large") }
        guard type == 2 else {
            payload = data
            return
        }
        guard let fields = ProtobufField.all(in: data) else { throw Finding("a Response is no protobuf") }
        for field in fields {
            switch (field.number, field.content) {
            case (1, .bytes(let status)):
                for case (1, .varint(let code)) in (ProtobufField.all(in: status) ?? []).map({
                    ($0.number, $0.content)
                }) {
                    self.code = code
                }
            case (2, .bytes(let bytes)): payload = bytes
            default: throw Finding("a Response has field \(field.number)")
            }
        }
    }
}

/// What docs/PROTOCOL.md says that the bytes of a client are answered with.
struct ExpectedAnswers {
    private(set) var answers: [Answer] = []
    /// The client sends what is not ttrpc at all.
    private(set) var endsAtOnce = false
    /// Calls that wait, and whether their client may still send.
    private var calls: [UInt32: Bool] = [:]
    private var lastID: UInt32 = 0
    private var isUncertain = false

    /// Nil when a clock decides.
    init?(to wire: [UInt8]) {
        let (frames, isNotTTRPC) = WireFrame.all(in: wire)
        endsAtOnce = isNotTTRPC
        for frame in frames {
            switch frame.type {
            case 1: begin(frame)
            case 3: deliver(frame)
            case 0x10 where frame.data != nil: calls[frame.id] = nil
            default: break
            }
        }
        if isUncertain { return nil }
    }

    /// Answers with an error, which ends what has the id.
    private mutating func refuse(_ id: UInt32, _ code: UInt64) {
        calls[id] = nil
        answers.append(Answer(id: id, code: code))
    }

    private mutating func begin(_ frame: WireFrame) {
        let isUsable = frame.id % 2 == 1 && frame.id > lastID
        if isUsable { lastID = frame.id }
        guard let data = frame.data else { return refuse(frame.id, 8) }
        guard isUsable else { return refuse(frame.id, 3) }
        guard calls.count < 1024 else { return refuse(frame.id, 8) }
        let request: ExpectedRequest
        do throws(Refusal) { request = try ExpectedRequest(data) } catch {
            return refuse(frame.id, error.code)
        }
        let clientStreams = frame.flags & 2 != 0
        guard request.service == "test", ["Echo", "Chat", "Watch", "Never"].contains(request.method) else {
            return refuse(frame.id, 12)
        }
        guard clientStreams == (request.method == "Chat") else { return refuse(frame.id, 3) }
        if request.timeout < 0 { return refuse(frame.id, 4) }
        if request.timeout > 0 && request.timeout < 1 << 50 { isUncertain = true }
        if request.method == "Echo" {
            answers.append(Answer(id: frame.id, payload: request.payload))
            return
        }
        calls[frame.id] = clientStreams
        if request.method == "Watch" { answers.append(Answer(id: frame.id, data: [1])) }
        if clientStreams && !request.payload.isEmpty {
            answers.append(Answer(id: frame.id, data: request.payload))
        }
    }

    private mutating func deliver(_ frame: WireFrame) {
        guard let data = frame.data else { return refuse(frame.id, 8) }
        let hasNoData = frame.flags & 4 != 0
        guard calls[frame.id] == true, data.isEmpty || !hasNoData else { return refuse(frame.id, 3) }
        if !hasNoData { answers.append(Answer(id: frame.id, data: data)) }
        if frame.flags & 1 != 0 {
            answers.append(Answer(id: frame.id, data: [], flags: 5))
            calls[frame.id] = nil
        }
    }
}

/// Why a request is refused.
private struct Refusal: Error {
    let code: UInt64
}

/// The data of a Request frame.
private struct ExpectedRequest {
    private(set) var service = ""
    private(set) var method = ""
    private(set) var payload: [UInt8] = []
    private(set) var timeout: Int64 = 0

    init(_ data: [UInt8]) throws(Refusal) {
        guard let fields = ProtobufField.all(in: data) else { throw Refusal(code: 3) }
        var names: (service: [UInt8], method: [UInt8]) = ([], [])
        var metadataCount = 0
        for field in fields {
            switch (field.number, field.content) {
            case (1, .bytes(let bytes)): names.service = bytes
            case (2, .bytes(let bytes)): names.method = bytes
            case (3, .bytes(let bytes)): payload = bytes
            case (4, .varint(let number)): timeout = Int64(bitPattern: number)
            case (5, .bytes(let bytes)):
                metadataCount += 1
                guard let words = ProtobufField.all(in: bytes) else { throw Refusal(code: 3) }
                for case .bytes(let word) in words.map(\.content) where !isText(word) {
                    throw Refusal(code: 3)
                }
            case (1...5, _): throw Refusal(code: 3)
            default: break
            }
        }
        (service, method) = (try Self.name(names.service), try Self.name(names.method))
        if metadataCount > 64 { throw Refusal(code: 8) }
    }

    private static func name(_ bytes: [UInt8]) throws(Refusal) -> String {
        guard isText(bytes), bytes.count <= 256 else { throw Refusal(code: 3) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
