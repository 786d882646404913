/// As much of Swift's grammar as it takes to tell code from comments and strings.
struct SwiftText {
    private let text: [UInt8]
    private var at = 0
    private var code: [UInt8] = []

    /// `source` with comments and the insides of strings as spaces; lines stay where they are.
    static func code(of source: String) -> String {
        var reader = SwiftText(text: Array(source.utf8))
        reader.readCode()
        return String(decoding: reader.code, as: UTF8.self)
    }

    private init(text: [UInt8]) { self.text = text }

    /// Reads code up to the end or, within an interpolation, its closing parenthesis.
    private mutating func readCode(isInterpolation: Bool = false) {
        var depth = 0
        while at < text.count {
            if starts("//") {
                blank { $0.starts("\n") }
            } else if starts("/*") {
                blankComment()
            } else if let hashes = stringStart() {
                readString(hashes: hashes)
            } else {
                if starts("(") { depth += 1 }
                if starts(")") {
                    if depth == 0, isInterpolation { return }
                    depth -= 1
                }
                take()
            }
        }
    }

    /// The number of `#` before a string that starts here.
    private func stringStart() -> Int? {
        guard starts("#") || starts("\"") else { return nil }
        let rest = text[at...]
        let hashes = rest.prefix { $0 == UInt8(ascii: "#") }.count
        return rest.dropFirst(hashes).first == UInt8(ascii: "\"") ? hashes : nil
    }

    private mutating func readString(hashes: Int) {
        let marks = String(repeating: "#", count: hashes)
        take(hashes)
        let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
        take(quotes.count)
        while at < text.count, !starts(quotes + marks) {
            if starts("\\" + marks + "(") {
                blank(2 + hashes)
                readCode(isInterpolation: true)
                blank(1)
            } else {
                blank(starts("\\" + marks) ? 2 + hashes : 1)
            }
        }
        take(quotes.count + hashes)
    }

    private mutating func blankComment() {
        var depth = 0
        repeat {
            if starts("/*") { depth += 1 }
            if starts("*/") { depth -= 1 }
            blank(starts("/*") || starts("*/") ? 2 : 1)
        } while depth > 0 && at < text.count
    }

    private func starts(_ prefix: String) -> Bool {
        var at = at
        for byte in prefix.utf8 {
            guard at < text.count, text[at] == byte else { return false }
            at += 1
        }
        return true
    }

    private mutating func take(_ count: Int = 1) {
        for _ in 0..<count where at < text.count {
            code.append(text[at])
            at += 1
        }
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where at < text.count {
            code.append(UInt8(ascii: starts("\n") ? "\n" : " "))
            at += 1
        }
    }

    private mutating func blank(until isEnd: (SwiftText) -> Bool) {
        while at < text.count, !isEnd(self) { blank(1) }
    }
}

extension SwiftText {
    /// Functions, initialisers and the like with a body, by the lines they take.
    static func functions(in code: String) -> [(name: String, lines: ClosedRange<Int>)] {
        let start = /(?m)^[^\n"=.]*?\b(?:func\s+([^\s(<]+)|(init|subscript)\b[?(<]|(deinit)\s*\{)/
        return code.matches(of: start).compactMap { match in
            let first = code[..<match.range.upperBound].count { $0 == "\n" }
            let beginning = code[..<match.range.lowerBound].count { $0 == "\n" }
            guard let last = lastLine(ofBodyIn: code, from: match.range) else { return nil }
            let name = match.1 ?? match.2 ?? match.3 ?? ""
            return (name: String(name), lines: min(first, beginning) + 1...last + 1)
        }
    }

    /// The line of the brace that ends the first body after a declaration began; nil without one.
    private static func lastLine(ofBodyIn code: String, from start: Range<String.Index>) -> Int? {
        var line = code[..<start.lowerBound].count { $0 == "\n" }
        var (parentheses, braces) = (0, 0)
        for character in code[start.lowerBound...] {
            switch character {
            case "\n": line += 1
            case "(", "[": parentheses += 1
            case ")", "]": parentheses -= 1
            case "{" where parentheses == 0 || braces > 0: braces += 1
            case "}" where braces == 1: return line
            case "}" where braces > 1: braces -= 1
            case "}" where parentheses == 0: return nil
            default: break
            }
        }
        return nil
    }
}
