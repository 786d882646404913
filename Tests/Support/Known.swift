/// A value that a test states itself and knows to be valid: anything else is the test's own fault.
///
///     let cloud = known(try IndicatorCode("nl.mkb.cloud"))
public func known<Value>(_ make: @autoclosure () throws -> Value) -> Value {
    do { return try make() } catch { fatalError("a test's own value is invalid: \(error)") }
}
