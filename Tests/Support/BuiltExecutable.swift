public import Foundation

/// An executable of this package, as the build that the tests run from made it.
public func builtExecutable(_ name: String) throws -> URL {
    let itself = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    // Tests run either from the bundle beside the executables or from a helper that loads it.
    let folders =
        [URL(filePath: itself)] + CommandLine.arguments.map { URL(filePath: $0) }
    for folder in folders.map({ $0.deletingLastPathComponent() }) {
        let candidate = folder.appending(path: name)
        if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
    }
    throw MissingExecutable(name: name)
}

/// It was not built: the test target does not depend on it.
public struct MissingExecutable: Error {
    public let name: String
}
