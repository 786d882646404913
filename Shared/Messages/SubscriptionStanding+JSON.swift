internal import JSON
internal import Time

extension SubscriptionStanding {
    private enum Name: String, CaseIterable {
        case position, failingSince, disabled, consented
    }

    func encode(into writer: inout Writer) {
        writer.beginObject()
        writer.member("position", position)
        if let failingSince { writer.member("failingSince", failingSince) }
        if let disabled {
            writer.name("disabled")
            writer.object {
                $0.member("reason", disabled.reason.rawValue)
                $0.member("time", disabled.time)
                $0.member("enabling", disabled.enabling)
            }
        }
        if let consented { writer.member("consented", consented) }
        writer.endObject()
    }

    init?(from document: inout Document) throws(JSONError) {
        guard var fields = try document.object(of: Name.self, required: [.position]) else {
            return nil
        }
        var position: OutcomesCursor?
        var failingSince: Timestamp?
        var disabled: Disabling?
        var consented: String?
        while let field = try document.next(&fields) {
            switch field {
            case .position: position = try document.cursor()
            case .failingSince: failingSince = try document.timestamp()
            case .disabled: disabled = try Disabling(from: &document)
            case .consented: consented = try document.string()
            }
        }
        guard let position else { return nil }
        self.init(position: position)
        self.failingSince = failingSince
        self.disabled = disabled
        self.consented = consented
    }
}

extension SubscriptionStanding.Disabling {
    private enum Name: String, CaseIterable {
        case reason, time, enabling
    }

    fileprivate init?(from document: inout Document) throws(JSONError) {
        let required: [Name] = [.reason, .time, .enabling]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var reason: SubscriptionStanding.Reason?
        var time: Timestamp?
        var enabling: Int?
        while let field = try document.next(&fields) {
            switch field {
            case .reason: reason = try document.choice(SubscriptionStanding.Reason.self, "a reason")
            case .time: time = try document.timestamp()
            case .enabling: enabling = try document.integer()
            }
        }
        guard let reason, let time, let enabling else { return nil }
        self.init(reason: reason, time: time, enabling: enabling)
    }
}
