import JSON
import Support
import Testing

@Suite("The first case", .onThreads)
struct FirstCaseTests {
    @Test("is told from its first figures to the target that is met, and lost by a revision")
    func story() throws {
        let directory = try TemporaryDirectory()
        let data = directory.path
        let peil = try PeilProcess(
            data: data,
            [
                "--catalogue", checkout("deploy/catalogue/nl-mkb.yaml"),
                "--figures", checkout("deploy/figures/nl-mkb-2025.csv"),
            ])
        try peil.says("The board is at")
        try expectStatus(of: data)

        let receiver = try Receiver()
        let subscribed = try Command(
            "subscribe", receiver.url("news"), "--ordered", "--data", data)
        try #require(subscribed.status == 0, "\(subscribed.errors)")
        let secret = subscribed.output.split { $0.isWhitespace }.first { $0.hasPrefix("whsec_") }
        try receiver.trust(String(try #require(secret)))

        let file = checkout("deploy/figures/try-cloud-2026.csv")
        try push(file, data)
        let met = try receiver.wait { $0.first }
        try expectMet(try met.event)

        // The same again is no news: the next that is told is the revision.
        try push(file, data)
        try push(checkout("deploy/figures/try-cloud-2026-revised.csv"), data)
        let told = try receiver.wait { $0.count > 1 ? $0 : nil }
        let unmet = try told[1].event
        #expect(unmet["type"] == "peil.target.unmet.v1")
        #expect(unmet["data"]?["cause"] == "revision")
        #expect(unmet["data"]?["figure"]?["value"] == 74.8)
        #expect(told.count == 2)
        #expect(receiver.unverified == 0)
        #expect(peil.stop() == 0)
    }

    private func push(_ file: String, _ data: String) throws {
        let pushed = try Command("push", file, "--data", data)
        try #require(pushed.status == 0, "\(pushed.errors)")
    }

    private func expectStatus(of data: String) throws {
        let shown = try Command("status", "--data", data)
        #expect(shown.status == 0)
        #expect(shown.output.contains("no figure yet"))
        let listed = try Value(Command("status", "--json", "--data", data).output)
        var progress: [String: Value] = [:]
        for entry in listed["progress"]?.elements ?? [] {
            progress[try #require(entry["target"]?["id"]?.string)] = entry
        }
        #expect(progress.count == 5)
        let expected: [(target: String, category: String, ratio: Double?)] = [
            ("nl.mkb.cloud.2030", "substantial_progress", 3.818181818),
            ("nl.mkb.ai.2030", "substantial_progress", 0.967741935),
            ("nl.mkb.basic-level.2030", "moderate_progress", 0.73125),
            ("nl.mkb.data-analytics.2030", "not_available", nil),
            ("nl.bedrijven.gigabit.2030", "not_available", nil),
        ]
        for (target, category, ratio) in expected {
            let assessment = progress[target]?["assessment"]
            #expect(assessment?["category"]?.string == category, "\(target)")
            #expect(assessment?["ratio"]?.number == ratio, "\(target)")
        }
        let analytics = progress["nl.mkb.data-analytics.2030"]
        #expect(analytics?["latest"] == nil)
        #expect(analytics?["assessment"]?["reason"] == "no_figure")
    }

    private func expectMet(_ event: Value) throws {
        #expect(event["type"] == "peil.target.met.v1")
        #expect(event["subject"] == "nl.mkb.cloud/NL/size=10-249")
        let data = try #require(event["data"])
        #expect(data["target"]?["id"] == "nl.mkb.cloud.2030")
        #expect(data["target"]?["value"] == 75)
        #expect(data["target"]?["deadline"] == "2030")
        #expect(data["figure"]?["period"] == "2026")
        #expect(data["figure"]?["value"] == 75.3)
        #expect(data["previous"]?["period"] == "2025")
        #expect(data["previous"]?["value"] == 71)
        #expect(data["provisional"] == false)
        #expect(data["yearsEarly"] == 4)
        let assessment = try #require(data["assessment"])
        #expect(assessment["category"] == "target_achieved")
        #expect(assessment["ratio"] == 3.081818182)
        #expect(assessment["projection"] == 97.9)
        #expect(assessment["eta"] == "2026")
        #expect(assessment["gap"] == -0.3)
        #expect(assessment["requiredPace"] == 0)
    }
}
