import JSON
import Messages
import Support
import Time

@testable import Notify

/// Events and subscriptions as tests of deliveries need them.
enum GivenEvents {
    static let start = Timestamp(milliseconds: 1_780_000_000_000)
    static let log = LogID(0x3f9c_2a71)
    static let id = known(try make(SubscriptionID("sub_a")))

    /// The `index`-th outcome of the update at `offset`: a change of pace of the indicator
    /// `nl.mkb.<line>`.
    static func event(
        _ offset: Int64, line: String = "cloud", partition: Int32 = 0, index: Int = 0,
        time: Timestamp = start
    ) -> OutcomeEvent {
        let target = known(try TargetID("nl.mkb.\(line).2030"))
        let series = Series(indicator: target.indicator, area: known(try Area("NL")))
        var outcome = TargetOutcome(
            kind: .pace(from: .moderateProgress),
            target: TargetOutcome.Reference(
                id: target, version: 1, goal: nil, direction: .atLeast),
            series: series, assessment: Assessment(method: .cagr, category: .significantProgress))
        outcome.figure = ReleasedFigure(
            figure: known(try Figure(period: .year(2025), value: 71)), released: start,
            source: nil)
        let id = EventID(
            log: log, cause: Coordinate(partition: partition, offset: offset), index: index,
            checksum: UInt32(truncatingIfNeeded: offset))
        return OutcomeEvent(id: id, time: time, traceparent: nil, outcome: .target(outcome))
    }

    /// The event as the record at `offset` of its partition of outcomes.
    static func record(_ event: OutcomeEvent, at offset: Int64) -> OutcomeRecord {
        OutcomeRecord(
            partition: event.id.cause.partition, offset: offset, event: event,
            bytes: Array(event.id.text.utf8))
    }

    /// The record at `offset` whose cause has the same offset.
    static func record(
        _ offset: Int64, line: String = "cloud", time: Timestamp = start
    ) -> OutcomeRecord {
        record(event(offset, line: line, time: time), at: offset)
    }

    static func bytes(_ event: OutcomeEvent) -> [UInt8] {
        var writer = Writer()
        event.encode(into: &writer)
        return writer.take()
    }

    static func subscription(
        _ id: SubscriptionID = id, partitions: Int = 1,
        _ change: (inout Subscription.Terms) -> Void = { _ in }
    ) -> Subscription {
        var terms = Subscription.Terms(url: known(try WebhookURL("https://example.org/hook")))
        terms.rate = 1000
        terms.concurrency = 4
        change(&terms)
        return Subscription(
            id: id, owner: "cbs", created: start,
            from: Array(repeating: OutcomesPlace(), count: partitions), terms: terms, secrets: [])
    }

    private struct Absent: Error {}

    static func make<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Absent() }
        return value
    }
}
