import JSON
import Messages
import Support
import Testing
import Time

@Suite("A raw report")
struct RawReportTests {
    private func record(_ data: String, envelope: String = "") -> [UInt8] {
        Array(
            """
            {"specversion":"1.0","id":"s-1-0","source":"/peil/ingest",\
            "type":"peil.figures.reported.v1","time":"2026-06-12T07:00:00Z"\(envelope),\
            "data":\(data)}
            """.utf8)
    }

    private func text(_ bytes: Span<UInt8>) -> String {
        String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    }

    private func fault(_ record: [UInt8]) -> ValidationError? {
        var report = RawReport()
        do {
            try report.decode(record.span)
            return nil
        } catch { return error }
    }

    @Test("holds what the report holds, with its buffers used again")
    func contents() throws {
        var raw = RawReport()
        for seed in 0..<500 as Range<UInt64> {
            var messages = SeededMessages(seed: seed)
            let event = try messages.updateEvent(.figuresReported)
            guard case .figuresReported(let report) = event.update else { continue }
            var writer = Writer()
            event.encode(into: &writer)
            try raw.decode(writer.bytes)
            #expect(text(raw.seriesText) == report.series.text)
            #expect(text(raw.indicator) == report.series.indicator.text)
            #expect(text(raw.unit) == report.unit)
            #expect(text(raw.submission) == report.submission)
            #expect(text(raw.source) == report.source ?? "")
            #expect(text(raw.traceparent) == event.traceparent ?? "")
            #expect(raw.time == event.time)
            #expect(try raw.report() == report, "seed \(seed)")
        }
    }

    /// What a record is read as: the whole event, with Strings, or the fault.
    private func read(
        _ record: [UInt8], _ report: inout RawReport
    ) -> Result<[UInt8], ValidationError> {
        do throws(ValidationError) {
            try report.decode(record.span)
            var writer = Writer()
            let id = EventID(
                log: LogID(1), cause: Coordinate(partition: 0, offset: 0), index: 0, checksum: 0)
            var update = RawSeriesUpdated(definition: 1)
            for moment in [report.time, report.received, report.released ?? report.received] {
                for figure in report.figures {
                    update.changes.append(.init(old: nil, new: figure, released: moment))
                }
            }
            update.encode(id: id, of: report, into: &writer)
            UpdateEvent(id: "", time: report.time, update: .figuresReported(try report.report()))
                .encode(into: &writer)
            return .success(writer.take())
        } catch { return .failure(error) }
    }

    @Test("is the same, or has the same fault, in the form that ingest writes and in any other")
    func forms() throws {
        var report = RawReport()
        var other = RawReport()
        var faults = 0
        for seed in 0..<300 as Range<UInt64> {
            var messages = SeededMessages(seed: seed)
            var random = SplitMix64(seed: seed)
            var writer = Writer()
            try messages.updateEvent(.figuresReported).encode(into: &writer)
            let record = writer.take()
            for round in 0..<20 {
                let record = round > 0 ? random.damaged(record) : record
                // White space in front makes it another form.
                let (one, two) = (read(record, &report), read([0x20] + record, &other))
                #expect(one == two, "seed \(seed): \(String(decoding: record, as: UTF8.self))")
                if case .failure = one { faults += 1 }
            }
        }
        #expect(faults > 300)
    }

