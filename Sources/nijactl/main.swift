import Glibc

signal(SIGPIPE, SIG_DFL)
// Ctrl-C ends a stream in good order: nothing is left to do, and scripts see why it ended.
signal(SIGINT) { _ in _exit(ExitCode.interrupted.rawValue) }

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

/// Does what the words say.
func run(_ words: [String], _ environment: [String: String]) throws(CommandError) {
    switch try Parsing.parse(words) {
    case .help(let path):
        Output.write(try Help.text(path))
    case .run(let command, let arguments, let options):
        let settings = try UserSettings(environment: environment)
        try command.run(
            try Invocation(command: command, arguments: arguments, options: options, settings: settings))
    }
}

let words = Array(CommandLine.arguments.dropFirst())
let environment = environmentVariables()
do throws(CommandError) {
    try run(words, environment)
} catch {
    let isJSON = Parsing.wantsJSON(words, settings: try? UserSettings(environment: environment))
    Output.say(isJSON ? error.json : error.text)
    exit(error.code.rawValue)
}
