import JSON
import Log
import Support
import Testing

@Suite("A catalogue file", .onThreads) struct CatalogueFileTests {
    private static let yaml = """
        indicators:
          - code: eu.ai
            name: {en: AI}
            unit: PC
        targets:
          - id: eu.ai.2030
            indicator: eu.ai
            area: "*"
            value: 75
            direction: at_least
            deadline: 2030

        """

    @Test("A file is taken whole, and taken again changes nothing")
    func idempotent() throws {
        let station = try Station()
        let client = station.client()
        let dry = client.ask(
            "POST", "/v1/catalogue?dryRun=true", type: "application/yaml", body: Self.yaml)
        #expect(dry?.status == 200, "\(dry?.text ?? "")")
        #expect(dry?.json["created"]?.number == 2)
        #expect(client.ask("GET", "/v1/indicators/eu.ai")?.status == 404)
        let first = client.ask(
            "POST", "/v1/catalogue", type: "application/yaml", body: Self.yaml)
        #expect(first?.status == 200, "\(first?.text ?? "")")
        #expect(first?.json["created"]?.number == 2)
        #expect(first?.json["items"]?[0]?["indicator"]?.string == "eu.ai")
        let second = client.ask(
            "POST", "/v1/catalogue", type: "application/yaml", body: Self.yaml)
        #expect(second?.json["unchanged"]?.number == 2)
        let changed = client.ask(
            "POST", "/v1/catalogue?dryRun=true", type: "application/yaml",
            body: Self.yaml.replacing("75", with: "80"))
        #expect(changed?.json["changed"]?.number == 1)
        #expect(changed?.json["items"]?[1]?["target"]?.string == "eu.ai.2030")
    }

    @Test("All errors are told with their lines, and nothing is published")
    func errors() throws {
        let station = try Station()
        let wrong = Self.yaml.replacing("value: 75", with: "value: much")
            .replacing("unit: PC", with: "unti: PC")
        let answer = station.client().ask(
            "POST", "/v1/catalogue", type: "application/yaml", body: wrong)
        #expect(answer?.status == 422)
        let errors = answer?.json["errors"]?.elements ?? []
        let unknown = errors.first { $0["code"]?.string == "unknown_field" }
        #expect(unknown?["line"]?.number == 4)
        #expect(unknown?["suggestion"]?.string == "unit")
        #expect(errors.contains { $0["line"]?.number == 9 })
        let rules = Self.yaml.replacing("eu.ai.2030", with: "eu.al.2030")
            .replacing("indicator: eu.ai", with: "indicator: eu.al")
        let refused = station.client().ask(
            "POST", "/v1/catalogue", type: "application/yaml", body: rules)
        #expect(refused?.status == 422)
        #expect(refused?.codes == ["unknown_indicator"])
        #expect(refused?.lines == [7])
        let broken = station.client().ask(
            "POST", "/v1/catalogue", type: "application/yaml", body: "indicators: [")
        #expect(broken?.status == 400)
        #expect(station.client().ask("GET", "/v1/indicators/eu.ai")?.status == 404)
    }

    @Test("JSON is a catalogue file too, and a token defines only what it may")
    func scopes() throws {
        let station = try Station()
        let json = #"{"indicators":[{"code":"nl.mkb.ai","name":{"en":"AI"},"unit":"PC"}]}"#
        let defined = station.client(.pusher).ask(
            "POST", "/v1/catalogue", type: "application/json", body: json)
        #expect(defined?.json["created"]?.number == 1, "\(defined?.text ?? "")")
        let forbidden = station.client(.pusher).ask(
            "POST", "/v1/catalogue", type: "application/json",
            body: json.replacing("nl.mkb", with: "eu"))
        #expect(forbidden?.status == 403)
        #expect(forbidden?.codes == ["forbidden_indicator"])
    }
}
