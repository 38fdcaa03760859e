import JSON
import NijaModel
import NijaSettings
import Protobuf

extension FuzzTarget {
    /// The daemon's configuration file, and JSON that people write.
    ///
    /// What follows a byte of 0, if there is one, is the file of holidays.
    public static let configurations = FuzzTarget(name: "configurations") { bytes in
        let parts = [UInt8](bytes).split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let (file, holidays) = (Array(parts[0]), parts.count > 1 ? Array(parts[1]) : [])
        let value = try? JSONValue.parse(file, allowComments: true)
        if let value {
            try expectEqual(
                try JSONValue.parse(Array(value.compact.utf8)), value, "\(value.compact), read again")
        }
        let configuration: Configuration
        do throws(ConfigurationError) {
            configuration = try Configuration(arguments: ["--config=nijad.json"], environment: [:], user: 7) {
                path in
                path == "nijad.json" ? file : holidays
            }
        } catch {
            return try checkRefusal(error, value)
        }
        guard case .object(let members)? = value else { throw Finding("what is no object is accepted") }
        for member in members { try check(member, configuration) }
    }

    /// An error names the file, and there is none without a reason.
    private static func checkRefusal(_ error: ConfigurationError, _ value: JSONValue?) throws(Finding) {
        try expect(
            error.message.hasPrefix("nijad.json"), "the error does not name the file: \(error.message)")
        guard case .object(let members)? = value else { return }
        let isRight = members.allSatisfy { $0.name != "exchange_holidays" && SettingRule.isRight($0) }
        try expect(!isRight, "what is right is refused: \(error.message)")
    }

    /// A setting that was accepted is right, and is what the file says.
    private static func check(_ member: JSONValue.Member, _ configuration: Configuration) throws(Finding) {
        try expect(SettingRule.isRight(member), "\(member.name) is accepted with \(member.value.compact)")
        let text = member.value.text ?? ""
        let isTaken =
            switch member.name {
            case "data": configuration.data == text
            case "socket": configuration.socket == text
            case "durability": configuration.durability.rawValue == text
            case "socket_mode": UInt32(text, radix: 8) == configuration.socketMode
            case "default_capital": (try? Decimal(text)) == configuration.defaultCapital
            case "workers": Int(text) == configuration.workers
            case "drain_seconds": Int(text) == configuration.drainSeconds
            case "hello_seconds": Int(text) == configuration.helloSeconds
            case "frame_seconds": Int(text) == configuration.frameSeconds
            case "connections": Int(text) == configuration.connections
            case "connections_per_user": Int(text) == configuration.connectionsPerUser
            default: true
            }
        try expect(isTaken, "\(member.name) is \(text) in the file only")
    }
}

/// What packaging/nijad.json and `nijad --help` say of each setting.
private enum SettingRule {
    static func isRight(_ member: JSONValue.Member) -> Bool {
        if member.name == "roles" { return isRoles(member.value) }
        guard let text = member.value.text else { return false }
        return switch member.name {
        case "data", "socket", "exchange_holidays": true
        case "durability": ["full", "process"].contains(text)
        case "socket_mode": UInt32(text, radix: 8).map { $0 <= 0o777 } ?? false
        case "default_capital": (try? Decimal(text)).map { $0.signum > 0 } ?? false
        case "workers": number(text, in: 1...16)
        case "drain_seconds", "hello_seconds", "frame_seconds": number(text, in: 1...300)
        case "connections", "connections_per_user": number(text, in: 1...100_000)
        default: false
        }
    }

    private static func number(_ text: String, in range: ClosedRange<Int>) -> Bool {
        Int(text).map(range.contains) ?? false
    }

    private static func isRoles(_ value: JSONValue) -> Bool {
        guard case .object(let roles) = value else { return false }
        return roles.allSatisfy { role in
            guard ["operators", "traders", "observers"].contains(role.name),
                case .object(let kinds) = role.value
            else {
                return false
            }
            return kinds.allSatisfy { kind in
                guard ["users", "groups"].contains(kind.name), case .array(let ids) = kind.value else {
                    return false
                }
                return ids.allSatisfy { $0.text.flatMap { UInt32($0) } != nil }
            }
        }
    }
}
