import JSON
import Messages
import LocalLog
import Log
import Support
import Testing

@Suite("Figures as JSON", .onThreads) struct JSONUploadTests {
    private static let report =
        #"{"indicator":"nl.mkb.cloud","area":"NL","dimensions":{"size":"10-249"},"#
        + #""unit":"PC_ENT","figures":[{"period":"2025","value":71}]}"#

    @Test("A report is on the log when it is answered, under its submission and trace")
    func published() throws {
        let station = try Station()
        try station.define()
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        let answer = station.client(.pusher).ask(
            "POST", "/v1/figures", type: "application/json",
            ["Idempotency-Key: june", "traceparent: 00-\(trace)-00f067aa0ba902b7-01"],
            body: #"{"reports":[\#(Self.report)]}"#)
        #expect(answer?.status == 202, "\(answer?.text ?? "")")
        #expect(answer?.json["submission"]?.string == "june")
        #expect(answer?.json["reports"]?.number == 1)
        let reports = try station.reports()
        #expect(reports.map(\.submission) == ["june"])
        #expect(reports.first?.figures.first?.value == 71)
        let partition = Partition(
            .updates,
            Partitioner.partition(of: Array("nl.mkb.cloud".utf8).span, among: 3))
        let record = try #require(try station.log.lastRecord(of: partition))
        #expect(String(decoding: record.key, as: UTF8.self) == "nl.mkb.cloud")
        #expect(try Value(record.value.span)["traceparent"]?.string?.contains(trace) == true)
    }

    @Test("A byte order mark before it says nothing", arguments: ["json", "x-ndjson"])
    func marked(format: String) throws {
        let station = try Station()
        try station.define()
        let answer = station.client(.pusher).ask(
            "POST", "/v1/figures", type: "application/\(format)", body: "\u{feff}\(Self.report)\n")
        #expect(answer?.status == 202, "\(answer?.text ?? "")")
        #expect(try station.reports().count == 1)
    }

    @Test("A figure that two reports have is taken once, and refused where they differ")
    func acrossReports() throws {
        let station = try Station()
        try station.define()
        let client = station.client()
        func push(_ second: String) -> TestClient.Answer? {
            client.ask(
                "POST", "/v1/figures", type: "application/json",
                body: #"{"reports":[\#(Self.report),\#(second)]}"#)
        }
        let more = Self.report.replacing(
            "]}", with: #",{"period":"2024","value":64}]}"#)
        let same = push(more)
        #expect(same?.status == 202, "\(same?.text ?? "")")
        #expect(same?.json["figures"]?.number == 2)
        #expect(try station.reports().flatMap(\.figures).count == 2)
        let differing = push(Self.report.replacing("71", with: "72"))
        #expect(differing?.status == 422)
        #expect(differing?.codes == ["duplicate_figure"])
        let pointer = differing?.json["errors"]?[0]?["pointer"]?.string
        #expect(pointer == "/reports/1/figures/0/period")
        #expect(try station.reports().flatMap(\.figures).count == 2)
    }

    @Test("Without a key each submission has an identity of its own")
    func submissions() throws {
        let station = try Station()
        try station.define()
        let client = station.client()
        var seen: Set<String> = []
        for _ in 0..<3 {
            let answer = client.ask(
                "POST", "/v1/figures", type: "application/json", body: Self.report)
            seen.insert(answer?.json["submission"]?.string ?? "")
        }
        #expect(seen.count == 3)
        let refused = client.ask(
            "POST", "/v1/figures", type: "application/json",
            ["Idempotency-Key: \(String(repeating: "k", count: 201))"], body: Self.report)
        #expect(refused?.status == 400)
    }

    @Test("A field that nobody knows is refused, with what was probably meant and where it stands")
    func unknownField() throws {
        let station = try Station()
        try station.define()
        let wrong = Self.report.replacing("\"unit\"", with: "\"unti\"")
        let answer = station.client().ask(
            "POST", "/v1/figures", type: "application/json",
            body: #"{"reports":[\#(Self.report),\#(wrong)]}"#)
        #expect(answer?.status == 422)
        #expect(answer?.codes.contains("unknown_field") == true)
        let error = answer?.json["errors"]?.elements.first { $0["code"]?.string == "unknown_field" }
        #expect(error?["suggestion"]?.string == "unit")
        #expect(error?["pointer"]?.string == "/reports/1/unti")
        #expect(try station.reports().isEmpty)
    }

    @Test("Rules that figures break are told by pointers")
    func pointers() throws {
        let station = try Station()
        try station.define()
        let wrong = Self.report.replacing("71", with: "171")
        let answer = station.client().ask(
            "POST", "/v1/figures", type: "application/json",
            body: #"{"reports":[\#(Self.report),\#(wrong)]}"#)
        #expect(answer?.codes == ["out_of_bounds"])
        #expect(
            answer?.json["errors"]?[0]?["pointer"]?.string == "/reports/1/figures/0/value")
        let unit = Self.report.replacing("PC_ENT", with: "EUR")
        let mismatch = station.client().ask(
            "POST", "/v1/figures", type: "application/json", body: unit)
        #expect(mismatch?.codes == ["unit_mismatch"])
        #expect(mismatch?.json["errors"]?[0]?["pointer"]?.string == "/unit")
    }

    @Test("Lines are reports, and the errors name the line")
    func lines() throws {
        let station = try Station()
        try station.define()
        let body = Self.report + "\n\n" + Self.report.replacing("2025", with: "2024") + "\nno\n"
        let client = station.client()
        let refused = client.ask(
            "POST", "/v1/figures", type: "application/x-ndjson", body: body)
        #expect(refused?.status == 422)
        #expect(refused?.lines == [4])
        #expect(refused?.codes == ["malformed"])
        let partial = client.ask(
            "POST", "/v1/figures?partial=true", type: "application/x-ndjson", body: body)
        #expect(partial?.status == 202)
        #expect(partial?.json["figures"]?.number == 2)
        #expect(partial?.json["rejected"]?.number == 1)
        // One series, one report.
        #expect(try station.reports().map(\.figures.count) == [2])
    }

    @Test("What is no JSON is unreadable")
    func unreadable() throws {
        let station = try Station()
        let answer = station.client().ask(
            "POST", "/v1/figures?partial=true", type: "application/json",
            body: #"{"reports":[{]}"#)
        #expect(answer?.status == 400)
        #expect(answer?.codes == ["malformed"])
        #expect(answer?.json["errors"]?[0]?["pointer"]?.string == "/reports/0")
    }

    @Test("A document is at most 16 MiB, and other types are not taken")
    func limits() throws {
        let station = try Station()
        let large = Array("[".utf8) + [UInt8](repeating: UInt8(ascii: " "), count: 16 << 20)
        let answer = station.client().ask(
            "POST", "/v1/figures", type: "application/json", body: large)
        #expect(answer?.status == 413)
        let type = station.client().ask(
            "POST", "/v1/figures", type: "text/plain", body: Self.report)
        #expect(type?.status == 415)
    }

    @Test("Of a body that came by half nothing is published")
    func half() throws {
        let station = try Station()
        try station.define()
        do {
            let client = station.client()
            let body = Self.report + "\n"
            client.begin(
                "POST", "/v1/figures",
                ["Content-Type: application/x-ndjson", "Content-Length: \(body.utf8.count * 2)"])
            client.send(Array(body.utf8))
        }
        // The next is answered after the first was given up: both are on one server.
        let answer = station.client().ask(
            "POST", "/v1/figures", type: "application/json", ["Idempotency-Key: whole"],
            body: Self.report)
        #expect(answer?.status == 202)
        #expect(try station.reports().map(\.submission) == ["whole"])
    }

    @Test("Without a log the answer is to repeat it with the same key")
    func logAway() throws {
        let station = try Station()
        try station.define()
        station.log.close()
        let answer = station.client().ask(
            "POST", "/v1/figures", type: "application/json", ["Idempotency-Key: again"],
            body: Self.report)
        #expect(answer?.status == 503)
        #expect(answer?.head.lowercased().contains("retry-after: ") == true)
        #expect(answer?.text.contains("same Idempotency-Key") == true)
    }
}
