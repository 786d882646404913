import Crypto
import HTTP
import Messages
import Support
import Testing
import Threading

@testable import Notify

@Suite("Consent and secrets of webhooks", .onThreads)
struct ConsentTests {
    /// Answers CloudEvents' OPTIONS request as it is told to.
    private final class Host: Sendable {
        private struct State {
            var allowed: String?
            var origins: [String] = []
            var events: [String] = []
        }
        private let state = Monitor(State())
        private let server: Server

        init() throws {
            let state = state
            var router = Router()
            router.add(.options, "/hook", needs: .nothing) { request, responder in
                let allowed = state.with { state in
                    state.origins.append(request.headers["webhook-request-origin"] ?? "")
                    return state.allowed
                }
                var response = Response.empty(200)
                if let allowed { response.headers = [("webhook-allowed-origin", allowed)] }
                responder.answer(response)
            }
            router.add(.post, "/hook", needs: .nothing) { request, responder in
                state.with { $0.events.append(request.headers["webhook-id"] ?? "") }
                responder.answer(.empty(204))
            }
            server = try Server(
                configuration: ServerConfiguration(host: "127.0.0.1", port: 0), router: router)
        }

        var url: String { "http://127.0.0.1:\(server.port)/hook" }
        var events: [String] { state.with { $0.events } }

        func allow(_ origin: String?) { state.with { $0.allowed = origin } }

        /// Who asked, when so many have.
        func origins(_ count: Int) throws -> [String] {
            try wait { $0.origins.count >= count ? $0.origins : nil }
        }

        func events(_ count: Int) throws -> [String] {
            try wait { $0.events.count >= count ? $0.events : nil }
        }

        private func wait(_ body: (State) -> [String]?) throws -> [String] {
            try #require(
                state.wait(timeoutMilliseconds: LogTalk.patienceMilliseconds) { body($0) },
                "what was waited for did not come")
        }

        func stop() { server.drainAndStop(deadlineMilliseconds: 0) }
    }

    private func ids(_ numbers: Range<Int64>) -> [String] {
        numbers.map { GivenEvents.event($0).id.text }
    }

    @Test("Nothing is sent before the receiver has agreed, and then all of it")
    func handshake() throws {
        let installation = try DeliveryInstallation()
        let host = try Host()
        defer {
            installation.stop()
            host.stop()
        }
        _ = try installation.subscribe(host.url, #","handshake":true"#)
        try installation.publish([GivenEvents.event(0), GivenEvents.event(1)])
        #expect(try host.origins(2).prefix(2) == ["peil", "peil"])
        host.allow("https://another.example")
        #expect(try host.origins(4).count >= 4)
        #expect(host.events.isEmpty)
        host.allow("peil")
        #expect(try host.events(2).sorted() == ids(0..<2).sorted())
        // Who has agreed is not asked again, nor by the next owner.
        try installation.restart()
        let asked = try host.origins(0).count
        try installation.publish([GivenEvents.event(2)])
        #expect(try host.events(3).last == ids(2..<3).last)
        #expect(try host.origins(0).count == asked)
    }

    @Test("A changed URL is asked anew")
    func moved() throws {
        let installation = try DeliveryInstallation()
        let (first, second) = (try Host(), try Host())
        defer {
            installation.stop()
            first.stop()
            second.stop()
        }
        first.allow("*")
        let (id, _) = try installation.subscribe(first.url, #","handshake":true"#)
        try installation.publish([GivenEvents.event(0)])
        #expect(try first.events(1) == ids(0..<1))
        let changed = try installation.call(
            .patch, "/v1/subscriptions/\(id)", #"{"url":"\#(second.url)"}"#)
        #expect(changed.status == 200)
        try installation.publish([GivenEvents.event(1)])
        #expect(try second.origins(1).first == "peil")
        #expect(second.events.isEmpty)
        second.allow("*")
        #expect(try second.events(1) == ids(1..<2))
        #expect(first.events == ids(0..<1))
    }

    @Test("An instance with another key says so, sends nothing, and changes nothing")
    func foreignKey() throws {
        let installation = try DeliveryInstallation()
        let receiver = try Receiver()
        defer {
            installation.stop()
            receiver.stop()
        }
        let (id, _) = try installation.subscribe(receiver.url)
        try installation.restart { $0.key = .random() }
        let fault = "\(id) is sealed under another webhooks.key: give every instance the same"
        try installation.eventually { installation.fault == fault }
        try installation.publish([GivenEvents.event(0)])
        // What comes behind it on the log was seen, and nothing was sent.
        let (other, _) = try installation.subscribe("\(receiver.url)?other")
        try installation.publish([GivenEvents.event(1)])
        #expect(receiver.wait(for: 1).map(\.id) == ids(1..<2))
        #expect(try installation.call(.delete, "/v1/subscriptions/\(other)").status == 204)
        try installation.restart()
        #expect(receiver.wait(for: 3).dropFirst().map(\.id).sorted() == ids(0..<2).sorted())
        #expect(installation.fault == nil)
    }
}
