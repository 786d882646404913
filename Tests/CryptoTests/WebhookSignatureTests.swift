import Crypto
import Testing

@Suite("Standard Webhooks signatures")
struct WebhookSignatureTests {
    let body = Array(#"{"test": 2432232314}"#.utf8)
    let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    let timestamp: Int64 = 1_614_265_330

    @Test("The published vector is signed as published, and verified")
    func vector() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signed = WebhookSignature.sign(
            id: id, timestampSeconds: timestamp, body: body.span, secrets: [secret])
        #expect(signed.signatures == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        try signed.verify(body: body.span, verifiers: [secret.verifier], nowSeconds: timestamp)
    }

    @Test("While secrets change, a receiver who knows either accepts, and a stranger refuses")
    func rotation() throws {
        let secrets: [WebhookSecret] = [.randomShared(), .randomShared(), .randomSigning()]
        let signed = WebhookSignature.sign(
            id: id, timestampSeconds: timestamp, body: body.span, secrets: secrets)
        #expect(signed.signatures.split(separator: " ").count == 3)
        for secret in secrets {
            try signed.verify(
                body: body.span, verifiers: [secret.verifier], nowSeconds: timestamp)
        }
        for stranger in [WebhookSecret.randomShared(), .randomSigning()] {
            let refused = signed.error(
                body: body, verifier: stranger.verifier, now: timestamp)
            #expect(refused == .notSigned)
        }
    }

    @Test("A changed body, id or time-stamp is refused, and so is one that is too old or too new")
    func changes() throws {
        for secret in [WebhookSecret.randomShared(), .randomSigning()] {
            let signed = WebhookSignature.sign(
                id: id, timestampSeconds: timestamp, body: body.span, secrets: [secret])
            func error(_ signature: WebhookSignature, _ body: [UInt8], now: Int64)
                -> WebhookSignatureError?
            { signature.error(body: body, verifier: secret.verifier, now: now) }
            let otherID = WebhookSignature(
                id: "msg_2", timestampSeconds: timestamp, signatures: signed.signatures)
            let otherTime = WebhookSignature(
                id: id, timestampSeconds: timestamp + 1, signatures: signed.signatures)
            let odd = WebhookSignature(
                id: id, timestampSeconds: timestamp, signatures: "v1,x v1a,y v2,z v1, ,")
            #expect(error(signed, body, now: timestamp) == nil)
            #expect(error(signed, body + [32], now: timestamp) == .notSigned)
            #expect(error(otherID, body, now: timestamp) == .notSigned)
            #expect(error(otherTime, body, now: timestamp) == .notSigned)
            #expect(error(odd, body, now: timestamp) == .notSigned)
            #expect(error(signed, body, now: timestamp + 300) == nil)
            #expect(error(signed, body, now: timestamp + 301) == .outOfTime)
            #expect(error(signed, body, now: timestamp - 301) == .outOfTime)
            #expect(error(signed, body, now: .min) == .outOfTime)
        }
    }

    @Test("Secrets and verifiers are read back from their text")
    func texts() throws {
        for secret in [WebhookSecret.randomShared(), .randomSigning()] {
            #expect(try #require(WebhookSecret(secret.text)).text == secret.text)
            let verifier = secret.verifier
            #expect(try #require(WebhookVerifier(verifier.text)).text == verifier.text)
        }
        let seed = Base64.standard.encode([UInt8](repeating: 1, count: 32))
        #expect(WebhookSecret("whsk_" + seed) != nil)
        let mixed = Base64.standard.encode([UInt8](repeating: 1, count: 64))
        #expect(WebhookSecret("whsk_" + mixed) == nil)
        for text in ["", "whsec_", "whsec_AAAA", "whsk_AAAA", "whpk_AAAA", "secret", "whsec_*"] {
            #expect(WebhookSecret(text) == nil, "\(text)")
            #expect(WebhookVerifier(text) == nil, "\(text)")
        }
        #expect(WebhookVerifier("whsk_" + seed) == nil)
    }
}
