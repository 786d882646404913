import Foundation

/// compute's whole step on a partition that is held in memory: decode, fold, encode, store. Beside
/// it the same steps bare: decode, look up, encode, upsert, without rules, revisions and targets.
func compute(figures: Int, reports: Int, series: Int) -> Comparison {
    Comparison("\(reports) reports of \(figures) figures over \(series) series, in memory") {
        let partition = BenchPartition(figures: figures, reports: reports, series: series)
        // In turns: what else happens on the machine happens to both.
        let runs = try (0..<3).map { _ in
            (
                ours: try reportsPerSecond(of: reports) { try ComputeStep.heart.run(partition) },
                bare: try reportsPerSecond(of: reports) { try ComputeStep.bare.run(partition) }
            )
        }
        let (ours, bare) = runs.sorted { $0.ours / $0.bare < $1.ours / $1.bare }[1]
        return [
            "compute: \(ours.grouped) reports, \((ours * Double(figures)).grouped) figures a "
                + "CPU-second",
            "the same steps bare: \(bare.grouped) reports a CPU-second",
            "\((100 * ours / bare).rounded(1)) %",
            try instructions(figures: figures),
        ]
    }
}

private func reportsPerSecond(of count: Int, _ body: () throws -> Void) rethrows -> Double {
    let start = processorSeconds()
    try body()
    return Double(count) / (processorSeconds() - start)
}

private func instructions(figures: Int) throws -> String {
    guard let ours = try ComputeStep.heart.instructions(figures: figures),
        let bare = try ComputeStep.bare.instructions(figures: figures)
    else { return "instructions are not counted: neither perf nor valgrind can" }
    return "instructions a figure: \(ours.grouped), bare \(bare.grouped)"
}

/// What a partition of a million series takes in memory, in a process of its own.
func computeMemory() -> Comparison {
    Comparison("memory of compute with 1,000,000 series") {
        let output = try OwnProcess.run([ComputeMemory.argument])
        return [output.trimmingCharacters(in: .whitespacesAndNewlines), "goal: 400 MB"]
    }
}

enum ComputeMemory {
    static let argument = "compute-memory"

    static func run() throws {
        let folder = try TemporaryFolder()
        let count = 1_000_000
        var run = try HeartRun(records: count + 1, folder.path + "/partition.sqlite")
        BenchPartition.forEach(figures: 1, reports: count, series: count) { run.fold($0) }
        run.finish()
        print("\(megabytes("VmRSS")) MB, \(megabytes("VmHWM")) MB at most")
    }

    private static func megabytes(_ name: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        return (kilobytes.flatMap { Double($0) } ?? 0).rounded() / 1000
    }
}
