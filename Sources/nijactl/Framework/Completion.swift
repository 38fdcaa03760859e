/// Scripts that complete commands in a shell: words and options at once, names by asking the daemon for at most 200 ms.
enum Completion {
    /// The script for a shell.
    static func script(_ shell: String) throws(CommandError) -> String {
        switch shell {
        case "bash": return bash
        case "zsh": return zsh
        case "fish": return fish
        default:
            throw .usage("there is no completion for \(shell)", hint: "There is one for bash, zsh and fish.")
        }
    }

    /// Asks the daemon for names; silent whatever happens.
    private static func ask(_ noun: String) -> String {
        "timeout 0.2 nijactl \(noun) list -o id -q 2>/dev/null"
    }

    /// What may stand behind an option: a list of words, or a command that prints them; nil when nobody knows.
    private static func values(of option: Option) -> (words: [String], command: String?)? {
        if !option.choices.isEmpty { return (option.choices, nil) }
        switch option.name {
        case "account": return ([], ask("account"))
        case "strategy": return ([], ask("strategy"))
        case "columns", "sort": return ([], nil)
        default: return nil
        }
    }

    /// Commands whose first argument can be completed, each with the command line that prints what it may be.
    private static var named: [(command: Command, ask: String)] {
        Commands.all.compactMap { command in
            let ask: String? =
                switch (command.path[0], command.arguments.first) {
                case ("account", "NAME") where command.name == "account create": nil
                case ("account", "NAME"), ("account", "[NAME]"): ask("account")
                case ("strategy", "NAME"), ("kpi", "[STRATEGY…]"): ask("strategy")
                case ("alarm", "ALARM_ID"), ("alarm", "[ALARM_ID]"): ask("alarm")
                case ("rpc", "METHOD"), ("rpc", "SYMBOL"): ask("rpc")
                case (_, "SHELL"): "printf '%s\\n' bash zsh fish"
                default: nil
                }
            return ask.map { (command, $0) }
        }
    }

    /// The pattern of a shell that matches the words before such an argument.
    private static func pattern(_ command: Command) -> String {
        "\"\(command.name)\"" + (command.arguments[0].contains("…") ? "*" : "")
    }

    /// Every option once, by name, with those values that are the same wherever it stands.
    private static var valued: [(option: Option, values: (words: [String], command: String?))] {
        var seen: Set<String> = []
        return (Commands.global + Commands.all.flatMap(\.options)).compactMap { option in
            guard option.value != nil, seen.insert(option.name).inserted else { return nil }
            return values(of: option).map { (option, $0) }
        }
    }

    private static func flags(_ options: [Option]) -> String {
        options.flatMap { ["--" + $0.name] + ($0.short.map { ["-\($0)"] } ?? []) }.joined(separator: " ")
    }

    /// Each beginning of a command, and the words that may follow.
    private static var branches: [(prefix: String, words: [String])] {
        let prefixes = Commands.all.flatMap { command in
            (0..<command.path.count).map { Array(command.path[..<$0]) }
        }
        return Set(prefixes).sorted { $0.joined(separator: " ") < $1.joined(separator: " ") }.map {
            ($0.joined(separator: " "), Commands.words(behind: $0))
        }
    }

    // MARK: bash

    private static var bash: String {
        let values = valued.map { option, values in
            let words = values.command.map { "$(\($0))" } ?? values.words.joined(separator: " ")
            let names = (["--" + option.name] + (option.short.map { ["-\($0)"] } ?? [])).joined(
                separator: "|")
            return "        \(names)) COMPREPLY=($(compgen -W \"\(words)\" -- \"$word\")); return ;;\n"
        }
        let words = branches.map {
            "        \"\($0.prefix)\") words=\"\($0.words.joined(separator: " "))\" ;;\n"
        }
        let names = named.map { "        \(pattern($0.command))) words=\"$(\($0.ask))\" ;;\n" }
        let options = Commands.all.filter { !$0.options.isEmpty }.map {
            "        \"\($0.name)\"*) options=\"\(flags($0.options))\" ;;\n"
        }
        return """
            # bash completion for nijactl
            _nijactl() {
                local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words="" options="" said="" index
                case "$previous" in
            \(values.joined())    esac
                for ((index = 1; index < COMP_CWORD; index++)); do
                    [[ "${COMP_WORDS[index]}" == -* ]] && break
                    said="${said:+$said }${COMP_WORDS[index]}"
                done
                if [[ "$word" == -* ]]; then
                    case "$said" in
            \(options.joined())        esac
                    COMPREPLY=($(compgen -W "$options \(flags(Commands.global))" -- "$word"))
                    return
                fi
                case "$said" in
            \(words.joined())\(names.joined())        *) COMPREPLY=($(compgen -f -- "$word")); return ;;
                esac
                COMPREPLY=($(compgen -W "$words" -- "$word"))
            }
            complete -F _nijactl nijactl

            """
    }

