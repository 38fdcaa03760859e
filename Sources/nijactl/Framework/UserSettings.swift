import CLinux
import Glibc
import JSON

/// What a person has set: flags over environment over the user's file over the system's over defaults.
struct UserSettings {
    /// A setting's name, and where its value came from.
    struct Origin {
        let name: String
        let value: String
        let origin: String
    }

    private let environment: [String: String]
    private let user: JSONValue?
    private let system: JSONValue?
    private let userPath: String
    private static let systemPath = "/etc/nija/nijactl.json"
    static let names = ["socket", "timeout", "output", "color"]

    init(environment: [String: String]) throws(CommandError) {
        self.environment = environment
        let home = environment["XDG_CONFIG_HOME"] ?? (environment["HOME"] ?? "") + "/.config"
        userPath = home + "/nija/nijactl.json"
        user = try Self.read(userPath)
        system = try Self.read(Self.systemPath)
    }

    private static func read(_ path: String) throws(CommandError) -> JSONValue? {
        guard let bytes = FileBytes.read(path) else { return nil }
        do throws(JSONError) {
            return try JSONValue.parse(bytes, allowComments: true)
        } catch {
            throw .failed("\(path):\(error.line):\(error.column): \(error.reason)")
        }
    }

    private func lookUp(_ name: String) -> (value: String, origin: String)? {
        let variable = "NIJA_" + name.uppercased()
        if let value = environment[variable], !value.isEmpty { return (value, variable) }
        if let value = user?[name]?.text { return (value, userPath) }
        if let value = system?[name]?.text { return (value, Self.systemPath) }
        return nil
    }

    private static func fallback(_ name: String, _ environment: [String: String]) -> String {
        switch name {
        case "socket":
            // A user's own daemon has a directory of its own, whether it runs just now or not.
            let directory = environment["XDG_RUNTIME_DIR"].map { $0 + "/nija" }
            let isThere = directory.map { access($0, F_OK) == 0 } ?? false
            return (isThere ? directory ?? "" : "/run/nija") + "/nijad.sock"
        case "timeout": return "10s"
        case "color": return "auto"
        default: return ""
        }
    }

    /// Whether the terminal may be able to show nothing but ASCII.
    var isASCIIOnly: Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
        let isUTF8 = locale.map { $0.lowercased().contains("utf") } ?? true
        return !isUTF8 || environment["TERM"] == "dumb"
    }

    private func value(_ name: String) -> String { lookUp(name)?.value ?? Self.fallback(name, environment) }

    /// Where the daemon listens.
    func socket(_ flag: String?) -> String { flag ?? value("socket") }
    /// Where the daemon keeps its database, as far as one can tell from here.
    var dataDirectory: String { environment["NIJA_DATA"] ?? "/var/lib/nija" }
    /// How long to wait for an answer.
    var timeout: String { value("timeout") }
    /// The output format; empty when nobody said.
    var outputFormat: String { value("output") }

    /// Whether to use colours on a descriptor: a flag or setting, then NO_COLOR, CLICOLOR_FORCE, and the terminal.
    ///
    /// - Source: no-color.org; bixense.com/clicolors.
    func usesColor(_ flag: String?, on descriptor: Int32) throws(CommandError) -> Bool {
        let asked = flag ?? lookUp("color")?.value ?? "auto"
        switch asked {
        case "always": return true
        case "never": return false
        case "auto":
            if environment["NO_COLOR"].map({ !$0.isEmpty }) == true { return false }
            if environment["CLICOLOR_FORCE"].map({ !$0.isEmpty && $0 != "0" }) == true { return true }
            return isatty(descriptor) == 1 && environment["TERM"] != "dumb"
        default: throw .usage("--color is \(asked); it must be auto, always or never")
        }
    }

    /// Cells of a line: COLUMNS, or what the terminal says; nil where there is no terminal.
    func terminalWidth(of descriptor: Int32) -> Int? {
        if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return columns }
        return terminalSize(of: descriptor)?.columns
    }

    /// Every setting with its value and where that came from.
    func origins(flags: [String: String]) -> [Origin] {
        Self.names.map { name in
            if let value = flags[name == "output" ? "format" : name] {
                return Origin(name: name, value: value, origin: "--\(name)")
            }
            if let (value, origin) = lookUp(name) { return Origin(name: name, value: value, origin: origin) }
            return Origin(name: name, value: Self.fallback(name, environment), origin: "default")
        }
    }
}

/// Cells of a line and lines of a terminal; nil when it is none.
func terminalSize(of descriptor: Int32) -> (columns: Int, rows: Int)? {
    var (columns, rows): (Int32, Int32) = (0, 0)
    return linux_terminal_size(descriptor, &columns, &rows) ? (Int(columns), Int(rows)) : nil
}
