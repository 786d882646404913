import HTTP
import JSON
import LocalLog
import Messages
import Support
import Testing
import Threading

@testable import Notify

@Suite("Deliveries shared by two instances", .onThreads)
struct SharingTests {
    @Test("Each delivers a part, knows what was made at the other, and takes over all of it")
    func share() throws {
        let installation = try DeliveryInstallation()
        let receiver = try Receiver()
        let other = try installation.join(by: installation.log)
        defer {
            installation.stop()
            receiver.stop()
        }
        var ids: [String] = []
        for number in 0..<12 {
            let answer = try installation.ask(
                .post, "/v1/subscriptions", #"{"url":"\#(receiver.url)"}"#,
                at: number % 2 == 0 ? nil : other)
            try #require(answer.status == 201)
            ids.append(try #require(Value(answer.body.span)["id"]?.string))
        }
        for instance in [nil, other] {
            try installation.eventually {
                let body = try installation.ask(.get, "/v1/subscriptions", at: instance).body
                let listed = try Value(body.span)["subscriptions"]?.elements ?? []
                return Set(listed.compactMap { $0["id"]?.string }) == Set(ids)
            }
        }
        var count = 0
        var next: Int64 = 0
        // The first has all of them until the other was given some.
        try installation.eventually {
            try installation.publish([GivenEvents.event(next)])
            count = try expect(receiver, after: count, events: next..<next + 1, times: ids.count)
            next += 1
            let shares = try [nil, other].map { try delivered(ids, installation, $0) }
            return shares.allSatisfy { $0 > 0 }
        }
        try installation.eventually {
            let shares = try [nil, other].map { try delivered(ids, installation, $0) }
            return shares.reduce(0, +) == Int(next) * ids.count
        }
        let changed = try installation.ask(
            .patch, "/v1/subscriptions/\(ids[0])", #"{"filter":{"targets":["nl.x.none"]}}"#,
            at: other)
        #expect(changed.status == 200)
        other.stop()
        try installation.eventually {
            let body = try installation.ask(.get, "/v1/subscriptions/\(ids[0])").body
            return try Value(body.span)["filter"]?["targets"]?.elements.count == 1
        }
        let later = next..<next + 3
        try installation.publish(later.map { GivenEvents.event($0) })
        try expect(receiver, after: count, events: later, times: ids.count - 1)
    }

    /// After the first `count` receipts each of these events comes so often, and no other; how many
    /// receipts there are then.
    @discardableResult
    private func expect(
        _ receiver: Receiver, after count: Int, events: Range<Int64>, times: Int
    ) throws -> Int {
        let wanted = events.map { (GivenEvents.event($0).id.text, times) }
        let came = receiver.wait(for: count + wanted.count * times)
        var counts: [String: Int] = [:]
        for receipt in came.dropFirst(count) { counts[receipt.id, default: 0] += 1 }
        #expect(counts == Dictionary(uniqueKeysWithValues: wanted))
        return came.count
    }

    /// How many deliveries an instance has made.
    private func delivered(
        _ ids: [String], _ installation: DeliveryInstallation,
        _ instance: DeliveryInstallation.Instance?
    ) throws -> Int {
        try ids.reduce(0) { sum, id in
            let path = "/v1/subscriptions/\(id)/deliveries?state=delivered"
            let body = try installation.ask(.get, path, at: instance).body
            return try sum + (Value(body.span)["deliveries"]?.elements.count ?? 0)
        }
    }
}
