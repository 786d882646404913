extension Router {
    /// A document that is the same for as long as the service runs, open to all.
    public mutating func addDocument(_ path: String, type: String, _ bytes: [UInt8]) {
        add(.get, path, needs: .nothing) { _, responder in
            responder.answer(.bytes(bytes, type: type))
        }
    }

    /// What the face describes of itself, and the JSON Schemas that it refers to by their names.
    public mutating func addDescription(
        _ description: FaceDescription, version: String,
        schemas: [(name: String, bytes: [UInt8])]
    ) {
        addDocument(
            "/openapi.json", type: "application/json", description.document(version: version))
        for schema in schemas {
            addDocument("/schemas/\(schema.name)", type: "application/schema+json", schema.bytes)
        }
    }
}
