import Foundation
import HTTP
import Support
import Testing
import Threading

@testable import Peil

@Suite("The start of peil up", .onThreads) struct StartTests {
    @Test("Secrets are their user's alone, and a revoked admin token is made anew")
    func secrets() throws {
        let directory = try TemporaryDirectory()
        let up = try RunningUp(in: directory)
        for name in ["admin.token", "webhooks.key", "tokens", "addresses"] {
            let path = "\(up.data)/\(name)"
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        let token = try String(contentsOfFile: up.data + "/admin.token", encoding: .utf8)
        #expect(try !String(contentsOfFile: up.data + "/tokens", encoding: .utf8).contains(token))
        #expect(up.stop() == 0)
        #expect(!FileManager.default.fileExists(atPath: up.data + "/addresses"))
        #expect(try up.peil("token", "revoke", "admin").status == 0)
        let next = try RunningUp(in: directory)
        #expect(try String(contentsOfFile: up.data + "/admin.token", encoding: .utf8) != token)
        #expect(try next.peil("subscriptions").status == 0)
    }

    @Test("A service that is ready the moment after it was not, is told as it was found")
    func passing() {
        let services: [any Peil.RunningService] = [Flickering(["behind", nil], ["gone", nil])]
        #expect(services.fault == "behind")
        #expect(services.fault == nil)
        #expect(services.ended == "gone")
        #expect(services.ended == nil)
    }

    /// Says these, one after the other.
    private final class Flickering: Peil.RunningService {
        private let words: Monitor<(faults: [String?], ends: [String?])>

        init(_ faults: [String?], _ ends: [String?]) { words = Monitor((faults, ends)) }

        var fault: String? { words.with { $0.faults.removeFirst() } }
        var ended: String? { words.with { $0.ends.removeFirst() } }
        func stop(deadlineMilliseconds: Int) {}
    }

    @Test("A data directory that another process uses is named")
    func busy() throws {
        let up = try RunningUp()
        let second = try peil(["up", "--data", up.data] + RunningUp.freePorts)
        #expect(second.status == 1)
        #expect(second.errors.contains("\(up.data)/log.sqlite is in use by another process"))
        #expect(try up.peil("status").status == 0)
    }

    @Test("A port that is taken is named, and nothing is made")
    func port() throws {
        let taken = try Server(
            configuration: ServerConfiguration(host: "127.0.0.1", port: 0), router: Router())
        let directory = try TemporaryDirectory()
        let result = try peil([
            "up", "--data", directory.path + "/data", "--ingest.port", "0", "--notify.port",
            "\(taken.port)", "--compute.port", "0",
        ])
        #expect(result.status == 1)
        #expect(result.errors.contains("port \(taken.port)"))
        #expect(result.errors.contains("--notify.port"))
        #expect(!FileManager.default.fileExists(atPath: directory.path + "/data"))
    }

    @Test("A directory that cannot be used is named")
    func directory() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path + "/file"
        #expect(FileManager.default.createFile(atPath: file, contents: nil))
        let result = try peil(["up", "--data", file] + RunningUp.freePorts)
        #expect(result.status == 1)
        #expect(result.errors.contains("\(file) is not a directory"))
        let below = try peil(["up", "--data", file + "/data"] + RunningUp.freePorts)
        #expect(below.status == 1)
        #expect(below.errors.contains("\(file)/data cannot be made"))
    }

    @Test("State whose log is not there is not taken for another log's")
    func foreign() throws {
        let up = try RunningUp()
        #expect(up.stop() == 0)
        try FileManager.default.removeItem(atPath: up.data + "/log.sqlite")
        let result = try peil(["up", "--data", up.data] + RunningUp.freePorts)
        #expect(result.status == 1)
        #expect(result.errors.contains("holds the state of a log"))
        #expect(!FileManager.default.fileExists(atPath: up.data + "/log.sqlite"))
    }

    @Test("A second signal ends it at once")
    func twice() throws {
        let directory = try TemporaryDirectory()
        let program = try RunningProgram(
            ["up", "--data", directory.path + "/data"] + RunningUp.freePorts)
        try program.waitForOutput("The board is at ")
        program.signal(SIGINT)
        try program.waitForErrors("a second signal ends at once")
        program.signal(SIGINT)
        #expect([0, 128 + SIGINT].contains(program.status()))
    }
}
