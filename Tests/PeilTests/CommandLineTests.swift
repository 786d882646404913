import Foundation
import Settings
import Support
import Testing

@testable import Peil

@Suite("The command line", .onThreads) struct CommandLineTests {
    @Test(
        "What is not understood ends with status 2 and a line on what to do",
        arguments: [
            ([], "no command given"), (["psh"], "did you mean push?"),
            (["push"], "FILE is missing"), (["push", "--patial", "x"], "did you mean --partial?"),
            (["token"], "is not complete"), (["replay", "sub_1"], "--since is missing"),
            (["up", "--ingest.prt", "1"], "did you mean --ingest.port?"),
            (["up", "--ingest.port", "x"], "expected a whole number"),
            (["tail", "updats"], "there is no topic updats"),
            (["token", "new", "--name", "a", "--scope", "all"], "expected push:PATTERN"),
        ])
    func usage(words: [String], said: String) throws {
        let result = try peil(words)
        #expect(result.status == 2)
        #expect(result.errors.contains(said), "\(result.errors)")
        #expect(result.errors.contains("\n  → "))
        #expect(result.output.isEmpty)
    }

    @Test("Every command has help with an example")
    func help() throws {
        #expect(try peil("--version").output == "peil \(peilVersion)\n")
        for command in Peil.peil.commands {
            let result = try peil(command.name.split(separator: " ").map(String.init) + ["--help"])
            #expect(result.status == 0)
            #expect(result.output.contains("Examples:\n  peil \(command.name)"), "\(command.name)")
        }
    }

    @Test("A service that is not there ends with status 69 and the variable that says where it is")
    func unreachable() throws {
        let directory = try TemporaryDirectory()
        let environment = [
            "PEIL_NOTIFY_URL": "http://127.0.0.1:1", "PEIL_INGEST_URL": "http://127.0.0.1:1/",
            "PEIL_DATA": directory.path,
        ]
        let status = try peil("status", environment: environment)
        #expect(status.status == 69)
        #expect(status.errors.contains("PEIL_NOTIFY_URL"))
        let push = try peil("push", "-", environment: environment, input: "indicator\n")
        #expect(push.status == 69)
        #expect(push.errors.contains("http://127.0.0.1:1 cannot be reached"))
    }

    @Test("Tokens are made, shown once, listed and revoked")
    func tokens() throws {
        let directory = try TemporaryDirectory()
        let data = directory.path + "/new"
        let made = try peil(
            "token", "new", "--name", "cbs", "--scope", "push:nl.*", "--scope", "read", "--data",
            data)
        #expect(made.status == 0)
        #expect(made.output.hasPrefix("peil_") && made.output.utf8.count == 5 + 43 + 1)
        let listed = try peil("token", "list", "--data", data)
        #expect(listed.output.contains("cbs\t"))
        #expect(listed.output.contains("push:nl.* read"))
        #expect(!listed.output.contains(made.output.dropLast()))
        #expect(try peil("token", "revoke", "cbs", "--data", data).status == 0)
        let again = try peil("token", "revoke", "cbs", "--data", data)
        #expect(again.status == 1)
        #expect(again.errors.contains("there is no token named cbs"))
    }

    @Test("Settings are listed with where they came from")
    func settings() throws {
        let result = try peil(
            "settings", "--ingest.port", "1234", environment: ["PEIL_READ_OPEN": "false"])
        #expect(result.status == 0)
        #expect(result.output.contains("ingest.port\t1234\t--ingest.port\t"))
        #expect(result.output.contains("read.open\tfalse\tPEIL_READ_OPEN\t"))
        #expect(result.output.contains("log\tlocal\tdefault\t"))
    }
}
