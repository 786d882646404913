import Files
import Foundation
import Support
import Testing

@testable import Peil

@Suite("peil up", .onThreads) struct UpTests {
    @Test("Define, push, status: the first case is told as it stands, and then as it becomes")
    func story() throws {
        let up = try RunningUp(RunningUp.firstCase)
        #expect(up.output.contains("nl-mkb.yaml: 10 created"))
        #expect(up.output.contains("7 figures in 4 reports published"))
        #expect(up.output.contains("no figure yet"))
        #expect(up.output.contains("\tNL size=10-249\t71 % (2025)\tat least 75 %\t2030\t"))
        let again = try up.peil("define", RunningUp.file("catalogue/nl-mkb.yaml"))
        #expect(again.output.contains("10 unchanged"))
        let dry = try up.peil("push", "--dry-run", RunningUp.file("figures/try-cloud-2026.csv"))
        #expect(dry.output.contains("1 figure would be published: 1 new"))
        let push = try up.peil("push", RunningUp.file("figures/try-cloud-2026.csv"))
        #expect(push.status == 0)
        #expect(push.output.contains("1 figure in 1 report published"))
        try until { try up.peil("status", "nl.mkb.cloud").output.contains("target achieved") }
        let status = try up.peil("status", "--area", "NL", "--json")
        #expect(status.output.hasPrefix("{\"progress\":[{"))
        #expect(try up.peil("status", "--area", "BE").output.contains("No targets"))
        #expect(up.stop() == 0)
    }

    @Test("With a certificate that nobody else trusts, it and the commands on its directory go on")
    func secure() throws {
        let directory = try TemporaryDirectory()
        let (certificate, key) = (directory.path + "/cert.pem", directory.path + "/key.pem")
        try Data(TestCertificate.first.certificate.utf8).write(to: URL(filePath: certificate))
        try Data(TestCertificate.first.key.utf8).write(to: URL(filePath: key))
        let up = try RunningUp(
            in: directory,
            ["--tls.certificate", certificate, "--tls.key", key] + RunningUp.firstCase)
        #expect(up.output.contains("The board is at https://127.0.0.1:"))
        let status = try up.peil("status")
        #expect(status.status == 0, "\(status.errors)")
        #expect(status.output.contains("no figure yet"))
        #expect(up.stop() == 0)
    }

    @Test("An assessment is explained in either language, as it is or as it was")
    func explaining() throws {
        let up = try RunningUp(RunningUp.firstCase)
        let english = try up.peil("explain", "nl.mkb.ai.2030", "--lang", "en")
        #expect(english.status == 0, "\(english.errors)")
        #expect(english.output.contains("      = 1 × 10 / |10.33333333|\n      = 0.967741935"))
        let dutch = try up.peil("explain", "nl.mkb.ai.2030", "--lang", "nl")
        #expect(dutch.output.contains("      = 1 × 10 / |10,33333333|\n      = 0,967741935"))
        let json = try up.peil("explain", "nl.mkb.ai.2030", "--area", "NL", "--json")
        #expect(json.output.contains("\"substituted\":\"(23 − 13) / 1\""))
        let before = try up.peil("explain", "nl.mkb.ai.2030", "--as-of", "2025-06-11")
        #expect(before.output.contains("No figure yet"))
        #expect(try up.peil("explain", "nl.mkb.none.2030").status == 1)
        #expect(try up.peil("explain").status == 2)
        #expect(up.stop() == 0)
    }

