/// Prometheus' text format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct Exposition {
    private(set) var text = ""

    mutating func begin(_ name: String, _ help: String, type: String) {
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(type)\n"
    }

    mutating func sample(
        _ name: String, _ labels: [(name: String, value: String)] = [], value: Double
    ) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(Self.number(value))\n"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int(exactly: value).map(String.init) ?? String(value)
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

/// What stands in the exposition under one name.
protocol Exposed: Sendable {
    var name: String { get }
    func write(to text: inout Exposition)
}

/// An instrument that knows its own samples.
protocol Sampled {
    static var type: String { get }
    func write(_ name: String, _ labels: [(name: String, value: String)], to: inout Exposition)
}

extension Family: Exposed where Instrument: Sampled {
    func write(to text: inout Exposition) {
        text.begin(name, help, type: Instrument.type)
        for (values, instrument) in all {
            let pairs = zip(labels, values).map { (name: $0, value: $1) }
            instrument.write(name, pairs, to: &text)
        }
    }
}

extension Counter: Sampled {
    static var type: String { "counter" }

    func write(
        _ name: String, _ labels: [(name: String, value: String)], to text: inout Exposition
    ) {
        text.sample(name, labels, value: Double(value))
    }
}

extension Gauge: Sampled {
    static var type: String { "gauge" }

    func write(
        _ name: String, _ labels: [(name: String, value: String)], to text: inout Exposition
    ) {
        text.sample(name, labels, value: value)
    }
}

extension Histogram: Sampled {
    static var type: String { "histogram" }

    func write(
        _ name: String, _ labels: [(name: String, value: String)], to text: inout Exposition
    ) {
        let counts = cumulative
        for (bound, count) in zip(bounds + [.infinity], counts) {
            let le = (name: "le", value: Exposition.number(bound))
            text.sample(name + "_bucket", labels + [le], value: Double(count))
        }
        text.sample(name + "_sum", labels, value: sum)
        text.sample(name + "_count", labels, value: Double(counts.last ?? 0))
    }
}
