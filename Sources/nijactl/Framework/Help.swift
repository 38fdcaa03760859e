/// How commands are used.
enum Help {
    /// The help for a command, a noun, a topic, or everything.
    static func text(_ path: [String]) throws(CommandError) -> String {
        if path.isEmpty { return overview }
        if path == ["exit-codes"] { return exitCodes }
        if let command = Commands.all.first(where: { $0.path == path }) { return text(command) }
        let group = Commands.all.filter { $0.path.starts(with: path) }
        guard !group.isEmpty else {
            throw .usage("there is no command \(path.joined(separator: " "))", hint: "See `nijactl help`.")
        }
        return list(group)
    }

    private static var overview: String {
        """
        Records, reads and controls what nija keeps of your trading bots.

        Usage: nijactl COMMAND [ARGUMENTS] [OPTIONS]

        \(list(Commands.all))
        Options of every command:
        \(options(Commands.global))
        `nijactl help COMMAND` has examples; `nijactl help exit-codes` says what the exit code means.

        """
    }

    private static func list(_ commands: [Command]) -> String {
        commands.map { pad("  " + ([$0.name] + $0.arguments).joined(separator: " "), 42) + $0.summary + "\n" }
            .joined()
    }

    private static func text(_ command: Command) -> String {
        var text = ""
        if !command.examples.isEmpty {
            text += "Examples:\n" + command.examples.map { "  \($0)\n" }.joined() + "\n"
        }
        text += "\(command.summary.prefix(1).uppercased() + command.summary.dropFirst()).\n\n"
        text += "Usage: nijactl \(([command.name] + command.arguments).joined(separator: " ")) [OPTIONS]\n"
        if !command.options.isEmpty { text += "\nOptions:\n" + options(command.options) }
        return text + "\nOptions of every command: see `nijactl help`.\n"
    }

    static func options(_ options: [Option]) -> String {
        options.map { option in
            let choices = option.choices.isEmpty ? "" : " (\(option.choices.joined(separator: ", ")))"
            return pad("  --" + option.name + (option.value.map { " " + $0 } ?? ""), 30) + option.help
                + choices + "\n"
        }.joined()
    }

    private static var exitCodes: String {
        ExitCode.allCases.map { pad("  \($0.rawValue)", 8) + $0.meaning + "\n" }.joined()
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(2, width - text.count))
    }

    /// The manual page, for man(1).
    static var manual: String {
        let commands = Commands.all.map { command in
            let usage = ([command.name] + command.arguments).joined(separator: " ").escapedForRoff
            let options = command.options.map {
                ".RS\n.B --\($0.name.escapedForRoff)\n\($0.help.escapedForRoff)\n.RE\n"
            }
            return ".TP\n.B \(usage)\n\(command.summary.escapedForRoff).\n" + options.joined()
        }
        let global = Commands.global.map { ".TP\n.B --\($0.name)\n\($0.help.escapedForRoff)\n" }
        let codes = ExitCode.allCases.map { ".TP\n.B \($0.rawValue)\n\($0.meaning.escapedForRoff)\n" }
        return """
            .TH NIJACTL 1
            .SH NAME
            nijactl \\- records, reads and controls what nija keeps of your trading bots
            .SH SYNOPSIS
            .B nijactl
            command [arguments] [options]
            .SH COMMANDS
            \(commands.joined()).SH OPTIONS OF EVERY COMMAND
            \(global.joined()).SH EXIT STATUS
            \(codes.joined()).SH SEE ALSO
            .BR nijad (8),
            .BR nija.conf (5)

            """
    }
}

extension String {
    /// With hyphens that stay hyphens.
    fileprivate var escapedForRoff: String {
        split(separator: "-", omittingEmptySubsequences: false).joined(separator: "\\-")
    }
}
