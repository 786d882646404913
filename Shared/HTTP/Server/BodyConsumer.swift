/// Takes a request's body as it comes; its methods are called on the server's thread, one at a
/// time, and must not block.
///
/// Whoever cannot take more calls `Responder.pauseBody()`, from here or elsewhere, and
/// `resumeBody()` when it can; one chunk may still come after a pause that was called elsewhere.
/// After an answer, or after `abandoned`, no more is called.
public protocol BodyConsumer: AnyObject, Sendable {
    /// A piece of the body, decoded, of at most 64 kB; it is gone after the call.
    func receive(_ chunk: Span<UInt8>)
    /// All has come. The answer may be given now or later.
    func finish()
    /// The rest will not come: the client went away half-way, or its body cannot be decoded or is
    /// over the limit (which the server answers itself).
    func abandoned()
}
