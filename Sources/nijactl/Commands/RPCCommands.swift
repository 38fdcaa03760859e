import JSON
import NijaClient
import NijaMessages
import Protobuf
import Reflection

/// Commands on any method: what there is, and calls in JSON, by what the daemon says of its own contract.
enum RPCCommands {
    static let all = [
        Command(
            "rpc list", "list the methods of the daemon", arguments: ["[SERVICE]"],
            examples: [
                "nijactl rpc list", "nijactl rpc list TradeService", "nijactl rpc list -o id",
            ], run: list),
        Command(
            "rpc describe", "show a service, method, message or enumeration as the .proto has it",
            arguments: ["SYMBOL"],
            examples: [
                "nijactl rpc describe TradeService", "nijactl rpc describe RecordTrade",
                "nijactl rpc describe nija.v1.Trade",
            ], run: describe),
        Command(
            "rpc call", "call a method with a message in JSON, and print what it answers",
            arguments: ["METHOD"],
            options: [
                Option(
                    "data", "JSON",
                    "the message; @FILE reads it, @- from standard input; a line each for streams",
                    short: "d"),
                Option("count", "N", "end after so many messages of a stream"),
            ],
            examples: [
                "nijactl rpc call CheckHealth",
                "nijactl rpc call KpiService/GetKpiSummary -d '{\"scope\": {\"account\": \"default\"}}'",
                "echo '{\"after_sequence\": 0}' | nijactl rpc call StreamTrades -d @- --count 1",
            ], run: call),
    ]

    // MARK: What there is

    private static func list(_ call: Invocation) throws(CommandError) {
        let response = try call.call(SystemService.listServices, ListServicesRequest())
        let wanted = call.arguments.first
        let services = try Output.parse(response)["services"]?.elements ?? []
        var rows: [JSONValue] = []
        for service in services {
            let name = service["name"]?.text ?? ""
            if let wanted, name != wanted, !name.hasSuffix("." + wanted) { continue }
            rows += (service["methods"]?.elements ?? []).map { row(of: $0, in: name) }
        }
        if let wanted, rows.isEmpty {
            throw unknown("service", wanted, services.compactMap { $0["name"]?.text })
        }
        try call.output.rows(rows, layout)
    }

    private static func row(of method: JSONValue, in service: String) -> JSONValue {
        let streams = ["client_streaming", "server_streaming"].map { method[$0] == .bool(true) }
        let kind =
            switch (streams[0], streams[1]) {
            case (false, false): "unary"
            case (true, false): "client stream"
            case (false, true): "server stream"
            case (true, true): "both stream"
            }
        let name = service + "." + (method["name"]?.text ?? "")
        return .object([
            JSONValue.Member("method", .string(name)), JSONValue.Member("kind", .string(kind)),
            JSONValue.Member("role", method["role"] ?? .null),
            JSONValue.Member("request_type", method["request_type"] ?? .null),
            JSONValue.Member("response_type", method["response_type"] ?? .null),
        ])
    }

    private static let layout = TableLayout(
        [Column("method"), Column("kind"), Column("role", "role", .state(prefix: "ROLE_"))],
        wide: [Column("request_type", "takes"), Column("response_type", "answers")], id: "method")

    private static func describe(_ call: Invocation) throws(CommandError) {
        let schema = try schema(call)
        let name = call.arguments[0].split(separator: "/", omittingEmptySubsequences: false).joined(
            separator: ".")
        let known =
            schema.services.map(\.name) + schema.methodNames + schema.messages.keys.sorted()
            + schema.enums.keys.sorted()
        guard let symbol = resolved(name, in: known), let text = schema.declaration(of: symbol) else {
            throw unknown("symbol", name, known)
        }
        Output.write(text)
    }

    /// The whole contract of the daemon.
    private static func schema(_ call: Invocation) throws(CommandError) -> Schema {
        let response = try call.call(SystemService.describeSymbol, DescribeSymbolRequest())
        do throws(SchemaError) {
            return try Schema(parsing: response.fileDescriptorSet)
        } catch {
            throw .failed("the daemon's contract cannot be read: \(error.reason)")
        }
    }

    /// A name as it is, or by its end where only one has it.
    private static func resolved(_ name: String, in known: [String]) -> String? {
        if known.contains(name) { return name }
        let matching = known.filter { $0.hasSuffix("." + name) }
        return matching.count == 1 ? matching[0] : nil
    }

