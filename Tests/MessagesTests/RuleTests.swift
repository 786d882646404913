import JSON
import Messages
import Support
import Testing
import Time

@Suite("The rules of validation")
struct RuleTests {
    private let received = Timestamp(milliseconds: 1_781_247_600_000)  // 2026-06-12T07:00:00Z

    private func indicator(
        _ frequency: Frequency = .annual, dimensions: [String] = ["size"]
    ) throws -> Indicator {
        try Indicator(
            code: try IndicatorCode("nl.mkb.cloud"), name: LocalizedText(), unit: "PC_ENT",
            frequency: frequency, minimum: 0, maximum: 100, dimensions: dimensions)
    }

    private func series(_ dimensions: [(name: String, value: String)]) throws -> Series {
        Series(
            indicator: try IndicatorCode("nl.mkb.cloud"), area: try Area("NL"),
            dimensions: try Dimensions(dimensions))
    }

    @Test("a series has exactly its indicator's dimensions")
    func dimensions() throws {
        let indicator = try indicator(dimensions: ["size", "sector"])
        let exact = try series([("size", "GE10"), ("sector", "C")])
        #expect(indicator.faults(of: exact).isEmpty)
        let faults = indicator.faults(of: try series([("sise", "GE10"), ("sector", "C")]))
        #expect(faults.map(\.code) == [.unknownDimension, .unknownDimension])
        #expect(faults.map(\.pointer) == ["/dimensions/sise", "/dimensions"])
        #expect(faults.map(\.suggestion) == ["size", nil])
        #expect(faults[0].found == "sise")
    }

    @Test("a series has not more dimensions than an indicator can have")
    func tooManyDimensions() throws {
        let names = (1...Indicator.dimensionLimit + 1).map { "d\($0)" }
        _ = try series(names.dropLast().map { ($0, "x") })
        let fault = #expect(throws: ValidationError.self) {
            try series(names.map { ($0, "x") })
        }
        #expect(fault?.found == "\(names.count)")
    }

    @Test("a value has room for what is worked out of it, whatever the indicator's bounds")
    func magnitude() throws {
        let indicator = try Indicator(
            code: try IndicatorCode("x.y"), name: LocalizedText(), unit: "NR")
        func fault(_ value: Double) throws -> ValidationError? {
            indicator.fault(
                of: RawFigure(period: try Period("2025"), value: value, status: .normal),
                asOf: received)
        }
        #expect(try fault(-1e100) == nil)
        #expect(try fault(1.1e100)?.code == .outOfBounds)
        #expect(try fault(-1.7e308)?.expected == "from -1e+100 to 1e+100")
    }

    @Test("a unit is the indicator's")
    func unit() throws {
        let indicator = try indicator()
        #expect(indicator.fault(ofUnit: "PC_ENT".utf8.span) == nil)
        for other in ["PC", "PC_ENU", ""] {
            let fault = indicator.fault(ofUnit: other.utf8.span)
            #expect(fault?.code == .unitMismatch)
            #expect(fault?.found == other)
            #expect(fault?.expected == "PC_ENT")
        }
    }

    @Test("a figure is of the frequency, within the bounds, and of the past unless a forecast")
    func figures() throws {
        let indicator = try indicator()
        func fault(
            _ period: String, _ value: Double?, _ status: StatusFlags = .normal
        ) throws -> ValidationError? {
            let figure = RawFigure(period: try Period(period), value: value, status: status)
            return indicator.fault(of: figure, asOf: received)
        }
        #expect(try fault("2025", 71) == nil)
        #expect(try fault("2026", 71) == nil, "2026 has begun")
        #expect(try fault("2025", 0) == nil)
        #expect(try fault("2025", 100) == nil)
        #expect(try fault("2025", nil, .missing) == nil)
        #expect(try fault("2027", 71, .forecast) == nil)
        #expect(try fault("2027", 71)?.code == .futurePeriod)
        #expect(try fault("2025-Q1", 71)?.code == .frequencyMismatch)
        #expect(try fault("2025", -0.1)?.code == .outOfBounds)
        #expect(try fault("2025", 100.5)?.code == .outOfBounds)
        #expect(try fault("2025", 100.5)?.pointer == "/value")
    }

    @Test("a release lies at most five minutes ahead of its arrival")
    func embargo() {
        let edge = received.adding(milliseconds: 300_000)
        #expect(Report.fault(released: nil, received: received) == nil)
        #expect(Report.fault(released: edge, received: received) == nil)
        let late = Report.fault(
            released: edge.adding(milliseconds: 1), received: received)
        #expect(late?.code == .embargoed)
        #expect(late?.pointer == "/released")
    }

    @Test("a report from the log is held against all of them, with places in its record")
    func report() throws {
        let indicator = try indicator()
        let figures = [
            try Figure(period: .year(2024), value: 64), try Figure(period: .year(2025), value: 171),
            try Figure(period: .year(2099), value: 80),
        ]
        let report = Report(
            series: try series([("sector", "C")]), unit: "EUR", source: nil, received: received,
            released: received.adding(milliseconds: 600_000), submission: "s", figures: figures)
        var writer = Writer()
        UpdateEvent(id: "s-0", time: received, update: .figuresReported(report)).encode(
            into: &writer)
        var raw = RawReport()
        try raw.decode(writer.bytes)
        let faults = try indicator.faults(of: raw, knowsSeries: false)
        #expect(
            faults.map(\.code) == [
                .unknownDimension, .unknownDimension, .unitMismatch, .embargoed, .outOfBounds,
                .futurePeriod,
            ])
        #expect(
            faults.map(\.pointer) == [
                "/data/dimensions/sector", "/data/dimensions", "/data/unit", "/data/released",
                "/data/figures/1/value", "/data/figures/2/period",
            ])
        #expect(try indicator.faults(of: raw, knowsSeries: true).count == 4)
    }

    @Test("sources and notes fit the record of what comes of a report")
    func lengths() throws {
        let note = String(repeating: "\"", count: 1000)
        let figures = try (0..<1000).map {
            try Figure(period: .year(1000 + $0), value: 1, note: note)
        }
        let batches = Report.batches(of: figures, source: "s")
        #expect(batches.map(\.count).reduce(0, +) == 1000)
        #expect(batches.count == 5)
        #expect(Report.batches(of: Array(figures.prefix(3)), source: nil).count == 1)
        for (count, fits) in [(249, true), (251, false)] {
            let report = Report(
                series: try series([("size", "C")]), unit: "PC_ENT", source: nil,
                received: received, released: nil, submission: "s",
                figures: Array(figures.prefix(count)))
            var writer = Writer()
            UpdateEvent(id: "s-0", time: received, update: .figuresReported(report)).encode(
                into: &writer)
            var raw = RawReport()
            try raw.decode(writer.bytes)
            let faults = try indicator().faults(of: raw, knowsSeries: true)
            #expect(faults.map(\.code) == (fits ? [] : [.tooLarge]))
        }
    }

    @Test("an unknown indicator is answered with the nearest")
    func unknownIndicator() throws {
        let error = ValidationError.unknownIndicator(
            try IndicatorCode("nl.mbk.cloud"), among: ["nl.mkb.ai", "nl.mkb.cloud"])
        #expect(error.code == .unknownIndicator)
        #expect(error.suggestion == "nl.mkb.cloud")
    }
}
