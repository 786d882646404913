internal import Glibc

@testable import Telemetry

/// Takes what a log writes.
struct Pipe: ~Copyable {
    private let reading: Int32
    private let writing: Int32
    let output: LogOutput

    init() {
        var ends: [Int32] = [0, 0]
        let made = unsafe pipe(&ends)
        precondition(made == 0, "a pipe")
        (reading, writing) = (ends[0], ends[1])
        output = LogOutput(descriptor: writing)
    }

    /// All that was written, one chunk for each write.
    consuming func finish() -> String {
        close(writing)
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe read(reading, &chunk, chunk.count)
            guard count > 0 else { break }
            all += chunk.prefix(count)
        }
        close(reading)
        return String(decoding: all, as: UTF8.self)
    }
}
