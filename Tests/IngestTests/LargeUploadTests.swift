import HTTP
import JSON
import LocalLog
import Log
import Messages
import Support
import Testing
import Threading

@testable import Ingest

@Suite("Large uploads", .onThreads) struct LargeUploadTests {
    @Test("More figures than memory takes are published, each once")
    func spooled() throws {
        let station = try Station(bounds: .init(uploadBytes: 100 << 10))
        try station.define()
        // By year, so that each series comes back again and again.
        let areas = (0..<160).map { "A\($0)" }
        var body: [UInt8] = Array("indicator,area,period,value\n".utf8)
        for year in 1900..<2000 {
            for area in areas { body += Array("eu.ai,\(area),\(year),\(year % 90)\n".utf8) }
        }
        let answer = station.client().ask("POST", "/v1/figures", type: "text/csv", body: body)
        #expect(answer?.status == 202, "\(answer?.text ?? "")")
        #expect(answer?.json["figures"]?.number == 16_000)
        let reports = try station.reports()
        #expect(reports.count == 160)
        #expect(reports.allSatisfy { $0.figures.count == 100 })
    }

    @Test("One bad row at the end of a large file, and nothing is published")
    func atomic() throws {
        let station = try Station(bounds: .init(uploadBytes: 100 << 10))
        try station.define()
        var body: [UInt8] = Array("indicator,area,period,value\n".utf8)
        for number in 0..<8_000 {
            body += Array("eu.ai,B\(number),2001,\(number % 90)\n".utf8)
        }
        body += Array("eu.ai,B1,2001,91\n".utf8)
        let answer = station.client().ask("POST", "/v1/figures", type: "text/csv", body: body)
        #expect(answer?.status == 422)
        #expect(answer?.codes == ["duplicate_figure"])
        #expect(answer?.lines == [8_002])
        #expect(try station.reports().isEmpty)
    }

    @Test("A dry run lists what would be published, however slowly it is read")
    func listed() throws {
        let station = try Station(bounds: .init(uploadBytes: 100 << 10))
        try station.define()
        var body = "indicator,area,period,value\n"
        for number in 0..<20_000 { body += "eu.ai,B\(number),2001,\(number % 90)\n" }
        let client = Client(ClientConfiguration(policy: .any))
        let (lines, more) = (Monitor<[[UInt8]]>([]), Monitor(0))
        var request = station.request(.post, "/v1/figures?dryRun=true", type: "text/csv", body)
        request.headers.append(("accept", "application/x-ndjson"))
        let answer = Monitor<Result<ClientResponse, ClientError>?>(nil)
        client.stream(request) { chunk in
            // Until it is asked for the rest, nothing is taken.
            more.wait { $0 > 0 ? () : nil }
            lines.with { $0.append(chunk.copied) }
            return true
        } completion: { result in
            answer.with { $0 = result }
        }
        // Others are served meanwhile.
        let other = station.client().ask(
            "POST", "/v1/figures", type: "text/csv",
            body: "indicator,area,period,value\neu.ai,NL,2001,1\n")
        #expect(other?.status == 202)
        more.with { $0 = 1 }
        #expect(try answer.wait { $0 }.get().status == 200)
        let text = String(decoding: lines.with { $0.flatMap { $0 } }, as: UTF8.self)
        let values = try text.split(separator: "\n").map { try Value(String($0)) }
        #expect(values.count == 20_001)
        #expect(values.last?["figures"]?.number == 20_000)
        #expect(Set(values.dropLast().compactMap { $0["area"]?.string }).count == 20_000)
        #expect(try station.reports().count == 1)
    }

    @Test("A dry run whose reader leaves ends, and others are listed after it")
    func left() throws {
        let station = try Station(bounds: .init(uploadBytes: 100 << 10))
        try station.define()
        var body = "indicator,area,period,value\n"
        for number in 0..<20_000 { body += "eu.ai,B\(number),2001,\(number % 90)\n" }
        let client = Client(ClientConfiguration(policy: .any))
        // More than there are threads for them.
        for _ in 0..<5 {
            var request = station.request(.post, "/v1/figures?dryRun=true", type: "text/csv", body)
            request.headers.append(("accept", "application/x-ndjson"))
            let answer = Monitor<Result<ClientResponse, ClientError>?>(nil)
            client.stream(request) { _ in
                false
            } completion: { result in
                answer.with { $0 = result }
            }
            let ended = answer.wait { $0 }
            #expect(throws: ClientError.cancelled) { try ended.get() }
        }
    }

    @Test("A longer series than a report takes is split")
    func split() throws {
        let station = try Station()
        let client = station.client()
        let defined = client.ask(
            "PUT", "/v1/indicators/x.days", type: "application/json",
            body: #"{"code":"x.days","name":{"en":"Days"},"unit":"NR","frequency":"M"}"#)
        #expect(defined?.status == 201)
        var csv = "indicator,area,period,value\n"
        for year in 1800..<2000 {
            for month in 1...12 {
                csv += "x.days,NL,\(year)-\(month < 10 ? "0" : "")\(month),\(month)\n"
            }
        }
        let answer = client.ask("POST", "/v1/figures", type: "text/csv", body: csv)
        #expect(answer?.json["reports"]?.number == 3, "\(answer?.text ?? "")")
        #expect(try station.reports().map(\.figures.count) == [1000, 1000, 400])
    }
}
