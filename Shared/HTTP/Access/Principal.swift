/// Who asks: the name of a token, which outlives the token's rotation, and what it allows.
public struct Principal: Hashable, Sendable {
    public let name: String
    public let scopes: [Scope]

    public init(name: String, scopes: [Scope]) {
        self.name = name
        self.scopes = scopes
    }

    public var isAdmin: Bool { scopes.contains(.admin) }

    public func mayPush(_ indicator: String) -> Bool {
        isAdmin
            || scopes.contains {
                if case .push(let pattern) = $0 { pattern.matches(indicator) } else { false }
            }
    }

    public func mayDefine(_ indicator: String) -> Bool {
        isAdmin
            || scopes.contains {
                if case .define(let pattern) = $0 { pattern.matches(indicator) } else { false }
            }
    }

    func fulfils(_ need: Need) -> Bool {
        isAdmin
            || scopes.contains {
                switch ($0, need) {
                case (_, .nothing), (.read, .read), (.subscribe, .subscribe), (.push, .push),
                    (.define, .define):
                    true
                default: false
                }
            }
    }
}

/// What a route asks of who calls it. For `push` and `define` any pattern opens the route; its
/// handler looks at the indicators.
public enum Need: String, Sendable {
    case nothing
    case read
    case subscribe
    case push
    case define
    case admin
}
