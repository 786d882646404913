import Crypto
import HTTP
import JSON
import Messages
import Support
import Testing
import Time

@testable import Notify

@Suite("Deliveries on a real log, to real receivers") struct DeliveryServiceTests {
    private func with(
        schedule: [Double] = [0.05, 0.05],
        _ change: @escaping @Sendable (inout DeliverySettings) -> Void = { _ in },
        _ body: @escaping @Sendable (DeliveryInstallation, Receiver) throws -> Void
    ) async throws {
        try await onThread {
            let installation = try DeliveryInstallation(schedule: schedule, change)
            let receiver = try Receiver()
            defer {
                installation.stop()
                receiver.stop()
            }
            try body(installation, receiver)
        }
    }

    @Test("A receiver gets the event's own bytes, signed, and nothing from before it subscribed")
    func signed() async throws {
        try await with { installation, receiver in
            try installation.publish([GivenEvents.event(0)])
            let (_, secret) = try installation.subscribe(receiver.url)
            let bytes = try installation.publish([GivenEvents.event(1)])
            let receipt = try #require(receiver.wait(for: 1).first)
            #expect(receipt.id == GivenEvents.event(1).id.text)
            #expect(receipt.body == bytes[0])
            #expect(receipt.headers["content-type"] == "application/cloudevents+json")
            let verifier = try #require(WebhookVerifier(secret))
            try receipt.signature.verify(
                body: receipt.body.span, verifiers: [verifier],
                nowSeconds: Timestamp.now().milliseconds / 1000)
        }
    }

