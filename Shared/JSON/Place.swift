/// Where a byte of a document stands, as people and programs look for it. It is found by going
/// through the document once more, so that reading has nothing to keep for it.
public struct Place: Hashable, Sendable {
    /// From 1; a line ends with a line feed.
    public let line: Int
    /// In bytes, from 1.
    public let column: Int
    /// The JSON Pointer (RFC 6901) of the value at that byte, or of the last one begun before it;
    /// a member's name stands for its value. Empty for the document itself.
    public let pointer: String

    /// `document` needs to be well-formed only before `offset`, which may be its end.
    public init(of offset: Int, in document: Span<UInt8>) {
        let end = min(max(offset, 0), document.count)
        var line = 1
        var lineStart = 0
        for index in 0..<end where document[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        self.line = line
        column = end - lineStart + 1
        var path = Path(document)
        path.advance(to: end)
        pointer = path.pointer
    }
}

extension Place: CustomStringConvertible {
    /// `line 3, column 14 (/figures/0/value)`.
    public var description: String {
        "line \(line), column \(column)" + (pointer.isEmpty ? "" : " (\(pointer))")
    }
}

/// The way from the document to the value that is being passed.
private struct Path: ~Escapable {
    private enum Step {
        case member(Slice?)
        case element(Int)
    }

    private let document: Span<UInt8>
    private var steps: [Step] = []

    @_lifetime(copy document)
    init(_ document: Span<UInt8>) { self.document = document }

    mutating func advance(to end: Int) {
        var index = 0
        while index < end {
            switch document[index] {
            case Byte.openBrace: steps.append(.member(nil))
            case Byte.openBracket: steps.append(.element(0))
            case Byte.closeBrace, Byte.closeBracket: _ = steps.popLast()
            case Byte.comma: next()
            case Byte.quote: index = passString(from: index)
            default: break
            }
            index += 1
        }
        if end < document.count, document[end] == Byte.quote { _ = passString(from: end) }
    }

    private mutating func next() {
        switch steps.popLast() {
        case .element(let index): steps.append(.element(index + 1))
        case .member: steps.append(.member(nil))
        case nil: break
        }
    }

    /// Gives the index of the closing quotation mark, or of the document's end.
    private mutating func passString(from quote: Int) -> Int {
        var reader = Reader(document.extracting(quote...))
        guard let content = try? reader.string() else { return document.count }
        if case .member(nil)? = steps.last {
            steps[steps.count - 1] = .member(
                Slice(start: quote + 1, count: content.count, escaped: content.escaped))
        }
        return quote + content.count + 1
    }

    var pointer: String {
        var pointer = ""
        for step in steps {
            switch step {
            case .member(nil): break
            case .member(let name?): pointer += "/" + Self.escaped(Reader(document).text(name))
            case .element(let index): pointer += "/\(index)"
            }
        }
        return pointer
    }

    private static func escaped(_ name: String) -> String {
        var escaped = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
