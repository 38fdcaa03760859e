import Glibc
import JSON
import NijaCompliance
import NijaModel
import NijaService
import NijaStore
import TTRPC

/// What the daemon runs with: flags over environment over file over defaults.
struct Configuration {
    /// A setting by its name in the file; flags are `--name`, variables `NIJA_NAME`, with dashes or underscores.
    enum Key: String, CaseIterable {
        case data, socket, durability, workers
        case socketMode = "socket_mode"
        case defaultCapital = "default_capital"
        case drainSeconds = "drain_seconds"
        case helloSeconds = "hello_seconds"
        case frameSeconds = "frame_seconds"
        case connections
        case connectionsPerUser = "connections_per_user"
        case exchangeHolidays = "exchange_holidays"

        var flag: String { "--" + rawValue.replacingUnderscores }
        var variable: String { "NIJA_" + rawValue.uppercased() }
    }

    private(set) var data = "/var/lib/nija"
    private(set) var socket = "/run/nija/nijad.sock"
    private(set) var durability = Durability.full
    private(set) var socketMode: UInt32 = 0o600
    private(set) var defaultCapital = Decimal(1000)
    private(set) var workers = 2
    private(set) var drainSeconds = 5
    private(set) var helloSeconds = 5
    private(set) var frameSeconds = 10
    private(set) var connections = Limits.connectionsMax
    private(set) var connectionsPerUser = Limits.connectionsPerUserMax
    private(set) var calendar = ExchangeCalendar.newYork
    /// Who may do what; the daemon's own user and root may do everything.
    private(set) var access = Access(
        users: Dictionary([(0, .operator), (geteuid(), .operator)], uniquingKeysWith: max))

    /// Reads flags, environment and the file that `--config` or NIJA_CONFIG names.
    init(arguments: [String], environment: [String: String]) throws(ConfigurationError) {
        var flags: [Key: String] = [:]
        var file = environment["NIJA_CONFIG"]
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
                throw ConfigurationError("\(argument) needs a value; see nijad --help")
            }
            if parts[0] == "--config" {
                file = value
            } else if let key = Key.allCases.first(where: { $0.flag == parts[0] }) {
                flags[key] = value
            } else {
                throw ConfigurationError("there is no option \(parts[0]); see nijad --help")
            }
        }
        if let file { try read(file) }
        for key in Key.allCases {
            if let value = environment[key.variable] { try set(key, value, origin: key.variable) }
            if let value = flags[key] { try set(key, value, origin: key.flag) }
        }
    }

    private mutating func read(_ path: String) throws(ConfigurationError) {
        guard let bytes = readFile(path) else {
            throw ConfigurationError("\(path): \(String(cString: strerror(errno)))")
        }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(bytes, allowComments: true)
        } catch {
            throw ConfigurationError("\(path):\(error.line):\(error.column): \(error.reason)")
        }
        for member in value.members {
            if member.name == "roles" {
                try readRoles(member.value, path)
            } else if let key = Key(rawValue: member.name), let text = member.value.text {
                try set(key, text, origin: "\(path): \(member.name)")
            } else {
                let names = (Key.allCases.map(\.rawValue) + ["roles"]).joined(separator: ", ")
                throw ConfigurationError(
                    "\(path): \(member.name) is not a setting; the settings are \(names)")
            }
        }
    }

    /// `{"operators": {"users": [0], "groups": []}, "traders": {…}, "observers": {…}}`, ids as numbers.
    private mutating func readRoles(_ value: JSONValue, _ path: String) throws(ConfigurationError) {
        let roles: [(String, Role)] = [
            ("observers", .observer), ("traders", .trader), ("operators", .operator),
        ]
        for member in value.members where !roles.contains(where: { $0.0 == member.name }) {
            throw ConfigurationError(
                "\(path): roles.\(member.name): the roles are operators, traders, observers")
        }
        for (name, role) in roles {
            for kind in ["users", "groups"] {
                for element in value[name]?[kind]?.elements ?? [] {
                    guard let id = element.text.flatMap({ UInt32($0) }) else {
                        throw ConfigurationError("\(path): roles.\(name).\(kind) holds numeric ids")
                    }
                    if kind == "users" { access.users[id] = role } else { access.groups[id] = role }
                }
            }
        }
    }

    private mutating func set(_ key: Key, _ text: String, origin: String) throws(ConfigurationError) {
        func refuse(_ right: String) -> ConfigurationError {
            ConfigurationError("\(origin) is \(Names.quoted(text)); it must be \(right)")
        }
        switch key {
        case .data: data = text
        case .socket: socket = text
        case .durability:
            guard let value = Durability(rawValue: text) else { throw refuse("full or process") }
            durability = value
        case .socketMode:
            guard let value = UInt32(text, radix: 8), value <= 0o777 else {
                throw refuse("octal, such as 0600")
            }
            socketMode = value
        case .defaultCapital:
            guard let value = try? Decimal(text), value > .zero else { throw refuse("an amount above 0") }
            defaultCapital = value
        case .workers:
            guard let value = Int(text), (1...16).contains(value) else {
                throw refuse("a number from 1 to 16")
            }
            workers = value
        case .drainSeconds:
            drainSeconds = try Self.seconds(text, refuse)
        case .helloSeconds:
            helloSeconds = try Self.seconds(text, refuse)
        case .frameSeconds:
            frameSeconds = try Self.seconds(text, refuse)
        case .connections:
            connections = try Self.count(text, refuse)
        case .connectionsPerUser:
            connectionsPerUser = try Self.count(text, refuse)
        case .exchangeHolidays: calendar = try Self.calendar(text, origin: origin)
        }
    }

    /// Reads the holidays of an exchange from a file.
    private static func calendar(
        _ path: String, origin: String
    ) throws(ConfigurationError) -> ExchangeCalendar {
        guard let bytes = readFile(path) else {
            throw ConfigurationError("\(origin): \(path): \(String(cString: strerror(errno)))")
        }
        do throws(CalendarError) {
            return try ExchangeCalendar(holidays: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw ConfigurationError("\(origin): \(path): \(error)")
        }
    }

    private static func count(
        _ text: String, _ refuse: (String) -> ConfigurationError
    ) throws(ConfigurationError) -> Int {
        guard let value = Int(text), (1...100_000).contains(value) else {
            throw refuse("a number from 1 to 100000")
        }
        return value
    }

    private static func seconds(
        _ text: String, _ refuse: (String) -> ConfigurationError
    ) throws(ConfigurationError) -> Int {
        guard let value = Int(text), (1...300).contains(value) else { throw refuse("a number from 1 to 300") }
        return value
    }
}

/// Why the daemon cannot be configured so.
struct ConfigurationError: Error {
    let message: String

    init(_ message: String) { self.message = message }
}

extension String {
    fileprivate var replacingUnderscores: String { split(separator: "_").joined(separator: "-") }
}

/// The bytes of a file; nil with errno set when it cannot be read.
private func readFile(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&block, 1, block.count, file), count > 0 { bytes += block[..<count] }
    return bytes
}
