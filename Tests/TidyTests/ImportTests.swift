import Foundation
import Testing

@Suite("Imports") struct ImportTests {
    /// Who may import whom: design in one table. `Package.swift` says it to the compiler, which
    /// lets what is imported elsewhere through.
    private static let table: [String: Set<String>] = [
        "Threading": [],
        "Files": [],
        "Time": [],
        "JSON": [],
        "Messages": ["JSON", "Time", "CSchemas"],
        "Progress": ["Messages", "Time"],
        "Log": ["Threading", "CChecksum"],
        "Store": ["CSQLite"],
        "LocalLog": ["Log", "Store", "Threading", "Time"],
        "KafkaLog": ["Log", "Threading", "Time", "CRdkafka"],
        "Founding": ["Log", "Messages", "JSON", "Time", "Threading"],
        "Crypto": ["CSodium", "CNettle"],
        "HTTP": [
            "JSON", "Crypto", "Files", "Threading", "Time", "CMicroHTTPD", "CCurl", "CZlib",
            "CZstd",
        ],
        "Telemetry": ["Time", "Threading"],
        "Settings": ["Files", "CYAML"],
        "Ingest": shared,
        "Compute": shared,
        "Notify": shared,
        "Peil": shared.union(["Ingest", "Compute", "Notify"]),
    ]
    private static let shared: Set = [
        "Threading", "Files", "Time", "JSON", "Messages", "Progress", "Log", "Store", "LocalLog",
        "KafkaLog", "Founding", "Crypto", "HTTP", "Telemetry", "Settings",
    ]
    /// Of the toolchain; Foundation is for tests.
    private static let toolchain: Set = ["Glibc", "Synchronization", "Dispatch"]

    @Test("A target imports only what the table allows")
    func allowed() {
        var checked = 0
        for file in Project.here.swift where Self.isProduct(file) {
            guard let own = Self.table[file.target] else {
                Issue.record("\(file.path): the table does not know the target \(file.target)")
                continue
            }
            for (module, line) in file.imports {
                checked += 1
                #expect(
                    own.contains(module) || Self.toolchain.contains(module),
                    "\(file.path):\(line): \(file.target) may not import \(module)")
            }
        }
        #expect(checked > 0)
    }

    @Test("A C library is imported by its one owner, its tests, and the limits of benchmarks")
    func borders() {
        let bare = "Tests/Benchmarks/Sources/Bare"
        for file in Project.here.swift where !Self.isProduct(file) && !file.path.hasPrefix(bare) {
            for (module, line) in file.imports where module.isCLibrary {
                let owner = Self.table.first { $0.value.contains(module) }?.key
                #expect(
                    owner == nil || file.target == owner.map { "\($0)Tests" },
                    "\(file.path):\(line): only one target may import \(module)")
            }
        }
        for module in Set(Self.table.values.joined()) where module.isCLibrary {
            #expect(Self.table.values.count { $0.contains(module) } == 1, "\(module)")
        }
    }

    @Test("Imports are found in all their forms")
    func forms() {
        let file = ProjectFile(
            path: "Shared/A/B.swift",
            contents: Data(
                "import A\npublic import B\n@testable import C\nimport struct D.E\n// import F\n"
                    .utf8))
        #expect(file.imports.map(\.module) == ["A", "B", "C", "D"])
        #expect(file.imports.map(\.line) == [1, 2, 3, 4])
    }

    private static func isProduct(_ file: ProjectFile) -> Bool {
        file.path.hasPrefix("Shared/") || file.path.hasPrefix("Services/")
    }
}

extension String {
    /// `CSQLite`, but not `Crypto`.
    fileprivate var isCLibrary: Bool {
        hasPrefix("C") && dropFirst().first?.isUppercase == true
    }
}
