import JSON
import Messages
import Support
import Testing
import Time

@Suite("Figures as CSV", .onThreads) struct CSVUploadTests {
    private static let head = "indicator,area,period,value,size,status,unit,released,note\n"

    @Test("Rows become reports of their series, with all that their cells say")
    func published() throws {
        let station = try Station()
        try station.define()
        let csv =
            Self.head
            + "nl.mkb.cloud,NL,2024,64,10-249,PB,PC_ENT,2025-06-12,\"one, \"\"two\"\"\nthree\"\r\n"
            + "eu.ai,NL,2024,7.5,,,,,\n"
            + "nl.mkb.cloud,NL,2023,,10-249,c,,2025-06-12,\n"
        let answer = station.client().ask(
            "POST", "/v1/figures", type: "text/csv", ["Idempotency-Key: first"], body: csv)
        #expect(answer?.status == 202, "\(answer?.text ?? "")")
        #expect(answer?.json["submission"]?.string == "first")
        #expect(answer?.json["figures"]?.number == 3)
        let reports = try station.reports()
        #expect(answer?.json["reports"]?.number == Double(reports.count))
        let cloud = try #require(
            reports.first { $0.unit == "PC_ENT" && $0.figures[0].value != nil })
        #expect(cloud.series.text == "nl.mkb.cloud/NL/size=10-249")
        #expect(cloud.submission == "first")
        #expect(cloud.released?.description == "2025-06-12T00:00:00Z")
        #expect(cloud.figures[0].note == "one, \"two\"\nthree")
        #expect(cloud.figures[0].status.codes == ["B", "P"])
        #expect(reports.contains { $0.series.text == "eu.ai/NL" && $0.unit == "PC" })
        let hidden = try #require(reports.flatMap(\.figures).first { $0.value == nil })
        #expect(hidden.confidentiality == UInt8(ascii: "C"))
    }

    /// Five rows that are each wrong in another way, and two that are right.
    private static let five =
        head
        + "nl.mkb.cloud,NL,2023,60,10-249,,,,\n"
        + "nl.mkb.clod,NL,2024,64,10-249,,,,\n"
        + "nl.mkb.cloud,NL,2024-Q9,64,10-249,,,,\n"
        + "nl.mkb.cloud,NL,2024,164,10-249,,,,\n"
        + "nl.mkb.cloud,NL,2022,\"6,4\",10-249,,,,\n"
        + "nl.mkb.cloud,NL,2021,64,10-249,X,,,\n"
        + "nl.mkb.cloud,NL,2025,71,10-249,,,,\n"

    @Test("Five kinds of errors are answered with their lines, and nothing is published")
    func atomic() throws {
        let station = try Station()
        try station.define()
        let answer = station.client().ask(
            "POST", "/v1/figures", type: "text/csv", body: Self.five)
        #expect(answer?.status == 422)
        #expect(answer?.lines == [3, 4, 5, 6, 7])
        #expect(
            answer?.codes == [
                "unknown_indicator", "invalid_period", "out_of_bounds", "invalid_value",
                "unknown_status",
            ])
        #expect(answer?.json["errorCount"]?.number == 5)
        let errors = answer?.json["errors"]
        #expect(errors?[0]?["suggestion"]?.string == "nl.mkb.cloud")
        #expect(errors?[1]?["pointer"]?.string == "period")
        #expect(errors?[3]?["suggestion"]?.string == "6.4")
        #expect(try station.reports().isEmpty)
    }

    @Test("In part, the right rows are published and the others told")
    func partial() throws {
        let station = try Station()
        try station.define()
        let answer = station.client().ask(
            "POST", "/v1/figures?partial=true", type: "text/csv", body: Self.five)
        #expect(answer?.status == 202)
        #expect(answer?.json["figures"]?.number == 2)
        #expect(answer?.json["rejected"]?.number == 5)
        #expect(answer?.lines == [3, 4, 5, 6, 7])
        #expect(try station.reports().flatMap(\.figures).map(\.value) == [60, 71])
    }

    @Test("A dry run says the same and publishes nothing")
    func dryRun() throws {
        let station = try Station()
        try station.define()
        let answer = station.client().ask(
            "POST", "/v1/figures?dryRun=true", type: "text/csv", body: Self.five)
        #expect(answer?.status == 200)
        #expect(answer?.json["figures"]?.number == 2)
        #expect(answer?.lines == [3, 4, 5, 6, 7])
        #expect(try station.reports().isEmpty)
    }

    @Test("A figure that comes twice is taken once, and refused where the two differ")
    func duplicates() throws {
        let station = try Station()
        try station.define()
        let row = "nl.mkb.cloud,NL,2024,64,10-249,,,,\n"
        let same = station.client().ask(
            "POST", "/v1/figures", type: "text/csv", body: Self.head + row + row)
        #expect(same?.json["figures"]?.number == 1)
        let other = "nl.mkb.cloud,NL,2024,65,10-249,,,2025-01-01,\n"
        let differing = station.client().ask(
            "POST", "/v1/figures", type: "text/csv", body: Self.head + row + row + other)
        #expect(differing?.status == 422)
        #expect(differing?.codes == ["duplicate_figure"])
        #expect(differing?.lines == [4])
    }

    @Test("A byte that is not UTF-8 is named, with its line")
    func encoding() throws {
        let station = try Station()
        try station.define()
        let start = Array((Self.head + "nl.mkb.cloud,NL,2024,64,10-249,,,,caf").utf8)
        let answer = station.client().ask(
            "POST", "/v1/figures?partial=true", type: "text/csv", body: start + [0xe9, 0x0a])
        #expect(answer?.status == 400)
        #expect(answer?.lines == [2])
        #expect(answer?.json["errors"]?[0]?["found"]?.string == "0xE9")
        let message = answer?.json["errors"]?[0]?["message"]?.string ?? ""
        #expect(message.contains("byte \(start.count + 1) "), "\(message)")
        #expect(try station.reports().isEmpty)
    }

    @Test("A header without a needed column is refused, with what was probably meant")
    func header() throws {
        let station = try Station()
        let answer = station.client().ask(
            "POST", "/v1/figures", type: "text/csv", body: "indicator,area,perod,value\n")
        #expect(answer?.status == 422)
        #expect(answer?.codes == ["missing_field"])
        #expect(answer?.json["errors"]?[0]?["found"]?.string == "perod")
    }

    @Test("What only a token of another scope may push is forbidden")
    func scopes() throws {
        let station = try Station()
        try station.define()
        let csv = "indicator,area,period,value\neu.ai,NL,2024,7.5\n"
        let answer = station.client(.pusher).ask(
            "POST", "/v1/figures", type: "text/csv", body: csv)
        #expect(answer?.status == 403)
        #expect(answer?.codes == ["forbidden_indicator"])
        #expect(answer?.lines == [2])
        let reader = station.client(.reader).ask(
            "POST", "/v1/figures", type: "text/csv", body: csv)
        #expect(reader?.status == 403)
        #expect(try station.reports().isEmpty)
    }
}
