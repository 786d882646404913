public import JSON

extension ValidationError {
    /// `{"code","message","line","pointer","found","expected","suggestion"}`, as problem details
    /// and rejects show it.
    public func encode(into writer: inout Writer) {
        writer.beginObject()
        writer.member("code", code.rawValue)
        writer.member("message", message)
        if let line { writer.member("line", line) }
        if let pointer { writer.member("pointer", pointer) }
        if let found { writer.member("found", found) }
        if let expected { writer.member("expected", expected) }
        if let suggestion { writer.member("suggestion", suggestion) }
        writer.endObject()
    }

    private enum Name: String, CaseIterable {
        case code, message, line, pointer, found, expected, suggestion
    }

    init?(from document: inout Document) throws(JSONError) {
        guard var fields = try document.object(of: Name.self, required: [.code, .message]) else {
            return nil
        }
        var code: Code?
        var message, pointer, found, expected, suggestion: String?
        var line: Int?
        while let field = try document.next(&fields) {
            switch field {
            case .code: code = try document.choice(Code.self, "an error's code")
            case .message: message = try document.string()
            case .line: line = try document.integer(from: 1)
            case .pointer: pointer = try document.string()
            case .found: found = try document.string()
            case .expected: expected = try document.string()
            case .suggestion: suggestion = try document.string()
            }
        }
        guard let code, let message else { return nil }
        self.init(
            code, message, line: line, pointer: pointer, found: found, expected: expected,
            suggestion: suggestion)
    }

    static func list(from document: inout Document) throws(JSONError) -> [ValidationError]? {
        guard try document.begin(.array) else { return nil }
        var errors: [ValidationError] = []
        while try document.nextElement() {
            if let error = try ValidationError(from: &document) { errors.append(error) }
        }
        return errors
    }
}

extension Writer {
    mutating func member(_ name: StaticString, _ errors: [ValidationError]) {
        self.name(name)
        beginArray()
        for error in errors { error.encode(into: &self) }
        endArray()
    }
}
