import Glibc
import JSON
import Testing

@testable import nijactl

@Suite struct SettingsTests {
    @Test("a flag comes before the environment, that before the user's file, that before the default")
    func precedence() throws {
        let home = try ConfigurationHome(#"{"socket": "/file.sock", "timeout": "3s"}"#)
        #expect(try UserSettings(environment: home.environment).socket(nil) == "/file.sock")
        var environment = home.environment
        environment["NIJA_SOCKET"] = "/variable.sock"
        let settings = try UserSettings(environment: environment)
        #expect(settings.socket(nil) == "/variable.sock")
        #expect(settings.socket("/flag.sock") == "/flag.sock")
        #expect(settings.timeout == "3s")
        let origins = settings.origins(flags: ["format": "json"]).map {
            "\($0.name) \($0.value) \($0.origin)"
        }
        #expect(
            origins == [
                "socket /variable.sock NIJA_SOCKET", "timeout 3s \(home.path)/nija/nijactl.json",
                "output json --output", "color auto default",
            ])
    }

    @Test("a file that is not JSON is refused with the place")
    func badFile() throws {
        let home = try ConfigurationHome("{\n  \"socket\" 1}")
        let error = #expect(throws: CommandError.self) { try UserSettings(environment: home.environment) }
        #expect(error?.message.hasPrefix("\(home.path)/nija/nijactl.json:2:") == true)
    }

    @Test(
        "what is wrong with a configuration is said with the setting, its value, and what would be right",
        arguments: [
            ("{}", []), ("[]", ["it is not a JSON object"]),
            (#"{"durability": "ful"}"#, [#"durability is "ful"; it must be one of full, process"#]),
            (#"{"workers": 17}"#, ["workers is 17; it must be a number from 1 to 16"]),
            (#"{"socket_mode": "0999"}"#, [#"socket_mode is "0999"; it must be octal, such as "0600""#]),
            (
                #"{"default_capital": "-1"}"#,
                [#"default_capital is "-1"; it must be an amount above 0, such as "1000""#]
            ),
            (#"{"drain_seconds": [5]}"#, ["drain_seconds is [5]; it must be a number from 1 to 300"]),
            (#"{"timeout": "soon"}"#, [#"timeout is "soon"; it must be a time such as "5s""#]),
            (
                #"{"colour": "never", "data": ""}"#,
                [
                    "colour is not a setting; did you mean color?",
                    #"data is ""; it must be a text that is not empty"#,
                ]
            ),
            (
                #"{"roles": {"traders": {"users": ["me"]}, "boss": {}}}"#,
                [
                    #"roles.traders.users is ["me"]; it must be a list of numeric ids"#,
                    "roles.boss is not a role; the roles are operators, traders, observers",
                ]
            ),
        ] as [(String, [String])])
    func checks(_ text: String, _ problems: [String]) throws {
        #expect(try ConfigurationCheck.problems(JSONValue.parse(Array(text.utf8))) == problems)
    }

    @Test("without a setting the socket is the user's own when its directory is there, else the system's")
    func defaultSocket() throws {
        let home = try ConfigurationHome(nil)
        var environment = home.environment
        environment["XDG_RUNTIME_DIR"] = home.path
        #expect(try UserSettings(environment: environment).socket(nil) == home.path + "/nija/nijad.sock")
        environment["XDG_RUNTIME_DIR"] = "/nonexistent"
        #expect(try UserSettings(environment: environment).socket(nil) == "/run/nija/nijad.sock")
    }

    @Test(
        "colours: the flag, then NO_COLOR, then CLICOLOR_FORCE, then the terminal",
        arguments: [
            ("always", ["NO_COLOR": "1"], true), ("never", ["CLICOLOR_FORCE": "1"], false),
            (nil, ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false),
            (nil, ["NO_COLOR": "", "CLICOLOR_FORCE": "1"], true),
            (nil, ["CLICOLOR_FORCE": "0"], false), (nil, [:], false), (nil, ["NIJA_COLOR": "always"], true),
        ] as [(String?, [String: String], Bool)])
    func colours(_ flag: String?, _ variables: [String: String], _ isColored: Bool) throws {
        let settings = try UserSettings(environment: variables)
        // A pipe is no terminal.
        var pipe: [Int32] = [0, 0]
        Glibc.pipe(&pipe)
        defer { pipe.forEach { close($0) } }
        #expect(try settings.usesColor(flag, on: pipe[1]) == isColored)
        #expect(throws: CommandError.self) { try settings.usesColor("sometimes", on: pipe[1]) }
    }
}

/// A home of configuration files that cleans up after itself.
private final class ConfigurationHome {
    let path: String
    var environment: [String: String] { ["XDG_CONFIG_HOME": path] }

    init(_ file: String?) throws {
        var template = Array("/tmp/nijactl-home-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer {
            $0.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? ""
        }
        mkdir(path + "/nija", 0o700)
        if let file { #expect(FileBytes.write(Array(file.utf8), to: path + "/nija/nijactl.json")) }
    }

    deinit {
        unlink(path + "/nija/nijactl.json")
        rmdir(path + "/nija")
        rmdir(path)
    }
}
