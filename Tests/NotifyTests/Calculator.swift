import Foundation

/// A pocket calculator: what a formula comes to, with either language's decimal mark.
///
///     try Calculator.value(of: "2 × |−0,5| + ln(exp(1))")  // 2
struct Calculator {
    struct Unreadable: Error {
        let formula: String
        let rest: String
    }

    private let formula: String
    private var rest: Substring

    static func value(of formula: String) throws -> Double {
        var calculator = Calculator(formula)
        let value = try calculator.sum()
        guard calculator.rest.isEmpty else { throw calculator.unreadable }
        return value
    }

    private init(_ formula: String) {
        self.formula = formula
        rest = formula.filter { $0 != " " }[...]
    }

    private var unreadable: Unreadable { Unreadable(formula: formula, rest: String(rest)) }

    private mutating func take(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest.removeFirst(text.count)
        return true
    }

    private mutating func expect(_ text: String) throws {
        guard take(text) else { throw unreadable }
    }

    private mutating func sum() throws -> Double {
        var value = try product()
        while true {
            if take("+") {
                value += try product()
            } else if take("−") {
                value -= try product()
            } else {
                return value
            }
        }
    }

    private mutating func product() throws -> Double {
        var value = try power()
        while true {
            if take("×") {
                value *= try power()
            } else if take("/") {
                value /= try power()
            } else {
                return value
            }
        }
    }

    private mutating func power() throws -> Double {
        if take("−") { return -(try power()) }
        let base = try atom()
        return take("^") ? pow(base, try power()) : base
    }

    private mutating func atom() throws -> Double {
        if take("(") {
            let value = try sum()
            try expect(")")
            return value
        }
        if take("|") {
            let value = try sum()
            try expect("|")
            return abs(value)
        }
        if take("ln(") { return log(try rest(of: 1)[0]) }
        if take("exp(") { return exp(try rest(of: 1)[0]) }
        if take("max(") { return try rest(of: 2).max() ?? .nan }
        if take("min(") { return try rest(of: 2).min() ?? .nan }
        let digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "," }
        guard let number = Double(digits.replacing(",", with: ".")) else { throw unreadable }
        rest.removeFirst(digits.count)
        return number
    }

    /// So many arguments, and the parenthesis behind them.
    private mutating func rest(of count: Int) throws -> [Double] {
        var values = [try sum()]
        for _ in 1..<count {
            try expect(";")
            values.append(try sum())
        }
        try expect(")")
        return values
    }
}
