// swift-tools-version: 6.3
import PackageDescription

// A package of its own, so that ordinary builds never need the fuzzer's runtime. All of Peil that
// it uses is built with the fuzzer's instrumentation:
// swift run -c release -Xswiftc -sanitize=fuzzer,address FuzzJSON Corpus/JSON -max_total_time=60
let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "Peil", path: "../..")],
    targets: [
        .systemLibrary(name: "CFuzzer", path: "Sources/CFuzzer"),
        .executableTarget(
            name: "FuzzJSON", dependencies: ["CFuzzer", .product(name: "JSON", package: "Peil")],
            path: "Sources/FuzzJSON",
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
    ],
    swiftLanguageModes: [.v6]
)
