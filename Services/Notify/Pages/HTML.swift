/// Text of HTML or SVG that is safe to send: what is put into it is escaped, unless it is such text
/// itself.
///
///     let name = "<b>"
///     let cell: HTML = "<td title=\"\(name)\">\(name)</td>"
///     cell.text  // <td title="&lt;b&gt;">&lt;b&gt;</td>
struct HTML: ExpressibleByStringInterpolation, Sendable {
    private(set) var text: String

    init(stringLiteral text: String) { self.text = text }

    init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    static let empty: HTML = ""

    static func += (one: inout HTML, other: HTML) { one.text += other.text }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ text: String) { self.text += HTML.escaped(text) }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        mutating func appendInterpolation(_ html: HTML) { text += html.text }

        /// Nothing where it is nil.
        mutating func appendInterpolation(_ html: HTML?) { text += html?.text ?? "" }

        mutating func appendInterpolation(_ all: some Sequence<HTML>) {
            for html in all { text += html.text }
        }

        /// A length or place in a drawing, to a hundredth.
        mutating func appendInterpolation(_ length: Double) {
            let rounded = (length * 100).rounded() / 100
            text += Int(exactly: rounded).map(String.init) ?? String(rounded)
        }
    }

    /// Fit for text and for quoted attributes.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
