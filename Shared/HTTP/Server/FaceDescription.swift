internal import JSON

/// What a service's face describes of itself in OpenAPI 3.1: its own calls are given, as members
/// of JSON objects without their braces; what every face has is added.
public struct FaceDescription: Sendable {
    private let title: String
    /// An array: which credentials a call needs that says nothing else.
    private let security: String
    /// Members of `paths`.
    private let calls: [String]
    /// Members of `components.parameters`.
    private let parameters: String
    /// Members of `components.responses`; `problem` is there already.
    private let responses: String
    /// Members of `components.schemas`; `Problem`, `Fault` and `Health` are there already.
    private let schemas: [String]

    public init(
        title: String, security: String, calls: [String], parameters: String, responses: String,
        schemas: [String]
    ) {
        self.title = title
        self.security = security
        self.calls = calls
        self.parameters = parameters
        self.responses = responses
        self.schemas = schemas
    }

    /// The document, as of this version of the program.
    public func document(version: String) -> [UInt8] {
        var writer = Writer(capacity: 32_768)
        writer.object {
            $0.member("openapi", "3.1.0")
            $0.name("info")
            $0.object {
                $0.member("title", title)
                $0.member("version", version)
            }
            $0.name("security")
            $0.raw(security.utf8.span)
            $0.name("paths")
            Self.object(calls + [Self.serviceCalls], to: &$0)
            $0.name("components")
            $0.object {
                $0.name("securitySchemes")
                $0.raw(#"{"token": {"type": "http", "scheme": "bearer"}}"#.utf8.span)
                $0.name("parameters")
                Self.object([parameters], to: &$0)
                $0.name("responses")
                Self.object([Self.problemResponse, responses], to: &$0)
                $0.name("schemas")
                Self.object([Self.problemSchemas, Self.healthSchema] + schemas, to: &$0)
            }
        }
        return writer.take()
    }

    private static func object(_ members: [String], to writer: inout Writer) {
        writer.raw("{\(members.joined(separator: ","))}".utf8.span)
    }
}

extension FaceDescription {
    /// Of `Router.addServiceRoutes`.
    private static let serviceCalls = #"""
        "/livez": {"get": {"summary": "Whether the loops make progress.", "security": [],
          "responses": {
            "200": {"description": "They do.", "content": {"application/json":
              {"schema": {"$ref": "#/components/schemas/Health"}}}},
            "503": {"description": "One hangs.", "content": {"application/json":
              {"schema": {"$ref": "#/components/schemas/Health"}}}}}}},
        "/readyz": {"get": {"summary": "Whether it can do its work now.", "security": [],
          "responses": {
            "200": {"description": "It can.", "content": {"application/json":
              {"schema": {"$ref": "#/components/schemas/Health"}}}},
            "503": {"description": "It cannot, and why.", "content": {"application/json":
              {"schema": {"$ref": "#/components/schemas/Health"}}}}}}},
        "/metrics": {"get": {"summary": "Prometheus' text.", "security": [], "responses":
          {"200": {"description": "The metrics.", "content": {"text/plain": {}}}}}},
        "/version": {"get": {"summary": "What runs here.", "security": [], "responses":
          {"200": {"description": "The service and its version.",
            "content": {"application/json": {"schema": {"type": "object"}}}}}}}
        """#

    private static let healthSchema = #"""
        "Health": {"type": "object", "required": ["status", "checks"], "properties": {
          "status": {"enum": ["ok", "failing"]},
          "checks": {"type": "object", "additionalProperties": {"type": "string"}}}}
        """#

    private static let problemResponse = #"""
        "problem": {"description": "Not fulfilled, and why.",
          "content": {"application/problem+json": {"schema":
            {"$ref": "#/components/schemas/Problem"}}}}
        """#

    /// Of `Problem.json`.
    private static let problemSchemas = #"""
        "Fault": {"type": "object", "required": ["code", "message"], "properties": {
          "code": {"type": "string"}, "message": {"type": "string"},
          "line": {"type": "integer", "minimum": 1, "description": "Of a file."},
          "pointer": {"type": "string",
            "description": "Into the JSON that was sent; of a table, the column's name."},
          "found": {"type": "string"}, "expected": {"type": "string"},
          "suggestion": {"type": "string"}}},
        "Problem": {"type": "object", "required": ["type", "title", "status"], "properties": {
          "type": {"type": "string"}, "title": {"type": "string"},
          "status": {"type": "integer"}, "detail": {"type": "string"},
          "errors": {"type": "array", "maxItems": 100,
            "items": {"$ref": "#/components/schemas/Fault"}},
          "errorCount": {"type": "integer"}}}
        """#
}
