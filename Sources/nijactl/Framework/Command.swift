/// An option of a command.
struct Option: Sendable {
    /// Its name without dashes.
    let name: String
    /// What its value is called in the help; nil for a flag.
    let value: String?
    /// What it means.
    let help: String
    /// What the value may be; for completion.
    var choices: [String] = []

    /// An option with a value.
    init(_ name: String, _ value: String, _ help: String, choices: [String] = []) {
        (self.name, self.value, self.help, self.choices) = (name, value, help, choices)
    }

    /// A flag.
    init(flag name: String, _ help: String) {
        (self.name, value, self.help) = (name, nil, help)
    }
}

/// A command: everything that parsing, help, completion and manual pages need to know of it.
struct Command: Sendable {
    /// How it is called ("trade record").
    let path: [String]
    /// What it does, in a few words.
    let summary: String
    /// What stands behind it without a dash ("NAME"); one that ends in "…" takes any number, one in brackets may miss.
    var arguments: [String] = []
    /// Its own options.
    var options: [Option] = []
    /// Three ways to use it; each is run by a test.
    var examples: [String] = []
    /// Does it.
    let run: @Sendable (Invocation) throws(CommandError) -> Void

    init(
        _ path: String, _ summary: String, arguments: [String] = [], options: [Option] = [],
        examples: [String] = [],
        run: @escaping @Sendable (Invocation) throws(CommandError) -> Void
    ) {
        self.path = path.split(separator: " ").map(String.init)
        (self.summary, self.arguments, self.options, self.examples, self.run) =
            (summary, arguments, options, examples, run)
    }

    var name: String { path.joined(separator: " ") }
}

/// Every command, by noun.
enum Commands {
    static let all: [Command] =
        TradeCommands.all + AccountCommands.all + KpiCommands.all + AlarmCommands.all + StrategyCommands.all
        + StreamCommands.all + SystemCommands.all + ToolCommands.all

    /// Options that every command takes.
    static let global = [
        Option(
            "socket", "PATH",
            "where the daemon listens (else NIJA_SOCKET, the configuration, /run/nija/nijad.sock)"),
        Option("timeout", "TIME", "how long to wait for an answer, such as 5s (10s)"),
        Option(
            "output", "FORMAT", "table, json, ndjson, csv, id or wide; -o for short",
            choices: OutputFormat.names),
        Option("columns", "A,B", "which fields, and in what sequence"),
        Option("sort", "FIELD", "sort the rows by a field; -FIELD for the largest first"),
        Option("limit", "N", "at most so many rows"),
        Option("color", "WHEN", "auto, always or never", choices: ["auto", "always", "never"]),
        Option(flag: "yes", "do not ask"),
        Option(flag: "quiet", "say nothing but the result; -q for short"),
        Option(flag: "verbose", "say what is being done; -v for short"),
        Option(flag: "help", "how a command is used; -h for short"),
    ]

    /// The command that the words begin with, and the words behind it.
    static func find(_ words: [String]) -> (Command, rest: ArraySlice<String>)? {
        for length in stride(from: min(words.count, 3), to: 0, by: -1) {
            if let command = all.first(where: { $0.path == Array(words[..<length]) }) {
                return (command, words[length...])
            }
        }
        return nil
    }
}
