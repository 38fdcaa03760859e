import JSON
import NijaModel
import Protobuf

/// What is wrong with a configuration file of nijad or nijactl: every setting, its value, and what would be right.
enum ConfigurationCheck {
    private struct Rule: Sendable {
        let right: String
        let isRight: @Sendable (String) -> Bool

        init(_ right: String, _ isRight: @escaping @Sendable (String) -> Bool) {
            (self.right, self.isRight) = (right, isRight)
        }

        static func number(_ range: ClosedRange<Int>) -> Rule {
            Rule("a number from \(range.lowerBound) to \(range.upperBound)") {
                Int($0).map(range.contains) ?? false
            }
        }

        static func choice(_ choices: [String]) -> Rule {
            Rule("one of \(choices.joined(separator: ", "))") { choices.contains($0) }
        }

        static let text = Rule("a text that is not empty") { !$0.isEmpty }
    }

    /// The settings of nijad, as its own `Configuration` has them, and those of nijactl.
    private static let rules: [String: Rule] = [
        "data": .text, "socket": .text, "durability": .choice(["full", "process"]),
        "workers": .number(1...16),
        "socket_mode": Rule("octal, such as \"0600\"") { UInt32($0, radix: 8).map { $0 <= 0o777 } ?? false },
        "default_capital": Rule("an amount above 0, such as \"1000\"") {
            (try? Decimal($0)).map { $0 > .zero } ?? false
        },
        "exchange_holidays": .text, "drain_seconds": .number(1...300), "hello_seconds": .number(1...300),
        "frame_seconds": .number(1...300),
        "connections": .number(1...100_000), "connections_per_user": .number(1...100_000),
        "timeout": Rule("a time such as \"5s\"") { parseDuration($0).map { $0.seconds >= 0 } ?? false },
        "output": .choice(OutputFormat.names), "color": .choice(["auto", "always", "never"]),
    ]
    private static let roles = ["operators", "traders", "observers"]

    /// Everything that is wrong, a line each; empty when nothing is.
    static func problems(_ value: JSONValue) -> [String] {
        guard case .object(let members) = value else { return ["it is not a JSON object"] }
        return members.flatMap { member -> [String] in
            if member.name == "roles" { return problemsOfRoles(member.value) }
            guard let rule = rules[member.name] else {
                let near = Suggestion.nearest(to: member.name, in: rules.keys.sorted() + ["roles"])
                return ["\(member.name) is not a setting" + (near.map { "; did you mean \($0)?" } ?? "")]
            }
            if let text = member.value.text, rule.isRight(text) { return [] }
            return ["\(member.name) is \(member.value.compact); it must be \(rule.right)"]
        }
    }

    private static func problemsOfRoles(_ value: JSONValue) -> [String] {
        guard case .object(let members) = value else {
            return ["roles is \(value.compact); it must be an object with \(roles.joined(separator: ", "))"]
        }
        return members.flatMap { role -> [String] in
            let field = "roles.\(role.name)"
            guard roles.contains(role.name) else {
                return ["\(field) is not a role; the roles are \(roles.joined(separator: ", "))"]
            }
            guard case .object(let kinds) = role.value else {
                return ["\(field) is \(role.value.compact); it must be an object with users and groups"]
            }
            return kinds.compactMap { problem($0, field) }
        }
    }

    private static func problem(_ kind: JSONValue.Member, _ role: String) -> String? {
        guard ["users", "groups"].contains(kind.name) else {
            return "\(role).\(kind.name) is not known; a role has users and groups"
        }
        guard case .array(let ids) = kind.value, ids.allSatisfy({ $0.text.flatMap { UInt32($0) } != nil })
        else {
            return "\(role).\(kind.name) is \(kind.value.compact); it must be a list of numeric ids"
        }
        return nil
    }
}