    private static func unknown(_ what: String, _ name: String, _ known: [String]) -> CommandError {
        let ambiguous = known.filter { $0.hasSuffix("." + name) }
        if ambiguous.count > 1 {
            return CommandError(
                code: .usage, name: "USAGE",
                message: "\(name) may be any of \(ambiguous.joined(separator: ", "))")
        }
        let short = known.map { String($0.split(separator: ".").last ?? "") }
        let nearest = Suggestion.nearest(to: name, in: known + short)
        return CommandError(
            code: .notFound, name: "NOT_FOUND", message: "there is no \(what) \(name)",
            hint: nearest.map { "Did you mean \($0)?" } ?? "See `nijactl rpc list`.")
    }

    // MARK: Calls

    private static func call(_ call: Invocation) throws(CommandError) {
        let schema = try schema(call)
        let name = call.arguments[0].split(separator: "/", omittingEmptySubsequences: false).joined(
            separator: ".")
        guard let method = resolved(name, in: schema.methodNames).flatMap(schema.method(named:)) else {
            throw unknown("method", name, schema.methodNames)
        }
        let messages = try encoded(try data(call), for: method, schema)
        let client = try call.connect()
        if call.has("verbose") { Output.say("→ \(method.fullName), \(messages.count) messages") }
        guard method.isClientStreaming || method.isServerStreaming else {
            let answer = try CommandError.wrap { () throws(NijaError) in
                try client.call(service: method.service, method: method.name, payload: messages.first ?? [])
            }
            try write(answer, of: method, schema, call)
            return
        }
        try exchange(messages, method, schema, client, call)
    }

    private static func exchange(
        _ messages: [[UInt8]], _ method: MethodSchema, _ schema: Schema, _ client: NijaClient,
        _ call: Invocation
    ) throws(CommandError) {
        let countMax = try call.number("count") ?? Int.max
        guard countMax > 0 else { throw .usage("--count is \(countMax); it must be above 0") }
        var count = 0
        var failure: CommandError?
        try CommandError.wrap { () throws(NijaError) in
            try client.exchange(
                service: method.service, method: method.name, messages: messages,
                isClientStreaming: method.isClientStreaming, isServerStreaming: method.isServerStreaming
            ) { answer in
                do throws(CommandError) {
                    try write(answer, of: method, schema, call)
                } catch {
                    failure = error
                    return false
                }
                count += 1
                return count < countMax
            }
        }
        if let failure { throw failure }
    }

    /// The JSON that was given; an empty object when there is none.
    private static func data(_ call: Invocation) throws(CommandError) -> [UInt8] {
        guard let text = call["data"] else { return Array("{}".utf8) }
        return text.hasPrefix("@") ? try FileBytes.required(String(text.dropFirst())) : Array(text.utf8)
    }

    /// The messages: one, or for a method that takes a stream one in each line.
    private static func encoded(
        _ data: [UInt8], for method: MethodSchema, _ schema: Schema
    ) throws(CommandError) -> [[UInt8]] {
        let texts =
            method.isClientStreaming
            ? data.split(separator: 0x0A).filter { !$0.allSatisfy { $0 == 0x20 || $0 == 0x0D } }.map(
                Array.init)
            : [data]
        let encoder = MessageEncoder(schema)
        var messages: [[UInt8]] = []
        for (index, text) in texts.enumerated() {
            let place = method.isClientStreaming ? "line \(index + 1) of " : ""
            messages.append(try encoded(text, as: method.request, with: encoder, place: place))
        }
        return messages
    }

    private static func encoded(
        _ text: [UInt8], as name: String, with encoder: MessageEncoder, place: String
    ) throws(CommandError) -> [UInt8] {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parse(text)
        } catch {
            throw .usage(
                "\(place)the message is not JSON: \(error.reason), in line \(error.line), column \(error.column)"
            )
        }
        do throws(FieldTextError) {
            return try encoder.encode(json, as: name)
        } catch {
            throw .usage(
                "\(place)the message is no \(name): \(error.field.isEmpty ? "it" : error.field) \(error.reason)",
                hint: "See `nijactl rpc describe \(name)`.")
        }
    }

    private static func write(
        _ answer: [UInt8], of method: MethodSchema, _ schema: Schema, _ call: Invocation
    ) throws(CommandError) {
        do throws(SchemaError) {
            let json = try MessageDecoder(schema).decode(answer, as: method.response)
            let isOneLine = method.isServerStreaming || call["format"] == "ndjson"
            Output.write((isOneLine ? json.compact : json.pretty) + "\n")
        } catch {
            throw .failed("the daemon's answer makes no sense: \(error.reason)")
        }
    }
}
