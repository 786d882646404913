public import JSON

// So that what is expected reads as it stands in the document.

extension Value: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = .string(text) }
}

extension Value: ExpressibleByIntegerLiteral {
    public init(integerLiteral number: Int) { self = .number(Double(number)) }
}

extension Value: ExpressibleByFloatLiteral {
    public init(floatLiteral number: Double) { self = .number(number) }
}

extension Value: ExpressibleByBooleanLiteral {
    public init(booleanLiteral boolean: Bool) { self = .boolean(boolean) }
}
