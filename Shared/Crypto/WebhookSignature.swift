/// The headers that tell a receiver who sent a webhook, what it is and when it was sent
/// (Standard Webhooks 1.0): the signed text is `id.timestamp.body`.
///
///     let headers = WebhookSignature.sign(
///         id: "msg_1", timestampSeconds: now, body: body.span, secrets: [secret])
public struct WebhookSignature: Hashable, Sendable {
    /// `webhook-id`: the same for every attempt of one message.
    public let id: String
    /// `webhook-timestamp`: of this attempt, in seconds since 1970.
    public let timestampSeconds: Int64
    /// `webhook-signature`: one or more of `v1,…` and `v1a,…`, separated by spaces.
    public let signatures: String

    /// From the headers as they were received.
    public init(id: String, timestampSeconds: Int64, signatures: String) {
        self.id = id
        self.timestampSeconds = timestampSeconds
        self.signatures = signatures
    }

    /// Signs with every secret, so that a receiver who knows only the old or only the new one
    /// accepts the message while secrets are being changed.
    public static func sign(
        id: String, timestampSeconds: Int64, body: Span<UInt8>, secrets: [WebhookSecret]
    ) -> WebhookSignature {
        let head = Array("\(id).\(timestampSeconds).".utf8)
        var signatures: [String] = []
        for secret in secrets {
            switch secret {
            case .shared(let key):
                let code = shared(head: head, body: body, key: key)
                signatures.append("v1," + Base64.standard.encode(code.bytes.span))
            case .signing(let key):
                let signature = key.signature(of: joined(head, body).span)
                signatures.append("v1a," + Base64.standard.encode(signature.bytes.span))
            }
        }
        return WebhookSignature(
            id: id, timestampSeconds: timestampSeconds,
            signatures: signatures.joined(separator: " "))
    }

    /// Returns when one of the signatures is by one of `verifiers`, and the message is not older
    /// or newer than `toleranceSeconds`: an old one may be a recording that is played back.
    public func verify(
        body: Span<UInt8>, verifiers: [WebhookVerifier], nowSeconds: Int64,
        toleranceSeconds: Int64 = 300
    ) throws(WebhookSignatureError) {
        let (age, overflow) = nowSeconds.subtractingReportingOverflow(timestampSeconds)
        guard !overflow, age.magnitude <= toleranceSeconds.magnitude else { throw .outOfTime }
        let head = Array("\(id).\(timestampSeconds).".utf8)
        let given = signatures.split(separator: " ")
        for verifier in verifiers {
            switch verifier {
            case .shared(let key):
                let code = Self.shared(head: head, body: body, key: key)
                for text in given where text.hasPrefix("v1,") {
                    guard let bytes = Base64.standard.decode(text.dropFirst(3)) else { continue }
                    if ConstantTime.equal(bytes.span, code.bytes.span) { return }
                }
            case .verifying(let key):
                let message = Self.joined(head, body)
                for text in given where text.hasPrefix("v1a,") {
                    guard let bytes = Base64.standard.decode(text.dropFirst(4)),
                        let signature = Signature(bytes)
                    else { continue }
                    if key.accepts(signature, of: message.span) { return }
                }
            }
        }
        throw .notSigned
    }

    private static func shared(head: [UInt8], body: Span<UInt8>, key: [UInt8]) -> Digest {
        var code = HMAC(key: key.span)
        code.update(head.span)
        code.update(body)
        return code.finish()
    }

    /// ed25519 reads its message twice, so it has to be in one piece.
    private static func joined(_ head: [UInt8], _ body: Span<UInt8>) -> [UInt8] {
        var message = head
        message.reserveCapacity(head.count + body.count)
        unsafe body.withUnsafeBufferPointer { unsafe message.append(contentsOf: $0) }
        return message
    }
}

/// Why a webhook must not be believed. Answer 400 and do nothing with it.
public enum WebhookSignatureError: Error, Hashable, Sendable {
    /// Its time-stamp is too far from now.
    case outOfTime
    /// No signature is by a key that the receiver knows.
    case notSigned
}