    @Test("A webhook of a met target comes verified to who listens, without a secret typed")
    func listening() throws {
        let up = try RunningUp(RunningUp.firstCase)
        let listen = try up.start("listen", "--port", "0")
        let words = try listen.waitForErrors("/\n")
        let url = try #require(words.split(separator: " ").last).trimmingCharacters(in: .newlines)
        let made = try up.peil("subscribe", url, "--type", "met")
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.output.contains("secret        whsec_"))
        let pushed = try up.peil("push", RunningUp.file("figures/try-cloud-2026.csv"))
        #expect(pushed.status == 0)
        let heard = try listen.waitForOutput("peil.target.met.v1")
        #expect(heard.hasPrefix("[verified] met  nl.mkb.cloud.2030"))
        let id = try #require(made.output.split(whereSeparator: \.isWhitespace).dropFirst().first)
        #expect(try up.peil("subscriptions").output.contains("\(id)\t\(url)\tactive"))
        try until { try up.peil("deliveries", String(id)).output.contains("\tdelivered\t1\t204") }
        #expect(try up.peil("replay", String(id), "--since", "2020-01-01").status == 0)
        try until { listen.output.components(separatedBy: "[verified] met").count == 3 }
        listen.signal(SIGTERM)
        #expect(listen.status() == 0)
        #expect(up.stop() == 0)
    }

    @Test("Who subscribes at a service that is elsewhere is verified by who listens, too")
    func listeningElsewhere() throws {
        let up = try RunningUp(RunningUp.firstCase)
        let here = up.directory.path + "/here"
        let listen = try RunningProgram(
            ["listen", "--port", "0", "--data", here], environment: [:])
        let words = try listen.waitForErrors("/\n")
        let url = try #require(words.split(separator: " ").last).trimmingCharacters(in: .newlines)
        let data = DataDirectory(path: up.data)
        let environment = [
            "PEIL_NOTIFY_URL": try #require(Addresses(in: data)?.notify),
            "PEIL_TOKEN": try #require(try SmallFile.text(data.adminToken)),
        ]
        let made = try PeilTests.peil(
            "subscribe", url, "--type", "met", "--data", here, environment: environment)
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.errors.contains("kept for `peil listen` on this host, in \(here)/"))
        #expect(try up.peil("push", RunningUp.file("figures/try-cloud-2026.csv")).status == 0)
        #expect(
            try listen.waitForOutput("peil.target.met.v1").hasPrefix(
                "[verified] met  nl.mkb.cloud.2030"))
        listen.signal(SIGTERM)
        #expect(listen.status() == 0)
        #expect(up.stop() == 0)
    }

    @Test("Watching shows events as they come, and goes on where it was cut")
    func watching() throws {
        let directory = try TemporaryDirectory()
        var up = try RunningUp(in: directory, RunningUp.firstCase)
        let watch = try up.start("watch", "--since", "2020-01-01", "--json")
        try watch.waitForOutput("\"peil.series.updated.v1\"")
        let pushed = try up.peil("push", RunningUp.file("figures/try-cloud-2026.csv"))
        #expect(pushed.status == 0)
        try watch.waitForOutput("\"peil.target.met.v1\"")
        #expect(up.stop() == 0)
        up = try RunningUp(in: directory)
        let again = try up.start("watch", "--since", "2020-01-01", "--type", "met", "--json")
        try again.waitForOutput("\"peil.target.met.v1\"")
        #expect(!again.output.contains("series.updated"))
    }

    @Test("A dry run says what would be new, revised, unchanged and too late, and changes nothing")
    func dryRun() throws {
        let up = try RunningUp(RunningUp.firstCase)
        let table = "indicator,area,period,value,size,released\n"
        let figures = [
            "nl.mkb.cloud,NL,2024,64,10-249,", "nl.mkb.cloud,NL,2025,71.5,10-249,",
            "nl.mkb.cloud,NL,2026,75.3,10-249,", "nl.mkb.ai,NL,2025,22,10-249,2025-02-01",
            "nl.mkb.cloud,BE,2025,60,10-249,",
        ]
        let file = directoryFile(up, "five.csv", table + figures.joined(separator: "\n") + "\n")
        for _ in 0..<2 {
            let dry = try up.peil("push", "--dry-run", file)
            #expect(dry.status == 0, "\(dry.errors)")
            #expect(
                dry.output.contains(
                    "5 figures would be published: "
                        + "2 new, 1 revised, 1 unchanged, 1 older than what is in force"))
            #expect(
                dry.output.contains("  revised  nl.mkb.cloud/NL/size=10-249 2025: 71 → 71.5\n"))
        }
        let wrong = try up.peil(
            "push", "--dry-run", "-", input: table + "nl.mkb.cloud,NL,2025,171,10-249,\n")
        #expect(wrong.status == 1)
        #expect(wrong.output.contains("nothing would be published, 1 refused"))
        #expect(wrong.errors.contains("out_of_bounds"))
        #expect(try up.peil("push", file).status == 0)
        try until {
            let dry = try up.peil("push", "--dry-run", file)
            return dry.output.contains(
                "5 figures would be published: 4 unchanged, 1 older than what is in force")
        }
    }

    @Test("What was refused is told with its place, what was found and what expected")
    func refused() throws {
        let up = try RunningUp(RunningUp.firstCase)
        let table = "indicator,area,period,value,size\n"
        let push = try up.peil(
            "push", "-", input: table + "nl.mkb.clout,NL,2026,71,10-249\n")
        #expect(push.status == 1)
        #expect(push.errors.contains("line 2"))
        #expect(push.errors.contains("unknown_indicator"))
        #expect(push.errors.contains("did you mean nl.mkb.cloud?"))
        let partial = try up.peil(
            "push", "--partial", "-",
            input: table + "nl.mkb.cloud,NL,2026,72,10-249\nnl.mkb.cloud,NL,2027,x,10-249\n")
        #expect(partial.status == 1)
        #expect(partial.output.contains("1 figure in 1 report published, 1 refused"))
        let bad = directoryFile(
            up, "bad.yaml", "targets:\n  - id: nl.mkb.cloud.2040\n    area: nl\n")
        let define = try up.peil("define", bad)
        #expect(define.status == 1)
        #expect(define.errors.contains("line 3, /targets/0/area: invalid_area"))
        let missing = try up.peil("push", up.directory.path + "/none.csv")
        #expect(missing.status == 1)
        #expect(missing.errors.contains("none.csv: No such file"))
    }

    @Test("After a kill it starts again with all it had, and what it is started with has no effect")
    func again() throws {
        let directory = try TemporaryDirectory()
        let first = try RunningUp(in: directory, RunningUp.firstCase)
        let token = try String(contentsOfFile: first.data + "/admin.token", encoding: .utf8)
        first.kill()
        let second = try RunningUp(in: directory, RunningUp.firstCase)
        #expect(second.output.contains("10 unchanged"))
        #expect(second.output.contains("71 % (2025)"))
        #expect(try String(contentsOfFile: second.data + "/admin.token", encoding: .utf8) == token)
        // The last that comes by itself: each partition is told that yesterday has passed.
        try until {
            try second.peil("tail", "updates").output.components(separatedBy: "day passed").count
                == 13
        }
        let topics = try second.peil("topics")
        #expect(second.stop() == 0)
        let offline = try second.peil("topics")
        #expect(offline.output == topics.output)
        #expect(offline.output.contains("updates\t8\t"))
        let tail = try second.peil("tail", "outcomes")
        #expect(
            tail.output.contains("series updated  nl.mkb.cloud/NL/size=10-249: 2024 64 %, 2025"))
        #expect(tail.output.components(separatedBy: "series updated").count == 5)
    }

    @Test("Whoever watches a service learns whether it can do its work")
    func health() throws {
        let up = try RunningUp()
        let addresses = try #require(Addresses(in: DataDirectory(path: up.data)))
        let ready = try peil("health", addresses.compute)
        #expect(ready.status == 0)
        #expect(ready.output == "ready\n")
        #expect(up.stop() == 0)
        let gone = try peil("health", addresses.compute)
        #expect(gone.status == 69)
        #expect(gone.errors.contains("cannot be reached"))
    }

    private func directoryFile(_ up: RunningUp, _ name: String, _ text: String) -> String {
        let path = "\(up.directory.path)/\(name)"
        #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
        return path
    }
}

/// Waits until a condition of another process holds.
func until(
    sourceLocation: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) throws {
    let end = ContinuousClock.now + .seconds(30)
    while try !condition() {
        try #require(
            ContinuousClock.now < end, "the condition did not come true",
            sourceLocation: sourceLocation)
        usleep(20_000)
    }
}
