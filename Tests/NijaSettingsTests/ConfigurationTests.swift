import NijaCompliance
import NijaModel
import Testing

@testable import NijaSettings

@Suite("A configuration")
struct ConfigurationTests {
    private static func configuration(
        _ arguments: [String] = [], environment: [String: String] = [:], file: String = "{}",
        holidays: String = ""
    ) throws(ConfigurationError) -> Configuration {
        try Configuration(arguments: arguments, environment: environment, user: 7) {
            path throws(ConfigurationError) in
            switch path {
            case "nijad.json": Array(file.utf8)
            case "holidays": Array(holidays.utf8)
            default: throw ConfigurationError("\(path): No such file or directory")
            }
        }
    }

    private static func refusal(of file: String) -> String? {
        #expect(throws: ConfigurationError.self, "\(file)") {
            try configuration(["--config", "nijad.json"], file: file)
        }?.message
    }

    @Test("comes from flags over the environment over the file over what is usual")
    func sequence() throws {
        let file = #"{"workers": 3, "drain_seconds": "7", "socket": "/from/file", /* so far */}"#
        let chosen = try Self.configuration(
            ["--config=nijad.json", "--workers", "5"],
            environment: ["NIJA_WORKERS": "4", "NIJA_DRAIN_SECONDS": "8", "HOME": "/"], file: file)
        #expect((chosen.workers, chosen.drainSeconds, chosen.socket) == (5, 8, "/from/file"))
        #expect((chosen.data, chosen.durability, chosen.socketMode) == ("/var/lib/nija", .full, 0o600))
        let named = try Self.configuration(environment: ["NIJA_CONFIG": "nijad.json"], file: file)
        #expect(named.workers == 3)
    }

    @Test("gives root and the daemon's own user every right, unless the file says otherwise")
    func roles() throws {
        let usual = try Self.configuration().access
        #expect(usual.users == [0: .operator, 7: .operator])
        let file = #"""
            {"roles": {"observers": {"users": [7, 8], "groups": ["9"]}, "traders": {"users": [8]}, "operators": {}}}
            """#
        let given = try Self.configuration(["--config", "nijad.json"], file: file).access
        #expect(given.users == [0: .operator, 7: .observer, 8: .trader])
        #expect(given.groups == [9: .observer])
    }

    @Test("takes the holidays of an exchange from a file")
    func holidays() throws {
        let calendar = try Self.configuration(
            ["--exchange-holidays", "holidays"], holidays: "2026-07-03 Independence Day\n"
        ).calendar
        #expect(!calendar.isBusinessDay(try Day("2026-07-03")))
        #expect(calendar.isBusinessDay(try Day("2026-12-25")))
    }

    @Test(
        "that is wrong is refused with the setting, its value and what would be right",
        arguments: [
            ("[]", "nijad.json: it must be a JSON object with settings"),
            ("{", "nijad.json:1:2: it ends too early"),
            (#"{"workers": 0}"#, #"nijad.json: workers is "0"; it must be a number from 1 to 16"#),
            (#"{"workers": [1]}"#, "nijad.json: workers is [1]; it must be a text or a number"),
            (
                #"{"socket_mode": "0888"}"#,
                #"nijad.json: socket_mode is "0888"; it must be octal, such as 0600"#
            ),
            (
                #"{"roles": 3}"#,
                "nijad.json: roles is 3; it must be an object with operators, traders, observers"
            ),
            (
                #"{"roles": {"operator": {}}}"#,
                "nijad.json: roles.operator is not a role; the roles are operators, traders, observers"
            ),
            (
                #"{"roles": {"operators": [0]}}"#,
                "nijad.json: roles.operators is [0]; it must be an object with users and groups"
            ),
            (
                #"{"roles": {"operators": {"user": [0]}}}"#,
                "nijad.json: roles.operators.user is not known; a role has users and groups"
            ),
            (
                #"{"roles": {"operators": {"users": 0}}}"#,
                "nijad.json: roles.operators.users is 0; it must be a list of ids"
            ),
            (
                #"{"roles": {"operators": {"users": ["root"]}}}"#,
                #"nijad.json: roles.operators.users has "root"; it must hold numeric ids"#
            ),
            (#"{"exchange_holidays": "x"}"#, "nijad.json: exchange_holidays: x: No such file or directory"),
        ])
    func refusals(file: String, message: String) {
        #expect(Self.refusal(of: file) == message)
    }

    @Test("names the settings that there are when one is not known")
    func unknownSetting() {
        let message = Self.refusal(of: #"{"wrokers": 1}"#) ?? ""
        #expect(
            message.hasPrefix(
                "nijad.json: wrokers is not a setting; the settings are data, socket, durability"))
    }

    @Test(
        "is refused for words that are no flags",
        arguments: [
            (["--workers"], "--workers needs a value; see nijad --help"),
            (["--wrokers", "1"], "there is no option --wrokers; see nijad --help"),
            (["--workers=x"], #"--workers is "x"; it must be a number from 1 to 16"#),
            (["--config", "gone"], "gone: No such file or directory"),
        ])
    func flags(arguments: [String], message: String) {
        let error = #expect(throws: ConfigurationError.self) { try Self.configuration(arguments) }
        #expect(error?.message == message)
    }
}
