import JSON
package import NijaCompliance
package import NijaModel
import Protobuf
import TTRPC

/// What the daemon runs with: flags over environment over file over defaults.
package struct Configuration: Sendable {
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

    package private(set) var data = "/var/lib/nija"
    package private(set) var socket = "/run/nija/nijad.sock"
    package private(set) var durability = Durability.full
    package private(set) var socketMode: UInt32 = 0o600
    package private(set) var defaultCapital = Decimal(1000)
    package private(set) var workers = 2
    package private(set) var drainSeconds = 5
    package private(set) var helloSeconds = 5
    package private(set) var frameSeconds = 10
    package private(set) var connections = Limits.connectionsMax
    package private(set) var connectionsPerUser = Limits.connectionsPerUserMax
    package private(set) var calendar = ExchangeCalendar.newYork
    /// Who may do what; the daemon's own user and root may do everything.
    package private(set) var access: Access
    private let files: Files

    /// Gives the bytes of a file; throws with the path and the reason when it cannot be read.
    package typealias Files = @Sendable (_ path: String) throws(ConfigurationError) -> [UInt8]

    /// Reads flags, environment and the file that `--config` or NIJA_CONFIG names.
    ///
    /// - Parameters:
    ///   - arguments: the words behind the program's name.
    ///   - environment: variables by their names.
    ///   - user: the daemon's own.
    ///   - files: gives the bytes of a file.
    /// - Throws: What is wrong, where, and what would be right.
    package init(
        arguments: [String], environment: [String: String], user: UInt32, files: @escaping Files
    ) throws(ConfigurationError) {
        self.files = files
        access = Access(users: Dictionary([(0, .operator), (user, .operator)], uniquingKeysWith: max))
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
        let bytes = try files(path)
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(bytes, allowComments: true)
        } catch {
            throw ConfigurationError("\(path):\(error.line):\(error.column): \(error.reason)")
        }
        guard case .object(let members) = value else {
            throw ConfigurationError("\(path): it must be a JSON object with settings")
        }
        for member in members {
            if member.name == "roles" {
                try readRoles(member.value, path + ": roles")
            } else if let key = Key(rawValue: member.name) {
                guard let text = member.value.text else {
                    throw ConfigurationError(
                        "\(path): \(member.name) is \(member.value.compact); it must be a text or a number")
                }
                try set(key, text, origin: "\(path): \(member.name)")
            } else {
                let names = (Key.allCases.map(\.rawValue) + ["roles"]).joined(separator: ", ")
                throw ConfigurationError(
                    "\(path): \(member.name) is not a setting; the settings are \(names)")
            }
        }
    }

    /// `{"operators": {"users": [0], "groups": []}, "traders": {…}, "observers": {…}}`, ids as numbers.
    ///
    /// Who is in several of them has the highest role; who is in one has it whatever the daemon gives by itself.
    private mutating func readRoles(_ value: JSONValue, _ origin: String) throws(ConfigurationError) {
        let names: [String: Role] = ["observers": .observer, "traders": .trader, "operators": .operator]
        let right = "operators, traders, observers"
        guard case .object(let roles) = value else {
            throw ConfigurationError("\(origin) is \(value.compact); it must be an object with \(right)")
        }
        var given = Access(users: [:])
        for member in roles {
            guard let role = names[member.name] else {
                throw ConfigurationError("\(origin).\(member.name) is not a role; the roles are \(right)")
            }
            try Self.readRole(role, member.value, "\(origin).\(member.name)", into: &given)
        }
        access.users.merge(given.users) { $1 }
        access.groups.merge(given.groups) { $1 }
    }

    private static func readRole(
        _ role: Role, _ value: JSONValue, _ origin: String, into access: inout Access
    ) throws(ConfigurationError) {
        guard case .object(let kinds) = value else {
            throw ConfigurationError(
                "\(origin) is \(value.compact); it must be an object with users and groups")
        }
        for kind in kinds {
            guard ["users", "groups"].contains(kind.name) else {
                throw ConfigurationError("\(origin).\(kind.name) is not known; a role has users and groups")
            }
            guard case .array(let elements) = kind.value else {
                throw ConfigurationError(
                    "\(origin).\(kind.name) is \(kind.value.compact); it must be a list of ids")
            }
            for element in elements {
                guard let id = element.text.flatMap({ UInt32($0) }) else {
                    throw ConfigurationError(
                        "\(origin).\(kind.name) has \(element.compact); it must hold numeric ids")
                }
                if kind.name == "users" {
                    access.users[id] = max(role, access.users[id] ?? role)
                } else {
                    access.groups[id] = max(role, access.groups[id] ?? role)
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
        case .exchangeHolidays: calendar = try readCalendar(text, origin: origin)
        }
    }

    /// Reads the holidays of an exchange from a file.
    private func readCalendar(_ path: String, origin: String) throws(ConfigurationError) -> ExchangeCalendar {
        let bytes: [UInt8]
        do throws(ConfigurationError) { bytes = try files(path) } catch {
            throw ConfigurationError("\(origin): \(error.message)")
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
package struct ConfigurationError: Error {
    /// For a person.
    package let message: String

    /// Makes an error.
    package init(_ message: String) { self.message = message }
}

extension String {
    fileprivate var replacingUnderscores: String { split(separator: "_").joined(separator: "-") }
}
