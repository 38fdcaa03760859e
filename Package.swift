// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is compiled with: the strictest checks the compiler offers.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A Swift target that imports exactly `dependencies`, all of them on floors below its own.
func floor(_ name: String, _ dependencies: [String] = [], linking libraries: [String] = []) -> Target {
    .target(
        name: name, dependencies: dependencies.map { .byName(name: $0) }, swiftSettings: strict,
        linkerSettings: libraries.map { .linkedLibrary($0) })
}

/// A program: argument parsing and wiring only.
func program(_ name: String, _ dependencies: [String], path: String? = nil) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies.map { .byName(name: $0) }, path: path, swiftSettings: strict)
}

/// The tests that sit beside `target`.
func tests(
    _ target: String, _ dependencies: [String] = [], exclude: [String] = [], resources: [Resource] = []
) -> Target {
    .testTarget(
        name: target + "Tests",
        dependencies: ([target, "NijaTesting"] + dependencies).map { .byName(name: $0) },
        exclude: exclude, resources: resources, swiftSettings: strict)
}

/// A C library of Debian's, by its pkg-config name and its package.
func library(_ name: String, pkgConfig: String?, apt package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
    name: "nija",
    products: [
        .executable(name: "nijad", targets: ["nijad"]),
        .executable(name: "nijactl", targets: ["nijactl"]),
        .library(name: "NijaClient", targets: ["NijaClient"]),
        .library(name: "TTRPC", targets: ["TTRPC"]),
    ],
    targets: [
        // The libraries of the system, and C shims for what Swift cannot import.
        library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        library("CProtobufC", pkgConfig: "libprotobuf-c", apt: "libprotobuf-c-dev"),
        library("CJSONC", pkgConfig: "json-c", apt: "libjson-c-dev"),
        library("CCSV", pkgConfig: nil, apt: "libcsv-dev"),
        library("CNcurses", pkgConfig: nil, apt: "libncurses-dev"),
        library("CCairo", pkgConfig: "cairo", apt: "libcairo2-dev"),
        library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        .target(name: "CLinux"),
        .target(name: "CSQLiteVFS", dependencies: ["CSQLite"]),

        // The contract: C made from Protos by protobuf-c, and the Swift value types made beside it.
        .target(
            name: "NijaProto", dependencies: ["CProtobufC"],
            cSettings: [.headerSearchPath("include")]),
        // The release and the commit, which a plugin writes down before every build.
        .plugin(name: "CommitStamp", capability: .buildTool()),
        .target(name: "NijaBuild", swiftSettings: strict, plugins: ["CommitStamp"]),
        floor("WireFormat"),
        floor("JSON", ["CJSONC"]),
        floor("Protobuf", ["CProtobufC", "JSON", "WireFormat"]),
        // Digests, over OpenSSL's libcrypto.
        floor("Crypto", ["CCrypto"]),
        floor("NijaMessages", ["NijaProto", "Protobuf"]),
        // The contract as data: for what speaks to methods that it was not compiled for.
        floor("Reflection", ["JSON", "Protobuf", "WireFormat"]),

        // The pure core: no I/O, no clock.
        floor("NijaModel"),
        // The standard library's square root and rounding call libm when nothing is optimised.
        floor("NijaAnalytics", ["NijaModel"], linking: ["m"]),
        floor("NijaBenchmarks", ["NijaModel", "NijaAnalytics"], linking: ["m"]),
        floor("NijaCharts", ["NijaModel"], linking: ["m"]),
        floor("NijaAlarms", ["NijaModel"], linking: ["m"]),
        floor("NijaCompliance", ["NijaModel"], linking: ["m"]),
        floor("NijaPositions", ["NijaModel"]),
        floor("NijaRisk", ["NijaModel", "NijaCompliance"], linking: ["m"]),
        floor("NijaSignals", ["NijaModel", "Crypto", "JSON"]),
        floor("NijaOrders", ["NijaModel", "NijaPositions"]),
        floor("NijaPortfolio", ["NijaModel", "NijaAnalytics", "NijaPositions"]),
        floor(
            "NijaLedger",
            [
                "NijaModel", "NijaAnalytics", "NijaAlarms", "NijaCompliance", "NijaPositions",
                "NijaPortfolio",
            ]),

        // The shell: disk and sockets.
        floor("NijaStore", ["CSQLite", "CSQLiteVFS", "NijaModel", "NijaAnalytics"]),
        floor("TTRPC", ["CLinux", "WireFormat"]),
        floor(
            "NijaService",
            [
                "NijaMessages", "Protobuf", "TTRPC", "NijaStore", "NijaLedger", "NijaModel", "NijaAnalytics",
                "NijaAlarms", "NijaBenchmarks", "NijaBuild", "NijaCompliance", "NijaPositions",
                "NijaPortfolio",
                "NijaCharts", "Reflection",
            ]),
        // What a static cairo needs after itself, in this sequence; Debian's is built with its X11 surfaces.
        floor(
            "Cairo", ["CCairo", "NijaCharts"],
            linking: [
                "cairo", "pixman-1", "fontconfig", "freetype", "expat", "png", "brotlidec", "brotlicommon",
                "z", "Xrender", "Xext", "X11", "xcb-render", "xcb-shm", "xcb", "Xau", "Xdmcp", "m",
            ]),
        floor("NijaClient", ["NijaMessages", "Protobuf", "TTRPC"]),
        // What the daemon runs with, read from what others give it: no I/O.
        floor("NijaSettings", ["NijaCompliance", "NijaModel", "Protobuf", "TTRPC", "JSON"]),
        program(
            "nijad",
            ["NijaSettings", "NijaService", "NijaStore", "NijaModel", "NijaBuild", "TTRPC", "CLinux"]),
        // Files that people have: pure but for what libcsv and json-c allocate.
        floor("NijaImport", ["NijaMessages", "NijaModel", "Protobuf", "JSON", "CCSV"]),
        program(
            "nijactl",
            [
                "NijaClient", "NijaImport", "NijaMessages", "NijaModel", "NijaBuild", "NijaCharts", "Cairo",
                "Protobuf", "TTRPC", "JSON", "CNcurses", "Reflection",
            ]),

        // Measures the daemon beside what system calls alone take; scripts/bench.
        .target(name: "CBaseline", path: "Benchmarks/CBaseline"),
        program(
            "nija-bench", ["CBaseline", "NijaMessages", "NijaModel", "Protobuf", "TTRPC"],
            path: "Benchmarks/nija-bench"),
        // Replays a history for `make run`, and obeys pauses.
        program("nija-demo-bot", ["NijaClient", "NijaMessages", "Protobuf", "TTRPC", "JSON"]),
        // Makes the history that ships in Examples.
        program("nija-history", ["NijaModel"]),
        // Serves what clients of the wire are tried with.
        program("nija-interop", ["TTRPC", "WireFormat"]),
        // Runs NijaClient through the same cases.
        program("nija-interop-client", ["NijaClient", "NijaMessages", "Protobuf", "TTRPC", "WireFormat"]),

        // What must stand whatever bytes come; Tests/FuzzTests replays the inputs, `make fuzz` makes new ones.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "TTRPC", "Protobuf", "CProtobufC", "NijaMessages", "NijaModel", "NijaImport", "NijaSettings",
                "JSON",
            ],
            path: "Fuzz/Targets", swiftSettings: strict),

        // What tests share: a seeded generator, a directory that cleans up after itself.
        floor("NijaTesting"),

        tests("WireFormat"),
        tests("Reflection", ["JSON", "NijaMessages", "Protobuf"]),
        tests("Protobuf", ["CProtobufC", "JSON", "NijaMessages", "WireFormat"]),
        tests("NijaModel", exclude: ["Oracle"]),
        tests("NijaAnalytics", ["NijaModel"], exclude: ["Oracle"]),
        tests("NijaBenchmarks", ["NijaModel", "NijaAnalytics"], exclude: ["Oracle"]),
        tests("NijaCharts", ["NijaModel"]),
        tests("Cairo", ["NijaCharts", "NijaModel"]),
        tests("NijaAlarms", ["NijaModel"]),
        tests("NijaCompliance", ["NijaModel"]),
        tests("NijaPositions", ["NijaModel"]),
        tests("NijaRisk", ["NijaModel", "NijaCompliance"]),
        tests("NijaSignals", ["NijaModel", "Crypto"]),
        tests("Crypto"),
        tests("NijaOrders", ["NijaModel", "NijaPositions"]),
        tests("NijaPortfolio", ["NijaModel", "NijaAnalytics", "NijaPositions"]),
        tests(
            "NijaLedger",
            [
                "NijaModel", "NijaAnalytics", "NijaAlarms", "NijaCompliance", "NijaPositions",
                "NijaPortfolio",
            ]),
        tests("NijaStore", ["CSQLite", "CSQLiteVFS", "NijaModel", "NijaAnalytics"]),
        tests("TTRPC", ["CLinux", "WireFormat"], exclude: ["GoClient"]),
        tests(
            "NijaService",
            [
                "NijaMessages", "NijaClient", "TTRPC", "NijaStore", "NijaLedger", "NijaModel",
                "NijaAnalytics", "NijaAlarms",
                "Protobuf", "Reflection", "WireFormat", "CProtobufC",
            ]),
        tests("NijaClient", ["NijaMessages", "Protobuf", "TTRPC", "CLinux"]),
        tests("JSON"),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"], swiftSettings: strict),
        // What clients in every language are held to, held against the server and the Swift client.
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["TTRPC", "NijaClient", "NijaMessages", "NijaModel", "JSON"],
            swiftSettings: strict),
        tests("NijaSettings", ["NijaCompliance", "NijaModel"]),
        tests("NijaImport", ["NijaMessages", "NijaModel", "Protobuf", "JSON"]),
        tests(
            "nijactl", ["NijaImport", "NijaMessages", "NijaClient", "Protobuf", "TTRPC", "JSON"],
            exclude: ["Snapshots"]),
    ],
    swiftLanguageModes: [.v6]
)

// For Fuzz/run only, which links this with libFuzzer. What reads the bytes of others is instrumented and optimised; the
// rest is not, which builds in a fraction of the time.
if let purpose = Context.environment["NIJA_FUZZ"] {
    let counters = purpose == "coverage" ? ["-profile-generate", "-profile-coverage-mapping"] : []
    let instrumented: Set = [
        "WireFormat", "JSON", "Protobuf", "NijaModel", "TTRPC", "NijaImport", "NijaSettings", "FuzzTargets",
    ]
    for target in package.targets where instrumented.contains(target.name) {
        target.swiftSettings = strict + [.unsafeFlags(["-sanitize=fuzzer,address", "-O"] + counters)]
    }
    package.targets.append(
        .target(
            name: "FuzzDriver", dependencies: ["FuzzTargets"], path: "Fuzz/Driver", swiftSettings: strict))
    package.products = [.library(name: "FuzzDriver", type: .static, targets: ["FuzzDriver"])]
}
