/// What is coloured, by what it means.
enum Tone: Hashable, Sendable {
    case plain
    /// As it should be.
    case good
    /// Worth a look.
    case fair
    /// Not as it should be.
    case poor
    /// Beside the point.
    case faint
    case strong
}

/// Colours, on a terminal that shows them.
struct Palette: Sendable {
    let isOn: Bool

    func paint(_ text: String, _ tone: Tone) -> String {
        guard isOn, !text.isEmpty, let code = Self.code(tone) else { return text }
        return "\u{1b}[\(code)m\(text)\u{1b}[0m"
    }

    /// Of ECMA-48, section 8.3.117 (SGR).
    private static func code(_ tone: Tone) -> String? {
        switch tone {
        case .plain: nil
        case .good: "32"
        case .fair: "33"
        case .poor: "31"
        case .faint: "2"
        case .strong: "1"
        }
    }
}
