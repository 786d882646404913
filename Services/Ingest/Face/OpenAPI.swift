internal import HTTP
internal import Messages

/// The description of this face. What messages look like say their schemas, which it refers to:
/// nothing is described twice.
enum OpenAPI {
    /// The description, and the schemas it refers to.
    static func addRoutes(to router: inout Router, version: String) {
        let description = FaceDescription(
            title: "Peil: the producers' face", security: #"[{"token":[]}]"#, calls: [calls],
            parameters: parameters, responses: responses, schemas: [schemas])
        router.addDescription(
            description, version: version, schemas: Schema.all.map { ($0.name, $0.bytes) })
    }

    private static let parameters = #"""
        "code": {"name": "code", "in": "path", "required": true, "schema": {"type": "string"}},
        "id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
        "dryRun": {"name": "dryRun", "in": "query", "schema": {"type": "boolean"},
          "description": "Nothing is published; the answer says what would be."},
        "partial": {"name": "partial", "in": "query", "schema": {"type": "boolean"},
          "description": "What is valid is published, whatever else there is."},
        "key": {"name": "Idempotency-Key", "in": "header",
          "schema": {"type": "string", "minLength": 1, "maxLength": 200},
          "description": "The submission's identity: a repeat has no effect beyond its answer."}
        """#

    private static let responses = #"""
        "later": {"description": "The log does not take it now: repeat it under the same key.",
          "headers": {"Retry-After": {"schema": {"type": "integer"}}},
          "content": {"application/problem+json": {"schema":
            {"$ref": "#/components/schemas/Problem"}}}},
        "defined": {"description": "What became of the definition.",
          "content": {"application/json": {"schema":
            {"$ref": "#/components/schemas/Defined"}}}}
        """#

    private static let schemas = #"""
        "Summary": {"type": "object",
          "required": ["submission", "reports", "figures", "unmatched", "rejected", "errors"],
          "properties": {
            "submission": {"type": "string"}, "reports": {"type": "integer"},
            "figures": {"type": "integer"}, "unmatched": {"type": "integer"},
            "rejected": {"type": "integer"},
            "errors": {"type": "array", "maxItems": 100,
              "items": {"$ref": "#/components/schemas/Fault"}},
            "errorCount": {"type": "integer"}}},
        "Defined": {"type": "object", "required": ["result"], "properties": {
          "result": {"enum": ["created", "changed", "unchanged", "withdrawn", "pending"]},
          "indicator": {"$ref": "/schemas/indicator.json"},
          "target": {"type": "object"}}},
        "Changes": {"type": "object", "required": ["items"], "properties": {
          "created": {"type": "integer"}, "changed": {"type": "integer"},
          "unchanged": {"type": "integer"}, "refused": {"type": "integer"},
          "pending": {"type": "integer"},
          "items": {"type": "array", "items": {"type": "object", "required": ["result"],
            "properties": {"indicator": {"type": "string"}, "target": {"type": "string"},
              "result": {"enum":
                ["created", "changed", "unchanged", "refused", "pending"]},
              "errors": {"type": "array",
                "items": {"$ref": "#/components/schemas/Fault"}}}}}}}
        """#
}
