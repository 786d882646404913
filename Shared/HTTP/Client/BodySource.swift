/// A request's body that is read while it is sent.
///
///     let file = try OpenFile("figures.csv")
///     request.source = BodySource(byteCount: file.byteCount) { limit in file.read(limit) }
public struct BodySource: Sendable {
    /// Of the whole body.
    let byteCount: Int
    let read: @Sendable (_ limitBytes: Int) -> [UInt8]?

    /// `read` gives the next bytes, at least one and at most `limitBytes`; nil breaks the request
    /// off. It runs on the client's thread, which does nothing else meanwhile, and is asked for
    /// `byteCount` bytes in all.
    public init(
        byteCount: Int, read: @escaping @Sendable (_ limitBytes: Int) -> [UInt8]?
    ) {
        self.byteCount = byteCount
        self.read = read
    }
}
