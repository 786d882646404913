public import Messages

extension Schema {
    public static func named(_ name: String) -> Schema? { all.first { $0.name == name } }
}
