/// Figures that wait on disk until a submission is whole: runs that are each in the order of their
/// series, merged when they are read. Nothing of it stays.
final class Spool {
    private var file: SpoolFile
    private var runs: [Range<Int>] = []
    private var runStart = 0
    private var buffer: [UInt8] = []

    private static let writeBytes = 256 << 10
    /// What all runs together read ahead.
    private static let readBytes = 8 << 20

    init(directory: String) throws(SpoolError) { file = try SpoolFile(directory: directory) }

    func beginRun() { runStart = file.count }

    /// Series come in the order of their identities.
    func append(_ series: SentSeries) throws(SpoolError) {
        for part in series.parts {
            // A frame is read whole, so it has an end.
            var rest = part.figures[...]
            while !rest.isEmpty {
                SpoolFrame.write(part.heading, rest.prefix(1_000), to: &buffer)
                rest = rest.dropFirst(1_000)
                if buffer.count >= Self.writeBytes { try flush() }
            }
        }
    }

    func endRun() throws(SpoolError) {
        try flush()
        runs.append(runStart..<file.count)
    }

    private func flush() throws(SpoolError) {
        try file.append(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Hands over every series once, in the order of their identities, until `body` gives false.
    func eachSeries(_ body: (SentSeries) throws(SpoolError) -> Bool) throws(SpoolError) {
        let ahead = max(8 << 10, Self.readBytes / max(runs.count, 1))
        // In falling order: the next is the last.
        var cursors: [SpoolCursor] = []
        for run in runs {
            let cursor = SpoolCursor(run, aheadBytes: ahead)
            try put(cursor, into: &cursors)
        }
        while let first = cursors.last?.frame {
            let series = try first.series()
            var sent = SentSeries()
            while let cursor = cursors.last, let frame = cursor.frame,
                frame.seriesText == first.seriesText
            {
                sent.begin(frame.heading(of: series))
                sent.append(frame.figures)
                cursors.removeLast()
                try put(cursor, into: &cursors)
            }
            guard try body(sent) else { return }
        }
    }

    /// Moves the cursor on and puts it in its place; one at its end is dropped.
    private func put(
        _ cursor: SpoolCursor, into cursors: inout [SpoolCursor]
    ) throws(SpoolError) {
        guard try cursor.advance(in: file), let key = cursor.frame?.seriesText else {
            return
        }
        var low = 0
        var high = cursors.count
        while low < high {
            let middle = (low + high) / 2
            let other = cursors[middle].frame?.seriesText ?? ""
            // Of the same series the earlier run comes first, that is, stands behind.
            let isBefore = (other, cursors[middle].run) < (key, cursor.run)
            if isBefore { high = middle } else { low = middle + 1 }
        }
        cursors.insert(cursor, at: low)
    }
}

/// Reads one run, frame by frame.
final class SpoolCursor {
    /// Where the run begins: its number, so to say.
    let run: Int
    /// The frame it stands on; nil past the end.
    private(set) var frame: SpoolFrame?
    private var rest: Range<Int>
    private let aheadBytes: Int
    private var ahead: [UInt8] = []
    private var used = 0

    init(_ range: Range<Int>, aheadBytes: Int) {
        run = range.lowerBound
        rest = range
        self.aheadBytes = aheadBytes
    }

    /// False at the end.
    func advance(in file: borrowing SpoolFile) throws(SpoolError) -> Bool {
        frame = nil
        guard try fill(SpoolFrame.headBytes, from: file) else { return false }
        let count = SpoolFrame.count(ahead.span.extracting(used...))
        guard try fill(SpoolFrame.headBytes + count, from: file) else { return false }
        used += SpoolFrame.headBytes
        frame = SpoolFrame(ahead.span.extracting(used..<used + count))
        used += count
        return frame != nil
    }

    /// Whether `count` bytes lie ahead, after reading more where they do not yet.
    private func fill(_ count: Int, from file: borrowing SpoolFile) throws(SpoolError) -> Bool {
        let missing = count - (ahead.count - used)
        guard missing > 0 else { return true }
        guard missing <= rest.count else { return false }
        let more = min(max(missing, aheadBytes), rest.count)
        ahead.removeFirst(used)
        used = 0
        ahead += try file.read(at: rest.lowerBound, count: more)
        rest = rest.lowerBound + more..<rest.upperBound
        return true
    }
}
