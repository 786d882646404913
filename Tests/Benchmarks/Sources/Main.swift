@main enum Main {
    static func main() {
        let benchmarks = telemetryBenchmarks() + yamlBenchmarks() + logBenchmarks()
        for benchmark in benchmarks { benchmark.run() }
    }
}
