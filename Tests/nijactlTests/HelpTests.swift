import Glibc
import Testing

@testable import nijactl

@Suite struct HelpTests {
    @Test("every command has three examples that call nijactl", arguments: Commands.all.map(\.name))
    func examples(_ name: String) {
        let command = Commands.all.first { $0.name == name }
        #expect(command?.examples.count ?? 0 >= 3)
        for example in command?.examples ?? [] { #expect(example.contains("nijactl ")) }
    }

    @Test("no two commands have the same name, and no command two options of the same name")
    func unique() {
        #expect(Set(Commands.all.map(\.name)).count == Commands.all.count)
        for command in Commands.all {
            #expect(Set(command.options.map(\.name)).count == command.options.count, "\(command.name)")
        }
    }

    @Test("every field of a trade that can be set is explained")
    func fields() {
        for option in TradeFields.options { #expect(!option.help.hasPrefix("see "), "\(option.name)") }
        #expect(TradeFields.options.map(\.name.underscored) == TradeFields.names)
    }

    @Test("help begins with the examples", arguments: Commands.all.map(\.path))
    func beginsWithExamples(_ path: [String]) throws {
        #expect(try Help.text(path).hasPrefix("Examples:\n  "))
    }

    @Test("a noun alone lists its commands, a topic is shown, anything else is not there")
    func topics() throws {
        #expect(try Help.text(["alarm", "rule"]).split(separator: "\n").count == 3)
        for topic in HelpTopic.allCases { #expect(try Help.text([topic.rawValue]) == topic.text, "\(topic)") }
        let error = #expect(throws: CommandError.self) { try Help.text(["exit-code"]) }
        #expect(error?.hint == "Did you mean `nijactl help exit-codes`?")
    }

    @Test(
        "what people see is reviewed like code",
        arguments: [
            "help.txt", "help-trade-record.txt", "help-exit-codes.txt", "nijactl.1", "completion.bash",
            "completion.zsh", "completion.fish",
        ])
    func snapshots(_ name: String) throws {
        try Snapshot.check(name, try text(name))
    }

    private func text(_ name: String) throws -> String {
        switch name {
        case "help.txt": try Help.text([])
        case "help-trade-record.txt": try Help.text(["trade", "record"])
        case "help-exit-codes.txt": try Help.text(["exit-codes"])
        case "nijactl.1": Manual.page
        default: try Completion.script(String(name.split(separator: ".")[1]))
        }
    }

    @Test("no line of the manual is taken for a command of roff by accident")
    func roff() {
        let known = [
            ".TH", ".SH", ".SS", ".TP", ".B ", ".I ", ".RI", ".BR", ".PP", ".nf", ".fi", ".RS", ".RE",
        ]
        for line in Manual.page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(known.contains { line.hasPrefix($0) }, "\(line)")
        }
        #expect(Manual.page.utf8.count == Manual.page.count)
    }
}

/// Files under Snapshots, written anew when NIJA_SNAPSHOTS is "write".
enum Snapshot {
    static func check(_ name: String, _ text: String, file: String = #filePath) throws {
        let directory = file.split(separator: "/").dropLast().joined(separator: "/")
        let path = "/\(directory)/Snapshots/\(name)"
        if getenv("NIJA_SNAPSHOTS").map({ String(cString: $0) }) == "write" {
            #expect(FileBytes.write(Array(text.utf8), to: path))
        }
        let stored = FileBytes.read(path).map { String(decoding: $0, as: UTF8.self) }
        #expect(stored == text, "\(name) changed; NIJA_SNAPSHOTS=write swift test accepts it")
    }
}
