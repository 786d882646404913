/// Texts of people that come in another form than JSON keep to the same bounds.
extension Report {
    /// A source as it is; throws `malformed` where it is empty, too long, or has control
    /// characters.
    public static func checkedSource(_ text: String) throws(ValidationError) -> String {
        try Text.checked(text, "a source")
    }
}

extension Figure {
    /// A note as it is; throws `malformed` where it is empty, too long, or has control
    /// characters.
    public static func checkedNote(_ text: String) throws(ValidationError) -> String {
        try Text.checked(text, "a note")
    }
}
