import JSON
import LocalLog
import Log
import Support
import Testing

@testable import Ingest

@Suite("Definitions", .onThreads) struct DefinitionTests {
    private static let target =
        #"{"id":"eu.ai.2030","indicator":"eu.ai","area":"*","value":75,"#
        + #""direction":"at_least","deadline":"2030"}"#

    @Test("An indicator is created, found unchanged, changed, and read")
    func indicators() throws {
        let station = try Station()
        try station.define()
        let client = station.client()
        let same = client.ask(
            "PUT", "/v1/indicators/eu.ai", type: "application/json",
            body: #"{"code":"eu.ai","name":{"en":"AI"},"unit":"PC"}"#)
        #expect(same?.status == 200)
        #expect(same?.json["result"]?.string == "unchanged")
        let changed = client.ask(
            "PUT", "/v1/indicators/eu.ai", type: "application/json",
            body: #"{"code":"eu.ai","name":{"en":"Use of AI"},"unit":"PC"}"#)
        #expect(changed?.status == 200)
        #expect(changed?.json["result"]?.string == "changed")
        let read = client.ask("GET", "/v1/indicators/eu.ai")
        #expect(read?.json["name"]?["en"]?.string == "Use of AI")
        #expect(client.ask("GET", "/v1/indicators/eu.a")?.status == 404)
        let all = client.ask("GET", "/v1/indicators")
        #expect(
            all?.json["indicators"]?.elements.compactMap { $0["code"]?.string } == [
                "eu.ai", "nl.mkb.cloud",
            ])
    }

    @Test("A target is set with its version, read and withdrawn")
    func targets() throws {
        let station = try Station()
        try station.define()
        let client = station.client()
        let set = client.ask(
            "PUT", "/v1/targets/eu.ai.2030", type: "application/json", body: Self.target)
        #expect(set?.status == 201, "\(set?.text ?? "")")
        #expect(set?.json["target"]?["version"]?.number == 1)
        let higher = client.ask(
            "PUT", "/v1/targets/eu.ai.2030", type: "application/json",
            body: Self.target.replacing("75", with: "80"))
        #expect(higher?.status == 200)
        #expect(higher?.json["target"]?["version"]?.number == 2)
        #expect(client.ask("GET", "/v1/targets/eu.ai.2030")?.json["value"]?.number == 80)
        #expect(client.ask("GET", "/v1/targets")?.json["targets"]?.elements.count == 1)
        let gone = client.ask("DELETE", "/v1/targets/eu.ai.2030")
        #expect(gone?.json["result"]?.string == "withdrawn")
        #expect(client.ask("DELETE", "/v1/targets/eu.ai.2030")?.status == 404)
    }

    @Test("A definition whose answer might not find room on the log is refused")
    func tooLarge() throws {
        let station = try Station()
        try station.define()
        let areas = (10_000...30_000).map { "\"A\($0)-OF-SOME-COUNTRY\"" }
        let answer = station.client().ask(
            "PUT", "/v1/targets/eu.ai.2030", type: "application/json",
            body: Self.target.replacing(
                #""area":"*""#, with: #""area":"*","areas":[\#(areas.joined(separator: ","))]"#))
        #expect(answer?.status == 413, "\(answer?.text ?? "")")
        #expect(answer?.text.contains("Nothing was taken") == true)
    }

    @Test("What compute refuses is answered with its errors")
    func refused() throws {
        let station = try Station()
        let answer = station.client().ask(
            "PUT", "/v1/targets/eu.ai.2030", type: "application/json", body: Self.target)
        #expect(answer?.status == 422)
        #expect(answer?.codes == ["unknown_indicator"])
    }

    @Test("What contradicts its path, its scope or itself is not put on the log")
    func notSent() throws {
        let station = try Station()
        let body = #"{"code":"nl.mkb.ai","name":{"en":"AI"},"unit":"PC"}"#
        let elsewhere = station.client().ask(
            "PUT", "/v1/indicators/nl.mkb.al", type: "application/json", body: body)
        #expect(elsewhere?.status == 422)
        let forbidden = station.client(.pusher).ask(
            "PUT", "/v1/indicators/eu.ai", type: "application/json",
            body: body.replacing("nl.mkb.ai", with: "eu.ai"))
        #expect(forbidden?.status == 403)
        let unreadable = station.client().ask(
            "PUT", "/v1/indicators/eu.ai", type: "application/json", body: "{")
        #expect(unreadable?.status == 400)
        var records = 0
        for number in 0..<station.log.partitionCount {
            records += try station.log.bounds(of: Partition(.updates, number)).count
        }
        // The log's own first record.
        #expect(records == 1)
    }

    @Test("A definition that nobody answers is accepted, not more")
    func pending() throws {
        let station = try Station(computes: false, bounds: .init(patienceMilliseconds: 300))
        let answer = station.client().ask(
            "PUT", "/v1/indicators/eu.ai", type: "application/json",
            body: #"{"code":"eu.ai","name":{"en":"AI"},"unit":"PC"}"#)
        #expect(answer?.status == 202)
        #expect(answer?.json["result"]?.string == "pending")
    }

    @Test("Figures pushed right after their indicator was defined are never refused")
    func rightAfter() throws {
        let station = try Station()
        // Another instance, which may not have read what the first was answered.
        let other = try Instance(beside: station)
        let (definer, pusher) = (station.client(), other.client())
        for number in 0..<50 {
            let defined = definer.ask(
                "PUT", "/v1/indicators/x.n\(number)", type: "application/json",
                body: #"{"code":"x.n\#(number)","name":{"en":"N"},"unit":"NR"}"#)
            #expect(defined?.status == 201)
            let pushed = pusher.ask(
                "POST", "/v1/figures", type: "text/csv",
                body: "indicator,area,period,value\nx.n\(number),NL,2024,1\n")
            #expect(pushed?.status == 202, "\(number): \(pushed?.text ?? "")")
        }
    }
}
