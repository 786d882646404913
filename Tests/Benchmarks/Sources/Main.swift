/// Measures: what single steps cost, then whole ways beside their bare limits.
///
///     swift run -c release --package-path Tests/Benchmarks Benchmarks webhooks
@main enum Main {
    /// Those whose names contain each of the arguments.
    static func main() throws {
        let wanted = CommandLine.arguments.dropFirst()
        switch wanted.first {
        case ComputeStep.argument: return try ComputeStep.run(Array(wanted.dropFirst()))
        case ComputeMemory.argument: return try ComputeMemory.run()
        case BareKafkaLoop.argument: return try BareKafkaLoop.run(Array(wanted.dropFirst()))
        default: break
        }
        let isWanted = { (name: String) in wanted.allSatisfy { name.contains($0) } }
        for benchmark in telemetryBenchmarks() + yamlBenchmarks() + messageBenchmarks()
        where isWanted(benchmark.name) {
            benchmark.run()
        }
        for benchmark in logBenchmarks() where isWanted(benchmark.name) { benchmark.run() }
        let comparisons = [
            latency(), requests(), compute(figures: 1, reports: 1_000_000, series: 50_000),
            compute(figures: 20, reports: 100_000, series: 50_000), computeMemory(), bulk(),
            bulkOnKafka(), webhooks(), streams(), start(),
            kafkaCompute(figures: 1, reports: 1_000_000, series: 50_000),
            kafkaCompute(figures: 20, reports: 100_000, series: 50_000), kafkaReplay(),
            kafkaLatency(),
        ]
        for comparison in comparisons where isWanted(comparison.name) { try comparison.run() }
    }
}
