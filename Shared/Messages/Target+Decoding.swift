internal import JSON

extension Target {
    enum Name: String, CaseIterable {
        case id, indicator, area, areas, dimensions, value, relative, direction, deadline, baseline
        case baselineValue, method, thresholds, limit, tolerance, acrossBreaks, requirement
        case overrides, partOf, name, source
    }

    init?(from document: inout Document) throws(JSONError) {
        let required: [Name] = [.id, .indicator, .area, .direction]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        let errors = document.errorCount
        var draft = TargetDraft()
        while let field = try document.next(&fields) { try draft.read(field, from: &document) }
        guard document.errorCount == errors else { return nil }
        do throws(ValidationError) {
            guard let target = try draft.target() else { return nil }
            self = target
        } catch {
            document.note(error, at: fields.offset)
            return nil
        }
    }
}

extension VersionedTarget {
    private enum Name: String, CaseIterable {
        case version
    }

    init?(from document: inout Document) throws(JSONError) {
        var other = document
        guard var fields = try other.object(of: Name.self, required: [.version]) else {
            try document.skip()
            return nil
        }
        var version: Int?
        while let field = try other.next(&fields) {
            switch field {
            case .version: version = try other.integer(from: 1)
            }
        }
        guard let version else {
            document = other
            return nil
        }
        guard let target = try Target(from: &document) else { return nil }
        self.init(target, version: version)
    }
}
