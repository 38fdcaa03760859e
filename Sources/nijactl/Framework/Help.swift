/// How commands are used.
enum Help {
    /// The help for a command, a noun, a topic, or everything.
    static func text(_ path: [String]) throws(CommandError) -> String {
        if path.isEmpty { return overview }
        if let topic = HelpTopic(rawValue: path.joined(separator: " ")) { return topic.text }
        if let command = Commands.all.first(where: { $0.path == path }) { return text(command) }
        let group = Commands.all.filter { $0.path.starts(with: path) }
        if !group.isEmpty { return list(group) }
        let names = Commands.all.map(\.name) + HelpTopic.allCases.map(\.rawValue)
        let near = Suggestion.nearest(to: path.joined(separator: " "), in: names)
        throw .usage(
            "there is no command \(path.joined(separator: " "))",
            hint: near.map { "Did you mean `nijactl help \($0)`?" } ?? "See `nijactl help`.")
    }

    private static var overview: String {
        """
        Records, reads and controls what nija keeps of your trading bots.

        Usage: nijactl COMMAND [ARGUMENTS] [OPTIONS]

        \(list(Commands.all))
        Options of every command:
        \(options(Commands.global))
        Help topics:
        \(HelpTopic.allCases.map { padded("  " + $0.rawValue, to: 18) + $0.summary + "\n" }.joined())
        `nijactl help COMMAND` has examples.

        """
    }

    private static func list(_ commands: [Command]) -> String {
        commands.map { padded("  " + $0.usage, to: 40) + "  " + $0.summary + "\n" }.joined()
    }

    private static func text(_ command: Command) -> String {
        let summary = command.summary.prefix(1).uppercased() + command.summary.dropFirst()
        var text = "Examples:\n" + command.examples.map { "  \($0)\n" }.joined()
        text += "\n\(summary).\n\nUsage: nijactl \(command.usage) [OPTIONS]\n"
        if !command.options.isEmpty { text += "\nOptions:\n" + options(command.options) }
        return text + "\nOptions of every command: see `nijactl help`.\n"
    }

    private static func options(_ options: [Option]) -> String {
        let names = options.map { "  " + $0.usage }
        let width = (names.map(displayWidth).max() ?? 0) + 2
        return zip(names, options).map { padded($0, to: width) + $1.explanation + "\n" }.joined()
    }
}

extension Command {
    /// The command with its arguments, as in a line of usage.
    var usage: String { ([name] + arguments).joined(separator: " ") }
}

extension Option {
    /// The option with its value, as in a line of usage.
    var usage: String {
        (short.map { "-\($0), " } ?? "") + "--" + name + (value.map { " " + $0 } ?? "")
    }

    /// What it means, and what its value may be.
    var explanation: String {
        help + (choices.isEmpty ? "" : ": " + choices.joined(separator: ", "))
    }
}

/// What there is to know beside the commands.
enum HelpTopic: String, CaseIterable {
    case exitCodes = "exit-codes"
    case output
    case configuration
    case times
    case examples

    var summary: String {
        switch self {
        case .exitCodes: "what the exit code means"
        case .output: "tables, JSON, CSV; columns, sorting, colours"
        case .configuration: "flags, environment and files"
        case .times: "how times and spans are written"
        case .examples: "the examples of every command"
        }
    }

    var text: String {
        switch self {
        case .exitCodes:
            ExitCode.allCases.map { padded("  \($0.rawValue)", to: 8) + $0.meaning + "\n" }.joined()
        case .output: Self.outputText
        case .configuration: Self.configurationText
        case .times: Self.timesText
        case .examples: Commands.all.flatMap(\.examples).map { $0 + "\n" }.joined()
        }
    }

    private static let outputText = """
        Results go to standard output, everything else to standard error.

          -o table    for people; fits the terminal
          -o wide     the same with more columns
          -o json     the response of the call, with the names of the .proto; amounts are strings, what has no value null
          -o ndjson   one object a line
          -o csv      RFC 4180, with a line of names
          -o id       only what tells rows apart, for the next command in a pipe

        --columns A,B picks columns, --sort FIELD sorts (-FIELD: largest first), --limit N cuts, and says so.
        With -o json or ndjson errors are JSON too: {"error":{"code","message","hint","fields"}}.
        Colours: --color, then NO_COLOR, CLICOLOR_FORCE, and whether it is a terminal. They are never the only sign.

        """

    private static let configurationText = """
        What is said twice is taken from the first of: a flag; the environment (NIJA_SOCKET, NIJA_TIMEOUT, NIJA_OUTPUT,
        NIJA_COLOR); $XDG_CONFIG_HOME/nija/nijactl.json; /etc/nija/nijactl.json; the default.

          {"socket": "/run/nija/nijad.sock", "timeout": "10s", "output": "table", "color": "auto"}

        Without a setting the socket is $XDG_RUNTIME_DIR/nija/nijad.sock where that directory exists, else
        /run/nija/nijad.sock. `nijactl config show --origin` tells where each value came from.

        """

    private static let timesText = """
        A time is RFC 3339 (2026-01-30T04:30:00Z, 2026-01-30 04:30:00.25+02:00), a date (its first instant, UTC), or
        seconds since 1970. A span is a number with ms, s, m, h or d: 500ms, 5s, 30m, 1h, 2d.

        """
}
