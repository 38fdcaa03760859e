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
        TradeCommands.all + FillCommands.all + AccountCommands.all + KpiCommands.all
        + PortfolioCommands.all + ChartCommands.all
        + BenchmarkCommands.all + ComplianceCommands.all
        + AlarmCommands.all
        + AlarmRuleCommands.all
        + StrategyCommands.all + PositionCommands.all + PriceCommands.all
        + StreamCommands.all + SystemCommands.all + RPCCommands.all + ToolCommands.all

    /// Options that every command takes.
    static let global = [
        Option(
            "socket", "PATH",
            "where the daemon listens (else NIJA_SOCKET, the configuration, /run/nija/nijad.sock)"),
        Option("timeout", "TIME", "how long to wait for an answer, such as 5s (10s)"),
        Option(
            "format", "FORMAT", "how results are written", choices: OutputFormat.names, short: "o",
            alias: "output"),
        Option("columns", "A,B", "which fields, and in what sequence"),
        Option("sort", "FIELD", "sort the rows by a field; -FIELD for the largest first"),
        Option("limit", "N", "at most so many rows"),
        Option("color", "WHEN", "whether to use colours", choices: ["auto", "always", "never"]),
        Option(flag: "yes", "do not ask", short: "y"),
        Option(flag: "quiet", "say nothing but the result", short: "q"),
        Option(flag: "verbose", "say what is being done", short: "v"),
        Option(flag: "help", "how a command is used", short: "h"),
    ]

    /// The words that may follow these, in the sequence of the commands; all nouns behind none.
    static func words(behind prefix: [String]) -> [String] {
        all.reduce(into: []) { words, command in
            guard command.path.count > prefix.count, command.path.starts(with: prefix) else { return }
            let word = command.path[prefix.count]
            if !words.contains(word) { words.append(word) }
        }
    }

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
