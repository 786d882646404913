import Crypto

// `#expect` takes its arguments apart and cannot hold spans: here they are made inside.

func sha256(_ message: [UInt8]) -> Digest { Digest(sha256: message.span) }

func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    ConstantTime.equal(one.span, other.span)
}

extension VerifyingKey {
    func accepts(_ signature: Signature, of message: [UInt8]) -> Bool {
        accepts(signature, of: message.span)
    }
}

extension SealingKey {
    func seal(_ message: [UInt8], context: [UInt8]) -> [UInt8] {
        seal(message.span, context: context.span)
    }

    func open(_ sealed: [UInt8], context: [UInt8]) throws(SealingError) -> [UInt8] {
        try open(sealed.span, context: context.span)
    }
}

extension Base64 {
    func encode(_ bytes: [UInt8]) -> String { encode(bytes.span) }
}

extension WebhookSignature {
    /// Why it is not believed; nil when it is.
    func error(
        body: [UInt8], verifier: WebhookVerifier, now: Int64
    ) -> WebhookSignatureError? {
        do throws(WebhookSignatureError) {
            try verify(body: body.span, verifiers: [verifier], nowSeconds: now)
            return nil
        } catch { return error }
    }
}
