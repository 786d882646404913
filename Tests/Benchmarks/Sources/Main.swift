@main enum Main {
    /// Those whose names contain each of the arguments.
    static func main() {
        let all = telemetryBenchmarks() + yamlBenchmarks() + logBenchmarks() + messageBenchmarks()
        for benchmark in all
        where CommandLine.arguments.dropFirst().allSatisfy({ benchmark.name.contains($0) }) {
            benchmark.run()
        }
    }
}