    @Test("reads fields in any order, escaped, with others among them, and sorts")
    func anyOrder() throws {
        let record = Array(
            #"""
            {"data":{"figures":[{"x":[1],"status":["P","E"],"period":"2026"},
             {"note":"caf\u00e9","value":-0.0,"period":"20\u00325","status":[]}],
             "submission":"s\/1","received":"2026-06-12T07:00:00Z","unit":"PC",
             "dimensions":{"size":"GE10","sec":"C"},"area":"NL","indicator":"nl.a"},
             "type":"peil.figures.reported.v1","extra":{"data":1},
             "time":"2026-06-12T09:00:00+02:00","source":"/peil/ingest","id":"s-1-0",
             "specversion":"1.0"}
            """#.utf8)
        var raw = RawReport()
        try raw.decode(record.span)
        #expect(text(raw.seriesText) == "nl.a/NL/sec=C;size=GE10")
        #expect(text(raw.submission) == "s/1")
        let report = try raw.report()
        #expect(report.figures.map(\.period) == [.year(2025), .year(2026)])
        #expect(report.figures.map(\.note) == ["café", nil])
        #expect(report.figures[0].value?.sign == .plus)
        #expect(report.figures[0].status == .normal)
        #expect(report.figures[1].status == [.provisional, .estimated])
        #expect(report.released == nil)
    }

    @Test("an area cannot pass for a part of another series' text")
    func separators() throws {
        let data = """
            {"indicator":"nl.a","area":"NL/size=C","unit":"PC","received":"2026-06-12T07:00:00Z",\
            "submission":"s","figures":[{"period":"2025","status":["A"]}]}
            """
        let error = try #require(fault(record(data)))
        #expect(error.code == .invalidArea)
        #expect(error.pointer == "/data/area")
    }

    @Test("each fault has its code and place")
    func faults() throws {
        let head = #""indicator":"nl.a","area":"NL","unit":"PC""#
        let tail = #""received":"2026-06-12T07:00:00Z","submission":"s""#
        func figures(_ figures: String) -> [UInt8] {
            record("{\(head),\(tail),\"figures\":\(figures)}")
        }
        let cases: [(record: [UInt8], code: ValidationError.Code, pointer: String)] = [
            (record("{\(head),\(tail)}"), .missingField, "/data"),
            (figures("[]"), .malformed, "/data/figures"),
            (figures("{}"), .malformed, "/data/figures"),
            (figures(#"[{"status":["A"]}]"#), .missingField, "/data/figures/0"),
            (figures(#"[{"period":"2025"}]"#), .missingField, "/data/figures/0"),
            (
                figures(#"[{"period":"2025-13","status":["A"]}]"#), .invalidPeriod,
                "/data/figures/0/period"
            ),
            (
                figures(#"[{"period":"2025","status":["X"]}]"#), .unknownStatus,
                "/data/figures/0/status/0"
            ),
            (
                figures(#"[{"period":"2025","value":1,"status":["O"]}]"#), .invalidValue,
                "/data/figures/0"
            ),
            (
                figures(#"[{"period":"2025","value":1,"status":["A"],"confidentiality":"C"}]"#),
                .confidential, "/data/figures/0"
            ),
            (
                figures(
                    #"[{"period":"2025","status":["A"]},{"period":"2025-A1","status":["E"]}]"#),
                .duplicateFigure, "/data/figures"
            ),
            (
                figures(#"[{"period":"2025","value":"7","status":["A"]}]"#), .malformed,
                "/data/figures/0/value"
            ),
            (
                record("{\(tail),\(head),\"dimensions\":{\"Si\":\"x\"}}"), .unknownDimension,
                "/data/dimensions/Si"
            ),
            (record("1"), .malformed, "/data"),
            (Array("{".utf8), .malformed, ""),
        ]
        for (record, code, pointer) in cases {
            let error = try #require(fault(record), "\(String(decoding: record, as: UTF8.self))")
            #expect(error.code == code, "\(error)")
            #expect(error.pointer == pointer, "\(error)")
        }
    }

    @Test("more figures than a report may have are refused")
    func tooMany() throws {
        let figures = (0...Report.figureLimit).map {
            "{\"period\":\"\(1000 + $0)\",\"status\":[\"O\"]}"
        }
        let data = """
            {"indicator":"nl.a","area":"NL","unit":"PC","received":"2026-06-12T07:00:00Z",\
            "submission":"s","figures":[\(figures.joined(separator: ","))]}
            """
        let error = try #require(fault(record(data)))
        #expect(error.code == .tooLarge)
    }

    @Test("another type of event is refused")
    func otherType() throws {
        let other = Array(#"{"type":"peil.day.passed.v1"}"#.utf8)
        #expect(try #require(fault(other)).pointer == "/type")
    }
}
