internal import HTTP
internal import Messages

/// The description of this face. What messages look like say their schemas, which it refers to.
enum OpenAPI {
    /// The description, and the schemas it refers to.
    static func addRoutes(to router: inout Router, version: String) {
        let description = FaceDescription(
            title: "Peil: the consumers' face", security: #"[{},{"token":[]}]"#,
            calls: [board, events, subscriptions, deliveries], parameters: parameters,
            responses: responses, schemas: [schemas, explanation])
        router.addDescription(
            description, version: version, schemas: Schema.all.map { ($0.name, $0.bytes) })
    }

    private static let parameters = #"""
          "indicator": {"name": "indicator", "in": "query", "schema": {"type": "string"}},
          "area": {"name": "area", "in": "query", "schema": {"type": "string"}},
          "asOf": {"name": "asOf", "in": "query", "schema": {"type": "string"},
            "description": "RFC 3339, or a date: then the whole of that day counts. Figures are \#
        those released by then, targets those in force then; one first set later counts as it \#
        was first."},
          "after": {"name": "after", "in": "query", "schema": {"type": "string"},
            "description": "The next of the answer before."},
          "limit": {"name": "limit", "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}},
          "id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
          "code": {"name": "code", "in": "path", "required": true,
            "schema": {"type": "string"}}
        """#

    private static let responses = #"""
        "done": {"description": "Done."},
        "unchanged": {"description": "The answer is as it was under If-None-Match."}
        """#
}
