import Glibc
import JSON
import NijaClient
import NijaMessages
import Protobuf

/// Commands about nijactl itself.
enum ToolCommands {
    static let all = [
        VersionCommand.command,
        Command(
            "doctor", "look for what is wrong, and say what helps",
            options: [
                Option(flag: "deep", "read the whole history too"),
                Option("data", "DIR", "the daemon's data directory (else NIJA_DATA, /var/lib/nija)"),
            ],
            examples: [
                "nijactl doctor",
                "nijactl doctor --deep",
                "nijactl doctor -o json",
            ], run: Doctor.run),
        Command(
            "config show", "show the settings of nijactl",
            options: [Option(flag: "origin", "and where each came from")],
            examples: [
                "nijactl config show",
                "nijactl config show --origin",
                "nijactl config show --socket /tmp/other.sock --origin -o json",
            ],
            run: { call throws(CommandError) in
                let rows = call.settings.origins(flags: call.options).map { setting in
                    JSONValue.object([
                        .init("name", .string(setting.name)), .init("value", .string(setting.value)),
                        .init("origin", .string(setting.origin)),
                    ])
                }
                let columns =
                    [Column("name"), Column("value")] + (call.has("origin") ? [Column("origin")] : [])
                try call.output.rows(rows, TableLayout(columns))
            }),
        Command(
            "config check", "check a configuration file of nijad or nijactl", arguments: ["FILE"],
            examples: [
                "nijactl config check packaging/nijad.json",
                "nijactl config check packaging/nijad.json -q",
                "nijactl config check \"${XDG_CONFIG_HOME:-$HOME/.config}/nija/nijactl.json\"",
            ], run: checkConfiguration),
        Command(
            "completion", "write a script that completes commands in a shell", arguments: ["SHELL"],
            examples: [
                "source <(nijactl completion bash)",
                "nijactl completion zsh > _nijactl",
                "nijactl completion fish > nijactl.fish",
            ],
            run: { call throws(CommandError) in Output.write(try Completion.script(call.arguments[0])) }),
        Command(
            "help", "show how commands are used", arguments: ["[COMMAND…]"],
            options: [Option(flag: "man", "as a manual page")],
            examples: [
                "nijactl help",
                "nijactl help trade record",
                "nijactl help exit-codes",
            ],
            run: { call throws(CommandError) in
                Output.write(call.has("man") ? Manual.page : try Help.text(call.arguments))
            }),
    ]

    private static func checkConfiguration(_ call: Invocation) throws(CommandError) {
        let path = call.arguments[0]
        guard let bytes = FileBytes.read(path) else {
            throw .failed("\(path): \(String(cString: strerror(errno)))")
        }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(bytes, allowComments: true)
        } catch {
            throw .failed("\(path):\(error.line):\(error.column): \(error.reason)")
        }
        let problems = ConfigurationCheck.problems(value)
        if !problems.isEmpty {
            throw .failed(problems.map { "\(path): \($0)" }.joined(separator: "\n"))
        }
        Output.write("\(path) is fine\n")
    }
}
