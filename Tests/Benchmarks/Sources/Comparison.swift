import Glibc

/// Something of Peil measured beside the bare limit of the same run: what is said of it are lines
/// that end with the ratio of the two.
struct Comparison {
    let name: String
    private let body: () throws -> [String]

    init(_ name: String, _ body: @escaping () throws -> [String]) {
        self.name = name
        self.body = body
    }

    func run() throws {
        print(name)
        for line in try body() { print("    " + line) }
    }
}

/// Seconds of a clock that only goes forward.
func monotonicSeconds() -> Double { seconds(of: CLOCK_MONOTONIC) }

/// Seconds for which this process had the processor, all threads together.
func processorSeconds() -> Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

private func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Times of one thing, as people compare them.
struct Times {
    private let sorted: [Double]

    /// In seconds.
    init(_ seconds: [Double]) { sorted = seconds.sorted() }

    func percentile(_ percent: Int) -> Double {
        sorted[min(sorted.count - 1, sorted.count * percent / 100)]
    }

    /// `p50 2.31 ms, p99 4.02 ms`.
    var text: String {
        "p50 \((percentile(50) * 1000).rounded(2)) ms, p99 \((percentile(99) * 1000).rounded(2)) ms"
    }
}

extension Double {
    /// With so many decimals.
    func rounded(_ decimals: Int) -> Double {
        let scale = pow(10, Double(decimals))
        return (self * scale).rounded() / scale
    }

    /// A whole number with its thousands apart.
    var grouped: String {
        var digits = String(Int(rounded()))
        var end = digits.index(digits.endIndex, offsetBy: -3, limitedBy: digits.startIndex)
        while let at = end, at > digits.startIndex {
            digits.insert(",", at: at)
            end = digits.index(at, offsetBy: -3, limitedBy: digits.startIndex)
        }
        return digits
    }
}
