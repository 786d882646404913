internal import JSON
internal import Messages
internal import Settings

/// A catalogue file as JSON, and on which line of it everything stood.
struct CatalogueFile {
    let json: [UInt8]
    /// By JSON pointer; empty where the file was JSON itself.
    private let lines: [String: Int]

    init(json: [UInt8]) {
        self.json = json
        lines = [:]
    }

    /// Reads YAML. Plain scalars are numbers and truth values where the definitions have such, and
    /// texts elsewhere: `deadline: 2030` is a period.
    init(yaml: [UInt8]) throws(Refusal) {
        let root: YAML.Node
        do throws(YAMLError) {
            root = try YAML.read(yaml.span)
        } catch {
            let fault = ValidationError(
                .malformed, "this is not YAML: \(error.problem)", line: error.place.line)
            throw Refusal([fault], isUnreadable: true)
        }
        var converter = Converter()
        converter.write(root, at: "", of: "")
        json = converter.writer.take()
        lines = converter.lines
    }

    /// The same refusal with the lines of its errors.
    func located(_ refusal: Refusal) -> Refusal {
        Refusal(
            refusal.errors.map(located), errorCount: refusal.errorCount,
            isUnreadable: refusal.isUnreadable)
    }

    /// The same error with the line of what its pointer leads to, or of the nearest around that.
    func located(_ error: ValidationError) -> ValidationError {
        guard error.line == nil, !lines.isEmpty, var pointer = error.pointer else { return error }
        while lines[pointer] == nil, let slash = pointer.lastIndex(of: "/") {
            pointer = String(pointer[..<slash])
        }
        return error.at(line: lines[pointer])
    }

    private struct Converter: ~Copyable {
        var writer = Writer()
        var lines: [String: Int] = [:]

        private static let numbers: Set = [
            "value", "minimum", "maximum", "version", "baselineValue", "limit", "tolerance",
        ]
        private static let truths: Set = ["relative", "acrossBreaks"]

        mutating func write(_ node: YAML.Node, at pointer: String, of field: String) {
            lines[pointer] = node.place.line
            switch node {
            case .mapping(let pairs, _):
                writer.beginObject()
                for pair in pairs {
                    writer.name(escaping: pair.key.text)
                    let step = pair.key.text.split(separator: "~", omittingEmptySubsequences: false)
                        .joined(separator: "~0")
                        .split(separator: "/", omittingEmptySubsequences: false)
                        .joined(separator: "~1")
                    write(pair.value, at: "\(pointer)/\(step)", of: pair.key.text)
                    lines["\(pointer)/\(step)"] = pair.key.place.line
                }
                writer.endObject()
            case .sequence(let elements, _):
                writer.beginArray()
                for (index, element) in elements.enumerated() {
                    write(element, at: "\(pointer)/\(index)", of: field)
                }
                writer.endArray()
            case .scalar(let scalar): write(scalar, of: field)
            }
        }

        private mutating func write(_ scalar: YAML.Scalar, of field: String) {
            if scalar.isText {
                writer.string(scalar.text)
            } else if scalar.isNull {
                writer.null()
            } else if Self.numbers.contains(field), isNumber(scalar.text) {
                let bytes = Array(scalar.text.utf8)
                writer.raw(bytes.span)
            } else if Self.truths.contains(field), ["true", "false"].contains(scalar.text) {
                writer.boolean(scalar.text == "true")
            } else {
                writer.string(scalar.text)
            }
        }

        private func isNumber(_ text: String) -> Bool {
            guard case .number? = try? Value(text) else { return false }
            return true
        }
    }
}
