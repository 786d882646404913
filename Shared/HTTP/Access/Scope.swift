/// What a token allows.
public enum Scope: Hashable, Sendable {
    /// Push figures of these indicators.
    case push(IndicatorPattern)
    /// Define these indicators and set their targets.
    case define(IndicatorPattern)
    /// Have subscriptions.
    case subscribe
    /// Read, where reading is not open to all.
    case read
    /// Everything.
    case admin

    /// Reads `push:nl.mkb.*`, `define:*`, `subscribe`, `read`, `admin`.
    public init?(_ text: some StringProtocol) {
        switch text {
        case "subscribe": self = .subscribe
        case "read": self = .read
        case "admin": self = .admin
        default:
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let pattern = IndicatorPattern(parts[1]) else { return nil }
            switch parts[0] {
            case "push": self = .push(pattern)
            case "define": self = .define(pattern)
            default: return nil
            }
        }
    }
}

extension Scope: CustomStringConvertible {
    public var description: String {
        switch self {
        case .push(let pattern): "push:\(pattern)"
        case .define(let pattern): "define:\(pattern)"
        case .subscribe: "subscribe"
        case .read: "read"
        case .admin: "admin"
        }
    }
}
