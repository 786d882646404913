import HTTP
import Support
import Testing

/// A seeded stream of what producers and authors send: reports, revisions, definitions, targets.
///
/// Values move around the targets', areas and periods are few, so that targets are met, lost and
/// met again, and figures are revised.
struct Load {
    /// One request, which may be repeated until it is answered.
    struct Call: Sendable {
        let method: Method
        let path: String
        let body: String
        /// Of a report, its submission.
        var submission: String?
        /// Of a report, its indicator.
        var indicator = ""
    }

    static let indicators = (1...6).map { "load.indicator-\($0)" }
    private static let areas = ["NL", "BE", "DE"]

    private var random: SplitMix64
    private var count = 0

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// Defines what must be there before anything else.
    static func define(at ingest: Face) throws {
        for code in indicators {
            let call = definition(code, page: 0)
            // Where compute has not answered in time it is pending; asked again it is no change.
            try eventually("\(code) is defined", withinSeconds: 60) {
                [200, 201].contains(try ingest.send(call.method, call.path, call.body).status)
            }
        }
    }

    mutating func next() -> Call {
        count += 1
        let indicator = random.pick(Self.indicators)
        return switch random.below(100) {
        case 0..<3: Self.definition(indicator, page: random.below(3))
        case 3..<12: target(indicator)
        case 12..<14:
            Call(method: .delete, path: "/v1/targets/\(indicator).\(suffix())", body: "")
        case 14..<17: refused(indicator)
        default: report(indicator)
        }
    }

    private static func definition(_ code: String, page: Int) -> Call {
        Call(
            method: .put, path: "/v1/indicators/\(code)",
            body: """
                {"code":"\(code)","name":{"en":"\(code)"},"unit":"PC","frequency":"A","minimum":0,
                "maximum":100,"dimensions":["size"],"source":"page \(page)"}
                """)
    }

    private mutating func suffix() -> String { random.pick(["a", "b", "c"]) }

    private mutating func target(_ indicator: String) -> Call {
        let id = "\(indicator).\(suffix())"
        let area = random.pick(["*", "*", "NL", "BE"])
        let value = Double(random.within(680...720)) / 10
        let direction = random.chance(75) ? "at_least" : "at_most"
        let method = random.pick(["linear", "linear", "cagr", "trend"])
        return Call(
            method: .put, path: "/v1/targets/\(id)",
            body: """
                {"id":"\(id)","indicator":"\(indicator)","area":"\(area)","value":\(value),
                "direction":"\(direction)","deadline":"\(random.within(2026...2030))",
                "method":"\(method)"}
                """)
    }

    private mutating func report(_ indicator: String) -> Call {
        var periods = Set<Int>()
        for _ in 0..<random.weighted([(6, 1), (2, 2), (1, 5)]) {
            periods.insert(random.within(2019...2026))
        }
        let figures = periods.sorted().map { year in
            let value = Double(random.within(650...750)) / 10
            let status = random.chance(10) ? ",\"status\":[\"P\"]" : ""
            return random.chance(5)
                ? "{\"period\":\"\(year)\"}"
                : "{\"period\":\"\(year)\",\"value\":\(value)\(status)}"
        }
        return figuresCall(indicator, unit: "PC", figures)
    }

    /// What breaks a rule: nothing of it may ever be seen.
    private mutating func refused(_ indicator: String) -> Call {
        figuresCall(
            indicator, unit: random.chance(50) ? "EUR" : "PC",
            ["{\"period\":\"2020\",\"value\":101}"])
    }

    private mutating func figuresCall(
        _ indicator: String, unit: String, _ figures: [String]
    ) -> Call {
        let size = random.pick(["10-249", "250+"])
        // Now and then an older release arrives late.
        let released =
            random.chance(15)
            ? "\"released\":\"2026-0\(random.within(1...9))-01T00:00:00Z\"," : ""
        return Call(
            method: .post, path: "/v1/figures",
            body: """
                {"reports":[{"indicator":"\(indicator)","area":"\(random.pick(Self.areas))",
                "dimensions":{"size":"\(size)"},"unit":"PC_OR",\(released)
                "figures":[\(figures.joined(separator: ","))]}]}
                """.replacing("PC_OR", with: unit),
            submission: "load-\(count)", indicator: indicator)
    }
}
