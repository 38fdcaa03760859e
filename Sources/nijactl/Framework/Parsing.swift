/// Reads the words of a command line.
enum Parsing {
    /// What the words call for.
    enum Result {
        case run(Command, arguments: [String], options: [String: String])
        case help([String])
    }

    static func parse(_ words: [String]) throws(CommandError) -> Result {
        let nouns = words.prefix { !$0.hasPrefix("-") }
        if words.isEmpty || words.first == "--help" || words.first == "-h" { return .help([]) }
        if words.first == "--version" { return try parse(["version", "--client"]) }
        guard let (command, rest) = Commands.find(Array(nouns)) ?? Commands.find(words) else {
            if words.contains("--help") || words.contains("-h") { return .help(Array(nouns)) }
            throw unknown(Array(nouns), words)
        }
        let (arguments, options) = try options(of: command, Array(rest) + words.dropFirst(nouns.count))
        if options["help"] != nil { return .help(command.path) }
        try check(arguments, of: command)
        return .run(command, arguments: arguments, options: options)
    }

    private static func options(
        of command: Command, _ words: [String]
    ) throws(CommandError) -> ([String], [String: String]) {
        let known = command.options + Commands.global
        let short = ["-o": "output", "-h": "help", "-q": "quiet", "-v": "verbose", "-y": "yes"]
        var arguments: [String] = []
        var options: [String: String] = [:]
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                arguments += rest
                break
            }
            guard word.hasPrefix("--") || short[word] != nil else {
                // A single dash is standard input, a negative number is a value.
                arguments.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            let name = short[word] ?? String(parts[0].dropFirst(2))
            guard let option = known.first(where: { $0.name == name }) else {
                let near =
                    Suggestion.nearest(to: name, in: known.map(\.name)).map { "Did you mean --\($0)?" } ?? ""
                throw .usage("\(command.name) has no option --\(name)", hint: near)
            }
            if option.value == nil {
                options[name] = ""
            } else if parts.count == 2 {
                options[name] = parts[1]
            } else if let value = rest.popFirst() {
                options[name] = value
            } else {
                throw .usage("--\(name) needs a value: \(option.value ?? "")")
            }
        }
        return (arguments, options)
    }

    private static func check(_ arguments: [String], of command: Command) throws(CommandError) {
        let required = command.arguments.count { !$0.hasPrefix("[") && !$0.hasSuffix("…") }
        let isOpen = command.arguments.contains { $0.hasSuffix("…") || $0.hasSuffix("…]") }
        if arguments.count < required {
            throw .usage(
                "\(command.name) needs \(command.arguments[arguments.count])",
                hint: "See `nijactl help \(command.name)`.")
        }
        if arguments.count > command.arguments.count && !isOpen {
            throw .usage("\(command.name) does not take \(arguments[command.arguments.count])")
        }
    }

    private static func unknown(_ nouns: [String], _ words: [String]) -> CommandError {
        let said = nouns.isEmpty ? words[0] : nouns.prefix(2).joined(separator: " ")
        let group = Commands.all.filter { $0.path[0] == nouns.first }
        if !group.isEmpty && nouns.count < 2 {
            return .usage(
                "\(said) needs one of: \(group.map { $0.path.dropFirst().joined(separator: " ") }.joined(separator: ", "))"
            )
        }
        let names = Commands.all.map(\.name) + Array(Set(Commands.all.map { $0.path[0] }))
        let near = Suggestion.nearest(to: said, in: names).map { "Did you mean `nijactl \($0)`?" }
        return .usage("there is no command \(said)", hint: near ?? "See `nijactl help`.")
    }
}

/// What somebody may have meant.
enum Suggestion {
    /// The nearest word, if it is near.
    static func nearest(to word: String, in words: [String]) -> String? {
        let ranked = words.map { ($0, distance(word, $0)) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        guard let (best, distance) = ranked.first, distance <= max(1, word.count / 3) else { return nil }
        return best
    }

    /// Insertions, deletions, changes and swaps of neighbours that lead from one word to another.
    ///
    /// - Source: the optimal string alignment distance, as in Damerau, CACM 7(3), 1964.
    static func distance(_ left: String, _ right: String) -> Int {
        let (a, b) = (Array(left), Array(right))
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var rows = [Array(0...b.count)]
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                let change = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, change)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    best = min(best, rows[i - 2][j - 2] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
