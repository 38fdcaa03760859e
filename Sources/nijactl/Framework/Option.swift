import Protobuf

/// An option of a command.
struct Option: Sendable {
    /// Its name without dashes.
    let name: String
    /// What its value is called in the help; nil for a flag.
    let value: String?
    /// What it means.
    let help: String
    /// What the value may be; for help and completion.
    var choices: [String] = []
    /// A letter to write after one dash.
    var short: Character?
    /// Another name, where the command has no option of that name.
    var alias: String?

    /// An option with a value.
    init(
        _ name: String, _ value: String, _ help: String, choices: [String] = [], short: Character? = nil,
        alias: String? = nil
    ) {
        (self.name, self.value, self.help, self.choices) = (name, value, help, choices)
        (self.short, self.alias) = (short, alias)
    }

    /// An option whose value is one of an enumeration's.
    init<Choice: ProtobufEnum>(_ name: String, of _: Choice.Type, _ help: String) {
        let choices = Choice.names.dropFirst().map { String($0.name.dropFirst(Choice.prefix.count)) }
        self.init(name, name.split(separator: "-").last?.uppercased() ?? "", help, choices: choices)
    }

    /// A flag.
    init(flag name: String, _ help: String, short: Character? = nil) {
        (self.name, value, self.help, self.short) = (name, nil, help, short)
    }

    /// Whether a word of the command line, without its value, is this option.
    func isWritten(_ word: String) -> Bool {
        word == "--" + name || short.map { word == "-\($0)" } == true
    }

    /// Whether the word is its other name.
    func isAlso(_ word: String) -> Bool { alias.map { word == "--" + $0 } == true }
}