    @Test("ed25519 signs too; a rotated secret goes on signing")
    func rotation() async throws {
        try await with { installation, receiver in
            for (kind, name) in [("v1", "secret"), ("v1a", "publicKey")] {
                let before = receiver.receipts.count
                let (id, old) = try installation.subscribe(
                    receiver.url, #","signature":"\#(kind)""#)
                let answer = try installation.call(
                    .post, "/v1/subscriptions/\(id)/rotate-secret")
                let new = try #require(answer.value[name]?.string)
                #expect(new != old)
                try installation.publish([GivenEvents.event(Int64(before + 1))])
                let receipt = try #require(receiver.wait(for: before + 1).last)
                for secret in [old, new] {
                    try receipt.signature.verify(
                        body: receipt.body.span, verifiers: [try #require(WebhookVerifier(secret))],
                        nowSeconds: Timestamp.now().milliseconds / 1000)
                }
                #expect(try installation.call(.delete, "/v1/subscriptions/\(id)").status == 204)
            }
        }
    }

    @Test("What is owed is delivered by whoever takes over")
    func restart() async throws {
        try await with(schedule: [0.3, 0.3, 0.3, 0.3, 0.3, 0.3]) { installation, receiver in
            receiver.answers { _ in 500 }
            let (id, _) = try installation.subscribe(receiver.url)
            try installation.publish((0..<3).map { GivenEvents.event($0) })
            _ = receiver.wait(for: 3)
            try installation.restart()
            receiver.answers { _ in 204 }
            let before = receiver.receipts.count
            let later = receiver.wait(for: before + 3).dropFirst(before)
            #expect(Set(later.map(\.id)) == Set((0..<3).map { GivenEvents.event($0).id.text }))
            try installation.eventually {
                let shown = try installation.call(.get, "/v1/subscriptions/\(id)").value
                return shown["pending"]?.number == 0 && shown["state"]?.string == "active"
            }
        }
    }

    @Test("What was delivered is not sent again after a restart; what came meanwhile is")
    func resume() async throws {
        try await with { installation, receiver in
            _ = try installation.subscribe(receiver.url)
            try installation.publish((0..<5).map { GivenEvents.event($0) })
            _ = receiver.wait(for: 5)
            try installation.restart()
            try installation.publish([GivenEvents.event(5)])
            let all = receiver.wait(for: 6)
            #expect(all.map(\.id).sorted() == (0..<6).map { GivenEvents.event($0).id.text })
        }
    }

    @Test("A dead delivery is listed with its attempts, and sent again when asked")
    func dead() async throws {
        try await with(schedule: [0.02]) { installation, receiver in
            receiver.answers { _ in 503 }
            let (id, _) = try installation.subscribe(receiver.url)
            try installation.publish([GivenEvents.event(0)])
            let path = "/v1/subscriptions/\(id)/deliveries?state="
            try installation.eventually {
                let dead = try installation.call(.get, path + "dead").value["deliveries"]
                return dead?[0]?["attempts"]?.elements.count == 2
            }
            let dead = try installation.call(.get, path + "dead").value["deliveries"]?[0]
            #expect(dead?["attempts"]?[0]?["status"]?.number == 503)
            #expect(dead?["attempts"]?[0]?["answer"]?.string == "answered 503")
            receiver.answers { _ in 200 }
            let delivery = try #require(dead?["id"]?.string)
            #expect(try installation.call(.post, "/v1/deliveries/\(delivery)/retry").status == 202)
            #expect(receiver.wait(for: 3).count == 3)
            try installation.eventually {
                let delivered = try installation.call(.get, path + "delivered").value
                return delivered["deliveries"]?[0]?["id"]?.string == delivery
            }
            try installation.eventually {
                let shown = try installation.call(.get, "/v1/subscriptions/\(id)").value
                return shown["pending"]?.number == 0 && shown["dead"]?.number == 0
            }
            #expect(try installation.call(.post, "/v1/deliveries/\(delivery)/retry").status == 404)
        }
    }

    @Test("410 disables a subscription until it is enabled again")
    func gone() async throws {
        try await with { installation, receiver in
            receiver.answers { _ in 410 }
            let (id, _) = try installation.subscribe(receiver.url)
            try installation.publish([GivenEvents.event(0)])
            try installation.eventually {
                let shown = try installation.call(.get, "/v1/subscriptions/\(id)").value
                return shown["state"]?.string == "disabled" && shown["reason"]?.string == "gone"
            }
            try installation.publish([GivenEvents.event(1)])
            receiver.answers { _ in 200 }
            let path = "/v1/subscriptions/\(id)"
            #expect(try installation.call(.patch, path, #"{"enabled":true}"#).status == 200)
            let ids = receiver.wait(for: 3).map(\.id)
            #expect(Set(ids) == Set((0..<2).map { GivenEvents.event($0).id.text }))
        }
    }

    @Test("A receiver that does not answer delays no other")
    func slow() async throws {
        // Far more is published than it may have in memory.
        try await with {
            $0.limits.fresh = 20
        } _: { installation, receiver in
            let slow = try Receiver()
            defer { slow.stop() }
            slow.answers { _ in nil }
            _ = try installation.subscribe(slow.url)
            _ = try installation.subscribe(receiver.url, #","rate":10000,"concurrency":16"#)
            let clock = ContinuousClock()
            let start = clock.now
            try installation.publish((0..<200).map { GivenEvents.event($0) })
            #expect(receiver.wait(for: 200).count == 200)
            // Its first calls would end after 15 seconds.
            #expect(clock.now - start < .seconds(14))
            #expect(slow.receipts.count == 2)
        }
    }

    @Test("A stop waits for calls under way a moment only, and they are made again")
    func stopping() async throws {
        try await with { installation, receiver in
            receiver.answers { _ in nil }
            _ = try installation.subscribe(receiver.url)
            try installation.publish([GivenEvents.event(0)])
            #expect(receiver.wait(for: 1).count == 1)
            let took = try ContinuousClock().measure { try installation.restart() }
            #expect(took < .seconds(2))
            let id = GivenEvents.event(0).id.text
            #expect(receiver.wait(for: 2).map(\.id) == [id, id])
        }
    }

    @Test("Addresses of the inside are refused, when asked for and when connected to")
    func inside() async throws {
        try await with { settings in
            settings.allowed = []
            settings.insecure = .all
        } _: { installation, receiver in
            let refused = try installation.call(
                .post, "/v1/subscriptions", #"{"url":"\#(receiver.url)"}"#)
            #expect(refused.status == 422)
            #expect(refused.value["errors"]?[0]?["pointer"]?.string == "/url")
            let (id, _) = try installation.subscribe("http://localhost:\(receiver.port)/hook")
            try installation.publish([GivenEvents.event(0)])
            try installation.eventually {
                let path = "/v1/subscriptions/\(id)/deliveries?state=pending"
                let attempts = try installation.call(.get, path).value["deliveries"]?[0]?[
                    "attempts"]
                return attempts?[0]?["error"]?.string?.contains("not allowed") == true
            }
            #expect(receiver.receipts.isEmpty)
        }
    }

    @Test("A test event and a replay are sent when asked for")
    func orders() async throws {
        try await with { installation, receiver in
            let (id, _) = try installation.subscribe(receiver.url)
            try installation.publish((0..<3).map { GivenEvents.event($0) })
            _ = receiver.wait(for: 3)
            let test = try installation.call(.post, "/v1/subscriptions/\(id)/test")
            #expect(test.status == 202)
            #expect(receiver.wait(for: 4).last?.id == test.value["event"]?.string)
            let replay = try installation.call(
                .post, "/v1/subscriptions/\(id)/replay", #"{"since":"2026-01-01T00:00:00Z"}"#)
            #expect(replay.status == 202)
            let again = receiver.wait(for: 7).dropFirst(4).map(\.id)
            #expect(Set(again) == Set((0..<3).map { GivenEvents.event($0).id.text }))
        }
    }

    @Test("Faults in a subscription are told with their place; others' subscriptions are not seen")
    func faults() async throws {
        try await with { installation, receiver in
            let wrong = try installation.call(
                .post, "/v1/subscriptions",
                #"{"url":"ftp://a","filter":{"types":["peil.target.mett.v1"]},"orderd":true}"#)
            #expect(wrong.status == 422)
            let errors = wrong.value["errors"]?.elements ?? []
            #expect(
                errors.compactMap { $0["pointer"]?.string } == [
                    "/url", "/filter/types/0", "/orderd",
                ])
            #expect(
                errors.compactMap { $0["suggestion"]?.string } == ["peil.target.met.v1", "ordered"])
            let (id, _) = try installation.subscribe(receiver.url)
            let path = "/v1/subscriptions/\(id)"
            #expect(try installation.call(.get, path, as: "krant").status == 404)
            #expect(try installation.call(.get, path).status == 200)
            let list = try installation.call(.get, "/v1/subscriptions", as: "krant").value
            #expect(list["subscriptions"]?.elements.isEmpty == true)
        }
    }
}
