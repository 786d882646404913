@main enum Main {
    static func main() {
        let benchmarks =
            telemetryBenchmarks() + yamlBenchmarks() + logBenchmarks() + messageBenchmarks()
        for benchmark in benchmarks { benchmark.run() }
    }
}
