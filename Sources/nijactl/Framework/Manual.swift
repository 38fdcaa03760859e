import NijaBuild

/// The manual page, for man(1).
enum Manual {
    /// nijactl.1, in the man macros.
    static var page: String {
        """
        .TH NIJACTL 1 "" "nija \(Build.version)" "User Commands"
        .SH NAME
        nijactl \\- records, reads and controls what nija keeps of your trading bots
        .SH SYNOPSIS
        .B nijactl
        .I COMMAND
        .RI [ ARGUMENTS ]
        .RI [ OPTIONS ]
        .SH COMMANDS
        \(Commands.all.map(command).joined()).SH OPTIONS OF EVERY COMMAND
        \(Commands.global.map { paragraph($0.usage, $0.explanation) }.joined())\(topics).SH EXIT STATUS
        \(ExitCode.allCases.map { paragraph(String($0.rawValue), $0.meaning) }.joined()).SH FILES
        \(paragraph("$XDG_CONFIG_HOME/nija/nijactl.json", "settings of the user"))\
        \(paragraph("/etc/nija/nijactl.json", "settings of the system")).SH SEE ALSO
        .BR nijad (8),
        .BR nija.conf (5)

        """
    }

    private static var topics: String {
        [HelpTopic.output, .configuration, .times].map { topic in
            ".SH \(topic.rawValue.uppercased())\n.nf\n\(escaped(topic.text)).fi\n"
        }.joined()
    }

    private static func command(_ command: Command) -> String {
        let options = command.options.map { paragraph($0.usage, $0.explanation) }.joined()
        let examples = command.examples.map { escaped($0) + "\n" }.joined()
        return ".SS \(escaped(command.usage))\n\(escaped(command.summary)).\n\(options)"
            + ".PP\nExamples:\n.PP\n.nf\n.RS 4\n\(examples).RE\n.fi\n"
    }

    private static func paragraph(_ term: String, _ text: String) -> String {
        ".TP\n.B \(escaped(term))\n\(escaped(text))\n"
    }

    /// With hyphens that stay hyphens, backslashes that are printed, and no line that begins with a command of roff.
    private static func escaped(_ text: String) -> String {
        let characters = text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
            default: result += "\\[u" + String(scalar.value, radix: 16, uppercase: true) + "]"
            }
        }
        let lines = characters.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : $0 }.joined(separator: "\n")
    }
}
