import Compute
import Founding
import Glibc
import KafkaLog
import Log
import Store
import Threading

/// The process `peil compute` on a full partition of Kafka: from its start until all is folded,
/// acknowledged and committed, and it has ended. Beside it the bare loop, a process too.
func kafkaCompute(figures: Int, reports: Int, series: Int) -> Comparison {
    .onKafka("\(reports) reports of \(figures) figures over \(series) series, on Kafka") { node in
        // In turns: what else happens on the machine happens to both.
        let runs = try (0..<3).map { number in
            let partition = try KafkaPartition(
                on: node, "run-\(number).", figures: figures, reports: reports, series: series)
            let ours = try partition.compute()
            return (ours: ours, bare: try partition.bare())
        }
        let (ours, bare) = runs.sorted {
            $0.bare.processor / $0.ours.processor < $1.bare.processor / $1.ours.processor
        }[1]
        func text(_ seconds: (processor: Double, all: Double)) -> String {
            let rate = Double(reports) / seconds.processor
            return "\(rate.grouped) reports, \((rate * Double(figures)).grouped) figures a "
                + "CPU-second; \((Double(reports) / seconds.all).grouped) reports a second"
        }
        return [
            "peil compute: \(text(ours))", "the same steps bare: \(text(bare))",
            "\((100 * bare.processor / ours.processor).rounded(1)) % per CPU-second",
        ]
    }
}

/// 10 M figures from the log to a compute that has no file, and has announced all of them before.
func kafkaReplay() -> Comparison {
    .onKafka("10,000,000 figures of 50,000 series replayed from Kafka") { node in
        let partition = try KafkaPartition(
            on: node, "replay.", figures: 20, reports: 500_000, series: 50_000)
        let first = try partition.compute()
        let outcomes = try partition.outcomes()
        let again = try partition.compute()
        let announced = try partition.outcomes() - outcomes
        precondition(announced == 0, "\(announced) outcomes were announced again")
        return [
            "folded and announced: \(first.all.rounded(1)) s, processor "
                + "\(first.processor.rounded(1)) s",
            "folded again, nothing announced: \(again.all.rounded(1)) s, processor "
                + "\(again.processor.rounded(1)) s", "goal: 30 s",
        ]
    }
}

/// A log of one partition that is full of reports.
struct KafkaPartition {
    private let log: KafkaLog
    private let node: KafkaNode
    private let prefix: String
    private let reports: Int

    init(
        on node: KafkaNode, _ prefix: String, figures: Int, reports: Int, series: Int
    ) throws {
        (self.node, self.prefix, self.reports) = (node, prefix, reports)
        log = try node.log(prefix)
        _ = try found(log)
        let waiting = Monitor(0)
        var batch = Batch()
        func send() {
            waiting.wait { $0 < 16 ? () : nil }
            waiting.with { $0 += 1 }
            log.append(batch) { result in
                guard case .success = result else { preconditionFailure("\(result)") }
                waiting.with { $0 -= 1 }
            }
            batch.removeAll()
        }
        BenchPartition.forEach(figures: figures, reports: reports, series: series) { record in
            do throws(LogError) {
                try batch.add(to: Partition(.updates, 0), key: record.key, value: record.value)
            } catch { preconditionFailure("\(error)") }
            if batch.byteCount > 900_000 { send() }
        }
        send()
        waiting.wait { $0 == 0 ? () : nil }
    }

    func outcomes() throws -> Int64 { try log.bounds(of: Partition(.outcomes, 0)).upperBound }

    /// Seconds that compute takes, without a file before.
    func compute() throws -> (processor: Double, all: Double) {
        let folder = try TemporaryFolder()
        let seconds = try ofChildren {
            let program = try PeilProgram(
                ["compute", "--compute.port", "0", "--data", folder.path], on: node, prefix)
            let url = try program.said("listening")["fields"]?["url"]?.string ?? ""
            try program.wait(untilReadyAt: url)
            program.stop()
        }
        let file = folder.path + "/compute-0/partition-0.sqlite"
        let database = try Database(path: file, Database.Settings())
        var next: Int64 = 0
        try database.prepare("SELECT row FROM checkpoint").rows { row in
            next = (try? Checkpoint(row: row.bytes(0)))?.next ?? 0
            return true
        }
        // Before the reports stand the log's own record and a definition.
        precondition(next >= reports + 2, "only \(next) records are committed")
        let outcomes = try outcomes()
        precondition(outcomes >= reports, "\(outcomes) outcomes of \(reports) reports")
        return seconds
    }

    /// Seconds that the bare loop takes.
    func bare() throws -> (processor: Double, all: Double) {
        let output = "bare-" + prefix
        try node.log(output).close()
        return try ofChildren {
            _ = try OwnProcess.run(
                [
                    BareKafkaLoop.argument, node.server, prefix + "updates",
                    output + "outcomes", "\(reports)",
                ])
        }
    }
}

/// Seconds of processes that begin and end in `body`: for which they had the processor, and all.
private func ofChildren(_ body: () throws -> Void) rethrows -> (processor: Double, all: Double) {
    func processor() -> Double {
        var usage = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
        }
    }
    let (before, start) = (processor(), monotonicSeconds())
    try body()
    return (processor() - before, monotonicSeconds() - start)
}
