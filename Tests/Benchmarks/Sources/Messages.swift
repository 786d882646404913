import JSON
import Messages
import Time

/// What a report costs in compute, from its bytes to those of what comes of it.
func messageBenchmarks() -> [Benchmark] {
    let record = Array(
        """
        {"specversion":"1.0","id":"s-0000123-1","source":"/peil/ingest",\
        "type":"peil.figures.reported.v1","subject":"bench.i017/NL/size=10-249",\
        "time":"2026-11-24T06:00:00.120Z","datacontenttype":"application/json","data":{\
        "indicator":"bench.i017","area":"NL","dimensions":{"size":"10-249"},"unit":"PC_ENT",\
        "source":"bench","released":"2026-11-24T06:00:00Z","received":"2026-11-24T06:00:00.120Z",\
        "submission":"s-0000123","figures":[{"period":"2016","value":41.5,"status":["A"]}]}}
        """.utf8)
    let box = Box()
    var event: [UInt8] = []
    box.kept.decode(record)
    box.kept.encode(&event)
    return [
        Benchmark("a record's type", times: 1_000_000) {
            precondition((try? Update.Kind(of: record.span)) != nil)
        },
        Benchmark("a report of \(record.count) bytes, raw", times: 1_000_000) {
            box.kept.decode(record)
        },
        Benchmark("the same with Strings", times: 100_000) {
            precondition((try? UpdateEvent(decoding: record.span)) != nil)
        },
        Benchmark("series.updated of \(event.count) bytes", times: 1_000_000) {
            box.kept.encode()
        },
        Benchmark("the same, read", times: 100_000) {
            precondition((try? OutcomeEvent(decoding: event.span)) != nil)
        },
    ]
}

/// What compute keeps from record to record.
private struct Kept: ~Copyable {
    private var report = RawReport()
    private var update = RawSeriesUpdated(definition: 1)
    private var writer = Writer()
    private let id = EventID(
        log: LogID(0x3f9c_2a71), cause: Coordinate(partition: 5, offset: 1041), index: 0,
        checksum: 0x9b2e_07c4)

    mutating func decode(_ record: [UInt8]) {
        do { try report.decode(record.span) } catch { preconditionFailure("\(error)") }
    }

    mutating func encode() {
        let figure = report.figures[0]
        let released = report.released ?? report.received
        let old = RawFigure(period: figure.period, value: 43, status: .normal)
        writer.reset()
        update.changes.removeAll(keepingCapacity: true)
        update.changes.append(RawSeriesUpdated.Change(old: old, new: figure, released: released))
        update.latest = RawSeriesUpdated.Release(figure: figure, released: released)
        update.change = -1.5
        update.encode(id: id, of: report, into: &writer)
    }

    mutating func encode(_ bytes: inout [UInt8]) {
        encode()
        bytes = writer.take()
    }
}

private final class Box {
    var kept = Kept()
}
