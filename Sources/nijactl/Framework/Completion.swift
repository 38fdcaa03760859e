/// Scripts that complete commands in a shell.
enum Completion {
    /// The script for a shell.
    static func script(_ shell: String) throws(CommandError) -> String {
        switch shell {
        case "bash": bash
        case "zsh": "#compdef nijactl\nautoload -U +X bashcompinit && bashcompinit\n" + bash
        case "fish": fish
        default: throw .usage("there is no completion for \(shell); there is for bash, zsh and fish")
        }
    }

    /// Commands by their first word.
    private static var verbs: [(noun: String, verbs: [String])] {
        let nouns = Commands.all.map { $0.path[0] }.reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        return nouns.map { noun in
            (
                noun,
                Commands.all.filter { $0.path[0] == noun && $0.path.count > 1 }.map { $0.path[1] }
                    .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            )
        }
    }

    private static var bash: String {
        let cases = verbs.map { "        \($0.noun)) words=\"\($0.verbs.joined(separator: " "))\" ;;\n" }
            .joined()
        let options = Commands.all.map { command in
            "        \"\(command.name)\") options=\"\(command.options.map { "--" + $0.name }.joined(separator: " "))\" ;;\n"
        }.joined()
        return """
            _nijactl() {
                local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words="" options=""
                case "$previous" in
                    --account) words="$(timeout 0.2 nijactl account list -o id 2>/dev/null)" ;;
                    --strategy) words="$(timeout 0.2 nijactl strategy list -o id 2>/dev/null)" ;;
                    -o|--output) words="\(OutputFormat.names.joined(separator: " "))" ;;
                    --color) words="auto always never" ;;
                esac
                if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$word")); return; fi
                if [[ "$word" == -* ]]; then
                    case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
            \(options)        esac
                    COMPREPLY=($(compgen -W "$options \(Commands.global.map { "--" + $0.name }.joined(separator: " "))" -- "$word"))
                    return
                fi
                if [ "$COMP_CWORD" -eq 1 ]; then
                    COMPREPLY=($(compgen -W "\(verbs.map(\.noun).joined(separator: " "))" -- "$word")); return
                fi
                case "${COMP_WORDS[1]}" in
            \(cases)    esac
                COMPREPLY=($(compgen -W "$words" -- "$word"))
            }
            complete -F _nijactl nijactl

            """
    }

    private static var fish: String {
        let nouns = verbs.map { "complete -c nijactl -f -n __fish_use_subcommand -a \($0.noun)\n" }.joined()
        let rest = Commands.all.filter { $0.path.count > 1 }.map { command in
            "complete -c nijactl -f -n '__fish_seen_subcommand_from \(command.path[0])' -a \(command.path[1]) -d '\(command.summary)'\n"
        }.joined()
        return nouns + rest
            + "complete -c nijactl -l account -xa '(timeout 0.2 nijactl account list -o id 2>/dev/null)'\n"
            + "complete -c nijactl -l strategy -xa '(timeout 0.2 nijactl strategy list -o id 2>/dev/null)'\n"
    }
}
