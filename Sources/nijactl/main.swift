import Glibc
import NijaClient
import Protobuf

signal(SIGPIPE, SIG_DFL)

/// The environment of this process.
func environmentVariables() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
        let parts = String(cString: entry).split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
        next += 1
    }
    return variables
}

let words = Array(CommandLine.arguments.dropFirst())
do throws(CommandError) {
    switch try Parsing.parse(words) {
    case .help(let path):
        Output.write(try Help.text(path))
    case .run(let command, let arguments, let options):
        let settings = try UserSettings(environment: environmentVariables())
        try command.run(
            try Invocation(command: command, arguments: arguments, options: options, settings: settings))
    }
} catch {
    Output.report(error, asJSON: words.contains("json") || words.contains("--output=json"))
    exit(error.code.rawValue)
}
