import JSON
import NijaBuild
import NijaClient
import NijaMessages
import Protobuf

/// `version`: what both ends are, and whether they were built together.
enum VersionCommand {
    static let command = Command(
        "version", "show the versions of both ends", options: [Option(flag: "client", "of nijactl only")],
        examples: [
            "nijactl version",
            "nijactl version --client",
            "nijactl version -o json",
        ], run: run)

    /// How a daemon differs from this build, or from the one given; nil when nothing says that it does.
    static func skew(
        _ daemon: GetVersionResponse, version: String = Build.version, commit: String = Build.commit
    ) -> String? {
        let (own, other) = (
            Build.summary(version, commit), Build.summary(daemon.version, daemon.commit)
        )
        let commits = Set([commit, daemon.commit]).subtracting([""])
        return daemon.version == version && commits.count < 2
            ? nil : "nijactl is \(own), the daemon \(other): use the nijactl that came with nijad"
    }

    private static func run(_ call: Invocation) throws(CommandError) {
        let own = [
            JSONValue.Member("client_version", .string(Build.version)),
            JSONValue.Member("client_commit", .string(Build.commit)),
        ]
        if call.has("client") {
            try call.output.thing(.object(own)) { _ in "nijactl \(Build.summary)\n" }
            return
        }
        let response = try call.call(SystemService.getVersion, GetVersionRequest())
        if let skew = skew(response) { call.output.note("warning: \(skew)") }
        try call.output.thing(.object(own + Output.parse(response).members)) { value in
            var card = Card(call.output.style)
            card.row("nijactl", Build.summary)
            card.row("nijad", Build.summary(response.version, response.commit))
            card.rows(
                value,
                [
                    Column("schema_version", "schema"), Column("sqlite_version", "SQLite"),
                    Column("protobuf_c_version", "protobuf-c"), Column("protocol"),
                ])
            return card.rendered
        }
    }
}
