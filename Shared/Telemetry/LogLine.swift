internal import Time

/// One line of the log, not yet written.
struct LogLine {
    let time: Timestamp
    let level: LogLevel
    let component: String
    let message: String
    let fields: KeyValuePairs<String, any LogValue>

    /// `2026-06-12T07:00:00.120Z info    ingest  listening  port=8081`
    func text(coloured: Bool) -> String {
        let name = level.rawValue
        let padding = String(repeating: " ", count: max(0, 7 - name.count))
        let level = coloured ? "\(colour)\(name)\(Self.plain)" : name
        var line = "\(time) \(level)\(padding) \(component)  \(Self.printable(message))"
        if !fields.isEmpty { line += " " }
        for (name, value) in fields {
            line += coloured ? " \(Self.faint)\(name)=\(Self.plain)" : " \(name)="
            switch value.logText {
            case .bare(let text): line += text
            case .quoted(let text): line += Self.quoted(text)
            }
        }
        return line + "\n"
    }

    /// `{"time":…,"level":…,"component":…,"message":…,"fields":{…}}`
    var json: String {
        var line = "{\"time\":\"\(time)\",\"level\":\"\(level.rawValue)\",\"component\":"
        line += Self.jsonString(component) + ",\"message\":" + Self.jsonString(message)
        var separator = ",\"fields\":{"
        for (name, value) in fields {
            line += separator + Self.jsonString(name) + ":"
            switch value.logText {
            case .bare(let text): line += text
            case .quoted(let text): line += Self.jsonString(text)
            }
            separator = ","
        }
        return line + (fields.isEmpty ? "}\n" : "}}\n")
    }

    private var colour: String {
        switch level {
        case .debug: Self.faint
        case .info: "\u{1B}[32m"
        case .warning: "\u{1B}[33m"
        case .error: "\u{1B}[31m"
        }
    }

    private static let faint = "\u{1B}[2m"
    private static let plain = "\u{1B}[0m"

    /// In quotes where it could be taken for something else.
    private static func quoted(_ text: String) -> String {
        let safe = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "-_.:/+*@%,;~[](){}".unicodeScalars.contains(scalar)
        }
        return safe && !text.isEmpty ? text : jsonString(text)
    }

    /// Nothing in a message may end the line or drive the terminal.
    private static func printable(_ text: String) -> String {
        text.unicodeScalars.contains { isControl($0) }
            ? String(jsonString(text).dropFirst().dropLast()) : text
    }

    /// RFC 8259, section 7, with all control characters escaped: also U+007F to U+009F.
    private static func jsonString(_ text: String) -> String {
        var string = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": string += "\\\""
            case "\\": string += "\\\\"
            case "\n": string += "\\n"
            case "\r": string += "\\r"
            case "\t": string += "\\t"
            case _ where isControl(scalar):
                let digits = String(scalar.value, radix: 16)
                string += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: string.unicodeScalars.append(scalar)
            }
        }
        return string + "\""
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            || scalar == "\u{2028}" || scalar == "\u{2029}"
    }
}
