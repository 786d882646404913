internal import HTTP
internal import JSON
internal import Messages
internal import Threading

/// The answer to a dry run, line by line, as fast as its reader takes it: each report that would
/// be published, and the summary as the last line. An answer without that was cut off.
///
/// Blocks: for threads that may wait.
final class ReportLines: Sendable {
    private let stream: EventStream
    private let isTaken: Monitor<Bool>

    static let mediaType = "application/x-ndjson"
    private static let blockBytes = 64 << 10

    init() {
        let isTaken = Monitor(true)
        self.isTaken = isTaken
        stream = EventStream { isTaken.with { $0 = true } }
    }

    var response: Response {
        Response(
            200, headers: [("content-type", Self.mediaType), ("cache-control", "no-store")],
            body: .stream(stream))
    }

    /// Sends the reports of each series that `eachSeries` hands over, and then the summary that
    /// `summary` makes.
    func send(
        _ summary: () -> [UInt8],
        _ eachSeries: ((_ reports: [Report]) -> Bool) throws(SpoolError) -> Void
    ) {
        var block: [UInt8] = []
        defer { stream.end() }
        do throws(SpoolError) {
            try eachSeries { reports in
                for report in reports { block += Self.line(report) }
                guard block.count >= Self.blockBytes else { return true }
                defer { block = [] }
                return send(block)
            }
        } catch { return }
        guard send(block) else { return }
        _ = send(summary() + [UInt8(ascii: "\n")])
    }

    private static func line(_ report: Report) -> [UInt8] {
        var writer = Writer(capacity: 512)
        report.encode(into: &writer)
        return writer.take() + [UInt8(ascii: "\n")]
    }

    /// Returns when it was taken, or the reader has left.
    private func send(_ block: [UInt8]) -> Bool {
        if block.isEmpty { return stream.isOpen }
        // Said before the sending, for the reader may be quick.
        isTaken.with { $0 = false }
        guard stream.send(block) else { return false }
        isTaken.wait { $0 ? () : nil }
        return stream.isOpen
    }
}
