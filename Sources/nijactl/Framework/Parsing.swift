/// Reads the words of a command line.
enum Parsing {
    /// What the words call for.
    enum Result {
        case run(Command, arguments: [String], options: [String: String])
        case help([String])
    }

    /// Reads the words: options of every command may stand before the command, all others behind it.
    ///
    /// - Throws: A usage error that says what would be right.
    static func parse(_ words: [String]) throws(CommandError) -> Result {
        var rest = words[...]
        var options: [String: String] = [:]
        while let word = rest.first, word.hasPrefix("-"), word != "-" {
            if word == "--version" { return try parse(["version", "--client"]) }
            try takeOption(&rest, known: Commands.global, of: "nijactl", into: &options)
        }
        if rest.isEmpty { return .help([]) }
        guard let (command, behind) = Commands.find(Array(rest)) else {
            let nouns = Array(rest.prefix { !$0.hasPrefix("-") })
            if options["help"] != nil || rest.contains("--help") || rest.contains("-h") {
                return .help(nouns)
            }
            throw unknown(nouns)
        }
        let arguments = try takeAll(behind, of: command, into: &options)
        if options["help"] != nil { return .help(command.path) }
        try check(arguments, of: command)
        return .run(command, arguments: arguments, options: options)
    }

    /// Whether errors are to be JSON: asked for by the words, whatever else is wrong with them, or set as the default.
    static func wantsJSON(_ words: [String], settings: UserSettings?) -> Bool {
        for (index, word) in words.enumerated().reversed() where word != "--" {
            for name in ["-o", "--format", "--output"] {
                if word.hasPrefix(name + "=") { return word.hasSuffix("json") }
                if word == name, index + 1 < words.count { return words[index + 1].hasSuffix("json") }
            }
        }
        return settings?.outputFormat.hasSuffix("json") ?? false
    }

    // MARK: Options

    /// Reads what stands behind a command; returns what is no option.
    private static func takeAll(
        _ words: ArraySlice<String>, of command: Command, into options: inout [String: String]
    ) throws(CommandError) -> [String] {
        var rest = words
        var arguments: [String] = []
        while let word = rest.first {
            if word == "--" { return arguments + rest.dropFirst() }
            // A single dash is standard input, and a negative number a value.
            if !word.hasPrefix("-") || word == "-" || Double(word) != nil {
                arguments.append(word)
                rest = rest.dropFirst()
            } else {
                try takeOption(
                    &rest, known: command.options + Commands.global, of: command.name, into: &options)
            }
        }
        return arguments
    }

    /// Takes one option, and its value if it has one, from the front of the words.
    private static func takeOption(
        _ rest: inout ArraySlice<String>, known: [Option], of name: String,
        into options: inout [String: String]
    ) throws(CommandError) {
        guard let word = rest.popFirst() else { return }
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        guard
            let option = known.first(where: { $0.isWritten(parts[0]) })
                ?? known.first(where: { $0.isAlso(parts[0]) })
        else {
            let said = String(parts[0].drop { $0 == "-" })
            let near = Suggestion.nearest(to: said, in: known.map(\.name)).map { "Did you mean --\($0)?" }
            throw .usage("\(name) has no option \(parts[0])", hint: near ?? "See `nijactl help \(name)`.")
        }
        if option.value == nil {
            guard parts.count == 1 else { throw .usage("--\(option.name) takes no value") }
            options[option.name] = ""
        } else if parts.count == 2 {
            options[option.name] = parts[1]
        } else if let value = rest.popFirst() {
            options[option.name] = value
        } else {
            throw .usage("\(word) needs a value: \(option.value ?? "")", hint: "See `nijactl help \(name)`.")
        }
    }

    private static func check(_ arguments: [String], of command: Command) throws(CommandError) {
        let hint = "See `nijactl help \(command.name)`."
        let required = command.arguments.count { !$0.hasPrefix("[") }
        if arguments.count < required {
            throw .usage("\(command.name) needs \(command.arguments[arguments.count])", hint: hint)
        }
        let isOpen = command.arguments.last?.contains("…") == true
        if arguments.count > command.arguments.count && !isOpen {
            throw .usage("\(command.name) does not take \(arguments[command.arguments.count])", hint: hint)
        }
    }

    // MARK: What is not there

    /// Goes down the tree as far as the words lead, and looks for the nearest word where they stray.
    private static func unknown(_ nouns: [String]) -> CommandError {
        let depth = nouns.indices.first { depth in
            !Commands.all.contains { $0.path.starts(with: nouns[...depth]) }
        }
        let prefix = Array(nouns[..<(depth ?? nouns.count)])
        let children = Commands.words(behind: prefix)
        guard let depth else {
            return .usage(
                "\(prefix.joined(separator: " ")) needs one of: \(children.joined(separator: ", "))")
        }
        var hint = "See `nijactl help`."
        if let near = Suggestion.nearest(to: nouns[depth], in: children) {
            let corrected = prefix + [near] + nouns[(depth + 1)...]
            let meant = Commands.find(corrected)?.0.name ?? (prefix + [near]).joined(separator: " ")
            hint = "Did you mean `nijactl \(meant)`?"
        } else if !prefix.isEmpty {
            hint = "\(prefix.joined(separator: " ")) takes one of: \(children.joined(separator: ", "))"
        }
        return .usage("there is no command \(nouns[...depth].joined(separator: " "))", hint: hint)
    }
}
