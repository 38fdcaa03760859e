import Testing

@testable import nijactl

@Suite struct ParsingTests {
    struct Row: Sendable, CustomStringConvertible {
        let line: String
        let command: String
        var arguments: [String] = []
        var options: [String: String] = [:]
        var description: String { line }
    }

    @Test(
        "a line of words is read",
        arguments: [
            Row(line: "trade list", command: "trade list"),
            Row(line: "trade list --limit 5", command: "trade list", options: ["limit": "5"]),
            Row(line: "trade list --limit=5", command: "trade list", options: ["limit": "5"]),
            Row(line: "trade list --symbol=", command: "trade list", options: ["symbol": ""]),
            Row(line: "trade list --symbol=A=B", command: "trade list", options: ["symbol": "A=B"]),
            Row(line: "trade list -o json", command: "trade list", options: ["format": "json"]),
            Row(line: "trade list --output json", command: "trade list", options: ["format": "json"]),
            Row(line: "trade list --format csv", command: "trade list", options: ["format": "csv"]),
            Row(line: "--socket /s trade list", command: "trade list", options: ["socket": "/s"]),
            Row(
                line: "-o json --timeout=5s status", command: "status",
                options: ["format": "json", "timeout": "5s"]),
            Row(
                line: "trade list --sort -net_profit", command: "trade list", options: ["sort": "-net_profit"]
            ),
            Row(
                line: "trade record --profit -3.5 --strict", command: "trade record",
                options: ["profit": "-3.5", "strict": ""]),
            Row(line: "trade get -- --odd", command: "trade get", arguments: ["--odd"]),
            Row(line: "trade import -", command: "trade import", arguments: ["-"]),
            Row(
                line: "trade import --dry-run f.csv", command: "trade import", arguments: ["f.csv"],
                options: ["dry-run": ""]),
            Row(line: "kpi compare A B C", command: "kpi compare", arguments: ["A", "B", "C"]),
            Row(
                line: "kpi export --format md --output r.md", command: "kpi export",
                options: ["format": "md", "output": "r.md"]),
            Row(line: "kpi export -o html", command: "kpi export", options: ["format": "html"]),
            Row(line: "alarm rule list", command: "alarm rule list"),
            Row(line: "stop-all -y", command: "stop-all", options: ["yes": ""]),
            Row(line: "--version", command: "version", options: ["client": ""]),
        ])
    func reads(_ row: Row) throws {
        guard case .run(let command, let arguments, let options) = try Parsing.parse(row.line.words) else {
            Issue.record("\(row.line) asks for help")
            return
        }
        #expect(command.name == row.command)
        #expect(arguments == row.arguments)
        #expect(options == row.options)
    }

    @Test(
        "help is found wherever it is asked for",
        arguments: [
            ("", []), ("--help", []), ("-h", []), ("trade --help", ["trade"]),
            ("trade record -h", ["trade", "record"]),
            ("alarm rule --help", ["alarm", "rule"]), ("-h status", ["status"]),
        ] as [(String, [String])])
    func help(_ line: String, _ path: [String]) throws {
        guard case .help(path) = try Parsing.parse(line.words) else {
            Issue.record("\(line) is not help for \(path)")
            return
        }
    }

    @Test(
        "wrong usage says what would be right",
        arguments: [
            ("foo", "there is no command foo", "See `nijactl help`."),
            ("trade lst", "there is no command trade lst", "Did you mean `nijactl trade list`?"),
            ("trdae list --limit 3", "there is no command trdae", "Did you mean `nijactl trade list`?"),
            ("statsu", "there is no command statsu", "Did you mean `nijactl status`?"),
            (
                "trade xyz", "there is no command trade xyz",
                "trade takes one of: record, list, get, void, import, export"
            ),
            ("alarm rule", "alarm rule needs one of: list, set, delete", ""),
            ("strategy", "strategy needs one of: list, show, register, pause, resume, stop, start", ""),
            ("trade list --symbl X", "trade list has no option --symbl", "Did you mean --symbol?"),
            ("trade list -z", "trade list has no option -z", "See `nijactl help trade list`."),
            ("trade list --limit", "--limit needs a value: N", "See `nijactl help trade list`."),
            ("trade get", "trade get needs TRADE_ID", "See `nijactl help trade get`."),
            ("trade get a b", "trade get does not take b", "See `nijactl help trade get`."),
            ("stop-all --yes=no", "--yes takes no value", ""),
        ])
    func refuses(_ line: String, _ message: String, _ hint: String) {
        let error = #expect(throws: CommandError.self) { try Parsing.parse(line.words) }
        #expect(error?.message == message)
        #expect(error?.hint == hint)
        #expect(error?.code == .usage)
    }

    @Test(
        "errors are JSON when results are",
        arguments: [
            ("trade get x -o json", true), ("trade get x -o=ndjson", true), ("--output json foo", true),
            ("trade get x", false), ("trade get x -o table", false), ("trade record --symbol json", false),
        ])
    func wantsJSON(_ line: String, _ isWanted: Bool) {
        #expect(Parsing.wantsJSON(line.words, settings: nil) == isWanted)
    }

    @Test("a near word is suggested, a far one is not")
    func suggestions() {
        #expect(Suggestion.nearest(to: "recrod", in: ["record", "list"]) == "record")
        #expect(Suggestion.nearest(to: "zzz", in: ["record", "list"]) == nil)
        #expect(Suggestion.distance("ab", "ba") == 1)
        #expect(Suggestion.distance("", "abc") == 3)
        #expect(Suggestion.distance("kitten", "sitting") == 3)
    }
}

extension String {
    /// The words of a command line without quotes.
    var words: [String] { split(separator: " ").map(String.init) }
}
