import Foundation
import Glibc
import Synchronization
public import Testing

/// Real Kafka brokers of the test's own, one or three, started and killed by the tools in the
/// directory that `PEIL_KAFKA_TOOLS` names: `start DIR PORT [PROPERTY=VALUE]…`, the same of
/// `cluster` for three, `stop DIR [-9]`, and Kafka's own `topics`.
public final class KafkaBrokers: Sendable {
    private let directory: TemporaryDirectory
    private let isCluster: Bool
    private let properties: [String]
    private let port: Int

    /// Whether there are tools to start one with; tests that need one say so when they are skipped.
    public static var isAvailable: Bool { tools != nil }
    public static let requirement: Comment = "PEIL_KAFKA_TOOLS names no tools to start Kafka with"

    private static let tools = ProcessInfo.processInfo.environment["PEIL_KAFKA_TOOLS"]

    /// Starts one, or three. `properties` are further ones of a broker's, given its port, after
    /// which five more are free, but for the next one.
    public init(
        cluster isCluster: Bool = false, _ properties: (_ port: Int) -> [String] = { _ in [] }
    ) throws {
        directory = try TemporaryDirectory()
        self.isCluster = isCluster
        port = try Self.freePort()
        self.properties = properties(port)
        Self.stopAtExit
        Self.running.withLock { $0.formUnion(nodes) }
        try start()
    }

    deinit {
        Self.running.withLock { $0.subtract(nodes) }
        Self.stop(nodes)
    }

    /// Those of suites, which live until the process ends.
    private static let running = Mutex<Set<String>>([])
    private static let stopAtExit: Void = { _ = atexit { stop(running.withLock { Array($0) }) } }()

    private static func stop(_ nodes: [String]) {
        for node in nodes { try? run("stop", [node, "-9"]) }
    }

    public var servers: String {
        (0..<nodes.count).map { "127.0.0.1:\(port + 2 * $0)" }.joined(separator: ",")
    }

    private var nodes: [String] {
        isCluster ? (1...3).map { "\(directory.path)/\($0)" } : [directory.path]
    }

    /// Those that are down, with the data they had.
    public func start() throws {
        try Self.run(
            isCluster ? "cluster" : "start", [directory.path, "\(port)"] + properties)
    }

    /// The first, by SIGKILL.
    public func killOne() throws { try Self.run("stop", [nodes[0], "-9"]) }

    /// Makes a topic as somebody else would: `["retention.ms": "1000"]`.
    public func makeTopic(
        _ name: String, partitions: Int, _ properties: [String: String]
    ) throws {
        try Self.run(
            "topics",
            [
                "--bootstrap-server", servers, "--create", "--topic", name, "--partitions",
                "\(partitions)",
            ] + properties.flatMap { ["--config", "\($0)=\($1)"] })
    }

    public func deleteTopic(_ name: String) throws {
        try Self.run("topics", ["--bootstrap-server", servers, "--delete", "--topic", name])
    }

    /// The first of six free ports in a row: three brokers, each with a controller.
    private static func freePort() throws -> Int {
        for _ in 0..<100 {
            let port = Int.random(in: 20_000..<30_000)
            if (port..<port + 6).allSatisfy({ HeldPort($0) != nil }) { return port }
        }
        throw Failure(description: "no six free ports in a row")
    }

    /// Runs a tool to its end. Not by Foundation: what tells it of a child's end, the brokers
    /// inherit, which live on.
    private static func run(_ tool: String, _ arguments: [String]) throws {
        guard let tools else { throw Failure(description: "there are no tools to run") }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        // A broker lives on, and would keep the pipes of other tests from ending.
        // Closed there, not marked here: so soon before their start, children of other threads
        // would miss what Foundation has just opened for them.
        for descriptor in STDERR_FILENO + 1..<1024 {
            unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        let words = unsafe (["\(tools)/\(tool)"] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var identifier: pid_t = 0
        let code = unsafe posix_spawn(
            &identifier, "\(tools)/\(tool)", &actions, nil, words, environ)
        guard code == 0 else { throw Failure(description: "\(tool) cannot be run (\(code))") }
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw Failure(description: "\(tool) ended with \(status >> 8)") }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }
}
