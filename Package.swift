// swift-tools-version: 6.3
import PackageDescription

// Every Swift target is compiled alike: strictness is set here and nowhere else.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    // Borrowed bytes are spans, whose lifetimes the compiler checks.
    .enableExperimentalFeature("Lifetimes"),
]

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], in folder: String = "Shared",
    exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "\(folder)/\(name)", exclude: exclude,
        resources: resources, swiftSettings: strict)
}

func service(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    library(name, dependencies, in: "Services")
}

func c(_ name: String, pkgConfig: String, apt package: String) -> Target {
    .systemLibrary(
        name: name, path: "Shared/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["Support"],
        path: "Tests/\(name)Tests", swiftSettings: strict)
}

let libraries = [
    library("Threading"),
    library("Files"),
    library("Time"),
    library("JSON"),
    // CSchemas compiles the schemas in.
    library("Messages", ["JSON", "Time", "CSchemas"], exclude: ["Schemas"]),
    library("Progress", ["Messages"]),
    library("Log", ["Threading", "CChecksum"]),
    library("Store", ["CSQLite"]),
    library("LocalLog", ["Log", "Store", "Threading", "Time"]),
    library("KafkaLog", ["Log", "Threading", "CRdkafka"]),
    library("Crypto", ["CSodium", "CNettle"]),
    library(
        "HTTP",
        [
            "JSON", "Crypto", "Files", "Threading", "Time", "CMicroHTTPD", "CCurl", "CZlib",
            "CZstd",
        ]),
    library("Telemetry", ["Time", "Threading"]),
    library("Settings", ["Files", "CYAML"]),
    library("Founding", ["Log", "Messages", "JSON", "Time", "Threading"]),
]

let shared: [Target.Dependency] = libraries.map { .target(name: $0.name) }

let services = [
    service("Ingest", shared),
    service("Compute", shared),
    service("Notify", shared),
]

let all: [Target.Dependency] = shared + services.map { .target(name: $0.name) }

let package = Package(
    name: "Peil",
    // Tests/Benchmarks and Tests/Fuzz are packages of their own and take the libraries from here.
    products: [.executable(name: "peil", targets: ["Peil"])]
        + (libraries + services).map { .library(name: $0.name, targets: [$0.name]) }
        + [.library(name: "CRdkafka", targets: ["CRdkafka"])],
    targets: libraries + services + [
        .executableTarget(
            name: "Peil", dependencies: all + ["CAllocator"], path: "Services/Peil",
            swiftSettings: strict,
            // Release only: sanitizers bring an allocator of their own.
            linkerSettings: [.linkedLibrary("jemalloc", .when(configuration: .release))]),

        .target(name: "CAllocator", path: "Shared/C/CAllocator"),
        .target(name: "CChecksum", path: "Shared/C/CChecksum"),
        .target(name: "CSchemas", path: "Shared/C/CSchemas"),
        c("CRdkafka", pkgConfig: "rdkafka", apt: "librdkafka-dev"),
        c("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        c("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
        c("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        c("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
        c("CNettle", pkgConfig: "nettle", apt: "nettle-dev"),
        c("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        c("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        c("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),

        library("Support", shared, in: "Tests"),
        .executableTarget(
            name: "LogWriter", dependencies: ["LocalLog", "Log", "Threading"],
            path: "Tests/LogWriter", swiftSettings: strict),
        tests("Threading", ["Threading"]),
        tests("Files", ["Files"]),
        tests("Time", ["Time"]),
        tests("JSON", ["JSON"]),
        tests("Messages", ["Messages", "JSON", "Time"]),
        tests("Progress", ["Progress", "Messages", "JSON", "Time"]),
        tests("Log", ["Log"]),
        tests("Store", ["Store"]),
        tests("LocalLog", ["LocalLog", "Log", "LogWriter", "Store", "Threading", "Time"]),
        tests("KafkaLog", ["CRdkafka", "KafkaLog", "Log", "Threading"]),
        tests("Crypto", ["Crypto"]),
        tests("HTTP", ["HTTP", "JSON", "Threading"]),
        tests("Telemetry", ["Telemetry"]),
        tests("Settings", ["Settings"]),
        tests(
            "Founding", ["Founding", "JSON", "LocalLog", "Log", "Messages", "Threading", "Time"]),
        tests("Ingest", shared + ["Ingest"]),
        tests("Compute", shared + ["Compute"]),
        tests("Notify", shared + ["Notify"]),
        tests("Peil", all + ["Peil"]),
        tests("Simulation", shared + ["Compute", "Notify"]),
        tests("EndToEnd", all + ["Peil"]),
        tests("Tidy"),
    ],
    swiftLanguageModes: [.v6]
)
