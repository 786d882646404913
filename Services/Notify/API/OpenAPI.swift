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
            $0.raw("{\(components),\"schemas\":{\(schemas),\(explanation)}}".utf8.span)
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
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        "parameters": {
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
            "schema": {"type": "string"}}},
        "responses": {
          "done": {"description": "Done."},
          "unchanged": {"description": "The answer is as it was under If-None-Match."},
          "problem": {"description": "Not fulfilled, and why.",
            "content": {"application/problem+json": {"schema":
              {"$ref": "#/components/schemas/Problem"}}}}}
        """#
}
