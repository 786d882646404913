import JSON
import LocalLog
import Log
import Support
import Testing

@testable import Ingest

@Suite("The face", .onThreads) struct FaceTests {
    @Test("What OpenAPI describes is there, and refers to what is there")
    func openAPI() throws {
        let station = try Station()
        let client = station.client()
        let document = try #require(client.ask("GET", "/openapi.json")).json
        #expect(document["openapi"]?.string == "3.1.0")
        var calls = 0
        for path in document["paths"]?.members ?? [] {
            for call in path.value.members where call.name != "parameters" {
                calls += 1
                let answer = client.ask(
                    call.name.uppercased(),
                    path.name.replacing("{code}", with: "x.y").replacing("{id}", with: "x.y.z"))
                let status = String(answer?.status ?? 0)
                let answers = call.value["responses"]?.members.map(\.name) ?? []
                #expect(answers.contains(status), "\(call.name) \(path.name) answered \(status)")
            }
        }
        #expect(calls == 13)
        var references: Set<String> = []
        Self.collect(document, &references)
        for reference in references where reference.hasPrefix("#/") {
            var value: Value? = document
            for step in reference.dropFirst(2).split(separator: "/") {
                value = value?[String(step)]
            }
            #expect(value != nil, "\(reference) leads nowhere")
        }
        let schemas = references.filter { $0.hasPrefix("/schemas/") }
        #expect(schemas.count > 3)
        for schema in schemas {
            #expect(client.ask("GET", schema)?.status == 200, "\(schema) leads nowhere")
        }
        #expect(references.count > 10)
        #expect(client.ask("GET", "/asyncapi.json")?.json["asyncapi"]?.string == "3.0.0")
    }

    @Test("It is ready when the catalogue is read, and not without its log")
    func readiness() throws {
        let station = try Station()
        try station.define()
        let client = station.client()
        #expect(client.ask("GET", "/readyz")?.status == 200)
        #expect(station.service.fault == nil)
        #expect(client.ask("GET", "/livez")?.status == 200)
        station.log.close()
        let answer = client.ask(
            "GET", "/v1/indicators/no.such")
        #expect(answer?.status == 503)
        #expect(client.ask("GET", "/readyz")?.status == 503)
        #expect(client.ask("GET", "/livez")?.status == 200)
    }

    @Test("What was published is counted")
    func metrics() throws {
        let station = try Station()
        try station.define()
        let client = station.client()
        let csv = "indicator,area,period,value\neu.ai,NL,2024,7.5\neu.ai,NL,2025,8\n"
        #expect(
            client.ask("POST", "/v1/figures", type: "text/csv", body: csv)?.status == 202)
        let text = client.ask("GET", "/metrics")?.text ?? ""
        #expect(text.contains("peil_ingest_figures_total 2\n"))
        #expect(text.contains("peil_ingest_reports_total 1\n"))
        #expect(text.contains(#"peil_ingest_definitions_total{result="created"} 2"#))
        #expect(text.contains(#"route="/v1/figures",status="202"} 1"#))
    }

    private static func collect(_ value: Value, _ references: inout Set<String>) {
        for member in value.members {
            if member.name == "$ref", let reference = member.value.string {
                references.insert(reference)
            }
            collect(member.value, &references)
        }
        for element in value.elements { collect(element, &references) }
    }
}
