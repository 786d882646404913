// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "Peil", path: "../..")],
    targets: [
        .target(name: "CBare", path: "CBare", linkerSettings: [.linkedLibrary("curl")]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CBare",
                .product(name: "CRdkafka", package: "Peil"),
                .product(name: "Compute", package: "Peil"),
                .product(name: "Founding", package: "Peil"),
                .product(name: "HTTP", package: "Peil"),
                .product(name: "Ingest", package: "Peil"),
                .product(name: "JSON", package: "Peil"),
                .product(name: "KafkaLog", package: "Peil"),
                .product(name: "LocalLog", package: "Peil"),
                .product(name: "Log", package: "Peil"),
                .product(name: "Messages", package: "Peil"),
                .product(name: "Settings", package: "Peil"),
                .product(name: "Store", package: "Peil"),
                .product(name: "Telemetry", package: "Peil"),
                .product(name: "Threading", package: "Peil"),
                .product(name: "Time", package: "Peil"),
            ],
            path: "Sources",
            // As the product is linked.
            linkerSettings: [.linkedLibrary("jemalloc")]),
    ],
    swiftLanguageModes: [.v6]
)
