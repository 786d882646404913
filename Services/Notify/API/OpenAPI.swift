internal import HTTP
internal import JSON
internal import Messages

/// The description of this face (OpenAPI 3.1), with the version of the program in it, and the
/// schemas that it refers to.
enum OpenAPI {
    static func document(version: String) -> [UInt8] {
        var writer = Writer(capacity: 32_768)
        writer.object {
            $0.member("openapi", "3.1.0")
            $0.name("info")
            $0.object {
                $0.member("title", "Peil: the consumers' face")
                $0.member("version", version)
            }
            $0.name("security")
            $0.raw(#"[{},{"token":[]}]"#.utf8.span)
            $0.name("paths")
            let parts = [board, events, subscriptions, deliveries, service]
            $0.raw("{\(parts.joined(separator: ","))}".utf8.span)
            $0.name("components")
            $0.raw(components.utf8.span)
        }
        return writer.take()
    }

    /// `/openapi.json` and `/schemas/{name}`.
    static func addRoutes(to router: inout Router, version: String) {
        router.addDocument(
            "/openapi.json", type: "application/json", document(version: version))
        router.add(.get, "/schemas/{name}", needs: .nothing) { request, responder in
            let name = request.parameter("name")
            guard let schema = Schema.named(name) else {
                responder.answer(APIError.unknown("There is no schema \(name).").problem)
                return
            }
            responder.answer(.bytes(schema.bytes, type: "application/schema+json"))
        }
    }

    private static let components = #"""
        {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        "parameters": {
          "indicator": {"name": "indicator", "in": "query", "schema": {"type": "string"}},
          "area": {"name": "area", "in": "query", "schema": {"type": "string"}},
          "after": {"name": "after", "in": "query", "schema": {"type": "string"},
            "description": "The next of the answer before."},
          "limit": {"name": "limit", "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}},
          "id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
          "code": {"name": "code", "in": "path", "required": true,
            "schema": {"type": "string"}}},
        "responses": {
          "done": {"description": "Done."},
          "unchanged": {"description": "The answer is as it was under If-None-Match."},
          "problem": {"description": "Not fulfilled, and why.",
            "content": {"application/problem+json": {"schema":
              {"$ref": "#/components/schemas/Problem"}}}}},
        "schemas": {
          "Fault": {"type": "object", "required": ["code", "message"], "properties": {
            "code": {"type": "string"}, "message": {"type": "string"},
            "pointer": {"type": "string"}, "found": {"type": "string"},
            "expected": {"type": "string"}, "suggestion": {"type": "string"}}},
          "Problem": {"type": "object", "required": ["type", "title", "status"], "properties": {
            "type": {"type": "string"}, "title": {"type": "string"},
            "status": {"type": "integer"}, "detail": {"type": "string"},
            "errors": {"type": "array", "maxItems": 100,
              "items": {"$ref": "#/components/schemas/Fault"}},
            "errorCount": {"type": "integer"}}},
          "SeriesID": {"type": "object", "required": ["indicator", "area"], "properties": {
            "indicator": {"type": "string"}, "area": {"type": "string"},
            "dimensions": {"type": "object", "additionalProperties": {"type": "string"}}}},
          "Figure": {"type": "object", "required": ["period", "status", "released"],
            "properties": {
              "period": {"type": "string"},
              "value": {"type": "number", "description": "Absent where it is missing."},
              "status": {"type": "array", "items": {"type": "string"}},
              "released": {"type": "string", "format": "date-time"},
              "source": {"type": "string"}, "confidentiality": {"type": "string"},
              "note": {"type": "string"}}},
          "Series": {"type": "object", "required": ["id", "series", "unit"], "properties": {
            "id": {"type": "string"}, "series": {"$ref": "#/components/schemas/SeriesID"},
            "unit": {"type": "string"}, "latest": {"$ref": "#/components/schemas/Figure"},
            "previous": {"type": "object"}, "change": {"type": "number"},
            "asOf": {"type": "string", "format": "date-time"},
            "figures": {"type": "array", "items": {"$ref": "#/components/schemas/Figure"}},
            "vintages": {"type": "array", "items": {"$ref": "#/components/schemas/Figure"}}}},
          "Progress": {"type": "object", "required": ["target", "assessment"], "properties": {
            "series": {"$ref": "#/components/schemas/SeriesID"}, "target": {"type": "object"},
            "latest": {"$ref": "#/components/schemas/Figure"},
            "assessment": {"type": "object", "required": ["method", "category"]},
            "overdue": {"type": "boolean"}}},
          "Subscription": {"type": "object", "required": ["url"], "properties": {
            "url": {"type": "string", "format": "uri"}, "filter": {"type": "object"},
            "signature": {"enum": ["v1", "v1a"]}, "ordered": {"type": "boolean"},
            "rate": {"type": "number"}, "concurrency": {"type": "integer"},
            "handshake": {"type": "boolean"}, "enabled": {"type": "boolean"},
            "description": {"type": "string"}}},
          "Health": {"type": "object", "required": ["status", "checks"], "properties": {
            "status": {"enum": ["ok", "failing"]},
            "checks": {"type": "object", "additionalProperties": {"type": "string"}}}}}}
        """#
}
