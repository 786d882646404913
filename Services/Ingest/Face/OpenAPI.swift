internal import HTTP
internal import JSON
internal import Messages

/// The description of this face (OpenAPI 3.1), with the version of the program in it.
///
/// What messages look like say their schemas, which it refers to: nothing is described twice.
enum OpenAPI {
    static func document(version: String) -> [UInt8] {
        var writer = Writer(capacity: 16_384)
        writer.object {
            $0.member("openapi", "3.1.0")
            $0.name("info")
            $0.object {
                $0.member("title", "Peil: the producers' face")
                $0.member("version", version)
            }
            $0.name("security")
            $0.raw(#"[{"token":[]}]"#.utf8.span)
            $0.name("paths")
            $0.raw(paths.utf8.span)
            $0.name("components")
            $0.raw(components.utf8.span)
        }
        return writer.take()
    }

    /// The description, and the schemas it refers to.
    static func addRoutes(to router: inout Router, version: String) {
        router.addDocument(
            "/openapi.json", type: "application/json", document(version: version))
        for schema in Schema.all {
            router.addDocument(
                "/schemas/\(schema.name)", type: "application/schema+json", schema.bytes)
        }
    }

    static let components = #"""
        {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        "parameters": {
          "code": {"name": "code", "in": "path", "required": true, "schema": {"type": "string"}},
          "id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
          "dryRun": {"name": "dryRun", "in": "query", "schema": {"type": "boolean"},
            "description": "Nothing is published; the answer says what would be."},
          "partial": {"name": "partial", "in": "query", "schema": {"type": "boolean"},
            "description": "What is valid is published, whatever else there is."},
          "key": {"name": "Idempotency-Key", "in": "header",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200},
            "description": "The submission's identity: a repeat has no effect beyond its answer."}},
        "responses": {
          "problem": {"description": "Not fulfilled, and why.",
            "content": {"application/problem+json": {"schema":
              {"$ref": "#/components/schemas/Problem"}}}},
          "later": {"description": "The log does not take it now: repeat it under the same key.",
            "headers": {"Retry-After": {"schema": {"type": "integer"}}},
            "content": {"application/problem+json": {"schema":
              {"$ref": "#/components/schemas/Problem"}}}},
          "defined": {"description": "What became of the definition.",
            "content": {"application/json": {"schema":
              {"$ref": "#/components/schemas/Defined"}}}}},
        "schemas": {
          "Fault": {"type": "object", "required": ["code", "message"], "properties": {
            "code": {"type": "string"}, "message": {"type": "string"},
            "line": {"type": "integer", "minimum": 1},
            "pointer": {"type": "string",
              "description": "Into the JSON that was sent; of a table, the column's name."},
            "found": {"type": "string"}, "expected": {"type": "string"},
            "suggestion": {"type": "string"}}},
          "Problem": {"type": "object", "required": ["type", "title", "status"], "properties": {
            "type": {"type": "string"}, "title": {"type": "string"},
            "status": {"type": "integer"}, "detail": {"type": "string"},
            "errors": {"type": "array", "maxItems": 100,
              "items": {"$ref": "#/components/schemas/Fault"}},
            "errorCount": {"type": "integer"}}},
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
                  "items": {"$ref": "#/components/schemas/Fault"}}}}}}},
          "Health": {"type": "object", "required": ["status", "checks"], "properties": {
            "status": {"enum": ["ok", "failing"]},
            "checks": {"type": "object", "additionalProperties": {"type": "string"}}}}}}
        """#
}
