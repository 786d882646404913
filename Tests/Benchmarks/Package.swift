// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "Peil", path: "../..")],
    targets: [
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                .product(name: "Settings", package: "Peil"),
                .product(name: "Telemetry", package: "Peil"),
            ],
            path: "Sources")
    ],
    swiftLanguageModes: [.v6]
)
