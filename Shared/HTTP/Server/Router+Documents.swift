extension Router {
    /// A document that is the same for as long as the service runs, open to all.
    public mutating func addDocument(_ path: String, type: String, _ bytes: [UInt8]) {
        add(.get, path, needs: .nothing) { _, responder in
            responder.answer(.bytes(bytes, type: type))
        }
    }
}
