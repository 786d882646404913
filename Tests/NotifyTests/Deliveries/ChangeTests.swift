import HTTP
import JSON
import Log
import Support
import Testing
import Threading

@testable import Notify

@Suite("Changes of subscriptions", .onThreads)
struct ChangeTests {
    @Test("A change names the version it was made for, and is refused for another")
    func matched() throws {
        let installation = try DeliveryInstallation()
        defer { installation.stop() }
        let (id, _) = try installation.subscribe("http://127.0.0.1:9/hook")
        let path = "/v1/subscriptions/\(id)"
        let seen = try #require(try installation.ask(.get, path).headers["etag"])
        let first = try installation.ask(.patch, path, #"{"rate":5}"#, ifMatch: seen)
        #expect(first.status == 200)
        let now = try #require(first.headers["etag"])
        #expect(now != seen)
        let late = try installation.ask(.patch, path, #"{"rate":7}"#, ifMatch: seen)
        #expect(late.status == 412)
        #expect(late.headers["etag"] == now)
        let rotated = try installation.ask(.post, path + "/rotate-secret", ifMatch: seen)
        #expect(rotated.status == 412)
        #expect(try installation.ask(.patch, path, #"{"rate":8}"#, ifMatch: now).status == 200)
        #expect(try installation.call(.get, path).value["rate"]?.number == 8)
    }

    @Test("Of changes at once each is made of the one before, or told to come again")
    func atOnce() throws {
        let installation = try DeliveryInstallation()
        defer { installation.stop() }
        let (id, _) = try installation.subscribe("http://127.0.0.1:9/hook")
        let path = "/v1/subscriptions/\(id)"
        let fields = ["rate", "concurrency"]
        let statuses = Monitor<Set<Int>>([])
        let unsafeInstallation = Shared(installation)
        let threads = fields.map { field in
            Thread(name: field) {
                for number in 1...25 {
                    var status = 409
                    while status == 409 {
                        let answer = try? unsafeInstallation.value.ask(
                            .patch, path, #"{"\#(field)":\#(number)}"#)
                        status = answer?.status ?? 0
                        let told = status
                        statuses.with { _ = $0.insert(told) }
                    }
                }
            }
        }
        for thread in threads { thread.join() }
        let value = try installation.call(.get, path).value
        #expect(fields.map { value[$0]?.number } == [25, 25])
        #expect(statuses.with { $0 }.subtracting([200, 409]).isEmpty)
        #expect(try installation.ask(.get, path).headers["etag"] == "\"51\"")
    }

    @Test("Of two changes at once by two instances the first stands, and the second is told")
    func twoInstances() throws {
        let installation = try DeliveryInstallation()
        let held = HeldLog(installation.log)
        let other = try installation.join(by: held)
        defer {
            other.stop()
            installation.stop()
        }
        let (id, _) = try installation.subscribe("http://127.0.0.1:9/hook")
        let path = "/v1/subscriptions/\(id)"
        try installation.eventually {
            try installation.ask(.get, path, at: other).status == 200
        }
        held.hold(.subscriptions)
        let answer = Monitor<Int?>(nil)
        let shared = Shared(installation)
        let thread = Thread(name: "second") {
            let status = try? shared.value.ask(.patch, path, #"{"rate":5}"#, at: other).status
            answer.with { $0 = status }
        }
        held.waitUntilHeld()
        #expect(try installation.ask(.patch, path, #"{"concurrency":7}"#).status == 200)
        held.release()
        thread.join()
        #expect(answer.with { $0 } == 409)
        try expect(path, rate: 10, installation, other)
        #expect(try installation.ask(.patch, path, #"{"rate":5}"#, at: other).status == 200)
        try expect(path, rate: 5, installation, other)

        held.hold(.subscriptions)
        let late = Thread(name: "third") {
            let status = try? shared.value.ask(.patch, path, #"{"rate":6}"#, at: other).status
            answer.with { $0 = status }
        }
        held.waitUntilHeld()
        #expect(try installation.ask(.delete, path).status == 204)
        held.release()
        late.join()
        #expect(answer.with { $0 } == 409)
        for instance in [nil, other] {
            try installation.eventually {
                try installation.ask(.get, path, at: instance).status == 404
            }
        }
    }

    /// Both instances come to show this rate, and the first change.
    private func expect(
        _ path: String, rate: Double, _ installation: DeliveryInstallation,
        _ other: DeliveryInstallation.Instance
    ) throws {
        for instance in [nil, other] {
            try installation.eventually {
                let body = try installation.ask(.get, path, at: instance).body
                let value = try Value(body.span)
                return value["rate"]?.number == rate && value["concurrency"]?.number == 7
            }
        }
    }

    /// Its `ask` is made for any thread.
    private struct Shared: @unchecked Sendable {
        let value: DeliveryInstallation

        init(_ value: DeliveryInstallation) { self.value = value }
    }
}
