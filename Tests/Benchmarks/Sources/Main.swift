@main enum Main {
    static func main() {
        for benchmark in telemetryBenchmarks() + yamlBenchmarks() { benchmark.run() }
    }
}
