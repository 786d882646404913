/// Takes server-sent events apart
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation).
struct EventStreamParser: Sendable {
    /// Where to go on after a cut; nil before the first id.
    private(set) var lastID: String?
    private var retryMilliseconds = 3_000
    /// An unfinished line.
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var id: String?
    private var followsReturn = false

    /// Forgets what was cut in the middle; gives how long to wait before asking again.
    mutating func startAnew() -> Int {
        line = []
        data = []
        hasData = false
        id = nil
        followsReturn = false
        return retryMilliseconds
    }

    /// The data of the events that `chunk` completes.
    mutating func take(_ chunk: Span<UInt8>) -> [[UInt8]] {
        var events: [[UInt8]] = []
        for index in chunk.indices {
            let byte = chunk[index]
            defer { followsReturn = byte == UInt8(ascii: "\r") }
            switch byte {
            case UInt8(ascii: "\n") where followsReturn: continue
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if let event = endLine() { events.append(event) }
            default: line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() -> [UInt8]? {
        defer { line.removeAll(keepingCapacity: true) }
        guard !line.isEmpty else { return dispatch() }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "data":
            if hasData { data.append(UInt8(ascii: "\n")) }
            data += value
            hasData = true
        case "id": if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
        case "retry":
            if let time = Int(String(decoding: value, as: UTF8.self)), 0...600_000 ~= time {
                retryMilliseconds = time
            }
        default: break
        }
        return nil
    }

    /// An empty line: the id holds from now on, whether there was data or not.
    private mutating func dispatch() -> [UInt8]? {
        if let id { lastID = id }
        defer {
            data = []
            hasData = false
        }
        return hasData ? data : nil
    }
}