    // MARK: zsh

    private static var zsh: String {
        let described = Commands.all.map { command in
            "    '\(command.name):\(quoted(command.summary))'\n"
        }
        let values = valued.map { option, values in
            let words = values.command.map { "${(f)\"$(\($0))\"}" } ?? values.words.joined(separator: " ")
            let names = (["--" + option.name] + (option.short.map { ["-\($0)"] } ?? [])).joined(
                separator: "|")
            return "    \(names)) compadd -- \(words); return ;;\n"
        }
        let names = named.map {
            "    \(pattern($0.command))) compadd -- ${(f)\"$(\($0.ask))\"}; return ;;\n"
        }
        let options = Commands.all.filter { !$0.options.isEmpty }.map {
            "    \"\($0.name)\"*) options=(\(flags($0.options))) ;;\n"
        }
        return """
            #compdef nijactl
            # zsh completion for nijactl
            _nijactl() {
              local -a commands options next
              local said entry rest
              case "$words[CURRENT-1]" in
            \(values.joined())  esac
              said="${(j: :)${words[2,CURRENT-1]:#-*}}"
              if [[ "$words[CURRENT]" == -* ]]; then
                case "$said" in
            \(options.joined())    esac
                compadd -- $options \(flags(Commands.global))
                return
              fi
              case "$said" in
            \(names.joined())  esac
              commands=(
            \(described.joined())  )
              for entry in $commands; do
                rest="${entry%%:*}"
                [[ -z "$said" ]] || { [[ "$rest" == "$said "* ]] || continue; rest="${rest#$said }"; }
                [[ "$rest" == *' '* ]] && next+=("${rest%% *}") || next+=("$rest:${entry#*:}")
              done
              (( $#next )) && _describe command next || _files
            }
            compdef _nijactl nijactl

            """
    }

    // MARK: fish

    private static var fish: String {
        let words = Commands.all.map { command in
            let before = command.path.dropLast().joined(separator: " ")
            let condition = "test (__nijactl_said) = \"\(before)\""
            return
                "complete -c nijactl -n '\(condition)' -a \(command.path.last ?? "") -d '\(quoted(command.summary))'\n"
        }
        let nouns = branches.filter { !$0.prefix.isEmpty }.map { branch in
            let path = branch.prefix.split(separator: " ")
            let condition = "test (__nijactl_said) = \"\(path.dropLast().joined(separator: " "))\""
            return
                "complete -c nijactl -n '\(condition)' -a \(path.last ?? "") -d '\(branch.words.joined(separator: ", "))'\n"
        }
        let names = named.map { command, ask in
            let words = command.name + (command.arguments[0].contains("…") ? "*" : "")
            return "complete -c nijactl -n 'string match -q \"\(words)\" (__nijactl_said)' -a \"(\(ask))\"\n"
        }
        let options = Commands.all.flatMap { command in
            command.options.map {
                fishOption($0, "-n 'string match -q \"\(command.name)*\" (__nijactl_said)' ")
            }
        }
        return """
            # fish completion for nijactl
            function __nijactl_said
                set -l said (string match -v -- '-*' (commandline -opc)[2..])
                echo "$said"
            end
            complete -c nijactl -f
            \((nouns + words + names + Commands.global.map { fishOption($0, "") } + options).joined())
            """
    }

    private static func fishOption(_ option: Option, _ condition: String) -> String {
        let short = option.short.map { " -s \($0)" } ?? ""
        var value = option.value == nil ? "" : " -r"
        if let (words, command) = values(of: option), option.value != nil {
            value = " -xa '\(command.map { "(\($0))" } ?? words.joined(separator: " "))'"
        }
        return
            "complete -c nijactl \(condition)-l \(option.name)\(short)\(value) -d '\(quoted(option.help))'\n"
    }

    /// For single quotes; colons separate a word from its description in zsh.
    private static func quoted(_ text: String) -> String {
        text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "’")
            .split(separator: ":", omittingEmptySubsequences: false).joined(separator: " –")
    }
}
