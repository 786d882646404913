public import JSON

extension Target {
    /// The target's document: what is absent is left out, what has a default is written.
    public func encode(into writer: inout Writer) {
        writer.object { encodeMembers(into: &$0) }
    }

    fileprivate func encodeMembers(into writer: inout Writer) {
        writer.member("id", id.text)
        writer.member("indicator", indicator.text)
        writer.member("areas", areas)
        writer.member("dimensions", dimensions)
        if let goal {
            writer.member("value", goal.value)
            if goal.relative { writer.member("relative", true) }
        }
        writer.member("direction", direction.rawValue)
        if let goal { writer.member("deadline", goal.deadline) }
        if let baseline { writer.member("baseline", baseline) }
        if let baselineValue { writer.member("baselineValue", baselineValue) }
        writer.member("method", method.rawValue)
        if thresholds != .canada { writer.member("thresholds", thresholds.rawValue) }
        if let limit { writer.member("limit", limit) }
        writer.member("tolerance", tolerance)
        writer.member("acrossBreaks", acrossBreaks)
        writer.member("requirement", requirement.rawValue)
        if let overrides { writer.member("overrides", overrides.text) }
        if let partOf { writer.member("partOf", partOf.text) }
        writer.member("name", name)
        if let source { writer.member("source", source) }
    }
}

extension VersionedTarget {
    /// The target's document with its `version` at the end.
    public func encode(into writer: inout Writer) {
        writer.object {
            target.encodeMembers(into: &$0)
            $0.member("version", version)
        }
    }
}

extension Writer {
    /// `area`, and `areas` where it is each of some.
    fileprivate mutating func member(_ name: StaticString, _ selection: AreaSelection) {
        switch selection {
        case .exactly(let area): member("area", area.text)
        case .each(let areas):
            member("area", "*")
            guard !areas.isEmpty else { return }
            self.name(name)
            array { for area in areas { $0.string(area.text) } }
        }
    }
}
