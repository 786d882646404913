import Settings

/// What it costs to read a catalogue file of 10,000 indicators.
func yamlBenchmarks() -> [Benchmark] {
    let indicators = (0..<10_000).map { "  - code: nl.mkb.a\($0)\n    unit: PC\n" }
    let file = Array("indicators:\n\(indicators.joined())".utf8)
    return [
        Benchmark("a YAML file of \(file.count / 1000) kB", times: 1) {
            precondition((try? YAML.read(file.span)) != nil)
        }
    ]
}
