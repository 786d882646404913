internal import HTTP
internal import Messages

extension DeliverySettings {
    /// Refuses a URL that could never be called: plain text where that is not allowed, or an
    /// address that is not. What a name resolves to is checked whenever it is connected to.
    func check(_ url: WebhookURL) throws(Refusal) {
        let isLoopback =
            url.host == "localhost" || url.host == "::1" || url.host.hasPrefix("127.")
        let mayBePlain =
            switch insecure {
            case .all: true
            case .loopback: isLoopback
            case .none: false
            }
        if !url.isSecure, !mayBePlain {
            throw Refusal([
                ValidationError(
                    .invalidValue, "webhooks go to https only", pointer: "/url", found: url.text,
                    expected: "a URL that begins with https://",
                    suggestion: "https" + url.text.dropFirst(4))
            ])
        }
        if let address = IPAddress(url.host), !policy.permits(address) {
            throw Refusal([
                ValidationError(
                    .invalidValue, "webhooks do not go to this address", pointer: "/url",
                    found: url.host,
                    expected: "a public address, or one that webhooks.allow names")
            ])
        }
    }
}

extension Problem {
    /// Tells all that is wrong with what was sent.
    init(refusing refusal: Refusal) {
        self.init(
            refusal.isUnreadable ? 400 : 422, refusal.isUnreadable ? "Unreadable" : "Rules Broken",
            detail: "Correct what the errors say and send it again.",
            errors: refusal.errors.map { error in
                Problem.Fault(
                    code: error.code.rawValue, message: error.message, line: error.line,
                    pointer: error.pointer, found: error.found, expected: error.expected,
                    suggestion: error.suggestion)
            }, errorCount: refusal.errorCount)
    }
}
