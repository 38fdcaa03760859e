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
    func number(_ option: String) throws(CommandError) -> Int? {
        guard let text = options[option] else { return nil }
        guard let number = Int(text) else {
            throw .usage("--\(option) is \(text); it must be a whole number")
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

    /// Calls a method of the daemon.
    func call<Request, Response>(
        _ method: UnaryMethod<Request, Response>, _ request: Request
    ) throws(CommandError) -> Response {
        let client = try connect()
        if has("verbose") { Output.say("→ \(method.service)/\(method.name) \(request.json())") }
        do throws(NijaError) {
            return try client.callRepeatedly(method, request, attempts: 1)
        } catch {
            throw CommandError(error)
        }
    }
}

extension String {
    /// With dashes for underscores.
    var dashed: String { split(separator: "_", omittingEmptySubsequences: false).joined(separator: "-") }
    /// With underscores for dashes.
    var underscored: String { split(separator: "-", omittingEmptySubsequences: false).joined(separator: "_") }
}
