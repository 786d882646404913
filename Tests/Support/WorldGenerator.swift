public import Messages
internal import JSON
internal import Time

/// A seeded world of updates: what producers, authors and the clock could put on one partition.
///
/// Values, periods, areas and ids come from small pools, so that revisions meet what they revise,
/// targets are crossed to and fro, and submissions are repeated.
public struct WorldGenerator {
    /// One record before it has bytes.
    public enum Item: Hashable, Sendable {
        case event(UpdateEvent)
        /// Bytes that are no event.
        case garbage([UInt8])

        /// The record's value.
        public var value: [UInt8] {
            switch self {
            case .garbage(let bytes): return bytes
            case .event(let event):
                var writer = Writer()
                event.encode(into: &writer)
                return writer.take()
            }
        }
    }

    private enum Choice {
        case report, retry, brokenReport, target, sameTarget, withdrawal, day, definition, garbage
    }

    var random: SplitMix64
    var now = Timestamp(CalendarDate.first(ofYear: 2021)).adding(milliseconds: 36_000_000)
    let frequency: Frequency
    let methods: [Method]
    /// How the codes of its indicators begin.
    let domain: String
    /// By how many tenths values differ from 70.
    let spread: Int
    /// By how many tenths they rise a year.
    let drift: Int
    /// What the authors define; the fold may know another version of it, or none yet.
    var indicators: [Indicator] = []
    var reports: [Report] = []
    var targets: [Target] = []
    private var count = 0

    /// Targets use `methods`, each as often as it stands there.
    public init(
        seed: UInt64, methods: [Method] = [.linear, .linear, .cagr, .logistic, .trend],
        domain: String = "nl.mkb"
    ) {
        random = SplitMix64(seed: seed)
        frequency = random.weighted([
            (12, .annual), (2, .quarterly), (2, .monthly), (1, .halfYearly), (1, .weekly),
            (1, .daily), (1, .schoolYear), (1, .biennial),
        ])
        self.methods = methods
        self.domain = domain
        spread = random.weighted([(5, 50), (2, 100), (3, 10), (3, 3)])
        drift = random.weighted([(5, 0), (3, 12), (2, -8)])
    }

    /// The first `length` records of the world of `seed`.
    public static func world(
        seed: UInt64, length: Int = 40,
        methods: [Method] = [.linear, .linear, .cagr, .logistic, .trend],
        domain: String = "nl.mkb"
    ) -> [Item] {
        var generator = WorldGenerator(seed: seed, methods: methods, domain: domain)
        return (0..<length).map { _ in generator.next() }
    }

    public mutating func next() -> Item {
        advanceClock()
        guard !indicators.isEmpty else { return event(.indicatorDefined(defineIndicator())) }
        let choice: Choice = random.weighted([
            (52, .report), (4, .retry), (3, .brokenReport), (14, .target), (3, .sameTarget),
            (3, .withdrawal), (10, .day), (5, .definition), (2, .garbage),
        ])
        switch choice {
        case .report: return event(.figuresReported(report()))
        case .retry: return event(.figuresReported(retry()))
        case .brokenReport: return event(.figuresReported(brokenReport()))
        case .target: return event(.targetSet(target()))
        case .sameTarget:
            return targets.isEmpty
                ? event(.targetSet(target())) : event(.targetSet(random.pick(targets)))
        case .withdrawal: return event(.targetWithdrawn(targetID()))
        case .day: return event(.dayPassed(day()))
        case .definition: return event(.indicatorDefined(defineIndicator()))
        case .garbage: return .garbage(garbage())
        }
    }

    private mutating func event(_ update: Update) -> Item {
        count += 1
        let traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        return .event(
            UpdateEvent(
                id: "u\(count)", time: now,
                traceparent: random.chance(20) ? traceparent : nil, update: update))
    }

    /// Mostly weeks pass from one update to the next, sometimes nothing, sometimes a year.
    private mutating func advanceClock() {
        let day: Int64 = 86_400_000
        switch random.below(10) {
        case 0: break
        case 1: now = now.adding(milliseconds: 300 * day)
        default: now = now.adding(milliseconds: Int64(random.within(1...60)) * day + 1234)
        }
    }

    /// Today, or a day that has been told already.
    private mutating func day() -> CalendarDate {
        random.chance(85) ? now.date : now.date.adding(days: -random.within(0...900))
    }

    private mutating func garbage() -> [UInt8] {
        let texts = [
            "", "{", "null", "[]", "{\"specversion\":\"1.0\"}", "\u{1}\u{2}",
            "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/x\",\"type\":\"peil.unknown.v1\","
                + "\"time\":\"2026-01-01T00:00:00Z\",\"data\":{}}",
            "{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/x\","
                + "\"type\":\"peil.day.passed.v1\",\"time\":\"2026-01-01T00:00:00Z\","
                + "\"data\":{\"date\":\"2026-02-30\"}}",
        ]
        return Array(random.pick(texts).utf8)
    }

    /// A period of the indicators' frequency, mostly one that has begun.
    mutating func period() -> Period {
        let year = now.date.civil.year - (random.chance(85) ? random.within(0...4) : -1)
        return period(in: year, anywhere: frequency == .annual)
    }

    /// The last period of a year or, anywhere, one of its first three.
    mutating func period(in year: Int, anywhere: Bool = true) -> Period {
        let number = anywhere ? 1 : random.within(1...2)
        return Period(frequency, year: year, number: number)
            ?? Period(frequency, year: year) ?? .year(year)
    }
}
