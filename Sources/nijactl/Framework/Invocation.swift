import Glibc
import NijaClient
import NijaMessages
import Protobuf
import TTRPC

/// A command as it was called.
final class Invocation {
    let command: Command
    /// What stood behind the command without a dash.
    let arguments: [String]
    /// Options by name; a flag has an empty text.
    let options: [String: String]
    let settings: UserSettings
    let output: Output

    init(command: Command, arguments: [String], options: [String: String], settings: UserSettings)
        throws(CommandError)
    {
        (self.command, self.arguments, self.options, self.settings) = (command, arguments, options, settings)
        output = try Output(
            options: options, settings: settings,
            hasOwnFormat: command.options.contains { $0.name == "format" })
    }

    /// An option's text; nil when it was not given.
    subscript(option: String) -> String? { options[option] }

    /// An option's text, or an empty one.
    func text(_ option: String) -> String { options[option] ?? "" }

    /// An option that must be given.
    func required(_ option: String) throws(CommandError) -> String {
        guard let text = options[option], !text.isEmpty else {
            throw .usage("\(command.name) needs --\(option)", hint: "See `nijactl help \(command.name)`.")
        }
        return text
    }

    /// Whether a flag was given.
    func has(_ flag: String) -> Bool { options[flag] != nil }

    /// An option that is a whole number.
    func number<Number: FixedWidthInteger>(_ option: String, as _: Number.Type = Int.self)
        throws(CommandError) -> Number?
    {
        guard let text = options[option] else { return nil }
        guard let number = Number(text) else {
            throw .usage(
                "--\(option) is \(text); it must be a whole number\(Number.isSigned ? "" : ", 0 or above")")
        }
        return number
    }

    /// A message made of options: each field's name with dashes for underscores.
    func message<Message: ProtobufMessage>(
        _: Message.Type = Message.self, from names: [String], aliases: [String: String] = [:]
    ) throws(CommandError) -> Message {
        let fields = names.compactMap { name -> (name: String, text: String)? in
            options[name.dashed].map { (aliases[name] ?? name, $0) }
        }
        do throws(FieldTextError) {
            return try Message.fromText(fields)
        } catch {
            throw .usage("--\(error.field.dashed) \(error.reason)")
        }
    }

    /// A time that an option gives.
    func time(_ option: String) throws(CommandError) -> TimestampMessage? {
        guard let text = options[option] else { return nil }
        guard let time = parseTimestamp(text) else {
            throw .usage("--\(option) is \(text); it must be a time such as 2026-01-30T04:30:00Z, or a date")
        }
        var message = TimestampMessage()
        (message.seconds, message.nanos) = time
        return message
    }

    /// A value of an enumeration that an option gives.
    func choice<Choice: ProtobufEnum>(_ option: String, _: Choice.Type = Choice.self) throws(CommandError)
        -> Choice
    {
        guard let text = options[option] else { return Choice(rawValue: 0) }
        guard let choice = Choice(name: text) else {
            let right = Choice.names.dropFirst().map { String($0.name.dropFirst(Choice.prefix.count)) }
            throw .usage("--\(option) is \(text); it must be one of \(right.joined(separator: ", "))")
        }
        return choice
    }

    /// Asks before something that cannot be undone.
    func confirm(_ question: String) throws(CommandError) {
        if has("yes") { return }
        guard isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 else {
            throw .usage(
                "\(command.name) asks before it acts, and there is no terminal to ask on", hint: "Say --yes.")
        }
        Output.say("\(question) [y/N] ", newline: false)
        guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
            throw CommandError(code: .failed, name: "DECLINED", message: "nothing was done")
        }
    }

    // MARK: The daemon

    /// Connects.
    func connect() throws(CommandError) -> NijaClient {
        guard let timeout = parseDuration(options["timeout"] ?? settings.timeout) else {
            throw .usage("--timeout is \(text("timeout")); it must be a time such as 5s or 500ms")
        }
        let nanoseconds = timeout.seconds * 1_000_000_000 + Int64(timeout.nanoseconds)
        do throws(NijaError) {
            return try NijaClient(socket: settings.socket(options["socket"]), timeoutNanoseconds: nanoseconds)
        } catch {
            throw CommandError(error)
        }
    }

    /// Calls a method of the daemon once.
    func call<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ request: Request
    ) throws(CommandError) -> Response {
        try call(method, request, attempts: 1)
    }

    /// Calls a method that records something under an id, and tries again when the connection is lost.
    ///
    /// - Throws: When the outcome stays unknown, with the option that makes another try safe.
    func record<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ request: Request, id: String, option: String
    ) throws(CommandError) -> Response {
        do throws(CommandError) {
            return try call(method, request, attempts: 5)
        } catch {
            var error = error
            if error.code == .outcomeUnknown {
                error.hint = "Send it again with --\(option) \(id): what was recorded is not recorded twice."
            }
            throw error
        }
    }

    private func call<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ request: Request, attempts: Int
    ) throws(CommandError) -> Response {
        let client = try connect()
        let start = MonotonicTime.now()
        if has("verbose") { Output.say("→ \(method.service)/\(method.name) \(request.json())") }
        let response = try CommandError.wrap { () throws(NijaError) in
            try client.callRepeatedly(method, request, attempts: attempts)
        }
        if has("verbose") {
            Output.say("← \(MonotonicTime.now().since(start) / 1000) µs, \(response.encode().count) bytes")
        }
        return response
    }
}

extension String {
    /// With dashes for underscores.
    var dashed: String { split(separator: "_", omittingEmptySubsequences: false).joined(separator: "-") }
    /// With underscores for dashes.
    var underscored: String { split(separator: "-", omittingEmptySubsequences: false).joined(separator: "_") }
}
